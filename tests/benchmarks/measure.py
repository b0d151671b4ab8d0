"""What the benchmarks share: the best of alternating runs, peak memory, a table."""

from __future__ import annotations

import gc
import sys
import tracemalloc
from collections.abc import Callable, Mapping
from time import process_time
from typing import Any

Task = Callable[[], Any]


def best(tasks: Mapping[str, Task], runs: int) -> dict[str, float]:
    """Time tasks in turn, so that a busy machine hits all alike; give the best of each, in seconds of the processor."""
    seconds = dict.fromkeys(tasks, float("inf"))
    for _ in range(runs):
        for name, task in tasks.items():
            gc.collect()
            start = process_time()
            kept = task()
            seconds[name] = min(seconds[name], process_time() - start)
            del kept
    return seconds


def peaks(tasks: Mapping[str, Task]) -> dict[str, float]:
    """Give the most memory that each task's Python objects take while it runs, in MB."""
    most = {}
    for name, task in tasks.items():
        gc.collect()
        tracemalloc.start()
        kept = task()
        most[name] = tracemalloc.get_traced_memory()[1] / 1e6
        tracemalloc.stop()
        del kept
    return most


def table(what: str, tasks: Mapping[str, Task], runs: int) -> None:
    """Time all tasks and show them against the first."""
    seconds, memory = best(tasks, runs), peaks(tasks)
    first = next(iter(tasks))
    say(what)
    for name in tasks:
        ratios = f"{seconds[first] / seconds[name]:6.2f} x  {memory[first] / memory[name]:6.2f} x"
        say(f"  {name:<48} {seconds[name]:9.4f} s {memory[name]:8.1f} MB   {ratios}")
    say(f"  (ratios: {first}, against this one; time, memory)")


def without_collector(task: Task) -> object:
    """Do a task without the garbage collector."""
    gc.disable()
    try:
        return task()
    finally:
        gc.enable()


def say(line: str) -> None:
    """Show a line."""
    sys.stdout.write(line + "\n")
