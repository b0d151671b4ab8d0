"""What the prepare page shows of the set: what it asks, when that applies, and how it was made one's own."""

from __future__ import annotations

from typing import Literal, TypedDict

from toetssteen.language import Language
from toetssteen.model.criteria import Addressee, ImpactClass
from toetssteen.pages.prepare.part import Choosable, Part
from toetssteen.pages.prepare.stand import Standing

KindOfAsked = Literal["criterion", "gate", "check", "condition"]


class OfferedSet(Choosable):
    """A criteria set, and how much it asks."""

    version: str
    why: str
    values: int
    criteria: int
    gates: int
    checklist: int
    conditions: int


class AnchorLine(TypedDict):
    """A described level of a criterion."""

    level: str
    label: str
    text: str


class AskedItem(Choosable, total=False):
    """What a set asks; of an imported one no more than its title."""

    standing: Standing
    statutory: bool
    question: str
    why: str
    ask: list[str]
    addressee: Addressee
    anchors: list[AnchorLine]


class WeighedItem(AskedItem):
    """A criterion with its weight within its value (percent) and its minimum level."""

    weight: str
    minimum: str | None


class WeighedValue(Choosable):
    """A public value with its weight (percent) and its criteria."""

    why: str
    weight: str
    criteria: list[WeighedItem]


class FittedItem(Choosable):
    """What was left out, added, or is not in force."""

    kind: KindOfAsked
    value: str
    statutory: bool


class LeftOutItem(FittedItem):
    """What was left out, and why."""

    reason: str


class LaterItem(FittedItem):
    """What is not in force today, and the day on which it begins or ended."""

    begins: bool
    day: str


class ScalePoint(TypedDict):
    """A level of a scale."""

    level: str
    label: str


class OwnCriterion(FittedItem):
    """A criterion of one's own as its form has it: by language the text of each field."""

    texts: dict[Language, dict[str, str]]
    levels: list[ScalePoint]


class OwnForm(TypedDict):
    """What a new criterion of one's own can be under, the levels it describes, and whose it is, where that is known."""

    values: list[Choosable]
    levels: list[ScalePoint]
    by: str


class SheetLimits(TypedDict):
    """Bytes of a workbook, and of a part of it in one act."""

    bytes: int
    part: int


class CriteriaPart(Part, total=False):
    """The sets to choose from, all that is asked by the one chosen, and how it was made one's own."""

    sets: list[OfferedSet]
    chosen: str | None
    version: str | None
    values: list[WeighedValue]
    gates: list[AskedItem]
    checklist: list[AskedItem]
    conditions: list[AskedItem]
    weighed: bool
    uneven: bool
    sheet: SheetLimits
    dropped: list[LeftOutItem]
    own: list[OwnCriterion]
    later: list[LaterItem]
    form: OwnForm | None


class ScopingOption(TypedDict):
    """An answer to a scoping question."""

    id: str
    label: str


class ScopingItem(TypedDict):
    """A scoping question with its answer, by id and in words."""

    id: str
    question: str
    why: str
    answer: str | None
    said: str | None
    options: list[ScopingOption]


class AnsweredBy(TypedDict):
    """An answer on which something hangs."""

    question: str
    answer: str | None


class HangingItem(TypedDict):
    """What applies, drops out or waits by the answers."""

    title: str
    kind: KindOfAsked
    standing: Standing
    by: list[AnsweredBy]


class ScopingPart(Part, total=False):
    """The scoping questions, and what hangs on them."""

    questions: list[ScopingItem]
    hanging: list[HangingItem]


class OfferedClass(Choosable):
    """A class of impact, and how much the set asks in it."""

    criteria: int
    gates: int


class ImpactPart(Part, total=False):
    """The classes of the set, which one holds and why.

    ``by_hand`` tells that it was chosen; ``known`` that every answer is there from which it follows.
    """

    classes: list[OfferedClass]
    chosen: ImpactClass
    by_hand: bool
    known: bool
    lines: list[str]
    reason: str


class GateItem(Choosable):
    """A minimum requirement with the proof it takes."""

    standing: Standing
    explainable: bool
    question: str
    takes: Literal["declaration", "evidence"] | None
    proof: str


class MinimumItem(TypedDict):
    """A criterion with a minimum level."""

    title: str
    minimum: str
    text: str
    standing: Standing


class GatesPart(Part, total=False):
    """The minimum requirements, and the criteria with a minimum level."""

    gates: list[GateItem]
    minimums: list[MinimumItem]


class ConditionItem(Choosable):
    """A contract condition, and on which answers it hangs."""

    why: str
    clause: str
    watch: str
    standing: Standing
    by: list[AnsweredBy]


class ConditionsPart(Part, total=False):
    """The contract conditions, and those left out."""

    conditions: list[ConditionItem]
    dropped: list[LeftOutItem]
