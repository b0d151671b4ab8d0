"""The dry run: made-up solutions follow from a number, and each caution from the arithmetic on them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from tests.scoring.situations import assessment_of, method_of, value_of

from toetssteen.model.method import Band, LowPrice, Method, Rules, ValueBased
from toetssteen.model.replay.assessment import judged
from toetssteen.scoring.result.result import result
from toetssteen.scoring.trial import (
    FEWEST,
    MOST,
    PRICE,
    Caution,
    Trial,
    ends,
    imagined,
    made_up,
    made_up_prices,
    trial,
)

BAND = Band(weight="40", best="80000", worst="160000", low=LowPrice(estimate="100000", percent="25"))
LEVELS = {"0", "1", "2", "3", "4"}


def method(price: Band | ValueBased | None = None, *, one: str = "60", other: str = "40") -> Method:
    """Make a method of two values, the first with two criteria."""
    made = method_of([value_of("first", one, {"a": "70", "b": "30"}), value_of("second", other, {"c": "100"})], Rules())
    return made.model_copy(update={"price": price})


def tried(made: Method, **given: object) -> Trial:
    """Try a method on an assessment in which nothing was judged."""
    return trial(assessment_of(made, [], {}), made, **given)  # type: ignore[arg-type]


def kinds(cautions: tuple[Caution, ...]) -> set[str]:
    """Name the kinds of cautions."""
    return {caution.kind for caution in cautions}


def test_the_same_number_makes_up_the_same_and_another_something_else() -> None:
    names = ["A", "B", "C"]
    assert (
        made_up(method(), names, 7, "even")
        == made_up(method(), names, 7, "even")
        != made_up(method(), names, 8, "even")
    )
    assert made_up_prices(BAND, names, 7) == made_up_prices(BAND, names, 7) != made_up_prices(BAND, names, 8)


def test_every_cell_gets_a_level_of_its_scale_and_the_high_pattern_only_the_highest_two() -> None:
    made, names = method(), [*"ABCDE"]
    even = {level for seed in range(20) for level in made_up(made, names, seed, "even").values()}
    assert even == LEVELS
    assert {level for seed in range(20) for level in made_up(made, names, seed, "high").values()} == {"3", "4"}
    assert made_up(made, names, 1, "even").keys() == {(name, asked) for name in names for asked in judged(made)}


def test_a_trial_is_the_result_of_what_was_made_up_and_leaves_the_assessment_as_it_was() -> None:
    made = method()
    assessment = assessment_of(made, ["real"], {})
    before = replace(assessment)
    found = trial(assessment, made, solutions=4, seed=7)
    names = [*"ABCD"]
    assert assessment == before
    assert [*imagined(assessment, made, names, {}).solutions] == names
    expected = result(imagined(assessment, made, names, made_up(made, names, 7, "even")))
    assert [(place.id, place.total) for place in found.result.solutions] == [
        (place.id, place.total) for place in expected.solutions
    ]
    assert found.result.complete
    assert sum(value.nominal for value in found.values) == 1


@pytest.mark.parametrize(("asked", "made"), [(0, FEWEST), (3, 3), (99, MOST)])
def test_the_number_of_solutions_is_kept_within_its_bounds(asked: int, made: int) -> None:
    assert len(tried(method(), solutions=asked).result.solutions) == made


def test_saturation_counts_the_top_and_names_what_tells_nobody_apart() -> None:
    runs = [tried(method(), solutions=2, seed=seed, pattern="high") for seed in range(1, 30)]
    assert all(run.saturation.of == 6 for run in runs)
    for run in runs:
        asked = {solution.id: dict(_levels(run, solution.id)) for solution in run.result.solutions}
        assert run.saturation.top == sum(level == 1 for levels in asked.values() for level in levels.values())
        same = {name for name in "abc" if asked["A"][name] == asked["B"][name]}
        assert set(run.saturation.alike) == same
        assert ("alike" in kinds(run.cautions)) == bool(same)
        assert ("saturated" in kinds(run.cautions)) == (run.saturation.top > 3)


def _levels(run: Trial, solution: str) -> list[tuple[str, Fraction]]:
    found = next(place for place in run.result.solutions if place.id == solution)
    return [(cell.criterion, cell.counted.low) for value in found.values for _, cell in value.cells]


def test_a_tie_that_nothing_decides_is_named_with_those_who_share_it() -> None:
    runs = [tried(method(one="50", other="50"), solutions=5, seed=seed, pattern="high") for seed in range(1, 20)]
    ties = [caution.ids for run in runs for caution in run.cautions if caution.kind == "tie"]
    assert ties
    for run in runs:
        shared = {tuple(sorted((p.id, *p.rank.tied_with))) for p in run.result.solutions if p.rank.tied_with}
        assert {caution.ids for caution in run.cautions if caution.kind == "tie"} == shared


def test_one_criterion_that_weighs_more_than_all_others_decides() -> None:
    heavy = tried(method(one="10", other="90"), solutions=5, seed=1)
    named = [caution.weights[0].name for caution in heavy.cautions if caution.kind == "decides"]
    assert named == ["c"]


def test_the_price_of_a_band_weighs_as_it_says_beside_the_values() -> None:
    found = tried(method(BAND), solutions=3, seed=3)
    assert {value.name: value.nominal for value in found.values} == {
        "first": Fraction(36, 100),
        "second": Fraction(24, 100),
        PRICE: Fraction(40, 100),
    }
    assert {80000 <= price <= 160000 for price in made_up_prices(BAND, [*"ABCDE"], 3).values()} == {True}


@pytest.mark.parametrize(
    ("changed", "kind"),
    [
        ({}, "twice_flat"),
        ({"low": LowPrice(estimate="200000", percent="25")}, "estimate_outside"),
        ({"low": None}, "zero_flat"),
    ],
)
def test_a_band_that_stops_telling_prices_apart_is_said(changed: dict[str, object], kind: str) -> None:
    found = kinds(tried(method(BAND.model_copy(update=changed))).cautions)
    assert kind in found
    assert len(found & {"twice_flat", "estimate_outside"}) == (0 if kind == "zero_flat" else 1)


def test_a_price_that_drowns_quality_is_said_and_so_is_the_other_way_round() -> None:
    little = ValueBased(
        per="value", euro={"first": "10", "second": "10"}, low=LowPrice(estimate="100000", percent="25")
    )
    much = ValueBased(
        per="value", euro={"first": "9000000", "second": "9000000"}, low=LowPrice(estimate="1000", percent="25")
    )
    assert "price_drowns" in kinds(tried(method(little)).cautions)
    assert "quality_drowns" in kinds(tried(method(much)).cautions)


def test_the_ends_of_a_band_are_its_bounds_free_and_twice_the_estimate_cheapest_first() -> None:
    found = {end.at: end for end in ends(BAND)}
    assert [*found] == ["zero", "best", "estimate", "middle", "worst", "twice"]
    assert (found["zero"].earns, found["best"].earns, found["worst"].earns, found["twice"].earns) == (100, 100, 0, 0)
    assert (found["middle"].price, found["middle"].earns, found["middle"].share) == (Decimal(120000), 50, 20)
