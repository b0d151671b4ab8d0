"""The prepare page: the chair sets up an assessment, freezes its method and moves its phases.

Rules: the choices are entries, one for each thing that is saved, and a choice that says what already holds is
not written again; what may be done is asked of the rules; after an act only the sections that changed go back.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from toetssteen import canonical, workbench
from toetssteen.errors import RuleError, ToetssteenError, fault
from toetssteen.language import free_id, slug
from toetssteen.model.entries.choices import (
    WeightsSet,
)
from toetssteen.model.replay.assessment import Assessment
from toetssteen.pages.desk import Desk
from toetssteen.pages.prepare import ask, chosen_set, freeze, measures, own, price, righting
from toetssteen.pages.prepare import impact as prepare_impact
from toetssteen.pages.prepare import profile as prepare_profile
from toetssteen.pages.prepare import weights as prepare_weights
from toetssteen.pages.prepare.method import MethodPapers
from toetssteen.pages.prepare.sheet import Sheets
from toetssteen.pages.prepare.stand import Stand, stand
from toetssteen.web.form import Form, Patch, State, said
from toetssteen.workbench import FEWEST, MOST, Pattern, Workbench, chairs_of
from toetssteen.workbench import library as librarian


def _dry(standing: Stand) -> State:
    """Return whether the method can be tried: before the first solution is judged, and once the method is whole."""
    early = standing.assessment.phase in ("preparing", "frozen")
    state = "later" if early else "past"
    if early and standing.method is not None:
        state = "try"
    return {"state": state, "early": early, "fewest": FEWEST, "most": MOST}


SECTIONS: dict[str, Callable[[Stand], State]] = {
    "bought": chosen_set.bought,
    "criteria": chosen_set.criteria,
    "scoping": chosen_set.scoping,
    "impact": prepare_impact.impact,
    "weights": prepare_weights.weights,
    "gates": chosen_set.gates,
    "conditions": own.conditions,
    "rules": chosen_set.rules,
    "price": price.price,
    "committee": measures.committee,
    "dry": _dry,
    "freeze": freeze.freeze,
    "ask": ask.ask,
    "solutions": freeze.solutions,
    "moves": freeze.moves,
}
"""The sections of the page, in order; other pages link to one as ``#<name>``."""


def page(assessment: str | None) -> Form:
    """Make the page."""
    preparing = Preparing(Desk("prepare", assessment))
    return preparing.desk.form(preparing.content, preparing.acts())


class Preparing:
    """The page: the folder and the library stay read while it is open, and it knows what it showed last."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.sheets = Sheets(self._stand, self._changed)
        self.papers = MethodPapers(self._stand)
        self.asking = ask.Asking(self._stand, self._changed)
        self._shown: State = {}

    def acts(self) -> dict[str, Any]:
        """Return what can be done on the page: the acts, by name."""
        return {
            "since": self.since,
            "choose": self.choose,
            "period": self.period,
            "set": self.choose_set,
            "drop": self.drop,
            "undrop": self.undrop,
            "own": self.own,
            "unown": self.unown,
            "spread": self.spread,
            "profile": self.profile,
            "keep": self.keep,
            **self.sheets.acts(),
            **self.papers.acts(),
            **self.asking.acts(),
            "scope": self.scope,
            "impact": self.impact,
            "swings": self.swings,
            "weights": self.weights,
            "rules": self.rules,
            "price": self.price,
            "person": self.person,
            "measure": self.measure,
            "dry": self.dry,
            "freeze": self.freeze,
            "solution": self.solution,
            "withdraw": self.withdraw,
            "put_right": self.put_right,
            "move": self.move,
            "round": self.new_round,
        }

    def content(self) -> Mapping[str, object]:
        """Return what the page shows now (:class:`PrepareState`)."""
        try:
            self._shown = self._content()
        except ToetssteenError as error:
            self._shown = {"stopped": said(error, self.desk.language), "start": self.desk.address("start")}
        return self._shown

    def _content(self) -> State:
        standing = self._stand()
        assessment = standing.assessment
        return {
            "place": assessment.opened.title,
            "mark": self._mark(assessment),
            "me": standing.me or "",
            "chairs": chairs_of(assessment),
            "track": assessment.opened.track,
            "editable": standing.editable,
            "browse": self.desk.address("criteria"),
            "problem": said(ToetssteenError(standing.problem), standing.language) if standing.problem else [],
            "conflicts": sorted({conflict.slot[0] for conflict in assessment.conflicts}),
            "warnings": said(ToetssteenError(warnings), standing.language)
            if (warnings := standing.bench.store.warnings)
            else [],
            "sections": {name: make(standing) for name, make in SECTIONS.items()},
        }

    def _stand(self) -> Stand:
        assessment, reader = self.desk.folder.assessment(), self.desk.reader
        if not chairs_of(assessment):
            raise RuleError(freeze.not_a_chair(reader.person or ""))
        me = reader.chair(assessment)
        return stand(Workbench.of(self.desk.folder, me, self.desk.language), librarian.library())

    def _mark(self, assessment: Assessment) -> str:
        """Return the name of a state: it changes with every entry, the language and the library."""
        library = [str(librarian.library().folder), str(id(librarian.library()))]
        return canonical.digest({"heads": dict(assessment.heads), "at": [self.desk.language, *library]})

    def _changed(self) -> Patch:
        """Return what changed since the page was drawn last; ``was`` tells from which state."""
        before = self._shown
        now = self.content()
        sections = now.get("sections")
        if not isinstance(sections, dict) or "sections" not in before:
            return Patch({**now, "was": None})
        changed = {name: section for name, section in sections.items() if section != before["sections"].get(name)}
        return Patch({**now, "sections": changed, "was": before["mark"]})

    def since(self, mark: str | None) -> State | None:
        """Return the page as it is now, where another window changed it since; ``None`` where none did."""
        try:
            same = mark == self._mark(self.desk.folder.assessment())
        except ToetssteenError:
            same = False
        return None if same else self.desk.look(self.content())

    def choose(self, person: str) -> State:
        """Choose which of the chairs is here."""
        self.desk.choose(person)
        return self.desk.look(self.content())

    def _record(self, kind: str, given: Mapping[str, Any]) -> Patch:
        """Write an entry, unless what it says already holds."""
        body = workbench.body_of(kind, given)
        standing = self._stand()
        if isinstance(body, WeightsSet):
            prepare_weights.refuse_uneven(standing, body)
        standing.bench.record(body)
        return self._changed()

    def choose_set(self, chosen: str) -> State:
        """Choose a criteria set, in the version that is in the library."""
        given = librarian.library().set(chosen)
        return self._record("set-chosen", {"set": {"id": given.id, "version": given.version}})

    def period(self, begins: str, ends: str) -> State:
        """Record from when until when what is bought is to be used."""
        return self._record("period-set", {"begins": begins, "ends": ends})

    def drop(self, asked: str, reason: str) -> State:
        """Leave a criterion, gate or condition of the set out, with the reason."""
        return self._record("set-fitted", own.dropping(self._stand(), asked, reason))

    def undrop(self, asked: str) -> State:
        """Take back what was left out."""
        return self._record("set-fitted", own.taking_back(self._stand(), asked))

    def own(self, criterion: str | None, value: str, texts: dict[str, dict[str, str]], by: str = "") -> State:
        """Add a criterion of one's own, or write one anew."""
        return self._record("set-fitted", own.with_own(self._stand(), criterion, value, texts, by))

    def unown(self, criterion: str) -> State:
        """Take a criterion of one's own away."""
        return self._record("set-fitted", own.without_own(self._stand(), criterion))

    def profile(self, profile: str) -> State:
        """Take over the weights of a profile, and what it leaves out and adds; what then does not add up is shown."""
        standing = self._stand()
        fitting, weights = prepare_profile.taken_over(standing, profile)
        chosen = {"set-fitted": fitting, "weights-set": weights}
        standing.bench.record(*(workbench.body_of(kind, given) for kind, given in chosen.items() if given is not None))
        return self._changed()

    def keep(self, title: str, why: str) -> State:
        """Keep the weights and the fitting that are saved as a profile of one's own."""
        made = prepare_profile.as_profile(self._stand(), title, why)
        kept = librarian.library().profiles.values()
        if not any(profile.model_copy(update={"id": made.id}) == made for profile in kept):  # else it is sent again
            librarian.keep(made)
        return self._changed()

    def scope(self, question: str, answer: str) -> State:
        """Answer a scoping question."""
        return self._record("scoping-answered", {"question": question, "answer": answer})

    def impact(self, impact: str, reason: str) -> State:
        """Choose the class of impact; for a lighter one than the answers ask with the reason."""
        return self._record("class-chosen", {"impact": impact, "reason": reason.strip() or None})

    def swings(self, swings: dict[str, str]) -> State:
        """Turn the swings of one level into weights, to be looked at; nothing is saved."""
        return Patch({"weights": prepare_weights.from_swings(swings)})

    def spread(self, levels: dict[str, dict[str, str]]) -> State:
        """Turn the points of some levels into weights that add up, to be looked at; nothing is saved."""
        return Patch({"levels": {name: prepare_weights.in_proportion(points) for name, points in levels.items()}})

    def weights(self, values: dict[str, str], criteria: dict[str, str], reason: str, **unit: Any) -> State:
        """Save the weights of all levels, in the unit of each, with the reason."""
        return self._record("weights-set", {"values": values, "criteria": criteria, "reason": reason, **unit})

    def rules(self, **given: Any) -> State:
        """Save the rules a result follows."""
        rounding = {"digits": int(given["digits"]), "mode": given["mode"], "ties": given["ties"]}
        steps = [chosen_set.step_of(step) for step in given["tie_break"]]
        rules = {
            "aggregation": given["aggregation"],
            "no_answer_counts_as": "lowest" if given["no_answer"] == "lowest" else None,
            "rounding": rounding,
            "tie_break": steps,
            "evidence_cap": given["cap"] == "on",
            "fewest_evaluators": int(given["fewest"]) if given.get("fewest") else None,
        }
        return self._record("rules-set", {"rules": rules})

    def price(self, kind: str, fields: dict[str, str], per: str, euro: dict[str, str]) -> State:
        """Save how the price counts."""
        return self._record("pricing-set", price.chosen(self._stand(), kind, fields, per, euro))

    def person(self, person: str, role: str, expertise: str) -> State:
        """Add somebody to the committee, by id, role and expertise."""
        return self._record("person-added", {"person": person, "role": role, "expertise": expertise.strip() or None})

    def measure(self, person: str, measure: str, solutions: list[str], reason: str) -> State:
        """Record what is done about somebody's interest."""
        given = {"person": person, "measure": measure, "solutions": solutions, "reason": reason}
        return self._record("measure-taken", given)

    def dry(self, solutions: int, seed: int, pattern: str) -> State:
        """Try the method on imaginary solutions; nothing is stored."""
        chosen: Pattern = "high" if pattern == "high" else "even"
        tried = self._stand().bench.trial(solutions=int(solutions), seed=int(seed), pattern=chosen)
        return Patch(run=tried.shown())

    def freeze(self, reason: str, version: int) -> State:
        """Freeze the method, as the version that the page showed; a further version says why."""
        standing = self._stand()
        expected = len(standing.assessment.versions) + 1
        if version != expected:  # another window froze in between
            raise RuleError(fault("TS-220", version=version, expected=expected))
        standing.bench.freeze(standing.library, reason.strip() or None)
        return self._changed()

    def solution(self, name: str, vendor: str, about: str) -> State:
        """Add a solution, under an id made of its name."""
        solutions = self.desk.folder.assessment().solutions
        given = {"name": name.strip(), "vendor": vendor.strip() or None, "about": about}
        for solution in solutions.values():
            if (solution.name, solution.vendor, solution.about) == (given["name"], given["vendor"], about):
                return self._changed()  # sent again after an answer that did not arrive
        given["solution"] = free_id(slug(name, "solution"), solutions)
        alike = workbench.look_alikes(self.desk.folder.assessment(), workbench.body_of("solution-added", given))
        return Patch({**self._record("solution-added", given), "worth_knowing": alike})

    def put_right(self, kind: str, which: str, now: dict[str, str], reason: str) -> State:
        """Put right what was entered wrongly, with the reason."""
        return self._record(*righting.changed(self._stand(), kind, which, now, reason))

    def withdraw(self, solution: str, reason: str) -> State:
        """Take a solution back, with the reason."""
        return self._record("solution-withdrawn", {"solution": solution, "reason": reason})

    def move(self, to: str, reason: str) -> State:
        """Move to the next phase; a round opens with its key."""
        standing = self._stand()
        if to == "open" and (standing.assessment.phase == "frozen" or standing.bench.keys.lacking):
            standing.bench.open_round(reason.strip() or None)
            return self._changed()
        return self._record("phase-moved", {"to": to, "reason": reason.strip() or None})

    def new_round(self, reason: str) -> State:
        """Begin a new round, with the reason."""
        number = self.desk.folder.assessment().round.number + 1
        return self._record("round-opened", {"round": number, "reason": reason})
