"""How far weights can move before the winner changes: per weight, for the smallest change, and for any at all.

Rules: all weights of the level take part, also one that is 0 now; a flip is a tie reached; weight that moves is said
in percent of the weight that can. Intervals and the smallest flip are worked out in whole numbers and are exact.
Whether a solution can win is a linear programme in floating point, of which the answer is proven again in
``Fraction``: by weights under which it wins, or by a mix of the others that is better on everything.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

from toetssteen.model.base import Id
from toetssteen.scoring.outlook.table import Layer, Level, Table
from toetssteen.scoring.outlook.undefined import Undefined


@dataclass(frozen=True)
class Interval:
    """From where to where a weight (share of 1) can move and the winner stays; a rival ties at an end that has one."""

    name: Id
    weight: Fraction
    low: Fraction | Undefined
    high: Fraction | Undefined
    low_rival: Id | None = None
    high_rival: Id | None = None


@dataclass(frozen=True)
class WeightStability:
    """The interval of every weight, the others kept in proportion; none where there is no one winner."""

    method: str
    level: Level
    winner: Id | Undefined
    intervals: tuple[Interval, ...]
    unscored: tuple[Id, ...]


@dataclass(frozen=True)
class SmallestFlip:
    """The smallest change of weights that makes a rival tie with the winner.

    ``distance`` is the least percentage of the weight that has to move (0-100: half the sum of absolute changes),
    ``weights`` the weights after it (shares of 1), ``margin`` what the winner is then still ahead: the slack, exactly.
    """

    method: str
    level: Level
    winner: Id | Undefined
    rival: Id | None
    distance: Fraction | Undefined
    weights: Mapping[Id, Fraction]
    margin: Fraction | Undefined
    unscored: tuple[Id, ...]


@dataclass(frozen=True)
class Chance:
    """Whether a solution can be first under any weights.

    ``alone``: with the highest total; ``shared``: at best tied; ``never``: always behind. ``weights`` show the
    first two, ``blocked_by`` the last: a mix of others (shares of 1) that is better on everything. ``margin`` is
    how far ahead it is at best (0-100, below 0 where it is behind). ``proven`` is whether that was checked exactly.
    """

    solution: Id
    answer: Literal["alone", "shared", "never"]
    margin: float
    weights: Mapping[Id, Fraction] | Undefined
    blocked_by: Mapping[Id, Fraction]
    proven: bool


@dataclass(frozen=True)
class CanWin:
    """The chance of each solution, in canonical order."""

    method: str
    level: Level
    chances: tuple[Chance, ...] | Undefined
    unscored: tuple[Id, ...]


def weight_stability(table: Table, level: Level = "criteria") -> WeightStability:
    """Find the stability interval of every weight: where it ends, the winner i and a rival j tie.

    With ``a = v_ic - v_jc`` and ``D = S_i - S_j``, the tie is at ``t = (D - w_c a) / (D - a)``: the same as
    ``b / (b - a)`` with ``b = (D - w_c a) / (1 - w_c)``. Undefined for a weight that is all there is.

    Raises
    ------
    UseError
        If the level is unknown (TS-502).

    Notes
    -----
    Source: Mareschal (1988), "Weight stability intervals in multicriteria decision aid", *European Journal of
    Operational Research* 33, 54-64, applied to the additive model.
    """
    layer = table.layer(level)
    winner = _winner(layer)
    found: Iterable[Interval] = ()
    if not isinstance(winner, Undefined):
        place = layer.solutions.index(winner)
        ahead = [layer.sums[place] - each for each in layer.sums]
        found = (_interval(layer, place, ahead, k) for k in range(len(layer.names)))
    return WeightStability("closed form, others in proportion", level, winner, tuple(found), table.unscored)


def _interval(layer: Layer, winner: int, ahead: list[int], k: int) -> Interval:
    """Find the nearest tie below and above one weight; ties are compared as products of whole numbers."""
    weights, rows, _ = layer.whole
    weight, whole = weights[k], sum(weights)
    name, share = layer.names[k], layer.weights[k]
    if weight == whole:
        nothing = Undefined("all weight on one")
        return Interval(name, share, nothing, nothing)
    low, high, low_rival, high_rival = (0, 1), (1, 1), None, None
    for place, rival in enumerate(layer.solutions):
        if place == winner:
            continue
        apart = rows[winner][k] - rows[place][k]
        above, below = ahead[place] - weight * apart, ahead[place] - whole * apart
        if apart <= 0 and (high_rival is None or above * high[1] < high[0] * below):
            high, high_rival = (above, below), rival
        elif apart > 0 and above <= 0 and (low_rival is None or above * low[1] < low[0] * below):
            low, low_rival = (-above, -below), rival
    return Interval(name, share, Fraction(*low), Fraction(*high), low_rival, high_rival)


def smallest_flip(
    table: Table, level: Level = "criteria", fixed: Collection[Id] = (), slack: Fraction = Fraction(0)
) -> SmallestFlip:
    """Find the smallest change of weights that changes the winner.

    Per rival the linear programme ``min sum |w' - w| / 2`` with ``sum w' = 1``, ``w' >= 0`` and ``S'_i <= S'_j`` is
    solved in closed form: all weight that moves goes to where the winner is furthest behind, and comes first from
    where it is furthest ahead. Of equal changes, the rival first in order. Undefined where the winner is ahead on
    everything.

    Parameters
    ----------
    table, level
        Scores 0-100, and what is weighed.
    fixed
        What no weight moves to or from: a price in euro beside euro values.
    slack
        How far apart two totals (0-100) can be and still tie; with it the distance is the least that it can be.

    Raises
    ------
    UseError
        If the level is unknown (TS-502).

    Notes
    -----
    Source: Wolters and Mareschal (1995), "Novel types of sensitivity analysis for additive MCDM methods", *European
    Journal of Operational Research* 81, 281-290 (the smallest modification of the weights).
    """
    layer = table.layer(level)
    winner = _winner(layer)
    if isinstance(winner, Undefined):
        return _no_flip(level, winner, winner, table)
    place = layer.solutions.index(winner)
    movable = [k for k, name in enumerate(layer.names) if name not in fixed]
    moves = [
        (found[0], rival, found[1])
        for n, rival in enumerate(layer.solutions)
        if n != place and (found := _nearest_tie(layer, (place, n), movable, slack))
    ]
    if not moves:
        return _no_flip(level, winner, Undefined("no flip"), table)
    distance, rival, weights = min(moves, key=lambda each: each[:2])
    margin = layer.total(place, weights) - layer.total(layer.solutions.index(rival), weights)
    return SmallestFlip("least percentage of weight", level, winner, rival, distance, weights, margin, table.unscored)


def _no_flip(level: Level, winner: Id | Undefined, why: Undefined, table: Table) -> SmallestFlip:
    return SmallestFlip("least percentage of weight", level, winner, None, why, {}, why, table.unscored)


def _nearest_tie(
    layer: Layer, pair: tuple[int, int], movable: list[int], slack: Fraction
) -> tuple[Fraction, dict[Id, Fraction]] | None:
    """Find how much weight (percent) has to move for a rival to tie, and the weights then; ``None`` if none can."""
    apart = [ours - theirs for ours, theirs in zip(*(layer.scores[n] for n in pair), strict=True)]
    weights = list(layer.weights)
    left = sum((w * each for w, each in zip(weights, apart, strict=True)), Fraction(0)) - slack
    order = sorted(movable, key=lambda k: (-apart[k], layer.names[k]))
    moved, to = Fraction(0), order[-1] if order else 0
    for k in order:
        gained = apart[k] - apart[to]
        if left <= 0 or not gained:
            break
        part = min(weights[k], left / gained)
        weights[k] -= part
        weights[to] += part
        moved += part
        left -= part * gained
    if left > 0:
        return None
    whole = sum((layer.weights[k] for k in movable), Fraction(0))
    return 100 * moved / whole if whole else moved, dict(zip(layer.names, weights, strict=True))


def can_win(table: Table, level: Level = "criteria") -> CanWin:
    """Find for each solution whether any weights put it first.

    The linear programme ``max z`` with ``sum w = 1``, ``w >= 0`` and ``(v_i - v_j) . w >= z`` for every j: ahead
    where z > 0. Its dual is a mix of the others.

    Raises
    ------
    UseError
        If the level is unknown (TS-502).

    Notes
    -----
    Source: Hazen (1986), "Partial information, dominance, and potential optimality in multiattribute utility
    theory", *Operations Research* 34(2), 296-310. Solved by HiGHS in scipy.
    """
    layer = table.layer(level)
    chances: tuple[Chance, ...] | Undefined
    if len(layer.solutions) < 2:
        chances = Undefined("one solution" if layer.solutions else "no solution")
    else:
        chances = tuple(_chance(layer, place) for place in range(len(layer.solutions)))
    return CanWin("linear programme, proven in fractions", level, chances, table.unscored)


def _chance(layer: Layer, place: int) -> Chance:
    name, others = layer.solutions[place], [n for n in range(len(layer.solutions)) if n != place]
    apart = [[ours - theirs for ours, theirs in zip(layer.scores[place], layer.scores[n], strict=True)] for n in others]
    weights, mix, margin = _programme(apart)
    best: tuple[Fraction, dict[Id, Fraction]] | None = None
    for each in _near(weights):
        ahead = min(sum((w * d for w, d in zip(each, row, strict=True)), Fraction(0)) for row in apart)
        if best is None or ahead > best[0]:
            best = ahead, dict(zip(layer.names, each, strict=True))
    if best and best[0] >= 0:
        return Chance(name, "alone" if best[0] > 0 else "shared", margin, best[1], {}, proven=True)
    for each in _near(mix):
        ahead_on = (
            sum((m * row[k] for m, row in zip(each, apart, strict=True)), Fraction(0)) for k in range(len(weights))
        )
        if all(part < 0 for part in ahead_on):
            blocked = {layer.solutions[n]: m for n, m in zip(others, each, strict=True) if m}
            return Chance(name, "never", margin, Undefined("never first"), blocked, proven=True)
    return Chance(name, "shared", margin, best[1] if best else Undefined("never first"), {}, proven=False)


def _programme(apart: list[list[Fraction]]) -> tuple[list[float], list[float], float]:
    """Solve the programme: the best weights, the mix of rivals that holds it back, and the margin."""
    import numpy as np  # noqa: PLC0415 -- the exact half of this module, and who imports it, do without
    from scipy.optimize import linprog  # noqa: PLC0415 -- the same; scipy is slow to load

    rows = np.array([[float(each) for each in row] for row in apart])
    rivals, count = rows.shape
    solved: Any = linprog(
        c=np.r_[np.zeros(count), -1.0],
        A_ub=np.c_[-rows, np.ones(rivals)],
        b_ub=np.zeros(rivals),
        A_eq=np.r_[np.ones(count), 0.0][None, :],
        b_eq=np.ones(1),
        bounds=[(0, 1)] * count + [(None, None)],
        method="highs",
    )
    mix = np.maximum(-np.asarray(solved.ineqlin.marginals), 0)
    return [max(float(each), 0.0) for each in solved.x[:count]], [float(each) for each in mix], float(-solved.fun)


def _near(shares: list[float]) -> Iterable[list[Fraction]]:
    """Give the shares as fractions that add up to 1, first the simplest near them."""
    for most in (100, 10_000, 1_000_000, 10**12):
        parts = [Fraction(each).limit_denominator(most) for each in shares]
        whole = sum(parts, Fraction(0))
        if whole > 0:
            yield [each / whole for each in parts]


def _winner(layer: Layer) -> Id | Undefined:
    """Name the one solution that is first, or say why there is none."""
    if len(layer.solutions) < 2:
        return Undefined("one solution" if layer.solutions else "no solution")
    first = layer.first
    return first[0] if len(first) == 1 else Undefined("shared first place")
