"""The price in words and numbers of the reader's language: the method, what a price comes to, how a tie was broken.

Rules: an amount is in euro and exact; what ranks is written by the frozen rounding; how a tie was broken is told so
that somebody else can repeat it.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from toetssteen.language import Language, listed, number, say
from toetssteen.model.base import Id
from toetssteen.model.method import Band, Method, Pricing, TieBreak, ValueBased
from toetssteen.scoring.exact import written
from toetssteen.scoring.result.price import PriceResult, band_points
from toetssteen.scoring.result.result import Result, SolutionResult
from toetssteen.scoring.result.ties import Tie, lot
from toetssteen.views.wording import Wording, euro


def earned(method: Method, price: PriceResult, language: Language) -> str:
    """Write what the price earned in points, or what the quality is worth in euro."""
    if price.earned is not None:
        return Wording(method, language).euro_interval(price.earned)
    assert price.points is not None
    return number(written(price.points, method.rules.rounding), language)


def told(worked_out: Result, solution: SolutionResult, language: Language) -> str:
    """Return half a sentence on what the price of a solution comes to; empty where it is closed."""
    price = solution.price
    if price is None:
        return say("pricing.closed", language) if worked_out.method.price is not None else ""
    amounts = {"price": euro(price.price, language), "compared": Wording(worked_out.method, language).compared(price)}
    return say("pricing.told", language, **amounts)


def rules(method: Method, language: Language) -> list[str]:
    """Return the sentences on how the price counts."""
    pricing = method.price
    if pricing is None:
        return [say("pricing.none", language)]
    sentences = _band(pricing, language) if isinstance(pricing, Band) else _value_based(pricing, language)
    if pricing.low is not None:
        amount = Fraction(pricing.low.estimate) * Fraction(pricing.low.percent) / 100
        percent = number(pricing.low.percent, language)
        estimate, limit = euro(pricing.low.estimate, language), euro(amount, language)
        sentences.append(say("pricing.low", language, percent=percent, estimate=estimate, limit=limit))
    return [*sentences, say("pricing.sealed", language)]


def _band(band: Band, language: Language) -> list[str]:
    quality = number(100 - band.weight, language)
    ends = {"best": euro(band.best, language), "worst": euro(band.worst, language)}
    return [
        say("pricing.band", language, weight=number(band.weight, language), quality=quality),
        say("pricing.band_ends", language, **ends),
        say("pricing.band_joined", language),
        say("pricing.absolute", language),
    ]


def _value_based(pricing: ValueBased, language: Language) -> list[str]:
    whole = euro(sum(pricing.euro.values(), Decimal(0)), language)
    return [
        say("pricing.value", language),
        say(f"pricing.value_per_{pricing.per}", language, whole=whole),
        say("pricing.absolute", language),
    ]


def formula(pricing: Pricing, language: Language) -> list[str]:
    """Write the formula, line by line, in names and signs."""
    return say("pricing.formula_band" if isinstance(pricing, Band) else "pricing.formula_value", language).splitlines()


def example(method: Method, language: Language) -> list[str]:
    """Work an example out, line by line: a made-up offer with three quarters of the quality."""
    pricing, quality = method.price, Fraction(75)
    if pricing is None:
        return []
    if isinstance(pricing, Band):
        price = Fraction(pricing.best) + (Fraction(pricing.worst) - Fraction(pricing.best)) * 2 / 5
        points, weight = band_points(pricing, price), Fraction(pricing.weight) / 100
        total = quality * (1 - weight) + points * weight
        shown = {
            "price": euro(price, language),
            "points": _number(points, method, language),
            "quality": _number(quality, method, language),
            "share": number(100 - pricing.weight, language),
            "weight": number(pricing.weight, language),
            "total": _number(total, method, language),
        }
        return say("pricing.example_band", language, **shown).splitlines()
    whole = Fraction(sum(pricing.euro.values(), Decimal(0)))
    price = Fraction(pricing.low.estimate) if pricing.low else 2 * whole
    worth = whole * quality / 100
    shown = {"price": euro(price, language), "whole": euro(whole, language), "worth": euro(worth, language)}
    return say("pricing.example_value", language, **shown, award=euro(price - worth, language)).splitlines()


def _number(value: Fraction, method: Method, language: Language) -> str:
    return number(written(value, method.rules.rounding), language)


def amounts(method: Method, language: Language) -> list[tuple[str, str]]:
    """Return title and amount (euro, written) of each thing whose full marks are worth money; else nothing."""
    if not isinstance(method.price, ValueBased):
        return []
    wording = Wording(method, language)
    return [(wording.name(name), euro(amount, language)) for name, amount in method.price.euro.items()]


def step(method: Method, tie_break: TieBreak, language: Language) -> str:
    """Return the words for one step of the tie-break."""
    if tie_break.by == "value":
        return say("pricing.step_value", language, value=Wording(method, language).name(tie_break.value or "-"))
    return say(f"pricing.step_{tie_break.by}", language)


def tie(worked_out: Result, broken: Tie, language: Language) -> str:
    """Return the sentence on a broken tie: the solutions that were tied, their order now, and what decided it."""
    names: dict[Id, str] = {solution.id: solution.name for solution in worked_out.solutions}
    groups = [listed((names[solution] for solution in group), language) for group in broken.order]
    steps = ", ".join(step(worked_out.method, tie_break, language) for tie_break in broken.steps)
    return say("pricing.tie", language, rank=broken.rank, order="; ".join(groups), steps=steps)


def lots(broken: Tie) -> list[dict[str, str]]:
    """Return the lot of each solution in a tie (SHA-256), in the order that they gave; nothing where none was drawn."""
    if not broken.seed:
        return []
    return [{"id": name, "digest": lot(broken.seed, name)} for group in broken.order for name in group]


def tie_lines(worked_out: Result, language: Language) -> list[str]:
    """Return a line for each broken tie, and one on how its lot is drawn again; for the terminal and reports."""
    lines = []
    for broken in worked_out.ties:
        lines.append(tie(worked_out, broken, language))
        if broken.seed is not None:
            lines.append(say("pricing.repeat", language, seed=broken.seed))
    return lines
