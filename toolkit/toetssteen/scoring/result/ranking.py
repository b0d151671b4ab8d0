"""The ranking: by total, ties shared and the next rank skipped (``semantics`` 7).

Rules: a solution that fails a gate has no rank; one whose gates are unproven has; a rank is given only where
it is certain, so not to a solution whose interval overlaps another's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from toetssteen.model.base import Id
from toetssteen.model.method import Rounding
from toetssteen.scoring.exact import Interval


@dataclass(frozen=True)
class Rank:
    """A place in the ranking (1 is best), and with whom it is shared."""

    rank: int | None
    tied_with: tuple[Id, ...] = ()


def ranking(totals: Mapping[Id, Interval], rounding: Rounding) -> dict[Id, Rank]:
    """Rank the solutions that can be ranked."""
    if rounding.ties == "rounded":
        totals = {name: total.rounded(rounding) for name, total in totals.items()}
    return {name: _rank(name, total, totals) for name, total in totals.items()}


def _rank(solution: Id, total: Interval, totals: Mapping[Id, Interval]) -> Rank:
    better = 0
    tied = []
    for other, theirs in totals.items():
        if other == solution or theirs.high < total.low:
            continue
        if theirs.low > total.high:
            better += 1
        elif theirs.exact and total.exact:
            tied.append(other)
        else:
            return Rank(None)
    return Rank(better + 1, tuple(sorted(tied)))
