"""What of the entries may be read as an assessment stands now, and by whom: the one place that decides it.

Rules (``semantics`` 4, 9 and 10; design 5.6): evaluations are closed while their round is, also in an entry that was
refused or is in conflict, whatever round it says it is of; a price is closed until quality is; what an interest is and
why a measure was taken, only a chair reads. Pages, files, ``log``, reports and exports ask here; what is sealed by
encryption is what it is, and may be shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from toetssteen.errors import Fault
from toetssteen.model.entries.body import PHASES, Evaluation
from toetssteen.model.entries.consensus import Corrected
from toetssteen.model.entries.entry import Entry
from toetssteen.model.entries.pricing import LowPriceJudged, PriceOpened
from toetssteen.model.entries.scoring import Submitted
from toetssteen.model.entries.sealing import Unsealed
from toetssteen.model.replay.assessment import Assessment, Conflict, SetAside

_PRICES = (PriceOpened, LowPriceJudged)
_TELLING = frozenset({"answer", "reason"})
"""The particulars of a fault that repeat what was answered."""


class Reading:
    """The entries as one reader may read them; without a reader (``None``), as everybody may."""

    def __init__(self, assessment: Assessment, reader: str | None = None) -> None:
        self.assessment = assessment
        person = assessment.people.get(reader) if reader is not None else None
        self.chair = person is not None and person.role == "chair"
        self._open = {part.number for part in assessment.rounds if not part.sealed}
        self._idle = {aside.entry.digest for aside in assessment.set_aside}
        self._idle |= {entry.digest for conflict in assessment.conflicts for entry in conflict.entries}

    def closed(self, entry: Entry) -> bool:
        """Return whether the content of an entry is closed to everybody now."""
        body, idle = entry.body, entry.digest in self._idle
        if body.emptied is None:
            return False
        if isinstance(body, _PRICES):
            return idle and self.assessment.phase in PHASES[:4]
        if isinstance(body, Submitted | Unsealed) and body.round not in self._open:
            return True
        return idle and self.assessment.round.sealed

    def document(self, entry: Entry) -> dict[str, Any]:
        """Return an entry as written, without what only a chair reads; ``body`` is ``None`` where it is closed."""
        whole: dict[str, Any] = entry.model_dump(mode="json", exclude={"body"})
        if self.closed(entry):
            return {**whole, "body": None}
        hidden = set() if self.chair else set(entry.body.private)
        return {**whole, "body": entry.body.model_dump(mode="json", exclude_none=True, exclude=hidden)}

    def interest(self, person: str) -> str:
        """Return what somebody's interest is, to a chair; empty where there is none, or for anybody else."""
        declared = self.assessment.declarations.get(person)
        return (
            (declared.description or "")
            if self.chair and declared is not None and declared.interests == "described"
            else ""
        )


def named_files(assessment: Assessment, logs: Mapping[str, Iterable[Entry]]) -> dict[str, None]:
    """Return the digests of the files that entries name, of every entry that counts, each once.

    A price envelope that was only noted is not among them: its file need not be kept here.
    """
    aside = {refused.entry.digest for refused in assessment.set_aside}
    counting = (entry for log in logs.values() for entry in log if entry.digest not in aside)
    return dict.fromkeys(digest for entry in counting for digest in entry.body.files())


def without_closed(assessment: Assessment) -> Assessment:
    """Take what is closed out of the entries that a state carries along: those set aside, and those in conflict."""
    reading = Reading(assessment)
    if not any(map(reading.closed, _carried(assessment))):
        return assessment
    return replace(
        assessment,
        set_aside=tuple(
            SetAside(_emptied(aside.entry), tuple(map(_silent, aside.faults))) if reading.closed(aside.entry) else aside
            for aside in assessment.set_aside
        ),
        conflicts=tuple(
            Conflict(
                conflict.slot, tuple(_emptied(entry) if reading.closed(entry) else entry for entry in conflict.entries)
            )
            for conflict in assessment.conflicts
        ),
    )


def _carried(assessment: Assessment) -> list[Entry]:
    return [
        *(aside.entry for aside in assessment.set_aside),
        *(entry for conflict in assessment.conflicts for entry in conflict.entries),
    ]


def _emptied(entry: Entry) -> Entry:
    """Return an entry without what it holds that is closed; its digest still says which one it is."""
    changes = dict(entry.body.emptied or {})
    if isinstance(entry.body, Corrected):
        solution, criterion = entry.body.evaluation.cell
        changes["evaluation"] = Evaluation(solution=solution, criterion=criterion, answer="unanswered")
    return entry.model_copy(update={"body": entry.body.model_copy(update=changes)})


def _silent(refusal: Fault) -> Fault:
    """Return a fault without the answer that was at fault."""
    particulars = {name: "…" if name in _TELLING else particular for name, particular in refusal.particulars.items()}
    return Fault(refusal.code, refusal.where, particulars)
