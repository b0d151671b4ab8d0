"""What changed between two versions of a method: pure, without words; the views say it.

Rules: two methods with another fingerprint have at least one change; what was moved, weighed otherwise or worded
otherwise is told apart from what came and went.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal, Protocol, TypeVar

from pydantic import BaseModel

from toetssteen.model.base import Id, plain
from toetssteen.model.method import Method, Weighing

What = Literal[
    "value",
    "criterion",
    "gate",
    "check",
    "condition",
    "scale",
    "scoping",
    "rule",
    "price",
    "law",
    "set",
    "impact",
    "other",
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
    differences = [
        *_ref("set", before.set, after.set),
        *([Change("impact", "changed", "impact")] if before.impact != after.impact else []),
        *_values(before, after),
        *_criteria(before, after),
        *_nouns("gate", _by_id(before.gates), _by_id(after.gates)),
        *_nouns("check", _by_id(before.checklist), _by_id(after.checklist)),
        *_nouns("condition", _by_id(before.conditions or []), _by_id(after.conditions or [])),
        *_scoping(before, after),
        *_nouns("scale", _by_id(before.scales), _by_id(after.scales)),
        *_fields("rule", before.rules, after.rules),
        *_price(before, after),
        *_ref("law", before.law, after.law),
    ]
    if not differences and before.document() != after.document():
        return [Change("other", "changed", "method")]
    return differences


def _values(before: Method, after: Method) -> Iterator[Change]:
    old, new = _by_id(before.values), _by_id(after.values)
    yield from _came_and_went("value", old, new)
    for value in [name for name in new if name in old]:
        if old[value].weight != new[value].weight:
            yield Change("value", "weight", value, old[value].weight.written, new[value].weight.written)
        if old[value].title != new[value].title:
            yield Change("value", "changed", value, fields=("title",))


def _criteria(before: Method, after: Method) -> Iterator[Change]:
    old, new = _weighed(before), _weighed(after)
    yield from _came_and_went("criterion", old, new)
    for criterion in [name for name in new if name in old]:
        (value, was), (into, now) = old[criterion], new[criterion]
        if value != into:
            yield Change("criterion", "moved", criterion, value, into)
        if was.weight != now.weight or before.weight_basis != after.weight_basis:
            yield Change("criterion", "weight", criterion, was.weight.written, now.weight.written)
        if was.minimum != now.minimum:
            yield Change("criterion", "minimum", criterion, _plain(was.minimum), _plain(now.minimum))
        if fields := _differing(was.criterion, now.criterion):
            yield Change("criterion", "changed", criterion, fields=fields)


class _Named(Protocol):
    @property
    def id(self) -> Id: ...


N = TypeVar("N", bound=_Named)


def _by_id(nouns: Iterable[N]) -> dict[Id, N]:
    return {noun.id: noun for noun in nouns}


def _weighed(method: Method) -> dict[Id, tuple[Id, Weighing]]:
    return {weighing.criterion.id: (value.id, weighing) for value, weighing in method.weighings()}


def _plain(level: Decimal | None) -> str | None:
    return None if level is None else plain(level)


def _scoping(before: Method, after: Method) -> Iterator[Change]:
    old, new = before.answers, after.answers
    yield from _came_and_went("scoping", old, new)
    for question in [name for name in new if name in old and old[name] != new[name]]:
        yield Change("scoping", "changed", question, old[question], new[question])
    asked = (_by_id(scoped.question for scoped in method.scoping) for method in (before, after))
    yield from (change for change in _nouns("scoping", *asked) if change.how == "changed")


def _price(before: Method, after: Method) -> Iterator[Change]:
    if before.price == after.price:
        return
    if before.price is None or after.price is None:
        yield Change("price", "added" if before.price is None else "removed", "price")
        return
    yield Change("price", "changed", "price", fields=_differing(before.price, after.price))


def _nouns(what: What, old: Mapping[Id, BaseModel], new: Mapping[Id, BaseModel]) -> Iterator[Change]:
    yield from _came_and_went(what, old, new)
    for name in [kept for kept in new if kept in old]:
        if fields := _differing(old[name], new[name]):
            yield Change(what, "changed", name, fields=fields)


def _fields(what: What, old: BaseModel, new: BaseModel) -> Iterator[Change]:
    for field in _differing(old, new):
        yield Change(what, "changed", field)


def _ref(what: What, old: Any, new: Any) -> Iterator[Change]:
    """Find the change of a reference, which has an id and a version."""
    if old == new:
        return
    was, now = (f"{ref.id} {ref.version}" if ref is not None else None for ref in (old, new))
    yield Change(what, "changed", what, was, now)


def _came_and_went(what: What, old: Mapping[Id, Any], new: Mapping[Id, Any]) -> Iterator[Change]:
    yield from (Change(what, "removed", name) for name in old if name not in new)
    yield from (Change(what, "added", name) for name in new if name not in old)


def _differing(old: BaseModel, new: BaseModel) -> tuple[str, ...]:
    """Name the fields in which two nouns differ."""
    was, now = old.model_dump(), new.model_dump()
    return tuple(field for field in dict.fromkeys([*was, *now]) if was.get(field) != now.get(field))
