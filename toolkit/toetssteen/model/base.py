"""What every noun is made of: a frozen model, and the types of ids, exact numbers and texts.

Rules: unknown keys are refused; a number is exact (a decimal string outside, ``Decimal`` inside) and
is written in one way only (``3.50`` becomes ``3.5``); a float is never accepted for one. What a text may be is said
here and nowhere else (decision record 0027): a noun holds only what every writer, spreadsheet and disk can take.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    PlainSerializer,
    StringConstraints,
    ValidationError,
    WithJsonSchema,
)
from pydantic_core import InitErrorDetails, PydanticCustomError, PydanticKnownError

from toetssteen.language import LANGUAGES, Text, says_nothing

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

MAX_UNITS = 32_767
"""Characters of a text as spreadsheets and browsers count them (UTF-16): so many are in a cell."""


def units(text: str) -> int:
    """Return how long a text is as spreadsheets and browsers count it, in units of UTF-16."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def at_most(text: str, most: int) -> str:
    """Return a text that is at most so long, in units of UTF-16; a longer one is refused."""
    if (length := units(text)) > most:
        raise PydanticCustomError(
            "string_too_long", "at most {max_length}", {"max_length": most, "actual_length": length}
        )
    return text


def _written(text: str) -> str:
    if "\r" in text or (found := says_nothing(text)):
        named = sorted({f"U+{ord(character):04X}" for character in (found if "\r" not in text else ["\r"])})
        raise PydanticCustomError("says_nothing", "characters: {value}", {"value": ", ".join(named[:9])})
    return at_most(text, MAX_UNITS)


Kept = AfterValidator(_written)
"""What holds of every text of a noun: each writer, spreadsheet and reader keeps it as it is."""

Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500), Kept]
"""One line of text that a person wrote: a name, a title."""

MAX_REASON = 20_000
"""Characters in a statement of reasons or another long text."""

Prose = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=MAX_REASON), Kept]
"""A text that a person wrote: a reason, an explanation."""

Remark = Annotated[str, StringConstraints(max_length=MAX_REASON), Kept]
"""A text that may be empty, kept as it was typed."""

MAX_LEVELS = 15_000
"""Characters of what the levels of a scale mean together, and of the anchors: both stand in one cell of a sheet."""
MAX_WORDS = 2_000
"""Characters (UTF-16) of a text of the library in one language; of ours none has half as many."""


def _in_both(given: Text) -> Text:
    """Have each language of a text be one that can be written, and fault the one that cannot."""
    problems: list[InitErrorDetails] = []
    for language in LANGUAGES:
        try:
            at_most(_written(given.in_(language)), MAX_WORDS)
        except PydanticCustomError as error:
            problems.append({"type": error, "loc": (language,), "input": given.in_(language)})
    if problems:
        raise ValidationError.from_exception_data("text", problems)
    return given


Words = Annotated[Text, AfterValidator(_in_both)]
"""A text in both languages: a title, a question, what a level means."""


def _a_number(text: str) -> str:
    exact(text)
    return text


Point = Annotated[str, AfterValidator(_a_number)]
"""A point of a scale as the key of what it means: an exact number, as it was written."""


def _a_day(text: str) -> str:
    try:
        date.fromisoformat(text + "-01-01"[len(text) - 4 :] if len(text) < 10 else text)
    except ValueError as error:
        raise PydanticKnownError("date_parsing", {"error": str(error)}) from None
    return text


Day = Annotated[str, StringConstraints(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"), AfterValidator(_a_day)]
"""A day that there is, as text: ``2026-03-31``."""

Dated = Annotated[str, StringConstraints(pattern=r"^[0-9]{4}(-[0-9]{2}){0,2}$"), AfterValidator(_a_day)]
"""A year, month or day that there is, as text."""

MAX_LINK = 1908
"""Characters of a link. Said beside the pattern and not in it, where it takes 8 MB and 20 ms to prepare."""

Link = Annotated[str, StringConstraints(pattern=r"^https://\S+$", max_length=MAX_LINK), Kept]
"""An address of the web: ``https`` and nothing else."""
