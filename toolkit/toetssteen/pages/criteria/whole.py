"""A question of the library and a set of it, whole, as the browser of criteria shows them."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from toetssteen.language import Language, number, percent, say
from toetssteen.model.base import Id, plain
from toetssteen.model.criteria import Asked, Condition, CriteriaSet, Criterion, Emphasis, Gate, Profile, Source
from toetssteen.model.fitting import value_of
from toetssteen.views.questions import condition, in_force, kinds, whole
from toetssteen.web.form import State

if TYPE_CHECKING:
    from toetssteen.content.library import Library


def asked_of(library: Library) -> dict[Id, Asked]:
    """Return all that can be asked, by id: what the library has, and what sets have of their own."""
    return {**{criterion.id: criterion for criterion in _own(library)}, **library.asked(), **library.conditions()}


def _own(library: Library) -> list[Criterion]:
    """Return the criteria that sets and profiles have of their own."""
    own = [criterion for given in library.sets.values() for criterion in given.own]
    return own + [criterion for profile in library.profiles.values() for on in profile.on for criterion in on.own]


def homes(library: Library) -> dict[Id, Id]:
    """Return the public value of each question, by id."""
    found = {
        asked.id: value.id
        for value in library.values.values()
        for asked in (*value.criteria, *value.gates, *value.conditions)
    }
    return {**{criterion.id: value_of(criterion.id) for criterion in _own(library)}, **found}


def users_of(library: Library) -> dict[Id, list[Id]]:
    """Return the sets that use each question, by id."""
    users: dict[Id, list[Id]] = {}
    for given in library.sets.values():
        weighed = [weighing.criterion for value in given.values for weighing in value.criteria]
        for asked in dict.fromkeys([*weighed, *given.gates, *given.checklist, *given.conditions]):
            users.setdefault(asked, []).append(given.id)
    return users


def work_title(library: Library, given: Id, language: Language) -> str:
    """Return the title of a work of the bibliography; its id where the bibliography does not have it."""
    return library.works[given].title.in_(language) if given in library.works else given


def item(asked: Asked, value: Id, users: list[Id], language: Language) -> State:
    """Return a question as the list has it (:class:`QuestionItem`): what is searched, shown and filtered by."""
    return {
        "id": asked.id,
        "title": asked.title.in_(language),
        "question": asked.question.in_(language),
        "why": asked.why.in_(language),
        "value": value,
        "kinds": kinds(asked),
        "addressee": asked.addressee,
        "works": sorted({source.work for source in asked.cited()}),
        "sets": users,
        "unchecked": any(not source.checked for source in asked.cited()),
    }


def card(given: CriteriaSet, language: Language) -> State:
    """Return a set in short (:class:`SetCard`)."""
    return {
        "id": given.id,
        "version": given.version,
        "title": given.title.in_(language),
        "why": given.why.in_(language),
        "counts": {
            "criteria": sum(len(value.criteria) for value in given.values),
            "gates": len(given.gates),
            "checklist": len(given.checklist),
            "conditions": len(given.conditions),
        },
    }


def _source(library: Library, given: Source, language: Language) -> State:
    work = library.works.get(given.work)
    title = work_title(library, given.work, language)
    return {"title": title, "at": given.at, "url": work.url if work else None, "checked": given.checked}


def whole_question(library: Library, asked: Asked, language: Language) -> State:
    """Return a question with all that the library knows of it."""
    value = library.values.get(homes(library)[asked.id])
    topic = [
        {"id": other.id, "title": other.title.in_(language)}
        for other in asked_of(library).values()
        if asked.topic and other.topic == asked.topic and other.id != asked.id
    ]
    told: State = {
        "id": asked.id,
        "title": asked.title.in_(language),
        "question": asked.question.in_(language),
        "why": asked.why.in_(language),
        "value": {"title": value.title.in_(language), "why": value.why.in_(language)} if value else None,
        "kinds": [say(f"criteria.kind_{kind}", language) for kind in kinds(asked)],
        "addressee": say(f"criteria.to_{asked.addressee}", language),
        "link": asked.link.in_(language),
        "when": condition(asked.when, library.scoping, language),
        "force": in_force(asked, language),
        "ask": [proof.in_(language) for proof in asked.ask],
        "sources": [_source(library, source, language) for source in asked.sources],
        "case": None,
        "topic": asked.topic,
        "same": topic,
        "own": any(asked.id == criterion.id for criterion in _own(library)),
        "sets": [_use(given, asked.id, language) for given in library.sets.values() if _role(given, asked.id)],
        "links": list(_links(library, asked.id, language)),
    }
    if asked.case:
        source = _source(library, asked.case.source, language)
        told["case"] = {"text": asked.case.text.in_(language), "source": source}
    return told | _answers(library, asked, language)


def _answers(library: Library, asked: Asked, language: Language) -> State:
    """Return what an answer looks like: anchors, met and not met, or the clause."""
    match asked:
        case Criterion():
            scale = library.scales.get(asked.scale)
            points = [
                {
                    "level": number(plain(point.level), language),
                    "label": point.label.in_(language),
                    "text": asked.anchors.get(plain(point.level), point.meaning).in_(language),
                }
                for point in (scale.levels if scale else [])
            ]
            return {"anchors": points, "scale": scale.title.in_(language) if scale else asked.scale}
        case Gate():
            takes = say(f"criteria.takes_{asked.proof.takes}", language)
            proof = {"takes": takes, "text": asked.proof.text.in_(language)}
            return {"proof": proof, "met": asked.met.in_(language), "not_met": asked.not_met.in_(language)}
        case Condition():
            return {"clause": asked.clause.in_(language), "watch": asked.watch.in_(language)}
    return {}


def _role(given: CriteriaSet, asked: Id) -> str:
    """Return what a question is in a set; empty where the set does not have it."""
    if any(weighing.criterion == asked for value in given.values for weighing in value.criteria):
        return "weighed"
    groups = {"gates": given.gates, "checklist": given.checklist, "conditions": given.conditions}
    return next((name for name, members in groups.items() if asked in members), "")


def _use(given: CriteriaSet, asked: Id, language: Language) -> State:
    weighed = next(
        (weighing for value in given.values for weighing in value.criteria if weighing.criterion == asked), None
    )
    return {
        "id": given.id,
        "title": given.title.in_(language),
        "role": say(f"criteria.role_{_role(given, asked)}", language),
        "weight": percent(Fraction(weighed.weight), language) if weighed else "",
        "whole": percent(whole(given)[asked], language) if weighed else "",
        "minimum": number(plain(weighed.minimum), language) if weighed and weighed.minimum is not None else "",
    }


def _links(library: Library, asked: Id, language: Language) -> list[State]:
    """Return where published instruments ask something like a question."""
    found: list[State] = []
    for walk in library.crosswalks.values():
        targets = {target.id: target.title.in_(language) for target in walk.targets}
        work = library.works.get(walk.work)
        parts = [
            {
                "target": link.target,
                "title": targets.get(link.target, ""),
                "relation": say(f"criteria.relation_{link.relation}", language),
                "reason": link.reason.in_(language),
            }
            for link in walk.links
            if link.asked == asked
        ]
        instrument = {"title": walk.title.in_(language), "edition": walk.edition, "url": work.url if work else None}
        found += [{**instrument, "parts": parts}] if parts else []
    return found


def whole_set(library: Library, given: CriteriaSet, language: Language) -> State:
    """Return a set with its weights and the profiles that weigh it otherwise."""
    law = library.laws.get(given.law)
    groups = {
        name: _named(library, getattr(given, name), language)
        for name in ("gates", "checklist", "conditions", "selection")
    }
    profiles = [
        _profile(library, given, profile, emphasis, language)
        for profile in library.profiles.values()
        for emphasis in profile.on
        if emphasis.set == given.id
    ]
    return {
        **card(given, language),
        **groups,
        "law": law.title.in_(language) if law else given.law,
        "values": _weighed(library, given, language),
        "profiles": profiles,
    }


def _named(library: Library, group: list[Id], language: Language) -> list[State]:
    """Return questions by their title, with whom they are put to."""
    asked = asked_of(library)
    return [
        {
            "id": name,
            "title": asked[name].title.in_(language) if name in asked else name,
            "to": say(f"criteria.to_{asked[name].addressee}", language) if name in asked else "",
        }
        for name in group
    ]


def _weighed(library: Library, given: CriteriaSet, language: Language) -> list[State]:
    """Return the values of a set with their criteria, and what each weighs in its value and of the whole (percent)."""
    shares = whole(given)
    return [
        {
            "id": value.value,
            "title": library.values[value.value].title.in_(language) if value.value in library.values else value.value,
            "weight": percent(Fraction(value.weight), language),
            "criteria": [
                {
                    **named,
                    "weight": percent(Fraction(weighing.weight), language),
                    "whole": percent(shares[weighing.criterion], language),
                    "minimum": number(plain(weighing.minimum), language) if weighing.minimum is not None else "",
                }
                for weighing, named in zip(
                    value.criteria,
                    _named(library, [weighing.criterion for weighing in value.criteria], language),
                    strict=True,
                )
            ],
        }
        for value in given.values
    ]


def _profile(library: Library, given: CriteriaSet, profile: Profile, emphasis: Emphasis, language: Language) -> State:
    """Return what a profile weighs otherwise: every value, and the criteria within a value that differ."""
    asked = asked_of(library)
    before = {weighing.criterion: weighing.weight for value in given.values for weighing in value.criteria}

    def weight(value: Id, usual: Decimal) -> State:
        own = emphasis.values.get(value, Decimal(0))
        text = percent(Fraction(own), language)
        return {"text": text, "than": "more" if own > usual else "less" if own < usual else "same"}

    return {
        "id": profile.id,
        "title": profile.title.in_(language),
        "why": profile.why.in_(language),
        "reason": emphasis.why.in_(language),
        "version": emphasis.version if emphasis.version != given.version else "",
        "values": {value.value: weight(value.value, value.weight) for value in given.values},
        "criteria": [
            {
                "id": criterion,
                "title": asked[criterion].title.in_(language) if criterion in asked else criterion,
                "weight": percent(Fraction(share), language),
                "before": percent(Fraction(before[criterion]), language),
            }
            for criterion, share in emphasis.criteria.items()
            if criterion in before and share != before[criterion]
        ],
        "dropped": [
            {
                "title": asked[left_out.id].title.in_(language) if left_out.id in asked else left_out.id,
                "why": left_out.reason.in_(language),
            }
            for left_out in emphasis.dropped
        ],
        "own": [{"id": criterion.id, "title": criterion.title.in_(language)} for criterion in emphasis.own],
    }
