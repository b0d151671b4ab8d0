"""Scores from elsewhere: from two tables to a method and evaluations (``semantics`` 12, decisions 0006 and 0007).

Rules: everything fits or nothing is imported, with every fault at once; no score is coerced, dropped or zeroed;
an empty level is ``unanswered``, and so is a missing row of an evaluator who judged that criterion for another
solution; weights are kept as published, percentages of the whole or points.
Does not belong here: how a file is read (``table.py``).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path
from typing import Literal, NamedTuple

from toetssteen import canonical
from toetssteen.errors import Fault, SheetError, fault
from toetssteen.language import Text, free_ids, kept_by_windows, mistakable, slug
from toetssteen.model import method
from toetssteen.model.base import MAX_REASON, plain
from toetssteen.model.criteria import Scale
from toetssteen.model.entries import body, scoring
from toetssteen.model.entries.answers import points
from toetssteen.model.method import Aggregation
from toetssteen.model.weights import Unit, Weight, have_common
from toetssteen.sheets.apart import LIMITS
from toetssteen.sheets.reader import CellReader, one_name, twice
from toetssteen.sheets.scores_sheet import (
    ANSWERS,
    CRITERIA,
    EVERY,
    EXPLANATIONS,
    KINDS,
    MARKS,
    MAX_LINE,
    NOT_APPLICABLE,
    SCORES,
    WEIGHTS,
    low_best,
)
from toetssteen.sheets.table import Cell, CellRow, Delimiter, Encoding, Sign, Table, Tables, read_tables, stop_at_many
from toetssteen.sheets.unseen import Hidden
from toetssteen.sheets.weighing import WeightColumn, notes_on_weights, scale_of, weight_column

AUTHOR = "importer"
"""Who writes the log of an import; no evaluator can have this id."""
_WHOSE = ("evaluator", "solution", "criterion")
MAX_CRITERIA = 2_000
"""Criteria and gates that a sheet may have."""

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}")
_AUTHOR = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
_GATE_LEVELS = {Decimal(1): "met", Decimal(0): "not_met"}


@dataclass(frozen=True)
class SheetScores:
    """What a sheet comes to: a method, what is to be imported, and notes on what is worth knowing."""

    method: method.Method
    imported: scoring.Imported
    notes: list[Fault]


@dataclass(frozen=True)
class _Asked:
    """A row of criteria; ``gate``, ``weight`` and ``scale`` are ``None`` where they are at fault."""

    text: str
    title: str
    gate: bool | None
    value: str = ""
    weight: Weight | None = None
    minimum: Decimal | None = None
    scale: Scale | None = None
    turned: bool = False


class _Given(NamedTuple):
    """A row of scores, in the sheet's own words."""

    evaluator: str
    solution: str
    criterion: str
    answer: str
    reason: str
    cell: Cell


@dataclass
class _Sheet:
    """What was read so far; evaluators and solutions in order of first appearance."""

    faults: list[Fault]
    reader: CellReader
    weights: WeightColumn
    low_is_best: set[str]
    asked: dict[str, _Asked] = field(default_factory=dict)
    given: list[_Given] = field(default_factory=list)
    evaluators: dict[str, None] = field(default_factory=dict)
    solutions: dict[str, None] = field(default_factory=dict)
    notes: list[Fault] = field(default_factory=list)


def read_scores(
    path: Path, *, aggregation: Aggregation = "mean", weights: Unit = "percent", delimiter: Delimiter | None = None,
    decimal: Sign | None = None, encoding: Encoding | None = None, hidden: Hidden | None = None,
    low_is_best: Collection[str] = (),
) -> SheetScores:  # fmt: skip
    """Read criteria and scores from a workbook or a folder; nothing is written. See :func:`read_tables`.

    The column ``weight`` has percentages, unless ``weights`` says that they are points; ``points`` has points. The
    scales of criteria in ``low_is_best``, by their id, are turned; :data:`EVERY` is all of them.

    Raises
    ------
    SheetError
        With every fault of every cell.
    """
    layouts = (CRITERIA, SCORES)
    found = read_tables(path, layouts, delimiter=delimiter, decimal=decimal, encoding=encoding, hidden=hidden)
    return scores_of(found, path, aggregation=aggregation, weights=weights, low_is_best=low_is_best)


def scores_of(
    found: Tables, path: Path, *, aggregation: Aggregation, weights: Unit, low_is_best: Collection[str] = ()
) -> SheetScores:
    """Read the criteria and scores of the two tables.

    Raises
    ------
    SheetError
        With every fault of every cell.
    """
    criteria, faults = found.tables["criteria"], found.faults
    column = weight_column(criteria, weights, faults, needed=any(_kind(row) != "gate" for row in criteria.rows))
    sheet = _Sheet(faults, CellReader(faults), column, low_best(low_is_best), notes=found.notes)
    _read_criteria(criteria, sheet)
    _read_answers(found.tables["scores"], sheet)
    _hold_to_size(sheet)
    _leave_out(sheet)
    values = _values(criteria, sheet)
    if sheet.faults:
        raise SheetError(sheet.faults)
    ids, asked = _ids(sheet.asked, _ID, "criterion"), sheet.asked.values()
    unit: Literal["points"] | None = "points" if sheet.weights.points else None
    frozen = method.Method(
        format=method.Method.format_of(values, unit),
        set=None,
        weight_basis="whole",
        unit=unit,
        values=values,
        gates=[method.SheetGate(id=ids[row.text], title=Text.same(row.title)) for row in asked if row.gate],
        scales=list({row.scale.id: row.scale for row in asked if row.scale}.values()),
        rules=method.Rules(aggregation=aggregation, evidence_cap=False, no_answer_counts_as=None),
    )
    ignored = [name for name in found.ignored if name.strip().casefold() not in EXPLANATIONS]
    notes = [fault("TS-451", path, names=", ".join(ignored))] if ignored else []
    notes += [*sheet.notes, *notes_on_weights(frozen, sheet.reader), *_coverage(sheet)]
    return SheetScores(frozen, _imported(canonical.sha256(frozen.document()), path, sheet, ids), notes)


def id_of(text: str) -> str:
    """Make an id of a text: the text itself where it is an id."""
    return _ids([text], _ID, "assessment").popitem()[1]


def _read_criteria(table: Table, sheet: _Sheet) -> None:
    lines: dict[str, int] = {}
    for row in table.rows:
        stop_at_many(sheet.faults, table.name)
        text, title = (sheet.reader.text(row[name], MAX_LINE, needed=True) for name in ("id", "title"))
        kind = _kind(row)
        if kind is None:
            sheet.reader.refuse(row["kind"], "TS-424", allowed=KINDS.allowed)
        asked = _Asked(text, title, None if kind is None else kind == "gate")
        if kind == "award":
            asked = _award(row, asked, sheet)
        elif kind == "gate":
            extra = [row[column] for column in (*WEIGHTS, "minimum") if row[column].text and row[column].number != 0]
            sheet.faults += [cell.fault("TS-427") for cell in extra if not cell.faulty]
        if text in lines:
            sheet.faults.append(row["id"].fault("TS-425", first=lines[text]))
            sheet.asked[text] = replace(asked, gate=None)
        elif text:
            lines[text] = row["id"].row
            sheet.asked[text] = asked
    one_name(table, ("id", "value"), sheet.faults)
    weighed = {asked.text for asked in sheet.asked.values() if asked.gate is False}
    unknown = sorted(sheet.low_is_best - {EVERY, *weighed})
    sheet.faults += [fault("TS-718", table.name, id=text, known=", ".join(weighed)) for text in unknown]
    if turned := [asked.text for asked in sheet.asked.values() if asked.turned]:
        sheet.notes.append(fault("TS-717", table.name, criteria=", ".join(turned)))


def _kind(row: CellRow) -> str | None:
    return KINDS.stored(row["kind"].text or "award")


def _award(row: CellRow, asked: _Asked, sheet: _Sheet) -> _Asked:
    reader = sheet.reader
    value = reader.text(row["value"], MAX_LINE, needed=True)
    weight = sheet.weights.read(row, reader)
    scale, minimum = scale_of(row, reader), reader.number(row["minimum"])
    if scale and minimum is not None and not scale.low <= minimum <= scale.high:
        reader.refuse(row["minimum"], "TS-432", allowed=points(scale))
    turned = not sheet.low_is_best.isdisjoint({asked.text, EVERY})
    if scale and turned and minimum is not None:
        minimum = scale.low + scale.high - minimum
    return replace(asked, value=value, weight=weight, minimum=minimum, scale=scale, turned=turned)


def _values(table: Table, sheet: _Sheet) -> list[method.MethodValue]:
    """Group the criteria by value, with the sum of their weights; check that all add up."""
    awards = [row for row in sheet.asked.values() if row.gate is False]
    if not have_common(award.weight for award in awards if award.weight is not None):
        raise SheetError([*sheet.faults, fault("TS-141", table.name)])
    rows = sum(_kind(row) != "gate" for row in table.rows)
    if not (sheet.asked or sheet.faults):
        sheet.faults.append(fault("TS-433", table.name, table=table.name))
    groups: dict[str, list[method.Weighing]] = {}
    ids = _ids(sheet.asked, _ID, "criterion")
    for award in awards:
        scale = award.scale.id if award.scale else "none"
        known = method.SheetCriterion(id=ids[award.text], title=Text.same(award.title), scale=scale)
        weighing = method.Weighing(criterion=known, weight=award.weight or Weight.read("0"), minimum=award.minimum)
        groups.setdefault(award.value, []).append(weighing)
    sums = {text: Weight.sum_of(weighing.weight for weighing in group) for text, group in groups.items()}
    unit: Literal["points"] | None = "points" if sheet.weights.points else None
    values = [
        method.MethodValue(id=value, title=Text.same(text), weight=sums[text], unit=unit, criteria=groups[text])
        for text, value in _ids(groups, _ID, "value").items()
    ]
    all_read = bool(awards) and len([award for award in awards if award.weight is not None]) == rows
    if all_read:
        sheet.faults += sheet.weights.faults(sums, table.name)
    return values


def _read_answers(table: Table, sheet: _Sheet) -> None:
    places: dict[tuple[str, str, str], Cell] = {}
    again: dict[tuple[str, str], list[tuple[Cell, Cell]]] = {}
    for row in table.rows:
        stop_at_many(sheet.faults, table.name)
        evaluator, solution, criterion = (sheet.reader.text(row[name], MAX_LINE, needed=True) for name in _WHOSE)
        asked, level = sheet.asked.get(criterion), row["level"]
        if criterion and asked is None:
            sheet.faults.append(row["criterion"].fault("TS-435"))
        reason = sheet.reader.text(row["reason"], MAX_REASON)
        answer = _answer(level, asked, sheet.reader) if asked else ""
        if not (evaluator and solution and criterion):
            continue
        sheet.evaluators[evaluator] = sheet.solutions[solution] = None
        first = places.setdefault((evaluator, solution, criterion), level)
        if first.table == level.table and first.letter == level.letter and first.row != level.row:
            cell = row["criterion"]
            sheet.faults.append(cell.fault("TS-434", evaluator=evaluator, solution=solution, first=first.place))
        elif (first.table, first.row, first.letter) != (level.table, level.row, level.letter):
            again.setdefault((first.table, level.table), []).append((first, level))
        sheet.given.append(_Given(evaluator, solution, criterion, answer, reason, level))
    sheet.faults += map(twice, again.values())
    one_name(table, ("evaluator", "solution"), sheet.faults)


def _answer(cell: Cell, asked: _Asked, reader: CellReader) -> str:
    """Read a level, a status or a word; an empty text with a fault where it is none of these."""
    word = cell.text.casefold()
    word = ANSWERS.get(word, word) or "unanswered"
    if cell.faulty or asked.gate is None or word in body.NO_ANSWERS:
        return word
    if asked.gate:
        word = _GATE_LEVELS.get(cell.number, word) if cell.number is not None else word
        if word not in body.GATE_ANSWERS | {NOT_APPLICABLE}:
            reader.faults.append(cell.fault("TS-534" if word in MARKS else "TS-440", id=asked.text))
        return word
    if cell.number is None:
        code = "TS-438" if word == NOT_APPLICABLE else "TS-437" if word in body.GATE_ANSWERS else "TS-441"
        reader.faults.append(cell.fault(code, id=asked.text, allowed=points(asked.scale) if asked.scale else "-"))
        return ""
    number = reader.number(cell)
    if number is not None and asked.scale and not asked.scale.allows(number):
        reader.faults.append(cell.fault("TS-436", id=asked.text, allowed=points(asked.scale)))
    if asked.turned and number is not None and asked.scale:
        number = asked.scale.low + asked.scale.high - number
    return "" if number is None else plain(number)


def _hold_to_size(sheet: _Sheet) -> None:
    """Refuse a sheet in which far more rows are missing than there are."""
    most, asked, people = LIMITS.cells, len(sheet.asked), len(sheet.evaluators)
    judged = len({(given.evaluator, given.criterion) for given in sheet.given})
    if asked > MAX_CRITERIA or asked * people > most or judged * len(sheet.solutions) > most:
        found = fault(
            "TS-449", SCORES.name, criteria=asked, evaluators=people, solutions=len(sheet.solutions),
            asked=MAX_CRITERIA, most=most,
        )  # fmt: skip
        raise SheetError([*sheet.faults, found])


def _leave_out(sheet: _Sheet) -> None:
    """Leave out a gate that everybody says does not apply to any solution; else every row that says so is at fault."""
    of_criterion: dict[str, list[_Given]] = {}
    for given in sheet.given:
        of_criterion.setdefault(given.criterion, []).append(given)
    left_out = set[str]()
    for text, rows in of_criterion.items():
        if all(given.answer != NOT_APPLICABLE for given in rows):
            continue
        cells = {(row.evaluator, row.solution) for row in rows if row.answer == NOT_APPLICABLE}
        if len(cells) == len({row.evaluator for row in rows}) * len(sheet.solutions):
            del sheet.asked[text]
            left_out.add(text)
            sheet.notes.append(fault("TS-453", rows[0].cell.table, id=text))
        else:
            sheet.faults += [row.cell.fault("TS-439", id=text) for row in rows if row.answer == NOT_APPLICABLE]
    sheet.given = [given for given in sheet.given if given.criterion not in left_out]


def _imported(fingerprint: str, path: Path, sheet: _Sheet, ids: dict[str, str]) -> scoring.Imported:
    solutions = _ids(sheet.solutions, _ID, "solution")
    people = _ids(sheet.evaluators, _AUTHOR, "evaluator", most=40, taken=AUTHOR)
    evaluations: dict[str, list[body.Evaluation]] = {person: [] for person in people}
    for given in sheet.given:
        solution, criterion = solutions[given.solution], ids[given.criterion]
        answer = body.Evaluation(solution=solution, criterion=criterion, answer=given.answer, reason=given.reason)
        evaluations[given.evaluator].append(answer)
    for person, criterion, missing in _missing(sheet):
        evaluations[person] += [
            body.Evaluation(solution=solutions[solution], criterion=ids[criterion], answer="unanswered")
            for solution in missing
        ]
    return scoring.Imported(
        method=fingerprint,
        source=path.resolve().name,
        solutions=[scoring.NamedSolution(id=solution, name=name) for name, solution in solutions.items()],
        evaluators=[
            scoring.EvaluatorSheet(person=person, name=name, evaluations=evaluations[name])
            for name, person in people.items()
        ],
    )


def _coverage(sheet: _Sheet) -> Iterator[Fault]:
    """Yield notes on who judged what (decision 0006), and on how many answers have no reason."""
    silent = sum(not given.reason and given.answer != "unanswered" for given in sheet.given)
    if silent:
        yield fault("TS-450", SCORES.name, count=silent)
    for names in (sheet.solutions, sheet.evaluators, sheet.asked):
        for first, other in mistakable(names):
            yield fault("TS-299", SCORES.name, name=other, other=first)
    judged = _judged(sheet)
    taken = {criterion for _, criterion in judged}
    yield from (fault("TS-455", SCORES.name, id=criterion) for criterion in sheet.asked if criterion not in taken)
    for person in sheet.evaluators:
        if unassigned := [
            criterion for criterion in sheet.asked if criterion in taken and (person, criterion) not in judged
        ]:
            yield fault("TS-452", SCORES.name, evaluator=person, criteria=", ".join(unassigned))
    for person, criterion, missing in _missing(sheet):
        yield fault("TS-454", SCORES.name, evaluator=person, id=criterion, solutions=", ".join(missing))


def _judged(sheet: _Sheet) -> dict[tuple[str, str], set[str]]:
    """Return the solutions that each evaluator has a row for, by evaluator and criterion."""
    judged: dict[tuple[str, str], set[str]] = {}
    for given in sheet.given:
        judged.setdefault((given.evaluator, given.criterion), set()).add(given.solution)
    return judged


def _missing(sheet: _Sheet) -> Iterator[tuple[str, str, list[str]]]:
    """Yield the rows that are missing though their evaluator judged the criterion for another solution."""
    for (person, criterion), solutions in _judged(sheet).items():
        if missing := [solution for solution in sheet.solutions if solution not in solutions]:
            yield person, criterion, missing


def _ids(texts: Iterable[str], fits: re.Pattern[str], kind: str, *, most: int = 80, taken: str = "") -> dict[str, str]:
    """Return an id for each text: the text itself where it can be one, else a slug of it, made unique."""
    texts = list(dict.fromkeys(texts))
    ids = {text: text for text in texts if fits.fullmatch(text) and text != taken and not kept_by_windows(text)}
    others = [text for text in texts if text not in ids]
    stems = (slug(text, kind, most - 7) for text in others)
    ids |= zip(others, free_ids(stems, {*ids.values(), taken}), strict=True)
    return {text: ids[text] for text in texts}
