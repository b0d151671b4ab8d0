"""Reading the rows of a set's sheets: ids, texts and weights, the faults so far, and the cell of each part.

Rules: a fault names a cell; of a cell or a level of weights that has one, nothing more is said.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import get_args

from toetssteen.content.strict_yaml import Document, Path
from toetssteen.errors import Fault
from toetssteen.language import LANGUAGES, Text
from toetssteen.model.base import Id, plain
from toetssteen.model.criteria import Addressee
from toetssteen.model.method import HUNDRED
from toetssteen.sheets.columns import Choice, Column, Kind
from toetssteen.sheets.table import Cell, Row

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}")
_MONTH = "jan|feb|mrt|mar|apr|mei|may|jun|jul|aug|sept?|okt|oct|nov|dec"
_DATE = re.compile(rf"(\d{{1,4}}[-/. ])?({_MONTH})\.?[-/. ]?\d{{1,4}}|\d{{1,2}}[-/. ]?({_MONTH})\.?|"
                   r"\d{1,4}[-/]\d{1,2}([-/]\d{1,4})?", re.IGNORECASE | re.ASCII)  # fmt: skip
_LONG = re.compile(r"\d{1,9}\.\d{10,17}", re.ASCII)
INFO = " (info)"
"""What the name of a grey column ends with: its text belongs to the library, and is not read."""
CHECKED = "x"
"""What a cell says of a source whose place somebody read in the work itself."""
_CHOICES = {
    "weight": Choice(range=("0", plain(HUNDRED))),
    "addressee": Choice({addressee: addressee for addressee in get_args(Addressee)}),
    "checked": Choice({CHECKED: CHECKED}),
}
_KINDS: dict[str, Kind] = {
    "weight": "number", "minimum": "number", "addressee": "choice", "checked": "choice", "scale": "choice",
    "valid_from": "date", "valid_to": "date", "id": "id", "value": "id", "criterion": "id",
}  # fmt: skip
_WIDTHS = {
    "weight": 10, "minimum": 10, "version": 10, "law": 12, "scale": 16, "addressee": 16, "value": 24, "id": 40,
    "criterion": 40, "when": 30, "valid_from": 14, "valid_to": 14, "topic": 14, "checked": 14, "question": 60,
    "why": 60,
}  # fmt: skip


def column_of(name: str, *, needed: bool = True) -> Column:
    """Return a column of a set's sheets: of ``question nl`` the first word says what it takes, of a check the last."""
    grey = name.endswith(INFO)
    word = "checked" if name.endswith(" checked") else name.partition(" ")[0]
    return Column(
        name,
        _KINDS.get(word, "text"),
        needed=needed and not grey,
        locked=grey,
        width=_WIDTHS.get(word, 36),
        choice=_CHOICES.get(word),
        says="set_sheet.weight" if word == "weight" else "set_sheet.choose",
    )


def is_id(text: str) -> bool:
    """Tell whether a text can be an id."""
    return bool(_ID.fullmatch(text))


class Sheets(Document):
    """The sheets as the file of a set, for the lint: what a path is called is the place of its cell."""

    def __init__(self, name: str, cells: dict[Path, str]) -> None:
        super().__init__(name)
        self.cells = cells
        self.called: set[str] = set()

    def where(self, path: Path) -> str:
        """Say where a path is: the cell of the nearest thing that has one."""
        while path and path not in self.cells:
            path = path[:-1]
        self.called.add(self.cells[path])
        return self.cells[path]


@dataclass
class Reading:
    """What was found so far: faults, the place of each part of the set, and places of which enough is said.

    ``unsure`` has the places of levels of which a weight could not be read, so that no sum is worked out.
    """

    faults: list[Fault]
    known: Collection[Id]
    cells: dict[Path, str] = field(default_factory=dict)
    said: set[str] = field(default_factory=set)
    unsure: set[str] = field(default_factory=set)
    first: dict[tuple[str, Id], Cell] = field(default_factory=dict)

    def put(self, cell: Cell, *path: str | int) -> None:
        """Note the cell of a part."""
        self.cells[path] = cell.place

    def refuse(self, cell: Cell, found: Fault) -> None:
        """Note a fault, unless the cell has one already."""
        if not cell.faulty and cell.place not in self.said:
            self.faults.append(found)
        self.said.add(cell.place)

    def id_of(self, cell: Cell, *, needed: bool = False) -> Id | None:
        """Read an id; a date that a spreadsheet made of one is a fault."""
        if not cell.text or cell.faulty:
            if needed:
                self.refuse(cell, cell.fault("TS-421"))
            return None
        if cell.text not in self.known and _DATE.fullmatch(cell.text):
            self.refuse(cell, cell.fault("TS-462"))
        elif not is_id(cell.text):
            self.refuse(cell, cell.fault("TS-473"))
        else:
            return cell.text
        return None

    def once(self, cell: Cell, kind: str, given: Id) -> bool:
        """Tell whether an id is named for the first time; if not, that is a fault."""
        first = self.first.setdefault((kind, given), cell)
        if first.place != cell.place:
            self.refuse(cell, cell.fault("TS-470", first=first.place))
        return first.place == cell.place

    def weight(self, cell: Cell, level: str) -> Decimal:
        """Read a weight, 0 to 100 (percent); 0 where it cannot be read, and the level is then unsure."""
        number = self.number(cell, needed=True)
        if number is not None and 0 <= number <= HUNDRED:
            return number
        if number is not None:
            self.refuse(cell, cell.fault("TS-428"))
        self.unsure.add(level)
        return Decimal(0)

    def number(self, cell: Cell, *, needed: bool = False) -> Decimal | None:
        """Read a number, exactly."""
        if cell.number is None and _LONG.fullmatch(cell.text):
            return Decimal(plain(Decimal(cell.text)))
        if cell.number is None and (cell.text or needed):
            self.refuse(cell, cell.fault("TS-423" if cell.text else "TS-421"))
        return None if cell.faulty else cell.number

    def text(self, row: Row, column: str, path: Sequence[str | int], *, needed: bool = False) -> Text | None:
        """Read a text in both languages; in one only is a fault."""
        cells = [row[name] for language in LANGUAGES if (name := f"{column} {language}") in row]
        if not cells or not (needed or any(each.text for each in cells)):
            return None
        self.put(cells[0], *path)
        for each in cells:
            if not each.text or each.faulty:
                self.refuse(each, each.fault("TS-421"))
                self.said.add(cells[0].place)
        if len(cells) < len(LANGUAGES):
            lacking = self.first.setdefault(("column", cells[0].column), cells[0])
            self.refuse(lacking, lacking.fault("TS-477"))
            self.said.add(cells[0].place)
        return Text(*(each.written for each in [*cells, *cells][: len(LANGUAGES)]))
