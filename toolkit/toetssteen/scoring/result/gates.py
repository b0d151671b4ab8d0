"""Gates: a status with its ground, never points (``semantics`` 2 and 5).

A minimum on a graded criterion is judged here too: a counted level below it fails the solution.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from toetssteen.model.base import Id, plain
from toetssteen.model.criteria import Gate
from toetssteen.model.entries.body import GATE_ANSWERS, GateStatus
from toetssteen.model.method import Method, SheetGate, Weighing
from toetssteen.model.replay.assessment import Assessment, Round
from toetssteen.scoring.exact import written
from toetssteen.scoring.result.cells import CellScore, level, share

WITHDRAWN = "(withdrawn)"
"""The id under which a withdrawn solution fails; no criterion or gate can have it."""
LOW_PRICE = "(low-price)"
"""The id under which a solution fails whose abnormally low price was not explained."""


@dataclass(frozen=True)
class GateResult:
    """The status of one gate or minimum for one solution, and on what ground."""

    id: Id
    status: GateStatus
    ground: str


def gate_status(part: Round, method: Method, gate: Gate | SheetGate, solution: Id) -> GateResult:
    """Judge a gate: the agreed status; else the one all evaluators gave; else it is unproven."""
    if not method.applicable(gate):
        return GateResult(gate.id, "not_applicable", "")
    agreed = part.agreed.get((solution, gate.id))
    if agreed is not None:
        return GateResult(gate.id, _status(agreed.answer), agreed.reason)
    answers = [evaluation for _, evaluation in part.of_cell((solution, gate.id))]
    distinct = {evaluation.answer for evaluation in answers}
    ground = " / ".join(dict.fromkeys(evaluation.reason for evaluation in answers if evaluation.reason))
    status = _status(distinct.pop()) if len(distinct) == 1 else "unproven"
    return GateResult(gate.id, status, ground)


def _status(answer: str) -> GateStatus:
    """Read an answer as a status: one that says there is no answer proves nothing."""
    return answer if answer in GATE_ANSWERS else "unproven"  # type: ignore[return-value]


def minimum_status(method: Method, weighing: Weighing, cell: CellScore) -> GateResult:
    """Judge the minimum of a graded criterion by its counted level."""
    assert weighing.minimum is not None
    scale = method.scale(weighing.criterion.scale)
    floor = share(weighing.minimum, scale)
    low, high = (written(level(end, scale), method.rules.rounding) for end in (cell.counted.low, cell.counted.high))
    status: GateStatus = "unproven"
    if cell.counted.low >= floor:
        status = "met"
    elif cell.counted.high < floor:
        status = "not_met"
    level_text = low if cell.counted.exact else f"{low}-{high}"
    return GateResult(weighing.criterion.id, status, f"{level_text}, minimum {plain(weighing.minimum)}")


def solution_gates(
    assessment: Assessment, part: Round, method: Method, solution: Id, cells: Iterable[tuple[Weighing, CellScore]]
) -> Iterator[GateResult]:
    """Judge every gate and minimum for one solution, in the method's order."""
    if solution in assessment.withdrawn:
        yield GateResult(WITHDRAWN, "not_met", assessment.withdrawn[solution])
    low = assessment.low_prices.get(solution)
    if low is not None and low.finding != "accepted":
        yield GateResult(LOW_PRICE, "not_met" if low.finding == "rejected" else "unproven", low.reason)
    for gate in method.gates:
        yield gate_status(part, method, gate, solution)
    for weighing, cell in cells:
        if weighing.minimum is not None:
            yield minimum_status(method, weighing, cell)


def eligible(gates: Iterable[GateResult]) -> bool | None:
    """Return whether a solution may be chosen; ``None`` while a gate is unproven."""
    statuses = {gate.status for gate in gates}
    if "not_met" in statuses:
        return False
    return None if "unproven" in statuses else True
