"""The points of a round as the consensus page shows them: cells (a solution on a criterion or gate) and the checklist.

Rules: cells stand in the order of how far the evaluators are apart, largest first; that order does not change
while they agree. A row is short; what was answered, with reasons and evidence, is told of one point at a time.
"""

from __future__ import annotations

from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from toetssteen.errors import UseError, fault
from toetssteen.language import Language, say
from toetssteen.model.base import Id
from toetssteen.model.criteria import Criterion, Gate, Scale
from toetssteen.model.entries.body import Evaluation
from toetssteen.model.entries.consensus import Agreed, Checked, Corrected
from toetssteen.model.entries.entry import Entry
from toetssteen.model.method import Method, SheetCriterion
from toetssteen.model.replay.assessment import Assessment, Judging, judged
from toetssteen.model.replay.recorded import recorded
from toetssteen.pages import asked
from toetssteen.views.wording import Wording
from toetssteen.web.form import State
from toetssteen.workbench import Apart, Workbench, answers_evidence, attached

if TYPE_CHECKING:
    from toetssteen.scoring.outlook.differences import Differences

_BLOCKING = {"open_conflicts", "open_without", "open_gates"}


class Point(NamedTuple):
    """What is agreed on: a solution and a criterion or gate; without a solution, a line of the checklist."""

    solution: Id
    criterion: Id

    @property
    def key(self) -> str:
        """Return the name of the point in a page."""
        return f"{self.solution}|{self.criterion}"


class Points:
    """All points of the current round as they stand, told in one language."""

    def __init__(self, bench: Workbench, method: Method) -> None:
        self.assessment = bench.store.assessment()
        self.round = self.assessment.round
        self.method = method
        self.language = bench.language
        self.result = bench.result()
        self.wording = Wording(self.result.method, self.language, self.assessment)
        self._asked = judged(method)
        checklist = [asked for asked in method.checklist if method.applicable(asked)]
        self._checklist: dict[Id, Criterion | Gate] = {asked.id: asked for asked in checklist}
        self._bench = bench

    def point(self, key: str) -> Point:
        """Return a point by its name in the page.

        Raises
        ------
        UseError
            If there is none of that name.
        """
        found = next((point for point in [*self.cells, *self.checks] if point.key == key), None)
        if found is None:
            raise UseError(fault("TS-502", id=key, known="-"))
        return found

    @cached_property
    def cells(self) -> dict[Point, Apart]:
        """The cells of the solutions that take part, those with the largest differences first; none while sealed."""
        return {Point(*cell): apart for cell, apart in self._bench.apart.items()}

    @property
    def checks(self) -> list[Point]:
        """The lines of the checklist that apply."""
        return [Point("", criterion) for criterion in self._checklist]

    @cached_property
    def records(self) -> list[tuple[Point, Entry]]:
        """What was recorded of the points in this round, in order; what was set aside is not among it."""
        every = recorded(self.assessment, self._bench.store.in_order(), self.round.number)
        return [(Point(*cell), entry) for cell, entry in every]

    @cached_property
    def entries(self) -> dict[Point, list[Entry]]:
        """The records by point; the last is in force, except where there is a conflict."""
        found: dict[Point, list[Entry]] = {}
        for point, entry in self.records:
            found.setdefault(point, []).append(entry)
        return found

    def last_present(self) -> list[str]:
        """Return who were present when something was last agreed."""
        bodies = [entry.body for _, entry in self.records]
        return next((list(body.present) for body in reversed(bodies) if isinstance(body, Agreed)), [])

    def basis(self, point: Point) -> str:
        """Return the digest of what was last recorded of a point: whoever changes the point has seen that."""
        recorded = self.entries.get(point)
        return recorded[-1].digest if recorded else ""

    def in_force(self, point: Point) -> Agreed | Checked | None:
        """Return what holds for a point now."""
        if point.solution:
            return self.round.agreed.get(point)
        return self.round.checked.get(point.criterion)

    def rows(self) -> list[State]:
        """Return every cell in short (:class:`CellRow`)."""
        return [self.row(point) for point in self.cells]

    def row(self, point: Point) -> State:
        """Return one point in short: a :class:`CellRow`, of the checklist a :class:`PointRow`."""
        recorded, scale = self.in_force(point), self.scale(point)
        row: State = {
            "key": point.key,
            "title": self.wording.name(point.criterion),
            "recorded": self.wording.answer(recorded.answer, scale) if recorded else None,
            "dissent": len(recorded.dissent) if isinstance(recorded, Agreed) else 0,
            "conflict": self._in_conflict(point),
        }
        if not point.solution:
            return row | {"name": say(f"report.addressee_{self._checklist[point.criterion].addressee}", self.language)}
        apart = self.cells[point]
        found = apart.found
        return row | {
            "name": self.wording.solution(point.solution),
            "value": self._values.get(point.criterion),
            "gate": not found.graded,
            "answers": [self.wording.answer(answer) for answer in found.answers],
            "differs": found.differs,
            "flagged": found.flagged,
            "alike": bool(apart.alike),
            "without": found.without,
            "spread": self.wording.percent(apart.spread) if apart.spread is not None else None,
        }

    def detail(self, point: Point) -> State:
        """Return all of one point: what is asked, who answered what, what was recorded."""
        scale, recorded = self.scale(point), self.in_force(point)
        detail: State = {
            "key": point.key,
            "asked": self._shown(point),
            "basis": self.basis(point),
            "record": _plain(recorded) if recorded else None,
            "said": self.wording.answer(recorded.answer, scale) if recorded else None,
            "history": self._history(point, scale),
            "answers": [],
            "cited": [],
        }
        if not point.solution:
            return detail
        given = list(self.round.of_cell(point))
        apart = self.cells[point]
        found = apart.found
        return detail | {
            "answers": [self._answer(point, who, evaluation, scale) for who, evaluation in given],
            "cited": list(
                dict.fromkeys(piece for _, evaluation in given if evaluation for piece in evaluation.evidence)
            ),
            "same": found.same,
            "alike": [self.wording.listed(self.wording.role(person) for person in group) for group in apart.alike],
            "vendor": self._vendor(point),
            "reasons": "\n\n".join(
                dict.fromkeys(evaluation.reason for _, evaluation in given if evaluation and evaluation.reason)
            ),
            "figures": self._figures(found, scale),
        }

    def progress(self) -> State:
        """Count what is agreed, and where the evaluators differ."""
        recorded = {point for point in self.cells if point in self.round.agreed}
        differing = [point for point, apart in self.cells.items() if apart.found.differs]
        return {
            "all": len(self.cells),
            "recorded": len(recorded),
            "differ": len(differing),
            "differ_open": len([point for point in differing if point not in recorded]),
            "checks": len(self._checklist),
            "checked": len([check for check in self._checklist if check in self.round.checked]),
        }

    def still_open(self) -> list[State]:
        """Return what is still open before the consensus can be over (:class:`OpenLine`), with the points it is about.

        ``blocks`` tells what leaves the result open, so that going on takes a reason.
        """
        bare = {point: apart.found for point, apart in self.cells.items() if point not in self.round.agreed}
        gates = [(solution.id, gate) for solution in self.result.solutions for gate in solution.gates]
        unproven = {Point(solution, gate.id) for solution, gate in gates if gate.status == "unproven"}
        kinds = {
            "open_conflicts": [point for point in [*self.cells, *self.checks] if self._in_conflict(point)],
            "open_differ": [point for point, found in bare.items() if found.differs],
            "open_without": [point for point, found in bare.items() if not found.differs and not found.same],
            "open_same": [point for point, found in bare.items() if found.same],
            "open_gates": [point for point in self.cells if point in unproven],
            "open_checks": [point for point in self.checks if point.criterion not in self.round.checked],
        }
        blocking = _BLOCKING | ({"open_differ"} if self.method.rules.aggregation == "consensus" else set())
        return [
            {
                "text": say(f"consensus.{name}", self.language, count=len(points)),
                "keys": [point.key for point in points],
                "blocks": name in blocking,
            }
            for name, points in kinds.items()
            if points
        ]

    def conflicts(self) -> list[State]:
        """Return every conflict (:class:`OpenConflict`): what it is about, who wrote what, what settles it."""
        every = {point.key: point for point in [*self.cells, *self.checks]}
        found = []
        for conflict in self.assessment.conflicts:
            slot = conflict.slot
            now = slot[-1] == str(self.round.number)
            key = {"agreed": "|".join(slot[1:3]), "checked": f"|{slot[1]}"} if len(slot) > 2 and now else {}
            point = every.get(key.get(slot[0], ""))
            scale = self.scale(point) if point else None
            entries = [self._told(entry, scale) if point else self._written(entry) for entry in conflict.entries]
            what = self.where(point) if point else " ".join(slot)
            found.append({"what": what, "key": point.key if point else None, "entries": entries})
        return found

    def set_aside(self) -> list[State]:
        """Return the entries that broke a rule and have no effect (:class:`EntryAside`), with every fault."""
        return [
            {**self._written(refused.entry), "faults": [fault.say(self.language) for fault in refused.faults]}
            for refused in self.assessment.set_aside
        ]

    def _written(self, entry: Entry) -> State:
        return {"who": self.person(entry.author), "at": self.wording.instant(entry.at)}

    def scale(self, point: Point) -> Scale | None:
        """Return the scale a point is judged on; a gate has none."""
        found = self._judging(point)
        return self.method.scale(found.scale) if isinstance(found, Criterion | SheetCriterion) else None

    def where(self, point: Point) -> str:
        """Return in words which point this is."""
        title = self.wording.name(point.criterion)
        return f"{title}, {self.wording.solution(point.solution)}" if point.solution else title

    def sources(self, point: Point) -> list[State]:
        """Return the sources of what is asked."""
        return asked.sources(self._judging(point), self.language)

    def _judging(self, point: Point) -> Judging:
        return self._asked[point.criterion] if point.solution else self._checklist[point.criterion]

    def _in_conflict(self, point: Point) -> bool:
        about = ("agreed", *point) if point.solution else ("checked", point.criterion)
        return any(conflict.slot == (*about, str(self.round.number)) for conflict in self.assessment.conflicts)

    def _vendor(self, point: Point) -> State | None:
        """Return what the vendor itself answered, which counts for nothing; ``None`` where it was not asked."""
        received = self.assessment.answers.get(point.solution)
        if received is None:
            return None
        given = next((answer for answer in received.answers if answer.criterion == point.criterion), None)
        return {
            "text": given.text if given else "",
            "claim": self.wording.answer(given.claim, self.scale(point)) if given and given.claim else "",
            "files": [
                {"name": name, "kept": bool(attached(received, name))} for name in (given.files if given else ())
            ],
            "sheet": answers_evidence(self.assessment, point.solution),
        }

    @cached_property
    def _values(self) -> dict[Id, Id]:
        return {weighing.criterion.id: value.id for value, weighing in self.method.weighings()}

    def _shown(self, point: Point) -> State:
        shown = asked.shown(self._judging(point), self.method, self.language)
        none = [
            {"answer": answer, "name": self.wording.answer(answer), "text": ""} for answer in ("unknown", "refused")
        ]
        return shown | {"answers": [*shown["answers"], *none]}

    def _answer(self, point: Point, who: str, given: Evaluation | None, scale: Scale | None) -> State:
        corrections = [
            correction
            for correction in self.round.corrections
            if correction.author == who and correction.evaluation.cell == point and not correction.agreed
        ]
        return {
            "who": self.person(who),
            "answer": self.wording.answer(given.answer if given else "unanswered", scale),
            "reason": given.reason if given else "",
            "explanation": self.wording.explanation(given.explanation if given else None),
            "evidence": list(given.evidence) if given else [],
            "corrected": [
                {
                    "at": self.wording.instant(correction.at),
                    "why": correction.reason,
                    "was": self.wording.answer(correction.before.answer if correction.before else "unanswered", scale),
                    "reason": correction.before.reason if correction.before else "",
                }
                for correction in corrections
            ],
        }

    def _figures(self, found: Differences, scale: Scale | None) -> State | None:
        """Return mean, median and range as levels of the scale, beside the answers and never instead of them."""
        if scale is None or found.mean is None or found.median is None or found.range is None:
            return None
        return {
            "mean": self.wording.level_of(found.mean, scale),
            "median": self.wording.level_of(found.median, scale),
            "range": self.wording.level_of(found.range, scale),
        }

    def _history(self, point: Point, scale: Scale | None) -> list[State]:
        """Return every record of a point, the first one first; a correction stands beside what it corrects."""
        told = [self._told(entry, scale) for entry in self.entries.get(point, [])]
        for before, after in pairwise(told):
            after["was"] = before["answer"] if after["correction"] else ""
        return told

    def _told(self, entry: Entry, scale: Scale | None) -> State:
        """Return one record of a point, as it was written."""
        body = entry.body
        said = body.evaluation if isinstance(body, Corrected) else body
        assert isinstance(said, Agreed | Checked | Evaluation)
        return {
            "digest": entry.digest,
            "at": self.wording.instant(entry.at),
            "who": self.person(entry.author),
            "answer": self.wording.answer(said.answer, scale),
            "reason": said.reason,
            "explanation": self.wording.explanation(said.explanation),
            "evidence": list(said.evidence),
            "present": list(said.present) if isinstance(said, Agreed) else [],
            "dissent": [dissenter.model_dump() for dissenter in said.dissent] if isinstance(said, Agreed) else [],
            "correction": body.reason if isinstance(body, Corrected) else "",
            "was": "",
        }

    def person(self, who: str) -> State:
        """Return who somebody is: the id, the role and the expertise."""
        return person(self.assessment, who, self.language)


def person(assessment: Assessment, who: str, language: Language) -> State:
    """Return who somebody is: the id, the role (numbered where several have it) and the expertise."""
    known = assessment.people.get(who)
    return {
        "id": who,
        "role": known.role if known else "unknown",
        "name": Wording(assessment.method, language, assessment).role(who),
        "about": (known.expertise if known else None) or "",
    }


def _plain(recorded: Agreed | Checked) -> State:
    """Return a record as the form has it."""
    explained = recorded.explanation
    dissent = recorded.dissent if isinstance(recorded, Agreed) else []
    return {
        "answer": recorded.answer,
        "reason": recorded.reason,
        "evidence": list(recorded.evidence),
        "present": list(recorded.present) if isinstance(recorded, Agreed) else [],
        "dissent": {dissenter.person: dissenter.reason for dissenter in dissent},
        "owner": explained.owner if explained else "",
        "until": explained.until.isoformat() if explained else "",
    }
