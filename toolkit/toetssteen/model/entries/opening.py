"""Beginning an assessment: its first entry, the format it is in, and the solutions it is about."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from pydantic import Field

from toetssteen.language import Language
from toetssteen.model.base import Digest, Id, Line, Noun, Prose, Remark
from toetssteen.model.entries.body import CHAIR, PHASES, Body, Procedure, Track
from toetssteen.model.entries.committee import PersonAdded
from toetssteen.model.entries.ruling import refuse_if, track
from toetssteen.model.replay.upgrade import NEWEST

if TYPE_CHECKING:
    from toetssteen.model.entries.entry import Entry
    from toetssteen.model.replay.state import State


class FromScan(Noun):
    """The quick scan that an assessment grew from, and the fingerprint of the method it was judged by."""

    assessment: Id
    fingerprint: Digest


class Opened(Body):
    """An assessment begins, in the newest format unless another is said; its author is its chair.

    ``key`` is the chair's, with which the key of each round is signed (decision record 0030).
    """

    kind: ClassVar[str] = "opened"
    since: ClassVar[Mapping[str, int]] = {"scan": 4, "key": 4}
    roles = CHAIR
    phases = PHASES[:1]
    format: Literal[1, 2, 3, 4] = NEWEST
    assessment: Id
    title: Line
    about: Remark = ""
    track: Track
    procedure: Procedure
    authority: Line
    procurement: Line | None = None
    lot: Line | None = None
    language: Language = "nl"
    imported: bool = False
    scan: FromScan | None = None
    key: Digest | None = None

    def apply(self, state: State, entry: Entry, settles: bool) -> None:
        refused = state.opened is not None or entry.role != "chair" or entry.format != self.format
        refuse_if(refused, "TS-204", entry)
        state.opened, state.format = self, self.format
        state.people[entry.author] = PersonAdded(person=entry.author, role="chair")


class FormatRaised(Body):
    """From here on entries may be of a newer format; a program that does not know it stops here."""

    kind: ClassVar[str] = "format-raised"
    roles = CHAIR
    phases = PHASES
    to: Annotated[Literal[2, 3, 4], Field(le=NEWEST)]

    def apply(self, state: State, entry: Entry, settles: bool) -> None:
        state.format = max(state.format, self.to)  # two chairs may raise it at the same time

    def already(self, state: State, author: str) -> bool:
        return state.format >= self.to


class SolutionAdded(Body):
    """A solution (in a tender: an offer) is entered."""

    kind: ClassVar[str] = "solution-added"
    roles = CHAIR
    phases = PHASES[:3]
    solution: Id
    name: Line
    vendor: Line | None = None
    about: Remark = ""

    def slot(self, state: State) -> tuple[str, ...] | None:
        return ("solution", self.solution)

    def apply(self, state: State, entry: Entry, settles: bool) -> None:
        refuse_if(self.solution in state.solutions and not settles, "TS-205", entry, id=self.solution)
        refuse_if(track(state) == "tender" and state.phase != "open", "TS-206", entry)
        refuse_if(bool(state.round.evaluations or state.round.seals), "TS-207", entry)
        state.solutions[self.solution] = self

    def already(self, state: State, author: str) -> bool:
        return state.solutions.get(self.solution) == self and self.solution not in state.withdrawn


class SolutionWithdrawn(Body):
    """A solution is taken back; what was said of it stays."""

    kind: ClassVar[str] = "solution-withdrawn"
    roles = CHAIR
    phases = PHASES[:5]
    solution: Id
    reason: Prose

    def apply(self, state: State, entry: Entry, settles: bool) -> None:
        refuse_if(self.solution not in state.solutions, "TS-218", entry, solution=self.solution)
        state.withdrawn[self.solution] = self.reason

    def already(self, state: State, author: str) -> bool:
        return state.withdrawn.get(self.solution) == self.reason
