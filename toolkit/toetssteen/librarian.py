"""What a notebook or the command line does with the library of criteria, in one call each; thin.

Rules: the library is what Toetssteen brings and, where the workspace has ``criteria/`` of its own, what stands
there; only there is written, and only what leaves the library without faults. Nothing here knows an assessment.
"""

from __future__ import annotations

from pathlib import Path

from toetssteen.content import library as shelves
from toetssteen.content.lint import lint
from toetssteen.content.place import find, workspace
from toetssteen.content.write import write
from toetssteen.errors import ContentError, Fault, UseError, fault
from toetssteen.model.base import Id
from toetssteen.model.criteria import CriteriaSet, Profile


def folders() -> list[Path]:
    """Give the folders of the library: what Toetssteen brings, then the workspace's own."""
    brought, own = find("criteria"), workspace() / "criteria"
    return [brought, own] if own.is_dir() and own.resolve() != brought.resolve() else [brought]


def read() -> tuple[shelves.Library, list[Fault]]:
    """Read what can be read of the library, and give the faults of the rest."""
    return shelves.read(*folders())


def library() -> shelves.Library:
    """Read the library.

    Raises
    ------
    ContentError
        With every fault of every file.
    """
    return shelves.load(*folders())


class Shelf:
    """The library, read again only when a file of it changed."""

    def __init__(self) -> None:
        self._stamp: tuple[tuple[Path, int], ...] = ()
        self._read: shelves.Library | None = None

    def library(self) -> shelves.Library:
        """Give the library.

        Raises
        ------
        ContentError
            With every fault of every file.
        """
        files = [path for folder in folders() for path in sorted(folder.rglob("*.yaml"))]
        stamp = tuple((path, path.stat().st_mtime_ns) for path in files)
        if self._read is None or stamp != self._stamp:
            self._read = None
            self._read = library()
            self._stamp = stamp
        return self._read


def keep(noun: CriteriaSet | Profile, *, replace: bool = False) -> Path:
    """Write a set or profile of one's own into the workspace; give its file.

    Raises
    ------
    UseError
        If there is one of that id that may not be replaced: only one's own may be.
    ContentError
        If the library would have a fault with it; nothing is written.
    """
    kind, group = ("set", "sets") if isinstance(noun, CriteriaSet) else ("profile", "profiles")
    path = workspace() / "criteria" / group / f"{noun.id}.yaml"
    before = library()
    known = before.sets if isinstance(noun, CriteriaSet) else before.profiles
    if noun.id in known and not (replace and path.is_file()):
        raise UseError(fault("TS-515", path, id=noun.id))
    faults = lint(before.with_page(shelves.page_of(noun, f"{group}/{noun.id}.yaml")))
    if faults:
        raise ContentError(faults)
    write(noun, path, kind)
    return path


def free_id(stem: Id, group: str) -> Id:
    """Give an id for a set or profile of one's own that is not taken: the stem, or the stem and a number."""
    known = getattr(library(), group)
    return next(each for n in range(1, len(known) + 3) if (each := stem if n == 1 else f"{stem}-{n}") not in known)
