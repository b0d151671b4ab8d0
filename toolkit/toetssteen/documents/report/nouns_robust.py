"""What a report says of how sure a result is: plain data in one language."""

from __future__ import annotations

from toetssteen.model.base import Noun


class RobustPart(Noun):
    """One part: what is said, the table behind it (its first ``names`` columns are text), and how it was worked out."""

    id: str
    title: str
    sentences: list[str]
    caption: str = ""
    head: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    names: int = 1
    method: str = ""


class RobustReport(Noun):
    """The outcome in a word and a sentence, its cut-offs and what it leaves out, and every part that is open."""

    word: str
    sentence: str
    notes: list[str]
    parts: list[RobustPart]
