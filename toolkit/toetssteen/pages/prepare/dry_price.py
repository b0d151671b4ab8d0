"""Made-up prices in a dry run, and what the ends of the price formula do.

Rules: prices are made up from the same number as the levels, in round amounts; the arithmetic is that of
``scoring.price``; a formula is tried where it bends: free, at its bounds, at twice the estimate.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from toetssteen.language import Language, money, number, say
from toetssteen.model.base import Id, plain
from toetssteen.model.method import Band, Method, Pricing, Rounding, ValueBased
from toetssteen.scoring.exact import Interval, written
from toetssteen.scoring.result.price import band_points
from toetssteen.web.form import State

EURO = Rounding(digits=0)
"""How made-up amounts are shown."""
POINTS = Rounding(digits=1)
STEPS = 40
"""Amounts among which a made-up price is chosen."""


def made_up_prices(pricing: Pricing, names: list[str], seed: int) -> dict[Id, Decimal]:
    """Make up a price for each, the same for the same number: over the whole of what can be expected."""
    dice = random.Random(f"{seed}: prices")  # noqa: S311 -- an example, no secret
    low, high = _expected(pricing)
    step = (high - low) / STEPS
    return {name: round(low + step * dice.randrange(STEPS + 1), 0) for name in names}


def _expected(pricing: Pricing) -> tuple[Decimal, Decimal]:
    """Give from where to where prices are made up: the band; else around the estimate, or what quality is worth."""
    if isinstance(pricing, Band):
        return pricing.best, pricing.worst
    middle = pricing.low.estimate if pricing.low else sum(pricing.euro.values(), Decimal(0)) or Decimal(100_000)
    return middle * Decimal("0.6"), middle * Decimal("1.4")


def extremes(method: Method, language: Language) -> State | None:
    """Tell what the price formula does at its ends; ``None`` where there is no price."""
    pricing = method.price
    if pricing is None:
        return None
    rows = _band_rows(pricing, language) if isinstance(pricing, Band) else _value_rows(pricing, language)
    return {"kind": pricing.method, "rows": rows, "says": list(_sentences(pricing, language))}


def _points_of_interest(pricing: Pricing) -> list[tuple[str, Decimal]]:
    """Give the prices at which a formula is tried, each with what it is."""
    low, high = _expected(pricing)
    found = [("prepare.extreme_zero", Decimal(0))]
    if isinstance(pricing, Band):
        found += [
            ("prepare.extreme_best", low),
            ("prepare.extreme_middle", (low + high) / 2),
            ("prepare.extreme_worst", high),
        ]
    estimate = pricing.low.estimate if pricing.low else None
    if estimate is not None:
        found += [("prepare.extreme_estimate", estimate), ("prepare.extreme_twice", 2 * estimate)]
    else:
        found += (
            [("prepare.extreme_twice_worst", 2 * high)]
            if isinstance(pricing, Band)
            else [("prepare.extreme_far", 2 * high)]
        )
    return sorted(found, key=lambda each: each[1])


def _band_rows(band: Band, language: Language) -> list[State]:
    return [
        {
            "what": say(key, language),
            "price": euro(price, language),
            "points": number(written(points, POINTS), language),
            "share": number(written(points * Fraction(band.weight) / 100, POINTS), language),
        }
        for key, price in _points_of_interest(band)
        for points in [band_points(band, Fraction(price))]
    ]


def _value_rows(pricing: ValueBased, language: Language) -> list[State]:
    whole = sum(pricing.euro.values(), Decimal(0))
    return [
        {
            "what": say(key, language),
            "price": euro(price, language),
            "points": euro(price, language),
            "share": euro(price - whole, language),
        }
        for key, price in _points_of_interest(pricing)
    ]


def _sentences(pricing: Pricing, language: Language) -> list[str]:
    """Say in plain words what a formula comes to."""
    if isinstance(pricing, Band):
        width, weight = Fraction(pricing.worst) - Fraction(pricing.best), Fraction(pricing.weight) / 100
        point = width / 100
        worth = (1 - weight) / weight * point
        return [
            say("prepare.extreme_below_best", language, best=euro(pricing.best, language)),
            say("prepare.extreme_above_worst", language, worst=euro(pricing.worst, language)),
            say("prepare.extreme_trade", language, worth=euro(worth * 10, language), point=euro(point, language)),
        ]
    whole = sum(pricing.euro.values(), Decimal(0))
    found = [say("prepare.extreme_worth", language, whole=euro(whole, language))]
    if pricing.low and whole > 0:
        percent = written(Fraction(whole) * 100 / Fraction(pricing.low.estimate), EURO)
        found.append(say("prepare.extreme_of_estimate", language, percent=number(percent, language)))
    return [*found, say("prepare.extreme_no_end", language)]


def euro(amount: Decimal | Fraction, language: Language) -> str:
    """Write an amount in whole euro."""
    return money(written(Fraction(amount), EURO), language)


def shown(interval: Interval, pricing: Pricing, language: Language) -> str:
    """Write what ranks: points, or an award price."""
    if isinstance(pricing, ValueBased):
        return euro(interval.low, language)
    return number(written(interval.low, Rounding(digits=2)), language)


def column(prices: Mapping[Id, Decimal], language: Language) -> dict[Id, str]:
    """Write the made-up prices."""
    return {each: money(plain(price), language) for each, price in prices.items()}
