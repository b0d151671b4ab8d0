"""What the prepare page shows: who sets up the assessment, and a part for each section of the page.

A section that waits for an earlier one has no more than where it stands (``later``).
"""

from __future__ import annotations

from typing import TypedDict

from toetssteen.model.entries.body import Track
from toetssteen.pages.prepare.parts_of_course import (
    AskPart,
    BoughtPart,
    CommitteePart,
    FreezePart,
    MovesPart,
    SolutionsPart,
)
from toetssteen.pages.prepare.parts_of_result import DryPart, PricePart, RulesPart, WeightsPart
from toetssteen.pages.prepare.parts_of_set import ConditionsPart, CriteriaPart, GatesPart, ImpactPart, ScopingPart
from toetssteen.pages.state import Fault, Stopping


class PrepareSections(TypedDict):
    """The sections of the page, in order."""

    bought: BoughtPart
    criteria: CriteriaPart
    scoping: ScopingPart
    impact: ImpactPart
    weights: WeightsPart
    gates: GatesPart
    conditions: ConditionsPart
    rules: RulesPart
    price: PricePart
    committee: CommitteePart
    dry: DryPart
    freeze: FreezePart
    ask: AskPart
    solutions: SolutionsPart
    moves: MovesPart


class PrepareState(Stopping, total=False):
    """The page; ``mark`` names the state that it was drawn from, ``problem`` says why there is no method yet."""

    mark: str
    me: str
    chairs: list[str]
    track: Track
    editable: bool
    browse: str
    problem: list[Fault]
    conflicts: list[str]
    warnings: list[Fault]
    sections: PrepareSections
