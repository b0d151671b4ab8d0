"""A criteria set as a workbook (XLSX) and back, without loss.

Rules: what is written is read back before it is given, and what does not come back the same is refused; an id or
text is text, also where it begins with ``=``; a weight is a number where a spreadsheet keeps it exactly, else text;
no formulas. What is grey belongs to the library and is locked (no password: it guards against slips only).
Does not belong here: how the sheets are read (``set_sheet_reading.py``).
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, get_args

import openpyxl
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.utils.exceptions import IllegalCharacterError
from openpyxl.worksheet.datavalidation import DataValidation

from toetssteen.content.library import Library
from toetssteen.errors import SheetError, fault
from toetssteen.language import Language, Text, say
from toetssteen.model.base import Id, plain
from toetssteen.model.criteria import Addressee, CriteriaSet
from toetssteen.sheets.set_sheet_own import CHECKED, columns, row_of
from toetssteen.sheets.set_sheet_reading import ELSEWHERE, INFO, INSTRUCTIONS, LAYOUTS, LISTS, read_set, typed
from toetssteen.sheets.workbook import letter_of

__all__ = ["read_set", "set_sheet"]

MAX_CELL = 32_767
"""Characters (UTF-16) that a cell of XLSX holds; more would be cut off."""
_LAST_ROW = 1000
"""Until which row a new one is formatted and checked while somebody types it."""
_GREY, _HEAD = (PatternFill("solid", fgColor=colour) for colour in ("E7E6E6", "CFE2F3"))
_WIDTHS = {"weight": 10, "minimum": 10, "version": 10, "law": 12, "scale": 16, "addressee": 16, "value": 24, "id": 40,
           "criterion": 40, "when": 30}  # fmt: skip
_WIDE, _DATE, _TEXT = 60, 14, 36
_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
"""What XLSX would take for an escaped character."""
_PARTS = ("intro", "name", "total", "grey", "remove", "add", "own", "when", "strict", "faults")

_Rows = list[dict[str, str | Decimal]]


def set_sheet(library: Library, given: CriteriaSet, language: Language) -> bytes:
    """Write a set as a workbook, with instructions and the library's texts in a language.

    Raises
    ------
    SheetError
        If something of the set cannot be kept in a cell.
    """
    book = openpyxl.Workbook()
    book.properties.language = {"nl": "nl-NL", "en": "en-GB"}[language]
    book.properties.title, book.properties.creator = given.title.in_(language), "Toetssteen"
    book.active.title = INSTRUCTIONS[language]
    try:
        _instruct(book.active, given, language)
        for name, rows in _tables(library, given, language).items():
            layout = LAYOUTS[name]
            header = columns(library, given.own) if name == "own" else [*layout.columns]
            if name != "own":
                header.sort(key=lambda each: not each.endswith(INFO) and each in layout.numbers)
            _fill(book.create_sheet(name), header, rows)
            _guard(book[name], header, library, language)
        book.save(packed := io.BytesIO())
    except (IllegalCharacterError, ValueError) as error:  # a character that XML does not have
        raise SheetError(fault("TS-472", given.id, problem=str(error)[:80])) from error
    found, reader = typed(packed.getvalue(), library)
    if found != given:
        raise SheetError(reader.reading.faults or fault("TS-472", given.id, problem="XLSX"))
    return packed.getvalue()


def _tables(library: Library, given: CriteriaSet, language: Language) -> dict[str, _Rows]:
    """Give the rows of each sheet."""
    own = {each.id for each in given.own}
    nouns: dict[Id, Any] = {**library.asked(), **library.conditions(), **library.values}

    def grey(each: Id, *names: str) -> dict[str, str | Decimal]:
        noun = nouns.get(each)
        texts: Mapping[str, Text] = {name: getattr(noun, name) for name in names} if noun and each not in own else {}
        found = {name: text.in_(language) for name, text in texts.items()}
        return {f"{name}{INFO}": found.get(name, ELSEWHERE if each in own else "") for name in names}

    texts = {
        f"{name} {each}": getattr(given, name).in_(each) for name in ("title", "why") for each in get_args(Language)
    }
    tables: dict[str, _Rows] = {"set": [{"id": given.id, "version": given.version, "law": given.law, **texts}]}
    tables["values"] = [
        {"value": each.value, "weight": each.weight, **grey(each.value, "title")} for each in given.values
    ]
    tables["criteria"] = [
        {
            **{"value": value.value, "criterion": each.criterion, "weight": each.weight},
            **({} if each.minimum is None else {"minimum": each.minimum}),
            **grey(each.criterion, "title", "question"),
        }
        for value in given.values
        for each in value.criteria
    ]
    for name in LISTS:
        tables[name] = [{"id": each, **grey(each, "title")} for each in getattr(given, name)]
    tables["own"] = [{**row_of(each)} for each in given.own]
    return tables


def _fill(sheet: Any, header: Sequence[str], rows: Iterable[Mapping[str, str | Decimal]]) -> None:
    """Write a sheet: its header, its rows, and how a new row is taken."""
    for index, name in enumerate(header):
        column = sheet.column_dimensions[letter_of(index)]
        grey = name.endswith(INFO)
        column.width = _width(name)
        column.number_format = "General" if name in ("weight", "minimum") else "@"  # or `mrt-1` would become a date
        column.protection = Protection(locked=grey)
        cell = put(sheet, 1, index, name)
        cell.font, cell.fill = Font(bold=True, italic=grey), _GREY if grey else _HEAD
    for number, row in enumerate(rows, start=2):
        for index, name in enumerate(header):
            cell = put(sheet, number, index, row.get(name, ""))
            cell.protection = Protection(locked=name.endswith(INFO))
            if name.endswith(INFO):
                cell.fill = _GREY
    sheet.freeze_panes = "A2"


def put(sheet: Any, row: int, index: int, value: str | Decimal) -> Any:
    """Write a cell: a number only where a spreadsheet has it exactly (it keeps 15 to 17 digits), else text."""
    cell = sheet.cell(row, index + 1)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    if isinstance(value, Decimal) and Decimal(f"{float(value):.15g}") == value:
        cell.value = value
        return cell
    text = plain(value) if isinstance(value, Decimal) else value
    if len(text.encode("utf-16-le")) // 2 > MAX_CELL:
        raise SheetError(fault("TS-472", f"{sheet.title}, {cell.coordinate}", problem=f"> {MAX_CELL}"))
    cell.number_format = "@"
    if text:
        cell.value = _ESCAPED.sub("_x005F_", text)
        cell.data_type = "s"  # or what begins with = would be a formula
    return cell


def _width(name: str) -> int:
    if name in _WIDTHS:
        return _WIDTHS[name]
    if name.startswith(("valid", "topic")) or name.endswith(" checked"):
        return _DATE
    return _WIDE if name.startswith(("question", "why")) else _TEXT


def _guard(sheet: Any, header: Sequence[str], library: Library, language: Language) -> None:
    """Lock what is grey, and check numbers and choices while somebody types."""
    sheet.protection.sheet = True
    for may in ("formatCells", "formatColumns", "formatRows", "insertRows", "deleteRows", "insertColumns", "sort"):
        setattr(sheet.protection, may, False)  # what is locked by it is not: a spreadsheet's own double negative
    scales = ",".join(sorted(library.scales))
    choices = {"addressee": ",".join(get_args(Addressee)), "scale": scales if len(scales) < 250 else ""}
    for index, name in enumerate(header):
        if name == "weight":
            check = DataValidation("decimal", operator="between", formula1="0", formula2="100", allow_blank=True)
            check.error = say("set_sheet.weight", language)
        elif choices.get(name) or name.endswith(" checked"):
            check = DataValidation("list", formula1=f'"{choices.get(name, CHECKED)}"', allow_blank=True)
            check.error = say("set_sheet.choose", language)
        else:
            continue
        check.showErrorMessage = True
        sheet.add_data_validation(check)
        check.add(f"{letter_of(index)}2:{letter_of(index)}{_LAST_ROW}")


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
