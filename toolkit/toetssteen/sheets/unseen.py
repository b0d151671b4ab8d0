"""What whoever opens a workbook does not see: hidden sheets, rows that are hidden or filtered away, hidden columns.

Rules: nothing hidden is read, or passed over, before somebody said which; it is named as a spreadsheet does. Hidden
rows and columns without a value are nothing, and a column that went out hidden (an id) is known to be so.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Literal, NamedTuple

from toetssteen.errors import Fault, fault
from toetssteen.sheets.workbook import Book, Raw, Sheet, letter_of

Hidden = Literal["read", "skip"]
"""What is done with what is hidden."""


class Concealed(NamedTuple):
    """What is hidden of a sheet: all of it, or its rows and columns, from 1."""

    whole: bool
    rows: frozenset[int]
    columns: frozenset[int]


def concealed(book: Book, wanted: Collection[str]) -> dict[str, Concealed]:
    """Return what is hidden of each sheet that is wanted, by the name of the sheet."""
    return {
        sheet.name: Concealed(sheet.hidden, frozenset(_rows(sheet)), frozenset(at + 1 for at in _columns(sheet, ())))
        for sheet in book.sheets_of(wanted)
    }


def ask(book: Book, wanted: Collection[str], known: Collection[str]) -> Iterator[Fault]:
    """Yield a question for each sheet that is wanted and has something hidden; columns in ``known`` may be."""
    for sheet in book.sheets_of(wanted):
        rows, columns = _rows(sheet), _columns(sheet, known)
        if sheet.hidden:
            yield fault("TS-456", sheet.name, table=sheet.name)
        if rows:
            yield fault("TS-457", f"{sheet.name}, {_ranges(rows)}", table=sheet.name, rows=_ranges(rows))
        if columns:
            letters = ", ".join(map(letter_of, columns))
            yield fault("TS-458", f"{sheet.name}, {letters}", table=sheet.name, columns=letters)


def noted(asked: Collection[Fault], hidden: Hidden) -> Iterator[Fault]:
    """Yield a note on what was hidden, where anything was asked about it: that it was read, or passed over."""
    if asked:
        places = "; ".join(question.where for question in asked)
        yield fault("TS-459" if hidden == "read" else "TS-479", places, places=places)


def skip(book: Book, wanted: Collection[str], known: Collection[str]) -> None:
    """Take out of a book what is hidden."""
    for sheet in book.sheets_of(wanted):
        columns = _columns(sheet, known)
        for row in _rows(sheet):
            sheet.grid[row - 1] = []
        for cells in sheet.grid:
            for column in columns:
                if column < len(cells):
                    cells[column] = ""
        if sheet.hidden:
            sheet.grid = []


def _rows(sheet: Sheet) -> list[int]:
    """Return the hidden rows that have a value, from 1."""
    inside = (number for first, last in sheet.hidden_rows for number in range(first, min(last, len(sheet.grid)) + 1))
    return [number for number in inside if any(map(_filled, sheet.grid[number - 1]))]


def _columns(sheet: Sheet, known: Collection[str]) -> list[int]:
    """Return the hidden columns that have a value, from 0, but for those that may be hidden."""
    most = max(map(len, sheet.grid), default=0)
    hidden = {at for first, last in sheet.hidden_columns for at in range(first - 1, min(last, most))}
    header: Iterable[Raw] = next((cells for cells in sheet.grid if any(map(_filled, cells))), [])
    expected = {at for at, cell in enumerate(header) if isinstance(cell, str) and cell.strip().lower() in known}
    filled = {at for cells in sheet.grid for at, cell in enumerate(cells) if at in hidden and _filled(cell)}
    return sorted(filled - expected)


def _filled(cell: Raw) -> bool:
    return bool(cell.strip()) if isinstance(cell, str) else True


def _ranges(rows: Iterable[int]) -> str:
    """Write rows as a spreadsheet does: ``2, 6:7``."""
    found: list[list[int]] = []
    for row in rows:
        if found and found[-1][1] == row - 1:
            found[-1][1] = row
        else:
            found.append([row, row])
    return ", ".join(f"{first}" if first == last else f"{first}:{last}" for first, last in found)
