"""What the compare page shows of a round; what the report says is as its nouns have it (``documents.report``)."""

from __future__ import annotations

from typing import Any, Literal, TypedDict

from toetssteen.language import Language
from toetssteen.pages.state import Fault, StandingState


class Compared(TypedDict):
    """A solution, and whether it fails a minimum requirement."""

    id: str
    name: str
    failing: bool


class Decision(TypedDict):
    """What is in the way of the decision, what it asks a reason for, and where it is recorded."""

    refused: list[Fault]
    asks: list[Fault]
    go: str


class Prices(TypedDict):
    """Where the prices and the ties stand."""

    priced: bool
    rules: list[str]
    stage: Literal["early", "seal", "open", "past"]
    round: int
    me: str
    chairs: list[str]
    solutions: list[dict[str, Any]]
    ties: list[dict[str, Any]]
    unrecorded: int
    decide: Decision | None


class Chairs(TypedDict):
    """Who may open what if, and who of them is here."""

    chairs: list[str]
    me: str


class Robust(TypedDict):
    """How sure the result is, and what the sliders of what if need where that is open."""

    word: str
    said: list[str]
    notes: list[str]
    there: bool
    what_if: dict[str, Any] | None
    closed: Chairs | None


class Moved(TypedDict):
    """What moved between two rounds, and the rounds to choose from."""

    rounds: list[int]
    found: dict[str, Any]


class Tally(TypedDict):
    """How many gates have one status."""

    status: Literal["met", "not_met", "unproven", "explained"]
    count: int


class Glance(TypedDict):
    """What the first screen says of a solution besides its place: its gates, why it fails, its price."""

    solution: str
    failing: bool
    gates: list[Tally]
    why: list[str]
    more: int
    price: str
    compared: str


class Sure(TypedDict):
    """Where the outcome stands between undecided and clear; empty when nobody takes part any more."""

    step: Literal["open", "hangs", "clear", ""]


class CompareState(StandingState, total=False):
    """The page; ``waits`` where there is no result to show yet."""

    tender: bool
    imported: bool
    written_in: Language
    conflicts: list[list[dict[str, Any]]]
    aside: list[dict[str, Any]]
    labels: dict[str, str]
    waits: Literal["sealed", "unfrozen", "empty"]
    next: str
    step: str
    date: str
    certainty: list[str]
    course: list[dict[str, Any]]
    fingerprint: str
    solutions: list[Compared]
    ranking: list[dict[str, Any]]
    glance: list[Glance]
    sure: Sure
    pricing: dict[str, Any] | None
    gates: list[dict[str, Any]]
    values: list[dict[str, Any]]
    checklist: list[dict[str, Any]]
    dissent: list[dict[str, Any]]
    notes: list[dict[str, Any]]
    corrections: list[dict[str, Any]]
    robust: Robust
    moved: Moved | None
    prices: Prices | None
