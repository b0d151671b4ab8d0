"""How far evaluators agree: Krippendorff's alpha, the level of each, and the cells on which they are apart.

Rules: a missing score is missing, never zero; no variation, or no unit with two scores, is undefined; 0.667 and 0.80
are Krippendorff's conventions and are shown, never a gate. A unit is whatever was scored apart: a cell (solution
and criterion), or a solution on one criterion. Nothing here becomes a score, and nothing finds anyone wrong.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from toetssteen.errors import Fault, UseError, fault
from toetssteen.model.base import Id
from toetssteen.scoring.outlook.differences import FLAG
from toetssteen.scoring.outlook.table import Number, exact, known
from toetssteen.scoring.outlook.undefined import Undefined

Metric = Literal["nominal", "ordinal", "interval"]
Unit = str | tuple[str, ...]
Ratings = Mapping[Id, Mapping[Unit, Number | None]]
"""Per evaluator, per unit the score, on any one scale; ``None`` or absent where there is none."""
TENTATIVE, RELIABLE = 0.667, 0.80
"""Krippendorff's conventions for alpha (2004, p. 241): below the first no conclusions, from the second on reliable."""
DRAWS, SEED, COVERAGE = 1_000, 1, 0.95
_NUMBERS = 2_000_000

Floats = NDArray[np.float64]
Scores = dict[Unit, dict[Id, Fraction]]


@dataclass(frozen=True)
class Alpha:
    """Krippendorff's alpha, its bootstrap interval, and the raw agreement (0-1) beside it.

    ``raw`` is the share of pairs of scores of one unit that are equal. ``interval`` are percentiles over ``draws``
    bootstrap draws of units; ``undefined_draws`` had no variation and are not in it. ``units`` is how many units
    have two scores, ``scores`` how many scores they have.
    """

    method: str
    metric: Metric
    alpha: float | Undefined
    raw: float | Undefined
    interval: tuple[float, float] | Undefined
    coverage: float
    draws: int
    undefined_draws: int
    seed: int
    units: int
    scores: int


@dataclass(frozen=True)
class LevelShift:
    """How much higher (or lower) one evaluator scores than the others on the same units, in points of the scale."""

    evaluator: Id
    shift: Fraction | Undefined
    units: int


@dataclass(frozen=True)
class SpreadFlag:
    """How far the scores of one unit are apart, as a share of the scale (0-1)."""

    unit: Unit
    spread: Fraction | Undefined
    flagged: bool


@dataclass(frozen=True)
class SpreadFlags:
    """The spread of every unit, in canonical order; ``threshold`` (0-1) is from where it is flagged, a convention."""

    method: str
    threshold: Fraction
    flags: tuple[SpreadFlag, ...]


def by_unit(ratings: Ratings) -> Scores:
    """Read scores from outside, per unit and evaluator, both in canonical order.

    Raises
    ------
    UseError
        With every score that is no number (TS-700).
    """
    faults: list[Fault] = []
    read: Scores = {}
    for evaluator in sorted(ratings):
        for unit, number in ratings[evaluator].items():
            if number is not None:
                read.setdefault(unit, {})[evaluator] = exact(number, f"{evaluator}, {unit}", faults)
    if faults:
        raise UseError(faults)
    return {unit: read[unit] for unit in sorted(read)}


def krippendorff_alpha(
    ratings: Ratings,
    metric: Metric = "ordinal",
    draws: int = DRAWS,
    seed: int = SEED,
    coverage: float = COVERAGE,
) -> Alpha:
    """Work out alpha = 1 - Do / De over all pairs of scores of the same unit; units with one score have no part.

    1 is full agreement, 0 what chance gives, below 0 is systematic disagreement.

    Parameters
    ----------
    ratings
        Scores per evaluator and unit.
    metric
        What a difference counts for: ``nominal`` (any, the same), ``ordinal`` (by how many scores lie between),
        ``interval`` (its square).
    draws, seed, coverage
        Of the bootstrap: units are drawn with replacement; the interval is between the percentiles.

    Raises
    ------
    UseError
        If a score is no number (TS-700), the metric unknown (TS-502), or a parameter of the bootstrap does not fit
        (TS-704).

    Notes
    -----
    Sources: Krippendorff (2011), *Computing Krippendorff's Alpha-Reliability*; the bootstrap over units as in Zapf,
    Castell, Morawietz and Karch (2016), "Measuring inter-rater reliability for nominal data", *BMC Medical Research
    Methodology* 16:93.

    Examples
    --------
    >>> from toetssteen.scoring import krippendorff_alpha
    >>> ratings = {
    ...     "eva": {"plan": 4, "help": 2, "price": 5},
    ...     "tom": {"plan": 4, "help": 3, "price": 5},
    ... }
    >>> found = krippendorff_alpha(ratings)
    >>> round(found.alpha, 3), round(found.raw, 3)
    (0.949, 0.667)
    """
    known(metric, get_args(Metric))
    _fits(draws, seed, coverage)
    units = [list(scores.values()) for scores in by_unit(ratings).values() if len(scores) > 1]
    values = sorted({score for scores in units for score in scores})
    nothing = Undefined("no variation" if units else "no pairs")
    alpha: float | Undefined = nothing
    interval: tuple[float, float] | Undefined = nothing
    undefined = 0
    if len(values) > 1:
        counts = np.array([[scores.count(value) for value in values] for scores in units], dtype=np.float64)
        numbers = np.array([float(value) for value in values])
        alpha = float(_alphas(counts, np.ones((1, len(units))), numbers, metric)[0])
        interval, undefined = _bootstrap(counts, numbers, metric, (draws, seed, coverage))
    return Alpha(
        method="Krippendorff's alpha, bootstrap over units",
        metric=metric,
        alpha=alpha,
        raw=_raw(units),
        interval=interval,
        coverage=coverage,
        draws=draws,
        undefined_draws=undefined,
        seed=seed,
        units=len(units),
        scores=sum(len(scores) for scores in units),
    )


def _fits(draws: int, seed: int, coverage: float) -> None:
    faults = [
        fault("TS-704", name=name, number=str(number)[:80], allowed=allowed)
        for name, number, fits, allowed in (
            ("draws", draws, type(draws) is int and 1 <= draws <= 1_000_000, "1 ... 1000000"),
            ("seed", seed, type(seed) is int and seed >= 0, "0, 1, 2 ..."),
            ("coverage", coverage, isinstance(coverage, int | float) and 0 < coverage < 1, "0 < x < 1"),
        )
        if not fits
    ]
    if faults:
        raise UseError(faults)


def _raw(units: list[list[Fraction]]) -> float | Undefined:
    """Return the share of equal pairs among all pairs of scores of the same unit."""
    pairs = sum(len(scores) * (len(scores) - 1) for scores in units)
    equal = sum(scores.count(score) - 1 for scores in units for score in scores)
    return equal / pairs if pairs else Undefined("no pairs")


def _alphas(counts: Floats, times: Floats, numbers: Floats, metric: Metric) -> Floats:
    """Work out alpha of each draw: NaN inside where a draw has no variation.

    Parameters
    ----------
    counts
        Units by values: how often the unit has the value.
    times
        Draws by units: how often the unit is in the draw.
    numbers
        The values, from low to high.
    """
    size = counts.sum(axis=1, keepdims=True)
    units, values = counts.shape
    pairs = counts[:, :, None] * counts[:, None, :] - counts[:, :, None] * np.eye(values)
    coincidences = (times @ (pairs / (size - 1)[:, :, None]).reshape(units, -1)).reshape(-1, values, values)
    of_value = times @ counts
    together = of_value.sum(axis=1)
    expected = of_value[:, :, None] * of_value[:, None, :]
    if metric == "nominal":
        apart = np.broadcast_to(1 - np.eye(values), expected.shape)
    elif metric == "interval":
        apart = np.broadcast_to((numbers[:, None] - numbers[None, :]) ** 2, expected.shape)
    else:
        middle = np.cumsum(of_value, axis=1) - of_value / 2
        apart = (middle[:, :, None] - middle[:, None, :]) ** 2
    observed, by_chance = (coincidences * apart).sum(axis=(1, 2)), (expected * apart).sum(axis=(1, 2))
    varies = (of_value > 0).sum(axis=1) > 1
    alphas = np.full(len(times), np.nan)
    alphas[varies] = 1 - (together[varies] - 1) * observed[varies] / by_chance[varies]
    return alphas


def _bootstrap(
    counts: Floats, numbers: Floats, metric: Metric, drawn: tuple[int, int, float]
) -> tuple[tuple[float, float] | Undefined, int]:
    """Draw the units anew, with replacement; return the interval and how many draws had no variation."""
    draws, seed, coverage = drawn
    units, values = counts.shape
    chance = np.random.Generator(np.random.SFC64(seed))
    part = max(1, _NUMBERS // max(units, values * values))
    alphas = np.concatenate(
        [
            _alphas(
                counts,
                chance.multinomial(units, np.full(units, 1 / units), size=min(part, draws - start)).astype(np.float64),
                numbers,
                metric,
            )
            for start in range(0, draws, part)
        ]
    )
    defined = alphas[~np.isnan(alphas)]
    if not len(defined):
        return Undefined("no variation"), draws
    low, high = np.quantile(defined, [(1 - coverage) / 2, (1 + coverage) / 2])
    return (float(low), float(high)), draws - len(defined)


def level_shift(ratings: Ratings) -> tuple[LevelShift, ...]:
    """Work out, per evaluator, the mean of their score less the mean of the others', over units they share.

    In points of the scale of the scores, exact, in canonical order. Undefined where nobody else scored the same unit.

    Raises
    ------
    UseError
        If a score is no number (TS-700).

    Examples
    --------
    >>> from toetssteen.scoring import level_shift
    >>> ratings = {
    ...     "eva": {"plan": 4, "help": 2, "price": 5},
    ...     "tom": {"plan": 4, "help": 3, "price": 5},
    ... }
    >>> [(moved.evaluator, moved.shift) for moved in level_shift(ratings)]
    [('eva', Fraction(-1, 3)), ('tom', Fraction(1, 3))]
    """
    units = by_unit(ratings)
    shifts = []
    for evaluator in sorted(ratings):
        apart = []
        for scores in units.values():
            others = [score for name, score in scores.items() if name != evaluator]
            if evaluator in scores and others:
                apart.append(scores[evaluator] - sum(others, Fraction(0)) / len(others))
        shift = sum(apart, Fraction(0)) / len(apart) if apart else Undefined("no pairs")
        shifts.append(LevelShift(evaluator, shift, len(apart)))
    return tuple(shifts)


def spread_flags(ratings: Ratings, low: Number, high: Number, threshold: Number | None = None) -> SpreadFlags:
    """Flag the units on which scores are far apart: ``(highest - lowest) / (high - low of the scale)``, exactly.

    Parameters
    ----------
    ratings
        Scores per evaluator and unit.
    low, high
        The ends of the scale.
    threshold
        The share of the scale (0-1) from which a unit is flagged; by default 0.30.

    Raises
    ------
    UseError
        If a number is none (TS-700), or the scale has no length or the threshold is not within 0-1 (TS-704).

    Notes
    -----
    Source: Bonfire (Euna), "Lack of Consensus Highlighting on Submission Scores"; see :data:`FLAG`.

    Examples
    --------
    >>> from toetssteen.scoring import spread_flags
    >>> ratings = {
    ...     "eva": {"plan": 4, "help": 2, "price": 5},
    ...     "tom": {"plan": 1, "help": 3, "price": 5},
    ... }
    >>> [flag.unit for flag in spread_flags(ratings, 0, 5).flags if flag.flagged]
    ['plan']
    """
    faults: list[Fault] = []
    bottom, top = exact(low, "low", faults), exact(high, "high", faults)
    share = FLAG if threshold is None else exact(threshold, "threshold", faults)
    if not faults and bottom >= top:
        faults.append(fault("TS-704", name="high", number=str(high), allowed=f"> {low}"))
    if not 0 <= share <= 1:
        faults.append(fault("TS-704", name="threshold", number=str(threshold), allowed="0 ... 1"))
    if faults:
        raise UseError(faults)
    flags = []
    for unit, scores in by_unit(ratings).items():
        if len(scores) < 2:
            flags.append(SpreadFlag(unit, Undefined("no pairs"), flagged=False))
        else:
            spread = (max(scores.values()) - min(scores.values())) / (top - bottom)
            flags.append(SpreadFlag(unit, spread, flagged=spread >= share))
    return SpreadFlags("(highest - lowest) / scale", share, tuple(flags))
