"""Agreement between evaluators: published cases, what is undefined, and what changes nothing."""

from __future__ import annotations

import random
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.scoring.tables import codes, shuffled

from toetssteen.errors import UseError
from toetssteen.scoring.outlook.agreement import krippendorff_alpha, level_shift, spread_flags
from toetssteen.scoring.outlook.undefined import Undefined

CANONICAL = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3],
    [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None],
]


def ratings(rows: Any) -> dict[str, dict[str, Any]]:
    """Make scores of evaluators A, B, ... on units u00, u01, ..."""
    return {chr(65 + n): {f"u{k:02}": score for k, score in enumerate(row)} for n, row in enumerate(rows)}


random_ratings = st.lists(st.lists(st.none() | st.integers(0, 4), min_size=6, max_size=6), min_size=2, max_size=4).map(
    ratings
)


@pytest.mark.parametrize(
    ("metric", "alpha", "printed"),
    [
        ("nominal", 0.743421052631579, 0.743),
        ("ordinal", 0.8153875037548814, 0.815),
        ("interval", 0.8491071428571428, 0.849),
    ],
)
def test_k1_krippendorffs_four_observers_and_twelve_units(metric: Any, alpha: float, printed: float) -> None:
    """K1. Krippendorff (2011), *Computing Krippendorff's Alpha-Reliability*; fast-krippendorff issue 4.

    https://repository.upenn.edu/asc_papers/43
    """
    found = krippendorff_alpha(ratings(CANONICAL), metric)
    assert found.alpha == pytest.approx(alpha, abs=1e-9)
    assert round(found.alpha, 3) == printed  # type: ignore[arg-type]
    assert (found.units, found.scores) == (11, 40)
    assert found.raw == pytest.approx(43 / 55)
    low, high = found.interval  # type: ignore[misc]
    assert low < alpha < high <= 1


def test_krippendorffs_two_observers_and_binary_data() -> None:
    """Krippendorff (2011), section A: Meg and Owen, ten units, alpha = 0.095, though they agree on 60%."""
    meg, owen = [0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]
    for metric in ("nominal", "ordinal", "interval"):  # two values have one difference only
        found = krippendorff_alpha(ratings([meg, owen]), metric)  # type: ignore[arg-type]
        assert found.alpha == pytest.approx(1 - 19 * 4 / (14 * 6))
        assert round(found.alpha, 3) == 0.095  # type: ignore[arg-type]
        assert found.raw == 0.6


def test_krippendorffs_two_observers_and_nominal_data() -> None:
    """Krippendorff (2011), section B: Ben and Gerry, twelve units, alpha = 0.692."""
    ben, gerry = "aabbdcccedda", "babbbccceddd"
    found = krippendorff_alpha(ratings([[ord(letter) for letter in row] for row in (ben, gerry)]), "nominal")
    assert round(found.alpha, 3) == 0.692  # type: ignore[arg-type]


@pytest.mark.parametrize("metric", ["nominal", "ordinal", "interval"])
def test_k3_no_variation_and_no_pairs_are_undefined(metric: Any) -> None:
    """K3. fast-krippendorff issue 11: De = 0 is "no variation", never 1.0 or NaN.

    https://github.com/pln-fing-udelar/fast-krippendorff/issues/11
    """
    equal = krippendorff_alpha(ratings([[3, 3, 3], [3, 3, 3]]), metric)
    assert (str(equal.alpha), str(equal.interval), equal.raw) == ("undefined: no variation",) * 2 + (1,)
    apart = krippendorff_alpha(ratings([[1, 2, None], [None, None, 3]]), metric)
    assert {str(apart.alpha), str(apart.raw), str(apart.interval)} == {"undefined: no pairs"}
    for empty in ({}, {"A": {}}, ratings([[1, 2]])):
        assert str(krippendorff_alpha(empty, metric).alpha) == "undefined: no pairs"


def test_k3_one_outlier_takes_alpha_to_zero_and_the_raw_agreement_stands_beside_it() -> None:
    """K3. grrrr/krippendorff-alpha issue 1. https://github.com/grrrr/krippendorff-alpha/issues/1."""
    rows = [[3] * 5, [3] * 5, [3, 3, None, None, 3], [3, 3, 3, 3, 1], [3, None, 3, 3, 3]]
    found = krippendorff_alpha(ratings(rows), "interval")
    assert abs(found.alpha) < 0.05  # type: ignore[arg-type]
    assert found.raw > 0.85  # type: ignore[operator]
    assert found.undefined_draws > 0  # without the outlier a draw has no variation


def by_definition(rows: Any, metric: str) -> float:
    """Compute 1 - Do / De over all pairs, one by one (Krippendorff 2011)."""
    units = [[row[k] for row in rows if row[k] is not None] for k in range(len(rows[0]))]
    units = [unit for unit in units if len(unit) > 1]
    every = [score for unit in units for score in unit]

    def apart(a: int, b: int) -> float:
        if metric == "nominal":
            return float(a != b)
        if metric == "interval":
            return float((a - b) ** 2)
        low, high = min(a, b), max(a, b)
        return (sum(low <= rank <= high for rank in every) - (every.count(a) + every.count(b)) / 2) ** 2 * (a != b)

    observed = sum(apart(a, b) / (len(unit) - 1) for unit in units for a in unit for b in unit)
    expected = sum(apart(a, b) for a in every for b in every) / (len(every) - 1)
    return 1 - observed / expected


@settings(max_examples=60, deadline=None)
@given(random_ratings, st.sampled_from(["nominal", "ordinal", "interval"]), st.integers(0, 99))
def test_alpha_is_that_of_the_definition_and_order_changes_nothing(drawn: Any, metric: Any, seed: int) -> None:
    found = krippendorff_alpha(drawn, metric, draws=20)
    assert krippendorff_alpha(shuffled(random.Random(seed), drawn), metric, draws=20) == found
    if isinstance(found.alpha, Undefined):
        assert str(found.alpha) in ("undefined: no variation", "undefined: no pairs")
        return
    assert found.alpha == pytest.approx(by_definition([list(row.values()) for row in drawn.values()], metric), abs=1e-9)
    if not isinstance(found.interval, Undefined):
        assert -1.01 * len(drawn) * 6 <= found.interval[0] <= found.interval[1] <= 1 + 1e-9


def test_full_agreement_with_variation_is_one() -> None:
    found = krippendorff_alpha(ratings([[0, 2, 4], [0, 2, 4]]))
    assert (found.alpha, found.raw, found.interval[1]) == (1, 1, 1)  # type: ignore[index]


def test_the_seed_decides_the_interval_and_is_said() -> None:
    one = krippendorff_alpha(ratings(CANONICAL), seed=2, draws=200)
    assert one == krippendorff_alpha(ratings(CANONICAL), seed=2, draws=200)
    assert one.interval != krippendorff_alpha(ratings(CANONICAL), seed=3, draws=200).interval
    assert (one.seed, one.draws, one.coverage, one.metric) == (2, 200, 0.95, "ordinal")
    narrow = krippendorff_alpha(ratings(CANONICAL), seed=2, draws=200, coverage=0.5)
    assert one.interval[0] < narrow.interval[0] <= narrow.interval[1]  # type: ignore[index,operator]


def test_b1_bonfire_flags_a_six_and_a_nine_of_ten() -> None:
    """B1. Bonfire (Euna), "Lack of Consensus Highlighting on Submission Scores": (max - min) / scale >= 0.30.

    https://support.gobonfire.com/hc/en-us/articles/205707928-Lack-of-Consensus-Highlighting-on-Submission-Scores
    """
    found = spread_flags(ratings([[6, 6, 5], [9, 8.9, None]]), 0, 10)
    assert [(str(flag.spread), flag.flagged) for flag in found.flags[:1]] == [("3/10", True)]
    assert [flag.flagged for flag in found.flags] == [True, False, False]
    assert str(found.flags[2].spread) == "undefined: no pairs"
    assert found.threshold == Fraction(3, 10)


def test_the_spread_is_of_the_scale_from_its_lowest_point() -> None:
    assert spread_flags(ratings([[-2], [1]]), -5, 5, Fraction(1, 4)).flags[0].flagged
    assert not spread_flags(ratings([[-2], [1]]), -5, 5, Fraction(31, 100)).flags[0].flagged


def test_the_level_of_each_evaluator_is_against_the_others_on_the_same_units() -> None:
    found = level_shift(ratings([[4, 3, None], [2, 3, 0], [3, 0, 1], [None, None, None]]))
    assert [(shift.evaluator, shift.units) for shift in found] == [("A", 2), ("B", 3), ("C", 3), ("D", 0)]
    a, b, c, d = (shift.shift for shift in found)
    assert a == (Fraction(3, 2) + Fraction(3, 2)) / 2
    assert b == (Fraction(-3, 2) + Fraction(3, 2) - 1) / 3
    assert c == (0 - 3 + 1) / Fraction(3)
    assert str(d) == "undefined: no pairs"


@pytest.mark.parametrize("number", [float("nan"), float("inf"), "3", True])
def test_a_score_that_is_no_number_is_refused(number: Any) -> None:
    given_by = ratings([[1, number], [2, 3]])
    for function in (krippendorff_alpha, level_shift, lambda read: spread_flags(read, 0, 4)):
        with pytest.raises(UseError) as caught:
            function(given_by)
        assert codes(caught) == ["TS-700"]


@pytest.mark.parametrize(
    ("settled", "code"),
    [
        ({"metric": "ratio"}, "TS-502"), ({"draws": 0}, "TS-704"), ({"seed": -1}, "TS-704"),
        ({"coverage": 1}, "TS-704"), ({"coverage": float("nan")}, "TS-704"),
    ],
)  # fmt: skip
def test_settings_that_do_not_fit_are_refused(settled: Any, code: str) -> None:
    with pytest.raises(UseError) as caught:
        krippendorff_alpha(ratings(CANONICAL), **settled)
    assert codes(caught) == [code]


@pytest.mark.parametrize(("ends", "code"), [((4, 4), "TS-704"), ((0, float("inf")), "TS-700"), ((0, 4, 2), "TS-704")])
def test_a_scale_without_length_is_refused(ends: Any, code: str) -> None:
    with pytest.raises(UseError) as caught:
        spread_flags(ratings([[1], [2]]), *ends)
    assert codes(caught) == [code]
