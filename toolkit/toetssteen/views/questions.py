"""A question of the library in words: what kind it is, when it applies, from when, how much it weighs.

Rules: a condition is told in the words of its scoping question; a weight is told exactly, its share of the whole
to four digits; nothing here knows an assessment.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from toetssteen.language import Language, day, listed, say
from toetssteen.model.base import Id
from toetssteen.model.criteria import Asked, Condition, CriteriaSet, Gate, ScopingQuestion, When

KINDS = ("graded", "gate", "gate-if", "explain", "condition")
"""What a question can be; a gate can both have a condition and take an explanation."""


def kinds(asked: Asked) -> list[str]:
    """Return what a question is: one or two of :data:`KINDS`."""
    if isinstance(asked, Gate):
        if asked.explainable:
            return ["gate-if", "explain"] if asked.when else ["explain"]
        return ["gate-if"] if asked.when else ["gate"]
    return ["condition" if isinstance(asked, Condition) else "graded"]


def condition(when: When, scoping: Mapping[Id, ScopingQuestion], language: Language) -> list[dict[str, str]]:
    """Return a dict for each scoping question of a condition, all of which have to hold.

    Keys, both text in the language: ``question``, and ``answers``, those under which the condition holds.
    """
    rows = []
    for question, answers in when.items():
        asked = scoping.get(question)
        labels = {option.id: option.label.in_(language) for option in asked.options} if asked else {}
        chosen = listed((labels.get(answer, answer) for answer in answers), language, "or")
        rows.append({"question": asked.question.in_(language) if asked else question, "answers": chosen})
    return rows


def in_force(asked: Asked, language: Language) -> str:
    """Return from when and until when a question holds; empty where it always does."""
    parts = [(asked.valid_from, "valid_from"), (asked.valid_to, "valid_to")]
    return " ".join(say(f"form.{key}", language, date=day(date, language)) for date, key in parts if date)


def whole(criteria_set: CriteriaSet) -> dict[Id, Fraction]:
    """Return the weight of every criterion of a set, by id, in percent of the whole."""
    return {
        member.criterion: Fraction(value.weight) * Fraction(member.weight) / 100
        for value in criteria_set.values
        for member in value.criteria
    }
