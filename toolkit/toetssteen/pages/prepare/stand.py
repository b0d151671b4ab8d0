"""Where the preparation stands: what every section of the prepare page is made from.

Rules: while the method can still change, the sections show what the chair's choices make of the library; once
it cannot, they show the frozen method. Whether it can is asked of the rules, not decided here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from toetssteen.errors import Fault, ToetssteenError
from toetssteen.language import Language
from toetssteen.model.base import Id
from toetssteen.model.criteria import Asked, Condition, Criterion, Gate, ScopingQuestion
from toetssteen.model.entries.choices import RulesSet
from toetssteen.model.fitting import all_of
from toetssteen.model.method import Method, Rules, SheetCriterion, SheetGate
from toetssteen.model.replay.assessment import Assessment
from toetssteen.web.form import State
from toetssteen.workbench import Choosing, Workbench

if TYPE_CHECKING:
    from toetssteen.content.library import Library

Standing = Literal["applies", "drops", "open"]
Judged = Criterion | Gate | Condition | SheetCriterion | SheetGate


@dataclass(frozen=True)
class Stand:
    """An assessment in preparation, for the chair who acts, in their language.

    ``editable`` tells whether the choices can change; ``method`` is what they make so far, or the frozen one;
    ``problem`` says why there is none yet.
    """

    bench: Workbench
    assessment: Assessment
    choosing: Choosing
    language: Language
    editable: bool
    method: Method | None
    problem: tuple[Fault, ...]

    @property
    def me(self) -> Id | None:
        """The chair who acts; ``None`` while several could and none of them was chosen."""
        return self.bench.reader.person

    @property
    def library(self) -> Library:
        """The library that is chosen from."""
        return self.choosing.library

    @property
    def rules(self) -> Rules:
        """The rules as chosen so far, or those that the track starts with."""
        if self.method is not None:
            return self.method.rules
        chosen = self.assessment.choices.rules
        return chosen.rules if chosen else Rules.default(self.assessment.opened.track)

    def asked(self) -> list[Asked]:
        """Return all that the fitted set weighs, asks or puts into the contract, in force or not.

        Where the set is not in the library (any more), what the method has of it.
        """
        method = self.method
        if method is None:
            return []
        try:
            given = self.choosing.fitted()
        except ToetssteenError:
            weighed: list[Judged] = [weighing.criterion for _, weighing in method.weighings()]
            found = [*weighed, *method.gates, *method.checklist, *(method.conditions or [])]
            return [asked for asked in found if isinstance(asked, Asked)]
        known: dict[Id, Asked] = {**self.library.asked(given.own), **self.library.conditions()}
        return [known[asked_id] for asked_id in sorted(all_of(given))]

    def title(self, asked: Id) -> str:
        """Return the title of a criterion, gate or condition; of one that is not known its id."""
        known = {
            **self.library.asked(now.own if (now := self.assessment.choices.fitting) else ()),
            **self.library.conditions(),
        }
        return known[asked].title.in_(self.language) if asked in known else asked

    def standing(self, asked: Judged) -> Standing:
        """Return whether a criterion, gate or condition applies, drops out, or waits for an answer."""
        if isinstance(asked, SheetCriterion | SheetGate) or self.method is None:
            return "applies"
        answers = self.method.answers
        if any(question in answers and answers[question] not in options for question, options in asked.when.items()):
            return "drops"
        return "applies" if all(question in answers for question in asked.when) else "open"

    def because(self, asked: Judged) -> list[State]:
        """Return the answers on which it hangs that a criterion, gate or condition applies (:class:`AnsweredBy`)."""
        if isinstance(asked, SheetCriterion | SheetGate) or self.method is None:
            return []
        questions = self.questions()
        return [
            {
                "question": questions[question].question.in_(self.language),
                "answer": label(questions[question], self.method.answers.get(question), self.language),
            }
            for question in asked.when
            if question in questions
        ]

    def questions(self) -> dict[str, ScopingQuestion]:
        """Return the scoping questions by id: the library's, and those of the frozen method."""
        frozen = self.method.scoping if self.method and not self.editable else []
        return {**self.library.scoping, **{scoped.question.id: scoped.question for scoped in frozen}}


def stand(bench: Workbench, library: Library) -> Stand:
    """Find out where the preparation stands, for the chair who acts."""
    assessment = bench.store.assessment()
    same = assessment.choices.rules or RulesSet(rules=Rules.default(assessment.opened.track))
    choosing = Choosing(bench.store, library)
    editable = not bench.refusals(same)
    method, problem = assessment.method, tuple[Fault, ...]()
    if editable:
        try:
            method = choosing.sketch()
        except ToetssteenError as error:
            method, problem = None, error.faults
    return Stand(bench, assessment, choosing, bench.language, editable, method, problem)


def label(question: ScopingQuestion, answer: str | None, language: Language) -> str | None:
    """Return the words of the answer to a scoping question."""
    return next((option.label.in_(language) for option in question.options if option.id == answer), answer)
