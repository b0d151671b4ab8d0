"""A set as a municipality adapts it: without what it drops, with its own criteria; the library's set is unchanged."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, get_args

from toetssteen.errors import Fault, fault, term
from toetssteen.language import LANGUAGES, says_why
from toetssteen.model.base import Id
from toetssteen.model.criteria import CriteriaSet, Criterion, ImpactClass, SetCriterion, SetValue

if TYPE_CHECKING:
    from toetssteen.model.method import Method

OWN = "own-"
"""How the slug of a municipality's own criterion begins: ``privacy.own-cameras``."""


IMPACTS: tuple[ImpactClass, ...] = get_args(ImpactClass)
"""The classes of impact, the lightest first."""


def in_class(criteria_set: CriteriaSet, impact: ImpactClass) -> CriteriaSet:
    """Return what of a set is asked in a class; heavy is the set itself.

    Raises
    ------
    KeyError
        If the set has no such class.
    """
    if impact == "heavy":
        return criteria_set
    lighter = criteria_set.classes[impact]
    return criteria_set.model_copy(update={name: getattr(lighter, name) for name in type(lighter).model_fields})


def heavier(impact: ImpactClass, other: ImpactClass) -> bool:
    """Return whether a class is heavier than another."""
    return IMPACTS.index(impact) > IMPACTS.index(other)


def class_faults(method: Method, where: str) -> list[Fault]:
    """Find that a method says its class otherwise than its own answers, or is lighter than they ask without a reason.

    A method may be made elsewhere: what the library refuses while one is put together holds of its file too.
    """
    if method.impact is None:
        return []
    asks = [
        option.asks
        for scoped in method.scoping
        for option in scoped.question.options
        if option.id == scoped.answer and option.asks
    ]
    asked: ImpactClass = max(asks, key=IMPACTS.index) if asks else "heavy"
    lowered = heavier(asked, method.impact.chosen)
    if method.impact.asked == asked and (says_why(method.impact.reason) or not lowered):
        return []
    named = [{language: term(of, language) for language in LANGUAGES} for of in (method.impact.chosen, asked)]
    return [fault("TS-736", where, impact=named[0], asked=named[1])]


def fit(criteria_set: CriteriaSet, dropped: Collection[Id], own: Sequence[Criterion]) -> CriteriaSet:
    """Return the set without what is dropped and with the municipality's own criteria, which have no weight yet.

    A value that keeps no criterion goes too; one that the set did not have comes last, without a weight.
    """
    added: dict[Id, list[SetCriterion]] = {}
    for criterion in own:
        added.setdefault(value_of(criterion.id), []).append(SetCriterion(criterion=criterion.id, weight=Decimal(0)))
    values = [
        value.model_copy(update={"criteria": criteria})
        for value in criteria_set.values
        if (criteria := [c for c in value.criteria if c.criterion not in dropped] + added.pop(value.value, []))
    ]
    values += [SetValue(value=value, weight=Decimal(0), criteria=criteria) for value, criteria in added.items()]
    kept = {
        group: [member for member in getattr(criteria_set, group) if member not in dropped]
        for group in ("gates", "checklist", "conditions")
    }
    mine = [criterion for criterion in criteria_set.own if criterion.id not in dropped]
    return criteria_set.model_copy(update={"values": values, **kept, "own": [*mine, *own]})


def value_of(asked: Id) -> Id:
    """Return the public value that an id belongs to."""
    return asked.partition(".")[0]


def all_of(criteria_set: CriteriaSet) -> set[Id]:
    """Return the ids of all that a set weighs, asks or puts into the contract."""
    weighed = {member.criterion for value in criteria_set.values for member in value.criteria}
    return {*weighed, *criteria_set.gates, *criteria_set.checklist, *criteria_set.conditions}
