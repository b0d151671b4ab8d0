"""How a criterion of a sheet of scores is weighed, and on what scale (``semantics`` 12).

Rules: weights are percentages of the whole in the column ``weight``, or points; percentages add up to 100, and points
are offered where they do not; points keep all their digits, and may be fractions.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from toetssteen.errors import Fault, SheetError, fault
from toetssteen.language import LANGUAGES, Text, number, percent
from toetssteen.model.base import plain
from toetssteen.model.criteria import MOST_POINTS, Scale
from toetssteen.model.method import Method
from toetssteen.model.weights import HUNDRED, RATIO, Unit, Weight, decimal_of, unit_faults
from toetssteen.sheets.reader import CellReader
from toetssteen.sheets.scores_sheet import CRITERIA, IN_AWARDS, WEIGHTS
from toetssteen.sheets.table import CellRow, Table

_PLACE = "criteria"


@dataclass(frozen=True)
class WeightColumn:
    """The column that has the weights, and whether they are points."""

    name: str
    points: bool

    def read(self, row: CellRow, reader: CellReader) -> Weight | None:
        """Read a weight; of one that is none, note the fault."""
        cell = row[self.name]
        if RATIO.fullmatch(cell.text) and not cell.faulty:
            if not self.points:
                if all(problem.code != "TS-529" for problem in reader.faults):
                    reader.refuse(cell, "TS-529")
                return None
            try:
                return Weight.read(cell.text)
            except ValueError:  # nothing below the line
                reader.refuse(cell, "TS-423")
                return None
        number = (reader.long_number if self.points else reader.number)(cell, needed=True)
        if number is not None and (number < 0 or (number > HUNDRED and not self.points)):
            reader.refuse(cell, "TS-428")
            return None
        return None if number is None else Weight.read(number)

    def faults(self, weights: Mapping[str, Weight], table: str) -> list[Fault]:
        """Find what is wrong with all weights together; the names of the parts do not count."""
        total = Weight.sum_of(weights.values())
        if self.points:
            return unit_faults(weights, HUNDRED, table, "points")
        if total == 1:
            return [fault("TS-429", table, table=table, total=total.written)]
        if total != HUNDRED:
            less = decimal_of(total - HUNDRED)
            return [fault("TS-498", table, table=table, total=total.written, difference=less)]
        return []


def weight_column(table: Table, unit: Unit, faults: list[Fault], *, needed: bool) -> WeightColumn:
    """Find the column that has the weights: the one that is filled in; what ``weight`` has is given.

    Raises
    ------
    SheetError
        If a column is ``needed``, as others are where anything is weighed, and it is not there.
    """
    there = [name for name in WEIGHTS if name in table.header]
    lacking = [name for name in IN_AWARDS if name not in table.header] + ([] if there else [WEIGHTS[0]])
    if needed and lacking:
        named = [fault("TS-411", table.name, table=table.name, column=CRITERIA.shown(name)) for name in lacking]
        raise SheetError([*faults, *named])
    filled = [name for name in there if any(row[name].text for row in table.rows)]
    if len(filled) > 1:
        faults.append(fault("TS-496", table.name, table=table.name))
    name = [*filled, *there, WEIGHTS[0]][0]
    return WeightColumn(name, name == "points" or unit == "points")


def notes_on_weights(read: Method, reader: CellReader) -> Iterator[Fault]:
    """Yield what was read otherwise than it stands: points as shares, and numbers to the digits that show."""
    if read.in_points:
        weighed = max(read.weighings(), key=lambda weighed: weighed[1].weight)
        yield fault(
            "TS-790",
            _PLACE,
            table=_PLACE,
            count=sum(1 for _ in read.weighings()),
            whole=_in_both(Weight.sum_of(value.weight for value in read.values)),
            id=weighed[1].criterion.id,
            points=_in_both(weighed[1].weight, as_written=True),
            percent=_in_both(read.of_whole(*weighed)),
        )
    for place, (text, shown) in [*reader.rounded.items()][:1]:
        yield fault("TS-497", place, count=len(reader.rounded), value=text, shown=shown)


def _in_both(value: Fraction, *, as_written: bool = False) -> dict[str, str]:
    """Write a number as each language does: with all its digits, or rounded where it has many."""
    if isinstance(value, Weight) and as_written:
        ratio = "/" in value.written
        return {language: value.written if ratio else number(value.written, language) for language in LANGUAGES}
    return {language: percent(value, language) for language in LANGUAGES}


def scale_of(row: CellRow, reader: CellReader) -> Scale | None:
    """Read the scale of a criterion: its ends, and its steps where it has them."""
    before = len(reader.faults)
    high = reader.number(row["scale_max"], needed=True)
    low = reader.number(row["scale_min"]) or Decimal(0)
    step = reader.number(row["step"])
    if high is None or row["scale_min"].faulty or row["step"].faulty or len(reader.faults) > before:
        return None
    if low >= high:
        reader.refuse(row["scale_max"], "TS-430", low=plain(low))
    elif step is not None and (step <= 0 or (high - low) % step):
        reader.refuse(row["step"], "TS-431", low=plain(low), high=plain(high))
    elif (high - low) / (step or 1) >= MOST_POINTS:
        reader.refuse(row["step"] if step else row["scale_max"], "TS-345")
    if len(reader.faults) > before:
        return None
    every = f" (step {plain(step)})" if step is not None else ""
    name = "-".join(plain(bound).replace("-", "minus") for bound in (low, high)) + every
    scale = name.replace(" (step ", "-step-").rstrip(")")
    return Scale(id=scale, title=Text.same(f"{plain(low)}-{plain(high)}{every}"), low=low, high=high, step=step)
