"""A paper for a word processor (DOCX): real headings, lists and tables with header rows, its language set.

Rules: every text goes in as the text of a run, so nothing in it is a field, a link or a formula; characters that XML
does not have are left out; a chart is its words, beside the table that has its numbers; the dates in the file are
those of the paper, so that the same paper gives the same bytes.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from toetssteen.documents import blocks as block
from toetssteen.language import Language

CODES: dict[Language, str] = {"nl": "nl-NL", "en": "en-GB"}
INK, SOFT, ACCENT, OPEN = (RGBColor.from_string(code) for code in ("1B232B", "4A5560", "1D4E6F", "7A4B00"))
WIDTH, NARROW = 16.5, 1.8
"""Centimetres: between the margins, and a column that is as wide as what it holds."""
_UNFIT = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_STILL = (1980, 1, 1, 0, 0, 0)
"""The moment of every part of the file: that of the paper stands in the document itself."""
EARLIEST = datetime(1601, 1, 1)
"""The first moment that Word knows; a year is written in as many digits as it has."""


def write(paper: block.Paper) -> bytes:
    """Write it as a document of a word processor."""
    return _Writer(paper).content()


class _Writer:
    """The writer of one paper."""

    def __init__(self, paper: block.Paper) -> None:
        self.paper = paper
        self.made: Any = Document()
        self.other = CODES[paper.written_in] if paper.written_in != paper.language else ""

    def content(self) -> bytes:
        """Return the whole file."""
        paper = self.paper
        self._look()
        self._line(self._paragraph("Subtitle"), block.line(" · ".join(paper.kicker)))
        self._line(self._paragraph("Title"), (block.Span(paper.title, voice="said"),))
        for term, value in paper.facts:
            self._line(self._paragraph(), block.line(block.strong(f"{term}: "), value))
        self._all((*paper.opening, *paper.blocks), self.made)
        foot = self.made.sections[0].footer.paragraphs[0]
        self._line(foot, block.line(block.Span(paper.closing, "small")))
        content = BytesIO()
        self.made.save(content)
        return _still(content.getvalue())

    def _look(self) -> None:
        """Set language, margins, type and colours; the properties of the file."""
        paper, language = self.paper, CODES[self.paper.language]
        about = self.made.core_properties
        about.title, about.author = _fit(f"{paper.kicker[0]}: {paper.title}")[:255], "Toetssteen"
        about.language, about.comments = language, _fit(paper.closing)[:255]
        about.created = about.modified = max(datetime.fromisoformat(paper.moment).replace(tzinfo=None), EARLIEST)
        about.last_modified_by = "Toetssteen"
        for page in self.made.sections:
            page.page_width, page.page_height = Cm(21), Cm(29.7)
            page.left_margin = page.right_margin = Cm(2.2)
            page.top_margin = page.bottom_margin = Cm(2)
        normal = self.made.styles["Normal"]
        normal.font.name, normal.font.size = "Calibri", Pt(10.5)
        _speak(normal.element.get_or_add_rPr(), language)
        for defaults in self.made.styles.element.iter(qn("w:rPrDefault")):
            _speak(defaults.find(qn("w:rPr")), language)
        for level, size in ((1, 17), (2, 13), (3, 11.5), (4, 10.5)):
            style = self.made.styles[f"Heading {level}"]
            style.font.size, style.font.color.rgb, style.font.name = Pt(size), ACCENT if level > 1 else INK, "Calibri"
            style.element.rPr.rFonts.set(qn("w:asciiTheme"), "minorHAnsi")

    def _paragraph(self, style: str | None = None, into: Any = None) -> Any:
        return (into or self.made).add_paragraph(style=style)

    def _line(self, paragraph: Any, line: block.Line) -> Any:
        """Add a line to a paragraph, each piece a run."""
        for span in line:
            words = f"[{span.text}]" if span.mark == "mark" else span.text
            run = paragraph.add_run(_fit(_grouped(words) if span.mark == "code" else words))
            run.bold = span.mark in ("strong", "mark", *block.STATES) or None
            if span.mark in ("small", "label"):
                run.font.size, run.font.color.rgb = Pt(9), SOFT
            if span.mark == "mark":
                run.font.color.rgb = OPEN
            if span.voice == "said" and self.other:
                _speak(run.element.get_or_add_rPr(), self.other)
        return paragraph

    def _all(self, blocks: Sequence[block.Block], into: Any, style: str | None = None) -> None:
        for part in blocks:
            self._block(part, into, style)

    def _block(self, content: block.Block, into: Any, style: str | None) -> None:
        match content:
            case block.Heading():
                self._line(self.made.add_heading("", content.level - 1), content.line)
            case block.Paragraph(tone="screen"):
                pass  # left out on paper
            case block.Paragraph():
                line = tuple(block.Span(span.text, span.mark or "small") for span in content.line)
                bold = block.line(*(block.Span(span.text, span.mark or "strong") for span in content.line))
                shown = {"small": line, "outcome": bold}.get(content.tone, content.line)
                self._line(self._paragraph("Intense Quote" if content.tone == "banner" else style, into), shown)
            case block.List():
                self._list(content, into)
            case block.TableBlock():
                self._table(content)
            case block.Card():
                self._all(content.blocks, into, style)
            case block.CallOut():
                self._all(content.blocks, into, "Intense Quote")
            case block.Columns():
                self._all((*content.left, *content.right), into, style)
            case block.Chart():
                self._line(self._paragraph(style, into), block.line(content.alternative))
            case block.Code():
                for words in content.lines:
                    self._paragraph(style, into).add_run(_fit(words)).font.name = "Consolas"
            case _:
                self._blank(content, self._paragraph(style, into))

    def _blank(self, given: block.TickBoxes | block.Room, into: Any) -> None:
        """Add room to fill in."""
        if isinstance(given, block.Room):
            self._line(into, block.line(block.strong(f"{given.label}: "), "_" * 40))
            return
        for at, option in enumerate(given.options):
            if at:
                into.add_run().add_break()
            self._line(into, block.line("\N{BALLOT BOX} ", option))

    def _list(self, items: block.List, into: Any) -> None:
        if items.tone == "row":
            self._line(self._paragraph(None, into), block.line(items.lead and f"{items.lead}: ", _run_on(items)))
            return
        if items.lead:
            lead = self._line(self._paragraph(None, into), block.line(block.strong(items.lead)))
            lead.paragraph_format.keep_with_next = True
        for item in items.items:
            self._all(item[:1], into, "List Bullet")
            self._all(item[1:], into, "List Continue")

    def _table(self, content: block.TableBlock) -> None:
        """Add a table under its caption: a header row that repeats, rows that are not cut in two."""
        caption = self._line(self._paragraph("Caption"), block.line(content.caption))
        caption.paragraph_format.keep_with_next = True
        table = self.made.add_table(rows=1, cols=len(content.head), style="Table Grid")
        table.alignment = WD_TABLE_ALIGNMENT.LEFT
        for place, line in enumerate(content.head):
            self._line(table.rows[0].cells[place].paragraphs[0], line).runs[0].bold = True
        _mark(table.rows[0], "w:tblHeader")
        for row in content.rows:
            self._row(content, row, table.add_row())
        for row in table.rows:
            _mark(row, "w:cantSplit")
        fixed = sum(NARROW for width in content.widths if not width)
        share = (WIDTH - fixed) / (sum(content.widths) or 1)
        table.autofit = False
        for row in table.rows:
            for cell, width in zip(row.cells, content.widths, strict=True):
                cell.width = Cm(width * share if width else NARROW)
        self._paragraph().paragraph_format.space_after = Pt(2)

    def _row(self, content: block.TableBlock, row: block.Row, into: Any) -> None:
        for place, (cell, blocks) in enumerate(zip(into.cells, row.cells, strict=True)):
            self._all(blocks, cell)
            if len(cell.paragraphs) > 1:
                cell._element.remove(cell.paragraphs[0]._p)  # a new cell has an empty paragraph
            for paragraph in cell.paragraphs:
                if row.tone == "group" or (place == content.names and not row.tone):
                    for run in paragraph.runs:
                        run.bold = True
                if place in content.numbers:
                    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _run_on(items: block.List) -> block.Line:
    """Return a list of short items as one line."""
    return block.joined(
        [span for part in item if isinstance(part, block.Paragraph) for span in part.line] for item in items.items
    )


def _fit(text: str) -> str:
    return _UNFIT.sub("", text)


def _grouped(digest: str) -> str:
    return " ".join(digest[at : at + 8] for at in range(0, len(digest), 8))


def _speak(properties: Any, language: str) -> None:
    """Set the language of a style or a run."""
    for old in properties.findall(qn("w:lang")):
        properties.remove(old)
    lang = OxmlElement("w:lang")
    lang.set(qn("w:val"), language)
    properties.append(lang)


def _mark(row: Any, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))


def _still(content: bytes) -> bytes:
    """Write the file again with one moment for all its parts."""
    buffer = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as before, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as after:
        for part in before.infolist():
            still = zipfile.ZipInfo(part.filename, _STILL)
            still.compress_type = zipfile.ZIP_DEFLATED
            after.writestr(still, before.read(part.filename))
    return buffer.getvalue()
