"""A workbook (XLSX, ODS) as it was read: its sheets as grids of texts, exact numbers and what cannot be taken.

Rules: the file is read by a process of its own (``apart.py``); here are only the cells that it told. Read strictly, a
workbook has no formulas, merged cells or macros. What a sheet means is not known here.
"""

from __future__ import annotations

import contextlib
from collections.abc import Collection
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from toetssteen.errors import Fault, SheetError, fault
from toetssteen.language import cleaned
from toetssteen.sheets.apart import LIMITS, read_apart
from toetssteen.sheets.cells import letter_of

__all__ = ["MAX_BYTES", "Book", "Grid", "Raw", "Trouble", "letter_of", "read_csv", "read_workbook"]

MAX_BYTES = LIMITS.size
"""Bytes that a file may have."""


class Trouble(NamedTuple):
    """What stands in for a cell that cannot be taken; without a code where that has been said already."""

    code: str
    value: str


Raw = str | Decimal | Trouble
Grid = list[list[Raw]]
_Range = tuple[int, int]
_Merged = tuple[str, int, int, int, int]


@dataclass
class Sheet:
    """A sheet: its name, its rows from the first on, its merged ranges, each with its corners from 1, what is hidden.

    ``hidden_rows`` and ``hidden_columns`` are ranges, from 1.
    """

    name: str
    hidden: bool = False
    grid: Grid = field(default_factory=list)
    merged: list[_Merged] = field(default_factory=list)
    hidden_rows: list[_Range] = field(default_factory=list)
    hidden_columns: list[_Range] = field(default_factory=list)


@dataclass
class Book:
    """The sheets that were read, in their order; the names of all; the control characters that were taken out."""

    sheets: list[Sheet] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    controls: int = 0

    def grids(self, wanted: Collection[str]) -> dict[str, list[tuple[str, Grid]]]:
        """Return the sheets that are wanted by their tidied name, each with the name it has."""
        found: dict[str, list[tuple[str, Grid]]] = {}
        for sheet in self.sheets_of(wanted):
            found.setdefault(sheet.name.strip().lower(), []).append((sheet.name, sheet.grid))
        return found

    def ignored(self, wanted: Collection[str]) -> list[str]:
        """Return the names of the sheets that are not wanted, or cannot be read."""
        there = [sheet.name for sheet in self.sheets]
        return [name for name in self.names if name.strip().lower() not in wanted or name not in there]

    def faults(self, wanted: Collection[str]) -> list[Fault]:
        """Return what is wrong with whole ranges of the sheets that are wanted."""
        return [
            fault("TS-460", f"{sheet.name}, {cells}", table=sheet.name, cells=cells)
            for sheet in self.sheets_of(wanted)
            for cells in dict.fromkeys(cells for cells, *_ in sheet.merged)
        ]

    def sheets_of(self, wanted: Collection[str]) -> list[Sheet]:
        """Return the sheets that are wanted by their tidied name."""
        return [sheet for sheet in self.sheets if sheet.name.strip().lower() in wanted]


def read_whole(given: Path | bytes, shown: object) -> Book:
    """Read every sheet of a workbook, with what is merged as it stands.

    Raises
    ------
    SheetError
        See :func:`read_workbook`.
    """
    return _book(given, shown, {"what": "workbook", "wanted": None, "strict": False}, merged=True)


def read_workbook(given: Path | bytes, shown: object, wanted: Collection[str], *, strict: bool = False) -> Book:
    """Read the sheets that are wanted, by names in lower case; faults call the workbook ``shown``.

    Raises
    ------
    SheetError
        If it is no workbook, damaged or too large, or has macros and is read strictly.
    """
    return _book(given, shown, {"what": "workbook", "wanted": sorted(wanted), "strict": strict})


def read_csv(
    given: Path, names: Collection[str], needed: Collection[str], delimiter: str | None, encoding: str | None = None
) -> Book:
    """Read a CSV file: ``names`` are the columns that are known, ``needed`` those that it has to have.

    ``encoding`` is that of a file that is not UTF-8.

    Raises
    ------
    SheetError
        If it is none, too large, in another encoding, or its delimiter is not clear.
    """
    order = {"what": "csv", "names": sorted(names), "needed": ", ".join(needed), "delimiter": delimiter}
    try:
        return _book(given, given, {**order, "encoding": encoding})
    except SheetError as error:
        raise SheetError([_of_table(problem, given.name) for problem in error.faults]) from error


def _of_table(found: Fault, name: str) -> Fault:
    return Fault(found.code, found.where, {**found.particulars, **({"table": name} if found.code == "TS-420" else {})})


def _book(given: Path | bytes, shown: object, order: dict[str, Any], *, merged: bool = False) -> Book:
    book = Book()
    with contextlib.closing(read_apart(given, shown, order)) as lines:
        try:
            for what, *particulars in lines:
                _take(book, what, particulars)
        except (LookupError, TypeError, ValueError) as error:  # not what was agreed, so it failed
            raise SheetError(fault("TS-442", shown)) from error
    for sheet in [] if merged else book.sheets:
        _unmerged(sheet, strict=order.get("strict", False))
    return book


def _take(book: Book, what: str, particulars: list[Any]) -> None:
    """Take one thing that was told of a workbook."""
    if what == "names":
        book.names = particulars[0]
    elif what == "sheet":
        book.sheets.append(Sheet(*particulars))
    elif what == "rows":
        for number, cells in particulars[0]:
            given, controls = cleaned(cells)
            book.controls += controls
            _put(book.sheets[-1].grid, int(number), given)
    elif what == "merged":
        book.sheets[-1].merged = [(cells, *map(int, corners)) for cells, *corners in particulars[0]]
    elif what == "hidden":
        rows, columns = ([(int(first), int(last)) for first, last in ranges] for ranges in particulars)
        book.sheets[-1].hidden_rows, book.sheets[-1].hidden_columns = rows, columns


def _put(grid: Grid, number: int, cells: list[Any]) -> None:
    """Put the cells of a row where they belong; a row can come in parts."""
    if not 0 < number <= LIMITS.rows + 1:
        raise ValueError(number)
    grid += [[] for _ in range(number - len(grid))]
    row = grid[number - 1]
    given: list[Raw] = [Trouble(*cell) if isinstance(cell, list) else cell for cell in cells]
    if row:
        given += [""] * (len(row) - len(given))
        given = [cell if cell != "" or index >= len(row) else row[index] for index, cell in enumerate(given)]
    grid[number - 1] = given


def _unmerged(sheet: Sheet, *, strict: bool) -> None:
    """Put trouble in every cell that is merged, so that only the merging is said; of empty ones only strictly.

    Ranges do not overlap; where they do, no more is done than going over the sheet twice.
    """
    if not strict:
        sheet.merged = [merged for merged in sheet.merged if _has_data(sheet.grid, *merged[1:3])]
    left_over = 2 * (len(sheet.grid) + sum(map(len, sheet.grid)))
    for _, top, left, bottom, right in sheet.merged:
        for row in sheet.grid[top - 1 : bottom]:
            row[left - 1 : right] = [Trouble("", _shown(raw)) for raw in row[left - 1 : right]]
            left_over -= 1 + len(row[left - 1 : right])
        if left_over < 0:
            break


def _has_data(grid: Grid, top: int, left: int) -> bool:
    """Return whether the first cell of a range has something: of merged cells it is the only one that shows."""
    return top <= len(grid) and left <= len(grid[top - 1]) and grid[top - 1][left - 1] != ""


def _shown(raw: Raw) -> str:
    return raw.value if isinstance(raw, Trouble) else str(raw)
