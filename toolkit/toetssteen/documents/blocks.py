"""What every document is said in: headings, text, lists, tables, cards, charts, call-outs, code, and room to fill in.

Rules: plain, frozen data in one language, with no trace of a format; a writer draws every block there is. What a
person wrote says so (``voice``), so that a writer can mark its language and direction; a ``tone`` says what a block
is for, and each writer decides how that looks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from toetssteen.language import Language

Mark = Literal[
    "", "strong", "small", "label", "mark", "code", "met", "not_met", "unproven", "explained", "not_applicable",
    "other", "shade_0", "shade_1", "shade_2", "shade_3", "shade_4", "shade_5",
]  # fmt: skip
"""How a piece of a line is meant: six are the states of a finding, then a level, darker as it is higher."""
Tone = Literal["", "small", "question", "outcome", "condition", "banner", "screen"]
"""What a paragraph is for."""
STATES = ("met", "not_met", "unproven", "explained", "not_applicable", "other")


@dataclass(frozen=True)
class Span:
    """A piece of a line. ``voice`` is ``name`` for a name of somebody else's, ``said`` for what a person wrote."""

    text: str
    mark: Mark = ""
    voice: Literal["", "name", "said"] = ""
    href: str = ""


Line = tuple[Span, ...]
Words = str | Span | Iterable[str | Span]
"""What the functions below take as a line."""


@dataclass(frozen=True)
class Heading:
    """A heading, of level 2 to 5; one that is ``listed`` stands in the table of contents."""

    level: int
    line: Line
    listed: bool
    kind: str = field(default="heading", init=False)


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; a ``screen`` one is for whoever reads on a screen, and is left out on paper."""

    line: Line
    tone: Tone = ""
    kind: str = field(default="text", init=False)


@dataclass(frozen=True)
class List:
    """A list; each item is blocks. ``lead`` stands before it and names it; a ``quiet`` list has no bullets."""

    items: tuple[Blocks, ...]
    lead: str = ""
    tone: Literal["", "quiet", "row"] = ""
    kind: str = field(default="list", init=False)


@dataclass(frozen=True)
class Row:
    """A row of a table; one that heads others is a ``group``, and those are ``sub``."""

    cells: tuple[Blocks, ...]
    id: str = ""
    tone: Literal["", "group", "sub"] = ""


@dataclass(frozen=True)
class TableBlock:
    """A table with its caption.

    ``names`` is the column that names the row, ``numbers`` are those of numbers, ``widths`` their share of the
    width (0: as wide as what it holds). On paper the columns after the first ``keep`` are cut into tables of four,
    each with those first ones; 0 never cuts.
    """

    caption: str
    head: tuple[Line, ...]
    rows: tuple[Row, ...]
    id: str
    names: int
    numbers: tuple[int, ...]
    widths: tuple[float, ...]
    keep: int
    kind: str = field(default="table", init=False)


@dataclass(frozen=True)
class Card:
    """Blocks that belong together, named by the heading that they begin with.

    A ``section`` is a part of the document, with its ``id``; ``asked`` is one point, ``finding`` what was found on
    it; ``cards`` holds short cards, of which ``main`` is the first to read; ``two`` stands side by side.
    """

    blocks: Blocks
    tone: Literal["section", "asked", "finding", "profile", "cards", "card", "main", "two"]
    id: str = ""
    together: bool = False
    kind: str = field(default="card", init=False)


@dataclass(frozen=True)
class CallOut:
    """Blocks that stand out: a clause of a contract, a dissent, what a document is about."""

    blocks: Blocks
    tone: Literal["clause", "dissent", "about"]
    kind: str = field(default="callout", init=False)


@dataclass(frozen=True)
class Columns:
    """Two columns; the left one is ``share`` times as wide as the right one."""

    left: Blocks
    right: Blocks
    share: float = 1
    kind: str = field(default="columns", init=False)


@dataclass(frozen=True)
class Bar:
    """A bar of a chart, 0-100: from ``low`` to ``high`` it is a range; both are empty where there is no number."""

    name: str
    text: str
    low: str = ""
    high: str = ""
    strong: bool = False


@dataclass(frozen=True)
class Chart:
    """Horizontal bars, 0-100, with what they show in words; a table beside them has every number."""

    id: str
    title: str
    alternative: str
    bars: tuple[Bar, ...]
    kind: str = field(default="chart", init=False)


@dataclass(frozen=True)
class Code:
    """Lines to type or to compare, character by character."""

    lines: tuple[str, ...]
    kind: str = field(default="code", init=False)


@dataclass(frozen=True)
class TickBoxes:
    """Options of which one is ticked by hand; ``about`` names what they are for, for whoever does not see it."""

    id: str
    legend: str
    about: str
    options: tuple[Line, ...]
    kind: str = field(default="choices", init=False)


@dataclass(frozen=True)
class Room:
    """Room to write in by hand: so many lines, or none for a few words."""

    label: str
    about: str = ""
    lines: int = 0
    kind: str = field(default="room", init=False)


Block = Heading | Paragraph | List | TableBlock | Card | CallOut | Columns | Chart | Code | TickBoxes | Room
Blocks = tuple[Block, ...]
Cell = Words | Block | Sequence[Block]


@dataclass(frozen=True)
class Attachment:
    """A JSON file that goes into a PDF; ``said`` is a sentence about it for whoever reads the PDF."""

    name: str
    content: str
    relationship: Literal["source", "data"]
    about: str
    said: str = ""


@dataclass(frozen=True)
class Paper:
    """A whole document.

    Parameters
    ----------
    written_in
        The language of what people wrote.
    name
        That of its file, without the ending.
    kicker
        What it is, and more about that.
    running, foot, closing
        What stands at the head and the foot of every page of a PDF, and at the end of a page on a screen.
    stamp
        What identifies it, and how that is called: a fingerprint.
    moment
        When it was made or of when it is (ISO 8601): the date in its file.
    opening
        What comes before the table of contents; with ``one_page`` it is set so that it fits one.
    contents
        How many levels of headings the table of contents has in a PDF; 0 for none.
    apart
        Whether each section begins on a new page.
    data
        What is written as JSON; left out, that is the paper itself.
    """

    kind: str
    language: Language
    written_in: Language
    name: str
    kicker: tuple[str, ...]
    title: str
    facts: tuple[tuple[str, str], ...]
    running: str
    foot: str
    closing: str
    moment: str
    blocks: Blocks
    stamp: tuple[str, str] = ("", "")
    opening: Blocks = ()
    one_page: bool = False
    contents: int = 1
    apart: bool = False
    attached: Attachment | None = None
    data: bytes | None = None

    def plain(self) -> dict[str, Any]:
        """Return the fields by name, without ``attached`` and ``data``; each block is a dict with its ``kind``."""
        return {name: content for name, content in asdict(self).items() if name not in ("attached", "data")}


def line(*words: Words) -> Line:
    """Make a line of pieces; what is empty is left out."""
    return tuple(span for word in words for span in _spans(word) if span.text)


def _spans(words: Words) -> Iterator[Span]:
    if isinstance(words, str | Span):
        words = [words]
    for piece in words:
        yield Span(piece) if isinstance(piece, str) else piece


def strong(words: str) -> Span:
    """Make a piece that is bold."""
    return Span(words, "strong")


def name(words: str) -> Span:
    """Make a name that somebody else chose: its direction is its own."""
    return Span(words, voice="name")


def state(status: str, words: str) -> Span:
    """Make the state of a finding; one not known is told like any other."""
    return Span(words, status if status in STATES else "other")  # type: ignore[arg-type] # it is one of them


def shade(number: int, words: str) -> Span:
    """Make a level that is shaded: 1 is the lowest, 5 the highest, 0 is no level."""
    return Span(words, f"shade_{number}")  # type: ignore[arg-type] # it is one of them


def link(address: str, words: str) -> Span:
    """Make a link to an ``https`` address or a place in this document; of any other address the words stay."""
    return Span(words, href=address if address.startswith(("https://", "#")) else "")


def joined(parts: Iterable[Sequence[Span | str]], between: str = "; ") -> Line:
    """Make one line of several, with something between them."""
    spans: list[Span | str] = []
    for part in parts:
        spans += [between, *part] if spans else part
    return line(spans)


def heading(level: int, *words: Words, listed: bool | None = None) -> Heading:
    """Make a heading; by default those of level 2 stand in the table of contents."""
    return Heading(level, line(*words), level == 2 if listed is None else listed)


def text(*words: Words, tone: Tone = "") -> Paragraph:
    """Make a paragraph."""
    return Paragraph(line(*words), tone)


def labelled(label: str, *words: Words, tone: Literal["", "small"] = "") -> Paragraph:
    """Make a paragraph that begins with what it is, in bold."""
    return Paragraph(line(strong(f"{label} "), *words), tone)


def said(words: str) -> list[Block]:
    """Make paragraphs of what a person wrote, one for each line that is not blank."""
    return [Paragraph((Span(part, voice="said"),)) for part in words.split("\n") if part.strip()]


def listed(items: Iterable[Cell], lead: str = "", tone: Literal["", "quiet", "row"] = "") -> List:
    """Make a list; an item is a line or blocks."""
    return List(tuple(map(_cell, items)), lead, tone)


def row(cells: Iterable[Cell], id: str = "", tone: Literal["", "group", "sub"] = "") -> Row:  # noqa: A002 - its name
    """Make a row of a table; a cell is a line or blocks."""
    return Row(tuple(map(_cell, cells)), id, tone)


def table(
    id: str,  # noqa: A002 - its name
    caption: str,
    head: Sequence[Words],
    rows: Iterable[Row | Iterable[Cell]],
    *,
    names: int = 0,
    numbers: Iterable[int] = (),
    widths: Sequence[float] = (),
    keep: int = 0,
) -> TableBlock:
    """Make a table; see :class:`TableBlock`. Without ``widths`` a column of numbers is as wide as what it holds."""
    known = tuple(numbers)
    body = tuple(cells if isinstance(cells, Row) else row(cells) for cells in rows)
    shares = tuple(widths) or tuple(0 if at in known else 1.2 if at == names else 1.8 for at in range(len(head)))
    return TableBlock(caption, tuple(map(line, head)), body, id, names, known, shares, keep)


def section(id: str, *blocks: Block | Iterable[Block]) -> Card:  # noqa: A002 - its name
    """Make a part of the document."""
    return Card(_flat(blocks), "section", id)


def asked(id: str, *blocks: Block | Iterable[Block], together: bool = False) -> Card:  # noqa: A002 - its name
    """Make one point; ``together`` keeps it on one page."""
    return Card(_flat(blocks), "asked", id, together)


def card(tone: Literal["finding", "profile", "cards", "card", "main", "two"], *blocks: Block | Iterable[Block]) -> Card:
    """Make any other card."""
    return Card(_flat(blocks), tone)


def callout(tone: Literal["clause", "dissent", "about"], *blocks: Block | Iterable[Block]) -> CallOut:
    """Make something that stands out."""
    return CallOut(_flat(blocks), tone)


def columns(left: Iterable[Block], right: Iterable[Block], share: float = 1) -> Columns:
    """Set blocks side by side."""
    return Columns(tuple(left), tuple(right), share)


def references(label: str, unchecked: str, given: Iterable[tuple[str, str, str, bool]]) -> list[Block]:
    """Set sources in one paragraph: title, place, address, and whether anybody checked it; nothing without sources."""
    items: list[list[str | Span]] = []
    for title, at, address, checked in given:
        items.append([link(address, title), f", {at}" if at else ""])
        items[-1] += [] if checked else [" ", Span(unchecked, "mark")]
    return [labelled(label, joined(items), tone="small")] if items else []


def code(*lines: str) -> Code:
    """Make lines to type or to compare."""
    return Code(lines)


def _flat(blocks: Iterable[Block | Iterable[Block]]) -> Blocks:
    flat: list[Block] = []
    for block in blocks:
        flat += [block] if isinstance(block, Block) else block
    return tuple(flat)


def _cell(cell: Cell) -> Blocks:
    if isinstance(cell, Block):
        return (cell,)
    if isinstance(cell, str | Span):
        return (text(cell),)
    parts = list(cell)
    blocks = [part for part in parts if isinstance(part, Block)]
    return tuple(blocks) if blocks else (text([part for part in parts if isinstance(part, str | Span)]),)
