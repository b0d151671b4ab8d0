"""The cells of an OpenDocument spreadsheet (ODS), in one walk over its content.

Rules: what is repeated is counted before it is made, and lies on the sheet; empty rows and cells are made only where
something comes after them. What is not a sheet (a table in a cell, a note, what was changed) is passed. What is hidden,
filtered or merged is read too, and told.
"""

from __future__ import annotations

from collections.abc import Container

from toetssteen.sheets.archive import Archive
from toetssteen.sheets.cells import ERROR, number_of, reference, text_of
from toetssteen.sheets.limits import (
    SHEET_COLUMNS,
    SHEET_NAME,
    SHEET_ROWS,
    Budget,
    HiddenParts,
    Raw,
    Refused,
    Tell,
    whole,
)
from toetssteen.sheets.markup import walk

CONTENT = "content.xml"
_CALCEXT = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}value-type"
_CELLS = frozenset({"table-cell", "covered-table-cell"})


def read(archive: Archive, wanted: Container[str], budget: Budget, tell: Tell, *, strict: bool) -> None:
    """Read the sheets that are wanted, by their names in lower case; all names are told last.

    Raises
    ------
    Refused
        If there is more than the limits allow.
    ValueError, KeyError
        If it is no such spreadsheet.
    """
    content = _Content(wanted, budget, tell, strict=strict)
    walk(archive.chunks(CONTENT), content, budget.limits)
    tell("names", content.names, content.kept)


class _Content:
    """All sheets, one after the other."""

    def __init__(self, wanted: Container[str], budget: Budget, tell: Tell, *, strict: bool) -> None:
        self.wanted, self.budget, self.tell, self.strict = wanted, budget, tell, strict
        self.names: list[str] = []
        self.kept: list[str] = []
        self.path: list[str] = []
        self.sheet: _Sheet | None = None
        self.style = ""
        self.hiding: set[str] = set()

    def start(self, name: str, given: dict[str, str]) -> None:
        if self.sheet is not None:
            self.sheet.start(name, given)
        elif name == "table" and self.path[-1:] == ["spreadsheet"]:
            shown = _local(given).get("name", "")[:SHEET_NAME]
            self.names.append(shown)
            if len(self.names) > self.budget.limits.sheets:
                raise Refused("TS-448")
            if shown.strip().lower() in self.wanted:
                self.kept.append(shown)
                self.tell("sheet", shown, _local(given).get("style-name", "") in self.hiding)
                self.sheet = _Sheet(shown, self.budget, self.tell, strict=self.strict)
        elif name == "style":
            self.style = _local(given).get("name", "")
        elif name == "table-properties" and _local(given).get("display") == "false":
            self.hiding.add(self.style)
        self.path.append(name)

    def end(self, name: str) -> None:
        self.path.pop()
        if self.sheet is not None:
            if name == "table" and self.path[-1:] == ["spreadsheet"]:
                self.tell("merged", self.sheet.merged)
                self.tell("hidden", self.sheet.hidden.rows, self.sheet.hidden.columns)
                self.sheet = None
            else:
                self.sheet.end(name)

    def data(self, text: str) -> None:
        if self.sheet is not None and self.sheet.cell is not None:
            self.sheet.data(text)


class _Sheet:
    """One sheet; a row is told, as often as it is repeated, as soon as it ends."""

    def __init__(self, name: str, budget: Budget, tell: Tell, *, strict: bool) -> None:
        self.name, self.budget, self.tell, self.strict = name, budget, tell, strict
        self.row, self.times, self.inside = 1, 1, False
        self.cells: list[Raw] = []
        self.column = 0
        self.cell: dict[str, str] | None = None
        self.error = False
        self.parts: list[str] = []
        self.said: list[str] = []
        self.length = self.paragraphs = self.aside = self.passed = 0
        self.merged: list[tuple[str, int, int, int, int]] = []
        self.hidden, self.unseen, self.columns = HiddenParts(), False, 0

    def start(self, name: str, given: dict[str, str]) -> None:
        if self.passed or (name == "table" and self.cell is not None) or name == "shapes":
            self.passed += 1
        elif self.cell is not None:
            self._text(name, given)
        elif name == "table-row" and not self.inside:
            self.times = whole(_local(given).get("number-rows-repeated"), 1)
            self.inside, self.cells, self.column, self.unseen = True, [], 0, _hides(given)
            if self.row + self.times - 1 > SHEET_ROWS:
                raise self.budget.too_large(self.name)
        elif name == "table-column":
            first = self.columns + 1
            self.columns += whole(_local(given).get("number-columns-repeated"), 1)
            if _hides(given) and self.columns <= SHEET_COLUMNS:
                self.hidden.columns.append((first, self.columns))
        elif name in _CELLS and self.inside:
            self.cell, self.error = _local(given), given.get(_CALCEXT) == "error"
            self.parts, self.said = [], []
            self.length = self.paragraphs = self.aside = 0

    def end(self, name: str) -> None:
        if self.passed:
            self.passed -= 1
        elif self.cell is not None:
            if name in _CELLS:
                self._take(self.cell)
                self.cell = None
            elif name == "annotation":
                self.aside -= 1
        elif name == "table-row" and self.inside:
            self._told()

    def data(self, text: str) -> None:
        if not self.aside and not self.passed:
            self.length += len(text)
            if self.length > self.budget.limits.cell:
                raise Refused("TS-446", most=self.budget.limits.cell)
            self.parts.append(text)
            if self.paragraphs:
                self.said.append(text)

    def _text(self, name: str, given: dict[str, str]) -> None:
        """Take what is in a cell: paragraphs, and what stands for spaces, tabs and line ends."""
        if name == "annotation":
            self.aside += 1
        elif name == "p" and not self.aside:
            if self.paragraphs:
                self.parts.append("\n")
            self.paragraphs += 1
        elif name == "s":
            count = whole(_local(given).get("c"), 1)
            self.data(" " * min(count, self.budget.limits.cell + 1))
        elif name in ("tab", "line-break"):
            self.data("\t" if name == "tab" else "\n")

    def _take(self, given: dict[str, str]) -> None:
        times = whole(given.get("number-columns-repeated"), 1)
        wide, high = (whole(given.get(f"number-{part}-spanned"), 1) for part in ("columns", "rows"))
        if wide > 1 or high > 1:
            self._merge(high, wide)
        raw = self._raw(given)
        if self.column + times > SHEET_COLUMNS:
            raise self.budget.too_large(self.name)
        if raw != "":
            gap = self.column - len(self.cells)
            length = (len(raw) if isinstance(raw, str) else 20) * times
            last = self.row + self.times - 1
            self.budget.take(self.name, last, (gap + times) * self.times, length * self.times)
            self.cells += [""] * gap + [raw] * times
        else:
            self.budget.take(self.name, 0, 1, 0)
        self.column += times

    def _raw(self, given: dict[str, str]) -> Raw:
        said, typed, formula = "".join(self.said), given.get("value-type"), "formula" in given
        trouble = ""
        if formula and self.strict:
            trouble = "TS-465"
        elif self.error or ERROR.fullmatch(said):
            trouble = "TS-418"
        elif typed is None and (said or formula):
            trouble = "TS-419"
        return (trouble, said) if trouble else self._value(typed, given)

    def _value(self, typed: str | None, given: dict[str, str]) -> Raw:
        for part, code in (("boolean-value", "TS-417"), ("date-value", "TS-416"), ("time-value", "TS-416")):
            if part in given:
                return (code, given[part].upper() if code == "TS-417" else given[part].replace("T00:00:00", ""))
        if "value" in given:
            return number_of(given["value"])
        text = given.get("string-value", "".join(self.parts)) if typed == "string" else ""
        if len(text) > self.budget.limits.cell:
            raise Refused("TS-446", most=self.budget.limits.cell)
        return text_of(text)

    def _told(self) -> None:
        """Tell the row that is whole, and go to the following one."""
        if self.cells:
            for row in range(self.row, self.row + self.times):
                self.tell("row", row, self.cells)
            if self.unseen:
                self.hidden.add_rows(self.row, self.row + self.times - 1)
        self.row += self.times
        self.inside = False

    def _merge(self, high: int, wide: int) -> None:
        top, left = self.row, self.column + 1
        bottom, right = top + high - 1, left + wide - 1
        if bottom > SHEET_ROWS or right > SHEET_COLUMNS or len(self.merged) >= self.budget.limits.merged:
            raise self.budget.too_large(self.name)
        self.merged.append((reference(top, left, bottom, right), top, left, bottom, right))


def _hides(given: dict[str, str]) -> bool:
    """Return whether a row or column is hidden or filtered away."""
    return _local(given).get("visibility", "visible") != "visible"


def _local(given: dict[str, str]) -> dict[str, str]:
    """Return attributes without their namespace."""
    return {key.rpartition("}")[2]: value for key, value in given.items() if key != _CALCEXT}
