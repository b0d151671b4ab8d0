"""The state while entries are replayed: plain, mutable, private to the replay.

Everybody else gets the frozen :class:`~toetssteen.model.replay.assessment.Assessment`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from toetssteen.model.base import Id
from toetssteen.model.entries.body import Evaluation, Phase
from toetssteen.model.entries.entry import Entry
from toetssteen.model.entries.judging import (
    Agreed,
    AnswersReceived,
    Checked,
    Declared,
    EvidenceAdded,
    LowPriceJudged,
    MeasureTaken,
    PriceOpened,
    PriceSealed,
    TieBroken,
)
from toetssteen.model.entries.preparing import (
    Clarified,
    Opened,
    PeriodSet,
    PersonAdded,
    PricingSet,
    QuestionnaireMade,
    RulesSet,
    SetChosen,
    SetFitted,
    SolutionAdded,
    WeightsSet,
)
from toetssteen.model.method import Method
from toetssteen.model.replay.assessment import Cell, Correction, Judging, LeftOpen, Note, Version, judged


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


_CHOICES = ("set", "weights", "rules", "fitting", "period", "pricing")
_KEYED = {
    "scoping": "scoping",
    "measure": "measures",
    "price": "prices",
    "price-sealed": "price_seals",
    "low-price": "low_prices",
}
"""What a slot decides: the field of the state that it is in."""


class State:
    """All that has been said so far.

    ``waiting`` are those whose interest the chair has not answered; ``known`` is how far in each log the author of the
    entry at hand had seen; ``named`` are the fingerprints of the methods that entries name.
    """

    def __init__(self, methods: Mapping[str, Method]) -> None:
        self.methods = methods
        self.opened: Opened | None = None
        self.phase: Phase = "preparing"
        self.people: dict[str, PersonAdded] = {}
        self.declarations: dict[str, Declared] = {}
        self.solutions: dict[Id, SolutionAdded] = {}
        self.withdrawn: dict[Id, str] = {}
        self.set: SetChosen | None = None
        self.weights: WeightsSet | None = None
        self.scoping: dict[Id, Id] = {}
        self.rules: RulesSet | None = None
        self.fitting: SetFitted | None = None
        self.period: PeriodSet | None = None
        self.pricing: PricingSet | None = None
        self.measures: dict[str, MeasureTaken] = {}
        self.waiting: set[str] = set()
        self.known: Mapping[str, int] = {}
        self.answers: dict[Id, AnswersReceived] = {}
        self.told: list[Clarified | QuestionnaireMade] = []
        self.price_seals: dict[Id, PriceSealed] = {}
        self.prices: dict[Id, PriceOpened] = {}
        self.low_prices: dict[Id, LowPriceJudged] = {}
        self.versions: list[Version] = []
        self.named: set[str] = set()
        self.fingerprint: str | None = None
        self.evidence: dict[Id, EvidenceAdded] = {}
        self.rounds: list[RoundDraft] = [RoundDraft(1)]
        self.notes: list[Note] = []
        self._judged: dict[str, dict[Id, Judging]] = {}

    @property
    def method(self) -> Method | None:
        """The method in force; ``None`` also where the one that was frozen is not here."""
        return self.methods.get(self.fingerprint) if self.fingerprint else None

    @property
    def judged(self) -> dict[Id, Judging]:
        """What the method in force judges each solution by; worked out once a method."""
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
        """Give a round by its number; the current one where there is none of that number."""
        return next((each for each in self.rounds if str(each.number) == number), self.round)

    def judging(self, person: str) -> set[Id]:
        """Give the solutions that somebody is to judge now."""
        return self.solutions.keys() - self.withdrawn.keys() - self.kept_from(person)

    def kept_from(self, person: str) -> set[Id]:
        """Give the solutions that somebody may not judge, by the chair's measure."""
        measure = self.measures.get(person)
        if measure is None or measure.measure == "none":
            return set()
        return set(self.solutions) if measure.measure == "recused" else set(measure.solutions)

    def expected(self) -> set[str]:
        """Give the evaluators who have something to judge."""
        open_ = self.solutions.keys() - self.withdrawn.keys()
        evaluators = {each.person for each in self.people.values() if each.role == "evaluator"}
        return {each for each in evaluators if not open_ or open_ - self.kept_from(each)}

    def undecide(self, slot: tuple[str, ...]) -> None:
        """Take back what concurrent entries decided differently, until one that saw both decides it.

        A person, a solution, a piece of evidence or a phase stays as the first made it: others build on
        it; the conflict is shown all the same.
        """
        match slot:
            case ("agreed", solution, criterion, number):
                self.in_round(number).agreed.pop((solution, criterion), None)
            case ("checked", criterion, number):
                self.in_round(number).checked.pop(criterion, None)
            case ("frozen",):
                self.fingerprint = None
                self.phase = "preparing"
            case (name,) if name in _CHOICES:
                setattr(self, name, None)
            case (name, key) if name in _KEYED:
                getattr(self, _KEYED[name]).pop(key, None)
