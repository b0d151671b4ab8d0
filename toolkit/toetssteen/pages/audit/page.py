"""The audit page: every entry, who wrote it and when; searching, verifying, keeping it as a file.

Rules: the lines are those of the log, in replay order; what is sealed is not sent to the page; verifying reads
the files anew and decides nothing.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping

from toetssteen import canonical, workbench
from toetssteen.errors import ToetssteenError, UseError, fault
from toetssteen.language import say
from toetssteen.pages.desk import Desk
from toetssteen.web.form import Form, Patch, State, said


def page(assessment: str | None) -> Form:
    """Make the page."""
    audit = Audit(Desk("audit", assessment))
    acts = {"entry": audit.entry, "verify": audit.verify, "file": audit.file}
    return audit.desk.form(audit.content, acts)


class Audit:
    """The page."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def content(self) -> Mapping[str, object]:
        """Return what the page shows now (:class:`AuditState`)."""
        try:
            folder = self.desk.folder
            rows = self.desk.bench.trail.rows()
            return {
                "place": folder.assessment().opened.title,
                "halted": said(ToetssteenError(folder.method_faults()), self.desk.language),
                "rows": rows,
                "kinds": sorted({(row["kind"], row["called"]) for row in rows}, key=lambda pair: pair[1]),
                "authors": sorted({row["author"] for row in rows}),
            }
        except ToetssteenError as error:
            return {"stopped": said(error, self.desk.language), "start": self.desk.address("start")}

    def entry(self, digest: str) -> Patch:
        """Return one entry as it was written, without what is closed or only for a chair to read."""
        found = next((entry for entry in self.desk.bench.trail.entries() if entry["digest"] == digest), None)
        if found is None:
            raise UseError(fault("TS-502", id=digest[:12], known="-"))
        return Patch(entry=canonical.encode(found).decode())

    def verify(self, heads: str) -> Patch:
        """Verify the files, against printed codes where given."""
        language = self.desk.language
        printed = ["".join(line.split()).lower() for line in heads.splitlines() if line.strip()]
        found = workbench.verify(self.desk.folder, printed)
        return Patch(
            outcome=found.outcome,
            said=say(f"verify.{found.outcome}", language, count=len(found.faults)),
            faults=said(ToetssteenError(found.faults), language),
            notices=said(ToetssteenError(found.notices), language),
            heads=sorted(found.heads.items()),
            alone=not printed,
        )

    def file(self, form: str) -> State:
        """Return the whole trail as a file."""
        content = self.desk.bench.trail.file("csv" if form == "csv" else "json")
        name = f"{self.desk.folder.assessment().opened.assessment}-log.{form}"
        return Patch(content=base64.b64encode(content).decode(), name=name)
