"""Small tables of scores made at random, and the published cases: what robustness is tried on."""

from __future__ import annotations

import random
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st

from toetssteen.scoring.outlook.table import Table

some = settings(max_examples=40, deadline=None)


def flat(rows: Sequence[Sequence[Any]], weights: Sequence[Any]) -> Table:
    """Make a table of solutions A, B, C ... on criteria c0, c1, ... that are all in one value."""
    names = [f"c{k}" for k in range(len(weights))]
    scores = {chr(65 + n): dict(zip(names, row, strict=True)) for n, row in enumerate(rows)}
    return Table.flat(scores, dict(zip(names, weights, strict=True)))


def codes(caught: Any) -> list[str]:
    """Give the codes of a refusal."""
    return [fault.code for fault in caught.value.faults]


@st.composite
def given_tables(draw: st.DrawFn, solutions: tuple[int, int] = (2, 5)) -> tuple[dict[str, Any], dict[str, Any]]:
    """Draw scores on five points and weights in two levels, as they come from outside; some weights are 0."""
    counts = draw(st.lists(st.integers(1, 3), min_size=1, max_size=3))
    weights: dict[str, Any] = {}
    for g, count in enumerate(counts):
        inside = draw(st.lists(st.integers(0, 4), min_size=count, max_size=count).filter(any))
        weights[f"v{g}"] = (draw(st.integers(0, 5)), {f"v{g}.c{c}": weight for c, weight in enumerate(inside)})
    if not any(of_value for of_value, _ in weights.values()):
        weights["v0"] = (1, weights["v0"][1])
    criteria = [criterion for _, inside in weights.values() for criterion in inside]
    points = st.sampled_from([0, 25, 50, 75, 100])
    return {
        f"s{n}": {criterion: draw(points) for criterion in criteria} for n in range(draw(st.integers(*solutions)))
    }, weights


def shuffled(chance: random.Random, given: Any) -> Any:
    """Give the same mappings with their keys in another order, all the way down."""
    if isinstance(given, tuple):
        return tuple(shuffled(chance, nested) for nested in given)
    if not isinstance(given, dict):
        return given
    names = list(given)
    chance.shuffle(names)
    return {name: shuffled(chance, given[name]) for name in names}


tables = given_tables().map(lambda given: Table.of(*given))


def random_table(seed: int, solutions: int, values: Sequence[int]) -> Table:
    """Make a table of so many solutions, with so many criteria in each value; scores 0-100 in halves."""
    chance = random.Random(seed)
    weights: dict[str, Any] = {
        f"v{g}": (chance.randint(1, 9), {f"v{g}.c{c:03}": chance.randint(1, 9) for c in range(count)})
        for g, count in enumerate(values)
    }
    criteria = [criterion for _, inside in weights.values() for criterion in inside]
    return Table.of(
        {
            f"s{n:02}": {criterion: Fraction(chance.randint(0, 200), 2) for criterion in criteria}
            for n in range(solutions)
        },
        weights,
    )
