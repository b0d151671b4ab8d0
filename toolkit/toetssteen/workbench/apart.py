"""How far the evaluators of a round are apart, cell by cell: what a committee talks about first."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from toetssteen.model.base import Id
from toetssteen.model.criteria import Criterion
from toetssteen.model.method import Rounding, SheetCriterion
from toetssteen.model.replay.assessment import Assessment, Cell, judged
from toetssteen.scoring.exact import rounded
from toetssteen.scoring.outlook.differences import Differences, alike, differences

TENTH = Rounding(digits=1)
"""How a spread (percent) is written."""


class Apart(NamedTuple):
    """The answers on a cell: their differences, and the evaluators whose reasons are copies of one another."""

    found: Differences
    alike: list[list[Id]]

    @property
    def spread(self) -> Fraction | None:
        """The spread in percent of the scale; ``None`` where there is none to tell."""
        return rounded(self.found.spread * 100, TENTH) if self.found.range else None


def apart(assessment: Assessment) -> dict[Cell, Apart]:
    """Return the cells of the solutions that take part, those with the largest differences first.

    None where there is no method, and none while the round is sealed.
    """
    part, method = assessment.round, assessment.method
    if part.sealed or method is None:
        return {}
    asked = judged(method)
    cells: dict[Cell, Apart] = {}
    for criterion in dict.fromkeys([*(gate.id for gate in method.gates if gate.id in asked), *asked]):
        judging = asked[criterion]
        scale = method.scale(judging.scale) if isinstance(judging, Criterion | SheetCriterion) else None
        for solution in assessment.solutions:
            if solution not in assessment.withdrawn:
                answers = list(part.of_cell((solution, criterion)))
                given = [answer.answer if answer else "unanswered" for _, answer in answers]
                cells[solution, criterion] = Apart(differences(given, scale), alike(answers))
    return dict(sorted(cells.items(), key=lambda cell: cell[1].found.order))
