"""What both sizes of the report begin with, and how many lines of a page something takes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil

from toetssteen.documents.blocks import Block, strong, text
from toetssteen.documents.kinds.report.setting import Setting
from toetssteen.language import listed

FIRST_DAY = "2000-01-01T00:00:00Z"
WIDTH = 95
"""Characters of a line of the page."""
Item = tuple[int, list[Block]]
"""Blocks, with the lines that they take."""


def banners(the: Setting) -> Iterator[Block]:
    """Set what a reader has to know first."""
    known = (
        (the.given.provisional, "provisional_banner"),
        (the.given.sealed, "sealed_banner"),
        (the.given.imported, "imported_banner"),
    )
    for true, key in known:
        if true:
            yield text(strong(the.word(key)), tone="banner")
    if the.given.not_asked:
        values = listed(the.given.not_asked, the.given.language)
        yield text(the.word("not_asked_values", values=values), tone="banner")
    if the.given.lowered:
        yield text(strong(the.given.lowered), tone="banner")


def lines_of(*texts: str) -> int:
    """Return how many lines texts take at most, with the space between them."""
    return sum(ceil(len(part) / WIDTH) for words in texts for part in words.split("\n") if part.strip()) + 1


def fitting(the: Setting, items: Sequence[Item], room: int, part: str) -> tuple[list[Block], int]:
    """Return what fits, in order and each whole, with a line that counts what does not; and the lines used."""
    blocks: list[Block] = []
    left = used = 0
    for size, told in items:
        if used + size <= room:
            used += size
            blocks += told
        else:
            left += 1
    if left:
        where = the.word(f"heading_{part}")
        blocks.append(text(strong(the.word("short_more", count=left, part=where)), tone="small"))
    return blocks, used
