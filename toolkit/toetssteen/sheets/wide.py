"""Score sheets as people have them, read into the two ordinary tables, each value with the cell that it came from.

A table is found and read by these rules, and no others:

1. It begins at a head of one column that says *criterium*, *eis* and the like (criteria go down), or *inschrijver*,
   *oplossing* and the like (solutions go down, and the sheet is turned); beside it stands something, below it texts.
2. Rows around that head that have something right of it only are heads as well; merged heads hold for all they cover.
3. A head that says weight, maximum, reason, total, number or public value says what its column is; every other one is
   a name: of solutions, or of evaluators where it says so. Of two names above each other one has to say whose it is.
   A head with one such word that can be a name (*Max Bouw*), and one that is an error, is asked about.
   Points before the names are weights in points, and a column of merged rows before the criteria has public values.
4. A row with a text below the head and a value in a column of scores is a criterion; a row with a text alone is the
   head of a block, the public value. A row that says total, mean or rank is left out, and compared.
5. A table without scores that has weights gives those of the criteria it names; a line that tells a scale gives it.
6. What remains is left aside, and named. What the sheet does not say is asked.

Does not belong here: what the values mean (``scores.py``), words (``wide_words.py``), turning (``wide_face.py``).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from toetssteen.sheets.apart import LIMITS
from toetssteen.sheets.wide_face import Spot, corners, shown
from toetssteen.sheets.wide_found import LeftAside, Wide, WideSaid
from toetssteen.sheets.wide_table import WideTable
from toetssteen.sheets.wide_words import names_scale, scale_in, words_of
from toetssteen.sheets.workbook import Book, Sheet, Trouble

MOST_TABLES = 20
"""Tables of one sheet that are looked at."""
MAX_SCALE = 200
"""Characters of a text that can tell a scale."""


def recognise(book: Book, said: WideSaid) -> Wide | None:
    """Read the wide tables of a book; nothing where it has none with scores."""
    wide, tables = Wide(), list[WideTable]()
    for sheet in book.sheets:
        found = [WideTable(wide, sheet, corner, said) for corner in islice(corners(sheet), MOST_TABLES)]
        tables += found
        if not found and sheet.grid:
            wide.left.append(LeftAside(Spot(sheet.name, 1, 0), sheet.name, "no_table"))
    outcomes = [table for table in tables if table.scored and table.outcome]
    scored = [table for table in tables if table.scored and not table.outcome] or outcomes
    for table in tables:
        if table not in scored:
            table.take_weights()
    wide.left += [
        LeftAside(table.face.spot(*table.corner), table.title, "total") for table in outcomes if table not in scored
    ]
    sheets = {table.sheet.name: table.sheet for table in scored}
    for table in scored:
        table.take(several=len(sheets) > 1)
    reasons = {spot for table in scored for spot in table.reasons()}
    for sheet in sheets.values():
        told = ((scale, spot) for scale, spot in _scales(sheet) if spot not in reasons)
        wide.scales |= {scale: spot for scale, spot in told if scale not in wide.scales}
        _look_over(wide, sheet)
    _match_weights(wide)
    if not any(criterion.weight for criterion in wide.criteria.values()):
        wide.points = True
        for criterion in wide.criteria.values():
            criterion.weight = criterion.scaled
    return wide if wide.criteria else None


def _match_weights(wide: Wide) -> None:
    """Give criteria the weights that stand elsewhere: of their name, or of one all words of which only they have."""
    words = {title: {*words_of(title)} for title in wide.criteria}
    names = {name: {*words_of(name)} for name in wide.weights if name not in words}
    close = len(names) * len(words) <= LIMITS.cells
    for name, weight in wide.weights.items():
        fitting = [name] if name in words else [title for title in words if close and names[name] <= words[title]]
        if len(fitting) == 1 and wide.criteria[fitting[0]].weight is None:
            wide.criteria[fitting[0]].weight = weight


def _look_over(wide: Wide, sheet: Sheet) -> None:
    """Name the merged ranges that have something in them, and the formulas that were never worked out."""
    for cells, top, left, *_ in sheet.merged:
        raw = sheet.grid[top - 1][left - 1] if top <= len(sheet.grid) and left <= len(sheet.grid[top - 1]) else ""
        if shown(raw):
            wide.merged.append((f"{sheet.name}, {cells}", shown(raw)))
    wide.unworked += [
        Spot(sheet.name, row, column)
        for row, cells in enumerate(sheet.grid, start=1)
        for column, raw in enumerate(cells)
        if isinstance(raw, Trouble) and raw.code == "TS-419"
    ]


def _scales(sheet: Sheet) -> Iterator[tuple[str, Spot]]:
    """Yield each scale that a line tells, also with its name in one cell and its ends in the next."""
    for row, cells in enumerate(sheet.grid, start=1):
        before = ""
        for column, raw in enumerate(cells):
            text = raw.strip() if isinstance(raw, str) and len(raw) <= MAX_SCALE else ""
            if text and (scale := scale_in(text) or (scale_in(f"{before} {text}") if names_scale(before) else None)):
                yield scale, Spot(sheet.name, row, column)
            before = text or before
