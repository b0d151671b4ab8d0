"""The state of an assessment: what replaying its entries gives, frozen.

Rules: while a round is open its evaluations are not in here, for anyone; what concurrent entries decided
differently is a conflict and counts as undecided; an entry that broke a rule is set aside and shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from toetssteen.errors import Fault
from toetssteen.model.base import Id
from toetssteen.model.criteria import Criterion, Gate
from toetssteen.model.method import Method, SheetCriterion, SheetGate
from toetssteen.model.people import Judges
from toetssteen.model.replay.upgrade import NEWEST

if TYPE_CHECKING:
    from toetssteen.model.entries.asking import AnswersReceived, Told
    from toetssteen.model.entries.body import Evaluation, Phase
    from toetssteen.model.entries.choices import (
        ClassChosen,
        PeriodSet,
        PricingSet,
        RulesSet,
        SetChosen,
        SetFitted,
        WeightsSet,
    )
    from toetssteen.model.entries.committee import Declared, MeasureTaken, PersonAdded
    from toetssteen.model.entries.consensus import Agreed, Checked, Remark
    from toetssteen.model.entries.entry import Entry
    from toetssteen.model.entries.evidence import EvidenceAdded
    from toetssteen.model.entries.opening import Opened, SolutionAdded
    from toetssteen.model.entries.pricing import LowPriceJudged, PriceOpened, PriceSealed, TieBroken
    from toetssteen.model.entries.righting import Righted
    from toetssteen.model.entries.sealing import Sealed

Cell = tuple[Id, Id]
"""A solution and a criterion or gate."""


@dataclass(frozen=True)
class Choices:
    """What the chair has chosen for the method so far, before (or for the next) freeze.

    ``impact_on`` has the scoping answers on which the class was chosen: a reason for a lighter one is about those.
    """

    set: SetChosen | None = None
    weights: WeightsSet | None = None
    scoping: Mapping[Id, Id] = field(default_factory=dict)
    rules: RulesSet | None = None
    fitting: SetFitted | None = None
    period: PeriodSet | None = None
    pricing: PricingSet | None = None
    impact: ClassChosen | None = None
    impact_on: Mapping[Id, Id] = field(default_factory=dict)


@dataclass(frozen=True)
class Version:
    """One freeze: the method's version, its fingerprint, when, and why where it is not the first."""

    number: int
    fingerprint: str
    at: str
    reason: str | None


@dataclass(frozen=True)
class Correction:
    """A cell that was corrected: what it said before, what it says now, why, and by whom.

    ``agreed``: whether what was agreed was corrected, and not an evaluator's own answer; ``person``: whose answer it
    was, where it is not the author's own but one that was imported.
    """

    author: str
    at: str
    supersedes: str
    reason: str
    evaluation: Evaluation
    before: Evaluation | None = None
    agreed: bool = False
    person: str | None = None


@dataclass(frozen=True)
class LeftOpen:
    """The points left open (``open`` of ``every``) when the chair moved on to a phase, and the reason, if any."""

    to: Phase
    author: str
    at: str
    open: int
    every: int
    reason: str | None


@dataclass(frozen=True)
class Round:
    """One pass of scoring, and the method it was judged by.

    ``evaluations`` is empty while it is ``sealed``, and has nothing of whom a measure keeps from a solution; where
    ``method`` is not here, though it has a ``fingerprint``, the round stays sealed;
    ``settled`` tells that the consensus is over, from when on the frozen no-answer rule counts. ``key`` is what
    evaluations are sealed to; ``opened_early`` why not all were awaited; ``seeds`` are the digests of the
    submissions, which nobody can choose afterwards; ``left_open`` what was open when the chair moved on.
    """

    number: int
    fingerprint: str | None
    method: Method | None
    sealed: bool
    settled: bool
    submitted: tuple[str, ...]
    evaluations: Mapping[str, Mapping[Cell, Evaluation]]
    agreed: Mapping[Cell, Agreed]
    checked: Mapping[Id, Checked]
    corrections: tuple[Correction, ...]
    reason: str | None = None
    key: str | None = None
    seals: Mapping[str, Sealed] = field(default_factory=dict)
    opened_early: str | None = None
    seeds: tuple[str, ...] = ()
    ties: tuple[TieBroken, ...] = ()
    left_open: tuple[LeftOpen, ...] = ()

    def of_cell(self, cell: Cell) -> Iterator[tuple[str, Evaluation]]:
        """Yield the evaluators who were to judge a cell, with what each answered."""
        for evaluator, answers in self.evaluations.items():
            if evaluation := answers.get(cell):
                yield evaluator, evaluation


@dataclass(frozen=True)
class Conflict:
    """Concurrent entries that decide the same thing differently, for the chair to settle."""

    slot: tuple[str, ...]
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class SetAside:
    """An entry that broke a rule by the time it was replayed; it has no effect."""

    entry: Entry
    faults: tuple[Fault, ...]


@dataclass(frozen=True)
class Assessment(Judges):
    """An assessment as it stands: the fields of the replay's ``State`` of the same name, and what the replay keeps.

    ``format`` is the one in which entries are written; ``method`` and ``fingerprint`` are those in force;
    ``rounds`` has the current one last; ``heads`` has the digest of the last entry of every log; ``waiting`` those
    whose interest the chair has not answered; ``named`` the fingerprints of the methods that entries name, ``lacking``
    those of them that are not here.
    """

    opened: Opened
    phase: Phase
    people: Mapping[str, PersonAdded]
    declarations: Mapping[str, Declared]
    solutions: Mapping[Id, SolutionAdded]
    withdrawn: Mapping[Id, str]
    choices: Choices
    versions: tuple[Version, ...]
    fingerprint: str | None
    method: Method | None
    evidence: Mapping[Id, EvidenceAdded]
    rounds: tuple[Round, ...]
    notes: tuple[Remark, ...]
    conflicts: tuple[Conflict, ...]
    set_aside: tuple[SetAside, ...]
    heads: Mapping[str, str]
    measures: Mapping[str, MeasureTaken] = field(default_factory=dict)
    waiting: frozenset[str] = frozenset()
    answers: Mapping[Id, AnswersReceived] = field(default_factory=dict)
    told: tuple[Told, ...] = ()
    price_seals: Mapping[Id, PriceSealed] = field(default_factory=dict)
    prices: Mapping[Id, PriceOpened] = field(default_factory=dict)
    low_prices: Mapping[Id, LowPriceJudged] = field(default_factory=dict)
    named: frozenset[str] = frozenset()
    lacking: frozenset[str] = frozenset()
    format: int = NEWEST
    righted: tuple[Righted, ...] = ()

    def awaited(self) -> list[str]:
        """Return the evaluators who have something to judge and have not submitted in the current round."""
        return [person for person in self.judges() if person not in self.round.submitted]

    @property
    def round(self) -> Round:
        """The current round."""
        return self.rounds[-1]


Judging = Criterion | Gate | SheetCriterion | SheetGate


def judged(method: Method) -> dict[Id, Judging]:
    """Return the applicable criteria and gates by which this method judges each solution, by id."""
    asked: list[Judging] = [weighing.criterion for _, weighing in method.weighings()]
    return {question.id: question for question in [*asked, *method.gates] if method.applicable(question)}
