"""The published method as HTML, PDF and DOCX: the fingerprint that checks out, what changed, and nothing that runs."""

from __future__ import annotations

import hashlib
import re
import zipfile
from html.parser import HTMLParser
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from docx import Document
from docx.oxml.ns import qn
from hypothesis import HealthCheck, given, settings
from tests.pages.priced import BAND, method
from tests.scoring.situations import methods

from toetssteen.documents.kinds.method import paper as method_paper
from toetssteen.documents.make import drawn
from toetssteen.errors import RuleError, UseError
from toetssteen.model.changed import changes
from toetssteen.model.method import Method, Rules, TieBreak
from toetssteen.model.weights import Weight
from toetssteen.store.folder import Folder
from toetssteen.views.changes import changes_said
from toetssteen.workbench import Workbench


@pytest.fixture(scope="module")
def written(tender: Folder, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    out = tmp_path_factory.mktemp("method")
    paths = Workbench.of(tender).write("method", ("html", "pdf", "docx"), "nl", out)
    return {path.suffix[1:]: path for path in paths}


def test_the_attached_method_has_the_fingerprint_that_is_printed(tender: Folder, written: dict[str, Path]) -> None:
    fingerprint = tender.assessment().versions[-1].fingerprint
    with pikepdf.open(written["pdf"]) as document:
        attached = document.attachments["method.json"].get_file().read_bytes()
        metadata = bytes(document.Root.Metadata.read_bytes())
        assert str(document.Root.Lang) == "nl"
    assert hashlib.sha256(attached).hexdigest() == fingerprint
    assert b"<pdfaid:part>3</pdfaid:part>" in metadata
    assert b"<pdfuaid:part>1</pdfuaid:part>" in metadata
    assert fingerprint in written["html"].read_text("utf-8")
    assert fingerprint in text_of(written["docx"])


def text_of(path: Path) -> str:
    return "\n".join(element.text or "" for element in Document(str(path)).element.body.iter(qn("w:t")))


def test_it_says_all_that_is_judged_and_how(tender: Folder, written: dict[str, Path]) -> None:
    frozen = tender.assessment().method
    assert frozen is not None
    page, document = written["html"].read_text("utf-8"), text_of(written["docx"])
    for _, weighing in frozen.weighings():
        title = weighing.criterion.title.nl
        assert title in page, title
        assert title in document, title
    assert "Nota van inlichtingen" in page  # the reason of the second version
    assert "Gewicht van ‘Overstappen en meenemen’: was 20, is nu 30." in page
    assert "De prijs telt niet mee" in page


def test_the_page_runs_nothing_and_loads_nothing(written: dict[str, Path]) -> None:
    page = written["html"].read_text("utf-8")
    assert "default-src &#39;none&#39;" in page or "default-src 'none'" in page
    assert not re.search(r"<script|\son\w+=|javascript:|src=\"http", page)
    assert re.findall(r"<h1", page) == ["<h1"]
    levels = [int(digit) for digit in re.findall(r"<h(\d)", page)]
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_a_word_processor_knows_language_headings_and_header_rows(written: dict[str, Path]) -> None:
    document = Document(str(written["docx"]))
    assert document.core_properties.language == "nl-NL"
    defaults = next(document.styles.element.iter(qn("w:rPrDefault")))
    assert {element.get(qn("w:val")) for element in defaults.iter(qn("w:lang"))} == {"nl-NL"}
    assert {paragraph.style.name for paragraph in document.paragraphs} >= {
        "Heading 1",
        "Heading 2",
        "List Bullet",
        "Title",
    }
    assert document.tables
    for table in document.tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    with zipfile.ZipFile(written["docx"]) as archive:
        body = archive.read("word/document.xml").decode()
        assert not [name for name in archive.namelist() if "vba" in name.lower() or "embed" in name.lower()]
    assert not re.search(r"w:instrText|w:fldSimple|<w:object|TargetMode=\"External\"", body)


class Tags(HTMLParser):
    """All tags and attributes of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}


def test_hostile_texts_stay_text_in_every_format(nasty: Folder) -> None:
    paper = method_paper(nasty.assessment(), nasty.methods(), "en")
    found = Tags(drawn(paper, "html").decode())
    assert not {"script", "img", "iframe", "svg", "object"} & found.tags
    assert not [attribute for attribute in found.attributes if attribute.startswith("on") or attribute == "src"]
    body = Document(BytesIO(drawn(paper, "docx")))
    assert body.paragraphs
    assert drawn(paper, "pdf").startswith(b"%PDF")


def test_an_earlier_version_can_be_written_and_one_that_is_not_there_is_said(tender: Folder, tmp_path: Path) -> None:
    [path] = Workbench.of(tender).write("method", ("html",), "en", tmp_path, version=1)
    assert path.name.endswith("-method-1.html")
    assert "What is new" not in path.read_text("utf-8")
    with pytest.raises(RuleError) as missing:
        Workbench.of(tender).write("method", ("html",), "en", tmp_path, version=9)
    assert missing.value.faults[0].code == "TS-279"
    with pytest.raises(UseError) as unknown:
        Workbench.of(tender).write("method", ("odt",), "en", tmp_path)
    assert unknown.value.faults[0].code == "TS-601"


def test_the_price_stands_with_its_formula_and_an_example_that_adds_up() -> None:
    from toetssteen.views.pricing import example, rules  # noqa: PLC0415 -- beside what it tests

    priced = method()
    assert any("€ 66,000 (60% of the estimate of € 110,000)" in line for line in rules(priced, "en"))
    # by hand: 100 000 is 60 points; 75 * 60% + 60 * 40% = 69
    assert example(priced, "en")[-1] == "Together: 75.00 × 60% + 60.00 × 40% = 69.00."


# ---- what changed ----------------------------------------------------------------------------------------


def with_weight(given: Method, value: str, weight: str) -> Method:
    values = [
        weighed.model_copy(update={"weight": Weight.read(weight)}) if weighed.id == value else weighed
        for weighed in given.values
    ]
    return given.model_copy(update={"values": values})


def said(before: Method, **changed: Any) -> list[str]:
    return changes_said(before, before.model_copy(update=changed), "en")


def test_each_kind_of_change_is_said() -> None:
    before = method()
    assert changes_said(before, before, "en") == []
    assert changes_said(before, with_weight(before, "plan", "60"), "en") == ["Weight of ‘Plan’: was 50, is now 60."]
    assert said(before, values=before.values[:1]) == [
        "Removed: public value ‘Help’.",
        "Removed: criterion ‘Help’.",
    ]
    assert said(before, rules=before.rules.model_copy(update={"tie_break": [TieBreak(by="lot")]})) == [
        "Rule ‘tie-break’: was ‘the highest quality; a lot’, is now ‘a lot’."
    ]
    [price] = said(before, price=BAND.model_copy(update={"weight": BAND.weight - 10}))
    assert "weighs 40%" in price
    assert "weighs 30%" in price
    assert said(before, price=None)[0].endswith("Is now: The price does not count: quality only.")
    assert said(before, rules=Rules(**{**before.rules.model_dump(), "fewest_evaluators": 3}))


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(methods(), methods())
def test_another_fingerprint_is_never_without_a_change(one: Method, other: Method) -> None:
    assert bool(changes(one, other)) == (one.document() != other.document())
    assert all(changes_said(one, other, "nl"))
