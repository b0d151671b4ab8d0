"""What moved between two rounds, and why: pure, from two results of one assessment.

Rules: totals are compared exactly; a cell is named where its counted share or its gate's status changed; the
reason is what was said of the cell in the later round. Where the method changed, what it no longer asks and
what it asks anew is named apart, and totals are still compared, with that warning.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from toetssteen.model.assessment import Round
from toetssteen.model.base import Id
from toetssteen.scoring.cells import level
from toetssteen.scoring.exact import Interval
from toetssteen.scoring.result import Result, SolutionResult


@dataclass(frozen=True)
class CellMove:
    """A cell that says something else: a level (on its scale) or a gate's status, before and after, and why."""

    solution: Id
    criterion: Id
    before: Interval | str | None
    after: Interval | str | None
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class SolutionMove:
    """A solution that came out otherwise: total (0-100), rank and whether it is eligible, before and after."""

    solution: Id
    name: str
    total: tuple[Interval, Interval]
    rank: tuple[int | None, int | None]
    eligible: tuple[bool | None, bool | None]

    @property
    def shift(self) -> Fraction | None:
        """How much the total went up or down, where both are one number."""
        before, after = self.total
        return after.low - before.low if before.exact and after.exact else None


@dataclass(frozen=True)
class Moved:
    """All that moved from one round to a later one; ``reason`` is why the later one was opened."""

    before: int
    after: int
    reason: str | None
    same_method: bool
    dropped: tuple[Id, ...]
    added: tuple[Id, ...]
    gone: tuple[Id, ...]
    new: tuple[Id, ...]
    solutions: tuple[SolutionMove, ...]
    cells: tuple[CellMove, ...]


def moved(before: Result, after: Result) -> Moved:
    """Compare two rounds; ``dropped`` and ``added`` are criteria and gates, ``gone`` and ``new`` solutions."""
    one = {each.id: each for each in before.solutions}
    other = {each.id: each for each in after.solutions}
    asked, now = _asked(before), _asked(after)
    both = sorted(one.keys() & other.keys())
    return Moved(
        before=before.round.number,
        after=after.round.number,
        reason=after.round.reason,
        same_method=before.round.fingerprint == after.round.fingerprint,
        dropped=tuple(sorted(asked - now)),
        added=tuple(sorted(now - asked)),
        gone=tuple(sorted(one.keys() - other.keys())),
        new=tuple(sorted(other.keys() - one.keys())),
        solutions=tuple(
            SolutionMove(
                each,
                other[each].name,
                (one[each].total, other[each].total),
                (one[each].rank.rank, other[each].rank.rank),
                (one[each].eligible, other[each].eligible),
            )
            for each in both
        ),
        cells=tuple(move for each in both for move in _cells(before, after, one[each], other[each], asked & now)),
    )


def _asked(result: Result) -> set[Id]:
    weighed = {weighing.criterion.id for _, weighing in result.method.weighings()}
    return weighed | {each.id for each in result.method.gates}


def _cells(
    before: Result, after: Result, one: SolutionResult, other: SolutionResult, both: set[Id]
) -> Iterator[CellMove]:
    said, now = _levels(before, one), _levels(after, other)
    for criterion in sorted(both):
        if said.get(criterion) != now.get(criterion):
            reasons = tuple(_reasons(after.round, one.id, criterion))
            yield CellMove(one.id, criterion, said.get(criterion), now.get(criterion), reasons)


def _levels(result: Result, solution: SolutionResult) -> dict[Id, Interval | str]:
    """Give what each cell comes to: a level on its scale, or a gate's status."""
    found: dict[Id, Interval | str] = {each.id: each.status for each in solution.gates}
    for value in solution.values:
        for weighing, cell in value.cells:
            scale = result.method.scale(weighing.criterion.scale)
            found[cell.criterion] = Interval(level(cell.counted.low, scale), level(cell.counted.high, scale))
    return found


def _reasons(part: Round, solution: Id, criterion: Id) -> Iterator[str]:
    cell = (solution, criterion)
    if agreed := part.agreed.get(cell):
        yield agreed.reason
        return
    yield from dict.fromkeys(each.reason for _, each in part.of_cell(cell) if each.reason)
