"""The whole library, mutated: nothing in it is for show.

Every level of every criterion can move a result, every condition can hold and not hold, every gate can fail a
solution, every profile changes a total. All through ``assemble`` and ``result``, with exact fractions.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.scoring.situations import assessment_of, with_round

from toetssteen.content import library
from toetssteen.content.assemble import assemble, scoping_questions
from toetssteen.content.library import Library
from toetssteen.model.base import Id, plain
from toetssteen.model.criteria import Asked, CriteriaSet, Emphasis
from toetssteen.model.entries.choices import SetChosen, WeightsSet
from toetssteen.model.entries.consensus import Agreed
from toetssteen.model.fitting import all_of, in_class
from toetssteen.model.method import Method, SetRef
from toetssteen.model.replay.assessment import Assessment, Choices
from toetssteen.scoring.result import gates
from toetssteen.scoring.result.result import Result, SolutionResult, result

LATE = date(2030, 1, 1)
"""A day on which all that the law announces is in force."""


def with_classes(shelf: Library) -> Library:
    """Give the library in which each class of a set is a set by itself, so that all is tried of it too."""
    for known in [known for known in shelf.sets.values() if known.classes]:
        for impact in known.classes:
            own = {"id": f"{known.id}-{impact}", "classes": {}}
            made = in_class(known, impact).model_copy(update=own)
            shelf = shelf.with_page(library.page_of(made, f"sets/{made.id}.yaml"))
        shelf = shelf.with_page(library.page_of(known.model_copy(update={"classes": {}}), f"sets/{known.id}.yaml"))
    return shelf


LIBRARY = with_classes(library.load(Path(__file__).resolve().parents[2] / "criteria"))
SETS = sorted(LIBRARY.sets)
Scoping = Mapping[Id, Id]
Answers = Mapping[Id, str]


def of_set(shelf: Library, chosen: CriteriaSet) -> dict[Id, Asked]:
    """Give all that a set asks, weighs or puts into the contract, by id."""
    known: dict[Id, Asked] = {**shelf.asked(chosen.own), **shelf.conditions()}
    return {name: known[name] for name in sorted(all_of(chosen))}


def scopings(shelf: Library, chosen: CriteriaSet) -> Iterator[tuple[dict[Id, Id], list[Id]]]:
    """Give answers that its scoping questions allow, until each thing in a set applied; with what applies first there.

    Each time the answers are those that a thing not seen yet asks for, and for the rest the last option.
    """
    questions = {
        question.id: [option.id for option in question.options] for question in scoping_questions(shelf, chosen)
    }
    waiting = of_set(shelf, chosen)
    while waiting:
        longest = max(waiting.values(), key=lambda asked: (len(asked.when), asked.id))
        answers = {name: options[-1] for name, options in questions.items()}
        answers |= {name: "yes" for name, options in questions.items() if "yes" in options}
        answers |= {name: next(o for o in questions[name] if o in options) for name, options in longest.when.items()}
        first = [name for name, asked in waiting.items() if holds(asked, answers)]
        assert longest.id in first, f"{longest.id} can never apply in {chosen.id}"
        for name in first:
            del waiting[name]
        yield answers, first


def holds(asked: Asked, answers: Scoping) -> bool:
    """Tell whether it applies; written out here, so that one ``applies`` is not tested by itself."""
    return not [name for name, options in asked.when.items() if answers[name] not in options]


def method_of(
    shelf: Library, chosen: CriteriaSet, answers: Scoping, track: str = "tender", weights: WeightsSet | None = None
) -> Method:
    """Put the method of a set together, on a day on which everything is in force."""
    ref = SetChosen(set=SetRef(id=chosen.id, version=chosen.version))
    return assemble(shelf, Choices(ref, weights, dict(answers), None), "ethics" if chosen.quick else track, LATE)


def judged(method: Method, solutions: Mapping[str, Answers], **answers: str) -> Assessment:
    """Make an assessment that agreed on the answers given, and otherwise on level 2 and ``met``."""
    usual = {weighing.criterion.id: answers.get("level", "2") for _, weighing in method.weighings()}
    usual |= {gate.id: "met" for gate in method.gates}
    agreed = [
        agreement(solution, asked, answer)
        for solution, own in solutions.items()
        for asked, answer in {**usual, **own}.items()
    ]
    return assessment_of(method, solutions, {}, agreed)


def agreement(solution: str, asked: Id, answer: str) -> Agreed:
    """Agree on one answer, on proof that supports every level."""
    return Agreed(
        solution=solution, criterion=asked, answer=answer, reason="Seen.", evidence=["e-independent"], present=["p"]
    )


def by_id(found: Result) -> dict[str, SolutionResult]:
    return {solution.id: solution for solution in found.solutions}


def exact(solution: SolutionResult) -> Fraction:
    """Give a total, which has to be one number."""
    assert solution.total.exact
    return solution.total.low


def still(shelf: Library, chosen: CriteriaSet, track: str) -> list[str]:
    """Name every level of a set that gives the same total as the level below it."""
    found = []
    for answers, first in scopings(shelf, chosen):
        method = method_of(shelf, chosen, answers, track)
        weighed = [w.criterion for _, w in method.weighings() if w.criterion.id in first]
        levels = {criterion.id: [plain(p.level) for p in method.scale(criterion.scale).levels] for criterion in weighed}
        tried = {f"{asked}.{level}": {asked: level} for asked, of_scale in levels.items() for level in of_scale}
        totals = {name: exact(cells) for name, cells in by_id(result(judged(method, tried))).items()}
        for asked, of_scale in levels.items():
            found += [
                f"{asked}.{high}"
                for low, high in pairwise(of_scale)
                if totals[f"{asked}.{low}"] >= totals[f"{asked}.{high}"]
            ]
    return found


@pytest.mark.parametrize("track", ["tender", "ethics"])
@pytest.mark.parametrize("name", SETS)
def test_every_level_of_every_criterion_moves_the_total(name: str, track: str) -> None:
    assert still(LIBRARY, LIBRARY.set(name), track) == []


def harmless(shelf: Library, chosen: CriteriaSet) -> list[str]:
    """Name every gate and minimum of a set that fails no solution where it is not met, or one where it is."""
    found = []
    for answers, first in scopings(shelf, chosen):
        method = method_of(shelf, chosen, answers)
        weighed = [w for _, w in method.weighings() if w.criterion.id in first]
        minimums = {w.criterion.id: w for w in weighed if w.minimum is not None}
        fails: dict[str, Answers] = {gate.id: {gate.id: "not_met"} for gate in method.gates if gate.id in first}
        for asked, weighing in minimums.items():
            points = [p.level for p in method.scale(weighing.criterion.scale).levels]
            fails[asked] = {asked: plain(max(p for p in points if p < weighing.minimum))}
            fails[f"{asked}.just-met"] = {asked: plain(weighing.minimum)}
        found_of = by_id(result(judged(method, {**fails, "all-met": {}}, level="4")))
        found += [asked for asked in fails if found_of[asked].eligible is not asked.endswith(".just-met")]
        found += [] if found_of["all-met"].eligible is True else ["all-met"]
        found += [asked for asked in fails if asked in {g.id for g in method.gates} and not moved(found_of, asked)]
    return found


def moved(found: Mapping[str, SolutionResult], asked: str) -> bool:
    """Tell whether a gate changed who may be chosen, and no total."""
    return exact(found[asked]) == exact(found["all-met"]) and found[asked].rank.rank is None


@pytest.mark.parametrize("name", SETS)
def test_every_gate_and_every_minimum_can_fail_a_solution_and_moves_no_total(name: str) -> None:
    assert harmless(LIBRARY, LIBRARY.set(name)) == []


@pytest.mark.parametrize("name", SETS)
def test_every_checklist_item_and_contract_condition_comes_up(name: str) -> None:
    chosen = LIBRARY.set(name)
    checked, agreed_to = set(), set()
    for answers, _ in scopings(LIBRARY, chosen):
        method = method_of(LIBRARY, chosen, answers)
        found = result(judged(method, {"one": {}}))
        checked |= {finding.id for finding in found.checklist if finding.status == "unanswered"}
        agreed_to |= {condition.id for condition in method.conditions or [] if method.applicable(condition)}
        assert [finding.id for finding in found.checklist] == chosen.checklist
        assert [condition.id for condition in method.conditions or []] == chosen.conditions
    assert (sorted(checked), sorted(agreed_to)) == (sorted(chosen.checklist), sorted(chosen.conditions))


@pytest.mark.parametrize("name", SETS)
def test_every_condition_can_hold_and_not_hold(name: str) -> None:
    """And what it hides is neither judged nor counted."""
    chosen = LIBRARY.set(name)
    asked = of_set(LIBRARY, chosen)
    shown = {name for answers, _ in scopings(LIBRARY, chosen) for name in applying(chosen, answers)}
    assert shown == asked.keys()
    questions = {
        question.id: [option.id for option in question.options] for question in scoping_questions(LIBRARY, chosen)
    }
    usual = {name: options[-1] for name, options in questions.items()}
    hidden: set[Id] = set()
    for question, options in questions.items():
        for option in options:
            hidden |= asked.keys() - applying(chosen, {**usual, question: option})
    assert hidden == {name for name, noun in asked.items() if noun.when}


def applying(chosen: CriteriaSet, answers: Scoping) -> set[Id]:
    """Give what a method says applies, where the result agrees with it."""
    method = method_of(LIBRARY, chosen, answers)
    every: list[Any] = [w.criterion for _, w in method.weighings()]
    every += [*method.gates, *method.checklist, *(method.conditions or [])]
    shown = {noun.id for noun in every if method.applicable(noun)}
    [found] = (worked_out := result(judged(method, {"one": {}}))).solutions
    seen = {cell.criterion for cell in found.cells()}
    seen |= {gate.id for gate in found.gates if gate.status != "not_applicable"}
    seen |= {finding.id for finding in worked_out.checklist if finding.status != "not_applicable"}
    assert seen == shown - {condition.id for condition in method.conditions or []}
    return shown


def totals(chosen: CriteriaSet, answers: Scoping, weights: WeightsSet | None) -> list[Fraction]:
    """Give the totals of solutions that are each perfect on one criterion and nothing on the others."""
    method = method_of(LIBRARY, chosen, answers, weights=weights)
    best: dict[str, Answers] = {w.criterion.id: {w.criterion.id: "4"} for _, w in method.weighings()}
    return [exact(solution) for solution in result(judged(method, best, level="0")).solutions]


EMPHASES = [(profile.id, emphasis) for profile in LIBRARY.profiles.values() for emphasis in profile.on]


@pytest.mark.parametrize(
    ("profile", "on"), EMPHASES, ids=[f"{profile} on {emphasis.set}" for profile, emphasis in EMPHASES]
)
def test_every_profile_changes_a_total_on_every_set_it_names(profile: str, on: Emphasis) -> None:
    chosen = LIBRARY.set(on.set)
    answers, _ = next(scopings(LIBRARY, chosen))
    weights = WeightsSet(values=on.values, criteria=on.criteria, reason=profile)
    assert totals(chosen, answers, weights) != totals(chosen, answers, None)


def test_no_two_profiles_weigh_a_set_alike() -> None:
    for name in SETS:
        of_this = [
            (str(sorted(emphasis.values.items())), str(sorted(emphasis.criteria.items())))
            for _, emphasis in EMPHASES
            if emphasis.set == name
        ]
        assert len(set(of_this)) == len(of_this), name


def test_every_scoping_question_is_asked_by_some_set() -> None:
    asked = {question.id for name in SETS for question in scoping_questions(LIBRARY, LIBRARY.set(name))}
    on_impact = {
        question.id for question in LIBRARY.scoping.values() if question.impact
    }  # a set with classes asks them
    assert asked | on_impact == LIBRARY.scoping.keys()


def test_everything_in_the_library_is_in_some_set() -> None:
    used = {name for chosen in LIBRARY.sets.values() for name in all_of(chosen)}
    assert {*LIBRARY.asked(), *LIBRARY.conditions()} == used


def test_these_tests_bite(monkeypatch: pytest.MonkeyPatch) -> None:
    """A criterion that weighs nothing and a gate that everybody passes are found."""
    chosen = LIBRARY.set("web-chat-tender")
    inclusion, *others = chosen.values
    accessibility, plain_language, help_at_hand = inclusion.criteria
    idle = [
        accessibility.model_copy(update={"weight": accessibility.weight + plain_language.weight}),
        plain_language.model_copy(update={"weight": plain_language.weight * 0}),
        help_at_hand,
    ]
    values = [inclusion.model_copy(update={"criteria": idle}), *others]
    shelf = with_set(chosen.model_copy(update={"values": values}))
    assert still(shelf, shelf.set(chosen.id), "tender") == [f"{plain_language.criterion}.{level}" for level in "1234"]
    monkeypatch.setattr(gates, "_status", lambda answer: "met")
    assert set(chosen.gates) <= set(harmless(LIBRARY, chosen))


def with_set(chosen: CriteriaSet) -> Library:
    """Give the library with another form of one of its sets."""
    return LIBRARY.with_page(library.page_of(chosen, f"sets/{chosen.id}.yaml"))


@st.composite
def scoped(draw: st.DrawFn) -> tuple[Id, dict[Id, Id]]:
    """Draw a set and answers to its scoping questions."""
    name = draw(st.sampled_from(SETS))
    questions = scoping_questions(LIBRARY, LIBRARY.set(name))
    return name, {
        question.id: draw(st.sampled_from([option.id for option in question.options])) for question in questions
    }


def answered(chance: Random, method: Method) -> dict[Id, str]:
    """Answer every criterion and gate by chance, whether it applies or not."""
    statuses = ("met", "met", "met", "met", "met", "not_met", "unknown")
    levels = {weighing.criterion.id: chance.choice("01234") for _, weighing in method.weighings()}
    return levels | {gate.id: chance.choice(statuses) for gate in method.gates}


@settings(max_examples=60, deadline=None)
@given(scoped(), st.integers(0, 10_000))
def test_answers_to_what_does_not_apply_never_move_a_result(drawn: tuple[Id, dict[Id, Id]], seed: int) -> None:
    """Not a total, not a rank, not who may be chosen: whether they are changed or taken away."""
    chance, (name, scoping) = Random(seed), drawn
    method = method_of(LIBRARY, LIBRARY.set(name), scoping)
    asked: list[Any] = [*(weighing.criterion for _, weighing in method.weighings()), *method.gates]
    hidden = {noun.id for noun in asked if not method.applicable(noun)}
    before = judged(method, {name: answered(chance, method) for name in "abc"})
    others = {name: answered(chance, method) for name in "abc"}
    changed = {
        (name, asked): agreement(name, asked, others[name][asked]) if asked in hidden else given
        for (name, asked), given in before.round.agreed.items()
        if asked not in hidden or chance.random() < 0.7
    }
    assert result(with_round(before, agreed=changed)).document() == result(before).document()
