"""The cells of a CSV file.

Rules: a file is UTF-8 as a whole, UTF-16 with its byte order mark, or in the encoding that was named; none is guessed.
The delimiter is the one that was asked for, that Excel's first line tells, or the only one under which the header has
names that are known.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Collection
from itertools import islice

from toetssteen.sheets.cells import text_of
from toetssteen.sheets.limits import SHEET_COLUMNS, Budget, Refused, Tell

OF_BYTES = {"windows-1252": "cp1252", "mac-roman": "mac-roman", "cp850": "cp850", "iso-8859-15": "iso-8859-15"}
"""Encodings of a byte a character, as Python calls them; the first three differ most and are shown to choose from."""
OF_PAIRS = {"utf-16-le": "utf-16-le", "utf-16-be": "utf-16-be"}
"""Encodings of two bytes a character."""
ENCODINGS = {**OF_BYTES, **OF_PAIRS}
"""The encodings that can be named, as Python calls them."""
DELIMITERS = {",": ",", ";": ";", "tab": "\t"}
"""What can stand between cells, by its name; Excel writes tabs into what it calls Unicode text."""
_MARKS_OF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_MARKS_OF_32 = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
_PART, _SHOWN = 1_000_000, 40
_OF_UTF_8 = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}")
"""What hardly any other encoding has: a file that has it beside other bytes is of two."""
_ENDS = re.compile(rb"[,;\t\r\n\"]")


def read(
    content: bytes,
    names: Collection[str],
    needed: str,
    delimiter: str | None,
    named: str | None,
    budget: Budget,
    tell: Tell,
) -> None:
    """Read a file; ``names`` are the columns that are known, ``needed`` those that a message names.

    ``named`` is the encoding, where it is not UTF-8.

    Raises
    ------
    Refused
        If there is more than the limits allow, its encoding has to be named, or the delimiter is not clear.
    csv.Error
        If it is no CSV.
    """
    encoding = _encoding(content, named)
    text = content[:40_000].decode(encoding, "ignore")
    told = re.match(r'\ufeff?"?sep=([,;\t])"?\r?\n', text)  # Excel's own first line; it counts as a row
    choice = DELIMITERS[delimiter] if delimiter else told[1] if told else _delimiter(text, names, needed)
    csv.field_size_limit(budget.limits.cell)
    tell("sheet", "")
    for number, row in enumerate(csv.reader(_Lines(content, encoding, budget), delimiter=choice, strict=True), start=1):
        cells = [] if told and number == 1 else row
        budget.take("", number, len(cells), sum(map(len, cells)))
        if len(cells) > SHEET_COLUMNS:
            raise budget.too_large("")
        if cells:
            tell("row", number, [text_of(cell) for cell in cells])


class _Lines:
    """The lines of a text; one with more delimiters than all cells there may be is refused before it is split."""

    def __init__(self, content: bytes, encoding: str, budget: Budget) -> None:
        self.lines = io.TextIOWrapper(io.BytesIO(content), encoding=encoding, newline="")
        self.budget = budget

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self.lines.readline(self.budget.limits.text + 1)
        if not line:
            raise StopIteration
        if len(line) > self.budget.limits.text or sum(map(line.count, ",;\t")) > self.budget.limits.cells:
            raise self.budget.too_large("")
        return line


def _encoding(content: bytes, named: str | None) -> str:
    """Find the encoding: UTF-16 by its mark, UTF-8 where all of it is, else the one that was named."""
    if content.startswith(_MARKS_OF_32):
        raise Refused("TS-407")
    if content.startswith(_MARKS_OF_16):
        return _held(content, "utf-16", "utf-16")
    if b"\0" in content and named not in OF_PAIRS:
        if named or content.count(b"\0") * 4 < len(content):  # no text: of UTF-16 some half would be zeros
            raise Refused("TS-407")
        read_as = {name: content[: 2 * _SHOWN].decode(name, "replace") for name in OF_PAIRS}
        readings = [f"{name}: {text.splitlines()[0]}" for name, text in read_as.items() if "\0" not in text]
        raise Refused("TS-408", readings="; ".join(readings)) if readings else Refused("TS-407")
    at = None if b"\0" in content else _odd_byte(content, "utf-8")
    if at is None and b"\0" not in content:
        return "utf-8-sig"
    if named is None:
        others = (found.start() for found in _OF_UTF_8.finditer(content) if abs(found.start() - (at or 0)) > _SHOWN)
        raise Refused("TS-408", readings=_readings(content, [at or 0, *islice(others, 1)]))
    return _held(content, ENCODINGS[named], named)


def _held(content: bytes, encoding: str, named: str) -> str:
    """Return an encoding, if all of a file is in it and is text."""
    if (at := _odd_byte(content, encoding)) is not None:
        line = content[:at].decode(encoding, "ignore").count("\n") + 1
        raise Refused("TS-494", encoding=named, line=line)
    if b"\0" in content and "\0" in content.decode(encoding):
        raise Refused("TS-407")
    return encoding


def _odd_byte(content: bytes, encoding: str) -> int | None:
    """Return where the first byte stands that is none of an encoding."""
    decoder = codecs.getincrementaldecoder(encoding)()
    for at in range(0, len(content) + 1, _PART):
        part = content[at : at + _PART]
        before = len(decoder.getstate()[0])
        try:
            decoder.decode(part, final=at + _PART > len(content))
        except UnicodeDecodeError as error:
            return at - before + error.start
    return None


def _readings(content: bytes, places: list[int]) -> str:
    """Show the cells around some bytes as each encoding reads them, where they differ: at most three readings."""
    before = [_ENDS.split(content[max(0, at - _SHOWN) : at])[-1] for at in places]
    after = [_ENDS.split(content[at : at + _SHOWN])[0] for at in places]
    cells = [first + rest for first, rest in zip(before, after, strict=True)]
    readings: dict[str, str] = {}
    for name, encoding in OF_BYTES.items():
        readings.setdefault(" … ".join(cell.decode(encoding, "replace").strip() for cell in cells), name)
    return "; ".join(f"{name}: {reading}" for reading, name in [*readings.items()][:3])


def _delimiter(text: str, names: Collection[str], needed: str) -> str:
    """Find the one delimiter under which the header line has names that are known."""
    line = text[:20_000].lstrip()[:10_000].splitlines()[:1]
    headers = {choice: next(csv.reader(line, delimiter=choice), []) for choice in DELIMITERS.values()}
    known = {choice: {name.strip().lower() for name in found} & {*names} for choice, found in headers.items()}
    fitting = [choice for choice, found in known.items() if len(found) > 1]
    if len(fitting) != 1:
        raise Refused("TS-414", columns=needed)
    return fitting[0]
