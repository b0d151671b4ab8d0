"""What was found in a wide sheet, each value with the cell that it came from, and what somebody said of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from toetssteen.errors import Fault
from toetssteen.sheets.wide_face import Spot
from toetssteen.sheets.workbook import Raw

Heads = Literal["solutions", "evaluators"]
"""What the upper of two names above each other is."""


Agreed = Literal["only", "skip"]
"""What is done with scores that evaluators agreed on, beside their own."""


class WideSaid(NamedTuple):
    """What somebody says of a sheet that it does not say itself."""

    evaluator: str = ""
    scale: str = ""
    heads: Heads | None = None
    agreed: Agreed | None = None


class Given(NamedTuple):
    """A value, and its place."""

    raw: Raw
    spot: Spot


class WideMark(NamedTuple):
    """A level or status that somebody gave, and why."""

    evaluator: str
    solution: str
    level: Given
    reason: Given | None


@dataclass
class WideCriterion:
    """A criterion as it was found; ``scaled`` has the highest level, where the sheet has it for each criterion."""

    title: Given
    id: str = ""
    value: str = ""
    weight: Given | None = None
    scaled: Given | None = None
    marks: list[WideMark] = field(default_factory=list)


@dataclass
class WideHead:
    """A column: its place, what it holds, and the names and labels above it with the rows that they stand in.

    ``doubtful`` has the text that says what it holds, where that can be a name.
    """

    at: tuple[int, int]
    role: str
    names: list[tuple[int, str]]
    labels: list[tuple[int, str]]
    texts: list[str]
    doubtful: str


@dataclass
class WideRow:
    """A row of a table that has a text below the head."""

    row: int
    title: Given
    block: str
    columns: list[int]
    scored: bool
    weight: Given | None = None


class Printed(NamedTuple):
    """A total that the sheet prints, and of whom."""

    label: str
    evaluator: str
    solution: str
    given: Given


class LeftAside(NamedTuple):
    """What was left aside: its place, what stands there, and why (a key of the words)."""

    spot: Spot
    text: str
    why: str


@dataclass
class Wide:
    """What a wide sheet says, and what has to be asked.

    ``merged`` has the merged ranges with their text, ``unworked`` the cells whose formula was never worked out.
    """

    criteria: dict[str, WideCriterion] = field(default_factory=dict)
    weights: dict[str, Given] = field(default_factory=dict)
    scales: dict[str, Spot] = field(default_factory=dict)
    printed: list[Printed] = field(default_factory=list)
    left: list[LeftAside] = field(default_factory=list)
    merged: list[tuple[str, str]] = field(default_factory=list)
    unworked: list[Spot] = field(default_factory=list)
    asked: list[Fault] = field(default_factory=list)
    points: bool = False
