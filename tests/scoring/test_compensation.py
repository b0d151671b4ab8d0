"""The compensation dial: its ends exact, its middle a power mean, its turning points where the means tie."""

from __future__ import annotations

import math
from decimal import Decimal, localcontext
from fractions import Fraction
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from tests.scoring.tables import codes, some, tables

from toetssteen.errors import UseError
from toetssteen.scoring.outlook.compensation import compensation, power_means, power_of
from toetssteen.scoring.outlook.table import Table


def profile(rows: dict[str, list[Any]], weights: list[Any]) -> Table:
    """Make a table of values with one criterion each."""
    names = [f"v{n}" for n in range(len(weights))]
    scores = {name: {f"{v}.c": score for v, score in zip(names, row, strict=True)} for name, row in rows.items()}
    return Table.of(scores, {v: (weight, {f"{v}.c": 1}) for v, weight in zip(names, weights, strict=True)})


@pytest.mark.parametrize(
    ("power", "mean"),
    [(1.0, 25.0), (0.0, 20.0), (-1.0, 16.0), (-math.inf, 10.0), (1e-9, 20.0), (-1e-9, 20.0), (2e-6, 20.0)],
)
def test_the_power_means_of_ten_and_forty(power: float, mean: float) -> None:
    """Arithmetic 25, geometric 20, harmonic 16, minimum 10: Hardy, Littlewood and Polya (1934), chapter 2."""
    found = power_means(np.array([[10.0, 40.0]]), np.array([0.5, 0.5]), power)
    assert found[0] == pytest.approx(mean, abs=1e-4)


@pytest.mark.parametrize("power", ["5e-7", "-5e-7", "2e-6", "-2e-6", "1e-3", "-40", "0.3"])
def test_close_to_the_geometric_mean_no_digits_are_lost(power: str) -> None:
    """Against the definition in sixty digits, on both sides of where the expansion takes over."""
    with localcontext(prec=60):
        p = Decimal(power)
        exact = ((Decimal(10) ** p + Decimal(40) ** p) / 2) ** (1 / p)
    found = power_means(np.array([[10.0, 40.0]]), np.array([0.5, 0.5]), float(power))
    assert found[0] == pytest.approx(float(exact), rel=1e-9)


def test_the_two_formulas_of_the_human_development_index() -> None:
    """UNDP (2010), *Human Development Report*, technical note 1: a geometric mean since 2010, a mean before it.

    The three dimension indices are our own: (0.9 x 0.6 x 0.3)^(1/3) = 0.545 against 0.6.
    """
    row, third = np.array([[90.0, 60.0, 30.0]]), np.full(3, 1 / 3)
    assert power_means(row, third, 0.0)[0] == pytest.approx(100 * 0.162 ** (1 / 3))
    assert power_means(row, third, 1.0)[0] == pytest.approx(60)


def test_the_winner_changes_where_the_means_tie() -> None:
    """A is 90 and 10, B is 45 and 45: they tie where ((90^p + 10^p) / 2)^(1/p) = 45."""
    found = compensation(profile({"A": [90, 10], "B": [45, 45]}, [1, 1]))
    [change] = found.changes  # type: ignore[misc]
    assert (change.leaves, change.takes) == (("A",), ("B",))
    assert ((90**change.power + 10**change.power) / 2) ** (1 / change.power) == pytest.approx(45, abs=1e-6)
    assert power_of(change.dial) == change.power
    assert (found.first[0], found.first[-1]) == (("A",), ("B",))


def test_a_value_of_zero_cannot_be_paid_for_from_the_geometric_mean_on() -> None:
    found = compensation(profile({"A": [100, 0], "B": [20, 20]}, [1, 1]), positions=5)
    assert found.powers == (1.0, pytest.approx(2 / 3), 0.0, -2.0, -math.inf)
    assert found.means["A"] == (50, pytest.approx(100 * 0.5**1.5), 0, 0, 0)
    assert found.first[2:] == (("B",),) * 3


@some
@given(tables)
def test_the_ends_are_the_weighted_sum_and_the_weakest_value(table: Table) -> None:
    found, layer = compensation(table, 21), table.by_value
    counted = [g for g, weight in enumerate(layer.weights) if weight > 0]
    for name, row in zip(layer.solutions, layer.scores, strict=True):
        means = found.means[name]
        assert means[0] == pytest.approx(float(layer.totals[name]))
        assert means[-1] == pytest.approx(float(min(row[g] for g in counted)))
        assert all(a >= b - 1e-6 for a, b in pairwise(means))
    assert found.first[0] == layer.first
    assert not any(math.isnan(mean) for row in found.means.values() for mean in row)


@some
@given(tables)
def test_between_two_changes_the_winner_is_the_one_named(table: Table) -> None:
    found = compensation(table, 21)
    holders = set(found.first[0])
    changes = list(found.changes)  # type: ignore[arg-type]
    for dial, first in zip(found.dial, found.first, strict=True):
        while changes and changes[0].dial <= dial:
            assert not set(changes[0].leaves) & set(changes[0].takes)
            holders = set(changes.pop(0).takes)
        assert holders & set(first)
        holders &= set(first)
    assert not changes


def test_one_solution_changes_nothing_and_says_so() -> None:
    one = profile({"A": [1, 2]}, [1, 1])
    assert str(compensation(one).changes) == "undefined: one solution"
    none = Table.of({}, one.weights())
    assert (str(compensation(none).changes), compensation(none).first) == ("undefined: no solution", ())


def test_a_dial_of_two_positions_is_refused() -> None:
    with pytest.raises(UseError) as caught:
        compensation(profile({"A": [1]}, [Fraction(1)]), 2)
    assert codes(caught) == ["TS-704"]
