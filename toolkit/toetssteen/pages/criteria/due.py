"""What of the law is to be read again, as the browser of criteria lists it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from toetssteen.language import Language, day, say
from toetssteen.web.form import State
from toetssteen.workbench import library as librarian

if TYPE_CHECKING:
    from toetssteen.content.library import Library


def due_items(library: Library, on: date, language: Language) -> list[State]:
    """Return every term of law, the soonest to be read again first (:class:`DueItem`)."""
    items: list[State] = []
    for found in librarian.due(library):
        term = found.term
        work = library.works.get(term.source.work)
        named = [work.title.in_(language) if work else term.source.work, term.source.at or ""]
        how = say(f"criteria.read_{term.read_as}", language) if term.read_as else ""
        items.append(
            {
                "id": term.id,
                "text": term.text.in_(language),
                "before": day(found.before, language) if found.before else "",
                "late": found.is_late(on),
                "source": ", ".join(part for part in named if part),
                "url": term.at_url or (work.url if work else None) or "",
                "read": f"{day(term.checked_on, language)}, {how}" if term.checked_on else "",
            }
        )
    return items
