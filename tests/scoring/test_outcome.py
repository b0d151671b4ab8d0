"""The word of an outcome: each condition of *clear* by itself, what is said of it, and a search for a nearer tie."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from tests.nightly.clear import complaints, make
from tests.scoring.situations import assessment_of, evaluation, method_of, scale, value_of

from toetssteen.language import Text
from toetssteen.model.entries.consensus import Agreed
from toetssteen.model.entries.pricing import PriceOpened
from toetssteen.model.method import Band, MethodValue, Rounding, Rules, SheetGate, ValueBased
from toetssteen.model.replay.assessment import Assessment
from toetssteen.scoring.outlook.one_level import moved, points
from toetssteen.scoring.outlook.outcome import Outcome
from toetssteen.scoring.outlook.outlook import Outlook
from toetssteen.scoring.result.result import result
from toetssteen.views.outlook.outcome import outcome_sentence
from toetssteen.views.outlook.parts import Speaker
from toetssteen.views.outlook.words import lines, notes

MEAN = Rules(aggregation="mean")
FINE = scale("fine", "0", "100")
W = Text.same("W")


def fine(*shape: dict[str, str], weights: tuple[str, ...] = ()) -> list[MethodValue]:
    """Make values v0, v1, ... of criteria scored 0-100, by their weights; equal values unless told otherwise."""
    weights = weights or ("1",) * len(shape)
    return [value_of(f"v{n}", weights[n], inside, "fine") for n, inside in enumerate(shape)]


def assessed(
    values: list[MethodValue], rows: dict[str, dict[str, str]], rules: Rules = MEAN, **others: Any
) -> Assessment:
    """Make an assessment; ``rows`` has per solution, per criterion the level of each evaluator, parted by spaces."""
    method = method_of(values, rules, others.pop("gates", ()), price=others.pop("price", None), scales=[FINE])
    given: dict[str, list[Any]] = {}
    for name, row in rows.items():
        for asked, levels in row.items():
            for n, level in enumerate(levels.split()):
                given.setdefault(f"p{n}", []).extend([evaluation(name, asked, level)] if level != "-" else [])
    prices, track = others.pop("prices", {}), others.pop("track", "tender")
    found = assessment_of(method, rows, given, **others)
    opened = found.opened.model_copy(update={"track": track})
    paid = {
        of_solution: PriceOpened(solution=of_solution, price=Decimal(price)) for of_solution, price in prices.items()
    }
    return replace(found, opened=opened, prices=paid)


def look(*given: Any, **others: Any) -> Outlook:
    """Give the outlook of it, with a small sample."""
    return Outlook(result(assessed(*given, **others)), samples=1_000)


def outcome(*given: Any, **others: Any) -> Outcome:
    """Give its outcome."""
    return look(*given, **others).outcome


def said(outlook: Outlook, language: Any = "en", *, what_if: bool = True) -> str:
    """Give its sentence."""
    return outcome_sentence(Speaker(outlook, language), what_if=what_if)


@pytest.mark.parametrize("start", range(0, 200, 50))
def test_a_search_over_all_weights_and_levels_finds_nothing_nearer_than_what_is_said(start: int) -> None:
    assert [(seed, found) for seed in range(start, start + 50) if (found := complaints(make(seed))[1])] == []


FIRST = {"c0": "90", "c1": "60", "c2": "20", "c3": "20"}
RIVAL = {"c0": "10", "c1": "40", "c2": "40", "c3": "80"}
HALVES = ({"c0": "50", "c1": "50"}, {"c2": "50", "c3": "50"})


def test_the_distance_goes_over_the_whole_tree_and_not_one_level_of_it() -> None:
    look_at = look(fine(*HALVES), {"a": FIRST, "b": RIVAL})  # apart: +80, +20 | -20, -60
    found = look_at.outcome
    assert (found.word, found.rival, found.distance) == ("weights", "b", Fraction(25, 7))
    assert said(look_at) == "Depends on the weights: a is first. If 3.57 percent of the weight moves, b ties."
    assert "Verschuift 3,57 procent van het gewicht, dan staat b gelijk." in said(look_at, "nl")


def test_no_percentage_is_rounded_up_or_away() -> None:
    speaker = Speaker(look(fine(*HALVES), {"a": FIRST, "b": RIVAL}), "en")
    numbers = (Fraction(4999, 1000), Fraction(25, 7), Fraction(1, 1000), Fraction(0), Fraction(10))
    assert [speaker.moved(number) for number in numbers] == ["4.99", "3.57", "less than 0.01", "0", "10"]


def test_weight_can_move_to_a_criterion_that_has_none() -> None:
    values = fine({"c0": "100", "c1": "0"})
    found = outcome(values, {"a": {"c0": "60", "c1": "0"}, "b": {"c0": "50", "c1": "100"}})
    assert (found.word, found.distance) == ("clear", Fraction(100, 11))
    of_nothing = [*fine({"c0": "100"}), value_of("v1", "0", {"c1": "0"}, "fine")]
    found = outcome(of_nothing, {"a": {"c0": "52", "c1": "0"}, "b": {"c0": "50", "c1": "100"}})
    assert (found.word, found.distance) == ("weights", Fraction(200, 102))


@pytest.mark.parametrize(("low", "high"), [("58", "clear"), ("59", "level"), ("60", "undecided")])
def test_one_level_moved_by_one_point_may_bring_no_tie(low: str, high: str) -> None:
    found = outcome(fine({"c0": "100"}), {"a": {"c0": "60"}, "b": {"c0": low}})
    assert found.word == high


def test_the_level_that_decides_is_named_from_what_to_what() -> None:
    values = [value_of("v0", "50", {"c0": "100"}), value_of("v1", "50", {"c1": "100"})]
    found = look(values, {"a": {"c0": "4", "c1": "2"}, "b": {"c0": "3", "c1": "2"}})
    assert [(level.solution, level.criterion, level.before, level.after) for level in found.outcome.levels] == [
        *(("a", "c0", 100, 75), ("a", "c1", 50, 25), ("b", "c0", 75, 100), ("b", "c1", 50, 75)),
    ]
    assert said(found) == (
        "Depends on one level: a is first. If a gets 3 instead of 4 on ‘Words’, b is at least as high. "
        "So do 3 other levels, each by itself."
    )
    assert said(found, what_if=False) == "Depends on one level: a is first."


def test_one_level_may_not_take_the_first_below_a_minimum() -> None:
    values = [value_of("v0", "100", {"c0": "50", "c1": "50"})]
    values[0].criteria[0] = values[0].criteria[0].model_copy(update={"minimum": Decimal(3)})
    found = look(values, {"a": {"c0": "3", "c1": "4"}, "b": {"c0": "3", "c1": "0"}})
    assert (found.outcome.word, [level.rival for level in found.outcome.levels]) == ("level", [None])
    assert "If a gets 2 instead of 3 on ‘Words’, it no longer meets the minimum." in said(found)


@pytest.mark.parametrize(
    ("kept_out", "word"),
    [("49", "level"), ("48", "clear")],  # one point below the minimum, and two
)
def test_who_fails_one_minimum_by_one_point_may_not_come_back_and_be_ahead(kept_out: str, word: str) -> None:
    values = fine({"c0": "50", "c1": "50"})
    values[0].criteria[0] = values[0].criteria[0].model_copy(update={"minimum": Decimal(50)})
    rows = {"a": {"c0": "80", "c1": "60"}, "b": {"c0": "60", "c1": "30"}, "c": {"c0": kept_out, "c1": "99"}}
    found = look(values, rows)
    assert ([solution.eligible for solution in found.result.solutions], found.outcome.word) == (
        [True, True, False],
        word,
    )
    if word == "level":
        assert said(found) == (
            "Depends on one level: a is first. If c gets 50 instead of 49 on ‘Words’, a is no longer first alone."
        )
    behind = look(values, rows | {"c": {"c0": kept_out, "c1": "60"}})  # it would take part, and be second
    assert behind.outcome.word == "clear"


@pytest.mark.parametrize(("other", "word"), [("- -", "level"), ("0 0", "clear")])
def test_clear_is_not_said_while_nobody_knows_where_one_that_comes_back_would_stand(other: str, word: str) -> None:
    values = fine({"c0": "50", "c1": "50"})
    values[0].criteria[0] = values[0].criteria[0].model_copy(update={"minimum": Decimal(50)})
    rows = {"a": {"c0": "80 80", "c1": "60 60"}, "b": {"c0": "60 60", "c1": "30 30"}, "c": {"c0": "49 49", "c1": other}}
    found = look(values, rows)
    assert found.outcome.word == word
    if word == "level":
        assert [(level.rival, level.certain) for level in found.outcome.levels] == [("c", False)]
        assert said(found) == (
            "Depends on one level: a is first. If c gets 50 instead of 49 on ‘Words’, it takes part again; "
            "whether a then stays first is not known."
        )


def test_a_price_that_was_never_opened_could_be_any() -> None:
    values = fine({"c0": "50", "c1": "50"})
    values[0].criteria[0] = values[0].criteria[0].model_copy(update={"minimum": Decimal(50)})
    rows = {"a": {"c0": "90", "c1": "90"}, "b": {"c0": "60", "c1": "30"}, "c": {"c0": "49", "c1": "30"}}
    band = Band(best=Decimal(0), worst=Decimal(100), weight=Decimal(50))
    found = outcome(values, rows, price=band, prices={"a": "50", "b": "60"})
    assert (found.word, [(level.rival, level.certain) for level in found.levels]) == ("level", [("c", False)])
    opened = outcome(values, rows, price=band, prices={"a": "50", "b": "60", "c": "90"})
    assert opened.word == "clear"


def test_who_fails_another_gate_as_well_does_not_come_back_by_one_level() -> None:
    values = fine({"c0": "50", "c1": "50"})
    values[0].criteria[0] = values[0].criteria[0].model_copy(update={"minimum": Decimal(50)})
    rows = {"a": {"c0": "80", "c1": "60", "g": "met"}, "c": {"c0": "49", "c1": "99", "g": "not_met"}}
    gate = SheetGate(id="g", title=Text.same("Data in the EU"))
    assert outcome(values, rows, gates=[gate]).word == "clear"


@pytest.mark.parametrize(
    ("of", "score", "up", "down"),
    [
        (scale("x", "0", "4", levels="01234"), 50, 75, 25),
        (scale("x", "0", "4", levels="01234"), Fraction(125, 2), Fraction(175, 2), Fraction(75, 2)),
        (scale("x", "0", "5", levels="0245"), 40, 80, 0),
        (scale("x", "0", "5", levels="0245"), 60, 90, 20),
        (scale("x", "0", "5", levels="0245"), 100, 100, 80),
        (scale("x", "0", "10", levels=["4", "8"]), 0, 40, 0),
        (scale("x", "0", "10", step="2"), 50, 70, 30),
        (scale("x", "1", "10"), 0, Fraction(100, 9), 0),
        (scale("x", "0", "0.5"), 40, 100, 0),
    ],
)
def test_a_point_is_the_next_level_or_a_step_or_one(of: Any, score: Any, up: Any, down: Any) -> None:
    assert (moved(Fraction(score), of, 1), moved(Fraction(score), of, -1)) == (up, down)
    assert points(of)[0] in (0, 40)


def test_without_one_evaluator_the_first_may_not_fail_a_minimum() -> None:
    values = fine({"c0": "50", "c1": "50"})
    values[0].criteria[0] = values[0].criteria[0].model_copy(update={"minimum": Decimal(50)})
    rows = {"a": {"c0": "90 40", "c1": "90 90"}, "b": {"c0": "60 60", "c1": "20 20"}}
    assert (outcome(values, rows).word, outcome(values, rows).evaluators) == ("evaluator", ("p0",))


def test_without_one_evaluator_a_rival_may_not_come_back_and_be_ahead() -> None:
    values = fine({"c0": "50", "c1": "50"})
    values[0].criteria[0] = values[0].criteria[0].model_copy(update={"minimum": Decimal(50)})
    rows = {"a": {"c0": "70 70", "c1": "70 70"}, "b": {"c0": "20 60", "c1": "99 99"}}
    found = look(values, rows)
    assert [solution.eligible for solution in found.result.solutions] == [True, False]
    assert (found.outcome.word, found.outcome.evaluators) == ("evaluator", ("p0",))
    speaker = Speaker(found, "en")
    assert any("where minimums, gates and prices count too" in line for line in lines(speaker, [], what_if=True))


def test_the_first_condition_that_fails_gives_the_word() -> None:
    values = fine({"c0": "100"})
    found = outcome(values, {"a": {"c0": "90 50"}, "b": {"c0": "50 89"}})
    assert (found.word, bool(found.evaluators), bool(found.levels)) == ("evaluator", True, True)
    near = fine({"c0": "50", "c1": "50"})
    found = outcome(near, {"a": {"c0": "52", "c1": "20"}, "b": {"c0": "20", "c1": "51"}})
    assert (found.word, found.distance) == ("level", Fraction(50, 63))


def test_where_the_own_scores_put_another_first_it_is_not_clear() -> None:
    values, rows = fine({"c0": "100"}), {"a": {"c0": "40 40"}, "b": {"c0": "60 60"}}
    agreed = [Agreed(**evaluation("a", "c0", "90").model_dump(), present=["p0"])]
    agreed += [Agreed(**evaluation("b", "c0", "60").model_dump(), present=["p0"])]
    found = look(values, rows, Rules(), agreed=agreed)
    assert (found.outcome.word, found.outcome.agreed) == ("evaluator", True)
    assert "before they agreed, a is not first alone" in said(found)
    shared = {"a": {"c0": "40 -", "c1": "- 40"}, "b": {"c0": "60 -", "c1": "- 60"}}  # each scored another half
    agreed += [Agreed(**evaluation("a", "c1", "90").model_dump(), present=["p0"])]
    found = look(fine({"c0": "1", "c1": "1"}), shared, Rules(), agreed=agreed)
    assert (found.outcome.word, found.outcome.evaluators) == ("evaluator", ())
    assert said(found).startswith("Depends on what the evaluators agreed: a is first.")


def test_what_one_evaluator_scored_alone_is_said_and_makes_nobody_first() -> None:
    found = look(fine({"c0": "100"}), {"a": {"c0": "90"}, "b": {"c0": "50"}})
    assert (found.outcome.word, found.outcome.untested) == ("clear", ("p0",))
    told = notes(Speaker(found, "en"), what_if=False)
    assert sum(line.startswith("All scores are by one evaluator: Evaluator") for line in told) == 1
    found = look(fine({"c0": "100"}), {"a": {"c0": "90 90"}, "b": {"c0": "50"}})
    told = notes(Speaker(found, "en"), what_if=False)
    assert sum(line.startswith("Not every score is settled without Evaluator") for line in told) == 1


def test_an_answer_that_is_unknown_can_be_any_level_without_an_evaluator_too() -> None:
    values = fine({"c0": "100"})
    median = Rules(aggregation="median")
    found = look(values, {"a": {"c0": "75 75 unknown"}, "b": {"c0": "50 50 50"}}, median)
    assert found.result.document()["complete"]  # whatever the third would have said, the median is 75
    assert found.outcome.untested == ("p0", "p1")  # 75 and any level: 37.5 to 87.5
    assert "p2" not in found.outcome.untested


def test_an_unproven_first_is_undecided_and_the_gate_is_named() -> None:
    gate = SheetGate(id="g", title=Text.same("Data in the EU"))
    rows = {"a": {"c0": "90", "g": "unknown"}, "b": {"c0": "50", "g": "met"}}
    found = look(fine({"c0": "100"}), rows, gates=[gate])
    assert (found.outcome.word, found.outcome.unproven) == ("undecided", ("g",))
    assert said(found) == "Undecided: a is first, but this is not proven yet: ‘Data in the EU’."


def test_the_share_of_weights_gives_the_word_in_a_review_only() -> None:
    weights = {f"c{n}": "1" for n in range(9)} | {"c9": "91"}
    rows = {"a": dict.fromkeys(weights, "45") | {"c9": "90"}, "b": dict.fromkeys(weights, "55") | {"c9": "40"}}
    review, tender = (outcome(fine(weights), rows, track=track) for track in ("ethics", "tender"))
    assert isinstance(review.share, float)
    assert review.share < review.sure
    assert (review.word, tender.word, tender.share) == ("weights", "clear", None)


def test_where_no_weights_can_change_it_the_sentence_says_so_and_how_few_steps_would() -> None:
    found = look(
        [value_of("v0", "1", {"c0": "1", "c1": "1"})], {"a": {"c0": "4", "c1": "3"}, "b": {"c0": "2", "c1": "1"}}
    )
    assert (found.outcome.word, found.outcome.always) == ("clear", True)
    assert said(found) == (
        "Clear: a is first. No weights put another above a. Only if levels move by at least 4 steps together, b ties."
    )


BANDED = Band(best="50000", worst="150000", weight="40")


def test_an_open_price_ranks_and_a_band_is_one_more_criterion() -> None:
    rows = {"a": {"c0": "90"}, "b": {"c0": "60"}}
    closed = look(fine({"c0": "1"}), rows, price=BANDED)
    assert said(closed, what_if=False) == "Clear: a is first on quality."
    found = look(fine({"c0": "1"}), rows, price=BANDED, prices={"a": "150000", "b": "50000"})
    assert (found.outcome.first, found.outcome.rival) == (("b",), "a")  # 36 + 60 against 54: 22 behind
    assert found.outcome.distance == Fraction(2200, 130)
    assert said(found).startswith("Clear: b is first on quality and price together. If 16.92 percent of the weight")
    assert "the price" in "\n".join(lines(Speaker(found, "en"), [], what_if=True))


@pytest.mark.parametrize("per", ["value", "criterion"])
def test_under_value_based_award_the_euro_values_are_the_weights(per: Any) -> None:
    values = fine({"c0": "1"}, {"c1": "1"})
    euro = {"v0": "60000", "v1": "40000"} if per == "value" else {"c0": "60000", "c1": "40000"}
    rows = {"a": {"c0": "80", "c1": "20"}, "b": {"c0": "30", "c1": "60"}}
    price = ValueBased(per=per, euro=euro)
    found = outcome(values, rows, price=price, prices={"a": "100000", "b": "99000"})
    # a earns 56000 and b 42000: 14000 - 1000 = 13000 ahead; a euro moved from c0 to c1 costs a 0.90
    assert (found.first, found.distance) == (("a",), Fraction(13000 * 100, 90000))
    far = outcome(values, rows, price=price, prices={"a": "10000", "b": "99000"})
    assert (far.word, str(far.distance), far.always) == ("clear", "undefined: no flip", True)


def test_where_ties_are_of_rounded_totals_no_tie_is_nearer_either() -> None:
    rounded = Rules(aggregation="mean", rounding=Rounding(digits=0, ties="rounded"))
    rows = {"a": {"c0": "80", "c1": "20"}, "b": {"c0": "20", "c1": "70"}}
    values = fine({"c0": "54", "c1": "46"})
    exact, found = outcome(values, rows), look(values, rows, rounded)
    assert isinstance(exact.distance, Fraction)
    assert isinstance(found.outcome.distance, Fraction)
    assert found.outcome.distance == exact.distance - Fraction(100, 110)
    assert "can tie by rounding" in said(found)


GATES = [SheetGate(id="g", title=Text.same("Data in the EU")), SheetGate(id="h", title=Text.same("Open source"))]


def test_one_solution_says_what_it_fails_what_is_unproven_and_where_it_is_weakest() -> None:
    values = [*fine({"c0": "1"}), value_of("v1", "1", {"c1": "1"}, "fine")]
    values[0].criteria[0] = values[0].criteria[0].model_copy(update={"minimum": Decimal(50)})
    row = {"c0": "40", "c1": "90", "g": "not_met", "h": "unknown"}
    found = look(values, {"a": row}, gates=GATES)
    assert found.outcome.word == "fails"
    assert said(found, what_if=False) == (
        "Fails: a no longer takes part, and there is no other solution. "
        "a does not meet: ‘Data in the EU’ and ‘Words’ (40.00, minimum 50). Not proven yet of a: ‘Open source’. "
        "a is weakest on the value ‘Words’, because of ‘Words’."
    )
    assert said(found, "nl").startswith("Valt af: a doet niet meer mee")
    several = look(values, {"a": row, "b": row | {"h": "met"}}, gates=GATES)
    assert several.outcome.word == "fails"
    assert [name in said(several) for name in ("a does not meet", "b does not meet", "Open source")] == [True] * 3


def test_one_solution_that_passes_says_what_is_unproven_and_where_it_is_weakest() -> None:
    row = {"c0": "40", "c1": "90", "g": "met", "h": "met"}
    values = fine({"c0": "1"}, {"c1": "1"})
    passes = look(values, {"a": row}, gates=GATES)
    unproven = look(values, {"a": row | {"h": "unknown"}, "b": row | {"g": "not_met"}}, gates=GATES)
    assert (passes.outcome.word, unproven.outcome.word) == ("clear", "undecided")
    weakest = "a is weakest on the value ‘Words’, because of ‘Words’."
    assert said(passes).endswith(f"There is nothing to compare it with. {weakest}")
    ungated = look(values, {"a": {"c0": "40", "c1": "90"}})
    assert said(ungated).startswith("Clear: only a takes part. The method has no gates, and there is nothing")
    assert said(unproven) == f"Undecided: only a takes part, and this is not proven yet: ‘Open source’. {weakest}"


def test_where_all_were_withdrawn_it_is_said_so_and_not_as_a_gate() -> None:
    found = assessed(fine({"c0": "100"}), {"a": {"c0": "90"}, "b": {"c0": "50"}})
    outlook = Outlook(result(replace(found, withdrawn={"a": "Te duur.", "b": "Failliet."})), samples=1_000)
    assert said(outlook).startswith("Fails: no solution takes part any more. a was withdrawn. a is weakest on")
    assert "b is teruggetrokken. Het zwakst is b" in said(outlook, "nl")
    assert "haalt niet" not in said(outlook, "nl")


def test_one_that_takes_part_is_not_clear_where_another_comes_back_by_one_level() -> None:
    values = fine({"c0": "50", "c1": "50"})
    values[0].criteria[0] = values[0].criteria[0].model_copy(update={"minimum": Decimal(50)})
    found = look(values, {"a": {"c0": "80", "c1": "60"}, "c": {"c0": "49", "c1": "99"}})
    assert (found.outcome.word, len(found.running)) == ("level", 1)
    assert "If c gets 50 instead of 49 on ‘Words’, a is no longer first alone." in said(found)
