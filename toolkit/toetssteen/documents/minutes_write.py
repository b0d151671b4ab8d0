"""Writing the minutes of a meeting: a page (HTML), a PDF (PDF/A-3a and PDF/UA-1), or a DOCX."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from toetssteen.documents.minutes import minutes
from toetssteen.documents.nouns_minutes import Minutes
from toetssteen.errors import UseError, fault
from toetssteen.language import Language, words
from toetssteen.model.entries.entry import Entry
from toetssteen.model.replay.assessment import Assessment

FORMATS = ("html", "pdf", "docx")
"""What minutes can be written as."""
TEMPLATE = Path(__file__).parent / "minutes.typ"
PARTS = ("meeting", "agreed", "open", "checks", "notes", "corrections", "evidence", "verify")


def written(
    assessment: Assessment, entries: Sequence[Entry], wanted: str, language: Language, number: int | None = None
) -> bytes:
    """Write the minutes of a round, the current one unless another is named; ``wanted`` is one of :data:`FORMATS`.

    Raises
    ------
    UseError
        If the format is not known, or typst refuses.
    RuleError
        If the round has not been opened, or there is none of that number.
    """
    if wanted not in FORMATS:
        raise UseError(fault("TS-601", format=wanted, known=", ".join(FORMATS)))
    made = minutes(assessment, entries, language, number)
    said = {name: text[language] for name, text in words()["minutes"].items()}
    if wanted == "html":
        return _html(made, said)
    if wanted == "pdf":
        return _pdf(made, said)
    from toetssteen.documents.minutes_docx import docx  # noqa: PLC0415 -- python-docx loads when a document is made

    return docx(made, said)


def _html(made: Minutes, said: dict[str, str]) -> bytes:
    from nbformat.v4 import new_notebook  # noqa: PLC0415 -- nbconvert loads when a page is made

    resources = {"minutes": made.plain(), "w": said, "parts": PARTS, "style": _looks()}
    page, _ = _exporter().from_notebook_node(new_notebook(), resources)
    return "".join(each for each in page if each >= " " or each in "\n\t").encode()


@cache
def _exporter() -> Any:
    from toetssteen.documents.html import ReportExporter  # noqa: PLC0415 -- see above

    return ReportExporter("minutes")


@cache
def _looks() -> str:
    from toetssteen.documents.html import TEMPLATES, _style  # noqa: PLC0415 -- see above

    return _style() + (TEMPLATES / "minutes" / "minutes.css").read_text("utf-8")


def _pdf(made: Minutes, said: dict[str, str]) -> bytes:
    import typst  # noqa: PLC0415 -- typst loads when a PDF is made

    from toetssteen.documents.pdf import typeset  # noqa: PLC0415 -- see above
    from toetssteen.documents.writers.glyphs import shown  # noqa: PLC0415 -- see above

    moment = datetime.fromisoformat(made.moment)
    for plainly in (False, True):
        given = {
            "minutes": json.dumps(shown(made.plain(), plainly=plainly)),
            "words": json.dumps(said),
            "date": json.dumps([moment.year, moment.month, moment.day]),
        }
        try:
            return typeset(TEMPLATE, given, moment)
        except typst.TypstError as error:
            problem = str(getattr(error, "message", error))
            if plainly or "could not be displayed" not in problem:
                raise UseError(fault("TS-603", made.assessment, problem=problem)) from error
    raise AssertionError
