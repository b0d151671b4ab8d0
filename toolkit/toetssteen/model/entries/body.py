"""What every kind of entry is made of: its words, the class it derives from, and one answer on one cell.

Rules: an answer is a level (decimal string), a gate status, or one of the words that say there is none; ids
are stored, never texts.
"""

from __future__ import annotations

import operator
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal, get_args

from pydantic import AfterValidator, Field, StringConstraints

from toetssteen.model.base import MAX_REASON, Digest, Id, Kept, Line, Noun, Prose, plain

if TYPE_CHECKING:
    from toetssteen.model.entries.entry import Entry
    from toetssteen.model.replay.state import State

Track = Literal["tender", "ethics"]
Procedure = Literal["above-threshold", "below-threshold", "market-consultation", "existing-use"]
Role = Literal["chair", "evaluator", "ethics", "observer", "decider"]
Phase = Literal["preparing", "frozen", "open", "scored", "agreed", "decided", "closed"]
PHASES: tuple[Phase, ...] = get_args(Phase)
CHAIR: tuple[Role, ...] = ("chair",)
JUDGES: tuple[Role, ...] = ("chair", "evaluator", "ethics")
BEFORE_OPEN = PHASES[:2]
BEFORE_CLOSED = PHASES[:-1]
AFTER_FREEZE = PHASES[1:-1]
GateStatus = Literal["met", "not_met", "unproven", "explained", "not_applicable"]
NoAnswer = Literal["unanswered", "unknown", "refused"]
NO_ANSWERS: frozenset[str] = frozenset(get_args(NoAnswer))
GATE_ANSWERS: frozenset[str] = frozenset(get_args(GateStatus)) - {"not_applicable"}

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
    """What an entry says, who may write it and when, and what it does: all that there is to say of its kind.

    A kind states ``kind``, ``roles``, ``phases`` and :meth:`apply`, and overrides what else differs from here.
    ``since`` has the format in which a later field came; ``private`` the fields that only a chair reads; ``emptied``
    what it says without what can be closed, ``None`` where nothing can be.
    """

    kind: ClassVar[str]
    roles: ClassVar[tuple[Role, ...]] = ()
    phases: ClassVar[tuple[Phase, ...]] = ()
    since: ClassVar[Mapping[str, int]] = {}
    private: ClassVar[frozenset[str]] = frozenset()
    emptied: ClassVar[Mapping[str, Any] | None] = None

    def apply(self, state: State, entry: Entry, settles: bool) -> None:
        """Refuse (all faults at once), or change the state; ``settles`` marks one that settles a conflict.

        Raises
        ------
        RuleError
            With every rule that it breaks; the state is then as it was.
        """
        raise NotImplementedError(self.kind)

    def vouch(self, state: State, entry: Entry) -> None:
        """Refuse what is not from whom it says, also where it would be in conflict with another entry."""

    def slot(self, state: State) -> tuple[str, ...] | None:
        """Return the slot that this entry decides; two concurrent entries that differ in one slot are a conflict."""
        return None

    def undecide(self, state: State, slot: tuple[str, ...]) -> None:
        """Take back what concurrent entries decided differently, until one that saw both decides it.

        A person, a solution, a piece of evidence or a phase stays as the first made it: others build on it; the
        conflict is shown all the same.
        """

    def note(self, state: State, entry: Entry, slot: tuple[str, ...] | None) -> None:
        """Record in the state what holds of an entry that no rule refused, also where it is in conflict."""

    def already(self, state: State, author: str) -> bool:
        """Return whether the state already holds what this entry says, so that it need not be written."""
        return False

    def files(self) -> list[Digest]:
        """Return the digests of the files that have to be kept with it."""
        return []

    def needs(self, state: State, role: str) -> int:
        """Return the oldest format in which somebody in this role can write it."""
        return self.oldest()

    def oldest(self) -> int:
        """Return the oldest format that has every field given."""
        return max((since for field, since in self.since.items() if getattr(self, field) is not None), default=1)

    @classmethod
    def writers(cls, format: int) -> tuple[Role, ...]:  # noqa: A002 - the word of the field
        """Return the roles that may write this kind in a format."""
        return cls.roles


class Explanation(Noun):
    """What stands in for a comply-or-explain gate, beside the reason: who owns it, until when."""

    owner: Line
    until: date


class Evaluation(Noun):
    """One answer on one cell: a solution and a criterion or gate.

    ``scan`` marks, in a draft only, what came from a quick scan and was not confirmed yet.
    """

    solution: Id
    criterion: Id
    answer: Answer
    reason: Annotated[str, StringConstraints(strip_whitespace=True, max_length=MAX_REASON), Kept] = ""
    evidence: list[Id] = Field(default_factory=list)
    explanation: Explanation | None = None
    scan: Annotated[Literal[True] | None, Field(exclude_if=operator.not_)] = None

    @property
    def cell(self) -> tuple[Id, Id]:
        """The cell: solution and criterion."""
        return (self.solution, self.criterion)


class Dissent(Noun):
    """Somebody disagrees with the agreed level, and says why."""

    person: Author
    reason: Prose


def level_of(answer: str) -> Decimal | None:
    """Return the level an answer states, or ``None`` where it is a word."""
    return Decimal(answer) if answer[-1].isdigit() else None
