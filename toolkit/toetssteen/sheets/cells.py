"""What a cell of a spreadsheet comes to, whatever the format: a text, an exact number, or why it cannot be taken.

Rules: nothing is guessed. An error, a formula that was never worked out, a date and a yes or no are said, not read as
an empty cell, 0 or a text.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from toetssteen.sheets.limits import Raw

ERROR = re.compile(r"#(N/[AB]|[A-Z]{3,}(/0)?[!?])|(Err|Fout):\d{3}")
_NUMBER = re.compile(r"[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d{1,4})?", re.ASCII)


def text_of(text: str) -> Raw:
    """Take a text as it is, unless it is an error that a spreadsheet left behind."""
    if len(text) >= 50 or not ("#" in text or ":" in text):
        return text
    trimmed = unicodedata.normalize("NFC", text).strip()
    return ("TS-418", trimmed) if ERROR.fullmatch(trimmed) else text


def number_of(text: str) -> Raw:
    """Take a number as its shortest form (a spreadsheet keeps doubles); what is none is an error."""
    number = float(text) if len(text) < 400 and _NUMBER.fullmatch(text) else float("inf")
    return number if abs(number) < float("inf") else ("TS-418", text[:100])


@cache
def letter_of(index: int) -> str:
    """Name a column, counted from 0, as a spreadsheet does: A, B, … Z, AA."""
    return (letter_of(index // 26 - 1) if index >= 26 else "") + chr(ord("A") + index % 26)


def reference(top: int, left: int, bottom: int, right: int) -> str:
    """Name a range by its corners, counted from 1: ``A1:B2``."""
    return f"{letter_of(left - 1)}{top}:{letter_of(right - 1)}{bottom}"
