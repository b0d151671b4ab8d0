"""What of the law is to be read again, and before when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from toetssteen.content.library import Library
from toetssteen.model.base import Id
from toetssteen.model.criteria import Term


@dataclass(frozen=True)
class DueTerm:
    """A term of law, of which profile it is, and before when it is to be read again; ``None`` where nobody says."""

    law: Id
    term: Term

    @property
    def before(self) -> date | None:
        """The day before which it is to be read again."""
        return self.term.check_before

    def is_late(self, on: date) -> bool:
        """Return whether that day has come."""
        return self.before is not None and self.before <= on


def due(library: Library) -> list[DueTerm]:
    """Return every term of law, the soonest to be read again first; those without a day come last."""
    terms = [DueTerm(law.id, term) for law in library.laws.values() for term in law.terms]
    return sorted(terms, key=lambda found: (found.before or date.max, found.law, found.term.id))
