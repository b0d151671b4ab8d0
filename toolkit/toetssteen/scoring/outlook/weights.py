"""What weights do to scores: the weighted sum, dominance, and the weight that a criterion really has.

Rules: exact; nothing is normalised over the solutions, so no total or value depends on another solution. The
effective weights are statistics about the field and do: they are shown beside the nominal ones, never used.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from toetssteen.model.base import Id
from toetssteen.scoring.outlook.table import Layer, Table, TableLevel
from toetssteen.scoring.outlook.undefined import Undefined

APART = Fraction(2)
"""How many times larger or smaller than the nominal weight an effective one is said to part from it: a convention."""


@dataclass(frozen=True)
class Weakest:
    """The value that scores lowest (0-100), and the criterion in it that does."""

    value: Id
    score: Fraction
    criterion: Id


@dataclass(frozen=True)
class Sums:
    """The totals (0-100), the profile per value (0-100), the weakest value of each, and who is first."""

    method: str
    totals: Mapping[Id, Fraction]
    values: Mapping[Id, Mapping[Id, Fraction]]
    weakest: Mapping[Id, Weakest]
    first: tuple[Id, ...]
    unscored: tuple[Id, ...]


@dataclass(frozen=True)
class Dominance:
    """The pairs ``(better, worse)``: as good on everything, better on something; and what is nowhere worse.

    ``equal`` are pairs with the same score on everything; ``undominated`` whom nobody dominates.
    """

    method: str
    level: TableLevel
    pairs: tuple[tuple[Id, Id], ...]
    equal: tuple[tuple[Id, Id], ...]
    undominated: tuple[Id, ...]
    unscored: tuple[Id, ...]


@dataclass(frozen=True)
class EffectiveWeight:
    """A nominal weight beside the one it has in this field; weights are shares of 1, the spread is 0-100.

    ``apart`` warns that they part; ``at_top`` counts the solutions at 100 (saturation); ``tied`` the pairs of
    solutions with equal scores.
    """

    name: Id
    nominal: Fraction
    spread: Fraction
    effective: Fraction | Undefined
    apart: bool
    at_top: int
    tied: int


@dataclass(frozen=True)
class EffectiveWeights:
    """The effective weights at one level, in canonical order; ``apart_from`` is the cut-off, a convention."""

    method: str
    level: TableLevel
    apart_from: Fraction
    weights: tuple[EffectiveWeight, ...]
    unscored: tuple[Id, ...]


def weighted_sum(table: Table) -> Sums:
    """Work out ``S_i = sum_g W_g * sum_{c in g} w_{c|g} * v_ic``, exactly.

    Of equally weak values the heavier goes first, then the id in order, and so for the criterion in it; a value
    or criterion without weight is never the weakest.

    Notes
    -----
    Source: Keeney and Raiffa (1976), *Decisions with Multiple Objectives*, chapter 3: the additive value function.

    Examples
    --------
    >>> from toetssteen.scoring import Table, weighted_sum
    >>> table = Table.of(
    ...     {"a": {"privacy": 75, "cost": 50}, "b": {"privacy": 50, "cost": 100}},
    ...     {"people": (60, {"privacy": 1}), "money": (40, {"cost": 1})},
    ... )
    >>> sums = weighted_sum(table)
    >>> {name: float(total) for name, total in sums.totals.items()}
    {'a': 65.0, 'b': 70.0}
    >>> sums.weakest["b"].value
    'people'
    """
    layer = table.by_value
    profile = {
        name: dict(zip(layer.names, row, strict=True)) for name, row in zip(layer.solutions, layer.scores, strict=True)
    }
    return Sums(
        method="weighted sum in two levels",
        totals=layer.totals,
        values=profile,
        weakest={name: _weakest(table, place) for place, name in enumerate(table.solutions)},
        first=layer.first,
        unscored=table.unscored,
    )


def _weakest(table: Table, place: int) -> Weakest:
    scores = table.by_value.scores[place]
    counted = [g for g, weight in enumerate(table.value_weights) if weight > 0]
    value = min(counted, key=lambda g: (scores[g], -table.value_weights[g], table.values[g]))
    inside = [c for c, g in enumerate(table.value_of) if g == value and table.within[c] > 0]
    row = table.scores[place]
    criterion = min(inside, key=lambda c: (row[c], -table.within[c], table.criteria[c]))
    return Weakest(table.values[value], scores[value], table.criteria[criterion])


def dominance(table: Table, level: TableLevel = "criteria") -> Dominance:
    """Find who dominates whom, before any weight.

    A dominated solution is behind under all weights that count what it is worse on, and never ahead.

    Raises
    ------
    UseError
        If the level is unknown (TS-502).

    Examples
    --------
    >>> from toetssteen.scoring import Table, dominance
    >>> table = Table.flat({"a": {"x": 75, "y": 50}, "b": {"x": 50, "y": 50}}, {"x": 1, "y": 1})
    >>> dominance(table).pairs
    (('a', 'b'),)
    """
    layer = table.layer(level)
    named = list(zip(layer.solutions, layer.whole[1], strict=True))
    pairs = [
        (better, worse)
        for better, ours in named
        for worse, theirs in named
        if ours != theirs and all(map(int.__ge__, ours, theirs))
    ]
    equal = [(first, other) for first, ours in named for other, theirs in named if first < other and ours == theirs]
    dominated = {worse for _, worse in pairs}
    return Dominance(
        method="dominance",
        level=level,
        pairs=tuple(pairs),
        equal=tuple(equal),
        undominated=tuple(name for name in layer.solutions if name not in dominated),
        unscored=table.unscored,
    )


def effective_weights(table: Table, level: TableLevel = "values", apart: Fraction = APART) -> EffectiveWeights:
    """Work out ``w_k * spread_k / sum(w * spread)``, the spread being the highest less the lowest score of the field.

    A heavy criterion on which all score alike decides nothing. Undefined where nothing that has weight varies.

    Raises
    ------
    UseError
        If the level is unknown (TS-502).

    Notes
    -----
    Source: Von Nitzsch and Weber (1993), "The effect of attribute ranges on weights in multiattribute utility
    measurements", *Management Science* 39(8), 937-943: what a weight means depends on the range it is given for.

    Examples
    --------
    >>> from toetssteen.scoring import Table, effective_weights
    >>> table = Table.of(
    ...     {"a": {"privacy": 75, "cost": 50}, "b": {"privacy": 50, "cost": 100}},
    ...     {"people": (60, {"privacy": 1}), "money": (40, {"cost": 1})},
    ... )
    >>> {weight.name: (weight.nominal, weight.effective) for weight in effective_weights(table).weights}
    {'money': (Fraction(2, 5), Fraction(4, 7)), 'people': (Fraction(3, 5), Fraction(3, 7))}
    """
    layer = table.layer(level)
    spreads = [max(scores) - min(scores) for scores in zip(*layer.scores, strict=True)] or [Fraction(0)] * len(
        layer.names
    )
    whole = sum((weight * spread for weight, spread in zip(layer.weights, spreads, strict=True)), Fraction(0))
    effective = [_effective(layer, place, spreads[place], whole, apart) for place in range(len(layer.names))]
    return EffectiveWeights("weight times spread of scores", level, apart, tuple(effective), table.unscored)


def _effective(layer: Layer, place: int, spread: Fraction, whole: Fraction, apart: Fraction) -> EffectiveWeight:
    nominal = layer.weights[place]
    scores = sorted(row[place] for row in layer.scores)
    if len(scores) < 2:
        effective: Fraction | Undefined = Undefined("one solution" if scores else "no solution")
    else:
        effective = nominal * spread / whole if whole else Undefined("no variation")
    parts = isinstance(effective, Fraction) and (effective > nominal * apart or effective * apart < nominal)
    return EffectiveWeight(
        name=layer.names[place],
        nominal=nominal,
        spread=spread,
        effective=effective,
        apart=parts,
        at_top=sum(score == 100 for score in scores),
        tied=sum(one == other for n, one in enumerate(scores) for other in scores[n + 1 :]),
    )
