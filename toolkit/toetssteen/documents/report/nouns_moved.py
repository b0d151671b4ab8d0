"""What a report says of what moved between two rounds: plain data in one language."""

from __future__ import annotations

from toetssteen.model.base import Noun


class Turned(Noun):
    """A text that changed: before and after, written in the reader's language."""

    before: str
    after: str


class SolutionTurned(Noun):
    """A solution that came out otherwise; ``shift`` is how much its total went up or down, where that is one number."""

    solution: str
    name: str
    total: Turned
    shift: str
    rank: Turned
    eligible: Turned


class CellTurned(Noun):
    """A cell that says something else, and what was said of it in the later round."""

    name: str
    title: str
    turned: Turned
    reasons: list[str]


class WeightTurned(Noun):
    """A criterion that weighs otherwise (percent of the whole)."""

    title: str
    turned: Turned


class MovedReport(Noun):
    """The changes from one round to a later one; ``frozen_anew`` has the reasons for freezing the method again."""

    before: int
    after: int
    reason: str
    same_method: bool
    frozen_anew: list[str]
    dropped: list[str]
    added: list[str]
    gone: list[str]
    new: list[str]
    weights: list[WeightTurned]
    solutions: list[SolutionTurned]
    same: list[str]
    cells: list[CellTurned]
