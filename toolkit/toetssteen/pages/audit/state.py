"""What the audit page shows: the lines of the log."""

from __future__ import annotations

from typing import TypedDict

from toetssteen.pages.state import Fault, Stopping


class TrailRow(TypedDict):
    """A line of the log as it is read (``views.trail``); ``aside`` says what kept it from counting."""

    number: int
    at: str
    author: str
    role: str
    kind: str
    called: str
    what: str
    digest: str
    prev: str
    fingerprint: str
    aside: list[str]


class AuditState(Stopping, total=False):
    """The page; ``kinds`` has each kind of entry with its name."""

    halted: list[Fault]
    rows: list[TrailRow]
    kinds: list[tuple[str, str]]
    authors: list[str]
