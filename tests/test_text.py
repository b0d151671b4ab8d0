"""Texts in two languages, whose language it is, and numbers as the reader writes them."""

from __future__ import annotations

import ast
import re
import tomllib
from decimal import Decimal
from pathlib import Path
from string import Formatter
from typing import Any

import pytest

import toetssteen
from toetssteen import language
from toetssteen.language import Text, number, reader_language, say

PACKAGE = Path(toetssteen.__file__).parent
WORDS = language.words()
KEYS = [f"{section}.{name}" for section, names in WORDS.items() for name in names]


def placeholders(words: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(words) if name is not None}


@pytest.mark.parametrize(
    ("value", "nl", "en"),
    [
        ("71.25", "71,25", "71.25"),
        ("1234567.5", "1.234.567,5", "1,234,567.5"),
        ("0.10", "0,10", "0.10"),
        ("-3", "-3", "-3"),
        ("100", "100", "100"),
        ("0.1234567890123456789", "0,1234567890123456789", "0.1234567890123456789"),
        (Decimal("2E+3"), "2.000", "2,000"),
    ],
)
def test_a_number_is_written_as_the_reader_does_and_no_digit_is_lost(value: Any, nl: str, en: str) -> None:
    assert (number(value, "nl"), number(value, "en")) == (nl, en)


@pytest.mark.parametrize(
    ("given", "environment", "locale", "expected"),
    [
        ("nl", "en", "en_GB", "nl"),
        (None, "EN_us", "nl_NL", "en"),
        (None, None, "en_GB", "en"),
        ("fr", "de", "en_GB", "en"),
        (None, "", None, "nl"),
        (None, None, "fr_FR", "nl"),
    ],
)
def test_the_reader_chooses_then_the_environment_then_the_locale_then_dutch(
    monkeypatch: pytest.MonkeyPatch, given: str | None, environment: str | None, locale: str | None, expected: str
) -> None:
    monkeypatch.delenv("TOETSSTEEN_LANGUAGE")
    if environment is not None:
        monkeypatch.setenv("TOETSSTEEN_LANGUAGE", environment)
    monkeypatch.setattr(language.locale, "getlocale", lambda: (locale, "UTF-8"))
    assert reader_language(given) == expected


def test_a_text_gives_its_language() -> None:
    assert (Text("ja", "yes").in_("nl"), Text("ja", "yes").in_("en")) == ("ja", "yes")
    assert Text.same("A") == Text("A", "A")


def test_words_of_a_screen_are_in_both_languages_with_the_same_particulars() -> None:
    faults = []
    for section, names in WORDS.items():
        for name, words in names.items():
            if words.keys() != {"nl", "en"} or not all(text.strip() for text in words.values()):
                faults.append(f"{section}.{name}: not in both languages")
            elif placeholders(words["nl"]) != placeholders(words["en"]):
                faults.append(f"{section}.{name}: other particulars in nl than in en")
    assert not faults, faults


def test_every_word_that_a_module_says_is_there() -> None:
    said = set()
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "say" and node.args:
                first = node.args[0]
                if isinstance(first, ast.Constant):
                    said.add(str(first.value))
    assert said
    assert sorted(said - set(KEYS)) == []


def test_no_word_is_defined_in_two_files() -> None:
    files = [path for path in PACKAGE.rglob("*.toml") if path.name != "errors.toml"]
    found = [
        f"{section}.{name}"
        for file in files
        for section, names in tomllib.loads(file.read_text("utf-8")).items()
        for name in names
    ]
    assert sorted(each for each in set(found) if found.count(each) > 1) == []
    assert set(found) == set(KEYS)


def test_a_word_is_said_with_its_particulars() -> None:
    assert say("new.made", "nl", path="map") == "Gemaakt: map"
    assert say("new.made", "en", path="folder") == "Made: folder"
    with pytest.raises(KeyError):
        say("new.made", "en")


def test_every_word_is_used() -> None:
    """A name stands in the code, or is built from a part that does (``who_${role}``, ``f"{part}_heading"``)."""
    sources = [path for path in PACKAGE.rglob("*") if path.suffix in (".py", ".js", ".j2", ".typ")]
    code = "\n".join(path.read_text("utf-8") for path in sources)
    named = set(re.findall(r"""(?<=["'`.])[a-z0-9_-]+(?=["'`,)\s}])""", code)) | set(re.findall(r"\b[a-z_]+\b", code))
    begins = tuple(set(re.findall(r"""["'`.]([a-z_-]+[_-])(?=\$?\{)""", code)))
    ends = tuple(set(re.findall(r"""\}(_[a-z]+)["'`]""", code)))
    for key in KEYS:
        name = key.split(".")[1]
        assert name in named or name.startswith(begins) or name.endswith(ends), key
