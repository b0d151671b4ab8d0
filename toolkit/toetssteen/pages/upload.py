"""A file on its way from a page to the evidence of an assessment, in parts.

Rules: its size and type are refused before its first part is taken; it is kept only when all of it is
there; a file whose content does not look like its type (a page named ``.pdf``) is refused.
"""

from __future__ import annotations

import base64
import binascii
import io
from collections.abc import Collection
from pathlib import PurePath
from typing import Literal

from toetssteen.errors import StoreError, UseError, fault
from toetssteen.workbench import FILE_TYPES, MAX_FILE, Workbench, refuse_type

PART = 1_500_000
"""Bytes in one part: a message of the page stays well under what the server takes at once."""


def hidden_of(given: str) -> Literal["read", "skip"] | None:
    """Return what was said to do with what is hidden in a workbook; nothing where nothing was."""
    return "read" if given == "read" else "skip" if given == "skip" else None


class Upload:
    """The one file that a page is sending now: of these types, at most so many bytes."""

    def __init__(self, types: Collection[str] = tuple(FILE_TYPES), most: int = MAX_FILE) -> None:
        self.types = types
        self.most = most
        self.name = ""
        self.size = 0
        self.content = io.BytesIO()  # gives its bytes without a copy

    def begin(self, name: str, size: int) -> None:
        """Begin with a file; one that was not finished is forgotten.

        Raises
        ------
        StoreError
            If it is too large.
        UseError
            If it is of a type that is not taken.
        """
        self.content = io.BytesIO()
        self.name, self.size = PurePath(name.replace("\\", "/")).name, size
        if size > self.most:
            raise StoreError(fault("TS-321", self.name, size=size, most=self.most))
        refuse_type(self.name, self.types)

    def take(self, at: int, content64: str) -> None:
        """Take the part that begins at a byte; the same part a second time changes nothing.

        Raises
        ------
        UseError
            If it is no part of the file, or larger than one.
        """
        if len(content64) > 4 * -(-PART // 3):
            raise UseError(fault("TS-510", self.name))
        try:
            part = base64.b64decode(content64, validate=True)
        except binascii.Error:
            raise UseError(fault("TS-510", self.name)) from None
        if not 0 <= at <= self._length() or at + len(part) > self.size:
            raise UseError(fault("TS-510", self.name))
        self.content.seek(at)
        self.content.truncate()
        self.content.write(part)

    def finish(self, bench: Workbench) -> str:
        """Keep the file among the evidence; return its digest."""
        return bench.store.put_file(self.whole())

    def whole(self) -> bytes:
        """Return the file, once all of it is there; it is then forgotten.

        Raises
        ------
        UseError
            If a part is missing, or it does not look like its type.
        """
        if not self.size or self._length() != self.size:
            raise UseError(fault("TS-510", self.name))
        content = self.content.getvalue()
        refuse_type(self.name, self.types, content)
        self.content, self.size = io.BytesIO(), 0
        return content

    def _length(self) -> int:
        return self.content.getbuffer().nbytes
