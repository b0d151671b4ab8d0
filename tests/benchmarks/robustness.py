"""How long it takes to say how sure a ranking is, against the floor, careful numpy, and the peers.

``python tests/benchmarks/robustness.py`` (``--samples 1000000 --runs 5 --vectors 2000``; ``--vectors 0`` leaves out
the peers)

Ten solutions on forty criteria in eight values, scores on five points. Prints Markdown tables, of which each ratio is
ours against the row.

- Rank acceptability: ranks, pairwise wins and central weights, weights of the values first. The *floor* draws as many
  random numbers as there are weights, on two threads, and does nothing with them. *Careful numpy* draws all weights
  flat, multiplies in chunks without normalising, and counts the same on two threads: one level, so fewer numbers
  to draw; once without the central weights too. The *peers* each weigh one vector after another and count the same
  (pysensmcda has a loop and counts of its own), in an environment that this script makes in a temporary folder; so
  few vectors are timed and the time for all follows from it. pymcdm as it comes normalises over the bids, which we
  advise against, and refuses a zero, so its scores are one higher; once without.
- One figure: all pairwise shares, all stability intervals and the rest, each best of all runs, the table made anew
  (*cold*) or there already.
- Growth: from 3 x 10 to 50 x 200, the criteria in values of five.

Wall-clock time, the best of the runs; peak memory is that of numpy and Python objects (tracemalloc).
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
import tracemalloc
import venv
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np
from measure import say

from toetssteen.scoring.outlook.acceptability import rank_acceptability
from toetssteen.scoring.outlook.compensation import compensation
from toetssteen.scoring.outlook.share import pairwise_share
from toetssteen.scoring.outlook.stability import can_win, smallest_flip, weight_stability
from toetssteen.scoring.outlook.steps import fewest_steps
from toetssteen.scoring.outlook.table import Table

POINTS = (0, 25, 50, 75, 100)
SIZES = ((3, 10), (5, 20), (10, 40), (20, 80), (50, 200))
CHUNK = 8192
PEERS = {
    "pymcdm": """
from pymcdm.methods import WSM
method, matrix = WSM(), matrix + 1
def work():
    for each in weights:
        found = method(matrix, each, types)
        count(method.rank(found), found, each)
""",
    "pymcdm, left to normalise nothing": """
from pymcdm.methods import WSM
method = WSM(normalization_function=lambda column, cost=False: column)
def work():
    for each in weights:
        found = method(matrix, each, types)
        count(method.rank(found), found, each)
""",
    "scikit-criteria": """
import skcriteria
from skcriteria.agg.simple import WeightedSumModel
method = WeightedSumModel()
def work():
    for each in weights:
        found = method.evaluate(skcriteria.mkdm(matrix, [max] * len(types), weights=each))
        count(found.rank_, found.e_.score, each)
""",
    "pysensmcda": """
from pymcdm.methods import WSM
from pysensmcda import smaa
method = WSM(normalization_function=lambda column, cost=False: column)
def work():
    smaa.smaa2(method, matrix, types, weights=weights, num_samples=len(weights), seed=1)
""",
}
HARNESS = """
import json, sys, time
import numpy as np
matrix, vectors = np.array(json.loads(sys.argv[1])), int(sys.argv[2])
types = np.ones(matrix.shape[1])
weights = np.random.default_rng(1).dirichlet(types, size=vectors)
ranks, wins = np.zeros((len(matrix),) * 2), np.zeros((len(matrix),) * 2)
central, rows = np.zeros(matrix.shape), np.arange(len(matrix))
def count(rank, found, each):
    ranks[rows, np.asarray(rank, int) - 1] += 1
    np.add(wins, found[:, None] > found, out=wins)
    central[found.argmax()] += each
{code}
work_all, weights = weights, weights[:10]
work()
weights = work_all
start = time.perf_counter()
work()
print(time.perf_counter() - start)
"""


def outside(solutions: int, criteria: int) -> tuple[dict[str, Any], dict[str, Any]]:
    """Make scores on five points and whole weights, the criteria in values of five."""
    chance = random.Random(1)
    weights = {
        f"v{g:02}": (chance.randint(1, 9), {f"c{g:02}-{c}": chance.randint(1, 9) for c in range(5)})
        for g in range(criteria // 5)
    }
    names = [each for _, inside in weights.values() for each in inside]
    return {f"s{n:02}": {each: chance.choice(POINTS) for each in names} for n in range(solutions)}, weights


def best(task: Callable[[], Any], runs: int) -> float:
    """Give the shortest of the runs, in seconds."""
    found = float("inf")
    for _ in range(runs):
        start = perf_counter()
        task()
        found = min(found, perf_counter() - start)
    return found


def in_turn(tasks_by_name: dict[str, Callable[[], Any]], runs: int) -> dict[str, float]:
    """Give the best of each, taking turns, so that a busy machine hits all alike."""
    rounds = [{name: best(task, 1) for name, task in tasks_by_name.items()} for _ in range(runs)]
    return {name: min(each[name] for each in rounds) for name in tasks_by_name}


def on_two_threads(lane: Callable[[int], Any]) -> list[Any]:
    """Do the two lanes at once."""
    with ThreadPoolExecutor(2) as threads:
        return list(threads.map(lane, range(2)))


def floor(samples: int, criteria: int) -> None:
    """Draw the random numbers, and nothing else."""

    def lane(first: int) -> None:
        chance, numbers = np.random.Generator(np.random.SFC64(first)), np.empty((criteria, CHUNK))
        for _ in range(first, -(-samples // CHUNK), 2):
            chance.standard_exponential(out=numbers)

    on_two_threads(lane)


def careful(samples: int, scores: Any, central_too: bool) -> Any:
    """Count ranks and pairwise wins under flat weights: chunks, no normalising, two threads, no new arrays."""
    solutions, criteria = scores.shape

    def lane(first: int) -> Any:
        chance = np.random.Generator(np.random.SFC64(first))
        weights, totals = np.empty((criteria, CHUNK)), np.empty((solutions, CHUNK))
        ahead, behind = np.empty(CHUNK, bool), np.empty((solutions, CHUNK), np.uint8)
        ranks, wins = np.zeros((solutions, solutions), int), np.zeros((solutions, solutions), int)
        central, best_of = np.zeros((solutions, criteria)), np.empty((solutions, CHUNK))
        for _ in range(first, -(-samples // CHUNK), 2):
            chance.standard_exponential(out=weights)
            for block in range(0, CHUNK, 1024):
                np.matmul(scores, weights[:, block : block + 1024], out=totals[:, block : block + 1024])
            behind[:] = 0
            for i in range(solutions):
                for j in range(i + 1, solutions):
                    np.greater(totals[i], totals[j], out=ahead)
                    won = np.count_nonzero(ahead)
                    wins[i, j] += won
                    wins[j, i] += CHUNK - won
                    behind[j] += ahead
                    np.logical_not(ahead, out=ahead)
                    behind[i] += ahead
            for i in range(solutions):
                for rank in range(solutions):
                    np.equal(behind[i], rank, out=ahead)
                    ranks[i, rank] += np.count_nonzero(ahead)
            if central_too:
                best_of[:] = behind == 0
                best_of /= weights.sum(axis=0)
                for block in range(0, CHUNK, 1024):
                    central += best_of[:, block : block + 1024] @ weights[:, block : block + 1024].T
        return ranks, wins, central

    return on_two_threads(lane)


def peer(name: str, matrix: Any, vectors: int, place: Path) -> float:
    """Install a peer in an environment of its own, and give its seconds for so many weight vectors."""
    package = name.partition(",")[0]
    venv.create(place / package, with_pip=True)
    python = place / package / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    subprocess.run([python, "-m", "pip", "install", "-q", package], check=True, capture_output=True, timeout=600)
    code = HARNESS.replace("{code}", PEERS[name])
    command = [python, "-c", code, json.dumps(matrix.tolist()), str(vectors)]
    ran = subprocess.run(command, check=False, capture_output=True, text=True, timeout=600)
    if ran.returncode:
        raise SystemExit(f"{name}: {ran.stderr}")
    return float(ran.stdout.split()[-1])


def peak(task: Callable[[], Any]) -> float:
    """Give the most memory that a task takes while it runs, in MB."""
    tracemalloc.start()
    task()
    most = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()
    return most


def acceptability(samples: int, runs: int, vectors: int) -> None:
    """Show rank acceptability against the floor, careful numpy and the peers."""
    table = Table.of(*outside(10, 40))
    matrix = np.array([[float(each) / 100 for each in row] for row in table.scores])
    seconds = in_turn(
        {
            "rank acceptability, values first, then within each": lambda: rank_acceptability(table, samples=samples),
            "the same at the level of values": lambda: rank_acceptability(table, "values", samples),
            "careful numpy, one level": lambda: careful(samples, matrix, True),
            "careful numpy, one level, no central weights": lambda: careful(samples, matrix, False),
            "floor: drawing the random numbers": lambda: floor(samples, 40),
        },
        runs,
    )
    ours = next(iter(seconds.values()))
    with tempfile.TemporaryDirectory() as place:
        for name in PEERS if vectors else ():
            seconds[f"a loop over {name}"] = peer(name, matrix, vectors, Path(place)) / vectors * samples
    say(f"\n{samples:,} weight vectors, 10 solutions x 40 criteria\n")
    say("| what | seconds | ratios: ours / this |\n|---|---|---|")
    for name, each in seconds.items():
        say(f"| {name} | {each:.3f} | {ours / each:.3g} |")
    memory = [peak(lambda n=n: rank_acceptability(table, samples=n)) for n in (samples // 10 or 1, samples)]
    say(f"\nPeak memory: {memory[0]:.1f} MB at {samples // 10 or 1:,} samples, {memory[1]:.1f} MB at {samples:,}.")


def tasks(table: Table) -> dict[str, Callable[[], Any]]:
    """Give what is timed on one table."""
    points = dict.fromkeys(table.criteria, POINTS)
    return {
        "pairwise share, tree": lambda: pairwise_share(table, "tree"),
        "pairwise share, values": lambda: pairwise_share(table, "values"),
        "stability intervals, criteria": lambda: weight_stability(table),
        "smallest flip": lambda: smallest_flip(table),
        "who can win": lambda: can_win(table),
        "fewest steps": lambda: fewest_steps(table, points),
        "compensation dial": lambda: compensation(table),
    }


def figures(runs: int) -> None:
    """Show the time of each figure at 10 x 40."""
    given = outside(10, 40)
    table = Table.of(*given)
    say("\n10 solutions x 40 criteria (45 pairs)\n\n| what | ms | ms, cold |\n|---|---|---|")
    making = best(lambda: Table.of(*given), runs)
    say(f"| making the table | {making * 1e3:.2f} | |")
    for name, task in tasks(table).items():
        cold = best(lambda name=name: tasks(Table.of(*given))[name](), runs) - making
        say(f"| {name} | {best(task, runs) * 1e3:.2f} | {cold * 1e3:.2f} |")


def growth(samples: int, runs: int) -> None:
    """Show how the times grow with the table."""
    names = list(tasks(Table.of(*outside(3, 10))))
    say(f"\nGrowth (ms; rank acceptability of {samples:,} samples)\n")
    say(f"| solutions x criteria | rank acceptability | {' | '.join(names)} |\n|{'---|' * (len(names) + 2)}")
    for solutions, criteria in SIZES:
        table = Table.of(*outside(solutions, criteria))
        shown = [best(lambda table=table: rank_acceptability(table, samples=samples), runs)]
        shown += [best(task, runs) for task in tasks(table).values()]
        say(f"| {solutions} x {criteria} | {' | '.join(f'{each * 1e3:.2f}' for each in shown)} |")


def main(samples: int, runs: int, vectors: int) -> None:
    """Show the three tables."""
    acceptability(samples, runs, vectors)
    figures(runs)
    growth(max(1, samples // 10), min(runs, 2))


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--samples", type=int, default=1_000_000)
    arguments.add_argument("--runs", type=int, default=5)
    arguments.add_argument("--vectors", type=int, default=2_000)
    main(**vars(arguments.parse_args()))
