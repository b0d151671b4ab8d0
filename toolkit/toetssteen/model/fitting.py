"""A set made one's own: what is left out goes, criteria of one's own come in; the library's set stays as it is."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from decimal import Decimal

from toetssteen.model.base import Id
from toetssteen.model.criteria import CriteriaSet, Criterion, SetCriterion, SetValue

OWN = "own-"
"""How the slug of a municipality's own criterion begins: ``privacy.own-cameras``."""


def fit(given: CriteriaSet, dropped: Collection[Id], own: Sequence[Criterion]) -> CriteriaSet:
    """Give the set without what is dropped and with one's own criteria, which have no weight yet.

    A value that keeps no criterion goes too; one that the set did not have comes last, without a weight.
    """
    added: dict[Id, list[SetCriterion]] = {}
    for each in own:
        added.setdefault(value_of(each.id), []).append(SetCriterion(criterion=each.id, weight=Decimal(0)))
    values = [
        value.model_copy(update={"criteria": criteria})
        for value in given.values
        if (criteria := [c for c in value.criteria if c.criterion not in dropped] + added.pop(value.value, []))
    ]
    values += [SetValue(value=value, weight=Decimal(0), criteria=criteria) for value, criteria in added.items()]
    kept = {
        group: [each for each in getattr(given, group) if each not in dropped]
        for group in ("gates", "checklist", "conditions")
    }
    mine = [each for each in given.own if each.id not in dropped]
    return given.model_copy(update={"values": values, **kept, "own": [*mine, *own]})


def value_of(asked: Id) -> Id:
    """Give the public value that an id belongs to."""
    return asked.partition(".")[0]


def all_of(given: CriteriaSet) -> set[Id]:
    """Give the ids of all that a set weighs, asks or puts into the contract."""
    weighed = {each.criterion for value in given.values for each in value.criteria}
    return {*weighed, *given.gates, *given.checklist, *given.conditions}
