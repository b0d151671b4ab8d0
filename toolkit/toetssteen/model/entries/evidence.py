"""Evidence: a file or a link that judgements lean on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from toetssteen.model.base import Digest, Id, Line, Link, Remark
from toetssteen.model.entries.body import BEFORE_CLOSED, JUDGES, Body
from toetssteen.model.entries.ruling import refuse_if
from toetssteen.model.method import EvidenceKind

if TYPE_CHECKING:
    from toetssteen.model.entries.entry import Entry
    from toetssteen.model.replay.state import State


class EvidenceAdded(Body):
    """A piece of evidence: a file kept by its digest, or a link (without a copy: no digest).

    ``outside`` marks what did not come with the offer; in a tender a reason that leans on it is flagged. ``solution``
    is the one that it is about, where it is about one.
    """

    kind: ClassVar[str] = "evidence-added"
    roles = JUDGES
    phases = BEFORE_CLOSED
    since: ClassVar[Mapping[str, int]] = {"solution": 2}
    evidence: Id
    type: EvidenceKind
    title: Line
    dated: Line | None = None
    consulted: date | None = None
    expires: date | None = None
    file: Digest | None = None
    link: Link | None = None
    about: Remark = ""
    outside: bool = False
    solution: Id | None = None

    def slot(self, state: State) -> tuple[str, ...] | None:
        return ("evidence", self.evidence)

    def files(self) -> list[Digest]:
        return [self.file] if self.file else []

    def apply(self, state: State, entry: Entry, settles: bool) -> None:
        refuse_if(self.evidence in state.evidence and not settles, "TS-205", entry, id=self.evidence)
        refuse_if(self.link is not None and self.consulted is None, "TS-229", entry, id=self.evidence)
        unknown = self.solution is not None and self.solution not in state.solutions
        refuse_if(unknown, "TS-218", entry, solution=self.solution)
        state.evidence[self.evidence] = self

    def already(self, state: State, author: str) -> bool:
        return state.evidence.get(self.evidence) == self
