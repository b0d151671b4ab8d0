"""Reading the cells of a row by what their columns take: a text, a number, an id, a day, the names of files.

Rules: a fault names a cell; of a cell that has one, nothing more is said; nothing is guessed. A text without a visible
character is none.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Context, Decimal

from toetssteen.errors import Fault, fault
from toetssteen.language import marked, same, shows
from toetssteen.model.base import Id, plain
from toetssteen.sheets.table import Cell, Table, stop_at_many

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}")
_MONTH = "jan|feb|mrt|mar|apr|mei|may|jun|jul|aug|sept?|okt|oct|nov|dec"
_DATE = re.compile(rf"(\d{{1,4}}[-/. ])?({_MONTH})\.?[-/. ]?\d{{1,4}}|\d{{1,2}}[-/. ]?({_MONTH})\.?|"
                   r"\d{1,4}[-/]\d{1,2}([-/]\d{1,4})?", re.IGNORECASE | re.ASCII)  # fmt: skip
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
SHOWN = Context(prec=15)
"""A spreadsheet shows 15 digits; what it worked out has more, and those are noise."""


def _fits(number: Decimal) -> bool:
    """Return whether a number has at most 9 digits before and 9 after the decimal sign."""
    return abs(number) < 10**9 and number == round(number, 9)


def is_id(text: str) -> bool:
    """Return whether a text can be an id."""
    return bool(_ID.fullmatch(text))


def one_name(table: Table, columns: Iterable[str], faults: list[Fault], *, every: bool = False) -> None:
    """Refuse names in a column that are the same but written otherwise: they would silently be two.

    With ``every`` also one that stands there twice as it is.
    """
    for column in columns:
        first: dict[str, Cell] = {}
        spellings: set[str] = set()
        for cell in (row[column] for row in table.rows if column in row and shows(row[column].text)):
            stop_at_many(faults, table.name)
            known = first.setdefault(same(cell.text), cell)
            if (every and known.row != cell.row) or (known.text != cell.text and cell.text not in spellings):
                faults.append(cell.fault("TS-426", other=marked(known.text), first=known.row))
            spellings.add(cell.text)


def twice(cells: list[tuple[Cell, Cell]]) -> Fault:
    """Return that scores of one sheet stand in another, or in another column, too."""
    (first, other), (last_first, last_other) = cells[0], cells[-1]
    places = [
        f"{begin.table}, {begin.letter}{begin.row}" + (f" … {end.letter}{end.row}" if end != begin else "")
        for begin, end in ((first, last_first), (other, last_other))
    ]
    return fault("TS-528", places[1], count=len(cells), first=places[0], other=places[1])


@dataclass
class CellReader:
    """Reads cells; ``faults`` has every fault so far, ``said`` the places of cells of which enough is said.

    ``known`` has ids that are ids, whatever they look like; to a vendor (``of_vendor``) a text that is too long is said
    with what can be sent along instead. ``rounded`` has the numbers that were read to the digits that show, by place.
    """

    faults: list[Fault]
    known: Collection[Id] = ()
    of_vendor: bool = False
    said: set[str] = field(default_factory=set)
    rounded: dict[str, tuple[str, str]] = field(default_factory=dict)

    def refuse(self, cell: Cell, code: str, **particulars: object) -> None:
        """Note a fault, unless the cell has one already."""
        place = cell.place
        if not cell.faulty and place not in self.said:
            self.faults.append(cell.fault(code, **particulars))
        self.said.add(place)

    def text(self, cell: Cell, most: int, *, needed: bool = False, typed: bool = False) -> str:
        """Read a text of at most so many characters, with the spaces around it where it counts as it was typed."""
        text = cell.written if typed else cell.text
        if cell.faulty or not shows(cell.text):
            if needed:
                self.refuse(cell, "TS-495" if cell.text else "TS-421")
            return ""
        if len(text) > most:
            self.refuse(cell, "TS-485" if self.of_vendor else "TS-422", most=most, length=len(text))
            return ""
        return text

    def number(self, cell: Cell, *, needed: bool = False) -> Decimal | None:
        """Read a number of at most 9 digits before and 9 after the decimal sign; of more digits, those that show."""
        number = self.long_number(cell, needed=needed)
        if number is None or _fits(number):
            return number
        shown = SHOWN.plus(number)
        if _fits(shown):
            self.rounded[cell.place] = (cell.text, plain(shown))
            return Decimal(plain(shown))
        self.refuse(cell, "TS-499")
        return None

    def long_number(self, cell: Cell, *, needed: bool = False) -> Decimal | None:
        """Read a number with all its digits, exactly."""
        if cell.number is None and (cell.text or needed):
            self.refuse(cell, "TS-423" if cell.text else "TS-421")
        return None if cell.faulty else cell.number

    def id_of(self, cell: Cell, *, needed: bool = False) -> Id | None:
        """Read an id; a date that a spreadsheet made of one is a fault."""
        if not cell.text or cell.faulty:
            if needed:
                self.refuse(cell, "TS-421")
        elif cell.text not in self.known and _DATE.fullmatch(cell.text):
            self.refuse(cell, "TS-462")
        elif not is_id(cell.text):
            self.refuse(cell, "TS-473")
        else:
            return cell.text
        return None

    def day(self, cell: Cell) -> date | None:
        """Read a day as ``2026-12-31``."""
        try:
            if not cell.text or cell.faulty or _DAY.fullmatch(cell.text):
                return date.fromisoformat(cell.text) if cell.text and not cell.faulty else None
        except ValueError:  # such as 2026-02-30
            pass
        self.refuse(cell, "TS-466", allowed="2026-12-31")
        return None

    def files(self, cell: Cell, most: int, most_each: int) -> Iterator[str]:
        """Read the names of files: one a line, or with a semicolon between them, each of so many characters."""
        names = [name.strip() for line in self.text(cell, most).splitlines() for name in line.split(";")]
        for name in dict.fromkeys(name for name in names if name):
            if len(name) <= most_each:
                yield name
            else:
                code = "TS-485" if self.of_vendor else "TS-422"
                self.faults.append(cell.fault(code, length=len(name), most=most_each))
