"""Rank acceptability by sampling: published and exact cases, ties, the seed, memory, bad input."""

from __future__ import annotations

import random
import tracemalloc
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.scoring.tables import codes, flat, given_tables, random_table, shuffled

from toetssteen.errors import UseError
from toetssteen.scoring.outlook.acceptability import Ranks, rank_acceptability
from toetssteen.scoring.outlook.table import Table
from toetssteen.scoring.outlook.weights import dominance

SAMPLES = 40_000


def ranks(table: Table, level: Any = "tree", **settled: Any) -> Ranks:
    found = rank_acceptability(table, level, **{"samples": SAMPLES, **settled}).found
    assert isinstance(found, Ranks)
    return found


def near(found: float, exact: float) -> bool:
    return abs(found - exact) <= 4 * max(exact * (1 - exact), 1e-4) ** 0.5 / SAMPLES**0.5


def test_e1_exact_acceptability_on_two_criteria() -> None:
    """E1. Analytic: interval lengths over weights (t, 1 - t)."""
    found = ranks(flat([[100, 0], [0, 100], [60, 60]], [1, 1]))
    expected = {"A": (0.4, 0.1, 0.5), "B": (0.4, 0.1, 0.5), "C": (0.2, 0.8, 0)}
    central = {"A": (0.8, 0.2), "B": (0.2, 0.8), "C": (0.5, 0.5)}
    for name, row in expected.items():
        assert all(near(p, exact) for p, exact in zip(found.ranks[name], row, strict=True))
        assert tuple(found.central[name].values()) == pytest.approx(central[name], abs=0.01)  # type: ignore[union-attr]
    assert all(near(found.wins[pair], p) for pair, p in {("A", "B"): 0.5, ("C", "A"): 0.6, ("C", "B"): 0.6}.items())
    assert found.errors["A"][0] == pytest.approx((0.24 / SAMPLES) ** 0.5, rel=0.02)


@pytest.mark.parametrize("count", [3, 4])
def test_rank_order_centroid_weights_are_the_central_weights_of_an_order(count: int) -> None:
    """Barron & Barrett (1996), Management Science 42(11):1515-1523: w_i = (1/n) sum_{k >= i} 1/k.

    For three 0.6111, 0.2778, 0.1111; for four 0.5208, 0.2708, 0.1458, 0.0625. A is first where w_1 >= ... >= w_n: each
    rival is A with one criterion worse and the next better by as much. One order of n! has that share.
    """
    rivals = [[50 + 40 * ((c == k + 1) - (c == k)) for c in range(count)] for k in range(count - 1)]
    found = ranks(flat([[50] * count, *rivals], [1] * count))
    printed = {3: (0.6111, 0.2778, 0.1111), 4: (0.5208, 0.2708, 0.1458, 0.0625)}[count]
    assert tuple(found.central["A"].values()) == pytest.approx(printed, abs=0.006)  # type: ignore[union-attr]
    assert near(found.ranks["A"][0], 1 / {3: 6, 4: 24}[count])


def test_weights_are_drawn_per_value_first_so_the_number_of_criteria_is_no_weight() -> None:
    """A is better on one criterion of v, B on the nine of w: a flat draw over ten would hardly ever put A first."""
    nine = {f"w.{n}": 1 for n in range(9)}
    table = Table.of(
        {"A": {"v": 100, **dict.fromkeys(nine, 0)}, "B": {"v": 0, **dict.fromkeys(nine, 100)}},
        {"v": (1, {"v": 1}), "w": (1, nine)},
    )
    assert near(ranks(table).wins["A", "B"], 0.5)
    assert near(ranks(table, "values").wins["A", "B"], 0.5)
    assert ranks(table, concentrations={"v": 1, **nine}).wins["A", "B"] < 0.005


def test_within_a_value_weights_are_flat() -> None:
    """Within v, A beats B where w_1 > w_2 / 3: 3/4 of flat weights, whatever the value of another that ties them."""
    table = Table.of(
        {"A": {"a": 60, "b": 20, "c": 50}, "B": {"a": 30, "b": 30, "c": 50}},
        {"v": (1, {"a": 1, "b": 9}), "w": (5, {"c": 1})},
    )
    assert near(ranks(table).wins["A", "B"], 0.75)
    assert ranks(table, "values").wins["B", "A"] == 1  # with the weights inside v kept, B is ahead on v


def test_equal_solutions_share_a_rank_and_the_next_is_skipped() -> None:
    found = ranks(flat([[100, 0], [100, 0], [0, 100], [0, 0]], [1, 1]))
    assert found.ranks["A"] == found.ranks["B"]
    assert found.central["A"] == found.central["B"]
    assert found.wins["A", "B"] == found.wins["B", "A"] == 0
    assert found.ranks["A"][2:] == (0, 0)
    assert found.ranks["C"][1] == 0
    assert near(found.ranks["C"][2], 0.5)
    assert found.ranks["D"] == (0, 0, 0, 1)
    assert str(found.central["D"]) == "undefined: never first"


@settings(max_examples=25, deadline=None)
@given(given_tables(), st.integers(0, 99))
def test_shares_add_up_dominance_holds_and_order_changes_nothing(outside: tuple[Any, Any], seed: int) -> None:
    table = Table.of(*outside)
    found = rank_acceptability(table, samples=3_000)
    again = rank_acceptability(Table.of(*shuffled(random.Random(seed), outside)), samples=3_000)
    assert found == again
    if not isinstance(found.found, Ranks):
        assert str(found.found) == "undefined: no variation"
        return
    for name, row in found.found.ranks.items():
        assert sum(row) == pytest.approx(1)
        behind = sum(share for pair, share in found.found.wins.items() if pair[1] == name)
        assert sum(r * share for r, share in enumerate(row)) == pytest.approx(behind)
    for better, worse in dominance(table).pairs:
        assert found.found.wins[worse, better] == 0
    for weights in found.found.central.values():
        assert not isinstance(weights, dict) or sum(weights.values()) == pytest.approx(1)


def test_the_seed_decides_and_the_samples_do_not_hang_on_the_size_of_a_chunk() -> None:
    table = random_table(3, 5, [4, 4])
    one, same = ranks(table, seed=7), ranks(table, seed=7)
    assert one == same
    assert one != ranks(table, seed=8)
    chunk, two = ranks(table, samples=16_384), ranks(table, samples=32_768)
    assert chunk.wins != two.wins  # the second chunk is another draw
    assert ranks(table, samples=16_385).wins != chunk.wins
    assert sum(ranks(table, samples=1).ranks["s00"]) == 1


def test_memory_does_not_grow_with_the_samples() -> None:
    table = random_table(4, 10, [5] * 8)
    peaks = []
    for samples in (50_000, 400_000):
        tracemalloc.start()
        rank_acceptability(table, samples=samples)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < 2 * peaks[0]
    assert max(peaks) < 30e6


@pytest.mark.parametrize(
    ("rows", "word"),
    [([], "no solution"), ([[1, 2]], "one solution"), ([[1, 2], [1, 2]], "no variation")],
)
def test_where_nothing_can_be_compared_the_word_says_why(rows: Any, word: str) -> None:
    assert str(rank_acceptability(flat(rows, [1, 1])).found) == f"undefined: {word}"


@pytest.mark.parametrize(
    "settled",
    [{"samples": 0}, {"samples": 2.5}, {"samples": True}, {"samples": 10**11}, {"seed": -1}, {"seed": None}],
)
def test_settings_that_do_not_fit_are_refused(settled: Any) -> None:
    with pytest.raises(UseError) as caught:
        rank_acceptability(flat([[1, 2], [2, 1]], [1, 1]), **settled)
    assert codes(caught) == ["TS-704"]


def test_what_was_used_is_said() -> None:
    found = rank_acceptability(flat([[1, Fraction(5, 2)], [2, 1]], [1, 1]), samples=10, seed=3)
    assert (found.samples, found.seed, found.level, found.concentrations) == (10, 3, "tree", None)
