"""What every entry says is made of: the words it may use, its body, and one answer on one cell.

Rules: an answer is a level (decimal string), a gate status, or one of the words that say there is none; ids
are stored, never texts.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, ClassVar, Literal, get_args

from pydantic import AfterValidator, Field, StringConstraints

from toetssteen.model.base import MAX_REASON, Id, Line, Noun, Prose, plain

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


class Dissent(Noun):
    """Somebody disagrees with the agreed level, and says why."""

    person: Author
    reason: Prose


def level_of(answer: str) -> Decimal | None:
    """Give the level an answer states, or ``None`` where it is a word."""
    return Decimal(answer) if answer[-1].isdigit() else None
