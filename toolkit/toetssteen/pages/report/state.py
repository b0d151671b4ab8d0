"""What the report page shows: what the report will hold and lack, and the files that were made."""

from __future__ import annotations

from typing import Literal, TypedDict

from toetssteen.language import Language
from toetssteen.pages.state import StandingState

ReportFormat = Literal["html", "pdf", "json"]
ReportSize = Literal["report", "file"]


class Chapter(TypedDict):
    """A heading of the report, and how much stands under it where that is counted."""

    title: str
    count: int | None


class LogHead(TypedDict):
    """The digest of the last line of a log, by the role of its author."""

    who: str
    digest: str


class ReportFile(TypedDict):
    """A report in the folder of the assessment: its size in kB, and when it was written."""

    name: str
    size: str
    at: str
    format: ReportFormat


class ReportState(StandingState, total=False):
    """The page; ``waits`` where there is no method to report on."""

    waits: bool
    next: str
    step: str
    sizes: list[ReportSize]
    formats: list[ReportFormat]
    languages: list[Language]
    contents: list[Chapter]
    missing: list[str]
    fingerprint: str
    heads: list[LogHead]
    folder: str
    files: list[ReportFile]
    compare: str
