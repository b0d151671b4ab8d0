"""One author's log: a file of lines to which only its author's own processes append.

Rules: what is appended is on disk (flushed and fsynced) before the append returns, all lines of one act by one write; a
line that a crash tore is set aside, in ``<author>.jsonl.torn``, with a warning; a disk that is full or read-only leaves
the log as it was; one process writes at a time.
A draft is a log that is one user's own: ``draft.py`` says how its files begin.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from toetssteen import plain_file
from toetssteen.disk import disk_error, sync_folder
from toetssteen.errors import Fault, IntegrityError, StoreError, fault
from toetssteen.model.entries.entry import Entry
from toetssteen.store import line

LOCK_SECONDS = 5.0
"""Seconds to wait for another process that is writing the same log."""
MOST = 200_000_000
"""Bytes that a log may have; that of a large committee has a million or two."""
MOST_FAULTS = 200
"""Faults of one log that are told; who gave it more has enough to do with these."""

_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
"""What an editor puts before a text that it saves: the marks of UTF-8 and UTF-16."""

_Signature = tuple[int, int, int]


class Log:
    """A log file, read once and again when it changed on disk."""

    def __init__(self, path: Path, begin: Callable[[Path], None] | None = None) -> None:
        """Open the log; ``begin`` makes a file that it adds to, where not just anybody may read it."""
        self.path = path
        self._begin = begin or (lambda _: None)
        self.author = path.stem
        self.entries: list[Entry] = []
        self.torn = b""
        self._read: _Signature | None = None

    def read(self) -> bool:
        """Read what is on disk; tell whether it was not what was read before.

        Raises
        ------
        IntegrityError
            With every line, up to :data:`MOST_FAULTS`, that is not what was written or does not follow the one before;
            in one word where an editor saved the whole log anew.
        StoreError
            If it cannot be read.
        """
        signature = self._signature()
        if signature == self._read:
            return False
        content = self.content() if signature else b""
        *lines, tail = content.split(b"\n")
        numbered, faults = self._entries(lines)
        self.torn = b""
        if tail and not faults:
            number = len(lines) + 1
            try:
                numbered.append((number, line.parse(tail, f"{self.path.name}, line {number}")))
            except IntegrityError as error:
                if error.faults[0].code == "TS-304":
                    self.torn = tail
                else:
                    faults += error.faults
        faults += self._chain_faults(numbered)
        if faults:
            saved_anew = content.startswith(_MARKS) or all(text.endswith(b"\r") for text in lines)
            raise IntegrityError(fault("TS-318", self.path.name) if saved_anew else faults[:MOST_FAULTS])
        self.entries = [entry for _, entry in numbered]
        self._read = signature
        return True

    @property
    def head(self) -> Entry | None:
        """The last entry."""
        return self.entries[-1] if self.entries else None

    def append(self, make: Callable[[Entry | None], list[tuple[Entry, bytes]]]) -> list[Entry]:
        """Append the entries that ``make`` gives for the one they follow, at once; return once they are on disk.

        Raises
        ------
        StoreError
            If the disk is full or read-only, or another process keeps writing; the log is as it was.
        """
        with self._locked():
            self._begin(self.path)
            self.read()
            made = make(self.head)
            self._write(b"".join(text for _, text in made))
            entries = [entry for entry, _ in made]
            self.entries += entries
            self._read = self._signature()
        return entries

    def _entries(self, lines: list[bytes]) -> tuple[list[tuple[int, Entry]], list[Fault]]:
        numbered: list[tuple[int, Entry]] = []
        faults: list[Fault] = []
        name = self.path.name
        for number, text in enumerate(lines, start=1):
            try:
                numbered.append((number, line.parse(text, f"{name}, line {number}")))
            except IntegrityError as error:
                faults += error.faults
                if len(faults) >= MOST_FAULTS:
                    break
        return numbered, faults

    def _chain_faults(self, numbered: list[tuple[int, Entry]]) -> list[Fault]:
        """Find where the chain breaks; behind a line that could not be read that was said already."""
        faults: list[Fault] = []
        before = 0
        previous: Entry | None = None
        for number, entry in numbered:
            where = f"{self.path.name}, line {number}"
            if entry.author != self.author:
                return [*faults, fault("TS-307", where, author=entry.author)]
            digest, seq = (previous.digest, previous.seq) if previous else (None, 0)
            if number == before + 1 and (entry.prev, entry.seq) != (digest, seq + 1):
                faults.append(fault("TS-305", where))
            before, previous = number, entry
        return faults

    def _write(self, text: bytes) -> None:
        try:
            mode = "r+b" if self.path.exists() else "x+b"
            with open(self.path, mode, buffering=0, opener=plain_file.handle) as file:  # no link is followed
                if self._read is None:  # its name first: what is refused once the lines are there would stay
                    sync_folder(self.path.parent)
                if self.torn:
                    self._set_torn_aside()
                size = file.seek(0, os.SEEK_END) - len(self.torn)
                file.truncate(size)
                file.seek(max(size - 1, 0))
                unended = file.read(1) not in (b"", b"\n")
                try:
                    left = b"\n" + text if unended else text
                    while left:  # unbuffered: closing after a failure must not write the rest after all
                        left = left[file.write(left) :]
                    os.fsync(file.fileno())
                except OSError:
                    _undo(file.fileno(), size)
                    raise
            self.torn = b""
        except OSError as error:
            raise disk_error(error, self.path) from error

    def _set_torn_aside(self) -> None:
        torn = self.path.with_name(self.path.name + ".torn")
        self._begin(torn)
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND
        with os.fdopen(plain_file.handle(torn, flags), "ab") as aside:
            aside.write(self.torn + b"\n")
            aside.flush()
            os.fsync(aside.fileno())

    def content(self) -> bytes:
        """Return what is on disk.

        Raises
        ------
        StoreError
            If it is no plain file, is larger than a log may be, or the disk will not give it.
        """
        try:
            return plain_file.read(self.path, MOST)
        except OSError as error:
            raise disk_error(error, self.path) from error

    def _signature(self) -> _Signature | None:
        try:
            stat = plain_file.look(self.path)
        except FileNotFoundError:
            return None
        except OSError as error:
            raise disk_error(error, self.path) from error
        return (stat.st_size, stat.st_mtime_ns, stat.st_ino)

    @contextmanager
    def _locked(self) -> Iterator[None]:
        try:
            lock = self.path.with_name(f".{self.author}.lock")
            self._begin(lock)
            with FileLock(lock, timeout=LOCK_SECONDS):
                yield
        except Timeout:
            raise StoreError(fault("TS-310", self.path, seconds=f"{LOCK_SECONDS:.0f}")) from None
        except OSError as error:
            raise disk_error(error, self.path) from error


def _undo(handle: int, size: int) -> None:
    """Cut a half-written line off again; where even that fails, reading sets it aside as torn."""
    try:
        os.ftruncate(handle, size)
        os.fsync(handle)
    except OSError:
        pass
