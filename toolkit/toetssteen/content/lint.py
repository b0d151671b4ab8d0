"""The semantic lint: what a type cannot say about the library.

Every rule is one function over the whole library, listed in :data:`RULES`; each has a planted fault in
``tests/content`` that it must find.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations
from typing import Any

from pydantic import BaseModel

from toetssteen.content.library import Library, Page, Scoping, Sources
from toetssteen.errors import Fault, fault
from toetssteen.model.base import Id, plain
from toetssteen.model.criteria import (
    Asked,
    CriteriaSet,
    Criterion,
    Gate,
    PublicValue,
    Scale,
    SetCriterion,
    Source,
    When,
)
from toetssteen.model.method import HUNDRED, level_faults
from toetssteen.text import Text


def lint(library: Library) -> list[Fault]:
    """Apply every rule to the library."""
    return [found for rule in RULES for found in rule(library)]


@dataclass(frozen=True)
class _Place:
    """A noun inside a file, with the path to it."""

    page: Page
    path: tuple[str | int, ...]

    def __str__(self) -> str:
        return self.page.document.where(self.path)

    def at(self, *path: str | int) -> _Place:
        return _Place(self.page, (*self.path, *path))


def _walk(value: Any, place: _Place) -> Iterator[tuple[Any, _Place]]:
    """Go over a noun and everything in it."""
    yield value, place
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _walk(getattr(value, name), place.at(name))
    elif isinstance(value, list):
        for index, member in enumerate(value):
            yield from _walk(member, place.at(index))
    elif isinstance(value, Mapping):
        for key, member in value.items():
            yield from _walk(member, place.at(key))


def _all(library: Library) -> Iterator[tuple[Any, _Place]]:
    for page in library.pages:
        yield from _walk(page.noun, _Place(page, ()))


def _asked(library: Library) -> Iterator[tuple[PublicValue, Criterion | Gate, _Place]]:
    for page in library.pages:
        if isinstance(page.noun, PublicValue):
            for group in ("criteria", "gates"):
                for index, each in enumerate(getattr(page.noun, group)):
                    yield page.noun, each, _Place(page, (group, index))


def _sets(library: Library) -> Iterator[tuple[CriteriaSet, _Place]]:
    for page in library.pages:
        if isinstance(page.noun, CriteriaSet):
            yield page.noun, _Place(page, ())


def _weighed(given: CriteriaSet, place: _Place) -> Iterator[tuple[Id, SetCriterion, _Place]]:
    for i, value in enumerate(given.values):
        for j, each in enumerate(value.criteria):
            yield value.value, each, place.at("values", i, "criteria", j)


def doubled_ids(library: Library) -> Iterator[Fault]:
    """An id names one thing: within a kind, and among criteria and gates together (TS-110)."""
    seen: set[tuple[str, str]] = set()
    for noun, place in _all(library):
        match noun:
            case Asked():
                key = ("criterion", noun.id)
            case Scoping() | Sources():
                continue
            case _ if hasattr(noun, "id") and "options" not in place.path and "terms" not in place.path:
                key = (type(noun).__name__, noun.id)
            case _:
                continue
        if key in seen:
            yield fault("TS-110", place, id=noun.id)
        seen.add(key)
    for given, place in _sets(library):
        named = [each.criterion for _, each, _ in _weighed(given, place)]
        named += [*given.gates, *given.checklist, *(each.value for each in given.values)]
        for twice in sorted(each for each, count in Counter(named).items() if count > 1):
            yield fault("TS-110", place, id=twice)
    for question in library.scoping.values():
        for twice, count in Counter(each.id for each in question.options).items():
            if count > 1:
                yield fault("TS-110", f"scoping.yaml, {question.id}", id=twice)


def dangling_ids(library: Library) -> Iterator[Fault]:
    """Every id that is referred to exists (TS-111)."""
    for noun, place in _all(library):
        if isinstance(noun, Source) and noun.work not in library.works:
            yield fault("TS-111", place, id=noun.work, kind="sources/")
        if isinstance(noun, Criterion) and noun.scale not in library.scales:
            yield fault("TS-111", place.at("scale"), id=noun.scale, kind="scales/")
    for given, place in _sets(library):
        yield from _dangling_in_set(library, given, place)


def _dangling_in_set(library: Library, given: CriteriaSet, place: _Place) -> Iterator[Fault]:
    asked = library.asked()
    criteria = {each for each, noun in asked.items() if isinstance(noun, Criterion)}
    for value, each, at in _weighed(given, place):
        if each.criterion not in criteria:
            yield fault("TS-111", at, id=each.criterion, kind="values/, criteria")
        elif not each.criterion.startswith(f"{value}."):
            yield fault("TS-127", at, id=each.criterion, value=value)
    for group, known, kind in (
        ("values", library.values.keys(), "values/"),
        ("gates", asked.keys() - criteria, "values/, gates"),
        ("checklist", asked.keys(), "values/"),
        ("selection", asked.keys(), "values/"),
    ):
        for index, member in enumerate(getattr(given, group)):
            named = member.value if group == "values" else member
            if named not in known:
                yield fault("TS-111", place.at(group, index), id=named, kind=kind)
    if given.law not in library.laws:
        yield fault("TS-111", place.at("law"), id=given.law, kind="law/")


def ids_in_place(library: Library) -> Iterator[Fault]:
    """A file is named for its id, and a criterion's id begins with its value's (TS-112)."""
    for page in library.pages:
        stem = page.document.name.rsplit("/", 1)[-1].removesuffix(".yaml")
        if hasattr(page.noun, "id") and page.noun.id != stem:
            yield fault("TS-112", page.document.where(("id",)), id=page.noun.id, expected=stem)
    for value, each, place in _asked(library):
        if not re.fullmatch(rf"{re.escape(value.id)}\.[a-z0-9]+(-[a-z0-9]+)*", each.id):
            yield fault("TS-112", place.at("id"), id=each.id, expected=f"{value.id}.…")


def conditions(library: Library) -> Iterator[Fault]:
    """A condition can be true, and can be false (TS-113, TS-114)."""
    for noun, place in _all(library):
        when: When | None = getattr(noun, "when", None)
        if not when:
            continue
        at = place.at("when")
        for question, options in when.items():
            asked = library.scoping.get(question)
            if asked is None:
                yield fault("TS-111", at, id=question, kind="scoping.yaml")
                continue
            known = {each.id for each in asked.options}
            for option in sorted(set(options) - known):
                yield fault("TS-111", at, id=f"{question}: {option}", kind="scoping.yaml")
            if not known & set(options) or not _compatible(when, asked.when):
                yield fault("TS-113", at, condition=f"{question}: {options}")
            elif known <= set(options):
                yield fault("TS-114", at, condition=f"{question}: {options}")


def _compatible(when: When, also: When) -> bool:
    """Tell whether a condition leaves room for that of the question it asks about."""
    return all(question not in when or set(when[question]) & set(options) for question, options in also.items())


def idle_options(library: Library) -> Iterator[Fault]:
    """Two options of a scoping question are told apart by some condition (TS-115)."""
    conditions: dict[Id, list[set[Id]]] = {question: [] for question in library.scoping}
    for noun, _ in _all(library):
        for question, options in (getattr(noun, "when", None) or {}).items():
            conditions.get(question, []).append(set(options))
    for question in library.scoping.values():
        for one, other in combinations([each.id for each in question.options], 2):
            if all((one in options) == (other in options) for options in conditions[question.id]):
                yield fault("TS-115", f"scoping.yaml, {question.id}", one=one, other=other)


def anchors(library: Library) -> Iterator[Fault]:
    """A criterion describes each point of its scale, each point differently (TS-116)."""
    for _, each, place in _asked(library):
        if not isinstance(each, Criterion) or each.scale not in library.scales:
            continue
        points = {plain(level.level) for level in library.scales[each.scale].levels}
        wrong = sorted(points ^ each.anchors.keys())
        if wrong:
            yield fault("TS-116", place.at("anchors"), id=each.id, levels=", ".join(wrong))
        for language in ("nl", "en"):
            texts = Counter(getattr(anchor, language).strip().casefold() for anchor in each.anchors.values())
            if any(count > 1 for count in texts.values()):
                yield fault("TS-134", place.at("anchors"), id=each.id)
                break
    for page in library.pages:
        if isinstance(page.noun, Scale):
            levels = Counter(level.level for level in page.noun.levels)
            if len(levels) < 2 or any(count > 1 for count in levels.values()):
                yield fault("TS-135", page.document.where(("levels",)), id=page.noun.id)


def weights(library: Library) -> Iterator[Fault]:
    """Weights add up to 100, of the whole and within each value; none is idle (TS-117, TS-120, TS-121)."""
    for given, place in _sets(library):
        yield from _level(place.at("values"), {each.value: each.weight for each in given.values})
        for index, value in enumerate(given.values):
            yield from _level(place.at("values", index), {each.criterion: each.weight for each in value.criteria})


def _level(place: _Place, weights: Mapping[Id, Decimal]) -> Iterator[Fault]:
    yield from level_faults(weights, HUNDRED, str(place))
    for each, weight in weights.items():
        if weight == 0:
            yield fault("TS-117", place, id=each)


def minimums(library: Library) -> Iterator[Fault]:
    """A minimum lies on the scale and above its lowest point, or it could fail nobody (TS-118)."""
    asked = library.asked()
    for given, place in _sets(library):
        for _, each, at in _weighed(given, place):
            criterion = asked.get(each.criterion)
            scale = library.scales.get(criterion.scale) if isinstance(criterion, Criterion) else None
            if scale and each.minimum is not None and (not scale.allows(each.minimum) or each.minimum <= scale.low):
                yield fault("TS-118", at, id=each.criterion, minimum=plain(each.minimum))


def addressees(library: Library) -> Iterator[Fault]:
    """Only what judges a solution ranks or fails one; the rest stands in the checklist (TS-126)."""
    asked = library.asked()
    for given, place in _sets(library):
        judging = [(each.criterion, at) for _, each, at in _weighed(given, place)]
        judging += [(gate, place.at("gates", index)) for index, gate in enumerate(given.gates)]
        for each, at in judging:
            if each in asked and asked[each].addressee != "solution":
                yield fault("TS-126", at, id=each, addressee=asked[each].addressee)
        for index, each in enumerate(given.checklist):
            if each in asked and asked[each].addressee == "solution":
                yield fault("TS-126", place.at("checklist", index), id=each, addressee="solution")


def asked_twice(library: Library) -> Iterator[Fault]:
    """What is asked of the tenderer (selection) is not asked of the offer again (award) (TS-123)."""
    asked = library.asked()

    def topic(each: Id) -> str:
        return (asked[each].topic or each) if each in asked else each

    for given, place in _sets(library):
        selection = {topic(each): each for each in given.selection}
        for _, each, at in _weighed(given, place):
            if topic(each.criterion) in selection:
                yield fault("TS-123", at, award=each.criterion, selection=selection[topic(each.criterion)])


def proof(library: Library) -> Iterator[Fault]:
    """A gate says what proof it takes (TS-119)."""
    for _, each, place in _asked(library):
        if isinstance(each, Gate) and not (each.proof.text.nl.strip() and each.proof.text.en.strip()):
            yield fault("TS-119", place.at("proof"), id=each.id)


def languages(library: Library) -> Iterator[Fault]:
    """A text has both languages, and is no HTML (TS-124, TS-129)."""
    for noun, place in _all(library):
        if not isinstance(noun, Text):
            continue
        for language, text in (("nl", noun.nl), ("en", noun.en)):
            if not text.strip():
                yield fault("TS-124", place, language=language)
            if re.search(r"</?[a-zA-Z][^>]*>|&[a-z]+;", text):
                yield fault("TS-129", place, language=language)
        if noun.nl == noun.en and len(noun.nl.split()) > 6:
            yield fault("TS-124", place, language="en")


def dates(library: Library) -> Iterator[Fault]:
    """What begins does so before it ends (TS-128)."""
    for noun, place in _all(library):
        begin, end = getattr(noun, "valid_from", None), getattr(noun, "valid_to", None)
        if begin and end and begin > end:
            yield fault("TS-128", place, begin=begin, end=end)


RULES: tuple[Callable[[Library], Iterator[Fault]], ...] = (
    doubled_ids, dangling_ids, ids_in_place, conditions, idle_options, anchors, weights, minimums, addressees,
    asked_twice, proof, languages, dates,
)  # fmt: skip
