"""Prices on the compare page: closed until quality is, then opened one by one; low prices; ties; what is still open.

Rules: what may be done is asked of the rules, not decided here; a file stays in the browser, which works out its
check code; an act that is sent twice is one entry; a tie is recorded as ``scoring`` broke it and in no other way.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from toetssteen import workbench
from toetssteen.errors import Fault, ToetssteenError, UseError, fault
from toetssteen.language import number
from toetssteen.model.base import Id, plain
from toetssteen.model.entries.body import PHASES, Body
from toetssteen.model.entries.freezing import PhaseMoved
from toetssteen.model.replay.assessment import Assessment
from toetssteen.pages.amount import amount
from toetssteen.pages.desk import Desk
from toetssteen.views import pricing
from toetssteen.views.wording import euro
from toetssteen.web.form import Act, State, said
from toetssteen.workbench import Workbench, chairs_of
from toetssteen.workbench.recording import flat

if TYPE_CHECKING:
    from toetssteen.scoring.result.result import Result

SEALING, OPENING = ("open", "scored"), "agreed"
NOBODY = ""
"""Who only looks."""


class Prices:
    """The part of the compare page that is about prices and ties; ``again`` draws the page."""

    def __init__(self, desk: Desk, again: Callable[[], State]) -> None:
        self.desk = desk
        self.again = again

    def acts(self) -> dict[str, Act]:
        """Return what can be done: the acts, by name."""
        return {
            "price_as": self.act_as,
            "price_seal": self.seal,
            "price_open": self.open,
            "price_low": self.judge_low,
            "tie_break": self.break_ties,
        }

    def act_as(self, person: str) -> State:
        """Choose who is here: one of the chairs, or somebody who only looks."""
        self.desk.choose(person)
        return self.again()

    def seal(self, solution: str, file: str) -> State:
        """Register the check code of an unopened envelope."""
        known = self.desk.folder.assessment().price_seals.get(solution)
        if known is None or known.file != file:
            self._record("price-sealed", {"solution": solution, "file": file})
        return self.again()

    def open(self, solution: str, price: str, file: str, reason: str) -> State:
        """Open a price, or correct one with the reason."""
        if amount(price) is None:
            name = self.desk.folder.assessment().solutions
            item = name[solution].name if solution in name else solution
            raise UseError(fault("TS-273", item, at="price", text=price, item=item))
        given = {"solution": solution, "price": price.strip(), "file": file or None, "reason": reason.strip() or None}
        body = workbench.body_of("price-opened", given)
        if self.desk.folder.assessment().prices.get(solution) != body:
            self._write(body)
        return self.again()

    def judge_low(self, solution: str, asked: str, answer: str, finding: str, reason: str) -> State:
        """Record what was asked about a low price, what was answered and what was found."""
        given = {"solution": solution, "asked": asked, "answer": answer.strip() or None, "finding": finding}
        body = workbench.body_of("low-price-judged", {**given, "reason": reason})
        if self.desk.folder.assessment().low_prices.get(solution) != body:
            self._write(body)
        return self.again()

    def break_ties(self) -> State:
        """Record every tie as the frozen tie-break broke it."""
        worked_out = self.desk.bench.result()
        for order, seed in _unrecorded(worked_out):
            self._record("tie-broken", {"round": worked_out.round.number, "order": order, "seed": seed})
        return self.again()

    def _record(self, kind: str, given: dict[str, Any]) -> None:
        self._write(workbench.body_of(kind, given))

    def _write(self, body: Body) -> None:
        """Write an entry as the chair who is here."""
        me = self._me(self.desk.folder.assessment())
        if me == NOBODY:
            raise UseError(fault("TS-275"))
        self.desk.acting(me).record(body)

    def _me(self, assessment: Assessment) -> str:
        """Return the chair who acts here; nobody, for whoever only looks."""
        return self.desk.reader.chair(assessment, may_look=True) or NOBODY

    def content(self, assessment: Assessment) -> State | None:
        """Return what is said of prices and ties now (:class:`Prices`); ``None`` where the method has neither."""
        method, part = assessment.method, assessment.round
        if method is None or not assessment.solutions or (method.price is None and not method.rules.tie_break):
            return None
        worked_out = self.desk.bench.result()
        return {
            "priced": method.price is not None,
            "rules": pricing.rules(method, self.desk.language),
            "stage": _stage(assessment),
            "round": part.number,
            "me": self._me(assessment),
            "chairs": chairs_of(assessment),
            "solutions": [self._solution(worked_out, solution.id) for solution in worked_out.solutions],
            "ties": self._ties(worked_out),
            "unrecorded": len(_unrecorded(worked_out)),
            "decide": self._decision(assessment),
        }

    def _solution(self, worked_out: Result, solution: Id) -> State:
        """Return where the price of one solution stands."""
        assessment, language = worked_out.assessment, self.desk.language
        found = next(sought for sought in worked_out.solutions if sought.id == solution)
        sealed, opened = assessment.price_seals.get(solution), assessment.prices.get(solution)
        low = assessment.low_prices.get(solution)
        return {
            "id": solution,
            "name": found.name,
            "in": solution not in assessment.withdrawn,
            "failing": found.eligible is False,
            "sealed": sealed.file if sealed else "",
            "price": plain(opened.price) if opened else "",
            "shown": euro(opened.price, language) if opened else "",
            "reason": (opened.reason or "") if opened else "",
            "ask": low is not None or bool(found.price and found.price.low),
            "low": low.model_dump(mode="json", exclude={"solution"}) if low else None,
        }

    def _ties(self, worked_out: Result) -> list[State]:
        """Return every tie that was broken, with how to repeat a lot; then those that no step breaks."""
        language = self.desk.language
        unrecorded = _unrecorded(worked_out)
        told = [
            {
                "text": pricing.tie(worked_out, tie, language),
                "order": flat(tie),
                "seed": tie.seed or "",
                "lots": pricing.lots(tie),
                "recorded": (flat(tie), tie.seed) not in unrecorded,
            }
            for tie in worked_out.ties
        ]
        names = {solution.id: solution.name for solution in worked_out.solutions}
        left = {
            tuple(sorted((solution.id, *solution.rank.tied_with))): solution.rank.rank
            for solution in worked_out.solutions
            if solution.rank.tied_with
        }
        return told + [
            {"left": ", ".join(names[solution] for solution in group), "rank": number(str(rank), language)}
            for group, rank in sorted(left.items())
        ]

    def _decision(self, assessment: Assessment) -> State | None:
        """Return what is in the way of the decision (:class:`Decision`); ``None`` before its time and after."""
        if assessment.phase != OPENING:
            return None
        me = self._me(assessment)
        bench = self.desk.acting(me) if me else Workbench.of(self.desk.folder)
        refused = bench.refusals(PhaseMoved(to="decided")) if chairs_of(assessment) else ()
        lifted = [found for found in refused if found.code in workbench.NEEDS_REASON]
        return {
            "refused": self._told([found for found in refused if found not in lifted]),
            "asks": self._told(lifted),
            "go": f"{self.desk.address('prepare')}#moves",
        }

    def _told(self, faults: Sequence[Fault]) -> list[State]:
        return said(ToetssteenError(faults), self.desk.language) if faults else []


def _stage(assessment: Assessment) -> str:
    """Return where the prices are: not yet, to be sealed, to be opened, or behind us."""
    if assessment.phase in SEALING:
        return "seal"
    if PHASES.index(assessment.phase) < PHASES.index("open"):
        return "early"
    return "open" if assessment.phase == OPENING else "past"


def _unrecorded(worked_out: Result) -> list[tuple[list[Id], str | None]]:
    """Return the ties that were broken and are not on record: the order, and the seed where there was a lot."""
    done = [(tie.order, tie.seed) for tie in worked_out.round.ties]
    broken = [(flat(tie), tie.seed) for tie in worked_out.ties]
    return [tie for tie in broken if tie not in done]
