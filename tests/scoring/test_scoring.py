"""Single cases of the arithmetic, the published one among them."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from tests.scoring.situations import EVIDENCE, SCALES, assessment_of, evaluation, method_of, value_of

from toetssteen.language import Text
from toetssteen.model.criteria import Case, Gate, Proof, Source
from toetssteen.model.method import Rounding, Rules
from toetssteen.scoring.exact import Interval, median, written
from toetssteen.scoring.result.cells import cap, level
from toetssteen.scoring.result.result import result


def test_the_rule_of_a_real_municipality() -> None:
    """ECLI:NL:RBGEL:2015:3676 (Arnhem): levels 0, 2, 4, 5; four members on their own; the mean counts."""
    values = [
        value_of("plan", "10", {"plan": "100"}, "zero-two-four-five"),
        value_of("rest", "90", {"rest": "100"}, "zero-two-four-five"),
    ]
    given = dict(zip("abcd", ["4", "5", "5", "4"], strict=True))
    evaluations = {
        person: [evaluation("s", "plan", answer), evaluation("s", "rest", "0")] for person, answer in given.items()
    }
    [solution] = result(assessment_of(method_of(values, Rules(aggregation="mean")), ["s"], evaluations)).solutions
    share = solution.cells()[0].counted
    assert level(share.low, SCALES["zero-two-four-five"]) == Fraction("4.5")
    assert solution.total == Interval.at(Fraction(9))  # of the 10 that this criterion is worth


def test_values_are_not_rounded_before_the_total() -> None:
    values = [value_of(name, "50", {name: "100"}, "continuous") for name in "ab"]
    rules = Rules(aggregation="mean", rounding=Rounding(digits=0))
    given = {"p": [evaluation("s", "a", "1.945"), evaluation("s", "b", "1.936")]}
    [solution] = result(assessment_of(method_of(values, rules), ["s"], given)).document()["solutions"]
    assert [value["score"] for value in solution["values"]] == ["11", "10"]
    assert solution["total"] == "10"  # 10.45; of rounded values it would be 10.5, so 11


def test_the_median_of_an_even_number_is_between_the_two_in_the_middle() -> None:
    parts = [Interval(Fraction(low), Fraction(high)) for low, high in [(0, 1), (4, 4), (1, 3), (2, 2)]]
    assert median(parts) == Interval(Fraction(3, 2), Fraction(5, 2))


@pytest.mark.parametrize(
    ("number", "digits", "mode", "text"),
    [
        ("0", 2, "half_up", "0.00"),
        ("0.005", 2, "half_up", "0.01"),
        ("0.005", 2, "half_even", "0.00"),
        ("0.015", 2, "half_even", "0.02"),
        ("99.999", 2, "down", "99.99"),
        ("99.995", 2, "half_up", "100.00"),
        ("71.5", 0, "half_up", "72"),
        ("1/3", 6, "half_up", "0.333333"),
    ],
)
def test_a_number_is_written_with_the_frozen_digits(number: str, digits: int, mode: str, text: str) -> None:
    assert written(Fraction(number), Rounding(digits=digits, mode=mode)) == text


@pytest.mark.parametrize(
    ("scale", "supported"),
    [
        ("zero-to-four", ["0", "1", "2", "3", "4"]),
        ("zero-two-four-five", ["0", "0", "2", "2", "5"]),
        ("even", ["0", "2", "4", "6", "10"]),
        ("continuous", ["1", "3.25", "5.5", "7.75", "10"]),
    ],
)
def test_evidence_supports_the_highest_point_of_the_scale_within_its_cap(scale: str, supported: list[str]) -> None:
    kinds = [[], ["e-word"], ["e-document", "e-word"], ["e-demonstration"], ["e-word", "e-independent"]]
    caps = [cap([EVIDENCE[piece] for piece in kind], SCALES[scale]) for kind in kinds]
    assert [level(share, SCALES[scale]) for share in caps] == [Fraction(point) for point in supported]


def test_a_value_without_weight_has_no_score_and_counts_for_nothing() -> None:
    values = [value_of("a", "100", {"a1": "100"}), value_of("b", "0", {"b1": "0", "b2": "0"})]
    given = {"p": [evaluation("s", name, answer) for name, answer in [("a1", "3"), ("b1", "0"), ("b2", "4")]]}
    method = method_of(values, Rules(aggregation="mean"), weight_basis="whole")
    [solution] = result(assessment_of(method, ["s"], given)).document()["solutions"]
    assert solution["values"][1] == {"id": "b", "weight": "0", "score": None, "low": None, "high": None}
    assert (solution["total"], solution["weakest"]) == ("75.00", {"value": "a", "criterion": "a1"})


def test_a_method_in_which_nothing_weighs_leaves_the_total_open() -> None:
    method = method_of([value_of("a", "0", {"a1": "0"})], Rules(aggregation="mean"))
    [solution] = result(assessment_of(method, ["s"], {"p": [evaluation("s", "a1", "3")]})).document()["solutions"]
    assert (solution["total"], solution["low"], solution["high"]) == (None, "0.00", "100.00")


def test_one_solution_alone_is_first_and_none_gives_an_empty_result() -> None:
    method = method_of([value_of("a", "100", {"a1": "100"})], Rules(aggregation="mean"))
    [alone] = result(assessment_of(method, ["s"], {"p": [evaluation("s", "a1", "0")]})).solutions
    assert (alone.rank.rank, alone.rank.tied_with) == (1, ())
    assert result(assessment_of(method, [], {})).document()["solutions"] == []


def test_equal_totals_share_a_rank_and_the_next_is_skipped() -> None:
    method = method_of([value_of("a", "100", {"a1": "100"})], Rules(aggregation="mean"))
    given = {"p": [evaluation(name, "a1", answer) for name, answer in zip("wxyz", "4334", strict=True)]}
    document = result(assessment_of(method, "wxyz", given)).document()
    assert [solution["rank"] for solution in document["solutions"]] == [1, 3, 3, 1]
    assert document["solutions"][0]["tied_with"] == ["z"]


def test_gates_that_do_not_apply_hold_nobody_back() -> None:
    words, source = Text.same("Words"), Source(work="essay")
    gate = Gate(
        id="g",
        **dict.fromkeys(("title", "question", "why", "link", "met", "not_met"), words),
        addressee="solution",
        when={"ai": ["yes"]},
        ask=[words],
        sources=[source],
        case=Case(text=words, source=source),
        proof=Proof(takes="evidence", text=words),
    )
    values = [value_of("a", "100", {"a1": "100"})]
    given = {"p": [evaluation("s", "a1", "4")]}
    [solution] = result(assessment_of(method_of(values, Rules(), [gate]), ["s"], given)).solutions
    assert (solution.eligible, solution.gates[0].status) == (True, "not_applicable")
    [solution] = result(assessment_of(method_of(values, Rules(), [gate], ai="yes"), ["s"], given)).solutions
    assert (solution.eligible, solution.gates[0].status) == (None, "unproven")


def test_a_level_below_a_minimum_fails_whatever_the_rest_scores() -> None:
    values = [value_of("a", "100", {"a1": "10", "a2": "90"})]
    values[0].criteria[0] = values[0].criteria[0].model_copy(update={"minimum": Decimal(2)})
    given = {"p": [evaluation(name, "a1", level) for name, level in [("below", "1"), ("just", "2")]]}
    given["p"] += [evaluation(name, "a2", "4") for name in ("below", "just")]
    below, just = result(assessment_of(method_of(values, Rules()), ["below", "just"], given)).solutions
    assert (below.eligible, below.rank.rank, float(below.total.low)) == (False, None, 92.5)
    assert (just.eligible, just.rank.rank) == (True, 1)


def test_a_cell_follows_from_its_own_answers_only() -> None:
    method = method_of([value_of("a", "100", {"a1": "50", "a2": "50"})], Rules(aggregation="mean"))
    full = [evaluation(name, asked, "4") for name in "xy" for asked in ("a1", "a2")]
    given = {"p": full, "q": [evaluation("x", "a1", "0")]}
    found = {solution.id: solution.total for solution in result(assessment_of(method, "xy", given)).solutions}
    assert found == {"x": Interval.at(Fraction(75)), "y": Interval.at(Fraction(100))}
