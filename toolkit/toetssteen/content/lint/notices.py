"""What is worth a look in the library and may well be right: told beside the faults, and refusing nothing.

Every notice is one function over the whole library, listed in :data:`NOTICES`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from toetssteen.content.library import Library
from toetssteen.content.lint.walk import asked_in
from toetssteen.errors import Fault, fault
from toetssteen.language import LANGUAGES, Text
from toetssteen.model.criteria import Asked, Criterion, Gate

_BUYER = {
    "nl": re.compile(r"(?:^|[.;:!?]\s+)(?:de )?gemeente\b", re.IGNORECASE),
    "en": re.compile(r"(?:^|[.;:!?]\s+)(?:the )?municipality\b", re.IGNORECASE),
}
"""A sentence that begins with the municipality: it is its subject."""


def notices(library: Library) -> list[Fault]:
    """Return all that is worth a look, in the order of the library."""
    return [found for notice in NOTICES for found in notice(library)]


def about_the_buyer(library: Library) -> Iterator[Fault]:
    """What judges a solution has no text whose subject is the municipality: no offer changes that (TS-152)."""
    for _, asked, place in asked_in(library):
        if asked.addressee != "solution":
            continue
        for path, text in _judging(asked):
            if any(_BUYER[language].search(text.in_(language)) for language in LANGUAGES):
                yield fault("TS-152", place.at(*path), id=asked.id, part=".".join(path))


def _judging(asked: Asked) -> Iterator[tuple[tuple[str, ...], Text]]:
    """Yield the texts by which a level or a status is chosen."""
    if isinstance(asked, Criterion):
        for level, anchor in asked.anchors.items():
            yield ("anchors", level), anchor
    if isinstance(asked, Gate):
        yield ("met",), asked.met
        yield ("not_met",), asked.not_met


NOTICES: tuple[Callable[[Library], Iterator[Fault]], ...] = (about_the_buyer,)
