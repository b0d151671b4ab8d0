"""The share of all weights under which one solution beats another: exact, without sampling.

Rules: the number of criteria is no weight. At the level of ``values`` all weights of the values are equally likely
and those inside a value stay as they are; at that of the ``tree`` the criteria of every value have the same
concentration together (the lowest whole numbers that do so), so that each value counts for the same whatever the
number of its criteria. The recursion takes convex combinations only: plain sums and quotients in canonical order,
so the same digits everywhere.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from toetssteen.errors import UseError, fault
from toetssteen.model.base import Id
from toetssteen.scoring.outlook.table import Layer, Table, known

Spread = Literal["values", "tree"]
"""Over what the weights are spread: the values, or values and then the criteria in each."""
MOST = 5_000
"""The highest sum of concentrations: the work grows with its square."""
_CELLS = 1_000_000

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class PairwiseShare:
    """The share of all weights (0-1) under which the first of a pair beats the second, per ordered pair.

    ``equal`` are pairs that no weights part: both shares are 0. ``concentrations`` are those of the Dirichlet
    distribution that the weights are spread by: 1 for each is flat.
    """

    method: str
    level: Spread
    concentrations: Mapping[Id, int]
    shares: Mapping[tuple[Id, Id], float]
    equal: tuple[tuple[Id, Id], ...]
    unscored: tuple[Id, ...]


def spread_of(table: Table, level: Spread, concentrations: Mapping[Id, int] | None) -> tuple[Layer, dict[Id, int]]:
    """Return the layer that weights are spread over, and a whole concentration for each of its weights.

    Raises
    ------
    UseError
        If the level is unknown (TS-502), or a concentration is missing, unknown or no whole number from 1 (TS-704).
    """
    known(level, get_args(Spread))
    layer = table.by_value if level == "values" else table.by_criterion
    if concentrations is None and level == "values":
        return layer, dict.fromkeys(layer.names, 1)
    if concentrations is None:
        counts = [table.value_of.count(g) for g in range(len(table.values))]
        together = math.lcm(*counts)
        return layer, {c: together // counts[g] for c, g in zip(table.criteria, table.value_of, strict=True)}
    faults = [
        fault("TS-704", name=f"concentrations, {value}", number=str(concentrations.get(value)), allowed="1, 2, 3 ...")
        for value in sorted({*layer.names, *concentrations})
        if value not in layer.names or type(concentrations.get(value)) is not int or concentrations[value] < 1
    ]
    if faults:
        raise UseError(faults)
    return layer, {value: concentrations[value] for value in layer.names}


def pairwise_share(
    table: Table, level: Spread = "values", concentrations: Mapping[Id, int] | None = None
) -> PairwiseShare:
    """Work out, for each pair, the share of all weights under which one beats the other.

    Parameters
    ----------
    table
        Scores 0-100.
    level
        ``values`` or ``tree``; the module says what is spread.
    concentrations
        Whole numbers that the caller chooses, per value or per criterion; the higher, the closer to fixed weights.

    Raises
    ------
    UseError
        As :func:`spread_of`; and if the concentrations add up to more than :data:`MOST` (TS-705): the numbers of
        criteria in the values then have no small common multiple.

    Notes
    -----
    Weights that are Dirichlet with whole concentrations are exponential waiting times over their sum. Split
    ``d = v_i - v_j`` into gains u and losses v, each as often as its concentration: j is ahead where the gains run
    out first. From gain a and loss b the gain ends first with probability ``v_b / (u_a + v_b)``, so
    ``L(a, b) = v_b/(u_a+v_b) L(a+1, b) + u_a/(u_a+v_b) L(a, b+1)``, 1 when the gains run out, 0 when the losses
    do; the share is ``1 - L(0, 0)``. Source of the geometry: Varsi (1973), "The multidimensional content of the
    frustum of the simplex", *Pacific Journal of Mathematics* 46(1), 303-314.

    Examples
    --------
    >>> from toetssteen.scoring import Table, pairwise_share
    >>> table = Table.of(
    ...     {"a": {"privacy": 75, "cost": 50}, "b": {"privacy": 50, "cost": 100}},
    ...     {"people": (60, {"privacy": 1}), "money": (40, {"cost": 1})},
    ... )
    >>> round(pairwise_share(table).shares["b", "a"], 4)
    0.6667
    """
    layer, spread = spread_of(table, level, concentrations)
    if (together := sum(spread.values())) > MOST:
        raise UseError(fault("TS-705", together=str(together), most=str(MOST)))
    _, rows, unit = layer.whole
    repeats = list(spread.values())
    pairs, apart, equal = [], [], []
    for (i, first), (j, other) in combinations(enumerate(layer.solutions), 2):
        if rows[i] == rows[j]:
            equal.append((first, other))
            continue
        pairs.append((first, other))
        apart.append([Fraction(ours - theirs, unit) for ours, theirs in zip(rows[i], rows[j], strict=True)])
    shares = dict.fromkeys(((a, b) for a in layer.solutions for b in layer.solutions if a != b), 0.0)
    for pair, lost in zip(pairs, _lost(apart, repeats), strict=True):
        shares[pair], shares[pair[1], pair[0]] = 1 - lost, lost
    return PairwiseShare(
        method="exact recursion over gains and losses",
        level=level,
        concentrations=spread,
        shares=shares,
        equal=tuple(equal),
        unscored=table.unscored,
    )


def _lost(apart: list[list[Fraction]], repeats: list[int]) -> list[float]:
    """Return L(0, 0) of each pair, as many pairs at a time as fit in little memory."""
    differences = np.array([[float(difference) for difference in row] for row in apart]).reshape(
        len(apart), len(repeats)
    )
    at_once = max(1, _CELLS // max(1, sum(repeats)))
    lost: list[float] = []
    for start in range(0, len(apart), at_once):
        part = differences[start : start + at_once]
        lost += [float(race) for race in _race(_packed(part, repeats), _packed(-part, repeats))]
    return lost


def _packed(differences: Floats, repeats: list[int]) -> Floats:
    """Return what is above 0 in each row, as often as it is repeated, from the left; zeros fill the rows up."""
    rows = [np.repeat(row[row > 0], np.array(repeats)[row > 0]) for row in differences]
    packed = np.zeros((len(rows), max(1, *(len(row) for row in rows))))
    for place, row in enumerate(rows):
        packed[place, : len(row)] = row
    return packed


def _race(gains: Floats, losses: Floats) -> Floats:
    """Work out L(0, 0) of each row, one diagonal ``a + b = k`` after another.

    A gain of 0 is none: its row goes on to the end, where the gains have run out; a loss of 0 likewise.
    """
    most_gains, most_losses = gains.shape[1], losses.shape[1]
    lost = np.zeros((len(gains), most_gains + 1))
    lost[:, most_gains] = 1
    backwards = losses[:, ::-1]
    for k in range(most_gains + most_losses - 2, -1, -1):
        low, high = max(0, k - most_losses + 1), min(most_gains, k + 1)
        gain = gains[:, low:high]
        loss = backwards[:, most_losses - 1 - k + low : most_losses - 1 - k + high]
        both = gain + loss
        np.divide(loss, both, out=both, where=both > 0)
        lost[:, low:high] += both * (lost[:, low + 1 : high + 1] - lost[:, low:high])
    return np.asarray(lost[:, 0], dtype=np.float64)
