"""Every kind of document in every format: what one more of each takes, and that nothing gets lost in drawing."""

from __future__ import annotations

import io
import json
import re
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from types import ModuleType
from typing import Any

import pikepdf
import pytest
from docx import Document
from docx.oxml.ns import qn
from tests.documents.test_report_html import Page, unsafe
from tests.documents.test_report_pdf import elements, squeezed, text_of

from toetssteen.documents import blocks, kinds, make, writers
from toetssteen.documents.blocks import Bar, Chart, Paper, Room, Row, Span, TickBoxes
from toetssteen.errors import UseError

KINDS = sorted(module.name for module in iter_modules(kinds.__path__))
MODULES = {module.name: import_module(f"{writers.__name__}.{module.name}") for module in iter_modules(writers.__path__)}
WRITERS = sorted(name for name, module in MODULES.items() if hasattr(module, "write"))
NASTY = '<img src=x onerror="ran"> #read("/etc/passwd") \N{GRINNING FACE}'


def paper(more: str = "") -> Paper:
    """Make a paper with every block there is, each with words of its own."""
    rows = [blocks.row(["a group", "30"], tone="group"), Row(((blocks.text("sub"),), (blocks.text("31"),)), "r", "sub")]
    inner = [
        blocks.heading(3, "a heading", blocks.name(" of a name"), more),
        blocks.text("a text ", Span("a mark", "mark"), " ", blocks.state("met", "a state"), tone="question"),
        blocks.labelled("a label", blocks.link("https://example.org/", "a link"), blocks.link("javascript:x", more)),
        *blocks.said(f"een gezegde{more}\n\nregel twee"),
        blocks.listed(["an item", [blocks.text("first"), *blocks.said("dan dit")]], "a lead"),
        blocks.table("t", "a caption", ["a column", "a number"], [["a row", ["1", "2"]], *rows], numbers=[1]),
        blocks.card("finding", blocks.heading(4, "a finding"), blocks.callout("dissent", blocks.said("een bezwaar"))),
        blocks.columns([Chart("c", "a chart", "an alternative", (Bar("a bar", "a value", "10", "20.5"),))], [], 2),
        blocks.code("a line of code"),
        TickBoxes("q", "a legend", "of a question", (blocks.line("an option"), blocks.line("another option"))),
        Room("a room", "of a question", 2),
    ]
    return Paper(
        kind="planted",
        language="en",
        written_in="nl",
        name="planted",
        kicker=("A plant",),
        title=f"Een titel{more}",
        facts=(("a fact", "a value of a fact"),),
        running="",
        foot="",
        closing="a closing",
        moment="2026-05-27T10:00:00Z",
        blocks=(blocks.section("s", blocks.heading(2, "a section"), blocks.asked("p", *inner)),),
    )


FORMATS = ("docx", "html", "json", "pdf")
SAID = (
    "Een titel", "a value of a fact", "a section", "a heading of a name", "a mark", "a state", "a label", "a link",
    "een gezegde", "regel twee", "a lead", "an item", "dan dit", "a caption", "a column", "a row", "a group", "31",
    "a finding", "een bezwaar", "a line of code", "an option", "another option", "a room",
)  # fmt: skip
"""What a reader finds in every format."""


@pytest.fixture
def planted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Plant a kind: a module with its formats and its paper is all it takes."""
    module: Any = ModuleType(f"{kinds.__name__}.planted")
    module.FORMATS, module.paper = FORMATS, paper
    monkeypatch.setitem(sys.modules, module.__name__, module)


def words_of(content: bytes, form: str) -> str:
    """Read what a reader of a format finds."""
    if form == "html":
        return "".join(Page(content.decode()).text)
    if form == "pdf":
        with pikepdf.open(io.BytesIO(content)) as opened:
            return text_of(opened)
    if form == "docx":
        return "".join(part.text or "" for part in Document(io.BytesIO(content)).element.body.iter(qn("w:t")))
    return json.dumps(list(texts(json.loads(content))))


def texts(given: Any) -> Iterator[str]:
    if isinstance(given, str):
        yield given
    elif isinstance(given, dict | list):
        for part in given.values() if isinstance(given, dict) else given:
            yield from texts(part)


@pytest.mark.usefixtures("planted")
@pytest.mark.parametrize("form", WRITERS)
def test_a_new_kind_is_a_module_and_every_writer_draws_all_of_it(form: str) -> None:
    content = make.make("planted", form)
    if form == "json":
        assert json.loads(content) == json.loads(json.dumps(paper().plain()))
        return
    found = squeezed(words_of(content, form))
    assert [words for words in SAID if squeezed(words) not in found] == []
    assert content == make.make("planted", form)


@pytest.mark.parametrize("form", ["html", "pdf", "docx"])
def test_a_hostile_text_is_text_in_every_format(form: str) -> None:
    content = make.drawn(paper(NASTY), form)
    found = words_of(content, form)
    assert found.count("onerror=") >= 3
    assert "root:x:0" not in found
    if form == "html":
        assert [found for found in unsafe(Page(content.decode())) if found != "input"] == []


def test_every_kind_offers_formats_that_there_are_writers_for() -> None:
    assert KINDS
    assert sorted(FORMATS) == WRITERS
    assert [(kind, form) for kind in KINDS for form in make.formats_of(kind) if form not in WRITERS] == []


@pytest.mark.usefixtures("planted")
def test_what_a_kind_does_not_offer_is_refused_before_anything_is_made(tmp_path: Path) -> None:
    for formats in (["odt"], ["html", "odt"], []):
        with pytest.raises(UseError) as refused:
            make.write("planted", formats, tmp_path / "out")
        assert refused.value.faults[0].code == "TS-601"
    assert not (tmp_path / "out").exists()


def test_headings_tables_language_and_alternatives_are_kept_in_every_format() -> None:
    page = Page(make.drawn(paper(), "html").decode())
    assert {given.get("scope") for given in page.all("th")} == {"col", "row"}
    assert [given["lang"] for given in page.all("p") if "lang" in given] == ["nl"] * 4
    assert {tag for tag, _ in page.tags} >= {"h1", "h2", "h3", "h4", "caption", "desc", "legend", "label"}
    with pikepdf.open(io.BytesIO(make.drawn(paper(), "pdf"))) as opened:
        assert [str(figure.Alt) for figure in elements(opened, "Figure")] == ["an alternative"]
        assert len(elements(opened, "TH")) == 2
        assert all(elements(opened, level) for level in ("H1", "H2", "H3"))
    document = Document(io.BytesIO(make.drawn(paper(), "docx")))
    xml = document.element.xml
    assert {paragraph.style.name for paragraph in document.paragraphs} >= {"Heading 1", "Heading 2", "Heading 3"}
    assert xml.count("<w:tblHeader") == xml.count("<w:tbl>") == 1
    assert "an alternative" in words_of(make.drawn(paper(), "docx"), "docx")
    assert len(re.findall('w:lang w:val="nl-NL"', xml)) == 5
