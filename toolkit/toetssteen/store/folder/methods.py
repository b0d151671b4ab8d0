"""The frozen methods of an assessment on disk: ``methods/<fingerprint>.json``, each under the SHA-256 of its bytes.

Rules: a method counts by its bytes and by nothing else, so that a folder, a pipe or a file far too large under its
name is *other*; one that was read stays known while its file is away, so that
who has a page open reads on, but the file itself is looked at every time: *not here* (a sync tool may not have brought
it yet) and *other than its fingerprint* are told apart, and both stop whoever would write. Which methods there have to
be, the entries say.
"""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterator
from pathlib import Path

from toetssteen import canonical, disk, plain_file
from toetssteen.disk import disk_error
from toetssteen.errors import Fault, fault
from toetssteen.model.method import Method
from toetssteen.model.misfit import unfit

DIGEST = re.compile(r"^[0-9a-f]{64}$")
MOST = 50_000_000
"""Bytes that a method may have; ours have some hundreds of thousands."""
_Signature = tuple[int, int, int, int]


class Methods:
    """The folder of the methods; ``known`` has every method that was read, ``copies`` what a sync tool left."""

    def __init__(self, assessment: Path) -> None:
        self.folder = assessment / "methods"
        self.known: dict[str, Method] = {}
        self.copies: list[Fault] = []
        self._read: dict[str, _Signature] = {}
        self._wrong: dict[str, Fault] = {}

    def path_of(self, fingerprint: str) -> Path:
        """Return the path of a method."""
        return self.folder / f"{fingerprint}.json"

    def read(self) -> bool:
        """Look at every file anew; tell whether a method became known."""
        before, there = len(self.known), {}
        self.copies = []
        for path in sorted(self.folder.glob("*.json")):
            if not DIGEST.fullmatch(path.stem):
                self.copies.append(fault("TS-312", path))
                continue
            try:
                stat = os.lstat(path)
                signature = (stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino)
                if self._read.get(path.stem) != signature:
                    self._take(path)
                there[path.stem] = signature
            except FileNotFoundError:  # a sync tool is moving it
                continue
            except OSError as error:
                raise disk_error(error, path) from error
        self._read = there
        return len(self.known) != before

    def faults(self, named: Collection[str]) -> Iterator[Fault]:
        """Find the methods that have to be here and are not, or are not what they were."""
        for fingerprint in sorted(named):
            if fingerprint not in self._read:
                yield fault("TS-314", self.path_of(fingerprint), fingerprint=fingerprint)
            elif fingerprint in self._wrong:
                yield self._wrong[fingerprint]

    def unnamed(self, named: Collection[str]) -> Iterator[Fault]:
        """Yield a notice for each file that no entry names."""
        for fingerprint in sorted(self._read.keys() - named):
            yield fault("TS-336", self.path_of(fingerprint))

    def restore(self, content: bytes) -> str:
        """Put a method back under the fingerprint that its bytes have; return the fingerprint.

        Raises
        ------
        StoreError
            If the disk cannot be written.
        """
        self.read()
        fingerprint = canonical.sha256(content)
        path = self.path_of(fingerprint)
        if fingerprint in self._wrong and os.path.lexists(path):
            try:
                path.rename(path.with_name(f"{path.name}.other-{canonical.sha256(_bytes(path) or b'')[:12]}"))
            except OSError as error:
                raise disk_error(error, path) from error
        put(path, content)
        return fingerprint

    def _take(self, path: Path) -> None:
        """Read one file; what is no method, or another, is kept as a fault for whom it concerns."""
        content = _bytes(path)
        self._wrong.pop(path.stem, None)
        if content is None or canonical.sha256(content) != path.stem:
            self._wrong[path.stem] = fault("TS-317", path)
        elif path.stem not in self.known:
            try:
                self.known[path.stem] = Method.kept(content)
            except ValueError as error:
                self._wrong[path.stem] = fault("TS-302", path, problem=unfit(error))


def put(path: Path, content: bytes) -> None:
    """Write a file that is never changed again, where it is not there yet; a link in its place leads nowhere.

    Raises
    ------
    StoreError
        If the disk cannot be written; no half file is left.
    """
    if not plain_file.is_plain(path):
        try:
            path.parent.mkdir(exist_ok=True)  # only this one: a folder that vanished is not made anew
        except OSError as error:
            raise disk_error(error, path) from error
        disk.write(path, content, mode=0o444)


def _bytes(path: Path) -> bytes | None:
    """Return the bytes of a file that can be a method; ``None`` for what is no plain file, or is far too large."""
    try:
        return plain_file.read(path, MOST)
    except plain_file.UnreadError:
        return None
