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
from toetssteen.scoring.result.sums import weights_in


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
    """The changes from one round to a later one; ``reason`` is why the later one was opened."""

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
    earlier = {solution.id: solution for solution in before.solutions}
    later = {solution.id: solution for solution in after.solutions}
    asked, now = _asked(before), _asked(after)
    both = sorted(earlier.keys() & later.keys())
    weighed, weighs = _weights(before.method), _weights(after.method)
    changed = [
        criterion for criterion in sorted(weighed.keys() & weighs.keys()) if weighed[criterion] != weighs[criterion]
    ]
    moves = [_solution(earlier[solution], later[solution]) for solution in both]
    return Moved(
        before=before.round.number,
        after=after.round.number,
        reason=after.round.reason,
        same_method=before.round.fingerprint == after.round.fingerprint,
        dropped=tuple(sorted(asked - now)),
        added=tuple(sorted(now - asked)),
        gone=tuple(sorted(earlier.keys() - later.keys())),
        new=tuple(sorted(later.keys() - earlier.keys())),
        solutions=tuple(move for move in moves if move.otherwise),
        cells=tuple(move for name in both for move in _cells(before, after, earlier[name], later[name], asked & now)),
        weights=tuple(WeightMove(criterion, weighed[criterion], weighs[criterion]) for criterion in changed),
    )


def document(before: Result, after: Result) -> dict[str, Any]:
    """Return what moved as JSON: numbers as decimal strings, each rounded by the frozen rule of its round."""
    moves = moved(before, after)
    rounding = (before.method.rules.rounding, after.method.rules.rounding)
    return {
        "assessment": after.assessment.opened.assessment,
        "from": moves.before,
        "to": moves.after,
        "reason": moves.reason,
        "same_method": moves.same_method,
        "dropped": list(moves.dropped),
        "added": list(moves.added),
        "gone": list(moves.gone),
        "new": list(moves.new),
        "weights": [
            {"criterion": move.criterion, **_ends((move.before, move.after), (_PERCENT, _PERCENT))}
            for move in moves.weights
        ],
        "solutions": [
            {
                "id": move.solution,
                "name": move.name,
                "total": _ends(move.total, rounding),
                "rank": dict(zip(_BOTH, move.rank, strict=True)),
                "eligible": dict(zip(_BOTH, move.eligible, strict=True)),
            }
            for move in moves.solutions
        ],
        "cells": [
            {
                "solution": move.solution,
                "criterion": move.criterion,
                **_ends((move.before, move.after), rounding),
                "reasons": list(move.reasons),
            }
            for move in moves.cells
        ],
    }


_BOTH = ("before", "after")
_PERCENT = Rounding(digits=4)


def _ends(
    given: tuple[Interval | Fraction | str | None, Interval | Fraction | str | None],
    rounding: tuple[Rounding, Rounding],
) -> dict[str, Any]:
    return {name: _written(part, by) for name, part, by in zip(_BOTH, given, rounding, strict=True)}


def _written(figure: Interval | Fraction | str | None, rounding: Rounding) -> Any:
    if isinstance(figure, Interval):
        return {"low": written(figure.low, rounding), "high": written(figure.high, rounding)}
    return written(figure, rounding) if isinstance(figure, Fraction) else figure


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
    """Return what each criterion weighs in the whole (0-100), once what does not apply is left out (``sums.py``)."""
    shares: dict[Id, tuple[Fraction, Fraction]] = {}
    whole = Fraction(0)
    for value in method.values:
        there = weights_in(value, method)
        within = sum(there.values(), Fraction(0))
        if within:
            whole += Fraction(value.weight)
            shares |= {criterion: (Fraction(value.weight), weight / within) for criterion, weight in there.items()}
    return {criterion: of_value * share * 100 / whole for criterion, (of_value, share) in shares.items() if whole}


def _cells(
    before: Result, after: Result, earlier: SolutionResult, later: SolutionResult, both: set[Id]
) -> Iterator[CellMove]:
    said, now = _levels(before, earlier), _levels(after, later)
    for criterion in sorted(both):
        if said.get(criterion) != now.get(criterion):
            reasons = tuple(_reasons(after.round, earlier.id, criterion))
            yield CellMove(earlier.id, criterion, said.get(criterion), now.get(criterion), reasons)


def _levels(result: Result, solution: SolutionResult) -> dict[Id, Interval | str]:
    """Return what each cell comes to: a level on its scale, or a gate's status."""
    levels: dict[Id, Interval | str] = {gate.id: gate.status for gate in solution.gates}
    for value in solution.values:
        for weighing, cell in value.cells:
            scale = result.method.scale(weighing.criterion.scale)
            levels[cell.criterion] = Interval(level(cell.counted.low, scale), level(cell.counted.high, scale))
    return levels


def _reasons(part: Round, solution: Id, criterion: Id) -> Iterator[str]:
    cell = (solution, criterion)
    if agreed := part.agreed.get(cell):
        yield agreed.reason
        return
    yield from dict.fromkeys(evaluation.reason for _, evaluation in part.of_cell(cell) if evaluation.reason)
