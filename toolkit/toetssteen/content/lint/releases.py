"""The lint against the last release: what changed its meaning has a new version, and a line that says how.

Every rule is one function over the whole library, listed in :data:`toetssteen.content.lint.library.RULES`.
"""

from __future__ import annotations

from collections.abc import Iterator

from toetssteen.content.library import Library
from toetssteen.content.lint.walk import Place, asked_in, nouns
from toetssteen.errors import Fault, fault
from toetssteen.model.base import Id
from toetssteen.model.criteria import Asked
from toetssteen.model.identity import Release, VersionStep, identity


def last(library: Library) -> Release | None:
    """Return the last release; ``None`` where there was none."""
    return library.releases[max(library.releases)] if library.releases else None


def versions(library: Library) -> Iterator[Fault]:
    """The version rises with the meaning, and only then (TS-153, TS-154)."""
    if (release := last(library)) is None:
        return
    for _, asked, place in asked_in(library):
        before = release.asked.get(asked.id)
        if before is None:
            continue
        changed = identity(asked) != before.digest
        if changed and asked.version <= before.version:
            yield fault("TS-153", place, id=asked.id, version=before.version, release=release.id)
        elif not changed and asked.version != before.version:
            yield fault("TS-154", place.at("version"), id=asked.id, version=before.version, release=release.id)


def lines(library: Library) -> Iterator[Fault]:
    """What changed since the last release, or is gone, has a line that says how (TS-155)."""
    if (release := last(library)) is None:
        return
    told = {(moved.asked, moved.before, moved.after) for moved in library.moved}
    now = _now(library)
    for name, before in sorted(release.asked.items()):
        after = now[name].version if name in now else None
        if after != before.version and (name, before.version, after) not in told:
            yield fault("TS-155", "crosswalks/versions.yaml", id=name, before=before.version, after=_said(after))


def fitting(library: Library) -> Iterator[Fault]:
    """A line tells of a step that was made: before the last release, or from it until now (TS-156)."""
    now, release = _now(library), last(library)
    for moved, place in nouns(library, VersionStep):
        released = release.asked.get(moved.asked) if release else None
        current = now[moved.asked].version if moved.asked in now else None
        if not _fits(moved, released.version if released else None, current):
            yield fault("TS-156", place, id=moved.asked, before=_said(moved.before), after=_said(moved.after))
        if (moved.relation == "none") != (None in (moved.before, moved.after)):
            yield fault("TS-157", place.at("relation"), id=moved.asked, relation=moved.relation)
    for moved, place in _twice(library):
        yield fault("TS-110", place, id=moved.asked)


def _fits(moved: VersionStep, released: int | None, current: int | None) -> bool:
    """Return whether a step is the one from the last release to now, or one of before."""
    if (moved.before, moved.after) == (released, current) and released != current:
        return True
    return released is not None and moved.after is not None and moved.after <= released


def _twice(library: Library) -> Iterator[tuple[VersionStep, Place]]:
    seen = set()
    for moved, place in nouns(library, VersionStep):
        key = (moved.asked, moved.before)
        if key in seen:
            yield moved, place
        seen.add(key)


def _now(library: Library) -> dict[Id, Asked]:
    return {asked.id: asked for _, asked, _ in asked_in(library)}


def _said(version: int | None) -> str:
    return "-" if version is None else str(version)
