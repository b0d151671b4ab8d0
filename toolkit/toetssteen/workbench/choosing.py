"""The chair's choices held against the library: the set, what was fitted, and the method that they make so far."""

from __future__ import annotations

from dataclasses import replace

from toetssteen.content.assemble import fitted, scoping_questions, sketch
from toetssteen.content.impact import classes_of
from toetssteen.content.library import Library
from toetssteen.content.lint.library import own_faults
from toetssteen.errors import Fault
from toetssteen.language import Language
from toetssteen.model.criteria import CriteriaSet, Criterion, ImpactClass, ScopingQuestion
from toetssteen.model.entries.choices import WeightsSet
from toetssteen.model.method import Method
from toetssteen.store.protocol import Readable
from toetssteen.workbench.recording import method_of


class Choosing:
    """The choices of one assessment as they stand; nothing is written."""

    def __init__(self, store: Readable, library: Library) -> None:
        self._store = store
        self.library = library

    def chosen(self) -> CriteriaSet:
        """Return the set chosen, as the library has it.

        Raises
        ------
        RuleError
            If none is chosen, or the library has another version of it.
        """
        return fitted(self.library, replace(self._store.assessment().choices, fitting=None))

    def fitted(self) -> CriteriaSet:
        """Return the set chosen, as it was made one's own; raise as :meth:`chosen`."""
        return fitted(self.library, self._store.assessment().choices)

    def sketch(self, weights: WeightsSet | None = None) -> Method:
        """Return the method as far as the choices make one, with other weights where they are given.

        Raises
        ------
        RuleError
            If no set is chosen, or something named is not in it.
        """
        assessment = self._store.assessment()
        choices = replace(assessment.choices, weights=weights) if weights else assessment.choices
        return sketch(self.library, choices, assessment.opened.track, self._store.today())

    def method(self) -> Method:
        """Return the method that a freeze would fix.

        Raises
        ------
        ContentError
            If the library of criteria does not pass its lint.
        RuleError
            If something is still open or does not add up; all of it at once.
        """
        return method_of(self._store, self.library)

    def scoping(self) -> list[ScopingQuestion]:
        """Return the scoping questions on which something of the fitted set depends, by id."""
        return scoping_questions(self.library, self.fitted())

    def classes(self, given: CriteriaSet) -> list[ImpactClass]:
        """Return the classes that a set has, the lightest first."""
        return classes_of(given)

    def own_faults(self, own: Criterion) -> list[Fault]:
        """Apply the lint of the library to a criterion of one's own."""
        return own_faults(self.library, [own])

    def sheet(self, made: CriteriaSet, language: Language) -> bytes:
        """Return a set as a workbook (XLSX), with its instructions and library texts in a language."""
        from toetssteen.sheets.set_sheet import set_sheet

        return set_sheet(self.library, made, language)
