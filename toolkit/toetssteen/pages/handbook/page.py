"""The handbook page: what the committee wants to know beforehand, with its contents beside it.

Rules: the text is the handbook's own (``docs/handbook``), in the reader's language; a section has one id in both
languages, so that an address holds when the language changes; it needs no assessment and changes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping

from toetssteen.errors import ToetssteenError
from toetssteen.pages import markdown
from toetssteen.pages.desk import Desk
from toetssteen.web.form import Form, State, said
from toetssteen.workbench import library as librarian


def page(assessment: str | None) -> Form:
    """Make the page."""
    handbook = Handbook(Desk("handbook", assessment))
    return handbook.desk.form(handbook.content, {})


class Handbook:
    """The page."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def content(self) -> Mapping[str, object]:
        """Return the handbook as blocks, and its contents (:class:`HandbookState`)."""
        language = self.desk.language
        try:
            text = librarian.handbook(language)
            blocks = markdown.blocks(text, ids(text, librarian.handbook("en")))
        except ToetssteenError as error:
            return {"stopped": said(error, language), "start": self.desk.address("start")}
        heading = blocks.pop(0) if blocks and blocks[0]["kind"] == "heading" else None
        return {
            "place": self.desk.called(),
            "heading": heading,
            "blocks": [_below(block) for block in blocks],
            "contents": contents(blocks),
        }


def ids(text: str, english: str) -> dict[str, str]:
    """Return the id of each heading by its own anchor: the anchor of the same heading in English."""
    own, theirs = markdown.slugs(text), markdown.slugs(english)
    named = theirs if len(own) == len(theirs) else own
    return {anchor: f"at-{name}" for anchor, name in zip(own, named, strict=True)}


def contents(blocks: list[markdown.Block]) -> list[State]:
    """Return the headings of the first order, each with those under it (:class:`ContentsEntry`)."""
    made: list[State] = []
    for block in blocks:
        if block["kind"] == "heading":
            entry = {"id": block["id"], "text": block["text"], "inside": []}
            (made[-1]["inside"] if made and block["level"] > 2 else made).append(entry)
    return made


def _below(block: markdown.Block) -> markdown.Block:
    """Keep a page to one heading of the highest level."""
    return {**block, "level": max(2, block["level"])} if block["kind"] == "heading" else block
