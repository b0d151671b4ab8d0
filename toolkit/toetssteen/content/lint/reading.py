"""The lint of what was read: a source that is checked, and a term of law that says where and when it was read.

Every rule is one function over the whole library, listed in :data:`toetssteen.content.lint.library.RULES`.
"""

from __future__ import annotations

from collections.abc import Iterator

from toetssteen.content.library import Library
from toetssteen.content.lint.walk import Place, nouns
from toetssteen.errors import Fault, fault
from toetssteen.model.criteria import LawProfile, Source, Term

NEEDED = ("at_url", "checked_on", "read_as", "check_before")
"""What a term of law says of how it was read, beside its place in the work."""


def read_itself(library: Library) -> Iterator[Fault]:
    """What is checked was read in the work itself, and not through what another says of it (TS-150)."""
    for source, place in nouns(library, Source):
        if source.checked and source.read_as == "through":
            yield fault("TS-150", place.at("checked"), id=source.work)
    for term, place in nouns(library, Term):
        if term.source.checked and term.read_as == "through":
            yield fault("TS-150", place.at("source"), id=term.id)


def terms(library: Library) -> Iterator[Fault]:
    """A term of law says where it stands, when and how it was read, and before when it is read again (TS-151)."""
    for profile, place in nouns(library, LawProfile):
        yield from _lacking(profile, place)


def _lacking(profile: LawProfile, place: Place) -> Iterator[Fault]:
    for index, term in enumerate(profile.terms):
        missing = [name for name in NEEDED if getattr(term, name) is None]
        missing += [] if term.source.at else ["source.at"]
        if missing:
            yield fault("TS-151", place.at("terms", index), id=term.id, missing=", ".join(missing))
        if term.checked_on and term.check_before and term.check_before <= term.checked_on:
            yield fault("TS-128", place.at("terms", index), begin=term.checked_on, end=term.check_before)
