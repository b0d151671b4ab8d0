"""After the round: what is agreed on each cell, checked, noted and advised, and what is corrected."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, ClassVar

from pydantic import Field

from toetssteen.errors import Fault, RuleError, fault
from toetssteen.model.base import Digest, Id, Line, Prose
from toetssteen.model.entries.answers import answer_faults
from toetssteen.model.entries.body import (
    AFTER_FREEZE,
    CHAIR,
    JUDGES,
    PHASES,
    Answer,
    Author,
    Body,
    Dissent,
    Evaluation,
    Explanation,
)
from toetssteen.model.entries.ruling import method_in_force, place_of, refuse_if
from toetssteen.model.entries.scoring import UNANSWERED, Imported, cell_faults
from toetssteen.model.replay.assessment import Cell, Correction

if TYPE_CHECKING:
    from toetssteen.model.entries.entry import Entry
    from toetssteen.model.replay.state import State


class OfRound(Body):
    """What is agreed or found in a round; format 1 does not name the round, and then means the one at hand."""

    round: Annotated[int, Field(ge=1)] | None = None

    def round_faults(self, state: State, entry: Entry) -> Iterator[Fault]:
        """Find that it is of another round, or of none where the format asks for one."""
        number = state.round.number
        if self.round != number and (self.round is not None or entry.format > 1):
            yield fault("TS-227", place_of(entry), round=self.round or "-", expected=number)


class Agreed(OfRound, Evaluation):
    """The consensus on one cell: a record of its own beside the individual evaluations."""

    kind: ClassVar[str] = "agreed"
    roles = CHAIR
    phases = ("scored",)
    emptied: ClassVar[Mapping[str, Any]] = {**UNANSWERED, "dissent": []}
    reason: Prose
    present: list[Author] = Field(min_length=1)
    dissent: list[Dissent] = Field(default_factory=list)

    def slot(self, state: State) -> tuple[str, ...] | None:
        return ("agreed", self.solution, self.criterion, str(self.round or state.round.number))

    def undecide(self, state: State, slot: tuple[str, ...]) -> None:
        state.in_round(slot[-1]).agreed.pop(self.cell, None)

    def note(self, state: State, entry: Entry, slot: tuple[str, ...] | None) -> None:
        assert slot is not None  # also one in conflict: a correction of it decides the cell
        state.in_round(slot[-1]).sources[entry.digest] = entry

    def apply(self, state: State, entry: Entry, settles: bool) -> None:
        faults = list(cell_faults(state, method_in_force(state, entry), entry, self))
        faults += self.round_faults(state, entry)
        people = {*self.present, *(dissent.person for dissent in self.dissent)}
        faults += [fault("TS-233", place_of(entry), person=person) for person in sorted(people - state.people.keys())]
        if faults:
            raise RuleError(faults)
        state.round.agreed[self.cell] = self

    def already(self, state: State, author: str) -> bool:
        return state.round.agreed.get(self.cell) == self


class Checked(OfRound):
    """A finding on the checklist: what judges the municipality or the procedure, once an assessment."""

    kind: ClassVar[str] = "checked"
    roles = ("chair", "ethics")
    phases = AFTER_FREEZE
    criterion: Id
    answer: Answer
    reason: Prose
    evidence: list[Id] = Field(default_factory=list)
    explanation: Explanation | None = None

    def slot(self, state: State) -> tuple[str, ...] | None:
        return ("checked", self.criterion, str(self.round or state.round.number))

    def undecide(self, state: State, slot: tuple[str, ...]) -> None:
        state.in_round(slot[-1]).checked.pop(self.criterion, None)

    def apply(self, state: State, entry: Entry, settles: bool) -> None:
        method = method_in_force(state, entry)
        faults: list[Fault] = []
        if method is not None:
            asked = next((line for line in method.checklist if line.id == self.criterion), None)
            if asked is None:
                raise RuleError(fault("TS-219", place_of(entry), id=self.criterion))
            faults += answer_faults(self, asked, method, place_of(entry), evidence=state.evidence, final=True)
        if faults or (faults := list(self.round_faults(state, entry))):
            raise RuleError(faults)
        state.round.checked[self.criterion] = self

    def already(self, state: State, author: str) -> bool:
        return state.round.checked.get(self.criterion) == self


class Remark(Body):
    """What stands beside the levels, and changes none."""

    roles = JUDGES
    phases = AFTER_FREEZE

    def apply(self, state: State, entry: Entry, settles: bool) -> None:
        state.notes.append(self)
        state.noted.append((entry.author, state.round.number, self))

    def already(self, state: State, author: str) -> bool:
        """Return whether its author said so in this round; the same words of somebody else are theirs."""
        return (author, state.round.number, self) in state.noted


class TensionRecorded(Remark):
    """Two public values pull apart; what was seen."""

    kind: ClassVar[str] = "tension-recorded"
    values: Annotated[list[Id], Field(min_length=2, max_length=4)]
    text: Prose


class CompromiseRecorded(Remark):
    """A compromise made on the way, at the cost of a value."""

    kind: ClassVar[str] = "compromise-recorded"
    value: Id
    text: Prose


class ConditionSet(Remark):
    """A condition under which a solution may be used."""

    kind: ClassVar[str] = "condition-set"
    roles = ("chair", "ethics")
    solution: Id | None = None
    text: Prose
    owner: Line | None = None
    until: date | None = None


class AdviceGiven(Remark):
    """The advice of the ethics committee."""

    kind: ClassVar[str] = "advice-given"
    roles = ("ethics",)
    text: Prose
    dissent: list[Dissent] = Field(default_factory=list)


class Corrected(Body):
    """A correction: what it supersedes, why, and what holds instead.

    Who submitted or agreed it corrects it; from format 2 on whoever imported a sheet corrects a score of ``person``.
    """

    kind: ClassVar[str] = "corrected"
    roles = ("chair", "evaluator")
    phases = PHASES[3:6]
    since: ClassVar[Mapping[str, int]] = {"person": 2}
    emptied: ClassVar[Mapping[str, Any]] = {"reason": ""}
    supersedes: Digest
    reason: Prose
    evaluation: Evaluation
    person: Author | None = None

    def slot(self, state: State) -> tuple[str, ...] | None:
        source = state.round.sources.get(self.supersedes)
        if source is not None and isinstance(source.body, Agreed):  # it decides the cell that was agreed
            return source.body.slot(state)
        return ("corrected", self.supersedes, *self.evaluation.cell)

    def undecide(self, state: State, slot: tuple[str, ...]) -> None:
        if slot[0] == "agreed":
            state.in_round(slot[-1]).agreed.pop((slot[1], slot[2]), None)

    def needs(self, state: State, role: str) -> int:
        source = state.round.sources.get(self.supersedes)
        return 2 if source is not None and isinstance(source.body, Imported) else self.oldest()

    def apply(self, state: State, entry: Entry, settles: bool) -> None:
        source = state.round.sources.get(self.supersedes)
        if source is None:
            raise RuleError(fault("TS-234", place_of(entry), digest=self.supersedes))
        refuse_if(source.author != entry.author, "TS-235", entry, author=source.author)
        refuse_if(isinstance(source.body, Imported) and entry.format == 1, "TS-277", entry)
        faults = list(cell_faults(state, method_in_force(state, entry), entry, self.evaluation))
        if faults:
            raise RuleError(faults)
        agreed = isinstance(source.body, Agreed)
        before = self._of_agreed(state, entry, source) if agreed else self._of_own(state, entry, source)
        state.round.corrections.append(
            Correction(
                entry.author, entry.at, self.supersedes, self.reason, self.evaluation, before, agreed, self.person
            )
        )

    def _of_agreed(self, state: State, entry: Entry, source: Entry) -> Evaluation:
        """Correct what was agreed; return what it was."""
        cell = self.evaluation.cell
        assert isinstance(source.body, Agreed)
        refuse_if(source.body.cell != cell, "TS-234", entry, digest=self.supersedes)
        refuse_if(_superseded(state, source, cell), "TS-278", entry, solution=cell[0], id=cell[1])
        before = state.round.agreed.get(cell, source.body)
        answer = self.evaluation.model_dump(exclude_unset=True)
        changes = {**answer, "explanation": self.evaluation.explanation}
        state.round.agreed[cell] = source.body.model_copy(update=changes)
        return before

    def _of_own(self, state: State, entry: Entry, source: Entry) -> Evaluation:
        """Correct what somebody submitted, or what was imported of them; return what it was."""
        cell = self.evaluation.cell
        person = entry.author
        if isinstance(source.body, Imported):
            person = self.person or ""
            refuse_if(person not in state.round.evaluations, "TS-233", entry, person=self.person or "-")
        answers = state.round.evaluations.get(person, {})
        refuse_if(cell not in answers, "TS-234", entry, digest=self.supersedes)
        refuse_if(cell[0] in state.kept_from(person), "TS-259", entry, person=person)
        before = answers[cell]
        answers[cell] = self.evaluation
        return before

    def already(self, state: State, author: str) -> bool:
        """Return whether this very correction was the author's last of the cell, and still holds."""
        cell, source = self.evaluation.cell, state.round.sources.get(self.supersedes)
        if source is None or (isinstance(source.body, Agreed) and _superseded(state, source, cell)):
            return False
        theirs = [
            (correction.supersedes, correction.reason, correction.evaluation, correction.person)
            for correction in state.round.corrections
            if correction.author == author and correction.evaluation.cell == cell
        ]
        return theirs[-1:] == [(self.supersedes, self.reason, self.evaluation, self.person)]


def _superseded(state: State, source: Entry, cell: Cell) -> bool:
    """Return whether the author of an agreement on a cell has recorded a newer one since."""
    return any(
        isinstance(other.body, Agreed) and other.body.cell == cell and other.seq > source.seq
        for other in state.round.sources.values()
        if other.author == source.author
    )
