"""The heads of a wide table: which rows they are, and what each column holds by what stands above it."""

from __future__ import annotations

from collections.abc import Iterable

from toetssteen.sheets.wide_face import Face
from toetssteen.sheets.wide_found import WideHead
from toetssteen.sheets.wide_words import can_be_name, is_label, is_named_score, kind_of, says_points, without_label

MOST_HEADS = 10
"""Rows of heads above and below the first."""


class WideHeads:
    """The heads of a table with its corner at ``corner`` (row, column): their rows, and what each column is."""

    def __init__(self, face: Face, corner: tuple[int, int]) -> None:
        self.face, self.corner = face, corner
        self.rows = self._rows()
        self.of = self._heads()
        self._settle_heads()

    def _rows(self) -> list[int]:
        """Return the rows of heads: that of the corner, and those around it that have something right of it only."""
        row, column = self.corner
        last = min(self.face.span(row, column)[2], row + MOST_HEADS)
        above, below = row - 1, last + 1
        while above in self.face.rows and self._right_only(above) and row - above <= MOST_HEADS:
            above -= 1
        while below in self.face.rows and self._right_only(below) and self._texts(below) and below - row <= MOST_HEADS:
            below += 1
        return [*range(above + 1, below)]

    def _right_only(self, row: int) -> bool:
        column = self.corner[1]
        places = [
            other for other in self.face.rows[row] if not (other == column and is_label(self.face.text(row, other)))
        ]
        return bool(places) and min(places) > column

    def _texts(self, row: int) -> bool:
        return all(isinstance(self.face.cells[row, column], str) for column in self.face.rows[row])

    def _heads(self) -> dict[int, WideHead]:
        """Return what each column is, by the heads that stand above it."""
        places = [(row, column) for row in self.rows for column in self.face.rows.get(row, ())]
        columns = sorted({at for place in places for at in self.under(*place)})
        carried: dict[int, str] = {}
        found: dict[int, WideHead] = {}
        for column in columns:
            texts: list[tuple[int, str]] = []
            for row in self.rows:
                text = self.face.text(row, column)
                if text:
                    carried |= {row: text} if column > self.corner[1] else {}
                elif row != self.rows[-1] and self.face.span(row, column) == (row, column, row, column):
                    text = "" if kind_of(carried.get(row, "")) == "total" else carried.get(row, "")
                if text and text not in [known for _, known in texts]:
                    texts.append((row, text))
            if column != self.corner[1]:
                found[column] = self._head(column, texts)
        return found

    def under(self, row: int, column: int) -> Iterable[int]:
        """Return the columns that a head stands above."""
        _, left, _, right = self.face.span(row, column)
        return range(left, right + 1) if column == left else (column,)

    def _head(self, column: int, texts: list[tuple[int, str]]) -> WideHead:
        kinds = [
            (kind, text)
            for _, text in reversed(texts)
            if (kind := kind_of(text)) not in ("", "evaluator", "solution", "score") and not is_named_score(text, kind)
        ]
        names = [(row, name) for row, text in texts if (name := without_label(text))]
        before = column < self.corner[1]
        role, told = kinds[0] if kinds else ("aside" if before else "score", "")
        if role == "criterion":
            role = "value" if before else "title"
        labels = [(row, text) for row, text in texts if is_label(text)]
        at = (texts[-1][0] if texts else self.corner[0], column)
        named = not before and role not in ("total", "reason") and (role == "title" or can_be_name(told))
        return WideHead(at, role, names, labels, [text for _, text in texts], told if named else "")

    def _settle_heads(self) -> None:
        """Settle what the other heads tell of one: points before names are weights, merged rows before all values."""
        heads, told = self.of.items(), {head.role for head in self.of.values()}
        for column, head in heads:
            before = self.face.columns.get(column, []) if column < self.corner[1] else []
            spans = [self.face.span(row, column) for row in before if row > self.rows[-1]]
            if head.role == "aside" and "value" not in told and any(top < bottom for top, _, bottom, _ in spans):
                head.role = "value"
        named = min((column for column, head in heads if head.role == "score" and head.names), default=0)
        for column, head in heads if named else ():
            if head.role == "score" and not head.names and any(map(says_points, head.texts)):
                first = column < named and told.isdisjoint(("weight", "max"))
                head.role = "weight" if first else "aside"
