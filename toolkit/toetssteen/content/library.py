"""The library of criteria: the files of ``criteria/`` as nouns, or all that is wrong with them.

Rules: an unknown key is refused and the allowed ones are named; every fault of every file is reported in
one go, with its line. What needs more than one file to see is in ``lint.py``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeVar

from pydantic import Field, ValidationError

from toetssteen import plain_file
from toetssteen.content import strict_yaml
from toetssteen.errors import ContentError, Fault, UseError, fault
from toetssteen.model.base import Id, Noun
from toetssteen.model.criteria import (
    Condition,
    CriteriaSet,
    Criterion,
    Gate,
    LawProfile,
    Profile,
    PublicValue,
    Scale,
    ScopingQuestion,
    Work,
)
from toetssteen.model.crosswalks import Crosswalk
from toetssteen.model.identity import Release, Versions, VersionStep
from toetssteen.model.misfit import misfit


class Scoping(Noun):
    """The file ``scoping.yaml``."""

    questions: list[ScopingQuestion] = Field(min_length=1)


class Sources(Noun):
    """A file of ``sources/``: part of the bibliography."""

    works: list[Work] = Field(min_length=1)


VERSIONS = "crosswalks/versions.yaml"
"""Where the steps from version to version are: beside the crosswalks, and none itself."""

KINDS: dict[str, tuple[str, type[Noun]]] = {
    "value": ("values/*.yaml", PublicValue),
    "scale": ("scales/*.yaml", Scale),
    "set": ("sets/*.yaml", CriteriaSet),
    "profile": ("profiles/*.yaml", Profile),
    "crosswalk": ("crosswalks/*.yaml", Crosswalk),
    "release": ("releases/*.yaml", Release),
    "versions": (VERSIONS, Versions),
    "law": ("law/*.yaml", LawProfile),
    "sources": ("sources/*.yaml", Sources),
    "scoping": ("scoping.yaml", Scoping),
}
"""Every kind of file: where it is, and its type."""

N = TypeVar("N", bound=Noun)


@dataclass(frozen=True)
class LibraryPage:
    """A file that was read: its noun, and the document that knows its lines."""

    noun: Noun
    document: strict_yaml.Document


@dataclass(frozen=True, eq=False)
class Library:
    """The content of ``criteria/``, by id; ``pages`` has its files. Libraries are compared by identity."""

    folder: Path
    pages: list[LibraryPage] = field(default_factory=list)
    values: dict[Id, PublicValue] = field(default_factory=dict)
    scales: dict[Id, Scale] = field(default_factory=dict)
    sets: dict[Id, CriteriaSet] = field(default_factory=dict)
    profiles: dict[Id, Profile] = field(default_factory=dict)
    crosswalks: dict[Id, Crosswalk] = field(default_factory=dict)
    laws: dict[Id, LawProfile] = field(default_factory=dict)
    works: dict[Id, Work] = field(default_factory=dict)
    scoping: dict[Id, ScopingQuestion] = field(default_factory=dict)
    releases: dict[str, Release] = field(default_factory=dict)
    moved: list[VersionStep] = field(default_factory=list)

    def asked(self, own: Iterable[Criterion] = ()) -> dict[Id, Criterion | Gate]:
        """Return every criterion and gate by id, with those of a municipality's own."""
        asked: list[Criterion | Gate] = [*own]
        for value in self.values.values():
            asked += [*value.criteria, *value.gates]
        return {question.id: question for question in asked}

    def conditions(self) -> dict[Id, Condition]:
        """Return every contract condition by id."""
        return {condition.id: condition for value in self.values.values() for condition in value.conditions}

    def with_page(self, page: LibraryPage) -> Library:
        """Return a library with one page added, or replaced where there is one of the same kind and id."""
        kind, name = type(page.noun), getattr(page.noun, "id", None)
        kept = [
            other for other in self.pages if type(other.noun) is not kind or getattr(other.noun, "id", None) != name
        ]
        library = Library(self.folder)
        for other in [*kept, page]:
            library.pages.append(other)
            _shelve(library, other.noun)
        return library

    def set(self, given: Id) -> CriteriaSet:
        """Return a criteria set.

        Raises
        ------
        UseError
            If there is none of that id.
        """
        if given not in self.sets:
            raise UseError(fault("TS-502", self.folder / "sets", id=given, known=", ".join(sorted(self.sets))))
        return self.sets[given]


def page_of(noun: Noun, name: str) -> LibraryPage:
    """Return the page that a noun would be, in the file where it would stand."""
    return LibraryPage(noun, strict_yaml.Document(name))


def load(*folders: Path) -> Library:
    """Read the library.

    Raises
    ------
    ContentError
        With every fault of every file.
    """
    library, faults = read(*folders)
    if faults:
        raise ContentError(faults)
    return library


def read(*folders: Path) -> tuple[Library, list[Fault]]:
    """Read what can be read of the library in these folders together, and return the faults of the rest."""
    folder = folders[0]
    library = Library(folder)
    faults: list[Fault] = []
    for pattern, kind in KINDS.values():
        for path in [path for folder in folders for path in sorted(folder.glob(pattern))]:
            if kind is Crosswalk and path.match(VERSIONS):
                continue
            name = path.relative_to(folder).as_posix() if path.is_relative_to(folder) else str(path)
            noun, problems = _typed(document := _document(path, name), kind)
            faults += problems
            if noun is not None:
                library.pages.append(LibraryPage(noun, document))
                _shelve(library, noun)
    if not library.pages and not faults:
        faults.append(fault("TS-108", folder))
    return library, faults


def _document(path: Path, name: str) -> strict_yaml.Document:
    try:
        return strict_yaml.read(plain_file.read(plain_file.named(path), strict_yaml.MAX_BYTES), name)
    except plain_file.UnreadError as error:
        return strict_yaml.Document(name, faults=[replace(error.problem, where=name)])
    except OSError as error:
        return strict_yaml.Document(name, faults=[fault("TS-101", name, problem=error.strerror or str(error))])


def _shelve(library: Library, noun: Noun) -> None:
    match noun:
        case PublicValue():
            library.values.setdefault(noun.id, noun)
        case Scale():
            library.scales.setdefault(noun.id, noun)
        case CriteriaSet():
            library.sets.setdefault(noun.id, noun)
        case Profile():
            library.profiles.setdefault(noun.id, noun)
        case Crosswalk():
            library.crosswalks.setdefault(noun.id, noun)
        case Release():
            library.releases.setdefault(noun.id, noun)
        case Versions():
            library.moved.extend(noun.steps)
        case LawProfile():
            library.laws.setdefault(noun.id, noun)
        case Sources():
            for work in noun.works:
                library.works.setdefault(work.id, work)
        case Scoping():
            for question in noun.questions:
                library.scoping.setdefault(question.id, question)


def _typed(document: strict_yaml.Document, kind: type[N]) -> tuple[N | None, list[Fault]]:
    if document.faults:
        return None, document.faults
    try:
        return kind.model_validate(document.tree), []
    except ValidationError as error:
        schema = kind.model_json_schema()
        return None, [_fault(document, schema, problem) for problem in error.errors()]


def _fault(document: strict_yaml.Document, schema: dict[str, Any], error: Any) -> Fault:
    path = tuple(error["loc"])
    where = document.where(path)
    named = ".".join(str(part) for part in path)
    kind = str(error["type"])
    if kind in ("extra_forbidden", "unexpected_keyword_argument"):
        allowed = ", ".join(allowed_keys(schema, path[:-1]))
        return fault("TS-103", where, key=named, allowed=allowed)
    if kind == "missing":
        return fault("TS-104", where, key=named)
    if kind == "literal_error":
        return fault("TS-105", where, key=named, value=error["input"], allowed=error["ctx"]["expected"])
    if kind.startswith("TS-"):
        return Fault(kind, where)
    return fault("TS-106", where, key=named, value=str(error["input"])[:80], problem=misfit(error))


def allowed_keys(schema: dict[str, Any], path: tuple[str | int, ...]) -> Iterator[str]:
    """Yield the keys that a JSON Schema allows at a path."""
    node = _resolve(schema, schema)
    for part in path:
        if isinstance(part, int):
            node = node.get("items", {})
        else:
            node = node.get("properties", {}).get(part) or node.get("additionalProperties") or {}
        node = _resolve(schema, node)
    yield from node.get("properties", {})


def _resolve(schema: dict[str, Any], node: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in node or "anyOf" in node:
        if "$ref" in node:
            node = schema["$defs"][node["$ref"].rsplit("/", 1)[1]]
        else:
            node = next((option for option in node["anyOf"] if option.get("type") != "null"), {})
    return node
