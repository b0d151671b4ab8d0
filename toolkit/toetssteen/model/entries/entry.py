"""One line of a log, and the registry of every kind of entry.

Rules: nothing is edited, so there is no kind that removes; a correction names what it supersedes and why. A kind is
one class in one of the modules below, which says all there is to say of it; a new kind is a class, a new area a module.
"""

from __future__ import annotations

from functools import cache
from typing import Annotated, Any, Literal

from pydantic import Field, TypeAdapter, create_model

from toetssteen.model.base import Digest, Noun
from toetssteen.model.entries import (
    asking,
    choices,
    committee,
    consensus,
    evidence,
    freezing,
    opening,
    pricing,
    righting,
    scanning,
    scoring,
    sealing,
)
from toetssteen.model.entries.body import Author, Body, Role
from toetssteen.model.moment import Moment

AREAS = (
    opening,
    choices,
    freezing,
    committee,
    evidence,
    scoring,
    sealing,
    consensus,
    asking,
    pricing,
    righting,
    scanning,
)
BODIES: dict[str, type[Body]] = {
    body.kind: body
    for area in AREAS
    for body in vars(area).values()
    if isinstance(body, type) and issubclass(body, Body) and "kind" in vars(body)
}
"""Every kind of entry, by its name."""


class Entry(Noun):
    """One line of a log: who wrote what, after what, with the digest of it all.

    ``format`` is what the line was written in; a line of format 1 does not say so. The body is of the newest format.
    """

    at: Moment
    author: Author
    body: Body
    digest: Digest
    fingerprint: Digest | None
    format: Annotated[int, Field(ge=1)] = 1
    kind: str
    prev: Digest | None
    role: Role
    seen: list[Digest]
    seq: Annotated[int, Field(ge=1)]


@cache
def entry_reader() -> TypeAdapter[Entry]:
    """Return the reader of entries of the newest format: the type of the body follows from ``kind``."""
    kinds: list[Any] = []
    for kind, body in BODIES.items():
        fields: Any = {"kind": (Literal[kind], ...), "body": (body, ...)}
        kinds.append(create_model(f"{body.__name__}Entry", __base__=Entry, **fields))
    union: Any = kinds[0]
    for other in kinds[1:]:
        union = union | other
    return TypeAdapter(Annotated[union, Field(discriminator="kind")])
