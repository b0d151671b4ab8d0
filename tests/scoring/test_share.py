"""The exact share of weights under which one beats another: published formulas, other ways to it, and sampling."""

from __future__ import annotations

import math
import random
from fractions import Fraction
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.scoring.tables import codes, flat, random_table, some, tables

from toetssteen.errors import UseError
from toetssteen.scoring.outlook.acceptability import rank_acceptability
from toetssteen.scoring.outlook.share import pairwise_share
from toetssteen.scoring.outlook.table import Table


def share(differences: list[Any], concentrations: list[int] | None = None) -> float:
    """Give the share under which A beats B, whose scores differ so much, over flat weights of all criteria."""
    rows = [[50 + difference / 2 for difference in differences], [50 - difference / 2 for difference in differences]]
    repeats = {f"c{k}": concentration for k, concentration in enumerate(concentrations)} if concentrations else None
    return pairwise_share(flat(rows, [1] * len(differences)), "tree", repeats).shares["A", "B"]


def test_e2_one_negative_difference() -> None:
    """E2. Analytic, Varsi (1973), Pacific J. Math. 46(1):303-314: P(loss) = prod_k |d_n| / (|d_n| + d_k)."""
    assert share([1, 1, -1]) == pytest.approx(0.75, abs=1e-12)
    assert 1 - share([Fraction(1, 10)] * 39 + [-1]) == pytest.approx(0.02430442096739796, abs=1e-12)


def test_e3_distinct_differences_equal_the_partial_fractions() -> None:
    """E3. Analytic: sum over k with d_k > 0 of prod_{j != k} d_k / (d_k - d_j), on 8 distinct differences."""
    for seed in range(20):
        chance = random.Random(seed)
        d = [Fraction(number) for number in chance.sample([n for n in range(-20, 21) if n], 8)]
        formula = sum(math.prod(d[k] / (d[k] - other) for other in d if other != d[k]) for k in range(8) if d[k] > 0)
        assert share(d) == pytest.approx(float(formula), abs=1e-12)


def test_e1_the_pairs_of_three_solutions_on_two_criteria() -> None:
    """E1. Analytic: A>B 0.5, C>A 0.6, C>B 0.6."""
    found = pairwise_share(flat([[100, 0], [0, 100], [60, 60]], [1, 1]), "tree").shares
    assert (found["A", "B"], found["C", "A"], found["C", "B"]) == pytest.approx((0.5, 0.6, 0.6), abs=1e-12)


def test_a_concentration_is_the_beta_distribution_on_two_criteria() -> None:
    """w_1 is Beta(a, b): A wins where w_1 > 1/4, so by the binomial sum over a + b - 1 trials.

    Abramowitz & Stegun (1964), 26.5.24: I_x(a, b) = sum_{i >= a} C(n, i) x^i (1-x)^(n-i), n = a + b - 1.
    """
    for a, b in ((1, 1), (2, 3), (5, 1), (4, 4)):
        below = sum(math.comb(a + b - 1, i) * 0.25**i * 0.75 ** (a + b - 1 - i) for i in range(a, a + b))
        assert share([3, -1], [a, b]) == pytest.approx(1 - below, abs=1e-12)


@some
@given(st.lists(st.integers(-6, 6), min_size=1, max_size=7))
def test_the_diagonals_are_the_recursion_of_the_definition(differences: list[int]) -> None:
    gains, losses = [d for d in differences if d > 0], [-d for d in differences if d < 0]

    @cache
    def lost(a: int, b: int) -> Fraction:
        if a == len(gains):
            return Fraction(1)
        if b == len(losses):
            return Fraction(0)
        both = gains[a] + losses[b]
        return Fraction(losses[b], both) * lost(a + 1, b) + Fraction(gains[a], both) * lost(a, b + 1)

    assert share(differences) == pytest.approx(float(1 - lost(0, 0)) if any(differences) else 0.0, abs=1e-12)


@settings(max_examples=15, deadline=None, derandomize=True)  # a search for the one seed in 16,000 would find it
@given(st.integers(0, 10**6), st.lists(st.integers(1, 4), min_size=1, max_size=4), st.sampled_from(["values", "tree"]))
def test_the_exact_share_is_the_sampled_one_within_four_standard_errors(
    seed: int, counts: list[int], level: Any
) -> None:
    table, samples = random_table(seed, 4, counts), 20_000
    exact = pairwise_share(table, level)
    concentrations = exact.concentrations if level == "tree" else None
    sampled = rank_acceptability(table, level, samples, concentrations=concentrations).found.wins  # type: ignore[union-attr]
    for pair, p in exact.shares.items():
        error = math.sqrt(max(p * (1 - p), 1 / samples) / samples)
        assert abs(sampled[pair] - p) <= 4 * error + 1e-9, (pair, p)


@some
@given(tables)
def test_the_two_shares_of_a_pair_add_up_unless_nothing_parts_it(table: Table) -> None:
    for level in ("values", "tree"):
        found = pairwise_share(table, level)  # type: ignore[arg-type]
        for (one, other), p in found.shares.items():
            equal = tuple(sorted((one, other))) in found.equal
            assert p + found.shares[other, one] == (0 if equal else pytest.approx(1, abs=1e-12))
            assert 0 <= p <= 1


def test_the_number_of_criteria_is_no_weight() -> None:
    """Splitting a value into equal criteria leaves the share at both levels what it was, up to its concentration."""
    one = Table.of({"A": {"a": 100, "b": 0}, "B": {"a": 40, "b": 90}}, {"v": (1, {"a": 1}), "w": (1, {"b": 1})})
    split = {f"b{n}": 1 for n in range(7)}
    more = Table.of(
        {"A": {"a": 100, **dict.fromkeys(split, 0)}, "B": {"a": 40, **dict.fromkeys(split, 90)}},
        {"v": (1, {"a": 1}), "w": (1, split)},
    )
    assert pairwise_share(one).shares == pairwise_share(more).shares == {("A", "B"): 0.4, ("B", "A"): 0.6}
    assert pairwise_share(more, "tree").concentrations == {"a": 7, **dict.fromkeys(split, 1)}
    assert pairwise_share(more, "tree").shares == pytest.approx(pairwise_share(one, "values", {"v": 7, "w": 7}).shares)
    flat_over_all = pairwise_share(more, "tree", {"a": 1, **split})
    assert flat_over_all.shares["A", "B"] < 0.02  # what would happen if seven criteria weighed seven times


@pytest.mark.parametrize("concentrations", [{"a": 1}, {"a": 1, "b": 0}, {"a": 1, "b": 1.5}, {"a": 1, "b": 1, "c": 1}])
def test_concentrations_that_do_not_fit_are_refused(concentrations: Any) -> None:
    table = Table.flat({"A": {"a": 1, "b": 2}, "B": {"a": 2, "b": 1}}, {"a": 1, "b": 1})
    with pytest.raises(UseError) as caught:
        pairwise_share(table, "tree", concentrations)
    assert codes(caught) == ["TS-704"]


def test_numbers_of_criteria_without_a_small_common_multiple_are_refused() -> None:
    with pytest.raises(UseError) as caught:
        pairwise_share(random_table(1, 2, [7, 11, 13, 9]), "tree")
    assert codes(caught) == ["TS-705"]
    assert pairwise_share(random_table(1, 2, [7, 11, 13, 9])).shares


def test_one_solution_has_no_pairs_and_equal_ones_are_named() -> None:
    assert pairwise_share(flat([[1, 2]], [1, 1])).shares == {}
    found = pairwise_share(flat([[1, 2], [1, 2], [0, 0]], [1, 1]), "tree")
    assert (found.equal, found.shares["A", "B"], found.shares["B", "A"]) == ((("A", "B"),), 0, 0)
    assert (found.shares["A", "C"], found.shares["C", "A"]) == (1, 0)


def test_an_unknown_level_is_refused() -> None:
    with pytest.raises(UseError) as caught:
        pairwise_share(flat([[1], [2]], [1]), "criteria")  # type: ignore[arg-type]
    assert codes(caught) == ["TS-502"]
