"""Prices and ties in a report: what is compared beside the rank on quality, low prices, how ties were broken."""

from __future__ import annotations

from toetssteen.documents.report.nouns_price import LowPriceReport, PriceReport, PricingReport, TieReport
from toetssteen.documents.report.telling import Telling
from toetssteen.language import say
from toetssteen.scoring.result.result import SolutionResult
from toetssteen.views import pricing
from toetssteen.views.wording import euro


def priced(telling: Telling, ordered: list[SolutionResult]) -> PricingReport | None:
    """Report the prices, in the order of the ranking; ``None`` where the method has none."""
    method, language = telling.method, telling.language
    if method.price is None:
        return None
    kind = method.price.method.replace("-", "_")
    missing = [telling.solution(e.id) for e in ordered if e.price is None and e.eligible is not False]
    return PricingReport(
        method=method.price.method,
        rules=pricing.rules(method, language),
        closed=say("pricing.closed_yet", language, names=telling.listed(missing)) if missing else "",
        earned=say(f"pricing.earned_{kind}", language),
        compared=say(f"pricing.compared_{kind}", language),
        prices=[_price(telling, each) for each in ordered],
        low=[
            LowPriceReport(
                name=telling.solution(each.solution),
                asked=each.asked,
                answer=each.answer or "",
                finding=say(f"pricing.finding_{each.finding}", language),
                reason=each.reason,
            )
            for each in telling.assessment.low_prices.values()
        ],
    )


def _price(telling: Telling, solution: SolutionResult) -> PriceReport:
    language, method, price = telling.language, telling.method, solution.price
    none = say("result.none", language)
    rank, quality = str(solution.rank.rank or none), str(solution.quality_rank.rank or none)
    return PriceReport(
        solution=solution.id,
        name=telling.solution(solution.id),
        rank_text=say("result.shared", language, rank=rank) if solution.rank.tied_with else rank,
        quality_rank=say("result.shared", language, rank=quality) if solution.quality_rank.tied_with else quality,
        total=telling.interval(solution.total),
        price=euro(price.price, language) if price else none,
        earned=pricing.earned(method, price, language) if price else none,
        compared=telling.compared(price) if price else none,
        low=price is not None and price.low,
    )


def ties(telling: Telling) -> list[TieReport]:
    """Report the ties that the frozen tie-break broke."""
    worked_out, language = telling.result, telling.language
    done = [(each.order, each.seed) for each in worked_out.round.ties]
    return [
        TieReport(
            text=pricing.tie(worked_out, each, language),
            order=order,
            seed=each.seed or "",
            repeat=say("pricing.repeat", language, seed=each.seed) if each.seed else "",
            recorded=(order, each.seed) in done,
        )
        for each in worked_out.ties
        for order in [[one for group in each.order for one in group]]
    ]
