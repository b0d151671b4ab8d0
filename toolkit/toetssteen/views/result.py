"""A result in words and numbers of the reader's language, row by row; for the terminal, tables and reports.

Rules: the total never stands without its weakest value; a failing solution stays visible; what is still
open is a range.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from toetssteen.language import Language, Text, number, say
from toetssteen.model.base import Id
from toetssteen.model.method import Method, Rounding
from toetssteen.scoring.exact import Interval, written
from toetssteen.scoring.result.gates import LOW_PRICE, WITHDRAWN
from toetssteen.scoring.result.price import PriceResult
from toetssteen.scoring.result.result import Result, SolutionResult

COLUMNS = ("solution", "eligible", "rank", "total", "weakest")
"""The columns of a row, in order; their headings are the words ``result.<column>``."""
PRICED = ("solution", "eligible", "rank", "compared", "price", "total", "quality_rank", "weakest")
"""The columns where the method has a price."""

CENTS = Rounding(digits=2)
"""How an amount is written."""
_ELIGIBLE = {True: "yes", False: "no", None: "open"}


def columns(worked_out: Result) -> tuple[str, ...]:
    """Give the columns of a result: with the price, where the method has one."""
    return PRICED if worked_out.method.price is not None else COLUMNS


def result_rows(worked_out: Result, language: Language) -> list[dict[str, str]]:
    """Give one row a solution, by rank and then by id."""
    last = len(worked_out.solutions) + 1
    ordered = sorted(worked_out.solutions, key=lambda each: (each.rank.rank or last, each.id))
    return [_row(worked_out, each, language) for each in ordered]


def _row(worked_out: Result, solution: SolutionResult, language: Language) -> dict[str, str]:
    rank = str(solution.rank.rank or say("result.none", language))
    price, none = solution.price, say("result.none", language)
    value, criterion = solution.weakest
    names = [name(worked_out.method, each, language) for each in (value, criterion) if each]
    return {
        "solution": solution.name,
        "eligible": say(f"result.{_ELIGIBLE[solution.eligible]}", language),
        "rank": say("result.shared", language, rank=rank) if solution.rank.tied_with else rank,
        "total": interval_text(worked_out.method, solution.total, language),
        "weakest": ": ".join(names) or none,
        "quality_rank": str(solution.quality_rank.rank or none),
        "price": euro(price.price, language) if price else none,
        "compared": compared(worked_out.method, price, language) if price else none,
    }


def lacking(worked_out: Result, solution: SolutionResult, language: Language) -> list[str]:
    """Give a line for every gate and minimum that is not met or not proven, with its ground."""
    lines = []
    for gate in solution.gates:
        if gate.status in ("not_met", "unproven"):
            status = say(f"status.{gate.status}", language)
            lines.append(f"{name(worked_out.method, gate.id, language)} ({status}). {gate.ground}".rstrip())
    return lines


def name(method: Method, given: Id, language: Language) -> str:
    """Give the title of a value, criterion or gate of a method; the id of what has none."""
    titles: dict[Id, Text] = {value.id: value.title for value in method.values}
    titles |= {weighing.criterion.id: weighing.criterion.title for _, weighing in method.weighings()}
    titles |= {asked.id: asked.title for asked in [*method.gates, *method.checklist]}
    own = {WITHDRAWN: "report.withdrawn", LOW_PRICE: "pricing.low_price"}
    if given in own:
        return say(own[given], language)
    return titles[given].in_(language) if given in titles else given


def interval_text(method: Method, interval: Interval, language: Language) -> str:
    """Write a number by the frozen rounding; a range where it is still open."""
    low, high = (number(written(end, method.rules.rounding), language) for end in (interval.low, interval.high))
    return low if interval.exact else f"{low} - {high}"


def euro(amount: Decimal | Fraction, language: Language) -> str:
    """Write an amount in euro, with cents where it has them."""
    text = written(Fraction(amount), CENTS)
    return f"€ {number(text.removesuffix('.00'), language)}"


def euro_interval(method: Method, interval: Interval, language: Language) -> str:
    """Write what is worth or compared in euro, by the frozen rounding; a range where it is still open."""
    low, high = (f"€ {number(written(end, method.rules.rounding), language)}" for end in (interval.low, interval.high))
    return low if interval.exact else f"{low} - {high}"


def compared(method: Method, price: PriceResult, language: Language) -> str:
    """Write what ranks: an award price in euro, or the combined total (0-100)."""
    if price.earned is not None:
        return euro_interval(method, price.compared, language)
    return interval_text(method, price.compared, language)
