"""An assessment in a folder: ``log/<author>.jsonl``, ``methods/<fingerprint>.json``, ``evidence/<sha256>``.

Rules: a file under ``methods`` or ``evidence`` is written once, under its own digest; what sync tools
copy ("conflicted copy", "log (1)") is named and not read; an entry is checked against the state it
follows before it is written; while a method that an entry names is not here, or is another, nothing is written.
"""

from __future__ import annotations

import gc
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from toetssteen import canonical
from toetssteen.errors import Fault, IntegrityError, StoreError, fault
from toetssteen.model.entries.body import Body, Evaluation
from toetssteen.model.entries.entry import Entry
from toetssteen.model.entries.opening import Opened
from toetssteen.model.entries.scoring import Submitted
from toetssteen.model.entries.sealing import inside_faults
from toetssteen.model.method import Method
from toetssteen.model.replay.assessment import Assessment
from toetssteen.model.replay.order import order
from toetssteen.model.replay.replay import Replay, replay
from toetssteen.store import line
from toetssteen.store.log import Log, disk_error, sync_folder
from toetssteen.store.methods import Methods, put

Clock = Callable[[], datetime]
MAX_EVIDENCE = 100_000_000
"""Bytes that a piece of evidence may have."""
_AUTHOR = re.compile(r"^[a-z0-9][a-z0-9-]{0,39}$")
TRIES = 5
"""Times to look again when another process wrote to the same log in between."""


class _StaleError(Exception):
    """The log grew since the state was read."""


def now() -> datetime:
    """Give the time of the writer's clock."""
    return datetime.now(UTC)


@contextmanager
def _without_collector() -> Iterator[None]:
    """Leave the garbage collector out: entries make no cycles, and it would go over all of them many times."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


class Folder:
    """The store of one assessment."""

    def __init__(self, path: Path, clock: Clock = now) -> None:
        self.path = path
        self.clock = clock
        self.warnings: list[Fault] = []
        self._logs: dict[str, Log] = {}
        self._methods = Methods(path)
        self._replay: Replay | None = None

    def today(self) -> date:
        """Give the day by the writer's clock."""
        return self.clock().date()

    @classmethod
    def create(cls, path: Path, clock: Clock = now) -> Folder:
        """Make the folder of a new assessment.

        Raises
        ------
        StoreError
            If there is something already, or the disk will not have it.
        """
        if path.exists() and any(path.iterdir() if path.is_dir() else [path]):
            raise StoreError(fault("TS-320", path))
        try:
            for part in ("log", "methods", "evidence"):
                (path / part).mkdir(parents=True, exist_ok=True)
            sync_folder(path)
        except OSError as error:
            raise disk_error(error, path) from error
        return cls(path, clock)

    def assessment(self) -> Assessment:
        """Give the assessment as it stands on disk.

        Where a frozen method is not here (yet), that is all that lacks; see :meth:`method_faults`.

        Raises
        ------
        StoreError
            If there is none, or it cannot be read.
        IntegrityError
            If what is on disk is not what was written, with every fault.
        """
        found = self.as_logged()
        if others := [each for each in self._methods.faults(found.named) if each.code != "TS-314"]:
            raise IntegrityError(others)
        return found

    def as_logged(self) -> Assessment:
        """Give the assessment as its logs tell it, whatever became of its methods; to verify or to mend it.

        Raises
        ------
        StoreError
            If there is none, or its logs cannot be read or are not what was written, with every fault.
        """
        return self._current().assessment()

    def _current(self) -> Replay:
        """Return the replay of what is on disk now."""
        self._refresh()
        if self._replay is None:
            with _without_collector():
                known = self._methods.known
                self._replay = replay({author: log.entries for author, log in self._logs.items()}, known)
        return self._replay

    def method_faults(self) -> list[Fault]:
        """Find the methods that entries name and that are not on disk, or are other than their fingerprint."""
        return list(self._methods.faults(self.as_logged().named))

    def unnamed_methods(self) -> list[Fault]:
        """Note the files of methods that no entry names."""
        return list(self._methods.unnamed(self.as_logged().named))

    def refuse_unless_whole(self) -> None:
        """Refuse to write while a frozen method is not here or is another.

        Raises
        ------
        IntegrityError
            With every method that lacks or is another.
        """
        if self._exists():
            self._whole(self.as_logged())

    def _whole(self, found: Assessment) -> Assessment:
        """Give an assessment to which can be written: every method that an entry names is on disk, as it was."""
        if faults := list(self._methods.faults(found.named)):
            raise IntegrityError(faults)
        return found

    def logs(self) -> dict[str, list[Entry]]:
        """Give the entries of every log, by author."""
        self._refresh()
        return {author: list(log.entries) for author, log in self._logs.items()}

    def documents(self) -> dict[str, list[dict[str, Any]]]:
        """Give every log as it is written, entry by entry, by author."""
        self._refresh()
        return {
            author: [canonical.decode(text) for text in log.path.read_bytes().split(b"\n")[: len(log.entries)]]
            for author, log in self._logs.items()
        }

    def methods(self) -> dict[str, Method]:
        """Give every method that an entry names, by its fingerprint; one that is not here is not among them."""
        named = self.as_logged().named
        return {each: method for each, method in sorted(self._methods.known.items()) if each in named}

    def in_order(self) -> list[Entry]:
        """Give the entries of all logs in replay order."""
        return list(order(self.logs()))

    def append(self, author: str, role: str, body: Body) -> Entry:
        """Append an entry to its author's log, after all that is on disk; return once it is on disk.

        Raises
        ------
        RuleError
            If the entry breaks a rule, with every rule it breaks.
        IntegrityError
            If a frozen method is not here or is another.
        StoreError
            If it could not be written. In either case nothing changed.
        """
        for _ in range(TRIES):
            try:
                return self._append(author, role, body)
            except _StaleError:
                self._replay = None
        raise StoreError(fault("TS-310", self.path, seconds="0"))

    def _append(self, author: str, role: str, body: Body) -> Entry:
        fingerprint = self._whole(self.as_logged()).fingerprint if self._logs or self._exists() else None
        log = self._logs.get(author) or Log(self.path / "log" / f"{author}.jsonl")
        current = self._replay or Replay(self._methods.known)
        known = current.heads.get(author)
        stamp = self.clock().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

        def make(after: Entry | None) -> tuple[Entry, bytes]:
            if (after and after.digest) != (known and known.digest):
                raise _StaleError
            entry, text = line.make(
                body,
                at=stamp,
                author=author,
                role=role,
                fingerprint=fingerprint,
                format=body.format if isinstance(body, Opened) else current.state.format,
                after=after,
                seen=current.seen_by(author),
            )
            current.check(entry)
            return entry, text

        self._replay = None
        entry = log.append(make)
        current.heads[author] = entry
        self._logs[author] = log
        self._replay = current
        return entry

    def already(self, author: str, body: Body) -> bool:
        """Tell whether an entry would say what holds already; nothing is written."""
        return self._current().already(author, body)

    def format_for(self, role: str, body: Body) -> int:
        """Return the format that the assessment has to be in for somebody in this role to write an entry."""
        state = self._current().state
        return max(state.format, body.needs(state, role))

    def try_out(self, author: str, role: str, body: Body, format: int | None = None) -> None:  # noqa: A002 - its name
        """Refuse what :meth:`append` would refuse by the rules now, or once a format is raised; nothing is written.

        Raises
        ------
        RuleError
            With every rule that the entry would break.
        """
        trial, entry = self._trial(author, role, body, format)
        trial.check(entry)

    def try_inside(self, author: str, evaluations: list[Evaluation]) -> list[Fault]:
        """Find what is wrong with evaluations that an author is about to seal; nothing is written."""
        trial, entry = self._trial(author, "evaluator", Submitted(round=1, evaluations=[]))
        return list(inside_faults(trial.state, entry, author, evaluations))

    def _trial(self, author: str, role: str, body: Body, format: int | None = None) -> tuple[Replay, Entry]:  # noqa: A002
        fingerprint = self._whole(self.as_logged()).fingerprint
        trial = replay({name: log.entries for name, log in self._logs.items()}, self._methods.known)
        trial.state.format = format or trial.state.format
        entry, _ = line.make(
            body,
            at=self.clock().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            author=author,
            role=role,
            fingerprint=fingerprint,
            format=trial.state.format,
            after=trial.heads.get(author),
            seen=trial.seen_by(author),
        )
        return trial, entry

    def put_method(self, method: Method) -> str:
        """Keep a method under its fingerprint; give the fingerprint.

        Raises
        ------
        IntegrityError
            If a frozen method is not here or is another: :meth:`restore_method` is the way back.
        StoreError
            If it cannot be written.
        """
        self.refuse_unless_whole()
        fingerprint = self._methods.restore(method.document())
        self._methods.known[fingerprint] = method
        return fingerprint

    def restore_method(self, content: bytes) -> str:
        """Put a frozen method back, from the bytes that have its fingerprint; give the fingerprint.

        A file that is in its place and is another is set aside, not thrown away.
        """
        return self._methods.restore(content)

    def put_evidence(self, content: bytes) -> str:
        """Keep a piece of evidence under its digest; give the digest.

        Raises
        ------
        StoreError
            If it is larger than :data:`MAX_EVIDENCE`, or cannot be written, or a frozen method is not here.
        """
        if len(content) > MAX_EVIDENCE:
            raise StoreError(fault("TS-321", self.path, size=len(content), most=MAX_EVIDENCE))
        self.refuse_unless_whole()
        digest = canonical.sha256(content)
        put(self.path / "evidence" / digest, content)
        return digest

    def get_evidence(self, digest: str) -> bytes:
        """Give what is kept under a digest.

        Raises
        ------
        IntegrityError
            If it is missing, or no longer what was kept.
        StoreError
            If the disk will not give it.
        """
        path = self.path / "evidence" / digest
        try:
            if not path.is_file():
                raise IntegrityError([fault("TS-329", path.parent, digest=digest)])
            content = path.read_bytes() if path.stat().st_size <= MAX_EVIDENCE else None
        except OSError as error:
            raise disk_error(error, path) from error
        if content is None or canonical.sha256(content) != digest:
            raise IntegrityError([fault("TS-313", path)])
        return content

    def _exists(self) -> bool:
        return any((self.path / "log").glob("*.jsonl"))

    def _refresh(self) -> None:
        """Read every log and method that changed on disk."""
        if not self._exists():
            raise StoreError(fault("TS-311", self.path, problem="log/"))
        faults: list[Fault] = []
        self.warnings = []
        gone = [author for author, log in self._logs.items() if not log.path.exists()]
        changed = bool([self._logs.pop(author) for author in gone])
        with _without_collector():
            for path in sorted((self.path / "log").iterdir()):
                if not path.name.startswith("."):
                    changed |= self._read(path, faults)
        changed |= self._methods.read()
        self.warnings += self._methods.copies
        if faults:
            raise IntegrityError(faults)
        if changed:
            self._replay = None

    def _read(self, path: Path, faults: list[Fault]) -> bool:
        if path.name.endswith(".jsonl.torn"):
            self.warnings.append(fault("TS-301", path))
            return False
        if path.suffix != ".jsonl" or not _AUTHOR.fullmatch(path.stem):
            self.warnings.append(fault("TS-312", path))
            return False
        log = self._logs.setdefault(path.stem, Log(path))
        try:
            changed = log.read()
        except IntegrityError as error:
            faults += error.faults
            return True
        if log.torn:
            self.warnings.append(fault("TS-301", path))
        return changed
