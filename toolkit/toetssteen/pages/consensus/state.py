"""What the consensus page shows: who is there, every point in short, and what stands around the points.

All of one point (what is asked, who answered what, what was recorded) goes to the page when somebody opens it.
"""

from __future__ import annotations

from typing import Any, Literal, TypedDict

from toetssteen.model.entries.body import Phase
from toetssteen.model.method import Aggregation
from toetssteen.pages.state import Stopping


class CommitteeMember(TypedDict):
    """Somebody of the committee: the role by its id, as it is said, and the expertise."""

    id: str
    role: str
    name: str
    about: str


class Submitter(CommitteeMember):
    """An evaluator of an open round, and whether they submitted; ``out`` is who need not."""

    done: Literal["yes", "no", "out"]


class Way(TypedDict):
    """A step of the path and its address."""

    step: str
    href: str


class Permissions(TypedDict):
    """What who is at the page may record in this phase."""

    agree: bool
    check: bool
    note: bool
    move: bool
    correct: bool


class KeptMeeting(TypedDict, total=False):
    """The meeting as it was left: who is there, and whether it pauses."""

    present: list[str]
    paused: bool


class PointRow(TypedDict):
    """A point in short; of the checklist no more than this."""

    key: str
    title: str
    name: str
    recorded: str | None
    dissent: int
    conflict: bool


class CellRow(PointRow):
    """A solution on a criterion or gate in short, with how far the answers are apart."""

    value: str | None
    gate: bool
    answers: list[str]
    differs: bool
    flagged: bool
    alike: bool
    without: int
    spread: str | None


class CitedPiece(TypedDict):
    """A piece of evidence that a record can name, and whether its file can be had here."""

    id: str
    kind: str
    title: str
    dated: str
    link: str | None
    kept: bool


class ValueTitle(TypedDict):
    """A public value of the method."""

    id: str
    title: str


class TakenNote(TypedDict):
    """A tension between values, or a compromise on one."""

    kind: Literal["tension-recorded", "compromise-recorded"]
    values: list[str]
    text: str


class AgreeProgress(TypedDict):
    """How many points there are, and how many of them are recorded; of the checklist likewise."""

    all: int
    recorded: int
    differ: int
    differ_open: int
    checks: int
    checked: int


class OpenLine(TypedDict):
    """What is still open, and the points it is about; ``blocks`` is what takes a reason to go on."""

    text: str
    keys: list[str]
    blocks: bool


class WrittenEntry(TypedDict):
    """Who wrote an entry, and when."""

    who: CommitteeMember
    at: str


class EntryAside(WrittenEntry):
    """An entry without effect, and the rules it broke."""

    faults: list[str]


class ConflictingEntry(WrittenEntry, total=False):
    """An entry of a conflict; where it is on a point of this round also what it says."""

    digest: str
    answer: str
    reason: str
    explanation: str
    evidence: list[str]
    present: list[str]
    dissent: list[dict[str, Any]]
    correction: str
    was: str


class OpenConflict(TypedDict):
    """Entries that decide one thing differently, and the point that settles it where it is one of this page."""

    what: str
    key: str | None
    entries: list[ConflictingEntry]


class ConsensusState(Stopping, total=False):
    """The page; ``waits`` where there is nothing to agree on yet, ``rows`` once there is a method."""

    phase: Phase
    phase_name: str
    round: int
    heads: str
    warnings: list[str]
    people: list[CommitteeMember]
    person: str | None
    may: Permissions
    meeting: KeptMeeting | None
    typed: dict[str, Any]
    waits: Way
    submitted: list[Submitter]
    awaited: int
    key_here: bool | None
    rows: list[CellRow]
    checks: list[PointRow]
    evidence: list[CitedPiece]
    present: list[str]
    aggregation: Aggregation
    values: list[ValueTitle]
    notes: list[TakenNote]
    progress: AgreeProgress
    open: list[OpenLine]
    conflicts: list[OpenConflict]
    aside: list[EntryAside]
    next: Way
