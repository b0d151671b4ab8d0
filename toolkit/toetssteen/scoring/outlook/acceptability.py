"""How much of all weights gives each rank: stochastic multicriteria acceptability analysis (SMAA), by sampling.

Rules: weights are drawn at the level of the values first and then within each, so that the number of criteria is no
weight; the seed is fixed and every share has its standard error beside it; a rank is 1 and how many are ahead,
so ties share it; solutions with the same scores are one solution to the sample, and tie in all of it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from toetssteen.errors import UseError, fault
from toetssteen.model.base import Id
from toetssteen.scoring.outlook.sampling import Plan, Tally, sample
from toetssteen.scoring.outlook.share import Spread, spread_of
from toetssteen.scoring.outlook.table import Layer, Table
from toetssteen.scoring.outlook.undefined import Undefined

SAMPLES, SEED = 100_000, 1
MOST_SAMPLES = 10_000_000_000


@dataclass(frozen=True)
class Ranks:
    """For each solution the share of weights (0-1) that gives it each rank; for each pair, how often one is ahead.

    ``ranks[solution][r]`` is the share of rank r + 1 and ``errors`` its standard error, ``sqrt(p (1 - p) / samples)``.
    ``central`` are the mean weights (shares of 1) of the samples in which a solution is first, alone or tied;
    ``wins[a, b]`` is the share in which a is ahead of b.
    """

    ranks: Mapping[Id, tuple[float, ...]]
    errors: Mapping[Id, tuple[float, ...]]
    central: Mapping[Id, Mapping[Id, float] | Undefined]
    wins: Mapping[tuple[Id, Id], float]


@dataclass(frozen=True)
class RankAcceptability:
    """The findings of a sample of weights, and how it was drawn; without ``concentrations``, flat at both levels."""

    method: str
    level: Spread
    samples: int
    seed: int
    concentrations: Mapping[Id, int] | None
    found: Ranks | Undefined
    unscored: tuple[Id, ...]


def rank_acceptability(
    table: Table,
    level: Spread = "tree",
    samples: int = SAMPLES,
    seed: int = SEED,
    concentrations: Mapping[Id, int] | None = None,
) -> RankAcceptability:
    """Sample weights and count the ranks they give.

    Parameters
    ----------
    table
        Scores 0-100.
    level
        ``tree``: the values flat, then flat within each. ``values``: the values flat, and inside them the table's own
        weights.
    samples, seed
        How many weight vectors, and where their chance begins.
    concentrations
        Whole numbers per value or criterion, as in :func:`pairwise_share`: then all weights are one Dirichlet draw,
        and the wins are its shares up to the standard error.

    Raises
    ------
    UseError
        If the level is unknown (TS-502); if samples, seed or a concentration is no whole number that fits (TS-704).

    Notes
    -----
    Source: Lahdelma and Salminen (2001), "SMAA-2: stochastic multicriteria acceptability analysis for group decision
    making", *Operations Research* 49(3), 444-454: rank acceptability and central weights.

    Examples
    --------
    >>> from toetssteen.scoring import Table, rank_acceptability
    >>> table = Table.of(
    ...     {"a": {"privacy": 75, "cost": 50}, "b": {"privacy": 50, "cost": 100}},
    ...     {"people": (60, {"privacy": 1}), "money": (40, {"cost": 1})},
    ... )
    >>> found = rank_acceptability(table, samples=10_000).found
    >>> [round(share, 2) for share in found.ranks["b"]]
    [0.67, 0.33]
    """
    for name, number, least in (("samples", samples, 1), ("seed", seed, 0)):
        if type(number) is not int or not least <= number <= MOST_SAMPLES:
            allowed = f"{least} ... {MOST_SAMPLES}"
            raise UseError(fault("TS-704", name=name, number=str(number)[:80], allowed=allowed))
    layer, spread = spread_of(table, level, concentrations)
    distinct = list(dict.fromkeys(map(tuple, layer.whole[1])))
    place = [distinct.index(tuple(row)) for row in layer.whole[1]]
    ranks: Ranks | Undefined
    if len(distinct) < 2:
        ranks = Undefined("no variation" if len(place) > 1 else "one solution" if place else "no solution")
    else:
        plan = Plan(
            scores=np.array([[score / (100 * layer.whole[2]) for score in row] for row in distinct]),
            alike=tuple(place.count(position) for position in range(len(distinct))),
            starts=tuple(table.value_of.index(g) for g in range(len(table.values))) if level == "tree" else (),
            shapes=None if concentrations is None else np.array(list(spread.values()), dtype=np.float64),
            seed=seed,
        )
        ranks = _told(layer, place, sample(plan, samples), samples)
    return RankAcceptability(
        method="rank acceptability (SMAA-2), weights of values first",
        level=level,
        samples=samples,
        seed=seed,
        concentrations=None if concentrations is None else spread,
        found=ranks,
        unscored=table.unscored,
    )


def _told(layer: Layer, place: list[int], tally: Tally, samples: int) -> Ranks:
    """Turn the counts of the distinct solutions into shares (0-1) of all solutions."""
    names = layer.solutions
    ranks = {
        name: tuple(float(count) / samples for count in tally.ranks[k]) for name, k in zip(names, place, strict=True)
    }
    central: dict[Id, Mapping[Id, float] | Undefined] = {}
    for name, k in zip(names, place, strict=True):
        first = int(tally.ranks[k, 0])
        mean = dict(
            zip(layer.names, (float(mean_weight) / max(first, 1) for mean_weight in tally.central[k]), strict=True)
        )
        central[name] = mean if first else Undefined("never first")
    pairs = [(a, b) for a in zip(names, place, strict=True) for b in zip(names, place, strict=True) if a != b]
    return Ranks(
        ranks=ranks,
        errors={name: tuple(math.sqrt(p * (1 - p) / samples) for p in row) for name, row in ranks.items()},
        central=central,
        wins={(a, b): float(tally.wins[k, m]) / samples for (a, k), (b, m) in pairs},
    )
