"""Texts in two languages, whose language it is, and numbers, days, lists and ids as a reader has them."""

from __future__ import annotations

import ast
import locale as locale_module
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from string import Formatter
from typing import Any

import pytest

import toetssteen
from toetssteen.language import (
    Language,
    Text,
    day,
    free_id,
    free_ids,
    ids,
    instant,
    isolated,
    language_of,
    listed,
    money,
    number,
    percent,
    reader_language,
    say,
    slug,
    words,
)

PACKAGE = Path(toetssteen.__file__).parent
WORDS = words()
KEYS = [f"{section}.{name}" for section, names in WORDS.items() for name in names]
NEVER_ONE = {"minutes.sitting_at", "outlook.apart_most", "outlook.saturated", "prepare.versions"}
"""Words that are said of two or more only."""


def placeholders(words: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(words) if name is not None}


def both(write: Callable[[Language], str]) -> tuple[str, str]:
    """Give what is written in Dutch and in English."""
    return write("nl"), write("en")


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
    ("given", "environment", "locale", "language"),
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
    monkeypatch: pytest.MonkeyPatch, given: str | None, environment: str | None, locale: str | None, language: str
) -> None:
    monkeypatch.delenv("TOETSSTEEN_LANGUAGE")
    if environment is not None:
        monkeypatch.setenv("TOETSSTEEN_LANGUAGE", environment)
    monkeypatch.setattr(locale_module, "getlocale", lambda: (locale, "UTF-8"))
    assert reader_language(given) == language


def test_a_code_of_another_language_is_dutch() -> None:
    assert [language_of(code) for code in ("en", "nl", "fr", "", None)] == ["en", "nl", "nl", "nl", "nl"]


def test_a_trimmed_number_has_no_zeros_at_its_end() -> None:
    assert both(lambda language: number("1071.2500", language, trim=True)) == ("1.071,25", "1,071.25")
    assert [number(each, "nl", trim=True) for each in ("70.00", "100", "0.00", "-0.50")] == ["70", "100", "0", "-0,5"]


@pytest.mark.parametrize(
    ("value", "nl", "en"),
    [
        (Fraction(25, 2), "12,5", "12.5"),
        (Fraction(100, 3), "≈ 33,3333", "≈ 33.3333"),
        (Fraction(1, 20_000), "≈ 0,0001", "≈ 0.0001"),
        (Fraction(1, 20_001), "≈ 0", "≈ 0"),
        (Decimal("100.0"), "100", "100"),
    ],
)
def test_a_percentage_ends_or_is_rounded_half_up_to_four_decimals(value: Any, nl: str, en: str) -> None:
    assert both(lambda language: percent(value, language)) == (nl, en)


def test_an_amount_has_the_sign_of_the_euro_and_the_digits_that_it_has() -> None:
    assert both(lambda language: money("1234.50", language)) == ("€ 1.234,50", "€ 1,234.50")
    assert both(lambda language: money(Decimal(-250000), language)) == ("€ -250.000", "€ -250,000")


@pytest.mark.parametrize(
    ("given", "nl", "en"),
    [
        (date(2026, 3, 9), "9 maart 2026", "9 March 2026"),
        ("2026-03-09", "9 maart 2026", "9 March 2026"),
        ("2026-12-31T23:59:59Z", "31 december 2026 UTC", "31 December 2026 UTC"),
        ("2026-08", "augustus 2026", "August 2026"),
        ("voorjaar 2026", "voorjaar 2026", "voorjaar 2026"),
        ("2026-13", "2026-13", "2026-13"),
        ("2026-02-30", "2026-02-30", "2026-02-30"),
        ("2026-08 of later", "2026-08 of later", "2026-08 of later"),
        ("", "", ""),
        (None, "", ""),
    ],
)
def test_a_day_is_written_in_full_and_what_is_no_date_stays_as_it_is(given: Any, nl: str, en: str) -> None:
    assert both(lambda language: day(given, language)) == (nl, en)


def test_a_moment_says_that_it_is_in_utc() -> None:
    written = both(lambda language: instant("2026-05-20T09:05:59Z", language))
    assert written == ("20 mei 2026, 09:05 uur UTC", "20 May 2026, 09:05 UTC")
    assert instant("", "nl") == ""


def test_a_list_ends_with_and_or_or() -> None:
    assert both(lambda language: listed("abc", language)) == ("a, b en c", "a, b and c")
    assert both(lambda language: listed("ab", language, "or")) == ("a of b", "a or b")
    assert (listed(["a"], "nl"), listed([], "nl")) == ("a", "")


def test_a_name_that_runs_from_right_to_left_is_kept_apart() -> None:
    assert isolated("Beuk") == "Beuk"
    assert isolated("\N{RIGHT-TO-LEFT OVERRIDE}É") == "É"
    assert (
        isolated("\N{HEBREW LETTER ALEF}")
        == "\N{FIRST STRONG ISOLATE}\N{HEBREW LETTER ALEF}\N{POP DIRECTIONAL ISOLATE}"
    )


@pytest.mark.parametrize(
    ("title", "most", "made"),
    [
        ("Chat via WhatsApp!", 60, "chat-via-whatsapp"),
        ("  Één café  ", 60, "een-cafe"),
        ("ab cd", 3, "ab"),
        ("\N{HEBREW LETTER ALEF}", 60, "solution"),
    ],
)
def test_an_id_is_made_of_the_letters_and_digits_of_a_title(title: str, most: int, made: str) -> None:
    assert slug(title, "solution", most) == made


def test_an_id_that_is_taken_gets_the_first_free_number() -> None:
    assert [free_id("a", taken) for taken in ([], ["a"], ["a", "a-2"], ["a-2"])] == ["a", "a-2", "a-3", "a"]
    assert [free_id("a", taken, numbered=True) for taken in ([], ["a-1"], ["a-2"])] == ["a-1", "a-2", "a-1"]
    assert list(free_ids(["a", "b", "a", "a"], ["a-2"])) == ["a", "b", "a-3", "a-4"]


def test_no_number_of_an_id_is_tried_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    """A sheet may have 30,000 titles alike; were each tried from the first number, it would take minutes."""
    tried: list[str] = []
    candidates = ids._candidates

    def counted(stem: str, numbered: bool) -> Iterator[str]:
        for candidate in candidates(stem, numbered):
            tried.append(candidate)
            yield candidate

    monkeypatch.setattr(ids, "_candidates", counted)
    assert len(set(free_ids(["a"] * 100, ()))) == len(tried) == 100


def test_a_text_gives_its_language() -> None:
    assert (Text("ja", "yes").in_("nl"), Text("ja", "yes").in_("en")) == ("ja", "yes")
    assert Text.same("A") == Text("A", "A")


def test_words_of_a_screen_are_in_both_languages_with_the_same_particulars() -> None:
    faults = []
    for section, names in WORDS.items():
        for name, texts in names.items():
            if texts.keys() != {"nl", "en"} or not all(text.strip() for text in texts.values()):
                faults.append(f"{section}.{name}: not in both languages")
            elif placeholders(texts["nl"]) != placeholders(texts["en"]):
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


def test_one_of_a_thing_is_said_in_the_singular() -> None:
    assert both(lambda language: say("report.people_chair", language, count=1)) == ("één voorzitter", "one chair")
    assert both(lambda language: say("report.people_chair", language, count=0)) == ("0 voorzitters", "0 chairs")
    assert both(lambda language: say("report.people_chair", language, count=2)) == ("2 voorzitters", "2 chairs")


def test_a_word_that_counts_a_plural_has_a_singular_beside_it() -> None:
    """So that nobody reads ``1 points``; ``Points: {count}`` needs none."""
    plural = re.compile(r"\{(?:count|files)\} (?!of\b|more\b)[a-z ]*?[a-z]+s\b")
    counting = {
        f"{section}.{name}"
        for section, names in WORDS.items()
        for name, texts in names.items()
        if plural.search(texts["en"]) and f"{name}_one" not in names
    }
    assert sorted(counting) == sorted(NEVER_ONE)


def unused(keys: Iterable[str], sources: Mapping[str, str]) -> list[str]:
    """Name the words that no source says: whole (``"score.saved"``, ``"saved"``) or built (``f"who_{role}"``).

    A page says its own words and those of the kit, so that a word of a page counts only there and where its section is
    named (``f"prepare.{key}"``).
    """
    whole = frozenset(re.findall(r"""["'`](\w+\.\w+)["'`]""", "\n".join(sources.values())))
    areas: dict[str, tuple[set[str], tuple[str, ...], tuple[str, ...]]] = {}
    found = []
    for section, name in (key.split(".") for key in keys):
        if section not in areas:
            shared = (path for path in sources if path.startswith("web/kit/") or re.fullmatch(r"pages/\w+\.py", path))
            named = (path for path, text in sources.items() if f'f"{section}.{{' in text)
            own = [*shared, *named, *(path for path in sources if path.startswith(f"pages/{section}/"))]
            own = own if section in PAGES else list(sources)
            code = "\n".join(sources[path] for path in own)
            areas[section] = (
                set(re.findall(r"""["'`]([\w-]+)["'`]""", code)),
                tuple(set(re.findall(r"""["'`](?:\w+\.)?([a-z_-]+[_-])\$?\{""", code))),
                tuple(set(re.findall(r"""\}(_[a-z_]+)["'`]""", code))),
            )
        said, begins, ends = areas[section]
        forms = {name, name.removesuffix("_one")}  # that of one is taken by itself
        built = any(form.startswith(begins) or form.endswith(ends) for form in forms)
        if not built and not forms & said and not {f"{section}.{form}" for form in forms} & whole:
            found.append(f"{section}.{name}")
    return found


PAGES = {path.name for path in PACKAGE.glob("pages/*") if path.is_dir()} - {"report"}
"""The sections of words that belong to a step: the report's are also those of the document."""
SOURCES = {
    path.relative_to(PACKAGE).as_posix(): path.read_text("utf-8")
    for path in PACKAGE.rglob("*")
    if path.suffix in (".py", ".js", ".j2", ".typ")
}


def test_every_word_is_used() -> None:
    assert unused(KEYS, SOURCES) == []


def test_a_planted_word_that_nobody_says_is_named() -> None:
    planted = ["audit.open", "new.zebra"]
    assert unused(planted, SOURCES) == planted
