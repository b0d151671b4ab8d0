"""The lint of subjects: in one set each stands in one place, as a gate, a contract condition or an award criterion.

Every rule is one function over the whole library, listed in :data:`toetssteen.content.lint.library.RULES`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations

from toetssteen.content.library import Library
from toetssteen.content.lint.walk import Place, sets_in, weighed
from toetssteen.errors import Fault, fault
from toetssteen.model.base import Id
from toetssteen.model.criteria import CriteriaSet


def one_place(library: Library) -> Iterator[Fault]:
    """A subject stands once in a set, across gates, conditions and what is weighed (TS-148)."""
    for criteria_set, place in sets_in(library):
        known = {**library.asked(criteria_set.own), **library.conditions()}
        by_topic: dict[Id, list[tuple[Id, Place]]] = {}
        for name, at in _placed(criteria_set, place):
            topic = known[name].topic if name in known else None
            by_topic.setdefault(topic or name, []).append((name, at))
        for topic, found in by_topic.items():
            for (one, _), (other, at) in combinations(found, 2):
                if one != other:
                    yield fault("TS-148", at, topic=topic, one=one, other=other)


def _placed(criteria_set: CriteriaSet, place: Place) -> Iterable[tuple[Id, Place]]:
    """Yield what judges a solution or binds its vendor, with where it stands in the set."""
    for group in ("gates", "conditions"):
        for index, name in enumerate(getattr(criteria_set, group)):
            yield name, place.at(group, index)
    for _, member, at in weighed(criteria_set, place):
        yield member.criterion, at
