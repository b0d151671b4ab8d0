"""What a report says of what moved between two rounds: plain data in one language."""

from __future__ import annotations

from toetssteen.model.base import Noun


class Turned(Noun):
    """Something that says something else: before and after, as the reader writes it."""

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
    """All that moved from one round to a later one; ``frozen_anew`` says why the method is another one."""

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
