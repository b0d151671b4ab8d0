"""What decided: between which solutions, and on which criteria they differ most, by what a criterion weighs.

Rules: worked out exactly from what counts, and given as an order only: the numbers themselves stand with the
criteria. With nobody beside it a solution is set against the whole of the scale: what cost it most comes first.
"""

from __future__ import annotations

from fractions import Fraction

from toetssteen.documents.report.nouns_short import DecidingReport
from toetssteen.model.base import Id
from toetssteen.scoring.exact import Interval
from toetssteen.scoring.result.result import Result, SolutionResult
from toetssteen.views.figures import in_order


def deciding(worked_out: Result) -> DecidingReport:
    """Return the solutions that are set against each other, and the criteria on which they differ, largest first."""
    if worked_out.round.sealed or not worked_out.solutions:
        return DecidingReport()
    between = _between(worked_out)
    counted = [_counted(solution) for solution in between]
    sizes = {
        weighing.criterion.id: worked_out.method.of_whole(value, weighing)
        * _apart([levels[weighing.criterion.id] for levels in counted if weighing.criterion.id in levels])
        for value, weighing in worked_out.method.weighings()
    }
    order = sorted((name for name, size in sizes.items() if size), key=lambda name: (-sizes[name], name))
    return DecidingReport(solutions=tuple(solution.id for solution in between), criteria=tuple(order))


def _between(worked_out: Result) -> list[SolutionResult]:
    """Return the first two that have a place; without two, the first of the order and who comes nearest."""
    return list(in_order(worked_out))[:2]


def _counted(solution: SolutionResult) -> dict[Id, Interval]:
    return {cell.criterion: cell.counted for cell in solution.cells()}


def _apart(levels: list[Interval]) -> Fraction:
    """Return how far levels lie apart, by their middles; one alone, how far it is from the top."""
    middles = [Fraction(level.low + level.high) / 2 for level in levels]
    if not middles:
        return Fraction(0)
    return max(middles) - min(middles) if len(middles) > 1 else 1 - middles[0]
