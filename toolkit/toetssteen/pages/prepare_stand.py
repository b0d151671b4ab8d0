"""Where the preparation stands: what every section of the prepare page is made from.

Rules: while the method can still change, the sections show what the chair's choices make of the library; once
it cannot, they show the frozen method. Whether it can is asked of the rules, not decided here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from toetssteen import workbench
from toetssteen.content.assemble import sketch
from toetssteen.content.library import Library
from toetssteen.errors import Fault, ToetssteenError
from toetssteen.model.assessment import Assessment
from toetssteen.model.criteria import Criterion, Gate, ScopingQuestion
from toetssteen.model.method import Method, Rules, SheetCriterion, SheetGate
from toetssteen.model.preparing import RulesSet
from toetssteen.store.folder import Folder
from toetssteen.text import Language
from toetssteen.widgets.form import State

Standing = Literal["applies", "drops", "open"]
Judged = Criterion | Gate | SheetCriterion | SheetGate


@dataclass(frozen=True)
class Stand:
    """An assessment in preparation, for one chair and one language.

    ``editable`` tells whether the choices can change; ``method`` is what they make so far, or the frozen one;
    ``problem`` says why there is none yet.
    """

    folder: Folder
    assessment: Assessment
    library: Library
    me: str
    language: Language
    editable: bool
    method: Method | None
    problem: tuple[Fault, ...]

    @property
    def rules(self) -> Rules:
        """The rules as chosen so far, or those that the track starts with."""
        if self.method is not None:
            return self.method.rules
        chosen = self.assessment.choices.rules
        return chosen.rules if chosen else Rules.default(self.assessment.opened.track)

    def standing(self, asked: Judged) -> Standing:
        """Tell whether a criterion or gate applies, drops out, or waits for an answer."""
        if isinstance(asked, SheetCriterion | SheetGate) or self.method is None:
            return "applies"
        answers = self.method.answers
        if any(question in answers and answers[question] not in options for question, options in asked.when.items()):
            return "drops"
        return "applies" if all(question in answers for question in asked.when) else "open"

    def because(self, asked: Judged) -> list[State]:
        """Say on which answers it hangs that a criterion or gate applies or drops out."""
        if isinstance(asked, SheetCriterion | SheetGate) or self.method is None:
            return []
        questions = self.questions()
        return [
            {
                "question": questions[each].question.in_(self.language),
                "answer": label(questions[each], self.method.answers.get(each), self.language),
            }
            for each in asked.when
            if each in questions
        ]

    def questions(self) -> dict[str, ScopingQuestion]:
        """Give the scoping questions by id: the library's, and those of the frozen method."""
        frozen = self.method.scoping if self.method and not self.editable else []
        return {**self.library.scoping, **{each.question.id: each.question for each in frozen}}


def stand(folder: Folder, shelf: Library, me: str, language: Language) -> Stand:
    """Find out where the preparation stands."""
    assessment = folder.assessment()
    same = assessment.choices.rules or RulesSet(rules=Rules.default(assessment.opened.track))
    editable = not workbench.refusals(folder, me, same)
    method, problem = assessment.method, tuple[Fault, ...]()
    if editable:
        try:
            method = sketch(shelf, assessment.choices, assessment.opened.track, folder.today())
        except ToetssteenError as error:
            method, problem = None, error.faults
    return Stand(folder, assessment, shelf, me, language, editable, method, problem)


def label(question: ScopingQuestion, answer: str | None, language: Language) -> str | None:
    """Give the words of the answer to a scoping question."""
    return next((each.label.in_(language) for each in question.options if each.id == answer), answer)
