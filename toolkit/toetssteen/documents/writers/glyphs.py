"""Which characters the shipped fonts can show, and what stands for those they cannot.

PDF/A and PDF/UA refuse a character without a glyph, so a vendor's emoji would stop the report. It is told by
its code number instead (``[U+1F600]``); the attached data keep the text as it was written. Long unbroken runs
get places to break; nothing else about a text changes.

``fonts/coverage.json`` has the characters of each font, in ranges; a test reads the fonts themselves and holds it
against them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any
from unicodedata import category, combining, normalize
from urllib.parse import quote

FONTS = Path(__file__).parent / "fonts"
ORDER = ("AtkinsonHyperlegibleNext", "NotoSans", "NotoSansHebrew", "NotoSansArabic")
"""The fonts in the order in which the template asks for them."""
RUN = 28
"""Characters in a row without a place to break, after which one is made."""
_BREAK = "\N{ZERO WIDTH SPACE}"
_LONG = re.compile(rf"[^\s\-{_BREAK}]{{{RUN},}}")
_INVISIBLE = {0x200B, 0x200C, 0x200D, 0x200E, 0x200F, *range(0x202A, 0x202F), 0x2060, *range(0x2066, 0x206A)}
"""Marks that shape text and are never drawn."""
_ORDER_MARK = 0xFEFF
"""Two fonts have it, and PDF/UA refuses it all the same."""
_DIGEST = re.compile(r"[0-9a-f]{64}")
_IN_ADDRESS = "%/:=&?~#+!$,;'@()*[]"


def shown(given: Any, *, plainly: bool = False) -> Any:
    """Return a text, or every text in plain data, with only characters that the fonts can show.

    With ``plainly``, everything beyond Latin is told by its number: for text that the fonts have all the
    characters of and still cannot shape.
    """
    match given:
        case str():
            return _shown(given, plainly=plainly)
        case dict():
            return {
                key: quote(part, safe=_IN_ADDRESS) if key in ("link", "url", "href") else shown(part, plainly=plainly)
                for key, part in given.items()
            }
        case list() | tuple():
            return [shown(part, plainly=plainly) for part in given]
        case _:
            return given


def _shown(text: str, *, plainly: bool) -> str:
    if _DIGEST.fullmatch(text):
        return text
    if not text.isascii() or not text.isprintable():
        text = "".join(_drawn(normalize("NFC", text), plainly=plainly))
    return _LONG.sub(lambda run: _BREAK.join(_cut(run[0])), text)


def _drawn(text: str, *, plainly: bool) -> Iterator[str]:
    """Yield a text, with a code number for what cannot be drawn.

    A mark on a letter that an earlier font has the mark of and not the letter is told by its number, too:
    typst would draw the mark and leave out the letter.
    """
    letter = 0
    for character in text:
        code = ord(character)
        if not combining(character):
            letter = code
        elif _first(letter) > _first(code):
            yield _instead(character)
            continue
        yield character if _can(code, plainly=plainly) else _instead(character)


def _cut(run: str) -> Iterator[str]:
    for start in range(0, len(run), RUN):
        yield run[start : start + RUN]


def _can(code: int, *, plainly: bool) -> bool:
    if code < 0x20:
        return code == 0x0A
    if plainly:
        return code < 0x17F and code in _covered()
    return code in _INVISIBLE or (code in _covered() and code != _ORDER_MARK)


def _instead(character: str) -> str:
    if character in "\t\r\v\f":
        return " "
    return "" if category(character) == "Cf" else f"[U+{ord(character):04X}]"


@cache
def _first(code: int) -> int:
    """Return the place of the first font, in the order of the template, that has a character."""
    return next((place for place, codes in enumerate(_by_font()) if code in codes), len(ORDER))


@cache
def _by_font() -> tuple[frozenset[int], ...]:
    ranges = json.loads((FONTS / "coverage.json").read_bytes())
    return tuple(frozenset(code for low, high in ranges[name] for code in range(low, high + 1)) for name in ORDER)


@cache
def _covered() -> frozenset[int]:
    """Return every code point that one of the shipped fonts has a glyph for."""
    return frozenset().union(*_by_font())
