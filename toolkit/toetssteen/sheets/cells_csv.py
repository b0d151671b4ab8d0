"""The cells of a CSV file.

Rules: UTF-8 or Windows-1252; the delimiter is the one that was asked for, that Excel's first line tells, or the only
one under which the header has names that are known.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Collection

from toetssteen.sheets.cells import text_of
from toetssteen.sheets.limits import SHEET_COLUMNS, Budget, Refused, Tell

_PART = 1_000_000


def read(
    content: bytes, names: Collection[str], needed: str, delimiter: str | None, budget: Budget, tell: Tell
) -> None:
    """Read a file; ``names`` are the columns that are known, ``needed`` those that a message names.

    Raises
    ------
    Refused
        If there is more than the limits allow, it is another encoding, or the delimiter is not clear.
    csv.Error
        If it is no CSV.
    """
    encoding = _encoding(content)
    text = content[:40_000].decode(encoding, "ignore")
    told = re.match(r'"?sep=([,;])"?\r?\n', text)  # Excel's own first line; it counts as a row
    choice = delimiter or (told[1] if told else _delimiter(text, names, needed))
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
        if len(line) > self.budget.limits.text or line.count(",") + line.count(";") > self.budget.limits.cells:
            raise self.budget.too_large("")
        return line


def _encoding(content: bytes) -> str:
    """Find the encoding: the first of those taken that all of it can be."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in content:
        raise Refused("TS-407")
    for encoding in ("utf-8-sig", "cp1252"):
        decoder = codecs.getincrementaldecoder(encoding)()
        try:
            for at in range(0, len(content), _PART):
                decoder.decode(content[at : at + _PART])
            decoder.decode(b"", final=True)
            return encoding
        except UnicodeDecodeError:
            continue
    raise Refused("TS-408")


def _delimiter(text: str, names: Collection[str], needed: str) -> str:
    """Find the one delimiter under which the header line has names that are known."""
    line = text[:20_000].lstrip()[:10_000].splitlines()[:1]
    headers = {choice: next(csv.reader(line, delimiter=choice), []) for choice in (",", ";")}
    known = {choice: {name.strip().lower() for name in found} & {*names} for choice, found in headers.items()}
    fitting = [choice for choice, found in known.items() if len(found) > 1]
    if len(fitting) != 1:
        raise Refused("TS-414", columns=needed)
    return fitting[0]
