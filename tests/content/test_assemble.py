"""From a set and the chair's choices to a method: what is refused, and what the fingerprint stands for."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from tests import keyless

from toetssteen import canonical, workbench
from toetssteen.content.assemble import assemble
from toetssteen.content.library import Library
from toetssteen.content.lint.library import own_faults
from toetssteen.errors import RuleError
from toetssteen.language import Text
from toetssteen.model.criteria import Criterion, PublicValue, Scale
from toetssteen.model.entries.choices import RulesSet, SetChosen, WeightsSet
from toetssteen.model.entries.opening import Opened
from toetssteen.model.method import Method, Rounding, Rules, SetRef, TieBreak
from toetssteen.model.replay.assessment import Choices
from toetssteen.workbench import Workbench, library

TENDER = SetChosen(set=SetRef(id="web-chat-tender", version="2.0.0"))
IMPACT = {
    "touched": "vulnerable",
    "undo": "hardly",
    "without": "not-at-all",
    "decides": "decides",
    "dependence": "much",
}
CHOICES = Choices(set=TENDER, weights=None, scoping={"processor": "yes", "ai": "none", **IMPACT}, rules=None)
NEW = Text.same("something else")
ON = date(2026, 11, 23)
"""The day of the freeze, where a test does not say otherwise."""


def weights(**given: dict[str, str]) -> WeightsSet:
    """Make the entry that sets weights."""
    return WeightsSet.model_validate({"reason": "note", **given})


def refused(shelf: Library, choices: Choices) -> list[tuple[str, dict[str, Any]]]:
    """Give codes and particulars of what assembling refuses."""
    with pytest.raises(RuleError) as error:
        assemble(shelf, choices, "tender", ON)
    return [(fault.code, fault.particulars) for fault in error.value.faults]


def fingerprint(method: Method) -> str:
    return canonical.sha256(method.document())


def test_without_a_set_there_is_no_method(shelf: Library) -> None:
    assert refused(shelf, replace(CHOICES, set=None)) == [("TS-240", {})]


def test_a_set_of_another_version_is_refused(shelf: Library) -> None:
    other = SetChosen(set=SetRef(id="web-chat-tender", version="0.9.0"))
    [(code, particulars)] = refused(shelf, replace(CHOICES, set=other))
    assert (code, particulars["chosen"], particulars["found"]) == ("TS-241", "0.9.0", "2.0.0")


def test_an_open_scoping_question_is_refused_and_one_that_nothing_asks_is_not_needed(shelf: Library) -> None:
    assert refused(shelf, replace(CHOICES, scoping={"processor": "yes", **IMPACT})) == [("TS-242", {"id": "ai"})]
    asked = {scoped.question.id for scoped in assemble(shelf, CHOICES, "tender", ON).scoping}
    assert asked == {"processor", "ai", *IMPACT}


@pytest.mark.parametrize("scoping", [{"ai": "maybe"}, {"weather": "rain"}])
def test_an_answer_that_no_question_offers_is_refused(shelf: Library, scoping: dict[str, str]) -> None:
    [(code, particulars)] = refused(shelf, replace(CHOICES, scoping={**CHOICES.scoping, **scoping}))
    assert (code, particulars) == ("TS-243", {"id": next(iter(scoping)), "answer": next(iter(scoping.values()))})


@pytest.mark.parametrize(
    ("given", "difference"),
    [
        ({"values": {"exit": "19.9"}}, "-0.1"),
        ({"criteria": {"privacy.metadata": "45.000001"}}, "0.000001"),
        ({"values": {"exit": "0.000000000000001"}}, "-19.999999999999999"),
    ],
)
def test_weights_that_do_not_add_up_are_refused_with_the_difference(
    shelf: Library, given: dict[str, dict[str, str]], difference: str
) -> None:
    [(code, particulars)] = refused(shelf, replace(CHOICES, weights=weights(**given)))
    assert (code, particulars["wanted"], particulars["difference"]) == ("TS-120", "100", difference)


def test_points_are_weighed_at_each_level_by_itself_and_are_of_a_newer_method_format(shelf: Library) -> None:
    plain = assemble(shelf, CHOICES, "tender", ON)
    value = next(value for value in plain.values if len(value.criteria) > 1)
    ids = [weighing.criterion.id for weighing in value.criteria]
    given = WeightsSet(criteria=dict.fromkeys(ids, "1/3"), points=[value.id], reason="r")
    method = assemble(shelf, replace(CHOICES, weights=given), "tender", ON)
    formats = [Method.format_of(made.values, made.unit) for made in (plain, method)]
    assert formats == ["toetssteen-method/1", "toetssteen-method/2"]
    [weighed] = [known for known in method.values if known.id == value.id]
    assert set(method.inside(weighed).values()) == {Fraction(100, len(ids))}
    assert method.of_values == plain.of_values
    assert Method.model_validate_json(method.document()) == method
    assert copy.deepcopy(pickle.loads(pickle.dumps(method))).document() == method.document()
    everything = WeightsSet(values={known.id: "5" for known in plain.values}, unit="points", reason="r")
    shares = assemble(shelf, replace(CHOICES, weights=everything), "tender", ON).of_values
    assert set(shares.values()) == {Fraction(100, len(plain.values))}


def test_a_fraction_is_one_of_points_only(shelf: Library) -> None:
    found = refused(shelf, replace(CHOICES, weights=weights(values={"exit": "1/5"})))
    assert found == [("TS-140", {"id": "exit", "weight": "1/5"})]


def test_all_that_is_wrong_comes_at_once(shelf: Library) -> None:
    given = weights(values={"exit": "19.9"}, criteria={"privacy.metadata": "-40"})
    found = refused(shelf, replace(CHOICES, scoping={"ai": "maybe", **IMPACT}, weights=given))
    assert sorted(code for code, _ in found) == ["TS-120", "TS-120", "TS-121", "TS-242", "TS-243"]


def test_a_weight_for_what_is_not_in_the_set_is_refused(shelf: Library) -> None:
    given = weights(values={"beauty": "0"}, criteria={"privacy.executors": "0"})
    assert refused(shelf, replace(CHOICES, weights=given)) == [
        ("TS-219", {"id": "beauty"}),
        ("TS-219", {"id": "privacy.executors"}),
    ]


def test_the_method_holds_every_text_of_what_it_uses(shelf: Library) -> None:
    method = assemble(shelf, CHOICES, "tender", ON)
    again = Method.model_validate_json(method.document())
    assert again == method
    used = [weighing.criterion for _, weighing in again.weighings()] + again.gates + again.checklist
    used += again.conditions or []
    known = {**shelf.asked(), **shelf.conditions()}
    assert [criterion for criterion in used if known[criterion.id] != criterion] == []
    chosen = shelf.set("web-chat-tender")
    wanted = (
        [member.criterion for value in chosen.values for member in value.criteria] + chosen.gates + chosen.checklist
    )
    wanted += chosen.conditions
    assert [criterion.id for criterion in used] == wanted
    assert again.law == shelf.laws[chosen.law]
    assert [scale for scale in again.scales if shelf.scales[scale.id] != scale] == []


def of_value(value: str, change: Callable[[PublicValue], PublicValue]) -> Callable[[Library], Library]:
    """Make a change to one value of the library."""
    return lambda shelf: replace(shelf, values={**shelf.values, value: change(shelf.values[value])})


def asked(given: str, **changed: object) -> Callable[[Library], Library]:
    """Make a change to one criterion or gate of the library."""

    def change(value: PublicValue) -> PublicValue:
        groups = {"criteria": value.criteria, "gates": value.gates}
        return value.model_copy(
            update={
                name: [member.model_copy(update=changed) if member.id == given else member for member in members]
                for name, members in groups.items()
            }
        )

    return of_value(given.partition(".")[0], change)


def new_meaning(scale: Scale) -> Scale:
    point, *others = scale.levels
    return scale.model_copy(update={"levels": [point.model_copy(update={"meaning": NEW}), *others]})


IN_THE_LIBRARY: dict[str, Callable[[Library], Library]] = {
    "title-of-a-value": of_value("privacy", lambda value: value.model_copy(update={"title": NEW})),
    "question": asked("privacy.telemetry", question=NEW),
    "reason-why": asked("privacy.telemetry", why=NEW),
    "anchor": asked("privacy.telemetry", anchors={str(level): NEW for level in range(5)}),
    "what-is-asked": asked("privacy.telemetry", ask=[NEW]),
    "condition": asked("privacy.processing-agreement", when={}),
    "what-meets-a-gate": asked("privacy.processing-agreement", met=NEW),
    "explainable": asked("privacy.processing-agreement", explainable=True),
    "scale": lambda shelf: replace(
        shelf, scales={**shelf.scales, "zero-to-four": new_meaning(shelf.scales["zero-to-four"])}
    ),
    "law": lambda shelf: replace(
        shelf, laws={name: law.model_copy(update={"disclaimer": NEW}) for name, law in shelf.laws.items()}
    ),
}


@pytest.mark.parametrize("change", IN_THE_LIBRARY.values(), ids=IN_THE_LIBRARY.keys())
def test_the_fingerprint_changes_with_the_library(shelf: Library, change: Callable[[Library], Library]) -> None:
    before, after = assemble(shelf, CHOICES, "tender", ON), assemble(change(shelf), CHOICES, "tender", ON)
    assert fingerprint(after) != fingerprint(before)


TENDER_RULES = Rules.default("tender")
IN_THE_CHOICES: dict[str, dict[str, Any]] = {
    "weight-of-values": {"weights": weights(values={"exit": "25", "effectiveness": "20"})},
    "weight-of-criteria": {"weights": weights(criteria={"exit.data-back": "50", "exit.interfaces": "50"})},
    "scoping": {"scoping": {**CHOICES.scoping, "processor": "no"}},
    **{
        name: {"rules": RulesSet(rules=TENDER_RULES.model_copy(update=changed))}
        for name, changed in {
            "aggregation": {"aggregation": "median"},
            "no-answer": {"no_answer_counts_as": None},
            "digits": {"rounding": Rounding(digits=3)},
            "mode": {"rounding": Rounding(mode="half_even")},
            "ties": {"rounding": Rounding(ties="rounded")},
            "tie-break": {"tie_break": [TieBreak(by="lot")]},
            "cap": {"evidence_cap": True},
        }.items()
    },
}


@pytest.mark.parametrize("changed", IN_THE_CHOICES.values(), ids=IN_THE_CHOICES.keys())
def test_the_fingerprint_changes_with_the_choices(shelf: Library, changed: dict[str, Any]) -> None:
    before, after = assemble(shelf, CHOICES, "tender", ON), assemble(shelf, replace(CHOICES, **changed), "tender", ON)
    assert fingerprint(after) != fingerprint(before)


def test_the_fingerprint_is_of_the_method_and_not_of_how_it_was_written(shelf: Library) -> None:
    same = weights(values={"exit": "20.00", "privacy": "20.0"})
    turned = dict(reversed(CHOICES.scoping.items()))
    before, after = (
        assemble(shelf, choices, "tender", ON) for choices in (CHOICES, replace(CHOICES, weights=same, scoping=turned))
    )
    assert fingerprint(after) == fingerprint(before)
    assert next(value.weight for value in after.values if value.id == "exit") == Decimal(20)


def test_a_library_text_that_the_set_does_not_use_changes_nothing(shelf: Library) -> None:
    changed = asked("transparency.messages-archived", question=NEW)(shelf)
    assert fingerprint(assemble(changed, CHOICES, "tender", ON)) == fingerprint(assemble(shelf, CHOICES, "tender", ON))


def test_people_solutions_and_dates_are_not_in_the_fingerprint(shelf: Library, tmp_path: Path) -> None:
    found = []
    for number, name in enumerate(("one", "two"), start=1):
        opened = Opened(assessment=name, title=name, track="ethics", procedure="existing-use", authority=name)
        at = datetime(2026, number, 1, tzinfo=UTC)
        folder = keyless.create(
            tmp_path / name, opened, shelf.set("web-chat-tender"), clock=lambda at=at: at  # type: ignore[misc]
        )  # fmt: skip
        for question, answer in CHOICES.scoping.items():
            body = workbench.body_of("scoping-answered", {"question": question, "answer": answer})
            Workbench.of(folder, "chair").record(body)
        for person in range(number):
            added = {"person": f"evaluator-{person}", "role": "evaluator"}
            Workbench.of(folder, "chair").record(workbench.body_of("person-added", added))
            offered = {"solution": f"{name}-{person}", "name": f"A chat of {name}, {person}"}
            Workbench.of(folder, "chair").record(workbench.body_of("solution-added", offered))
        Workbench.of(folder, "chair").freeze(shelf)
        found.append(folder.assessment().fingerprint)
        assert (folder.path / "methods" / f"{found[-1]}.json").is_file()
    assert found[0] == found[1] is not None


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"anchors": {}}, "TS-116"),
        ({"addressee": "municipality"}, "TS-126"),
        ({"id": "privacy.telemetry"}, "TS-110"),
        ({"id": "nowhere.own-thing"}, "TS-112"),
        ({"scale": "no-such-scale"}, "TS-111"),
        ({"when": {"no-such-question": ["yes"]}}, "TS-111"),
    ],
)
def test_an_own_criterion_that_is_not_whole_is_refused_before_it_is_on_record(
    changed: dict[str, object], code: str
) -> None:
    shelf = library.library()
    telemetry = shelf.asked()["privacy.telemetry"]
    assert isinstance(telemetry, Criterion)
    own = telemetry.model_copy(update={"id": "privacy.own-cameras", "when": {}})
    assert own_faults(shelf, [own]) == []
    assert code in {fault.code for fault in own_faults(shelf, [own.model_copy(update=changed)])}
