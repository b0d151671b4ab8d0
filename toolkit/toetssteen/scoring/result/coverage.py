"""How many judged each cell: a criterion that too few judged is named (recusals stay visible)."""

from __future__ import annotations

from dataclasses import dataclass

from toetssteen.model.base import Id
from toetssteen.model.method import Method
from toetssteen.model.replay.assessment import Assessment, Round, judged

FEWEST = 2
"""Evaluators that a cell should have, where the method does not say and the committee has as many: a convention."""


@dataclass(frozen=True)
class Thin:
    """A cell that fewer than ``needed`` evaluators judged."""

    solution: Id
    criterion: Id
    count: int
    needed: int


def thin_cells(assessment: Assessment, part: Round, method: Method) -> list[Thin]:
    """Find the cells that too few judged, solution by solution; nothing is known of a sealed round."""
    if part.sealed:
        return []
    evaluators = sum(person.role == "evaluator" for person in assessment.people.values())
    needed = method.rules.fewest_evaluators or min(FEWEST, evaluators)
    counts = {
        (solution, asked): sum(1 for _ in part.of_cell((solution, asked)))
        for solution in sorted(assessment.solutions)
        if solution not in assessment.withdrawn
        for asked in judged(method)
    }
    return [
        Thin(solution, criterion, count, needed) for (solution, criterion), count in counts.items() if count < needed
    ]
