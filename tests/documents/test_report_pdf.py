"""The PDF report, read back with pikepdf: what it says it is, its structure, its text in order, its bytes."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import typst
from tests.documents.cmap import covered_by
from tests.documents.hostile import ODD, RTL, TEXTS, TYPST, XSS, hostile, pdf, report_of

from toetssteen.content.library import Library
from toetssteen.documents.report.nouns import Report
from toetssteen.documents.writers import pdf as module
from toetssteen.documents.writers.glyphs import FONTS, ORDER, shown
from toetssteen.errors import UseError
from toetssteen.store.folder import Folder


@pytest.fixture(scope="module")
def report(tender: Folder, shelf: Library) -> Report:
    return report_of(tender, "nl", shelf)


@pytest.fixture(scope="module")
def content(report: Report) -> bytes:
    return pdf(report)


@pytest.fixture(scope="module")
def document(content: bytes) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(BytesIO(content)) as opened:
        yield opened


def structure(node: Any) -> Iterator[Any]:
    """Go over the elements of the structure tree, in reading order."""
    kids = node.get("/K", None)
    if kids is None or isinstance(kids, int):
        return
    for kid in list(kids) if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from structure(kid)


def elements(document: pikepdf.Pdf, kind: str) -> list[Any]:
    """Give the elements of one kind."""
    return [element for element in structure(document.Root.StructTreeRoot) if str(element.S) == f"/{kind}"]


def unicode_map(font: Any) -> dict[int, str]:
    """Read the table of a font that says which text a glyph stands for."""
    table: dict[int, str] = {}
    text = font.ToUnicode.read_bytes().decode("latin-1")
    for first, last, to in re.findall(r"<([0-9a-fA-F]+)> *<([0-9a-fA-F]+)> *<([0-9a-fA-F]+)>", text):
        begin = bytes.fromhex(to).decode("utf-16-be")
        for offset in range(int(last, 16) - int(first, 16) + 1):
            table[int(first, 16) + offset] = begin[:-1] + chr(ord(begin[-1]) + offset)
    for block in re.findall(r"beginbfchar(.*?)endbfchar", text, re.DOTALL):
        for code, to in re.findall(r"<([0-9a-fA-F]+)> *<([0-9a-fA-F]+)>", block):
            table[int(code, 16)] = bytes.fromhex(to).decode("utf-16-be")
    return table


def text_of(document: pikepdf.Pdf) -> str:
    """Read the text in the order of the content, which is the order of the tags; spaces as they fall."""
    parts: list[str] = []
    for page in document.pages:
        fonts = {name: unicode_map(font) for name, font in page.Resources.get("/Font", {}).items()}
        table: dict[int, str] = {}
        for operands, operator in pikepdf.parse_content_stream(page):
            if str(operator) == "Tf":
                table = fonts[str(operands[0])]
            elif str(operator) in ("Tj", "TJ"):
                shown_here = operands[0] if str(operator) == "TJ" else operands
                for character in shown_here:
                    if isinstance(character, pikepdf.String):
                        codes = bytes(character)
                        pairs = (int.from_bytes(codes[at : at + 2]) for at in range(0, len(codes), 2))
                        parts.append("".join(table.get(code, "") for code in pairs))
            elif str(operator) in ("ET", "EMC"):
                parts.append(" ")
    return re.sub(r"\s+", " ", "".join(parts).replace("\N{ZERO WIDTH SPACE}", ""))


def squeezed(text: str) -> str:
    """Leave out spaces and the marks of a broken word: where a line ends is the page's affair."""
    return re.sub(r"[\s\N{ZERO WIDTH SPACE}\N{SOFT HYPHEN}\N{HYPHEN}-]+", "", text)


def test_it_says_what_it_is(document: pikepdf.Pdf, report: Report) -> None:
    with document.open_metadata() as metadata:
        assert metadata["dc:title"] == f"Dossier: {report.title}"
        assert metadata["pdfaid:part"] == "3"
        assert metadata["pdfaid:conformance"] == "A"
        assert metadata["pdfuaid:part"] == "1"
    assert str(document.Root.Lang) == "nl"
    assert bool(document.Root.MarkInfo.Marked)
    assert bool(document.Root.ViewerPreferences.DisplayDocTitle)
    assert str(document.docinfo["/CreationDate"]).startswith("D:20260527")


def test_the_attachment_is_the_report_model(document: pikepdf.Pdf, report: Report) -> None:
    [(name, attached)] = document.attachments.items()
    assert name == "report.json"
    assert attached.get_file().read_bytes() == report.document()
    assert str(attached.obj.AFRelationship) == "/Data"


def test_its_structure_is_tagged(document: pikepdf.Pdf, report: Report) -> None:
    tables = elements(document, "Table")
    assert len(tables) > 20
    headers = elements(document, "TH")
    assert len(headers) > 3 * len(tables) - 20
    for table in tables:
        assert any(str(cell.S) == "/TH" for cell in structure(table))
    figures = [figure for figure in elements(document, "Figure") if "/Alt" in figure]
    assert {str(figure.Alt) for figure in figures} >= {value.alternative for value in report.values}
    assert all("/Alt" in figure for figure in elements(document, "Figure"))
    levels = [
        int(str(element.S)[2])
        for element in structure(document.Root.StructTreeRoot)
        if re.match(r"/H\d", str(element.S))
    ]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_its_text_is_in_reading_order(document: pikepdf.Pdf, report: Report) -> None:
    text = squeezed(text_of(document))
    at = 0
    wanted = [report.title, "Samenvatting", "Wat eruit kwam", report.summary.outcome[0], "Wat opvalt", "Inhoud"]
    wanted += ["Rangorde met totaal", report.ranking[0].name, report.ranking[-1].name, report.values[0].title]
    wanted += [report.gates[0].question, report.checklist[0].question, report.values[0].criteria[0].question]
    wanted += [report.values[0].criteria[0].cells[0].judgement.opinions[0].reason, report.method.rules[0]]
    wanted += [report.evidence[0].title, report.heads[-1].digest]
    for sentence in wanted:
        found = text.find(squeezed(sentence), at)
        assert found >= 0, sentence
        at = found


def test_the_summary_fits_on_one_page(content: bytes) -> None:
    with pikepdf.open(BytesIO(content)) as opened:
        del opened.pages[1:]
        first = squeezed(text_of(opened))
    assert squeezed("Door wie") in first
    assert squeezed("geen gunningsbeslissing.") in first


def test_the_same_report_gives_the_same_bytes(content: bytes, report: Report) -> None:
    module._fonts.cache_clear()
    assert pdf(report) == content


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=pytest.mark.nightly if name == "long" else ()) for name in sorted(TEXTS)]
)
def test_hostile_text_is_set_as_text(tmp_path: Path, shelf: Library, name: str) -> None:
    report = report_of(hostile(tmp_path / name, shelf, TEXTS[name]))
    content = pdf(report)
    with pikepdf.open(BytesIO(content)) as opened:
        text = squeezed(text_of(opened))
        [attached] = opened.attachments.values()
        assert attached.get_file().read_bytes() == report.document()
        assert "/JavaScript" not in opened.Root.get("/Names", {})
        for page in opened.pages:
            for link in page.get("/Annots", []):
                action = link.get("/A")
                assert action is None or str(action.get("/URI", "")).startswith("https://")
    assert "root:x:0" not in text
    if name in ("xss", "typst"):
        assert text.count(squeezed(TEXTS[name])) > 50
    if name == "right-to-left":
        assert "שלום" in text or "םולש" in text
        assert "[U+" not in text
    if name == "odd":
        assert "[U+1F600]" in text
        assert "[U+4E2D]" in text or "[U+6F22]" in text
    if name == "long":
        assert text.count("o" * 100) > 50


def ranges(codes: set[int]) -> list[list[int]]:
    """Return code points as ranges: the first and the last of each."""
    found: list[list[int]] = []
    for code in sorted(codes):
        if found and found[-1][1] == code - 1:
            found[-1][1] = code
        else:
            found.append([code, code])
    return found


def test_the_coverage_is_that_of_the_fonts() -> None:
    """``TOETSSTEEN_GOLDEN=write`` renews it when a font is another."""
    covered = {name: ranges(covered_by((FONTS / f"{name}-Regular.ttf").read_bytes())) for name in ORDER}
    rows = ",\n".join(f"{json.dumps(name)}: {json.dumps(covered[name], separators=(',', ':'))}" for name in ORDER)
    kept = FONTS / "coverage.json"
    if os.environ.get("TOETSSTEEN_GOLDEN") == "write":
        kept.write_text(f"{{\n{rows}\n}}\n", "utf-8")
    assert json.loads(kept.read_bytes()) == covered


def test_every_font_says_what_it_can_show() -> None:
    for font in FONTS.glob("*.ttf"):
        codes = covered_by(font.read_bytes())
        assert {ord(character) for character in "A z0.,"} <= codes, font.name
    assert ord("ש") in covered_by((FONTS / "NotoSansHebrew-Regular.ttf").read_bytes())
    assert 0x1F600 not in covered_by((FONTS / "NotoSans-Regular.ttf").read_bytes())


def test_every_font_has_its_licence() -> None:
    for font in FONTS.glob("*.ttf"):
        licence = FONTS / f"OFL-{font.stem.partition('-')[0]}.txt"
        assert "SIL OPEN FONT LICENSE" in licence.read_text("utf-8").upper(), font.name


def test_what_can_be_shown_stays_as_it_is() -> None:
    for text in (XSS, TYPST, RTL.replace("\u202e", ""), "één ĳs Ženeva Ελλάδα Україна", "a" * 27, "0" * 64):
        assert shown(text).replace("\N{ZERO WIDTH SPACE}", "") == text
    assert shown(ODD).startswith("emoji [U+1F600] [U+6F22][U+5B57] [U+0007] tab here x\u0301 ж[U+0301] [U+FDD0]")
    assert shown({"link": "https://x.nl/é"}) == {"link": "https://x.nl/%C3%A9"}
    assert shown("Ж", plainly=True) == "[U+0416]"


def test_what_typst_refuses_is_said(report: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> bytes:
        raise typst.TypstError("no reason", "at all")

    monkeypatch.setattr(typst, "Compiler", refuse)
    with pytest.raises(UseError) as caught:
        pdf(report)
    assert caught.value.faults[0].code == "TS-603"


def test_what_is_drawn_block_by_block_takes_nothing_of_the_whole_paper() -> None:
    """Typst hashes it at every block: a long report then takes three times as long."""
    drawn = module.TEMPLATE.read_text("utf-8").partition("#let draw(blocks) = {")[2].partition("\n}\n")[0]
    assert "draw(b.blocks)" in drawn
    assert re.findall(r"\b[pw]\.[a-z_]+", drawn) == []
