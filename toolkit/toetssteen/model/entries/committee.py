"""The committee: who is in it, what each declares, and what the chair does about an interest."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar, Literal, get_args

from pydantic import Field

from toetssteen.model.base import Digest, Id, Line, Prose
from toetssteen.model.entries.body import BEFORE_CLOSED, CHAIR, JUDGES, PHASES, Author, Body, Role
from toetssteen.model.entries.ruling import refuse_if, refuse_if_not_alone

if TYPE_CHECKING:
    from toetssteen.model.entries.entry import Entry
    from toetssteen.model.replay.state import State


class PersonAdded(Body):
    """A person joins the committee, under an id and a role."""

    kind: ClassVar[str] = "person-added"
    roles = CHAIR
    phases = BEFORE_CLOSED
    person: Author
    role: Role
    expertise: Line | None = None

    def slot(self, state: State) -> tuple[str, ...] | None:
        return ("person", self.person)

    def apply(self, state: State, entry: Entry, settles: bool) -> None:
        refuse_if(self.person in state.people and not settles, "TS-205", entry, id=self.person)
        if self.role == "evaluator" and state.phase == "open":
            refuse_if_not_alone(state, entry, more=1)
        state.people[self.person] = self

    def already(self, state: State, author: str) -> bool:
        return state.people.get(self.person) == self


class Declared(Body):
    """A person declares interests, none or described, and confidentiality; ``key`` is theirs to sign with.

    ``solutions`` are those that were named to them; of one that comes later they are asked before they see it.
    In format 1 only those who judge declare; from format 2 on observers and who decides do too.
    """

    kind: ClassVar[str] = "declared"
    roles = get_args(Role)
    phases = PHASES[:4]
    private = frozenset({"description"})
    since: ClassVar[Mapping[str, int]] = {"solutions": 3}
    interests: Literal["none", "described"]
    description: Prose | None = None
    confidential: bool = False
    key: Digest | None = None
    solutions: list[Id] | None = None

    @classmethod
    def writers(cls, format: int) -> tuple[Role, ...]:  # noqa: A002 - the word of the field
        return JUDGES if format == 1 else cls.roles

    def needs(self, state: State, role: str) -> int:
        return max(1 if role in JUDGES else 2, self.oldest())

    def apply(self, state: State, entry: Entry, settles: bool) -> None:
        refuse_if(self.interests == "described" and not self.description, "TS-228", entry)
        before = state.declarations.get(entry.author)
        # the key somebody once declared with stays theirs
        refuse_if(before is not None and before.key not in (None, self.key), "TS-252", entry, author=entry.author)
        if self.interests == "none":
            state.waiting.discard(entry.author)
        elif before is None or (before.description, before.solutions) != (self.description, self.solutions):
            # another interest asks for another answer
            state.waiting.add(entry.author)
        state.declarations[entry.author] = self

    def already(self, state: State, author: str) -> bool:
        return state.declarations.get(author) == self


class MeasureTaken(Body):
    """The chair's measure on an interest: none, or to keep a person from some or all solutions."""

    kind: ClassVar[str] = "measure-taken"
    roles = CHAIR
    phases = PHASES[:5]
    private = frozenset({"reason"})
    person: Author
    measure: Literal["none", "restricted", "recused"]
    solutions: list[Id] = Field(default_factory=list)
    reason: Prose

    def slot(self, state: State) -> tuple[str, ...] | None:
        return ("measure", self.person)

    def undecide(self, state: State, slot: tuple[str, ...]) -> None:
        """Let all that was decided hold together until one of those who decided settles it; their answer is awaited."""
        state.measures[self.person] = self._with(state.measures.get(self.person))
        state.waiting.add(self.person)

    def _with(self, other: MeasureTaken | None) -> MeasureTaken:
        """Return the measure that keeps a person from all that this one or the other does."""
        if other is None or other.measure == "none" or self.measure == "recused":
            return self
        if self.measure == "none" or other.measure == "recused":
            return other
        return self.model_copy(update={"solutions": sorted({*self.solutions, *other.solutions})})

    def apply(self, state: State, entry: Entry, settles: bool) -> None:
        refuse_if(self.person not in state.people, "TS-233", entry, person=self.person)
        refuse_if(self.person == entry.author, "TS-264", entry, person=self.person)
        refuse_if((self.measure == "restricted") != bool(self.solutions), "TS-247", entry, person=self.person)
        for solution in self.solutions:
            refuse_if(solution not in state.solutions, "TS-218", entry, solution=solution)
        state.measures[self.person] = self
        state.waiting.discard(self.person)

    def already(self, state: State, author: str) -> bool:
        return state.measures.get(self.person) == self and self.person not in state.waiting
