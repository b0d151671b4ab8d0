"""The compensation dial: how far a high score on one value may pay for a low one on another.

Rules: the weighted power mean of the values, ``M_p = (sum_g W_g * S_ig^p)^(1/p)``, from p = 1 (in full: the
weighted sum) through 0 (the geometric mean) to minus infinity (the weakest value alone). The two ends are decided
exactly; in between in floating point, where solutions within one part in 10^12 are tied.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from toetssteen.errors import UseError, fault
from toetssteen.model.base import Id
from toetssteen.scoring.outlook.table import Table, highest
from toetssteen.scoring.outlook.undefined import Undefined

TIED = 1e-12
"""The part of the highest mean by which another may be lower and still be tied."""
_NEAR_ZERO, _DIAL_STEP = 1e-6, 1e-10

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class WinnerChange:
    """A change of the winner on the dial: ``power`` is p, ``dial`` 0-1; ``leaves`` gives way to ``takes``."""

    power: float
    dial: float
    leaves: tuple[Id, ...]
    takes: tuple[Id, ...]


@dataclass(frozen=True)
class Compensation:
    """The means (0-100) at each position of the dial, and where the winner changes, from full compensation on.

    ``means[solution][n]`` belongs to ``dial[n]`` (0-1) and ``powers[n]`` (1 to minus infinity).
    """

    method: str
    dial: tuple[float, ...]
    powers: tuple[float, ...]
    means: Mapping[Id, tuple[float, ...]]
    first: tuple[tuple[Id, ...], ...]
    changes: tuple[WinnerChange, ...] | Undefined
    unscored: tuple[Id, ...]


def power_of(dial: float) -> float:
    """Return the power at a position of the dial: 0 is p = 1, a half is p = 0, 1 is minus infinity."""
    return (1 - 2 * dial) / (1 - dial) if dial < 1 else float("-inf")


def power_means(scores: Floats, weights: Floats, power: float) -> Floats:
    """Work out the weighted power mean of each row.

    Parameters
    ----------
    scores
        Solutions by values, 0-100.
    weights
        Of the values, above 0, adding up to 1.
    power
        At most 1; minus infinity gives the minimum.

    Notes
    -----
    Source: Hardy, Littlewood and Polya (1934), *Inequalities*, chapter 2. Worked out on logarithms, so that no
    power overflows; close to 0 by the first two terms of the expansion around the geometric mean.
    """
    if np.isneginf(power):
        return np.asarray(scores.min(axis=1), dtype=np.float64)
    with np.errstate(divide="ignore"):
        logs = np.log(scores / 100)
    zero = np.isneginf(logs)
    logs = np.where(zero, 0.0, logs)
    if abs(power) < _NEAR_ZERO:
        middle = logs @ weights
        exponent = middle + power / 2 * (((logs - middle[:, None]) ** 2) @ weights)
    else:
        terms = np.where(zero, -np.inf, power * logs) if power > 0 else power * logs
        top = terms.max(axis=1)
        top = np.where(np.isneginf(top), 0.0, top)
        with np.errstate(divide="ignore"):
            exponent = (top + np.log(np.exp(terms - top[:, None]) @ weights)) / power
    if power < _NEAR_ZERO:  # just above 0 too: a mean with a score of 0 tends to 0 faster than any power
        exponent = np.where(zero.any(axis=1), -np.inf, exponent)
    return np.asarray(100 * np.exp(exponent), dtype=np.float64)


def compensation(table: Table, positions: int = 101) -> Compensation:
    """Turn the dial from full compensation to none, and find the powers at which the winner changes.

    Values without weight have no part in it. Between two positions that have the same winner no change is looked
    for.

    Raises
    ------
    UseError
        If there are fewer than 3 positions (TS-704).

    Examples
    --------
    >>> from toetssteen.scoring import Table, compensation
    >>> table = Table.of(
    ...     {"a": {"privacy": 75, "cost": 50}, "b": {"privacy": 50, "cost": 100}},
    ...     {"people": (60, {"privacy": 1}), "money": (40, {"cost": 1})},
    ... )
    >>> turned = compensation(table)
    >>> turned.first[0], turned.first[-1]
    (('b',), ('a', 'b'))
    >>> [(change.leaves, change.takes) for change in turned.changes]
    [(('b',), ('a',))]
    """
    if positions < 3:
        raise UseError(fault("TS-704", name="positions", number=str(positions), allowed="3, 4, 5 ..."))
    layer = table.by_value
    counted = [g for g, weight in enumerate(layer.weights) if weight > 0]
    scores = np.array([[float(row[g]) for g in counted] for row in layer.scores]).reshape(-1, len(counted))
    weights = np.array([float(layer.weights[g]) for g in counted])
    dial = tuple(float(position) for position in np.linspace(0, 1, positions))
    names = layer.solutions
    by_position = [power_means(scores, weights, power_of(position)) for position in dial] if names else []
    lowest = {name: min(row[g] for g in counted) for name, row in zip(names, layer.scores, strict=True)}
    first = [layer.first, *(_top(names, means) for means in by_position[1:-1]), highest(lowest)]
    changes: tuple[WinnerChange, ...] | Undefined
    if len(names) < 2:
        changes = Undefined("one solution" if names else "no solution")
    else:
        changes = _changes(names, scores, weights, dial, first)
    return Compensation(
        method="weighted power mean of the values",
        dial=dial,
        powers=tuple(power_of(position) for position in dial),
        means={name: tuple(float(means[place]) for means in by_position) for place, name in enumerate(names)},
        first=tuple(first) if names else (),
        changes=changes,
        unscored=table.unscored,
    )


def _top(names: tuple[Id, ...], means: Floats) -> tuple[Id, ...]:
    """Return the solutions that are highest, or tied with the highest."""
    most = means.max()
    return tuple(name for name, mean in zip(names, means, strict=True) if mean >= most - TIED * most)


def _changes(
    names: tuple[Id, ...], scores: Floats, weights: Floats, dial: tuple[float, ...], first: list[tuple[Id, ...]]
) -> tuple[WinnerChange, ...]:
    """Walk down the dial with who is first; where none of them is any more, halve the step until it is small."""
    changes = []
    holders = set(first[0])
    for n in range(1, len(dial)):
        low, high, after = dial[n - 1], dial[n], first[n]
        while not holders & set(after):
            while high - low > _DIAL_STEP:
                middle = (low + high) / 2
                top = _top(names, power_means(scores, weights, power_of(middle)))
                if holders & set(top):
                    low = middle
                else:
                    high, after = middle, top
            changes.append(WinnerChange(power_of(high), high, tuple(sorted(holders)), after))
            holders, low, high, after = set(after), high, dial[n], first[n]
        holders &= set(after)
    return tuple(changes)
