"""The words of a screen or a document, as ``words.toml``, ``words/`` and the steps of ``pages`` have them."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from babel import Locale

from toetssteen.language.text import LOCALES, Language


@cache
def words() -> dict[str, dict[str, dict[str, str]]]:
    """Return the words of every screen: ``{section: {name: {nl|en: text}}}``."""
    place = files("toetssteen")
    texts = [place / "words.toml", *_in_order(place / "words")]
    texts += [file for step in _in_order(place / "pages") if step.is_dir() for file in _in_order(step)]
    sections: dict[str, Any] = {}
    for text in (file for file in texts if file.name.endswith(".toml")):
        for section, names in tomllib.loads(text.read_text("utf-8")).items():
            sections[section] = sections.get(section, {}) | names
    return sections


def _in_order(folder: Traversable) -> list[Traversable]:
    """Return what is in a folder of the package, by name."""
    return sorted(folder.iterdir(), key=lambda file: file.name)


def say(key: str, language: Language, **particulars: Any) -> str:
    """Return words of a screen, ``say("result.total", "nl")``, filled in with the particulars that they name.

    Where ``count`` (a whole number) takes the singular and there is a word ``<key>_one``, that is said.

    Raises
    ------
    KeyError
        If there is no such word, or a particular that it names is not given.
    """
    section, name = key.split(".")
    names = words()[section]
    singular, count = f"{name}_one", particulars.get("count")
    if singular in names and isinstance(count, int) and _plural_form(count, language) == "one":
        name = singular
    return names[name][language].format_map(particulars)


@cache
def _plural_form(count: int, language: Language) -> str:
    return Locale.parse(LOCALES[language]).plural_form(count)
