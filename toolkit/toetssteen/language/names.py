"""When two names are the same, which may be taken for one another, and what of a text can be seen at all.

Rules: names are compared in one form (Unicode NFKC), whatever their capitals and spaces, without what cannot be seen; a
name is kept as it was written. Characters that say nothing (they control a device, or are none) are taken out where a
text comes in; a noun has none of them, so that whatever writes a text can write all there is.
Look-alikes of another script are warned of, not refused (decision record 0025).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any
from unicodedata import category, normalize

_BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0\U00013441\U00013442")
"""Letters and signs to Unicode that show nothing: fillers of Korean, blanks of braille and of hieroglyphs."""
_SELECTORS = re.compile("[\u034f\u17b4\u17b5\u180b-\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef]")
"""Marks that only choose how the character before them is drawn, or that nothing is drawn of."""
_NO_CHARACTERS = "\ufdd0-\ufdef" + "".join(
    f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000)
)
_SAYS_NOTHING = re.compile(f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff{_NO_CHARACTERS}]")
"""Control characters but tabs and line ends, halves of a character, and code points that Unicode keeps out of texts."""
_LINE_END = re.compile("\r\n?")
_BREAKS = frozenset("\x0b\x0c\x85")
"""Control characters that a word processor writes for a new line or page."""


def same(name: str) -> str:
    """Return what a name is compared by: two names are the same where this is."""
    folded = normalize("NFKC", normalize("NFKC", name).casefold())
    return " ".join("".join(character for character in folded if not _unseen(character)).split())


def _unseen(character: str) -> bool:
    if category(character) == "Cc":
        return not character.isspace()
    return category(character) in ("Cf", "Cs") or character in _BLANK or bool(_SELECTORS.match(character))


def shows(text: str) -> bool:
    """Return whether a text has a visible character: not only spaces, marks without a letter and blanks."""
    return any(category(character)[0] in "LNPS" and character not in _BLANK for character in text)


def says_why(reason: str | None) -> bool:
    """Return whether a reason has a visible letter or digit, so is more than blanks and dots."""
    return any(character.isalnum() and character not in _BLANK for character in reason or "")


def marked(text: str) -> str:
    """Return a text in which each character that cannot be seen is written out, such as ``<U+200B>``."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        f"<U+{ord(character):04X}>" if _unseen(character) or character == "\N{NO-BREAK SPACE}" else character
        for character in text
    )


def says_nothing(text: str) -> list[str]:
    """Return the characters of a text that :func:`without_controls` would take out."""
    return [] if text.isprintable() else _SAYS_NOTHING.findall(text)


def written(text: str) -> str:
    """Return a text with one sign at each end of a line, which is the one that XML, YAML and every writer keep."""
    return _LINE_END.sub("\n", text) if "\r" in text else text


def without_controls(text: str) -> str:
    """Return a text without what says nothing; what a word processor writes for a new line becomes one."""
    return _SAYS_NOTHING.sub(lambda found: "\n" if found[0] in _BREAKS else "", written(text))


def cleaned(given: Any) -> tuple[Any, int]:
    """Return plain data with :func:`without_controls` of each text in it, and how many characters that took out."""
    match given:
        case str():
            count = len(says_nothing(given))
            return without_controls(given) if count else written(given), count
        case dict():
            pairs = [(cleaned(name), cleaned(value)) for name, value in given.items()]
            return (
                {name: value for (name, _), (value, _) in pairs},
                sum(name[1] + value[1] for name, value in pairs),
            )
        case list():
            items = [cleaned(item) for item in given]
            return [item for item, _ in items], sum(count for _, count in items)
    return given, 0


def mistakable(names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield each name that looks like an earlier one in other letters, after that one: Latin and Cyrillic *a*."""
    seen: dict[str, str] = {}
    for name in names:
        keys = (_drawn(name.casefold()), _drawn(name))
        alike = [seen[key] for key in keys if key in seen and same(seen[key]) != same(name)]
        if alike:
            yield alike[0], name
        for key in keys:
            seen.setdefault(key, name)


def _drawn(name: str) -> str:
    """Return a name with one character for all that are drawn alike (UTS 39), whatever its capitals and spaces."""
    return same("".join(_prototype(character) for character in normalize("NFKC", name)))


@cache
def _prototype(character: str) -> str:
    """Return what stands for all single characters that look like this one: a Latin letter where there is one."""
    from confusable_homoglyphs.confusables import confusables_data

    found, left = {character}, [character]
    while left:
        alike = {other["c"].strip("\u200e") for other in confusables_data.get(left.pop(), ())}
        new = {other for other in alike if len(other) == 1} - found
        found |= new
        left += new
    return min(found)
