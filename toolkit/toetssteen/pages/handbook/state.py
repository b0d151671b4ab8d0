"""What the handbook page shows: Markdown as plain blocks (see ``pages.markdown``), with its headings beside it."""

from __future__ import annotations

from typing import Literal, TypedDict

from toetssteen.pages.state import Stopping


class WordsPiece(TypedDict):
    """A part of a line without another in it."""

    kind: Literal["text", "code"]
    text: str


class BreakPiece(TypedDict):
    """The end of a line within a paragraph."""

    kind: Literal["break"]


class MarkedPiece(TypedDict):
    """A part of a line that is stressed."""

    kind: Literal["strong", "emphasis"]
    parts: list[LinePiece]


class LinkPiece(TypedDict):
    """A part of a line that leads to a heading or to another site."""

    kind: Literal["link"]
    href: str
    parts: list[LinePiece]


LinePiece = WordsPiece | BreakPiece | MarkedPiece | LinkPiece


class HeadingBlock(TypedDict):
    """A heading: its level from 1, its id in the page, its words and its parts."""

    kind: Literal["heading"]
    level: int
    id: str
    text: str
    parts: list[LinePiece]


class ParagraphBlock(TypedDict):
    """A paragraph; a tight one is an item of a list without space around it."""

    kind: Literal["paragraph"]
    tight: bool
    parts: list[LinePiece]


class ListBlock(TypedDict):
    """A list, and the number it begins with."""

    kind: Literal["list"]
    ordered: bool
    start: int
    items: list[list[TextBlock]]


class TableBlock(TypedDict):
    """A table: its heads and its rows, each cell a line."""

    kind: Literal["table"]
    head: list[list[LinePiece]]
    rows: list[list[list[LinePiece]]]


class CodeBlock(TypedDict):
    """Lines that somebody types as they are."""

    kind: Literal["code"]
    text: str


TextBlock = HeadingBlock | ParagraphBlock | ListBlock | TableBlock | CodeBlock


class ContentsEntry(TypedDict):
    """A heading of the contents, with those under it."""

    id: str
    text: str
    inside: list[ContentsEntry]


class HandbookState(Stopping, total=False):
    """The page."""

    heading: HeadingBlock | None
    blocks: list[TextBlock]
    contents: list[ContentsEntry]
