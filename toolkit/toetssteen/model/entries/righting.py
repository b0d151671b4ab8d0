"""Putting right what was entered wrongly: a name or title, and before the freeze also a track, a procedure or a role.

Rules: an id is never put right; what it was stays in the log, with the reason. A track, a procedure or a role is put
right only if every entry so far would still be allowed had it been so from the start, which ``replay.py`` checks.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, ClassVar

from pydantic import StringConstraints

from toetssteen.model.base import Id, Kept, Line, Noun, Prose, Remark
from toetssteen.model.entries.body import BEFORE_CLOSED, CHAIR, Author, Body, Procedure, Role, Track
from toetssteen.model.entries.committee import PersonAdded
from toetssteen.model.entries.evidence import EvidenceAdded
from toetssteen.model.entries.opening import Opened, SolutionAdded
from toetssteen.model.entries.ruling import refuse_if

if TYPE_CHECKING:
    from toetssteen.model.entries.entry import Entry
    from toetssteen.model.replay.state import State

_Emptied = Annotated[str, StringConstraints(strip_whitespace=True, max_length=500), Kept]
"""A line that need not be there: an empty text takes it away."""


@dataclass(frozen=True)
class Righted:
    """What was put right: the entry that did, and what its fields were before."""

    entry: Entry
    before: Mapping[str, Any]

    @property
    def body(self) -> Righting:
        """What the entry says."""
        assert isinstance(self.entry.body, Righting)
        return self.entry.body


class Righting(Body):
    """Something that was entered is put right; each field that is given replaces what was there.

    ``key`` names the field that says which one it is, where there are several; ``early`` the fields that are put right
    before the freeze only.
    """

    roles = CHAIR
    phases = BEFORE_CLOSED
    key: ClassVar[str] = ""
    early: ClassVar[frozenset[str]] = frozenset()
    reason: Prose

    @property
    def which(self) -> Id:
        """The id of what is put right; none of the assessment itself."""
        return str(getattr(self, self.key)) if self.key else ""

    @property
    def now(self) -> dict[str, Any]:
        """What is put right: each field with what it is from now on."""
        return self.model_dump(exclude_none=True, exclude={self.key, "reason"})

    def was(self, state: State) -> Noun | None:
        """Return what is put right, as it is known until now."""
        raise NotImplementedError(self.kind)

    def put(self, state: State, made: Any) -> None:
        """Let it be known otherwise."""
        raise NotImplementedError(self.kind)

    def is_about(self, body: Body) -> bool:
        """Return whether an earlier entry said what is now put right."""
        raise NotImplementedError(self.kind)

    def had_it_been_so(self, body: Body) -> Body:
        """Return an earlier entry as it would be, had what is put right been so from the start."""
        known = {field: value for field, value in self.now.items() if field in type(body).model_fields}
        made = known if isinstance(body, Righting) else _as_in(body, known)
        return body.model_copy(update=made) if self.is_about(body) else body

    def slot(self, state: State) -> tuple[str, ...] | None:
        return ("righting", self.kind, self.which)

    def oldest(self) -> int:
        return 3

    def looks_back(self) -> bool:
        """Return whether earlier entries are held against it."""
        return bool(self.early & self.now.keys())

    def apply(self, state: State, entry: Entry, settles: bool) -> None:
        before = self.was(state)
        refuse_if(before is None, "TS-280", entry, id=self.which)
        refuse_if(not self.now, "TS-281", entry)
        refuse_if(self.looks_back() and bool(state.versions), "TS-282", entry)
        assert before is not None
        self.put(state, before.model_copy(update=_as_in(before, self.now)))
        state.righted.append(Righted(entry, {field: getattr(before, field) for field in self.now}))

    def already(self, state: State, author: str) -> bool:
        before = self.was(state)
        now = _as_in(before, self.now).items() if before else ()
        return bool(now) and all(getattr(before, field) == value for field, value in now)


def _as_in(noun: Noun, now: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is put right as it stands in something: what was emptied as where it was never said."""
    return {field: value or type(noun).model_fields[field].get_default() for field, value in now.items()}


class AssessmentPutRight(Righting):
    """The title of the assessment, what it is about, for whom, or before the freeze its track or procedure."""

    kind: ClassVar[str] = "assessment-put-right"
    early = frozenset({"track", "procedure"})
    title: Line | None = None
    about: Remark | None = None
    authority: Line | None = None
    procurement: _Emptied | None = None
    lot: _Emptied | None = None
    track: Track | None = None
    procedure: Procedure | None = None

    def was(self, state: State) -> Opened | None:
        return state.opened

    def put(self, state: State, made: Opened) -> None:
        state.opened = made

    def is_about(self, body: Body) -> bool:
        return isinstance(body, Opened | AssessmentPutRight)


class SolutionPutRight(Righting):
    """The name of a solution, its vendor, or what it is."""

    kind: ClassVar[str] = "solution-put-right"
    key = "solution"
    solution: Id
    name: Line | None = None
    vendor: _Emptied | None = None
    about: Remark | None = None

    def was(self, state: State) -> SolutionAdded | None:
        return state.solutions.get(self.solution)

    def put(self, state: State, made: SolutionAdded) -> None:
        state.solutions[self.solution] = made

    def is_about(self, body: Body) -> bool:
        return isinstance(body, SolutionAdded | SolutionPutRight) and body.solution == self.solution


class PersonPutRight(Righting):
    """What somebody in the committee knows about, or before the freeze their role."""

    kind: ClassVar[str] = "person-put-right"
    key = "person"
    early = frozenset({"role"})
    person: Author
    role: Role | None = None
    expertise: _Emptied | None = None

    def was(self, state: State) -> PersonAdded | None:
        return state.people.get(self.person)

    def put(self, state: State, made: PersonAdded) -> None:
        state.people[self.person] = made

    def is_about(self, body: Body) -> bool:
        return isinstance(body, PersonAdded | PersonPutRight) and body.person == self.person


class EvidencePutRight(Righting):
    """The title of a piece of evidence, or what it is about."""

    kind: ClassVar[str] = "evidence-put-right"
    key = "evidence"
    evidence: Id
    title: Line | None = None
    about: Remark | None = None

    def was(self, state: State) -> EvidenceAdded | None:
        return state.evidence.get(self.evidence)

    def put(self, state: State, made: EvidenceAdded) -> None:
        state.evidence[self.evidence] = made

    def is_about(self, body: Body) -> bool:
        return isinstance(body, EvidenceAdded | EvidencePutRight) and body.evidence == self.evidence
