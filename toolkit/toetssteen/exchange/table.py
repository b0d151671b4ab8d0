"""Reading tables that others made: a workbook (XLSX, ODS), or a folder with a CSV file for each table.

Rules: nothing is guessed (what cannot be told apart is asked for), and a date, an error or a formula that was
never worked out is a fault, not an empty cell. A number from a workbook is its shortest decimal form (0.1); the
decimal sign is a property of one file. All faults are gathered; a cell with one is ``faulty``, so that nothing
is said of it twice. What is too large is refused before it is unpacked. What a column means is not known here.
"""

from __future__ import annotations

import csv
import io
import itertools
import re
import unicodedata
import zipfile
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path, PurePosixPath
from typing import Any, Literal, NamedTuple
from xml.etree import ElementTree

from python_calamine import CalamineError, CalamineWorkbook

from toetssteen.errors import Fault, SheetError, fault
from toetssteen.model.base import plain

Sign = Literal[",", "."]
Delimiter = Literal[",", ";"]

MAX_BYTES, MAX_UNPACKED = 50_000_000, 200_000_000
"""Bytes that a file may have, and that a workbook may unpack to."""
MAX_ROWS, MAX_CELLS = 200_000, 10_000_000
"""Rows that a table may have below its header; cells, empty ones too, that a sheet may span."""
MAX_SHOWN, MAX_TROUBLES = 60, 10_000
"""Characters of a cell that a fault shows; cells with an error that are reported of a sheet."""

_NUMBER = re.compile(r"-?\d{1,9}(\.\d{1,9})?", re.ASCII)
_SIGNED = re.compile(r"-?\d+([.,])\d+", re.ASCII)
_THOUSANDS = re.compile(r"-?[1-9]\d{0,2}[.,]\d{3}", re.ASCII)
_ERROR = re.compile(r"#(N/[AB]|[A-Z]{3,}(/0)?[!?])|(Err|Fout):\d{3}")
_CALCEXT = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}value-type"


@dataclass(frozen=True)
class Layout:
    """The columns a table has to have and may have, and which of them hold numbers."""

    name: str
    required: tuple[str, ...]
    optional: tuple[str, ...] = ()
    numbers: frozenset[str] = frozenset()

    @property
    def columns(self) -> tuple[str, ...]:
        """All columns."""
        return self.required + self.optional


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell and its place; ``number`` where the column holds numbers and this is one (at most 9.9 digits)."""

    text: str
    number: Decimal | None
    table: str
    row: int
    column: str
    letter: str
    faulty: bool = False

    def fault(self, code: str, **particulars: Any) -> Fault:
        """Make a fault about this cell; its place is written as a spreadsheet does: ``scores, D4 (level)``."""
        shown = self.text if len(self.text) <= MAX_SHOWN else f"{self.text[:MAX_SHOWN]}…"
        place = {"table": self.table, "row": self.row, "column": self.column, "value": shown}
        return fault(code, f"{self.table}, {self.letter}{self.row} ({self.column})", **place, **particulars)


Row = dict[str, Cell]
"""A row: every column of the layout; one that the table does not have is an empty cell."""


@dataclass(frozen=True)
class Table:
    """A table as it was found: the name shown, the header, and the rows that are not wholly empty."""

    name: str
    header: tuple[str, ...]
    rows: list[Row]


@dataclass
class Tables:
    """The tables by layout, the names of the sheets left aside, and the faults found so far."""

    tables: dict[str, Table] = field(default_factory=dict)
    ignored: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


class _Trouble(NamedTuple):
    """What stands in for a cell that cannot be taken."""

    code: str
    value: str


_Raw = str | Decimal | _Trouble
_Grid = list[list[_Raw]]
_Grids = dict[str, list[tuple[str, _Grid]]]


def read_tables(
    path: Path, layouts: Collection[Layout], *, delimiter: Delimiter | None = None, decimal: Sign | None = None
) -> Tables:
    """Read the tables of a workbook or a folder.

    ``delimiter`` and ``decimal`` hold for every CSV file, ``decimal`` also for numbers a workbook has as text.

    Raises
    ------
    SheetError
        If a table is not there or lacks a column, with every fault found until then.
    """
    found = Tables()
    wanted = {each.name: each for each in layouts}
    try:
        grids = _folder(path, wanted, delimiter, found) if path.is_dir() else _workbook(path, wanted, found)
    except (OSError, CalamineError, zipfile.BadZipFile, SyntaxError, ValueError, LookupError, RuntimeError) as error:
        raise SheetError(fault("TS-404", path, problem=str(error)[:200])) from error
    for name, layout in wanted.items():
        sheets = grids.get(name)
        if sheets is None or len(sheets) > 1:
            found.faults.append(fault("TS-405" if sheets is None else "TS-406", path, table=name))
        elif sheets and (table := _table(*sheets[0], layout, decimal, found.faults)):
            found.tables[name] = table
    if len(found.tables) < len(wanted):
        raise SheetError(found.faults)
    return found


def _table(shown: str, grid: _Grid, layout: Layout, decimal: Sign | None, faults: list[Fault]) -> Table | None:
    filled = [(number, raws) for number, raws in enumerate(grid, start=1) if any(raw != "" for raw in raws)]
    if len(filled) < 2:
        faults.append(fault("TS-413", shown, table=shown))
        return None
    names = [_text(raw).lower() for raw in filled[0][1]]
    wrong = list(_header_faults(shown, names, layout))
    faults += wrong
    if any(each.code == "TS-411" for each in wrong):
        return None
    at = {name: names.index(name) for name in layout.columns if name in names}
    numbers = [at[name] for name in layout.numbers if name in at]
    sign, unclear = _sign([raws[index] for _, raws in filled[1:] for index in numbers if index < len(raws)], decimal)
    if unclear:
        faults.append(fault("TS-415", shown, table=shown, values=" … ".join(unclear)))
    rows = []
    for number, raws in filled[1:]:
        row = {name: Cell("", None, shown, number, name, _letter(index)) for name, index in at.items()}
        for index, raw in enumerate(raws):
            name = names[index] if index < len(names) else ""
            if raw == "":
                continue
            cell = _cell(raw, sign if index in numbers else None, (shown, number, name or "-", _letter(index)))
            if at.get(name) == index:
                row[name] = replace(cell, faulty=True) if unclear and _SIGNED.fullmatch(cell.text) else cell
            if isinstance(raw, _Trouble) or not name:
                faults.append(cell.fault(raw.code if isinstance(raw, _Trouble) else "TS-412"))
        rows.append({name: row.get(name) or Cell("", None, shown, number, name, "") for name in layout.columns})
    return Table(shown, tuple(names), rows)


def _header_faults(shown: str, names: list[str], layout: Layout) -> Iterable[Fault]:
    for name in dict.fromkeys(names):
        if name and name not in layout.columns:
            allowed = ", ".join(layout.columns)
            yield fault("TS-409", shown, table=shown, column=name[:MAX_SHOWN], allowed=allowed)
        elif name and names.count(name) > 1:
            yield fault("TS-410", shown, table=shown, column=name)
    for name in layout.required:
        if name not in names:
            yield fault("TS-411", shown, table=shown, column=name)


def _text(raw: _Raw) -> str:
    return raw if isinstance(raw, str) else plain(raw) if isinstance(raw, Decimal) else raw.value


def _cell(raw: _Raw, sign: Sign | None, place: tuple[str, int, str, str]) -> Cell:
    text = _text(raw)
    if sign and isinstance(raw, str):
        written = "" if ("," if sign == "." else ".") in raw else raw.replace(sign, ".")
    else:
        written = text if isinstance(raw, Decimal) else ""
    number = Decimal(plain(Decimal(written))) if _NUMBER.fullmatch(written) else None
    return Cell(text, number, *place, faulty=isinstance(raw, _Trouble))


def _sign(raws: Iterable[_Raw], decimal: Sign | None) -> tuple[Sign, list[str]]:
    """Find the decimal sign of a file, or else a few of the numbers that leave it open."""
    signed: dict[str, list[str]] = {}
    for raw in raws:
        if isinstance(raw, str) and (found := _SIGNED.fullmatch(raw)):
            signed.setdefault(found[1], []).append(raw)
    if decimal or not signed:
        return decimal or ".", []
    if len(signed) > 1:
        return ".", [each[0] for each in signed.values()]
    [numbers] = signed.values()
    unclear = numbers[:3] if all(_THOUSANDS.fullmatch(each) for each in numbers) else []
    return "," if "," in signed else ".", unclear


def _letter(index: int) -> str:
    """Name a column as a spreadsheet does: A, B, … Z, AA."""
    return (_letter(index // 26 - 1) if index >= 26 else "") + chr(ord("A") + index % 26)


def _raw(value: object) -> _Raw:
    """Take what a reader gives: a number exactly, a text trimmed (NFC), anything else as trouble."""
    if isinstance(value, bool):
        return _Trouble("TS-417", str(value).upper())
    if isinstance(value, int | float):
        return Decimal(repr(value))
    text = unicodedata.normalize("NFC", str(value)).strip()
    if not isinstance(value, str):
        return _Trouble("TS-416", text)
    return _Trouble("TS-418", text) if _ERROR.fullmatch(text) else text


def _content(path: Path) -> bytes:
    size = path.stat().st_size
    if size > MAX_BYTES:
        raise SheetError(fault("TS-401", path, size=size, most=MAX_BYTES))
    return path.read_bytes()


def _folder(path: Path, wanted: Mapping[str, Layout], delimiter: Delimiter | None, found: Tables) -> _Grids:
    grids: _Grids = {}
    for file in sorted(each for each in path.iterdir() if each.suffix.lower() == ".csv"):
        layout = wanted.get(file.stem.strip().lower())
        if layout is None:
            found.ignored.append(file.name)
            continue
        sheets = grids.setdefault(layout.name, [])
        try:
            sheets.append((file.name, _csv(file, layout, delimiter)))
        except SheetError as error:
            found.faults += error.faults
    return grids


def _csv(file: Path, layout: Layout, delimiter: Delimiter | None) -> _Grid:
    text = _decoded(_content(file), file)
    told = re.match(r'"?sep=([,;])"?\r?\n', text)  # Excel's own first line; it counts as a row
    try:
        choice = delimiter or (told[1] if told else _delimiter(text, layout, file))
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=choice, strict=True)
        rows = list(itertools.islice(reader, MAX_ROWS + 2))
    except csv.Error as error:
        raise SheetError(fault("TS-404", file, problem=str(error))) from error
    if len(rows) > MAX_ROWS + 1:
        raise SheetError(fault("TS-420", file, table=file.name, rows=MAX_ROWS, cells=MAX_CELLS))
    return [[] if told and not number else [_raw(cell) for cell in row] for number, row in enumerate(rows)]


def _decoded(content: bytes, file: Path) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in content:
        raise SheetError(fault("TS-407", file))
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise SheetError(fault("TS-408", file))


def _delimiter(text: str, layout: Layout, file: Path) -> str:
    """Find the one delimiter under which the header line has names that are known."""
    line = text.lstrip()[:10_000].splitlines()[:1]
    headers = {choice: next(csv.reader(line, delimiter=choice), []) for choice in (",", ";")}
    known = {choice: {name.strip().lower() for name in names} & {*layout.columns} for choice, names in headers.items()}
    fitting = [choice for choice, names in known.items() if len(names) > 1]
    if len(fitting) != 1:
        raise SheetError(fault("TS-414", file, columns=", ".join(layout.required)))
    return fitting[0]


def _workbook(path: Path, wanted: Collection[str], found: Tables) -> _Grids:
    members = _members(path)
    scans = _scans(members)
    kept = {name: scan for name, scan in scans.items() if name.strip().lower() in wanted}
    for name, scan in (scans if "content.xml" in members else kept).items():
        if (scan.rows > MAX_ROWS + 1 and name in kept) or scan.rows * scan.columns > MAX_CELLS:
            raise SheetError(fault("TS-420", path, table=name, rows=MAX_ROWS, cells=MAX_CELLS))
    with zipfile.ZipFile(packed := io.BytesIO(), "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    packed.seek(0)
    grids: _Grids = {}
    with CalamineWorkbook.from_filelike(packed) as book:
        found.ignored += [name for name in book.sheet_names if name not in kept]
        for name, scan in kept.items():
            values = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            grid = [[_raw(value) for value in row] for row in values]
            for (row, column), trouble in scan.troubles.items():
                grid += [[] for _ in range(row - len(grid))]
                grid[row - 1] += [""] * (column - len(grid[row - 1]))
                grid[row - 1][column - 1] = trouble
            grids.setdefault(name.strip().lower(), []).append((name, grid))
    return grids


def _members(path: Path) -> dict[str, bytes]:
    """Unpack what matters of a workbook; its reader gets these bytes, so that both see the same ones."""
    content = _content(path)
    if not content.startswith(b"PK"):
        raise SheetError(fault("TS-403", path))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = [each for each in archive.infolist() if each.filename.endswith((".xml", ".rels", "mimetype"))]
        size = sum(each.file_size for each in parts)
        if size > MAX_UNPACKED:
            raise SheetError(fault("TS-402", path, size=size, most=MAX_UNPACKED))
        members = {each.filename: archive.read(each) for each in parts}
    doctype = any(b"<!DOCTYPE" in each for each in members.values())
    if doctype or not {"xl/workbook.xml", "content.xml"} & members.keys():
        raise SheetError(fault("TS-403", path))
    return members


@dataclass
class _Scan:
    """How far a sheet reaches, and what its reader gives as an empty cell or 0: errors, formulas not worked out."""

    rows: int = 0
    columns: int = 0
    troubles: dict[tuple[int, int], _Trouble] = field(default_factory=dict)


def _scans(members: Mapping[str, bytes]) -> dict[str, _Scan]:
    """Scan the sheets of a workbook, by name."""
    if "content.xml" in members:
        return _scan(members["content.xml"])
    links = ElementTree.fromstring(members["xl/_rels/workbook.xml.rels"])  # noqa: S314 - has no DOCTYPE
    parts = {link.get("Id"): str(PurePosixPath("/xl", link.get("Target", "")))[1:] for link in links}
    scans = {}
    for sheet in ElementTree.fromstring(members["xl/workbook.xml"]).iter():  # noqa: S314 - has no DOCTYPE
        part = next((parts.get(value, "") for key, value in sheet.items() if key.endswith("}id")), "")
        if _local(sheet.tag) == "sheet" and part in members:
            scans[sheet.get("name", "")] = _scan(members[part]).get("", _Scan())
    return scans


def _scan(content: bytes) -> dict[str, _Scan]:
    """Scan the one sheet of a part (XLSX), or all sheets (ODS), cell by cell."""
    scans: dict[str, _Scan] = {}
    scan, row, column, times = _Scan(), 0, 0, 1
    for event, element in ElementTree.iterparse(io.BytesIO(content), ("start", "end")):  # noqa: S314 - no DOCTYPE
        tag = _local(element.tag)
        at = {_local(key): value for key, value in element.items() if key != _CALCEXT}
        if event == "start" and tag in ("sheetData", "table"):
            scan, row, times = scans.setdefault(at.get("name", ""), _Scan()), 0, 1
        elif event == "start" and tag in ("row", "table-row"):
            row, column = int(at.get("r", row + times)), 0
            times = int(at.get("number-rows-repeated", 1))
        elif event == "end" and tag in ("c", "table-cell", "covered-table-cell"):
            column = _column(at["r"]) if "r" in at else column + 1
            _look(scan, element, at, range(row, row + times), column)
            column += int(at.get("number-columns-repeated", 1)) - 1
            element.clear()
    return scans


def _look(scan: _Scan, cell: ElementTree.Element, at: Mapping[str, str], rows: range, column: int) -> None:
    text = "".join("".join(each.itertext()) for each in cell if _local(each.tag) in ("v", "is", "p"))
    formula = "formula" in at or any(_local(each.tag) == "f" for each in cell)
    if not (text or formula or "value-type" in at):
        return
    columns = range(column, column + int(at.get("number-columns-repeated", 1)))
    scan.rows, scan.columns = max(scan.rows, rows[-1]), max(scan.columns, columns[-1])
    stored = at.get("t") == "str" or "value-type" in at or (text and not _local(cell.tag).startswith("t"))
    if at.get("t") == "e" or cell.get(_CALCEXT) == "error" or _ERROR.fullmatch(text):
        trouble = _Trouble("TS-418", text)
    elif not stored:
        trouble = _Trouble("TS-419", text)
    else:
        return
    places = itertools.product(rows, columns)
    scan.troubles |= dict.fromkeys(itertools.islice(places, MAX_TROUBLES - len(scan.troubles)), trouble)


def _column(reference: str) -> int:
    """Read the column of a reference such as ``AB12``, from 1."""
    letters = reference.rstrip("0123456789")
    return sum((ord(letter) - 64) * 26**power for power, letter in enumerate(reversed(letters)))


def _local(name: str) -> str:
    return name.rpartition("}")[2]
