"""Exact numbers: intervals of fractions, and the one rounding at the end."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from toetssteen.model.method import Rounding


@dataclass(frozen=True, slots=True)
class Interval:
    """All that a number can still be, from ``low`` to ``high``; exact where they are equal."""

    low: Fraction
    high: Fraction

    @classmethod
    def at(cls, value: Fraction) -> Interval:
        """Make the interval of one exact number."""
        return cls(value, value)

    @property
    def exact(self) -> bool:
        """Whether one number is left."""
        return self.low == self.high

    def __add__(self, other: Interval) -> Interval:
        """Add end to end."""
        return Interval(self.low + other.low, self.high + other.high)

    def __mul__(self, factor: Fraction | int) -> Interval:
        """Scale both ends by a factor of at least 0."""
        return Interval(self.low * factor, self.high * factor)

    def rounded(self, rounding: Rounding) -> Interval:
        """Round both ends by the frozen rule."""
        return Interval(rounded(self.low, rounding), rounded(self.high, rounding))


WHOLE = Interval(Fraction(0), Fraction(1))
"""A share of which nothing is known."""
NOTHING = LOWEST = Interval(Fraction(0), Fraction(0))
"""What sums begin with; and the share of the lowest level."""


def hull(parts: Sequence[Interval]) -> Interval:
    """Return the interval from the lowest to the highest."""
    return Interval(min(part.low for part in parts), max(part.high for part in parts))


def mean(parts: Sequence[Interval]) -> Interval:
    """Return the mean of intervals, end by end."""
    low = _mean([part.low for part in parts])
    return Interval(low, low if all(part.exact for part in parts) else _mean([part.high for part in parts]))


def _mean(numbers: list[Fraction]) -> Fraction:
    """Return the mean over one common denominator, which is faster than adding fraction by fraction."""
    under = math.lcm(*(number.denominator for number in numbers))
    return Fraction(sum(number.numerator * (under // number.denominator) for number in numbers), under * len(numbers))


def median(parts: Sequence[Interval]) -> Interval:
    """Return the median of intervals, end by end; of an even number, the mean of the two in the middle."""
    return Interval(_median([part.low for part in parts]), _median([part.high for part in parts]))


def _median(numbers: list[Fraction]) -> Fraction:
    ordered = sorted(numbers)
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2


def rounded(number: Fraction, rounding: Rounding) -> Fraction:
    """Round a number by the frozen rule; up and down are those of the number line."""
    power = 10**rounding.digits
    scaled = number * power
    if rounding.mode == "half_up":
        whole = (scaled + Fraction(1, 2)).__floor__()
    elif rounding.mode == "half_even":
        whole = round(scaled)
    else:
        whole = scaled.__floor__()
    return Fraction(whole, power)


def written(number: Fraction, rounding: Rounding) -> str:
    """Write a number, rounded by the frozen rule, with all its digits (``71.50``)."""
    whole = int(rounded(number, rounding) * 10**rounding.digits)
    digits, sign = str(abs(whole)).rjust(rounding.digits + 1, "0"), "-" if whole < 0 else ""
    return sign + (f"{digits[: -rounding.digits]}.{digits[-rounding.digits :]}" if rounding.digits else digits)
