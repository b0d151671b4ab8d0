"""The result of a round: gates, profile, totals, ranks, checklist; and its JSON (``semantics`` 13)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from toetssteen.errors import IntegrityError, RuleError, fault
from toetssteen.model.base import Id
from toetssteen.model.criteria import Addressee
from toetssteen.model.method import Method, Rounding
from toetssteen.model.replay.assessment import Assessment, Round
from toetssteen.model.weights import decimal_of
from toetssteen.scoring.exact import Interval, written
from toetssteen.scoring.result.cells import CellScore, score_cell
from toetssteen.scoring.result.coverage import Thin, thin_cells
from toetssteen.scoring.result.gates import GateResult, eligible, solution_gates
from toetssteen.scoring.result.price import PriceResult, price_result
from toetssteen.scoring.result.ranking import Rank, ranking
from toetssteen.scoring.result.sums import ValueScore, total, value_scores, weakest
from toetssteen.scoring.result.ties import Standing, Tie, break_ties, lot_seed

UNRANKED = Rank(None)
"""The rank of who has none."""


@dataclass(frozen=True)
class SolutionResult:
    """The result of one solution; ``eligible`` is ``None`` while a gate is unproven.

    ``rank`` is by what the method compares, ties broken; ``quality_rank`` by the total alone. Where the method has
    a price, nobody has a ``rank`` until every price is open.
    """

    id: Id
    name: str
    eligible: bool | None
    total: Interval
    rank: Rank
    values: tuple[ValueScore, ...]
    weakest: tuple[Id | None, Id | None]
    gates: tuple[GateResult, ...]
    quality_rank: Rank = UNRANKED
    price: PriceResult | None = None

    def cells(self) -> list[CellScore]:
        """Return all cells, value by value."""
        return [cell for value in self.values for _, cell in value.cells]


@dataclass(frozen=True)
class Finding:
    """One line of the checklist: a finding on the municipality or the procedure."""

    id: Id
    addressee: Addressee
    status: str
    ground: str


@dataclass(frozen=True)
class Result:
    """The result of one round of an assessment, exact; ``method`` has the rounding it is written with."""

    assessment: Assessment
    round: Round
    method: Method
    complete: bool
    solutions: tuple[SolutionResult, ...]
    checklist: tuple[Finding, ...]
    ties: tuple[Tie, ...] = ()
    thin: tuple[Thin, ...] = ()

    def document(self) -> dict[str, Any]:
        """Return the result as JSON: numbers as decimal strings, rounded by the frozen rule."""
        opened, rules, quick = self.assessment.opened, self.method.rules, self.method.quick
        return {
            "assessment": opened.assessment,
            "track": opened.track,
            "phase": self.assessment.phase,
            "round": self.round.number,
            "imported": opened.imported,
            "fingerprint": self.round.fingerprint,
            "complete": self.complete,
            **({"provisional": True, "not_asked": [value.id for value in quick.not_asked]} if quick else {}),
            "method": {
                "set": self.method.set.model_dump() if self.method.set else None,
                "law": self.method.law.id if self.method.law else None,
                "price": self.method.price.model_dump(mode="json") if self.method.price else None,
                **({"impact": self.method.impact.model_dump(mode="json")} if self.method.impact else {}),
                **rules.model_dump(mode="json"),
            },
            "solutions": [_solution_document(solution, rules.rounding) for solution in self.solutions],
            "checklist": [
                {"id": finding.id, "addressee": finding.addressee, "status": finding.status, "ground": finding.ground}
                for finding in self.checklist
            ],
            "ties": [_tie_document(tie) for tie in self.ties],
            "thin": [{**thin.__dict__} for thin in self.thin],
        }


def result(assessment: Assessment, number: int | None = None) -> Result:
    """Work out the result of a round, the current one unless another is named.

    A sealed round gives what an outsider knows: every cell is still its whole scale.

    Raises
    ------
    RuleError
        If no method has been frozen, or there is no such round.
    IntegrityError
        If the method that it was judged by was frozen, and is not here.

    Examples
    --------
    >>> from toetssteen import open_assessment
    >>> from toetssteen.scoring.result.result import result
    >>> found = result(open_assessment("example-chat-channel").store.assessment())
    >>> {solution.id: solution.rank.rank for solution in found.solutions}
    {'telephone': 2, 'web-chat': 1, 'whatsapp': None}
    """
    part, method = _round(assessment, number)
    solutions = [_solution(assessment, part, method, name) for name in sorted(assessment.solutions)]
    running = [solution for solution in solutions if solution.eligible is not False and solution.values]
    totals = {} if method.quick else {solution.id: solution.total for solution in running}  # a quick scan ranks nobody
    quality = ranking(totals, method.rules.rounding)
    ranks = quality
    if method.price is not None:
        merits = {
            solution.id: solution.price.merit(method.rules.rounding)
            for solution in running
            if solution.price is not None
        }
        ranks = ranking(merits, method.rules.rounding) if len(merits) == len(running) else {}
    standings = {
        solution.id: Standing(solution.total, {value.id: value.score for value in solution.values})
        for solution in running
    }
    ranks, ties = break_ties(ranks, standings, method.rules.tie_break, lot_seed(part))
    return Result(
        assessment=assessment,
        round=part,
        method=method,
        complete=bool(solutions)
        and all(cell.counted.exact and cell.given.exact for solution in solutions for cell in solution.cells()),
        solutions=tuple(
            replace(solution, rank=ranks.get(solution.id, UNRANKED), quality_rank=quality.get(solution.id, UNRANKED))
            for solution in solutions
        ),
        checklist=tuple(_checklist(part, method)),
        ties=tuple(ties),
        thin=tuple(thin_cells(assessment, part, method)),
    )


def _round(assessment: Assessment, number: int | None) -> tuple[Round, Method]:
    """Return a round, the current one unless another is named, with its method."""
    rounds = {part.number: part for part in assessment.rounds}
    part = assessment.round if number is None else rounds.get(number)
    if part is None:
        raise RuleError(fault("TS-238", round=number))
    if part.method is None and part.fingerprint is not None:
        raise IntegrityError(fault("TS-314", assessment.opened.assessment, fingerprint=part.fingerprint))
    if part.method is None:
        raise RuleError(fault("TS-239", assessment.opened.assessment))
    return part, part.method


def _solution(assessment: Assessment, part: Round, method: Method, solution: Id) -> SolutionResult:
    cells = [
        (
            value,
            [
                (weighing, score_cell(assessment, part, method, weighing, solution))
                for weighing in value.criteria
                if method.applicable(weighing.criterion)
            ],
        )
        for value in method.values
    ]
    values = tuple(value_scores(cells))
    flat = [member for _, members in cells for member in members]
    gates = tuple(solution_gates(assessment, part, method, solution, flat))
    quality, opened = total(values), assessment.prices.get(solution)
    return SolutionResult(
        id=solution,
        name=assessment.solutions[solution].name,
        eligible=eligible(gates),
        total=quality,
        rank=UNRANKED,
        values=values,
        weakest=weakest(values),
        gates=gates,
        price=price_result(method.price, opened.price, quality, values) if method.price and opened else None,
    )


def _checklist(part: Round, method: Method) -> list[Finding]:
    findings = []
    for asked in method.checklist:
        checked = part.checked.get(asked.id)
        if not method.applicable(asked):
            findings.append(Finding(asked.id, asked.addressee, "not_applicable", ""))
        elif checked is None:
            findings.append(Finding(asked.id, asked.addressee, "unanswered", ""))
        else:
            findings.append(Finding(asked.id, asked.addressee, checked.answer, checked.reason))
    return findings


def _solution_document(solution: SolutionResult, rounding: Rounding) -> dict[str, Any]:
    return {
        "id": solution.id,
        "name": solution.name,
        "eligible": solution.eligible,
        **_interval_document("total", solution.total if solution.values else None, rounding),
        "rank": solution.rank.rank,
        "tied_with": list(solution.rank.tied_with),
        "values": [
            {"id": value.id, "weight": decimal_of(value.weight), **_interval_document("score", value.score, rounding)}
            for value in solution.values
        ],
        "weakest": {"value": solution.weakest[0], "criterion": solution.weakest[1]},
        "gates": [{"id": gate.id, "status": gate.status, "ground": gate.ground} for gate in solution.gates],
        "quality_rank": solution.quality_rank.rank,
        "price": _price_document(solution.price, rounding) if solution.price else None,
    }


def _price_document(price: PriceResult, rounding: Rounding) -> dict[str, Any]:
    return {
        "price": written(price.price, rounding),
        "points": written(price.points, rounding) if price.points is not None else None,
        "earned": _interval_document("exact", price.earned, rounding) if price.earned else None,
        "compared": _interval_document("exact", price.compared, rounding),
        "low": price.low,
    }


def _tie_document(tie: Tie) -> dict[str, Any]:
    steps = [{"by": step.by, "value": step.value} for step in tie.steps]
    return {"rank": tie.rank, "order": [list(group) for group in tie.order], "steps": steps, "seed": tie.seed}


def _interval_document(name: str, interval: Interval | None, rounding: Rounding) -> dict[str, Any]:
    if interval is None:
        return {name: None, "low": None, "high": None}
    low, high = written(interval.low, rounding), written(interval.high, rounding)
    return {name: low if interval.exact else None, "low": low, "high": high}
