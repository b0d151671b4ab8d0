"""How far evaluators are apart: the published flag, and the order in which a committee meets the cells."""

from __future__ import annotations

from fractions import Fraction

import pytest

from toetssteen.language import Text
from toetssteen.model.criteria import Scale
from toetssteen.scoring.outlook.differences import differences

TEN = Scale(id="ten", title=Text.same("0-10"), low="0", high="10")


@pytest.mark.parametrize(
    ("answers", "spread", "flagged"),
    [
        (["6", "9"], Fraction(3, 10), True),  # Bonfire (Euna): (max - min) / scale >= 0.30
        (["6", "8.9"], Fraction(29, 100), False),
        (["4", "unknown", "9"], Fraction(1, 2), True),
        (["unknown", "refused"], Fraction(0), False),
        ([], Fraction(0), False),
    ],
)
def test_the_spread_is_a_share_of_the_scale_and_flagged_from_thirty_percent(
    answers: list[str], spread: Fraction, flagged: bool
) -> None:
    found = differences(answers, TEN)
    assert (found.spread, found.flagged) == (spread, flagged)


def test_the_share_is_of_the_scale_from_its_lowest_point() -> None:
    found = differences(["-2", "1"], Scale(id="five", title=Text.same("-5-5"), low="-5", high="5"))
    assert (found.spread, found.flagged) == (Fraction(3, 10), True)


def test_mean_median_and_range_are_of_the_levels_only() -> None:
    found = differences(["0", "3", "unknown", "9"], TEN)
    assert found.mean is not None
    assert found.median is not None
    assert found.range is not None
    assert (found.mean.low, found.median.low) == (Fraction(4, 10), Fraction(3, 10))
    assert (found.range.low, found.range.high, found.without) == (0, Fraction(9, 10), 1)


def test_gates_that_differ_come_first_then_what_nobody_could_tell_then_the_spread() -> None:
    cells = {
        "gate apart": differences(["met", "not_met"], None),
        "gate unknown": differences(["unknown", "unknown"], None),
        "one unknown": differences(["7", "unknown"], TEN),
        "far": differences(["0", "9"], TEN),
        "near": differences(["8", "9"], TEN),
        "gate alike": differences(["met", "met"], None),
    }
    assert sorted(cells, key=lambda cell: cells[cell].order) == list(cells)


def test_what_all_gave_is_a_level_or_a_status_and_never_the_lack_of_one() -> None:
    assert differences(["3", "3"], TEN).same == "3"
    assert differences(["met"], None).same == "met"
    assert differences(["3", "4"], TEN).same is None
    assert differences(["unknown", "unknown"], TEN).same is None
