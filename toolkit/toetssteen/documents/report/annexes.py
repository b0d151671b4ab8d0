"""What stands beside the judgement: choices in the set, the contract, other instruments, and law that changes.

Rules: a contract condition ranks and fails nobody; a link to an instrument does not say that the instrument is met;
what does not apply names the scoping answer that it hangs on. What the library alone knows (instruments, what the
set has and the method does not) is there only where the library is.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

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
    """Tell all that stands beside the judgement."""
    return Annexes(
        dropped=list(_dropped(telling)),
        own=list(_own(telling)),
        hidden=list(_hidden(telling)),
        clauses=[_clause(telling, each) for each in telling.method.conditions or []],
        instruments=list(_instruments(telling)),
        related=list(_related(telling)),
        period=_period(telling),
        coming=[_coming(telling, each) for each in _changes(telling)],
        clarified=list(_clarified(telling)),
    )


def _clarified(telling: Telling) -> Iterator[ClarifiedReport]:
    """Tell what was clarified to all vendors, in the order of the log."""
    told = (each for each in telling.assessment.told if isinstance(each, Clarified))
    for number, each in enumerate(told, start=1):
        yield ClarifiedReport(number=number, question=each.question, answer=each.answer)


def because(telling: Telling, asked: Asked) -> str:
    """Say by which scoping answer something does not apply; nothing where it does."""
    if telling.method.applicable(asked):
        return ""
    given = {each.question.id: each for each in telling.method.scoping}
    told = [
        telling.word(
            "because",
            question=telling.text(scoped.question.question),
            answer=next((telling.text(o.label) for o in scoped.question.options if o.id == scoped.answer), ""),
        )
        for question, options in asked.when.items()
        if (scoped := given.get(question)) and scoped.answer not in options
    ]
    return " ".join(told)


def kind(telling: Telling, asked: object, *, minimum: bool = False) -> str:
    """Say what kind of question it is."""
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
    """Give all that the method asks, weighs or puts into the contract, value by value."""
    method = telling.method
    weighed = [weighing.criterion for _, weighing in method.weighings()]
    every = [*weighed, *method.gates, *method.checklist, *(method.conditions or [])]
    return [each for each in every if isinstance(each, Asked)]


def _dropped(telling: Telling) -> Iterator[DroppedReport]:
    fitting = telling.assessment.choices.fitting
    asked = {each.id for each in _all(telling)}
    for given, reason in (fitting.dropped if fitting else {}).items():
        if given not in asked:
            known = telling.unasked.get(given)
            yield DroppedReport(id=given, title=telling.text(known.title) if known else given, reason=reason)


def _own(telling: Telling) -> Iterator[OwnReport]:
    for value, weighing in telling.method.weighings():
        asked = weighing.criterion
        if asked.id.partition(".")[2].startswith(OWN):
            yield OwnReport(id=asked.id, title=telling.text(asked.title), value=telling.text(value.title))


def _hidden(telling: Telling) -> Iterator[HiddenReport]:
    minimums = {w.criterion.id for _, w in telling.method.weighings() if w.minimum is not None}
    for each in _all(telling):
        if reason := because(telling, each):
            named = kind(telling, each, minimum=each.id in minimums)
            yield HiddenReport(id=each.id, title=telling.text(each.title), kind=named, because=reason)


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
    asked = {each.id for each in _applying(telling)}
    for each in telling.crosswalks.values():
        if any(link.asked in asked for link in each.links):
            work = telling.works.get(each.work)
            yield InstrumentReport(
                id=each.id,
                title=telling.text(each.title),
                edition=each.edition,
                url=(work.url or "") if work else "",
                why=telling.text(each.why),
            )


def _related(telling: Telling) -> Iterator[RelatedReport]:
    links: dict[Id, list[LinkReport]] = {}
    for each in telling.crosswalks.values():
        targets = {target.id: telling.text(target.title) for target in each.targets}
        for link in each.links:
            told = LinkReport(
                instrument=telling.text(each.title),
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
    return [each for each in _all(telling) if telling.method.applicable(each)]


def _period(telling: Telling) -> str:
    period = telling.assessment.choices.period
    if period is None:
        return telling.word("period_unknown", day=telling.day(telling.moment))
    begins, ends = (telling.day(each) for each in (period.begins, period.ends))
    return telling.word("period_known", begins=begins, ends=ends)


def _changes(telling: Telling) -> list[Coming]:
    """Give what begins or ends in the life of the report.

    That life begins at the freeze: what begins between the freeze and the first day of use is not in the method.
    Without a period of use it is everything after the day of the report.
    """
    law, period = telling.method.law, telling.assessment.choices.period
    if law is None or not telling.moment:
        return []
    dropped = {each.id for each in _dropped(telling)}
    asked = [*_all(telling), *(each for each in telling.unasked.values() if each.id not in dropped)]
    today = date.fromisoformat(telling.moment[:10])
    if period is None:
        return coming(law, asked, today + timedelta(days=1), date.max)
    found = coming(law, asked, min(_frozen(telling) or today, period.begins), period.ends)
    return [each for each in found if each.begins_or_ends == "begins" or each.on >= period.begins]


def _frozen(telling: Telling) -> date | None:
    """Give the day on which the method of the round was frozen."""
    days = [each.at for each in telling.assessment.versions if each.fingerprint == telling.result.round.fingerprint]
    return date.fromisoformat(days[-1][:10]) if days else None


def _coming(telling: Telling, found: Coming) -> ComingReport:
    return ComingReport(
        on=found.on.isoformat(),
        day=telling.day(found.on),
        change=found.begins_or_ends,
        change_text=telling.word(f"change_{found.begins_or_ends}"),
        id=found.id,
        text=telling.text(found.text),
        sources=telling.sources([found.source] if found.source else []),
    )
