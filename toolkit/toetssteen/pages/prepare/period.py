"""The period of use on the prepare page, and the law that begins or ends within it."""

from __future__ import annotations

from datetime import date

from toetssteen.language import day
from toetssteen.model.coming import Coming, coming
from toetssteen.model.entries.choices import PeriodSet
from toetssteen.pages.prepare.own import kind_of
from toetssteen.pages.prepare.stand import Stand
from toetssteen.web.form import State


def period(stand: Stand) -> State:
    """Return the period of use, whether it can be set now, and what of the law begins or ends in it.

    What begins between the freeze and the first day of use is named too: the method does not ask it yet.
    """
    chosen = stand.assessment.choices.period
    today = stand.bench.store.today()
    trial = PeriodSet(begins=today, ends=today)
    found = _coming(stand, chosen) if chosen else []
    return {
        "begins": str(chosen.begins) if chosen else "",
        "ends": str(chosen.ends) if chosen else "",
        "from": day(chosen.begins, stand.language) if chosen else "",
        "to": day(chosen.ends, stand.language) if chosen else "",
        "editable": not stand.bench.refusals(trial),
        "known": stand.method is not None and stand.method.law is not None,
        "coming": [_shown(stand, coming, chosen) for coming in found] if chosen else [],
    }


def _coming(stand: Stand, chosen: PeriodSet) -> list[Coming]:
    if stand.method is None or stand.method.law is None:
        return []
    return coming(stand.method.law, stand.asked(), min(_method_of(stand), chosen.begins), chosen.ends)


def _method_of(stand: Stand) -> date:
    """Return the day the method is of: that of the freeze, or today."""
    assessment = stand.assessment
    if assessment.fingerprint and assessment.versions and not stand.editable:
        return date.fromisoformat(assessment.versions[-1].at[:10])
    return stand.bench.store.today()


def _shown(stand: Stand, coming: Coming, chosen: PeriodSet) -> State:
    asked = {question.id: question for question in stand.asked()}.get(coming.id)
    work = stand.library.works.get(coming.source.work) if coming.source else None
    name = work.title.in_(stand.language) if work else coming.source.work if coming.source else ""
    return {
        "id": coming.id,
        "day": day(coming.on, stand.language),
        "change": coming.begins_or_ends,
        "before": coming.on < chosen.begins,
        "text": coming.text.in_(stand.language),
        "kind": kind_of(asked) if asked else "term",
        "source": ", ".join(part for part in (name, coming.source.at if coming.source else None) if part),
        "url": work.url if work else None,
        "checked": coming.source.checked if coming.source else None,
    }
