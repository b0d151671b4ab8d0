"""The handbook page without a browser: both languages alike, every link resolves, nothing but text."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from toetssteen.language import LANGUAGES
from toetssteen.pages.desk import NOTEBOOKS, PLACES, STEPS, Desk
from toetssteen.pages.handbook import page
from toetssteen.pages.handbook.page import Handbook
from toetssteen.workbench import remember

ROOT = Path(__file__).resolve().parents[2]


def content(language: str) -> Any:
    remember("language", language)
    return Handbook(Desk("handbook")).content()


def inside(part: Any, name: str) -> Iterator[Any]:
    """Go over all that has this name, at any depth."""
    if isinstance(part, dict):
        yield from (value for key, value in part.items() if key == name)
    for child in part.values() if isinstance(part, dict) else part if isinstance(part, list) else ():
        yield from inside(child, name)


def said(part: Any) -> str:
    return "".join(inside(part, "text"))


def planted(folder: Path, nl: str, en: str, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "nl.md").write_text(nl, encoding="utf-8")
    (folder / "en.md").write_text(en, encoding="utf-8")
    monkeypatch.setenv("TOETSSTEEN_HANDBOOK", str(folder))


def test_both_languages_have_the_same_headings_lists_and_tables() -> None:
    def shape(language: str) -> list[Any]:
        return [
            (block["kind"], block.get("level"), block.get("id"), len(block.get("items", block.get("rows", []))))
            for block in content(language)["blocks"]
            if block["kind"] != "paragraph"
        ]

    assert shape("nl") == shape("en")
    assert sum(block[0] == "heading" for block in shape("nl")) > 3
    assert content("nl")["heading"]["text"] != content("en")["heading"]["text"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_heading_is_in_the_contents_and_every_link_resolves(language: str) -> None:
    told = content(language)
    ids = [block["id"] for block in [told["heading"], *told["blocks"]] if block["kind"] == "heading"]
    assert len(ids) == len(set(ids))
    assert list(inside(told["contents"], "id")) == ids[1:]
    linked = [anchor for anchor in inside(told["blocks"], "href") if anchor.startswith("#")]
    assert {anchor.removeprefix("#") for anchor in linked} <= set(ids)
    # a link that goes nowhere is drawn as its words: then the text has it and the page does not
    text = (ROOT / "docs" / "handbook" / f"{language}.md").read_text("utf-8")
    assert text.count("](") == len(list(inside(told["blocks"], "href")))


def test_a_link_to_a_heading_goes_there_in_both_languages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    nl = "# Boek\n\n[zie](#één-sleutel) en [dit](#één-sleutel-1)\n\n## Één `sleutel`\n\n### Eén?\n\n## Één sleutel!\n"
    en = "# Book\n\n[see](#a-key) and [that](#b)\n\n## A key\n\n### One?\n\n## B\n"
    planted(tmp_path, nl, en, monkeypatch)
    for language in LANGUAGES:
        told = content(language)
        assert list(inside(told["blocks"], "href")) == ["#at-a-key", "#at-b"]
        assert [(heading["id"], [heading["id"] for heading in heading["inside"]]) for heading in told["contents"]] == [
            ("at-a-key", ["at-one"]),
            ("at-b", []),
        ]


def test_what_is_planted_in_the_text_stays_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hostile = """# <b>T</b> &amp; U

<script>alert(1)</script>

Go [here](javascript:alert(2)), [there](JAVASCRIPT:alert), [up](../x.md), [data](data:text/html,x), [no](#nowhere),
<javascript:alert(3)> ![see](https://elsewhere.example/x.png) <img src=x onerror=alert(4)> and [out](https://good.example).

> - quoted `<i>` &lt;u&gt;

| <script> | b |
|---|---|
| [x](javascript:y) | [r] |

[r]: vbscript:z
"""
    planted(tmp_path, hostile, hostile, monkeypatch)
    told = content("en")
    assert list(inside(told, "href")) == ["https://good.example"]
    assert told["heading"]["text"] == "<b>T</b> & U"
    for words in ("<script>alert(1)</script>", "Go here, there, up", "<img src=x onerror=alert(4)>", "<i>", "<u>"):
        assert words in said(told["blocks"])
    assert "elsewhere.example" not in json.dumps(told)


def test_a_text_of_every_kind_is_told_as_blocks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = ["No heading **first *of* all**", "nor  ", "after", "", "# One", "", "3. a", "   - b", "4. c", ""]
    text = "\n".join([*lines, "```", "x <y>", "```", "", "| | k |", "|---|---|", "| A | |", ""])
    planted(tmp_path, text, text, monkeypatch)
    told = content("en")
    first, second, numbered, code, table = told["blocks"]
    assert (told["heading"], second["level"]) == (None, 2)  # the title of the page is its only highest heading
    assert [part["kind"] for part in first["parts"]] == ["text", "strong", "text", "text", "break", "text"]
    assert (numbered["ordered"], numbered["start"], len(numbered["items"])) == (True, 3, 2)
    assert [item["kind"] for item in numbered["items"][0]] == ["paragraph", "list"]
    assert code == {"kind": "code", "text": "x <y>"}
    assert (table["head"][0], table["rows"][0][1]) == ([], [])


@pytest.mark.parametrize("fault", ["no folder", "no file", "no text"])
def test_a_handbook_that_is_not_there_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: str
) -> None:
    monkeypatch.setenv("TOETSSTEEN_HANDBOOK", str(tmp_path / "gone" if fault == "no folder" else tmp_path))
    if fault == "no text":
        (tmp_path / "en.md").write_bytes(b"\xff\xfe\xff")
    told = content("en")
    [stopped] = told["stopped"]
    assert stopped["code"] == ("TS-501" if fault == "no folder" else "TS-525")
    assert "nstall Toetssteen again" in stopped["remedy"]
    assert told["start"] == "00_start.ipynb"


def test_the_bar_has_the_steps_in_order_and_the_places_apart() -> None:
    state = Desk("handbook", "a b").look({})
    assert [step["title"] for step in state["steps"]] == ["Start", "Prepare", "Score", "Agree", "Compare", "Report"]
    assert [place["title"] for place in state["places"]] == ["Criteria", "Audit trail", "Handbook"]
    assert [place["title"] for place in state["steps"] + state["places"] if place["here"]] == ["Handbook"]
    assert state["places"][2]["href"] == "13_handbook.ipynb?assessment=a%20b"
    assert not STEPS.keys() & PLACES.keys()
    assert {f"{notebook}.ipynb" for notebook in NOTEBOOKS.values()} == {
        path.name for path in ROOT.glob("notebooks/*.ipynb")
    }
    assert page.page(None).state["title"] == "Handbook"
