"""Asking the vendors: the questionnaire, what was clarified to all, and what each answered."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from toetssteen import canonical
from toetssteen.errors import Fault, RuleError, fault
from toetssteen.language import Language
from toetssteen.model.base import Digest, Id, Line, Noun, Prose, Remark
from toetssteen.model.entries.answers import answer_faults
from toetssteen.model.entries.body import BEFORE_CLOSED, CHAIR, PHASES, Answer, Body, Evaluation
from toetssteen.model.entries.evidence import EvidenceAdded
from toetssteen.model.entries.ruling import place_of, refuse_if

if TYPE_CHECKING:
    from toetssteen.model.entries.entry import Entry
    from toetssteen.model.replay.state import State


_MOST_NAME, _MOST_ID = 450, 60
"""Characters of the name and the id of a solution that the evidence made of its answers is called by."""


def stem_of(solution: Id) -> Id:
    """Return the id of the evidence that a solution's answers are; later sets have a number behind it.

    An id of a solution that is too long to have something before and behind it stands there in part, with a digest.
    """
    short = len(solution) <= _MOST_ID
    return f"vendor-{solution if short else f'{solution[:40]}-{canonical.sha256(solution.encode())[:12]}'}"


class Told(Body):
    """What all vendors were told or asked, alike."""

    roles = CHAIR

    def apply(self, state: State, entry: Entry, settles: bool) -> None:
        state.told.append(self)

    def already(self, state: State, author: str) -> bool:
        """Return whether it was the last that was said of its kind and subject."""
        alike = [told for told in state.told if told.kind == self.kind and told.subject() == self.subject()]
        return alike[-1:] == [self]

    def subject(self) -> str:
        """Return what it is about, among those of its kind."""
        return ""


class QuestionnaireMade(Told):
    """The questionnaire for the vendors, as it was handed out to all of them."""

    kind: ClassVar[str] = "questionnaire-made"
    phases = PHASES[1:3]
    file: Digest
    format: Literal["xlsx", "ods"]
    language: Language

    def files(self) -> list[Digest]:
        return [self.file]


class Clarified(Told):
    """A question about the procurement and its answer, given to all alike."""

    kind: ClassVar[str] = "clarified"
    phases = BEFORE_CLOSED
    question: Prose
    answer: Prose

    def subject(self) -> str:
        return self.question


class Answered(Noun):
    """What a vendor answered to one criterion or gate, as it was typed, with the names of the files it refers to.

    ``claim`` is the level or status that the vendor says it has: its own word, which counts for nothing.
    """

    criterion: Id
    text: Remark = ""
    claim: Answer | None = None
    files: list[Line] = Field(default_factory=list)


class Accepted(Noun):
    """Whether a vendor accepts a contract condition, and what it remarked."""

    condition: Id
    accepted: bool | None = None
    remark: Remark = ""


class Attached(Noun):
    """A file that came with the answers."""

    name: Line
    file: Digest


class AnswersReceived(Body):
    """A vendor's answers to the questionnaire: the vendor's word, nothing more; a later set says why."""

    kind: ClassVar[str] = "answers-received"
    roles = CHAIR
    phases = PHASES[:3]
    solution: Id
    file: Digest
    answers: list[Answered]
    attachments: list[Attached] = Field(default_factory=list)
    conditions: list[Accepted] = Field(default_factory=list)
    reason: Prose | None = None

    def slot(self, state: State) -> tuple[str, ...] | None:
        return ("answers", self.solution)

    def files(self) -> list[Digest]:
        return [self.file, *(attached.file for attached in self.attachments)]

    def apply(self, state: State, entry: Entry, settles: bool) -> None:
        out = self.solution not in state.solutions or self.solution in state.withdrawn
        refuse_if(out, "TS-218", entry, solution=self.solution)
        again = self.solution in state.answers
        refuse_if(again and self.reason is None and not settles, "TS-262", entry, id=self.solution)
        faults = list(self._faults(state, entry))
        if faults:
            raise RuleError(faults)
        stem = stem_of(self.solution)
        names = (stem if number == 1 else f"{stem}-{number}" for number in range(1, len(state.evidence) + 2))
        name = next(free for free in names if free not in state.evidence)
        title = f"{state.solutions[self.solution].name[:_MOST_NAME]}: questionnaire"
        dated = entry.at[:10]
        state.evidence[name] = EvidenceAdded(evidence=name, type="word", title=title, dated=dated, file=self.file)
        state.answers[self.solution] = self

    def _faults(self, state: State, entry: Entry) -> Iterator[Fault]:
        """Find answers to what is not asked, and claims that are no level or status of it."""
        method, where = state.method, place_of(entry)
        if method is None:
            return
        for answered in self.answers:
            asked = state.judged.get(answered.criterion)
            if asked is None:
                yield fault("TS-219", where, id=answered.criterion)
            elif answered.claim is not None:
                claimed = Evaluation(solution=self.solution, criterion=answered.criterion, answer=answered.claim)
                yield from answer_faults(claimed, asked, method, where, evidence=(), final=False)
        known = {condition.id for condition in method.conditions or () if method.applicable(condition)}
        for term in self.conditions:
            if term.condition not in known:
                yield fault("TS-219", where, id=term.condition)

    def already(self, state: State, author: str) -> bool:
        return state.answers.get(self.solution) == self
