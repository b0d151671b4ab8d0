"""Price, apart from quality and opened after it: two absolute methods (``semantics`` 10).

Value-based award: ``price - sum_i euro_i * share_i``, in euro, the lowest is best. Absolute band: points run in
a straight line from ``best`` (100) to ``worst`` (0) and are combined with quality by the frozen weight. Neither
looks at another tender, so one that drops out changes nothing. Amounts are euro, exact.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from toetssteen.model.method import Band, LowPrice, Rounding, ValueBased
from toetssteen.scoring.exact import NOTHING, Interval, rounded
from toetssteen.scoring.result.sums import ValueScore

HUNDRED = Fraction(100)


@dataclass(frozen=True)
class PriceResult:
    """The price of one solution, with the figure that it ranks by.

    ``price`` is what is asked (euro); ``points`` (0-100) stand for it in a band; ``earned`` is what the quality is
    worth (euro) under value-based award; ``compared`` is what ranks: the combined total (0-100, highest first) or
    the award price (euro, lowest first). ``low`` tells that the price is below what is asked about.
    """

    price: Fraction
    points: Fraction | None
    earned: Interval | None
    compared: Interval
    low: bool

    def merit(self, rounding: Rounding) -> Interval:
        """Return the figure that ranks, highest first; an award price is rounded as it is written, then negated."""
        if self.earned is None:
            return self.compared
        ends = (self.compared.high, self.compared.low)
        low, high = (rounded(end, rounding) if rounding.ties == "rounded" else end for end in ends)
        return Interval(-low, -high)


def price_result(
    pricing: ValueBased | Band, price: Decimal, quality: Interval, values: Sequence[ValueScore]
) -> PriceResult:
    """Work out the price of one solution from its quality (0-100) and the scores of its values."""
    asked = Fraction(price)
    low = is_low(asked, pricing.low)
    if isinstance(pricing, Band):
        points, weight = band_points(pricing, asked), Fraction(pricing.weight) / HUNDRED
        combined = quality * (1 - weight) + Interval.at(points * weight)
        return PriceResult(asked, points, None, combined, low)
    earned = value_earned(pricing, values)
    return PriceResult(asked, None, earned, Interval(asked - earned.high, asked - earned.low), low)


def band_points(band: Band, price: Fraction) -> Fraction:
    """Return the points (0-100) of a price: all at ``best`` and below, none at ``worst`` and above."""
    best, worst = Fraction(band.best), Fraction(band.worst)
    return min(HUNDRED, max(Fraction(0), HUNDRED * (worst - price) / (worst - best)))


def value_earned(pricing: ValueBased, values: Sequence[ValueScore]) -> Interval:
    """Return what the quality of a solution is worth (euro): the share it earned of every euro value."""
    if pricing.per == "value":
        shares = {value.id: value.score * (1 / HUNDRED) for value in values if value.score is not None}
    else:
        shares = {cell.criterion: cell.counted for value in values for _, cell in value.cells}
    return sum((shares[name] * Fraction(euro) for name, euro in pricing.euro.items() if name in shares), NOTHING)


def is_low(price: Fraction, low: LowPrice | None) -> bool:
    """Return whether a price is one to ask about: below the share of the estimate that was set beforehand."""
    return low is not None and price * HUNDRED < Fraction(low.estimate) * Fraction(low.percent)
