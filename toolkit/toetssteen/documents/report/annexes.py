"""What stands beside the judgement: choices in the set, the contract, other instruments, and law that changes.

Rules: a contract condition ranks and fails nobody; a link to an instrument does not say that the instrument is met;
what does not apply names the scoping answer that it hangs on. What the library alone knows (instruments, what the
set has and the method does not) is there only where the library is.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from toetssteen.documents.report.nouns_annexes import (
    Annexes,
    ClarifiedReport,
    ClauseReport,
    ComingReport,
    DroppedReport,
    HiddenReport,
    InstrumentReport,
    LinkReport,
    OwnReport,
    RelatedReport,
)
from toetssteen.documents.report.telling import Telling
from toetssteen.model.base import Id
from toetssteen.model.coming import Coming, coming
from toetssteen.model.criteria import Asked, Condition, Gate
from toetssteen.model.entries.asking import Clarified
from toetssteen.model.fitting import OWN
from toetssteen.model.method import SheetGate


def annexes(telling: Telling) -> Annexes:
    """Report all that stands beside the judgement."""
    return Annexes(
        dropped=list(_dropped(telling)),
        own=list(_own(telling)),
        hidden=list(_hidden(telling)),
        clauses=[_clause(telling, condition) for condition in telling.method.conditions or []],
        instruments=list(_instruments(telling)),
        related=list(_related(telling)),
        period=_period(telling),
        coming=[_coming(telling, change) for change in _changes(telling)],
        clarified=list(_clarified(telling)),
    )


def _clarified(telling: Telling) -> Iterator[ClarifiedReport]:
    """Report what was clarified to all vendors, in the order of the log."""
    messages = (message for message in telling.assessment.told if isinstance(message, Clarified))
    for number, clarified in enumerate(messages, start=1):
        yield ClarifiedReport(number=number, question=clarified.question, answer=clarified.answer)


def because(telling: Telling, asked: Asked) -> str:
    """Return by which scoping answer a question does not apply; empty where it applies."""
    if telling.method.applicable(asked):
        return ""
    answers = {scoped.question.id: scoped for scoped in telling.method.scoping}
    reasons = [
        telling.word(
            "because",
            question=telling.text(scoped.question.question),
            answer=telling.scoped(scoped),
        )
        for question, options in asked.when.items()
        if (scoped := answers.get(question)) and scoped.answer not in options
    ]
    return " ".join(reasons)


def kind(telling: Telling, asked: object, *, minimum: bool = False) -> str:
    """Return the words for the kind of a question."""
    match asked:
        case Condition():
            return telling.word("kind_condition")
        case Gate() if asked.when:
            return telling.word("kind_explain_if" if asked.explainable else "kind_gate_if")
        case Gate() | SheetGate():
            return telling.word("kind_explain" if asked.explainable else "kind_gate")
        case _:
            return telling.word("kind_minimum" if minimum else "kind_graded")


def _all(telling: Telling) -> list[Asked]:
    """Return all that the method asks, weighs or puts into the contract, value by value."""
    return [question for question in telling.method.asked() if isinstance(question, Asked)]


def _dropped(telling: Telling) -> Iterator[DroppedReport]:
    fitting = telling.assessment.choices.fitting
    asked = {member.id for member in _all(telling)}
    for question, reason in (fitting.dropped if fitting else {}).items():
        if question not in asked:
            known = telling.unasked.get(question)
            yield DroppedReport(id=question, title=telling.text(known.title) if known else question, reason=reason)


def _own(telling: Telling) -> Iterator[OwnReport]:
    for value, weighing in telling.method.weighings():
        asked = weighing.criterion
        if asked.id.partition(".")[2].startswith(OWN):
            yield OwnReport(id=asked.id, title=telling.text(asked.title), value=telling.text(value.title))


def _hidden(telling: Telling) -> Iterator[HiddenReport]:
    minimums = {weighing.criterion.id for _, weighing in telling.method.weighings() if weighing.minimum is not None}
    for question in _all(telling):
        if reason := because(telling, question):
            named = kind(telling, question, minimum=question.id in minimums)
            yield HiddenReport(id=question.id, title=telling.text(question.title), kind=named, because=reason)


def _clause(telling: Telling, asked: Condition) -> ClauseReport:
    return ClauseReport(
        id=asked.id,
        title=telling.text(asked.title),
        kind=kind(telling, asked),
        why=telling.text(asked.why),
        clause=telling.text(asked.clause),
        watch=telling.text(asked.watch),
        because=because(telling, asked),
        sources=telling.sources(asked.sources),
    )


def _instruments(telling: Telling) -> Iterator[InstrumentReport]:
    asked = {question.id for question in _applying(telling)}
    for crosswalk in telling.crosswalks.values():
        if any(link.asked in asked for link in crosswalk.links):
            work = telling.works.get(crosswalk.work)
            yield InstrumentReport(
                id=crosswalk.id,
                title=telling.text(crosswalk.title),
                edition=crosswalk.edition,
                url=(work.url or "") if work else "",
                why=telling.text(crosswalk.why),
            )


def _related(telling: Telling) -> Iterator[RelatedReport]:
    links: dict[Id, list[LinkReport]] = {}
    for crosswalk in telling.crosswalks.values():
        targets = {target.id: telling.text(target.title) for target in crosswalk.targets}
        for link in crosswalk.links:
            told = LinkReport(
                instrument=telling.text(crosswalk.title),
                target=link.target,
                target_title=targets.get(link.target, ""),
                relation=link.relation,
                relation_text=telling.word(f"relation_{link.relation}"),
                reason=telling.text(link.reason),
            )
            links.setdefault(link.asked, []).append(told)
    for asked in _applying(telling):
        if asked.id in links:
            yield RelatedReport(id=asked.id, title=telling.text(asked.title), links=links[asked.id])


def _applying(telling: Telling) -> list[Asked]:
    return [question for question in _all(telling) if telling.method.applicable(question)]


def _period(telling: Telling) -> str:
    period = telling.assessment.choices.period
    if period is None:
        return telling.word("period_unknown", day=telling.day(telling.moment))
    begins, ends = (telling.day(end) for end in (period.begins, period.ends))
    return telling.word("period_known", begins=begins, ends=ends)


def _changes(telling: Telling) -> list[Coming]:
    """Return what begins or ends in the life of the report.

    That life begins at the freeze: what begins between the freeze and the first day of use is not in the method.
    Without a period of use it is everything after the day of the report.
    """
    law, period = telling.method.law, telling.assessment.choices.period
    if law is None or not telling.moment:
        return []
    dropped = {left_out.id for left_out in _dropped(telling)}
    asked = [*_all(telling), *(question for question in telling.unasked.values() if question.id not in dropped)]
    today = date.fromisoformat(telling.moment[:10])
    if period is None:
        return [change for change in coming(law, asked, today, date.max) if change.on > today]
    changes = coming(law, asked, min(_frozen(telling) or today, period.begins), period.ends)
    return [change for change in changes if change.begins_or_ends == "begins" or change.on >= period.begins]


def _frozen(telling: Telling) -> date | None:
    """Return the day on which the method of the round was frozen."""
    days = [
        version.at for version in telling.assessment.versions if version.fingerprint == telling.result.round.fingerprint
    ]
    return date.fromisoformat(days[-1][:10]) if days else None


def _coming(telling: Telling, change: Coming) -> ComingReport:
    return ComingReport(
        on=change.on.isoformat(),
        day=telling.day(change.on),
        change=change.begins_or_ends,
        change_text=telling.word(f"change_{change.begins_or_ends}"),
        id=change.id,
        text=telling.text(change.text),
        sources=telling.sources([change.source] if change.source else []),
    )
