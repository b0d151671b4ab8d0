"""The fewest score changes that turn the result, and claimed against evidenced."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from tests.scoring.tables import codes, flat, given_tables, some

from toetssteen.errors import UseError
from toetssteen.scoring.outlook.steps import evidence_bounds, fewest_steps
from toetssteen.scoring.outlook.table import Table
from toetssteen.scoring.outlook.undefined import Undefined

UNEVEN = [0, 10, 60, 100]


def by_search(table: Table, points: dict[str, Any]) -> int | None:
    """Try every set of end points for the cells of the winner and each rival; count the steps of those that tie."""
    weights = dict(zip(table.criteria, table.by_criterion.weights, strict=True))
    rows, [winner] = table.rows(), table.by_criterion.first
    counts = []
    for rival in set(rows) - {winner}:
        ways = []
        for name, down in ((winner, True), (rival, False)):
            for c, now in rows[name].items():
                onwards = [p for p in points.get(c, ()) if (p < now if down else p > now)]
                ways.append([(k, weights[c] * abs(p - now)) for k, p in enumerate(sorted(onwards, reverse=down), 1)])
        lead = table.by_criterion.totals[winner] - table.by_criterion.totals[rival]
        for taken in product(*([(0, Fraction(0)), *way] for way in ways)):
            if sum(gain for _, gain in taken) >= lead:
                counts.append(sum(k for k, _ in taken))
    return min(counts, default=None)


@settings(max_examples=30, deadline=None)
@given(given_tables(solutions=(2, 3)), st.sampled_from([UNEVEN, [0, 50, 100], [0, 25, 50, 75, 100]]))
def test_what_is_named_flips_and_a_search_finds_nothing_smaller(outside: tuple[Any, Any], points: list[int]) -> None:
    table = Table.of(*outside)
    assume(len(table.by_criterion.first) == 1 and len(table.criteria) <= 3)
    scale = dict.fromkeys(table.criteria, points)
    found, least = fewest_steps(table, scale), by_search(table, scale)
    if isinstance(found.count, Undefined):
        assert (str(found.count), least) == ("undefined: no flip", None)
        return
    assert found.count == least == sum(step.count for step in found.steps)
    rows = table.rows()
    for step in found.steps:
        assert rows[step.solution][step.criterion] == step.before
        between = [p for p in points if min(step.before, step.after) < p < max(step.before, step.after)]
        assert len(between) == step.count - 1
        rows[step.solution][step.criterion] = step.after
    after = Table.of(rows, table.weights()).by_criterion.totals
    assert after[found.rival] - after[found.winner] == found.margin >= 0  # type: ignore[index,operator]


def test_a_later_step_may_be_the_large_one() -> None:
    """Of B on c0 the first step gains 10 and the second 90: taking the best first step each time would need three."""
    found = fewest_steps(flat([[10, 100], [0, 20]], [1, 1]), {"c0": [0, 10, 100]})
    assert (found.count, found.rival, found.margin) == (2, "B", 5)
    assert [(step.solution, step.before, step.after, step.count) for step in found.steps] == [("B", 0, 100, 2)]


def test_a_score_between_two_points_goes_to_either_in_one_step() -> None:
    found = fewest_steps(flat([[55, 0], [52, 0]], [1, 1]), {"c0": [0, 50, 100]})
    assert [(step.solution, step.before, step.after) for step in found.steps] == [("B", 52, 100)]
    assert (found.count, found.margin) == (1, Fraction(45, 2))


def test_a_criterion_without_points_or_weight_stays_as_it_is() -> None:
    table = flat([[100, 50], [0, 50]], [0, 1])
    assert str(fewest_steps(table, {"c0": [0, 100], "c1": [50]}).winner) == "undefined: shared first place"
    ahead = flat([[100, 51], [0, 50]], [0, 1])
    assert str(fewest_steps(ahead, {"c0": [0, 100]}).count) == "undefined: no flip"
    assert fewest_steps(ahead, {"c1": [0, 100]}).count == 1


@pytest.mark.parametrize(("rows", "word"), [([], "no solution"), ([[1]], "one solution")])
def test_without_a_rival_the_word_says_why(rows: Any, word: str) -> None:
    found = fewest_steps(flat(rows, [1]), {"c0": [0, 100]})
    assert {str(found.winner), str(found.count), str(found.margin)} == {f"undefined: {word}"}


@pytest.mark.parametrize(
    ("points", "code"), [({"c0": [float("nan")]}, "TS-700"), ({"c0": [101]}, "TS-702"), ({"z": [0]}, "TS-703")]
)
def test_points_that_cannot_be_used_are_refused(points: Any, code: str) -> None:
    with pytest.raises(UseError) as caught:
        fewest_steps(flat([[1], [2]], [1]), points)
    assert codes(caught) == [code]


def test_claimed_against_evidenced_says_who_is_sure_and_who_is_possible() -> None:
    claimed = flat([[100, 80], [70, 70], [20, 20]], [1, 1])
    evidenced = flat([[50, 40], [70, 60], [20, 0]], [1, 1])
    found = evidence_bounds(claimed, evidenced)
    assert [(bounds.solution, bounds.evidenced, bounds.claimed) for bounds in found.bounds] == [
        ("A", 45, 90),
        ("B", 65, 70),
        ("C", 10, 20),
    ]
    assert (found.claimed_first, found.evidenced_first) == (("A",), ("B",))
    assert (str(found.sure), found.possible) == ("undefined: no one is sure", ("A", "B"))
    assert evidence_bounds(evidenced, evidenced).sure == "B"


@some
@given(st.data(), given_tables(solutions=(2, 4)))
def test_whatever_lies_between_claimed_and_evidenced_who_is_sure_is_first(
    data: st.DataObject, outside: tuple[Any, Any]
) -> None:
    scores, weights = outside
    lower = {n: {c: data.draw(st.integers(0, x)) for c, x in row.items()} for n, row in scores.items()}
    between = {n: {c: data.draw(st.integers(lower[n][c], x)) for c, x in row.items()} for n, row in scores.items()}
    found = evidence_bounds(Table.of(scores, weights), Table.of(lower, weights))
    totals = Table.of(between, weights).by_criterion
    for bounds in found.bounds:
        assert bounds.low <= totals.totals[bounds.solution] <= bounds.high
    assert set(totals.first) <= set(found.possible)
    if not isinstance(found.sure, Undefined):
        assert totals.first == (found.sure,)


def test_tables_that_differ_in_more_than_scores_are_refused() -> None:
    with pytest.raises(UseError) as caught:
        evidence_bounds(flat([[1, 1]], [1, 1]), flat([[1, 1]], [1, 2]))
    assert codes(caught) == ["TS-706"]


@pytest.mark.parametrize(("rows", "word"), [([], "no solution"), ([[1]], "one solution")])
def test_one_solution_is_never_sure(rows: Any, word: str) -> None:
    assert str(evidence_bounds(flat(rows, [1]), flat(rows, [1])).sure) == f"undefined: {word}"
