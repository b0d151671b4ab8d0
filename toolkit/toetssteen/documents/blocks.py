"""A document as a row of blocks: headings, paragraphs, lists, tables and notes, for every format alike.

Rules: plain data in one language; a text that a person wrote says so (``said``), so that a writer can mark its
language and direction; nothing here is markup.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

from toetssteen.language import Language


@dataclass(frozen=True)
class Block:
    """One block; which fields matter follows from ``kind``."""

    kind: Literal["heading", "text", "list", "table", "note", "code"]
    level: int = 0
    text: str = ""
    lead: str = ""
    said: bool = False
    items: tuple[str, ...] = ()
    head: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    numbers: tuple[int, ...] = ()


@dataclass(frozen=True)
class Paper:
    """A whole document: its title, the facts under it, and its blocks; ``written_in`` is that of what people wrote."""

    language: Language
    written_in: Language
    file: str
    kicker: str
    title: str
    facts: tuple[tuple[str, str], ...]
    stamp: str
    footer: str
    moment: str
    blocks: tuple[Block, ...]

    def plain(self) -> dict[str, Any]:
        """Give it as plain data."""
        return asdict(self)


def heading(level: int, text: str) -> Block:
    """Make a heading, of level 2 to 4."""
    return Block(kind="heading", level=level, text=text)


def text(words: str, lead: str = "", *, said: bool = False) -> Block:
    """Make a paragraph, with some bold words first."""
    return Block(kind="text", text=words, lead=lead, said=said)


def listed(items: Iterable[str], lead: str = "") -> Block:
    """Make a list, with some bold words before it."""
    return Block(kind="list", items=tuple(items), lead=lead)


def table(caption: str, head: Sequence[str], rows: Iterable[Sequence[str]], numbers: Sequence[int] = ()) -> Block:
    """Make a table; its first column names the row, ``numbers`` are the columns of numbers."""
    return Block(kind="table", text=caption, head=tuple(head), rows=tuple(map(tuple, rows)), numbers=tuple(numbers))


def note(words: str) -> Block:
    """Make a note that stands out."""
    return Block(kind="note", text=words)


def code(lines: Iterable[str]) -> Block:
    """Make lines to type or to compare, character by character."""
    return Block(kind="code", items=tuple(lines))
