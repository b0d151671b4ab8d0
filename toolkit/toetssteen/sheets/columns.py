"""What a sheet that goes out and comes back is: its columns, described once, and its rows.

Rules: a column says what its cells take, whether they are locked and how they are drawn; the writers
(``writer_xlsx.py``, ``writer_ods.py``) go by nothing else. A reader takes its layout from the columns, and what a text
may hold from whoever knows what the column means, which is not known here.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Literal, NamedTuple

from toetssteen.language import LANGUAGES, Language, say
from toetssteen.model.base import Id
from toetssteen.sheets.table import CellRow, Layout

Kind = Literal["id", "text", "number", "choice", "date", "files"]


@dataclass(frozen=True)
class Choice:
    """What a cell takes: one of some words, each for what is stored; or where there are none, a number in a range."""

    words: Mapping[str, str] = field(default_factory=dict)
    range: tuple[str, str] | None = None

    @property
    def options(self) -> tuple[str, ...]:
        """The words to choose from."""
        return tuple(self.words)

    @property
    def allowed(self) -> str:
        """What may be chosen, as a fault says it."""
        return ", ".join(self.words) or " - ".join(self.range or ())

    def stored(self, word: str) -> str | None:
        """Return what is stored for a word, whatever its capitals."""
        return {known.casefold(): stored for known, stored in self.words.items()}.get(word.casefold())


@dataclass(frozen=True)
class Column:
    """A column: its id, what its cells take and how they are drawn.

    ``words`` is the key of its heading; without one it is called by its id. A table has to have a column that is
    ``needed``. ``most`` is the characters that a cell takes, ``choice`` what each cell of the column takes, where it is
    not each row's own; ``says`` is the key of what is said of anything else, and with ``hints`` beforehand too.
    """

    id: str
    kind: Kind = "text"
    words: str = ""
    needed: bool = True
    locked: bool = False
    hidden: bool = False
    strong: bool = False
    width: int = 36
    most: int | None = None
    choice: Choice | None = None
    says: str = ""
    hints: bool = False

    def heading(self, language: Language) -> str:
        """Return what the column is called on the sheet."""
        return say(self.words, language) if self.words else self.id


@dataclass(frozen=True)
class Line:
    """A row: its texts and numbers by column, and what can be chosen in it where that is its own."""

    texts: Mapping[str, str | Decimal]
    choice: Choice | None = None

    @property
    def id(self) -> Id:
        """The id that it is known by when it comes back."""
        return str(self.texts["id"])


class CellCheck(NamedTuple):
    """What cells of a column take: something of a choice, or a text of at most ``column.most`` characters."""

    place: int
    column: Column
    choice: Choice | None
    rows: list[int]


@dataclass(frozen=True)
class Sheet:
    """A sheet: the name it is shown by, its kind, columns and rows; one that ``grows`` takes rows of one's own.

    ``least`` is the lines of text that a row shows at least.
    """

    name: str
    kind: str
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    grows: bool = False
    least: int = 5

    def checks(self, last: int) -> Iterator[CellCheck]:
        """Yield what cells take, for the rows until ``last`` (counted from 1, the header being the first)."""
        every = list(range(2, last + 1))
        own: dict[tuple[tuple[str, ...], tuple[str, str] | None], list[int]] = {}
        choices = {(line.choice.options, line.choice.range): line.choice for line in self.lines if line.choice}
        for row, line in enumerate(self.lines, start=2):
            if line.choice:
                own.setdefault((line.choice.options, line.choice.range), []).append(row)
        for index, column in enumerate(self.columns):
            if column.choice:
                yield CellCheck(index, column, column.choice, every)
            elif column.kind == "choice":
                yield from (CellCheck(index, column, choices[what], rows) for what, rows in own.items())
            elif column.most:
                yield CellCheck(index, column, None, every)


def layout_in_both(name: str, columns: Iterable[Column], booleans: Iterable[str] = ()) -> Layout:
    """Return how a table of these columns is found and read, by their ids or their headings in any language."""
    columns = tuple(columns)
    layout = layout_of(name, (replace(column, words="") for column in columns), booleans=booleans)
    headings = {column.heading(language): column.id for column in columns for language in LANGUAGES}
    return replace(layout, also={heading: known for heading, known in headings.items() if heading != known})


def layout_of(
    name: str, columns: Iterable[Column], language: Language = "en", *, more: str = "", typed: bool = False,
    empty: bool = False, booleans: Iterable[str] = (),
) -> Layout:  # fmt: skip
    """Return how a table of these columns is found and read, by their headings in a language."""
    columns = tuple(columns)
    return Layout(
        name,
        tuple(column.heading(language) for column in columns if column.needed),
        tuple(column.heading(language) for column in columns if not column.needed),
        frozenset(column.heading(language) for column in columns if column.kind == "number"),
        booleans=frozenset(booleans),
        more=more,
        typed=typed,
        empty=empty,
    )


def changed(sheet: Sheet, line: Line, row: CellRow, language: Language) -> Iterator[str]:
    """Yield the headings of the locked columns that no longer say what went out; the id has found the row."""
    for column in sheet.columns:
        if column.locked and column.kind != "id":
            cell = row[column.heading(language)]
            if not cell.faulty and flat(cell.text) != flat(str(line.texts.get(column.id, ""))):
                yield column.heading(language)


def flat(text: str) -> str:
    """Return a text by its words only: spreadsheets write spaces and line ends their own way."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def kept_exactly(number: Decimal) -> bool:
    """Return whether a spreadsheet, which keeps 15 digits, has a number exactly."""
    return Decimal(f"{float(number):.15g}") == number
