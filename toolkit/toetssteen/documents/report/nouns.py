"""What a report is made of: plain, frozen data in one language, with no trace of a format.

Rules: a number stands here twice, exact (``low``, ``high``: decimal strings) and as its reader writes it
(``text``); people stand here by their role, never by id or name; text that people wrote stands here as they
wrote it, and it is for each writer of a format to escape it. ``toetssteen-report/1`` is what a PDF attaches.
"""

from __future__ import annotations

from typing import Any, Literal

from toetssteen import canonical
from toetssteen.documents.report.nouns_annexes import Annexes, SourceReport
from toetssteen.documents.report.nouns_moved import MovedReport
from toetssteen.documents.report.nouns_price import PricingReport, TieReport
from toetssteen.documents.report.nouns_robust import RobustReport
from toetssteen.documents.report.nouns_short import DecidingReport
from toetssteen.language import Language
from toetssteen.model.base import Noun


class Number(Noun):
    """A number, 0-100 or a level of a scale: exact where ``low`` is ``high``, else a range; empty if there is none."""

    low: str
    high: str
    text: str


class LevelReport(Number):
    """A level of a scale, with its word where it is one of its points; ``shade`` is 1 to 5, of a range 0."""

    label: str = ""
    shade: int = 0


class Piece(Noun):
    """A piece of evidence; ``number`` is its place in this report. ``digest`` is empty where no copy is kept."""

    number: int
    title: str
    kind: str
    dated: str
    consulted: str
    expires: str
    expired: bool
    link: str
    digest: str
    about: str


class Opinion(Noun):
    """The answer of one evaluator, named by role; ``evidence`` has the numbers of the pieces."""

    who: str
    answer: str
    text: str
    reason: str
    explanation: str
    evidence: list[int]


class DissentReport(Noun):
    """The dissent of one person, named by role, with the reason."""

    who: str
    reason: str


class Judgement(Noun):
    """How a level or status came about: agreed (with its reason) or made of the opinions."""

    origin: Literal["agreed", "mean", "median", "range", "none", "sealed", "found"]
    how: str
    reason: str = ""
    explanation: str = ""
    opinions: tuple[Opinion, ...] = ()
    dissent: tuple[DissentReport, ...] = ()
    evidence: tuple[int, ...] = ()


class GateFinding(Noun):
    """The status of one gate for one solution."""

    solution: str
    name: str
    status: str
    text: str
    ground: str = ""
    judgement: Judgement | None = None


class GateReport(Noun):
    """A gate or a minimum, with its status for every solution; ``because`` is empty where it applies."""

    id: str
    title: str
    kind: Literal["gate", "minimum", "withdrawn"]
    kind_text: str
    question: str
    proof: str
    applicable: bool
    because: str
    sources: list[SourceReport]
    findings: list[GateFinding]


class Anchor(Noun):
    """The meaning of a level for a criterion."""

    level: str
    label: str
    text: str


class CellReport(Noun):
    """One solution on one criterion: level given, level counted, and why."""

    solution: str
    name: str
    given: LevelReport
    counted: LevelReport
    limited: bool
    judgement: Judgement


class CriterionReport(Noun):
    """One graded question and its cells; weights are percentages; ``ask`` is what vendors are asked to show."""

    id: str
    title: str
    kind_text: str
    question: str
    why: str
    ask: list[str]
    weight: str
    weight_of_whole: str
    minimum: str
    scale: str
    applicable: bool
    because: str
    anchors: list[Anchor]
    sources: list[SourceReport]
    cells: list[CellReport]


class Score(Noun):
    """The score of one solution on one value, 0-100; ``score`` is ``None`` where nothing applies."""

    solution: str
    name: str
    score: Number | None
    weakest: bool
    eligible: Literal["yes", "no", "open"]


class ValueReport(Noun):
    """A public value: its weight (percent), what every solution scores on it, its criteria."""

    id: str
    title: str
    weight: str
    alternative: str
    scores: list[Score]
    criteria: list[CriterionReport]


class PlaceReport(Noun):
    """A solution's place in the ranking; the total never without the weakest value."""

    solution: str
    name: str
    vendor: str
    about: str
    eligible: Literal["yes", "no", "open"]
    eligible_text: str
    rank: int | None
    rank_text: str
    total: Number
    weakest_value: str
    weakest_criterion: str
    lacking: list[str]


class CheckReport(Noun):
    """A finding of the checklist, on the municipality or the procedure."""

    id: str
    addressee: str
    title: str
    kind_text: str
    question: str
    because: str
    answer: str
    text: str
    judgement: Judgement
    sources: list[SourceReport]


class VersionReport(Noun):
    """One freeze of the method; ``reason`` is that of the chair."""

    number: int
    fingerprint: str
    at: str
    reason: str


class ScopingReport(Noun):
    """A scoping question and its answer."""

    question: str
    answer: str


class MethodReport(Noun):
    """By what was judged: set, fingerprint, rules in words, class of impact with why, scoping, law, versions."""

    fingerprint: str
    set: str
    version: str
    basis: str
    rules: list[str]
    impact: list[str]
    scoping: list[ScopingReport]
    law: str
    law_version: str
    disclaimer: str
    versions: list[VersionReport]


class NoteReport(Noun):
    """A tension, a compromise, a condition or an advice."""

    kind: Literal["tension", "compromise", "condition", "advice"]
    about: str
    text: str
    particulars: str
    dissent: list[DissentReport]


class CorrectionReport(Noun):
    """A correction: of what, by which role, when, what it said before and says now, and why."""

    who: str
    at: str
    about: str
    before: str = ""
    text: str
    reason: str
    supersedes: str


class Head(Noun):
    """The digest of the last line of a log, by the role of its author."""

    who: str
    digest: str


class Member(Noun):
    """A member of the committee: role, expertise, and whether interests were declared."""

    who: str
    expertise: str
    interests: str


class CourseReport(Noun):
    """An event in how a round was judged, with the chair's reason where there is one."""

    text: str
    reason: str = ""


class Summary(Noun):
    """One page in plain words."""

    judged: list[str]
    by_whom: list[str]
    outcome: list[str]
    certainty: list[str]
    stands_out: list[str]
    about: str
    about_is_cut: bool


class Report(Noun):
    """A whole report, for readers of one language.

    ``provisional`` tells that it is of a quick scan, which does not ask about the values in ``not_asked``.
    ``written_in`` is the language of what people wrote; ``lowered`` says that a lighter class was chosen than the
    answers ask, and why; empty where none was.
    """

    format: Literal["toetssteen-report/1"] = "toetssteen-report/1"
    language: Language
    written_in: Language
    assessment: str
    title: str
    about: str
    authority: str
    procurement: str
    lot: str
    track_id: Literal["tender", "ethics"]
    track: str
    procedure: str
    phase: str
    round: int
    moment: str
    date: str
    sealed: bool
    imported: bool
    provisional: bool = False
    not_asked: tuple[str, ...] = ()
    lowered: str = ""
    complete: bool
    summary: Summary
    method: MethodReport
    committee: list[Member]
    course: list[CourseReport]
    checklist: list[CheckReport]
    gates: list[GateReport]
    values: list[ValueReport]
    ranking: list[PlaceReport]
    pricing: PricingReport | None
    ties: list[TieReport]
    notes: list[NoteReport]
    moved: MovedReport | None = None
    robust: RobustReport | None = None
    deciding: DecidingReport = DecidingReport()
    corrections: list[CorrectionReport]
    annexes: Annexes
    evidence: list[Piece]
    heads: list[Head]
    commands: list[str]

    def plain(self) -> dict[str, Any]:
        """Return the fields as plain data, by name; a measured number is a decimal string, never a float."""
        return self.model_dump(mode="json")

    def document(self) -> bytes:
        """Return the report as canonical JSON: what a PDF attaches and what is written as ``.json``."""
        return canonical.encode(self.plain())
