"""What a report says of prices and ties: plain, frozen data in one language, as in ``nouns.py``."""

from __future__ import annotations

from typing import Literal

from toetssteen.model.base import Noun


class PriceReport(Noun):
    """The price of a solution and what it comes to; ``compared`` is the figure that ranks; ``-`` while it is closed."""

    solution: str
    name: str
    rank_text: str
    quality_rank: str
    total: str
    price: str
    earned: str
    compared: str
    low: bool


class LowPriceReport(Noun):
    """A price that seemed abnormally low: what was asked and answered, and what was found."""

    name: str
    asked: str
    answer: str
    finding: str
    reason: str


class TieReport(Noun):
    """A tie that was broken: in words; the ids in order; the seed of a lot, and how anybody repeats it."""

    text: str
    order: list[str]
    seed: str
    repeat: str
    recorded: bool


class PricingReport(Noun):
    """How the price counts, and what it came to."""

    method: Literal["value-based", "band"]
    rules: list[str]
    closed: str
    earned: str
    compared: str
    prices: list[PriceReport]
    low: list[LowPriceReport]
