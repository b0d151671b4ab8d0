"""What the outlook is told with: parts with sentences, a table and a figure; names and numbers of the reader.

Rules: each part has a sentence that says what its figure and table show; a person is told by role; a share is never
rounded to all or nothing; a figure is described here and drawn elsewhere.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any, Literal

from toetssteen.language import Language, number, say
from toetssteen.model.base import Id, Noun
from toetssteen.model.criteria import Scale
from toetssteen.model.method import Rounding
from toetssteen.scoring.exact import written
from toetssteen.scoring.outlook.comparison import PRICE
from toetssteen.scoring.outlook.outlook import Outlook
from toetssteen.scoring.outlook.undefined import Undefined
from toetssteen.scoring.result.cells import level
from toetssteen.views.wording import Wording

MOST = 12
"""Sentences or rows that a list may have before it says how many more there are."""
HUNDRED = 100
_UNSEEN = 1e-9
"""A share too small for any sample to show."""


class Grid(Noun):
    """A table: the first ``names`` columns are text, the others numbers."""

    caption: str
    head: list[str]
    rows: list[list[str]]
    names: int = 1


class Mark(Noun):
    """A point in a lane; ``mark`` is the shape it is drawn with."""

    at: float
    mark: int


class Lane(Noun):
    """A line of a figure: a reach from ``low`` to ``high``, points, or shares that fill it (0-1)."""

    title: str
    low: float | None = None
    high: float | None = None
    marks: tuple[Mark, ...] = ()
    shares: tuple[float, ...] = ()


class Figure(Noun):
    """A figure of lanes on one axis; ``legend`` names each mark or share, in the order of their shapes or patterns.

    An empty name is a mark that is not drawn.
    """

    kind: Literal["lanes", "stack"]
    low: float
    high: float
    ticks: list[tuple[float, str]]
    lanes: list[Lane]
    legend: tuple[str, ...] = ()
    alternative: str


class Part(Noun):
    """One part of the outlook; ``method`` says how it was worked out."""

    id: str
    title: str
    sentences: list[str]
    grid: Grid | None = None
    figure: Figure | None = None
    method: str = ""


class Speaker(Wording):
    """The words for the figures of an outlook, in one language."""

    def __init__(self, outlook: Outlook, language: Language) -> None:
        super().__init__(outlook.result.method, language, outlook.result.assessment)
        self.outlook = outlook
        self.places = {solution.id: place for place, solution in enumerate(outlook.result.solutions)}

    def word(self, key: str, **particulars: Any) -> str:
        """Return a word of the section ``outlook``."""
        return say(f"outlook.{key}", self.language, **particulars)

    def name(self, given: Id | None) -> str:
        """Return the title of a value or criterion; the price as a word."""
        return self.word("price_of_weight") if given == PRICE else super().name(given)

    def words(self, *keys: str) -> list[str]:
        """Return several words of the section, such as the heads of a table."""
        return [self.word(key) for key in keys]

    def part(
        self,
        key: str,
        sentences: list[str],
        head: list[str] | None = None,
        rows: list[list[str]] | None = None,
        *,
        names: int = 1,
        caption: str = "",
        figure: Figure | None = None,
        method: str | None = None,
    ) -> Part:
        """Make a part of its sentences; its title and its method are the words that are named for it.

        Parameters
        ----------
        head, rows, names, caption
            Its table, if it has one, as in :class:`Grid`; without a ``caption`` of its own it bears the title.
        method
            The words for how it was worked out, where they have particulars; empty where nothing was.
        """
        title = self.word(f"{key}_title")
        return Part(
            id=key,
            title=title,
            sentences=sentences,
            grid=None if rows is None else Grid(caption=caption or title, head=head or [], rows=rows, names=names),
            figure=figure,
            method=self.word(f"{key}_method") if method is None else method,
        )

    def nothing(self, key: str, why: Undefined) -> Part:
        """Make a part of which there is nothing to say, and say why."""
        return self.part(key, [self.word("nothing", why=self.why(why))], method="")

    def few(self, lines: list[str]) -> list[str]:
        """Keep as many lines of one kind as fit; a last one says how many are left out."""
        if len(lines) <= MOST:
            return lines
        return [*lines[: MOST - 1], self.word("more", count=len(lines) - MOST + 1)]

    def few_rows(self, lines: list[list[str]]) -> list[list[str]]:
        """Keep as many rows of a table as fit; a last one says how many are left out."""
        if len(lines) <= 4 * MOST:
            return lines
        left = self.word("more", count=len(lines) - 4 * MOST + 1)
        return [*lines[: 4 * MOST - 1], [left, *[""] * (len(lines[0]) - 1)]]

    def why(self, undefined: Undefined) -> str:
        """Return the words for why a figure does not exist."""
        return self.word(f"why_{undefined.why.replace(' ', '_')}")

    def number(self, figure: Fraction | float | Undefined, digits: int = 1, *, trim: bool = False) -> str:
        """Write a number with so many digits, or no more than so many; a figure that does not exist as a word."""
        if isinstance(figure, Undefined):
            return self.why(figure)
        text = written(Fraction(figure), Rounding(digits=digits))
        return number("0" if float(text) == 0 else text, self.language, trim=trim)

    def weight(self, figure: Fraction | float | Undefined) -> str:
        """Write a share of the weight (0-1) in percent: whole where it is whole."""
        if isinstance(figure, Undefined):
            return self.why(figure)
        return self.number(figure * HUNDRED, trim=True)

    def moved(self, percent: Fraction) -> str:
        """Write how much of the weight moves (percent), in two digits and never more than it is."""
        down = written(percent, Rounding(digits=2, mode="down"))
        if percent and not float(down):
            return self.word("percent_below", least=number("0.01", self.language))
        return number(down, self.language, trim=True)

    def share(self, figure: Fraction | float | Undefined, digits: int = 0) -> str:
        """Write a share (0-1) in percent; never all or nothing by rounding."""
        if isinstance(figure, Undefined):
            return self.why(figure)
        ends = Fraction(1, 2 * HUNDRED * 10**digits)
        if 0 < figure < ends or 1 - ends <= figure < 1:
            digits = max(digits, 1)
            ends = Fraction(1, 2 * HUNDRED * 10**digits)
            least = number(written(Fraction(1, 10**digits), Rounding(digits=digits)), self.language)
            most = number(written(HUNDRED - Fraction(1, 10**digits), Rounding(digits=digits)), self.language)
            if 0 < figure < ends:
                return self.word("below", share=least)
            if figure >= 1 - ends:
                return self.word("above", share=most)
        return f"{self.number(figure * HUNDRED, digits)}%"

    def sampled(self, share: float, digits: int = 0) -> str:
        """Write a share (0-1) that a sample found: never all or nothing, which no sample can show."""
        return self.share(min(max(share, _UNSEEN), 1 - _UNSEEN), digits)

    def level(self, score: Fraction, scale: Scale) -> str:
        """Write a score (0-100) as a level of its scale."""
        return number(written(level(score / HUNDRED, scale), Rounding(digits=2)), self.language, trim=True)

    def ticks(self) -> list[tuple[float, str]]:
        """Return the ticks of an axis from 0 to 100: where each stands, and its label."""
        return [(float(tick), str(tick)) for tick in (0, 25, 50, 75, 100)]

    def legend(self) -> tuple[str, ...]:
        """Return the names of the solutions in the order of their marks; empty for one that is not drawn."""
        there = self.outlook.table.solutions
        return tuple(self.solution(name) if name in there else "" for name in self.places)

    def lanes(self, lanes: list[Lane], alternative: str, legend: tuple[str, ...] = ()) -> Figure:
        """Make a figure of lanes from 0 to 100; without a ``legend`` of its own its marks are the solutions."""
        return Figure(
            kind="lanes",
            low=0,
            high=HUNDRED,
            ticks=self.ticks(),
            lanes=lanes,
            legend=legend or self.legend(),
            alternative=alternative,
        )
