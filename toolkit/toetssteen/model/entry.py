"""What can happen in an assessment: one body for each kind of entry.

Rules: nothing is edited, so there is no kind that removes; a correction names what it supersedes and why.
An answer is a level (decimal string), a gate status, or one of the words that say there is none; ids are
stored, never texts. Who may write a kind, and when, stands in ``rules.py``.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cache
from typing import Annotated, Any, ClassVar, Literal, get_args

from pydantic import AfterValidator, Field, StringConstraints, TypeAdapter, create_model

from toetssteen.model.base import MAX_REASON, Digest, Exact, Id, Line, Noun, Prose, plain
from toetssteen.model.method import EvidenceKind, Rules, SetRef
from toetssteen.text import Language

Track = Literal["tender", "ethics"]
Procedure = Literal["above-threshold", "below-threshold", "market-consultation", "existing-use"]
Role = Literal["chair", "evaluator", "ethics", "observer", "decider"]
Phase = Literal["preparing", "frozen", "open", "scored", "agreed", "decided", "closed"]
PHASES: tuple[Phase, ...] = get_args(Phase)
GateStatus = Literal["met", "not_met", "unproven", "explained", "not_applicable"]
NoAnswer = Literal["unanswered", "unknown", "refused"]
NO_ANSWERS: frozenset[str] = frozenset(get_args(NoAnswer))
GATE_ANSWERS: frozenset[str] = frozenset(get_args(GateStatus)) - {"not_applicable"}

Moment = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$")]
"""A moment by the writer's clock, UTC to the second; it orders nothing."""
Author = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,39}$")]
"""The id of who writes a log; also the log's file name."""


def _one_form(answer: str) -> str:
    return plain(Decimal(answer)) if answer[-1].isdigit() else answer


_WORDS = "|".join(sorted(NO_ANSWERS | GATE_ANSWERS))
Answer = Annotated[
    str,
    StringConstraints(pattern=rf"^(-?\d{{1,9}}(\.\d{{1,9}})?|{_WORDS})$"),
    AfterValidator(_one_form),
]
"""A level as a decimal string, a gate status, or ``unanswered``, ``unknown``, ``refused``."""


class Body(Noun):
    """What an entry says. ``kind`` names it; ``slot`` names what it decides, where only one can hold."""

    kind: ClassVar[str]

    def slot(self) -> tuple[str, ...] | None:
        """Name what this entry decides; two concurrent entries that differ in one slot are a conflict."""
        return None


class Opened(Body):
    """An assessment begins; its author is its chair."""

    kind: ClassVar[str] = "opened"
    format: Literal[1] = 1
    assessment: Id
    title: Line
    about: Annotated[str, StringConstraints(max_length=MAX_REASON)] = ""
    track: Track
    procedure: Procedure
    authority: Line
    procurement: Line | None = None
    lot: Line | None = None
    language: Language = "nl"
    imported: bool = False


class PersonAdded(Body):
    """Somebody joins the committee, under an id and a role."""

    kind: ClassVar[str] = "person-added"
    person: Author
    role: Role
    expertise: Line | None = None

    def slot(self) -> tuple[str, ...] | None:
        return ("person", self.person)


class SolutionAdded(Body):
    """A solution (in a tender: an offer) is entered."""

    kind: ClassVar[str] = "solution-added"
    solution: Id
    name: Line
    vendor: Line | None = None
    about: Annotated[str, StringConstraints(max_length=MAX_REASON)] = ""

    def slot(self) -> tuple[str, ...] | None:
        return ("solution", self.solution)


class SolutionWithdrawn(Body):
    """A solution is taken back; what was said of it stays."""

    kind: ClassVar[str] = "solution-withdrawn"
    solution: Id
    reason: Prose


class SetChosen(Body):
    """The criteria set that the method starts from."""

    kind: ClassVar[str] = "set-chosen"
    set: SetRef

    def slot(self) -> tuple[str, ...] | None:
        return ("set",)


class WeightsSet(Body):
    """Weights other than the set's own: of values (percent of the whole) and of criteria within their value."""

    kind: ClassVar[str] = "weights-set"
    values: dict[Id, Exact] = Field(default_factory=dict)
    criteria: dict[Id, Exact] = Field(default_factory=dict)
    reason: Prose

    def slot(self) -> tuple[str, ...] | None:
        return ("weights",)


class ScopingAnswered(Body):
    """The answer to one scoping question."""

    kind: ClassVar[str] = "scoping-answered"
    question: Id
    answer: Id

    def slot(self) -> tuple[str, ...] | None:
        return ("scoping", self.question)


class RulesSet(Body):
    """The rules a result follows."""

    kind: ClassVar[str] = "rules-set"
    rules: Rules

    def slot(self) -> tuple[str, ...] | None:
        return ("rules",)


class Frozen(Body):
    """The method is fixed under its fingerprint; a later version says why."""

    kind: ClassVar[str] = "frozen"
    method: Digest
    version: Annotated[int, Field(ge=1)]
    reason: Prose | None = None

    def slot(self) -> tuple[str, ...] | None:
        return ("frozen",)


class PhaseMoved(Body):
    """The chair moves the assessment to its next phase."""

    kind: ClassVar[str] = "phase-moved"
    to: Phase
    reason: Prose | None = None

    def slot(self) -> tuple[str, ...] | None:
        return ("phase",)


class RoundOpened(Body):
    """A new round begins, on the same method or (ethics) on one frozen anew."""

    kind: ClassVar[str] = "round-opened"
    round: Annotated[int, Field(ge=2)]
    reason: Prose

    def slot(self) -> tuple[str, ...] | None:
        return ("phase",)


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


class Explanation(Noun):
    """What stands in for a comply-or-explain gate, beside the reason: who owns it, until when."""

    owner: Line
    until: date


class Evaluation(Noun):
    """One answer on one cell: a solution and a criterion or gate."""

    solution: Id
    criterion: Id
    answer: Answer
    reason: Annotated[str, StringConstraints(strip_whitespace=True, max_length=MAX_REASON)] = ""
    evidence: list[Id] = Field(default_factory=list)
    explanation: Explanation | None = None

    @property
    def cell(self) -> tuple[Id, Id]:
        """The cell: solution and criterion."""
        return (self.solution, self.criterion)


class Scored(Body, Evaluation):
    """A change in an evaluator's own draft; it reaches the shared log only inside a submission."""

    kind: ClassVar[str] = "scored"


class Submitted(Body):
    """An evaluator's evaluations of a round, whole; sealed until the round closes."""

    kind: ClassVar[str] = "submitted"
    round: Annotated[int, Field(ge=1)]
    evaluations: list[Evaluation]
    draft: Digest | None = None


class Dissent(Noun):
    """Somebody disagrees with the agreed level, and says why."""

    person: Author
    reason: Prose


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


BODIES: dict[str, type[Body]] = {
    body.kind: body
    for body in (
        Opened, PersonAdded, SolutionAdded, SolutionWithdrawn, SetChosen, WeightsSet, ScopingAnswered, RulesSet,
        Frozen, PhaseMoved, RoundOpened, Declared, EvidenceAdded, Scored, Submitted, Agreed, Checked,
        TensionRecorded, CompromiseRecorded, ConditionSet, AdviceGiven, Corrected, Imported,
    )
}  # fmt: skip


class Entry(Noun):
    """One line of a log: who wrote what, after what, with the digest of it all."""

    at: Moment
    author: Author
    body: Body
    digest: Digest
    fingerprint: Digest | None
    kind: str
    prev: Digest | None
    role: Role
    seen: list[Digest]
    seq: Annotated[int, Field(ge=1)]


@cache
def entry_reader() -> TypeAdapter[Entry]:
    """Give the reader of entries: the type of the body follows from ``kind``."""
    kinds: list[Any] = []
    for kind, body in BODIES.items():
        fields: Any = {"kind": (Literal[kind], ...), "body": (body, ...)}
        kinds.append(create_model(f"{body.__name__}Entry", __base__=Entry, **fields))
    union: Any = kinds[0]
    for each in kinds[1:]:
        union = union | each
    return TypeAdapter(Annotated[union, Field(discriminator="kind")])


def level_of(answer: str) -> Decimal | None:
    """Give the level an answer states, or ``None`` where it is a word."""
    return Decimal(answer) if answer[-1].isdigit() else None
