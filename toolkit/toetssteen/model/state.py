"""The state while entries are replayed: plain, mutable, private to the replay.

Everybody else gets the frozen :class:`~toetssteen.model.assessment.Assessment`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from toetssteen.model.assessment import Cell, Correction, Judging, Note, Version, judged
from toetssteen.model.base import Id
from toetssteen.model.body import Evaluation, Phase
from toetssteen.model.entry import Entry
from toetssteen.model.judging import Agreed, Checked, Declared, EvidenceAdded
from toetssteen.model.method import Method
from toetssteen.model.preparing import (
    Opened,
    PeriodSet,
    PersonAdded,
    RulesSet,
    SetChosen,
    SetFitted,
    SolutionAdded,
    WeightsSet,
)


@dataclass
class RoundDraft:
    """A round while it is replayed; ``sources`` has the entry behind each evaluation, for corrections."""

    number: int
    fingerprint: str | None = None
    evaluations: dict[str, dict[Cell, Evaluation]] = field(default_factory=dict)
    agreed: dict[Cell, Agreed] = field(default_factory=dict)
    checked: dict[Id, Checked] = field(default_factory=dict)
    corrections: list[Correction] = field(default_factory=list)
    sources: dict[str, Entry] = field(default_factory=dict)


class State:
    """All that has been said so far."""

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
        self.versions: list[Version] = []
        self.fingerprint: str | None = None
        self.evidence: dict[Id, EvidenceAdded] = {}
        self.rounds: list[RoundDraft] = [RoundDraft(1)]
        self.notes: list[Note] = []
        self._judged: dict[str, dict[Id, Judging]] = {}

    @property
    def method(self) -> Method | None:
        """The method in force."""
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

    def undecide(self, slot: tuple[str, ...]) -> None:
        """Take back what concurrent entries decided differently, until one that saw both decides it.

        A person, a solution, a piece of evidence or a phase stays as the first made it: others build on
        it; the conflict is shown all the same.
        """
        match slot:
            case ("agreed", solution, criterion):
                self.round.agreed.pop((solution, criterion), None)
            case ("checked", criterion):
                self.round.checked.pop(criterion, None)
            case ("scoping", question):
                self.scoping.pop(question, None)
            case ("set",):
                self.set = None
            case ("weights",):
                self.weights = None
            case ("rules",):
                self.rules = None
            case ("fitting",):
                self.fitting = None
            case ("period",):
                self.period = None
            case ("frozen",):
                self.fingerprint = None
                self.phase = "preparing"
