"""The chair's choices for the method, until it is frozen: the set, its weights, scoping, rules and price."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from toetssteen.model.base import Id, Prose
from toetssteen.model.criteria import Criterion, ImpactClass
from toetssteen.model.entries.body import BEFORE_CLOSED, BEFORE_OPEN, CHAIR, Body
from toetssteen.model.entries.ruling import method_is_closed, refuse_if
from toetssteen.model.method import Pricing, Rules, SetRef
from toetssteen.model.weights import Weight, have_common

if TYPE_CHECKING:
    from toetssteen.model.entries.entry import Entry
    from toetssteen.model.replay.state import State


class MethodChoice(Body):
    """A choice about the method; ``field`` names the one of ``Choices`` that it makes."""

    roles = CHAIR
    phases = BEFORE_OPEN
    field: ClassVar[str]

    def slot(self, state: State) -> tuple[str, ...] | None:
        return (self.field,)

    def undecide(self, state: State, slot: tuple[str, ...]) -> None:
        self._choose(state, None)

    def apply(self, state: State, entry: Entry, settles: bool) -> None:
        refuse_if(method_is_closed(state), "TS-208", entry)
        self._choose(state, self)

    def _choose(self, state: State, chosen: MethodChoice | None) -> None:
        changes: dict[str, Any] = {self.field: chosen}
        state.choices = replace(state.choices, **changes)

    def already(self, state: State, author: str) -> bool:
        return bool(getattr(state.choices, self.field) == self)


class SetChosen(MethodChoice):
    """The criteria set that the method starts from."""

    kind: ClassVar[str] = "set-chosen"
    field: ClassVar[str] = "set"
    set: SetRef

    def apply(self, state: State, entry: Entry, settles: bool) -> None:
        before = state.choices.set
        super().apply(state, entry, settles)
        if before is not None and before.set.id != self.set.id:  # weights and fitting do not carry over to another
            state.choices = replace(state.choices, weights=None, fitting=None)


class ClassChosen(MethodChoice):
    """The class of impact, other than the one that the scoping answers ask; for a lighter one there is a reason.

    Which one the answers ask, the library tells: ``content/impact.py`` refuses a lighter one without a reason.
    """

    kind: ClassVar[str] = "class-chosen"
    field: ClassVar[str] = "impact"
    impact: ImpactClass
    reason: Prose | None = None

    def oldest(self) -> int:
        return 4

    def _choose(self, state: State, chosen: MethodChoice | None) -> None:
        super()._choose(state, chosen)
        state.choices = replace(state.choices, impact_on=state.choices.scoping)

    def already(self, state: State, author: str) -> bool:
        """Return whether it holds, and for these answers: the same reason may be given anew for others."""
        return super().already(state, author) and state.choices.impact_on == state.choices.scoping


class WeightsSet(MethodChoice):
    """Weights other than the set's own: of values in the whole and of criteria within their value.

    They are percentages; of the values points where ``unit`` says so, and of the criteria of each value in ``points``.
    """

    kind: ClassVar[str] = "weights-set"
    field: ClassVar[str] = "weights"
    since: ClassVar[Mapping[str, int]] = {"unit": 3, "points": 3}
    values: dict[Id, Weight] = Field(default_factory=dict)
    criteria: dict[Id, Weight] = Field(default_factory=dict)
    unit: Literal["points"] | None = None
    points: list[Id] | None = None
    reason: Prose

    @model_validator(mode="after")
    def _can_be_summed(self) -> WeightsSet:
        if not have_common([*self.values.values(), *self.criteria.values()]):
            raise PydanticCustomError("TS-141", "fractions without a common denominator")
        return self


class SetFitted(MethodChoice):
    """The municipality's adaptation of the set: what it leaves out, with the reason, and its own criteria."""

    kind: ClassVar[str] = "set-fitted"
    field: ClassVar[str] = "fitting"
    dropped: dict[Id, Prose] = Field(default_factory=dict)
    own: list[Criterion] = Field(default_factory=list)

    def oldest(self) -> int:
        return 4 if any(own.by or own.version > 1 for own in self.own) else 1

    def already(self, state: State, author: str) -> bool:
        return (state.choices.fitting or SetFitted()) == self


class RulesSet(MethodChoice):
    """The rules a result follows."""

    kind: ClassVar[str] = "rules-set"
    field: ClassVar[str] = "rules"
    rules: Rules


class PricingSet(MethodChoice):
    """How the price counts; ``None`` where there is no price."""

    kind: ClassVar[str] = "pricing-set"
    field: ClassVar[str] = "pricing"
    pricing: Pricing | None = None


class PeriodSet(MethodChoice):
    """From when until when the solution is to be used; law that begins or ends in between is warned of."""

    kind: ClassVar[str] = "period-set"
    phases = BEFORE_CLOSED
    field: ClassVar[str] = "period"
    begins: date
    ends: date

    def apply(self, state: State, entry: Entry, settles: bool) -> None:
        refuse_if(self.ends < self.begins, "TS-246", entry, begins=self.begins, ends=self.ends)
        self._choose(state, self)


class ScopingAnswered(Body):
    """The answer to one scoping question."""

    kind: ClassVar[str] = "scoping-answered"
    roles = CHAIR
    phases = BEFORE_OPEN
    question: Id
    answer: Id

    def slot(self, state: State) -> tuple[str, ...] | None:
        return ("scoping", self.question)

    def undecide(self, state: State, slot: tuple[str, ...]) -> None:
        others = {question: answer for question, answer in state.choices.scoping.items() if question != self.question}
        state.choices = replace(state.choices, scoping=others)

    def apply(self, state: State, entry: Entry, settles: bool) -> None:
        refuse_if(method_is_closed(state), "TS-208", entry)
        state.choices = replace(state.choices, scoping={**state.choices.scoping, self.question: self.answer})

    def already(self, state: State, author: str) -> bool:
        return state.choices.scoping.get(self.question) == self.answer
