"""Reading a workbook (XLSX, ODS): its sheets as grids of texts, exact numbers and what cannot be taken.

Rules: what is too large is refused before it is unpacked; the reader (calamine) gets the bytes that were looked
through, and is not believed where it gives an empty cell or 0: an error, or a formula that was never worked out.
Read strictly, a workbook has no formulas, merged cells or macros. What a sheet means is not known here.
"""

from __future__ import annotations

import io
import itertools
import re
import unicodedata
import zipfile
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path, PurePosixPath
from typing import NamedTuple
from xml.etree import ElementTree

from python_calamine import CalamineError, CalamineWorkbook

from toetssteen.errors import Fault, SheetError, fault

MAX_BYTES, MAX_UNPACKED = 50_000_000, 200_000_000
"""Bytes that a file may have, and that a workbook may unpack to."""
MAX_ROWS, MAX_CELLS = 200_000, 10_000_000
"""Rows that a table may have below its header; cells, empty ones too, that a sheet may span."""
MAX_TROUBLES = 10_000
"""Cells with an error, or merged, that are looked at of a sheet."""

_ERROR = re.compile(r"#(N/[AB]|[A-Z]{3,}(/0)?[!?])|(Err|Fout):\d{3}")
_MACROS = re.compile(r"Basic/|Scripts/|xl/(macro|dialog)sheets/")
_LOST = {re.compile(rb"<text:tab(\s[^<>]*)?/>"): b"&#9;", re.compile(rb"<text:line-break(\s[^<>]*)?/>"): b"&#10;"}
"""What the reader of ODS leaves out of a text, and the character that it is."""
_CALCEXT = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}value-type"


class Trouble(NamedTuple):
    """What stands in for a cell that cannot be taken; without a code where that has been said already."""

    code: str
    value: str


Raw = str | Decimal | Trouble
Grid = list[list[Raw]]


@dataclass
class Book:
    """The sheets by their tidied name, each with the name it has; the names of others; what is wrong with all."""

    grids: dict[str, list[tuple[str, Grid]]] = field(default_factory=dict)
    ignored: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def tidy(raw: Raw) -> Raw:
    """Trim a text (NFC); leave the rest."""
    return unicodedata.normalize("NFC", raw).strip() if isinstance(raw, str) else raw


def raw_of(value: object) -> Raw:
    """Take what a reader gives: a number exactly, a text as it is, anything else as trouble."""
    if isinstance(value, bool):
        return Trouble("TS-417", str(value).upper())
    if isinstance(value, int | float):
        return Decimal(repr(value))
    if not isinstance(value, str):
        return Trouble("TS-416", str(value))
    text = str(tidy(value))
    return Trouble("TS-418", text) if _ERROR.fullmatch(text) else value


def content_of(path: Path | bytes) -> bytes:
    """Give the content of a file.

    Raises
    ------
    SheetError
        If it is too large.
    """
    size = len(path) if isinstance(path, bytes) else path.stat().st_size
    if size > MAX_BYTES:
        raise SheetError(fault("TS-401", "xlsx" if isinstance(path, bytes) else path, size=size, most=MAX_BYTES))
    return path if isinstance(path, bytes) else path.read_bytes()


def read_workbook(path: Path | bytes, shown: object, wanted: Collection[str], *, strict: bool = False) -> Book:
    """Read the sheets that are wanted, by names in lower case; faults call the workbook ``shown``.

    Raises
    ------
    SheetError
        If it is no workbook, damaged or too large, or has macros and is read strictly.
    """
    try:
        return _read(_members(path, shown, strict=strict), shown, wanted, strict=strict)
    except (OSError, CalamineError, zipfile.BadZipFile, SyntaxError, ValueError, LookupError, RuntimeError) as error:
        raise SheetError(fault("TS-404", shown, problem=str(error)[:200])) from error


def _read(members: dict[str, bytes], shown: object, wanted: Collection[str], *, strict: bool) -> Book:
    scans = _scans(members, strict=strict)
    kept = {name: scan for name, scan in scans.items() if name.strip().lower() in wanted}
    for name, scan in (scans if "content.xml" in members else kept).items():
        if (scan.rows > MAX_ROWS + 1 and name in kept) or scan.rows * scan.columns > MAX_CELLS:
            raise SheetError(fault("TS-420", shown, table=name, rows=MAX_ROWS, cells=MAX_CELLS))
    with zipfile.ZipFile(packed := io.BytesIO(), "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    packed.seek(0)
    found = Book()
    with CalamineWorkbook.from_filelike(packed) as book:
        found.ignored += [name for name in book.sheet_names if name not in kept]
        for name, scan in kept.items():
            values = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            grid = [[raw_of(value) for value in row] for row in values]
            for (row, column), trouble in scan.troubles.items():
                grid += [[] for _ in range(row - len(grid))]
                grid[row - 1] += [""] * (column - len(grid[row - 1]))
                grid[row - 1][column - 1] = trouble
            if strict:
                found.faults += _unmerged(name, grid, scan)
            found.grids.setdefault(name.strip().lower(), []).append((name, grid))
    return found


def _unmerged(name: str, grid: Grid, scan: _Scan) -> list[Fault]:
    """Put trouble in every cell that is merged, so that only the merging is said."""
    for (top, left), (bottom, right) in scan.merged.values():
        places = itertools.product(range(top - 1, min(bottom, len(grid))), range(left - 1, right))
        for row, column in itertools.islice(places, MAX_TROUBLES):
            if column < len(grid[row]):
                grid[row][column] = Trouble("", _shown(grid[row][column]))
    return [fault("TS-460", f"{name}, {cells}", table=name, cells=cells) for cells in scan.merged]


def _shown(raw: Raw) -> str:
    return raw.value if isinstance(raw, Trouble) else str(raw)


def _members(path: Path | bytes, shown: object, *, strict: bool) -> dict[str, bytes]:
    """Unpack what matters of a workbook; its reader gets these bytes, so that both see the same ones."""
    content = content_of(path)
    if not content.startswith(b"PK"):
        raise SheetError(fault("TS-403", shown))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = [each for each in archive.infolist() if each.filename.endswith((".xml", ".rels", "mimetype"))]
        size = sum(each.file_size for each in parts)
        if size > MAX_UNPACKED:
            raise SheetError(fault("TS-402", shown, size=size, most=MAX_UNPACKED))
        members = {each.filename: archive.read(each) for each in parts}
        code = has_macros(archive.namelist(), members.get("[Content_Types].xml", b""))
    doctype = any(b"<!DOCTYPE" in each for each in members.values())
    if doctype or not {"xl/workbook.xml", "content.xml"} & members.keys():
        raise SheetError(fault("TS-403", shown))
    if strict and code:
        raise SheetError(fault("TS-468", shown))
    for element, character in _LOST.items():
        if "content.xml" in members:
            members["content.xml"] = element.sub(character, members["content.xml"])
    return members


def has_macros(names: Collection[str], kinds: bytes) -> bool:
    """Tell whether an office document can run something, by the names in its archive and its content types."""
    return any(each.endswith("vbaProject.bin") or _MACROS.match(each) for each in names) or b"macroEnabled" in kinds


@dataclass
class _Scan:
    """How far a sheet reaches, and what its reader gives as an empty cell or 0: errors, formulas not worked out.

    Read strictly, every formula is trouble; ``merged`` has the corners of merged cells, by their reference.
    """

    rows: int = 0
    columns: int = 0
    troubles: dict[tuple[int, int], Trouble] = field(default_factory=dict)
    merged: dict[str, tuple[tuple[int, int], tuple[int, int]]] = field(default_factory=dict)
    strict: bool = False


def _scans(members: Mapping[str, bytes], *, strict: bool) -> dict[str, _Scan]:
    """Scan the sheets of a workbook, by name."""
    if "content.xml" in members:
        return _scan(members["content.xml"], strict=strict)
    links = ElementTree.fromstring(members["xl/_rels/workbook.xml.rels"])  # noqa: S314 - has no DOCTYPE
    parts = {link.get("Id"): str(PurePosixPath("/xl", link.get("Target", "")))[1:] for link in links}
    scans = {}
    for sheet in ElementTree.fromstring(members["xl/workbook.xml"]).iter():  # noqa: S314 - has no DOCTYPE
        part = next((parts.get(value, "") for key, value in sheet.items() if key.endswith("}id")), "")
        if _local(sheet.tag) == "sheet" and part in members:
            scans[sheet.get("name", "")] = _scan(members[part], strict=strict).get("", _Scan())
    return scans


def _scan(content: bytes, *, strict: bool) -> dict[str, _Scan]:
    """Scan the one sheet of a part (XLSX), or all sheets (ODS), cell by cell."""
    scans: dict[str, _Scan] = {}
    scan, row, column, times = _Scan(), 0, 0, 1
    for event, element in ElementTree.iterparse(io.BytesIO(content), ("start", "end")):  # noqa: S314 - no DOCTYPE
        tag = _local(element.tag)
        at = {_local(key): value for key, value in element.items() if key != _CALCEXT}
        if event == "start" and tag in ("sheetData", "table"):
            scan, row, times = scans.setdefault(at.get("name", ""), _Scan(strict=strict)), 0, 1
        elif event == "start" and tag in ("row", "table-row"):
            row, column = int(at.get("r", row + times)), 0
            times = int(at.get("number-rows-repeated", 1))
        elif event == "end" and tag in ("c", "table-cell", "covered-table-cell"):
            column = _column(at["r"]) if "r" in at else column + 1
            _look(scan, element, at, range(row, row + times), column)
            column += int(at.get("number-columns-repeated", 1)) - 1
            element.clear()
        elif event == "end" and tag == "mergeCell":
            _merge(scan, *map(_corner, (at["ref"].split(":") * 2)[:2]))
    return scans


def _look(scan: _Scan, cell: ElementTree.Element, at: Mapping[str, str], rows: range, column: int) -> None:
    text = "".join("".join(each.itertext()) for each in cell if _local(each.tag) in ("v", "is", "p"))
    formula = "formula" in at or any(_local(each.tag) == "f" for each in cell)
    wide, high = (int(at.get(f"number-{each}-spanned", 1)) for each in ("columns", "rows"))
    if wide > 1 or high > 1:
        _merge(scan, (rows[0], column), (rows[0] + high - 1, column + wide - 1))
    if not (text or formula or "value-type" in at):
        return
    columns = range(column, column + int(at.get("number-columns-repeated", 1)))
    scan.rows, scan.columns = max(scan.rows, rows[-1]), max(scan.columns, columns[-1])
    stored = at.get("t") == "str" or "value-type" in at or (text and not _local(cell.tag).startswith("t"))
    if formula and scan.strict:
        trouble = Trouble("TS-465", text)
    elif at.get("t") == "e" or cell.get(_CALCEXT) == "error" or _ERROR.fullmatch(text):
        trouble = Trouble("TS-418", text)
    elif not stored:
        trouble = Trouble("TS-419", text)
    else:
        return
    places = itertools.product(rows, columns)
    scan.troubles |= dict.fromkeys(itertools.islice(places, MAX_TROUBLES - len(scan.troubles)), trouble)


def _merge(scan: _Scan, first: tuple[int, int], last: tuple[int, int]) -> None:
    scan.merged[":".join(f"{letter_of(column - 1)}{row}" for row, column in (first, last))] = (first, last)


def _corner(reference: str) -> tuple[int, int]:
    """Read row and column of a reference, from 1."""
    return int(reference.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")), _column(reference)


def letter_of(index: int) -> str:
    """Name a column, counted from 0, as a spreadsheet does: A, B, … Z, AA."""
    return (letter_of(index // 26 - 1) if index >= 26 else "") + chr(ord("A") + index % 26)


def _column(reference: str) -> int:
    """Read the column of a reference such as ``AB12``, from 1."""
    letters = reference.rstrip("0123456789")
    return sum((ord(letter) - 64) * 26**power for power, letter in enumerate(reversed(letters)))


def _local(name: str) -> str:
    return name.rpartition("}")[2]
