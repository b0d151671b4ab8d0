"""Sheets as an OpenDocument spreadsheet (ODS): the same locked cells, choices and widths as in XLSX.

Rules: every text is a text, also where it begins with ``=``; spaces, tabs and line ends stay; a number is one where a
spreadsheet keeps it exactly. A sheet that grows has empty rows at its end, and nothing on it is locked.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from decimal import Decimal

from odfdo import Document, Element, Paragraph

from toetssteen.errors import SheetError, fault
from toetssteen.language import Language, number, say
from toetssteen.model.base import plain
from toetssteen.sheets.columns import CellCheck, Column, Sheet, kept_exactly

_FILLS = {"head": "#CFE2F3", "open": "#FFF9E0", "locked": "#F2F2F2", "strong": "#F2F2F2", "number": "#FFF9E0"}
_LAST_ROW = 1000
"""Until which row one that grows is formatted and checked."""
_MM = 2.1
"""Millimetres that a character of a column's width takes."""
_PAPER = {
    "fo:page-width": "297mm", "fo:page-height": "210mm", "style:print-orientation": "landscape", "fo:margin": "12mm",
    "style:scale-to-X": "1",
}  # fmt: skip


def ods(sheets: Iterable[Sheet], title: str, language: Language, about: str) -> bytes:
    """Write sheets as an ODS; a fault calls them ``about``.

    Raises
    ------
    SheetError
        If something cannot be kept in a cell.
    """
    sheets, book = [*sheets], Document("spreadsheet")
    book.del_part("Thumbnails/thumbnail.png")  # of odfdo's own empty sheet
    book.meta.title = title
    book.set_language({"nl": "nl-NL", "en": "en-GB"}[language])
    _style(book, {column.width for sheet in sheets for column in sheet.columns})
    book.settings.root.replace_element(book.settings.root.children[0], _frozen([sheet.name for sheet in sheets]))
    book.body.clear()
    checks = _element("table:content-validations")
    book.body.append(checks)
    try:
        for sheet in sheets:
            book.body.append(_table(sheet, language, checks))
    except ValueError as error:  # a character that XML does not have
        raise SheetError(fault("TS-472", about, problem=str(error)[:80])) from error
    book.save(packed := io.BytesIO())
    return packed.getvalue()


def _element(tag: str, given: Mapping[str, str] | None = None, *inside: Element) -> Element:
    made = Element.from_tag(tag)
    for name, value in (given or {}).items():
        made.set_attribute(name, value)
    for element in inside:
        made.append(element)
    return made


def _style(book: Document, widths: Iterable[int]) -> None:
    """Put the styles in: of cells by what they are, of columns by their width, of the page."""
    cells = book.content.root.get_element("//office:automatic-styles")
    pages = book.styles.root.get_element("//office:automatic-styles")
    masters = book.styles.root.get_element("//office:master-styles")
    assert cells is not None
    assert pages is not None
    assert masters is not None
    cells.append(_element("number:text-style", {"style:name": "as-text"}, _element("number:text-content")))
    for name, colour in _FILLS.items():
        drawn = {
            "fo:wrap-option": "wrap", "style:vertical-align": "top", "fo:background-color": colour,
            "style:cell-protect": "none" if name in ("open", "number") else "protected", "fo:padding": "0.6mm",
            "fo:border": "0.06pt solid #BFBFBF",
        }  # fmt: skip
        bold = {"fo:font-weight": "bold" if name in ("head", "strong") else "normal"}
        cells.append(
            _named(f"cell-{name}", "table-cell", _element("style:table-cell-properties", drawn),
                   _element("style:text-properties", bold), data="" if name == "number" else "as-text")
        )  # fmt: skip
    for width in widths:
        wide = {"style:column-width": f"{width * _MM:.1f}mm"}
        cells.append(_named(f"wide-{width}", "table-column", _element("style:table-column-properties", wide)))
    high = _element("style:table-row-properties", {"style:use-optimal-row-height": "true"})
    cells.append(_named("row", "table-row", high))
    shown = _named("page", "table", _element("style:table-properties", {"table:display": "true"}))
    shown.set_attribute("style:master-page-name", "landscape")
    cells.append(shown)
    paper = _element("style:page-layout-properties", _PAPER)
    pages.append(_element("style:page-layout", {"style:name": "landscape"}, paper))
    masters.append(_element("style:master-page", {"style:name": "landscape", "style:page-layout-name": "landscape"}))


def _named(name: str, family: str, *inside: Element, data: str = "") -> Element:
    given = {"style:name": name, "style:family": family} | ({"style:data-style-name": data} if data else {})
    return _element("style:style", given, *inside)


def _table(sheet: Sheet, language: Language, checks: Element) -> Element:
    """Write a sheet, and add to the checks what its cells take."""
    given = {"table:name": sheet.name, "table:style-name": "page"}
    given |= {} if sheet.grows else {"table:protected": "true"}
    last = max(_LAST_ROW, len(sheet.lines) + 2) if sheet.grows else len(sheet.lines) + 1
    columns = [
        _element("table:table-column", {
            "table:style-name": f"wide-{column.width}", "table:visibility": "collapse" if column.hidden else "visible",
        })
        for column in sheet.columns
    ]  # fmt: skip
    guards: dict[tuple[int, int], str] = {}
    for check in sheet.checks(last):
        name = _check(checks, check, language)
        guards |= dict.fromkeys(((check.place, row) for row in check.rows), name)
    header = _row([_cell(column.heading(language), "head") for column in sheet.columns])
    rows = [
        _row([
            _cell(line.texts.get(column.id, ""), _kind(column), guards.get((index, row), ""))
            for index, column in enumerate(sheet.columns)
        ])
        for row, line in enumerate(sheet.lines, start=2)
    ]  # fmt: skip
    if sheet.grows:
        rows.append(
            _row([_cell("", _kind(column), guards.get((at, last), "")) for at, column in enumerate(sheet.columns)])
        )
        rows[-1].set_attribute("table:number-rows-repeated", str(last - len(sheet.lines) - 1))
    return _element("table:table", given, *columns, _element("table:table-header-rows", None, header), *rows)


def _kind(column: Column) -> str:
    return "strong" if column.strong else "locked" if column.locked else "number" if column.kind == "number" else "open"


def _row(cells: Iterable[Element]) -> Element:
    return _element("table:table-row", {"table:style-name": "row"}, *cells)


def _cell(value: str | Decimal, kind: str, check: str = "") -> Element:
    text = plain(value) if isinstance(value, Decimal) else value
    given = {"table:style-name": f"cell-{kind}"}
    if isinstance(value, Decimal) and kept_exactly(value):
        given |= {"office:value-type": "float", "office:value": text}
    elif text:
        given |= {"office:value-type": "string"}
    given |= {"table:content-validation-name": check} if check else {}
    return _element("table:table-cell", given, *(Paragraph(part) for part in text.split("\n") if text))


def _check(checks: Element, check: CellCheck, language: Language) -> str:
    """Add a check of what is typed, and return its name."""
    column, choice = check.column, check.choice
    name = f"check-{len(checks.children) + 1}"
    if choice is None:
        condition = f"cell-content-text-length()<={column.most}"
    elif choice.range:
        condition = f"cell-content-is-decimal-number() and cell-content-is-between({','.join(choice.range)})"
    else:
        condition = f"cell-content-is-in-list({';'.join(map(_quoted, choice.options))})"
    given = {"table:name": name, "table:condition": f"of:{condition}", "table:allow-empty-cell": "true"}
    given |= {"table:display-list": "unsorted"} if choice and not choice.range else {}
    said = say(column.says, language, most=number(str(column.most), language) if column.most else "")
    hint = _element("table:help-message", {"table:display": "true"}, Paragraph(said))
    stop = {"table:message-type": "stop", "table:display": "true"}
    error = _element("table:error-message", stop, Paragraph(said))
    checks.append(_element("table:content-validation", given, *([hint] if column.hints else []), error))
    return name


def _quoted(word: str) -> str:
    return '"' + word.replace('"', '""') + '"'


def _frozen(names: Iterable[str]) -> Element:
    """Make the settings that keep the header row of every sheet in view."""
    split = {"VerticalSplitMode": 2, "VerticalSplitPosition": 1, "ActiveSplitRange": 2, "PositionBottom": 1}
    tables = [
        _element("config:config-item-map-entry", {"config:name": name}, *(_setting(*item) for item in split.items()))
        for name in names
    ]
    view = _element(
        "config:config-item-map-entry", None,
        _setting("ViewId", "view1"), _element("config:config-item-map-named", {"config:name": "Tables"}, *tables),
    )  # fmt: skip
    views = _element("config:config-item-map-indexed", {"config:name": "Views"}, view)
    whole = _element("config:config-item-set", {"config:name": "ooo:view-settings"}, views)
    return _element("office:settings", None, whole)


def _setting(name: str, value: int | str) -> Element:
    kind = "string" if isinstance(value, str) else "short" if name.endswith(("Mode", "Range")) else "int"
    item = _element("config:config-item", {"config:name": name, "config:type": kind})
    item.text = str(value)
    return item
