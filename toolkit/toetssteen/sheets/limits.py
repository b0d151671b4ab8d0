"""How much of a file that others made is read, and how that is said where it is not.

Rules: every limit holds for what comes out, counted as it comes out; a size that the file declares is not believed.
Only the standard library is imported here and in what reads a file (``archive``, ``markup``, ``cells_*``, ``reading``):
a process of its own reads each file, and has to start in a moment.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

SHEET_ROWS, SHEET_COLUMNS = 1_048_576, 16_384
"""Rows and columns of the largest sheet that a spreadsheet has; nothing lies outside them."""

SHEET_NAME = 255
"""Characters of the name of a sheet that are looked at; a spreadsheet takes fewer."""

Raw = str | int | float | tuple[str, str]
"""A cell: a text, a number, or a code and what stands there where it cannot be taken."""
Tell = Callable[..., None]
"""Tells the parent one thing: what it is, and its particulars."""


class Limits(NamedTuple):
    """The limits of one file."""

    size: int = 50_000_000
    """Bytes that the file has."""
    members: int = 5_000
    """Files in an archive, those in archives that are stored in it included."""
    member: int = 50_000_000
    """Bytes that one file in an archive unpacks to."""
    unpacked: int = 100_000_000
    """Bytes that all that is read of an archive unpacks to."""
    ratio: int = 300
    """How many times its packed size a file in an archive may unpack to, once that is over ``free`` bytes."""
    free: int = 2_000_000
    """Bytes that a file in an archive may unpack to at any ratio."""
    depth: int = 100
    """Levels at which an element of XML may stand."""
    token: int = 1_000_000
    """Bytes of one tag with its attributes, or of a comment."""
    rows: int = 30_000
    """Rows of a table below its header."""
    cells: int = 200_000
    """Cells of the sheets that are read, empty ones before the last of a row included."""
    text: int = 20_000_000
    """Characters in all cells together."""
    cell: int = 1_000_000
    """Characters in one cell."""
    merged: int = 1_000
    """Merged ranges of one sheet."""
    sheets: int = 1_000
    """Sheets of a workbook."""


class Refused(Exception):  # noqa: N818 - what is refused is not always an error
    """A file that is not read: the code of the fault, and the particulars its words need."""

    def __init__(self, code: str, **particulars: Any) -> None:
        super().__init__(code)
        self.code, self.particulars = code, particulars


class Every:
    """What has everything in it."""

    def __contains__(self, _: object) -> bool:
        return True


class Budget:
    """What has been made of a file so far, held against the limits before more is made."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.cells = self.text = 0

    def take(self, table: str, last_row: int, cells: int, text: int) -> None:
        """Count cells and characters of a table that are about to be made, until row ``last_row`` (from 1).

        Raises
        ------
        Refused
            If it is more than the limits allow.
        """
        self.cells += cells
        self.text += text
        if last_row > self.limits.rows + 1 or self.cells > self.limits.cells or self.text > self.limits.text:
            raise self.too_large(table)

    def too_large(self, table: str) -> Refused:
        """Say that a table is too large."""
        return Refused("TS-420", table=table[:100], rows=self.limits.rows, cells=self.limits.cells)


class HiddenParts:
    """The rows that are hidden and have cells, and the columns that are hidden: ranges, from 1."""

    def __init__(self) -> None:
        self.rows: list[tuple[int, int]] = []
        self.columns: list[tuple[int, int]] = []

    def add_rows(self, first: int, last: int | None = None) -> None:
        """Add rows that come after those there are."""
        begins = self.rows.pop()[0] if self.rows and self.rows[-1][1] == first - 1 else first
        self.rows.append((begins, last or first))


def whole(text: str | None, least: int = 0) -> int:
    """Read a whole number from an attribute; what is not there is ``least``.

    Raises
    ------
    ValueError
        If it is none, is less than ``least``, or has more than ten digits.
    """
    if text is None:
        return least
    if not (text.isascii() and text.isdigit() and len(text) <= 10) or int(text) < least:
        raise ValueError(text[:20])
    return int(text)
