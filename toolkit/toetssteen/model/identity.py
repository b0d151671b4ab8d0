"""The identity of what is asked: the digest of what it means, by which assessments of others are compared.

Rules: it is SHA-256 over the canonical form of the id and of what an answer is chosen by: question, scale and anchors
of a criterion; question, proof and when it is met of a gate; the clause of a condition. Title, reason and sources are
not in it: they may be improved without another meaning. A release keeps the identities of its day, and a step tells
what an answer to one version is worth for the next.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from toetssteen import canonical
from toetssteen.language import Text
from toetssteen.model.base import Digest, Id, Noun
from toetssteen.model.criteria import Asked, Condition, Criterion, Gate

MEANT: dict[type[Asked], tuple[str, ...]] = {
    Criterion: ("question", "anchors", "scale"),
    Gate: ("question", "met", "not_met", "proof"),
    Condition: ("clause",),
}
"""The fields that say what something means, beside its id."""


def identity(asked: Asked) -> Digest:
    """Return the identity of a criterion, gate or condition."""
    meant = asked.model_dump(mode="json", include={"id", *MEANT[type(asked)]})
    return canonical.digest(meant)


def identities(asked: Iterable[object]) -> list[dict[str, Any]]:
    """Return id, version and identity of all that says what it means, by id; of one's own also whose it is (``by``)."""
    known = {one.id: one for one in asked if isinstance(one, Asked)}
    return [
        {"id": name, "version": one.version, "digest": identity(one)}
        | ({"by": one.by} if isinstance(one, Criterion) and one.by else {})
        for name, one in sorted(known.items())
    ]


class Released(Noun):
    """What something that is asked was in a release: its version and the digest of what it means."""

    version: Annotated[int, Field(ge=1)]
    digest: Digest


class Release(Noun):
    """A snapshot of all that the library asked, by id: one file of ``criteria/releases``, named for its month."""

    id: Annotated[str, StringConstraints(pattern=r"^[0-9]{4}-(0[1-9]|1[0-2])$")]
    asked: dict[Id, Released]


class VersionStep(Noun):
    """A step from one version of what is asked to another: what an answer to the one is worth for the other.

    ``same``: means the same; ``narrower``: asks part of it; ``changed``: asks something else; ``none``: is no longer
    there, or was not before.
    """

    asked: Id
    before: Annotated[int | None, Field(ge=1, alias="from")] = None
    after: Annotated[int | None, Field(ge=1, alias="to")] = None
    relation: Literal["same", "narrower", "changed", "none"]
    reason: Text


class Versions(Noun):
    """Every step from version to version: the file ``criteria/crosswalks/versions.yaml``."""

    steps: list[VersionStep] = Field(default_factory=list)
