"""What one part decides: without an evaluator, criterion, value or solution; and with the evaluators drawn anew."""

from __future__ import annotations

import random
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.scoring.tables import codes, flat, given_tables, shuffled, some

from toetssteen.errors import UseError
from toetssteen.scoring.outlook.leave_out import Left, leave_one_out, resample
from toetssteen.scoring.outlook.table import Table
from toetssteen.scoring.outlook.undefined import Undefined

TABLE = Table.of({"A": {"a": 60, "b": 50}, "B": {"a": 40, "b": 60}}, {"v": (60, {"a": 1}), "w": (40, {"b": 1})})
PANEL = {
    "ann": {"A": {"a": 100, "b": 50}, "B": {"a": 40, "b": 60}},
    "bob": {"A": {"a": 40, "b": 50}, "B": {"a": 40, "b": 60}},
    "cor": {"A": {"a": 40, "b": 50}, "B": {"a": 40, "b": 60}},
}


def part(found: Any, kind: str, name: str) -> Left:
    [left] = [without for without in found.left if (without.kind, without.id) == (kind, name)]
    return left


def test_one_evaluator_who_decides_is_found() -> None:
    found = leave_one_out(TABLE, PANEL)
    assert (found.first, found.panel_first) == (("A",), ("A",))
    assert {left.id: (left.first, left.changes) for left in found.left if left.kind == "evaluator"} == {
        "ann": (("B",), True),
        "bob": (("A",), False),
        "cor": (("A",), False),
    }
    assert part(found, "evaluator", "bob").totals == {"A": 62, "B": 48}
    by_median = leave_one_out(TABLE, PANEL, "median")
    assert by_median.panel_first == ("B",)
    assert part(by_median, "evaluator", "bob").totals == {"A": 62, "B": 48}


def test_a_criterion_and_a_value_that_decide_are_found() -> None:
    found = leave_one_out(TABLE)
    for kind, name in (("criterion", "a"), ("value", "v")):
        left = part(found, kind, name)
        assert (left.first, left.changes, left.totals) == (("B",), True, {"A": 50, "B": 60})
    assert not part(found, "value", "w").changes
    assert [left.kind for left in found.left] == ["criterion", "criterion", "value", "value", "solution", "solution"]


def test_a_cell_that_only_one_evaluator_scored_is_not_zero_without_them() -> None:
    lone = {**PANEL, "dee": {"A": {"a": 100}}, "bob": {"B": {"a": 40, "b": 60}}, "cor": {"B": {"a": 0, "b": 60}}}
    lone = {name: {s: {c: x for c, x in row.items() if (name, s, c) != ("ann", "A", "a")} for s, row in rows.items()}
            for name, rows in lone.items()}  # fmt: skip
    left = part(leave_one_out(TABLE, lone), "evaluator", "dee")
    assert (str(left.first), left.totals) == ("undefined: not scored whole", {"B": Fraction(40)})


@some
@given(given_tables(solutions=(2, 5)))
def test_leaving_a_solution_out_never_changes_the_others(outside: tuple[Any, Any]) -> None:
    table = Table.of(*outside)
    for left in leave_one_out(table).left:
        if left.kind == "solution":
            assert not left.changes
            assert left.totals == {name: total for name, total in table.by_value.totals.items() if name != left.id}


@some
@given(given_tables(solutions=(2, 4)))
def test_without_a_part_the_rest_keeps_its_proportions(outside: tuple[Any, Any]) -> None:
    scores, weights = outside
    for left in leave_one_out(Table.of(scores, weights)).left:
        if left.kind not in ("criterion", "value") or isinstance(left.first, Undefined):
            continue
        kept = {
            value: (of, {c: w for c, w in inside.items() if c != left.id})
            for value, (of, inside) in weights.items()
            if value != left.id
        }
        kept = {value: (of, inside) for value, (of, inside) in kept.items() if sum(inside.values())}
        whole = sum(of for of, _ in kept.values())
        for name, total in left.totals.items():
            assert total == sum(
                Fraction(of, whole)
                * sum(Fraction(w, sum(inside.values())) * scores[name][c] for c, w in inside.items())
                for of, inside in kept.values()
            )


@some
@given(given_tables(solutions=(2, 3)), st.integers(0, 99))
def test_the_order_of_evaluators_and_of_all_else_changes_nothing(outside: tuple[Any, Any], seed: int) -> None:
    scores, weights = outside
    chance = random.Random(seed)
    panel = {
        f"p{n}": {
            s: {c: chance.choice([0, 50, 100]) for c in row if chance.random() < 0.8} for s, row in scores.items()
        }
        for n in range(3)
    }
    mixed = shuffled(chance, panel)
    table, other = Table.of(scores, weights), Table.of(*shuffled(chance, outside))
    assert leave_one_out(table, panel) == leave_one_out(other, mixed)
    assert resample(table, panel, samples=50) == resample(other, mixed, samples=50)


def test_all_that_has_weight_left_out_is_undefined() -> None:
    found = leave_one_out(flat([[10, 20], [20, 10]], [1, 0]))
    assert str(part(found, "criterion", "c0").first) == "undefined: no weight left"
    assert str(part(found, "value", "all").first) == "undefined: no weight left"
    alone = leave_one_out(flat([[10]], [1]))
    assert str(part(alone, "solution", "A").first) == "undefined: no solution"


@pytest.mark.parametrize(("panel", "word"), [({}, "no pairs"), ({"ann": PANEL["ann"]}, "one evaluator")])
def test_with_fewer_than_two_evaluators_none_is_left_out(panel: Any, word: str) -> None:
    found = leave_one_out(TABLE, panel)
    assert str(found.panel_first) == f"undefined: {word}"
    assert not [left for left in found.left if left.kind == "evaluator"]
    assert str(resample(TABLE, panel).first) == f"undefined: {word}"


def test_a_solution_without_a_score_is_named_and_the_rest_is_compared() -> None:
    table = Table.flat({"A": {"a": 90, "b": 0}, "B": {"a": 0, "b": 80}, "C": {"a": 1}}, {"a": 1, "b": 1})
    found = leave_one_out(table)
    assert (found.first, found.unscored, part(found, "criterion", "a").changes) == (("A",), ("C",), True)
    assert not part(found, "criterion", "b").changes


def test_drawing_evaluators_anew_gives_the_exact_share_of_a_small_case() -> None:
    """Of 27 equal draws of three, A needs ann at least once to lead on a: 19/27; Efron & Tibshirani (1993), ch. 6."""
    found = resample(TABLE, PANEL, samples=20_000)
    assert found.first["A"] == pytest.approx(19 / 27, abs=4 * found.errors["A"])  # type: ignore[index]
    assert found == resample(TABLE, PANEL, samples=20_000)
    by_median = resample(TABLE, PANEL, "median", samples=20_000)
    assert by_median.first["A"] == pytest.approx(7 / 27, abs=4 * by_median.errors["A"])  # type: ignore[index]


def test_a_criterion_that_nobody_scored_whole_keeps_the_tables_scores() -> None:
    panel = {"ann": {"A": {"a": 100}}, "bob": {"B": {"a": 100}}}
    assert resample(TABLE, panel, samples=100).first == {"A": 1, "B": 0}


@pytest.mark.parametrize(
    ("panel", "code"),
    [
        ({"ann": {"A": {"a": float("nan")}}}, "TS-700"),
        ({"ann": {"A": {"a": 101}}}, "TS-702"),
        ({"ann": {"A": {"z": 1}}}, "TS-703"),
    ],
)
def test_scores_of_evaluators_that_cannot_be_used_are_refused(panel: Any, code: str) -> None:
    for function in (leave_one_out, resample):
        with pytest.raises(UseError) as caught:
            function(TABLE, panel)
        assert codes(caught) == [code]


def test_settings_that_do_not_fit_are_refused() -> None:
    with pytest.raises(UseError) as caught:
        leave_one_out(TABLE, PANEL, "mode")  # type: ignore[arg-type]
    assert codes(caught) == ["TS-502"]
    for settled in ({"samples": 0}, {"seed": -1}, {"seed": 0.5}):
        with pytest.raises(UseError) as caught:
            resample(TABLE, PANEL, **settled)  # type: ignore[arg-type]
        assert codes(caught) == ["TS-704"]
