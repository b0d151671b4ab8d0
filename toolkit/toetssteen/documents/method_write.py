"""The published method as a page (HTML), a PDF (A-3a and UA-1, the canonical method attached) or a document (DOCX)."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from toetssteen.documents.blocks import Paper
from toetssteen.documents.method import method_paper
from toetssteen.documents.write import put
from toetssteen.errors import UseError, fault
from toetssteen.language import Language, say
from toetssteen.model.base import Id
from toetssteen.model.criteria import Work
from toetssteen.model.method import Method
from toetssteen.model.replay.assessment import Assessment

FORMATS = ("html", "pdf", "docx")
TEMPLATE = Path(__file__).parent / "method.typ"


def write_method(
    assessment: Assessment,
    methods: Mapping[str, Method],
    formats: Sequence[str],
    language: Language,
    out: Path,
    *,
    version: int | None = None,
    works: Mapping[Id, Work] | None = None,
) -> list[Path]:
    """Write the method of a version in every format asked for; give the paths, in that order.

    Raises
    ------
    UseError
        If a format is not known, or typst refuses.
    RuleError
        If no method has been frozen, or there is no such version.
    StoreError
        If a file cannot be written.
    """
    unknown = [each for each in dict.fromkeys(formats) if each not in FORMATS]
    if unknown or not formats:
        raise UseError([fault("TS-601", format=each, known=", ".join(FORMATS)) for each in unknown or [""]])
    paper = method_paper(assessment, methods, language, version=version, works=works)
    content = methods[paper.stamp].document()
    made: dict[str, Callable[[], bytes]] = {
        "html": lambda: html(paper),
        "pdf": lambda: pdf(paper, content),
        "docx": lambda: docx(paper),
    }
    return [put(out, f"{paper.file}.{each}", made[each]()) for each in dict.fromkeys(formats)]


def html(paper: Paper) -> bytes:
    """Write it as one page without script."""
    from nbformat.v4 import new_notebook  # noqa: PLC0415 -- nbconvert loads when a page is made

    words = {key: say(f"report.{key}", paper.language) for key in ("skip", "contents")}
    page, _ = _exporter().from_notebook_node(new_notebook(), {"paper": paper.plain(), "style": _looks(), **words})
    return "".join(each for each in page if each >= " " or each in "\n\t").encode()


@cache
def _exporter() -> Any:
    from toetssteen.documents.html import ReportExporter  # noqa: PLC0415 -- see above

    return ReportExporter("method")


@cache
def _looks() -> str:
    from toetssteen.documents.html import TEMPLATES, _style  # noqa: PLC0415 -- see above

    return _style() + (TEMPLATES / "method" / "method.css").read_text("utf-8")


def pdf(paper: Paper, content: bytes) -> bytes:
    """Write it as PDF; the canonical method, of which the fingerprint is the SHA-256, is attached.

    Raises
    ------
    UseError
        If typst refuses, with what it said.
    """
    import typst  # noqa: PLC0415 -- typst loads when a PDF is made

    from toetssteen.documents.glyphs import shown  # noqa: PLC0415 -- see above
    from toetssteen.documents.pdf import typeset  # noqa: PLC0415 -- see above

    moment = datetime.fromisoformat(paper.moment)
    words = {key: say(f"report.{key}", paper.language) for key in ("page", "of", "contents")}
    words["attachment"] = say("method.attachment", paper.language)
    for plainly in (False, True):
        given = {
            "paper": json.dumps(shown(json.loads(json.dumps(paper.plain())), plainly=plainly)),
            "words": json.dumps(words),
            "date": json.dumps([moment.year, moment.month, moment.day]),
            "attached": content.decode(),
        }
        try:
            return typeset(TEMPLATE, given, moment)
        except typst.TypstError as error:
            problem = str(getattr(error, "message", error))
            if plainly or "could not be displayed" not in problem:
                raise UseError(fault("TS-603", paper.file, problem=problem)) from error
    raise AssertionError


def docx(paper: Paper) -> bytes:
    """Write it as a document of a word processor."""
    from toetssteen.documents.method_docx import docx as written  # noqa: PLC0415 -- python-docx loads when it is made

    return written(paper)
