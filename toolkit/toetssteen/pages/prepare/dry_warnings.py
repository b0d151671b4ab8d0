"""What a dry run warns of, each in a plain sentence, with what a court or adviser made of it and where.

Rules: a warning follows from the arithmetic of ``scoring`` on the made-up offers; it judges no method, it says
what to look at before the freeze; the rulings are those of the reference (R5, R7, R8), said no wider than read.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from toetssteen.language import Language, number, say
from toetssteen.model.base import Id
from toetssteen.model.method import Band, Rounding, ValueBased
from toetssteen.pages.prepare.dry_price import euro, shown
from toetssteen.scoring.exact import written
from toetssteen.scoring.outlook.table import Table, Weights
from toetssteen.scoring.outlook.undefined import Undefined
from toetssteen.scoring.outlook.weights import EffectiveWeight, effective_weights
from toetssteen.scoring.result.result import Result
from toetssteen.views.wording import Wording
from toetssteen.web.form import State

PRICE = "(price)"
"""The price among the criteria; no value or criterion can have this id."""
SHOWN = Rounding(digits=1)
MOST = Fraction(1, 2)
"""The effective weight above which one item weighs more than all others together."""
RULING = "https://deeplink.rechtspraak.nl/uitspraak?id="
SOURCES = {
    "lottery": ("prepare.court_lottery", "ECLI:NL:RBDHA:2015:14662", f"{RULING}ECLI:NL:RBDHA:2015:14662"),
    "effective": ("prepare.court_effective", "ECLI:NL:RBGEL:2015:3676", f"{RULING}ECLI:NL:RBGEL:2015:3676"),
    "formula": ("prepare.court_formula", "ECLI:NL:HR:2014:1078", f"{RULING}ECLI:NL:HR:2014:1078"),
}
"""Where each court is read; the words name PIANOo beside it."""


def weighed(worked_out: Result) -> tuple[list[EffectiveWeight], list[EffectiveWeight]]:
    """Give the effective weights of the values (with the price, where there is one), and of all criteria."""
    table = Table.of(*_scores(worked_out))
    return list(effective_weights(table, "values").weights), list(effective_weights(table, "criteria").weights)


def _scores(worked_out: Result) -> tuple[dict[Id, dict[Id, Fraction]], Weights]:
    """Give scores (0-100) and weights; the price of a band is one more criterion, euro values weigh by amount."""
    pricing = worked_out.method.price
    scores = {
        each.id: {cell.criterion: cell.counted.low * 100 for value in each.values for _, cell in value.cells}
        for each in worked_out.solutions
    }
    share = 1 - Fraction(pricing.weight) / 100 if isinstance(pricing, Band) else Fraction(1)
    weights: dict[Id, tuple[Fraction, dict[Id, Fraction]]] = {}
    for value in worked_out.solutions[0].values:
        inside = {cell.criterion: Fraction(weighing.weight) for weighing, cell in value.cells}
        of_value = value.weight
        if isinstance(pricing, ValueBased) and pricing.per == "value":
            of_value = Fraction(pricing.euro.get(value.id, 0))
        elif isinstance(pricing, ValueBased):
            inside = {each: Fraction(pricing.euro.get(each, 0)) for each in inside}
            of_value = sum(inside.values(), Fraction(0))
        if inside:
            weights[value.id] = (of_value * share, inside)
    if isinstance(pricing, Band):
        weights[PRICE] = (Fraction(pricing.weight), {PRICE: Fraction(1)})
        for each in worked_out.solutions:
            if each.price is not None and each.price.points is not None:
                scores[each.id][PRICE] = each.price.points
    return scores, weights


def warnings(worked_out: Result, top: State, language: Language) -> list[State]:
    """Give all warnings, those about places first."""
    telling = _Telling(worked_out, top, language)
    return [*telling.ties(), *telling.saturation(), *telling.weights(), *telling.formula()]


class _Telling:
    def __init__(self, worked_out: Result, top: State, language: Language) -> None:
        self.result, self.top, self.language = worked_out, top, language

    def warning(self, key: str, source: str, **particulars: Any) -> State:
        """Make a warning: what was seen, what was made of it, and by whom."""
        court, reference, address = SOURCES[source]
        return {
            "text": say(key, self.language, **particulars),
            "court": say(court, self.language),
            "source": reference,
            "url": address,
        }

    def figure(self, solution: Id) -> str:
        """Write what a solution is ranked by."""
        found = next(each for each in self.result.solutions if each.id == solution)
        if found.price is not None and self.result.method.price is not None:
            return shown(found.price.compared, self.result.method.price, self.language)
        return number(written(found.total.low, self.result.method.rules.rounding), self.language)

    def ties(self) -> Iterator[State]:
        """Name ties that a lot decided, and ties that nothing decides."""
        left = {(each.id, *each.rank.tied_with) for each in self.result.solutions if each.rank.tied_with}
        for group in sorted({tuple(sorted(each)) for each in left}):
            yield self.warning("prepare.dry_tie", "lottery", names=", ".join(group), total=self.figure(group[0]))
        for tie in self.result.ties:
            names = [each for group in tie.order for each in group]
            lots = any(step.by == "lot" for step in tie.steps)
            key = "prepare.dry_tie_lot" if lots else "prepare.dry_tie_broken"
            yield self.warning(key, "lottery", names=", ".join(names), total=self.figure(names[0]))

    def saturation(self) -> Iterator[State]:
        """Say that a scale tells little apart."""
        top = self.top
        if top["alike"]:
            yield self.warning("prepare.dry_alike", "lottery", count=len(top["alike"]), names="; ".join(top["alike"]))
        if top["count"] * 2 > top["of"]:
            yield self.warning("prepare.dry_saturated", "lottery", count=top["count"], of=top["of"])

    def weights(self) -> Iterator[State]:
        """Name what weighs much more or less than on paper, and what decides alone."""
        values, criteria = weighed(self.result)
        parted = [each for each in values if each.apart and not isinstance(each.effective, Undefined)]
        if parted:
            yield self.warning("prepare.dry_apart", "effective", names="; ".join(self.both(each) for each in parted))
        for each in criteria:
            if not isinstance(each.effective, Undefined) and each.effective > MOST:
                percent = number(written(each.effective * 100, SHOWN), self.language)
                yield self.warning("prepare.dry_decides", "effective", name=self.title(each.name), percent=percent)

    def both(self, each: EffectiveWeight) -> str:
        """Write a weight on paper and in this run."""
        assert not isinstance(each.effective, Undefined)
        nominal, effective = (
            number(written(weight * 100, SHOWN), self.language) for weight in (each.nominal, each.effective)
        )
        return say("prepare.dry_both", self.language, name=self.title(each.name), nominal=nominal, effective=effective)

    def title(self, given: Id) -> str:
        """Give the title of a value or criterion, or the word for the price."""
        if given == PRICE:
            return say("prepare.price_heading", self.language)
        return Wording(self.result.method, self.language).name(given)

    def formula(self) -> Iterator[State]:
        """Say where the price formula stops telling prices apart, or where one side drowns the other."""
        pricing = self.result.method.price
        prices = [each.price for each in self.result.solutions if each.price is not None]
        if pricing is None or not prices:
            return
        if isinstance(pricing, Band):
            estimate = pricing.low.estimate if pricing.low else None
            if estimate is not None and not pricing.best < estimate < pricing.worst:
                yield self.warning("prepare.dry_estimate_outside", "formula", estimate=euro(estimate, self.language))
            elif estimate is not None and 2 * estimate > pricing.worst:
                yield self.warning("prepare.dry_twice_flat", "formula", worst=euro(pricing.worst, self.language))
            if pricing.best > 0:
                yield self.warning("prepare.dry_zero_flat", "formula", best=euro(pricing.best, self.language))
            return
        spread = max(each.price for each in prices) - min(each.price for each in prices)
        earned = [each.earned.low for each in prices if each.earned is not None]
        worth = max(earned) - min(earned)
        particulars = {"spread": euro(spread, self.language), "worth": euro(worth, self.language)}
        key = "prepare.dry_price_drowns" if spread > worth else "prepare.dry_quality_drowns"
        if spread > 2 * worth or worth > 2 * spread:
            yield self.warning(key, "effective", **particulars)
