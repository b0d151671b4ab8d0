"""Files that come with answers or as evidence: which types are taken, and whether the content fits the name.

Rules: what could run is refused, also under another name: only the types listed are taken, the content has to begin as
its type does, and an office document has no macros.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath

from toetssteen.errors import Fault, SheetError, fault
from toetssteen.sheets.apart import check_document

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
"""The types of file that are taken, and what such a file begins with; ``None`` is text."""
_INSIDE = {
    "ods": b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet",
    "odt": b"mimetypeapplication/vnd.oasis.opendocument.text",
    "xlsx": b"xl/workbook.xml",
    "docx": b"word/document.xml",
}
"""What only such an office document has in it, uncompressed."""


def type_of(name: str) -> str:
    """Return the type of a file by its name: the letters after the last point, in lower case."""
    return PurePath(name).suffix.lower().removeprefix(".")


def type_by(content: bytes) -> str:
    """Return the type of a file by its content: one that is taken, ``txt`` for all that is text, else ``bin``."""
    if content.startswith(_ZIP):
        return next((ending for ending, mark in _INSIDE.items() if mark in content), "bin")
    begins = {ending: mark for ending, mark in TYPES.items() if mark not in (None, _ZIP)}
    return next((ending for ending, mark in begins.items() if mark and mark in content[:1024]), _text(content))


def _text(content: bytes) -> str:
    return "bin" if b"\0" in content else "txt"


def fits(name: str, content: bytes | bytearray) -> bool:
    """Return whether a content can be of the type that a name says; a page named ``.pdf`` cannot."""
    if type_of(name) not in TYPES or not content:
        return False
    begins = TYPES[type_of(name)]
    return b"\0" not in content if begins is None else begins in content[:1024]


def document_faults(name: str, content: bytes) -> Iterator[Fault]:
    """Refuse an office document that has macros in it, is no document at all, or cannot be opened within the limits."""
    if TYPES.get(type_of(name)) != _ZIP:
        return
    try:
        check_document(content, name)
    except SheetError as error:
        no_document = [problem for problem in error.faults if problem.code in ("TS-403", "TS-404", "TS-468")]
        yield from [fault("TS-491", name, name=name)] if no_document else error.faults
