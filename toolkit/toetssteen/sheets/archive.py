"""An office document as the archive (ZIP) that it is: which files it has in it, and what comes out of each.

Rules: stored and deflated only, nothing encrypted; a name stands for one file, and no two files share their bytes; what
comes out is counted while it comes out, for each file and for all together.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Collection, Iterator

from toetssteen.sheets.limits import Limits, Refused

_CHUNK = 65_536
_HEADER = 30
"""Bytes that stand before each file in an archive, without its name."""
_MACROS = re.compile(r"Basic/|Scripts/|xl/(macro|dialog)sheets/")
KINDS = "[Content_Types].xml"
MAX_KINDS = 1_000_000
"""Bytes that the list of content types of a document may unpack to."""


class Archive:
    """An archive of which only what is asked for is unpacked."""

    def __init__(self, content: io.BytesIO, limits: Limits) -> None:
        self.limits, self.unpacked = limits, 0
        if content.getvalue().count(b"PK\1\2") > limits.members:
            raise _packed()
        self._zip = zipfile.ZipFile(content)
        self._parts = {entry.filename: entry for entry in self._zip.infolist()}
        end = 0
        for part in sorted(self._zip.infolist(), key=lambda part: part.header_offset):
            apart = part.header_offset >= end and part.compress_size >= 0
            if not apart or part.flag_bits & 0x41 or part.compress_type not in (0, 8):
                raise _packed()
            end = part.header_offset + _HEADER + len(part.orig_filename) + part.compress_size
        if len(self._parts) < len(self._zip.infolist()) or end > self._zip.start_dir:
            raise _packed()

    @property
    def names(self) -> Collection[str]:
        """The names of all files in it."""
        return self._parts.keys()

    def chunks(self, name: str, most: int = 0) -> Iterator[bytes]:
        """Yield what a file unpacks to, at most ``most`` bytes where that is given.

        Raises
        ------
        Refused
            As soon as more has come out than may.
        KeyError
            If there is no such file.
        """
        part, out = self._parts[name], 0
        most = min(most or self.limits.member, self.limits.member)
        refused = Refused("TS-402", most=min(most, self.limits.unpacked), ratio=self.limits.ratio)
        if part.file_size > max(self.limits.free, self.limits.ratio * part.compress_size):
            raise refused
        with self._zip.open(part) as file:
            while chunk := file.read(_CHUNK):
                out += len(chunk)
                self.unpacked += len(chunk)
                dense = out > max(self.limits.free, self.limits.ratio * part.compress_size)
                if out > most or self.unpacked > self.limits.unpacked or dense:
                    raise refused
                yield chunk
        if out != part.file_size:
            raise _packed()

    @property
    def runs(self) -> bool:
        """Whether the document can run something: it has macros, by its names or its content types."""
        kinds = b"".join(self.chunks(KINDS, MAX_KINDS)) if KINDS in self.names else b""
        named = any(name.endswith("vbaProject.bin") or _MACROS.match(name) for name in self.names)
        return named or b"macroEnabled" in kinds


def _packed() -> Refused:
    return Refused("TS-445")
