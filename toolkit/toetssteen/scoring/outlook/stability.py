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
from math import lcm
from typing import Literal

from toetssteen.model.base import Id
from toetssteen.scoring.outlook.table import Layer, Table, TableLevel
from toetssteen.scoring.outlook.undefined import Undefined


@dataclass(frozen=True)
class WeightInterval:
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
    level: TableLevel
    winner: Id | Undefined
    intervals: tuple[WeightInterval, ...]
    unscored: tuple[Id, ...]


@dataclass(frozen=True)
class SmallestFlip:
    """The smallest change of weights that makes a rival tie with the winner.

    ``distance`` is the least percentage of the weight that has to move (0-100: half the sum of absolute changes),
    ``weights`` the weights after it (shares of 1), ``margin`` what the winner is then still ahead: the slack, exactly.
    """

    method: str
    level: TableLevel
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
    how far ahead it is at best (0-100, below 0 where it is behind).
    """

    solution: Id
    answer: Literal["alone", "shared", "never"]
    margin: Fraction
    weights: Mapping[Id, Fraction] | Undefined
    blocked_by: Mapping[Id, Fraction]


@dataclass(frozen=True)
class CanWin:
    """The chance of each solution, in canonical order."""

    method: str
    level: TableLevel
    chances: tuple[Chance, ...] | Undefined
    unscored: tuple[Id, ...]


def weight_stability(table: Table, level: TableLevel = "criteria") -> WeightStability:
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

    Examples
    --------
    >>> from toetssteen.scoring import Table, weight_stability
    >>> table = Table.of(
    ...     {"a": {"privacy": 75, "cost": 50}, "b": {"privacy": 50, "cost": 100}},
    ...     {"people": (60, {"privacy": 1}), "money": (40, {"cost": 1})},
    ... )
    >>> found = weight_stability(table)
    >>> found.winner
    'b'
    >>> {part.name: (part.low, part.high) for part in found.intervals}
    {'cost': (Fraction(1, 3), Fraction(1, 1)), 'privacy': (Fraction(0, 1), Fraction(2, 3))}
    """
    layer = table.layer(level)
    winner = _winner(layer)
    intervals: Iterable[WeightInterval] = ()
    if not isinstance(winner, Undefined):
        place = layer.solutions.index(winner)
        ahead = [layer.sums[place] - total for total in layer.sums]
        intervals = (_interval(layer, place, ahead, k) for k in range(len(layer.names)))
    return WeightStability("closed form, others in proportion", level, winner, tuple(intervals), table.unscored)


def _interval(layer: Layer, winner: int, ahead: list[int], k: int) -> WeightInterval:
    """Find the nearest tie below and above one weight; ties are compared as products of whole numbers."""
    weights, rows, _ = layer.whole
    weight, whole = weights[k], sum(weights)
    name, share = layer.names[k], layer.weights[k]
    if weight == whole:
        nothing = Undefined("all weight on one")
        return WeightInterval(name, share, nothing, nothing)
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
    return WeightInterval(name, share, Fraction(*low), Fraction(*high), low_rival, high_rival)


def smallest_flip(
    table: Table, level: TableLevel = "criteria", fixed: Collection[Id] = (), slack: Fraction = Fraction(0)
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

    Examples
    --------
    >>> from toetssteen.scoring import Table, smallest_flip
    >>> table = Table.of(
    ...     {"a": {"privacy": 75, "cost": 50}, "b": {"privacy": 50, "cost": 100}},
    ...     {"people": (60, {"privacy": 1}), "money": (40, {"cost": 1})},
    ... )
    >>> flip = smallest_flip(table)
    >>> flip.rival, flip.distance
    ('a', Fraction(20, 3))
    >>> flip.weights
    {'cost': Fraction(1, 3), 'privacy': Fraction(2, 3)}
    """
    layer = table.layer(level)
    winner = _winner(layer)
    if isinstance(winner, Undefined):
        return _no_flip(level, winner, winner, table)
    place = layer.solutions.index(winner)
    movable = [k for k, name in enumerate(layer.names) if name not in fixed]
    moves = [
        (nearest[0], rival, nearest[1])
        for n, rival in enumerate(layer.solutions)
        if n != place and (nearest := _nearest_tie(layer, (place, n), movable, slack))
    ]
    if not moves:
        return _no_flip(level, winner, Undefined("no flip"), table)
    distance, rival, weights = min(moves, key=lambda bound: bound[:2])
    margin = layer.total(place, weights) - layer.total(layer.solutions.index(rival), weights)
    return SmallestFlip("least percentage of weight", level, winner, rival, distance, weights, margin, table.unscored)


def _no_flip(level: TableLevel, winner: Id | Undefined, why: Undefined, table: Table) -> SmallestFlip:
    return SmallestFlip("least percentage of weight", level, winner, None, why, {}, why, table.unscored)


def _nearest_tie(
    layer: Layer, pair: tuple[int, int], movable: list[int], slack: Fraction
) -> tuple[Fraction, dict[Id, Fraction]] | None:
    """Find how much weight (percent) has to move for a rival to tie, and the weights then; ``None`` if none can."""
    apart = [ours - theirs for ours, theirs in zip(*(layer.scores[n] for n in pair), strict=True)]
    weights = list(layer.weights)
    left = sum((weight * lead for weight, lead in zip(weights, apart, strict=True)), Fraction(0)) - slack
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


def can_win(table: Table, level: TableLevel = "criteria") -> CanWin:
    """Find for each solution whether it is first under some weights.

    The linear programme ``max z`` with ``sum w = 1``, ``w >= 0`` and ``(v_i - v_j) . w >= z`` for every j: ahead
    where z > 0. Its dual is a mix of the others. Solved in fractions, as the matrix game that it is.

    Raises
    ------
    UseError
        If the level is unknown (TS-502).

    Notes
    -----
    Source: Hazen (1986), "Partial information, dominance, and potential optimality in multiattribute utility
    theory", *Operations Research* 34(2), 296-310. The game as a programme: Dantzig (1951), "A proof of the
    equivalence of the programming problem and the game problem", in Koopmans, *Activity Analysis of Production and
    Allocation*, 330-335. The rule that ends every search: Bland (1977), "New finite pivoting rules for the simplex
    method", *Mathematics of Operations Research* 2(2), 103-107.

    Examples
    --------
    >>> from toetssteen.scoring import Table, can_win
    >>> table = Table.of(
    ...     {"a": {"privacy": 75, "cost": 50}, "b": {"privacy": 50, "cost": 100}},
    ...     {"people": (60, {"privacy": 1}), "money": (40, {"cost": 1})},
    ... )
    >>> [(chance.solution, chance.answer) for chance in can_win(table).chances]
    [('a', 'alone'), ('b', 'alone')]
    """
    layer = table.layer(level)
    chances: tuple[Chance, ...] | Undefined
    if len(layer.solutions) < 2:
        chances = Undefined("one solution" if layer.solutions else "no solution")
    else:
        chances = tuple(_chance(layer, place) for place in range(len(layer.solutions)))
    return CanWin("linear programme, in fractions", level, chances, table.unscored)


def _chance(layer: Layer, place: int) -> Chance:
    name, others = layer.solutions[place], [n for n in range(len(layer.solutions)) if n != place]
    apart = [[ours - theirs for ours, theirs in zip(layer.scores[place], layer.scores[n], strict=True)] for n in others]
    weights, mix, margin = _game(apart)
    if margin < 0:
        blocked = {layer.solutions[n]: share for n, share in zip(others, mix, strict=True) if share}
        return Chance(name, "never", margin, Undefined("never first"), blocked)
    return Chance(name, "alone" if margin > 0 else "shared", margin, dict(zip(layer.names, weights, strict=True)), {})


def _game(apart: list[list[Fraction]]) -> tuple[list[Fraction], list[Fraction], Fraction]:
    """Solve the game of weights against rivals: the best weights, the mix of rivals that holds them back, the margin.

    ``apart`` has a row for each rival: how far ahead of it the solution is on each part. In whole numbers and made
    positive, the game is the programme *the most y with B y <= 1, y >= 0*; the simplex method solves it from y = 0.
    """
    unit = lcm(*(cell.denominator for row in apart for cell in row))
    lift = 1 - min(int(cell * unit) for row in apart for cell in row)
    rivals, parts = len(apart), len(apart[0])
    tableau = [[int(apart[n][k] * unit) + lift for n in range(rivals)] + [1] for k in range(parts)]
    tableau.append([-1] * rivals + [0])
    basic, free, whole, moves = list(range(rivals, rivals + parts)), list(range(rivals)), 1, True
    while gaining := [n for n in range(rivals) if tableau[-1][n] < 0]:
        steepest = min(gaining, key=lambda n: (tableau[-1][n], free[n]))
        column = steepest if moves else min(gaining, key=lambda n: free[n])  # Bland's where the last step stood still
        bound = (
            (Fraction(tableau[k][-1], tableau[k][column]), basic[k], k) for k in range(parts) if tableau[k][column] > 0
        )
        step, _, row = min(bound)
        moves, whole = step > 0, _pivot(tableau, row, column, whole)
        basic[row], free[column] = free[column], basic[row]
    most = tableau[-1][-1]
    mix, weights = [Fraction(0)] * rivals, [Fraction(0)] * parts
    for row, variable in enumerate(basic):
        if variable < rivals:
            mix[variable] = Fraction(tableau[row][-1], most)
    for column, variable in enumerate(free):
        if variable >= rivals:
            weights[variable - rivals] = Fraction(tableau[-1][column], most)
    return weights, mix, (Fraction(whole, most) - lift) / unit


def _pivot(tableau: list[list[int]], row: int, column: int, whole: int) -> int:
    """Exchange the basic variable of a row with the free one of a column; a cell means cell / ``whole``.

    Give the new ``whole``. Every division is exact, for each cell is a determinant: Edmonds (1967), "Systems of
    distinct representatives and linear algebra", *Journal of Research of the NBS* 71B(4), 241-245.
    """
    through, at = tableau[row], tableau[row][column]
    for k, line in enumerate(tableau):
        if k != row:
            across = line[column]
            tableau[k] = [(cell * at - across * other) // whole for cell, other in zip(line, through, strict=True)]
            tableau[k][column] = -across
    through[column] = whole
    return at


def _winner(layer: Layer) -> Id | Undefined:
    """Return the one solution that is first, or why there is none."""
    if len(layer.solutions) < 2:
        return Undefined("one solution" if layer.solutions else "no solution")
    first = layer.first
    return first[0] if len(first) == 1 else Undefined("shared first place")
