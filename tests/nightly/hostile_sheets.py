"""How long every hostile file takes, how much memory, and what is said of it, as a table.

Usage: ``python tests/nightly/hostile_sheets.py [folder of further files]``. Each file is read by a fresh process, as
the pages and commands do, with at most 20 seconds and 3 GB; its memory and that of the process it starts are looked at
every few milliseconds. Its seconds are those on the clock, and those that both processes worked, which change little
with what else the machine does. The exit code is 1 if one took more than it may or was not told as a fault. Runs on
Linux.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psutil

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.sheets import hostile_files

MOST_SECONDS, MOST_MEGABYTES, START = 2.0, 200, 1.0
"""What a file may take, and the time that a process may take to start up on a busy machine."""
READ = """
import json, resource, sys, time
from pathlib import Path
resource.setrlimit(resource.RLIMIT_AS, (3_000_000_000,) * 2)
import pandas, psutil
from toetssteen.errors import ToetssteenError
from toetssteen.sheets import answers
from toetssteen.sheets.scores import read_scores
path = Path(sys.argv[1])
before = psutil.Process().memory_info().rss
print(before, flush=True)
began, worked = time.monotonic(), time.process_time()
try:
    if path.suffix in (".docx", ".odt", ".pdf") or path.parent.name == "documents":
        said = [found.code for found in answers._file_faults({path.name: path.read_bytes()}, 100_000_000)]
    else:
        read_scores(path)
        said = ["read"]
except ToetssteenError as error:
    said = [found.code for found in error.faults]
except BaseException as error:
    said = [f"{type(error).__name__}!"]
child = resource.getrusage(resource.RUSAGE_CHILDREN)
worked = time.process_time() - worked + child.ru_utime + child.ru_stime
print(json.dumps([time.monotonic() - began, worked, list(dict.fromkeys(said))[:3]]))
"""
HARMLESS = frozenset({
    "dimension-that-lies", "dimension-that-is-huge", "merge-over-all", "checks-over-all", "colours-over-all",
    "links-over-all", "drawing-of-a-million-pixels", "merges-over-all", "merge-out-of-the-sheet", "many-shared-texts",
    "span-over-all", "bursting-types", "long-name", "directory-count-lies",
})  # fmt: skip
"""What hurts a reader that believes it; where only what is asked for is looked at, the scores are simply read."""


def files(folder: Path, further: Path | None) -> Iterator[Path]:
    """Write the files, one at a time."""
    for kind, suffix, made in (
        ("sheets", "", hostile_files.sheets()), ("tables", "", hostile_files.tables()),
        ("documents", "", hostile_files.documents()),
    ):  # fmt: skip
        for name, make in made.items():
            path = folder / kind / (name + (suffix or {"sheets": ".xlsx"}.get(kind, "")))
            path.parent.mkdir(exist_ok=True)
            if kind == "tables":
                path.mkdir()
                (path / "criteria.csv").write_text("\n".join(",".join(row) for row in hostile_files.CRITERIA) + "\n")
                (path / "scores.csv").write_bytes(make())
            else:
                path.write_bytes(make())
            yield path
    yield from sorted(file for file in further.iterdir() if file.suffix != ".md") if further else ()


def measured(path: Path) -> tuple[float, float, float, float, list[str]]:
    """Have a file read, and return what it took and what was said.

    The seconds on the clock, the seconds that both processes worked, the megabytes that the reader grew by, and those
    that its child had.
    """
    with subprocess.Popen(
        [sys.executable, "-c", READ, str(path)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        assert process.stdout is not None
        before = int(process.stdout.readline() or 0)
        began, peak, child = time.monotonic(), before, 0
        while process.poll() is None and time.monotonic() - began < 20:
            try:
                watched = psutil.Process(process.pid)
                peak = max(peak, watched.memory_info().rss)
                child = max([child, *(process.memory_info().rss for process in watched.children())])
            except psutil.Error:
                pass
            time.sleep(0.003)
        process.kill()
        told = process.stdout.read()
        ended = (time.monotonic() - began, 0.0, [f"ended, {process.wait()}"])
        seconds, worked, said = json.loads(told) if told else ended
    return seconds, worked, (peak - before) / 1e6, child / 1e6, said


def main() -> int:
    """Print the table; tell whether all was well."""
    wrong, hostile_files.TIMES = 0, 300
    with tempfile.TemporaryDirectory() as folder:
        for path in files(Path(folder), Path(sys.argv[1]) if len(sys.argv) > 1 else None):
            seconds, worked, grown, child, said = measured(path)
            well = worked < MOST_SECONDS and seconds < MOST_SECONDS + START and grown + child < MOST_MEGABYTES
            well = well and all(code[:3] == "TS-" or (code == "read" and path.stem in HARMLESS) for code in said)
            wrong += not well
            mark = "" if well else " | !"
            figures = f"{seconds:.2f} | {worked:.2f} | {grown:.0f} | {child:.0f}"
            print(f"| {path.name} | {figures} | {', '.join(said)} |{mark}", flush=True)  # noqa: T201 - it is a script
    return min(wrong, 1)


if __name__ == "__main__":
    sys.exit(main())
