"""An evaluator's draft: a log of their own, in their own data folder, until they submit.

Rules: it has the format of a shared log and only ``scored`` entries, the last of which holds for a cell; a
change is on disk before it is called saved. Its files are its writer's own (``private.py``), so nobody else reads it.
"""

from __future__ import annotations

from toetssteen.errors import StoreError, fault
from toetssteen.model import moment
from toetssteen.model.entries.body import Evaluation
from toetssteen.model.entries.entry import Entry
from toetssteen.model.entries.scoring import Scored
from toetssteen.model.replay.assessment import Cell
from toetssteen.model.replay.upgrade import NEWEST
from toetssteen.store import line, private
from toetssteen.store.folder.log import Log
from toetssteen.store.protocol import Clock, now


class FolderDraft:
    """The draft of one evaluator for one round of one assessment."""

    def __init__(self, key: str, number: int, author: str, clock: Clock = now) -> None:
        """Open the draft; ``key`` tells assessments apart, also two of the same id (a digest of its start)."""
        folder = private.folder(private.data_folder() / "drafts" / key / f"round-{number}")
        for path in folder.iterdir():
            private.close(path)
        self.author = author
        self.clock = clock
        self.log = Log(folder / f"{author}.jsonl", private.begin)

    def save(self, evaluation: Evaluation, fingerprint: str | None, format: int = NEWEST) -> Entry:  # noqa: A002 - its name
        """Save one change, in the format of the assessment; return once it is on disk.

        Raises
        ------
        StoreError
            If it could not be written; what was saved before is still there.
        """
        stamp = moment.written(self.clock())
        body = Scored(**evaluation.model_dump())

        def make(after: Entry | None) -> list[tuple[Entry, bytes]]:
            return [
                line.make(
                    body,
                    at=stamp,
                    author=self.author,
                    role="evaluator",
                    fingerprint=fingerprint,
                    format=format,
                    after=after,
                    seen=[],
                )
            ]

        (entry,) = self.log.append(make)
        return entry

    def evaluations(self) -> dict[Cell, Evaluation]:
        """Return the last evaluation of every cell, without answers that were taken back."""
        last: dict[Cell, Evaluation] = {}
        for entry in self.entries():
            if isinstance(entry.body, Scored):
                last[entry.body.cell] = Evaluation(**entry.body.model_dump())
        return {
            cell: evaluation
            for cell, evaluation in last.items()
            if evaluation.answer != "unanswered" or evaluation.reason
        }

    def entries(self) -> list[Entry]:
        """Return what was saved, read again where it changed.

        Raises
        ------
        StoreError
            If there is something else in it than answers.
        IntegrityError
            If it is not what was written.
        """
        self.log.read()
        for entry in self.log.entries:
            if not isinstance(entry.body, Scored):
                raise StoreError(fault("TS-302", self.log.path, problem=entry.kind))
        return self.log.entries

    @property
    def where(self) -> str:
        """The path of the draft's log."""
        return str(self.log.path)

    @property
    def head(self) -> str | None:
        """The digest of the last entry."""
        return self.log.head.digest if self.log.head else None
