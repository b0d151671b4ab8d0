"""Price: both absolute methods worked out by hand, and what holds of them for any tender (semantics 10)."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from tests.scoring.situations import assessment_of, evaluation, method_of, value_of

from toetssteen.model.entries.pricing import PriceOpened
from toetssteen.model.method import Band, LowPrice, Pricing, Rounding, Rules, ValueBased
from toetssteen.model.replay.assessment import Assessment
from toetssteen.scoring.result.price import band_points, is_low
from toetssteen.scoring.result.result import Result, SolutionResult, result

BAND = Band(best="50000", worst="150000", weight="35")
PER_VALUE = ValueBased(per="value", euro={"care": "40000", "privacy": "20000"})
PER_CRITERION = ValueBased(per="criterion", euro={"help": "30000", "words": "10000", "usage": "20000"})
VALUES = [value_of("care", "60", {"help": "50", "words": "50"}), value_of("privacy", "40", {"usage": "100"})]
AMOUNTS = st.decimals(0, 400_000, places=2)
LEVELS = st.fixed_dictionaries({criterion: st.sampled_from("01234") for criterion in ("help", "words", "usage")})
FIELDS = st.lists(st.tuples(LEVELS, AMOUNTS), min_size=1, max_size=5)
PRICINGS = st.sampled_from([BAND, PER_VALUE, PER_CRITERION])


def tender(
    pricing: Pricing, offers: dict[str, tuple[dict[str, str], Decimal | str | None]], rules: Rules | None = None
) -> Assessment:
    """Make a tender in which quality is closed; an offer is its levels and its price, ``None`` while it is closed."""
    method = method_of(VALUES, rules or Rules(aggregation="mean"), price=pricing)
    given = [evaluation(name, asked, level) for name, (levels, _) in offers.items() for asked, level in levels.items()]
    prices = {n: PriceOpened(solution=n, price=price) for n, (_, price) in offers.items() if price is not None}
    return replace(assessment_of(method, offers, {"p0": given}), prices=prices)


def named(worked_out: Result) -> dict[str, SolutionResult]:
    return {solution.id: solution for solution in worked_out.solutions}


def field(offers: list[tuple[dict[str, str], Decimal]]) -> dict[str, tuple[dict[str, str], Decimal]]:
    return {f"s{number}": offer for number, offer in enumerate(offers)}


def test_a_band_runs_in_a_straight_line_between_its_ends() -> None:
    points = {price: band_points(BAND, Fraction(price)) for price in (0, 50_000, 75_000, 100_000, 150_000, 150_001)}
    assert points == {0: 100, 50_000: 100, 75_000: 75, 100_000: 50, 150_000: 0, 150_001: 0}
    assert band_points(BAND, Fraction("50000.01")) == 100 - Fraction(1, 100_000)


def test_a_band_joins_points_and_quality_by_its_weight() -> None:
    """By hand: quality 60 * 3/4 + 40 * 1/2 = 65; price 75; 65 * .65 + 75 * .35 = 68.5."""
    found = named(result(tender(BAND, {"a": ({"help": "3", "words": "3", "usage": "2"}, "75000")})))["a"]
    assert found.price is not None
    assert (found.total.low, found.price.points, found.price.compared.low) == (65, 75, Fraction(137, 2))
    assert (found.price.earned, found.price.compared.exact) == (None, True)


def test_value_based_award_takes_what_the_quality_is_worth_off_the_price() -> None:
    """By hand: of care 3/4 of 40 000, of privacy 1/2 of 20 000: 40 000 off; by criterion 22 500 + 7 500 + 10 000."""
    for pricing in (PER_VALUE, PER_CRITERION):
        found = named(result(tender(pricing, {"a": ({"help": "3", "words": "3", "usage": "2"}, "75000")})))["a"]
        assert found.price is not None
        assert found.price.earned is not None
        assert (found.price.earned.low, found.price.compared.low, found.price.points) == (40_000, 35_000, None)


def test_an_award_price_can_be_negative_and_then_ranks_first() -> None:
    offers = {"cheap": ({"help": "4", "words": "4", "usage": "4"}, "10000"), "dear": ({"help": "4"}, "90000")}
    offers["dear"] = ({"help": "4", "words": "4", "usage": "4"}, "90000")
    document = {solution["id"]: solution for solution in result(tender(PER_VALUE, offers)).document()["solutions"]}
    assert document["cheap"]["price"]["compared"] == {"exact": "-50000.00", "low": "-50000.00", "high": "-50000.00"}
    assert (document["cheap"]["rank"], document["dear"]["rank"]) == (1, 2)


def test_a_better_offer_can_be_dearer_and_the_quality_rank_stands_beside_it() -> None:
    low, high = {"help": "2", "words": "2", "usage": "2"}, {"help": "4", "words": "4", "usage": "4"}
    found = named(result(tender(BAND, {"good": (high, "150000"), "cheap": (low, "50000")})))
    assert (found["good"].quality_rank.rank, found["good"].rank.rank) == (1, 2)
    assert (found["cheap"].quality_rank.rank, found["cheap"].rank.rank) == (2, 1)


def test_nobody_has_a_rank_until_every_price_is_open() -> None:
    levels = {"help": "2", "words": "2", "usage": "2"}
    found = named(result(tender(BAND, {"a": (levels, "60000"), "b": (levels, None)})))
    assert [solution.rank.rank for solution in found.values()] == [None, None]
    assert [solution.quality_rank.rank for solution in found.values()] == [1, 1]
    assert found["b"].price is None


def test_what_is_not_known_of_the_quality_stays_a_range_in_the_award_price() -> None:
    assessment = tender(PER_VALUE, {"a": ({"help": "unknown", "words": "4", "usage": "0"}, "50000")})
    found = named(result(assessment))["a"]
    assert found.price is not None
    assert (found.price.compared.low, found.price.compared.high) == (10_000, 30_000)


@pytest.mark.parametrize(("price", "low"), [("59999.99", True), ("60000", False), ("0", True), ("100000", False)])
def test_a_price_is_asked_about_strictly_below_the_share_of_the_estimate(price: str, low: bool) -> None:
    asked = LowPrice(estimate="100000", percent="60")
    assert is_low(Fraction(Decimal(price)), asked) is low
    assert is_low(Fraction(Decimal(price)), None) is False


@pytest.mark.parametrize(
    "wrong",
    [
        {"best": "100", "worst": "100", "weight": "35"},
        {"best": "101", "worst": "100", "weight": "35"},
        {"best": "-1", "worst": "100", "weight": "35"},
        {"best": "0", "worst": "100", "weight": "0"},
        {"best": "0", "worst": "100", "weight": "100"},
        {"best": "0", "worst": "100", "weight": "35", "low": {"estimate": "0", "percent": "60"}},
        {"best": "0", "worst": "100", "weight": "35", "low": {"estimate": "100", "percent": "100"}},
        {"best": 0.5, "worst": "100", "weight": "35"},
    ],
)
def test_a_band_that_makes_no_sense_is_refused(wrong: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        Band.model_validate(wrong)


def test_prices_that_are_written_the_same_are_tied_where_ties_are_on_rounded_totals() -> None:
    """Both award prices are written 100.01: rounding half up has to come before the sign turns."""
    levels = {"help": "0", "words": "0", "usage": "0"}
    rules = Rules(aggregation="mean", rounding=Rounding(ties="rounded"))
    found = result(tender(PER_VALUE, {"a": (levels, "100.005"), "b": (levels, "100.01")}, rules))
    assert [solution["price"]["compared"]["exact"] for solution in found.document()["solutions"]] == [
        "100.01",
        "100.01",
    ]
    assert [solution.rank.rank for solution in found.solutions] == [1, 1]


@given(PRICINGS, FIELDS, st.data())
def test_a_solution_that_drops_out_changes_no_points_and_no_award_price(
    pricing: Pricing, offers: list[tuple[dict[str, str], Decimal]], data: st.DataObject
) -> None:
    whole = field(offers)
    gone = data.draw(st.sampled_from(sorted(whole)))
    rest = named(result(tender(pricing, {name: whole[name] for name in whole if name != gone})))
    before = named(result(tender(pricing, whole)))
    assert all(rest[name].price == before[name].price for name in rest)
    order = {name: before[name].rank.rank for name in rest}
    for one in rest:
        for other in rest:
            if (order[one] or 0) < (order[other] or 0):
                assert (rest[one].rank.rank or 0) < (rest[other].rank.rank or 0)


@given(PRICINGS, FIELDS, AMOUNTS, st.sampled_from(["exact", "rounded"]), st.data())
def test_a_lower_price_never_ranks_worse(
    pricing: Pricing, offers: list[tuple[dict[str, str], Decimal]], off: Decimal, ties: str, data: st.DataObject
) -> None:
    rules = Rules(aggregation="mean", rounding=Rounding.model_validate({"ties": ties}))
    whole = field(offers)
    who = data.draw(st.sampled_from(sorted(whole)))
    levels, price = whole[who]
    before = named(result(tender(pricing, whole, rules)))[who]
    after = named(result(tender(pricing, {**whole, who: (levels, max(Decimal(0), price - off))}, rules)))[who]
    assert (after.rank.rank or 0) <= (before.rank.rank or 0)


@given(AMOUNTS)
def test_points_stay_on_the_scale(price: Decimal) -> None:
    assert 0 <= band_points(BAND, Fraction(price)) <= 100
