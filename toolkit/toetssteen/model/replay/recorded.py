"""What was agreed or found in a round, entry by entry, as the log has it.

Rules: what was set aside is not among it; a correction of what was agreed is of the cell that it corrects.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from toetssteen.model.entries.consensus import Agreed, Checked, Corrected
from toetssteen.model.entries.entry import Entry
from toetssteen.model.entries.freezing import RoundOpened
from toetssteen.model.replay.assessment import Assessment, Cell


def recorded(assessment: Assessment, entries: Iterable[Entry], number: int) -> Iterator[tuple[Cell, Entry]]:
    """Yield each entry of a round that decides a cell, after its cell, in replay order.

    A cell is solution and criterion; a line of the checklist has an empty solution.
    """
    aside = {refused.entry.digest for refused in assessment.set_aside}
    cells: dict[str, Cell] = {}
    now = 1
    for entry in entries:
        if entry.digest in aside:
            continue
        if isinstance(entry.body, RoundOpened):
            now = entry.body.round
        cell = _decides(entry, cells)
        if cell is not None and (getattr(entry.body, "round", None) or now) == number:
            cells[entry.digest] = cell
            yield cell, entry


def _decides(entry: Entry, cells: dict[str, Cell]) -> Cell | None:
    """Return the cell that an entry decides, if it decides one."""
    match entry.body:
        case Agreed() as body:
            return body.cell
        case Checked() as body:
            return ("", body.criterion)
        case Corrected() as body:
            return cells.get(body.supersedes)
    return None
