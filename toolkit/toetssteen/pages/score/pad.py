"""An evaluator's draft as the score page holds it: what each cell says, what it said before, what came from elsewhere.

Rules: the draft's log is the truth and is read again whenever it changed; the last entry of a cell holds,
whoever's window wrote it; undoing is a new entry, and never takes back what another window wrote; a text
that was saved while it was typed is undone as a whole.
"""

from __future__ import annotations

from toetssteen.errors import RuleError, fault
from toetssteen.model.entries.body import Evaluation
from toetssteen.model.entries.scoring import Scored
from toetssteen.model.replay.assessment import Cell
from toetssteen.workbench import Workbench


class Pad:
    """The open draft of one evaluator for one round."""

    def __init__(self, bench: Workbench) -> None:
        """Open the draft of the reader; what was saved before can be undone too."""
        self.cells: dict[Cell, Evaluation] = {}
        self._store = bench.store
        self._draft = bench.draft()
        self._before: list[tuple[Cell, Evaluation]] = []
        self._typing: Cell | None = None
        self._read = 0
        self._last: str | None = None
        self._catch_up(first=True)

    def save(self, given: Evaluation) -> set[Cell]:
        """Save an answer; return once it is on disk, with the cells that another window changed meanwhile.

        The same answer as the last one makes no new entry: it is on disk already.
        """
        elsewhere = self._catch_up()
        if self.cells.get(given.cell) != given:
            elsewhere |= self._write(given)
        return elsewhere - {given.cell}

    def undo(self) -> tuple[Cell | None, set[Cell]]:
        """Answer a cell as it was before the last change; give it, and the cells changed elsewhere."""
        elsewhere = self._catch_up()
        taking_part = self._store.assessment()
        while self._before:
            cell, before = self._before[-1]
            if cell[0] in taking_part.solutions and cell[0] not in taking_part.withdrawn:
                elsewhere |= self._write(before, undoing=True)
                return cell, elsewhere - {cell}
            self._before.pop()
        return None, elsewhere

    @property
    def can_undo(self) -> bool:
        """Return whether there is a change to undo."""
        return bool(self._before)

    def changed(self) -> set[Cell]:
        """Read the draft again where it changed; give the cells that another window changed."""
        return self._catch_up()

    def _write(self, given: Evaluation, *, undoing: bool = False) -> set[Cell]:
        if self._draft.of_scan:
            raise RuleError(fault("TS-732"))
        entry = self._draft.save(given)
        assert entry is not None  # a draft keeps every change
        if undoing:
            self._before.pop()
            self._typing = None
        return self._catch_up(own=entry.digest, undoing=undoing)

    def _catch_up(self, own: str | None = None, *, undoing: bool = False, first: bool = False) -> set[Cell]:
        """Take the entries that are new in the log; ``own`` is the digest of the one written here."""
        entries = self._draft.entries()
        changed: set[Cell] = set()
        if len(entries) < self._read or (self._read and entries[self._read - 1].digest != self._last):
            changed |= set(self.cells)  # another draft stands in its place: take it from its beginning
            self.cells, self._before, self._typing, self._read = {}, [], None, 0
        for entry in entries[self._read :]:
            body = entry.body
            assert isinstance(body, Scored)  # the draft says so
            before = self.cells.get(body.cell) or unanswered(body.cell)
            self.cells[body.cell] = Evaluation.model_construct(**{name: getattr(body, name) for name in _FIELDS})
            if first or (entry.digest == own and not undoing):
                more_text = before.model_copy(update={"reason": body.reason}) == self.cells[body.cell]
                if not more_text or self._typing != body.cell:
                    self._before.append((body.cell, before))
                self._typing = body.cell if before.reason != body.reason else None
            elif entry.digest != own:
                changed.add(body.cell)
                self._before = [saved for saved in self._before if saved[0] != body.cell]
                self._typing = None
        self._read = len(entries)
        self._last = entries[-1].digest if entries else None
        return changed


_FIELDS = tuple(Evaluation.model_fields)


def unanswered(cell: Cell) -> Evaluation:
    """Return the answer of a cell that nobody has answered."""
    return Evaluation(solution=cell[0], criterion=cell[1], answer="unanswered")
