"""What moved between two rounds, and why: pure, from two results of one assessment.

Rules: totals are compared exactly; a cell is named where its counted level or its gate's status changed; the
reason is what was said of the cell in the later round. What came out the same is not named, so that a round
compared with itself gives nothing. Where the method changed, what it no longer asks, what it asks anew and what
weighs otherwise is named apart, and totals are still compared, with that warning.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from toetssteen.model.base import Id
from toetssteen.model.method import Method, Rounding
from toetssteen.model.replay.assessment import Round, judged
from toetssteen.scoring.exact import Interval, written
from toetssteen.scoring.result.cells import level
from toetssteen.scoring.result.result import Result, SolutionResult


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

    @property
    def otherwise(self) -> bool:
        """Whether anything of it came out otherwise."""
        return any(before != after for before, after in (self.total, self.rank, self.eligible))


@dataclass(frozen=True)
class WeightMove:
    """A criterion that weighs otherwise: percentages of the whole (0-100), before and after."""

    criterion: Id
    before: Fraction
    after: Fraction


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
    weights: tuple[WeightMove, ...] = ()


def moved(before: Result, after: Result) -> Moved:
    """Compare two rounds; ``dropped`` and ``added`` are criteria and gates, ``gone`` and ``new`` solutions."""
    one = {each.id: each for each in before.solutions}
    other = {each.id: each for each in after.solutions}
    asked, now = _asked(before), _asked(after)
    both = sorted(one.keys() & other.keys())
    weighed, weighs = _weights(before.method), _weights(after.method)
    changed = [each for each in sorted(weighed.keys() & weighs.keys()) if weighed[each] != weighs[each]]
    moves = [_solution(one[each], other[each]) for each in both]
    return Moved(
        before=before.round.number,
        after=after.round.number,
        reason=after.round.reason,
        same_method=before.round.fingerprint == after.round.fingerprint,
        dropped=tuple(sorted(asked - now)),
        added=tuple(sorted(now - asked)),
        gone=tuple(sorted(one.keys() - other.keys())),
        new=tuple(sorted(other.keys() - one.keys())),
        solutions=tuple(move for move in moves if move.otherwise),
        cells=tuple(move for each in both for move in _cells(before, after, one[each], other[each], asked & now)),
        weights=tuple(WeightMove(each, weighed[each], weighs[each]) for each in changed),
    )


def document(before: Result, after: Result) -> dict[str, Any]:
    """Give what moved as JSON: numbers as decimal strings, each rounded by the frozen rule of its round."""
    found = moved(before, after)
    rounding = (before.method.rules.rounding, after.method.rules.rounding)
    return {
        "assessment": after.assessment.opened.assessment,
        "from": found.before,
        "to": found.after,
        "reason": found.reason,
        "same_method": found.same_method,
        "dropped": list(found.dropped),
        "added": list(found.added),
        "gone": list(found.gone),
        "new": list(found.new),
        "weights": [
            {"criterion": each.criterion, **_ends((each.before, each.after), (_PERCENT, _PERCENT))}
            for each in found.weights
        ],
        "solutions": [
            {
                "id": each.solution,
                "name": each.name,
                "total": _ends(each.total, rounding),
                "rank": dict(zip(_BOTH, each.rank, strict=True)),
                "eligible": dict(zip(_BOTH, each.eligible, strict=True)),
            }
            for each in found.solutions
        ],
        "cells": [
            {
                "solution": each.solution,
                "criterion": each.criterion,
                **_ends((each.before, each.after), rounding),
                "reasons": list(each.reasons),
            }
            for each in found.cells
        ],
    }


_BOTH = ("before", "after")
_PERCENT = Rounding(digits=4)


def _ends(
    given: tuple[Interval | Fraction | str | None, Interval | Fraction | str | None],
    rounding: tuple[Rounding, Rounding],
) -> dict[str, Any]:
    return {name: _written(each, by) for name, each, by in zip(_BOTH, given, rounding, strict=True)}


def _written(given: Interval | Fraction | str | None, rounding: Rounding) -> Any:
    if isinstance(given, Interval):
        return {"low": written(given.low, rounding), "high": written(given.high, rounding)}
    return written(given, rounding) if isinstance(given, Fraction) else given


def _solution(before: SolutionResult, after: SolutionResult) -> SolutionMove:
    return SolutionMove(
        after.id,
        after.name,
        (before.total, after.total),
        (before.rank.rank, after.rank.rank),
        (before.eligible, after.eligible),
    )


def _asked(result: Result) -> set[Id]:
    return set(judged(result.method))


def _weights(method: Method) -> dict[Id, Fraction]:
    """Give what each criterion weighs in the whole (0-100), once what does not apply is left out (``sums.py``)."""
    found: dict[Id, tuple[Fraction, Fraction]] = {}
    whole = Fraction(0)
    for value in method.values:
        there = {w.criterion.id: Fraction(w.weight) for w in value.criteria if method.applicable(w.criterion)}
        within = sum(there.values(), Fraction(0))
        if within:
            whole += Fraction(value.weight)
            found |= {each: (Fraction(value.weight), weight / within) for each, weight in there.items()}
    return {each: of_value * share * 100 / whole for each, (of_value, share) in found.items() if whole}


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
