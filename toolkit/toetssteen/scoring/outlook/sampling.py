"""Drawing weights and counting the ranks they give, in little memory and on two threads.

Rules: each chunk draws its own weights from the seed and its own number, and only counts are kept, so memory does
not grow with the number of samples. The size of a chunk and its thread follow from the size of the table alone:
the same seed gives the same counts whatever the machine is doing. Buffers are reused and products are taken in
blocks that the linear algebra library leaves on one thread; both are worth a factor of two. Chunks are large, since
the threads wait for each other at every call.
Does not belong here: what the counts mean (:mod:`toetssteen.scoring.outlook.acceptability`).
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

_LANES = 2
_CHUNK_NUMBERS, _SMALLEST, _LARGEST = 655_360, 256, 32_768
_BLOCK_PRODUCTS = 400_000


@dataclass(frozen=True)
class Plan:
    """The plan of a sample: what is drawn and counted.

    ``scores``: of the distinct solutions (rows) on what is weighed (columns), 0-1. ``alike``: how many solutions
    have each row. ``starts``: the column with which each value begins, if weights are drawn per value first.
    ``shapes``: the concentration of each weight, if not flat.
    """

    scores: Floats
    alike: tuple[int, ...]
    starts: tuple[int, ...]
    shapes: Floats | None
    seed: int

    @property
    def chunk(self) -> int:
        """How many samples are drawn at a time."""
        count: int = self.scores.shape[1]
        return min(_LARGEST, max(_SMALLEST, _CHUNK_NUMBERS // count))

    @property
    def block(self) -> int:
        """How many samples are multiplied at a time."""
        return max(_SMALLEST, _BLOCK_PRODUCTS // self.scores.size)


@dataclass(frozen=True)
class Tally:
    """The counts of a sample, for the distinct solutions.

    ``ranks[i, r]``: samples in which r solutions are ahead of i. ``wins[i, j]``: in which i is ahead of j.
    ``central[i, k]``: the sum of weight k over the samples in which none is ahead of i.
    """

    ranks: NDArray[np.int64]
    wins: NDArray[np.int64]
    central: Floats

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.ranks + other.ranks, self.wins + other.wins, self.central + other.central)


def sample(plan: Plan, samples: int) -> Tally:
    """Draw and count so many samples, every second chunk on the other thread."""
    chunks = -(-samples // plan.chunk)

    def lane(first: int) -> Tally:
        room = _Room(plan, min(plan.chunk, samples))
        for number in range(first, chunks, _LANES):
            size = min(plan.chunk, samples - number * plan.chunk)
            if size < room.size:
                room = _Room(plan, size, room.tally)
            room.draw(number)
            room.count()
        return room.tally

    with ThreadPoolExecutor(_LANES) as threads:
        one, other = threads.map(lane, range(_LANES))
    return one + other


class _Room:
    """The buffers in which one thread works on one chunk after another."""

    def __init__(self, plan: Plan, size: int, tally: Tally | None = None) -> None:
        distinct, count = plan.scores.shape
        of_ranks = np.uint8 if sum(plan.alike) < 256 else np.uint16
        self.plan, self.size = plan, size
        self.weights = np.empty((count, size))
        self.of_values = np.empty((len(plan.starts), size))
        self.totals = np.empty((distinct, size))
        self.behind = np.empty((distinct, size), of_ranks)
        self.first = np.empty((distinct, size))
        self.alike = np.array(plan.alike, of_ranks)
        self.tally = tally or Tally(
            ranks=np.zeros((distinct, sum(plan.alike)), np.int64),
            wins=np.zeros((distinct, distinct), np.int64),
            central=np.zeros((distinct, count)),
        )

    def draw(self, number: int) -> None:
        """Draw the weights of a chunk, each sample (a column) adding up to 1."""
        weights, starts = self.weights, self.plan.starts
        chance = np.random.Generator(np.random.SFC64(np.random.SeedSequence(self.plan.seed, spawn_key=(number,))))
        if self.plan.shapes is not None:
            weights[:] = chance.standard_gamma(self.plan.shapes[:, None], size=weights.shape)
        else:
            chance.standard_exponential(out=weights)
        if self.plan.shapes is not None or not starts:
            weights /= weights.sum(axis=0)
            return
        chance.standard_exponential(out=self.of_values)
        self.of_values /= self.of_values.sum(axis=0)
        for share, start, end in zip(self.of_values, starts, (*starts[1:], len(weights)), strict=True):
            inside = weights[start:end]
            share /= inside.sum(axis=0)  # noqa: PLW2901 -- the buffer itself is meant
            inside *= share

    def count(self) -> None:
        """Count who is ahead of whom, and so the ranks, and add up the weights that put each first."""
        plan, tally, totals, behind = self.plan, self.tally, self.totals, self.behind
        blocks = [slice(start, start + plan.block) for start in range(0, self.size, plan.block)]
        for block in blocks:
            np.matmul(plan.scores, self.weights[:, block], out=totals[:, block])
        behind[:] = 0
        plain = max(plan.alike) == 1
        for i in range(len(totals) - 1):
            ahead = totals[i] > totals[i + 1 :]
            for j, lead in enumerate(ahead, i + 1):
                won = np.count_nonzero(lead)
                tally.wins[i, j] += won
                tally.wins[j, i] += self.size - won
            behind[i + 1 :] += ahead if plain else ahead * self.alike[i]
            np.logical_not(ahead, out=ahead)
            others = ahead if plain else ahead * self.alike[i + 1 :, None]
            behind[i] += np.add.reduce(others, axis=0, dtype=behind.dtype)
        for rank in range(tally.ranks.shape[1]):
            tally.ranks[:, rank] += [np.count_nonzero(row) for row in behind == rank]
        self.first[:] = behind == 0
        for block in blocks:
            tally.central[:] += self.first[:, block] @ self.weights[:, block].T
