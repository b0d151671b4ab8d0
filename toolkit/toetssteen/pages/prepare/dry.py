"""A dry run of the method on imaginary solutions: to see ties, saturation and effective weights beforehand.

Rules: the levels are made up, the assessment exists in memory only and nothing of it is ever written; the
arithmetic is that of ``scoring``. Evidence is imagined to be the best there is and every gate to be met, so
that only levels, weights and rules show.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType
from typing import Literal

from toetssteen import workbench
from toetssteen.language import Language, number, say
from toetssteen.model.base import Id, plain
from toetssteen.model.criteria import Criterion, Scale
from toetssteen.model.entries.body import Evaluation
from toetssteen.model.entries.evidence import EvidenceAdded
from toetssteen.model.entries.opening import SolutionAdded
from toetssteen.model.entries.pricing import PriceOpened
from toetssteen.model.method import Method, SheetCriterion
from toetssteen.model.replay.assessment import Assessment, Cell, Round, judged
from toetssteen.pages.prepare.dry_price import euro, extremes, made_up_prices, shown
from toetssteen.pages.prepare.dry_warnings import PRICE, SHOWN, warnings, weighed
from toetssteen.pages.sure import sliders
from toetssteen.scoring.exact import written
from toetssteen.scoring.outlook.undefined import Undefined
from toetssteen.scoring.outlook.what_if import is_open
from toetssteen.scoring.result.result import Result, SolutionResult, result
from toetssteen.web.form import State

Pattern = Literal["even", "high"]
FEWEST, MOST = 2, 5
"""Imaginary solutions in a dry run."""
FINE = 20
"""Steps into which a scale without points is cut."""
_PROOF = "dry-run"


def dry_run(
    assessment: Assessment, method: Method, language: Language, *, solutions: int, seed: int, pattern: Pattern
) -> State:
    """Fill a method with made-up levels and tell what comes of it, and where that is open what would turn it."""
    names = [chr(ord("A") + index) for index in range(min(max(solutions, FEWEST), MOST))]
    levels = made_up(method, names, seed, pattern)
    prices = made_up_prices(method.price, names, seed) if method.price else {}
    worked_out = result(imagined(assessment, method, names, levels, prices))
    top = _saturation(method, levels, names, language)
    return {
        "seed": seed,
        "priced": method.price.method if method.price else "",
        "rows": [_row(each, worked_out, language) for each in worked_out.solutions],
        "top": top,
        "weights": _effective(worked_out, language),
        "extremes": extremes(method, language),
        "warnings": warnings(worked_out, top, language),
        "sure": _sure(worked_out, language) if is_open(assessment) else None,
    }


def _sure(worked_out: Result, language: Language) -> State:
    """Tell what would turn the order of the made-up solutions, and give what other weights are tried with."""
    outlook = workbench.outlook_of(worked_out)
    outcome = workbench.outcome_of(outlook, language, what_if=True)
    if len(outlook.table.solutions) < 2:
        return {**outcome, "what_if": None}
    return {
        **outcome,
        "notes": workbench.outcome_notes(outlook, language, what_if=True),
        "what_if": {**sliders(outlook, language), "shared": False},
        "parts": [each.model_dump(mode="json") for each in workbench.turning_parts(outlook, language)],
    }


def made_up(method: Method, names: list[str], seed: int, pattern: Pattern) -> dict[Cell, str]:
    """Make up a level for every cell, the same for the same seed."""
    dice = random.Random(seed)  # noqa: S311 -- an example, no secret
    found: dict[Cell, str] = {}
    for each in sorted(judged(method)):
        asked = judged(method)[each]
        for name in names:
            if isinstance(asked, Criterion | SheetCriterion):
                points = _points(method.scale(asked.scale))
                found[name, each] = dice.choice(points[-2:] if pattern == "high" else points)
            else:
                found[name, each] = "met"
    return found


def _points(scale: Scale) -> list[str]:
    if scale.step is None and scale.levels:
        return [plain(each.level) for each in sorted(scale.levels, key=lambda each: each.level)]
    step = scale.step or (scale.high - scale.low) / FINE
    return [plain(scale.low + step * count) for count in range(int((scale.high - scale.low) / step) + 1)]


def imagined(
    assessment: Assessment,
    method: Method,
    names: list[str],
    levels: Mapping[Cell, str],
    prices: Mapping[Id, Decimal] = MappingProxyType({}),
) -> Assessment:
    """Make an assessment in memory with these levels, as one evaluator would give them, and these prices."""
    proof = EvidenceAdded(evidence=_PROOF, type="independent", title=_PROOF)
    answers = {
        cell: Evaluation(solution=cell[0], criterion=cell[1], answer=level, reason="-", evidence=[_PROOF])
        for cell, level in levels.items()
    }
    only = Round(
        number=1,
        fingerprint=None,
        method=method,
        sealed=False,
        settled=True,
        submitted=(_PROOF,),
        evaluations=MappingProxyType({_PROOF: answers}),
        agreed=MappingProxyType({}),
        checked=MappingProxyType({}),
        corrections=(),
    )
    return replace(
        assessment,
        solutions=MappingProxyType({each: SolutionAdded(solution=each, name=each) for each in names}),
        withdrawn=MappingProxyType({}),
        prices=MappingProxyType({each: PriceOpened(solution=each, price=price) for each, price in prices.items()}),
        low_prices=MappingProxyType({}),
        evidence=MappingProxyType({_PROOF: proof}),
        method=method,
        fingerprint=None,
        rounds=(only,),
    )


def _row(solution: SolutionResult, worked_out: Result, language: Language) -> State:
    rounding, price, pricing = worked_out.method.rules.rounding, solution.price, worked_out.method.price
    return {
        "name": solution.name,
        "total": number(written(solution.total.low, rounding), language),
        "rank": solution.rank.rank,
        "tied": list(solution.rank.tied_with),
        "eligible": solution.eligible is not False,
        "quality_rank": solution.quality_rank.rank,
        "price": euro(price.price, language) if price else "",
        "compared": shown(price.compared, pricing, language) if price and pricing else "",
        "low": bool(price and price.low),
    }


def _saturation(method: Method, levels: Mapping[Cell, str], names: list[str], language: Language) -> State:
    """Count the answers at the top of their scale, and name the criteria on which nobody differs."""
    top, alike, asked = 0, [], 0
    for _, weighing in method.weighings():
        criterion = weighing.criterion
        if not method.applicable(criterion):
            continue
        asked += len(names)
        given = [levels[name, criterion.id] for name in names]
        top += given.count(plain(method.scale(criterion.scale).high))
        if len(set(given)) == 1:
            alike.append(criterion.title.in_(language))
    return {"count": top, "of": asked, "alike": alike}


def _effective(worked_out: Result, language: Language) -> list[State]:
    """Set the weight of each value (and of the price) beside the weight it has over these solutions (percent)."""
    found = {each.name: each for each in weighed(worked_out)[0]}
    titles = {each.id: each.title.in_(language) for each in worked_out.method.values}
    titles[PRICE] = say("prepare.price_heading", language)

    def told(value: Fraction | Undefined) -> str:
        if isinstance(value, Undefined):
            return say("result.none", language)
        return number(written(value * 100, SHOWN), language)

    return [
        {
            "title": titles[each],
            "nominal": told(found[each].nominal),
            "spread": told(found[each].spread / 100),
            "effective": told(found[each].effective),
        }
        for each in titles
        if each in found
    ]
