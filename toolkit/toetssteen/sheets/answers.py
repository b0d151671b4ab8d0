"""Reading a vendor's answers from a questionnaire that came back: everything fits, or nothing is imported.

Rules: every fault is reported in one go, by sheet and cell; the questions have to be those that went out; a text is
taken as it was typed; a file is named and given, or neither. Nothing here is written anywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from toetssteen.errors import Fault, SheetError, fault
from toetssteen.language import LANGUAGES, Language, same
from toetssteen.model.base import MAX_REASON, Id, plain
from toetssteen.model.entries.asking import Accepted, Answered
from toetssteen.model.entries.opening import Opened
from toetssteen.model.method import Method
from toetssteen.model.replay.assessment import Version
from toetssteen.sheets import attachment
from toetssteen.sheets.columns import Choice, Line, Sheet, changed, layout_of
from toetssteen.sheets.questionnaire import (
    CONDITIONS,
    FACTS,
    FORMAT,
    INSTRUCTIONS,
    VALUE,
    Questionnaire,
    questionnaire,
)
from toetssteen.sheets.reader import CellReader
from toetssteen.sheets.table import Cell, CellRow, Table, Tables, read_tables, stop_at_many
from toetssteen.sheets.unseen import Hidden
from toetssteen.sheets.workbook import Book, read_workbook

TYPES = ("xlsx", "ods")
"""The types of file that a questionnaire comes back as."""
MAX_FILES, MAX_NAME = 100, 200
"""Files that may come with the answers of one vendor; characters in the name of one."""
_NUMBER = re.compile(r"-?\d{1,9}([.,]\d{1,9})?", re.ASCII)


@dataclass(frozen=True)
class Asked:
    """What went out: of which assessment, under which method; ``versions`` has every fingerprint there was."""

    opened: Opened
    method: Method
    fingerprint: str
    versions: tuple[Version, ...] = ()


@dataclass
class Answers:
    """What came back, in the order of the sheets, and what is worth knowing; what was left empty is not in it."""

    language: Language
    answers: list[Answered] = field(default_factory=list)
    conditions: list[Accepted] = field(default_factory=list)
    notes: list[Fault] = field(default_factory=list)


def read_answers(
    content: bytes, name: str, asked: Asked, files: Mapping[str, bytes], most: int, *, blank: bool = False,
    hidden: Hidden | None = None,
) -> Answers:  # fmt: skip
    """Read the answers in a questionnaire that is called ``name``, with the files (by name) that came along.

    ``most`` is how many bytes a file may have; ``blank`` looks at a questionnaire that has no answers yet.

    Raises
    ------
    SheetError
        With every fault of every cell and file.
    """
    faults = list(_file_faults(files, most))
    if attachment.type_of(name) not in TYPES:
        kinds = ", ".join(TYPES)
        raise SheetError([fault("TS-490", name, name=name, allowed=kinds), *faults])
    try:
        sent, book = _sent(content, name, asked)
        reader = _Reader(sent, book, name, asked, hidden)
        found = reader.read()
        faults = [*reader.faults, *_named(reader.named, files), *faults]
    except SheetError as error:
        raise SheetError([*error.faults, *faults]) from error
    if not (found.answers or found.conditions or faults or blank):
        faults.append(fault("TS-487", name))
    if faults:
        raise SheetError(faults)
    return found


def _sent(content: bytes, name: str, asked: Asked) -> tuple[Questionnaire, Book]:
    """Return the questionnaire that went out, in the language of the book that came back, and that book."""
    made = [questionnaire(asked.opened, asked.method, asked.fingerprint, language) for language in LANGUAGES]
    names = [{sheet.name.lower() for sheet in sent.sheets} for sent in made]
    book = read_workbook(content, name, set().union(*names), strict=True)
    counts = [len(book.grids(wanted)) for wanted in names]
    return made[counts.index(max(counts))], book


class _Reader:
    """Reads sheet by sheet; ``named`` has the files that are named: the cell, and the name as it is written there."""

    def __init__(self, sent: Questionnaire, book: Book, name: str, asked: Asked, hidden: Hidden | None) -> None:
        self.sent, self.name, self.asked = sent, name, asked
        layouts = [layout_of(sheet.name.lower(), sheet.columns, sent.language) for sheet in sent.sheets]
        columns = [column for sheet in sent.sheets for column in sheet.columns]
        concealed = {column.heading(sent.language).lower() for column in columns if column.hidden}
        self.tables: Tables = read_tables(
            book, layouts, strict=True, hidden=hidden, known_hidden=concealed, shown=name, lacking=True
        )
        self.reader = CellReader(self.tables.faults, of_vendor=True)
        self.faults = self.reader.faults
        self.headings = {column.id: column.heading(sent.language) for column in columns}
        self.named: dict[str, tuple[Cell, str]] = {}

    def read(self) -> Answers:
        """Read all sheets; of a questionnaire of something else only that is said."""
        found = Answers(self.sent.language, notes=self.tables.notes)
        for sheet in self.sent.sheets:
            table = self.tables.tables.get(sheet.name.lower())
            if table is None:
                continue
            if sheet.kind == INSTRUCTIONS and (strange := list(self._strange(table))):
                raise SheetError(strange)
            for line, row in self._rows(sheet, table):
                stop_at_many(self.faults, self.name)
                self.faults += [row[column].fault("TS-482") for column in changed(sheet, line, row, self.sent.language)]
                if sheet.kind == VALUE and (answered := self._answered(line, row)):
                    found.answers.append(answered)
                if sheet.kind == CONDITIONS and (accepted := self._accepted(line, row)):
                    found.conditions.append(accepted)
        return found

    def _cell(self, row: CellRow, column: str) -> Cell:
        return row[self.headings[column]]

    def _strange(self, table: Table) -> Iterator[Fault]:
        """Refuse a questionnaire of another assessment, version or form."""
        cells = {self._cell(row, "id").text: self._cell(row, "text") for row in table.rows}
        wanted = dict(zip(FACTS, (self.asked.fingerprint, self.asked.opened.assessment, FORMAT), strict=True))
        for fact in ("assessment", "format", "fingerprint"):
            cell = cells.get(fact)
            if cell is None or cell.faulty or cell.text == wanted[fact]:
                continue
            former = next((version.number for version in self.asked.versions if version.fingerprint == cell.text), None)
            if fact == "fingerprint" and former is not None:
                yield cell.fault("TS-481", former=former, version=self._version())
            else:
                yield cell.fault("TS-480", wanted=wanted[fact])

    def _version(self) -> int:
        return max((version.number for version in self.asked.versions), default=1)

    def _rows(self, sheet: Sheet, table: Table) -> Iterator[tuple[Line, CellRow]]:
        """Yield each row with the line that it was when it went out, by their id."""
        lines = {line.id: (number, line) for number, line in enumerate(sheet.lines, start=2)}
        found: dict[Id, CellRow] = {}
        said: set[int] = set()
        for row in table.rows:
            stop_at_many(self.faults, self.name)
            cell = self._cell(row, "id")
            if cell.text in lines and cell.text not in found:
                found[cell.text] = row
            elif not cell.faulty:
                said.add(cell.row)
                self.faults.append(cell.fault("TS-484"))
            else:
                said.add(cell.row)
        for line_id, (number, line) in lines.items():
            if line_id in found:
                yield line, found[line_id]
            elif number not in said:  # whose id was changed has been named by its cell
                self.faults.append(fault("TS-483", f"{table.name}, A{number}", id=line_id, table=table.name))

    def _answered(self, line: Line, row: CellRow) -> Answered | None:
        text = self.reader.text(self._cell(row, "answer"), MAX_REASON, typed=True)
        files = list(self._files(self._cell(row, "files")))
        claim = self._chosen(self._cell(row, "claim"), line.choice)
        if not (text or claim or files):
            return None
        return Answered(criterion=line.id, text=text, claim=claim, files=files)

    def _accepted(self, line: Line, row: CellRow) -> Accepted | None:
        remark = self.reader.text(self._cell(row, "remark"), MAX_REASON, typed=True)
        chosen = self._chosen(self._cell(row, "accepted"), line.choice)
        if not (remark or chosen):
            return None
        return Accepted(condition=line.id, accepted=None if chosen is None else chosen == "yes", remark=remark)

    def _chosen(self, cell: Cell, choice: Choice | None) -> str | None:
        """Return what is stored for the word that was chosen."""
        if cell.faulty or not cell.text or choice is None:
            return None
        stored = choice.stored(cell.text) or self._level(cell, choice)
        if stored is None:
            self.reader.refuse(cell, "TS-486", allowed=choice.allowed)
        return stored

    def _level(self, cell: Cell, choice: Choice) -> str | None:
        """Return a level that was typed; ``None`` where it does not lie on the scale."""
        if not _NUMBER.fullmatch(cell.text):
            return None
        typed = Decimal(plain(Decimal(cell.text.replace(",", "."))))
        if choice.range is None:
            return plain(typed) if plain(typed) in choice.words.values() else None
        fitting = (scale for scale in self.asked.method.scales if (plain(scale.low), plain(scale.high)) == choice.range)
        return plain(typed) if any(scale.allows(typed) for scale in fitting) else None

    def _files(self, cell: Cell) -> Iterator[str]:
        """Yield the files that are named, and note the cell of each."""
        for name in self.reader.files(cell, MAX_REASON, MAX_NAME):
            self.named.setdefault(same(name), (cell, name))
            yield name


def _named(named: Mapping[str, tuple[Cell, str]], files: Mapping[str, bytes]) -> Iterator[Fault]:
    """Find files that are named but not given, and given but not named."""
    given = {same(name): name for name in files}
    for key, (cell, name) in named.items():
        if key not in given:
            yield cell.fault("TS-488", name=name)
    for key, name in given.items():
        if key not in named:
            yield fault("TS-489", name, name=name)


def _file_faults(files: Mapping[str, bytes], most: int) -> Iterator[Fault]:
    """Find files that are too large or too many, of a type that is not taken, or not what their name says."""
    if len(files) > MAX_FILES:
        yield fault("TS-492", count=len(files), most=MAX_FILES)
    kinds, seen = ", ".join(attachment.TYPES), set[str]()
    for name, content in files.items():
        if attachment.type_of(name) not in attachment.TYPES:
            yield fault("TS-490", name, name=name, allowed=kinds)
        elif len(content) > most:
            yield fault("TS-321", name, size=len(content), most=most)
        elif not attachment.fits(name, content):
            yield fault("TS-491", name, name=name)
        else:
            yield from attachment.document_faults(name, content)
        if same(name) in seen:
            yield fault("TS-493", name, name=name)
        seen.add(same(name))
