"""What the prepare page says of the set: what is bought, values and criteria, scoping, gates, rules, committee."""

from __future__ import annotations

from collections.abc import Iterable

from toetssteen.language import Text, free_id, number, say
from toetssteen.model.base import plain
from toetssteen.model.criteria import Asked, Criterion, Gate
from toetssteen.model.entries.body import Role
from toetssteen.model.method import Method, Rules
from toetssteen.pages.prepare.own import fitting, statutory
from toetssteen.pages.prepare.period import period
from toetssteen.pages.prepare.righting import rights
from toetssteen.pages.prepare.sheet import MOST
from toetssteen.pages.prepare.stand import Judged, Stand, label
from toetssteen.pages.prepare.weights import uneven
from toetssteen.pages.upload import PART
from toetssteen.views.wording import weight_said
from toetssteen.web.form import State

BY = {"lot": "lot", "quality": "by:quality"}
"""How the page names the steps of a tie-break that name no value; no id of a value has a colon."""
ROLES: tuple[Role, ...] = ("evaluator", "ethics", "chair", "decider", "observer")
"""The roles in the order in which a committee is usually made."""


def bought(stand: Stand) -> State:
    """Return what is bought or reviewed, as it was opened, and when it is to be used (:class:`BoughtPart`)."""
    opened = stand.assessment.opened
    use = period(stand)
    return {
        "state": "open" if use["editable"] and not use["begins"] else "done",
        "period": use,
        "title": opened.title,
        "authority": opened.authority,
        "track": say(f"track.{opened.track}", stand.language),
        "procedure": opened.procedure,
        "about": opened.about,
        "lot": opened.lot,
        "procurement": opened.procurement,
        "rights": rights(stand, "assessment", "", opened),
    }


def criteria(stand: Stand) -> State:
    """Return the sets to choose from, and all that is asked by the one chosen (:class:`CriteriaPart`)."""
    chosen = stand.assessment.choices.set
    ref = stand.method.set if stand.method else chosen.set if chosen else None
    return {
        "state": "done" if stand.method else "open",
        "sets": [
            {
                "id": criteria_set.id,
                "version": criteria_set.version,
                "title": criteria_set.title.in_(stand.language),
                "why": criteria_set.why.in_(stand.language),
                "values": len(criteria_set.values),
                "criteria": sum(len(value.criteria) for value in criteria_set.values),
                "gates": len(criteria_set.gates),
                "checklist": len(criteria_set.checklist),
                "conditions": len(criteria_set.conditions),
            }
            for criteria_set in stand.library.sets.values()
        ],
        "chosen": ref.id if ref else None,
        "version": ref.version if ref else None,
        "values": _values(stand, stand.method) if stand.method else [],
        "gates": [_asked(stand, gate) for gate in stand.method.gates] if stand.method else [],
        "checklist": [_asked(stand, asked) for asked in stand.method.checklist] if stand.method else [],
        "conditions": [_asked(stand, condition) for condition in stand.method.conditions or []] if stand.method else [],
        "weighed": stand.assessment.choices.weights is not None,
        "uneven": bool(uneven(stand)),
        "sheet": {"bytes": MOST, "part": PART},
        **fitting(stand),
    }


def _values(stand: Stand, method: Method) -> list[State]:
    return [
        {
            "id": value.id,
            "title": value.title.in_(stand.language),
            "why": known.why.in_(stand.language) if (known := stand.library.values.get(value.id)) else "",
            "weight": weight_said(method, value, None, stand.language),
            "criteria": [
                {
                    **_asked(stand, weighing.criterion),
                    "weight": weight_said(method, value, weighing, stand.language),
                    "minimum": number(weighing.minimum, stand.language) if weighing.minimum is not None else None,
                }
                for weighing in value.criteria
            ],
        }
        for value in method.values
    ]


def _asked(stand: Stand, asked: Judged) -> State:
    language = stand.language
    shown: State = {"id": asked.id, "title": asked.title.in_(language), "standing": stand.standing(asked)}
    shown["statutory"] = statutory(stand, asked)
    if isinstance(asked, Asked):
        shown |= {
            "question": asked.question.in_(language),
            "why": asked.why.in_(language),
            "ask": [proof.in_(language) for proof in asked.ask],
            "addressee": asked.addressee,
        }
    if isinstance(asked, Criterion) and stand.method:
        scale = stand.method.scale(asked.scale)
        labels = {plain(point.level): point.label.in_(language) for point in scale.levels}
        shown["anchors"] = [
            {"level": number(level, language), "label": labels.get(level, ""), "text": text.in_(language)}
            for level, text in asked.anchors.items()
        ]
    return shown


def scoping(stand: Stand) -> State:
    """Return the scoping questions of the set, their answers, and what hangs on those (:class:`ScopingPart`)."""
    if stand.method is None:
        return {"state": "later", "questions": []}
    if stand.editable and stand.method.set:
        questions = stand.choosing.scoping()
    else:
        questions = [frozen.question for frozen in stand.method.scoping]
    answers = stand.method.answers
    return {
        "state": "done" if all(question.id in answers for question in questions) else "open",
        "questions": [
            {
                "id": question.id,
                "question": question.question.in_(stand.language),
                "why": question.why.in_(stand.language),
                "answer": answers.get(question.id),
                "said": label(question, answers.get(question.id), stand.language),
                "options": [
                    {"id": option.id, "label": option.label.in_(stand.language)} for option in question.options
                ],
            }
            for question in questions
        ],
        "hanging": [
            {"title": asked.title.in_(stand.language), "kind": kind, "standing": stand.standing(asked), "by": by}
            for kind, asked in _all(stand.method)
            if (by := stand.because(asked))
        ],
    }


def _all(method: Method) -> Iterable[tuple[str, Judged]]:
    for _, weighing in method.weighings():
        yield "criterion", weighing.criterion
    for gate in method.gates:
        yield "gate", gate
    for asked in method.checklist:
        yield "check", asked
    for condition in method.conditions or []:
        yield "condition", condition


def gates(stand: Stand) -> State:
    """Return the minimum requirements with their proof, and the criteria with a minimum level (:class:`GatesPart`)."""
    language = stand.language
    if stand.method is None:
        return {"state": "later", "gates": [], "minimums": []}
    return {
        "state": "done",
        "gates": [
            {
                "id": gate.id,
                "title": gate.title.in_(language),
                "standing": stand.standing(gate),
                "explainable": gate.explainable,
                "question": gate.question.in_(language) if isinstance(gate, Gate) else "",
                "takes": gate.proof.takes if isinstance(gate, Gate) else None,
                "proof": gate.proof.text.in_(language) if isinstance(gate, Gate) else "",
            }
            for gate in stand.method.gates
        ],
        "minimums": [
            {
                "title": weighing.criterion.title.in_(language),
                "minimum": number(weighing.minimum, language),
                "text": anchor.in_(language) if anchor else "",
                "standing": stand.standing(weighing.criterion),
            }
            for _, weighing in stand.method.weighings()
            if weighing.minimum is not None
            for anchor in [_anchor(weighing.criterion, plain(weighing.minimum))]
        ],
    }


def _anchor(asked: Judged, level: str) -> Text | None:
    return asked.anchors.get(level) if isinstance(asked, Criterion) else None


def rules(stand: Stand) -> State:
    """Return the rules as chosen and as the track starts, and what a tie-break can name (:class:`RulesPart`)."""
    track = stand.assessment.opened.track
    chosen = stand.assessment.choices.rules
    return {
        "state": "done",
        "chosen": chosen is not None or not stand.editable,
        "rules": _plain_rules(stand.rules),
        "default": _plain_rules(Rules.default(track)),
        "track": track,
        "values": [{"id": value.id, "title": value.title.in_(stand.language)} for value in stand.method.values]
        if stand.method
        else [],
    }


def _plain_rules(given: Rules) -> State:
    return {
        "aggregation": given.aggregation,
        "no_answer": given.no_answer_counts_as or "open",
        "digits": str(given.rounding.digits),
        "mode": given.rounding.mode,
        "ties": given.rounding.ties,
        "tie_break": [BY.get(step.by, step.value or "") for step in given.tie_break],
        "cap": "on" if given.evidence_cap else "off",
        "fewest": str(given.fewest_evaluators or ""),
    }


def step_of(given: str) -> State:
    """Read a step of the tie-break as the page names it: a value by its id, or one of :data:`BY`."""
    named = {shown: by for by, shown in BY.items()}
    return {"by": named[given]} if given in named else {"by": "value", "value": given}


def committee(stand: Stand) -> State:
    """Return the people by id, role and expertise, and the next free id of each role."""
    people = stand.assessment.people
    return {
        "state": "done" if any(member.role == "evaluator" for member in people.values()) else "open",
        "people": [
            {
                "id": member.person,
                "role": member.role,
                "expertise": member.expertise or "",
            }
            for member in people.values()
        ],
        "next": {role: free_id(role, people, numbered=True) for role in ROLES},
    }
