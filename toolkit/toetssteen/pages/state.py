"""What the state of every page has; each step says the rest in a ``state`` module of its own.

Rules: a state is plain JSON; a page's script sees no other key than is said here (``state.d.ts`` beside it is made of
these nouns, and the script is checked against it); a page that stopped has no more than ``stopped`` and ``start``.
"""

from __future__ import annotations

from typing import TypedDict

from toetssteen.language import Language


class Link(TypedDict):
    """A step or place of the bar."""

    title: str
    href: str
    here: bool


class Fault(TypedDict):
    """A fault as the reader is told of it."""

    code: str
    where: str
    at: str
    what: str
    rule: str
    remedy: str


class PageState(TypedDict):
    """What every page has: its outbox key, the reader's language, its title, its place, its words and the bar."""

    key: str
    language: Language
    title: str
    place: str | None
    words: dict[str, str]
    steps: list[Link]
    places: list[Link]


class Stopping(PageState, total=False):
    """A page that can stop: why, and the address of the first page."""

    stopped: list[Fault]
    start: str


class Round(TypedDict):
    """A round that can be shown."""

    number: int
    shown: bool


class StandingState(Stopping, total=False):
    """A page that says where its assessment stands, and lets one choose a round (``Desk.standing``)."""

    authority: str
    track: str
    phase: str
    rounds: list[Round]
