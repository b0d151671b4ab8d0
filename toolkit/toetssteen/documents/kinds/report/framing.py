"""What both sizes of the report begin with."""

from __future__ import annotations

from collections.abc import Iterator

from toetssteen.documents.blocks import Block, strong, text
from toetssteen.documents.kinds.report.setting import Setting
from toetssteen.language import listed

FIRST_DAY = "2000-01-01T00:00:00Z"


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
