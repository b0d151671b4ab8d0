"""What changed between two versions of a method: pure, without words; the views say it.

Rules: two methods with another fingerprint have at least one change; what was moved, weighed otherwise or worded
otherwise is told apart from what came and went.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from pydantic import BaseModel

from toetssteen.model.base import Id, plain
from toetssteen.model.method import Method, Weighing

What = Literal[
    "value", "criterion", "gate", "check", "condition", "scale", "scoping", "rule", "price", "law", "set", "other"
]
How = Literal["added", "removed", "weight", "minimum", "moved", "changed"]


@dataclass(frozen=True)
class Change:
    """One thing that changed: its id, how, what it was before and is now where that is short, and in which fields."""

    what: What
    how: How
    id: Id
    before: str | None = None
    after: str | None = None
    fields: tuple[str, ...] = ()


def changes(before: Method, after: Method) -> list[Change]:
    """Find all that changed from one method to the next, in the order of the method."""
    found = [
        *_ref("set", before.set, after.set),
        *_values(before, after),
        *_criteria(before, after),
        *_nouns("gate", {e.id: e for e in before.gates}, {e.id: e for e in after.gates}),
        *_nouns("check", {e.id: e for e in before.checklist}, {e.id: e for e in after.checklist}),
        *_nouns("condition", {e.id: e for e in before.conditions or []}, {e.id: e for e in after.conditions or []}),
        *_scoping(before, after),
        *_nouns("scale", {e.id: e for e in before.scales}, {e.id: e for e in after.scales}),
        *_fields("rule", before.rules, after.rules),
        *_price(before, after),
        *_ref("law", before.law, after.law),
    ]
    if not found and before.document() != after.document():
        return [Change("other", "changed", "method")]
    return found


def _values(before: Method, after: Method) -> Iterator[Change]:
    old, new = ({each.id: each for each in method.values} for method in (before, after))
    yield from _came_and_went("value", old, new)
    for each in [one for one in new if one in old]:
        if old[each].weight != new[each].weight:
            yield Change("value", "weight", each, plain(old[each].weight), plain(new[each].weight))
        if old[each].title != new[each].title:
            yield Change("value", "changed", each, fields=("title",))


def _criteria(before: Method, after: Method) -> Iterator[Change]:
    old, new = _weighed(before), _weighed(after)
    yield from _came_and_went("criterion", old, new)
    for each in [one for one in new if one in old]:
        (value, was), (into, now) = old[each], new[each]
        if value != into:
            yield Change("criterion", "moved", each, value, into)
        if was.weight != now.weight or before.weight_basis != after.weight_basis:
            yield Change("criterion", "weight", each, plain(was.weight), plain(now.weight))
        if was.minimum != now.minimum:
            yield Change("criterion", "minimum", each, _plain(was.minimum), _plain(now.minimum))
        if fields := _differing(was.criterion, now.criterion):
            yield Change("criterion", "changed", each, fields=fields)


def _weighed(method: Method) -> dict[Id, tuple[Id, Weighing]]:
    return {weighing.criterion.id: (value.id, weighing) for value, weighing in method.weighings()}


def _plain(level: Decimal | None) -> str | None:
    return None if level is None else plain(level)


def _scoping(before: Method, after: Method) -> Iterator[Change]:
    old, new = before.answers, after.answers
    yield from _came_and_went("scoping", old, new)
    for each in [one for one in new if one in old and old[one] != new[one]]:
        yield Change("scoping", "changed", each, old[each], new[each])
    asked = ({each.question.id: each.question for each in method.scoping} for method in (before, after))
    yield from (each for each in _nouns("scoping", *asked) if each.how == "changed")


def _price(before: Method, after: Method) -> Iterator[Change]:
    if before.price == after.price:
        return
    if before.price is None or after.price is None:
        yield Change("price", "added" if before.price is None else "removed", "price")
        return
    yield Change("price", "changed", "price", fields=_differing(before.price, after.price))


def _nouns(what: What, old: Mapping[Id, BaseModel], new: Mapping[Id, BaseModel]) -> Iterator[Change]:
    yield from _came_and_went(what, old, new)
    for each in [one for one in new if one in old]:
        if fields := _differing(old[each], new[each]):
            yield Change(what, "changed", each, fields=fields)


def _fields(what: What, old: BaseModel, new: BaseModel) -> Iterator[Change]:
    for each in _differing(old, new):
        yield Change(what, "changed", each)


def _ref(what: What, old: Any, new: Any) -> Iterator[Change]:
    """Tell of what has an id and a version."""
    if old == new:
        return
    was, now = (f"{each.id} {each.version}" if each is not None else None for each in (old, new))
    yield Change(what, "changed", what, was, now)


def _came_and_went(what: What, old: Mapping[Id, Any], new: Mapping[Id, Any]) -> Iterator[Change]:
    yield from (Change(what, "removed", each) for each in old if each not in new)
    yield from (Change(what, "added", each) for each in new if each not in old)


def _differing(old: BaseModel, new: BaseModel) -> tuple[str, ...]:
    """Name the fields in which two nouns differ."""
    was, now = old.model_dump(), new.model_dump()
    return tuple(each for each in dict.fromkeys([*was, *now]) if was.get(each) != now.get(each))
