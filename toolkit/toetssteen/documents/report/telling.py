"""Telling the reader of a report: the wording of its assessment, with its numbered evidence and its sources.

Rules: a piece of evidence gets a number when it is first used, so what is not used is not told.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction

from toetssteen.documents.report.nouns import LevelReport, Number, Piece
from toetssteen.documents.report.nouns_annexes import SourceReport
from toetssteen.language import Language, say
from toetssteen.model.base import Id, plain
from toetssteen.model.criteria import Asked, Scale, Source, Work
from toetssteen.model.crosswalks import Crosswalk
from toetssteen.scoring.exact import Interval, written
from toetssteen.scoring.result.cells import level
from toetssteen.scoring.result.result import Result
from toetssteen.views.wording import Wording


class Telling(Wording):
    """The words and numbers of one report for its reader; remembers which evidence was used."""

    def __init__(
        self,
        worked_out: Result,
        language: Language,
        moment: str,
        works: Mapping[Id, Work],
        crosswalks: Mapping[Id, Crosswalk] | None = None,
        unasked: Mapping[Id, Asked] | None = None,
    ) -> None:
        super().__init__(worked_out.method, language, worked_out.assessment)
        self.result = worked_out
        self.assessment = worked_out.assessment
        self.moment = moment
        self.works = works
        self.crosswalks = crosswalks or {}
        self.unasked = unasked or {}
        self._used: dict[Id, Piece] = {}

    def word(self, key: str, **particulars: object) -> str:
        """Return a word of the report."""
        return say(f"report.{key}", self.language, **particulars)

    def number(self, interval: Interval) -> Number:
        """Write a score of 0-100 by the frozen rounding."""
        low, high = (written(end, self.method.rules.rounding) for end in (interval.low, interval.high))
        return Number(low=low, high=high, text=self.interval(interval))

    def level(self, share: Interval, scale: Scale) -> LevelReport:
        """Write a share of a scale as a level of it, by the frozen rounding."""
        rounding = self.method.rules.rounding
        low, high = (plain(Decimal(written(level(end, scale), rounding))) for end in (share.low, share.high))
        labels = {plain(point.level): self.text(point.label) for point in scale.levels}
        label = labels.get(low, "") if low == high else ""
        shade = 1 + int(share.low * 4 + Fraction(1, 2)) if share.exact else 0
        return LevelReport(low=low, high=high, text=self.level_of(share, scale), label=label, shade=shade)

    def pieces(self, evidence: Iterable[Id]) -> list[int]:
        """Return the numbers of pieces of evidence, in order, each once."""
        return sorted({self._piece(piece).number for piece in evidence if piece in self.assessment.evidence})

    def used(self) -> list[Piece]:
        """Return every piece of evidence that was used so far, by number."""
        return list(self._used.values())

    def _piece(self, given: Id) -> Piece:
        if given not in self._used:
            evidence = self.assessment.evidence[given]
            expires: date | None = evidence.expires
            self._used[given] = Piece(
                number=len(self._used) + 1,
                title=evidence.title,
                kind=self.word(f"evidence_{evidence.type}"),
                dated=self.day(evidence.dated),
                consulted=self.day(evidence.consulted),
                expires=self.day(expires),
                expired=bool(expires and self.moment and expires.isoformat() < self.moment[:10]),
                link=evidence.link or "",
                digest=evidence.file or "",
                about=evidence.about,
            )
        return self._used[given]

    def sources(self, cited: Iterable[Source]) -> list[SourceReport]:
        """Report the sources of a question; a work that is not in the bibliography by its id."""
        return [
            SourceReport(
                work=source.work,
                title=self.text(self.works[source.work].title) if source.work in self.works else source.work,
                at=source.at or "",
                url=(self.works[source.work].url or "") if source.work in self.works else "",
                checked=source.checked,
            )
            for source in cited
        ]
