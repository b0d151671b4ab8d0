"""A set with lighter classes, made of one of the library, whatever that has at the time."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from toetssteen.content.library import Library, page_of
from toetssteen.model.criteria import CriteriaSet, Gate, SetClass, SetCriterion, SetValue
from toetssteen.model.fitting import value_of


def even(ids: list[str]) -> dict[str, Decimal]:
    """Give weights that add up to 100, the last taking what is left."""
    each = Decimal(100 // len(ids))
    return dict.fromkeys(ids[:-1], each) | {ids[-1]: 100 - each * (len(ids) - 1)}


def lighter(ids: list[str], **lists: list[str]) -> SetClass:
    """Give a class that weighs these criteria alike."""
    of = {value: [name for name in ids if value_of(name) == value] for value in dict.fromkeys(map(value_of, ids))}
    weights = even(list(of))
    return SetClass(
        values=[
            SetValue(
                value=value,
                weight=weights[value],
                criteria=[SetCriterion(criterion=name, weight=weight) for name, weight in even(inside).items()],
            )
            for value, inside in of.items()
        ],
        **lists,
    )


def members(shelf: Library, criteria_set: CriteriaSet, *, always: bool = True) -> list[str]:
    """Give the criteria of a set that always apply, or those that hang on an answer."""
    asked = shelf.asked()
    weighed = [member.criterion for value in criteria_set.values for member in value.criteria]
    return [name for name in weighed if (not asked[name].when) == always]


def classed(shelf: Library, set_id: str = "chat-channel", **changes: Any) -> Library:
    """Give the library with a light and a normal class in one of its sets; ``changes`` are made to the light one."""
    known = shelf.sets[set_id]
    always = members(shelf, known)
    required = [name for name in known.gates if isinstance(gate := shelf.asked()[name], Gate) and gate.by_law]
    further = [name for name in known.gates if name not in required]
    light = lighter(always[:9], gates=required + further[:3], conditions=known.conditions[:2])
    normal = lighter(always[:15], gates=required + further[:-1][:8], checklist=known.checklist)
    classes = {"light": light.model_copy(update=changes), "normal": normal}
    return with_set(shelf, known.model_copy(update={"classes": classes}))


def with_set(shelf: Library, made: CriteriaSet) -> Library:
    """Give the library with a set replaced."""
    return shelf.with_page(page_of(made, f"sets/{made.id}.yaml"))


def with_gate_of_law(shelf: Library, gate: str) -> Library:
    """Give the library in which the law demands a gate."""
    value = shelf.values[value_of(gate)]
    gates = [known.model_copy(update={"by_law": known.id == gate or known.by_law}) for known in value.gates]
    return shelf.with_page(page_of(value.model_copy(update={"gates": gates}), f"values/{value.id}.yaml"))
