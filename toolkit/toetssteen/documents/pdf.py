"""The report as PDF, by typst: PDF/A-3a and PDF/UA-1 at once, the report model attached.

Rules: all data go in as JSON and come out as text, never as markup; the template may read no file and load no
package; only the fonts of this folder are used, and charts are drawn by the template, because text inside an
SVG does not fall back from font to font; the date is that of the assessment's last entry, so that the same
report gives the same bytes on every machine. Structure is checked, conformance is made by typst and not
validated by another tool.
"""

from __future__ import annotations

import json
import tempfile
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from toetssteen.documents.labels import labels
from toetssteen.documents.report.nouns import Report
from toetssteen.documents.writers.glyphs import FONTS, shown
from toetssteen.errors import UseError, fault

if TYPE_CHECKING:
    from typst import Fonts

TEMPLATE = Path(__file__).parent / "report.typ"
_FIRST_DAY = datetime(2000, 1, 1, tzinfo=UTC)


def pdf(report: Report) -> bytes:
    """Write a report as PDF.

    Raises
    ------
    UseError
        If typst refuses, with what it said.
    """
    import typst  # noqa: PLC0415 -- typst loads when a PDF is made

    for plainly in (False, True):
        try:
            return _compile(report, plainly=plainly)
        except typst.TypstError as error:
            problem = str(getattr(error, "message", error))
            if plainly or "could not be displayed" not in problem:
                raise UseError(fault("TS-603", report.assessment, problem=problem)) from error
    raise AssertionError


def _compile(report: Report, *, plainly: bool) -> bytes:
    data = report.plain()
    visible = shown(data, plainly=plainly)
    moment = _moment(report)
    given = {
        "report": json.dumps(visible),
        "words": json.dumps(labels(report.language)),
        "changed": json.dumps(_changed(data, visible)),
        "date": json.dumps([moment.year, moment.month, moment.day]),
        "attached": report.document().decode(),
    }
    return typeset(TEMPLATE, given, moment)


def typeset(template: Path, given: dict[str, str], moment: datetime) -> bytes:
    """Set a template as PDF; what is given is its input, as JSON.

    Raises
    ------
    TypstError
        If typst refuses.
    """
    import typst  # noqa: PLC0415 -- see above

    with tempfile.TemporaryDirectory() as empty:
        compiler = typst.Compiler(
            template.read_bytes(),
            root=empty,
            package_path=empty,
            package_cache_path=empty,
            font_paths=_fonts(),
            sys_inputs=given,
        )
        content = compiler.compile(format="pdf", pdf_standards=["a-3a", "ua-1"], timestamp=moment)
    assert isinstance(content, bytes)
    return content


def _moment(report: Report) -> datetime:
    return datetime.fromisoformat(report.moment) if report.moment else _FIRST_DAY


def _changed(data: object, visible: object) -> bool:
    """Tell whether a character is told by its number; places to break do not count."""
    seen = json.dumps(visible, ensure_ascii=False).count("[U+")
    return seen > json.dumps(data, ensure_ascii=False).count("[U+")


@cache
def _fonts() -> Fonts:
    import typst  # noqa: PLC0415 -- see above

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])
