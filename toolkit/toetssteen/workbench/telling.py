"""Telling: the result of an assessment as a table, as figures and as a report."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from toetssteen.content.fitting import all_of
from toetssteen.content.library import Library
from toetssteen.errors import IntegrityError, ToetssteenError
from toetssteen.language import Language
from toetssteen.model.base import Id
from toetssteen.model.criteria import Asked, Profile
from toetssteen.model.method import Method
from toetssteen.scoring.result.result import Result, result
from toetssteen.scoring.result.rounds import document
from toetssteen.store.protocol import Appendable, Readable
from toetssteen.views.trail import documents, trail_csv, trail_json, trail_rows
from toetssteen.workbench import library as librarian

if TYPE_CHECKING:
    from pandas import DataFrame

    from toetssteen.documents.report.nouns import Report
    from toetssteen.documents.report.nouns_moved import MovedReport
    from toetssteen.web.plot import Plot

"""Where the reports of an assessment are written, in its folder."""


def result_of(folder: Readable, number: int | None = None) -> Result:
    """Work out the result of a round, the current one unless another is named."""
    return result(folder.assessment(), number)


def result_table(folder: Readable, language: Language | None = None) -> DataFrame:
    """Give the result as a table: one row a solution, ranked first; the weakest value beside each total."""
    from toetssteen.views.tables import result_table as table  # noqa: PLC0415 -- pandas loads when a table is shown

    return table(result_of(folder), language or folder.assessment().opened.language)


def figures(folder: Readable, language: Language | None = None, number: int | None = None) -> Plot:
    """Give the figures of a result, to be pointed at: the profile per value and the totals, each said in a sentence."""
    from toetssteen.views import figures as drawn  # noqa: PLC0415 -- plotly loads when a figure is shown
    from toetssteen.web.plot import Plot  # noqa: PLC0415 -- the same

    worked_out = result_of(folder, number)
    return Plot(drawn.documents(worked_out, language or worked_out.assessment.opened.language), drawn.script())


def trail(folder: Readable, language: Language) -> list[dict[str, Any]]:
    """Give the audit trail: a row for each entry, in replay order; what is sealed stays sealed."""
    return trail_rows(folder.assessment(), folder.in_order(), language)


def trail_documents(folder: Readable) -> list[dict[str, Any]]:
    """Give every entry as it was written, in replay order, as anybody may read it now."""
    return documents(folder.assessment(), folder.in_order())


def trail_file(folder: Readable, form: Literal["csv", "json"], language: Language) -> bytes:
    """Give the audit trail as a file."""
    if form == "csv":
        return trail_csv(trail(folder, language))
    return trail_json(folder.assessment(), folder.in_order())


def report_of(folder: Readable, language: Language, number: int | None = None) -> Report:
    """Give what the report of a round says, as plain data: what the pages show of a result."""
    from toetssteen.documents.report.model import report_model  # noqa: PLC0415 -- loads when a result is told

    worked_out = result_of(folder, number)
    return report_model(worked_out.assessment, worked_out, language, **_told(folder))


def report(
    folder: Appendable,
    formats: Sequence[str] = ("html", "pdf"),
    language: Language | None = None,
    out: Path | None = None,
    *,
    number: int | None = None,
    tell: Callable[[str], None] = lambda _: None,
) -> list[Path]:
    """Write the report in the formats asked for (html, pdf, json), into ``reports/`` of the assessment or ``out``."""
    from toetssteen.documents.make import write  # noqa: PLC0415 -- the writers load when a report is made

    assessment, into = folder.assessment(), out or folder.reports
    spoken = language or assessment.opened.language
    others = {"profiles": profiles(), **_told(folder)}
    return write("report", formats, into, assessment, spoken, number=number, tell=tell, **others)


def moved_of(folder: Readable, language: Language, before: int, after: int) -> MovedReport:
    """Tell what moved from one round to a later one, as a page shows it.

    Raises
    ------
    RuleError
        If one of them was not opened, or the first does not come first.
    """
    from toetssteen.documents.report.moving import moved_between  # noqa: PLC0415 -- loads when rounds are compared

    return moved_between(folder.assessment(), language, before, after)


def moved_document(folder: Readable, before: int, after: int) -> dict[str, Any]:
    """Give what moved from one round to a later one, as JSON; see :func:`moved_of`."""
    from toetssteen.documents.report.moving import results  # noqa: PLC0415 -- the same

    return document(*results(folder.assessment(), before, after))


def rounds_of(folder: Readable) -> list[int]:
    """Give the rounds that were opened, by number: what can be compared."""
    from toetssteen.documents.report.moving import comparable  # noqa: PLC0415 -- the same

    return comparable(folder.assessment())


def minutes(
    folder: Readable,
    format: str = "html",  # noqa: A002 - its name
    language: Language | None = None,
    number: int | None = None,
) -> bytes:
    """Give the minutes of the meeting in which a round was agreed on, made from the log: html, pdf or docx.

    Raises
    ------
    UseError
        If the format is not known, or typst refuses.
    RuleError
        If the round has not been opened.
    """
    from toetssteen.documents.make import make  # noqa: PLC0415 -- the writers load when minutes are made

    assessment = folder.assessment()
    return make("minutes", format, assessment, folder.in_order(), language or assessment.opened.language, number)


def method_document(
    folder: Appendable,
    formats: Sequence[str] = ("html", "pdf", "docx"),
    language: Language | None = None,
    out: Path | None = None,
    *,
    version: int | None = None,
) -> list[Path]:
    """Write the published method, by default the latest version, into ``reports/`` of the assessment or ``out``."""
    from toetssteen.documents.make import write  # noqa: PLC0415 -- the writers load when it is made

    assessment, into = folder.assessment(), out or folder.reports
    if assessment.lacking:
        raise IntegrityError(folder.method_faults())
    spoken, works = language or assessment.opened.language, _told(folder).get("works")
    return write("method", formats, into, assessment, folder.methods(), spoken, version=version, works=works)


def write_minutes(
    folder: Appendable,
    formats: Sequence[str],
    language: Language | None = None,
    out: Path | None = None,
    *,
    number: int | None = None,
) -> list[Path]:
    """Write the minutes in every format asked for, into ``reports/`` of the assessment or ``out``; see `minutes`."""
    from toetssteen.documents.make import write  # noqa: PLC0415 -- see above

    assessment, into = folder.assessment(), out or folder.reports
    return write(
        "minutes", formats, into, assessment, folder.in_order(), language or assessment.opened.language, number
    )


def moved_lines(folder: Readable, language: Language, before: int, after: int) -> list[str]:
    """Say what moved from one round to a later one, a line each; see :func:`moved_of`."""
    from toetssteen.documents.report.moving import lines  # noqa: PLC0415 -- see above

    return lines(moved_of(folder, language, before, after), language)


def profiles() -> list[Profile]:
    """Give the profiles of the library; none where it cannot be read."""
    try:
        return list(librarian.read()[0].profiles.values())
    except ToetssteenError:
        return []


def _told(folder: Readable) -> dict[str, Any]:
    """Give what a report takes beside the state: the date of the last entry, and what only the library knows."""
    told: dict[str, Any] = {"moment": folder.in_order()[-1].at}
    try:
        library = librarian.read()[0]
    except ToetssteenError:  # a report made elsewhere names its sources by id, and has no links to instruments
        return told
    return told | {
        "works": library.works,
        "crosswalks": library.crosswalks,
        "unasked": _unasked(library, folder.assessment().method),
    }


def _unasked(library: Library, method: Method | None) -> dict[Id, Asked]:
    """Give what the set has and the method does not: it was left out, or the law brings it later."""
    chosen = library.sets.get(method.set.id) if method and method.set else None
    if method is None or method.set is None or chosen is None or chosen.version != method.set.version:
        return {}
    weighed = {weighing.criterion.id for _, weighing in method.weighings()}
    there = weighed | {each.id for each in [*method.gates, *method.checklist, *(method.conditions or [])]}
    known: dict[Id, Asked] = {**library.asked(chosen.own), **library.conditions()}
    return {each: known[each] for each in sorted(all_of(chosen) - there) if each in known}
