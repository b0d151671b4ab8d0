"""Telling: the result of an assessment as a table, as figures and as a report."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toetssteen import librarian
from toetssteen.errors import ToetssteenError
from toetssteen.scoring.result import Result, result
from toetssteen.store.folder import Folder
from toetssteen.text import Language

if TYPE_CHECKING:
    from pandas import DataFrame

    from toetssteen.reports.nouns import Report
    from toetssteen.widgets.plot import Plot

REPORTS = "reports"
"""Where the reports of an assessment are written, in its folder."""


def result_of(folder: Folder, number: int | None = None) -> Result:
    """Work out the result of a round, the current one unless another is named."""
    return result(folder.assessment(), number)


def result_table(folder: Folder, language: Language | None = None) -> DataFrame:
    """Give the result as a table: one row a solution, ranked first; the weakest value beside each total."""
    from toetssteen.views.tables import result_table as table  # noqa: PLC0415 -- pandas loads when a table is shown

    return table(result_of(folder), language or folder.assessment().opened.language)


def figures(folder: Folder, language: Language | None = None, number: int | None = None) -> Plot:
    """Give the figures of a result, to be pointed at: the profile per value and the totals, each said in a sentence."""
    from toetssteen.views import figures as drawn  # noqa: PLC0415 -- plotly loads when a figure is shown
    from toetssteen.widgets.plot import Plot  # noqa: PLC0415 -- the same

    worked_out = result_of(folder, number)
    return Plot(drawn.documents(worked_out, language or worked_out.assessment.opened.language), drawn.script())


def report_of(folder: Folder, language: Language, number: int | None = None) -> Report:
    """Give what the report of a round says, as plain data: what the pages show of a result."""
    from toetssteen.reports.model import report_model  # noqa: PLC0415 -- loads when a result is told

    worked_out = result_of(folder, number)
    return report_model(worked_out.assessment, worked_out, language, **_told(folder))


def report(
    folder: Folder,
    formats: Sequence[str] = ("html", "pdf"),
    language: Language | None = None,
    out: Path | None = None,
    *,
    number: int | None = None,
    tell: Callable[[str], None] = lambda _: None,
) -> list[Path]:
    """Write the report in the formats asked for (``write_reports``), into ``reports/`` of the assessment or ``out``."""
    from toetssteen.reports.write import write_reports  # noqa: PLC0415 -- the writers load when a report is made

    assessment, into = folder.assessment(), out or folder.path / REPORTS
    spoken = language or assessment.opened.language
    return write_reports(assessment, formats, spoken, into, number=number, tell=tell, **_told(folder))


def _told(folder: Folder) -> dict[str, Any]:
    """Give what a report takes beside the state: the date of the last entry, and the bibliography in use."""
    try:
        works = librarian.read()[0].works
    except ToetssteenError:  # a report made elsewhere names its sources by id
        works = {}
    return {"moment": folder.in_order()[-1].at, "works": works}
