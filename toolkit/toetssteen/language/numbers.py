"""Numbers, percentages and amounts of money as the reader writes them.

Rules: a number is exact; no digit is added or lost, except where the docstring says to how many it is rounded.
"""

from __future__ import annotations

import math
from decimal import Decimal
from fractions import Fraction

from babel.numbers import format_decimal

from toetssteen.language.text import LOCALES, Language

PERCENT_DIGITS = 4
"""Decimals of a percentage that does not end before."""


def number(value: Decimal | str, language: Language, *, trim: bool = False) -> str:
    """Write a decimal number as the reader does (``71,25`` or ``71.25``); trimmed, without zeros at its end."""
    return _written(value, language, "", trim=trim)


def percent(value: Fraction | Decimal, language: Language) -> str:
    """Write a percentage (0-100) without its sign: in full where it ends within four decimals, else ``≈`` and four.

    Examples
    --------
    >>> percent(Fraction(25, 2), "en"), percent(Fraction(200, 7), "en")
    ('12.5', '≈ 28.5714')
    """
    power = 10**PERCENT_DIGITS
    whole = math.floor(Fraction(value) * power + Fraction(1, 2))
    written = number(Decimal(whole) / power, language, trim=True)
    return written if Fraction(whole, power) == value else f"≈ {written}"


def money(amount: Decimal | str, language: Language) -> str:
    """Write an amount in euro with the digits that it has (``€ 1.234,50``); the sign stands before the digits."""
    return _written(amount, language, "€ ", trim=False)


def _written(value: Decimal | str, language: Language, before: str, *, trim: bool) -> str:
    exact = value if isinstance(value, Decimal) else Decimal(value)
    exponent = exact.as_tuple().exponent
    digits = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    pattern = "#,##0" + ("." + ("#" if trim else "0") * digits if digits else "")
    pattern = f"{before}{pattern};{before}-{pattern}"
    return format_decimal(exact, format=pattern, locale=LOCALES[language], decimal_quantization=False)
