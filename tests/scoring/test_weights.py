"""The weighted sum, dominance and effective weights; and what relative scoring does instead."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from tests.scoring.tables import flat, given_tables, some, tables

from toetssteen.scoring.outlook.table import Table
from toetssteen.scoring.outlook.undefined import Undefined
from toetssteen.scoring.outlook.weights import dominance, effective_weights, weighted_sum

TRIANTAPHYLLOU = (
    [
        ["0.3088", "0.2897", "0.3867", "0.1922"],
        ["0.2163", "0.3458", "0.1755", "0.6288"],
        ["0.4509", "0.2473", "0.1194", "0.0575"],
        ["0.0240", "0.1172", "0.3184", "0.1215"],
    ],
    ["0.3277", "0.3058", "0.2876", "0.0790"],
)


def fractions(rows: Any) -> Any:
    return [[Fraction(score) for score in row] for row in rows]


def test_t1_triantaphyllou_and_sanchez_weighted_sum() -> None:
    """T1. Triantaphyllou & Sanchez (1997), Decision Sciences 28(1):151-194: scores 0.3162 0.2768 0.2621 0.1449.

    The printed weights add up to 1.0001; the table takes proportions, so the totals are those over 1.0001.
    """
    rows, weights = TRIANTAPHYLLOU
    found = weighted_sum(flat(fractions(rows), [Fraction(weight) for weight in weights]))
    expected = [0.316183, 0.276776, 0.262266, 0.144875]
    assert [float(total * Fraction("1.0001")) for total in found.totals.values()] == pytest.approx(expected, abs=5e-7)
    assert [float(total) for total in found.totals.values()] == pytest.approx(
        [0.3162, 0.2768, 0.2621, 0.1449], abs=3e-4
    )
    assert found.first == ("A",)


def test_the_weighted_sum_of_triantaphyllou_2000_ends_in_an_exact_tie() -> None:
    """Triantaphyllou (2000), *Multi-Criteria Decision Making Methods*; the example of "Weighted sum model".

    Scores 21.50, 22.00, 22.00 (the third is often misprinted as 20.00). Only exact arithmetic may call it a tie.
    https://en.wikipedia.org/wiki/Weighted_sum_model
    """
    rows = [[25, 20, 15, 30], [10, 30, 20, 30], [30, 10, 30, 10]]
    found = weighted_sum(flat(rows, [Fraction(weight) for weight in ("0.20", "0.15", "0.40", "0.25")]))
    assert list(found.totals.values()) == [Fraction("21.5"), 22, 22]
    assert found.first == ("B", "C")


def normalised(rows: list[list[int]], by: Any) -> list[float]:
    """Score as this toolkit does not: each column over its sum or maximum, equal weights."""
    columns = list(zip(*rows, strict=True))
    return [sum(score / by(column) for score, column in zip(row, columns, strict=True)) / len(row) for row in rows]


def test_r1_belton_and_gear_a_copied_bid_turns_a_sum_normalised_ranking_and_not_ours() -> None:
    """R1. Belton & Gear (1983), Omega 11(3):228-230, as tabulated in Wang & Elhag (2006), DSS 42, Tables 1-2.

    https://doi.org/10.1016/j.dss.2005.12.002
    """
    rows = [[1, 9, 8], [9, 1, 9], [1, 1, 1]]
    copied = [*rows, rows[1]]
    assert normalised(rows, sum) == pytest.approx([0.4512, 0.4697, 0.0791], abs=5e-5)
    assert normalised(copied, sum) == pytest.approx([0.3654, 0.2889, 0.0568, 0.2889], abs=5e-5)
    assert normalised(rows, max) == pytest.approx([0.6667, 0.7037, 0.1111], abs=5e-5)
    before, after = weighted_sum(flat(rows, [1, 1, 1])), weighted_sum(flat(copied, [1, 1, 1]))
    assert (before.first, after.first) == (("B",), ("B", "D"))
    assert {name: after.totals[name] for name in before.totals} == before.totals


def test_r2_saaty_and_vargas_a_third_bid_turns_a_max_normalised_ranking_and_not_ours() -> None:
    """R2. Wang & Elhag (2006), DSS 42, Tables 3-4, after Saaty & Vargas. https://doi.org/10.1016/j.dss.2005.12.002."""
    rows = [[1, 7, 3], [2, 6, 1]]
    more = [*rows, [2, 7, 6]]
    assert normalised(rows, max) == pytest.approx([0.8333, 0.7302], abs=5e-5)
    assert normalised(more, max) == pytest.approx([0.6667, 0.6746, 1.0], abs=5e-5)
    before, after = weighted_sum(flat(rows, [1, 1, 1])), weighted_sum(flat(more, [1, 1, 1]))
    assert {name: after.totals[name] for name in before.totals} == before.totals


def test_p3_the_dutch_puntenmodel_gives_a_bid_other_points_when_another_comes() -> None:
    """P3. aanbestedingszaken.nl, Puntenmodel: 60 x lowest / own; 1,000,000 and 1,250,000 euro get 60 and 48 points.

    A cheaper third bid that wins nothing brings them nearer to each other: 48 and 38.4.
    https://aanbestedingszaken.nl/documentation/pricing/puntenmodel/
    """

    def points(prices: list[int]) -> list[float]:
        return [60 * min(prices) / price for price in prices]

    assert points([1_000_000, 1_250_000]) == [60, 48]
    with_third = points([1_000_000, 1_250_000, 800_000])
    assert with_third[:2] == pytest.approx([48, 38.4])
    assert with_third[0] - with_third[1] < 12


@some
@given(st.data(), given_tables(solutions=(2, 5)))
def test_dropping_a_solution_leaves_totals_values_and_weakest_identical(
    data: st.DataObject, outside: tuple[Any, Any]
) -> None:
    scores, weights = outside
    dropped = data.draw(st.sampled_from(sorted(scores)))
    before = weighted_sum(Table.of(scores, weights))
    after = weighted_sum(Table.of({name: row for name, row in scores.items() if name != dropped}, weights))
    for part in ("totals", "values", "weakest"):
        assert getattr(after, part) == {
            name: figure for name, figure in getattr(before, part).items() if name != dropped
        }


def test_the_weakest_value_is_named_with_its_criterion_and_never_one_without_weight() -> None:
    weights = {"v": (1, {"a": 1, "b": 1}), "w": (2, {"c": 1, "d": 0}), "x": (0, {"e": 1})}
    [weakest] = weighted_sum(Table.of({"A": {"a": 80, "b": 20, "c": 50, "d": 0, "e": 0}}, weights)).weakest.values()
    assert (weakest.value, weakest.score, weakest.criterion) == ("w", 50, "c")  # v is 50 too, and lighter


@some
@given(tables, st.sampled_from(["values", "criteria"]))
def test_who_dominates_is_behind_under_no_weights(table: Table, level: Any) -> None:
    found = dominance(table, level)
    rows = dict(zip(table.solutions, table.layer(level).scores, strict=True))
    for one, ours in rows.items():
        for other, theirs in rows.items():
            gains = [a - b for a, b in zip(ours, theirs, strict=True)]
            assert ((one, other) in found.pairs) == (min(gains) >= 0 and max(gains) > 0)
            assert ((one, other) in found.equal) == (one < other and not any(gains))
    assert found.undominated
    assert set(found.undominated) == set(rows) - {worse for _, worse in found.pairs}


def test_effective_weights_part_from_nominal_ones_where_all_score_alike() -> None:
    table = Table.of({"A": {"a": 100, "b": 0}, "B": {"a": 100, "b": 50}}, {"v": (80, {"a": 1}), "w": (20, {"b": 1})})
    v, w = effective_weights(table).weights
    assert (v.nominal, v.effective, v.apart, v.at_top, v.tied) == (Fraction(4, 5), 0, True, 2, 1)
    assert (w.nominal, w.effective, w.apart, w.at_top, w.tied) == (Fraction(1, 5), 1, True, 0, 0)
    near = effective_weights(table, apart=Fraction(6)).weights
    assert [weight.apart for weight in near] == [True, False]


@some
@given(tables)
def test_effective_weights_add_up_to_one_or_say_why_not(table: Table) -> None:
    found = [weight.effective for weight in effective_weights(table, "criteria").weights]
    if isinstance(found[0], Undefined):
        assert {str(number) for number in found} == {"undefined: no variation"}
        assume(len(set(table.by_criterion.totals.values())) == 1)
    else:
        assert sum(found) == 1  # type: ignore[arg-type]


@pytest.mark.parametrize(("rows", "word"), [([], "no solution"), ([[50, 50]], "one solution")])
def test_one_solution_has_a_total_and_no_effective_weights(rows: Any, word: str) -> None:
    table = flat(rows, [1, 1])
    assert {str(weight.effective) for weight in effective_weights(table).weights} == {f"undefined: {word}"}
    assert list(weighted_sum(table).totals.values()) == [50] * len(rows)
    assert dominance(table).pairs == ()
