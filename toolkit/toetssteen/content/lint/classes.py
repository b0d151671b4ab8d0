"""The lint of the classes of impact: what a lighter class asks of a set, and the questions that give the class.

Every rule is one function over the whole library, listed in :data:`toetssteen.content.lint.library.RULES`. That the
weights of a class add up, and that what it names exists, the rules of ``sets.py`` see to: a class is a set to them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from operator import attrgetter
from typing import NamedTuple

from toetssteen.content.library import Library
from toetssteen.content.lint.walk import Place
from toetssteen.errors import Fault, fault
from toetssteen.model.base import Id
from toetssteen.model.criteria import CriteriaSet, Gate, LighterClass, SetClass, When
from toetssteen.model.fitting import in_class
from toetssteen.model.method import applies


class Sizes(NamedTuple):
    """How many criteria a class weighs, and how many gates it has at most beside those that the law demands."""

    fewest: int
    most: int
    gates: int


SIZES: dict[LighterClass, Sizes] = {"light": Sizes(8, 12, 6), "normal": Sizes(8, 20, 10)}
LEFT = 6
"""How many criteria a light class keeps, whatever the scoping answers are."""


def _classes(library: Library) -> Iterator[tuple[CriteriaSet, LighterClass, SetClass, Place]]:
    for page in library.pages:
        if isinstance(page.noun, CriteriaSet):
            for impact, lighter in page.noun.classes.items():
                yield page.noun, impact, lighter, Place(page, ("classes", impact))


def _weighed(lighter: SetClass | CriteriaSet) -> list[Id]:
    return [member.criterion for value in lighter.values for member in value.criteria]


def asks(library: Library) -> Iterator[Fault]:
    """Each answer to a question on impact asks a class, and no other answer does (TS-147)."""
    for question in library.scoping.values():
        for option in question.options:
            if (option.asks is not None) != question.impact:
                yield fault("TS-147", f"scoping.yaml, {question.id}", id=question.id, option=option.id)
    if not any(question.impact for question in library.scoping.values()):
        for criteria_set, _, _, place in _classes(library):
            yield fault("TS-147", place, id=criteria_set.id, option="-")


def inside(library: Library) -> Iterator[Fault]:
    """A lighter class asks what the set itself asks, in the same place: heavy is all of it (TS-146)."""
    for criteria_set, impact, lighter, place in _classes(library):
        for group in ("values", "gates", "checklist", "conditions"):
            of = _weighed if group == "values" else attrgetter(group)
            for strange in sorted({*of(lighter)} - {*of(criteria_set)}):
                yield fault("TS-146", place.at(group), id=strange, impact=impact, set=criteria_set.id)


def sizes(library: Library) -> Iterator[Fault]:
    """A lighter class has as many criteria and further gates as it may (TS-143)."""
    for _, impact, lighter, place in _classes(library):
        may, criteria = SIZES[impact], len(_weighed(lighter))
        further = [gate for gate in lighter.gates if gate not in _of_law(library)]
        if not may.fewest <= criteria <= may.most or len(further) > may.gates:
            yield fault(
                "TS-143",
                place,
                impact=impact,
                criteria=criteria,
                gates=len(further),
                fewest=may.fewest,
                most=may.most,
                gates_most=may.gates,
            )


def _of_law(library: Library) -> set[Id]:
    return {name for name, asked in library.asked().items() if isinstance(asked, Gate) and asked.by_law}


def laws(library: Library) -> Iterator[Fault]:
    """Every gate of the set that the law demands stands in its lighter classes (TS-144)."""
    for criteria_set, impact, lighter, place in _classes(library):
        for missing in sorted({*criteria_set.gates} & _of_law(library) - {*lighter.gates}):
            yield fault("TS-144", place.at("gates"), id=missing, impact=impact)


def left(library: Library) -> Iterator[Fault]:
    """Enough criteria are left in a light class, whatever the scoping answers are (TS-145)."""
    for criteria_set, impact, _, place in _classes(library):
        if impact == "light":
            asked = library.asked(criteria_set.own)
            conditions = [asked[name].when for name in _weighed(in_class(criteria_set, impact)) if name in asked]
            fewest, answers = fewest_left(library, conditions)
            if fewest < LEFT:
                said = ", ".join(f"{question}: {answer}" for question, answer in answers.items())
                yield fault("TS-145", place, left=fewest, fewest=LEFT, answers=said or "-")


def fewest_left(library: Library, conditions: Sequence[When]) -> tuple[int, dict[Id, Id]]:
    """Return how many of some criteria apply at the least, over all scoping answers, and under which of them."""
    questions = sorted({question for when in conditions for question in when if question in library.scoping})
    options = [[option.id for option in library.scoping[question].options] for question in questions]
    every = (dict(zip(questions, answers, strict=True)) for answers in product(*options))
    return min(
        ((sum(applies(when, answers) for when in conditions), answers) for answers in every),
        key=lambda found: found[0],
    )
