"""The class of impact on the prepare page: how much of the set is asked, which answers ask that, and another choice."""

from __future__ import annotations

from toetssteen.model.fitting import in_class
from toetssteen.pages.prepare.stand import Stand
from toetssteen.views.impact import class_said, impact_lines
from toetssteen.web.form import State


def impact(stand: Stand) -> State:
    """Return the classes of the set, which one holds and why; none where all is asked (:class:`ImpactPart`)."""
    method = stand.method
    if method is None:
        return {"state": "later"}
    chosen = stand.assessment.choices.impact
    whole = all(question.id in method.answers for question in stand.questions().values() if question.impact)
    return {
        "state": "done" if whole or method.impact is None else "open",
        "classes": _classes(stand),
        "chosen": method.impact.chosen if method.impact else "heavy",
        "by_hand": chosen is not None,
        "known": whole,
        "lines": impact_lines(method, stand.language) if whole or not stand.editable else [],
        "reason": (chosen.reason if chosen else None) or "",
    }


def _classes(stand: Stand) -> list[State]:
    """Return the classes of the set chosen, the lightest first, each with how much it asks."""
    method = stand.method
    known = stand.library.sets.get(method.set.id) if method and method.set and method.impact else None
    if known is None:
        return []
    return [
        {
            "id": name,
            "title": class_said(name, stand.language),
            "criteria": sum(len(value.criteria) for value in given.values),
            "gates": len(given.gates),
        }
        for name in stand.choosing.classes(known)
        for given in [in_class(known, name)]
    ]
