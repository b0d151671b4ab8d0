"""A file on its way from a page to the evidence of an assessment, in parts.

Rules: its size and type are refused before its first part is taken; it is kept only when all of it is
there; a file whose content does not look like its type (a page named ``.pdf``) is refused.
"""

from __future__ import annotations

import base64
import binascii
from pathlib import PurePath

from toetssteen.errors import StoreError, UseError, fault
from toetssteen.store.folder import MAX_EVIDENCE, Folder

_ZIP = b"PK\x03\x04"
TYPES: dict[str, bytes | None] = {
    "pdf": b"%PDF-",
    "png": b"\x89PNG\r\n\x1a\n",
    "jpg": b"\xff\xd8\xff",
    "jpeg": b"\xff\xd8\xff",
    "txt": None,
    "csv": None,
    "docx": _ZIP,
    "odt": _ZIP,
    "xlsx": _ZIP,
    "ods": _ZIP,
    "eml": None,
}
"""The types of file that evidence may have, and what such a file begins with; ``None`` is text."""
PART = 1_500_000
"""Bytes in one part: a message of the page stays well under what the server takes at once."""


class Upload:
    """The one file that a page is sending now."""

    def __init__(self) -> None:
        self.name = ""
        self.size = 0
        self.content = bytearray()

    def begin(self, name: str, size: int) -> None:
        """Begin with a file; one that was not finished is forgotten.

        Raises
        ------
        StoreError
            If it is too large.
        UseError
            If it is of a type that is not taken.
        """
        self.content = bytearray()
        self.name, self.size = PurePath(name.replace("\\", "/")).name, size
        if size > MAX_EVIDENCE:
            raise StoreError(fault("TS-321", self.name, size=size, most=MAX_EVIDENCE))
        if _type(self.name) not in TYPES:
            raise self._of_wrong_type()

    def take(self, at: int, content64: str) -> None:
        """Take the part that begins at a byte; the same part a second time changes nothing."""
        try:
            part = base64.b64decode(content64, validate=True)
        except binascii.Error:
            raise UseError(fault("TS-510", self.name)) from None
        if at > len(self.content) or at + len(part) > self.size:
            raise UseError(fault("TS-510", self.name))
        self.content[at:] = part

    def finish(self, folder: Folder) -> str:
        """Keep the file among the evidence; give its digest."""
        if not self.size or len(self.content) != self.size:
            raise UseError(fault("TS-510", self.name))
        begins = TYPES[_type(self.name)]
        fits = b"\0" not in self.content if begins is None else begins in self.content[:1024]
        if not fits:
            raise self._of_wrong_type()
        digest = folder.put_evidence(bytes(self.content))
        self.content, self.size = bytearray(), 0
        return digest

    def _of_wrong_type(self) -> UseError:
        return UseError(fault("TS-509", self.name, name=self.name, allowed=", ".join(TYPES)))


def _type(name: str) -> str:
    return PurePath(name).suffix.lower().removeprefix(".")
