"""The method of an assessment: all that a result follows from, frozen before anything is judged.

Rules: the fingerprint is SHA-256 over the canonical method; weights add up to 100 exactly within each level of the tree
and are never normalised, or are points (``weights.py``); what does not apply is decided by the scoping answers, once,
by :func:`applies`, for what is shown and for what is counted alike.
Does not belong here: who judges, what is judged, when.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from toetssteen import canonical
from toetssteen.errors import Fault
from toetssteen.language import cleaned
from toetssteen.model.base import Exact, Id, Line, Noun, Prose, Words
from toetssteen.model.criteria import (
    Asked,
    Condition,
    Criterion,
    Gate,
    ImpactClass,
    LawProfile,
    Scale,
    ScopingQuestion,
    When,
)
from toetssteen.model.weights import HUNDRED, Weight, have_common, shares, unit_faults

Aggregation = Literal["consensus", "mean", "median"]
RoundingMode = Literal["half_up", "half_even", "down"]
EvidenceKind = Literal["word", "document", "demonstration", "independent"]

Format = Literal["toetssteen-method/1", "toetssteen-method/2", "toetssteen-method/3"]

CAPS: dict[EvidenceKind | None, Decimal] = {
    None: Decimal("0"),
    "word": Decimal("0.25"),
    "document": Decimal("0.5"),
    "demonstration": Decimal("0.75"),
    "independent": Decimal("1"),
}
"""The share of a scale (0-1) that the best evidence supports; ``None`` is no evidence at all."""


class SheetCriterion(Noun):
    """A criterion known from a sheet only: an id, a title and a scale."""

    id: Id
    title: Words
    scale: Id


class SheetGate(Noun):
    """A gate known from a sheet only."""

    id: Id
    title: Words
    explainable: bool = True


class Weighing(Noun):
    """A criterion with its weight (of what the method's basis says, in its value's unit) and its minimum level."""

    criterion: Criterion | SheetCriterion
    weight: Weight
    minimum: Exact | None = None


class MethodValue(Noun):
    """A public value with its weight in the whole (in the method's unit) and its criteria.

    ``unit`` says that the weights of the criteria are points; without it they are percentages.
    """

    id: Id
    title: Words
    weight: Weight
    unit: Literal["points"] | None = None
    criteria: list[Weighing] = Field(min_length=1)

    def weights(self) -> Iterator[Weight]:
        """Yield its own weight and those of its criteria."""
        yield self.weight
        yield from (weighing.weight for weighing in self.criteria)


class Scoped(Noun):
    """A scoping question and the option chosen."""

    question: ScopingQuestion
    answer: Id


class Impact(Noun):
    """How much of the set is asked: the class chosen, the one that the answers ask, and why where it is lighter."""

    asked: ImpactClass
    chosen: ImpactClass
    reason: Prose | None = None


class NamedValue(Noun):
    """A public value that is not asked about: its id and title."""

    id: Id
    title: Words


class QuickScan(Noun):
    """That a method is of a quick scan, whose result is provisional, and which values it does not reach."""

    not_asked: list[NamedValue]


class Rounding(Noun):
    """How a total is rounded, last of all; and whether a tie is one of exact or of rounded totals."""

    digits: Annotated[int, Field(ge=0, le=6)] = 2
    mode: RoundingMode = "half_up"
    ties: Literal["exact", "rounded"] = "exact"


class TieBreak(Noun):
    """One step of the tie-break: the higher quality total, the higher score on a value, or a lot."""

    by: Literal["quality", "value", "lot"]
    value: Id | None = None


class Rules(Noun):
    """The rules a result follows, beside criteria and weights.

    ``no_answer_counts_as`` is what ``unknown`` and ``refused`` count as in the end; ``None`` leaves them
    an interval. ``evidence_cap`` limits a level to what its best evidence supports (:data:`CAPS`).
    ``fewest_evaluators`` is how many have to judge a criterion, or it is named as thin.
    """

    aggregation: Aggregation = "consensus"
    no_answer_counts_as: Literal["lowest"] | None = None
    rounding: Rounding = Rounding()
    tie_break: list[TieBreak] = Field(default_factory=list)
    evidence_cap: bool = False
    fewest_evaluators: Annotated[int, Field(ge=1, le=9)] | None = None

    @classmethod
    def default(cls, track: str) -> Rules:
        """Return the rules a track starts with: a tender needs one number and takes equivalent proof."""
        if track == "tender":
            return cls(no_answer_counts_as="lowest")
        return cls(evidence_cap=True)


class LowPrice(Noun):
    """When a price is asked about: below ``percent`` of what the municipality estimated beforehand (euro)."""

    estimate: Annotated[Exact, Field(gt=0)]
    percent: Annotated[Exact, Field(gt=0, lt=100)]


class ValueBased(Noun):
    """Value-based award: price less the euro value of the quality earned; the lowest ranks first.

    ``euro`` is what full marks are worth (euro), per public value or per criterion.
    """

    method: Literal["value-based"] = "value-based"
    per: Literal["value", "criterion"]
    euro: dict[Id, Annotated[Exact, Field(ge=0)]] = Field(min_length=1)
    low: LowPrice | None = None


class Band(Noun):
    """An absolute band: ``best`` (euro) and below has 100 points, ``worst`` and above none, in a line between.

    ``weight`` is that of the price, in percent of the whole; quality has the rest.
    """

    method: Literal["band"] = "band"
    best: Annotated[Exact, Field(ge=0)]
    worst: Annotated[Exact, Field(gt=0)]
    weight: Annotated[Exact, Field(gt=0, lt=100)]
    low: LowPrice | None = None

    @model_validator(mode="after")
    def _spans(self) -> Band:
        if self.best >= self.worst:
            raise PydanticCustomError("TS-250", "best is below worst")
        return self


Pricing = Annotated[ValueBased | Band, Field(discriminator="method")]
"""How a price counts: an absolute method, so that a tender that drops out changes nothing (``semantics`` 10)."""


class SetRef(Noun):
    """Which criteria set, in which version."""

    id: Id
    version: Line


class Method(Noun):
    """All that a result follows from; its canonical form has the fingerprint.

    ``weight_basis`` says of what a criterion's weight is a part: of its ``value`` or of the ``whole``. ``unit`` says
    that the weights of the values are points; without it they are percentages. What has points is of format 2, what has
    a class, or says more of its criteria, law and questions than format 2 could, of format 3. ``quick`` marks that of a
    quick scan. A list of requirements that came in has no values and no scales.
    """

    format: Format = "toetssteen-method/1"
    set: SetRef | None = None
    weight_basis: Literal["value", "whole"] = "value"
    unit: Literal["points"] | None = None
    values: list[MethodValue]
    gates: list[Gate | SheetGate] = Field(default_factory=list)
    checklist: list[Criterion | Gate] = Field(default_factory=list)
    conditions: list[Condition] | None = None
    scoping: list[Scoped] = Field(default_factory=list)
    scales: list[Scale]
    rules: Rules
    price: Pricing | None = None
    law: LawProfile | None = None
    impact: Impact | None = None
    quick: QuickScan | None = None

    @model_validator(mode="after")
    def _says_its_format(self) -> Method:
        if self.format != self.format_of(self.values, self.unit, self._newer()):
            raise PydanticCustomError("TS-763", "a method is of the oldest format that can say it")
        if self.weight_basis == "whole" and any(value.unit != self.unit for value in self.values):
            raise PydanticCustomError("TS-763", "points of the whole are so in every value")
        if not have_common(weight for value in self.values for weight in value.weights()):
            raise PydanticCustomError("TS-141", "fractions without a common denominator")
        return self

    @staticmethod
    def format_of(values: Iterable[MethodValue], unit: str | None, newer: Iterable[object] = ()) -> Format:
        """Return the oldest format that can say these weights, and ``newer``: all that may say more of itself."""
        if any(map(_says_more, newer)):
            return "toetssteen-method/3"
        return "toetssteen-method/2" if unit or any(value.unit for value in values) else "toetssteen-method/1"

    @model_validator(mode="after")
    def _has_what_it_names(self) -> Method:
        """Refuse what nothing can be worked out from: a scale that is not here, an id that stands for two things."""
        scaled = [weighing.criterion for _, weighing in self.weighings()]
        scaled += [asked for asked in self.checklist if isinstance(asked, Criterion)]
        missing = [asked.scale for asked in scaled if asked.scale not in self._scales]
        for nouns in (self.values, self.asked(), self.scales):
            missing += [name for name, count in Counter(noun.id for noun in nouns).items() if count > 1]
        if missing:
            raise PydanticCustomError("not_in_method", "{value}", {"value": missing[0]})
        return self

    @classmethod
    def kept(cls, content: bytes) -> Method:
        """Read a frozen method, which stays the bytes that it is kept as: they have its fingerprint.

        Raises
        ------
        ValueError
            If it is none.
        """
        made = cls.model_validate(cleaned(canonical.decode(content))[0])
        made.__dict__["_content"] = content
        return made

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Method:
        """Return another method, with what is given in its place; its form is its own."""
        made = super().model_copy(update=update, deep=deep)
        made.__dict__.pop("_content", None)
        return made

    def _newer(self) -> list[object]:
        return [self.asked(), self.scoping, self.law, self.impact, self.quick]

    def document(self) -> bytes:
        """Return the canonical form, of which the fingerprint is the SHA-256; of one that was kept, as it is kept."""
        content: bytes | None = self.__dict__.get("_content")
        return content or canonical.encode(self.model_dump(mode="json", exclude_none=True))

    def scale(self, scale: Id) -> Scale:
        """Return a scale of this method by id."""
        return self._scales[scale]

    @cached_property
    def _scales(self) -> dict[Id, Scale]:
        return {scale.id: scale for scale in self.scales}

    @property
    def in_points(self) -> bool:
        """Whether any weights are points."""
        return self.unit is not None or any(value.unit for value in self.values)

    def asked(self) -> list[Criterion | SheetCriterion | Gate | SheetGate | Condition]:
        """Return all that is weighed, asked or put into the contract: criteria, gates, checklist and conditions."""
        weighed = [weighing.criterion for _, weighing in self.weighings()]
        return [*weighed, *self.gates, *self.checklist, *(self.conditions or [])]

    def of_whole(self, value: MethodValue, weighing: Weighing) -> Fraction:
        """Return what a criterion weighs in the whole, in percent."""
        share = self.inside(value)[weighing.criterion.id]
        return share if self.weight_basis == "whole" else share * self.of_values[value.id] / 100

    @cached_property
    def of_values(self) -> dict[Id, Fraction]:
        """What each value weighs in the whole, in percent."""
        return shares({value.id: value.weight for value in self.values}, self.unit or "percent")

    def inside(self, value: MethodValue) -> dict[Id, Fraction]:
        """Return what each criterion of a value weighs, in percent of what the method's basis says."""
        return self._inside[value.id]

    @cached_property
    def _inside(self) -> dict[Id, dict[Id, Fraction]]:
        parts = {
            value.id: {weighing.criterion.id: weighing.weight for weighing in value.criteria} for value in self.values
        }
        if self.weight_basis == "value":
            return {value.id: shares(parts[value.id], value.unit or "percent") for value in self.values}
        whole = shares(
            {name: weight for part in parts.values() for name, weight in part.items()}, self.unit or "percent"
        )
        return {value: {name: whole[name] for name in part} for value, part in parts.items()}

    def weighings(self) -> Iterator[tuple[MethodValue, Weighing]]:
        """Yield the criteria that judge solutions, value by value."""
        for value in self.values:
            for weighing in value.criteria:
                yield value, weighing

    @cached_property
    def answers(self) -> dict[Id, Id]:
        """The scoping answers by question."""
        return {scoped.question.id: scoped.answer for scoped in self.scoping}

    def applicable(self, asked: Asked | SheetCriterion | SheetGate) -> bool:
        """Return whether a criterion, gate or condition of this method applies."""
        if isinstance(asked, SheetCriterion | SheetGate):
            return True
        return applies(asked.when, self.answers)


def _says_more(said: object) -> bool:
    """Return whether something has what only a method of format 3 can say."""
    match said:
        case Impact() | QuickScan():
            return True
        case Noun():
            brought = getattr(type(said), "brought", ())
            fields = type(said).model_fields
            return any(
                getattr(said, name) != field.default if name in brought else _says_more(getattr(said, name))
                for name, field in fields.items()
                if name in brought or isinstance(getattr(said, name), Noun | list)
            )
        case list():
            return any(map(_says_more, said))
    return False


def applies(when: When, answers: Mapping[Id, Id]) -> bool:
    """Decide whether a condition holds under the scoping answers; an empty one always does."""
    return all(answers.get(question) in options for question, options in when.items())


def weight_faults(method: Method, where: str) -> list[Fault]:
    """Find what is wrong with the weights of a method: percentages that do not add up, points that do not count.

    With basis ``whole`` the criteria of a value add up to the value's own weight.
    """
    faults = []
    whole = method.weight_basis == "whole"
    for value in method.values:
        weights = {weighing.criterion.id: weighing.weight for weighing in value.criteria}
        if not whole or value.unit is None:
            wanted = Fraction(value.weight) if whole else HUNDRED
            faults += unit_faults(weights, wanted, f"{where}, {value.id}", value.unit or "percent")
    return faults + unit_faults(
        {value.id: value.weight for value in method.values}, HUNDRED, where, method.unit or "percent"
    )
