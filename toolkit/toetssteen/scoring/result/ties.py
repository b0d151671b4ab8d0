"""The frozen tie-break, executed: step by step, among those who are tied, until none is left (``semantics`` 7).

Rules: a step that cannot tell two apart leaves them to the next; a lot is drawn from a seed that the method and
the submissions of the round fix together, so that anybody can repeat it and nobody could choose it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from toetssteen import canonical
from toetssteen.model.base import Id
from toetssteen.model.method import TieBreak
from toetssteen.model.replay.assessment import Round
from toetssteen.scoring.exact import Interval
from toetssteen.scoring.result.ranking import Rank


@dataclass(frozen=True)
class Standing:
    """The scores of one solution that a tie-break compares: quality and each value (0-100)."""

    quality: Interval
    values: Mapping[Id, Interval | None]


@dataclass(frozen=True)
class Tie:
    """A tie that was broken: the order (best first; who is still tied stands together), and the steps that told."""

    rank: int
    order: tuple[tuple[Id, ...], ...]
    steps: tuple[TieBreak, ...]
    seed: str | None


def lot_seed(part: Round) -> str | None:
    """Return the seed of a round's lots, once quality is settled: nothing in it can be chosen any more."""
    if not part.settled:
        return None
    fixed = {"lot": 1, "method": part.fingerprint, "round": part.number, "submissions": list(part.seeds)}
    return canonical.digest(fixed)


def lot(seed: str, solution: Id) -> str:
    """Draw a lot: SHA-256 over the seed and the id; the lowest comes first."""
    return hashlib.sha256(f"{seed}:{solution}".encode()).hexdigest()


def break_ties(
    ranks: Mapping[Id, Rank], standings: Mapping[Id, Standing], steps: Sequence[TieBreak], seed: str | None
) -> tuple[dict[Id, Rank], list[Tie]]:
    """Break every tie; return the ranks after it, and what was done, by rank."""
    after, ties = dict(ranks), []
    for first in sorted(name for name, rank in ranks.items() if rank.tied_with):
        rank = ranks[first]
        if rank.rank is None or first > rank.tied_with[0]:
            continue
        order, used = _split((first, *rank.tied_with), standings, steps, seed)
        if len(order) == 1:
            continue
        place = rank.rank
        for group in order:
            for solution in group:
                after[solution] = Rank(place, tuple(other for other in group if other != solution))
            place += len(group)
        lots = any(step.by == "lot" for step in used)
        ties.append(Tie(rank.rank, tuple(order), tuple(used), seed if lots else None))
    return after, sorted(ties, key=lambda tie: tie.rank)


def _split(
    group: tuple[Id, ...], standings: Mapping[Id, Standing], steps: Sequence[TieBreak], seed: str | None
) -> tuple[list[tuple[Id, ...]], list[TieBreak]]:
    if len(group) == 1 or not steps:
        return [group], []
    step, rest = steps[0], steps[1:]
    keys = {solution: _key(solution, standings[solution], step, seed) for solution in group}
    distinct = sorted({key for key in keys.values() if key is not None})
    decided = None not in keys.values() and len(distinct) > 1
    used = [step] if decided else []
    parts = [tuple(solution for solution in group if keys[solution] == key) for key in distinct] if decided else [group]
    order: list[tuple[Id, ...]] = []
    for part in parts:
        split, more = _split(part, standings, rest, seed)
        order += split
        used += [tie_break for tie_break in more if tie_break not in used]
    return order, used


def _key(solution: Id, standing: Standing, step: TieBreak, seed: str | None) -> tuple[Fraction, str] | None:
    """Return the key that a step sorts by, lowest first; ``None`` where the step cannot decide."""
    if step.by == "lot":
        return None if seed is None else (Fraction(0), lot(seed, solution))
    score = standing.quality if step.by == "quality" else standing.values.get(step.value or "")
    return None if score is None or not score.exact else (-score.low, "")
