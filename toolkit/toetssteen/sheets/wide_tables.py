"""A wide sheet as the two ordinary tables: what was found in it, laid out anew, each cell with its own place.

Rules: nothing is worked out here but what is the same thing written otherwise: fractions that add up to 1 are the
percentages that a spreadsheet shows, and highest levels are points where there are no weights.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from toetssteen.errors import fault
from toetssteen.model.base import plain
from toetssteen.model.weights import HUNDRED, Unit
from toetssteen.sheets.scores_sheet import CRITERIA, MARKS, SCORES, STATUSES
from toetssteen.sheets.table import Cell, Cells, Tables, table_of
from toetssteen.sheets.wide_face import has_sign, number_in, shown
from toetssteen.sheets.wide_found import Given, Wide, WideCriterion, WideSaid
from toetssteen.sheets.workbook import Grid, Raw, letter_of

_SCALE = re.compile(r"\s*(-?\d{1,9}(?:[.,]\d{1,9})?)\s*-\s*(-?\d{1,9}(?:[.,]\d{1,9})?)\s*", re.ASCII)
Row = dict[str, Given]


class Laid(NamedTuple):
    """The rows of both tables, by their columns."""

    criteria: list[Row]
    scores: list[Row]


def scale_of(text: str) -> tuple[str, str] | None:
    """Return the lowest and highest level of a scale as it is written: ``0-10``."""
    found = _SCALE.fullmatch(text)
    return (found[1].replace(",", "."), found[2].replace(",", ".")) if found else None


def laid_out(wide: Wide, said: WideSaid, unit: Unit) -> Laid:
    """Lay out what was found as rows; what has to be asked is added to ``wide.asked``."""
    low, high = _common_scale(wide, said)
    if not said.scale:
        _hold_scales(wide, high)
    if high:  # a scale that is told holds, and a maximum beside it is points to be had
        wide.points = wide.points or not any(found.weight for found in wide.criteria.values())
        for found in wide.criteria.values():
            found.weight, found.scaled = found.weight or found.scaled, None
    lacking = [key for key, found in wide.criteria.items() if not is_gate(found)]
    if lacking and not any(found.weight for found in wide.criteria.values()):
        place = wide.criteria[lacking[0]].title.spot.table
        wide.asked.append(fault("TS-535", place, id=lacking[0], count=len(lacking)))
    given = [found.weight for found in wide.criteria.values() if found.weight]
    total = sum((Fraction(weight) for one in given if (weight := number_in(one.raw)) is not None), Fraction(0))
    points = unit == "points" or wide.points or (total not in (1, HUNDRED) and round(total, 9) in (1, HUNDRED))
    in_percent = _in_percent(wide, given)
    times = 100 if total == 1 and not points and not in_percent else 1
    rows, scores = list[Row](), list[Row]()
    for key, found in wide.criteria.items():
        gate = is_gate(found)
        row: Row = {"id": Given(found.id or key, found.title.spot), "title": found.title}
        row["kind"] = Given("gate" if gate else "award", found.title.spot)
        if not gate:
            row["value"] = Given(found.value or key, found.title.spot)
            if found.weight:
                row["points" if points else "weight"] = _weight(found.weight, times)
            scaled = found.scaled or (Given(high, found.title.spot) if high else None)
            row |= {"scale_max": scaled} if scaled else {}
            row |= {"scale_min": Given(low, found.title.spot)} if low and not found.scaled else {}
        rows.append(row)
        scores += _scores(found, row)
    return Laid(rows, scores)


def _hold_scales(wide: Wide, high: str) -> None:
    """Ask which holds, where a criterion has a weight and another highest level than the scale the sheet tells."""
    for key, found in wide.criteria.items():
        own = found.weight and found.weight is not found.scaled
        highest = number_in(found.scaled.raw) if own and found.scaled else None
        if found.scaled and high and highest is not None and highest != Decimal(high):
            wide.asked.append(fault("TS-770", found.scaled.spot.shown, id=key, highest=plain(highest), told=high))
            return


def _in_percent(wide: Wide, given: list[Given]) -> bool:
    """Return whether weights are written with a percent sign; where some are and others not, it is asked."""
    signed = [weight for weight in given if has_sign(weight.raw)]
    others = [weight for weight in given if not has_sign(weight.raw) and number_in(weight.raw)]
    if signed and others:
        where = others[0].spot.shown
        wide.asked.append(fault("TS-768", where, value=shown(others[0].raw), other=shown(signed[0].raw)))
    return bool(signed)


def is_gate(found: WideCriterion) -> bool:
    """Return whether a criterion is met or not: it has no weight and no numbers, and words or signs for that."""
    given = [text for mark in found.marks if (text := shown(mark.level.raw).casefold())]
    numbers = any(number_in(mark.level.raw) is not None for mark in found.marks)
    return found.weight is None and not numbers and any(text in STATUSES or text in MARKS for text in given)


def _common_scale(wide: Wide, said: WideSaid) -> tuple[str, str]:
    """Return the scale that was said or that the sheet tells; ask for it where a criterion has none of its own."""
    told = [said.scale] if said.scale else [*wide.scales]
    scale = scale_of(told[0]) if len(told) == 1 else None
    lacking = [key for key, found in wide.criteria.items() if not found.scaled and not is_gate(found)]
    if lacking and scale is None:
        spot = wide.criteria[lacking[0]].title.spot
        first, count, table = lacking[0], len(lacking), spot.table
        several = fault("TS-533", table, id=first, count=count, told=", ".join(told))
        wide.asked.append(several if told else fault("TS-712", table, id=first, count=count))
    return scale or ("", "")


def _weight(given: Given, times: int) -> Given:
    number = number_in(given.raw)
    return given if number is None else Given(number * times, given.spot)


def _scores(found: WideCriterion, of: Row) -> Iterator[Row]:
    high = of["scale_max"].raw if "scale_max" in of else None
    of_hundred = high is not None and (has_sign(high) or number_in(high) == HUNDRED)
    for mark in found.marks:
        spot, raw = mark.level.spot, mark.level.raw
        number = number_in(raw) if of_hundred or not has_sign(raw) else None  # 7 % is no 7 of 10
        row = {"evaluator": Given(mark.evaluator, spot), "solution": Given(mark.solution, spot)}
        row |= {"criterion": Given(of["id"].raw, spot), "level": Given(raw if number is None else number, spot)}
        yield row | ({"reason": mark.reason} if mark.reason else {})


def tables_of(laid: Laid) -> Tables:
    """Make the two tables, each cell at its place on the sheet as it stands."""
    found = Tables()
    for layout, rows in ((CRITERIA, laid.criteria), (SCORES, laid.scores)):
        columns = [name for name in layout.columns if name in layout.required or any(name in row for row in rows)]
        grid: Grid = [[*columns], *([row[name].raw if name in row else "" for name in columns] for row in rows)]
        places = {
            (number, at): row.get(name, row["level" if layout is SCORES else "title"]).spot
            for number, row in enumerate(rows, start=2)
            for at, name in enumerate(columns)
        }

        class Placed(Cells):
            """Makes cells at the place that they came from."""

            origins = places

            def cell(self, index: int, row: int, raw: Raw) -> tuple[Cell, str]:
                cell, code = super().cell(index, row, raw)
                spot = self.origins.get((row, index))
                if spot is None:
                    return cell, code
                letter = letter_of(spot.column)  # the sheet has no column of this name
                return cell._replace(table=spot.table, row=spot.row, letter=letter, column=letter), code

        if (table := table_of(layout.name, grid, layout, None, found.faults, Placed)) is not None:
            found.tables[layout.name] = table
    return found
