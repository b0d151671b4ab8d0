"""The report model: what a report says, once, for every format (``semantics`` 14).

Built from the state and the result of an assessment and nothing else: no clock, no disk, no log. While a
round is open it holds what an outsider knows: the method, and that scores are sealed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from shlex import quote
from typing import Any

from toetssteen import canonical
from toetssteen.documents.kinds.method import rules_said
from toetssteen.documents.report.annexes import annexes
from toetssteen.documents.report.course import course
from toetssteen.documents.report.deciding import deciding
from toetssteen.documents.report.findings import Cells, cells, checklist, criterion, dissents, gates
from toetssteen.documents.report.moving import moved_since
from toetssteen.documents.report.nouns import (
    CorrectionReport,
    Head,
    Member,
    MethodReport,
    NoteReport,
    Number,
    PlaceReport,
    Report,
    ScopingReport,
    Score,
    Summary,
    ValueReport,
    VersionReport,
)
from toetssteen.documents.report.prices import priced, ties
from toetssteen.documents.report.righted import rightings
from toetssteen.documents.report.summary import summary
from toetssteen.documents.report.telling import Telling
from toetssteen.language import Language, isolated, say
from toetssteen.model.base import Id
from toetssteen.model.criteria import Asked, Work
from toetssteen.model.crosswalks import Crosswalk
from toetssteen.model.entries.consensus import (
    AdviceGiven,
    CompromiseRecorded,
    ConditionSet,
    Remark,
    TensionRecorded,
)
from toetssteen.model.replay.assessment import Assessment
from toetssteen.scoring.result.result import Result, SolutionResult
from toetssteen.views.figures import in_order
from toetssteen.views.impact import impact_lines, lowered_line
from toetssteen.views.pricing import rules as pricing_rules
from toetssteen.views.wording import ELIGIBLE

_NO_SUMMARY = Summary(
    judged=[], by_whom=[], outcome=[], certainty=[], stands_out=[], about="", about_is_cut=False
)  # fmt: skip


def report_model(
    assessment: Assessment,
    worked_out: Result,
    language: Language,
    *,
    moment: str = "",
    works: Mapping[Id, Work] | None = None,
    crosswalks: Mapping[Id, Crosswalk] | None = None,
    unasked: Mapping[Id, Asked] | None = None,
) -> Report:
    """Build the report of a result, for readers of one language.

    Parameters
    ----------
    assessment, worked_out
        The state, and the result of the round to report on.
    language
        The language of the audience; what people wrote stays in their own.
    moment
        The moment of the assessment's last entry (``2026-05-20T09:00:00Z``, UTC): the date of the report, by
        which evidence is expired or not. Left out, that of the last freeze.
    works
        The bibliography by id, for the titles and addresses of sources; left out, sources have their id.
    crosswalks
        The links of the library to published instruments, by id; left out, the report has none.
    unasked
        What the set of the library has and the method does not, by id: it was left out, or the law brings it later.
    """
    moment = moment or max((version.at for version in assessment.versions), default="")
    telling = Telling(worked_out, language, moment, works or {}, crosswalks, unasked)
    scored = cells(telling)
    bare = _bare(telling, scored)
    return bare.model_copy(update={"summary": summary(telling, bare, scored), "deciding": deciding(worked_out)})


def _bare(telling: Telling, scored: Cells) -> Report:
    """Build all of the report but its summary; evidence is numbered in the order of the fields here."""
    assessment, opened, language = telling.assessment, telling.assessment.opened, telling.language
    return Report(
        language=language,
        written_in=opened.language,
        assessment=opened.assessment,
        title=opened.title,
        about=opened.about,
        authority=opened.authority,
        procurement=opened.procurement or "",
        lot=opened.lot or "",
        track_id=opened.track,
        track=say(f"track.{opened.track}", language),
        procedure=telling.word(f"procedure_{opened.procedure.replace('-', '_')}"),
        phase=say(f"phase.{assessment.phase}", language),
        round=telling.result.round.number,
        moment=telling.moment,
        date=telling.day(telling.moment),
        sealed=telling.result.round.sealed,
        imported=opened.imported,
        **_of_method(telling),
        complete=telling.result.complete,
        summary=_NO_SUMMARY,
        method=_method(telling),
        committee=list(_committee(telling)),
        course=course(telling),
        checklist=checklist(telling),
        gates=gates(telling, scored),
        values=[_value(telling, place, scored) for place in range(len(telling.method.values))],
        ranking=[_place(telling, solution) for solution in in_order(telling.result)],
        pricing=priced(telling, in_order(telling.result)),
        ties=ties(telling),
        notes=[note(telling, remark) for remark in assessment.notes],
        moved=moved_since(telling),
        corrections=list(corrections(telling)),
        annexes=annexes(telling),
        evidence=telling.used(),
        heads=[Head(who=telling.role(author), digest=head) for author, head in assessment.heads.items()],
        commands=_commands(telling),
    )


def _value(telling: Telling, place: int, scored: Cells) -> ValueReport:
    value = telling.method.values[place]
    scores = [_score(telling, solution, place) for solution in telling.result.solutions]
    bars = [
        telling.word(
            "bar", name=own_score.name, score=own_score.score.text if own_score.score else telling.word("no_score")
        )
        for own_score in scores
    ]
    alternative = telling.word("chart_alternative", value=telling.text(value.title), scores="; ".join(bars))
    return ValueReport(
        id=value.id,
        title=telling.text(value.title),
        weight=telling.weighs(value),
        alternative=alternative,
        scores=scores,
        criteria=[criterion(telling, value, weighing, scored) for weighing in value.criteria],
    )


def _score(telling: Telling, solution: SolutionResult, place: int) -> Score:
    value = solution.values[place]
    return Score(
        solution=solution.id,
        name=telling.solution(solution.id),
        score=telling.number(value.score) if value.score else None,
        weakest=solution.weakest[0] == value.id,
        eligible=ELIGIBLE[solution.eligible],
    )


def _place(telling: Telling, solution: SolutionResult) -> PlaceReport:
    about = telling.assessment.solutions[solution.id]
    value, governing = solution.weakest
    return PlaceReport(
        solution=solution.id,
        name=telling.solution(solution.id),
        vendor=about.vendor or "",
        about=about.about,
        eligible=ELIGIBLE[solution.eligible],
        eligible_text=telling.eligible(solution.eligible),
        rank=solution.rank.rank,
        rank_text=telling.rank(solution.rank),
        total=telling.number(solution.total) if solution.values else Number(low="", high="", text="-"),
        weakest_value=telling.name(value),
        weakest_criterion=telling.name(governing),
        lacking=[telling.name(gate.id) for gate in solution.gates if gate.status in ("not_met", "unproven")],
    )


def _method(telling: Telling) -> MethodReport:
    method, assessment = telling.method, telling.assessment
    scoped = [
        ScopingReport(question=telling.text(scoped.question.question), answer=telling.scoped(scoped))
        for scoped in method.scoping
    ]
    versions = [
        VersionReport(
            number=version.number,
            fingerprint=version.fingerprint,
            at=telling.instant(version.at),
            reason=version.reason or "",
        )
        for version in assessment.versions
    ]
    bases = [method.weight_basis, *(["points"] if method.in_points else [])]
    return MethodReport(
        fingerprint=canonical.sha256(method.document()),
        set=method.set.id if method.set else "",
        version=method.set.version if method.set else "",
        basis=" ".join(telling.word(f"basis_{basis}") for basis in bases),
        rules=_rules(telling),
        impact=impact_lines(method, telling.language),
        scoping=scoped,
        law=telling.text(method.law.title) if method.law else "",
        law_version=method.law.version if method.law else "",
        disclaimer=telling.text(method.law.disclaimer) if method.law else "",
        versions=versions,
    )


def _of_method(telling: Telling) -> dict[str, Any]:
    """Return what a reader has to know first of the method: that it is of a quick scan, or of a lowered class."""
    quick = telling.method.quick
    return {
        "provisional": quick is not None,
        "not_asked": tuple(telling.text(value.title) for value in quick.not_asked) if quick else (),
        "lowered": lowered_line(telling.method, telling.language),
    }


def _rules(telling: Telling) -> list[str]:
    """Return the frozen rules in words."""
    method, language = telling.method, telling.language
    priced_by = pricing_rules(method, language) if method.price else []
    imported = [telling.word("rule_imported")] if telling.assessment.opened.imported else []
    return [*rules_said(method, language), *priced_by, *imported]


def _committee(telling: Telling) -> Iterator[Member]:
    for person in telling.assessment.people.values():
        declared = telling.assessment.declarations.get(person.person)
        expertise = "" if telling.assessment.opened.imported else person.expertise or ""
        interests = telling.word(f"interests_{declared.interests if declared else 'open'}_of")
        yield Member(who=telling.role(person.person), expertise=expertise, interests=interests)


def note(telling: Telling, remark: Remark) -> NoteReport:
    """Report a tension, a compromise, a condition or an advice."""
    match remark:
        case TensionRecorded():
            about = telling.listed(telling.name(value) for value in remark.values)
            return NoteReport(kind="tension", about=about, text=remark.text, particulars="", dissent=[])
        case CompromiseRecorded():
            about = telling.name(remark.value)
            return NoteReport(kind="compromise", about=about, text=remark.text, particulars="", dissent=[])
        case ConditionSet():
            return _condition(telling, remark)
        case AdviceGiven():
            dissent = dissents(telling, remark.dissent)
            return NoteReport(kind="advice", about="", text=remark.text, particulars="", dissent=dissent)
    raise TypeError(remark.kind)


def _condition(telling: Telling, note: ConditionSet) -> NoteReport:
    parts = [telling.word("condition_owner", owner=isolated(note.owner))] if note.owner else []
    parts += [telling.word("condition_until", until=telling.day(note.until))] if note.until else []
    about = telling.solution(note.solution) if note.solution else telling.word("condition_all")
    return NoteReport(kind="condition", about=about, text=note.text, particulars="; ".join(parts), dissent=[])


def corrections(telling: Telling) -> Iterator[CorrectionReport]:
    """Report what was put right, and the corrections of a round; of a sealed one none."""
    yield from rightings(telling)
    scales = {weighing.criterion.id: weighing.criterion.scale for _, weighing in telling.method.weighings()}
    part = telling.result.round
    for corrected in () if part.sealed else part.corrections:
        evaluation = corrected.evaluation
        scale = telling.method.scale(scales[evaluation.criterion]) if evaluation.criterion in scales else None
        yield CorrectionReport(
            who=telling.role(corrected.author),
            at=telling.instant(corrected.at),
            about=telling.word(
                "cell", name=telling.solution(evaluation.solution), asked=telling.name(evaluation.criterion)
            ),
            before=telling.answer(corrected.before.answer, scale) if corrected.before else "",
            text=telling.answer(evaluation.answer, scale),
            reason=corrected.reason,
            supersedes=corrected.supersedes,
        )


def _commands(telling: Telling) -> list[str]:
    """Return the commands that recompute this report; the folder is the one assessments are kept in."""
    folder = quote(f"assessments/{telling.assessment.opened.assessment}")
    heads = " ".join(f"--head {head}" for head in telling.assessment.heads.values())
    number = telling.result.round.number
    of_round = "" if number == telling.assessment.round.number else f" --round {number}"
    return [
        f"toetssteen verify {folder} {heads}",
        f"toetssteen result {folder} --json{of_round}",
        f"toetssteen report {folder} --format html,pdf --language {telling.language} --out .",
    ]


__all__ = ["Report", "report_model"]
