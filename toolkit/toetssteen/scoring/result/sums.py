"""The weighted sum in two levels, and the weakest value (``semantics`` 7).

``total = 100 * sum_g W_g * sum_{c in g} w_{c|g} * share``, exact. Within a value, and among values, what does
not apply is left out and the rest keeps its proportions. Nothing depends on another solution.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, TypeVar

from toetssteen.model.base import Id
from toetssteen.model.method import Method, MethodValue, Weighing
from toetssteen.scoring.exact import NOTHING, WHOLE, Interval
from toetssteen.scoring.result.cells import CellScore

T = TypeVar("T")


@dataclass(frozen=True)
class ValueScore:
    """The score of one public value (0-100) and the weight with which it counts (percent).

    ``score`` is ``None`` where nothing in the value applies or has weight.
    """

    id: Id
    weight: Fraction
    score: Interval | None
    cells: tuple[tuple[Weighing, CellScore], ...]


def weighted(parts: Sequence[tuple[Fraction, Interval]]) -> Interval:
    """Return the weighted mean of intervals; weights are proportions and add up to more than 0."""
    whole = sum((weight for weight, _ in parts), Fraction(0))
    return sum((part * weight for weight, part in parts), NOTHING) * (1 / whole)


def weights_in(value: MethodValue, method: Method) -> dict[Id, Fraction]:
    """Return the weights of the criteria of a value that apply, in proportion."""
    return {
        weighing.criterion.id: Fraction(weighing.weight)
        for weighing in value.criteria
        if method.applicable(weighing.criterion)
    }


def value_scores(cells: Iterable[tuple[MethodValue, list[tuple[Weighing, CellScore]]]]) -> list[ValueScore]:
    """Score every value of one solution from its applicable cells."""
    scored = []
    for value, members in cells:
        parts = [(Fraction(weighing.weight), cell.counted) for weighing, cell in members if weighing.weight > 0]
        score = weighted(parts) * 100 if parts else None
        scored.append(ValueScore(value.id, Fraction(value.weight), score, tuple(members)))
    whole = sum((value.weight for value in scored if value.score is not None), Fraction(0))
    return [
        ValueScore(
            value.id, value.weight * 100 / whole if value.score and whole else Fraction(0), value.score, value.cells
        )
        for value in scored
    ]


def total(values: Sequence[ValueScore]) -> Interval:
    """Return the total of one solution, 0-100; the whole range where no value counts."""
    parts = [(value.weight, value.score) for value in values if value.score is not None and value.weight > 0]
    return weighted(parts) if parts else WHOLE * 100


def weakest(values: Sequence[ValueScore]) -> tuple[Id | None, Id | None]:
    """Return the value that scores lowest and the criterion that governs it, where that is certain.

    Of equals the heavier goes first, then the id in order.
    """
    scored = [value for value in values if value.score is not None and value.weight > 0]
    value = _lowest(scored, lambda value: value.score or WHOLE, lambda value: (-value.weight, value.id))
    if value is None:
        return None, None
    members = [cell for cell in value.cells if cell[0].weight > 0]
    governing = _lowest(members, lambda cell: cell[1].counted, lambda cell: (-cell[0].weight, cell[1].criterion))
    return value.id, governing[1].criterion if governing else None


def _lowest(members: Sequence[T], measure: Callable[[T], Interval], order: Callable[[T], Any]) -> T | None:
    """Return the member that is certainly the lowest; of several, the first in order."""
    certain = [
        member
        for member in members
        if all(measure(member).high <= measure(other).low for other in members if other is not member)
    ]
    return min(certain, key=order, default=None)
