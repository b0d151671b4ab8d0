"""The stores that are held to the contract: of each, what a test needs beside the verbs that all of them have.

Rules: a store is damaged only here, by whoever knows how it keeps things; the contract itself knows verbs alone.
"""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from tests.store import making

from toetssteen.store.folder import Folder
from toetssteen.store.protocol import Appendable


class Kept(Protocol):
    """One assessment in a store that was begun empty, and what can happen to it from outside."""

    store: Appendable

    def other(self) -> Appendable:
        """Open the assessment again, as another process does."""

    def opening(self) -> str:
        """Return the lines of Python that open it, as ``store``, in another process."""

    def put_line(self, author: str, text: bytes) -> None:
        """Add bytes to a log, past all rules: what comes from elsewhere, or what a crash left."""

    def spoil_line(self, author: str) -> None:
        """Change a byte in the middle of a log."""

    def method_bytes(self, fingerprint: str) -> bytes:
        """Return the bytes of a method as they are kept."""

    def lose_method(self, fingerprint: str) -> None:
        """Take a method away."""

    def spoil_method(self, fingerprint: str) -> None:
        """Put something else under the fingerprint of a method."""

    def lose_file(self, digest: str) -> None:
        """Take a file away."""

    def spoil_file(self, digest: str) -> None:
        """Put something else under the digest of a file."""


class InFolder:
    """An assessment in a folder."""

    def __init__(self, place: Path) -> None:
        self.path = place / "chat"
        self.store: Appendable = Folder.create(self.path, making.ticking())

    def other(self) -> Appendable:
        return Folder(self.path, making.ticking())

    def opening(self) -> str:
        imports = "from pathlib import Path\nfrom toetssteen.store.folder import Folder\n"
        return f"{imports}store = Folder(Path({str(self.path)!r}))\n"

    def put_line(self, author: str, text: bytes) -> None:
        with (self.path / "log" / f"{author}.jsonl").open("ab") as log:
            log.write(text)

    def spoil_line(self, author: str) -> None:
        log = self.path / "log" / f"{author}.jsonl"
        content = bytearray(log.read_bytes())
        content[len(content) // 2] ^= 1
        log.write_bytes(content)

    def method_bytes(self, fingerprint: str) -> bytes:
        return self._method(fingerprint).read_bytes()

    def lose_method(self, fingerprint: str) -> None:
        self._method(fingerprint).unlink()

    def spoil_method(self, fingerprint: str) -> None:
        _other(self._method(fingerprint))

    def lose_file(self, digest: str) -> None:
        (self.path / "evidence" / digest).unlink()

    def spoil_file(self, digest: str) -> None:
        _other(self.path / "evidence" / digest)

    def _method(self, fingerprint: str) -> Path:
        return self.path / "methods" / f"{fingerprint}.json"


def _other(path: Path) -> None:
    path.chmod(0o644)
    path.write_bytes(b"something else")


STORES: dict[str, type[InFolder]] = {"folder": InFolder}
