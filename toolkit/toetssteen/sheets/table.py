"""Reading tables that others made: a workbook (XLSX, ODS), or a folder with a CSV file for each table.

Rules: nothing is guessed (what cannot be told apart is asked for), and a date, an error or a formula that was
never worked out is a fault, not an empty cell. A number from a workbook is its shortest decimal form (0.1); the
decimal sign is a property of one file. All faults are gathered; a cell with one is ``faulty``, so that nothing
is said of it twice. What a column means is not known here, nor how a workbook is unpacked (``workbook.py``).
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal, NamedTuple

from toetssteen.errors import Fault, SheetError, fault
from toetssteen.language import marked
from toetssteen.model.base import MAX_DIGITS, plain
from toetssteen.sheets import unseen, workbook
from toetssteen.sheets.apart import LIMITS
from toetssteen.sheets.unseen import Hidden
from toetssteen.sheets.workbook import Book, Grid, Raw, Trouble, letter_of

Sign = Literal[",", "."]
Delimiter = Literal[",", ";", "tab"]
Encoding = Literal["windows-1252", "mac-roman", "cp850", "iso-8859-15", "utf-16-le", "utf-16-be"]
ENDINGS = (".csv", ".txt")
"""How the name of a CSV file ends; what Excel calls Unicode text ends in the second."""

MAX_SHOWN = 60
"""Characters of a cell that a fault shows."""
MAX_NAME = 300
"""Characters of the name of a column that are looked at; none that is known has as many."""
MAX_FAULTS = 1_000
"""Faults after which no more are looked for in a file."""

_NUMBER = re.compile(r"-?\d{1,18}(\.\d{1,18})?", re.ASCII)
_SIGNED = re.compile(r"-?\d+([.,])\d+", re.ASCII)
_THOUSANDS = re.compile(r"-?[1-9]\d{0,2}[.,]\d{3}", re.ASCII)


@dataclass(frozen=True)
class Layout:
    """The columns a table has to have and may have, and which of them hold numbers.

    ``more`` is a pattern of further columns, as many as there are; in ``booleans`` yes and no is a word like others.
    A table that is ``typed`` has a number in a column of numbers only; one that may be ``empty`` has a header and maybe
    no rows. ``also`` has other names of columns.
    """

    name: str
    required: tuple[str, ...]
    optional: tuple[str, ...] = ()
    numbers: frozenset[str] = frozenset()
    booleans: frozenset[str] = frozenset()
    more: str = ""
    typed: bool = False
    empty: bool = False
    also: Mapping[str, str] = field(default_factory=dict)

    @property
    def columns(self) -> tuple[str, ...]:
        """All columns that have a name of their own."""
        return self.required + self.optional

    def knows(self, name: str) -> bool:
        """Return whether a column may be there."""
        return name in self.columns or bool(self.more and re.fullmatch(self.more, name, re.ASCII))

    def called(self, name: str) -> str:
        """Return the name by which a column is known, for any name that it may have."""
        return self.also.get("_".join(name.split()), name)

    def shown(self, name: str) -> str:
        """Return all the names of a column, for a person."""
        return " / ".join([name, *(other for other, known in self.also.items() if known == name)])


class Cell(NamedTuple):
    """A cell and its place; ``number`` where the column holds numbers and this is one (at most 18 digits).

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
        """Its place as a spreadsheet writes it: ``scores, D4 (level)``; without the name where there is none."""
        return f"{self.table}, {self.letter}{self.row}" + (f" ({self.column})" if self.column != self.letter else "")

    def fault(self, code: str, **particulars: Any) -> Fault:
        """Make a fault about this cell."""
        shown = marked(self.text if len(self.text) <= MAX_SHOWN else f"{self.text[:MAX_SHOWN]}…")
        place = {"table": self.table, "row": self.row, "column": self.column, "value": shown}
        return fault(code, self.place, **place, **particulars)


@dataclass(frozen=True)
class Table:
    """A table as it was found: the name shown, the header, and the rows that are not wholly empty."""

    name: str
    header: tuple[str, ...]
    rows: list[CellRow]


@dataclass
class Tables:
    """The tables by layout, the names of the sheets left aside, the faults found so far, and what is worth knowing."""

    tables: dict[str, Table] = field(default_factory=dict)
    ignored: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    notes: list[Fault] = field(default_factory=list)

    def note_controls(self, count: int, shown: object) -> None:
        """Note that characters were taken out, where there were any."""
        if count:
            self.notes.append(fault("TS-527", shown, count=count))


_Grids = dict[str, list[tuple[str, Grid]]]


def read_tables(
    given: Path | bytes | Book,
    layouts: Collection[Layout],
    *,
    delimiter: Delimiter | None = None,
    decimal: Sign | None = None,
    encoding: Encoding | None = None,
    hidden: Hidden | None = None,
    known_hidden: Collection[str] = (),
    strict: bool = False,
    beside: Collection[str] = (),
    shown: object = None,
    lacking: bool = False,
) -> Tables:
    """Read the tables of a workbook or a folder, all of them.

    ``delimiter`` and ``decimal`` hold for every CSV file, ``decimal`` also for numbers a workbook has as text;
    ``encoding`` for those that are not UTF-8. ``hidden`` says what is done with what is hidden, but for columns that
    are ``known_hidden``; where there is any and nothing was said, that is a fault.
    ``strict`` takes a workbook only, and refuses merged cells, formulas and macros in it, and any sheet but the
    tables and those that may stand ``beside`` them. Faults call it ``shown``. With ``lacking`` the tables that are
    there are given, and that others are not is among the faults.

    Raises
    ------
    SheetError
        If a table is not there or lacks a column, with every fault found until then.
    """
    found = Tables()
    wanted = {layout.name: layout for layout in layouts}
    shown = shown or (given if isinstance(given, Path) else "xlsx")
    if isinstance(given, Path) and given.is_dir() and not strict:
        try:
            grids = _folder(given, wanted, delimiter, encoding, found)
        except OSError as error:
            raise SheetError(fault("TS-404", given, problem=str(error)[:200])) from error
    else:
        book = given if isinstance(given, Book) else workbook.read_workbook(given, shown, wanted, strict=strict)
        found.ignored, found.faults = book.ignored(wanted), book.faults(wanted)
        _look_through(book, wanted, hidden, known_hidden, found)
        grids = book.grids(wanted)
        found.note_controls(book.controls, shown)
        strange = [name for name in found.ignored if strict and name.strip().lower() not in beside]
        found.faults += [fault("TS-469", name, table=name, allowed=", ".join(wanted)) for name in strange]
    for name, layout in wanted.items():
        sheets = grids.get(name)
        if sheets is None or len(sheets) > 1:
            code = "TS-405" if sheets is None else "TS-406"
            found.faults.append(fault(code, shown, table=name, needed=", ".join(wanted)))
        elif sheets and (table := table_of(*sheets[0], layout, decimal, found.faults)):
            found.tables[name] = table
    if len(found.tables) < len(wanted) and not lacking:
        raise SheetError(found.faults)
    return found


def _look_through(
    book: Book, wanted: Collection[str], hidden: Hidden | None, known: Collection[str], found: Tables
) -> None:
    """Ask about what is hidden, or do with it what was said, and note that."""
    asked = list(unseen.ask(book, wanted, known))
    if hidden is None:
        found.faults += asked
    else:
        found.notes += unseen.noted(asked, hidden)
    if hidden == "skip":
        unseen.skip(book, wanted, known)


def table_of(
    shown: str, grid: Grid, layout: Layout, decimal: Sign | None, faults: list[Fault], make: type[Cells] | None = None
) -> Table | None:
    """Make a table of a grid, whose cells are made by ``make``; nothing where it has no rows or lacks a column."""
    filled = [(number, raws) for number, raws in enumerate(grid, start=1) if any(map(_filled, raws))]
    if len(filled) < (1 if layout.empty else 2):
        faults.append(fault("TS-413", shown, table=shown))
        return None
    top, header = filled.pop(0)
    written = [_text(raw).lower()[:MAX_NAME] for raw in header]
    names = [layout.called(name) for name in written]
    wrong = list(_header_faults(shown, names, layout))
    faults += [*wrong, *_header_troubles(shown, top, header)]
    if any(found.code == "TS-411" for found in wrong):
        return None
    cells = (make or Cells)(shown, layout, names, written, faults)
    if len(filled) * len(cells.at) > LIMITS.cells:
        faults.append(fault("TS-420", shown, table=shown, rows=LIMITS.rows, cells=LIMITS.cells))
        return None
    for at in (cells.at[name] for name in layout.booleans if name in cells.at):
        filled = [(number, _worded(raws, at)) for number, raws in filled]
    cells.find_sign(filled, decimal)
    for number, raws in filled:
        cells.check(number, raws)
    return Table(shown, tuple(names), [CellRow(cells, number, raws) for number, raws in filled])


class Cells:
    """Makes the cells of one table, when they are asked for; ``at`` has the columns that are known and there."""

    def __init__(self, shown: str, layout: Layout, names: list[str], written: list[str], faults: list[Fault]) -> None:
        self.shown, self.names, self.faults, self.typed = shown, written, faults, layout.typed
        first = {name: index for index, name in reversed([*enumerate(names)])}
        self.at = {name: first[name] for name in names if layout.knows(name)}
        self.columns: dict[str, int | None] = {**dict.fromkeys(layout.columns), **self.at}
        self.numbers = frozenset(self.at[name] for name in layout.numbers if name in self.at)
        self.sign: Sign = "."
        self.unclear = False

    def find_sign(self, rows: Iterable[tuple[int, list[Raw]]], decimal: Sign | None) -> None:
        """Find the decimal sign; that the numbers leave it open is a fault."""
        columns = [(index, letter_of(index)) for index in self.numbers]
        signed: dict[str, dict[str, str]] = {}
        for number, raws in rows:
            for index, letter in columns:
                raw = raws[index] if index < len(raws) else ""
                if isinstance(raw, str) and (found := _SIGNED.fullmatch(text := _text(raw))):
                    signed.setdefault(found[1], {})[f"{letter}{number}"] = text
        self.sign, unclear = _sign(signed, decimal)
        if unclear:
            where = f"{self.shown}, {', '.join(unclear)}"
            self.faults.append(fault("TS-415", where, table=self.shown, values=" … ".join(unclear.values())))
        self.unclear = bool(unclear)

    def check(self, row: int, raws: list[Raw]) -> None:
        """Name each cell of a row that cannot be taken or stands in no column."""
        for index, raw in enumerate(raws):
            nameless = index >= len(self.names) or not self.names[index]
            odd = nameless or isinstance(raw, Trouble) or (self.typed and not isinstance(raw, str))
            if odd and _filled(raw):
                cell, code = self.cell(index, row, raw)
                if code or nameless:
                    self.faults.append(cell.fault(code or "TS-412"))
        stop_at_many(self.faults, self.shown)

    def cell(self, index: int, row: int, raw: Raw) -> tuple[Cell, str]:
        """Make a cell, with the code of the fault that stands in it."""
        name = self.names[index] if index < len(self.names) else ""
        place = (self.shown, row, name or "-", letter_of(index))
        text, is_number, code = _text(raw), index in self.numbers, ""
        if isinstance(raw, str):
            faulty = self.unclear and _SIGNED.fullmatch(text) is not None
            return Cell(text, _number(text, self.sign) if is_number else None, *place, faulty, raw if text else ""), ""
        if isinstance(raw, Trouble):
            code = raw.code
        elif is_number or not self.typed:
            return Cell(text, _number(text, "."), *place, written=text), ""
        else:
            code = "TS-461"
        return Cell(text, None, *place, faulty=True, written=text), code


class CellRow(Mapping[str, Cell]):
    """A row: every column of the layout; one that the table does not have is an empty cell.

    A cell is made when it is asked for: most of a large table is looked at once, and kept by nobody.
    """

    __slots__ = ("_cells", "_raws", "number")

    def __init__(self, cells: Cells, number: int, raws: list[Raw]) -> None:
        self._cells, self.number, self._raws = cells, number, raws

    def __getitem__(self, name: str) -> Cell:
        """Return the cell of a column."""
        index = self._cells.columns[name]
        if index is None:
            return Cell("", None, self._cells.shown, self.number, name, "")
        return self._cells.cell(index, self.number, self._raws[index] if index < len(self._raws) else "")[0]

    def __iter__(self) -> Iterator[str]:
        """Yield the names of the columns."""
        return iter(self._cells.columns)

    def __len__(self) -> int:
        """Count the columns."""
        return len(self._cells.columns)


def stop_at_many(faults: list[Fault], shown: object) -> None:
    """Look for no more faults than anybody mends.

    Raises
    ------
    SheetError
        If there are more than :data:`MAX_FAULTS`: the first of them, and that these are not all.
    """
    if len(faults) > MAX_FAULTS:
        raise SheetError([*faults[:MAX_FAULTS], fault("TS-444", shown, most=MAX_FAULTS)])


def _header_troubles(shown: str, top: int, header: Iterable[Raw]) -> Iterable[Fault]:
    for index, raw in enumerate(header):
        if isinstance(raw, Trouble) and raw.code:
            yield Cell(raw.value, None, shown, top, raw.value.lower(), letter_of(index)).fault(raw.code)


def _header_faults(shown: str, names: list[str], layout: Layout) -> Iterable[Fault]:
    counts = Counter(names)
    for name in counts:
        if name and not layout.knows(name):
            allowed = ", ".join(map(layout.shown, layout.columns))
            yield fault("TS-409", shown, table=shown, column=name[:MAX_SHOWN], allowed=allowed)
        elif name and counts[name] > 1:
            yield fault("TS-410", shown, table=shown, column=name[:MAX_SHOWN])
    for name in layout.required:
        if name not in names:
            yield fault("TS-411", shown, table=shown, column=layout.shown(name))


def _worded(raws: list[Raw], at: int) -> list[Raw]:
    """Return a row in which yes or no is a word, in one column."""
    raw = raws[at] if at < len(raws) else ""
    yes_or_no = isinstance(raw, Trouble) and raw.code == "TS-417"
    return [*raws[:at], _text(raw), *raws[at + 1 :]] if yes_or_no else raws


def _filled(raw: Raw) -> bool:
    return bool(raw.strip()) if isinstance(raw, str) else True


def _text(raw: Raw) -> str:
    if isinstance(raw, str):
        return unicodedata.normalize("NFC", raw).strip()
    return raw.value if isinstance(raw, Trouble) else plain(raw)


def _number(text: str, sign: Sign) -> Decimal | None:
    """Read a number with a decimal sign; nothing where it is none, or has the other sign in it."""
    number = text.replace(",", ".") if sign == "," and "." not in text else text
    fits = _NUMBER.fullmatch(number) and (sign == "." or "." not in text)
    found = Decimal(plain(Decimal(number))) if fits else None
    return found if found is not None and len(found.as_tuple().digits) <= MAX_DIGITS else None


def _sign(signed: Mapping[str, Mapping[str, str]], decimal: Sign | None) -> tuple[Sign, dict[str, str]]:
    """Choose the decimal sign from the numbers that have each, or else a few that leave it open, by their place."""
    if decimal or not signed:
        return decimal or ".", {}
    if len(signed) > 1:
        return ".", dict(next(iter(numbers.items())) for numbers in signed.values())
    [numbers] = signed.values()
    unclear = dict([*numbers.items()][:3]) if all(map(_THOUSANDS.fullmatch, numbers.values())) else {}
    return "," if "," in signed else ".", unclear


def _folder(
    path: Path, wanted: Mapping[str, Layout], delimiter: Delimiter | None, encoding: Encoding | None, found: Tables
) -> _Grids:
    grids: _Grids = {}
    for file in sorted(file for file in path.iterdir() if file.suffix.lower() in ENDINGS):
        layout = wanted.get(file.stem.strip().lower())
        if layout is None:
            found.ignored += [file.name] if file.suffix.lower() == ENDINGS[0] else []
            continue
        sheets = grids.setdefault(layout.name, [])
        try:
            names = (*layout.columns, *layout.also)
            book = workbook.read_csv(file, names, [*map(layout.shown, layout.required)], delimiter, encoding)
            sheets.append((file.name, book.sheets[0].grid))
            found.note_controls(book.controls, file.name)
        except SheetError as error:
            found.faults += error.faults
    return grids
