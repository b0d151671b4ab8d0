"""The class of impact in words: which one holds, which answers ask for it, and why it is lighter where it is."""

from __future__ import annotations

from toetssteen.errors import term
from toetssteen.language import Language, isolated, say
from toetssteen.model.criteria import ImpactClass
from toetssteen.model.fitting import heavier
from toetssteen.model.method import Impact, Method, Scoped


def class_said(impact: ImpactClass, language: Language) -> str:
    """Return the word for a class."""
    return term(impact, language)


def impact_line(impact: Impact, language: Language) -> str:
    """Say in a sentence which class holds and which one the answers ask; where it is lighter, with the reason."""
    lowered = heavier(impact.asked, impact.chosen)
    how = "lowered" if lowered else "raised" if impact.chosen != impact.asked else "same"
    chosen, asked = class_said(impact.chosen, language), class_said(impact.asked, language)
    return say(f"impact.{how}", language, chosen=chosen, asked=asked, reason=isolated(impact.reason or "-"))


def impact_lines(method: Method, language: Language) -> list[str]:
    """Say which class holds, then each answer that asks for the class that the answers ask; none for heavy only."""
    if method.impact is None:
        return []
    return [impact_line(method.impact, language), *(_because(scoped, language) for scoped in asking(method))]


def lowered_line(method: Method, language: Language) -> str:
    """Say that a class lighter than the answers ask was chosen, and why; empty where none was."""
    lowered = method.impact is not None and heavier(method.impact.asked, method.impact.chosen)
    return impact_line(method.impact, language) if method.impact and lowered else ""


def asking(method: Method) -> list[Scoped]:
    """Return the answers that ask for the class that the answers ask together: the reasons for it."""
    asked = method.impact.asked if method.impact else None
    return [scoped for scoped in method.scoping if _asks(scoped) == asked and asked is not None]


def _asks(scoped: Scoped) -> ImpactClass | None:
    return next((option.asks for option in scoped.question.options if option.id == scoped.answer), None)


def _because(scoped: Scoped, language: Language) -> str:
    answer = next(option.label for option in scoped.question.options if option.id == scoped.answer).in_(language)
    asks = class_said(_asks(scoped) or "heavy", language)
    question = scoped.question.question.in_(language)
    return say("impact.because", language, asked=asks, question=question, answer=answer)
