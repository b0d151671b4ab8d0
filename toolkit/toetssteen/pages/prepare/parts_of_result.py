"""What the prepare page shows of how a result comes about: weights, profiles, rules, the price, the dry run."""

from __future__ import annotations

from typing import Literal, TypedDict

from toetssteen.model.entries.body import Track
from toetssteen.model.method import Aggregation, RoundingMode
from toetssteen.pages.prepare.part import Choosable, Part
from toetssteen.pages.prepare.stand import Standing
from toetssteen.pages.state import Fault


class WeightItem(Choosable):
    """A value or criterion with its weight, that of the set, and between what its swing is."""

    weight: str
    proposed: str | None
    standing: Standing
    worst: str
    best: str


class WeightLevel(TypedDict):
    """The values, or the criteria of a value: percentages that add up to ``whole``, or points."""

    id: str
    title: str | None
    whole: str
    unit: Literal["percent", "points"]
    items: list[WeightItem]


class ProfileLine(TypedDict):
    """A weight of a profile beside that of the set (percent)."""

    title: str
    of_set: str
    weight: str


class ProfileValue(ProfileLine):
    """A value in a profile, with the criteria that it weighs otherwise."""

    criteria: list[ProfileLine]


class OfferedProfile(Choosable):
    """A profile on the set: whose view it is, its reason, what it weighs, leaves out and adds."""

    who: str
    why: str
    values: list[ProfileValue]
    dropped: list[str]
    own: list[str]


class WeightsPart(Part, total=False):
    """The weights of every level, and the profiles that can be taken over; ``lighter``: on part of the set."""

    weightless: list[str]
    fitted: bool
    profiles: list[OfferedProfile]
    lighter: bool
    own: bool
    reason: str
    levels: list[WeightLevel]
    faults: list[Fault]


class PlainRules(TypedDict):
    """The rules of a result as the form has them."""

    aggregation: Aggregation
    no_answer: Literal["lowest", "open"]
    digits: str
    mode: RoundingMode
    ties: Literal["exact", "rounded"]
    tie_break: list[str]
    cap: Literal["on", "off"]
    fewest: str


class RulesPart(Part, total=False):
    """The rules as chosen, and those the track starts with."""

    chosen: bool
    rules: PlainRules
    default: PlainRules
    track: Track
    values: list[Choosable]


class PlainPricing(TypedDict):
    """How the price counts, as the form has it: amounts in euro, shares in percent."""

    kind: Literal["none", "value-based", "band"]
    per: Literal["value", "criterion"]
    euro: dict[str, str]
    best: str
    worst: str
    weight: str
    estimate: str
    percent: str


class PricedItem(Choosable):
    """What an amount can be set for; ``of`` is the value of a criterion."""

    of: str


class PricePart(Part, total=False):
    """How the price counts, and for what an amount can be set."""

    track: Track
    chosen: bool
    pricing: PlainPricing
    items: dict[Literal["value", "criterion"], list[PricedItem]]
    gone: list[str]
    steps: bool


class DryPart(Part, total=False):
    """Whether the method can be tried, and on how many solutions."""

    early: bool
    fewest: int
    most: int
