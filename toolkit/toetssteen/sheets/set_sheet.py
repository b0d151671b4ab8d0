"""A criteria set as a workbook (XLSX) and back, without loss.

Rules: what is written is read back before it is given, and what does not come back the same is refused. What is
grey belongs to the library and is locked. What has no sheet (:func:`with_unsaid`) stays as the set of that id has it.
Does not belong here: how the sheets are read (``set_sheet_reading.py``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any, get_args

from openpyxl.styles import Font

from toetssteen.content.library import Library
from toetssteen.errors import SheetError, fault
from toetssteen.language import Language, Text, say
from toetssteen.model.base import Id
from toetssteen.model.criteria import CriteriaSet
from toetssteen.sheets.columns import Choice, Column, Line, Sheet
from toetssteen.sheets.set_sheet_own import own_columns, row_of
from toetssteen.sheets.set_sheet_reading import (
    COLUMNS,
    ELSEWHERE,
    INSTRUCTIONS,
    LAYOUTS,
    LISTS,
    read_set,
    typed,
    with_unsaid,
)
from toetssteen.sheets.set_sheet_rows import INFO
from toetssteen.sheets.writer_xlsx import put, xlsx

__all__ = ["read_set", "set_sheet"]

MAX_LIST = 250
"""Characters that a list of choices in XLSX holds."""
_PARTS = ("intro", "name", "total", "grey", "remove", "add", "own", "when", "strict", "faults")


def set_sheet(library: Library, given: CriteriaSet, language: Language) -> bytes:
    """Write a set as a workbook, with instructions and the library's texts in a language.

    Raises
    ------
    SheetError
        If something of the set cannot be kept in a cell.
    """

    def instruct(page: Any) -> None:
        page.title = INSTRUCTIONS[language]
        _instruct(page, given, language)

    packed = xlsx(_sheets(library, given, language), given.title.in_(language), language, given.id, instruct)
    found, reader = typed(packed, library)
    if found is None or with_unsaid(found, given) != given:
        raise SheetError(reader.reading.faults or fault("TS-472", given.id, problem="XLSX"))
    return packed


def _sheets(library: Library, given: CriteriaSet, language: Language) -> Iterator[Sheet]:
    """Go over the sheets: on each, what a person writes stands before the numbers, and the library's own texts last."""
    for name, rows in _rows(library, given, language).items():
        columns = own_columns(library, given.own) if name == "own" else COLUMNS[name]
        order = sorted(columns, key=lambda column: column.kind == "number")
        chosen = tuple(_choosing(column, library) for column in order)
        yield Sheet(name, name, chosen, tuple(map(Line, rows)), grows=True)


def _choosing(column: Column, library: Library) -> Column:
    """Let a scale be chosen from those of the library, where a spreadsheet can hold their list."""
    if column.id == "scale" and len(",".join(library.scales)) < MAX_LIST:
        return replace(column, choice=Choice({scale: scale for scale in sorted(library.scales)}))
    return column


def _rows(library: Library, given: CriteriaSet, language: Language) -> dict[str, list[dict[str, str | Decimal]]]:
    """Return the rows of each sheet."""
    own = {criterion.id for criterion in given.own}
    nouns: dict[Id, Any] = {**library.asked(), **library.conditions(), **library.values}

    def grey(noun_id: Id, *names: str) -> dict[str, str | Decimal]:
        noun = nouns.get(noun_id)
        texts: Mapping[str, Text] = {name: getattr(noun, name) for name in names} if noun and noun_id not in own else {}
        found = {name: text.in_(language) for name, text in texts.items()}
        return {f"{name}{INFO}": found.get(name, ELSEWHERE if noun_id in own else "") for name in names}

    texts = {
        f"{name} {spoken}": getattr(given, name).in_(spoken)
        for name in ("title", "why")
        for spoken in get_args(Language)
    }
    tables: dict[str, list[dict[str, str | Decimal]]] = {}
    tables["set"] = [{"id": given.id, "version": given.version, "law": given.law, **texts}]
    tables["values"] = [
        {"value": value.value, "weight": value.weight, **grey(value.value, "title")} for value in given.values
    ]
    tables["criteria"] = [
        {
            **{"value": value.value, "criterion": weighed.criterion, "weight": weighed.weight},
            **({} if weighed.minimum is None else {"minimum": weighed.minimum}),
            **grey(weighed.criterion, "title", "question"),
        }
        for value in given.values
        for weighed in value.criteria
    ]
    for name in LISTS:
        tables[name] = [{"id": noun_id, **grey(noun_id, "title")} for noun_id in getattr(given, name)]
    tables["own"] = [{**row_of(criterion)} for criterion in given.own]
    return tables


def _instruct(sheet: Any, given: CriteriaSet, language: Language) -> None:
    """Write the sheet with instructions."""
    about = {"title": given.title.in_(language), "id": given.id, "version": given.version}
    put(sheet, 1, 0, say("set_sheet.title", language, **about)).font = Font(bold=True, size=14)
    for row, part in enumerate(_PARTS, start=3):
        put(sheet, row, 0, say(f"set_sheet.{part}", language, **about))
    top = len(_PARTS) + 4
    for index, part in enumerate(("holds", "sheet")):
        put(sheet, top, index, say(f"set_sheet.{part}", language)).font = Font(bold=True)
    for row, name in enumerate(LAYOUTS, start=top + 1):
        put(sheet, row, 0, say(f"set_sheet.on_{name}", language))
        put(sheet, row, 1, name)
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 110, 16
    sheet.protection.sheet = True
