"""Prices and ties in a report: what is compared beside the rank on quality, low prices, how ties were broken."""

from __future__ import annotations

from toetssteen.documents.report.nouns_price import LowPriceReport, PriceReport, PricingReport, TieReport
from toetssteen.documents.report.telling import Telling
from toetssteen.language import say
from toetssteen.scoring.result.result import SolutionResult
from toetssteen.scoring.result.ties import Tie
from toetssteen.views import pricing
from toetssteen.views.wording import euro


def priced(telling: Telling, ordered: list[SolutionResult]) -> PricingReport | None:
    """Report the prices, in the order of the ranking; ``None`` where the method has none."""
    method, language = telling.method, telling.language
    if method.price is None:
        return None
    kind = method.price.method.replace("-", "_")
    missing = [
        telling.solution(solution.id)
        for solution in ordered
        if solution.price is None and solution.eligible is not False
    ]
    return PricingReport(
        method=method.price.method,
        rules=pricing.rules(method, language),
        closed=say("pricing.closed_yet", language, names=telling.listed(missing)) if missing else "",
        earned=say(f"pricing.earned_{kind}", language),
        compared=say(f"pricing.compared_{kind}", language),
        prices=[_price(telling, solution) for solution in ordered],
        low=[
            LowPriceReport(
                name=telling.solution(judged.solution),
                asked=judged.asked,
                answer=judged.answer or "",
                finding=say(f"pricing.finding_{judged.finding}", language),
                reason=judged.reason,
            )
            for judged in telling.assessment.low_prices.values()
        ],
    )


def _price(telling: Telling, solution: SolutionResult) -> PriceReport:
    language, method, price = telling.language, telling.method, solution.price
    none = say("result.none", language)
    return PriceReport(
        solution=solution.id,
        name=telling.solution(solution.id),
        rank_text=telling.rank(solution.rank),
        quality_rank=telling.rank(solution.quality_rank),
        total=telling.interval(solution.total),
        price=euro(price.price, language) if price else none,
        earned=pricing.earned(method, price, language) if price else none,
        compared=telling.compared(price) if price else none,
        low=price is not None and price.low,
    )


def ties(telling: Telling) -> list[TieReport]:
    """Report the ties that the frozen tie-break broke."""
    return [_tie(telling, broken) for broken in telling.result.ties]


def _tie(telling: Telling, broken: Tie) -> TieReport:
    language, order = telling.language, [solution for group in broken.order for solution in group]
    return TieReport(
        text=pricing.tie(telling.result, broken, language),
        order=order,
        seed=broken.seed or "",
        repeat=say("pricing.repeat", language, seed=broken.seed) if broken.seed else "",
        recorded=any((drawn.order, drawn.seed) == (order, broken.seed) for drawn in telling.result.round.ties),
    )
