"""Law that begins or ends while a solution is in use: what a report and the preparation warn of.

Rules: a date counts where it lies within the period, its first and last day included; ``valid_to`` is the last
day on which something holds. Only dates that the content states are known here; nothing is worked out from them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from toetssteen.language import Text
from toetssteen.model.base import Id
from toetssteen.model.criteria import Asked, LawProfile, Source, Term

BeginsOrEnds = Literal["begins", "ends"]


@dataclass(frozen=True)
class Coming:
    """A rule or question that begins or ends: ``on`` is the first day it holds, or the last.

    ``source.checked`` tells whether somebody read it in the work itself; ``None`` where no source is named.
    """

    on: date
    begins_or_ends: BeginsOrEnds
    id: Id
    text: Text
    source: Source | None


def coming(law: LawProfile, asked: Iterable[Asked], begins: date, ends: date) -> list[Coming]:
    """Return what begins or ends from ``begins`` to ``ends``, both included: by date, then by id.

    ``asked`` has the criteria, gates and conditions to look at. Who froze a method before the period gives the
    day of the freeze as ``begins``: what begins in between is not in the method and holds from the first day of use.
    """
    changes = [change for term in law.terms for change in _dates(term, term.text, term.source)]
    for question in {dated.id: dated for dated in asked}.values():
        changes += _dates(question, question.title, next(iter(question.sources), None))
    return sorted(
        (change for change in changes if begins <= change.on <= ends), key=lambda change: (change.on, change.id)
    )


def _dates(dated: Term | Asked, text: Text, source: Source | None) -> Iterator[Coming]:
    if dated.valid_from is not None:
        yield Coming(dated.valid_from, "begins", dated.id, text, source)
    if dated.valid_to is not None:
        yield Coming(dated.valid_to, "ends", dated.id, text, source)
