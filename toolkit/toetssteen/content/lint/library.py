"""The semantic lint: what a type cannot say about the library.

Every rule is one function over the whole library, listed in :data:`RULES`; each has a planted fault in
``tests/content`` that it must find.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import combinations
from weakref import WeakKeyDictionary

from toetssteen.content.library import Library, Scoping, Sources, page_of
from toetssteen.content.lint import classes, reading, releases, sets, topics
from toetssteen.content.lint.walk import asked_in, everything, nouns, sets_in, weighed
from toetssteen.errors import Fault, fault
from toetssteen.language import Text
from toetssteen.model.base import Id, plain
from toetssteen.model.criteria import Asked, Criterion, Dropped, Emphasis, Gate, Profile, Scale, Source, When
from toetssteen.model.crosswalks import Target

_FOUND: WeakKeyDictionary[Library, list[Fault]] = WeakKeyDictionary()


def lint(library: Library) -> list[Fault]:
    """Apply every rule to the library, once: a library that was read does not change, and a page asks at each act."""
    if library not in _FOUND:
        _FOUND[library] = [problem for rule in RULES for problem in rule(library)]
    return list(_FOUND[library])


def lint_beside(library: Library, unread: Sequence[Fault]) -> list[Fault]:
    """Apply every rule, without the faults that only say that an unread file is not there: they would bury its own."""
    if not unread:
        return lint(library)
    absent = {str(problem.where).split(",")[0].split("/")[0] for problem in unread}
    return [problem for problem in lint(library) if not _follows(problem, absent)]


def _follows(problem: Fault, absent: set[str]) -> bool:
    """Return whether a fault may follow from a file, in one of these folders, that could not be read."""
    if problem.code == "TS-111":
        return str(problem.particulars["kind"]).split(",")[0].split("/")[0] in absent
    return problem.code in COUNTING


COUNTING = frozenset({"TS-143", "TS-155", "TS-156"})
"""Rules that count, or hold against the last release, what is there; they can say nothing while a file is unread."""


def doubled_ids(library: Library) -> Iterator[Fault]:
    """An id names one thing: within a kind, and among criteria and gates together (TS-110)."""
    seen: set[tuple[str, str]] = set()
    for noun, place in everything(library):
        match noun:
            case Asked() if "own" not in place.path:
                key = ("criterion", noun.id)
            case Asked() | Scoping() | Sources() | Target() | Dropped():
                continue
            case _ if hasattr(noun, "id") and "options" not in place.path and "terms" not in place.path:
                key = (type(noun).__name__, noun.id)
            case _:
                continue
        if key in seen:
            yield fault("TS-110", place, id=noun.id)
        seen.add(key)
    for criteria_set, place in sets_in(library):
        named = [member.criterion for _, member, _ in weighed(criteria_set, place)]
        named += [
            *criteria_set.gates,
            *criteria_set.checklist,
            *criteria_set.conditions,
            *(value.value for value in criteria_set.values),
        ]
        for twice in sorted(name for name, count in Counter(named).items() if count > 1):
            yield fault("TS-110", place, id=twice)
    for question in library.scoping.values():
        for twice, count in Counter(option.id for option in question.options).items():
            if count > 1:
                yield fault("TS-110", f"scoping.yaml, {question.id}", id=twice)


def dangling_ids(library: Library) -> Iterator[Fault]:
    """Every id that is referred to exists (TS-111)."""
    for noun, place in everything(library):
        if isinstance(noun, Source) and noun.work not in library.works:
            yield fault("TS-111", place, id=noun.work, kind="sources/")
        if isinstance(noun, Criterion) and noun.scale not in library.scales:
            yield fault("TS-111", place.at("scale"), id=noun.scale, kind="scales/")


def ids_in_place(library: Library) -> Iterator[Fault]:
    """A file is named for its id, and a criterion's id begins with its value's (TS-112)."""
    for page in library.pages:
        stem = page.document.name.rsplit("/", 1)[-1].removesuffix(".yaml")
        if hasattr(page.noun, "id") and page.noun.id != stem:
            yield fault("TS-112", page.document.where(("id",)), id=page.noun.id, expected=stem)
    for value, asked, place in asked_in(library):
        if not re.fullmatch(rf"{re.escape(value.id)}\.[a-z0-9]+(-[a-z0-9]+)*", asked.id):
            yield fault("TS-112", place.at("id"), id=asked.id, expected=f"{value.id}.…")


def conditions(library: Library) -> Iterator[Fault]:
    """A condition can be true, and can be false (TS-113, TS-114)."""
    for noun, place in everything(library):
        when: When | None = getattr(noun, "when", None)
        if not when:
            continue
        at = place.at("when")
        for question, options in when.items():
            asked = library.scoping.get(question)
            if asked is None:
                yield fault("TS-111", at, id=question, kind="scoping.yaml")
                continue
            known = {option.id for option in asked.options}
            for option in sorted(set(options) - known):
                yield fault("TS-111", at, id=f"{question}: {option}", kind="scoping.yaml")
            if not known & set(options) or not _compatible(when, asked.when):
                yield fault("TS-113", at, condition=f"{question}: {options}")
            elif known <= set(options):
                yield fault("TS-114", at, condition=f"{question}: {options}")


def _compatible(when: When, also: When) -> bool:
    """Return whether a condition leaves room for that of the question it asks about."""
    return all(question not in when or set(when[question]) & set(options) for question, options in also.items())


def idle_options(library: Library) -> Iterator[Fault]:
    """Two options of a scoping question are told apart by some condition, or by the class that they ask (TS-115)."""
    conditions: dict[Id, list[set[Id]]] = {question: [] for question in library.scoping}
    for noun, _ in everything(library):
        for question, options in (getattr(noun, "when", None) or {}).items():
            conditions.get(question, []).append(set(options))
    for question in library.scoping.values():
        for one, other in combinations(question.options, 2):
            told = any((one.id in options) != (other.id in options) for options in conditions[question.id])
            if not told and one.asks == other.asks:
                yield fault("TS-115", f"scoping.yaml, {question.id}", one=one.id, other=other.id)


def anchors(library: Library) -> Iterator[Fault]:
    """A criterion describes each point of its scale, each point differently (TS-116)."""
    for criterion, place in nouns(library, Criterion):
        if criterion.scale not in library.scales:
            continue
        points = {plain(level.level) for level in library.scales[criterion.scale].levels}
        wrong = sorted(points ^ criterion.anchors.keys())
        if wrong:
            yield fault("TS-116", place.at("anchors"), id=criterion.id, levels=", ".join(wrong))
        for language in ("nl", "en"):
            texts = {level: getattr(anchor, language).strip().casefold() for level, anchor in criterion.anchors.items()}
            again = [level for level, text in texts.items() if list(texts.values()).count(text) > 1]
            if again:
                twice = place.at("anchors", again[-1], language).dotted
                yield fault("TS-134", place.at("anchors"), at=twice, id=criterion.id)
    for page in library.pages:
        if isinstance(page.noun, Scale):
            levels = Counter(level.level for level in page.noun.levels)
            if len(levels) < 2 or any(count > 1 for count in levels.values()):
                yield fault("TS-135", page.document.where(("levels",)), id=page.noun.id)


def sourced(library: Library) -> Iterator[Fault]:
    """What the library asks has a source and a real case (TS-136)."""
    for _, asked, place in asked_in(library):
        if not asked.sources or asked.case is None:
            yield fault("TS-136", place, id=asked.id)


def proof(library: Library) -> Iterator[Fault]:
    """A gate says what proof it takes (TS-119)."""
    for _, asked, place in asked_in(library):
        if isinstance(asked, Gate) and not (asked.proof.text.nl.strip() and asked.proof.text.en.strip()):
            yield fault("TS-119", place.at("proof"), id=asked.id)


def languages(library: Library) -> Iterator[Fault]:
    """A text has both languages, and is no HTML (TS-124, TS-129); own texts may have one language twice."""
    for noun, place in everything(library):
        if not isinstance(noun, Text):
            continue
        for language, text in (("nl", noun.nl), ("en", noun.en)):
            if not text.strip():
                yield fault("TS-124", place, at=place.at(language).dotted, language=language)
            if re.search(r"</?[a-zA-Z][^>]*>|&[a-z]+;", text):
                yield fault("TS-129", place, at=place.at(language).dotted, language=language)
        mine = "own" in place.path or isinstance(place.page.noun, Profile)
        if noun.nl == noun.en and len(noun.nl.split()) > 6 and not mine:
            yield fault("TS-124", place, language="en")


def dates(library: Library) -> Iterator[Fault]:
    """What begins does so before it ends (TS-128)."""
    for noun, place in everything(library):
        begin, end = getattr(noun, "valid_from", None), getattr(noun, "valid_to", None)
        if begin and end and begin > end:
            yield fault("TS-128", place, begin=begin, end=end)


def own_faults(library: Library, own: Sequence[Criterion]) -> list[Fault]:
    """Check the municipality's own criteria by themselves: whole, in place, known, and about the solution."""
    words = Text.same("-")
    alone = Emphasis(set="own", version="0.0.0", why=words, values={}, own=list(own))
    page = page_of(Profile(id="own", title=words, why=words, on=[alone]), "own")
    shelf = replace(library, pages=[page])
    rules = (anchors, languages, dangling_ids, conditions, sets.own_criteria)
    faults = [problem for rule in rules for problem in rule(shelf)]
    others = [criterion for criterion in own if criterion.addressee != "solution"]
    return [
        *faults,
        *(fault("TS-126", criterion.id, id=criterion.id, addressee=criterion.addressee) for criterion in others),
    ]


RULES: tuple[Callable[[Library], Iterator[Fault]], ...] = (
    doubled_ids, dangling_ids, ids_in_place, conditions, idle_options, anchors, sourced, proof, languages, dates,
    sets.dangling_in_sets, sets.weights, sets.minimums, sets.addressees, sets.asked_twice, sets.quick,
    sets.dated, sets.own_criteria, sets.profiles, sets.crosswalks,
    classes.asks, classes.inside, classes.sizes, classes.laws, classes.left,
    releases.versions, releases.lines, releases.fitting,
    topics.one_place, reading.read_itself, reading.terms,
)  # fmt: skip
