"""The first screen of compare: a row for each solution, and what the matrix shows of each level.

Rules: whoever fails stands last, with why; a count of gates is always said with its word; a shade is the place of a
level on its own scale, worked out here and never in a script; where the level is a range there is no shade.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from toetssteen.pages.compare.state import Glance, Sure

if TYPE_CHECKING:
    from toetssteen.documents.report.nouns import LevelReport, PlaceReport, Report
    from toetssteen.model.criteria import Scale

STATUSES: tuple[Literal["met", "not_met", "unproven", "explained"], ...] = ("met", "not_met", "unproven", "explained")
NAMED = 2
"""Gates that a failing solution does not meet, said by name; the others are counted."""
SHADES = 4
"""The darkest shade; the lightest is 0."""
_STEPS: dict[str, Literal["open", "hangs", "clear", ""]] = {"clear": "clear", "undecided": "open", "fails": ""}


def sure(word: str) -> Sure:
    """Return where the outcome stands between undecided and clear; nowhere, when nobody takes part any more."""
    return {"step": _STEPS.get(word, "hangs")}


def glances(report: Report) -> list[Glance]:
    """Return a row for each solution, in the order of the ranking, those that fail last."""
    rows = sorted(report.ranking, key=lambda place: place.eligible == "no")
    return [_glance(report, place) for place in rows]


def _glance(report: Report, place: PlaceReport) -> Glance:
    prices = report.pricing.prices if report.pricing else []
    price = next((price for price in prices if price.solution == place.solution), None)
    failed = _titles(report, place.solution, "not_met") if place.eligible == "no" else []
    return {
        "solution": place.solution,
        "failing": place.eligible == "no",
        "gates": [{"status": status, "count": count} for status, count in _counts(report, place.solution) if count],
        "why": failed[:NAMED],
        "more": len(failed[NAMED:]),
        "price": price.price if price else "",
        "compared": price.compared if price else "",
    }


def _counts(report: Report, solution: str) -> Iterator[tuple[Literal["met", "not_met", "unproven", "explained"], int]]:
    for status in STATUSES:
        yield status, len(_titles(report, solution, status))


def _titles(report: Report, solution: str, status: str) -> list[str]:
    return [
        gate.title
        for gate in report.gates
        if gate.applicable
        for finding in gate.findings
        if finding.solution == solution and finding.status == status
    ]


def shade(level: LevelReport, scale: Scale) -> str:
    """Return the shade of a level: ``0`` to ``4``, ``range`` where it is still open, ``none`` where there is none."""
    if not level.low:
        return "none"
    if level.low != level.high:
        return "range"
    low, high = Fraction(scale.low), Fraction(scale.high)
    return str(round((Fraction(level.low) - low) / (high - low) * SHADES))
