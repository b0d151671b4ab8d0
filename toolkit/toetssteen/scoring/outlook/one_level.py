"""One level moved by one point of its own scale, and whether that brings a tie or fails a minimum; exact.

Rules: a point is the next described level; on a scale without described levels its step; on one with neither 1, or the
whole scale where that is shorter. A level between two points moves by a whole point too, and no level leaves its scale.
A flip is a tie reached, by the frozen rounding where that decides ties; also by who fails one minimum only, by one
point, and would take part again. Each move is weighed on its own against the lead: nothing is worked out anew.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from toetssteen.model.base import Id
from toetssteen.model.criteria import Scale
from toetssteen.scoring.outlook.comparison import HUNDRED, Comparison, comparison, merits
from toetssteen.scoring.result.cells import share
from toetssteen.scoring.result.result import Result


@dataclass(frozen=True)
class OneLevel:
    """One level of one solution that decides: scores (0-100) before and after one point.

    ``rival`` is who then ties with the first, or passes it; ``None`` where the first falls below the minimum. It is
    not ``certain`` where a solution would take part again whose place is not known.
    """

    solution: Id
    criterion: Id
    before: Fraction
    after: Fraction
    rival: Id | None
    certain: bool = True


def points(scale: Scale) -> list[Fraction]:
    """Return the points of a scale as scores (0-100), from low to high."""
    levels = sorted(level.level for level in scale.levels)
    if not levels:
        step = scale.step or min(Decimal(1), scale.high - scale.low)
        levels = [scale.low + step * place for place in range(int((scale.high - scale.low) / step) + 1)]
    scores = [share(level, scale) * HUNDRED for level in levels]
    return scores if scores[-1] == HUNDRED or scale.levels else [*scores, Fraction(HUNDRED)]


def moved(score: Fraction, scale: Scale, sign: int) -> Fraction:
    """Move a score (0-100) by one point of its scale, up (1) or down (-1); as far as the scale goes."""
    if not scale.levels:
        width = HUNDRED * Fraction(scale.step or 1) / (Fraction(scale.high) - Fraction(scale.low))
        return min(Fraction(HUNDRED), max(Fraction(0), score + sign * width))
    there = points(scale)
    if score < there[0]:  # evidence or the no-answer rule can count for less than the lowest described level
        there.insert(0, score)
    place = bisect_right(there, score) - 1
    if place == len(there) - 1:
        return there[max(place - 1, 0)] if sign < 0 else score
    between = (score - there[place]) / (there[place + 1] - there[place])
    low = place + sign
    if low < 0 or low >= len(there) - 1:
        return there[0] if low < 0 else there[-1]
    return there[low] + between * (there[low + 1] - there[low])


def one_level(
    compared: Comparison, first: Id, scales: Mapping[Id, Scale], minimums: Mapping[Id, Fraction]
) -> tuple[OneLevel, ...]:
    """Find every level that, moved by one point, takes the first from its place, or below a minimum (0-100)."""
    layer = compared.table.by_criterion
    weights = dict(zip(layer.names, layer.weights, strict=True))
    totals, rows = layer.totals, compared.table.rows()
    own, placed = totals[first], {name: compared.placed(total) for name, total in totals.items() if name != first}
    nearest = max(sorted(placed), key=lambda name: placed[name], default=None)

    def deciding() -> Iterator[OneLevel]:
        for solution in layer.solutions:
            for criterion in sorted(scales.keys() & weights.keys()):
                now = rows[solution][criterion]
                then = moved(now, scales[criterion], -1 if solution == first else 1)
                change = weights[criterion] * (then - now)
                rival: Id | None = nearest if solution == first else solution
                if solution == first and then < minimums.get(criterion, then) <= now:
                    yield OneLevel(solution, criterion, now, then, None)
                elif not change or rival is None:
                    continue
                elif (solution == first and compared.placed(own + change) <= placed[rival]) or (
                    solution != first and compared.placed(totals[rival] + change) >= compared.placed(own)
                ):
                    yield OneLevel(solution, criterion, now, then, rival)

    return tuple(deciding())


def come_back(
    worked_out: Result, compared: Comparison, first: Id, scales: Mapping[Id, Scale], minimums: Mapping[Id, Fraction]
) -> tuple[OneLevel, ...]:
    """Find every level that fails a solution now and, one point higher, has it take part and be at least as high.

    It fails that one minimum (0-100) and nothing else. Who was not scored whole could be as high as the highest it can
    get; who has no open price where prices rank could have any place: neither is *certain*.
    """

    def deciding() -> Iterator[OneLevel]:
        for out in worked_out.solutions:
            failed = [gate.id for gate in out.gates if gate.status == "not_met"]
            if len(failed) != 1 or failed[0] not in minimums:
                continue
            [criterion] = failed
            counted = next(cell.counted for cell in out.cells() if cell.criterion == criterion)
            now = counted.low * HUNDRED
            then = moved(now, scales[criterion], 1)
            if not counted.exact or then < minimums[criterion]:
                continue
            solutions = tuple(
                replace(solution, eligible=None) if solution is out else solution for solution in worked_out.solutions
            )
            reaches, certain = _reaches(
                replace(worked_out, solutions=solutions), compared, (first, out.id), (criterion, then - now)
            )
            if reaches:
                yield OneLevel(out.id, criterion, now, then, out.id, certain)

    return tuple(deciding())


def _reaches(back: Result, compared: Comparison, pair: tuple[Id, Id], more: tuple[Id, Fraction]) -> tuple[bool, bool]:
    """Return whether a solution that takes part again, one point higher, can reach the first, and if that is sure."""
    again, (first, out), (criterion, gained) = comparison(back), pair, more
    if again is None or again.priced is not compared.priced:
        return True, False
    layer = again.table.by_criterion
    gained *= dict(zip(layer.names, layer.weights, strict=True))[criterion]
    if out not in again.table.unscored:
        return again.placed(layer.totals[out] + gained) >= again.placed(layer.totals[first]), True
    highest = merits(back, priced=again.priced)[out].high + again.unit * (gained + again.slack)
    return highest >= again.placed(layer.totals[first]), False
