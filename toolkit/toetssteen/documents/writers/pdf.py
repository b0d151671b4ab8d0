"""A paper as PDF, by typst: PDF/A-3a and PDF/UA-1 at once, with what is attached to it.

Rules: all data go in as JSON and come out as text, never as markup; the template may read no file and load no
package; only the fonts of this folder are used, and charts are drawn by the template, because text inside an
SVG does not fall back from font to font; the date is that of the paper, so that the same paper gives the same
bytes on every machine. Structure is checked, conformance is made by typst and not validated by another tool.
"""

from __future__ import annotations

import json
import tempfile
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typst

from toetssteen.documents.blocks import Paper
from toetssteen.documents.writers.glyphs import FONTS, shown
from toetssteen.errors import UseError, fault
from toetssteen.language import say

if TYPE_CHECKING:
    from typst import Fonts

TEMPLATE = Path(__file__).parent / "paper.typ"


def write(paper: Paper) -> bytes:
    """Write it as PDF.

    Raises
    ------
    UseError
        If typst refuses, with what it said.
    """
    for plainly in (False, True):
        try:
            return _compiled(_given(paper, plainly=plainly), datetime.fromisoformat(paper.moment))
        except typst.TypstError as error:
            problem = str(getattr(error, "message", error))
            if plainly or "could not be displayed" not in problem:
                raise UseError(fault("TS-603", paper.name, problem=problem)) from error
    raise AssertionError


def _given(paper: Paper, *, plainly: bool) -> dict[str, str]:
    """Return the inputs of the template by name, each a JSON text."""
    data = paper.plain()
    visible, moment = shown(data, plainly=plainly), datetime.fromisoformat(paper.moment)
    attached = paper.attached
    notes: dict[str, Any] = {"said": []}
    if attached and _changed(data, visible):
        notes["said"].append(say("report.substituted", paper.language))
    if attached:
        notes |= {"name": attached.name, "relationship": attached.relationship, "about": attached.about}
        notes["said"] += [attached.said] if attached.said else []
    inputs = {
        "paper": json.dumps(visible),
        "words": json.dumps({key: say(f"report.{key}", paper.language) for key in ("page", "of", "contents")}),
        "notes": json.dumps(notes),
        "date": json.dumps([moment.year, moment.month, moment.day]),
    }
    return inputs | ({"attached": attached.content} if attached else {})


def _compiled(inputs: dict[str, str], moment: datetime) -> bytes:
    with tempfile.TemporaryDirectory() as empty:
        compiler = typst.Compiler(
            TEMPLATE.read_bytes(),
            root=empty,
            package_path=empty,
            package_cache_path=empty,
            font_paths=_fonts(),
            sys_inputs=inputs,
        )
        content = compiler.compile(format="pdf", pdf_standards=["a-3a", "ua-1"], timestamp=moment)
    assert isinstance(content, bytes)
    return content


def _changed(data: object, visible: object) -> bool:
    """Return whether a character was replaced by its number; places to break do not count."""
    seen = json.dumps(visible, ensure_ascii=False).count("[U+")
    return seen > json.dumps(data, ensure_ascii=False).count("[U+")


@cache
def _fonts() -> Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])
