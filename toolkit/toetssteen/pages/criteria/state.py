"""What the browser of criteria shows: the library in short, to be searched on the page.

A question or a set goes to the page whole when somebody asks for it.
"""

from __future__ import annotations

from typing import Literal, TypedDict

from toetssteen.language import Language
from toetssteen.model.criteria import Addressee
from toetssteen.pages.state import Stopping


class Titled(TypedDict):
    """What a filter offers."""

    id: str
    title: str


class CitedWork(Titled):
    """A work of the bibliography, and how many questions cite it."""

    count: int


class QuestionItem(TypedDict):
    """A question as the list has it; ``unchecked`` tells whether a source of it was read by nobody."""

    id: str
    title: str
    question: str
    why: str
    value: str
    kinds: list[str]
    addressee: Addressee
    works: list[str]
    sets: list[str]
    unchecked: bool


class SetCounts(TypedDict):
    """How much a set asks."""

    criteria: int
    gates: int
    checklist: int
    conditions: int


class SetCard(TypedDict):
    """A set in short."""

    id: str
    version: str
    title: str
    why: str
    counts: SetCounts


class DueItem(TypedDict):
    """A term of law to be read again: before when (empty where nobody says), its source, and when it was read."""

    id: str
    text: str
    before: str
    late: bool
    source: str
    url: str
    read: str


class CriteriaState(Stopping, total=False):
    """The page."""

    items: list[QuestionItem]
    values: list[Titled]
    sets: list[SetCard]
    works: list[CitedWork]
    kinds: list[Titled]
    addressees: list[Titled]
    due: list[DueItem]
    formats: list[Literal["pdf", "html"]]
    languages: list[Language]
