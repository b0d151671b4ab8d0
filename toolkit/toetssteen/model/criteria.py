"""WHAT an assessment judges by: public values, their criteria and gates, sources, scoping, scales, sets.

These nouns are the files of ``criteria/`` one to one; ``toetssteen.content`` reads them and lints what a
type cannot say (weights that add up, ids that exist). Nothing here knows an assessment.

Rules: a gate has a status and proof, a criterion has a scale and anchors, and neither turns into the
other; the addressee says who is judged, and only ``solution`` can rank or fail a solution.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from toetssteen.model.base import Exact, Id, Noun
from toetssteen.text import Text

Addressee = Literal["solution", "municipality", "procedure"]
When = dict[Id, list[Id]]
"""A condition: for every scoping question named, the answer is one of the options listed."""


class Source(Noun):
    """Where a criterion comes from: a work of the bibliography and the place in it.

    ``checked`` is false until somebody read the place in the work itself; a report marks it so.
    """

    work: Id
    at: str | None = None
    checked: bool = False


class Work(Noun):
    """One entry of the bibliography."""

    id: Id
    kind: Literal["law", "standard", "ruling", "policy", "report", "news", "terms", "essay"]
    title: Text
    published: str | None = None
    url: Annotated[str, StringConstraints(pattern=r"^https://")] | None = None
    checked: bool = False


class Case(Noun):
    """A real case in which this mattered, with its source."""

    text: Text
    source: Source


class Asked(Noun):
    """What a criterion and a gate have in common.

    ``topic`` names the thing asked where two criteria ask the same (default: the id); ``when`` is empty
    where the question always applies; ``link`` ties the question to the subject of the contract.
    """

    id: Id
    title: Text
    question: Text
    why: Text
    addressee: Addressee
    link: Text
    when: When = Field(default_factory=dict)
    ask: list[Text] = Field(min_length=1)
    sources: list[Source] = Field(min_length=1)
    case: Case
    topic: Id | None = None
    valid_from: date | None = None
    valid_to: date | None = None


class Criterion(Asked):
    """A graded question: a described anchor for each point of its scale."""

    scale: Id = "zero-to-four"
    anchors: dict[str, Text]


class Proof(Noun):
    """What a gate takes as proof: the tenderer's declaration (verified before the decision) or evidence."""

    takes: Literal["declaration", "evidence"]
    text: Text


class Gate(Asked):
    """A minimum requirement, judged by status and proof, never by points.

    ``explainable`` marks comply-or-explain: an explanation, an owner and an end date can stand in for it.
    """

    explainable: bool = False
    proof: Proof
    met: Text
    not_met: Text


class PublicValue(Noun):
    """A public value: one file of ``criteria/values``."""

    id: Id
    title: Text
    why: Text
    criteria: list[Criterion] = Field(default_factory=list)
    gates: list[Gate] = Field(default_factory=list)


class Option(Noun):
    """An answer to a scoping question; the id is what is stored."""

    id: Id
    label: Text


class ScopingQuestion(Noun):
    """A question about the purchase that decides which criteria apply; answered before the freeze."""

    id: Id
    question: Text
    why: Text
    options: list[Option] = Field(min_length=2)
    when: When = Field(default_factory=dict)


class Level(Noun):
    """A described point of a scale."""

    level: Exact
    label: Text
    meaning: Text


class Scale(Noun):
    """A scale fixed beforehand: its points are its levels, or every ``step`` from ``low`` to ``high``.

    Without ``step`` and with ``levels``, only the levels are allowed; with neither, any number in range.
    """

    id: Id
    title: Text
    low: Exact
    high: Exact
    step: Exact | None = None
    levels: list[Level] = Field(default_factory=list)

    @model_validator(mode="after")
    def _spans(self) -> Scale:
        if self.low >= self.high:
            raise PydanticCustomError("TS-131", "low is below high")
        if self.step is not None and (self.step <= 0 or not self._on_a_step(self.high)):
            raise PydanticCustomError("TS-132", "step divides the scale from low to high")
        if any(not self.allows(point.level) for point in self.levels):
            raise PydanticCustomError("TS-133", "every level lies on the scale")
        return self

    def _on_a_step(self, level: Decimal) -> bool:
        return self.step is not None and _whole_steps(self.low, level, self.step)

    def allows(self, level: Decimal) -> bool:
        """Tell whether a level lies on the scale."""
        if not self.low <= level <= self.high:
            return False
        if self.step is not None:
            return self._on_a_step(level)
        return not self.levels or any(point.level == level for point in self.levels)


@lru_cache(maxsize=4096)
def _whole_steps(low: Decimal, level: Decimal, step: Decimal) -> bool:
    return (Fraction(level) - Fraction(low)) % Fraction(step) == 0


class SetCriterion(Noun):
    """A criterion in a set: its weight within its value (percent) and, where there is one, its minimum level."""

    criterion: Id
    weight: Exact
    minimum: Exact | None = None


class SetValue(Noun):
    """A public value in a set: its weight (percent of the whole) and its criteria."""

    value: Id
    weight: Exact
    criteria: list[SetCriterion] = Field(min_length=1)


class CriteriaSet(Noun):
    """A named, versioned choice of criteria with weights, gates and a checklist.

    ``values`` and ``gates`` judge solutions; ``checklist`` judges the municipality and the procedure, once;
    ``selection`` lists what is asked of the tenderer and therefore may not be asked of the offer again.
    """

    id: Id
    version: Annotated[str, StringConstraints(pattern=r"^[0-9]+\.[0-9]+\.[0-9]+$")]
    title: Text
    why: Text
    law: Id
    values: list[SetValue] = Field(min_length=1)
    gates: list[Id] = Field(default_factory=list)
    checklist: list[Id] = Field(default_factory=list)
    selection: list[Id] = Field(default_factory=list)


class Term(Noun):
    """A dated fact of law: a number of days, an amount, an article."""

    id: Id
    text: Text
    value: Exact | None = None
    unit: Literal["calendar-days", "months", "years", "euro", "hours"] | None = None
    source: Source
    valid_from: date | None = None
    valid_to: date | None = None


class LawProfile(Noun):
    """What the law said on a date: terms and switches; a report names the profile and gives no legal advice."""

    id: Id
    version: Annotated[str, StringConstraints(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$")]
    title: Text
    disclaimer: Text
    terms: list[Term] = Field(min_length=1)
