"""Profiles on the prepare page: somebody else's weights on the set, beside the set's own, taken over or kept.

Rules: what a profile says is shown with its reason before it is taken over; taking it over is what the chair decides
and goes on record with the profile's title and reason; a profile is kept only of what adds up.
"""

from __future__ import annotations

from toetssteen.errors import RuleError, ToetssteenError, UseError, fault
from toetssteen.language import Text, free_id, number, say, slug
from toetssteen.model.base import Id
from toetssteen.model.criteria import CriteriaSet, Dropped, Emphasis, Profile
from toetssteen.model.fitting import fit
from toetssteen.model.method import Method
from toetssteen.pages.prepare.own import now
from toetssteen.pages.prepare.stand import Stand
from toetssteen.web.form import State
from toetssteen.workbench import library


def profiles(stand: Stand) -> list[State]:
    """Return the profiles that weigh the set chosen, in its version, with their weights beside the set's."""
    try:
        given = stand.choosing.chosen()
    except ToetssteenError:
        return []
    return [
        {
            "id": profile.id,
            "title": profile.title.in_(stand.language),
            "who": profile.why.in_(stand.language),
            "why": emphasis.why.in_(stand.language),
            "values": _values(stand, given, emphasis),
            "dropped": [stand.title(left_out.id) for left_out in emphasis.dropped],
            "own": [criterion.title.in_(stand.language) for criterion in emphasis.own],
        }
        for profile in stand.library.profiles.values()
        if (emphasis := _of(profile, given)) is not None
    ]


def _of(profile: Profile, given: CriteriaSet) -> Emphasis | None:
    return next(
        (emphasis for emphasis in profile.on if (emphasis.set, emphasis.version) == (given.id, given.version)), None
    )


def _values(stand: Stand, given: CriteriaSet, emphasis: Emphasis) -> list[State]:
    """Return the weights of the values, and of the criteria of a value where the profile has its own."""
    language = stand.language
    of_set = {value.value: number(value.weight, language) for value in given.values}
    fitted = fit(given, {left_out.id for left_out in emphasis.dropped}, emphasis.own)
    own = {criterion.id: criterion.title.in_(language) for criterion in emphasis.own}
    inside = {
        weighing.criterion: number(weighing.weight, language) for value in given.values for weighing in value.criteria
    }
    return [
        {
            "title": known.title.in_(language) if (known := stand.library.values.get(value.value)) else value.value,
            "of_set": of_set.get(value.value, ""),
            "weight": number(emphasis.values[value.value], language),
            "criteria": [
                {
                    "title": own.get(weighing.criterion) or stand.title(weighing.criterion),
                    "of_set": inside.get(weighing.criterion, ""),
                    "weight": number(weight, language),
                }
                for weighing in value.criteria
                if (weight := emphasis.criteria.get(weighing.criterion)) is not None
            ],
        }
        for value in fitted.values
        if value.value in emphasis.values
    ]


def taken_over(stand: Stand, profile: Id) -> tuple[State | None, State]:
    """Return what a profile leaves out and adds, where it does, and its weights with its title and reason.

    Raises
    ------
    UseError
        If no profile of that id weighs the set chosen.
    """
    given = stand.choosing.chosen()
    known = {profile.id: profile for profile in stand.library.profiles.values() if _of(profile, given)}
    if profile not in known:
        raise UseError(fault("TS-502", id=profile, known=", ".join(known) or "-"))
    found, emphasis = known[profile], _of(known[profile], given)
    assert emphasis is not None
    language = stand.assessment.opened.language
    fitting = {
        "dropped": {left_out.id: left_out.reason.in_(language) for left_out in emphasis.dropped},
        "own": emphasis.own,
    }
    names = _weights(stand, emphasis)
    reason = f"{found.title.in_(language)}: {emphasis.why.in_(language)}"
    return fitting if emphasis.dropped or emphasis.own else None, {**names, "reason": reason}


def _weights(stand: Stand, emphasis: Emphasis) -> State:
    """Return the weights of a profile; of what a lighter class leaves, in points: their proportions stay."""
    if not is_lighter(stand):
        return {"values": emphasis.values, "criteria": emphasis.criteria}
    left = fit(stand.choosing.chosen(), {left_out.id for left_out in emphasis.dropped}, emphasis.own)
    inside = {value.value: {member.criterion for member in value.criteria} for value in left.values}
    weighed = {name: weight for name, weight in emphasis.criteria.items() if name in set().union(*inside.values())}
    return {
        "values": {name: weight for name, weight in emphasis.values.items() if name in inside},
        "unit": "points",
        "criteria": weighed,
        "points": [value for value, criteria in inside.items() if criteria & weighed.keys()],
    }


def is_lighter(stand: Stand) -> bool:
    """Return whether less than the whole set is asked, which is what a profile weighs."""
    return stand.method is not None and stand.method.impact is not None and stand.method.impact.chosen != "heavy"


def as_profile(stand: Stand, title: str, why: str) -> Profile:
    """Make a profile of the weights and the fitting that are saved now.

    Raises
    ------
    RuleError
        If there is no set, or it has no title or reason, or less than the whole set is asked.
    """
    given, method, fitting = stand.choosing.chosen(), stand.method, now(stand)
    empty = [name for name, text in (("title", title), ("why", why)) if not text.strip()]
    if empty or method is None:
        raise RuleError(
            fault("TS-291", at=field, field=say(f"prepare.keep_{field}", stand.language)) for field in empty
        )
    if method.impact and is_lighter(stand):
        raise RuleError(fault("TS-723", impact=method.impact.chosen))
    refuse_points(method)
    reason = Text.same(why.strip())
    values, criteria = weights_of(method)
    emphasis = Emphasis(
        set=given.id,
        version=given.version,
        why=reason,
        values=values,
        criteria=criteria,
        dropped=[Dropped(id=left_out, reason=Text.same(text)) for left_out, text in fitting.dropped.items()],
        own=fitting.own,
    )
    stem = free_id(slug(title, "profile"), library.library().profiles)
    return Profile(id=stem, title=Text.same(title.strip()), why=reason, on=[emphasis])


def refuse_points(method: Method | None) -> None:
    """Refuse to keep points where only percentages can stand.

    Raises
    ------
    RuleError
        If any weights are points.
    """
    if method is not None and method.in_points:
        raise RuleError(fault("TS-142"))


def weights_of(method: Method) -> tuple[State, State]:
    """Return the weights of a method as they stand: of the values, and of the criteria within their value."""
    return (
        {value.id: value.weight.written for value in method.values},
        {weighing.criterion.id: weighing.weight.written for _, weighing in method.weighings()},
    )
