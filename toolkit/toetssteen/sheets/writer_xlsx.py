"""Sheets as a workbook (XLSX), as their columns say.

Rules: an id or text is text, also where it begins with ``=``; a number is one where a spreadsheet keeps it exactly,
else text; no formulas. What is locked has no password: it guards against slips only.
"""

from __future__ import annotations

import io
import math
import re
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any, NamedTuple

import openpyxl
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils.exceptions import IllegalCharacterError
from openpyxl.worksheet.datavalidation import DataValidation

from toetssteen.errors import SheetError, fault
from toetssteen.language import Language, number, say
from toetssteen.model.base import plain
from toetssteen.sheets.columns import CellCheck, Column, Line, Sheet, kept_exactly
from toetssteen.sheets.workbook import letter_of

MAX_CELL = 32_767
"""Characters (UTF-16) that a cell of XLSX holds; more would be cut off."""
MAX_HEIGHT = 409.0
"""Points that a row of a workbook can be high."""
LAST_ROW = 1000
"""Until which row a sheet that grows is formatted and checked while somebody types a new one."""
_FILL = 1.15
_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
"""What XLSX would take for an escaped character."""


class _Look(NamedTuple):
    """How the cells of a sheet are drawn; ``may`` has what its protection leaves free."""

    locked: PatternFill
    open: PatternFill | None
    font: dict[str, Any]
    border: Border | None
    may: tuple[str, ...]


def _plain(colour: str) -> PatternFill:
    return PatternFill("solid", fgColor=colour)


_HEAD = _plain("CFE2F3")
_FIXED = _Look(
    _plain("F2F2F2"), _plain("FFF9E0"), {"name": "Arial", "sz": 10}, Border(*[Side("thin", "BFBFBF")] * 4),
    ("formatColumns", "formatRows"),
)  # fmt: skip
_GROWING = _Look(
    _plain("E7E6E6"), None, {}, None,
    ("formatCells", "formatColumns", "formatRows", "insertRows", "deleteRows", "insertColumns", "sort"),
)  # fmt: skip


def xlsx(
    sheets: Iterable[Sheet], title: str, language: Language, about: str, instruct: Callable[[Any], None] | None = None
) -> bytes:
    """Write sheets as a workbook, after one that ``instruct`` writes; a fault calls them ``about``.

    Raises
    ------
    SheetError
        If something cannot be kept in a cell.
    """
    book = openpyxl.Workbook()
    book.properties.language = {"nl": "nl-NL", "en": "en-GB"}[language]
    book.properties.title, book.properties.creator = title, "Toetssteen"
    try:
        if instruct:
            instruct(book.active)
        else:
            book.remove(book.active)
        for sheet in sheets:
            _fill(book.create_sheet(sheet.name), sheet, language)
        book.save(packed := io.BytesIO())
    except (IllegalCharacterError, ValueError) as error:  # a character that XML does not have
        raise SheetError(fault("TS-472", about, problem=str(error)[:80])) from error
    return packed.getvalue()


def put(page: Any, row: int, index: int, value: str | Decimal) -> Any:
    """Write a cell: a number only where a spreadsheet has it exactly (it keeps 15 to 17 digits), else text."""
    cell = page.cell(row, index + 1)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    if isinstance(value, Decimal) and kept_exactly(value):
        cell.value = value
        return cell
    text = plain(value) if isinstance(value, Decimal) else value
    if len(text.encode("utf-16-le")) // 2 > MAX_CELL:
        raise SheetError(fault("TS-472", f"{page.title}, {cell.coordinate}", problem=f"> {MAX_CELL}"))
    cell.number_format = "@"
    if text:
        cell.value = _ESCAPED.sub("_x005F_", text)
        cell.data_type = "s"  # or what begins with = would be a formula
    return cell


def _fill(page: Any, sheet: Sheet, language: Language) -> None:
    look = _GROWING if sheet.grows else _FIXED
    for index, column in enumerate(sheet.columns):
        _head(page, index, column, look, language, grows=sheet.grows)
    for row, line in enumerate(sheet.lines, start=2):
        for index, column in enumerate(sheet.columns):
            cell = put(page, row, index, line.texts.get(column.id, ""))
            cell.protection = Protection(locked=column.locked)
            _draw(cell, look, look.locked if column.locked else look.open, bold=column.strong)
        if not sheet.grows:
            page.row_dimensions[row].height = _height(sheet, line)
    page.freeze_panes = "A2"
    page.protection.sheet = True
    for may in look.may:
        setattr(page.protection, may, False)  # what is locked by it is not: a spreadsheet's own double negative
    if not sheet.grows:
        page.page_setup.orientation, page.page_setup.paperSize = "landscape", page.PAPERSIZE_A4
        page.page_setup.fitToHeight, page.sheet_properties.pageSetUpPr.fitToPage = 0, True
        page.print_title_rows = "1:1"
    for check in sheet.checks(LAST_ROW if sheet.grows else len(sheet.lines) + 1):
        page.add_data_validation(_validation(check, language))


def _head(page: Any, index: int, column: Column, look: _Look, language: Language, *, grows: bool) -> None:
    """Write the heading of a column, and how a cell that is not there yet is taken."""
    drawn = page.column_dimensions[letter_of(index)]
    drawn.width, drawn.hidden = column.width, column.hidden
    if grows:
        drawn.number_format = "General" if column.kind == "number" else "@"  # or `mrt-1` would become a date
        drawn.protection = Protection(locked=column.locked)
    grey = grows and column.locked
    cell = put(page, 1, index, column.heading(language))
    _draw(cell, look, look.locked if grey else _HEAD, bold=True, italic=grey)


def _draw(cell: Any, look: _Look, fill: PatternFill | None, **font: bool) -> None:
    if look.font or any(font.values()):
        cell.font = Font(**look.font, **font)
    if fill:
        cell.fill = fill
    if look.border:
        cell.border = look.border


def _height(sheet: Sheet, line: Line) -> float:
    """Return a height (points) that shows the longest text of a row: not every spreadsheet works it out itself."""
    widths = {column.id: column.width * _FILL for column in sheet.columns if not column.hidden}
    rows = [
        sum(math.ceil((len(part) + 1) / widths[name]) for part in str(text).split("\n"))
        for name, text in line.texts.items()
        if name in widths
    ]
    return min(max(*rows, sheet.least) * 13.0 + 4, MAX_HEIGHT)


def _validation(check: CellCheck, language: Language) -> Any:
    """Return what offers choices, checks numbers and counts characters while somebody types."""
    column, choice = check.column, check.choice
    if choice is None:
        found = DataValidation("textLength", operator="lessThanOrEqual", formula1=str(column.most), allow_blank=True)
    elif choice.range:
        low, high = choice.range
        found = DataValidation("decimal", operator="between", formula1=low, formula2=high, allow_blank=True)
    else:
        found = DataValidation("list", formula1=f'"{",".join(choice.options)}"', allow_blank=True)
    found.error = say(column.says, language, most=number(str(column.most), language) if column.most else "")
    found.showErrorMessage = True
    if column.hints:
        found.prompt, found.showInputMessage = found.error, True
    letter = letter_of(check.place)
    for first, last in _runs(check.rows):
        found.add(f"{letter}{first}:{letter}{last}" if last > first else f"{letter}{first}")
    return found


def _runs(rows: list[int]) -> Iterable[tuple[int, int]]:
    """Yield runs of rows that follow one another, by first and last."""
    first = last = rows[0]
    for row in rows[1:]:
        if row > last + 1:
            yield first, last
            first = row
        last = row
    yield first, last
