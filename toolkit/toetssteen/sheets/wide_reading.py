"""A wide sheet as it would be read, shown before anything is taken in, and then taken in after a yes.

Rules: what is shown and what is taken in is one reading; every value has its place; the totals that follow stand beside
those that the sheet prints, and say whether they are the same. Nothing is taken in while something is asked.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from toetssteen.errors import Fault, SheetError, fault
from toetssteen.language import Language, number, say
from toetssteen.model.base import plain
from toetssteen.model.method import Aggregation
from toetssteen.model.weights import Unit
from toetssteen.sheets import scores_sheet, unseen
from toetssteen.sheets.columns import Line
from toetssteen.sheets.table import Tables
from toetssteen.sheets.unseen import Concealed, Hidden
from toetssteen.sheets.wide import recognise
from toetssteen.sheets.wide_face import Spot, number_in, shown
from toetssteen.sheets.wide_found import Given, Wide, WideSaid
from toetssteen.sheets.wide_tables import Laid, Row, laid_out, scale_of, tables_of
from toetssteen.sheets.wide_totals import Compared, compared
from toetssteen.sheets.workbook import read_whole

if TYPE_CHECKING:
    from toetssteen.sheets.scores import SheetScores


MOST_SOURCE = 500
"""Characters of what goes on record as where scores came from."""
EMPTY_CELLS = frozenset(["TS-535", "TS-712", "TS-714"])
"""Questions whose answer is a cell that can be filled in later: a weight, a scale, an evaluator."""


class WidePart(NamedTuple):
    """A part of what is shown: its key and name, its heads, and its rows."""

    key: str
    name: str
    heads: list[str]
    rows: list[list[str]]


@dataclass
class WideReading:
    """One reading of a wide sheet; ``faults`` has what is asked, or else what the reader of scores refuses.

    ``concealed`` has what is hidden of each sheet and was read all the same: its values are shown as such.
    """

    path: Path
    wide: Wide
    laid: Laid
    unit: Unit
    aggregation: Aggregation = "mean"
    low_is_best: Collection[str] = ()
    notes: Collection[Fault] = ()
    faults: list[Fault] = field(default_factory=list)
    concealed: Mapping[str, Concealed] = field(default_factory=dict)

    def scores(self) -> SheetScores:
        """Return the scores, as of two ordinary tables.

        Raises
        ------
        SheetError
            With what is asked, or every fault of every cell.
        """
        if self.wide.asked:
            raise SheetError(self.wide.asked)
        from toetssteen.sheets.scores import scores_of

        found = tables_of(self.laid)
        found.notes += self.notes
        if len(found.tables) < len(self.laid):
            raise SheetError(found.faults)
        read = scores_of(
            found, self.path, aggregation=self.aggregation, weights=self.unit, low_is_best=self.low_is_best
        )
        return replace(read, notes=[self._taken(), *self.unworked(), *read.notes])

    def unworked(self) -> list[Fault]:
        """Return that formulas have no value, where that is so."""
        unworked = self.wide.unworked
        return [fault("TS-532", unworked[0].shown, count=len(unworked))] if unworked else []

    def _taken(self) -> Fault:
        """Return what is taken in, and whether the totals that are printed follow from it."""
        lines = compared(self.wide, self.laid, self.low_is_best)
        differ = [line.printed.given.spot.shown for line in lines if line.follows is not None and not line.way]
        same, left = sum(bool(line.way) for line in lines), sum(line.follows is None for line in lines)
        criteria, scores, name = len(self.laid.criteria), len(self.laid.scores), self.path.name
        if not differ:
            return fault("TS-530", name, criteria=criteria, scores=scores, count=len(lines), same=same, open=left)
        return fault(
            "TS-531", name, criteria=criteria, scores=scores, count=len(lines), same=same, open=left,
            differ="; ".join(differ),
        )  # fmt: skip

    def source(self, language: Language) -> str:
        """Return what goes on record as where the scores came from: the file, that it is wide, and the sheets read."""
        sheets = ", ".join(dict.fromkeys(row["level"].spot.table for row in self.laid.scores))
        return say("wide.source", language, file=self.path.resolve().name, sheets=sheets)[:MOST_SOURCE]

    def offer(self) -> Fault:
        """Return that this looks like a wide sheet, and what can be done with it."""
        solutions, evaluators = (
            len({shown(row[whose].raw) for row in self.laid.scores}) for whose in ("solution", "evaluator")
        )
        criteria = len(self.laid.criteria)
        return fault("TS-710", self.path.name, criteria=criteria, solutions=solutions, evaluators=evaluators)

    def parts(self, language: Language) -> Iterator[WidePart]:
        """Yield what is shown: criteria, levels, totals, what was left aside."""
        yield _part(
            "criteria", language, ("id", "title", "value", "weight", "scale", "place"), self._criteria(language)
        )
        whose = ("evaluator", "solution", "criterion")
        yield _part(
            "levels",
            language,
            (*whose, "level", "reason", "place"),
            (self._level(row, language) for row in self.laid.scores),
        )
        heads = ("label", "evaluator", "solution", "printed", "follows", "same", "of_hundred")
        totals = (self._total(line, language) for line in compared(self.wide, self.laid, self.low_is_best))
        yield _part("totals", language, heads, totals)
        left = (
            [self._place(left.spot, language), left.text[:80], say(f"wide.why_{left.why}", language)]
            for left in self.wide.left
        )
        yield _part("merged", language, ("place", "text"), ([place, text[:80]] for place, text in self.wide.merged))
        yield _part("left", language, ("place", "text", "why"), left)

    def _criteria(self, language: Language) -> Iterator[list[str]]:
        for row in self.laid.criteria:
            unit = next((unit for unit in ("weight", "points") if unit in row), "")
            spot = row["title"].spot
            weight = _weight(row[unit], unit, language) if unit else ""
            low = _written(row["scale_min"], language) if "scale_min" in row else "0"
            scale = f"{low} - {_written(row['scale_max'], language)}" if "scale_max" in row else ""
            weight = self._marked(weight, row[unit].spot, language, spot) if unit else ""
            scale = self._marked(scale, row["scale_max"].spot, language, spot) if scale else ""
            if shown(row["kind"].raw) == "gate":
                scale = say("scores_sheet.gate", language)
            value = _written(row["value"], language) if "value" in row else ""
            texts = [_written(row[name], language) for name in ("id", "title")]
            yield [*texts, value, weight, scale, self._place(spot, language)]

    def _level(self, row: Row, language: Language) -> list[str]:
        texts = [_written(row[name], language) for name in ("evaluator", "solution", "criterion", "level")]
        spot = row["level"].spot
        reason = _written(row["reason"], language)[:80] if "reason" in row else ""
        reason = self._marked(reason, row["reason"].spot, language, spot) if reason else ""
        return [*texts, reason, self._place(spot, language)]

    def _total(self, line: Compared, language: Language) -> list[str]:
        follows = "" if line.follows is None else number(plain(line.follows), language)
        of_hundred = "" if line.of_hundred is None else number(plain(line.of_hundred), language)
        given = line.printed.given
        printed = self._marked(number(plain(number_in(given.raw) or Decimal(0)), language), given.spot, language)
        same = say(f"wide.way_{line.way}" if line.way else "wide.differs" if follows else "wide.not_compared", language)
        whose = line.printed.evaluator or say("wide.everybody", language)
        return [line.printed.label, whose, line.printed.solution, printed, follows, same, of_hundred]

    def _place(self, spot: Spot, language: Language) -> str:
        return self._marked(spot.shown, spot, language)

    def _marked(self, text: str, spot: Spot, language: Language, beside: Spot | None = None) -> str:
        """Return what is shown of a cell, with a mark where it is hidden and that of the row ``beside`` it is not."""
        hides = self._is_hidden(spot) and not (beside and self._is_hidden(beside))
        return say("wide.hidden", language, text=text) if hides else text

    def _is_hidden(self, spot: Spot) -> bool:
        found = self.concealed.get(spot.table)
        return found is not None and (found.whole or spot.row in found.rows or spot.column + 1 in found.columns)

    def as_sheet(self, language: Language, form: str) -> bytes:
        """Return the sheet as it would be read, as a workbook of the two ordinary tables.

        Raises
        ------
        SheetError
            With what is asked, unless the answer is a cell that stays empty; or if something cannot be kept in a cell.
        """
        if guessed := [question for question in self.wide.asked if question.code not in EMPTY_CELLS]:
            raise SheetError(guessed)
        criteria, scores = (map(_line, rows) for rows in self.laid)
        kinds = {kind: say(f"scores_sheet.{kind}", language) for kind in ("award", "gate")}
        named = (Line({**line.texts, "kind": kinds[str(line.texts["kind"])]}) for line in criteria)
        return scores_sheet.written(named, scores, language, form)


def read_wide(
    path: Path, said: WideSaid, *, hidden: Hidden | None = None, weights: Unit = "percent",
    aggregation: Aggregation = "mean", low_is_best: Collection[str] = (),
) -> WideReading | None:  # fmt: skip
    """Read a wide sheet with what somebody said of it; nothing where none is recognised.

    Raises
    ------
    SheetError
        If it is no workbook, damaged or too large, or what was said is no scale.
    """
    if said.scale and scale_of(said.scale) is None:
        raise SheetError(fault("TS-719", path.name, scale=said.scale))
    book = read_whole(path, path)
    wanted = {sheet.name.strip().lower() for sheet in book.sheets}
    asked = list(unseen.ask(book, wanted, ()))
    notes = Tables(notes=[*unseen.noted(asked, hidden)] if hidden else [])
    notes.note_controls(book.controls, path)
    concealed = {} if hidden == "skip" else unseen.concealed(book, wanted)
    if hidden == "skip":
        unseen.skip(book, wanted, ())
    wide = recognise(book, said)
    if wide is None:
        return None
    wide.asked[:0] = asked if hidden is None else []
    laid = laid_out(wide, said, weights)
    reading = WideReading(path, wide, laid, weights, aggregation, low_is_best, notes.notes, concealed=concealed)
    try:
        reading.scores()
    except SheetError as error:
        reading.faults = [*error.faults]
    return reading


def _part(key: str, language: Language, heads: Iterable[str], rows: Iterator[list[str]]) -> WidePart:
    return WidePart(key, say(f"wide.{key}", language), [say(f"wide.{head}", language) for head in heads], list(rows))


def _written(given: Given, language: Language) -> str:
    return number(plain(given.raw), language) if isinstance(given.raw, Decimal) else shown(given.raw)


def _weight(given: Given, unit: str, language: Language) -> str:
    """Return a weight with its unit; what is no number yet has none."""
    written = _written(given, language)
    fits = unit == "points" or number_in(given.raw) is not None
    return f"{written.removesuffix('%').strip()} {say(f'wide.in_{unit}', language)}" if fits else written


def _line(row: Row) -> Line:
    return Line({name: raw if isinstance(raw := given.raw, Decimal) else shown(raw) for name, given in row.items()})
