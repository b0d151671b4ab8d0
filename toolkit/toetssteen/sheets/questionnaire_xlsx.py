"""The questionnaire for the vendors as a workbook (XLSX).

Rules: every text is a text, also where it begins with ``=``; only where a vendor answers is not locked (no password:
it guards against slips only).
"""

from __future__ import annotations

import io
import math
from typing import Any

import openpyxl
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils.exceptions import IllegalCharacterError
from openpyxl.worksheet.datavalidation import DataValidation

from toetssteen.errors import SheetError, fault
from toetssteen.language import Language, number, say
from toetssteen.model.base import MAX_REASON
from toetssteen.sheets.questionnaire import INSTRUCTIONS, OPEN, WIDTHS, Line, Questionnaire, Sheet, chosen, heading
from toetssteen.sheets.set_sheet import put
from toetssteen.sheets.workbook import letter_of

MAX_HEIGHT = 409.0
"""Points that a row of a workbook can be high."""
_FONT, _FILL = "Arial", 1.15
_LINES = Border(*[Side("thin", "BFBFBF")] * 4)
_YELLOW, _GREY, _HEAD = (PatternFill("solid", fgColor=colour) for colour in ("FFF9E0", "F2F2F2", "CFE2F3"))


def xlsx(given: Questionnaire) -> bytes:
    """Write the questionnaire as a workbook (XLSX).

    Raises
    ------
    SheetError
        If something of the method cannot be kept in a cell.
    """
    book = openpyxl.Workbook()
    book.properties.language = {"nl": "nl-NL", "en": "en-GB"}[given.language]
    book.properties.title, book.properties.creator = given.opened.title, "Toetssteen"
    book.remove(book.active)
    try:
        for sheet in given.sheets:
            _fill(book.create_sheet(sheet.name), sheet, given.language)
        book.save(packed := io.BytesIO())
    except (IllegalCharacterError, ValueError) as error:  # a character that XML does not have
        raise SheetError(fault("TS-472", given.opened.assessment, problem=str(error)[:80])) from error
    return packed.getvalue()


def _fill(page: Any, sheet: Sheet, language: Language) -> None:
    for index, column in enumerate(sheet.columns):
        page.column_dimensions[letter_of(index)].width = WIDTHS[column]
        page.column_dimensions[letter_of(index)].hidden = column == "id"
        cell = put(page, 1, index, heading(column, language))
        cell.font, cell.fill, cell.border = Font(_FONT, 10, bold=True), _HEAD, _LINES
    for row, line in enumerate(sheet.lines, start=2):
        for index, column in enumerate(sheet.columns):
            cell = put(page, row, index, line.id if column == "id" else line.texts.get(column, ""))
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.fill = _YELLOW if column in OPEN else _GREY
            cell.protection = Protection(locked=column not in OPEN)
            cell.font, cell.border = Font(_FONT, 10, bold=column in ("title", "about")), _LINES
        page.row_dimensions[row].height = _height(sheet, line)
    page.freeze_panes = "A2"
    page.protection.sheet = True
    page.protection.formatColumns = page.protection.formatRows = False  # not locked by it: a double negative
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", page.PAPERSIZE_A4
    page.page_setup.fitToHeight, page.sheet_properties.pageSetUpPr.fitToPage = 0, True
    page.print_title_rows = "1:1"
    _guard(page, sheet, language)


def _height(sheet: Sheet, line: Line) -> float:
    """Give a height (points) that shows the longest text of a row: spreadsheets do not all work it out themselves."""
    rows = [
        sum(math.ceil((len(part) + 1) / (WIDTHS[column] * _FILL)) for part in text.split("\n"))
        for column, text in line.texts.items()
    ]
    return min(max(*rows, 2 if sheet.kind == INSTRUCTIONS else 5) * 13.0 + 4, MAX_HEIGHT)


def _guard(page: Any, sheet: Sheet, language: Language) -> None:
    """Offer choices, and count characters, while somebody types."""
    for index, column in enumerate(sheet.columns):
        letter = letter_of(index)
        if column in ("claim", "accepted"):
            for choice, rows in chosen(sheet).items():
                check = _check(choice)
                check.error = check.prompt = say(f"questionnaire.prompt_{column}", language)
                check.showErrorMessage = check.showInputMessage = True
                page.add_data_validation(check)
                for row in rows:
                    check.add(f"{letter}{row}")
        elif column in ("answer", "remark"):
            check = DataValidation("textLength", operator="lessThanOrEqual", formula1=str(MAX_REASON), allow_blank=True)
            check.error = say("questionnaire.too_long", language, most=number(str(MAX_REASON), language))
            check.showErrorMessage = True
            page.add_data_validation(check)
            check.add(f"{letter}2:{letter}{len(sheet.lines) + 1}")


def _check(choice: tuple[tuple[str, ...], tuple[str, str] | None]) -> Any:
    options, between = choice
    if between:
        return DataValidation("decimal", operator="between", formula1=between[0], formula2=between[1], allow_blank=True)
    return DataValidation("list", formula1=f'"{",".join(options)}"', allow_blank=True)
