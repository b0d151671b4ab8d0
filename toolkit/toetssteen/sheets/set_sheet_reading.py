"""Reading a criteria set from a workbook (XLSX or ODS): everything fits, or nothing is imported.

Rules: every fault is reported in one go, by its cell, those of the library's lint among them; grey columns
(``… (info)``) are the library's own texts and are not read, so one that was changed is a fault; a row of which only
grey cells are left is gone. Weights are taken exactly. Nothing here is written anywhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from toetssteen.content.library import Library, LibraryPage
from toetssteen.content.lint.library import lint
from toetssteen.errors import Fault, SheetError, fault
from toetssteen.model.base import Id
from toetssteen.model.criteria import Asked, Condition, CriteriaSet, Criterion, Gate, Profile, PublicValue
from toetssteen.model.fitting import value_of
from toetssteen.model.misfit import misfit
from toetssteen.sheets.columns import Column, flat, layout_of
from toetssteen.sheets.reader import one_name
from toetssteen.sheets.set_sheet_own import OWN, criterion_of
from toetssteen.sheets.set_sheet_rows import INFO, SetReading, Sheets, column_of
from toetssteen.sheets.table import Cell, CellRow, Layout, Tables, read_tables
from toetssteen.sheets.unseen import Hidden

ELSEWHERE = "→ own"
"""What a grey cell says of one's own criterion: its texts are on the sheet ``own``."""
INSTRUCTIONS = {"nl": "uitleg", "en": "instructions"}
"""The name of the sheet that is not read, by language."""
LISTS = ("gates", "checklist", "conditions", "selection")
_SET = ("id", "version", "title nl", "title en", "why nl", "why en", "law")
_TITLE, _QUESTION = f"title{INFO}", f"question{INFO}"
COLUMNS: dict[str, tuple[Column, ...]] = {
    name: tuple(map(column_of, columns))
    for name, columns in {
        "set": _SET,
        "values": ("value", "weight", _TITLE),
        "criteria": ("value", "criterion", "weight", "minimum", _TITLE, _QUESTION),
        **dict.fromkeys(LISTS, ("id", _TITLE)),
    }.items()
}
"""The columns of each sheet but ``own``."""
LAYOUTS: dict[str, Layout] = {
    **{name: layout_of(name, columns, typed=True, empty=name in LISTS) for name, columns in COLUMNS.items()},
    OWN.name: OWN,
}
"""The sheets, in the order a person reads."""
_FITS: dict[type, tuple[str, ...]] = {
    Criterion: ("criteria", "checklist", "selection"),
    Gate: ("gates", "checklist", "selection"),
    Condition: ("conditions",),
    PublicValue: ("values",),
}
"""On which sheets each kind may stand."""


def read_set(
    given: Path | bytes, library: Library, hidden: Hidden | None = None, notes: list[Fault] | None = None
) -> CriteriaSet:
    """Read a set from a workbook, against the library that its ids are of; ``notes`` gets what is worth knowing.

    What a workbook does not have, is as the library has it in the set of that id.

    Raises
    ------
    SheetError
        With every fault of every cell; a set that the lint refuses is not given either.
    """
    found, reader = typed(given, library, hidden)
    if found is not None:
        found = with_unsaid(found, library.sets.get(found.id, found))
    faults = [*reader.reading.faults, *(_linted(found, reader) if found else [])]
    if found is None or faults:
        raise SheetError(faults)
    if notes is not None:
        notes += reader.notes
    return found


def with_unsaid(found: CriteriaSet, before: CriteriaSet) -> CriteriaSet:
    """Give a set that came from a workbook what a workbook does not have, as it was before.

    That is its classes of impact, whether it is of a quick scan, and of an own criterion its version and municipality.
    """
    of = {own.id: {"version": own.version, "by": own.by} for own in before.own}
    own = [criterion.model_copy(update=of.get(criterion.id, {})) for criterion in found.own]
    return found.model_copy(update={"classes": before.classes, "quick": before.quick, "own": own})


def _linted(given: CriteriaSet, reader: SetReader) -> Iterator[Fault]:
    """Yield what the library's lint says of the set, by cell, but for what has been said of a cell already."""
    reading, library = reader.reading, reader.library
    sheets = Sheets(f"sets/{given.id}.yaml", reading.cells)
    others = [page for page in library.pages if not isinstance(page.noun, Profile)]
    for problem in lint(Library(library.folder, others).with_page(LibraryPage(given, sheets))):
        weights = problem.code in ("TS-117", "TS-120", "TS-121")
        if problem.where not in sheets.called or problem.where in (reading.unsure if weights else reading.said):
            continue
        cell = {"TS-117": reader.weights, "TS-118": reader.minimums}.get(problem.code, {}).get(
            problem.particulars.get("id", "")
        )
        yield replace(problem, where=cell.place if cell else reader.levels.get(problem.where, problem.where))


def typed(given: Path | bytes, library: Library, hidden: Hidden | None = None) -> tuple[CriteriaSet | None, SetReader]:
    """Read a set without the lint; the reader has what is wrong with cells, and where everything is.

    Raises
    ------
    SheetError
        If it is no workbook that has the sheets and columns.
    """
    tables = read_tables(given, LAYOUTS.values(), strict=True, hidden=hidden, beside=INSTRUCTIONS.values())
    reader = SetReader(library, tables)
    tree, reading = reader.tree(), reader.reading
    try:
        return CriteriaSet.model_validate(tree), reader
    except ValidationError as error:
        _misfits(error, reading)
        return None, reader


def _misfits(error: ValidationError, reading: SetReading, *within: str | int) -> None:
    """Note what does not fit a noun ``within`` the set, by the cell that it is from or the row."""
    sheets = Sheets("", reading.cells)
    for problem in error.errors():
        where = sheets.where((*within, *problem["loc"]))
        if where not in reading.said | reading.unsure:
            key, value = ".".join(map(str, problem["loc"])), str(problem["input"])[:80]
            reading.faults.append(fault("TS-106", where, key=key, value=value, problem=misfit(problem)))


class SetReader:
    """Reads sheet by sheet; knows the cells of weights and minimums, by id."""

    def __init__(self, library: Library, tables: Tables) -> None:
        known = {*library.asked(), *library.conditions(), *library.values, *library.sets, *library.laws}
        self.reading = SetReading(tables.faults, known)
        self.library, self.tables, self.notes = library, tables.tables, tables.notes
        self.weights: dict[Id, Cell] = {}
        self.minimums: dict[Id, Cell] = {}
        self.levels: dict[str, str] = {}
        self.own: dict[Id, Criterion] = {}
        self._nouns: dict[Id, Asked | PublicValue] = {**library.asked(), **library.conditions(), **library.values}
        self._grey = {column: _grey(self._nouns, column) for column in (_TITLE, _QUESTION)}
        self._places: dict[Id, str] = {}
        self._lost = False  # whether a value could not be read: its criteria are then not said to have none

    def tree(self) -> dict[str, Any]:
        """Return the set as its type reads it; what has no id that can be read is not in it."""
        self._read_own()
        tree = {**self._read_set(), "values": self._read_values()}
        tree |= {name: list(self._read_list(name)) for name in LISTS}
        return {**tree, "own": list(self.own.values())}

    def _read_set(self) -> dict[str, Any]:
        first, *more = self.tables["set"].rows
        reading = self.reading
        for row in more:
            reading.refuse(row["id"], "TS-471")
        reading.put(first["id"])
        tree: dict[str, Any] = {"version": first["version"].text}
        for name in ("id", "law", "version"):
            reading.put(first[name], name)
        for name in ("id", "law"):
            tree[name] = reading.id_of(first[name], needed=True)
        if not first["version"].text or first["version"].faulty:
            reading.refuse(first["version"], "TS-421")
        for name in ("title", "why"):
            tree[name] = reading.both(first, name, (name,), needed=True)
        return tree

    def _read_own(self) -> None:
        for row in self.tables["own"].rows:
            given = self.reading.id_of(row["id"], needed=True)
            if given is None or not self.reading.once(row["id"], "own", given):
                continue
            if given in self.library.asked():
                self.reading.refuse(row["id"], "TS-476")
            index = len(self.own)
            try:
                self.own[given] = criterion_of(row, given, index, self.reading)
            except ValidationError as error:
                _misfits(error, self.reading, "own", index)
                self._lost = True
        one_name(self.tables["own"], ("title nl", "title en"), self.reading.faults, every=True)

    def _read_values(self) -> list[dict[str, Any]]:
        reading, top = self.reading, _level(self.tables["values"].rows)
        reading.cells["values",] = top
        values: dict[Id, dict[str, Any]] = {}
        for row in self._rows("values", "value"):
            value = reading.id_of(row["value"], needed=True)
            if value is None or not reading.once(row["value"], "value", value):
                reading.unsure.add(top)
                self._lost = True
                continue
            reading.put(row["value"], "values", len(values))
            self.weights[value], self._places[value] = row["weight"], row["value"].place
            values[value] = {"value": value, "weight": reading.weight(row["weight"], top), "criteria": []}
        indices = {value: index for index, value in enumerate(values)}
        for row in self._rows("criteria", "criterion"):
            self._read_criterion(row, indices, values)
        of_value: dict[str, list[CellRow]] = {}
        for row in self.tables["criteria"].rows:
            of_value.setdefault(row["value"].text, []).append(row)
        for row in self.tables["values"].rows:
            value = row["value"].text
            inner = of_value.get(value, [])
            if value in values and not inner:
                reading.refuse(row["value"], "TS-475")
            elif value in values:
                self.levels[self._places[value]] = f"{_level(inner)} {value}"
        return list(values.values())

    def _read_criterion(self, row: CellRow, indices: dict[Id, int], values: dict[Id, dict[str, Any]]) -> None:
        reading = self.reading
        value, given = reading.id_of(row["value"], needed=True), reading.id_of(row["criterion"], needed=True)
        own_value = value_of(row["criterion"].text)
        if value != own_value:  # of which of the two it is, so whether they add up, is not known
            reading.unsure |= {self._places[known] for known in (value, own_value) if known in self._places}
        if value is None or value not in values:
            if value and not self._lost:
                reading.refuse(row["value"], "TS-474")
            return
        level = self._places[value]
        if given is None or not reading.once(row["criterion"], "asked", given):
            reading.unsure.add(level)
            return
        inner = values[value]["criteria"]
        reading.put(row["criterion"], "values", indices[value], "criteria", len(inner))
        self._fits(row["criterion"], given, "criteria")
        self.weights[given], self.minimums[given] = row["weight"], row["minimum"]
        weight, minimum = reading.weight(row["weight"], level), reading.long_number(row["minimum"])
        inner.append({"criterion": given, "weight": weight, "minimum": minimum})

    def _read_list(self, name: str) -> Iterator[Id]:
        index = 0
        for row in self._rows(name, "id"):
            given = self.reading.id_of(row["id"], needed=True)
            if given is None or not self.reading.once(row["id"], name if name == "selection" else "asked", given):
                continue
            self.reading.put(row["id"], name, index)
            self._fits(row["id"], given, name)
            index += 1
            yield given

    def _fits(self, cell: Cell, given: Id, sheet: str) -> None:
        """Refuse what is of a kind that belongs on another sheet; what is of no kind is for the lint."""
        noun = self.own.get(given) or self._nouns.get(given)
        fitting = next((sheets for kind, sheets in _FITS.items() if isinstance(noun, kind)), (sheet,))
        if sheet not in fitting:
            self.reading.refuse(cell, "TS-464", sheet=fitting[0])

    def _rows(self, name: str, column: str) -> Iterator[CellRow]:
        """Yield the rows that are there, and refuse a grey text that is not the library's."""
        for row in self.tables[name].rows:
            grey = {name: row[name] for name in (_TITLE, _QUESTION) if name in row}
            there = any(cell.text or cell.faulty for name, cell in row.items() if name not in grey)
            given = row[column].text
            for about, cell in grey.items():
                texts, text = self._grey[about], flat(cell.text)
                if not text or (there and given not in self.own and given not in self._nouns):
                    continue
                mine = given in self.own and text == ELSEWHERE
                if text not in texts:
                    self.reading.refuse(cell, "TS-463")
                elif there and not mine and given not in texts[text]:
                    others = ", ".join(sorted(texts[text])) or ELSEWHERE
                    self.reading.refuse(cell, "TS-478", id=given, other=others)
                    break
            if there:
                yield row


def _grey(nouns: Mapping[Id, Asked | PublicValue], column: str) -> dict[str, set[Id]]:
    """Return, for each text that a grey column may have, the ids that it may stand beside."""
    found: dict[str, set[Id]] = {ELSEWHERE: set()}
    for noun_id, noun in nouns.items():
        text = getattr(noun, column.removesuffix(INFO), None)
        for written in (text.nl, text.en) if text else ():
            found.setdefault(flat(written), set()).add(noun_id)
    return found


def _level(rows: Sequence[CellRow]) -> str:
    """Name the cells of a level of weights: ``criteria, D2:D6 (weight)``."""
    cells = [f"{cell.letter}{cell.row}" for row in rows if (cell := row["weight"])]
    together = rows[-1]["weight"].row - rows[0]["weight"].row + 1 == len(rows)
    return f"{rows[0]['weight'].table}, {f'{cells[0]}:{cells[-1]}' if together else ', '.join(cells)} (weight)"
