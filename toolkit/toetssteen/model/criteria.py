"""WHAT an assessment judges by: public values, their criteria, gates and conditions, sources, scoping, scales, sets.

These nouns are the files of ``criteria/`` one to one; ``toetssteen.content`` reads them and lints what a
type cannot say (weights that add up, ids that exist). Nothing here knows an assessment.

Rules: a gate has a status and proof, a criterion has a scale and anchors, and neither turns into the
other; the addressee says who is judged, and only ``solution`` can rank or fail a solution.
"""

from __future__ import annotations

import operator
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Annotated, ClassVar, Literal

from pydantic import Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from toetssteen.language import LANGUAGES, Text
from toetssteen.model.base import MAX_LEVELS, Day, Exact, Id, Line, Noun, Point, Words, at_most
from toetssteen.model.base import Link as Address

Addressee = Literal["solution", "municipality", "procedure"]
ImpactClass = Literal["light", "normal", "heavy"]
LighterClass = Literal["light", "normal"]
Version = Annotated[str, StringConstraints(pattern=r"^[0-9]+\.[0-9]+\.[0-9]+$", max_length=30)]
Tooi = Annotated[str, StringConstraints(pattern=r"^https://identifier\.overheid\.nl/tooi/id/gemeente/gm[0-9]{4}$")]
"""The TOOI URI of a municipality: the register of government organisations gives it."""
ReadAs = Literal["text", "through"]
"""Whether a place was read itself, or through what another says of it."""
When = dict[Id, list[Id]]
"""A condition: for every scoping question named, the answer is one of the options listed."""


def _is_one(version: int) -> bool:
    """Leave out of what is written what is as it was before there were versions: fingerprints stay."""
    return version == 1


class Source(Noun):
    """Where a criterion comes from: a work of the bibliography and the place in it.

    ``checked`` is false until somebody read the place in the work itself (``read_as`` text, and not through what
    another says of it), on ``checked_on``; a report marks it so.
    """

    brought: ClassVar[frozenset[str]] = frozenset({"checked_on", "read_as"})
    work: Id
    at: Line | None = None
    checked: bool = False
    checked_on: date | None = None
    read_as: ReadAs | None = None


class Work(Noun):
    """One entry of the bibliography."""

    id: Id
    kind: Literal["law", "standard", "ruling", "policy", "report", "news", "terms", "essay"]
    title: Words
    published: Line | None = None
    url: Address | None = None
    checked: bool = False


class Case(Noun):
    """A real case in which this mattered, with its source."""

    text: Words
    source: Source


class Asked(Noun):
    """What a criterion and a gate have in common.

    ``topic`` names the subject where several ask about one, of which a set takes one (default: the id); ``when`` is
    empty where the question always applies; ``link`` ties the question to the subject of the contract; ``version``
    rises when its meaning changes. Only a municipality's own criterion may go without source and case (the lint sees
    to it). ``brought`` has the fields of a noun that only a method of format 3 can say.
    """

    brought: ClassVar[frozenset[str]] = frozenset({"version"})

    id: Id
    title: Words
    question: Words
    why: Words
    addressee: Addressee
    link: Words
    when: When = Field(default_factory=dict)
    ask: list[Words] = Field(min_length=1, max_length=10)
    sources: list[Source] = Field(default_factory=list)
    case: Case | None = None
    topic: Id | None = None
    version: Annotated[int, Field(ge=1, exclude_if=_is_one)] = 1
    valid_from: date | None = None
    valid_to: date | None = None

    def cited(self) -> list[Source]:
        """Return every source, that of the case last."""
        return [*self.sources, *([self.case.source] if self.case else [])]

    def in_force(self, on: date) -> bool:
        """Return whether the question is in force on a day: what the law brings later is not asked yet."""
        return (self.valid_from is None or self.valid_from <= on) and (self.valid_to is None or on <= self.valid_to)


def _together(texts: Iterable[Text]) -> None:
    given = [*texts]
    for language in LANGUAGES:
        at_most("".join(text.in_(language) for text in given), MAX_LEVELS)


class Criterion(Asked):
    """A graded question: a described anchor for each point of its scale.

    ``by`` says which municipality a criterion of its own is of, by its TOOI URI.
    """

    brought: ClassVar[frozenset[str]] = Asked.brought | {"by"}
    scale: Id = "zero-to-four"
    anchors: dict[Point, Words]
    by: Tooi | None = None

    @model_validator(mode="after")
    def _fits_a_cell(self) -> Criterion:
        _together(self.anchors.values())
        return self


class Proof(Noun):
    """What a gate takes as proof: the tenderer's declaration (verified before the decision) or evidence."""

    takes: Literal["declaration", "evidence"]
    text: Words


class Gate(Asked):
    """A minimum requirement, judged by status and proof, never by points.

    ``explainable`` marks comply-or-explain: an explanation, an owner and an end date can stand in for it. ``by_law``
    says that the law demands it of any such purchase: a lighter class keeps it.
    """

    brought: ClassVar[frozenset[str]] = Asked.brought | {"by_law"}
    explainable: bool = False
    by_law: Annotated[bool, Field(exclude_if=operator.not_)] = False
    proof: Proof
    met: Words
    not_met: Words


class Condition(Asked):
    """A contract performance condition: what the contract says, and how one sees that it is kept.

    It ranks and fails nobody; who tenders accepts it.
    """

    clause: Words
    watch: Words


class PublicValue(Noun):
    """A public value: one file of ``criteria/values``."""

    id: Id
    title: Words
    why: Words
    criteria: list[Criterion] = Field(default_factory=list)
    gates: list[Gate] = Field(default_factory=list)
    conditions: list[Condition] = Field(default_factory=list)


class Option(Noun):
    """An answer to a scoping question; the id is what is stored. ``asks`` is the class that one on impact asks."""

    brought: ClassVar[frozenset[str]] = frozenset({"asks"})
    id: Id
    label: Words
    asks: ImpactClass | None = None


class ScopingQuestion(Noun):
    """A question about the purchase that decides which criteria apply; answered before the freeze.

    The answers to those on ``impact`` give the class: how much of a set is asked.
    """

    brought: ClassVar[frozenset[str]] = frozenset({"impact"})
    id: Id
    question: Words
    why: Words
    options: list[Option] = Field(min_length=2)
    when: When = Field(default_factory=dict)
    impact: Annotated[bool, Field(exclude_if=operator.not_)] = False


class Level(Noun):
    """A described point of a scale."""

    level: Exact
    label: Words
    meaning: Words


MOST_POINTS = 1_001
"""Points that a scale may have: all of them are gone over, for each cell, to tell how sure a result is."""


class Scale(Noun):
    """A scale fixed beforehand: its points are its levels, or every ``step`` from ``low`` to ``high``.

    Without ``step`` and with ``levels``, only the levels are allowed; with neither, any number in range.
    """

    id: Id
    title: Words
    low: Exact
    high: Exact
    step: Exact | None = None
    levels: list[Level] = Field(default_factory=list, max_length=MOST_POINTS)

    @model_validator(mode="after")
    def _spans(self) -> Scale:
        if self.low >= self.high:
            raise PydanticCustomError("TS-131", "low is below high")
        if self.step is not None and (self.step <= 0 or not self._on_a_step(self.high)):
            raise PydanticCustomError("TS-132", "step divides the scale from low to high")
        if self._points() > MOST_POINTS:
            raise PydanticCustomError("TS-345", "a scale has at most so many points")
        if any(not self.allows(point.level) for point in self.levels):
            raise PydanticCustomError("TS-133", "every level lies on the scale")
        _together(text for point in self.levels for text in (point.label, point.meaning))
        return self

    def _points(self) -> Fraction:
        """Return how many points there are; where any number in range will do, one is as far from the next as 1."""
        if self.levels and self.step is None:
            return Fraction(len(self.levels))
        return (Fraction(self.high) - Fraction(self.low)) / Fraction(self.step or 1) + 1

    def _on_a_step(self, level: Decimal) -> bool:
        return self.step is not None and _whole_steps(self.low, level, self.step)

    def allows(self, level: Decimal) -> bool:
        """Return whether a level lies on the scale."""
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


class SetClass(Noun):
    """What of a set is asked in a lighter class of impact, with weights of its own that add up to 100."""

    values: list[SetValue] = Field(min_length=1)
    gates: list[Id] = Field(default_factory=list)
    checklist: list[Id] = Field(default_factory=list)
    conditions: list[Id] = Field(default_factory=list)


class CriteriaSet(Noun):
    """A named, versioned choice of criteria with weights, gates and a checklist.

    ``values`` and ``gates`` judge solutions; ``checklist`` judges the municipality and the procedure, once;
    ``conditions`` go into the contract; ``selection`` lists what is asked of the tenderer and therefore may not
    be asked of the offer again. ``own`` has criteria that the library does not have. ``classes`` has what is asked
    where the impact is less than heavy, for which the set itself stands; ``quick`` marks the set of quick scans.
    """

    id: Id
    version: Version
    title: Words
    why: Words
    law: Id
    values: list[SetValue] = Field(min_length=1)
    gates: list[Id] = Field(default_factory=list)
    checklist: list[Id] = Field(default_factory=list)
    conditions: list[Id] = Field(default_factory=list)
    selection: list[Id] = Field(default_factory=list)
    own: list[Criterion] = Field(default_factory=list)
    classes: dict[LighterClass, SetClass] = Field(default_factory=dict)
    quick: bool = False


class Dropped(Noun):
    """A criterion, gate or condition of a set that is left out, and why."""

    id: Id
    reason: Words


class Emphasis(Noun):
    """Other weights on one set: of values (percent of the whole) and, where given, of criteria within their value.

    ``dropped`` and ``own`` make the set one's own; a profile of the library has neither.
    """

    set: Id
    version: Version
    why: Words
    values: dict[Id, Exact]
    criteria: dict[Id, Exact] = Field(default_factory=dict)
    dropped: list[Dropped] = Field(default_factory=list)
    own: list[Criterion] = Field(default_factory=list)


class Profile(Noun):
    """Somebody's view of what weighs most, set by set: one file of ``criteria/profiles``."""

    id: Id
    title: Words
    why: Words
    on: list[Emphasis] = Field(min_length=1)


class Term(Noun):
    """A dated fact of law: a number of days, an amount, an article.

    ``at_url`` is the address of the article; ``check_before`` the day before which it is to be read again.
    """

    brought: ClassVar[frozenset[str]] = frozenset({"at_url", "checked_on", "read_as", "check_before"})
    id: Id
    text: Words
    value: Exact | None = None
    unit: Literal["calendar-days", "months", "years", "euro", "hours"] | None = None
    source: Source
    valid_from: date | None = None
    valid_to: date | None = None
    at_url: Address | None = None
    checked_on: date | None = None
    read_as: ReadAs | None = None
    check_before: date | None = None


class LawProfile(Noun):
    """What the law said on a date: terms and switches; a report names the profile and gives no legal advice."""

    id: Id
    version: Day
    title: Words
    disclaimer: Words
    terms: list[Term] = Field(min_length=1)
