"""Agreement of evaluators over whole sets: Kendall's W of their rankings, and intraclass correlations.

Rules: exact, on units that every evaluator scored; how many were left out for that is said. No variation is
undefined. One evaluator has nobody to agree with.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from toetssteen.scoring.outlook.agreement import Ratings, by_unit
from toetssteen.scoring.outlook.undefined import Undefined


@dataclass(frozen=True)
class KendallW:
    """Kendall's coefficient of concordance: 0 is no agreement on the ranking, 1 the same ranking by all.

    ``chi_squared`` is ``m (n - 1) W`` for m evaluators and n units; ``left_out`` units lack a score.
    """

    method: str
    w: Fraction | Undefined
    chi_squared: Fraction | Undefined
    evaluators: int
    units: int
    left_out: int


@dataclass(frozen=True)
class Icc:
    """Intraclass correlations for absolute agreement: of one evaluator's score (2,1), of the mean of all k (2,k).

    1 is full agreement; 0 or below, that scores say nothing about the units. ``left_out`` units lack a score.
    """

    method: str
    single: Fraction | Undefined
    mean: Fraction | Undefined
    evaluators: int
    units: int
    left_out: int


def kendall_w(ratings: Ratings) -> KendallW:
    """Work out W on the rankings that each evaluator's scores give, corrected for ties.

    ``W = 12 S / (m^2 (n^3 - n) - m sum(t^3 - t))``, with S the squared deviations of the rank sums from their mean and
    t the sizes of an evaluator's groups of tied units, which share the mean of their ranks.

    Raises
    ------
    UseError
        If a score is no number (TS-700).

    Notes
    -----
    Source: Kendall and Gibbons (1990), *Rank Correlation Methods*, chapter 6; Siegel and Castellan (1988),
    *Nonparametric Statistics for the Behavioral Sciences*, section 9.6.

    Examples
    --------
    >>> from toetssteen.scoring import kendall_w
    >>> ratings = {
    ...     "eva": {"plan": 4, "help": 2, "price": 5},
    ...     "tom": {"plan": 4, "help": 3, "price": 5},
    ... }
    >>> kendall_w(ratings).w
    Fraction(1, 1)
    """
    rows, left_out = _complete(ratings)
    evaluators, units = len(ratings), len(rows)
    w = _too_few(evaluators, units) or _w([list(scores) for scores in zip(*rows, strict=True)])
    chi = w if isinstance(w, Undefined) else evaluators * (units - 1) * w
    return KendallW("Kendall's W, corrected for ties", w, chi, evaluators, units, left_out)


def _w(scores: Sequence[Sequence[Fraction]]) -> Fraction | Undefined:
    """Work out W of complete scores: evaluators by units."""
    evaluators, units = len(scores), len(scores[0])
    ranks = [_double_ranks(row) for row in scores]
    sums = [sum(column) for column in zip(*ranks, strict=True)]
    deviations = sum(((rank_sum - evaluators * (units + 1)) ** 2 for rank_sum in sums), 0)
    tied = sum(count**3 - count for row in scores for count in Counter(row).values())
    most = evaluators**2 * (units**3 - units) - evaluators * tied
    return Fraction(12 * deviations, 4 * most) if most else Undefined("no variation")


def _double_ranks(scores: Sequence[Fraction]) -> list[int]:
    """Rank scores, the lowest first; twice the rank, so that the mean rank of ties is a whole number."""
    ordered = sorted(scores)
    return [bisect_left(ordered, score) + bisect_right(ordered, score) + 1 for score in scores]


def icc(ratings: Ratings) -> Icc:
    """Work out ICC(2,1) and ICC(2,k): evaluators and units both drawn at random, absolute agreement.

    From the mean squares of units (B), evaluators (J) and what is left (E), for n units and k evaluators:
    ``(B - E) / (B + (k - 1) E + k (J - E) / n)`` and ``(B - E) / (B + (J - E) / n)``. Undefined where all scores are
    equal, or the estimate has no positive variance to divide by.

    Raises
    ------
    UseError
        If a score is no number (TS-700).

    Notes
    -----
    Source: Shrout and Fleiss (1979), "Intraclass correlations: uses in assessing rater reliability", *Psychological
    Bulletin* 86(2), 420-428.

    Examples
    --------
    >>> from toetssteen.scoring import icc
    >>> ratings = {
    ...     "eva": {"plan": 4, "help": 2, "price": 5},
    ...     "tom": {"plan": 4, "help": 3, "price": 5},
    ... }
    >>> found = icc(ratings)
    >>> found.single, found.mean
    (Fraction(9, 10), Fraction(18, 19))
    """
    rows, left_out = _complete(ratings)
    evaluators, units = len(ratings), len(rows)
    few = _too_few(evaluators, units)
    single, mean = (few, few) if few else _icc(rows)
    return Icc("ICC(2,1) and ICC(2,k), absolute agreement", single, mean, evaluators, units, left_out)


def _icc(rows: Sequence[Sequence[Fraction]]) -> tuple[Fraction | Undefined, Fraction | Undefined]:
    """Work out both coefficients of complete scores: units by evaluators."""
    units, evaluators = len(rows), len(rows[0])
    correction = sum((sum(row, Fraction(0)) for row in rows), Fraction(0)) ** 2 / (units * evaluators)
    of_units = sum((sum(row, Fraction(0)) ** 2 for row in rows), Fraction(0)) / evaluators - correction
    columns = [sum(column, Fraction(0)) for column in zip(*rows, strict=True)]
    of_evaluators = sum((total_of**2 for total_of in columns), Fraction(0)) / units - correction
    total = sum((score**2 for row in rows for score in row), Fraction(0)) - correction
    b, j = of_units / (units - 1), of_evaluators / (evaluators - 1)
    e = (total - of_units - of_evaluators) / ((units - 1) * (evaluators - 1))
    single = b + (evaluators - 1) * e + evaluators * (j - e) / units
    mean = b + (j - e) / units
    nothing = Undefined("no variation")
    return (b - e) / single if single > 0 else nothing, (b - e) / mean if mean > 0 else nothing


def _complete(ratings: Ratings) -> tuple[list[list[Fraction]], int]:
    """Return the units that all scored (units by evaluators), and how many others there are."""
    units = by_unit(ratings)
    rows = [list(scores.values()) for scores in units.values() if len(scores) == len(ratings)]
    return rows, len(units) - len(rows)


def _too_few(evaluators: int, units: int) -> Undefined | None:
    if evaluators < 2:
        return Undefined("one evaluator")
    return Undefined("no pairs") if units < 2 else None
