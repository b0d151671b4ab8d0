"""What every noun is made of: a frozen model, and the types of ids and exact numbers.

Rules: unknown keys are refused; a number is exact (a decimal string outside, ``Decimal`` inside) and
is written in one way only (``3.50`` becomes ``3.5``); a float is never accepted for one.
"""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Annotated, Any

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    PlainSerializer,
    StringConstraints,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

MAX_DIGITS = 18
"""Digits an exact number may have: a level, a weight or a price needs fewer; more is an attack."""

DECIMAL = r"^-?[0-9]{1,18}(\.[0-9]{1,18})?$"


class Noun(BaseModel):
    """A frozen value; an unknown key is refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=False)


def plain(value: Decimal) -> str:
    """Write an exact number in its one form: no exponent, no trailing zeros, no minus zero."""
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _no_number(value: Any) -> PydanticCustomError:
    """Return the refusal of what is no exact number: a decimal string, of at most :data:`MAX_DIGITS` digits."""
    return PydanticCustomError("not_a_number", "not a number: {value}", {"value": str(value)[:80]})


def exact(value: Any) -> Decimal:
    """Read an exact decimal number, in its one form.

    Raises
    ------
    ValueError
        If it is none, or has more digits than are kept.
    """
    if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
        raise _no_number(value)
    try:
        number = Decimal(value)
    except InvalidOperation:
        raise _no_number(value) from None
    if not number.is_finite() or len(number.as_tuple().digits) > MAX_DIGITS or abs(number.adjusted()) > MAX_DIGITS:
        raise _no_number(value)
    return Decimal(plain(number))


Exact = Annotated[
    Decimal,
    BeforeValidator(exact),
    PlainSerializer(plain, return_type=str),
    WithJsonSchema({"anyOf": [{"type": "number"}, {"type": "string", "pattern": DECIMAL}]}),
]
"""An exact decimal number; outside it is a string in its one form."""

Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$")]
"""An id: letters, digits, dot, dash, underscore; never translated, never reused."""

Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
"""A SHA-256 digest, 64 hexadecimal digits in lower case."""

Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)]
"""One line of text that a person wrote: a name, a title."""

MAX_REASON = 20_000
"""Characters in a statement of reasons or another long text."""

Prose = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=MAX_REASON)]
"""A text that a person wrote: a reason, an explanation."""
