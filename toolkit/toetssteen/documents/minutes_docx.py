"""The minutes as a document for a word processor (DOCX), to add to and to sign.

Rules: what people wrote goes in as text of a run, never as markup; headings are headings and a table names its
header row, so that a screen reader finds its way; the same minutes give the same bytes.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from toetssteen.documents.nouns_minutes import Minutes, Taken

_MOMENT = (1980, 1, 1, 0, 0, 0)
"""The moment of every part of the file: that of the assessment stands in the document itself."""


def docx(given: Minutes, words: dict[str, str]) -> bytes:
    """Write minutes as DOCX."""
    return _Writer(given, words).content()


class _Writer:
    def __init__(self, given: Minutes, words: dict[str, str]) -> None:
        from docx import Document  # noqa: PLC0415 -- python-docx loads when a document is made

        self.given, self.words = given, words
        self.document: Any = Document()
        self._about()

    def content(self) -> bytes:
        self._opening()
        self._points()
        self._rest()
        made = io.BytesIO()
        self.document.save(made)
        return _still(made.getvalue())

    def _about(self) -> None:
        from docx.oxml.ns import qn  # noqa: PLC0415 -- see above
        from docx.shared import Pt  # noqa: PLC0415 -- see above

        given, about = self.given, self.document.core_properties
        about.title, about.author = _clean(f"{self.words['document']}: {given.title}"), "Toetssteen"
        about.language, about.comments = given.language, ""
        about.created = about.modified = datetime.fromisoformat(given.moment).replace(tzinfo=None)
        self.document.styles["Title"].font.size = Pt(20)
        style = self.document.styles["Normal"]
        style.font.name, style.font.size = "Calibri", Pt(10.5)
        spoken = style.element.get_or_add_rPr()
        tag = spoken.makeelement(qn("w:lang"), {qn("w:val"): {"nl": "nl-NL", "en": "en-GB"}[given.language]})
        spoken.append(tag)

    def _opening(self) -> None:
        given, words = self.given, self.words
        self.document.add_heading(_clean(f"{words['document']}: {given.title}"), 0)
        facts = (("authority", given.authority), ("round", given.round), ("phase", given.phase), ("made", given.date))
        for key, told in facts:
            self._labelled(words[key], str(told))
        self._said(words["internal"])
        self._heading("meeting")
        self._said(words["from_log"])
        self._heading("when", 2)
        self._list(given.sittings or [words["sittings_none"]])
        if given.sittings:
            self._said(words["clock"])
        if given.present:
            self._heading("present", 2)
            self._list(given.present)
            self._said(given.absent)
        self._heading("round", 2)
        self._list(
            f"{each.text} {words['reason_given']} {each.reason}" if each.reason else each.text for each in given.events
        )
        self._heading("method", 2)
        self._said(given.method)
        self._labelled(words["fingerprint"], _grouped(given.fingerprint))

    def _points(self) -> None:
        given, words = self.given, self.words
        self._heading("agreed")
        self._said(words["agreed_intro"].format(count=given.count, all=given.every))
        for each in given.agreed:
            self._taken(each)
        self._heading("open")
        self._said(words["open_intro"].format(count=len(given.open)) if given.open else words["open_none"])
        for each in given.open:
            self._taken(each)

    def _taken(self, each: Taken) -> None:
        words = self.words
        self.document.add_heading(_clean(f"{each.title}, {each.name}"), 3)
        if each.said:
            self._labelled(words["said"], "; ".join(f"{one.who}: {one.text}" for one in each.said))
        for line in (each.figures, *each.alike, words["contradicted"] if each.contradicted else ""):
            self._said(line)
        if not each.outcome:
            return
        self._labelled(words["agreed"], each.outcome)
        self._said(each.reason)
        self._said(each.explanation)
        if each.correction:
            self._labelled(words["corrected_why"].format(at=each.corrected_at).rstrip(":"), each.correction)
        for one in each.dissent:
            self._labelled(words["dissent"].format(who=one.who), one.reason)
        for before in each.earlier:
            self._said(words["earlier"].format(at=before.at, text=before.text))
        self._said(" ".join(part for part in (each.present, each.evidence, each.recorded) if part))

    def _rest(self) -> None:
        given, words = self.given, self.words
        self._heading("checks")
        self._list([f"{each.title}: {each.text}. {each.reason}" for each in given.checks] or [words["checks_none"]])
        self._heading("notes")
        noted = [f"{each.about}: {each.text}" if each.about else each.text for each in given.notes]
        self._list(noted or [words["notes_none"]])
        self._heading("corrections")
        rows = [
            (each.about, each.before or "-", each.text, f"{each.who}, {each.at}", each.reason)
            for each in given.corrections
        ]
        self._table([words[each] for each in ("what", "was", "now", "who", "why")], rows, words["corrections_none"])
        self._heading("evidence")
        pieces = [(str(each.number), each.title, each.kind, each.dated or "-") for each in given.evidence]
        self._table([words[each] for each in ("number", "title", "kind", "dated")], pieces, words["evidence_none"])
        self._heading("verify")
        self._said(words["verify_intro"])
        self._table([words["log_of"], words["digest"]], [(each.who, _grouped(each.digest)) for each in given.heads], "")
        self._labelled(words["command"].rstrip(":"), given.command)

    def _heading(self, key: str, level: int = 1) -> None:
        self.document.add_heading(_clean(self.words[f"heading_{key}"]), level)

    def _said(self, text: str) -> None:
        for line in text.split("\n"):
            if line.strip():
                self.document.add_paragraph(_clean(line))

    def _labelled(self, label: str, text: str) -> None:
        paragraph = self.document.add_paragraph()
        paragraph.add_run(_clean(f"{label}: ")).bold = True
        paragraph.add_run(_clean(text))

    def _list(self, lines: Iterable[str]) -> None:
        for line in lines:
            self.document.add_paragraph(_clean(line), style="List Bullet")

    def _table(self, heads: Sequence[str], rows: Sequence[Sequence[str]], otherwise: str) -> None:
        from docx.oxml.ns import qn  # noqa: PLC0415 -- see above

        if not rows:
            self._said(otherwise)
            return
        table = self.document.add_table(rows=1, cols=len(heads), style="Table Grid")
        for cell, text in zip(table.rows[0].cells, heads, strict=True):
            cell.paragraphs[0].add_run(_clean(text)).bold = True
        repeated = table.rows[0]._tr.get_or_add_trPr()
        repeated.append(repeated.makeelement(qn("w:tblHeader"), {}))
        for row in rows:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = _clean(text)
        self.document.add_paragraph()


def _clean(text: str) -> str:
    """Leave out what XML cannot hold."""
    return "".join(each for each in text if each >= " " or each in "\n\t" if each not in "\ufffe\uffff")


def _grouped(digest: str) -> str:
    return " ".join(digest[at : at + 8] for at in range(0, len(digest), 8))


def _still(content: bytes) -> bytes:
    """Write the file again with one moment for all its parts."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as after:
        for each in before.infolist():
            part = zipfile.ZipInfo(each.filename, _MOMENT)
            part.compress_type = zipfile.ZIP_DEFLATED
            after.writestr(part, before.read(each.filename))
    return made.getvalue()
