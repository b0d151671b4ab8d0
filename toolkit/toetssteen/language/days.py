"""Days and moments as the reader writes them.

Rules: a moment is stored and said in UTC; the words say so, also where only its day is said.
"""

from __future__ import annotations

import re
from datetime import date

from babel.dates import format_date

from toetssteen.language.text import LOCALES, Language
from toetssteen.language.words import say

_ISO = re.compile(r"(\d{4}-\d\d)(-\d\d)?(T.+)?")


def day(given: date | str | None, language: Language) -> str:
    """Write a day (``9 maart 2026``): a date, or the day of a date or moment in ISO 8601; of a moment with ``UTC``.

    Of a month (``2026-03``) its name and year; a text that is no date comes back unchanged, ``None`` as the empty text.
    """
    if isinstance(given, date):
        return format_date(given, "d MMMM y", locale=LOCALES[language])
    match = _ISO.fullmatch(given or "")
    if match is None:
        return given or ""
    try:
        parsed = date.fromisoformat(f"{match[1]}{match[2] or '-01'}")
    except ValueError:
        return match[0]
    written = format_date(parsed, "d MMMM y" if match[2] else "MMMM y", locale=LOCALES[language])
    return f"{written} UTC" if match[3] else written


def instant(given: str, language: Language) -> str:
    """Write a moment (ISO 8601, UTC) to the minute, with the day in full; of nothing nothing."""
    return say("common.instant", language, day=day(given[:10], language), time=given[11:16]) if given else ""
