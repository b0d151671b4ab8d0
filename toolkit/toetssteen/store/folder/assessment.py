"""The folder of an assessment: ``log/<author>.jsonl``, ``methods/<fingerprint>.json``, ``evidence/<sha256>``.

Rules: a file under ``methods`` or ``evidence`` is written once, under its own digest; what sync tools
copy ("conflicted copy", "log (1)") is named and not read.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from toetssteen import canonical, plain_file
from toetssteen.disk import disk_error, refuse_taken, sync_folder
from toetssteen.errors import Fault, IntegrityError, StoreError, fault
from toetssteen.model.entries.entry import Entry
from toetssteen.store.folder.draft import FolderDraft
from toetssteen.store.folder.log import Log
from toetssteen.store.folder.methods import DIGEST, Methods, put
from toetssteen.store.protocol import MAX_FILE, Clock, now
from toetssteen.store.replayed import Maker, Replayed, without_collector

PARTS = ("log", "methods", "evidence")
"""The folders that an assessment is kept in."""
REPORTS = "reports"
"""The folder of what is made of an assessment, within its own."""
_AUTHOR = re.compile(r"^[a-z0-9][a-z0-9-]{0,39}$")


class Folder(Replayed):
    """The assessment in a folder."""

    _methods: Methods

    def __init__(self, path: Path, clock: Clock = now) -> None:
        super().__init__(clock, Methods(path))
        self.path = path
        self._logs: dict[str, Log] = {}

    @classmethod
    def create(cls, path: Path, clock: Clock = now) -> Folder:
        """Make the folder of a new assessment.

        Raises
        ------
        StoreError
            If there is something already, or the disk cannot be written.
        """
        refuse_taken(path)
        try:
            for part in PARTS:
                (path / part).mkdir(parents=True, exist_ok=True)
            sync_folder(path)
        except OSError as error:
            raise disk_error(error, path) from error
        return cls(path, clock)

    def anew(self) -> Folder:
        """Return the same folder with nothing read yet."""
        return Folder(self.path, self.clock)

    @property
    def name(self) -> str:
        """The name of the folder."""
        return self.path.name

    @property
    def where(self) -> str:
        """The path of the folder."""
        return str(self.path)

    @property
    def reports(self) -> Path:
        """The folder, which need not be there, of the documents that are made of the assessment."""
        return self.path / REPORTS

    def draft(self, number: int, author: str) -> FolderDraft:
        """Open an evaluator's draft for a round, in their own data folder."""
        return FolderDraft(self.key, number, author, self.clock)

    def lines(self) -> dict[str, list[bytes]]:
        """Return every log as it is written, a line (without its newline) an entry, by author."""
        self._refresh()
        return {author: log.content().split(b"\n")[: len(log.entries)] for author, log in self._logs.items()}

    def put_file(self, content: bytes) -> str:
        """Keep a file under its digest; return the digest.

        Raises
        ------
        StoreError
            If it is larger than :data:`MAX_FILE`, or cannot be written.
        IntegrityError
            If a frozen method is not here or is another.
        """
        if len(content) > MAX_FILE:
            raise StoreError(fault("TS-321", self.path, size=len(content), most=MAX_FILE))
        self.refuse_unless_whole()
        digest = canonical.sha256(content)
        put(self._files / digest, content)
        return digest

    def file(self, digest: str) -> bytes:
        """Return what is kept under a digest.

        Raises
        ------
        IntegrityError
            If it is missing, or no longer what was kept.
        StoreError
            If the disk will not give it.
        """
        path = self._files / digest
        try:
            content = plain_file.read(path, MAX_FILE)
        except FileNotFoundError:
            raise IntegrityError([fault("TS-329", path.parent, digest=digest)]) from None
        except OSError as error:
            raise disk_error(error, path) from error
        if canonical.sha256(content) != digest:
            raise IntegrityError([fault("TS-313", path)])
        return content

    def files(self) -> set[str]:
        """Return the digest of every file that is kept."""
        return {path.name for path in self._beside() if DIGEST.fullmatch(path.name) and plain_file.is_plain(path)}

    def file_faults(self, named: Iterable[str]) -> Iterator[Fault]:
        """Find the files that are no plain file or other than their digest, and of those named the missing ones."""
        there = [path.name for path in self._beside() if DIGEST.fullmatch(path.name)]
        for digest in dict.fromkeys([*there, *named]):
            try:
                self.file(digest)
            except StoreError as error:
                yield from error.faults

    def file_notices(self) -> Iterator[Fault]:
        """Yield a notice for each copy of a sync tool among the files, and for all in the folder that is no file."""
        for path in self._beside():
            if not path.name.startswith(".") and not DIGEST.fullmatch(path.name) and plain_file.is_plain(path):
                yield fault("TS-312", path)
        for folder in (self.path, *(self.path / part for part in (*PARTS, REPORTS))):
            for path in self._within(folder):
                if not (plain_file.is_plain(path) or self._expected(path)):
                    yield fault("TS-341", path)

    @property
    def _files(self) -> Path:
        return self.path / "evidence"

    def _beside(self) -> list[Path]:
        return self._within(self._files)

    def _within(self, folder: Path) -> list[Path]:
        """Return what is in a folder; nothing where there is none, or a link to one."""
        try:
            return sorted(folder.iterdir()) if plain_file.is_folder(folder) else []
        except OSError as error:
            raise disk_error(error, folder) from error

    def _expected(self, path: Path) -> bool:
        """Return whether it is told elsewhere that this is no plain file, or is a folder that has a place here."""
        if plain_file.is_folder(path) and path.parent == self.path:
            return path.name in (*PARTS, REPORTS) or path.name.startswith(".")
        kept = path.stem if path.parent.name == "methods" else path.name
        return path.parent.name in ("methods", "evidence") and bool(DIGEST.fullmatch(kept))

    def _begun(self) -> bool:
        return bool(self._logs) or self._exists()

    def _entries(self) -> Mapping[str, Sequence[Entry]]:
        return {author: log.entries for author, log in self._logs.items()}

    def _add(self, author: str, make: Maker) -> list[Entry]:
        log = self._logs.get(author) or Log(self.path / "log" / f"{author}.jsonl")
        entries = log.append(make)
        self._logs[author] = log
        return entries

    def _exists(self) -> bool:
        return any((self.path / "log").glob("*.jsonl"))

    def _refresh(self) -> None:
        """Read every log and method that changed on disk."""
        if not self._exists():
            raise StoreError(fault("TS-311", self.path, problem="log/*.jsonl"))
        self._refuse_links()
        faults: list[Fault] = []
        self.warnings = []
        gone = [author for author, log in self._logs.items() if not os.path.lexists(log.path)]
        changed = bool([self._logs.pop(author) for author in gone])
        with without_collector():
            for path in self._within(self.path / "log"):
                if not path.name.startswith("."):
                    changed |= self._read(path, faults)
        changed |= self._methods.read()
        self.warnings += self._methods.copies
        if changed:
            self._replay = None
        if faults:
            raise IntegrityError(faults)

    def _refuse_links(self) -> None:
        """Refuse a folder of an assessment that is a link to elsewhere, or no folder."""
        parts = [self.path / part for part in PARTS]
        if wrong := [part for part in parts if os.path.lexists(part) and not plain_file.is_folder(part)]:
            raise IntegrityError(fault("TS-341", part) for part in wrong)

    def _read(self, path: Path, faults: list[Fault]) -> bool:
        known = path.suffix == ".jsonl" and _AUTHOR.fullmatch(path.stem)
        if not known and not plain_file.is_plain(path):  # a notice says so
            return False
        if path.name.endswith(".jsonl.torn"):
            self.warnings.append(fault("TS-301", path))
            return False
        if not known:
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
