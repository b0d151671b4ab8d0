"""Wording: how the names, people, answers, levels, numbers and days of one assessment are said to one reader.

Rules: a person is named by role, numbered where several have it, in the order in which they joined; a name whose
letters run the other way never turns the sentence around it; a number is rounded by the frozen rule; a moment is in
UTC.
Pages, documents, the command line and notebooks name things by this and in no other way.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Literal

from toetssteen.language import Language, Text, day, instant, isolated, listed, money, number, percent, say
from toetssteen.model.base import Id, plain
from toetssteen.model.criteria import Scale
from toetssteen.model.entries.body import NO_ANSWERS, Explanation, level_of
from toetssteen.model.method import Method, MethodValue, Rounding, Scoped, Weighing
from toetssteen.model.replay.assessment import Assessment
from toetssteen.model.weights import Weight
from toetssteen.scoring.exact import Interval, written
from toetssteen.scoring.result.cells import level
from toetssteen.scoring.result.gates import LOW_PRICE, WITHDRAWN
from toetssteen.scoring.result.price import PriceResult
from toetssteen.scoring.result.ranking import Rank

ELIGIBLE: dict[bool | None, Literal["yes", "no", "open"]] = {True: "yes", False: "no", None: "open"}
"""The word for whether a solution may be chosen; ``None`` while a gate is unproven."""
CENTS = Rounding(digits=2)
"""How an amount is written."""


class Wording:
    """The words for one assessment, or for one method alone, in one language.

    Without an assessment solutions are named by their ids, and every person is somebody outside the committee; without
    a method there are no titles, and nothing can be rounded.
    """

    def __init__(self, method: Method | None, language: Language, assessment: Assessment | None = None) -> None:
        self._method = method
        self._assessment = assessment
        self.language: Language = language

    @property
    def method(self) -> Method:
        """The method by which names and numbers are said."""
        assert self._method is not None, "nothing is asked or rounded where there is no method yet"
        return self._method

    @cached_property
    def titles(self) -> dict[Id, Text]:
        """The titles, in both languages, of all that a method has, by id; for a scoping question, the question."""
        method = self._method
        if method is None:
            return {}
        titles = {answer.question.id: answer.question.question for answer in method.scoping}
        titles |= {scale.id: scale.title for scale in method.scales}
        titles |= {value.id: value.title for value in method.values}
        return titles | {asked.id: asked.title for asked in method.asked()}

    def text(self, text: Text) -> str:
        """Return a text in the reader's language."""
        return text.in_(self.language)

    def name(self, given: Id | None) -> str:
        """Return the title of what a method has: a value, criterion, gate, condition, scale or scoping question.

        Of what has none its id; of ``None`` nothing.
        """
        own = {WITHDRAWN: "report.withdrawn", LOW_PRICE: "pricing.low_price"}
        if given in own:
            return say(own[given], self.language)
        title = self.titles.get(given or "")
        return title.in_(self.language) if title else given or ""

    def solution(self, given: Id) -> str:
        """Return the name of a solution; the id of one that is not known."""
        known = self._assessment.solutions.get(given) if self._assessment else None
        return isolated(known.name if known else given)

    def solutions(self, names: Iterable[Id]) -> str:
        """Return the names of solutions as in a sentence: ``a, b en c``."""
        return self.listed(self.solution(solution) for solution in names)

    @cached_property
    def _roles(self) -> dict[str, str]:
        if self._assessment is None:
            return {}
        people: dict[str, list[str]] = {}
        for person in self._assessment.people.values():
            people.setdefault(person.role, []).append(person.person)
        return {
            person: say(f"report.role_{role}", self.language) + (f" {place}" if len(members) > 1 else "")
            for role, members in people.items()
            for place, person in enumerate(members, start=1)
        }

    def role(self, person: str) -> str:
        """Return the role of a person, numbered where several have it."""
        return self._roles.get(person) or say("report.role_unknown", self.language)

    def listed(self, parts: Iterable[str], joint: Literal["and", "or"] = "and") -> str:
        """Join parts as a sentence does: ``a, b en c``."""
        return listed(parts, self.language, joint)

    def day(self, given: date | str | None) -> str:
        """Write a day or a month; a text that is no date comes back unchanged."""
        return day(given, self.language)

    def instant(self, moment: str) -> str:
        """Write a moment (UTC)."""
        return instant(moment, self.language)

    def answer(self, answer: str, scale: Scale | None = None) -> str:
        """Return the words for an answer: a level with its label, a status, or that there is none."""
        stated = level_of(answer)
        if stated is None:
            return say(f"report.answer_{answer}" if answer in NO_ANSWERS else f"status.{answer}", self.language)
        label = next((self.text(point.label) for point in scale.levels if point.level == stated), "") if scale else ""
        text = number(plain(stated), self.language)
        return f"{text} ({label})" if label else text

    def scoped(self, scoped: Scoped) -> str:
        """Return the words of the answer to a scoping question; its id where it is none of the options."""
        labels = {option.id: self.text(option.label) for option in scoped.question.options}
        return labels.get(scoped.answer, scoped.answer)

    def eligible(self, eligible: bool | None) -> str:
        """Return the word for whether a solution may be chosen."""
        return say(f"result.{ELIGIBLE[eligible]}", self.language)

    def rank(self, rank: Rank) -> str:
        """Write a place in the ranking, and that it is shared where it is; a word where there is none."""
        place = str(rank.rank or say("result.none", self.language))
        return say("result.shared", self.language, rank=place) if rank.tied_with else place

    def explanation(self, explanation: Explanation | None) -> str:
        """Return the owner and the last day of the explanation that stands in for a comply-or-explain gate."""
        if explanation is None:
            return ""
        owner, until = isolated(explanation.owner), self.day(explanation.until)
        return say("report.explained_by", self.language, owner=owner, until=until)

    def percent(self, value: Fraction) -> str:
        """Write a weight in percent, without the sign: in full where it ends within four decimals, else to four."""
        return percent(value, self.language)

    def weighs(self, value: MethodValue, weighing: Weighing | None = None) -> str:
        """Write the weight of a value, or of a criterion in it, without the sign; of points also as they were given."""
        return weight_said(self.method, value, weighing, self.language)

    def interval(self, interval: Interval) -> str:
        """Write a number by the frozen rounding; a range where it is still open."""
        low, high = (number(self._rounded(end), self.language) for end in (interval.low, interval.high))
        return low if interval.exact else f"{low} - {high}"

    def levels(self, interval: Interval) -> str:
        """Write a level by the frozen rounding, without zeros at its end; levels from the lowest to the highest."""
        low, high = (number(self._rounded(end), self.language, trim=True) for end in (interval.low, interval.high))
        return low if low == high else f"{low} - {high}"

    def level_of(self, share: Interval, scale: Scale) -> str:
        """Write a share (0-1) of a scale as a level of it; see :meth:`levels`."""
        return self.levels(Interval(level(share.low, scale), level(share.high, scale)))

    def euro_interval(self, interval: Interval) -> str:
        """Write what is worth or compared in euro, by the frozen rounding; a range where it is still open."""
        low, high = (money(self._rounded(end), self.language) for end in (interval.low, interval.high))
        return low if interval.exact else f"{low} - {high}"

    def compared(self, price: PriceResult) -> str:
        """Write what ranks: an award price in euro, or the combined total (0-100)."""
        return self.interval(price.compared) if price.earned is None else self.euro_interval(price.compared)

    def _rounded(self, value: Fraction) -> str:
        return written(value, self.method.rules.rounding)


def euro(amount: Decimal | Fraction, language: Language) -> str:
    """Write an amount in euro, with cents where it has them."""
    return money(written(Fraction(amount), CENTS).removesuffix(".00"), language)


def weight_said(method: Method, value: MethodValue, weighing: Weighing | None, language: Language) -> str:
    """Write the weight of a value, or of a criterion in it, in percent without the sign; of points also those.

    As in ``40`` and ``70 points, 40``.
    """
    if weighing is None:
        given, unit, share = value.weight, method.unit, method.of_values[value.id]
    else:
        given, unit, share = weighing.weight, value.unit, method.inside(value)[weighing.criterion.id]
    if unit is None:
        return percent(share, language)
    return say("common.points", language, points=points_said(given, language), percent=percent(share, language))


def points_said(given: Weight, language: Language) -> str:
    """Write a number of points; a fraction as it was given."""
    return given.written if "/" in given.written else number(given.written, language)
