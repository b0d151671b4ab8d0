"""Going over the nouns of the library, each with its place in a file; what every lint rule stands on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from pydantic import BaseModel

from toetssteen.content.library import Library, LibraryPage
from toetssteen.model.base import Id
from toetssteen.model.criteria import Asked, CriteriaSet, PublicValue, SetCriterion
from toetssteen.model.fitting import in_class

N = TypeVar("N", bound=BaseModel)


@dataclass(frozen=True)
class Place:
    """A noun inside a file, with the path to it."""

    page: LibraryPage
    path: tuple[str | int, ...]

    def __str__(self) -> str:
        return self.page.document.where(self.path)

    @property
    def dotted(self) -> str:
        """The path, with points between its steps."""
        return ".".join(str(step) for step in self.path)

    def at(self, *path: str | int) -> Place:
        """Return the place one step further inside."""
        return Place(self.page, (*self.path, *path))


def walk(value: Any, place: Place) -> Iterator[tuple[Any, Place]]:
    """Yield a noun and everything in it."""
    yield value, place
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from walk(getattr(value, name), place.at(name))
    elif isinstance(value, list):
        for index, member in enumerate(value):
            yield from walk(member, place.at(index))
    elif isinstance(value, Mapping):
        for key, member in value.items():
            yield from walk(member, place.at(key))


def everything(library: Library) -> Iterator[tuple[Any, Place]]:
    """Yield every noun in every file."""
    for page in library.pages:
        yield from walk(page.noun, Place(page, ()))


def asked_in(library: Library) -> Iterator[tuple[PublicValue, Asked, Place]]:
    """Yield every criterion, gate and condition of the library."""
    for page in library.pages:
        if isinstance(page.noun, PublicValue):
            for group in ("criteria", "gates", "conditions"):
                for index, name in enumerate(getattr(page.noun, group)):
                    yield page.noun, name, Place(page, (group, index))


def sets_in(library: Library) -> Iterator[tuple[CriteriaSet, Place]]:
    """Yield the sets, each followed by what it is in a lighter class."""
    for page in library.pages:
        if isinstance(page.noun, CriteriaSet):
            yield page.noun, Place(page, ())
            for impact in page.noun.classes:
                yield in_class(page.noun, impact), Place(page, ("classes", impact))


def weighed(criteria_set: CriteriaSet, place: Place) -> Iterator[tuple[Id, SetCriterion, Place]]:
    """Yield what a set weighs, with its value."""
    for i, value in enumerate(criteria_set.values):
        for j, member in enumerate(value.criteria):
            yield value.value, member, place.at("values", i, "criteria", j)


def nouns(library: Library, kind: type[N]) -> Iterator[tuple[N, Place]]:
    """Yield every noun of a kind."""
    for noun, place in everything(library):
        if isinstance(noun, kind):
            yield noun, place
