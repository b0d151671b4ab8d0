"""What every section of the prepare page sends, whatever it is about."""

from __future__ import annotations

from typing import Literal, TypedDict


class Part(TypedDict, total=False):
    """A section: where it stands, in the words of the page or (``at``) in those of ``name``."""

    state: Literal["done", "open", "later", "at", "try", "past"]
    name: str


class Choosable(TypedDict):
    """What can be chosen, by its id."""

    id: str
    title: str


class NamedOption(TypedDict):
    """A solution by its name."""

    id: str
    name: str
