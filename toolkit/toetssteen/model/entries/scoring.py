"""What evaluators judge: in a draft, submitted whole, or imported from a sheet; and what is wrong with an answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from typing import TYPE_CHECKING, Annotated, Any, ClassVar

from pydantic import Field

from toetssteen.errors import Fault, RuleError, fault
from toetssteen.model.base import Digest, Id, Line, Noun
from toetssteen.model.entries.answers import answer_faults
from toetssteen.model.entries.body import CHAIR, Author, Body, Evaluation
from toetssteen.model.entries.committee import PersonAdded
from toetssteen.model.entries.opening import SolutionAdded
from toetssteen.model.entries.ruling import method_in_force, place_of, refuse_if, refuse_if_not_asked
from toetssteen.model.method import Method
from toetssteen.model.replay.assessment import Cell, Version, judged

if TYPE_CHECKING:
    from toetssteen.model.entries.entry import Entry
    from toetssteen.model.replay.state import State

UNANSWERED: Mapping[str, Any] = {"answer": "unanswered", "reason": "", "evidence": [], "explanation": None}
"""An answer without what it says."""


class Scored(Body, Evaluation):
    """A change in an evaluator's own draft; it reaches the shared log only inside a submission, so nobody writes it."""

    kind: ClassVar[str] = "scored"
    emptied = UNANSWERED


class Submitted(Body):
    """An evaluator's evaluations of a round, whole; sealed until the round closes."""

    kind: ClassVar[str] = "submitted"
    roles = ("evaluator",)
    phases = ("open",)
    emptied: ClassVar[Mapping[str, Any]] = {"evaluations": []}
    round: Annotated[int, Field(ge=1)]
    evaluations: list[Evaluation]
    draft: Digest | None = None

    def apply(self, state: State, entry: Entry, settles: bool) -> None:
        method = method_in_force(state, entry)
        refuse_if(method is not None and method.quick is not None, "TS-726", entry)
        refuse_if(state.round.key is not None, "TS-257", entry)
        keyless = state.opened is not None and state.opened.key is not None  # opened by another than the chair
        refuse_if(keyless, "TS-537", entry, round=state.round.number)
        refuse_if(entry.author not in state.declarations, "TS-230", entry, author=entry.author)
        refuse_if_not_asked(state, entry)
        refuse_if(entry.author in state.round.evaluations, "TS-231", entry, author=entry.author)
        number = state.round.number
        refuse_if(self.round != number, "TS-227", entry, round=self.round, expected=number)
        faults = [
            problem for evaluation in self.evaluations for problem in cell_faults(state, method, entry, evaluation)
        ]
        faults += coverage_faults(state, entry, self.evaluations, entry.author)
        if faults:
            raise RuleError(faults)
        state.round.evaluations[entry.author] = {evaluation.cell: evaluation for evaluation in self.evaluations}
        state.round.sources[entry.digest] = entry


class NamedSolution(Noun):
    """A solution known from a sheet."""

    id: Id
    name: Line


class EvaluatorSheet(Noun):
    """The evaluations of one evaluator, from a sheet."""

    person: Author
    name: Line
    evaluations: list[Evaluation]


class Imported(Body):
    """Scores from elsewhere, written by one importer on behalf of the named evaluators."""

    kind: ClassVar[str] = "imported"
    roles = CHAIR
    phases = ("preparing",)
    emptied: ClassVar[Mapping[str, Any]] = {"evaluators": []}
    method: Digest
    source: Line
    solutions: list[NamedSolution] = Field(min_length=1)
    evaluators: list[EvaluatorSheet] = Field(min_length=1)

    def note(self, state: State, entry: Entry, slot: tuple[str, ...] | None) -> None:
        state.named.add(self.method)

    def apply(self, state: State, entry: Entry, settles: bool) -> None:
        refuse_if(state.opened is None or not state.opened.imported or bool(state.solutions), "TS-236", entry)
        method = state.methods.get(self.method)
        faults = list(self._faults(state, method, entry)) if method else []
        if faults:
            raise RuleError(faults)
        for named in self.solutions:
            state.solutions[named.id] = SolutionAdded(solution=named.id, name=named.name)
        for sheet in self.evaluators:
            state.people[sheet.person] = PersonAdded(person=sheet.person, role="evaluator", expertise=sheet.name)
            state.round.evaluations[sheet.person] = {evaluation.cell: evaluation for evaluation in sheet.evaluations}
        state.versions.append(Version(1, self.method, entry.at, None))
        state.fingerprint = state.round.fingerprint = self.method
        state.round.sources[entry.digest] = entry
        state.phase = "scored"

    def _faults(self, state: State, method: Method, entry: Entry) -> Iterator[Fault]:
        where = place_of(entry)
        asked = judged(method)
        solutions = {named.id for named in self.solutions}
        for sheet in self.evaluators:
            if sheet.person in state.people:
                yield fault("TS-205", where, id=sheet.person)
            for solution, criterion in doubled(sheet.evaluations):
                yield fault("TS-232", where, solution=solution, id=criterion)
            for evaluation in sheet.evaluations:
                if evaluation.solution not in solutions:
                    yield fault("TS-218", where, solution=evaluation.solution)
                elif evaluation.criterion not in asked:
                    yield fault("TS-219", where, id=evaluation.criterion)
                else:
                    yield from answer_faults(
                        evaluation, asked[evaluation.criterion], method, where, evidence=(), final=False
                    )


def cell_faults(state: State, method: Method | None, entry: Entry, evaluation: Evaluation) -> Iterator[Fault]:
    """Find what is wrong with one answer, as far as can be told where the method is not here."""
    where = f"{place_of(entry)}, {evaluation.solution}"
    if evaluation.solution not in state.solutions or evaluation.solution in state.withdrawn:
        yield fault("TS-218", where, solution=evaluation.solution)
    if method is None:
        return
    asked = state.judged.get(evaluation.criterion)
    if asked is None:
        yield fault("TS-219", where, id=evaluation.criterion)
        return
    if evaluation.scan:
        yield fault("TS-729", where, id=evaluation.criterion)
    yield from answer_faults(evaluation, asked, method, where, evidence=state.evidence, final=True)


def coverage_faults(
    state: State, entry: Entry, evaluations: list[Evaluation], person: str, asked: Collection[Id] | None = None
) -> Iterator[Fault]:
    """Find the cells that somebody judged twice, not at all, or should have kept from.

    ``asked`` are the solutions to judge, where it is not all that the person is to judge now.
    """
    for solution, criterion in doubled(evaluations):
        yield fault("TS-232", place_of(entry), solution=solution, id=criterion)
    cells = {evaluation.cell for evaluation in evaluations}
    for solution in sorted(state.kept_from(person) & {solution for solution, _ in cells}):
        yield fault("TS-259", f"{place_of(entry)}, {solution}", person=person)
    wanted = state.judging(person) if asked is None else asked
    for solution in state.solutions:
        for criterion in state.judged:
            if solution in wanted and (solution, criterion) not in cells:
                yield fault("TS-214", f"{place_of(entry)}, {solution}", id=criterion)


def doubled(evaluations: list[Evaluation]) -> list[Cell]:
    """Return the cells that are judged twice."""
    return sorted(cell for cell, count in Counter(evaluation.cell for evaluation in evaluations).items() if count > 1)
