"""The scores and weights that robustness is worked out on: exact, in canonical order, of whole solutions only.

Rules: solutions, values and criteria are sorted by id, so no figure depends on the order in which they came; a
number is kept as the ``Fraction`` it is, and NaN or infinity is refused; a score is 0-100 on the scale's own
anchors, a weight a proportion within its level (percent, points or shares: only the proportions count); a
solution that lacks a score is set aside and named, never counted as zero; a value none of whose criteria has
weight is left out, as in the result (:mod:`toetssteen.scoring.result.sums`).
Does not belong here: where the numbers come from (answers, evidence, evaluators), and any rounding.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from numbers import Integral
from typing import Literal, get_args

from toetssteen.errors import Fault, UseError, fault
from toetssteen.model.base import Id

Number = int | float | Decimal | Fraction
"""A number from outside; a float counts as exactly the number it is."""
TableLevel = Literal["values", "criteria"]
"""What is weighed: public values, with the weights inside each kept; or all criteria, side by side."""
Weights = Mapping[Id, tuple[Number, Mapping[Id, Number]]]
"""Per value its weight and those of its criteria, each a proportion within its level."""
_MAGNITUDE = 400
"""The power of ten up to which a decimal is read: a larger one takes all memory."""


def exact(number: Number, where: str, faults: list[Fault]) -> Fraction:
    """Read a number; what is no finite number becomes a fault, and 0 for as long as the reading lasts."""
    if isinstance(number, Fraction):
        return number
    if isinstance(number, Integral) and not isinstance(number, bool):
        return Fraction(int(number))  # of numpy too, and then a plain number
    if isinstance(number, float) and math.isfinite(number):
        return Fraction(number)
    if isinstance(number, Decimal) and number.is_finite() and abs(number.adjusted()) <= _MAGNITUDE:
        return Fraction(number)
    faults.append(fault("TS-700", where, number=str(number)[:80]))
    return Fraction(0)


def known(given: str, choices: Iterable[str]) -> None:
    """Refuse a word that is none of the choices.

    Raises
    ------
    UseError
        If it is not one of them (TS-502).
    """
    choices = tuple(choices)
    if given not in choices:
        raise UseError(fault("TS-502", id=str(given)[:80], known=", ".join(choices)))


@dataclass(frozen=True)
class Layer:
    """A table at one level: ``scores[i][k]`` (0-100) of solution i, ``weights[k]`` (shares that add up to 1)."""

    level: TableLevel
    solutions: tuple[Id, ...]
    names: tuple[Id, ...]
    weights: tuple[Fraction, ...]
    scores: tuple[tuple[Fraction, ...], ...]

    @cached_property
    def whole(self) -> tuple[list[int], list[list[int]], int]:
        """Weights and scores as integers in the same proportions, and what a score is multiplied by: exact and fast."""
        weight_unit = math.lcm(*(weight.denominator for weight in self.weights))
        unit = math.lcm(*(score.denominator for row in self.scores for score in row))
        weights = [weight.numerator * (weight_unit // weight.denominator) for weight in self.weights]
        return weights, [[score.numerator * (unit // score.denominator) for score in row] for row in self.scores], unit

    @cached_property
    def sums(self) -> list[int]:
        """The total of each solution, as an integer in the proportions of :attr:`whole`."""
        weights, rows, _ = self.whole
        return [sum(map(int.__mul__, weights, row)) for row in rows]

    @cached_property
    def totals(self) -> dict[Id, Fraction]:
        """The total of each solution, 0-100."""
        weights, _, unit = self.whole
        return {
            name: Fraction(total, unit * sum(weights)) for name, total in zip(self.solutions, self.sums, strict=True)
        }

    @property
    def first(self) -> tuple[Id, ...]:
        """The solutions with the highest total; several where it is shared."""
        return highest(self.totals)

    def total(self, place: int, weights: Mapping[Id, Fraction]) -> Fraction:
        """Work out the total of one solution under other weights, exactly."""
        return sum((weights[k] * self.scores[place][n] for n, k in enumerate(self.names)), Fraction(0))


def highest(totals: Mapping[Id, Fraction]) -> tuple[Id, ...]:
    """Return the solutions with the highest of the totals, in order; several where it is shared."""
    most = max(totals.values(), default=None)
    return tuple(name for name in sorted(totals) if totals[name] == most)


@dataclass(frozen=True)
class Table:
    """Solutions against criteria: scores 0-100, weights in two levels, all exact and in canonical order.

    ``scores[i][c]``: row i is ``solutions[i]``, column c is ``criteria[c]``, of value ``values[value_of[c]]``.
    ``value_weights`` add up to 1, ``within`` (the weight of a criterion within its value) to 1 per value.
    ``unscored`` names the solutions set aside because a score of theirs is missing.

    Examples
    --------
    >>> from toetssteen.scoring import Table
    >>> table = Table.of(
    ...     {"a": {"privacy": 75, "cost": 50}, "b": {"privacy": 50, "cost": 100}},
    ...     {"people": (60, {"privacy": 1}), "money": (40, {"cost": 1})},
    ... )
    >>> table.criteria
    ('cost', 'privacy')
    >>> table.value_weights
    (Fraction(2, 5), Fraction(3, 5))
    """

    solutions: tuple[Id, ...]
    values: tuple[Id, ...]
    criteria: tuple[Id, ...]
    value_of: tuple[int, ...]
    value_weights: tuple[Fraction, ...]
    within: tuple[Fraction, ...]
    scores: tuple[tuple[Fraction, ...], ...]
    unscored: tuple[Id, ...] = ()

    @classmethod
    def of(cls, scores: Mapping[Id, Mapping[Id, Number | None]], weights: Weights) -> Table:
        """Make a table of what came from outside.

        Parameters
        ----------
        scores
            Per solution, per criterion, the score (0-100); ``None`` or absent where there is none.
        weights
            Per value its weight and the weights of its criteria, at least 0 and not all 0.

        Raises
        ------
        UseError
            With every fault: a number that is none (TS-700), weights below 0 or without a sum (TS-701), a score
            outside 0-100 (TS-702), a criterion that is unknown or in two values (TS-703).
        """
        faults: list[Fault] = []
        read = {
            value: (
                exact(of_value, f"weights, {value}", faults),
                {
                    criterion: exact(inside[criterion], f"weights, {value}, {criterion}", faults)
                    for criterion in sorted(inside)
                },
            )
            for value, (of_value, inside) in sorted(weights.items())
        }
        faults += _weight_faults(read)
        counted = {value: parts for value, parts in read.items() if sum(parts[1].values()) > 0}
        if not faults and sum(of_value[0] for of_value in counted.values()) <= 0:
            faults.append(fault("TS-701", "weights"))
        asked = [criterion for _, inside in read.values() for criterion in inside]
        rows = {solution: _row(solution, scores[solution], asked, faults) for solution in sorted(scores)}
        if faults:
            raise UseError(faults)
        return cls._made(rows, counted)

    @classmethod
    def flat(cls, scores: Mapping[Id, Mapping[Id, Number | None]], weights: Mapping[Id, Number]) -> Table:
        """Make a table whose criteria are all in one value, called ``all``; raises as :meth:`of`."""
        return cls.of(scores, {"all": (1, weights)})

    @classmethod
    def _made(cls, rows: dict[Id, dict[Id, Fraction]], weights: dict[Id, tuple[Fraction, dict[Id, Fraction]]]) -> Table:
        values = tuple(weights)
        criteria = [(place, criterion) for place, value in enumerate(values) for criterion in weights[value][1]]
        whole = sum((weights[value][0] for value in values), Fraction(0))
        inside = {value: sum(weights[value][1].values(), Fraction(0)) for value in values}
        scored = [name for name, row in rows.items() if all(criterion in row for _, criterion in criteria)]
        return cls(
            solutions=tuple(scored),
            values=values,
            criteria=tuple(criterion for _, criterion in criteria),
            value_of=tuple(place for place, _ in criteria),
            value_weights=tuple(weights[value][0] / whole for value in values),
            within=tuple(weights[values[place]][1][criterion] / inside[values[place]] for place, criterion in criteria),
            scores=tuple(tuple(rows[name][criterion] for _, criterion in criteria) for name in scored),
            unscored=tuple(name for name in rows if name not in scored),
        )

    def layer(self, level: TableLevel) -> Layer:
        """Return scores and weights at one level.

        Raises
        ------
        UseError
            If the level is unknown (TS-502).
        """
        known(level, get_args(TableLevel))
        return self.by_value if level == "values" else self.by_criterion

    @cached_property
    def by_criterion(self) -> Layer:
        """The table at the level of criteria: each with its share of the whole weight."""
        weights = tuple(self.value_weights[g] * w for g, w in zip(self.value_of, self.within, strict=True))
        return Layer("criteria", self.solutions, self.criteria, weights, self.scores)

    @cached_property
    def by_value(self) -> Layer:
        """The table at the level of values: ``sum_{c in g} w_{c|g} * v_ic``, 0-100."""
        members = [[c for c, place in enumerate(self.value_of) if place == g] for g in range(len(self.values))]
        scores = tuple(
            tuple(sum((self.within[c] * row[c] for c in inside), Fraction(0)) for inside in members)
            for row in self.scores
        )
        return Layer("values", self.solutions, self.values, self.value_weights, scores)

    def weights(self) -> dict[Id, tuple[Fraction, dict[Id, Fraction]]]:
        """Return the weights in the form that :meth:`of` takes."""
        return {
            value: (
                self.value_weights[g],
                {name: self.within[c] for c, name in enumerate(self.criteria) if self.value_of[c] == g},
            )
            for g, value in enumerate(self.values)
        }

    def rows(self) -> dict[Id, dict[Id, Fraction]]:
        """Return the scores in the form that :meth:`of` takes."""
        return {
            name: dict(zip(self.criteria, row, strict=True))
            for name, row in zip(self.solutions, self.scores, strict=True)
        }


def _weight_faults(weights: Mapping[Id, tuple[Fraction, Mapping[Id, Fraction]]]) -> list[Fault]:
    """Find each weight below 0, and each criterion that is in two values."""
    seen: set[Id] = set()
    faults = []
    for value, (of_value, inside) in weights.items():
        below = [value] * (of_value < 0) + [criterion for criterion, weight in inside.items() if weight < 0]
        faults += [fault("TS-701", f"weights, {below_zero}") for below_zero in below]
        faults += [fault("TS-703", f"weights, {value}", id=criterion) for criterion in inside if criterion in seen]
        seen |= inside.keys()
    return faults


def _row(solution: Id, scores: Mapping[Id, Number | None], asked: list[Id], faults: list[Fault]) -> dict[Id, Fraction]:
    """Read the scores of one solution; those that are missing stay out."""
    row = {}
    faults += [fault("TS-703", f"scores, {solution}", id=unknown) for unknown in sorted(scores.keys() - set(asked))]
    for criterion in asked:
        number = scores.get(criterion)
        if number is None:
            continue
        row[criterion] = exact(number, f"scores, {solution}, {criterion}", faults)
        if not 0 <= row[criterion] <= 100:
            faults.append(fault("TS-702", f"scores, {solution}, {criterion}", score=str(number)))
    return row
