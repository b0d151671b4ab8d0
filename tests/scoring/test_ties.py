"""The frozen tie-break: by quality, by a value, by lot; and a lot that anybody can draw again."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from tests.scoring.situations import assessment_of, evaluation, method_of, value_of, with_round

from toetssteen.model.entries.pricing import PriceOpened
from toetssteen.model.method import Band, Rules, TieBreak
from toetssteen.model.replay.assessment import Assessment
from toetssteen.scoring.result.result import Result, result
from toetssteen.scoring.result.ties import Tie, lot, lot_seed

BAND = Band(best="0", worst="100", weight="50")
VALUES = [value_of("care", "50", {"help": "100"}), value_of("privacy", "50", {"usage": "100"})]
SEEDS = ("1" * 64, "2" * 64)
QUALITY, LOT, PRIVACY = TieBreak(by="quality"), TieBreak(by="lot"), TieBreak(by="value", value="privacy")
Offers = dict[str, tuple[str, str, str]]


def tender(offers: Offers, *steps: TieBreak, settled: bool = True, price: bool = True) -> Assessment:
    """Make a tender: of each offer the levels on help and usage, and the price."""
    rules = Rules(aggregation="mean", tie_break=list(steps))
    method = method_of(VALUES, rules, price=BAND if price else None)
    given = [
        evaluation(name, asked, level)
        for name, (help_, usage, _) in offers.items()
        for asked, level in (("help", help_), ("usage", usage))
    ]
    made = assessment_of(method, offers, {"p0": given}, settled=settled)
    made = with_round(made, fingerprint="f" * 64, seeds=SEEDS)
    prices = {name: PriceOpened(solution=name, price=offer[2]) for name, offer in offers.items()}
    return replace(made, prices=prices if price else {})


def ranks(worked_out: Result) -> dict[str, int | None]:
    return {solution.id: solution.rank.rank for solution in worked_out.solutions}


TIED: Offers = {"a": ("2", "2", "50"), "b": ("4", "2", "75"), "c": ("0", "0", "100")}
"""a: (50 + 50) / 2; b: (75 + 25) / 2: both 50; c is behind."""
EQUAL: Offers = dict.fromkeys(("a", "b", "c"), ("2", "2", "50"))


def test_without_a_step_a_tie_stays() -> None:
    found = result(tender(TIED))
    assert ranks(found) == {"a": 1, "b": 1, "c": 3}
    assert found.ties == ()


def test_the_higher_quality_breaks_a_tie_of_the_combined_figure() -> None:
    found = result(tender(TIED, QUALITY, LOT))
    assert ranks(found) == {"a": 2, "b": 1, "c": 3}
    assert found.ties == (Tie(1, (("b",), ("a",)), (QUALITY,), None),)  # no lot was needed, so no seed


def test_a_value_breaks_a_tie_of_quality() -> None:
    offers = {"a": ("4", "0", "50"), "b": ("0", "4", "50")}
    found = result(tender(offers, QUALITY, PRIVACY, LOT))
    assert ranks(found) == {"a": 2, "b": 1}
    assert found.ties[0].steps == (PRIVACY,)  # quality could not tell them apart


def test_a_step_that_cannot_tell_leaves_it_to_the_next_and_the_lot_tells_all() -> None:
    found = result(tender(EQUAL, QUALITY, PRIVACY, LOT))
    [tie] = found.ties
    assert tie.steps == (LOT,)
    assert tie.seed is not None
    by_hand = sorted(EQUAL, key=lambda name: hashlib.sha256(f"{tie.seed}:{name}".encode()).hexdigest())
    assert [name for (name,) in tie.order] == by_hand
    assert sorted(ranks(found).values()) == [1, 2, 3]  # type: ignore[type-var]


def test_part_of_a_tie_can_be_broken_and_the_rest_stays_shared() -> None:
    offers = {**dict.fromkeys(("a", "b"), ("2", "2", "50")), "c": ("4", "2", "75")}
    found = result(tender(offers, QUALITY))
    assert ranks(found) == {"a": 2, "b": 2, "c": 1}
    assert found.ties[0].order == (("c",), ("a", "b"))


def test_the_seed_is_the_digest_of_what_was_fixed_before() -> None:
    """Anybody can work it out: SHA-256 over canonical JSON of method, round and submissions."""
    seed = lot_seed(tender(EQUAL).round)
    fixed = {"lot": 1, "method": "f" * 64, "round": 1, "submissions": list(SEEDS)}
    text = json.dumps(fixed, sort_keys=True, separators=(",", ":"))
    assert seed == hashlib.sha256(text.encode()).hexdigest()


def test_a_lot_is_not_drawn_before_quality_is_settled() -> None:
    early = tender(EQUAL, LOT, settled=False, price=False)
    assert lot_seed(early.round) is None
    assert result(early).ties == ()
    assert set(ranks(result(early)).values()) == {1}


def test_a_range_is_not_told_apart() -> None:
    offers = {"a": ("unknown", "2", "50"), "b": ("2", "2", "50")}
    assert result(tender(offers, QUALITY, LOT)).ties == ()


@given(st.integers(0, 1), st.text("0123456789abcdef", min_size=64, max_size=64).filter(lambda text: text not in SEEDS))
def test_any_other_submission_gives_another_seed(place: int, digest: str) -> None:
    part = tender(EQUAL).round
    changed = tuple(digest if at == place else seed for at, seed in enumerate(SEEDS))
    assert lot_seed(replace(part, seeds=changed)) != lot_seed(part)
    assert lot_seed(replace(part, seeds=SEEDS[:place] + SEEDS[place + 1 :])) != lot_seed(part)
    assert lot_seed(replace(part, fingerprint=digest)) != lot_seed(part)


@given(st.permutations(["a", "b", "c", "d"]))
def test_the_order_in_which_offers_came_changes_no_lot(names: list[str]) -> None:
    offers = dict.fromkeys(names, ("2", "2", "50"))
    assert ranks(result(tender(offers, LOT))) == ranks(result(tender({name: offers[name] for name in "abcd"}, LOT)))


def test_lots_differ_from_round_to_round() -> None:
    """Over many seeds everybody wins about as often: the draw prefers nobody."""
    wins = dict.fromkeys("abc", 0)
    for number in range(3000):
        seed = hashlib.sha256(str(number).encode()).hexdigest()
        wins[min("abc", key=lambda name: lot(seed, name))] += 1
    assert all(900 < count < 1100 for count in wins.values()), wins
