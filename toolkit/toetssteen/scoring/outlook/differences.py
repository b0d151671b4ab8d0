"""How far the evaluators of one cell are apart, before they agree on it.

Rules: the spread is ``(highest - lowest) / (high - low of the scale)``, 0-1, of the levels given; it is
flagged from 30 % on. The statuses of a gate are the same or differ. An answer that states no level has no
part in mean, median and range, and is counted beside them. Nothing here becomes a score.

The flag is that of Bonfire (Euna), "Lack of Consensus Highlighting on Submission Scores": (max - min) / scale
>= 0.30, so that a 6 and a 9 of 10 are flagged.
https://support.gobonfire.com/hc/en-us/articles/205707928-Lack-of-Consensus-Highlighting-on-Submission-Scores
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from toetssteen.language import same
from toetssteen.model.criteria import Scale
from toetssteen.model.entries.body import NO_ANSWERS, Evaluation, level_of
from toetssteen.scoring.exact import Interval, hull, mean, median
from toetssteen.scoring.result.cells import share

FLAG = Fraction(3, 10)
"""The spread (0-1) from which evaluators are said to lack consensus."""


@dataclass(frozen=True)
class Differences:
    """The answers on one cell and how far they are apart: shares of the scale (0-1), ``None`` without a level."""

    answers: tuple[str, ...]
    graded: bool
    mean: Interval | None = None
    median: Interval | None = None
    range: Interval | None = None

    @property
    def spread(self) -> Fraction:
        """The share of the scale (0-1) between the highest and the lowest level given."""
        return self.range.high - self.range.low if self.range else Fraction(0)

    @property
    def flagged(self) -> bool:
        """Whether the spread says that there is no consensus."""
        return self.spread >= FLAG

    @property
    def differs(self) -> bool:
        """Whether not everybody answered the same."""
        return len(set(self.answers)) > 1

    @property
    def without(self) -> int:
        """How many answers state no level or status."""
        return sum(answer in NO_ANSWERS for answer in self.answers)

    @property
    def order(self) -> tuple[int, Fraction]:
        """The place among cells: gates that differ, then what has no answer, then by spread, largest first."""
        if self.differs and not self.graded:
            return (0, Fraction(0))
        return (1 if self.without or not self.answers else 2, -self.spread)

    @property
    def same(self) -> str | None:
        """The answer that all gave, where that is a level or a status."""
        [*distinct] = set(self.answers)
        return distinct[0] if len(distinct) == 1 and distinct[0] not in NO_ANSWERS else None


def differences(answers: Sequence[str], scale: Scale | None) -> Differences:
    """Find how far the answers on one cell are apart; a gate has no scale."""
    if scale is None:
        return Differences(tuple(answers), graded=False)
    levels = [level for answer in answers if (level := level_of(answer)) is not None]
    shares = [Interval.at(share(level, scale)) for level in levels]
    if not shares:
        return Differences(tuple(answers), graded=True)
    return Differences(tuple(answers), graded=True, mean=mean(shares), median=median(shares), range=hull(shares))


def alike(evaluations: Iterable[tuple[str, Evaluation]]) -> list[list[str]]:
    """Return the groups of evaluators of one cell whose reasons are the same; capitals and spaces do not tell apart."""
    by_reason: dict[str, list[str]] = {}
    for who, evaluation in evaluations:
        by_reason.setdefault(same(evaluation.reason), []).append(who)
    return [people for reason, people in by_reason.items() if reason and len(people) > 1]
