"""How the library relates to published instruments: one file of ``criteria/crosswalks`` each."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from toetssteen.model.base import Dated, Exact, Id, Kept, Line, Noun, Words
from toetssteen.model.criteria import Source

TargetId = Annotated[str, StringConstraints(min_length=1, max_length=60), Kept]
"""The identifier that a published instrument gives a part of itself."""


class Target(Noun):
    """A part of a published instrument, by its own identifier."""

    id: TargetId
    title: Words


class Link(Noun):
    """How a criterion, gate or condition relates to a part of an instrument.

    ``same``: asks the same; ``narrower``: asks part of it; ``wider``: asks it and more; ``related``: overlaps.
    """

    asked: Id
    target: TargetId
    relation: Literal["same", "narrower", "wider", "related"]
    reason: Words


class PublishedWeights(Noun):
    """Weights that an instrument publishes for its parts, in percent of the whole, as of a month."""

    dated: Dated
    weights: dict[TargetId, Exact]
    source: Source


class Crosswalk(Noun):
    """Links from the library to one published instrument, by identifiers: one file of ``criteria/crosswalks``.

    ``carries`` says what its users take with them to this library, ``gains`` what they find beside it.
    """

    id: Id
    title: Words
    work: Id
    edition: Line
    why: Words
    carries: Words
    gains: Words
    targets: list[Target] = Field(min_length=1)
    links: list[Link] = Field(min_length=1)
    weights: list[PublishedWeights] = Field(default_factory=list)
