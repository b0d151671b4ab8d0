"""What can happen while solutions are judged: one body for each kind of entry."""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar, Literal

from pydantic import Field, StringConstraints

from toetssteen.model.base import MAX_REASON, Digest, Id, Line, Noun, Prose
from toetssteen.model.body import Answer, Author, Body, Dissent, Evaluation, Explanation
from toetssteen.model.method import EvidenceKind


class Declared(Body):
    """An evaluator declares interests: none, or described."""

    kind: ClassVar[str] = "declared"
    interests: Literal["none", "described"]
    description: Prose | None = None


class EvidenceAdded(Body):
    """A piece of evidence: a file kept by its digest, or a link (without a copy: no digest)."""

    kind: ClassVar[str] = "evidence-added"
    evidence: Id
    type: EvidenceKind
    title: Line
    dated: Line | None = None
    consulted: date | None = None
    expires: date | None = None
    file: Digest | None = None
    link: Annotated[str, StringConstraints(pattern=r"^https://[^\s]{1,1900}$")] | None = None
    about: Annotated[str, StringConstraints(max_length=MAX_REASON)] = ""

    def slot(self) -> tuple[str, ...] | None:
        return ("evidence", self.evidence)


class Scored(Body, Evaluation):
    """A change in an evaluator's own draft; it reaches the shared log only inside a submission."""

    kind: ClassVar[str] = "scored"


class Submitted(Body):
    """An evaluator's evaluations of a round, whole; sealed until the round closes."""

    kind: ClassVar[str] = "submitted"
    round: Annotated[int, Field(ge=1)]
    evaluations: list[Evaluation]
    draft: Digest | None = None


class Agreed(Body, Evaluation):
    """The consensus on one cell: a record of its own beside the individual evaluations."""

    kind: ClassVar[str] = "agreed"
    reason: Prose
    present: list[Author] = Field(min_length=1)
    dissent: list[Dissent] = Field(default_factory=list)

    def slot(self) -> tuple[str, ...] | None:
        return ("agreed", self.solution, self.criterion)


class Checked(Body):
    """A finding on the checklist: what judges the municipality or the procedure, once an assessment."""

    kind: ClassVar[str] = "checked"
    criterion: Id
    answer: Answer
    reason: Prose
    evidence: list[Id] = Field(default_factory=list)
    explanation: Explanation | None = None

    def slot(self) -> tuple[str, ...] | None:
        return ("checked", self.criterion)


class TensionRecorded(Body):
    """Two public values pull apart; what was seen."""

    kind: ClassVar[str] = "tension-recorded"
    values: Annotated[list[Id], Field(min_length=2, max_length=4)]
    text: Prose


class CompromiseRecorded(Body):
    """A compromise made on the way, at the cost of a value."""

    kind: ClassVar[str] = "compromise-recorded"
    value: Id
    text: Prose


class ConditionSet(Body):
    """A condition under which a solution may be used."""

    kind: ClassVar[str] = "condition-set"
    solution: Id | None = None
    text: Prose
    owner: Line | None = None
    until: date | None = None


class AdviceGiven(Body):
    """The advice of the ethics committee."""

    kind: ClassVar[str] = "advice-given"
    text: Prose
    dissent: list[Dissent] = Field(default_factory=list)


class Corrected(Body):
    """A correction: what it supersedes, why, and what holds instead."""

    kind: ClassVar[str] = "corrected"
    supersedes: Digest
    reason: Prose
    evaluation: Evaluation

    def slot(self) -> tuple[str, ...] | None:
        return ("corrected", self.supersedes, self.evaluation.solution, self.evaluation.criterion)


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
    method: Digest
    source: Line
    solutions: list[NamedSolution] = Field(min_length=1)
    evaluators: list[EvaluatorSheet] = Field(min_length=1)
