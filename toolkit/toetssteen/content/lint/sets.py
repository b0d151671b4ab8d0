"""The lint of what chooses and weighs: sets, profiles and crosswalks.

Every rule is one function over the whole library, listed in :data:`toetssteen.content.lint.library.RULES`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from decimal import Decimal

from toetssteen.content.library import Library
from toetssteen.content.lint.walk import Place, nouns, sets_in, weighed
from toetssteen.errors import Fault, fault
from toetssteen.model.base import Id, plain
from toetssteen.model.criteria import CriteriaSet, Criterion, Crosswalk, Emphasis
from toetssteen.model.fitting import OWN, all_of, fit
from toetssteen.model.method import HUNDRED, level_faults


def dangling_in_sets(library: Library) -> Iterator[Fault]:
    """What a set names exists, in its value and of the kind that fits (TS-111, TS-127)."""
    for given, place in sets_in(library):
        yield from _dangling_in_set(library, given, place)


def _dangling_in_set(library: Library, given: CriteriaSet, place: Place) -> Iterator[Fault]:
    asked = library.asked(given.own)
    criteria = {each for each, noun in asked.items() if isinstance(noun, Criterion)}
    for value, each, at in weighed(given, place):
        if each.criterion not in criteria:
            yield fault("TS-111", at, id=each.criterion, kind="values/, criteria")
        elif not each.criterion.startswith(f"{value}."):
            yield fault("TS-127", at, id=each.criterion, value=value)
    for group, known, kind in (
        ("values", library.values.keys(), "values/"),
        ("gates", asked.keys() - criteria, "values/, gates"),
        ("checklist", asked.keys(), "values/"),
        ("conditions", library.conditions().keys(), "values/, conditions"),
        ("selection", asked.keys(), "values/"),
    ):
        for index, member in enumerate(getattr(given, group)):
            named = member.value if group == "values" else member
            if named not in known:
                yield fault("TS-111", place.at(group, index), id=named, kind=kind)
    if given.law not in library.laws:
        yield fault("TS-111", place.at("law"), id=given.law, kind="law/")


def weights(library: Library) -> Iterator[Fault]:
    """Weights add up to 100, of the whole and within each value; none is idle (TS-117, TS-120, TS-121)."""
    for given, place in sets_in(library):
        yield from _level(place.at("values"), {each.value: each.weight for each in given.values})
        for index, value in enumerate(given.values):
            yield from _level(place.at("values", index), {each.criterion: each.weight for each in value.criteria})


def _level(place: Place, weights: Mapping[Id, Decimal]) -> Iterator[Fault]:
    yield from level_faults(weights, HUNDRED, str(place))
    for each, weight in weights.items():
        if weight == 0:
            yield fault("TS-117", place, id=each)


def minimums(library: Library) -> Iterator[Fault]:
    """A minimum lies on the scale and above its lowest point, or it could fail nobody (TS-118)."""
    for given, place in sets_in(library):
        asked = library.asked(given.own)
        for _, each, at in weighed(given, place):
            criterion = asked.get(each.criterion)
            scale = library.scales.get(criterion.scale) if isinstance(criterion, Criterion) else None
            if scale and each.minimum is not None and (not scale.allows(each.minimum) or each.minimum <= scale.low):
                yield fault("TS-118", at, id=each.criterion, minimum=plain(each.minimum))


def addressees(library: Library) -> Iterator[Fault]:
    """Only what judges a solution ranks or fails one; the rest stands in the checklist (TS-126)."""
    for given, place in sets_in(library):
        asked = library.asked(given.own)
        judging = [(each.criterion, at) for _, each, at in weighed(given, place)]
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

    for given, place in sets_in(library):
        selection = {topic(each): each for each in given.selection}
        for _, each, at in weighed(given, place):
            if topic(each.criterion) in selection:
                yield fault("TS-123", at, award=each.criterion, selection=selection[topic(each.criterion)])


def dated(library: Library) -> Iterator[Fault]:
    """What has a weight holds on every day: a date on it would leave weights that do not add up (TS-138)."""
    for given, place in sets_in(library):
        asked = library.asked(given.own)
        for _, each, at in weighed(given, place):
            criterion = asked.get(each.criterion)
            if criterion and (criterion.valid_from or criterion.valid_to):
                yield fault("TS-138", at, id=each.criterion)


def own_criteria(library: Library) -> Iterator[Fault]:
    """A criterion of one's own says so in its id, belongs to a value, and takes no other's id (TS-112, TS-110)."""
    taken = library.asked()
    places: list[tuple[CriteriaSet | Emphasis, Place]] = [*nouns(library, CriteriaSet), *nouns(library, Emphasis)]
    for noun, place in places:
        for index, each in enumerate(noun.own):
            value, _, slug = each.id.partition(".")
            if value not in library.values or not slug.startswith(OWN):
                yield fault("TS-112", place.at("own", index, "id"), id=each.id, expected=f"<value>.{OWN}…")
            if each.id in taken or [other.id for other in noun.own].count(each.id) > 1:
                yield fault("TS-110", place.at("own", index, "id"), id=each.id)


def profiles(library: Library) -> Iterator[Fault]:
    """A profile weighs all of the set it names, in that version, to 100 (TS-111, TS-137, TS-120, TS-121, TS-117)."""
    for noun, place in nouns(library, Emphasis):
        given = library.sets.get(noun.set)
        if given is None:
            yield fault("TS-111", place.at("set"), id=noun.set, kind="sets/")
            continue
        fitted = fit(given, {each.id for each in noun.dropped}, noun.own)
        if given.version != noun.version:
            yield fault("TS-241", place.at("version"), set=given.id, chosen=noun.version, found=given.version)
        yield from _same({each.value for each in fitted.values}, noun.values, place.at("values"), given.id)
        yield from _level(place.at("values"), noun.values)
        for value in fitted.values:
            inner = {each.criterion for each in value.criteria}
            weighs = {each: weight for each, weight in noun.criteria.items() if each in inner}
            if weighs or any(each.weight == 0 for each in value.criteria):
                yield from _same(inner, weighs, place.at("criteria"), given.id)
                yield from _level(place.at("criteria"), weighs)
        strange = noun.criteria.keys() - all_of(fitted) | {each.id for each in noun.dropped} - all_of(given)
        for each in sorted(strange):
            yield fault("TS-111", place, id=each, kind=given.id)


def _same(wanted: Collection[Id], given: Collection[Id], place: Place, name: Id) -> Iterator[Fault]:
    missing, extra = sorted(set(wanted) - set(given)), sorted(set(given) - set(wanted))
    if missing or extra:
        yield fault("TS-137", place, set=name, missing=", ".join(missing) or "-", extra=", ".join(extra) or "-")


def crosswalks(library: Library) -> Iterator[Fault]:
    """A crosswalk links what exists, once; published weights are of its parts and add up to 100 (TS-110, TS-111)."""
    asked = {*library.asked(), *library.conditions()}
    for noun, place in nouns(library, Crosswalk):
        targets = {each.id for each in noun.targets}
        if noun.work not in library.works:
            yield fault("TS-111", place.at("work"), id=noun.work, kind="sources/")
        for index, link in enumerate(noun.links):
            if link.asked not in asked:
                yield fault("TS-111", place.at("links", index), id=link.asked, kind="values/")
            if link.target not in targets:
                yield fault("TS-111", place.at("links", index), id=link.target, kind=noun.id)
        pairs = Counter(f"{each.asked} → {each.target}" for each in noun.links)
        for twice in sorted(each for each, count in [*pairs.items(), *_counted(noun)] if count > 1):
            yield fault("TS-110", place, id=twice)
        for index, weights in enumerate(noun.weights):
            yield from _same(targets, weights.weights, place.at("weights", index), noun.id)
            yield from _level(place.at("weights", index), weights.weights)


def _counted(noun: Crosswalk) -> Iterable[tuple[str, int]]:
    return Counter(each.id for each in noun.targets).items()
