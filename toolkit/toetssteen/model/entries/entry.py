"""One line of a log, and every kind of entry there is.

Rules: nothing is edited, so there is no kind that removes; a correction names what it supersedes and why. Who
may write a kind, and when, stands in ``rules.py``.
"""

from __future__ import annotations

from functools import cache
from typing import Annotated, Any, Literal

from pydantic import Field, TypeAdapter, create_model

from toetssteen.model.base import Digest, Noun
from toetssteen.model.entries import judging, preparing
from toetssteen.model.entries.body import Author, Body, Moment, Role

BODIES: dict[str, type[Body]] = {
    body.kind: body
    for module in (preparing, judging)
    for body in vars(module).values()
    if isinstance(body, type) and issubclass(body, Body) and body is not Body
}
"""Every kind of entry, with what it says."""


class Entry(Noun):
    """One line of a log: who wrote what, after what, with the digest of it all."""

    at: Moment
    author: Author
    body: Body
    digest: Digest
    fingerprint: Digest | None
    kind: str
    prev: Digest | None
    role: Role
    seen: list[Digest]
    seq: Annotated[int, Field(ge=1)]


@cache
def entry_reader() -> TypeAdapter[Entry]:
    """Give the reader of entries: the type of the body follows from ``kind``."""
    kinds: list[Any] = []
    for kind, body in BODIES.items():
        fields: Any = {"kind": (Literal[kind], ...), "body": (body, ...)}
        kinds.append(create_model(f"{body.__name__}Entry", __base__=Entry, **fields))
    union: Any = kinds[0]
    for each in kinds[1:]:
        union = union | each
    return TypeAdapter(Annotated[union, Field(discriminator="kind")])
