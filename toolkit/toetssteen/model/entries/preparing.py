"""What can happen while an assessment is prepared and moved on: one body for each kind of entry."""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar, Literal

from pydantic import Field, StringConstraints

from toetssteen.language import Language
from toetssteen.model.base import MAX_REASON, Digest, Exact, Id, Line, Prose
from toetssteen.model.criteria import Criterion
from toetssteen.model.entries.body import Author, Body, Phase, Procedure, Role, Track
from toetssteen.model.method import Pricing, Rules, SetRef


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


class SetFitted(Body):
    """The set made one's own: what is left out of it, with the reason, and criteria of one's own."""

    kind: ClassVar[str] = "set-fitted"
    dropped: dict[Id, Prose] = Field(default_factory=dict)
    own: list[Criterion] = Field(default_factory=list)

    def slot(self) -> tuple[str, ...] | None:
        return ("fitting",)


class PeriodSet(Body):
    """From when until when the solution is to be used; law that begins or ends in between is warned of."""

    kind: ClassVar[str] = "period-set"
    begins: date
    ends: date

    def slot(self) -> tuple[str, ...] | None:
        return ("period",)


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


class PricingSet(Body):
    """How the price counts; ``None`` where there is no price."""

    kind: ClassVar[str] = "pricing-set"
    pricing: Pricing | None

    def slot(self) -> tuple[str, ...] | None:
        return ("pricing",)


class Frozen(Body):
    """The method is fixed under its fingerprint; a later version says why."""

    kind: ClassVar[str] = "frozen"
    method: Digest
    version: Annotated[int, Field(ge=1)]
    reason: Prose | None = None

    def slot(self) -> tuple[str, ...] | None:
        return ("frozen",)


class QuestionnaireMade(Body):
    """The questionnaire for the vendors, as it was handed out to all of them."""

    kind: ClassVar[str] = "questionnaire-made"
    file: Digest
    format: Literal["xlsx", "ods"]
    language: Language


class Clarified(Body):
    """A question about the procurement and its answer, given to all alike."""

    kind: ClassVar[str] = "clarified"
    question: Prose
    answer: Prose


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
