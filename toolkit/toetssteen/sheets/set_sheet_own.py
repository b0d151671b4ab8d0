"""A municipality's own criteria as rows of a sheet, both ways: a column for each text in each language.

Rules: a text is taken as it was written; both languages or a fault; an anchor or an ``ask`` that is empty in both
is not there. Which anchors a scale needs, and which ids exist, the lint says.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import get_args

from toetssteen.content.library import Library
from toetssteen.language import LANGUAGES, Text
from toetssteen.model.base import Id, plain
from toetssteen.model.criteria import Addressee, Case, Criterion, Source, When
from toetssteen.sheets.columns import Column, layout_of
from toetssteen.sheets.reader import is_id
from toetssteen.sheets.set_sheet_rows import CHECKED, SetReading, column_of
from toetssteen.sheets.table import Cell, CellRow

_TEXTS = ("title", "question", "why", "link")
SCALE = "zero-to-four"
"""The scale whose anchors always have a column."""
_CASE = ("case nl", "case en", "case source", "case at", "case checked")
_DATED = ("when", "topic", "valid_from", "valid_to")
OWN = layout_of(
    "own",
    [
        *(column_of(name) for name in ("id", "scale", "addressee")),
        *(column_of(f"{name} {language}") for name in (*_TEXTS, "ask 1") for language in LANGUAGES),
        *(column_of(name, needed=False) for name in (*_DATED, *_CASE)),
    ],
    more=r"anchor -?\d{1,9}(\.\d{1,9})? (nl|en)|ask [1-9]\d? (nl|en)|source [1-9]\d?( at| checked)?",
    typed=True,
    empty=True,
)


def own_columns(library: Library, own: Sequence[Criterion]) -> tuple[Column, ...]:
    """Return the columns that these criteria need, in the order a person fills them in."""
    scales = [
        library.scales[scale]
        for scale in dict.fromkeys([SCALE, *(criterion.scale for criterion in own)])
        if scale in library.scales
    ]
    levels = sorted({point.level for scale in scales for point in scale.levels})
    anchors = [*dict.fromkeys([*map(plain, levels), *(level for criterion in own for level in criterion.anchors)])]
    asks, sources = (max([least, *counts]) for least, counts in (
        (3, [len(criterion.ask) for criterion in own]), (1, [len(criterion.sources) for criterion in own]),
    ))  # fmt: skip
    both = [*_TEXTS, *(f"anchor {anchor}" for anchor in anchors), *(f"ask {n + 1}" for n in range(asks))]
    names = [
        *("id", "scale", "addressee"),
        *(f"{text} {language}" for text in both for language in LANGUAGES),
        *_DATED,
        *(f"source {n + 1}{part}" for n in range(sources) for part in ("", " at", " checked")),
        *_CASE,
    ]
    return tuple(map(column_of, names))


def row_of(criterion: Criterion) -> dict[str, str]:
    """Write a criterion as a row: the cells that are not empty, by column."""
    row = {
        "id": criterion.id,
        "scale": criterion.scale,
        "addressee": criterion.addressee,
        "topic": criterion.topic or "",
    }
    texts = {name: getattr(criterion, name) for name in _TEXTS}
    texts |= {f"anchor {level}": text for level, text in criterion.anchors.items()}
    texts |= {f"ask {n}": text for n, text in enumerate(criterion.ask, start=1)}
    sources = {f"source {n}": source for n, source in enumerate(criterion.sources, start=1)}
    if criterion.case:
        texts["case"], sources["case source"] = criterion.case.text, criterion.case.source
    for name, text in texts.items():
        row |= {f"{name} {language}": text.in_(language) for language in LANGUAGES}
    for name, source in sources.items():
        at = name.removesuffix(" source")
        row |= {name: source.work, f"{at} at": source.at or "", f"{at} checked": CHECKED if source.checked else ""}
    row["when"] = "\n".join(f"{question}: {', '.join(options)}" for question, options in criterion.when.items())
    row |= {name: day.isoformat() for name in ("valid_from", "valid_to") if (day := getattr(criterion, name))}
    return row


def criterion_of(row: CellRow, given: Id, index: int, reading: SetReading) -> Criterion:
    """Read a criterion from a row; what is at fault is named in ``reading`` and stood in for."""
    reader = _OwnRow(row, index, reading)
    anchors = {name.split()[1]: name.rpartition(" ")[0] for name in row if re.fullmatch(r"anchor .* nl", name)}
    described = {level: text for level, name in anchors.items() if (text := reader.text(name, "anchors", level))}
    first = next((row[f"{name} nl"] for name in anchors.values() if row[f"{name} nl"].letter), row["scale"])
    reading.put(first, "own", index, "anchors")
    titles = {name: reader.text(name, name, needed=True) or Text.same("?") for name in _TEXTS}
    asked = sorted(int(name.split()[1]) for name in row if re.fullmatch(r"ask \d+ nl", name))
    ask = [text for n in asked if (text := reader.text(f"ask {n}", "ask", n - 1))]
    if not ask:
        ask = [reader.text("ask 1", "ask", 0, needed=True) or Text.same("?")]
    cited = sorted(int(name.split()[1]) for name in row if re.fullmatch(r"source \d+", name))
    sources = [found for n in cited if (found := reader.source(f"source {n}", f"source {n}"))]
    for n, (_, cell) in enumerate(sources):
        reading.put(cell, "own", index, "sources", n)
    return Criterion(
        id=given,
        **titles,
        addressee=reader.addressee(),
        when=reader.when(),
        ask=ask,
        sources=[source for source, _ in sources],
        case=reader.case(),
        topic=reading.id_of(row["topic"]),
        valid_from=reader.day("valid_from"),
        valid_to=reader.day("valid_to"),
        scale=reading.id_of(row["scale"], needed=True) or SCALE,
        anchors=described,
    )


class _OwnRow:
    """Reads the parts of one row."""

    def __init__(self, row: CellRow, index: int, reading: SetReading) -> None:
        self.row, self.index, self.reading = row, index, reading
        reading.put(row["id"], "own", index)
        for name in ("id", "scale", "when", "addressee", "topic"):
            reading.put(row[name], "own", index, name)

    def text(self, column: str, *path: str | int, needed: bool = False) -> Text | None:
        return self.reading.both(self.row, column, ("own", self.index, *path), needed=needed)

    def addressee(self) -> Addressee:
        cell, allowed = self.row["addressee"], get_args(Addressee)
        for addressee in allowed:
            if cell.text == addressee:
                return addressee  # type: ignore[no-any-return]
        self.reading.refuse(cell, "TS-466" if cell.text else "TS-421", allowed=", ".join(allowed))
        return "solution"

    def when(self) -> When:
        cell, found = self.row["when"], When()
        for line in re.split(r"[;\n]", cell.text):
            question, colon, options = line.partition(":")
            named = [option.strip() for option in options.split(",") if option.strip()]
            if not line.strip():
                continue
            if not colon or question.strip() in found or not all(map(is_id, [question.strip(), *named])):
                self.reading.refuse(cell, "TS-467")
                return {}
            found[question.strip()] = named
        return found

    def source(self, column: str, rest: str) -> tuple[Source, Cell] | None:
        work, at, checked = self.row[column], self.row.get(f"{rest} at"), self.row.get(f"{rest} checked")
        if not any(cell and cell.text for cell in (work, at, checked)):
            return None
        if checked and checked.text.lower() not in ("", CHECKED):
            self.reading.refuse(checked, "TS-466", allowed=CHECKED)
        known = self.reading.id_of(work, needed=True)
        sure = bool(checked and checked.text)
        return (Source(work=known, at=(at.written or None) if at else None, checked=sure), work) if known else None

    def case(self) -> Case | None:
        text, found = self.text("case", "case", "text"), self.source("case source", "case")
        if text and not found:
            self.reading.refuse(self.row["case source"], "TS-421")
        elif found and not text:
            self.reading.refuse(self.row["case nl"], "TS-421")
        if found:
            self.reading.put(found[1], "own", self.index, "case", "source")
        return Case(text=text, source=found[0]) if text and found else None

    def day(self, column: str) -> date | None:
        cell = self.row[column]
        self.reading.put(cell, "own", self.index, column)
        return self.reading.day(cell)
