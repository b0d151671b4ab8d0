"""What a store of one assessment gives: reading for whoever reads, appending for whoever writes too.

Rules: who uses an assessment asks these verbs and knows no path; what is received from elsewhere is only read. Whatever
keeps an assessment does all that ``tests/store/test_contract.py`` says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Protocol, Self

from toetssteen.errors import Fault
from toetssteen.model.entries.body import Body, Evaluation
from toetssteen.model.entries.entry import Entry
from toetssteen.model.method import Method
from toetssteen.model.replay.assessment import Assessment, Cell

Clock = Callable[[], datetime]
MAX_FILE = 100_000_000
"""Bytes that a file kept with an assessment may have."""


def now() -> datetime:
    """Return the time of the writer's clock."""
    return datetime.now(UTC)


class Readable(Protocol):
    """An assessment that can be read: its entries, its methods, its files."""

    warnings: list[Fault]
    """What was worth knowing when the logs were last read: a torn line, a copy that a sync tool made."""

    @property
    def name(self) -> str:
        """The name by which a page's address finds the assessment."""

    @property
    def where(self) -> str:
        """Where the assessment is, for the ``where`` of a fault."""

    @property
    def key(self) -> str:
        """What tells assessments apart in a user's data folder, also two of the same id."""

    def today(self) -> date:
        """Return the day by the reader's clock."""

    def anew(self) -> Self:
        """Return the same assessment with nothing read yet: for another thread, or to read every byte again."""

    def assessment(self) -> Assessment:
        """Return the assessment as it stands, without what a method that is away would tell.

        Raises
        ------
        StoreError
            If there is none, or it cannot be read.
        IntegrityError
            If it is not what was written, with every fault.
        """

    def as_logged(self) -> Assessment:
        """Return the assessment as its logs tell it, whatever became of its methods; raise as :meth:`assessment`."""

    def logs(self) -> dict[str, list[Entry]]:
        """Return the entries of every log, by author."""

    def lines(self) -> dict[str, list[bytes]]:
        """Return every log as it is written, a line (without its newline) an entry, by author."""

    def documents(self) -> dict[str, list[dict[str, Any]]]:
        """Return every log as plain data, entry by entry, by author."""

    def in_order(self) -> list[Entry]:
        """Return the entries of all logs in replay order."""

    def methods(self) -> dict[str, Method]:
        """Return every method that an entry names, by its fingerprint; one that is away is not among them."""

    def method_faults(self) -> list[Fault]:
        """Find the methods that entries name and that are away, or are other than their fingerprint."""

    def unnamed_methods(self) -> list[Fault]:
        """Return a notice for each method that no entry names."""

    def refuse_unless_whole(self) -> None:
        """Raise :class:`IntegrityError` while a frozen method is away or is another."""

    def files(self) -> set[str]:
        """Return the digest (SHA-256) of every file that is kept."""

    def file(self, digest: str) -> bytes:
        """Return the file that is kept under a digest.

        Raises
        ------
        IntegrityError
            If it is missing, or no longer what was kept.
        StoreError
            If it cannot be read.
        """

    def file_faults(self, named: Iterable[str]) -> Iterator[Fault]:
        """Find the files that are no plain file or other than their digest, and of those named the missing ones."""

    def file_notices(self) -> Iterator[Fault]:
        """Yield a notice for each thing among the files that is no kept file."""


class Draft(Protocol):
    """The draft of one evaluator for one round: entries of their own, which nobody else reads."""

    @property
    def where(self) -> str:
        """Where the draft is, for its writer to find."""

    @property
    def head(self) -> str | None:
        """The digest of the last entry, as far as was read."""

    def entries(self) -> Sequence[Entry]:
        """Return what was saved, read again where it changed; the last entry of a cell holds."""

    def evaluations(self) -> Mapping[Cell, Evaluation]:
        """Return what holds for every cell; an answer taken back is not there."""

    def save(self, evaluation: Evaluation, fingerprint: str | None, format: int = ...) -> Entry:  # noqa: A002 - its name
        """Save one change; return once it is kept.

        Raises
        ------
        StoreError
            If it could not be kept; what was saved before is still there.
        """


class Appendable(Readable, Protocol):
    """An assessment that can be added to; nothing that was written is ever changed."""

    clock: Clock

    @property
    def reports(self) -> Path:
        """The folder in which the documents that are made of the assessment are put."""

    def append(self, author: str, role: str, *bodies: Body) -> Entry:
        """Append the entries of one act to their author's log, after all that is there; return the last once all are.

        They are kept at once: where that is cut short none of them is, or, if the computer itself fails, the first few;
        whoever does such an act again writes what lacks. One writer of a log writes at a time; who read before another
        wrote reads again.

        Raises
        ------
        RuleError
            If an entry breaks a rule, with every rule it breaks.
        IntegrityError
            If a frozen method is away or is another.
        StoreError
            If it could not be written. In any case nothing changed.
        """

    def already(self, author: str, body: Body) -> bool:
        """Return whether an entry would say what already holds; nothing is written."""

    def format_for(self, role: str, body: Body) -> int:
        """Return the format that the assessment has to be in for somebody in this role to write an entry."""

    def try_out(self, author: str, role: str, body: Body, format: int | None = None) -> None:  # noqa: A002 - its name
        """Raise what :meth:`append` would raise by the rules now, or once a format is raised; nothing is written."""

    def try_inside(self, author: str, evaluations: list[Evaluation]) -> list[Fault]:
        """Find what is wrong with evaluations that an author is about to seal; nothing is written."""

    def put_method(self, method: Method) -> str:
        """Keep a method under its fingerprint; return the fingerprint. Raise as :meth:`append`."""

    def restore_method(self, content: bytes) -> str:
        """Put a frozen method back, from the bytes that have its fingerprint; return the fingerprint."""

    def put_file(self, content: bytes) -> str:
        """Keep a file, of :data:`MAX_FILE` bytes at most, under its digest; return that. Raise as :meth:`append`."""

    def draft(self, number: int, author: str) -> Draft:
        """Open an evaluator's draft for a round."""
