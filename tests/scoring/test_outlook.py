"""The outlook of a result: each word is reached by a small planted table, and what cannot be said is a word."""

from __future__ import annotations

import json
import random
import re
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any
from unittest.mock import ANY

import pytest
from hypothesis import HealthCheck, given, settings
from tests.scoring.situations import assessment_of, assessments, criterion, evaluation, method_of, value_of

from toetssteen import canonical
from toetssteen.language import Text
from toetssteen.model.criteria import Emphasis, Profile
from toetssteen.model.method import MethodValue, Rounding, Rules, SetRef, Weighing
from toetssteen.model.replay.assessment import Assessment
from toetssteen.scoring.outlook.document import ALWAYS, WHAT_IF, document, exact
from toetssteen.scoring.outlook.outlook import Outlook
from toetssteen.scoring.outlook.undefined import Undefined
from toetssteen.scoring.outlook.what_if import is_open, under_profiles
from toetssteen.scoring.result.result import result
from toetssteen.views.outlook.parts import Speaker
from toetssteen.views.outlook.scores import dominance, left_out
from toetssteen.views.outlook.words import lines, outcome_sentence

MEAN = Rules(aggregation="mean")
PARTS = (*ALWAYS, *WHAT_IF)
Panel = dict[str, dict[str, str]]
"""Per evaluator, per solution the levels (0-4) on the criteria, one digit each."""


def values(*weights: str) -> list[MethodValue]:
    """Make values v0, v1, ... with these weights, each with one criterion."""
    return [value_of(f"v{n}", weight, {f"c{n}": "100"}) for n, weight in enumerate(weights)]


def assessed(panel: Panel, weights: list[MethodValue], rules: Rules = MEAN, **others: Any) -> Assessment:
    """Make an assessment of it; ``?`` is an answer that states no level."""
    solutions = sorted({row for rows in panel.values() for row in rows})
    given = {
        person: [
            evaluation(solution, f"c{n}", "unknown" if digit == "?" else digit)
            for solution, row in rows.items()
            for n, digit in enumerate(row)
        ]
        for person, rows in panel.items()
    }
    return assessment_of(method_of(weights, rules), solutions, given, **others)


def look(panel: Panel, weights: list[MethodValue], rules: Rules = MEAN, **others: Any) -> Outlook:
    """Give the outlook of it, with a small sample."""
    return Outlook(result(assessed(panel, weights, rules, **others)), samples=2_000)


def told(outlook: Outlook) -> str:
    """Give all that is said and written of an outlook, in both languages."""
    text = canonical.encode(document(outlook, {}, what_if=True)).decode()
    for language in ("nl", "en"):
        text += "\n".join(lines(Speaker(outlook, language), [], what_if=True))  # type: ignore[arg-type]
    assert not re.search(r"\bnan\b", text, re.IGNORECASE)
    return text


ALIKE = {"p1": {"a": "44", "b": "11"}, "p2": {"a": "43", "b": "11"}}
WORDS: dict[str, tuple[Panel, list[str]]] = {
    "clear": (ALIKE, ["50", "50"]),
    "weights": ({person: {"a": "4" * 13 + "0" * 12, "b": "0" * 13 + "4" * 12} for person in ("p1", "p2")}, ["4"] * 25),
    "level": ({person: {"a": "44", "b": "43"} for person in ("p1", "p2")}, ["50", "50"]),
    "evaluator": ({"p1": {"a": "44", "b": "00"}, "p2": {"a": "11", "b": "22"}}, ["50", "50"]),
    "undecided": ({"p1": {"a": "31", "b": "13"}, "p2": {"a": "31", "b": "13"}}, ["50", "50"]),
}


@pytest.mark.parametrize("word", WORDS)
def test_each_word_is_reached_and_said_in_both_languages(word: str) -> None:
    panel, weights = WORDS[word]
    outlook = look(panel, values(*weights))
    assert outlook.outcome.word == word
    assert outlook.outcome.first == (() if word == "undecided" else ("a",))
    begins = {
        "clear": ("Duidelijk:", "Clear:"),
        "weights": ("Hangt af van de gewichten:", "Depends on the weights:"),
        "level": ("Hangt af van één niveau:", "Depends on one level:"),
        "evaluator": ("Hangt af van één beoordelaar:", "Depends on one evaluator:"),
        "undecided": ("Onbeslist:", "Undecided:"),
    }[word]
    said = [outcome_sentence(Speaker(outlook, language), what_if=True) for language in ("nl", "en")]  # type: ignore[arg-type]
    assert [text.startswith(begin) for text, begin in zip(said, begins, strict=True)] == [True, True]
    told(outlook)


def test_the_cut_offs_are_where_they_say_they_are() -> None:
    panel, weights = WORDS["weights"]
    near = look(panel, values(*weights)).outcome
    assert near.distance == 2  # percent of weight: 52 against 48, and half of the difference moves
    assert (near.rival, near.sure, near.near) == ("b", Fraction(4, 5), 5)


def test_two_that_are_equal_after_the_frozen_rounding_are_not_called_first() -> None:
    rounding = Rounding(digits=0, mode="half_up", ties="rounded")
    panel = {person: {"a": "22", "b": "22"} for person in ("p1", "p2")} | {"p3": {"a": "23", "b": "22"}}
    weights = values("98", "2")
    assert look(panel, weights).outcome.first == ("a",)
    rounded = look(panel, weights, Rules(aggregation="mean", rounding=rounding)).outcome
    assert (rounded.word, rounded.first, rounded.shared) == ("undecided", (), ("a", "b"))


def test_what_only_one_evaluator_scored_does_not_make_the_outcome_theirs() -> None:
    panel = {"p1": {"a": "44", "b": "11"}, "p2": {"a": "4", "b": "1"}}
    found = look(panel, values("50", "50"))
    assert isinstance(next(left for left in found.left.left if left.id == "p1").first, Undefined)
    assert (found.outcome.word, found.outcome.evaluators) == ("clear", ())


def test_evaluators_are_asked_by_what_counts_not_by_what_they_say_without_evidence() -> None:
    capped = Rules(aggregation="mean", evidence_cap=True)
    given = {
        "p1": [evaluation("a", "c0", "3", ["e-independent"]), evaluation("b", "c0", "4")],
        "p2": [evaluation("a", "c0", "3", ["e-independent"]), evaluation("b", "c0", "4")],
    }
    outlook = Outlook(result(assessment_of(method_of(values("100"), capped), ["a", "b"], given)), samples=100)
    assert outlook.outcome.first == ("a",)
    assert outlook.left.panel_first == ("a",)
    assert outlook.bounds.claimed_first == ("b",)
    assert outlook.bounds.evidenced_first == ("a",)


def test_who_cannot_be_held_against_evidence_is_set_aside_and_named() -> None:
    ranged = Rules(aggregation="consensus")
    given = {"p1": [evaluation("a", "c0", "4"), evaluation("b", "c0", "2")]}
    given["p2"] = [evaluation("a", "c0", "3"), evaluation("b", "c0", "2")]
    found = Outlook(result(assessment_of(method_of(values("100"), ranged), ["a", "b"], given))).bounds
    assert [bounds.solution for bounds in found.bounds] == ["b"]
    assert found.unscored == ("a",)


ASKED_OF_AI = Weighing(criterion=criterion("c0", conditional=True), weight="100")
UNASKED = MethodValue(id="v0", title=Text.same("V"), weight="100", criteria=[ASKED_OF_AI])
BARE: dict[str, Outlook] = {
    "one solution": look({"p1": {"a": "42"}, "p2": {"a": "42"}}, values("50", "50")),
    "no evaluators": look({}, values("50", "50")),
    "no solution": Outlook(result(assessment_of(method_of(values("100"), MEAN), [], {}))),
    "nobody answered": Outlook(result(assessment_of(method_of(values("100"), MEAN), ["a", "b"], {}))),
    "one evaluator": look({"p1": {"a": "42", "b": "11"}}, values("50", "50")),
    "no variation": look({"p1": {"a": "22", "b": "22"}, "p2": {"a": "22", "b": "22"}}, values("50", "50")),
    "unscored": look({"p1": {"a": "4?", "b": "11"}}, values("50", "50"), settled=False),
    "all weight on one": look(ALIKE, values("100", "0")),
    "one value": look({"p1": {"a": "4", "b": "1"}}, values("100")),
    "no weight": look(ALIKE, values("0", "0")),
    "nothing applies": Outlook(result(assessment_of(method_of([UNASKED], MEAN), ["a", "b"], {}))),
    "criteria without weight": look({"p1": {"a": "44", "b": "11"}}, [value_of("v0", "100", {"c0": "100", "c1": "0"})]),
    "nothing on what has no weight": look({"p1": {"a": "4?", "b": "1?"}}, values("100", "0"), settled=False),
}


@pytest.mark.parametrize("case", BARE)
def test_what_cannot_be_said_is_a_word_and_never_a_traceback(case: str) -> None:
    outlook = BARE[case]
    for part in PARTS:
        getattr(outlook, part)
    assert told(outlook)


@pytest.mark.parametrize(
    ("case", "word", "share"),
    [
        ("one solution", "clear", "None"),
        ("no solution", "undecided", "undefined: no solution"),
        ("nobody answered", "undecided", "undefined: not scored whole"),
        ("no variation", "undecided", "undefined: shared first place"),
        ("unscored", "undecided", "undefined: not scored whole"),
        ("no weight", "undecided", "undefined: no weight left"),
        ("nothing applies", "undecided", "undefined: no weight left"),
        ("all weight on one", "clear", "None"),
        ("nothing on what has no weight", "undecided", "undefined: not scored whole"),
    ],
)
def test_the_outcome_of_what_cannot_be_said(case: str, word: str, share: str) -> None:
    assert (BARE[case].outcome.word, str(BARE[case].outcome.share)) == (word, share)


def test_a_weight_of_zero_has_an_interval_and_all_weight_on_one_has_a_word() -> None:
    intervals = {interval.name: interval for interval in BARE["all weight on one"].stability.intervals}
    assert str(intervals["v0"].low) == "undefined: all weight on one"
    assert intervals["v1"].weight == 0


@given(assessments())
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_assessment_has_an_outlook_that_names_no_other_first_than_the_result(found: Assessment) -> None:
    worked_out = result(found)
    outlook = Outlook(worked_out, samples=500)
    told(outlook)
    first = [solution.id for solution in worked_out.solutions if solution.quality_rank.rank == 1]
    assert outlook.outcome.first in ((), tuple(first))


def test_the_order_of_things_does_not_matter() -> None:
    panel = {"p1": {"a": "413", "b": "132", "d": "204"}, "p2": {"a": "323", "b": "233", "d": "104"}}
    weights = values("40", "35", "25")
    chance = random.Random(7)
    before = document(look(panel, weights), {}, what_if=True)
    people = list(panel.items())
    for _ in range(3):
        chance.shuffle(people)
        mixed = {person: dict(chance.sample(list(rows.items()), len(rows))) for person, rows in people}
        after = document(look(mixed, chance.sample(weights, len(weights))), {}, what_if=True)
        assert after == before


def test_what_is_closed_says_not_how_near_another_outcome_is() -> None:
    panel, weights = WORDS["weights"]
    outlook = look(panel, values(*weights))
    closed = document(outlook, {}, what_if=False)
    assert [part for part in WHAT_IF if closed[part] is not None] == []
    assert closed["outcome"] | {"share": None, "distance": None, "rival": None} == closed["outcome"]
    assert all(closed[part] is not None for part in ALWAYS)
    said = "\n".join(lines(Speaker(outlook, "en"), [], what_if=False))
    assert "Depends on the weights: a is first." in said
    assert "tie" not in said.split("How we choose the word.")[0]


@pytest.mark.parametrize(
    ("track", "phase", "open_"),
    [
        *(("ethics", "agreed", True), ("tender", "preparing", True), ("tender", "frozen", False)),
        *(("tender", "scored", False), ("tender", "agreed", False), ("tender", "decided", True)),
    ],
)
def test_what_if_is_open_when_the_rules_say_so(track: str, phase: str, open_: bool) -> None:
    found = assessed(ALIKE, values("50", "50"))
    opened = found.opened.model_copy(update={"track": track})
    assert is_open(replace(found, opened=opened, phase=phase)) is open_  # type: ignore[arg-type]


def test_a_profile_weighs_what_it_names_and_only_the_set_it_knows() -> None:
    outlook = look({"p1": {"a": "40", "b": "04"}}, values("60", "40"))
    chosen = SetRef(id="s", version="1.0.0")
    method = outlook.result.method.model_copy(update={"set": chosen})
    words = Text.same("W")

    def profile(name: str, **weights: str) -> Profile:
        on = {"set": "s", "version": "1.0.0", "why": words, "values": weights}
        return Profile(id=name, title=words, why=words, on=[Emphasis.model_validate(on)])

    other = profile("other", v1="100").model_copy(
        update={"on": [profile("x", v1="100").on[0].model_copy(update={"version": "2.0.0"})]}
    )
    found = under_profiles(outlook.table, method, [profile("b", v1="100"), profile("gone", v9="100"), other])
    assert found.keys() == {"b", "gone"}
    assert str(found["gone"]) == "undefined: no weight left"
    assert not isinstance(found["b"], Undefined)
    assert found["b"].totals == {"a": 0, "b": 100}


def test_a_fraction_is_written_exactly() -> None:
    numbers = [Fraction(6, 25), Fraction(1, 3), Fraction(-5, 4), Fraction(100), Fraction(1, 2**10)]
    assert [exact(number) for number in numbers] == ["0.24", "1/3", "-1.25", "100", "0.0009765625"]
    for number in numbers:
        text = exact(number)
        assert Fraction(text) == number
        assert "/" in text or Fraction(Decimal(text)) == number


def test_a_share_is_never_rounded_to_all_or_nothing() -> None:
    speaker = Speaker(BARE["one value"], "nl")
    shares: list[Fraction | float] = [0, Fraction(1, 1000), 0.0004, 0.5, Fraction(999, 1000), 0.9996, 1]
    shown = [speaker.share(share) for share in shares]
    assert shown == ["0%", "0,1%", "minder dan 0,1%", "50%", "99,9%", "meer dan 99,9%", "100%"]


def test_the_document_is_plain(tmp_path: Any) -> None:
    panel, weights = WORDS["clear"]
    given = document(look(panel, values(*weights)), {}, what_if=True)
    assert json.loads(json.dumps(given, allow_nan=False)) == given
    sample = given["acceptability"]
    assert (sample["seed"], sample["samples"]) == (1, 2_000)
    assert sample["found"]["errors"]["a"]
    assert given["alpha"]["draws"] == 1_000


def test_what_is_cut_is_of_one_kind_and_hides_no_other() -> None:
    rows = {"a": "1" * 14 + "0000" + "22", "b": "0" * 14 + "4333" + "22"}
    found = left_out(Speaker(look({"e1": rows, "e2": rows}, values(*["5"] * 20)), "en"))
    assert [line for line in found.sentences if line.startswith("and ")] == ["and 3 more"] * 2  # criteria; values
    assert found.sentences[-2:] == [Speaker(look({"e1": rows}, values(*["5"] * 20)), "en").word("left_solution"), ANY]
    chain = {name: str(level) * 2 for name, level in zip("abcdefg", (4, 3, 2, 1, 0, 0, 0), strict=True)}
    told = dominance(Speaker(look({"e1": chain}, values("50", "50")), "en")).sentences
    assert sum("score the same on all criteria" in line for line in told) == 3
    assert "and 7 more" in told
