"""What robustness is worked out on: exact, in canonical order, of whole solutions; bad numbers are refused."""

from __future__ import annotations

import random
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.scoring.tables import codes, flat, given_tables, shuffled, some

from toetssteen.errors import UseError
from toetssteen.scoring.outlook.table import Table
from toetssteen.scoring.outlook.undefined import Undefined

WEIGHTS = {"v": (1, {"a": 60, "b": 40})}


@some
@given(st.integers(0, 99), given_tables())
def test_the_order_in_which_things_come_changes_nothing(seed: int, outside: tuple[Any, Any]) -> None:
    assert Table.of(*shuffled(random.Random(seed), outside)) == Table.of(*outside)


@some
@given(given_tables())
def test_both_levels_have_the_same_totals_by_the_formula(outside: tuple[Any, Any]) -> None:
    scores, weights = outside
    table = Table.of(scores, weights)
    whole = sum(of for of, _ in weights.values())
    for name, row in scores.items():
        total = sum(
            Fraction(of, whole) * sum(Fraction(w, sum(inside.values())) * row[c] for c, w in inside.items())
            for of, inside in weights.values()
        )
        assert table.by_value.totals[name] == table.by_criterion.totals[name] == total
    assert sum(table.by_criterion.weights) == sum(table.value_weights) == 1


@some
@given(given_tables())
def test_what_a_table_gives_makes_the_same_table(outside: tuple[Any, Any]) -> None:
    table = Table.of(*outside)
    assert Table.of(table.rows(), table.weights()) == table


@pytest.mark.parametrize(
    "number",
    [
        float("nan"), float("inf"), -float("inf"), Decimal("NaN"), Decimal("sNaN"), Decimal("Infinity"),
        np.float64("nan"), Decimal("1e999999999"), "50", True, 1j,
    ],
)  # fmt: skip
def test_what_is_no_finite_number_is_refused(number: Any) -> None:
    with pytest.raises(UseError) as caught:
        Table.of({"A": {"a": number, "b": 1}}, WEIGHTS)
    assert codes(caught) == ["TS-700"]
    with pytest.raises(UseError) as caught:
        Table.of({"A": {"a": 1, "b": 1}}, {"v": (number, {"a": 1, "b": 1})})
    assert codes(caught)[0] == "TS-700"


@pytest.mark.parametrize("number", [50, 50.0, Decimal("50"), Fraction(50), np.int64(50), np.float64(50)])
def test_a_number_of_any_kind_is_the_fraction_it_is(number: Any) -> None:
    table = Table.of({"A": {"a": number, "b": 50}}, WEIGHTS)
    assert table.by_value.totals == {"A": Fraction(50)}
    assert type(table.scores[0][0].numerator) is int


def test_all_faults_are_named_together() -> None:
    with pytest.raises(UseError) as caught:
        Table.of({"A": {"a": 101, "b": -1, "c": 3}}, {"v": (1, {"a": 1, "b": -2}), "w": (-1, {"a": 1})})
    assert sorted(codes(caught)) == ["TS-701", "TS-701", "TS-702", "TS-702", "TS-702", "TS-703", "TS-703"]


@pytest.mark.parametrize("weights", [{}, {"v": (0, {"a": 1})}, {"v": (1, {"a": 0})}, {"v": (1, {})}])
def test_weights_that_weigh_nothing_are_refused(weights: Any) -> None:
    with pytest.raises(UseError) as caught:
        Table.of({"A": {}}, weights)
    assert codes(caught) == ["TS-701"]


def test_a_solution_that_lacks_a_score_is_set_aside_and_named() -> None:
    table = Table.of({"A": {"a": 100, "b": None}, "B": {"a": 1, "b": 2}, "C": {"a": 3}}, WEIGHTS)
    assert (table.solutions, table.unscored) == (("B",), ("A", "C"))


def test_a_value_whose_criteria_have_no_weight_is_left_out_as_in_the_result() -> None:
    table = Table.of({"A": {"a": 100, "b": 40, "z": 0}}, {**WEIGHTS, "w": (9, {"z": 0})})
    assert (table.values, table.by_value.totals["A"]) == (("v",), Fraction(76))


def test_an_unknown_level_is_refused() -> None:
    with pytest.raises(UseError) as caught:
        flat([[1], [2]], [1]).layer("criterion")  # type: ignore[arg-type]
    assert codes(caught) == ["TS-502"]


def test_the_word_for_what_does_not_exist() -> None:
    assert str(Undefined("no variation")) == "undefined: no variation"
