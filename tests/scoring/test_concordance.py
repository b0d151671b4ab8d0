"""Kendall's W and intraclass correlations: published cases, ties, what is undefined."""

from __future__ import annotations

import random
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import friedmanchisquare
from tests.scoring.tables import codes, shuffled
from tests.scoring.test_agreement import ratings

from toetssteen.errors import UseError
from toetssteen.scoring.outlook.concordance import icc, kendall_w
from toetssteen.scoring.outlook.undefined import Undefined

SHROUT_FLEISS = [[9, 6, 8, 7, 10, 6], [2, 1, 4, 1, 5, 2], [5, 3, 6, 2, 6, 4], [8, 2, 8, 6, 9, 7]]
random_scores = st.lists(st.lists(st.integers(0, 4), min_size=5, max_size=5), min_size=3, max_size=4)


def test_shrout_and_fleiss_six_targets_and_four_judges() -> None:
    """Shrout & Fleiss (1979), Psychological Bulletin 86(2):420-428, tables 2-4: ICC(2,1) = .29, ICC(2,4) = .62.

    To seven digits 0.2897638 and 0.6200505, as R's irr and psych give them.
    """
    found = icc(ratings(SHROUT_FLEISS))
    assert float(found.single) == pytest.approx(0.2897638, abs=5e-8)  # type: ignore[arg-type]
    assert float(found.mean) == pytest.approx(0.6200505, abs=5e-8)  # type: ignore[arg-type]
    assert (round(float(found.single), 2), round(float(found.mean), 2)) == (0.29, 0.62)  # type: ignore[arg-type]
    assert (found.evaluators, found.units, found.left_out) == (4, 6, 0)


def test_siegel_three_executives_and_six_applicants() -> None:
    """Siegel (1956), *Nonparametric Statistics for the Behavioral Sciences*, chapter 9: s = 25.5, W = .16."""
    found = kendall_w(ratings([[1, 6, 3, 2, 5, 4], [1, 5, 6, 4, 2, 3], [6, 3, 2, 5, 4, 1]]))
    assert found.w == Fraction(12 * 51, 2 * 9 * (6**3 - 6))
    assert round(float(found.w), 2) == 0.16


def test_nag_three_comparisons_of_ten_objects_with_ties() -> None:
    """NAG Library, g08daf (Kendall's coefficient of concordance), example program results: 0.828.

    https://support.nag.com/numeric/nl/nagdoc_27.2/examples/baseresults/g08dafe.r.html
    """
    rows = [
        [1.0, 4.5, 2.0, 4.5, 3.0, 7.5, 6.0, 9.0, 7.5, 10.0],
        [2.5, 1.0, 2.5, 4.5, 4.5, 8.0, 9.0, 6.5, 10.0, 6.5],
        [2.0, 1.0, 4.5, 4.5, 4.5, 4.5, 8.0, 8.0, 8.0, 10.0],
    ]
    assert round(float(kendall_w(ratings(rows)).w), 3) == 0.828  # type: ignore[arg-type]


@settings(max_examples=60, deadline=None)
@given(random_scores, st.integers(0, 99))
def test_w_is_friedmans_chi_squared_and_order_changes_nothing(rows: Any, seed: int) -> None:
    """Kendall & Gibbons (1990), chapter 6: chi squared of Friedman = m (n - 1) W, with ties in both."""
    found = kendall_w(ratings(rows))
    assert kendall_w(shuffled(random.Random(seed), ratings(rows))) == found
    if isinstance(found.w, Undefined):
        assert all(len(set(row)) == 1 for row in rows)
        return
    assert 0 <= found.w <= 1
    expected = friedmanchisquare(*zip(*rows, strict=True)).statistic
    assert float(found.chi_squared) == pytest.approx(expected, abs=1e-9)  # type: ignore[arg-type]


@settings(max_examples=60, deadline=None)
@given(random_scores, st.integers(0, 99), st.integers(-5, 5), st.integers(1, 4))
def test_icc_is_the_same_on_any_scale_and_in_any_order(rows: Any, seed: int, shift: int, times: int) -> None:
    found = icc(ratings(rows))
    assert icc(shuffled(random.Random(seed), ratings(rows))) == found
    scaled = icc(ratings([[times * score + shift for score in row] for row in rows]))
    assert (scaled.single, scaled.mean) == (found.single, found.mean)
    for number in (found.single, found.mean):
        assert number <= 1 if isinstance(number, Fraction) else str(number) == "undefined: no variation"


def test_full_agreement_is_one_and_an_evaluator_who_is_always_higher_is_not() -> None:
    same = [[0, 2, 4], [0, 2, 4]]
    assert (icc(ratings(same)).single, icc(ratings(same)).mean, kendall_w(ratings(same)).w) == (1, 1, 1)
    higher = ratings([[0, 1, 2], [2, 3, 4]])
    assert kendall_w(higher).w == 1
    assert icc(higher).single == Fraction(1, 3)


@pytest.mark.parametrize(
    ("rows", "word"),
    [
        ([], "one evaluator"), ([[1, 2, 3]], "one evaluator"), ([[1, None], [None, 2]], "no pairs"),
        ([[1, None], [1, 2]], "no pairs"), ([[3, 3, 3], [3, 3, 3]], "no variation"),
    ],
)  # fmt: skip
def test_what_cannot_be_worked_out_is_a_word(rows: Any, word: str) -> None:
    w, both = kendall_w(ratings(rows)), icc(ratings(rows))
    assert {str(w.w), str(w.chi_squared), str(both.single), str(both.mean)} == {f"undefined: {word}"}


def test_units_that_somebody_did_not_score_are_left_out_and_counted() -> None:
    found = kendall_w(ratings([[1, 2, 3, None], [1, 2, 3, 0], [3, 2, 1, 4]]))
    assert (found.units, found.left_out) == (3, 1)
    assert icc(ratings([[1, 2, 3, None], [1, 2, 3, 0]])).left_out == 1


def test_a_score_that_is_no_number_is_refused() -> None:
    for function in (kendall_w, icc):
        with pytest.raises(UseError) as caught:
            function(ratings([[1, float("nan")], [2, 3]]))
        assert codes(caught) == ["TS-700"]
