"""The report page: what the report will hold and what it still lacks, making it, and getting at the files.

Rules: a report is made in a thread of its own, so that the page stays alive and says how far it is; a file goes
to the browser by name and in parts, never by a path; what was made here may be opened, what lies there from
before only downloaded: a page that somebody else put there must not run beside this one.
"""

from __future__ import annotations

import base64
import os
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any

from toetssteen import plain_file
from toetssteen.errors import StoreError, ToetssteenError, UseError, fault
from toetssteen.language import LANGUAGES, Language, language_of, number, say
from toetssteen.model.replay.assessment import Assessment
from toetssteen.pages.desk import Desk
from toetssteen.pages.report.state import ReportSize
from toetssteen.web.form import Act, Form, Patch, State, said
from toetssteen.workbench import Workbench

if TYPE_CHECKING:
    from toetssteen.documents.report.nouns import Report
    from toetssteen.store.protocol import Appendable

PART = 600_000
"""Bytes of a file in one answer."""
MOST = 500_000_000
"""Bytes of a report that is given to the browser."""
FORMATS = ("html", "pdf", "json")
SIZES: tuple[ReportSize, ...] = ("report", "file")
"""The short report and the whole one, as kinds of document."""


def page(assessment: str | None) -> Form:
    """Make the page."""
    reporting = Reporting(Desk("report", assessment))
    acts: dict[str, Act] = {
        "round": reporting.choose,
        "make": reporting.make,
        "progress": reporting.progress,
        "part": reporting.part,
    }
    return reporting.desk.form(reporting.content, acts)


class Making(Thread):
    """The making of one report; ``line`` says what takes long, ``error`` why it failed."""

    def __init__(
        self, folder: Appendable, size: ReportSize, formats: Sequence[str], language: Language, number: int | None
    ) -> None:
        super().__init__(daemon=True)
        self.given = (folder, size, formats, language, number)
        self.line = ""
        self.made: list[Path] = []
        self.error: Exception | None = None

    def run(self) -> None:
        """Make the report, from a store that no page has in use."""
        folder, size, formats, language, number = self.given
        try:
            self.made = Workbench.of(folder).write(size, formats, language, number=number, tell=self._tell)
        except Exception as error:
            self.error = error

    def _tell(self, line: str) -> None:
        self.line = line


class Reporting:
    """The page: the round that is reported on, and the report that is being made, if one is."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.number: int | None = None
        self.making: Making | None = None

    def content(self) -> Mapping[str, object]:
        """Return what the page shows now (:class:`ReportState`)."""
        try:
            assessment = self.desk.whole()
            return {
                "place": assessment.opened.title,
                **self.desk.standing(assessment, self.number),
                **self._report(assessment),
            }
        except ToetssteenError as error:
            return {"stopped": said(error, self.desk.language), "start": self.desk.address("start")}

    def choose(self, number: int) -> State:
        """Report on another round."""
        self.number = number
        return self.desk.look(self.content())

    def make(self, formats: list[str], language: str, size: str = "report") -> Patch:
        """Begin to make the report; how far it is, :meth:`progress` tells."""
        if self.making is not None and self.making.is_alive():
            return Patch(busy=True)
        chosen: ReportSize = "file" if size == "file" else "report"
        self.making = Making(self.desk.folder.anew(), chosen, formats, language_of(language), self.number)
        self.making.start()
        return Patch(busy=True)

    def progress(self) -> Patch:
        """Return how far the making is, and what was made; raise what went wrong."""
        making = self.making
        if making is None or making.is_alive():
            return Patch(busy=making is not None, line=making.line if making else "")
        if making.error is not None:
            raise making.error
        names = [file.name for file in making.made]
        return Patch(busy=False, made=names, files=self._files())

    def part(self, name: str, offset: int) -> Patch:
        """Return a part of a report that lies in the assessment's folder, by its name."""
        paths = {path.name: path for path in self._paths()}
        if name not in paths:
            raise UseError(fault("TS-502", id=name, known=", ".join(paths) or "-"))
        path = paths[name]
        try:
            with plain_file.opened(path, MOST) as file:
                file.seek(max(offset, 0))
                content = file.read(PART)
                size = os.fstat(file.fileno()).st_size
        except plain_file.UnreadError as error:
            raise StoreError(error.problem) from error
        except OSError as error:
            raise StoreError(fault("TS-302", path, problem=error.strerror or str(error))) from error
        return Patch(content=base64.b64encode(content).decode(), next=offset + len(content), size=size)

    def _report(self, assessment: Assessment) -> State:
        part = next((part for part in assessment.rounds if part.number == self.number), assessment.round)
        language = self.desk.language
        if part.method is None:
            return {"waits": True, "next": self.desk.address("prepare"), "step": say("steps.prepare", language)}
        report = self.desk.bench.report(self.number)
        return {
            "sizes": list(SIZES),
            "formats": list(FORMATS),
            "languages": list(LANGUAGES),
            "contents": list(_contents(report)),
            "missing": list(_missing(assessment, report, language)),
            "fingerprint": report.method.fingerprint,
            "heads": [head.model_dump() for head in report.heads],
            "folder": str(self.desk.folder.reports),
            "files": self._files(),
            "compare": self.desk.address("compare"),
        }

    def _paths(self) -> list[Path]:
        """Return the reports that were written here; a link in a shared folder may lead anywhere."""
        folder = self.desk.folder.reports
        written = folder.glob("[!.]*") if plain_file.is_folder(folder) else ()
        return sorted(path for path in written if path.suffix[1:] in FORMATS and plain_file.is_plain(path))

    def _files(self) -> list[State]:
        """Return the reports that lie in the folder of the assessment (:class:`ReportFile`)."""
        files = []
        for path in self._paths():
            stat = plain_file.look(path)
            moment = datetime.fromtimestamp(stat.st_mtime, UTC).isoformat(timespec="seconds")
            size = number(str(max(1, round(stat.st_size / 1000))), self.desk.language)
            files.append({"name": path.name, "size": size, "at": moment, "format": path.suffix[1:]})
        return files


def _contents(report: Report) -> Iterator[State]:
    """Yield what the report will hold, as its headings say it, with how much of it there is (:class:`Chapter`)."""
    criteria = sum(len(value.criteria) for value in report.values)
    counts = {
        "summary": None,
        "gates": sum(gate.applicable for gate in report.gates),
        "profile": len(report.values),
        "ranking": len(report.ranking),
        "criteria": criteria,
        "checklist": len(report.checklist),
        "notes": len(report.notes),
        "method": None,
        "committee": len(report.committee),
        "evidence": len(report.evidence),
        "corrections": len(report.corrections),
        "verify": len(report.heads),
    }
    for name, count in counts.items():
        yield {"title": say(f"report.heading_{name}", report.language), "count": count}


def _missing(assessment: Assessment, report: Report, language: Language) -> Iterator[str]:
    """Yield what the report will lack, as far as can be seen; nothing here keeps it from being made."""

    def told(key: str, **particulars: Any) -> str:
        return say(f"report.page_{key}", language, **particulars)

    if report.sealed:
        yield told("lacks_sealed")
        return
    if assessment.phase not in ("decided", "closed"):
        yield told("lacks_decision", phase=report.phase)
    cells = [cell for value in report.values for criterion in value.criteria for cell in criterion.cells]
    apart = sum(cell.judgement.origin == "range" for cell in cells)
    if apart:
        yield told("lacks_agreement", count=apart, cells=len(cells))
    if open_cells := sum(cell.counted.low != cell.counted.high for cell in cells):
        yield told("lacks_level", count=open_cells, cells=len(cells))
    for place in report.ranking:
        titles = [
            gate.title
            for gate in report.gates
            for finding in gate.findings
            if finding.solution == place.solution and finding.status == "unproven"
        ]
        if titles:
            yield told("lacks_proof", name=place.name, titles="; ".join(titles))
    if unchecked := [check.title for check in report.checklist if check.answer in ("unanswered", "unproven")]:
        yield told("lacks_checks", titles="; ".join(unchecked))
    if report.track_id == "ethics" and not any(note.kind == "advice" for note in report.notes):
        yield told("lacks_advice")
    if trouble := len(assessment.conflicts) + len(assessment.set_aside):
        yield told("lacks_peace", count=trouble)
