"""What one part of the assessment decides: leave one evaluator, criterion, value or solution out, or draw them anew.

Rules: what is left keeps its proportions; the evaluators are asked by mean or median of their own scores, also where
a consensus was recorded: it is a question, never a result. A cell from which the only score is left out makes its
solution unscored, never zero. Leaving a solution out cannot change the totals of the others, and that is shown.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from toetssteen.errors import Fault, UseError, fault
from toetssteen.model.base import Id
from toetssteen.scoring.outlook.table import Layer, Number, Table, exact, highest, known
from toetssteen.scoring.outlook.undefined import Undefined

Combine = Literal["mean", "median"]
Panel = Mapping[Id, Mapping[Id, Mapping[Id, Number | None]]]
"""Per evaluator, per solution, per criterion the score (0-100); ``None`` or absent where there is none."""
_DRAWS = 200_000

Read = dict[Id, dict[tuple[Id, Id], Fraction]]


@dataclass(frozen=True)
class Left:
    """The first without one part, and whether that is another; ``totals`` (0-100) are those of the solutions left.

    Of a solution, ``changes`` is whether the order of the others differs: it never does.
    """

    kind: Literal["evaluator", "criterion", "value", "solution"]
    id: Id
    first: tuple[Id, ...] | Undefined
    changes: bool
    totals: Mapping[Id, Fraction]


@dataclass(frozen=True)
class LeaveOneOut:
    """The first by the table and by the evaluators' own scores, with everything; and the first without each part."""

    method: str
    combine: Combine
    first: tuple[Id, ...]
    panel_first: tuple[Id, ...] | Undefined
    left: tuple[Left, ...]
    unscored: tuple[Id, ...]


@dataclass(frozen=True)
class Resample:
    """The share of the draws (0-1) in which each solution is first, alone or tied, with its standard error."""

    method: str
    combine: Combine
    samples: int
    seed: int
    first: Mapping[Id, float] | Undefined
    errors: Mapping[Id, float]
    unscored: tuple[Id, ...]


def leave_one_out(table: Table, panel: Panel | None = None, combine: Combine = "mean") -> LeaveOneOut:
    """Leave out, one at a time, each evaluator, criterion, value and solution.

    Parameters
    ----------
    table
        Scores 0-100.
    panel
        The evaluators' own scores, on the same scale; a cell that none of them scored keeps the table's score.
    combine
        What makes one score of theirs.

    Raises
    ------
    UseError
        If a score is no number (TS-700) or outside 0-100 (TS-702), a criterion unknown (TS-703), or the way to
        combine unknown (TS-502).

    Examples
    --------
    >>> from toetssteen.scoring import Table, leave_one_out
    >>> table = Table.of(
    ...     {"a": {"privacy": 75, "cost": 50}, "b": {"privacy": 50, "cost": 100}},
    ...     {"people": (60, {"privacy": 1}), "money": (40, {"cost": 1})},
    ... )
    >>> [(part.kind, part.id, part.first) for part in leave_one_out(table).left if part.changes]
    [('criterion', 'cost', ('a',)), ('value', 'money', ('a',))]
    """
    panel_first, evaluators = without_evaluators(table, panel, combine)
    left = list(evaluators)
    for value, (_, inside) in table.weights().items():
        left += (_without_criterion(table, value, criterion) for criterion in inside)
    left += (_reweighed(table, "value", value, place) for place, value in enumerate(table.values))
    left += (_without_solution(table, solution) for solution in table.solutions)
    first = table.by_value.first
    return LeaveOneOut("leave one out", combine, first, panel_first, tuple(left), table.unscored)


def without_evaluators(
    table: Table, panel: Panel | None = None, combine: Combine = "mean"
) -> tuple[tuple[Id, ...] | Undefined, tuple[Left, ...]]:
    """Leave out each evaluator; return who is first by all their own scores, and without each.

    Raises
    ------
    UseError
        As :func:`leave_one_out`.
    """
    known(combine, get_args(Combine))
    read = _read(table, panel or {})
    if len(read) < 2:
        return Undefined("one evaluator" if read else "no pairs"), ()
    first = _first(_combined(table, read, combine))
    return first, tuple(_without_evaluator(table, read, evaluator, combine, first) for evaluator in read)


def _read(table: Table, panel: Panel) -> Read:
    """Read the evaluators' scores of the solutions in the table, in canonical order."""
    faults: list[Fault] = []
    read: Read = {}
    for evaluator in sorted(panel):
        cells: dict[tuple[Id, Id], Fraction] = {}
        for solution, row in sorted(panel[evaluator].items()):
            for criterion, number in sorted(row.items()):
                where = f"{evaluator}, {solution}, {criterion}"
                if criterion not in table.criteria:
                    faults.append(fault("TS-703", where, id=criterion))
                elif number is not None:
                    score = exact(number, where, faults)
                    if not 0 <= score <= 100:
                        faults.append(fault("TS-702", where, score=str(number)))
                    cells[solution, criterion] = score
        read[evaluator] = cells
    if faults:
        raise UseError(faults)
    return read


def _combined(table: Table, read: Read, combine: Combine, without: Id | None = None) -> Table:
    """Make the table of the evaluators' own scores, without one of them."""
    rows: dict[Id, dict[Id, Fraction | None]] = {}
    for solution, row in table.rows().items():
        rows[solution] = {}
        for criterion, score in row.items():
            cell = (solution, criterion)
            scores = [cells[cell] for name, cells in read.items() if cell in cells and name != without]
            alone = without is not None and cell in read[without]
            rows[solution][criterion] = _one(scores, combine) if scores else None if alone else score
    return Table.of(rows, table.weights())


def _one(scores: Sequence[Fraction], combine: Combine) -> Fraction:
    if combine == "mean":
        return sum(scores, Fraction(0)) / len(scores)
    ordered = sorted(scores)
    return (ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2]) / 2


def _first(table: Table) -> tuple[Id, ...] | Undefined:
    if table.unscored or not table.solutions:
        return Undefined("not scored whole" if table.unscored else "no solution")
    return table.by_value.first


def _without_evaluator(
    table: Table, read: Read, evaluator: Id, combine: Combine, before: tuple[Id, ...] | Undefined
) -> Left:
    without = _combined(table, read, combine, evaluator)
    first = _first(without)
    return Left("evaluator", evaluator, first, first != before, without.by_value.totals)


def _without_criterion(table: Table, value: Id, criterion: Id) -> Left:
    """Work out the totals with the rest of the value in proportion; without the value, where nothing of it is left."""
    g, c = table.values.index(value), table.criteria.index(criterion)
    weight = table.within[c]
    if weight == 1:
        return _reweighed(table, "criterion", criterion, g)
    layer, rows = table.by_value, table.scores
    of_value = layer.weights[g]
    totals = {
        name: total + of_value * weight * (layer.scores[i][g] - rows[i][c]) / (1 - weight)
        for i, (name, total) in enumerate(layer.totals.items())
    }
    first = highest(totals)
    return Left("criterion", criterion, first, first != layer.first, totals)


def _reweighed(table: Table, kind: Literal["criterion", "value"], name: Id, g: int) -> Left:
    """Work out the totals without a value; undefined where no weight is left."""
    layer = table.by_value
    weight = layer.weights[g]
    if weight == 1:
        return Left(kind, name, Undefined("no weight left"), changes=False, totals={})
    totals = {
        solution: (total - weight * layer.scores[i][g]) / (1 - weight)
        for i, (solution, total) in enumerate(layer.totals.items())
    }
    first = highest(totals)
    return Left(kind, name, first, first != layer.first, totals)


def _without_solution(table: Table, solution: Id) -> Left:
    """Work the totals of the others out anew, from their own scores."""
    layer = table.by_value
    others = [(name, row) for name, row in zip(layer.solutions, layer.scores, strict=True) if name != solution]
    if not others:
        return Left("solution", solution, Undefined("no solution"), changes=False, totals={})
    names, rows = zip(*others, strict=True)
    totals = Layer("values", names, layer.names, layer.weights, rows).totals
    before = {other: total for other, total in layer.totals.items() if other != solution}
    changes = sorted(totals, key=lambda other: -totals[other]) != sorted(before, key=lambda other: -before[other])
    return Left("solution", solution, highest(totals), changes, totals)


def resample(table: Table, panel: Panel, combine: Combine = "mean", samples: int = 10_000, seed: int = 1) -> Resample:
    """Draw the evaluators of each criterion anew, with replacement, and count who is first: a bootstrap.

    Per criterion the draw is of whoever scored it for all solutions of the table; a criterion that nobody did keeps
    the table's scores. The draws of criteria are independent.

    Raises
    ------
    UseError
        As :func:`leave_one_out`; if samples or seed is no whole number that fits (TS-704).

    Notes
    -----
    Source: Efron and Tibshirani (1993), *An Introduction to the Bootstrap*, chapter 6.

    Examples
    --------
    >>> from toetssteen.scoring import Table, resample
    >>> table = Table.of(
    ...     {"a": {"privacy": 75, "cost": 50}, "b": {"privacy": 50, "cost": 100}},
    ...     {"people": (60, {"privacy": 1}), "money": (40, {"cost": 1})},
    ... )
    >>> panel = {
    ...     "eva": {"a": {"privacy": 100, "cost": 50}, "b": {"privacy": 50, "cost": 100}},
    ...     "tom": {"a": {"privacy": 50, "cost": 50}, "b": {"privacy": 50, "cost": 100}},
    ... }
    >>> found = resample(table, panel, samples=1_000)
    >>> {name: round(share, 1) for name, share in found.first.items()}
    {'a': 0.2, 'b': 0.8}
    """
    known(combine, get_args(Combine))
    for name, number, least in (("samples", samples, 1), ("seed", seed, 0)):
        if type(number) is not int or not least <= number <= 10_000_000:
            raise UseError(fault("TS-704", name=name, number=str(number)[:80], allowed=f"{least} ... 10000000"))
    read = _read(table, panel)
    first: Mapping[Id, float] | Undefined
    if len(table.solutions) < 2:
        first = Undefined("one solution" if table.solutions else "no solution")
    elif len(read) < 2:
        first = Undefined("one evaluator" if read else "no pairs")
    else:
        chance = np.random.Generator(np.random.SFC64(seed))
        counts = np.zeros(len(table.solutions), np.int64)
        for size in _sizes(table, read, samples):
            counts += _drawn(table, read, combine, size, chance)
        first = dict(zip(table.solutions, (float(count) / samples for count in counts), strict=True))
    shares = {} if isinstance(first, Undefined) else first
    errors = {name: math.sqrt(p * (1 - p) / samples) for name, p in shares.items()}
    return Resample("bootstrap of evaluators per criterion", combine, samples, seed, first, errors, table.unscored)


def _sizes(table: Table, read: Read, samples: int) -> Iterator[int]:
    """Yield the draws in parts that take little memory."""
    part = max(1, _DRAWS // (len(read) * len(table.solutions)))
    for start in range(0, samples, part):
        yield min(part, samples - start)


def _drawn(table: Table, read: Read, combine: Combine, size: int, chance: np.random.Generator) -> NDArray[np.int64]:
    """Count in how many draws each solution is first."""
    totals = np.zeros((size, len(table.solutions)))
    for c, criterion in enumerate(table.criteria):
        weight = float(table.by_criterion.weights[c])
        scored = [
            [float(cells[solution, criterion]) for solution in table.solutions]
            for cells in read.values()
            if all((solution, criterion) in cells for solution in table.solutions)
        ]
        if not scored:
            totals += weight * np.array([float(row[c]) for row in table.scores])
            continue
        drawn = np.array(scored)[chance.integers(0, len(scored), size=(size, len(scored)))]
        totals += weight * (drawn.mean(axis=1) if combine == "mean" else np.median(drawn, axis=1))
    most = totals.max(axis=1, keepdims=True)
    return np.asarray((totals >= most - 1e-9).sum(axis=0), dtype=np.int64)
