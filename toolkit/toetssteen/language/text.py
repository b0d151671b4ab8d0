"""A text in two languages, and whose language it is.

Rules: a text has both languages or does not exist; an id is never translated.
"""

from __future__ import annotations

import locale
import os
from dataclasses import dataclass
from typing import Any, ClassVar, Literal, get_args
from unicodedata import bidirectional

Language = Literal["nl", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
DEFAULT: Language = "nl"
LOCALES: dict[Language, str] = {"nl": "nl_NL", "en": "en_GB"}
"""The locale by which babel writes days, numbers and lists."""

FIRST_STRONG, POP = "\N{FIRST STRONG ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"
_RIGHT_TO_LEFT = {"R", "AL", "AN"}
_CONTROLS = {"RLE", "RLO", "LRE", "LRO", "RLI", "LRI", "FSI", "PDF", "PDI"}


@dataclass(frozen=True, slots=True)
class Text:
    """One text in both languages: plain text or Markdown, never HTML."""

    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}

    nl: str
    en: str

    def in_(self, language: Language) -> str:
        """Return the text in one language."""
        return self.nl if language == "nl" else self.en

    @classmethod
    def same(cls, text: str) -> Text:
        """Make a text that reads the same in both languages, such as a name from a sheet."""
        return cls(nl=text, en=text)


def language_of(code: str | None) -> Language:
    """Return the language of a code that a page or a command was given; Dutch for a code that is none."""
    return next((language for language in LANGUAGES if language == code), DEFAULT)


def reader_language(given: str | None = None) -> Language:
    """Choose the reader's language: what was asked for, the environment, the locale, Dutch."""
    candidates = (given, os.environ.get("TOETSSTEEN_LANGUAGE"), locale.getlocale()[0])
    for candidate in candidates:
        for language in LANGUAGES:
            if candidate and candidate.lower().startswith(language):
                return language
    return DEFAULT


def isolated(text: str) -> str:
    """Keep a name whose letters may run from right to left from turning the sentence around it."""
    if text.isascii():
        return text
    kept = "".join(letter for letter in text if bidirectional(letter) not in _CONTROLS)
    return f"{FIRST_STRONG}{kept}{POP}" if any(bidirectional(letter) in _RIGHT_TO_LEFT for letter in kept) else kept
