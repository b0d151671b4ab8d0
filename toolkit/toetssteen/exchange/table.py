"""Reading tables that others made: a workbook (XLSX, ODS) or a folder with a CSV file a table.

Rules: nothing is guessed (what cannot be told apart is asked for) and nothing is made of what is not there: a
date, an error, a formula that was never worked out is a fault, not an empty cell. A number from a workbook is
its shortest decimal form (0.1, not 0.1000000000000000055); the decimal sign is a property of one file. All
faults are gathered; a cell with one is marked ``faulty``, so that nothing is said of it twice. What is too
large is refused before it is unpacked.
Does not belong here: what a column means.
"""

from __future__ import annotations

import csv
import datetime
import io
import re
import unicodedata
import zipfile
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal, NamedTuple
from xml.parsers import expat

from python_calamine import CalamineError, CalamineWorkbook

from toetssteen.errors import Fault, SheetError, fault
from toetssteen.model.base import plain

Sign = Literal[",", "."]
Delimiter = Literal[",", ";"]

MAX_BYTES = 50_000_000
"""Bytes that a file may have."""
MAX_UNPACKED = 200_000_000
"""Bytes that a workbook may unpack to."""
MAX_ROWS = 200_000
"""Rows that a table may have below its header."""
MAX_COLUMNS = 256
"""Columns to which a table may reach."""
MAX_SHOWN = 60
"""Characters of a cell that a fault shows."""

_NUMBER = re.compile(r"-?\d{1,9}(\.\d{1,9})?", re.ASCII)
_SIGNED = re.compile(r"-?\d+([.,])\d+", re.ASCII)
_THOUSANDS = re.compile(r"-?[1-9]\d{0,2}[.,]\d{3}", re.ASCII)
_ERROR = re.compile(r"#(N/[AB]|[A-Z]{3,}(/0)?[!?])|(Err|Fout):\d{3}")
_WORKBOOK = {".xlsx": "xl/workbook.xml", ".ods": "content.xml"}
_CALCEXT = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0 value-type"


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
    """A cell and its place; ``number`` is set where the column holds numbers and this is one (9.9 digits)."""

    text: str
    number: Decimal | None
    table: str
    row: int
    column: str
    letter: str
    faulty: bool = False

    @property
    def where(self) -> str:
        """The place as a spreadsheet names it: ``scores, D4 (level)``."""
        return f"{self.table}, {self.letter}{self.row} ({self.column})"

    def fault(self, code: str, **particulars: Any) -> Fault:
        """Make a fault about this cell."""
        shown = self.text if len(self.text) <= MAX_SHOWN else f"{self.text[:MAX_SHOWN]}…"
        place = {"table": self.table, "row": self.row, "column": self.column, "value": shown}
        return fault(code, self.where, **place, **particulars)


Row = dict[str, Cell]
"""A row: every column of the layout; a column that the table does not have is an empty cell."""


@dataclass(frozen=True)
class Table:
    """A table as it was found: the name shown, the header, and the rows that are not wholly empty."""

    name: str
    header: tuple[str, ...]
    rows: list[Row]


@dataclass
class Tables:
    """All tables by layout, the names of what was left aside, and the faults found so far."""

    tables: dict[str, Table] = field(default_factory=dict)
    ignored: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


class _Trouble(NamedTuple):
    """What stands in for a cell that cannot be taken."""

    code: str
    value: str


_Raw = str | Decimal | _Trouble
_Grid = list[list[_Raw]]


def read_tables(
    path: Path, layouts: Collection[Layout], *, delimiter: Delimiter | None = None, decimal: Sign | None = None
) -> Tables:
    """Read the tables of a workbook, or of a folder with a CSV file for each.

    ``delimiter`` and ``decimal`` say what a CSV file leaves open; ``decimal`` also holds for numbers that a
    workbook has as text.

    Raises
    ------
    SheetError
        If a table is not there, or lacks a column; with every fault found until then.
    """
    found = Tables()
    wanted = {each.name: each for each in layouts}
    grids = _folder(path, wanted, delimiter, found) if path.is_dir() else _workbook(path, wanted, found)
    for name, layout in wanted.items():
        if len(grids.get(name, ())) == 1:
            shown, grid = grids[name][0]
            table = _table(shown, grid, layout, decimal, found.faults)
            if table:
                found.tables[name] = table
        elif name in grids:
            found.faults.append(fault("TS-406", path, table=name))
        elif not found.faults:
            found.faults.append(fault("TS-405", path, table=name))
    if len(found.tables) < len(wanted):
        raise SheetError(found.faults)
    return found


_Grids = dict[str, list[tuple[str, _Grid]]]


def _table(shown: str, grid: _Grid, layout: Layout, decimal: Sign | None, faults: list[Fault]) -> Table | None:
    filled = [(number, raws) for number, raws in enumerate(grid, start=1) if any(raw != "" for raw in raws)]
    if len(filled) < 2:
        faults.append(fault("TS-413", shown, table=shown))
        return None
    names = [raw.lower() if isinstance(raw, str) else plain(raw) if isinstance(raw, Decimal) else raw.value
             for raw in filled[0][1]]  # fmt: skip
    header_faults = list(_header_faults(shown, names, layout))
    faults += header_faults
    if any(each.code == "TS-411" for each in header_faults):
        return None
    at = {name: index for index, name in reversed(list(enumerate(names))) if name in layout.columns}
    texts = [raw for _, raws in filled[1:] for name, index in at.items() if name in layout.numbers
             for raw in raws[index : index + 1] if isinstance(raw, str)]  # fmt: skip
    sign, unclear = _sign(texts, decimal)
    if unclear:
        faults.append(fault("TS-415", shown, table=shown, values=", ".join(unclear)))
    rows = []
    for number, raws in filled[1:]:
        row = {}
        for name in layout.columns:
            index = at.get(name, len(raws))
            raw = raws[index] if index < len(raws) else ""
            place = (shown, number, name, _letter(index))
            row[name] = _cell(raw, place, sign if name in layout.numbers else None, bool(unclear), faults)
        rows.append(row)
        for index, raw in enumerate(raws):
            if raw != "" and not (index < len(names) and names[index]):
                faults.append(Cell(_text(raw), None, shown, number, "-", _letter(index)).fault("TS-412"))
    return Table(shown, tuple(names), rows)


def _header_faults(shown: str, names: list[str], layout: Layout) -> Iterable[Fault]:
    allowed = ", ".join(layout.columns)
    for name in dict.fromkeys(names):
        if name and name not in layout.columns:
            yield fault("TS-409", shown, table=shown, column=name[:MAX_SHOWN], allowed=allowed)
        elif name and names.count(name) > 1:
            yield fault("TS-410", shown, table=shown, column=name)
    for name in layout.required:
        if name not in names:
            yield fault("TS-411", shown, table=shown, column=name, allowed=allowed)


def _cell(
    raw: _Raw, place: tuple[str, int, str, str], sign: Sign | None, unclear: bool, faults: list[Fault]
) -> Cell:
    if isinstance(raw, _Trouble):
        cell = Cell(raw.value, None, *place, faulty=True)
        faults.append(cell.fault(raw.code))
        return cell
    if isinstance(raw, Decimal):
        text = plain(raw)
        return Cell(text, Decimal(text) if _NUMBER.fullmatch(text) else None, *place)
    if sign is None:
        return Cell(raw, None, *place)
    whole, point, fraction = raw.partition(sign)
    written = f"{whole}.{fraction.rstrip('0') or '0'}" if point else raw if raw.isdecimal() else whole
    if (point and not fraction) or not _NUMBER.fullmatch(written):
        return Cell(raw, None, *place)
    return Cell(raw, Decimal(plain(Decimal(written))), *place, faulty=unclear and _SIGNED.fullmatch(raw) is not None)


def _text(raw: _Raw) -> str:
    return raw if isinstance(raw, str) else plain(raw) if isinstance(raw, Decimal) else raw.value


def _sign(texts: Iterable[str], decimal: Sign | None) -> tuple[Sign, list[str]]:
    """Find the decimal sign of a file, or else the numbers (a few) that leave it open."""
    if decimal:
        return decimal, []
    signed: dict[str, list[str]] = {}
    for text in texts:
        if found := _SIGNED.fullmatch(text):
            signed.setdefault(found[1], []).append(text)
    if len(signed) > 1:
        return ".", [each[0] for each in signed.values()]
    for sign, numbers in signed.items():
        if all(_THOUSANDS.fullmatch(each) for each in numbers):
            return ".", list(dict.fromkeys(numbers))[:3]
        return ("," if sign == "," else "."), []
    return ".", []


def _letter(index: int) -> str:
    """Name a column as a spreadsheet does: A, B, … Z, AA."""
    return (_letter(index // 26 - 1) if index >= 26 else "") + chr(ord("A") + index % 26)
