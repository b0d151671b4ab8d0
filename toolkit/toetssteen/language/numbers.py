"""Numbers, percentages and amounts of money as the reader writes them, and as people type them.

Rules: a number is exact; no digit is added or lost, except where the docstring says to how many it is rounded. What can
be read in two ways is never guessed: both readings come back (babel's ``parse_decimal`` takes one of them without
asking). Pages read in the same way in ``web/kit/numbers.js``; a test holds the two against each other.
"""

from __future__ import annotations

import math
import re
from decimal import Decimal, localcontext
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


DIGITS = 18
"""Digits that a number may have which somebody types."""
_TYPED = re.compile(
    r"\s*(?:€|EUR\b)?\s*(-?)\s*(?:€|EUR\b)?\s*([0-9.,][0-9.,\s]*?)\s*(?:€|EUR|euro|%)?\s*", re.IGNORECASE
)
_AMOUNT, _NO_AMOUNT = re.compile("€|EUR", re.IGNORECASE), re.compile("%")
"""What says that a number is an amount, and that it is none: 21 % of something is no price."""
_NO_CENTS = re.compile("(?<=[0-9][.,])[-\N{EN DASH}]{1,2}")
_GROUPED = re.compile(
    r"[0-9]{1,3}(?:(\s)[0-9]{3}(?:\s[0-9]{3})*(?:[.,][0-9]+)?"  # 1 200,5
    r"|([.,])[0-9]{3}(?:\2[0-9]{3})*(?!\2)[.,][0-9]+"  # 1.200,50
    r"|([.,])[0-9]{3}(?:\3[0-9]{3})+)"  # 1.200.000
)
_ONE = re.compile(r"[0-9]*[.,][0-9]+|[0-9]+")
_DOUBTFUL = re.compile(r"[1-9][0-9]{0,2}([.,])[0-9]{3}")
_THOUSANDS = {"nl": ".", "en": ","}


def readings(text: str, language: Language | None, *, amount: bool = False) -> tuple[Decimal, ...]:
    """Return what a number can mean that somebody typed: nothing, one number, or two of which they have to choose.

    A single sign before three digits is doubtful (``1.250``): thousands or decimals. In an amount the reader's own sign
    for thousands is that; elsewhere the reader's own sign for decimals is that. Without a language nothing is.

    Examples
    --------
    >>> readings("€ 120.000,50", "nl", amount=True), readings("1.250", "en", amount=True)
    ((Decimal('120000.50'),), (Decimal('1250'), Decimal('1.250')))
    >>> readings("21 %", "nl", amount=True), readings("€ 21", "nl")
    ((), ())
    """
    found = _TYPED.fullmatch(_NO_CENTS.sub("00", text))
    if found is None or (_NO_AMOUNT if amount else _AMOUNT).search(text):
        return ()
    sign, digits = found[1], found[2].strip()
    grouped, doubtful = _GROUPED.fullmatch(digits), _DOUBTFUL.fullmatch(digits)
    if sum(map(str.isdigit, digits)) > DIGITS or not (grouped or _ONE.fullmatch(digits)):
        return ()
    sure = _without(digits, next(filter(None, grouped.groups()))) if grouped else digits.replace(",", ".")
    if doubtful is None:
        return (Decimal(sign + sure),)
    whole, decimal = Decimal(sign + _without(digits, doubtful[1])), Decimal(sign + sure)
    if language is not None and amount == (doubtful[1] == _THOUSANDS[language]):
        return (whole,) if amount else (decimal,)
    return (whole, decimal)


def _without(digits: str, thousands: str) -> str:
    kept = re.sub(r"\s", "", digits) if thousands.isspace() else digits.replace(thousands, "")
    return kept.replace(",", ".")


def _written(value: Decimal | str, language: Language, before: str, *, trim: bool) -> str:
    exact = value if isinstance(value, Decimal) else Decimal(value)
    exponent = exact.as_tuple().exponent
    digits = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    pattern = "#,##0" + ("." + ("#" if trim else "0") * digits if digits else "")
    pattern = f"{before}{pattern};{before}-{pattern}"
    with localcontext() as context:
        context.prec = len(exact.as_tuple().digits) + abs(exact.adjusted()) + digits + 1  # babel works with all of them
        return format_decimal(exact, format=pattern, locale=LOCALES[language], decimal_quantization=False)
