"""The state while entries are replayed: plain, mutable, private to the replay.

Everybody else gets the frozen :class:`~toetssteen.model.replay.assessment.Assessment`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from toetssteen.model.base import Id
from toetssteen.model.method import Method
from toetssteen.model.people import Judges
from toetssteen.model.replay.assessment import Cell, Choices, Correction, Judging, LeftOpen, Version, judged
from toetssteen.model.replay.upgrade import NEWEST

if TYPE_CHECKING:
    from toetssteen.model.entries.asking import AnswersReceived, Told
    from toetssteen.model.entries.body import Evaluation, Phase
    from toetssteen.model.entries.committee import Declared, MeasureTaken, PersonAdded
    from toetssteen.model.entries.consensus import Agreed, Checked, Remark
    from toetssteen.model.entries.entry import Entry
    from toetssteen.model.entries.evidence import EvidenceAdded
    from toetssteen.model.entries.freezing import PhaseMoved
    from toetssteen.model.entries.opening import Opened, SolutionAdded
    from toetssteen.model.entries.pricing import LowPriceJudged, PriceOpened, PriceSealed, TieBroken
    from toetssteen.model.entries.righting import Righted


@dataclass
class RoundDraft:
    """A round while it is replayed; ``sources`` has the entry behind each evaluation, for corrections.

    ``asked`` has the solutions that somebody was to judge when they sealed; ``late`` the seals that whoever opened
    the round had not seen.
    """

    number: int
    fingerprint: str | None = None
    evaluations: dict[str, dict[Cell, Evaluation]] = field(default_factory=dict)
    agreed: dict[Cell, Agreed] = field(default_factory=dict)
    checked: dict[Id, Checked] = field(default_factory=dict)
    corrections: list[Correction] = field(default_factory=list)
    sources: dict[str, Entry] = field(default_factory=dict)
    reason: str | None = None
    key: str | None = None
    seals: dict[str, Entry] = field(default_factory=dict)
    opened_early: str | None = None
    asked: dict[str, set[Id]] = field(default_factory=dict)
    late: list[Entry] = field(default_factory=list)
    ties: list[TieBroken] = field(default_factory=list)
    left_open: dict[Phase, LeftOpen] = field(default_factory=dict)


@dataclass
class State(Judges):
    """All that has been said so far.

    ``waiting`` are those whose interest the chair has not answered; ``known`` is how far in each log the author of the
    entry at hand had seen; ``named`` are the fingerprints of the methods that entries name; ``noted`` has who made each
    remark, in which round; ``righted`` is what was put right.
    """

    methods: Mapping[str, Method]
    opened: Opened | None = None
    format: int = NEWEST
    phase: Phase = "preparing"
    moved: PhaseMoved | None = None
    people: dict[str, PersonAdded] = field(default_factory=dict)
    declarations: dict[str, Declared] = field(default_factory=dict)
    solutions: dict[Id, SolutionAdded] = field(default_factory=dict)
    withdrawn: dict[Id, str] = field(default_factory=dict)
    choices: Choices = field(default_factory=Choices)
    measures: dict[str, MeasureTaken] = field(default_factory=dict)
    waiting: set[str] = field(default_factory=set)
    known: Mapping[str, int] = field(default_factory=dict)
    answers: dict[Id, AnswersReceived] = field(default_factory=dict)
    told: list[Told] = field(default_factory=list)
    price_seals: dict[Id, PriceSealed] = field(default_factory=dict)
    prices: dict[Id, PriceOpened] = field(default_factory=dict)
    low_prices: dict[Id, LowPriceJudged] = field(default_factory=dict)
    versions: list[Version] = field(default_factory=list)
    named: set[str] = field(default_factory=set)
    fingerprint: str | None = None
    evidence: dict[Id, EvidenceAdded] = field(default_factory=dict)
    righted: list[Righted] = field(default_factory=list)
    rounds: list[RoundDraft] = field(default_factory=lambda: [RoundDraft(1)])
    notes: list[Remark] = field(default_factory=list)
    noted: list[tuple[str, int, Remark]] = field(default_factory=list)
    _judged: dict[str, dict[Id, Judging]] = field(default_factory=dict)

    @property
    def method(self) -> Method | None:
        """The method in force; ``None`` also where the one that was frozen is not here."""
        return self.methods.get(self.fingerprint) if self.fingerprint else None

    @property
    def lacking(self) -> set[str]:
        """The fingerprints of the methods that entries name and that are not here."""
        return self.named - self.methods.keys()

    @property
    def judged(self) -> dict[Id, Judging]:
        """The criteria and gates by which the method in force judges each solution; worked out once for each method."""
        if self.method is None or self.fingerprint is None:
            return {}
        if self.fingerprint not in self._judged:
            self._judged[self.fingerprint] = judged(self.method)
        return self._judged[self.fingerprint]

    @property
    def round(self) -> RoundDraft:
        """The current round."""
        return self.rounds[-1]

    def in_round(self, number: str) -> RoundDraft:
        """Return a round by its number; the current one where there is none of that number."""
        return next((part for part in self.rounds if str(part.number) == number), self.round)

    def begin_round(self, reason: str) -> None:
        """Begin the next round."""
        self.rounds.append(RoundDraft(self.round.number + 1, reason=reason))
