"""Names and texts: which are the same, which look alike, what shows, what is taken out, what Windows keeps."""

from __future__ import annotations

import pytest

from toetssteen.language import cleaned, free_id, kept_by_windows, marked, mistakable, same, says_why, shows


@pytest.mark.parametrize(
    "other",
    [
        "leverancier a",
        " LEVERANCIER \N{NO-BREAK SPACE} A",
        "Leverancier\N{ZERO WIDTH SPACE} A",
        "Lever\N{SOFT HYPHEN}ancier A\N{VARIATION SELECTOR-16}",
        "Leverancier \N{FULLWIDTH LATIN CAPITAL LETTER A}\N{HANGUL FILLER}",
        "\N{RIGHT-TO-LEFT OVERRIDE}Leverancier A\N{POP DIRECTIONAL FORMATTING}",
        "Leverancier\x0b\x07A",
    ],
)
def test_names_that_nobody_sees_the_difference_of_are_the_same(other: str) -> None:
    assert same(other) == same("Leverancier A")


@pytest.mark.parametrize("other", ["Leverancier B", "LeverancierA", "Léverancier A", "Leverancier А"])
def test_names_that_differ_are_not_the_same(other: str) -> None:
    assert same(other) != same("Leverancier A")


@pytest.mark.parametrize(
    "text", ["", " \n", "\N{ZERO WIDTH SPACE}", "\N{SOFT HYPHEN}\N{WORD JOINER}", "\N{HANGUL FILLER}", "\x0b\x01"]
)
def test_what_cannot_be_seen_is_no_name_and_no_reason(text: str) -> None:
    assert not shows(text)
    assert not says_why(text)
    assert same(text) == ""


def test_what_cannot_be_seen_is_written_out_in_a_fault() -> None:
    assert marked("A\N{ZERO WIDTH SPACE}\N{NO-BREAK SPACE}é\n") == "A<U+200B><U+00A0>é\n"


def test_control_characters_are_taken_out_and_counted_and_a_line_of_word_stays_a_line() -> None:
    assert cleaned({"a": ["x\x00y\x0bz", "tab\tand\r\nline"], "b": 1, "c": "half \ud800"}) == (
        {"a": ["xy\nz", "tab\tand\nline"], "b": 1, "c": "half "}, 3,
    )  # fmt: skip


def test_letters_of_another_script_that_look_alike_are_told_and_capitals_are_not() -> None:
    cyrillic = "\N{CYRILLIC CAPITAL LETTER A}LF\N{CYRILLIC CAPITAL LETTER A}"
    assert list(mistakable(["Alfa", "ALFA", "Beta", cyrillic, "Bèta", "Gamma"])) == [("Alfa", cyrillic)]


@pytest.mark.parametrize("name", ["con", "Nul", "AUX", "prn", "com1", "LPT9", "con.txt", "aux.", "toets.", "toets "])
def test_names_that_windows_keeps_are_known(name: str) -> None:
    assert kept_by_windows(name)


def test_an_id_that_is_made_is_none_of_them() -> None:
    assert not any(map(kept_by_windows, ["conclusie", "com10", "a.con", "com"]))
    assert free_id("con", ()) == "con-2"
