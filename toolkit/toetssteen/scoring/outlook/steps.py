"""What would turn the result in scores: the fewest one-step changes, and claimed against evidenced.

Rules: a step takes one score of one solution to the next point of its criterion's scale, up or down; a flip is a
tie reached. Whole numbers all the way, so what is named really flips. Nothing here says that a score is wrong.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from toetssteen.errors import Fault, UseError, fault
from toetssteen.model.base import Id
from toetssteen.scoring.outlook.table import Number, Table, exact, highest
from toetssteen.scoring.outlook.undefined import Undefined

_METHOD = "knapsack over steps"


@dataclass(frozen=True)
class Step:
    """One change of one score (0-100), over as many points as ``count``."""

    solution: Id
    criterion: Id
    before: Fraction
    after: Fraction
    count: int


@dataclass(frozen=True)
class FewestSteps:
    """The fewest steps that make a rival tie with the winner, and by how much it is then ahead (0 or more, exactly)."""

    method: str
    winner: Id | Undefined
    rival: Id | None
    count: int | Undefined
    steps: tuple[Step, ...]
    margin: Fraction | Undefined
    unscored: tuple[Id, ...]


@dataclass(frozen=True)
class Bounds:
    """The totals of a solution (0-100) as evidenced and as claimed, and the lowest and highest they can be."""

    solution: Id
    claimed: Fraction
    evidenced: Fraction
    low: Fraction
    high: Fraction


@dataclass(frozen=True)
class EvidenceBounds:
    """Claimed against evidenced, in canonical order.

    ``sure`` is first whatever is true between the two, ``possible`` are those that can be; ``claimed_first`` and
    ``evidenced_first`` are first where all is as claimed, or as evidenced.
    """

    method: str
    bounds: tuple[Bounds, ...]
    claimed_first: tuple[Id, ...]
    evidenced_first: tuple[Id, ...]
    sure: Id | Undefined
    possible: tuple[Id, ...]
    unscored: tuple[Id, ...]


@dataclass(frozen=True)
class _Chain:
    """A cell, and for each number of steps (from 1) the score it then has and the gain so far, in whole numbers."""

    solution: int
    criterion: int
    scores: tuple[Fraction, ...]
    gains: tuple[int, ...]


_Solved = tuple[int, int, list[tuple[_Chain, int]]]
"""How many steps, what they gain, and how many of them in which cells."""


def fewest_steps(table: Table, points: Mapping[Id, Sequence[Number]], slack: Fraction = Fraction(0)) -> FewestSteps:
    """Find the fewest one-step score changes after which the winner is no longer ahead of a rival.

    Parameters
    ----------
    table
        Scores 0-100.
    points
        Per criterion the points of its scale (0-100); the scores of a criterion without points stay as they are. A
        score between two points goes to either in one step.
    slack
        How far apart two totals (0-100) can be and still tie; with it the count is the least that it can be.

    Raises
    ------
    UseError
        If a point is no number (TS-700) or outside 0-100 (TS-702), or a criterion unknown (TS-703).

    Notes
    -----
    Per rival: the winner's scores go down and the rival's up. The most that k steps can gain, for k = 1, 2, ..., is a
    knapsack over the cells, each with its chain of steps (they need not be equally large); the first k that
    reaches the lead is the answer. Of equal counts, the rival that then is furthest ahead, then the first in order.

    Examples
    --------
    >>> from toetssteen.scoring import Table, fewest_steps
    >>> table = Table.of(
    ...     {"a": {"privacy": 75, "cost": 50}, "b": {"privacy": 50, "cost": 100}},
    ...     {"people": (60, {"privacy": 1}), "money": (40, {"cost": 1})},
    ... )
    >>> levels = [0, 25, 50, 75, 100]
    >>> found = fewest_steps(table, {"privacy": levels, "cost": levels})
    >>> found.count
    1
    >>> [(step.solution, step.criterion, float(step.after)) for step in found.steps]
    [('b', 'privacy', 25.0)]
    """
    scale = _scale(table, points)
    layer = table.by_criterion
    if len(layer.solutions) < 2 or len(layer.first) > 1:
        why = Undefined(
            "shared first place" if len(layer.solutions) > 1 else "one solution" if layer.solutions else "no solution"
        )
        return _nothing(why, why, table)
    winner = layer.solutions.index(layer.first[0])
    unit = math.lcm(layer.whole[2], *(score.denominator for points in scale.values() for score in points))
    best: tuple[int, int, int] | None = None
    taken: list[tuple[_Chain, int]] = []
    for rival in (n for n in range(len(layer.solutions)) if n != winner):
        lead = (layer.sums[winner] - layer.sums[rival]) * (unit // layer.whole[2])
        lead -= int(slack * unit * sum(layer.whole[0]))
        solved = _knapsack(_chains(table, scale, unit, (winner, rival)), lead, best[0] if best else None)
        if solved and (best is None or (solved[0], lead - solved[1], rival) < best):
            best, taken = (solved[0], lead - solved[1], rival), solved[2]
    if best is None:
        return _nothing(layer.first[0], Undefined("no flip"), table)
    steps = tuple(
        Step(
            solution=table.solutions[chain.solution],
            criterion=table.criteria[chain.criterion],
            before=table.scores[chain.solution][chain.criterion],
            after=chain.scores[count - 1],
            count=count,
        )
        for chain, count in sorted(taken, key=lambda step: (step[0].solution, step[0].criterion))
    )
    ahead = _ahead(table, steps, table.solutions[best[2]], table.solutions[winner])
    rival_name = table.solutions[best[2]]
    return FewestSteps(_METHOD, table.solutions[winner], rival_name, best[0], steps, ahead, table.unscored)


def _nothing(winner: Id | Undefined, why: Undefined, table: Table) -> FewestSteps:
    return FewestSteps(_METHOD, winner, None, why, (), why, table.unscored)


def _ahead(table: Table, steps: Sequence[Step], first: Id, other: Id) -> Fraction:
    """Work out by how much one is ahead of the other after the steps, from the scores themselves."""
    rows = table.rows()
    for step in steps:
        rows[step.solution][step.criterion] = step.after
    weights = dict(zip(table.criteria, table.by_criterion.weights, strict=True))
    return sum((weights[c] * (rows[first][c] - rows[other][c]) for c in table.criteria), Fraction(0))


def _scale(table: Table, points: Mapping[Id, Sequence[Number]]) -> dict[int, list[Fraction]]:
    """Read the points of each criterion, by its place in the table, from low to high."""
    faults: list[Fault] = []
    scale = {}
    for name in sorted(points):
        where = f"points, {name}"
        read = sorted({exact(score, where, faults) for score in points[name]})
        faults += [fault("TS-702", where, score=str(score)) for score in read if not 0 <= score <= 100]
        if name in table.criteria:
            scale[table.criteria.index(name)] = read
        else:
            faults.append(fault("TS-703", where, id=name))
    if faults:
        raise UseError(faults)
    return scale


def _chains(table: Table, scale: Mapping[int, list[Fraction]], unit: int, pair: tuple[int, int]) -> list[_Chain]:
    """Give, per cell of the winner (downwards) and the rival (upwards), what each number of steps gains."""
    weights = table.by_criterion.whole[0]
    chains = []
    for solution, sign in zip(pair, (-1, 1), strict=True):
        for c, points in scale.items():
            now = table.scores[solution][c]
            onwards = tuple(point for point in points[::sign] if sign * (point - now) > 0)
            if onwards and weights[c]:
                gains = tuple(weights[c] * int(sign * (point - now) * unit) for point in onwards)
                chains.append(_Chain(solution, c, onwards, gains))
    return chains


def _knapsack(chains: Sequence[_Chain], lead: int, most: int | None) -> _Solved | None:
    """Find the fewest steps that gain the lead, and of those what gains most; ``None`` if more than ``most`` do."""
    if sum(chain.gains[-1] for chain in chains) < lead:
        return None
    every = sum(len(chain.gains) for chain in chains)
    cap = every if most is None else min(most, every)
    steps = 1
    while True:
        steps = min(steps, cap)
        best, choices = _gained(chains, steps)
        count = next((k for k, gain in enumerate(best) if gain is not None and gain >= lead), None)
        if count is not None:
            gain = best[count]
            assert gain is not None
            return count, gain, _taken(chains, choices, count)
        if steps == cap:
            return None
        steps *= 2


def _gained(chains: Sequence[_Chain], steps: int) -> tuple[list[int | None], list[list[int]]]:
    """Return the most that exactly k steps gain, k = 0 ... steps, and per cell how many of the k it then takes."""
    best: list[int | None] = [0, *[None] * steps]
    choices = []
    for chain in chains:
        after, chosen = list(best), [0] * (steps + 1)
        for taken, gain in enumerate(chain.gains[:steps], 1):
            for k in range(taken, steps + 1):
                before, now = best[k - taken], after[k]
                if before is not None and (now is None or before + gain > now):
                    after[k], chosen[k] = before + gain, taken
        best = after
        choices.append(chosen)
    return best, choices


def _taken(chains: Sequence[_Chain], choices: Sequence[Sequence[int]], count: int) -> list[tuple[_Chain, int]]:
    """Go back over the cells and return those that were taken."""
    taken = []
    for chain, chosen in zip(reversed(chains), reversed(choices), strict=True):
        if chosen[count]:
            taken.append((chain, chosen[count]))
            count -= chosen[count]
    return taken


def evidence_bounds(claimed: Table, evidenced: Table) -> EvidenceBounds:
    """Hold what is claimed against what its evidence supports.

    Parameters
    ----------
    claimed, evidenced
        The same solutions, criteria and weights, with the scores (0-100) given and counted. Any two ends will do:
        the lowest and highest that scores can still be, too.

    Raises
    ------
    UseError
        If the two tables differ in anything but scores (TS-706).

    Examples
    --------
    >>> from toetssteen.scoring import Table, evidence_bounds
    >>> weights = {"privacy": 60, "cost": 40}
    >>> claimed = Table.flat({"a": {"privacy": 75, "cost": 50}, "b": {"privacy": 50, "cost": 100}}, weights)
    >>> proved = Table.flat({"a": {"privacy": 75, "cost": 50}, "b": {"privacy": 50, "cost": 50}}, weights)
    >>> found = evidence_bounds(claimed, proved)
    >>> found.claimed_first, found.evidenced_first, found.possible
    (('b',), ('a',), ('a', 'b'))
    """
    shape = ("solutions", "values", "criteria", "value_of", "value_weights", "within")
    if any(getattr(claimed, part) != getattr(evidenced, part) for part in shape):
        raise UseError(fault("TS-706"))
    weights = claimed.by_criterion.weights
    bounds = []
    for n, (name, stated, counted) in enumerate(zip(claimed.solutions, claimed.scores, evidenced.scores, strict=True)):
        cells = list(zip(weights, stated, counted, strict=True))
        bounds.append(
            Bounds(
                solution=name,
                claimed=claimed.by_criterion.totals[claimed.solutions[n]],
                evidenced=evidenced.by_criterion.totals[claimed.solutions[n]],
                low=sum((weight * min(a, b) for weight, a, b in cells), Fraction(0)),
                high=sum((weight * max(a, b) for weight, a, b in cells), Fraction(0)),
            )
        )
    floor = max((span.low for span in bounds), default=Fraction(0))
    return EvidenceBounds(
        method="claimed against evidenced",
        bounds=tuple(bounds),
        claimed_first=highest(claimed.by_criterion.totals),
        evidenced_first=highest(evidenced.by_criterion.totals),
        sure=_sure(bounds),
        possible=tuple(span.solution for span in bounds if span.high >= floor),
        unscored=claimed.unscored,
    )


def _sure(bounds: Sequence[Bounds]) -> Id | Undefined:
    """Return the solution that stays ahead with its lowest total against the highest of all others."""
    if len(bounds) < 2:
        return Undefined("one solution" if bounds else "no solution")
    for span in bounds:
        if all(span.low > other.high for other in bounds if other is not span):
            return span.solution
    return Undefined("no one is sure")
