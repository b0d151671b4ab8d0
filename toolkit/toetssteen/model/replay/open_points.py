"""What is still open when the chair closes the consensus or records the decision; counted once, here.

Rules: a point of a round is open while nothing was agreed on it, also where the frozen method gives it a level
without; a line of the checklist is open while nothing was found. Who goes on with something open says why
(:func:`toetssteen.workbench.recording.record` asks for it); an entry that does not say so counts all the same, because
logs from before have none, and the report says that no reason is recorded (decision record 0016).
"""

from __future__ import annotations

from collections.abc import Container, Iterable
from typing import TYPE_CHECKING, NamedTuple

from toetssteen.model.base import Id
from toetssteen.model.method import Method
from toetssteen.model.replay.assessment import Cell, judged

if TYPE_CHECKING:
    from toetssteen.model.entries.body import Phase


class OpenPoints(NamedTuple):
    """How many points are open, of how many there are."""

    open: int
    every: int


def open_points(
    to: Phase, method: Method, solutions: Iterable[Id], agreed: Container[Cell], found: Container[Id]
) -> OpenPoints:
    """Count what is open before the move to a phase: points for ``agreed``, lines of the checklist for ``decided``.

    Parameters
    ----------
    to
        The phase that is moved to; before any other phase nothing counts as open.
    method, solutions
        The method in force, and the solutions that were not withdrawn.
    agreed, found
        The cells that something was agreed on, and the lines of the checklist that were answered, in this round.
    """
    if to == "agreed":
        cells = [(solution, criterion) for solution in solutions for criterion in judged(method)]
        return OpenPoints(sum(cell not in agreed for cell in cells), len(cells))
    if to == "decided":
        lines = [asked.id for asked in method.checklist if method.applicable(asked)]
        return OpenPoints(sum(line not in found for line in lines), len(lines))
    return OpenPoints(0, 0)
