"""A sheet as the reader of wide sheets looks at it: as it stands, or turned so that criteria go down.

Rules: only cells that are filled are gone over, so that the work is that of the cells there are; a merged range shows
its text in each of its cells; a place is always that of the sheet as it stands.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from toetssteen.model.base import plain
from toetssteen.sheets.apart import LIMITS
from toetssteen.sheets.wide_words import Kind, is_label, kind_of, named
from toetssteen.sheets.workbook import Raw, Sheet, Trouble, letter_of


class Spot(NamedTuple):
    """The place of a cell: its sheet, row (from 1) and column (from 0)."""

    table: str
    row: int
    column: int

    @property
    def shown(self) -> str:
        """The place as a spreadsheet writes it."""
        return f"{self.table}, {letter_of(self.column)}{self.row}"


class Corner(NamedTuple):
    """The head under which criteria stand, or solutions where the sheet is turned; ``until`` is the row of the next."""

    row: int
    column: int
    turned: bool
    since: int
    until: int


class Face:
    """The filled cells of some rows of a sheet, by row and column (from 0)."""

    def __init__(self, sheet: Sheet, *, turned: bool = False, since: int = 0, until: int | None = None) -> None:
        self.name, self.turned = sheet.name, turned
        self.cells: dict[tuple[int, int], Raw] = {}
        self.rows: dict[int, list[int]] = {}
        self.columns: dict[int, list[int]] = {}
        self.merged = _merged(sheet)
        found = [
            (*self._way(row, column), raw)
            for row, cells in enumerate(sheet.grid[since:until], start=since)
            for column, raw in enumerate(cells)
            if not isinstance(raw, str) or raw.strip()
        ]
        for row, column, raw in sorted(found, key=lambda cell: cell[:2]):
            self.cells[row, column] = raw
            self.rows.setdefault(row, []).append(column)
            self.columns.setdefault(column, []).append(row)

    def _way(self, row: int, column: int) -> tuple[int, int]:
        return (column, row) if self.turned else (row, column)

    def spot(self, row: int, column: int) -> Spot:
        """Return the place of a cell on the sheet as it stands."""
        row, column = self._way(row, column)
        return Spot(self.name, row + 1, column)

    def span(self, row: int, column: int) -> tuple[int, int, int, int]:
        """Return the corners of the range that a cell is merged into, or of the cell."""
        place = self._way(row, column)
        top, left, bottom, right = self.merged.get(place, (*place, *place))
        return (left, top, right, bottom) if self.turned else (top, left, bottom, right)

    def text(self, row: int, column: int) -> str:
        """Return what a cell shows, or the range that it is merged into."""
        raw = self.cells.get(self.span(row, column)[:2], "")
        return shown(raw)

    def below(self, row: int, column: int) -> list[int]:
        """Return the first two filled rows of a column that are below one."""
        rows = self.columns.get(column, [])
        first = bisect_right(rows, row)
        return rows[first : first + 2]


def shown(raw: Raw) -> str:
    """Return what a cell shows, on one line; a word that was broken off with a hyphen is whole."""
    text = raw.value if isinstance(raw, Trouble) else raw if isinstance(raw, str) else plain(raw)
    return " ".join(re.sub(r"(\w)-\n\s*([a-z])", r"\1\2", text).split())


def corners(sheet: Sheet) -> Iterator[Corner]:
    """Yield the heads under which tables begin, in their order.

    It is a cell of one column that is called after criteria or solutions; beside it stands something, and below it
    stand texts.
    """
    face, found = Face(sheet), list[tuple[int, int, bool]]()
    for row, columns in face.rows.items():
        if found and not found[-1][2] and not is_label(face.text(row, found[-1][1]) or "criterium"):
            continue  # a row of the table before
        heads = [(column, kind) for column in columns if (kind := _head(face, row, column))]
        criterion = [column for column, kind in heads if kind == "criterion"]
        solution = [column for column, kind in heads if kind in ("solution", "evaluator")]
        if criterion:
            found.append((row, criterion[-1], False))
        elif solution:
            found.append((row, solution[-1], True))
    since = 0
    for index, (row, column, turned) in enumerate(found):
        until = found[index + 1][0] if index + 1 < len(found) else len(sheet.grid)
        yield Corner(row, column, turned, since, until)
        since = row + 1


def _head(face: Face, row: int, column: int) -> str:
    raw, (top, left, bottom, right) = face.cells[row, column], face.span(row, column)
    if not isinstance(raw, str) or not is_label(raw) or left != right or top != row:
        return ""
    beside = face.rows[row][-1] > right
    below = face.below(bottom, column)
    texts = below and all(_is_text(face.cells[under, column]) for under in below)
    return kind_of(raw) if beside and texts else ""


def _is_text(raw: Raw) -> bool:
    """Return whether a cell has a text, or an error in its stead."""
    return isinstance(raw, str) or (isinstance(raw, Trouble) and raw.code in ("TS-418", "TS-419"))


def _merged(sheet: Sheet) -> dict[tuple[int, int], tuple[int, int, int, int]]:
    """Return the range that each merged cell is of, by its place from 0; no more of them than a file may have cells."""
    found: dict[tuple[int, int], tuple[int, int, int, int]] = {}
    wide = max(map(len, sheet.grid), default=0)
    for _, top, left, bottom, right in sheet.merged:
        rows, columns = range(top - 1, min(bottom, len(sheet.grid))), range(left - 1, min(right, wide))
        if len(found) + len(rows) * len(columns) > LIMITS.cells:
            break
        span = (top - 1, left - 1, rows.stop - 1, columns.stop - 1)
        found |= dict.fromkeys(((row, column) for row in rows for column in columns), span)
    return found


def has_sign(raw: Raw) -> bool:
    """Return whether a cell is a text that ends in a percent sign."""
    return isinstance(raw, str) and raw.rstrip().endswith("%")


def number_in(raw: Raw) -> Decimal | None:
    """Return the number that a cell is or shows, such as ``40 %`` or ``7,5``; none that can be read in two ways."""
    if isinstance(raw, Decimal):
        return raw
    text = shown(raw).removesuffix("%").strip().replace(",", ".") if isinstance(raw, str) else ""
    whole, point, part = text.partition(".")
    if (
        not whole.isascii()
        or not whole.isdigit()
        or len(text) > 18
        or (point and not (part.isascii() and part.isdigit()))
    ):
        return None
    return None if len(part) == 3 and len(whole) <= 3 and whole != "0" else Decimal(text)


def label_on(sheet: Sheet, kind: Kind) -> str:
    """Return the name that a sheet gives beside or behind a label, such as *Beoordelaar: Anna*."""
    for cells in sheet.grid:
        texts = [shown(raw) for raw in cells if not isinstance(raw, str) or raw.strip()]
        for text in texts:
            if name := named(text, kind):
                return name
        if len(texts) == 2 and kind_of(texts[0]) == kind and is_label(texts[0]):
            return texts[1]
    return ""
