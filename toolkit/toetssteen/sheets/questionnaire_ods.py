"""The questionnaire for the vendors as an ODS: the same sheets, locked cells, choices and widths as its XLSX.

Rules: every text is a text, also where it begins with ``=``; spaces, tabs and line ends stay.
"""

from __future__ import annotations

import io
from typing import Any

from odf import config, number, style, table, teletype, text
from odf.namespaces import STYLENS
from odf.opendocument import OpenDocumentSpreadsheet

from toetssteen.language import Language, say
from toetssteen.model.base import MAX_REASON
from toetssteen.sheets.questionnaire import OPEN, WIDTHS, Questionnaire, Sheet, chosen, heading

_FILLS = {"head": "#CFE2F3", "open": "#FFF9E0", "locked": "#F2F2F2"}
_MM = 2.1
"""Millimetres that a character of a column's width takes."""


def ods(given: Questionnaire) -> bytes:
    """Write the questionnaire as an ODS."""
    book = OpenDocumentSpreadsheet()
    book.settings.addElement(_frozen([sheet.name for sheet in given.sheets]))
    styles = _styles(book, given.language)
    checks = table.ContentValidations()
    book.spreadsheet.addElement(checks)
    for sheet in given.sheets:
        book.spreadsheet.addElement(_page(sheet, given.language, styles, checks))
    book.write(packed := io.BytesIO())
    return packed.getvalue()


def _styles(book: Any, language: Language) -> dict[str, Any]:
    """Make the styles: of cells by what they are, of columns by their width, of the page."""
    country = {"nl": "NL", "en": "GB"}[language]
    default = style.DefaultStyle(family="table-cell")
    default.addElement(style.TextProperties(language=language, country=country, fontname="Liberation Sans"))
    book.styles.addElement(default)
    plain = number.TextStyle(name="as-text")
    plain.addElement(number.TextContent())
    book.automaticstyles.addElement(plain)
    found = {}
    for name in ("head", "open", "locked", "title"):
        cell = style.Style(name=f"cell-{name}", family="table-cell", datastylename="as-text")
        fill = _FILLS.get(name, _FILLS["locked"])
        protect = "none" if name == "open" else "protected"
        cell.addElement(
            style.TableCellProperties(
                wrapoption="wrap", verticalalign="top", cellprotect=protect, backgroundcolor=fill,
                border="0.06pt solid #BFBFBF", padding="0.6mm",
            )
        )  # fmt: skip
        cell.addElement(style.TextProperties(fontweight="bold" if name in ("head", "title") else "normal"))
        book.automaticstyles.addElement(cell)
        found[name] = cell
    for column, width in WIDTHS.items():
        wide = style.Style(name=f"column-{column}", family="table-column")
        wide.addElement(style.TableColumnProperties(columnwidth=f"{width * _MM:.1f}mm"))
        book.automaticstyles.addElement(wide)
        found[f"column-{column}"] = wide
    found["page"] = _landscape(book)
    found["row"] = style.Style(name="row", family="table-row")
    found["row"].addElement(style.TableRowProperties(useoptimalrowheight="true"))
    book.automaticstyles.addElement(found["row"])
    return found


def _landscape(book: Any) -> Any:
    layout = style.PageLayout(name="landscape")
    paper = style.PageLayoutProperties(
        pagewidth="297mm", pageheight="210mm", printorientation="landscape", margin="12mm"
    )
    paper.setAttrNS(STYLENS, "scale-to-X", "1")
    layout.addElement(paper)
    book.automaticstyles.addElement(layout)
    book.masterstyles.addElement(style.MasterPage(name="landscape", pagelayoutname=layout))
    page = style.Style(name="page", family="table", masterpagename="landscape")
    page.addElement(style.TableProperties(display="true"))
    book.automaticstyles.addElement(page)
    return page


def _page(sheet: Sheet, language: Language, styles: dict[str, Any], checks: Any) -> Any:
    """Write a sheet, with what its cells take."""
    page = table.Table(name=sheet.name, stylename=styles["page"], protected="true")
    for column in sheet.columns:
        shown = "collapse" if column == "id" else "visible"
        page.addElement(table.TableColumn(stylename=styles[f"column-{column}"], visibility=shown))
    guards = _guards(sheet, language, checks)
    header = table.TableHeaderRows()
    header.addElement(_row([(heading(column, language), styles["head"], "") for column in sheet.columns], styles))
    page.addElement(header)
    for number_, line in enumerate(sheet.lines, start=2):
        cells = []
        for column in sheet.columns:
            given = line.id if column == "id" else line.texts.get(column, "")
            kind = "open" if column in OPEN else "title" if column in ("title", "about") else "locked"
            cells.append((given, styles[kind], guards.get((column, number_)) or guards.get((column, 0), "")))
        page.addElement(_row(cells, styles))
    return page


def _row(cells: list[tuple[str, Any, str]], styles: dict[str, Any]) -> Any:
    row = table.TableRow(stylename=styles["row"])
    for given, kind, guard in cells:
        what = {"valuetype": "string"} if given else {}
        cell = table.TableCell(stylename=kind, **what, **({"contentvalidationname": guard} if guard else {}))
        for part in given.split("\n") if given else ():
            paragraph = text.P()
            teletype.addTextToElement(paragraph, part)
            cell.addElement(paragraph)
        row.addElement(cell)
    return row


def _guards(sheet: Sheet, language: Language, checks: Any) -> dict[tuple[str, int], str]:
    """Say what the cells of a column take: by row for choices, by 0 for the whole column."""
    found: dict[tuple[str, int], str] = {}
    for column in sheet.columns:
        if column in ("claim", "accepted"):
            told = say(f"questionnaire.prompt_{column}", language)
            for (options, between), rows in chosen(sheet).items():
                condition = f"cell-content-is-in-list({';'.join(f'{_quoted(each)}' for each in options)})"
                if between:
                    condition = (
                        f"cell-content-is-decimal-number() and cell-content-is-between({between[0]},{between[1]})"
                    )
                name = _check(checks, condition, told, listed=not between)
                found |= dict.fromkeys(((column, row) for row in rows), name)
        elif column in ("answer", "remark"):
            told = say("questionnaire.too_long", language, most=MAX_REASON)
            found[column, 0] = _check(checks, f"cell-content-text-length()<={MAX_REASON}", told)
    return found


def _quoted(word: str) -> str:
    return '"' + word.replace('"', '""') + '"'


def _check(checks: Any, condition: str, told: str, *, listed: bool = False) -> str:
    """Add a check of what is typed; give its name."""
    name = f"check-{len(checks.childNodes) + 1}"
    more = {"displaylist": "unsorted"} if listed else {}
    check = table.ContentValidation(name=name, condition=f"of:{condition}", allowemptycell="true", **more)
    if listed:
        help_ = table.HelpMessage(display="true")
        help_.addElement(text.P(text=told))
        check.addElement(help_)
    error = table.ErrorMessage(messagetype="stop", display="true")
    error.addElement(text.P(text=told))
    check.addElement(error)
    checks.addElement(check)
    return name


def _frozen(names: list[str]) -> Any:
    """Make the settings that keep the header row of every sheet in view."""
    views = config.ConfigItemMapIndexed(name="Views")
    view = config.ConfigItemMapEntry()
    sheets = config.ConfigItemMapNamed(name="Tables")
    for name in names:
        one = config.ConfigItemMapEntry(name=name)
        settings = {"VerticalSplitMode": 2, "VerticalSplitPosition": 1, "ActiveSplitRange": 2, "PositionBottom": 1}
        for item, value in settings.items():
            kind = "short" if item.endswith(("Mode", "Range")) else "int"
            one.addElement(config.ConfigItem(name=item, type=kind, text=str(value)))
        sheets.addElement(one)
    view.addElement(config.ConfigItem(name="ViewId", type="string", text="view1"))
    view.addElement(sheets)
    views.addElement(view)
    whole = config.ConfigItemSet(name="ooo:view-settings")
    whole.addElement(views)
    return whole
