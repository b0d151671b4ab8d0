"""What stands in a report beside the judgement: where it comes from, what was chosen, what to agree, what changes.

Plain, frozen data in one language, as in ``nouns.py``, which builds a report of them.
"""

from __future__ import annotations

from typing import Literal

from toetssteen.model.base import Noun


class SourceReport(Noun):
    """A source of a question; ``checked`` is false until somebody read the place in the work itself."""

    work: str
    title: str
    at: str
    url: str
    checked: bool


class DroppedReport(Noun):
    """A question that was left out of the set, and the chair's reason."""

    id: str
    title: str
    reason: str


class OwnReport(Noun):
    """A criterion of the municipality's own, and the value it belongs to."""

    id: str
    title: str
    value: str


class HiddenReport(Noun):
    """A question that does not apply, and the scoping answer on which that depends."""

    id: str
    title: str
    kind: str
    because: str


class ClauseReport(Noun):
    """A contract performance condition; ``because`` is empty where it applies."""

    id: str
    title: str
    kind: str
    why: str
    clause: str
    watch: str
    because: str
    sources: list[SourceReport]


class InstrumentReport(Noun):
    """A published instrument that the library links to."""

    id: str
    title: str
    edition: str
    url: str
    why: str


class LinkReport(Noun):
    """How something asked relates to a part of an instrument, by the instrument's own identifier."""

    instrument: str
    target: str
    target_title: str
    relation: Literal["same", "narrower", "wider", "related"]
    relation_text: str
    reason: str


class RelatedReport(Noun):
    """A question with its links to other instruments."""

    id: str
    title: str
    links: list[LinkReport]


class ComingReport(Noun):
    """A change in the law while the solution is used: it begins (``on`` is the first day) or ends (the last day)."""

    on: str
    day: str
    change: Literal["begins", "ends"]
    change_text: str
    id: str
    text: str
    sources: list[SourceReport]


class ClarifiedReport(Noun):
    """A question of a vendor and its answer, given to all vendors alike; it names nobody."""

    number: int
    question: str
    answer: str


class Annexes(Noun):
    """All annexes; ``period`` says from when until when the solution is used, or that this is not known."""

    dropped: list[DroppedReport]
    own: list[OwnReport]
    hidden: list[HiddenReport]
    clauses: list[ClauseReport]
    instruments: list[InstrumentReport]
    related: list[RelatedReport]
    period: str
    coming: list[ComingReport]
    clarified: list[ClarifiedReport]
