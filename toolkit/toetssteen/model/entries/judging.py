"""What can happen while solutions are judged: one body for each kind of entry."""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar, Literal

from pydantic import Field, StringConstraints

from toetssteen.model.base import MAX_REASON, Digest, Exact, Id, Line, Noun, Prose
from toetssteen.model.entries.body import Answer, Author, Body, Dissent, Evaluation, Explanation
from toetssteen.model.method import EvidenceKind


class Declared(Body):
    """Somebody declares interests, none or described, and confidentiality; ``key`` is theirs to sign with."""

    kind: ClassVar[str] = "declared"
    interests: Literal["none", "described"]
    description: Prose | None = None
    confidential: bool = False
    key: Digest | None = None


class MeasureTaken(Body):
    """What the chair does about an interest: nothing, keep somebody from some solutions, or from all."""

    kind: ClassVar[str] = "measure-taken"
    person: Author
    measure: Literal["none", "restricted", "recused"]
    solutions: list[Id] = Field(default_factory=list)
    reason: Prose

    def slot(self) -> tuple[str, ...] | None:
        return ("measure", self.person)


class EvidenceAdded(Body):
    """A piece of evidence: a file kept by its digest, or a link (without a copy: no digest).

    ``outside`` marks what did not come with the offer; in a tender a reason that leans on it is flagged.
    """

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
    outside: bool = False

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


class RoundKeyed(Body):
    """The key to which the evaluations of a round are sealed; the chair holds its secret."""

    kind: ClassVar[str] = "round-keyed"
    round: Annotated[int, Field(ge=1)]
    key: Digest

    def slot(self) -> tuple[str, ...] | None:
        return ("round-key", str(self.round))


class Sealed(Body):
    """An evaluator's evaluations of a round, whole, sealed to its key; signed by who declared.

    ``sealed`` is base64; ``commitment`` is to the evaluations with a salt that is inside the seal.
    """

    kind: ClassVar[str] = "sealed"
    round: Annotated[int, Field(ge=1)]
    sealed: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9+/]+={0,2}$", max_length=8_000_000)]
    commitment: Digest
    signature: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{128}$")]


class Revealed(Noun):
    """What was inside one seal: the salt of its commitment, and the evaluations."""

    person: Author
    salt: Digest
    evaluations: list[Evaluation]


class Unsealed(Body):
    """The round is opened: every seal at once; before all are in only with a reason."""

    kind: ClassVar[str] = "unsealed"
    round: Annotated[int, Field(ge=1)]
    revealed: list[Revealed] = Field(min_length=1)
    reason: Prose | None = None

    def slot(self) -> tuple[str, ...] | None:
        return ("phase",)


class Answered(Noun):
    """What a vendor answered to one criterion or gate, as it was typed, with the names of the files it refers to.

    ``claim`` is the level or status that the vendor says it has: its own word, which counts for nothing.
    """

    criterion: Id
    text: Annotated[str, StringConstraints(max_length=MAX_REASON)] = ""
    claim: Answer | None = None
    files: list[Line] = Field(default_factory=list)


class Accepted(Noun):
    """Whether a vendor accepts a contract condition, and what it remarked."""

    condition: Id
    accepted: bool | None = None
    remark: Annotated[str, StringConstraints(max_length=MAX_REASON)] = ""


class Attached(Noun):
    """A file that came with the answers."""

    name: Line
    file: Digest


class AnswersReceived(Body):
    """A vendor's answers to the questionnaire: the vendor's word, nothing more; a later set says why."""

    kind: ClassVar[str] = "answers-received"
    solution: Id
    file: Digest
    answers: list[Answered]
    attachments: list[Attached] = Field(default_factory=list)
    conditions: list[Accepted] = Field(default_factory=list)
    reason: Prose | None = None

    def slot(self) -> tuple[str, ...] | None:
        return ("answers", self.solution)


class PriceSealed(Body):
    """The digest of the unopened price envelope of a solution."""

    kind: ClassVar[str] = "price-sealed"
    solution: Id
    file: Digest

    def slot(self) -> tuple[str, ...] | None:
        return ("price-sealed", self.solution)


class PriceOpened(Body):
    """The price of a solution (euro), once quality is closed; ``file`` is the envelope it was in."""

    kind: ClassVar[str] = "price-opened"
    solution: Id
    price: Annotated[Exact, Field(ge=0)]
    file: Digest | None = None
    reason: Prose | None = None

    def slot(self) -> tuple[str, ...] | None:
        return ("price", self.solution)


class WhatIfOpened(Body):
    """Why the chair looks at other weights between the freeze and the decision of a tender; it changes nothing."""

    kind: ClassVar[str] = "what-if-opened"
    reason: Prose


class LowPriceJudged(Body):
    """A price that seems abnormally low: what was asked, what was answered, what was found."""

    kind: ClassVar[str] = "low-price-judged"
    solution: Id
    asked: Prose
    answer: Prose | None = None
    finding: Literal["open", "accepted", "rejected"]
    reason: Prose

    def slot(self) -> tuple[str, ...] | None:
        return ("low-price", self.solution)


class TieBroken(Body):
    """The frozen tie-break, executed: the order it gave (best first), and the seed where lots were drawn."""

    kind: ClassVar[str] = "tie-broken"
    round: Annotated[int, Field(ge=1)]
    order: list[Id] = Field(min_length=2)
    seed: Digest | None = None


class Agreed(Body, Evaluation):
    """The consensus on one cell: a record of its own beside the individual evaluations."""

    kind: ClassVar[str] = "agreed"
    reason: Prose
    present: list[Author] = Field(min_length=1)
    round: Annotated[int, Field(ge=1)] | None = None
    dissent: list[Dissent] = Field(default_factory=list)

    def slot(self) -> tuple[str, ...] | None:
        return ("agreed", self.solution, self.criterion, str(self.round or ""))


class Checked(Body):
    """A finding on the checklist: what judges the municipality or the procedure, once an assessment."""

    kind: ClassVar[str] = "checked"
    criterion: Id
    answer: Answer
    reason: Prose
    evidence: list[Id] = Field(default_factory=list)
    explanation: Explanation | None = None
    round: Annotated[int, Field(ge=1)] | None = None

    def slot(self) -> tuple[str, ...] | None:
        return ("checked", self.criterion, str(self.round or ""))


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
