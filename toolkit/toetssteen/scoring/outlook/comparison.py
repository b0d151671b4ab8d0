"""The comparison that ranks, as one table: quality, with the price once every price of who takes part is open.

Rules: a criterion that applies has its share of the whole, ``W_g * w_{c|g}``, also where that is 0; a price band is one
more criterion; under value-based award the euro values are the weights, and the price is a column that no weight moves
to or from. What does not apply is left out, and the rest keeps its proportions (``semantics`` 7 and 10).
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from toetssteen.model.base import Id
from toetssteen.model.method import Band, Method, Rounding, ValueBased
from toetssteen.scoring.exact import Interval, rounded
from toetssteen.scoring.outlook.table import Number, Table
from toetssteen.scoring.result.result import Result, SolutionResult
from toetssteen.scoring.result.sums import weights_in

PRICE = "(price)"
"""The name of the price among the criteria; no criterion can have it."""
HUNDRED = 100


@dataclass(frozen=True)
class Comparison:
    """The table (0-100) that ranks what takes part: all criteria in one value, with the price where ``priced``.

    ``fixed`` are the columns that no weight moves to or from. A total of the table times ``unit``, less ``top``, is
    what is compared, highest first: points (0-100), or euro under value-based award (``euro``).
    """

    table: Table
    priced: bool
    rounding: Rounding
    fixed: frozenset[Id] = frozenset()
    unit: Fraction = Fraction(1)
    top: Fraction = Fraction(0)
    euro: bool = False

    @property
    def slack(self) -> Fraction:
        """How far apart two totals of the table can be and still tie: 0, or a unit of the frozen rounding."""
        return Fraction(1, 10**self.rounding.digits) / self.unit if self.rounding.ties == "rounded" else Fraction(0)

    def placed(self, total: Fraction) -> Fraction:
        """Return the figure by which a total is placed, highest first: rounded where the method decides ties so."""
        merit = total * self.unit - self.top
        if self.rounding.ties == "exact":
            return merit
        return -rounded(-merit, self.rounding) if self.euro else rounded(merit, self.rounding)


def taking_part(worked_out: Result) -> list[SolutionResult]:
    """Return the solutions that take part: those that fail no gate and no minimum."""
    return [solution for solution in worked_out.solutions if solution.eligible is not False]


def is_priced(worked_out: Result) -> bool:
    """Return whether the price ranks: the method has one, and that of everybody who takes part is open."""
    running = taking_part(worked_out)
    return (
        worked_out.method.price is not None
        and bool(running)
        and all(solution.price is not None for solution in running)
    )


def merits(worked_out: Result, *, priced: bool) -> dict[Id, Interval]:
    """Return the figure that ranks each solution that takes part, highest first; rounded where ties are decided so."""
    rounding = worked_out.method.rules.rounding
    figures = {
        solution.id: solution.price.merit(rounding) if priced and solution.price else solution.total
        for solution in taking_part(worked_out)
        if solution.price or not priced
    }
    if rounding.ties == "exact":
        return figures
    return {name: part.rounded(rounding) for name, part in figures.items()}


def comparison(worked_out: Result) -> Comparison | None:
    """Make the table of the comparison that ranks; ``None`` where nothing has weight."""
    method, priced = worked_out.method, is_priced(worked_out)
    pricing, rounding = method.price if priced else None, method.rules.rounding
    weights = _weights(method, pricing if isinstance(pricing, ValueBased) else None)
    whole = sum(weights.values(), Fraction(0))
    if not whole and not isinstance(pricing, ValueBased):
        return None
    running = taking_part(worked_out)
    rows: dict[Id, dict[Id, Number | None]] = {solution.id: _scores(solution) for solution in running}
    if isinstance(pricing, Band):
        share = Fraction(pricing.weight) / HUNDRED
        weights = {criterion: weight / whole * (1 - share) for criterion, weight in weights.items()} | {PRICE: share}
        for solution in running:
            rows[solution.id][PRICE] = solution.price.points if solution.price else None
    if not isinstance(pricing, ValueBased):
        return Comparison(Table.flat(rows, weights), priced, rounding)
    prices = {solution.id: solution.price.price for solution in running if solution.price}
    top = max(prices.values())
    spread = top - min(prices.values()) or Fraction(1)
    for name, price in prices.items():
        rows[name][PRICE] = HUNDRED * (top - price) / spread
    unit = (whole + spread) / HUNDRED
    table = Table.flat(rows, weights | {PRICE: spread})
    return Comparison(table, priced, rounding, frozenset((PRICE,)), unit, top, euro=True)


def _weights(method: Method, pricing: ValueBased | None) -> dict[Id, Fraction]:
    """Return what each criterion that applies weighs, in proportion; also of a value in which nothing has weight."""
    weights: dict[Id, Fraction] = {}
    for value in method.values:
        there = weights_in(value, method)
        inside = sum(there.values(), Fraction(0))
        if pricing is not None and pricing.per == "criterion":
            weights |= {criterion: Fraction(pricing.euro.get(criterion, 0)) for criterion in there}
            continue
        of_value = Fraction(value.weight if pricing is None else pricing.euro.get(value.id, 0))
        weights |= {
            criterion: of_value * weight / inside if inside else Fraction(0) for criterion, weight in there.items()
        }
    return weights


def _scores(solution: SolutionResult) -> dict[Id, Number | None]:
    """Return the scores of a solution as they count (0-100); ``None`` where a cell is still open."""
    return {cell.criterion: cell.counted.low * HUNDRED if cell.counted.exact else None for cell in solution.cells()}
