"""What a new entry may call things: no name twice, no text without a visible character, no name that Windows keeps.

Rules: names are compared by :func:`toetssteen.language.same`, everywhere; what looks alike only is told. This holds
of what is written now: logs from before have what they have, and replay as they did (decision record 0025).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from pydantic import BaseModel

from toetssteen.errors import Fault, UseError, fault
from toetssteen.language import LANGUAGES, kept_by_windows, marked, mistakable, same, shows
from toetssteen.model.entries.body import Body
from toetssteen.model.entries.choices import SetFitted
from toetssteen.model.entries.committee import PersonAdded
from toetssteen.model.entries.evidence import EvidenceAdded
from toetssteen.model.entries.opening import Opened, SolutionAdded
from toetssteen.model.entries.righting import SolutionPutRight
from toetssteen.model.replay.assessment import Assessment

_REASONS = frozenset({"reason", "ground", "dropped"})


def naming_faults(assessment: Assessment, body: Body) -> list[Fault]:
    """Find what is wrong with the names and texts of an entry that is about to be written."""
    found = [*unseen(body, body.kind)]
    match body:
        case PersonAdded():
            found += unnameable(body.person, "person")
        case SolutionAdded():
            found += _id_faults(body.solution, assessment.solutions, body.kind, "solution")
        case EvidenceAdded():
            found += _id_faults(body.evidence, assessment.evidence, body.kind, "evidence")
    found += [
        fault("TS-288", body.kind, at=at, name=marked(name), other=marked(other))
        for earlier, name, at in _new_names(assessment, body)
        for other in earlier
        if same(other) == same(name)
    ]
    return found


def _id_faults(name: str, there: Iterable[str], where: str, at: str) -> list[Fault]:
    """Refuse an id that Windows keeps, or that differs from another one in capitals only; ``at`` is its field."""
    alike = [other for other in there if other != name and same(other) == same(name)]
    return [*unnameable(name, at), *(fault("TS-288", where, at=at, name=name, other=other) for other in alike)]


def look_alikes(assessment: Assessment, body: Body) -> list[Fault]:
    """Return a notice for each name of a new entry that looks like one that is there, in other letters."""
    return [
        fault("TS-299", body.kind, name=name, other=other)
        for earlier, name, _ in _new_names(assessment, body)
        for other, alike in mistakable([*earlier, name])
        if alike == name
    ]


def _new_names(assessment: Assessment, body: Body) -> Iterator[tuple[list[str], str, str]]:
    """Yield each name that an entry gives, with those that it is held against and the field that it is typed in."""
    if isinstance(body, SolutionAdded | SolutionPutRight) and body.name is not None:
        others = [solution for solution in assessment.running() if solution != body.solution]
        yield [assessment.solutions[solution].name for solution in others], body.name, "name"
    elif isinstance(body, SetFitted):
        before = assessment.choices.fitting.own if assessment.choices.fitting else []
        for language in LANGUAGES:
            titles = {own.id: own.title.in_(language) for own in body.own}
            for own in (own for own in body.own if own not in before):
                yield [title for other, title in titles.items() if other != own.id], titles[own.id], f"{language}.title"


def unseen(noun: BaseModel, where: str) -> Iterator[Fault]:
    """Refuse texts in which there is nothing to be seen."""
    for path, text in _texts(noun.model_dump(mode="json", exclude_none=True)):
        if text.strip() and not shows(text):
            at = ".".join(path)
            yield fault("TS-286", where, at=at) if _REASONS & {*path} else fault("TS-289", where, at=at, field=path[-1])


def _texts(given: Any, *path: str) -> Iterator[tuple[tuple[str, ...], str]]:
    match given:
        case str():
            yield path, given
        case dict():
            for name, value in given.items():
                yield from _texts(value, *path, name)
        case list():
            for value in given:
                yield from _texts(value, *path)


def unnameable(name: str, at: str) -> list[Fault]:
    """Refuse what has to name a folder or a file, and cannot on every system; ``at`` is the field of the name."""
    return [fault("TS-298", name, at=at, name=name)] if kept_by_windows(name) else []


def refuse_to_begin(folder: str, opened: Opened) -> None:
    """Refuse a new assessment by its names, and that of its folder.

    Raises
    ------
    UseError
        With every fault.
    """
    names = dict.fromkeys((folder, opened.assessment))
    if faults := [*(found for name in names for found in unnameable(name, "title")), *unseen(opened, opened.kind)]:
        raise UseError(faults)
