"""How far weights can move: intervals end in exact ties, the smallest flip flips, and who can win is proven."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.optimize import linprog
from tests.scoring.tables import flat, given_tables, random_table, some, tables
from tests.scoring.test_weights import TRIANTAPHYLLOU, fractions

from toetssteen.scoring.outlook.acceptability import rank_acceptability
from toetssteen.scoring.outlook.stability import can_win, smallest_flip, weight_stability
from toetssteen.scoring.outlook.table import Layer, Table
from toetssteen.scoring.outlook.undefined import Undefined

levels = st.sampled_from(["values", "criteria"])


def totals(layer: Layer, weights: dict[str, Fraction]) -> dict[str, Fraction]:
    return {name: layer.total(place, weights) for place, name in enumerate(layer.solutions)}


def moved(layer: Layer, name: str, to: Fraction) -> dict[str, Fraction]:
    """Give the weights with one of them moved, the others in proportion."""
    now = dict(zip(layer.names, layer.weights, strict=True))
    return {other: to if other == name else weight * (1 - to) / (1 - now[name]) for other, weight in now.items()}


def test_t1_triantaphyllou_and_sanchez_sensitivity_of_every_weight() -> None:
    """T1. Triantaphyllou & Sanchez (1997), Decision Sciences 28(1):151-194.

    Their figure is another one: the change of one weight, others kept, before renormalising, that makes a pair tie:
    100 (P_j - P_i) / (a_jk - a_ik) / w_k percent. Renormalised, a change d of w_k is the weight (w_k - d) / (1 - d),
    which is where our interval of the winner must end: A2 ties with A1 at a change of 64.8763% of w_3, the smallest
    that lowers it, and A2 and A3 at -229.704 and -115.7848% of w_2 and w_1, the smallest that raise those.
    """
    rows, weights = fractions(TRIANTAPHYLLOU[0]), [Fraction(weight) for weight in TRIANTAPHYLLOU[1]]
    total = [sum(weight * score for weight, score in zip(weights, row, strict=True)) for row in rows]

    def percent(i: int, j: int, k: int) -> Fraction:
        return 100 * (total[j] - total[i]) / (rows[j][k] - rows[i][k]) / weights[k]

    exact = {(0, 1, 2): 64.8763, (0, 1, 1): -229.704, (0, 1, 3): -114.2505, (0, 2, 0): -115.7848, (0, 2, 2): 70.1349}
    for place, expected in exact.items():
        assert float(percent(*place)) == pytest.approx(expected, abs=5e-4)
    published = {(0, 1, 2): 64.8818, (0, 1, 1): -229.7, (0, 1, 3): -114.1772, (0, 2, 0): -116.1733, (0, 2, 2): 70.35}
    for place, printed in published.items():
        assert float(percent(*place)) == pytest.approx(printed, rel=0.02)
    found = weight_stability(flat(rows, weights))
    assert found.winner == "A"
    whole = sum(weights)
    for k, (end, rival) in enumerate([("high", 2), ("high", 1), ("low", 1), ("high", 1)]):
        lowered = percent(0, rival, k) / 100 * weights[k]
        interval = found.intervals[k]
        assert getattr(interval, end) == (weights[k] - lowered) / (whole - lowered)
        assert getattr(interval, f"{end}_rival") == "ABC"[rival]
    assert [interval.low_rival for interval in found.intervals] == [None, None, "B", None]


@some
@given(tables, levels)
def test_an_interval_ends_in_an_exact_tie_and_holds_within(table: Table, level: Any) -> None:
    layer, found = table.layer(level), weight_stability(table, level)
    assume(not isinstance(found.winner, Undefined))
    for interval in found.intervals:
        if isinstance(interval.low, Undefined):
            assert (interval.weight, str(interval.high)) == (1, "undefined: all weight on one")
            continue
        assert 0 <= interval.low <= interval.weight <= interval.high <= 1  # type: ignore[operator]
        for end, rival in ((interval.low, interval.low_rival), (interval.high, interval.high_rival)):
            at = totals(layer, moved(layer, interval.name, end))  # type: ignore[arg-type]
            assert max(at.values()) == at[found.winner]
            if rival:
                assert at[rival] == at[found.winner]
        for part in (Fraction(1, 100), Fraction(1, 2), Fraction(99, 100)):
            to = interval.low + part * (interval.high - interval.low)  # type: ignore[operator]
            inside = totals(layer, moved(layer, interval.name, to))
            if interval.low < to < interval.high:  # type: ignore[operator]
                assert [name for name, total in inside.items() if total == max(inside.values())] == [found.winner]
        if interval.high_rival and interval.high < 1:  # type: ignore[operator]
            beyond = totals(layer, moved(layer, interval.name, interval.high + (1 - interval.high) / 1000))  # type: ignore[operator]
            assert beyond[interval.high_rival] > beyond[found.winner]


def by_programme(layer: Layer, winner: str) -> float | None:
    """Find the smallest L1 change by linear programmes over increases and decreases, one per rival."""
    place, count = layer.solutions.index(winner), len(layer.names)
    now = np.array([float(weight) for weight in layer.weights])
    rows = np.array([[float(score) for score in row] for row in layer.scores])
    distances = []
    for rival in range(len(rows)):
        if rival == place:
            continue
        apart = rows[place] - rows[rival]
        solved = linprog(
            c=np.ones(2 * count),
            A_ub=np.r_[apart, -apart][None, :],
            b_ub=[-apart @ now],
            A_eq=np.r_[np.ones(count), -np.ones(count)][None, :],
            b_eq=[0],
            bounds=[(0, None)] * count + [(0, weight) for weight in now],
        )
        distances += [solved.fun] if solved.success else []
    return min(distances, default=None)


@some
@given(tables, levels)
def test_the_smallest_flip_flips_exactly_and_is_that_of_the_linear_programme(table: Table, level: Any) -> None:
    layer, found = table.layer(level), smallest_flip(table, level)
    assume(not isinstance(found.winner, Undefined))
    smallest = by_programme(layer, found.winner)  # type: ignore[arg-type]
    if found.rival is None:
        assert (str(found.distance), smallest) == ("undefined: no flip", None)
        return
    at = totals(layer, dict(found.weights))
    assert (at[found.winner], found.margin) == (at[found.rival], 0)  # type: ignore[index]
    assert sum(found.weights.values()) == 1
    assert min(found.weights.values()) >= 0
    now = dict(zip(layer.names, layer.weights, strict=True))
    assert found.distance == 50 * sum(abs(found.weights[criterion] - now[criterion]) for criterion in now)
    assert float(found.distance) == pytest.approx(50 * smallest, abs=1e-5)  # type: ignore[operator, arg-type]


@some
@given(tables, st.integers(0, 10**6))
def test_no_random_change_smaller_than_the_smallest_flip_flips(table: Table, seed: int) -> None:
    layer, found = table.layer("criteria"), smallest_flip(table)
    assume(not isinstance(found.distance, Undefined))
    chance = np.random.default_rng(seed)
    now = np.array([float(weight) for weight in layer.weights])
    rows = np.array([[float(score) for score in row] for row in layer.scores])
    tried = chance.dirichlet(np.full(len(now), 0.3), size=500)
    tried = now + (tried - now) * chance.random((500, 1))
    near = tried[50 * np.abs(tried - now).sum(axis=1) < float(found.distance) - 1e-7]  # type: ignore[arg-type]
    place = layer.solutions.index(found.winner)  # type: ignore[arg-type]
    assert ((near @ rows.T)[:, [place]] > np.delete(near @ rows.T, place, axis=1)).all()


def test_who_can_win_where_a_middling_solution_does_and_a_low_one_never() -> None:
    """After Hazen (1986), Operations Research 34(2):296-310: undominated need not be potentially optimal."""
    a, b, c, d = can_win(flat([[100, 0], [0, 100], [60, 60], [40, 40]], [1, 1])).chances  # type: ignore[misc]
    assert [chance.answer for chance in (a, b, c, d)] == ["alone", "alone", "alone", "never"]
    a, b, low = can_win(flat([[100, 0], [0, 100], [40, 40]], [1, 1])).chances  # type: ignore[misc]
    assert (low.answer, low.blocked_by) == ("never", {"A": Fraction(1, 2), "B": Fraction(1, 2)})
    assert low.margin == -10
    *_, tied = can_win(flat([[100, 0], [0, 100], [50, 50]], [1, 1])).chances  # type: ignore[misc]
    assert (tied.answer, tied.weights) == ("shared", {"c0": Fraction(1, 2), "c1": Fraction(1, 2)})


@some
@given(tables, levels)
def test_every_answer_on_who_can_win_is_proven_in_fractions(table: Table, level: Any) -> None:
    layer = table.layer(level)
    for chance in can_win(table, level).chances:  # type: ignore[union-attr]
        if chance.answer == "never":
            rows = dict(zip(layer.solutions, layer.scores, strict=True))
            for k in range(len(layer.names)):
                assert sum(w * rows[other][k] for other, w in chance.blocked_by.items()) > rows[chance.solution][k]
            assert sum(chance.blocked_by.values()) == 1
        else:
            at = totals(layer, dict(chance.weights))  # type: ignore[arg-type]
            best = max(total for name, total in at.items() if name != chance.solution)
            assert at[chance.solution] > best if chance.answer == "alone" else at[chance.solution] == best


@some
@given(tables, levels)
def test_the_margin_is_that_of_scipy(table: Table, level: Any) -> None:
    layer = table.layer(level)
    for chance in can_win(table, level).chances:  # type: ignore[union-attr]
        place = layer.solutions.index(chance.solution)
        rows = np.array([[float(cell) for cell in row] for row in layer.scores])
        apart = rows[place] - np.delete(rows, place, axis=0)
        solved = linprog(
            c=np.r_[np.zeros(apart.shape[1]), -1.0], A_ub=np.c_[-apart, np.ones(len(apart))], b_ub=np.zeros(len(apart)),
            A_eq=np.r_[np.ones(apart.shape[1]), 0.0][None, :], b_eq=np.ones(1),
            bounds=[(0, 1)] * apart.shape[1] + [(None, None)],
        )  # fmt: skip
        assert float(chance.margin) == pytest.approx(-solved.fun, abs=1e-6)


def test_what_the_sample_finds_first_can_win_and_what_cannot_it_never_finds() -> None:
    table = random_table(5, 8, [2, 1, 2])
    chances = {chance.solution: chance.answer for chance in can_win(table).chances}  # type: ignore[union-attr]
    ranks = rank_acceptability(table, samples=50_000).found.ranks  # type: ignore[union-attr]
    assert {"alone", "never"} <= set(chances.values())
    for name, answer in chances.items():
        assert answer == "alone" or ranks[name][0] == 0


@pytest.mark.parametrize(
    ("rows", "word"),
    [([], "no solution"), ([[50, 50]], "one solution"), ([[50, 60], [60, 50]], "shared first place")],
)
def test_where_there_is_no_one_winner_the_word_says_why(rows: Any, word: str) -> None:
    table = flat(rows, [1, 1])
    found, flip = weight_stability(table), smallest_flip(table)
    assert (str(found.winner), found.intervals) == (f"undefined: {word}", ())
    assert (str(flip.winner), str(flip.distance), flip.weights) == (f"undefined: {word}", f"undefined: {word}", {})
    if len(rows) < 2:
        assert str(can_win(table).chances) == f"undefined: {word}"


def test_all_weight_on_one_criterion_and_a_weight_of_zero() -> None:
    one, zero = weight_stability(flat([[60, 0], [50, 90]], [1, 0])).intervals
    assert (str(one.low), str(one.high), one.weight) == ("undefined: all weight on one",) * 2 + (1,)
    assert (zero.low, zero.high, zero.high_rival) == (0, Fraction(1, 10), "B")
    flip = smallest_flip(flat([[60, 0], [50, 90]], [1, 0]))
    assert (flip.distance, flip.weights) == (10, {"c0": Fraction(9, 10), "c1": Fraction(1, 10)})


def test_a_solution_without_a_score_is_named_in_every_answer() -> None:
    table = Table.flat({"A": {"a": 1, "b": 2}, "B": {"a": 2, "b": 1}, "C": {"a": 2}}, {"a": 2, "b": 1})
    for found in (weight_stability(table), smallest_flip(table), can_win(table)):
        assert found.unscored == ("C",)


@some
@given(given_tables(solutions=(2, 4)))
def test_who_is_ahead_on_everything_has_no_flip(outside: tuple[Any, Any]) -> None:
    scores, weights = outside
    best = {name: min(100, max(row[name] for row in scores.values()) + 1) for name in scores["s0"]}
    lower = {name: {c: min(score, 99) for c, score in row.items()} for name, row in scores.items()}
    assert str(smallest_flip(Table.of({**lower, "top": best}, weights)).distance) == "undefined: no flip"
