"""The cells of an Excel workbook (XLSX), in one walk over each sheet that is wanted.

Rules: what is counted is what is made, by the same walk; how large a sheet says it is (``dimension``) is not looked at.
A cell stands where its reference says, else after the one before. Of a formula only the stored value counts. What is
hidden, filtered or merged is read too, and told.
"""

from __future__ import annotations

import re
from collections.abc import Container
from datetime import UTC, datetime, time, timedelta
from functools import cache
from pathlib import PurePosixPath

from toetssteen.sheets.archive import Archive
from toetssteen.sheets.cells import number_of, reference, text_of
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

BOOK, _LINKS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_STYLES, _TEXTS = "xl/styles.xml", "xl/sharedStrings.xml"
_SPACE = "http://www.w3.org/XML/1998/namespace}space"
_PLACE = re.compile(r"([A-Za-z]{1,3})([1-9]\d{0,6})", re.ASCII)
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_SPANS, _DAYS = frozenset({46}), frozenset({*range(14, 23), *range(27, 37), 45, 47, *range(50, 59)})
"""Built-in number formats that show a length of time, and a date or time of day."""
_ASIDE = re.compile(r'"[^"]*"?|\\.|[_*].|\[(?!(?:h+|m+|s+)\])[^\]]*\]?', re.IGNORECASE)
"""What a number format only puts beside the number: texts, spaces, colours, conditions."""
MAX_STYLES = 65_000


def read(archive: Archive, wanted: Container[str], budget: Budget, tell: Tell, *, strict: bool) -> None:
    """Read the sheets that are wanted, by their names in lower case.

    Raises
    ------
    Refused
        If there is more than the limits allow.
    ValueError, KeyError
        If it is no such workbook.
    """
    links, book = _Links(), _Book(budget.limits.sheets)
    walk(archive.chunks(_LINKS), links, budget.limits)
    walk(archive.chunks(BOOK), book, budget.limits)
    there = [(name, links.parts.get(link, ""), hidden) for name, link, hidden in book.sheets]
    kept = [sheet for sheet in there if sheet[0].strip().lower() in wanted and sheet[1] in archive.names]
    tell("names", [name for name, *_ in there], [name for name, *_ in kept])
    texts, styles = _Texts(budget), _Styles(since_1904=book.since_1904)
    if kept and _TEXTS in archive.names:
        walk(archive.chunks(_TEXTS), texts, budget.limits)
    if kept and _STYLES in archive.names:
        walk(archive.chunks(_STYLES), styles, budget.limits)
    for name, part, hidden in kept:
        tell("sheet", name, hidden)
        sheet = _Sheet(name, texts.found, styles, budget, tell, strict=strict)
        walk(archive.chunks(part), sheet, budget.limits)
        sheet.done()


class _Elements:
    """Takes starts only; the rest passes."""

    def start(self, name: str, given: dict[str, str]) -> None:
        raise NotImplementedError

    def end(self, name: str) -> None:
        pass

    def data(self, text: str) -> None:
        pass


class _Links(_Elements):
    """Where each part of the workbook is, by the id of its link."""

    def __init__(self) -> None:
        self.parts: dict[str, str] = {}

    def start(self, name: str, given: dict[str, str]) -> None:
        if name == "Relationship":
            self.parts[given.get("Id", "")] = str(PurePosixPath("/xl", given.get("Target", "")))[1:]


class _Book(_Elements):
    """The sheets in their order, each with the id of its link and whether it is hidden; if days are from 1904."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.sheets: list[tuple[str, str, bool]] = []
        self.since_1904 = False

    def start(self, name: str, given: dict[str, str]) -> None:
        if name == "sheet":
            link = next((value for key, value in given.items() if key.endswith("}id")), "")
            self.sheets.append((given.get("name", "")[:SHEET_NAME], link, given.get("state", "visible") != "visible"))
            if len(self.sheets) > self.most:
                raise Refused("TS-448")
        elif name == "workbookPr":
            self.since_1904 = given.get("date1904", "0") in ("1", "true")


class _Styles(_Elements):
    """Which styles of a cell make its number a date or a length of time."""

    def __init__(self, *, since_1904: bool) -> None:
        self.first = datetime(1904, 1, 1, tzinfo=UTC) if since_1904 else datetime(1899, 12, 30, tzinfo=UTC)
        self.leap = not since_1904
        self.formats: dict[str, str] = {}
        self.kinds: list[str] = []
        self._inside = False

    def start(self, name: str, given: dict[str, str]) -> None:
        if name == "numFmt":
            self.formats[given.get("numFmtId", "")] = given.get("formatCode", "")
        elif name == "xf" and self._inside:
            self.kinds.append(self._kind(given.get("numFmtId", "")))
        elif name == "cellXfs":
            self._inside = True
        if len(self.kinds) > MAX_STYLES or len(self.formats) > MAX_STYLES:
            raise Refused("TS-448")

    def end(self, name: str) -> None:
        if name == "cellXfs":
            self._inside = False

    def _kind(self, number: str) -> str:
        if number in self.formats:
            code = _ASIDE.sub("", self.formats[number][:1000]).partition(";")[0]
            if "[" in code:
                return "span"
            return "day" if re.search("[dmyhs]|a/p", code, re.IGNORECASE) else ""
        given = int(number) if number.isascii() and number.isdigit() and len(number) < 6 else 0
        return "span" if given in _SPANS else "day" if given in _DAYS else ""

    def value(self, number: float, style: str) -> Raw:
        """Return a number, or, as trouble, the day or time that its style makes of it."""
        kind = self.kinds[at] if (at := whole(style)) < len(self.kinds) else ""
        if not kind:
            return number
        try:
            length = timedelta(days=number)
            if kind == "span":
                return ("TS-416", str(length))
            if number < 1:
                return ("TS-416", str(time() if number < 0 else (self.first + length).time()))
            day = self.first + length + timedelta(days=self.leap and number < 60)
            shown = day.replace(tzinfo=None)
            return ("TS-416", str(shown.date() if shown.time() == time() else shown))
        except OverflowError:
            return ("TS-416", str(number))


class _Text:
    """Gathers a text of ``t`` elements, and leaves out how it is pronounced (``rPh``)."""

    def __init__(self, budget: Budget) -> None:
        self.most = budget.limits.cell
        self.parts: list[str] = []
        self._run: list[str] | None = None
        self._keeps, self._aside = False, 0
        self._length = 0

    def clear(self) -> None:
        self.parts, self._run, self._length = [], None, 0

    def start(self, name: str, given: dict[str, str]) -> None:
        if name == "rPh":
            self._aside += 1
        elif name == "t" and not self._aside:
            self._run, self._keeps = [], given.get(_SPACE) == "preserve"

    def end(self, name: str) -> None:
        if name == "rPh":
            self._aside -= 1
        elif name == "t" and self._run is not None:
            run = "".join(self._run)
            self.parts.append(run if self._keeps else run.strip(" \t\r\n"))
            self._run = None

    def data(self, text: str) -> None:
        if self._run is not None:
            self._length += len(text)
            if self._length > self.most:
                raise Refused("TS-446", most=self.most)
            self._run.append(text)

    def whole(self) -> str:
        return unescaped("".join(self.parts))


class _Texts:
    """The texts that cells share, in their order."""

    def __init__(self, budget: Budget) -> None:
        self.budget = budget
        self.found: list[str] = []
        self._text, self._length = _Text(budget), 0

    def start(self, name: str, given: dict[str, str]) -> None:
        if name == "si":
            self._text.clear()
        self._text.start(name, given)

    def end(self, name: str) -> None:
        self._text.end(name)
        if name == "si":
            self.found.append(self._text.whole())
            self._length += len(self.found[-1])
            limits = self.budget.limits
            if self._length > limits.text or len(self.found) > 2 * limits.cells:
                raise self.budget.too_large("sharedStrings")

    def data(self, text: str) -> None:
        self._text.data(text)


class _Sheet:
    """The cells of one sheet; a row is told as soon as the next begins."""

    def __init__(
        self, name: str, texts: list[str], styles: _Styles, budget: Budget, tell: Tell, *, strict: bool
    ) -> None:
        self.name, self.texts, self.styles = name, texts, styles
        self.budget, self.tell, self.strict = budget, tell, strict
        self.row, self.column, self.inside = 0, 0, False
        self.cells: dict[int, Raw] = {}
        self.length = 0
        self.cell: dict[str, str] | None = None
        self.formula = False
        self.value: list[str] | None = None
        self.inline: _Text | None = None
        self.stored: str | None = None
        self.merged: list[tuple[str, int, int, int, int]] = []
        self.hidden = HiddenParts()
        self.unseen = False

    def start(self, name: str, given: dict[str, str]) -> None:
        if self.cell is not None:
            if self.inline is not None:
                self.inline.start(name, given)
            elif name == "v":
                self.value, self.length = [], 0
            elif name == "is":
                self.inline = _Text(self.budget)
            elif name == "f":
                self.formula = True
        elif name == "c" and self.inside:
            self._place(given.get("r"))
            self.cell, self.formula, self.stored = given, False, None
        elif name == "row" and self.inside:
            self._told(whole(given["r"], 1) if "r" in given else self.row + 1)
            self.unseen = _hides(given, "ht")
        elif name == "sheetData":
            self.inside = True
        elif name == "mergeCell":
            self._merge(given.get("ref", ""))
        elif name == "col" and _hides(given, "width") and len(self.hidden.columns) < SHEET_COLUMNS:
            self.hidden.columns.append((whole(given.get("min"), 1), whole(given.get("max"), 1)))

    def end(self, name: str) -> None:
        if name == "v" and self.value is not None:
            self.stored, self.value = "".join(self.value), None
        elif name == "is" and self.inline is not None:
            self.stored, self.inline = self.inline.whole(), None
        elif self.inline is not None:
            self.inline.end(name)
        elif name == "c" and self.cell is not None:
            self._take(self.cell)
            self.cell = None
        elif name == "sheetData":
            self._told(self.row)
            self.inside = False

    def data(self, text: str) -> None:
        if self.value is not None:
            self.length += len(text)
            if self.length > self.budget.limits.cell:
                raise Refused("TS-446", most=self.budget.limits.cell)
            self.value.append(text)
        elif self.inline is not None:
            self.inline.data(text)

    def done(self) -> None:
        """Tell what of the sheet comes after its cells."""
        self.tell("merged", self.merged)
        self.tell("hidden", self.hidden.rows, self.hidden.columns)

    def _place(self, given: str | None) -> None:
        row = self.row
        if given is None:
            self.column += 1
        elif found := _PLACE.fullmatch(given):
            self.column, row = column_of(found[1]), int(found[2])
        else:
            raise ValueError(given[:20])
        if row != self.row:
            column = self.column
            self._told(row)
            self.column = column
        if self.column > SHEET_COLUMNS or row < 1:
            raise self.budget.too_large(self.name)

    def _told(self, following: int) -> None:
        """Tell the row that is whole, and go to the following one."""
        if following > SHEET_ROWS:
            raise self.budget.too_large(self.name)
        if self.cells:
            last = max(self.cells)
            length = sum(len(raw) if isinstance(raw, str) else 20 for raw in self.cells.values())
            self.budget.take(self.name, self.row, last, length)
            self.tell("row", self.row, [self.cells.get(column, "") for column in range(1, last + 1)])
            if self.unseen:
                self.hidden.add_rows(self.row)
        self.row, self.column, self.cells, self.unseen = following, 0, {}, self.unseen and following == self.row

    def _take(self, given: dict[str, str]) -> None:
        kind, text = given.get("t", ""), self.stored or ""
        if not text and not self.formula:
            raw: Raw = ""
        elif self.formula and self.strict:
            raw = ("TS-465", text)
        elif kind == "e":
            raw = ("TS-418", text)
        elif not text and kind != "str":
            raw = ("TS-419", text)
        else:
            raw = self._value(kind, text, given.get("s", "0"))
        self.cells[self.column] = raw

    def _value(self, kind: str, text: str, style: str) -> Raw:
        if kind == "s":
            at = whole(text)
            if at >= len(self.texts):
                raise ValueError(f"sharedStrings {at}")
            return text_of(self.texts[at])
        if kind in ("str", "inlineStr"):
            return text_of(unescaped(text) if kind == "str" else text)
        if kind == "b":
            return ("TS-417", "FALSE" if text == "0" else "TRUE")
        if kind == "d":
            return ("TS-416", text.replace("T", " "))
        if kind not in ("", "n"):
            raise ValueError(f"t={kind[:20]}")
        number = number_of(text)
        if isinstance(number, float):
            return self.styles.value(number, style)
        return text_of(text) if kind == "" and not _infinite(text) else number

    def _merge(self, given: str) -> None:
        corners = [_PLACE.fullmatch(corner) for corner in given.split(":")[:2]]
        places = [(int(found[2]), column_of(found[1])) for found in corners if found]
        if len(places) < len(corners) or not places:
            raise ValueError(given[:20])
        (top, left), (bottom, right) = places[0], places[-1]
        if bottom > SHEET_ROWS or right > SHEET_COLUMNS or len(self.merged) >= self.budget.limits.merged:
            raise self.budget.too_large(self.name)
        self.merged.append((reference(top, left, bottom, right), top, left, bottom, right))


def _hides(given: dict[str, str], size: str) -> bool:
    """Return whether a row or column is hidden, filtered away or has no height or width."""
    return given.get("hidden") in ("1", "true") or given.get(size) in ("0", "0.0")


def _infinite(text: str) -> bool:
    return text.lower().lstrip("+-") in ("nan", "inf", "infinity") or text[:1].isdigit()


def unescaped(text: str) -> str:
    """Return a text with the characters that XLSX writes as ``_x000D_``; halves of a character stay as they are."""
    return _ESCAPED.sub(_character, text) if "_x" in text else text


def _character(found: re.Match[str]) -> str:
    code = int(found[1], 16)
    return found[0] if 0xD800 <= code <= 0xDFFF else chr(code)


@cache
def column_of(letters: str) -> int:
    """Read a column of at most three letters, from 1."""
    column = 0
    for letter in letters.upper():
        column = column * 26 + ord(letter) - 64
    return column
