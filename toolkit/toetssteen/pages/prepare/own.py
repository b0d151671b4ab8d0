"""A set made one's own on the prepare page: what is left out and why, criteria of one's own, contract conditions.

Rules: what the chair leaves out stays visible with the reason, and can come back; a requirement that the law makes
is warned of; one's own criterion passes the same lint as the library's. Each change is the whole of both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import zip_longest

from toetssteen.errors import Fault, RuleError, fault
from toetssteen.language import LANGUAGES, Language, Text, day, free_id, number, say, slug
from toetssteen.model.base import Id, plain
from toetssteen.model.criteria import Asked, Condition, CriteriaSet, Criterion, Gate
from toetssteen.model.entries.choices import SetFitted
from toetssteen.model.fitting import OWN, all_of, fit, value_of
from toetssteen.model.method import SheetGate
from toetssteen.pages.prepare.stand import Stand
from toetssteen.web.form import State

SCALE = "zero-to-four"
"""The scale of a criterion of one's own."""
LINES = ("title", "question", "why", "link")
"""The texts of a criterion of one's own, beside its anchors and the evidence it asks for."""
KINDS = ("criterion", "gate", "check", "condition")
"""The kinds of what a set has, by the words of the page for them, in the order in which they are shown."""
MUNICIPALITY = "https://identifier.overheid.nl/tooi/id/gemeente/"
"""How the TOOI URI of a municipality begins."""
SLUG = 40
"""Characters of a title that go into an id, which has room for 80."""


def now(stand: Stand) -> SetFitted:
    """Return what is left out and added now."""
    return stand.assessment.choices.fitting or SetFitted()


def fitting(stand: Stand) -> State:
    """Return what is left out with the reasons, what is not in force today, and the municipality's own criteria."""
    language, given = stand.language, now(stand)
    if stand.method is None:
        return {"dropped": [], "own": [], "later": [], "form": None}
    known: dict[Id, Asked] = {**stand.library.asked(given.own), **stand.library.conditions()}
    asked = {question.id for question in stand.asked()}
    return {
        "dropped": sorted(
            (
                {**_named(stand, left_out, known.get(left_out)), "reason": reason}
                for left_out, reason in given.dropped.items()
                if left_out not in asked
            ),
            key=lambda row: (KINDS.index(row["kind"]), row["title"]),
        ),
        "own": [_own(stand, criterion) for criterion in given.own] if stand.editable else [],
        "later": list(_not_in_force(stand)) if stand.editable else [],
        "form": {
            "values": [{"id": value.id, "title": value.title.in_(language)} for value in stand.library.values.values()],
            "levels": _points(stand, SCALE),
            "by": (known_by(given) or "").removeprefix(MUNICIPALITY),
        }
        if stand.editable
        else None,
    }


def _named(stand: Stand, asked_id: Id, asked: Asked | None) -> State:
    value = stand.library.values.get(value_of(asked_id))
    return {
        "id": asked_id,
        "title": asked.title.in_(stand.language) if asked else asked_id,
        "kind": kind_of(asked),
        "value": value.title.in_(stand.language) if value else "",
        "statutory": statutory(stand, asked),
    }


def kind_of(asked: object) -> str:
    """Return the kind of what is asked, by the word of the page for it."""
    match asked:
        case Condition():
            return "condition"
        case Gate(addressee="solution") | SheetGate():
            return "gate"
        case Asked(addressee="municipality" | "procedure"):
            return "check"
    return "criterion"


def statutory(stand: Stand, asked: object) -> bool:
    """Return whether a gate stands on a law: leaving it out does not take the duty away."""
    if not isinstance(asked, Gate):
        return False
    works = [stand.library.works.get(source.work) for source in asked.sources]
    return any(work is not None and work.kind == "law" for work in works)


def _points(stand: Stand, scale: Id) -> list[State]:
    """Return the described points of a scale, the lowest first (:class:`ScalePoint`)."""
    return [
        {"level": plain(point.level), "label": point.label.in_(stand.language)}
        for point in sorted(stand.library.scales[scale].levels, key=lambda point: point.level)
    ]


def _own(stand: Stand, own: Criterion) -> State:
    """Return a criterion of the municipality's own as its form has it: every text in both languages."""
    fields = {field: getattr(own, field) for field in LINES} | own.anchors
    texts = {language: {field: text.in_(language) for field, text in fields.items()} for language in LANGUAGES}
    for language in LANGUAGES:
        texts[language]["ask"] = "\n".join(proof.in_(language) for proof in own.ask)
    return {**_named(stand, own.id, own), "texts": texts, "levels": _points(stand, own.scale)}


def _not_in_force(stand: Stand) -> Iterator[State]:
    """Yield what the set has and the method of today leaves out, with the day it begins or ended."""
    today = stand.bench.store.today()
    for asked in stand.asked():
        if not asked.in_force(today):
            begins = asked.valid_from is not None and today < asked.valid_from
            on = asked.valid_from if begins else asked.valid_to
            yield {**_named(stand, asked.id, asked), "begins": begins, "day": day(on, stand.language)}


def weightless(stand: Stand) -> list[str]:
    """Return the titles of own criteria, and of their values, that still weigh nothing and so would never count."""
    if stand.method is None:
        return []
    mine = {criterion.id for criterion in now(stand).own}
    values = [
        value
        for value in stand.method.values
        if value.weight == 0 and any(weighing.criterion.id in mine for weighing in value.criteria)
    ]
    criteria = [
        weighing.criterion
        for _, weighing in stand.method.weighings()
        if weighing.criterion.id in mine and weighing.weight == 0
    ]
    return [noun.title.in_(stand.language) for noun in [*values, *criteria]]


def statutory_dropped(stand: Stand) -> list[str]:
    """Return the titles of requirements of the law that are left out."""
    asked = stand.library.asked()
    dropped = [asked[asked_id] for asked_id in now(stand).dropped if asked_id in asked]
    return [question.title.in_(stand.language) for question in dropped if statutory(stand, question)]


def conditions(stand: Stand) -> State:
    """Return the contract conditions, how one sees that they are kept, why one drops out (:class:`ConditionsPart`)."""
    if stand.method is None:
        return {"state": "later", "conditions": []}
    language = stand.language
    return {
        "state": "done",
        "conditions": [
            {
                "id": condition.id,
                "title": condition.title.in_(language),
                "why": condition.why.in_(language),
                "clause": condition.clause.in_(language),
                "watch": condition.watch.in_(language),
                "standing": stand.standing(condition),
                "by": stand.because(condition),
            }
            for condition in stand.method.conditions or []
        ],
        "dropped": [row for row in fitting(stand)["dropped"] if row["kind"] == "condition"],
    }


def dropping(stand: Stand, asked: Id, reason: str) -> State:
    """Return the fitting with one criterion, gate or condition more left out.

    Raises
    ------
    RuleError
        If the set does not have it, or nothing would be left to weigh.
    """
    given, before = stand.choosing.chosen(), now(stand)
    if asked not in all_of(given):
        raise RuleError(fault("TS-219", given.id, id=asked))
    return _whole(given, {**before.dropped, asked: reason}, before.own)


def taking_back(stand: Stand, asked: Id) -> State:
    """Return the fitting with one criterion, gate or condition taken back."""
    before = now(stand)
    dropped = {left_out: reason for left_out, reason in before.dropped.items() if left_out != asked}
    return _whole(stand.choosing.chosen(), dropped, before.own)


def without_own(stand: Stand, asked: Id) -> State:
    """Return the fitting without one of the municipality's own criteria."""
    before = now(stand)
    return _whole(
        stand.choosing.chosen(), before.dropped, [criterion for criterion in before.own if criterion.id != asked]
    )


def _whole(given: CriteriaSet, dropped: Mapping[Id, str], own: list[Criterion]) -> State:
    if not fit(given, dropped, own).values:
        raise RuleError(fault("TS-290", given.id))
    return {"dropped": dict(dropped), "own": own}


def with_own(
    stand: Stand, criterion: Id | None, value: Id, texts: Mapping[str, Mapping[str, str]], by: str = ""
) -> State:
    """Return the fitting with a criterion of the municipality's own, a new one or one that is written anew.

    ``texts`` has the fields by language; what is written in one language only stands in both. ``by`` is the
    municipality, by its TOOI URI or the code in it (``gm0363``); left out, it is as it was said before.

    Raises
    ------
    RuleError
        With every field that is empty, every anchor that says what another does.
    """
    before = now(stand)
    there = next((own for own in before.own if own.id == criterion), None)
    levels = [point["level"] for point in _points(stand, there.scale if there else SCALE)]
    empty = [
        field for field in (*LINES, *levels, "ask") if not any(said.get(field, "").strip() for said in texts.values())
    ]
    if empty:
        raise RuleError(
            fault("TS-291", at=f"{stand.language}.{field}", field=_label(field, levels, stand.language))
            for field in empty
        )
    if there is None:
        taken = {*stand.library.asked(before.own), *all_of(stand.choosing.chosen())}
        title = _both(texts, "title").in_(stand.language)
        criterion = free_id(f"{value}.{OWN}{slug(title, 'criterion', SLUG)}", taken)
    of = tooi(by) or (there.by if there else None) or known_by(before)
    made = Criterion(
        id=there.id if there else criterion,
        addressee="solution",
        scale=there.scale if there else SCALE,
        anchors={level: _both(texts, level) for level in levels},
        ask=_ask(texts),
        by=of,
        **{line: _both(texts, line) for line in LINES},
    )
    faults = _own_faults(stand, made)
    if faults:
        raise RuleError(faults)
    if there is None and any(kept.model_copy(update={"id": made.id}) == made for kept in before.own):
        return _whole(
            stand.choosing.chosen(), before.dropped, before.own
        )  # sent again after an answer that did not arrive
    own = [made if kept is there else kept for kept in before.own] if there else [*before.own, made]
    return _whole(stand.choosing.chosen(), before.dropped, own)


def tooi(given: str) -> str | None:
    """Return the TOOI URI of a municipality that was given by it or by its code; ``None`` where none was.

    Raises
    ------
    RuleError
        If it is neither.
    """
    if not (text := given.strip().casefold()):
        return None
    code = text.removeprefix(MUNICIPALITY)
    if not re.fullmatch("gm[0-9]{4}", code):
        raise RuleError(fault("TS-734", at="by", value=given.strip()))
    return MUNICIPALITY + code


def known_by(fitting: SetFitted) -> str | None:
    """Return the municipality that an own criterion names, so that it is asked for once."""
    return next((own.by for own in fitting.own if own.by), None)


def _label(field: str, levels: list[str], language: Language) -> str:
    if field in levels:
        return say("prepare.own_level", language, level=number(field, language))
    return say(f"prepare.own_{field}", language)


def _both(texts: Mapping[str, Mapping[str, str]], field: str) -> Text:
    """Return a field in both languages: where it is empty in one, it is as in the other."""
    nl, en = (texts.get(language, {}).get(field, "").strip() for language in LANGUAGES)
    return Text(nl=nl or en, en=en or nl)


def _ask(texts: Mapping[str, Mapping[str, str]]) -> list[Text]:
    """Return the evidence to ask for, one piece to a line."""
    lines = [texts.get(language, {}).get("ask", "").splitlines() for language in LANGUAGES]
    pairs = zip_longest(*([line.strip() for line in typed if line.strip()] for typed in lines), fillvalue="")
    return [Text(nl=nl or en, en=en or nl) for nl, en in pairs]


def _own_faults(stand: Stand, made: Criterion) -> list[Fault]:
    """Apply the lint of the library to one's own criterion alone, each fault once for both languages."""
    title = made.title.in_(stand.language)
    faults = stand.choosing.own_faults(made)
    faults.sort(key=lambda problem: problem.at.endswith(f".{stand.language}"))  # of two the one that the reader wrote
    found = {problem.code: replace(problem, where=title, at=_field(problem.at)) for problem in faults}
    return list(found.values())


def _field(at: str) -> str:
    """Return the field of the form (``nl.title``, ``en.3``) of a text in one's own criterion."""
    *path, language = at.rpartition(".own.")[2].split(".")
    return f"{language}.{path[2] if path[1] == 'anchors' else path[1]}" if len(path) > 1 else ""
