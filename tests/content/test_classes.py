"""The classes of impact: what the answers ask, what a lighter class leaves of a set, lint rules and their plants."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from tests.content.classed import classed, lighter, members, with_gate_of_law, with_set

from toetssteen.content.assemble import assemble, scoping_questions, sketch
from toetssteen.content.impact import class_faults
from toetssteen.content.library import Library, Scoping, page_of
from toetssteen.content.lint import library as lint
from toetssteen.errors import RuleError
from toetssteen.model.criteria import Gate, ImpactClass, LighterClass
from toetssteen.model.entries.choices import ClassChosen, SetChosen, WeightsSet
from toetssteen.model.fitting import class_faults as faults_of_class
from toetssteen.model.method import Impact, Method, SetRef
from toetssteen.model.replay.assessment import Choices

ON = date(2026, 11, 23)
LIGHT = {"touched": "few", "undo": "easily", "without": "easily", "decides": "no", "dependence": "little"}


def choices(shelf: Library, answers: dict[str, str], chosen: str | None = None, reason: str | None = None) -> Choices:
    """Choose the set with classes, and answer every question of it."""
    known = shelf.sets["chat-channel"]
    first = {question.id: question.options[0].id for question in shelf.scoping.values() if not question.impact}
    impact = ClassChosen.model_validate({"impact": chosen, "reason": reason}) if chosen else None
    return Choices(
        set=SetChosen(set=SetRef(id=known.id, version=known.version)), scoping=first | answers, impact=impact
    )


def made(shelf: Library, answers: dict[str, str], chosen: str | None = None, reason: str | None = None) -> Method:
    return assemble(shelf, choices(shelf, answers, chosen, reason), "ethics", ON)


def refused(shelf: Library, given: Choices) -> list[str]:
    with pytest.raises(RuleError) as error:
        assemble(shelf, given, "ethics", ON)
    return [fault.code for fault in error.value.faults]


@pytest.mark.parametrize(
    ("answers", "asked"),
    [
        (LIGHT, "light"),
        ({**LIGHT, "undo": "with-effort"}, "normal"),
        ({**LIGHT, "undo": "with-effort", "dependence": "much"}, "heavy"),
    ],
)
def test_the_class_is_the_heaviest_that_an_answer_asks(
    shelf: Library, answers: dict[str, str], asked: ImpactClass
) -> None:
    with_classes = classed(shelf)
    method = made(with_classes, answers)
    assert method.impact == Impact(asked=asked, chosen=asked)
    known = with_classes.sets["chat-channel"]
    weighed = [weighing.criterion.id for _, weighing in method.weighings()]
    whole = [member.criterion for value in known.values for member in value.criteria]
    assert weighed == (whole if asked == "heavy" else members(shelf, known)[: {"light": 9, "normal": 15}[asked]])
    assert (len(method.gates) < len(known.gates)) == (asked != "heavy")
    assert Method.model_validate_json(method.document()) == method
    assert method.format == "toetssteen-method/3"


def test_until_all_is_answered_the_class_is_heavy_and_what_is_open_is_refused(shelf: Library) -> None:
    some = {question: answer for question, answer in LIGHT.items() if question != "undo"}
    given = choices(classed(shelf), some)
    method = sketch(classed(shelf), given, "ethics", ON)
    assert method.impact == Impact(asked="heavy", chosen="heavy")
    assert refused(classed(shelf), given) == ["TS-242"]


def test_a_class_is_raised_freely_and_lowered_with_a_reason_that_is_kept(shelf: Library) -> None:
    with_classes, heavy = classed(shelf), {**LIGHT, "decides": "decides"}
    assert made(with_classes, LIGHT, "heavy").impact == Impact(asked="light", chosen="heavy")
    assert refused(with_classes, choices(with_classes, heavy, "light")) == ["TS-721"]
    lowered = made(with_classes, heavy, "light", "a pilot of a month").impact
    assert lowered == Impact(asked="heavy", chosen="light", reason="a pilot of a month")
    assert made(with_classes, LIGHT, "normal", "not needed").impact == Impact(asked="light", chosen="normal")


def test_a_set_without_classes_is_heavy_only_and_its_method_is_what_it_was(shelf: Library) -> None:
    known = shelf.sets["chat-channel"].model_copy(update={"classes": {}})
    plain = with_set(shelf, known)
    method = made(plain, LIGHT)
    assert method.impact is None
    assert b'"impact":' not in method.document()
    assert not {question.id for question in scoping_questions(plain, known)} & LIGHT.keys()
    assert refused(plain, choices(plain, LIGHT, "light")) == ["TS-722"]
    assert made(plain, LIGHT, "heavy") == method


def test_where_the_class_asked_for_is_lacking_the_next_heavier_one_holds(shelf: Library) -> None:
    known = classed(shelf).sets["chat-channel"]
    normal = with_set(shelf, known.model_copy(update={"classes": {"normal": known.classes["normal"]}}))
    assert made(normal, LIGHT).impact == Impact(asked="light", chosen="normal")


def test_weights_of_what_a_lighter_class_does_not_ask_are_left_alone(shelf: Library) -> None:
    with_classes = classed(shelf)
    known = with_classes.sets["chat-channel"]
    all_of = {value.value: str(value.weight) for value in known.values}
    given = replace(choices(with_classes, LIGHT), weights=WeightsSet(values=all_of, reason="for heavy"))
    assert set(refused(with_classes, given)) == {"TS-120"}
    assert made(with_classes, {**LIGHT, "undo": "hardly"}).values[0].weight == known.values[0].weight
    heavy = replace(given, scoping={**given.scoping, "undo": "hardly"})
    assert assemble(with_classes, heavy, "ethics", ON).impact == Impact(asked="heavy", chosen="heavy")


def _of_class(impact: LighterClass, **changes: object) -> Callable[[Library], Library]:
    def plant(shelf: Library) -> Library:
        known = classed(shelf).sets["chat-channel"]
        changed = {**known.classes, impact: known.classes[impact].model_copy(update=changes)}
        return with_set(shelf, known.model_copy(update={"classes": changed}))

    return plant


def _weighing(shelf: Library, count: int) -> Library:
    known = shelf.sets["chat-channel"]
    return classed(shelf, values=lighter(members(shelf, known)[:count]).values)


def _hanging(shelf: Library) -> Library:
    made = classed(shelf)
    hanging = members(shelf, made.sets["chat-channel"])[:4]
    for value in shelf.values.values():
        criteria = [
            known.model_copy(update={"when": {"ai": ["decides"]}}) if known.id in hanging else known
            for known in value.criteria
        ]
        made = made.with_page(page_of(value.model_copy(update={"criteria": criteria}), f"values/{value.id}.yaml"))
    return made


def _further(shelf: Library) -> Library:
    light = classed(shelf).sets["chat-channel"].classes["light"].gates
    gates = [name for name, asked in shelf.asked().items() if isinstance(asked, Gate) and not asked.by_law]
    return classed(shelf, gates=[*light, *[name for name in gates if name not in light][:4]])


def _without_law(shelf: Library) -> Library:
    made = classed(shelf)
    gate = made.sets["chat-channel"].classes["light"].gates[0]
    light = made.sets["chat-channel"].classes["light"].gates
    return with_gate_of_law(classed(shelf, gates=[name for name in light if name != gate]), gate)


def _stranger(shelf: Library) -> Library:
    return classed(shelf, conditions=[next(iter(shelf.conditions().keys() - {*shelf.sets["chat-channel"].conditions}))])


def _without_class(shelf: Library) -> Library:
    questions = [
        question.model_copy(
            update={"options": [option.model_copy(update={"asks": None}) for option in question.options[:1]]
                    + question.options[1:]}
        )
        if question.id == "undo"
        else question
        for question in shelf.scoping.values()
    ]  # fmt: skip
    return shelf.with_page(page_of(Scoping(questions=questions), "scoping.yaml"))


def _unasked(shelf: Library) -> Library:
    questions = [question for question in shelf.scoping.values() if not question.impact]
    return classed(shelf.with_page(page_of(Scoping(questions=questions), "scoping.yaml")))


def _of_ninety_nine(shelf: Library) -> Library:
    light = classed(shelf).sets["chat-channel"].classes["light"]
    first = light.values[0].model_copy(update={"weight": light.values[0].weight - 1})
    return classed(shelf, values=[first, *light.values[1:]])


def _check_as_gate(shelf: Library) -> Library:
    known = shelf.sets["chat-channel"]
    checks = [name for name in known.checklist if hasattr(shelf.asked()[name], "proof")]
    made = classed(shelf).sets["chat-channel"].model_copy(update={"gates": [*known.gates, checks[0]]})
    light = made.classes["light"]
    both = {**made.classes, "light": light.model_copy(update={"gates": [*light.gates[:1], checks[0]]})}
    return with_set(shelf, made.model_copy(update={"classes": both}))


PLANTS: dict[str, tuple[str, str, Callable[[Library], Library]]] = {
    "light-of-seven": ("sizes", "TS-143", lambda shelf: _weighing(shelf, 7)),
    "light-of-thirteen": ("sizes", "TS-143", lambda shelf: _weighing(shelf, 13)),
    "light-with-seven-further-gates": ("sizes", "TS-143", _further),
    "light-without-a-gate-of-law": ("laws", "TS-144", _without_law),
    "light-that-keeps-five": ("left", "TS-145", _hanging),
    "not-in-the-set": ("inside", "TS-146", _stranger),
    "answer-without-class": ("asks", "TS-147", _without_class),
    "classes-and-no-questions": ("asks", "TS-147", _unasked),
    "class-of-99": ("weights", "TS-120", _of_ninety_nine),
    "class-with-a-check-as-gate": ("addressees", "TS-126", _check_as_gate),
}


def test_a_set_with_classes_is_clean(shelf: Library) -> None:
    assert [problem.say("en") for problem in lint.lint(classed(shelf))] == []


@pytest.mark.parametrize(("rule", "code", "plant"), PLANTS.values(), ids=PLANTS.keys())
def test_a_planted_fault_of_a_class_is_found(
    shelf: Library, rule: str, code: str, plant: Callable[[Library], Library]
) -> None:
    [bites] = [known for known in lint.RULES if known.__name__ == rule]
    found = list(bites(plant(shelf)))
    assert {problem.code for problem in found} == {code}


def test_each_question_on_impact_asks_all_three_classes(shelf: Library) -> None:
    asks = [{option.asks for option in question.options} for question in shelf.scoping.values() if question.impact]
    assert asks == [{"light", "normal", "heavy"}] * len(LIGHT)


def test_a_reason_for_a_lighter_class_is_not_carried_to_answers_that_ask_more(shelf: Library) -> None:
    with_classes, normal = classed(shelf), {**LIGHT, "undo": "with-effort"}
    before = choices(with_classes, normal, "light", "a mistake costs five minutes")
    on = replace(before, impact_on=before.scoping)
    assert assemble(with_classes, on, "ethics", ON).impact == Impact(
        asked="normal", chosen="light", reason="a mistake costs five minutes"
    )
    for answers, found in (({"undo": "hardly"}, ["TS-735"]), ({"touched": "many"}, [])):
        changed = replace(on, scoping={**on.scoping, **answers})
        faults = class_faults(with_classes, with_classes.sets["chat-channel"], changed)
        assert [fault.code for fault in faults] == found
    again = replace(on, scoping={**on.scoping, "undo": "hardly"}, impact_on={**on.scoping, "undo": "hardly"})
    assert assemble(with_classes, again, "ethics", ON).impact is not None


def test_a_method_made_elsewhere_says_its_class_as_its_own_answers_do(shelf: Library) -> None:
    heavy = made(classed(shelf), {**LIGHT, "decides": "decides"}, "light", "a pilot of a month")
    for impact, found in (
        (heavy.impact, []),
        (Impact(asked="heavy", chosen="light"), ["TS-736"]),
        (Impact(asked="heavy", chosen="light", reason="-"), ["TS-736"]),
        (Impact(asked="normal", chosen="light", reason="a pilot of a month"), ["TS-736"]),
    ):
        forged = heavy.model_copy(update={"impact": impact})
        assert [fault.code for fault in faults_of_class(forged, "-")] == found
