"""A quick scan: one person answers, and every answer is on record at once (``semantics`` 16).

Rules: an answer is a level with a reason, or *not known*, which needs none; a later one on the same cell replaces it;
nothing of it is sealed, since there is nobody else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from toetssteen.errors import RuleError, fault
from toetssteen.model.entries.body import Body, Evaluation, level_of
from toetssteen.model.entries.ruling import method_in_force, place_of, refuse_if
from toetssteen.model.entries.scoring import UNANSWERED, cell_faults

if TYPE_CHECKING:
    from toetssteen.model.entries.entry import Entry
    from toetssteen.model.replay.state import State


class Scanned(Body, Evaluation):
    """An answer of a quick scan, on record at once."""

    kind: ClassVar[str] = "scanned"
    roles = ("evaluator",)
    phases = ("open",)
    emptied = UNANSWERED

    def oldest(self) -> int:
        return 4

    def apply(self, state: State, entry: Entry, settles: bool) -> None:
        method = method_in_force(state, entry)
        refuse_if(method is not None and method.quick is None, "TS-724", entry)
        faults = [
            problem
            for problem in cell_faults(state, method, entry, self)
            if problem.code != "TS-215" or self.answer != "unknown"
        ]
        if self.answer != "unknown" and level_of(self.answer) is None and not faults:
            faults = [fault("TS-725", place_of(entry), answer=self.answer, id=self.criterion)]
        if faults:
            raise RuleError(faults)
        answers = state.round.evaluations.get(entry.author, {})
        evaluation = Evaluation(**self.model_dump())
        state.round.evaluations[entry.author] = {**answers, evaluation.cell: evaluation}
        state.round.sources[entry.digest] = entry

    def already(self, state: State, author: str) -> bool:
        given = state.round.evaluations.get(author, {}).get(self.cell)
        return given is not None and given == Evaluation(**self.model_dump())
