"""Localised text: what a person reads, in Dutch and English side by side.

Rules: a text has both languages or does not exist; an id is never translated; the language of the
reader is chosen once, at the edge (command line, page, report), and passed down.
Does not belong here: the words of a screen (``words.toml``) or of an error (``errors.toml``).
"""

from __future__ import annotations

import locale
import os
import tomllib
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, ClassVar, Literal, get_args

from babel.numbers import format_decimal

Language = Literal["nl", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
DEFAULT: Language = "nl"


@dataclass(frozen=True, slots=True)
class Text:
    """One text in both languages: plain text or Markdown, never HTML."""

    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}

    nl: str
    en: str

    def in_(self, language: Language) -> str:
        """Give the text in one language."""
        return self.nl if language == "nl" else self.en

    @classmethod
    def same(cls, text: str) -> Text:
        """Make a text that reads the same in both languages, such as a name from a sheet."""
        return cls(nl=text, en=text)


def reader_language(given: str | None = None) -> Language:
    """Choose the reader's language: what was asked for, the environment, the locale, Dutch."""
    candidates = (given, os.environ.get("TOETSSTEEN_LANGUAGE"), locale.getlocale()[0])
    for candidate in candidates:
        for language in LANGUAGES:
            if candidate and candidate.lower().startswith(language):
                return language
    return DEFAULT


def number(value: Decimal | str, language: Language) -> str:
    """Write a decimal number as the reader does (``71,25`` or ``71.25``), no digit added or lost."""
    exact = value if isinstance(value, Decimal) else Decimal(value)
    exponent = exact.as_tuple().exponent
    digits = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    pattern = "#,##0" + ("." + "0" * digits if digits else "")
    return format_decimal(exact, format=pattern, locale=language, decimal_quantization=False)


def in_order(folder: Traversable) -> list[Traversable]:
    """Give what is in a folder of the package, by name."""
    return sorted(folder.iterdir(), key=lambda file: file.name)


@cache
def words() -> dict[str, dict[str, dict[str, str]]]:
    """Give the words of every screen: ``{section: {name: {nl|en: text}}}``."""
    place = files("toetssteen")
    texts = [place / "words.toml", *in_order(place / "words")]
    texts += [file for step in in_order(place / "pages") if step.is_dir() for file in in_order(step)]
    sections: dict[str, Any] = {}
    for text in (file for file in texts if file.name.endswith(".toml")):
        for section, names in tomllib.loads(text.read_text("utf-8")).items():
            sections[section] = sections.get(section, {}) | names
    return sections


def say(key: str, language: Language, **particulars: Any) -> str:
    """Say the words of a screen: ``say("result.total", "nl")``; the particulars are those the words name."""
    section, name = key.split(".")
    return words()[section][name][language].format_map(particulars)
