"""Who may judge what: said once, for the state, what is read of it, and the report."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from toetssteen.model.base import Id

if TYPE_CHECKING:
    from toetssteen.model.entries.committee import Declared, MeasureTaken, PersonAdded
    from toetssteen.model.entries.opening import SolutionAdded


class Judges:
    """A committee, its solutions, and the measures that keep somebody from some of them."""

    people: Mapping[str, PersonAdded]
    solutions: Mapping[Id, SolutionAdded]
    withdrawn: Mapping[Id, str]
    measures: Mapping[str, MeasureTaken]
    declarations: Mapping[str, Declared]

    def running(self) -> list[Id]:
        """Return the solutions that were not withdrawn, in the order in which they were entered."""
        return [solution for solution in self.solutions if solution not in self.withdrawn]

    def kept_from(self, person: str) -> frozenset[Id]:
        """Return the solutions that somebody may not judge, by the chair's measure."""
        measure = self.measures.get(person)
        if measure is None or measure.measure == "none":
            return frozenset()
        return frozenset(self.solutions if measure.measure == "recused" else measure.solutions)

    def judging(self, person: str) -> set[Id]:
        """Return the solutions that somebody is to judge now."""
        return set(self.running()) - self.kept_from(person)

    def not_asked(self, person: str) -> list[Id]:
        """Return the solutions that somebody judges and was not asked about when they declared their interests."""
        declared = self.declarations.get(person)
        if declared is None or declared.solutions is None:  # from before a declaration named them
            return []
        return [solution for solution in self.running() if solution in self.judging(person) - {*declared.solutions}]

    def judges(self) -> list[str]:
        """Return the evaluators who have something to judge; while nothing was entered, that is all of them."""
        evaluators = [person.person for person in self.people.values() if person.role == "evaluator"]
        return [person for person in evaluators if not self.running() or self.judging(person)]
