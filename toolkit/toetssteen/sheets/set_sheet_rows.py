"""The columns of a set's sheets, and reading their rows: texts in both languages, weights, and the cell of each part.

Rules: a fault names a cell; of a cell or a level of weights that has one, nothing more is said.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import get_args

from toetssteen.content.strict_yaml import Document, Path
from toetssteen.language import LANGUAGES, Text, shows
from toetssteen.model.base import Id
from toetssteen.model.criteria import Addressee
from toetssteen.sheets.columns import Choice, Column, Kind
from toetssteen.sheets.reader import CellReader
from toetssteen.sheets.table import Cell, CellRow

INFO = " (info)"
"""What the name of a grey column ends with: its text belongs to the library, and is not read."""
CHECKED = "x"
"""What a cell says of a source whose place somebody read in the work itself."""
_CHOICES = {
    "weight": Choice(range=("0", "100")),
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


class Sheets(Document):
    """The sheets as the file of a set, for the lint: what a path is called is the place of its cell."""

    def __init__(self, name: str, cells: dict[Path, str]) -> None:
        super().__init__(name)
        self.cells = cells
        self.called: set[str] = set()

    def where(self, path: Path) -> str:
        """Return where a path is: the cell of the nearest part that has one."""
        while path and path not in self.cells:
            path = path[:-1]
        self.called.add(self.cells[path])
        return self.cells[path]


@dataclass
class SetReading(CellReader):
    """Reads the cells of a set, and notes the place of each part of it.

    ``unsure`` has the places of levels of which a weight could not be read, so that no sum is worked out.
    """

    cells: dict[Path, str] = field(default_factory=dict)
    unsure: set[str] = field(default_factory=set)
    first: dict[tuple[str, Id], Cell] = field(default_factory=dict)

    def put(self, cell: Cell, *path: str | int) -> None:
        """Note the cell of a part."""
        self.cells[path] = cell.place

    def once(self, cell: Cell, kind: str, named: Id) -> bool:
        """Return whether an id is named for the first time; if not, that is a fault."""
        first = self.first.setdefault((kind, named), cell)
        if first.place != cell.place:
            self.refuse(cell, "TS-470", first=first.place)
        return first.place == cell.place

    def weight(self, cell: Cell, level: str) -> Decimal:
        """Read a weight, 0 to 100 (percent); 0 where it cannot be read, and the level is then unsure."""
        number = self.long_number(cell, needed=True)
        if number is not None and 0 <= number <= 100:
            return number
        if number is not None:
            self.refuse(cell, "TS-428")
        self.unsure.add(level)
        return Decimal(0)

    def both(self, row: CellRow, column: str, path: Sequence[str | int], *, needed: bool = False) -> Text | None:
        """Read a text in both languages; in one only is a fault."""
        cells = [row[name] for language in LANGUAGES if (name := f"{column} {language}") in row]
        if not cells or not (needed or any(cell.text for cell in cells)):
            return None
        self.put(cells[0], *path)
        for cell in cells:
            if cell.faulty or not shows(cell.text):
                self.refuse(cell, "TS-495" if cell.text else "TS-421")
                self.said.add(cells[0].place)
        if len(cells) < len(LANGUAGES):
            lacking = self.first.setdefault(("column", cells[0].column), cells[0])
            self.refuse(lacking, "TS-477")
            self.said.add(cells[0].place)
        return Text(*(cell.written for cell in [*cells, *cells][: len(LANGUAGES)]))
