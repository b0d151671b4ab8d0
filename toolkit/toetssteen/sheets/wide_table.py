"""One table of a wide sheet: what its heads say, and its rows as criteria, totals and what is left aside.

Rules: see ``wide.py``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from toetssteen.errors import Fault, SheetError, fault
from toetssteen.sheets.apart import LIMITS
from toetssteen.sheets.table import Cell
from toetssteen.sheets.wide_face import Corner, Face, Spot, label_on, number_in, shown
from toetssteen.sheets.wide_found import (
    Given,
    LeftAside,
    Printed,
    Wide,
    WideCriterion,
    WideHead,
    WideMark,
    WideRow,
    WideSaid,
)
from toetssteen.sheets.wide_heads import WideHeads
from toetssteen.sheets.wide_words import (
    Kind,
    is_agreed,
    is_label,
    is_total,
    is_whole,
    kind_of,
    says_points,
)
from toetssteen.sheets.workbook import Sheet, Trouble, letter_of

MOST_SHOWN = 60
"""Characters of a head that a fault names."""
_WHO: tuple[Kind, ...] = ("evaluator", "solution")
_FIRST_OF = ("weight", "max", "number", "title")
"""What a criterion has one of: the first column in which it has a value."""
_OWN = ("weight", "max")
"""What each criterion has of its own, beside its scores."""


class WideTable:
    """One table of a sheet."""

    def __init__(self, wide: Wide, sheet: Sheet, corner: Corner, said: WideSaid) -> None:
        self.wide, self.sheet, self.said = wide, sheet, said
        self.face = Face(sheet, turned=corner.turned, since=corner.since, until=corner.until)
        self.corner = (corner.column, corner.row) if corner.turned else (corner.row, corner.column)
        found = WideHeads(self.face, self.corner)
        self.head_rows, self.heads, self.under = found.rows, found.of, found.under
        self.used: set[int] = set()
        self.roles: dict[str, list[int]] = {}
        for column, head in self.heads.items():
            self.roles.setdefault(head.role, []).append(column)
        self.points = any(says_points(text) for at in self._columns("weight") for text in self.heads[at].texts)
        under = [row for row in self.face.rows if row > self.head_rows[-1]]
        cut = next((index for index, row in enumerate(under) if self._tells_weights(row)), len(under))
        self.body, self.weights = under[:cut], under[cut:]
        above = [row for row in self.face.rows if row < self.head_rows[0]]
        self.title = self.face.text(above[-1], self.face.rows[above[-1]][0]) if above else ""
        self.outcome = is_total(sheet.name) or is_total(self.title)
        self.scored = self._scored()

    def _columns(self, role: str) -> list[int]:
        return self.roles.get(role, [])

    def _first(self, role: str, row: int) -> Given | None:
        """Return the first value of a role in a row."""
        for column in self._columns(role):
            if (given := self._own(row, column) if role in _OWN else self.given(row, column)) is not None:
                self.used.add(column)
                return given
        return None

    def _own(self, row: int, column: int) -> Given | None:
        """Return a value of one criterion; one that is merged over several that have their own is a trouble, once."""
        _, left, _, right = self.face.span(row, column)
        several = [
            at for at in range(left, right + 1) if at in self.whose or any(at in self._columns(role) for role in _OWN)
        ]
        given, text = self.given(row, column), self.face.text(row, column)
        if len(several) < 2 or not text or (given and isinstance(given.raw, Trouble)):
            return given
        return Given(Trouble("TS-713" if column == several[0] else "", text), self.face.spot(row, column))

    def given(self, row: int, column: int) -> Given | None:
        """Return the value of a cell; one that is merged with other rows is a trouble in each of them."""
        top, left, bottom, _ = self.face.span(row, column)
        raw = self.face.cells.get((top, column if left != column else left))
        if raw is None or left != column:
            return None
        spot = self.face.spot(row, column)
        return Given(Trouble("TS-713", shown(raw)) if top != bottom else raw, spot)

    def _scored(self) -> bool:
        """Return whether a column of scores has a value beside a text."""
        scores = {*self._columns("score")}
        return any(
            isinstance(self.face.cells.get((row, self.corner[1])), str) and not scores.isdisjoint(self.face.rows[row])
            for row in self.body
        )

    def reasons(self) -> Iterator[Spot]:
        """Yield the places of reasons: a scale in one is not that of the sheet."""
        yield from (self.face.spot(row, column) for row in self.body for column in self._columns("reason"))

    def take_weights(self) -> None:
        """Take the weights, and what it adds up, of a table that has no scores of its own."""
        own = self.said._replace(evaluator=self.said.evaluator or "-")  # it prints totals, and nobody's scores
        self.whose = self._whose(own, several=False) if self.scored else {}
        for row in self.body:
            title, weight = self.face.text(row, self.corner[1]), self._first("weight", row) or self._first("max", row)
            if is_total(title):
                self._print(title, row)
            elif weight and title:
                self.wide.points = self.wide.points or self.points
                self._take_weight(title, weight)

    def _take_weight(self, title: str, weight: Given) -> None:
        """Keep a weight that stands elsewhere; where another one of that name differs, it is asked."""
        known = self.wide.weights.setdefault(title, weight)
        if number_in(known.raw) != number_in(weight.raw):
            self.wide.asked.append(fault("TS-716", weight.spot.shown, id=title, first=known.spot.shown))

    def _ask_of_heads(self) -> None:
        """Ask about heads with an error or a date for a text, and names that have a word of heads in them."""
        filled = {column for row in self.body for column in self.face.rows[row]}
        for at in self.head_rows:
            for column in self.face.rows.get(at, ()):
                raw = self.face.cells[at, column]
                if isinstance(raw, Trouble) and not filled.isdisjoint(self.under(at, column)):
                    self._ask_of(raw, at, column)
        for column, head in self.heads.items():
            values = (self.face.cells.get((row, column), "") for row in self.body)
            sure = head.role == "weight" and self._columns("weight")[0] == column
            if head.doubtful and not sure and any(number_in(raw) is not None for raw in values):
                place = self.face.spot(*head.at).shown
                self.wide.asked.append(fault("TS-769", place, name=head.doubtful))

    def _ask_of(self, raw: Trouble, row: int, column: int) -> None:
        """Say of a head or title what is the trouble with it."""
        spot = self.face.spot(row, column)
        place = (spot.table, spot.row, raw.value[:MOST_SHOWN] or "-", letter_of(spot.column))
        self.wide.asked.append(Cell(raw.value, None, *place).fault(raw.code))

    def take(self, *, several: bool) -> None:
        """Take all that a table with scores says."""
        self._ask_of_heads()
        self.whose = self._whose(self.said, several=several)
        block, rows, totalled = "", list[WideRow](), False
        self.wide.points = self.wide.points or self.points
        scores, weighed = {*self._columns("score")}, [*self._columns("weight"), *self._columns("max")]
        last = max(row for row in self.body if not scores.isdisjoint(self.face.rows[row]))
        for row in self.body:
            columns = [column for column in self.face.rows[row] if column in self.heads]
            title = self.face.text(row, self.corner[1])
            label = title or self.face.text(row, self.face.rows[row][0])
            scored = not scores.isdisjoint(columns)
            has_weight = any(column in columns for column in weighed)
            if is_total(label):
                totalled = True
                self._print(label, row)
            elif not title or number_in(title) is not None or row > last or is_label(title):
                self._leave(row, label, "aside")
            elif not scored and not has_weight and self._heads_block(row, title):
                block = title
            elif totalled and not has_weight:
                self._leave(row, label, "below_total")
            else:
                top, left, *_ = self.face.span(row, self.corner[1])
                given, raw = Given(title, self.face.spot(top, left)), self.face.cells[top, left]
                if isinstance(raw, Trouble):
                    self._ask_of(raw, top, left)
                weight = self._first("weight", row)
                rows.append(WideRow(row, given, block, columns, scored, weight))
        if len(rows) * len(self.whose) > LIMITS.rows:
            raise SheetError(
                fault("TS-420", self.sheet.name, table=self.sheet.name, rows=LIMITS.rows, cells=LIMITS.cells)
            )
        self._settle(rows)
        self._take_weights_below()
        self._leave_unused(rows)

    def _leave_unused(self, rows: list[WideRow]) -> None:
        """Leave the columns aside that say nothing of a criterion or a score."""
        paired = {self._reason_of(column) for column in self.whose}
        filled = {column for row in rows for column in row.columns}
        for column, head in self.heads.items():
            unused = head.role in _FIRST_OF and column not in self.used and column in filled
            if unused or head.role in ("aside", "kind", "total") or (head.role == "reason" and column not in paired):
                self._leave_column(column, "column")

    def _heads_block(self, row: int, title: str) -> bool:
        """Return whether a row without values is the head of what follows: alone in its row, or over all of it."""
        _, left, _, right = self.face.span(row, self.corner[1])
        return title not in self.wide.criteria and (len(self.face.rows[row]) == 1 or right > left)

    def _settle(self, rows: list[WideRow]) -> None:
        """Take the rows as criteria; one without scores whose weight is the sum of what follows is a block's head."""
        block, value = "", ""
        for index, row in enumerate(rows):
            if not row.scored and self._sums(row, rows[index + 1 :]):
                block = shown(row.title.raw)
                continue
            if row.block:
                block = row.block
            value = next((text for at in self._columns("value") if (text := self.face.text(row.row, at))), value)
            self._criterion(row, value or block)

    def _sums(self, head: WideRow, following: Iterable[WideRow]) -> bool:
        total, weight = Decimal(0), number_in(head.weight.raw) if head.weight else None
        for row in following:
            if not row.scored:
                break
            total += (number_in(row.weight.raw) if row.weight else None) or 0
        return weight is not None and weight == total

    def _criterion(self, row: WideRow, value: str) -> None:
        described = self._first("title", row.row)
        key = shown(row.title.raw)
        number = self._first("number", row.row)
        known = self.wide.criteria.setdefault(key, WideCriterion(row.title))
        known.id = known.id or (shown(number.raw) if number else "")
        if described:
            known.id, known.title = known.id or key, described
        known.value = known.value or value
        known.scaled = known.scaled or self._first("max", row.row)
        if known.weight and row.weight and number_in(known.weight.raw) != number_in(row.weight.raw):
            self.wide.asked.append(fault("TS-716", row.weight.spot.shown, id=key, first=known.weight.spot.shown))
        known.weight = known.weight or row.weight
        for column, (evaluator, solution) in self.whose.items():
            level = self._own(row.row, column) or Given("", self.face.spot(row.row, column))
            known.marks.append(WideMark(evaluator, solution, level, self._reason(row.row, column)))

    def _reason(self, row: int, column: int) -> Given | None:
        at = self._reason_of(column)
        return None if at is None else self.given(row, at)

    def _reason_of(self, column: int) -> int | None:
        """Return the column of reasons of a score: that of the same names, or the one right of each score."""
        reasons, names = self._columns("reason"), [name for _, name in self.heads[column].names]
        of_it = [at for at in reasons if names and [name for _, name in self.heads[at].names] == names]
        if len(of_it) != 1 and len(reasons) == len(self.whose):
            of_it = [at for at in reasons if at > column][:1]
        return of_it[0] if len(of_it) == 1 else None

    def _print(self, label: str, row: int) -> None:
        """Keep what a row adds up, for whom it stands below; over several columns it is of all evaluators."""
        for column in self.face.rows[row] if is_whole(label) else ():
            given, head = self.given(row, column), self.heads.get(column)
            if given is None or head is None or head.role not in ("score", "total") or number_in(given.raw) is None:
                continue
            who = self._who(head)
            _, left, _, right = self.face.span(row, column)
            evaluator = "" if right > left or self.outcome else self.whose.get(column, ("", ""))[0]
            if solution := who.get("solution") or self.whose.get(column, ("", ""))[1]:
                self.wide.printed.append(Printed(label, evaluator, solution, given))
        self._leave(row, label, "total")

    def _tells_weights(self, row: int) -> bool:
        """Return whether a row says no more than that weights follow."""
        [first, *more] = self.face.rows[row]
        return not more and kind_of(self.face.text(row, first)) == "weight"

    def _take_weights_below(self) -> None:
        """Take the weights below a line that speaks of them: rows of a text and a number."""
        for row in self.weights:
            label = self.face.text(row, self.face.rows[row][0])
            numbers = [column for column in self.face.rows[row] if number_in(self.face.cells[row, column]) is not None]
            if len(numbers) == 1 and (weight := self.given(row, numbers[0])):
                self._take_weight(label, weight)
            else:
                self._leave(row, label, "aside")

    def _leave(self, row: int, label: str, why: str) -> None:
        self.wide.left.append(LeftAside(self.face.spot(row, self.face.rows[row][0]), label, why))

    def _whose(self, said: WideSaid, *, several: bool) -> dict[int, tuple[str, str]]:
        """Return of each column of scores the evaluator and the solution: by its heads, or what the sheet says."""
        found: dict[int, tuple[str, str]] = {}
        filled = {column for row in self.body for column in self.face.rows[row]}
        own: dict[str, str] = {
            kind: label_on(self.sheet, kind) or (self.sheet.name if several else "") for kind in _WHO
        }
        own["evaluator"] = said.evaluator or own["evaluator"]
        for column in self._columns("score"):
            who = self._who(self.heads[column])
            evaluator, solution = who.get("evaluator") or own["evaluator"], who.get("solution") or own["solution"]
            if column not in filled:
                self._leave_column(column, "no_scores")
                continue
            found[column] = (evaluator, solution or self.sheet.name)
            if not evaluator:
                self._ask("TS-714", fault("TS-714", self.sheet.name, table=self.sheet.name))
        return self._agreed(found)

    def _agreed(self, found: dict[int, tuple[str, str]]) -> dict[int, tuple[str, str]]:
        """Take what was agreed on, or what each gave, as was said; where a sheet has both, it is asked."""
        agreed = [column for column, (evaluator, _) in found.items() if is_agreed(evaluator)]
        if not 0 < len(agreed) < len(found):
            return found
        if self.said.agreed is None:
            place = self.face.spot(*self.heads[agreed[0]].at)
            self._ask("TS-720", fault("TS-720", place.shown, name=found[agreed[0]][0]))
            return found
        gone = [column for column in found if (column in agreed) == (self.said.agreed == "skip")]
        for column in gone:
            self._leave_column(column, "agreed")
        return {column: who for column, who in found.items() if column not in gone}

    def _ask(self, code: str, asked: Fault) -> None:
        if all(problem.code != code for problem in self.wide.asked):
            self.wide.asked.append(asked)

    def _leave_column(self, column: int, why: str) -> None:
        spot = self.face.spot(*self.heads[column].at)
        self.wide.left.append(LeftAside(spot, " · ".join(self.heads[column].texts) or spot.shown, why))

    def _who(self, head: WideHead) -> dict[str, str]:
        """Return who the names above a column are: the upper and the lower, by what is said of either."""
        names = [name for _, name in head.names][-2:]
        kinds = [self._kind(head, row, name) for row, name in head.names][-2:]
        if len(names) < 2:
            return {kind or "solution": name for kind, name in zip(kinds, names, strict=True)}
        if kinds[0] == kinds[1]:
            if self.said.heads is None:
                where = self.face.spot(*head.at).shown
                self._ask("TS-715", fault("TS-715", where, upper=names[0], lower=names[1]))
                return dict(zip(("solution", "evaluator"), names, strict=True))
            kinds = ["solution", "evaluator"] if self.said.heads == "solutions" else ["evaluator", "solution"]
        upper = kinds[0] or ("solution" if kinds[1] == "evaluator" else "evaluator")
        return {upper: names[0], "solution" if upper == "evaluator" else "evaluator": names[1]}

    def _kind(self, head: WideHead, row: int, name: str) -> str:
        """Return whether a name is of a solution or an evaluator: by itself, or a label at its side or above it."""
        above = [kind_of(text) for other, text in head.labels if other < row]
        told = (
            "evaluator" if is_agreed(name) else kind_of(name),
            kind_of(self.face.text(row, self.corner[1])),
            *reversed(above),
        )
        return next((kind for kind in told if kind in _WHO), "")
