"""The whole outlook as plain JSON, for whoever recomputes it.

Rules: a text that is a number is exact (``"0.24"``; ``"127/418"`` where it does not end within ten digits); a number
that is no text was worked out in floating point or by sampling, and has six digits; a ``distance`` is in percent of
weight, other weights are shares of 1; what does not exist is a word
(``"undefined: no variation"``); each part says its method and, where it was drawn, its seed and samples. What is not
open (:mod:`toetssteen.scoring.outlook.what_if`) is ``null``.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from fractions import Fraction
from typing import Any

from toetssteen.model.base import Id
from toetssteen.scoring.outlook.outlook import Outlook
from toetssteen.scoring.outlook.undefined import Undefined
from toetssteen.scoring.outlook.weights import Sums

FORMAT = "toetssteen-outlook/2"
DIGITS = 6
"""Digits after the point of what was not worked out exactly."""
_MOST = 10
ALWAYS = ("sums", "dominance", "effective", "bounds", "alpha", "kendall", "rankings", "icc", "shifts", "spreads")
"""What says something of the scores and the evaluators as they are."""
WHAT_IF = (
    *("compensation", "stability", "smallest_flip", "can_win", "pairwise", "acceptability"),
    *("left", "resample", "fewest_steps"),
)
"""What says what would be, with other weights, scores or evaluators."""


_CLOSED = ("share", "distance", "rival", "always", "levels", "evaluators", "agreed", "untested")
"""What of the outcome says how near another one is."""


def document(outlook: Outlook, profiles: Mapping[Id, Sums | Undefined], *, what_if: bool) -> dict[str, Any]:
    """Return the whole outlook as JSON; without ``what_if`` only what needs no reason on record."""
    result = outlook.result
    weighed = outlook.weighed
    return {
        "format": FORMAT,
        "assessment": result.assessment.opened.assessment,
        "track": result.assessment.opened.track,
        "phase": result.assessment.phase,
        "round": result.round.number,
        "fingerprint": result.round.fingerprint,
        "imported": result.assessment.opened.imported,
        "about": "quality and price" if outlook.outcome.priced else "quality",
        "solutions": [solution.id for solution in outlook.running],
        "failing": [solution.id for solution in result.solutions if solution.eligible is False],
        "unscored": list(outlook.table.unscored),
        "what_if": what_if,
        "outcome": outcome(outlook, what_if=what_if),
        **{part: plain(getattr(outlook, part)) if weighed else _no_weight() for part in ALWAYS},
        **{part: (plain(getattr(outlook, part)) if weighed else _no_weight()) if what_if else None for part in WHAT_IF},
        "profiles": plain(profiles) if what_if else None,
    }


def outcome(outlook: Outlook, *, what_if: bool) -> dict[str, Any]:
    """Return the outcome and its cut-offs; without ``what_if`` not how near another outcome is."""
    figures: dict[str, Any] = plain(outlook.outcome)
    return figures if what_if else figures | dict.fromkeys(_CLOSED)


def _no_weight() -> str:
    return str(Undefined("no weight left"))


def plain(given: Any) -> Any:
    """Return a figure as JSON has it."""
    if isinstance(given, Fraction | float | Undefined):
        return _written(given)
    if is_dataclass(given):
        return {field.name: plain(getattr(given, field.name)) for field in fields(given)}
    if isinstance(given, Mapping):
        if all(isinstance(part, str) for part in given):
            return {name: plain(part) for name, part in given.items()}
        return [{"of": list(pair), "share": plain(share)} for pair, share in given.items()]
    return [plain(part) for part in given] if isinstance(given, list | tuple) else given


def _written(figure: Fraction | float | Undefined) -> str | float:
    if isinstance(figure, float):
        return round(figure, DIGITS) if math.isfinite(figure) else "-infinity" if figure < 0 else "infinity"
    return exact(figure) if isinstance(figure, Fraction) else str(figure)


def exact(number: Fraction) -> str:
    """Write a fraction exactly: in decimals where it ends within ten digits, else as a fraction."""
    for digits in range(_MOST + 1):
        whole = number * 10**digits
        if whole.denominator == 1:
            text, sign = str(abs(whole.numerator)).rjust(digits + 1, "0"), "-" if number < 0 else ""
            return sign + (f"{text[:-digits]}.{text[-digits:]}" if digits else text)
    return f"{number.numerator}/{number.denominator}"
