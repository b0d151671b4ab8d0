"""The dry run: a method tried on solutions that are made up, to see what it does before anybody is judged by it.

Rules: levels and prices are made up, the same for the same number; the assessment that they make exists in memory
only; the arithmetic is that of every result. Evidence is imagined to be the best there is and every gate to be met, so
that only levels, weights and rules show. A caution follows from that arithmetic; it judges no method.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType
from typing import Literal, NamedTuple

from toetssteen.model.base import Id, plain
from toetssteen.model.criteria import Criterion, Scale
from toetssteen.model.entries.body import Evaluation
from toetssteen.model.entries.evidence import EvidenceAdded
from toetssteen.model.entries.opening import SolutionAdded
from toetssteen.model.entries.pricing import PriceOpened
from toetssteen.model.method import Band, Method, Pricing, SheetCriterion, ValueBased
from toetssteen.model.replay.assessment import Assessment, Cell, Round, judged
from toetssteen.scoring.outlook.table import Table, Weights
from toetssteen.scoring.outlook.undefined import Undefined
from toetssteen.scoring.outlook.weights import EffectiveWeight, effective_weights
from toetssteen.scoring.result.price import band_points
from toetssteen.scoring.result.result import Result, result

Pattern = Literal["even", "high"]
"""Levels from the whole of a scale, or only from its two highest points."""
FEWEST, MOST = 2, 5
"""Made-up solutions in a trial."""
FINE = 20
"""Steps into which a scale without points is cut."""
AMOUNTS = 40
"""Steps into which the expected prices are cut."""
DECIDES = Fraction(1, 2)
"""The effective weight above which one item weighs more than all others together."""
PRICE = "(price)"
"""The price among the values and criteria; no value or criterion can have this id."""
BENDS = ("zero", "best", "middle", "worst", "estimate", "twice", "twice_worst", "far")
"""Where a price formula is tried: free; the bounds and the middle; the estimate; beyond it, where there is none."""
_PROOF = "dry-run"

Kind = Literal[
    "tie",
    "tie_lot",
    "tie_broken",
    "alike",
    "saturated",
    "apart",
    "decides",
    "estimate_outside",
    "twice_flat",
    "zero_flat",
    "price_drowns",
    "quality_drowns",
]


class Saturation(NamedTuple):
    """How many answers are at the ``top`` of their scale, of how many; the criteria on which nobody differs."""

    top: int
    of: int
    alike: tuple[Id, ...]


class Caution(NamedTuple):
    """What to look at before the freeze: solutions or criteria (``ids``), weights, numbers or amounts (euro)."""

    kind: Kind
    ids: tuple[Id, ...] = ()
    weights: tuple[EffectiveWeight, ...] = ()
    numbers: tuple[int, ...] = ()
    amounts: tuple[Fraction, ...] = ()


class End(NamedTuple):
    """What a price formula does at one price: a price (euro), what it earns, and that as a part of the whole.

    Of a band, points (0-100) and points times the weight of the price; of euro values, the price and what it leaves.
    """

    at: str
    price: Decimal
    earns: Fraction
    share: Fraction


@dataclass(frozen=True)
class Trial:
    """What came of a method on made-up solutions; ``values`` and ``criteria`` have the price among them, if any."""

    seed: int
    result: Result
    saturation: Saturation
    values: tuple[EffectiveWeight, ...]
    criteria: tuple[EffectiveWeight, ...]
    cautions: tuple[Caution, ...]


def trial(
    assessment: Assessment, method: Method, *, solutions: int = 3, seed: int = 1, pattern: Pattern = "even"
) -> Trial:
    """Fill a method with made-up levels and prices, and work out what comes of it.

    Parameters
    ----------
    solutions
        How many are made up, from :data:`FEWEST` to :data:`MOST`; a number outside counts as the nearest.
    seed
        The number from which levels and prices follow.
    """
    names = [chr(ord("A") + index) for index in range(min(max(solutions, FEWEST), MOST))]
    levels = made_up(method, names, seed, pattern)
    prices = made_up_prices(method.price, names, seed) if method.price else {}
    worked_out = result(imagined(assessment, method, names, levels, prices))
    table = Table.of(*_scores(worked_out))
    values, criteria = (effective_weights(table, layer).weights for layer in ("values", "criteria"))
    saturation = _saturation(method, levels, names)
    cautions = [*_ties(worked_out), *_saturated(saturation), *_weights(values, criteria), *_formula(worked_out)]
    return Trial(seed, worked_out, saturation, tuple(values), tuple(criteria), tuple(cautions))


def made_up(method: Method, names: list[str], seed: int, pattern: Pattern) -> dict[Cell, str]:
    """Make up a level for every cell, the same for the same seed."""
    dice = random.Random(seed)  # noqa: S311 -- an example, no secret
    asked = judged(method)
    levels: dict[Cell, str] = {}
    for criterion in sorted(asked):
        judging = asked[criterion]
        for name in names:
            if isinstance(judging, Criterion | SheetCriterion):
                points = _points(method.scale(judging.scale))
                levels[name, criterion] = dice.choice(points[-2:] if pattern == "high" else points)
            else:
                levels[name, criterion] = "met"
    return levels


def _points(scale: Scale) -> list[str]:
    if scale.step is None and scale.levels:
        return [plain(level) for level in sorted(level.level for level in scale.levels)]
    step = scale.step or (scale.high - scale.low) / FINE
    return [plain(scale.low + step * count) for count in range(int((scale.high - scale.low) / step) + 1)]


def made_up_prices(pricing: Pricing, names: list[str], seed: int) -> dict[Id, Decimal]:
    """Make up a price (whole euro) for each, the same for the same seed: over the whole of what can be expected."""
    dice = random.Random(f"{seed}: prices")  # noqa: S311 -- an example, no secret
    low, high = _expected(pricing)
    step = (high - low) / AMOUNTS
    return {name: round(low + step * dice.randrange(AMOUNTS + 1), 0) for name in names}


def _expected(pricing: Pricing) -> tuple[Decimal, Decimal]:
    """Return from where to where prices are made up: the band; else around the estimate, or what quality is worth."""
    if isinstance(pricing, Band):
        return pricing.best, pricing.worst
    middle = pricing.low.estimate if pricing.low else sum(pricing.euro.values(), Decimal(0)) or Decimal(100_000)
    return middle * Decimal("0.6"), middle * Decimal("1.4")


def imagined(
    assessment: Assessment,
    method: Method,
    names: list[str],
    levels: Mapping[Cell, str],
    prices: Mapping[Id, Decimal] = MappingProxyType({}),
) -> Assessment:
    """Make an assessment in memory with these levels, as one evaluator would give them, and these prices."""
    proof = EvidenceAdded(evidence=_PROOF, type="independent", title=_PROOF)
    answers = {
        cell: Evaluation(solution=cell[0], criterion=cell[1], answer=level, reason="-", evidence=[_PROOF])
        for cell, level in levels.items()
    }
    only = Round(
        number=1,
        fingerprint=None,
        method=method,
        sealed=False,
        settled=True,
        submitted=(_PROOF,),
        evaluations=MappingProxyType({_PROOF: answers}),
        agreed=MappingProxyType({}),
        checked=MappingProxyType({}),
        corrections=(),
    )
    return replace(
        assessment,
        solutions=MappingProxyType({name: SolutionAdded(solution=name, name=name) for name in names}),
        withdrawn=MappingProxyType({}),
        prices=MappingProxyType({name: PriceOpened(solution=name, price=price) for name, price in prices.items()}),
        low_prices=MappingProxyType({}),
        evidence=MappingProxyType({_PROOF: proof}),
        method=method,
        fingerprint=None,
        rounds=(only,),
    )


def ends(pricing: Pricing) -> list[End]:
    """Try a price formula where it bends, cheapest first: free, at its bounds, at the estimate and at twice that."""
    found = []
    for at, price in _bends(pricing):
        if isinstance(pricing, Band):
            points = band_points(pricing, Fraction(price))
            found.append(End(at, price, points, points * Fraction(pricing.weight) / 100))
        else:
            found.append(End(at, price, Fraction(price), Fraction(price - sum(pricing.euro.values(), Decimal(0)))))
    return found


def _bends(pricing: Pricing) -> list[tuple[str, Decimal]]:
    low, high = _expected(pricing)
    band = isinstance(pricing, Band)
    found = [("zero", Decimal(0))]
    found += [("best", low), ("middle", (low + high) / 2), ("worst", high)] if band else []
    if pricing.low:
        found += [("estimate", pricing.low.estimate), ("twice", 2 * pricing.low.estimate)]
    else:
        found.append(("twice_worst" if band else "far", 2 * high))
    return sorted(found, key=lambda bend: bend[1])


def _scores(worked_out: Result) -> tuple[dict[Id, dict[Id, Fraction]], Weights]:
    """Return scores (0-100) and weights; the price of a band is one more criterion, euro values weigh by amount."""
    pricing = worked_out.method.price
    scores = {
        solution.id: {cell.criterion: cell.counted.low * 100 for value in solution.values for _, cell in value.cells}
        for solution in worked_out.solutions
    }
    share = 1 - Fraction(pricing.weight) / 100 if isinstance(pricing, Band) else Fraction(1)
    weights: dict[Id, tuple[Fraction, dict[Id, Fraction]]] = {}
    for value in worked_out.solutions[0].values:
        inside = {cell.criterion: Fraction(weighing.weight) for weighing, cell in value.cells}
        of_value = value.weight
        if isinstance(pricing, ValueBased) and pricing.per == "value":
            of_value = Fraction(pricing.euro.get(value.id, 0))
        elif isinstance(pricing, ValueBased):
            inside = {criterion: Fraction(pricing.euro.get(criterion, 0)) for criterion in inside}
            of_value = sum(inside.values(), Fraction(0))
        if inside:
            weights[value.id] = (of_value * share, inside)
    if isinstance(pricing, Band):
        weights[PRICE] = (Fraction(pricing.weight), {PRICE: Fraction(1)})
        for solution in worked_out.solutions:
            if solution.price is not None and solution.price.points is not None:
                scores[solution.id][PRICE] = solution.price.points
    return scores, weights


def _saturation(method: Method, levels: Mapping[Cell, str], names: list[str]) -> Saturation:
    top, alike, asked = 0, [], 0
    for _, weighing in method.weighings():
        criterion = weighing.criterion
        if not method.applicable(criterion):
            continue
        asked += len(names)
        given = [levels[name, criterion.id] for name in names]
        top += given.count(plain(method.scale(criterion.scale).high))
        if len(set(given)) == 1:
            alike.append(criterion.id)
    return Saturation(top, asked, tuple(alike))


def _ties(worked_out: Result) -> Iterator[Caution]:
    """Name the ties that nothing decides, then those that a lot or a step decided."""
    left = {(solution.id, *solution.rank.tied_with) for solution in worked_out.solutions if solution.rank.tied_with}
    for group in sorted({tuple(sorted(tied)) for tied in left}):
        yield Caution("tie", group)
    for tie in worked_out.ties:
        lots = any(step.by == "lot" for step in tie.steps)
        yield Caution("tie_lot" if lots else "tie_broken", tuple(name for group in tie.order for name in group))


def _saturated(saturation: Saturation) -> Iterator[Caution]:
    """Say that the scales tell little apart."""
    if saturation.alike:
        yield Caution("alike", saturation.alike)
    if saturation.top * 2 > saturation.of:
        yield Caution("saturated", numbers=(saturation.top, saturation.of))


def _weights(values: Iterable[EffectiveWeight], criteria: Iterable[EffectiveWeight]) -> Iterator[Caution]:
    """Name what weighs much more or less than on paper, and what decides alone."""
    parted = [value for value in values if value.apart and not isinstance(value.effective, Undefined)]
    if parted:
        yield Caution("apart", weights=tuple(parted))
    for criterion in criteria:
        if not isinstance(criterion.effective, Undefined) and criterion.effective > DECIDES:
            yield Caution("decides", weights=(criterion,))


def _formula(worked_out: Result) -> Iterator[Caution]:
    """Say where the price formula stops telling prices apart, or where one side drowns the other."""
    pricing = worked_out.method.price
    prices = [solution.price for solution in worked_out.solutions if solution.price is not None]
    if pricing is None or not prices:
        return
    if isinstance(pricing, Band):
        estimate = pricing.low.estimate if pricing.low else None
        if estimate is not None and not pricing.best < estimate < pricing.worst:
            yield Caution("estimate_outside", amounts=(Fraction(estimate),))
        elif estimate is not None and 2 * estimate > pricing.worst:
            yield Caution("twice_flat", amounts=(Fraction(pricing.worst),))
        if pricing.best > 0:
            yield Caution("zero_flat", amounts=(Fraction(pricing.best),))
        return
    spread = Fraction(max(price.price for price in prices)) - Fraction(min(price.price for price in prices))
    earned = [price.earned.low for price in prices if price.earned is not None]
    worth = max(earned) - min(earned)
    if spread > 2 * worth or worth > 2 * spread:
        yield Caution("price_drowns" if spread > worth else "quality_drowns", amounts=(spread, worth))
