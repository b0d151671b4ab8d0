"""Telling a reader: names, roles, levels, dates and evidence of one assessment in one language.

Rules: a person is told by role and a number within it, in the order in which they joined; a moment is told
in UTC; a piece of evidence gets a number when it is first used, so what is not used is not told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from unicodedata import bidirectional

from toetssteen.documents.report.nouns import Level, Number, Piece
from toetssteen.documents.report.nouns_annexes import SourceReport
from toetssteen.language import Language, Text, number, say
from toetssteen.model.base import Id, plain
from toetssteen.model.criteria import Asked, Crosswalk, Scale, Source, Work
from toetssteen.model.entries.body import Explanation, level_of
from toetssteen.model.method import Method, Rounding
from toetssteen.model.replay.assessment import Assessment
from toetssteen.scoring.exact import Interval, written
from toetssteen.scoring.result.cells import level
from toetssteen.scoring.result.gates import LOW_PRICE, WITHDRAWN
from toetssteen.scoring.result.result import Result
from toetssteen.views.result import interval_text

FIRST_STRONG, POP = "\N{FIRST STRONG ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"
_RIGHT_TO_LEFT = {"R", "AL", "AN"}
_CONTROLS = {"RLE", "RLO", "LRE", "LRO", "RLI", "LRI", "FSI", "PDF", "PDI"}
_DATE = re.compile(r"^(\d{4})-(\d\d)(?:-(\d\d))?")


class Telling:
    """All it takes to tell the reader of one report; keeps which evidence was used."""

    def __init__(
        self,
        worked_out: Result,
        language: Language,
        moment: str,
        works: Mapping[Id, Work],
        crosswalks: Mapping[Id, Crosswalk] | None = None,
        unasked: Mapping[Id, Asked] | None = None,
    ) -> None:
        self.result = worked_out
        self.assessment: Assessment = worked_out.assessment
        self.method: Method = worked_out.method
        self.language: Language = language
        self.moment = moment
        self.works = works
        self.crosswalks = crosswalks or {}
        self.unasked = unasked or {}
        self._used: dict[Id, Piece] = {}
        self._names = _titles(self.method, language)
        self._roles = self._number_roles()

    def word(self, key: str, **particulars: object) -> str:
        """Say a word of the report."""
        return say(f"report.{key}", self.language, **particulars)

    def many(self, key: str, count: int, **particulars: object) -> str:
        """Say a sentence about a count, in its singular (``<key>_one``) or plural form."""
        return self.word(f"{key}_one" if count == 1 else key, count=count, **particulars)

    def listed(self, parts: Iterable[str]) -> str:
        """Join parts as a sentence does: ``a, b en c``."""
        *before, last = list(parts) or [""]
        return f"{', '.join(before)} {self.word('and')} {last}" if before else last

    def text(self, text: Text) -> str:
        """Give a localised text in the reader's language."""
        return text.in_(self.language)

    def name(self, given: Id | None) -> str:
        """Give the title of a value, criterion or gate; the id of what has none."""
        return self._names.get(given or "", given or "")

    def solution(self, given: Id) -> str:
        """Give the name of a solution, kept apart where its letters run the other way."""
        known = self.assessment.solutions.get(given)
        return isolated(known.name if known else given)

    def role(self, author: str) -> str:
        """Give somebody's role, numbered where several have it."""
        return self._roles.get(author, self.word("role_unknown"))

    def _number_roles(self) -> dict[str, str]:
        return role_names(self.assessment, self.language)

    def number(self, interval: Interval) -> Number:
        """Write a score of 0-100 by the frozen rounding."""
        low, high = (written(end, self.method.rules.rounding) for end in (interval.low, interval.high))
        return Number(low=low, high=high, text=interval_text(self.method, interval, self.language))

    def level(self, share: Interval, scale: Scale) -> Level:
        """Write a share of a scale as a level of it, by the frozen rounding."""
        low, high = (self._digits(level(end, scale)) for end in (share.low, share.high))
        low_text, high_text = number(low, self.language), number(high, self.language)
        if low != high:
            return Level(low=low, high=high, text=f"{low_text} - {high_text}")
        labels = {plain(each.level): self.text(each.label) for each in scale.levels}
        return Level(low=low, high=high, text=low_text, label=labels.get(low, ""))

    def levels(self, given: Interval) -> str:
        """Write a level by the frozen rounding, or levels from the lowest to the highest."""
        low, high = (number(self._digits(end), self.language) for end in (given.low, given.high))
        return low if low == high else f"{low} - {high}"

    def _digits(self, value: Fraction) -> str:
        text = written(abs(value), self.method.rules.rounding)
        text = text.rstrip("0").rstrip(".") if "." in text else text
        return f"-{text}" if value < 0 and text != "0" else text

    def percent(self, value: Fraction) -> str:
        """Write a weight in percent: in full where it ends within four digits, else to four."""
        text = written(value, Rounding(digits=4))
        return number(text.rstrip("0").rstrip("."), self.language)

    def answer(self, answer: str, scale: Scale | None = None) -> str:
        """Say an answer: a level with its label, a status, or that there is none."""
        stated = level_of(answer)
        if stated is None:
            return self.word(f"answer_{answer}") if answer in _NONE else say(f"status.{answer}", self.language)
        label = next((self.text(each.label) for each in scale.levels if each.level == stated), "") if scale else ""
        text = number(plain(stated), self.language)
        return f"{text} ({label})" if label else text

    def explanation(self, given: Explanation | None) -> str:
        """Say who owns what stands in for a comply-or-explain gate, and until when."""
        if given is None:
            return ""
        return self.word("explained_by", owner=isolated(given.owner), until=self.day(given.until.isoformat()))

    def day(self, given: str | None) -> str:
        """Write a date (``2026-03-09``, ``2026-03``) as the reader does; what is no date stays as it is."""
        found = _DATE.match(given or "")
        months = self.word("months").split()
        if not found or not 1 <= int(found[2]) <= len(months):
            return given or ""
        day = f"{int(found[3])} " if found[3] else ""
        return f"{day}{months[int(found[2]) - 1]} {found[1]}"

    def instant(self, moment: str) -> str:
        """Write a moment (UTC)."""
        return self.word("instant", day=self.day(moment), time=moment[11:16]) if moment else ""

    def pieces(self, evidence: Iterable[Id]) -> list[int]:
        """Give the numbers of pieces of evidence, in order, each once."""
        return sorted({self._piece(each).number for each in evidence if each in self.assessment.evidence})

    def used(self) -> list[Piece]:
        """Give every piece of evidence that was used so far, by number."""
        return list(self._used.values())

    def _piece(self, given: Id) -> Piece:
        if given not in self._used:
            found = self.assessment.evidence[given]
            expires: date | None = found.expires
            self._used[given] = Piece(
                number=len(self._used) + 1,
                title=found.title,
                kind=self.word(f"evidence_{found.type}"),
                dated=self.day(found.dated),
                consulted=self.day(found.consulted.isoformat() if found.consulted else None),
                expires=self.day(expires.isoformat() if expires else None),
                expired=bool(expires and self.moment and expires.isoformat() < self.moment[:10]),
                link=found.link or "",
                digest=found.file or "",
                about=found.about,
            )
        return self._used[given]

    def sources(self, given: Iterable[Source]) -> list[SourceReport]:
        """Tell where a question comes from; by its id where the work is not in the bibliography given."""
        return [
            SourceReport(
                work=each.work,
                title=self.text(self.works[each.work].title) if each.work in self.works else each.work,
                at=each.at or "",
                url=(self.works[each.work].url or "") if each.work in self.works else "",
                checked=each.checked,
            )
            for each in given
        ]


def role_names(assessment: Assessment, language: Language) -> dict[str, str]:
    """Give everybody's role, numbered where several have it, in the order in which they joined."""
    roles: dict[str, list[str]] = {}
    for person in assessment.people.values():
        roles.setdefault(person.role, []).append(person.person)
    return {
        author: say(f"report.role_{role}", language) + (f" {place}" if len(people) > 1 else "")
        for role, people in roles.items()
        for place, author in enumerate(people, start=1)
    }


_NONE = {"unanswered", "unknown", "refused"}


def isolated(text: str) -> str:
    """Keep a name whose letters may run from right to left from turning the sentence around it."""
    if text.isascii():
        return text
    kept = "".join(each for each in text if bidirectional(each) not in _CONTROLS)
    return f"{FIRST_STRONG}{kept}{POP}" if any(bidirectional(each) in _RIGHT_TO_LEFT for each in kept) else kept


def _titles(method: Method, language: Language) -> dict[Id, str]:
    titles: dict[Id, Text] = {value.id: value.title for value in method.values}
    titles |= {weighing.criterion.id: weighing.criterion.title for _, weighing in method.weighings()}
    titles |= {asked.id: asked.title for asked in [*method.gates, *method.checklist, *(method.conditions or [])]}
    found = {each: title.in_(language) for each, title in titles.items()}
    return {**found, WITHDRAWN: say("report.withdrawn", language), LOW_PRICE: say("pricing.low_price", language)}
