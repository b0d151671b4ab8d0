"""Reading tables that others made: a workbook (XLSX, ODS), or a folder with a CSV file for each table.

Rules: nothing is guessed (what cannot be told apart is asked for), and a date, an error or a formula that was
never worked out is a fault, not an empty cell. A number from a workbook is its shortest decimal form (0.1); the
decimal sign is a property of one file. All faults are gathered; a cell with one is ``faulty``, so that nothing
is said of it twice. What a column means is not known here, nor how a workbook is unpacked (``workbook.py``).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

from toetssteen.errors import Fault, SheetError, fault
from toetssteen.model.base import plain
from toetssteen.sheets import workbook
from toetssteen.sheets.apart import LIMITS
from toetssteen.sheets.workbook import Book, Grid, Raw, Trouble, letter_of, tidy

Sign = Literal[",", "."]
Delimiter = Literal[",", ";"]

MAX_SHOWN = 60
"""Characters of a cell that a fault shows."""
MAX_NAME = 300
"""Characters of the name of a column that are looked at; none that is known has as many."""
MAX_FAULTS = 1_000
"""Faults after which no more are looked for in a file."""

_NUMBER = re.compile(r"-?\d{1,9}(\.\d{1,9})?", re.ASCII)
_SIGNED = re.compile(r"-?\d+([.,])\d+", re.ASCII)
_THOUSANDS = re.compile(r"-?[1-9]\d{0,2}[.,]\d{3}", re.ASCII)


@dataclass(frozen=True)
class Layout:
    """The columns a table has to have and may have, and which of them hold numbers.

    ``more`` is a pattern of further columns, as many as there are. A table that is ``typed`` has a number in a column
    of numbers only; one that may be ``empty`` has a header and maybe no rows.
    """

    name: str
    required: tuple[str, ...]
    optional: tuple[str, ...] = ()
    numbers: frozenset[str] = frozenset()
    more: str = ""
    typed: bool = False
    empty: bool = False

    @property
    def columns(self) -> tuple[str, ...]:
        """All columns that have a name of their own."""
        return self.required + self.optional

    def knows(self, name: str) -> bool:
        """Tell whether a column may be there."""
        return name in self.columns or bool(self.more and re.fullmatch(self.more, name, re.ASCII))


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell and its place; ``number`` where the column holds numbers and this is one (at most 9.9 digits).

    ``text`` is trimmed (NFC); ``written`` is not.
    """

    text: str
    number: Decimal | None
    table: str
    row: int
    column: str
    letter: str
    faulty: bool = False
    written: str = ""

    @property
    def place(self) -> str:
        """Its place as a spreadsheet writes it: ``scores, D4 (level)``."""
        return f"{self.table}, {self.letter}{self.row} ({self.column})"

    def fault(self, code: str, **particulars: Any) -> Fault:
        """Make a fault about this cell."""
        shown = self.text if len(self.text) <= MAX_SHOWN else f"{self.text[:MAX_SHOWN]}…"
        place = {"table": self.table, "row": self.row, "column": self.column, "value": shown}
        return fault(code, self.place, **place, **particulars)


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


_Grids = dict[str, list[tuple[str, Grid]]]


def read_tables(
    given: Path | bytes | Book,
    layouts: Collection[Layout],
    *,
    delimiter: Delimiter | None = None,
    decimal: Sign | None = None,
    strict: bool = False,
    beside: Collection[str] = (),
    shown: object = None,
    lacking: bool = False,
) -> Tables:
    """Read the tables of a workbook or a folder, all of them.

    ``delimiter`` and ``decimal`` hold for every CSV file, ``decimal`` also for numbers a workbook has as text.
    ``strict`` takes a workbook only, and refuses merged cells, formulas and macros in it, and any sheet but the
    tables and those that may stand ``beside`` them. Faults call it ``shown``. With ``lacking`` the tables that are
    there are given, and that others are not is among the faults.

    Raises
    ------
    SheetError
        If a table is not there or lacks a column, with every fault found until then.
    """
    found = Tables()
    wanted = {each.name: each for each in layouts}
    shown = shown or (given if isinstance(given, Path) else "xlsx")
    if isinstance(given, Path) and given.is_dir() and not strict:
        try:
            grids = _folder(given, wanted, delimiter, found)
        except OSError as error:
            raise SheetError(fault("TS-404", given, problem=str(error)[:200])) from error
    else:
        book = given if isinstance(given, Book) else workbook.read_workbook(given, shown, wanted, strict=strict)
        grids, found.ignored, found.faults = book.grids(wanted), book.ignored(wanted), book.faults(wanted)
        strange = [each for each in found.ignored if strict and each.strip().lower() not in beside]
        found.faults += [fault("TS-469", each, table=each, allowed=", ".join(wanted)) for each in strange]
    for name, layout in wanted.items():
        sheets = grids.get(name)
        if sheets is None or len(sheets) > 1:
            code = "TS-405" if sheets is None else "TS-406"
            found.faults.append(fault(code, shown, table=name, needed=", ".join(wanted)))
        elif sheets and (table := _table(*sheets[0], layout, decimal, found.faults)):
            found.tables[name] = table
    if len(found.tables) < len(wanted) and not lacking:
        raise SheetError(found.faults)
    return found


def _table(shown: str, grid: Grid, layout: Layout, decimal: Sign | None, faults: list[Fault]) -> Table | None:
    filled = [(number, raws) for number, raws in enumerate(grid, start=1) if any(tidy(raw) != "" for raw in raws)]
    if len(filled) < (1 if layout.empty else 2):
        faults.append(fault("TS-413", shown, table=shown))
        return None
    top, header = filled.pop(0)
    names = [_text(raw).lower()[:MAX_NAME] for raw in header]
    wrong = list(_header_faults(shown, names, layout))
    faults += [*wrong, *_header_troubles(shown, top, header)]
    if any(each.code == "TS-411" for each in wrong):
        return None
    first = {name: index for index, name in reversed([*enumerate(names)])}
    at = {name: first[name] for name in names if layout.knows(name)}
    if len(filled) * len(at) > LIMITS.cells:
        faults.append(fault("TS-420", shown, table=shown, rows=LIMITS.rows, cells=LIMITS.cells))
        return None
    numbers = [at[name] for name in layout.numbers if name in at]
    sign, unclear = _sign(_placed(filled, numbers), decimal)
    if unclear:
        where = f"{shown}, {', '.join(unclear)}"
        faults.append(fault("TS-415", where, table=shown, values=" … ".join(unclear.values())))
    rows = []
    for number, raws in filled:
        row = {name: Cell("", None, shown, number, name, letter_of(index)) for name, index in at.items()}
        for index, each in enumerate(raws):
            name = names[index] if index < len(names) else ""
            raw = _typed(each, layout) if index not in numbers else each
            if tidy(raw) == "":
                continue
            cell = _cell(raw, sign if index in numbers else None, (shown, number, name or "-", letter_of(index)))
            if at.get(name) == index:
                row[name] = replace(cell, faulty=True) if unclear and _SIGNED.fullmatch(cell.text) else cell
            if (isinstance(raw, Trouble) and raw.code) or not name:
                faults.append(cell.fault(raw.code if isinstance(raw, Trouble) and raw.code else "TS-412"))
        stop_at_many(faults, shown)
        rows.append({name: row.get(name) or Cell("", None, shown, number, name, "") for name in [*layout.columns, *at]})
    return Table(shown, tuple(names), rows)


def stop_at_many(faults: list[Fault], shown: object) -> None:
    """Look for no more faults than anybody mends.

    Raises
    ------
    SheetError
        If there are more than :data:`MAX_FAULTS`: the first of them, and that these are not all.
    """
    if len(faults) > MAX_FAULTS:
        raise SheetError([*faults[:MAX_FAULTS], fault("TS-444", shown, most=MAX_FAULTS)])


def _typed(raw: Raw, layout: Layout) -> Raw:
    return Trouble("TS-461", plain(raw)) if layout.typed and isinstance(raw, Decimal) else raw


def _placed(filled: Iterable[tuple[int, list[Raw]]], columns: Collection[int]) -> Iterable[tuple[str, Raw]]:
    """Go over the cells of some columns, each with its place in the sheet."""
    for number, raws in filled:
        yield from ((f"{letter_of(index)}{number}", raws[index]) for index in columns if index < len(raws))


def _header_troubles(shown: str, top: int, header: Iterable[Raw]) -> Iterable[Fault]:
    for index, raw in enumerate(header):
        if isinstance(raw, Trouble) and raw.code:
            yield _cell(raw, None, (shown, top, _text(raw).lower(), letter_of(index))).fault(raw.code)


def _header_faults(shown: str, names: list[str], layout: Layout) -> Iterable[Fault]:
    counts = Counter(names)
    for name in counts:
        if name and not layout.knows(name):
            allowed = ", ".join(layout.columns)
            yield fault("TS-409", shown, table=shown, column=name[:MAX_SHOWN], allowed=allowed)
        elif name and counts[name] > 1:
            yield fault("TS-410", shown, table=shown, column=name[:MAX_SHOWN])
    for name in layout.required:
        if name not in names:
            yield fault("TS-411", shown, table=shown, column=name)


def _text(raw: Raw) -> str:
    tidied = tidy(raw)
    return tidied if isinstance(tidied, str) else plain(tidied) if isinstance(tidied, Decimal) else tidied.value


def _cell(raw: Raw, sign: Sign | None, place: tuple[str, int, str, str]) -> Cell:
    text = _text(raw)
    if sign and isinstance(raw, str):
        number = "" if ("," if sign == "." else ".") in text else text.replace(sign, ".")
    else:
        number = text if isinstance(raw, Decimal) else ""
    exact = Decimal(plain(Decimal(number))) if _NUMBER.fullmatch(number) else None
    return Cell(text, exact, *place, isinstance(raw, Trouble), raw if isinstance(raw, str) else text)


def _sign(raws: Iterable[tuple[str, Raw]], decimal: Sign | None) -> tuple[Sign, dict[str, str]]:
    """Find the decimal sign of a file, or else a few of the numbers that leave it open, by their place."""
    signed: dict[str, dict[str, str]] = {}
    for place, raw in raws:
        if isinstance(raw, str) and (found := _SIGNED.fullmatch(text := _text(raw))):
            signed.setdefault(found[1], {})[place] = text
    if decimal or not signed:
        return decimal or ".", {}
    if len(signed) > 1:
        return ".", dict(next(iter(each.items())) for each in signed.values())
    [numbers] = signed.values()
    unclear = dict([*numbers.items()][:3]) if all(_THOUSANDS.fullmatch(each) for each in numbers.values()) else {}
    return "," if "," in signed else ".", unclear


def _folder(path: Path, wanted: Mapping[str, Layout], delimiter: Delimiter | None, found: Tables) -> _Grids:
    grids: _Grids = {}
    for file in sorted(each for each in path.iterdir() if each.suffix.lower() == ".csv"):
        layout = wanted.get(file.stem.strip().lower())
        if layout is None:
            found.ignored.append(file.name)
            continue
        sheets = grids.setdefault(layout.name, [])
        try:
            sheets.append((file.name, workbook.read_csv(file, layout.columns, layout.required, delimiter)))
        except SheetError as error:
            found.faults += error.faults
    return grids
