"""A document of blocks as DOCX: real headings, lists and tables with header rows, the language set.

Rules: every text goes in as the text of a run, so nothing in it is a field or a formula; characters that XML does not
have are left out; the dates in the file are those of the document, so that the same document gives the same text.
"""

from __future__ import annotations

import re
from datetime import datetime
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from toetssteen.documents.blocks import Block, Paper
from toetssteen.language import Language

CODES: dict[Language, str] = {"nl": "nl-NL", "en": "en-GB"}
ACCENT, INK = RGBColor(0x1D, 0x4E, 0x6F), RGBColor(0x1B, 0x23, 0x2B)
_UNFIT = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def docx(paper: Paper) -> bytes:
    """Write the document."""
    made = Document()
    _look(made, paper)
    made.add_paragraph(_fit(paper.kicker), style="Subtitle")
    title = made.add_paragraph(style="Title")
    _run(title, paper.title, CODES[paper.written_in])
    facts = made.add_table(rows=0, cols=2)
    for term, value in paper.facts:
        cells = facts.add_row().cells
        _run(cells[0].paragraphs[0], term).bold = True
        _run(cells[1].paragraphs[0], value)
    _widths(facts, [5.0, 11.5])
    for each in paper.blocks:
        _block(made, paper, each)
    _foot(made, paper)
    content = BytesIO()
    made.save(content)
    return content.getvalue()


def _fit(text: str) -> str:
    return _UNFIT.sub("", text)


def _run(paragraph: Any, text: str, language: str | None = None) -> Any:
    """Add a text, in another language where it is."""
    run = paragraph.add_run(_fit(text))
    if language is not None:
        _set_language(run.element.get_or_add_rPr(), language)
    return run


def _set_language(properties: Any, language: str) -> None:
    for old in properties.findall(qn("w:lang")):
        properties.remove(old)
    lang = OxmlElement("w:lang")
    lang.set(qn("w:val"), language)
    properties.append(lang)


def _look(made: Any, paper: Paper) -> None:
    """Set language, margins, type and colours; the properties of the file."""
    language, moment = CODES[paper.language], datetime.fromisoformat(paper.moment).replace(tzinfo=None)
    properties = made.core_properties
    properties.title, properties.author = _fit(f"{paper.kicker}: {paper.title}")[:255], "Toetssteen"
    properties.language, properties.comments = language, _fit(paper.footer)[:255]
    properties.created = properties.modified = moment
    properties.last_modified_by = "Toetssteen"
    for section in made.sections:
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2.2)
        section.top_margin = section.bottom_margin = Cm(2)
    normal = made.styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(10.5)
    _set_language(normal.element.get_or_add_rPr(), language)
    for defaults in made.styles.element.iter(qn("w:rPrDefault")):
        _set_language(defaults.find(qn("w:rPr")), language)
    for level, size in ((1, 17), (2, 13), (3, 11.5)):
        style = made.styles[f"Heading {level}"]
        style.font.size, style.font.color.rgb = Pt(size), ACCENT if level > 1 else INK
        style.font.name = "Calibri"
        style.element.rPr.rFonts.set(qn("w:asciiTheme"), "minorHAnsi")


def _block(made: Any, paper: Paper, each: Block) -> None:
    match each.kind:
        case "heading":
            made.add_heading(_fit(each.text), each.level - 1)
        case "text":
            paragraph = made.add_paragraph()
            if each.lead:
                _run(paragraph, f"{each.lead} ").bold = True
            _run(paragraph, each.text, CODES[paper.written_in] if each.said else None)
        case "note":
            for line in filter(str.strip, each.text.split("\n")):
                made.add_paragraph(_fit(line), style="Intense Quote").paragraph_format.space_before = Pt(4)
        case "code":
            for line in each.items:
                _run(made.add_paragraph(), line).font.name = "Consolas"
        case "list":
            if each.lead:
                _run(made.add_paragraph(), each.lead).bold = True
                made.paragraphs[-1].paragraph_format.keep_with_next = True
            for line in each.items:
                made.add_paragraph(_fit(line), style="List Bullet")
        case "table":
            _table(made, each)


def _table(made: Any, each: Block) -> None:
    """Add a table under its caption: a header row that repeats, rows that are not cut in two."""
    caption = made.add_paragraph(_fit(each.text), style="Caption")
    caption.paragraph_format.keep_with_next = True
    table = made.add_table(rows=1, cols=len(each.head), style="Light List Accent 1")
    table.style = made.styles["Table Grid"]
    table.alignment = WD_TABLE_ALIGNMENT.LEFT
    for place, text in enumerate(each.head):
        _run(table.rows[0].cells[place].paragraphs[0], text).bold = True
    _mark(table.rows[0], "w:tblHeader")
    for row in each.rows:
        cells = table.add_row().cells
        for place, text in enumerate(row):
            paragraph = cells[place].paragraphs[0]
            _run(paragraph, text).bold = place == 0
            if place in each.numbers:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    for row in table.rows:
        _mark(row, "w:cantSplit")
    wide = [1.0 if place in each.numbers else 2.2 if place else 1.8 for place in range(len(each.head))]
    _widths(table, [16.5 * part / sum(wide) for part in wide])
    made.add_paragraph().paragraph_format.space_after = Pt(2)


def _mark(row: Any, name: str) -> None:
    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement(name))


def _widths(table: Any, centimetres: list[float]) -> None:
    table.autofit = False
    for row in table.rows:
        for place, width in enumerate(centimetres):
            row.cells[place].width = Cm(width)


def _foot(made: Any, paper: Paper) -> None:
    """Put what the document is at the foot of every page."""
    paragraph = made.sections[0].footer.paragraphs[0]
    _run(paragraph, paper.footer).font.size = Pt(8.5)
