"""How much of a set is asked: the class of impact that the scoping answers ask, or another that the chair chose.

Rules (``semantics`` 16): the class is the heaviest that an answer asks, and until all are given heavy; it is raised
freely and lowered with a reason, until the freeze; a set that has no lighter class is heavy only. Where a set lacks the
class that is asked, the next heavier one that it has holds.
"""

from __future__ import annotations

from collections.abc import Mapping

from toetssteen.content.library import Library
from toetssteen.errors import Fault, fault, term
from toetssteen.language import LANGUAGES, says_why
from toetssteen.model.base import Id
from toetssteen.model.criteria import CriteriaSet, ImpactClass, ScopingQuestion
from toetssteen.model.fitting import IMPACTS, heavier
from toetssteen.model.method import Impact
from toetssteen.model.replay.assessment import Choices


def on_impact(library: Library) -> list[ScopingQuestion]:
    """Return the scoping questions on impact, by id."""
    return [question for _, question in sorted(library.scoping.items()) if question.impact]


def asked_by(library: Library, answers: Mapping[Id, Id]) -> dict[Id, ImpactClass]:
    """Return the class that the answer to each question on impact asks, as far as they are answered."""
    return {
        question.id: option.asks
        for question in on_impact(library)
        for option in question.options
        if option.id == answers.get(question.id) and option.asks
    }


def impact_of(library: Library, criteria_set: CriteriaSet, choices: Choices) -> Impact | None:
    """Return the class that holds, with what the answers ask; ``None`` for a set that is heavy only."""
    if not criteria_set.classes:
        return None
    asked = asked_of(library, choices.scoping)
    wanted = choices.impact.impact if choices.impact else asked
    chosen = next(impact for impact in classes_of(criteria_set) if not heavier(wanted, impact))  # heavy is there always
    reason = choices.impact.reason if choices.impact and heavier(asked, chosen) else None
    return Impact(asked=asked, chosen=chosen, reason=reason)


def asked_of(library: Library, answers: Mapping[Id, Id]) -> ImpactClass:
    """Return the class that the answers ask together; heavy until every question on impact is answered."""
    asks = asked_by(library, answers)
    whole = asks.keys() == {question.id for question in on_impact(library)}
    return max(asks.values(), key=IMPACTS.index) if whole and asks else "heavy"


def classes_of(criteria_set: CriteriaSet) -> list[ImpactClass]:
    """Return the classes that a set has, the lightest first."""
    return [impact for impact in IMPACTS if impact == "heavy" or impact in criteria_set.classes]


def class_faults(library: Library, criteria_set: CriteriaSet, choices: Choices) -> list[Fault]:
    """Find that the set lacks the class, or that it is lighter than answers ask without a reason that is about them.

    A reason given when the answers asked less says nothing of what they ask now.
    """
    if choices.impact is None:
        return []
    chosen, known = choices.impact.impact, classes_of(criteria_set)
    if chosen not in known:
        return [fault("TS-722", criteria_set.id, id=criteria_set.id, impact=chosen, known=", ".join(known))]
    if not criteria_set.classes:
        return []
    if says_why(choices.impact.reason):
        then, now = (asked_of(library, answers) for answers in (choices.impact_on, choices.scoping))
        lapsed = heavier(now, then) and heavier(now, chosen)
        asked, before = ({language: term(of, language) for language in LANGUAGES} for of in (now, then))
        return [fault("TS-735", criteria_set.id, then=before, now=asked)] if lapsed else []
    asks = asked_by(library, choices.scoping)
    by = [library.scoping[question].question for question, asked in asks.items() if heavier(asked, chosen)]
    questions = {language: " ".join(question.in_(language) for question in by) for language in LANGUAGES}
    named = {language: term(chosen, language) for language in LANGUAGES}
    return [fault("TS-721", criteria_set.id, impact=named, questions=questions)] if by else []
