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
from toetssteen.model.criteria import CriteriaSet, Criterion, Emphasis
from toetssteen.model.crosswalks import Crosswalk
from toetssteen.model.fitting import OWN, all_of, fit
from toetssteen.model.weights import HUNDRED, Weight, level_faults

QUICK = 12
"""How many criteria a quick scan has."""


def dangling_in_sets(library: Library) -> Iterator[Fault]:
    """What a set names exists, in its value and of the kind that fits (TS-111, TS-127)."""
    for criteria_set, place in sets_in(library):
        yield from _dangling_in_set(library, criteria_set, place)


def _dangling_in_set(library: Library, criteria_set: CriteriaSet, place: Place) -> Iterator[Fault]:
    asked = library.asked(criteria_set.own)
    criteria = {name for name, noun in asked.items() if isinstance(noun, Criterion)}
    for value, weight, at in weighed(criteria_set, place):
        if weight.criterion not in criteria:
            yield fault("TS-111", at, id=weight.criterion, kind="values/, criteria")
        elif not weight.criterion.startswith(f"{value}."):
            yield fault("TS-127", at, id=weight.criterion, value=value)
    for group, known, kind in (
        ("values", library.values.keys(), "values/"),
        ("gates", asked.keys() - criteria, "values/, gates"),
        ("checklist", asked.keys(), "values/"),
        ("conditions", library.conditions().keys(), "values/, conditions"),
        ("selection", asked.keys(), "values/"),
    ):
        if group == "selection" and place.path:  # that of the whole set
            continue
        for index, member in enumerate(getattr(criteria_set, group)):
            named = member.value if group == "values" else member
            if named not in known:
                yield fault("TS-111", place.at(group, index), id=named, kind=kind)
    if criteria_set.law not in library.laws and not place.path:
        yield fault("TS-111", place.at("law"), id=criteria_set.law, kind="law/")


def weights(library: Library) -> Iterator[Fault]:
    """Weights add up to 100, of the whole and within each value; none is idle (TS-117, TS-120, TS-121)."""
    for criteria_set, place in sets_in(library):
        yield from _level(place.at("values"), {value.value: value.weight for value in criteria_set.values})
        for index, value in enumerate(criteria_set.values):
            yield from _level(place.at("values", index), {member.criterion: member.weight for member in value.criteria})


def _level(place: Place, weights: Mapping[Id, Decimal]) -> Iterator[Fault]:
    yield from level_faults({name: Weight.read(weight) for name, weight in weights.items()}, HUNDRED, str(place))
    for name, weight in weights.items():
        if weight == 0:
            yield fault("TS-117", place, id=name)


def minimums(library: Library) -> Iterator[Fault]:
    """A minimum lies on the scale and above its lowest point, or it could fail nobody (TS-118)."""
    for criteria_set, place in sets_in(library):
        asked = library.asked(criteria_set.own)
        for _, member, at in weighed(criteria_set, place):
            criterion = asked.get(member.criterion)
            scale = library.scales.get(criterion.scale) if isinstance(criterion, Criterion) else None
            if (
                scale
                and member.minimum is not None
                and (not scale.allows(member.minimum) or member.minimum <= scale.low)
            ):
                yield fault("TS-118", at, id=member.criterion, minimum=plain(member.minimum))


def addressees(library: Library) -> Iterator[Fault]:
    """Only what judges a solution ranks or fails one; the rest stands in the checklist (TS-126)."""
    for criteria_set, place in sets_in(library):
        asked = library.asked(criteria_set.own)
        judging = [(member.criterion, at) for _, member, at in weighed(criteria_set, place)]
        judging += [(gate, place.at("gates", index)) for index, gate in enumerate(criteria_set.gates)]
        for name, at in judging:
            if name in asked and asked[name].addressee != "solution":
                yield fault("TS-126", at, id=name, addressee=asked[name].addressee)
        for index, name in enumerate(criteria_set.checklist):
            if name in asked and asked[name].addressee == "solution":
                yield fault("TS-126", place.at("checklist", index), id=name, addressee="solution")


def quick(library: Library) -> Iterator[Fault]:
    """A quick scan is twelve criteria of the library, and nothing else (TS-160)."""
    for criteria_set, place in sets_in(library):
        if criteria_set.quick and not place.path:
            members = [member for _, member, _ in weighed(criteria_set, place)]
            groups = ("gates", "checklist", "conditions", "selection", "own", "classes")
            more = [group for group in groups if getattr(criteria_set, group)]
            more += ["minimum"] if any(member.minimum is not None for member in members) else []
            if len(members) != QUICK or more:
                said = ", ".join(more) or "-"
                yield fault("TS-160", place, id=criteria_set.id, criteria=len(members), more=said)


def asked_twice(library: Library) -> Iterator[Fault]:
    """What is asked of the tenderer (selection) is not asked of the offer again (award) (TS-123)."""
    asked = library.asked()

    def topic(name: Id) -> str:
        return (asked[name].topic or name) if name in asked else name

    for criteria_set, place in sets_in(library):
        selection = {topic(wanted): wanted for wanted in criteria_set.selection}
        for _, member, at in weighed(criteria_set, place):
            if topic(member.criterion) in selection:
                yield fault("TS-123", at, award=member.criterion, selection=selection[topic(member.criterion)])


def dated(library: Library) -> Iterator[Fault]:
    """What has a weight holds on every day: a date on it would leave weights that do not add up (TS-138)."""
    for criteria_set, place in sets_in(library):
        asked = library.asked(criteria_set.own)
        for _, member, at in weighed(criteria_set, place):
            criterion = asked.get(member.criterion)
            if criterion and (criterion.valid_from or criterion.valid_to):
                yield fault("TS-138", at, id=member.criterion)


def own_criteria(library: Library) -> Iterator[Fault]:
    """An own criterion says so in its id, belongs to a value, and takes no other's id (TS-112, TS-110)."""
    taken = library.asked()
    places: list[tuple[CriteriaSet | Emphasis, Place]] = [*nouns(library, CriteriaSet), *nouns(library, Emphasis)]
    for noun, place in places:
        for index, criterion in enumerate(noun.own):
            value, _, slug = criterion.id.partition(".")
            if value not in library.values or not slug.startswith(OWN):
                yield fault("TS-112", place.at("own", index, "id"), id=criterion.id, expected=f"<value>.{OWN}…")
            if criterion.id in taken or [other.id for other in noun.own].count(criterion.id) > 1:
                yield fault("TS-110", place.at("own", index, "id"), id=criterion.id)


def profiles(library: Library) -> Iterator[Fault]:
    """A profile weighs all of the set it names, in that version, to 100 (TS-111, TS-137, TS-120, TS-121, TS-117)."""
    for noun, place in nouns(library, Emphasis):
        criteria_set = library.sets.get(noun.set)
        if criteria_set is None:
            yield fault("TS-111", place.at("set"), id=noun.set, kind="sets/")
            continue
        fitted = fit(criteria_set, {dropped.id for dropped in noun.dropped}, noun.own)
        if criteria_set.version != noun.version:
            yield fault(
                "TS-241", place.at("version"), set=criteria_set.id, chosen=noun.version, found=criteria_set.version
            )
        yield from _same({value.value for value in fitted.values}, noun.values, place.at("values"), criteria_set.id)
        yield from _level(place.at("values"), noun.values)
        for value in fitted.values:
            inner = {member.criterion for member in value.criteria}
            weighs = {criterion: weight for criterion, weight in noun.criteria.items() if criterion in inner}
            if weighs or any(member.weight == 0 for member in value.criteria):
                yield from _same(inner, weighs, place.at("criteria"), criteria_set.id)
                yield from _level(place.at("criteria"), weighs)
        strange = noun.criteria.keys() - all_of(fitted) | {dropped.id for dropped in noun.dropped} - all_of(
            criteria_set
        )
        for name in sorted(strange):
            yield fault("TS-111", place, id=name, kind=criteria_set.id)


def _same(wanted: Collection[Id], named: Collection[Id], place: Place, name: Id) -> Iterator[Fault]:
    missing, extra = sorted(set(wanted) - set(named)), sorted(set(named) - set(wanted))
    if missing or extra:
        yield fault("TS-137", place, set=name, missing=", ".join(missing) or "-", extra=", ".join(extra) or "-")


def crosswalks(library: Library) -> Iterator[Fault]:
    """A crosswalk links what exists, once; published weights are of its parts and add up to 100 (TS-110, TS-111)."""
    asked = {*library.asked(), *library.conditions()}
    for noun, place in nouns(library, Crosswalk):
        targets = {target.id for target in noun.targets}
        if noun.work not in library.works:
            yield fault("TS-111", place.at("work"), id=noun.work, kind="sources/")
        for index, link in enumerate(noun.links):
            if link.asked not in asked:
                yield fault("TS-111", place.at("links", index), id=link.asked, kind="values/")
            if link.target not in targets:
                yield fault("TS-111", place.at("links", index), id=link.target, kind=noun.id)
        pairs = Counter(f"{link.asked} → {link.target}" for link in noun.links)
        for twice in sorted(name for name, count in [*pairs.items(), *_counted(noun)] if count > 1):
            yield fault("TS-110", place, id=twice)
        for index, weights in enumerate(noun.weights):
            yield from _same(targets, weights.weights, place.at("weights", index), noun.id)
            yield from _level(place.at("weights", index), weights.weights)


def _counted(noun: Crosswalk) -> Iterable[tuple[str, int]]:
    return Counter(target.id for target in noun.targets).items()
