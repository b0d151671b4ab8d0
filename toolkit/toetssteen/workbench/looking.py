"""How sure a result is, told in one language; nothing of it is ever kept as a result."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Self

from toetssteen.language import Language
from toetssteen.model.identity import identities
from toetssteen.scoring.exact import Interval
from toetssteen.scoring.outlook.what_if import is_open, under_profiles
from toetssteen.scoring.trial import Trial
from toetssteen.views.trial import TrialWording
from toetssteen.workbench.telling import profiles

if TYPE_CHECKING:
    from toetssteen.scoring.outlook.outlook import Outlook
    from toetssteen.scoring.result.result import Result
    from toetssteen.views.outlook.parts import Part, Speaker


@dataclass(frozen=True)
class Tried:
    """A dry run, told in one language, with how sure its order is where what if is open."""

    trial: Trial
    language: Language

    @property
    def sure(self) -> HowSure:
        """How sure the order of the made-up solutions is."""
        return HowSure.of(self.trial.result, self.language)

    def shown(self) -> dict[str, Any]:
        """Return all of it as plain data, as the prepare page draws it."""
        sure = self.sure
        return TrialWording(self.trial, self.language).shown() | {"sure": self._turns(sure) if sure.what_if else None}

    def lines(self) -> list[str]:
        """Return all of it as lines of text."""
        sure = self.sure
        told = [sure.sentence, *(f"  {note}" for note in sure.notes())] if sure.what_if else []
        for part in sure.turning():
            told += ["", part.title, *(f"  {sentence}" for sentence in part.sentences)]
        return TrialWording(self.trial, self.language).lines(told)

    @staticmethod
    def _turns(sure: HowSure) -> dict[str, Any]:
        """Tell what would turn the order, and what other weights are tried with."""
        outcome = {"word": sure.word, "sentence": sure.sentence}
        if len(sure.outlook.table.solutions) < 2:
            return {**outcome, "what_if": None}
        return {
            **outcome,
            "notes": sure.notes(),
            "what_if": {**sure.sliders(), "shared": False},
            "parts": [part.model_dump(mode="json") for part in sure.turning()],
        }


@dataclass(frozen=True)
class HowSure:
    """The outlook of a result, whose parts are worked out when they are asked for; ``what_if`` says what may be told.

    What would turn the order is told only where what if is open (``semantics`` 11).
    """

    outlook: Outlook
    language: Language
    what_if: bool

    @classmethod
    def of(cls, worked_out: Result, language: Language) -> Self:
        """Return how sure a result is; what if is open where that needs no reason."""
        from toetssteen.scoring.outlook.outlook import Outlook

        return cls(Outlook(worked_out), language, is_open(worked_out.assessment))

    def opened(self) -> Self:
        """Return the same with what if open; why it was opened is recorded by whoever opens it."""
        return replace(self, what_if=True)

    def spoken(self, language: Language) -> Self:
        """Return the same in another language."""
        return replace(self, language=language)

    @property
    def weighed(self) -> bool:
        """Whether there is something to weigh: solutions with scores."""
        return self.outlook.weighed and bool(self.outlook.table.solutions)

    @property
    def word(self) -> str:
        """The word of the outcome."""
        return self.outlook.outcome.word

    @property
    def sentence(self) -> str:
        """The sentence that says the outcome."""
        from toetssteen.views.outlook.outcome import outcome_sentence

        return outcome_sentence(self._speaker, what_if=self.what_if)

    def result_document(self) -> dict[str, Any]:
        """Return the result as JSON, with its outcome, and with the identity of all that was asked."""
        found, outcome = self.outlook.result, {"word": self.word, "sentence": self.sentence}
        return found.document() | {"outcome": outcome, "asked": identities(found.method.asked())}

    @property
    def _speaker(self) -> Speaker:
        from toetssteen.views.outlook.parts import Speaker

        return Speaker(self.outlook, self.language)

    def sentences(self) -> list[str]:
        """Return what the outcome says, sentence by sentence; the one with its word is the first."""
        from toetssteen.views.outlook.outcome import outcome_sentences

        return outcome_sentences(self._speaker, what_if=self.what_if)

    def notes(self) -> list[str]:
        """Return what stands beside the outcome: its cut-offs, and what it leaves out."""
        from toetssteen.views.outlook.words import notes

        return notes(self._speaker, what_if=self.what_if)

    def parts(self) -> list[Part]:
        """Return the whole outlook in parts: sentences, tables and figures."""
        from toetssteen.views.outlook.words import parts

        return parts(self._speaker, profiles(), what_if=self.what_if)

    def turning(self) -> list[Part]:
        """Return what would turn the order, in parts; nothing where what if is closed."""
        from toetssteen.views.outlook.words import turning

        return turning(self._speaker, profiles()) if self.what_if else []

    def lines(self) -> list[str]:
        """Return the whole outlook as lines of text."""
        from toetssteen.views.outlook.words import lines

        return lines(self._speaker, profiles(), what_if=self.what_if)

    def document(self) -> dict[str, Any]:
        """Return the whole outlook as plain JSON."""
        from toetssteen.scoring.outlook.document import document

        method = self.outlook.result.method
        found = under_profiles(self.outlook.table, method, profiles()) if self.what_if and self.outlook.weighed else {}
        return document(self.outlook, found, what_if=self.what_if)

    def sliders(self) -> dict[str, Any]:
        """Return what the browser draws *what if* from: scores by value (0-100) and weights (percent), sent once."""
        layer, speaker = self.outlook.table.by_value, self._speaker
        return {
            "round": self.outlook.result.round.number,
            "fingerprint": self.outlook.result.round.fingerprint,
            "values": [
                {"id": value, "title": speaker.name(value), "weight": float(weight * 100)}
                for value, weight in zip(layer.names, layer.weights, strict=True)
            ],
            "solutions": [
                {
                    "id": solution,
                    "name": speaker.solution(solution),
                    "scores": [float(score) for score in row],
                    "was": speaker.interval(Interval.at(layer.totals[solution])),
                }
                for solution, row in zip(layer.solutions, layer.scores, strict=True)
            ],
        }
