"""Prices, once quality is closed: sealed, opened, judged where they seem too low; ties; and a look at what if."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal

from pydantic import Field

from toetssteen.model.base import Digest, Exact, Id, Prose
from toetssteen.model.entries.body import CHAIR, Body
from toetssteen.model.entries.ruling import method_in_force, refuse_if

if TYPE_CHECKING:
    from toetssteen.model.entries.entry import Entry
    from toetssteen.model.replay.state import State


class PriceSealed(Body):
    """The digest of the unopened price envelope of a solution; the file itself need not be kept here."""

    kind: ClassVar[str] = "price-sealed"
    roles = CHAIR
    phases = ("open", "scored")
    solution: Id
    file: Digest

    def slot(self, state: State) -> tuple[str, ...] | None:
        return ("price-sealed", self.solution)

    def undecide(self, state: State, slot: tuple[str, ...]) -> None:
        state.price_seals.pop(self.solution, None)

    def apply(self, state: State, entry: Entry, settles: bool) -> None:
        _priced(state, entry, self.solution)
        refuse_if(self.solution in state.price_seals and not settles, "TS-205", entry, id=self.solution)
        state.price_seals[self.solution] = self

    def already(self, state: State, author: str) -> bool:
        return state.price_seals.get(self.solution) == self


class PriceOpened(Body):
    """The price of a solution (euro), once quality is closed; ``file`` is the envelope it was in."""

    kind: ClassVar[str] = "price-opened"
    roles = CHAIR
    phases = ("agreed",)
    emptied: ClassVar[Mapping[str, Any]] = {"price": Decimal(0)}
    solution: Id
    price: Annotated[Exact, Field(ge=0)]
    file: Digest | None = None
    reason: Prose | None = None

    def slot(self, state: State) -> tuple[str, ...] | None:
        return ("price", self.solution)

    def undecide(self, state: State, slot: tuple[str, ...]) -> None:
        state.prices.pop(self.solution, None)

    def apply(self, state: State, entry: Entry, settles: bool) -> None:
        _priced(state, entry, self.solution)
        sealed = state.price_seals.get(self.solution)
        refuse_if(sealed is not None and self.file != sealed.file, "TS-261", entry, solution=self.solution)
        again = self.solution in state.prices and not settles
        refuse_if(again and self.reason is None, "TS-262", entry, id=self.solution)
        state.prices[self.solution] = self

    def already(self, state: State, author: str) -> bool:
        return state.prices.get(self.solution) == self


class LowPriceJudged(Body):
    """A price that seems abnormally low: what was asked, what was answered, what was found."""

    kind: ClassVar[str] = "low-price-judged"
    roles = CHAIR
    phases = ("agreed",)
    emptied: ClassVar[Mapping[str, Any]] = {"asked": "", "answer": None, "reason": ""}
    solution: Id
    asked: Prose
    answer: Prose | None = None
    finding: Literal["open", "accepted", "rejected"]
    reason: Prose

    def slot(self, state: State) -> tuple[str, ...] | None:
        return ("low-price", self.solution)

    def undecide(self, state: State, slot: tuple[str, ...]) -> None:
        state.low_prices.pop(self.solution, None)

    def apply(self, state: State, entry: Entry, settles: bool) -> None:
        refuse_if(self.solution not in state.prices, "TS-218", entry, solution=self.solution)
        refuse_if(self.finding != "open" and self.answer is None, "TS-263", entry, solution=self.solution)
        state.low_prices[self.solution] = self

    def already(self, state: State, author: str) -> bool:
        return state.low_prices.get(self.solution) == self


class TieBroken(Body):
    """The frozen tie-break, executed: the order it gave (best first), and the seed where lots were drawn."""

    kind: ClassVar[str] = "tie-broken"
    roles = CHAIR
    phases = ("agreed", "decided")
    round: Annotated[int, Field(ge=1)]
    order: list[Id] = Field(min_length=2)
    seed: Digest | None = None

    def apply(self, state: State, entry: Entry, settles: bool) -> None:
        number = state.round.number
        refuse_if(self.round != number, "TS-227", entry, round=self.round, expected=number)
        for solution in self.order:
            refuse_if(solution not in state.solutions, "TS-218", entry, solution=solution)
        state.round.ties.append(self)

    def already(self, state: State, author: str) -> bool:
        return self in state.round.ties


class WhatIfOpened(Body):
    """Why the chair looks at other weights between the freeze and the decision of a tender; it changes nothing."""

    kind: ClassVar[str] = "what-if-opened"
    roles = CHAIR
    phases = ("scored", "agreed")
    reason: Prose

    def apply(self, state: State, entry: Entry, settles: bool) -> None:
        pass


def _priced(state: State, entry: Entry, solution: Id) -> None:
    method = method_in_force(state, entry)
    refuse_if(method is not None and method.price is None, "TS-260", entry)
    refuse_if(solution not in state.solutions or solution in state.withdrawn, "TS-218", entry, solution=solution)
