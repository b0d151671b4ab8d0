"""What was found, cell by cell: criteria, gates and the checklist, with reasons and evidence.

Rules: an agreed answer stands with its own reason, those present and the dissent; only where nothing was
agreed do the individual answers stand, by role; of a sealed round there is neither.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from toetssteen.documents.report.annexes import because, kind
from toetssteen.documents.report.nouns import (
    Anchor,
    CellReport,
    CheckReport,
    CriterionReport,
    DissentReport,
    GateFinding,
    GateReport,
    Judgement,
    Opinion,
)
from toetssteen.documents.report.telling import Telling
from toetssteen.language import number, say
from toetssteen.model.base import Id, plain
from toetssteen.model.criteria import Criterion, Gate, Scale
from toetssteen.model.entries.body import Dissent, Evaluation
from toetssteen.model.entries.consensus import Agreed
from toetssteen.model.method import MethodValue, Weighing
from toetssteen.model.replay.assessment import Judging
from toetssteen.scoring.result.cells import CellScore
from toetssteen.scoring.result.gates import LOW_PRICE, WITHDRAWN, GateResult

Cells = dict[tuple[Id, Id], CellScore]
_HOW = {"consensus": "range", "mean": "mean", "median": "median"}


def cells(telling: Telling) -> Cells:
    """Return every cell score of the result by solution and criterion."""
    return {(solution.id, cell.criterion): cell for solution in telling.result.solutions for cell in solution.cells()}


def criterion(telling: Telling, value: MethodValue, weighing: Weighing, scored: Cells) -> CriterionReport:
    """Report one graded question, with a cell for every solution."""
    asked = weighing.criterion
    scale = telling.method.scale(asked.scale)
    known = asked if isinstance(asked, Criterion) else None
    return CriterionReport(
        id=asked.id,
        title=telling.text(asked.title),
        kind_text=kind(telling, asked, minimum=weighing.minimum is not None),
        question=telling.text(known.question) if known else "",
        why=telling.text(known.why) if known else "",
        ask=[telling.text(text) for text in known.ask] if known else [],
        weight=telling.weighs(value, weighing),
        weight_of_whole=telling.percent(telling.method.of_whole(value, weighing)),
        minimum=number(plain(weighing.minimum), telling.language) if weighing.minimum is not None else "",
        scale=telling.text(scale.title),
        applicable=telling.method.applicable(asked),
        because=because(telling, known) if known else "",
        anchors=list(_anchors(telling, known, scale)),
        sources=telling.sources(known.sources) if known else [],
        cells=[
            _cell(telling, asked, scale, solution.id, scored[solution.id, asked.id])
            for solution in telling.result.solutions
            if (solution.id, asked.id) in scored
        ],
    )


def _anchors(telling: Telling, asked: Criterion | None, scale: Scale) -> Iterator[Anchor]:
    for point in scale.levels:
        own = asked.anchors.get(plain(point.level)) if asked else None
        yield Anchor(
            level=number(plain(point.level), telling.language),
            label=telling.text(point.label),
            text=telling.text(own or point.meaning),
        )


def _cell(telling: Telling, asked: Judging, scale: Scale, solution: Id, scored: CellScore) -> CellReport:
    return CellReport(
        solution=solution,
        name=telling.solution(solution),
        given=telling.level(scored.given, scale),
        counted=telling.level(scored.counted, scale),
        limited=scored.given != scored.counted,
        judgement=judgement(telling, solution, asked.id, scale),
    )


def judgement(telling: Telling, solution: Id, asked: Id, scale: Scale | None = None) -> Judgement:
    """Report how the answer on a cell came about; of a sealed round only that it is sealed."""
    part = telling.result.round
    if part.sealed:
        return Judgement(origin="sealed", how=telling.word("how_sealed"))
    agreed = part.agreed.get((solution, asked))
    if agreed is not None:
        return _agreed(telling, agreed)
    evaluations = list(part.of_cell((solution, asked)))
    if not evaluations:
        return Judgement(origin="none", how=telling.word("how_none"))
    origin = _HOW[telling.method.rules.aggregation]
    how = telling.word(f"how_{origin}" if scale else "how_gate", count=len(evaluations))
    return Judgement(
        origin=origin,
        how=how,
        opinions=tuple(_opinion(telling, author, evaluation, scale) for author, evaluation in evaluations),
        evidence=tuple(
            telling.pieces(piece for _, evaluation in evaluations if evaluation for piece in evaluation.evidence)
        ),
    )


def _agreed(telling: Telling, agreed: Agreed) -> Judgement:
    everybody = telling.assessment.people.keys() <= set(agreed.present)
    present = telling.listed(telling.role(person) for person in agreed.present)
    return Judgement(
        origin="agreed",
        how=telling.word("how_agreed_by_all") if everybody else telling.word("how_agreed", present=present),
        reason=agreed.reason,
        explanation=telling.explanation(agreed.explanation),
        dissent=tuple(dissents(telling, agreed.dissent)),
        evidence=tuple(telling.pieces(agreed.evidence)),
    )


def dissents(telling: Telling, opinions: Sequence[Dissent]) -> list[DissentReport]:
    """Report who disagreed, by role."""
    return [DissentReport(who=telling.role(dissent.person), reason=dissent.reason) for dissent in opinions]


def _opinion(telling: Telling, author: str, evaluation: Evaluation | None, scale: Scale | None) -> Opinion:
    answer = evaluation.answer if evaluation else "unanswered"
    return Opinion(
        who=telling.role(author),
        answer=answer,
        text=telling.answer(answer, scale),
        reason=evaluation.reason if evaluation else "",
        explanation=telling.explanation(evaluation.explanation if evaluation else None),
        evidence=telling.pieces(evaluation.evidence if evaluation else []),
    )


def gates(telling: Telling, scored: Cells) -> list[GateReport]:
    """Report every gate and minimum for every solution; a withdrawal first, where there is one."""
    by_cell = {(solution.id, gate.id): gate for solution in telling.result.solutions for gate in solution.gates}
    reports = []
    if telling.assessment.withdrawn:
        title = telling.word("withdrawn")
        reports.append(_gate(telling, WITHDRAWN, "withdrawn", title, _own(telling, WITHDRAWN, by_cell)))
    if asked := _own(telling, LOW_PRICE, by_cell):
        reports.append(_gate(telling, LOW_PRICE, "withdrawn", telling.name(LOW_PRICE), asked))
    for gate in telling.method.gates:
        reports.append(
            _gate(telling, gate.id, "gate", telling.name(gate.id), _statuses(telling, gate.id, by_cell), gate)
        )
    for _, weighing in telling.method.weighings():
        if weighing.minimum is not None:
            title = telling.word("minimum_of", title=telling.name(weighing.criterion.id))
            findings = _minimums(telling, weighing, by_cell, scored)
            reports.append(_gate(telling, weighing.criterion.id, "minimum", title, findings))
    return reports


def _gate(
    telling: Telling, given: Id, form: str, title: str, findings: list[GateFinding], gate: object = None
) -> GateReport:
    known = gate if isinstance(gate, Gate) else None
    return GateReport(
        id=given,
        title=title,
        kind=form,
        kind_text=kind(telling, gate, minimum=True) if form != "withdrawn" else "",
        question=telling.text(known.question) if known else "",
        proof=telling.text(known.proof.text) if known else "",
        applicable=known is None or telling.method.applicable(known),
        because=because(telling, known) if known else "",
        sources=telling.sources(known.sources) if known else [],
        findings=findings,
    )


Found = dict[tuple[Id, Id], GateResult]


def _finding(telling: Telling, solution: Id, status: str, ground: str, how: Judgement | None = None) -> GateFinding:
    text = say(f"status.{status}", telling.language)
    name = telling.solution(solution)
    return GateFinding(solution=solution, name=name, status=status, text=text, ground=ground, judgement=how)


def _own(telling: Telling, given: Id, found: Found) -> list[GateFinding]:
    """Report what fails a solution beside the gates of the method: it was withdrawn, or its price rejected."""
    return [
        _finding(telling, solution.id, gate.status, gate.ground)
        for solution in telling.result.solutions
        if (gate := found.get((solution.id, given)))
    ]


def _statuses(telling: Telling, gate: Id, found: Found) -> list[GateFinding]:
    findings = []
    for solution in telling.result.solutions:
        status = found[solution.id, gate].status
        how = judgement(telling, solution.id, gate) if status != "not_applicable" else None
        findings.append(_finding(telling, solution.id, status, "", how))
    return findings


def _minimums(telling: Telling, weighing: Weighing, found: Found, scored: Cells) -> list[GateFinding]:
    asked = weighing.criterion
    assert weighing.minimum is not None
    minimum = number(plain(weighing.minimum), telling.language)
    findings = []
    for solution in telling.result.solutions:
        if (solution.id, asked.id) in scored:
            counted = telling.level(scored[solution.id, asked.id].counted, telling.method.scale(asked.scale))
            ground = telling.word("minimum_ground", counted=counted.text, minimum=minimum)
            findings.append(_finding(telling, solution.id, found[solution.id, asked.id].status, ground))
    return findings


def checklist(telling: Telling) -> list[CheckReport]:
    """Report the findings on the municipality and the procedure."""
    asked = {question.id: question for question in telling.method.checklist}
    return [_check(telling, asked[finding.id], finding.status) for finding in telling.result.checklist]


def _check(telling: Telling, asked: Criterion | Gate, answer: str) -> CheckReport:
    checked = telling.result.round.checked.get(asked.id)
    scale = telling.method.scale(asked.scale) if isinstance(asked, Criterion) else None
    how = Judgement(
        origin="found" if checked else "none",
        how="",
        reason=checked.reason if checked else "",
        explanation=telling.explanation(checked.explanation if checked else None),
        evidence=tuple(telling.pieces(checked.evidence if checked else [])),
    )
    return CheckReport(
        id=asked.id,
        addressee=telling.word(f"addressee_{asked.addressee}"),
        title=telling.text(asked.title),
        kind_text=kind(telling, asked),
        question=telling.text(asked.question),
        because=because(telling, asked),
        answer=answer,
        text=telling.answer(answer, scale),
        judgement=how,
        sources=telling.sources(asked.sources),
    )
