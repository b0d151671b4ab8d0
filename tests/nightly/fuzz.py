"""Read what is wrong in a thousand ways, and find what is neither read nor refused.

Usage: ``python tests/nightly/fuzz.py [--seconds 600] [--seed 1] [--reader scores] [--number 17] [--keep FOLDER]``.
Each reader of ``fuzz_readers.py`` gets its share of the time. A file is made of the seed, the reader and its number
alone, so that ``--reader`` with ``--number`` reads it again. A finding is another error than one of the house, a read
of more than :data:`MOST_SECONDS` or :data:`MOST_MEGABYTES`, or anything written outside the folder of the reader. What
is read in a process of its own is read in this one, where its crashes show; each fiftieth time in that process. The
exit code is 1 if there are findings; their files are kept. Runs on Linux.
"""

from __future__ import annotations

import argparse
import faulthandler
import io
import os
import resource
import shutil
import signal
import sys
import tempfile
import time
import traceback
import warnings
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

HERE = Path(__file__).resolve()
sys.path.insert(0, str(HERE.parents[2]))

from tests.nightly.fuzz_logs import Reader, Seeds  # noqa: E402 - the path comes first
from tests.nightly.fuzz_readers import READERS  # noqa: E402 - the path comes first
from toetssteen.errors import SheetError, ToetssteenError, fault  # noqa: E402
from toetssteen.sheets import apart, reading, workbook  # noqa: E402
from toetssteen.sheets.limits import Limits, Refused  # noqa: E402

MOST_SECONDS, MOST_MEGABYTES, MOST_SPACE = 15.0, 400, 6_000_000_000
"""What one read may take: seconds of work, megabytes it grows by, and bytes of address space of all."""
HUNG = 900.0
"""Seconds on the clock after which a read that cannot even be told to stop ends the search, with where it hangs."""
CHILD_SECONDS = 3.0
"""After which a process that reads a sheet would be ended."""
SHOWN = 6
"""Findings of one kind whose files are kept."""
_READ_APART = apart.read_apart
_WRITES = ("os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.link", "os.symlink", "os.truncate", "shutil.move")


class TooLong(BaseException):
    """A read that takes longer than it may; no reader catches it."""


class _Writes:
    """Listens for files that are opened to write, and for folders and names that are changed, outside a folder."""

    def __init__(self) -> None:
        self.inside, self.found = "", list[str]()
        sys.addaudithook(self.hear)

    def hear(self, event: str, given: tuple[Any, ...]) -> None:
        """Take note of what is written elsewhere."""
        if not self.inside or not (event == "open" or event in _WRITES or event.startswith("socket.connect")):
            return
        if event == "open" and not given[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC):
            return
        if isinstance(given[0], int):  # what is open already
            return
        path = given[0] if isinstance(given[0], str | bytes | os.PathLike) else ""
        where = os.path.abspath(os.fsdecode(path)) if path else str(given)  # noqa: PTH100 - nothing is looked up
        if not where.startswith(self.inside) and where != os.devnull:
            self.found.append(f"{event} {where}")


def here(
    given: Path | bytes, shown: object, order: dict[str, Any], limits: Limits | None = None
) -> Iterator[list[Any]]:
    """Read in this process what ``apart`` has read in another, so that what would end that one is seen."""
    limits = limits or apart.LIMITS
    with apart._opened(given, shown, limits.size) as file:
        content = given if isinstance(given, bytes) else file.read() if file else b""
    before, told = (sys.stdin, sys.stdout), io.BytesIO()
    sys.stdin, sys.stdout = ours = io.TextIOWrapper(io.BytesIO(content)), io.TextIOWrapper(told)
    left = signal.setitimer(signal.ITIMER_PROF, CHILD_SECONDS)[0]
    try:
        reading._read(order, limits)
    except Refused as refused:
        raise SheetError(fault(refused.code, shown, **refused.particulars)) from None
    except (TooLong, MemoryError):
        raise SheetError(fault("TS-442", shown)) from None
    except RecursionError:
        raise SheetError(fault("TS-448", shown)) from None
    except reading.UNREADABLE as error:
        raise SheetError(fault("TS-404", shown, problem=str(error)[:200])) from None
    finally:
        signal.setitimer(signal.ITIMER_PROF, left)
        sys.stdin, sys.stdout = before
        for stream in ours:
            stream.detach()  # or it would close what was told
    yield from (apart._parsed(line) for line in told.getvalue().splitlines())


class Search:
    """One search through one reader: what was read, and what was found."""

    def __init__(self, name: str, seed: int, folder: Path, writes: _Writes) -> None:
        self.name, self.seed, self.folder, self.writes = name, seed, folder, writes
        self.reader: Reader = READERS[name]
        self.corpus: Seeds = self.reader.seeds(folder / "seeds")
        self.names = sorted(self.corpus)
        self.done, self.read, self.found = 0, 0, Counter[str]()

    def made(self, number: int) -> tuple[str, bytes, Random]:
        """Make the file of a number."""
        chance = Random(f"{self.seed}/{self.name}/{number}")
        name = chance.choice(self.names)
        content = self.corpus[name]
        for _ in range(chance.choice((1, 1, 1, 2))):
            content = self.reader.change(chance, name, content)
        return name, content, chance

    def one(self, number: int) -> str | None:
        """Read the file of a number; return what is wrong with how it went."""
        name, content, chance = self.made(number)
        place = self.folder / "one"
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir(parents=True)
        (place / name).write_bytes(content)
        (self.folder / "current").write_text(f"{self.name} {number}")
        for module in (apart, workbook):
            module.read_apart = _READ_APART if number % 50 == 0 else here  # type: ignore[attr-defined]
        before = _megabytes(anew=True)
        self.writes.inside = str(self.folder)
        faulthandler.dump_traceback_later(HUNG, exit=True)
        signal.setitimer(signal.ITIMER_PROF, MOST_SECONDS)
        try:
            self.reader.read(place / name, chance)
            self.read += 1
        except ToetssteenError as error:
            problem = None if all(_sayable(found) for found in error.faults) else "a fault that cannot be said"
        except BaseException as error:
            if isinstance(error, KeyboardInterrupt):
                raise
            problem = _told(error)
        else:
            problem = None
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
            faulthandler.cancel_dump_traceback_later()
            self.writes.inside = ""
        self.done += 1
        if self.writes.found:
            problem = f"writes outside: {self.writes.found.pop()}"
            self.writes.found.clear()
        grown = _megabytes() - before
        return f"grows by {MOST_MEGABYTES} MB" if grown > MOST_MEGABYTES and not problem else problem

    def go(self, seconds: float, keep: Path) -> None:
        """Read one file after another, until the time is up."""
        until, number = time.monotonic() + seconds, 0
        while time.monotonic() < until:
            number += 1
            if (problem := self.one(number)) is None:
                continue
            self.found[problem] += 1
            if self.found[problem] <= SHOWN:
                name, content, _ = self.made(number)
                keep.mkdir(parents=True, exist_ok=True)
                (keep / f"{self.name}-{number}-{name}").write_bytes(content)
                print(f"{self.name} {number}: {problem}", flush=True)  # noqa: T201 - it is a script


def _megabytes(*, anew: bool = False) -> float:
    """Return the most memory that this process has had; ``anew`` begins to count from what it has now."""
    if anew:
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    status = Path("/proc/self/status").read_text("ascii")
    return float(status.partition("VmHWM:")[2].split()[0]) / 1000


def _sayable(found: Any) -> bool:
    """Return whether a fault can be said in both languages, and put on a screen."""
    try:
        return all(found.say(language).encode() for language in ("nl", "en"))
    except (LookupError, ValueError, AttributeError):
        return False


def _told(error: BaseException) -> str:
    """Say an error by its class and the innermost line of ours: one kind of finding."""
    ours = [frame for frame in traceback.extract_tb(error.__traceback__) if "toetssteen/" in frame.filename]
    frame = (ours or traceback.extract_tb(error.__traceback__))[-1]
    return f"{type(error).__name__} at {frame.filename.rpartition('toetssteen/')[2]}:{frame.name}: {str(error)[:100]!r}"


def _too_long(*_: object) -> None:
    raise TooLong


def main() -> int:
    """Search, and print what was read and found by each reader."""
    words = argparse.ArgumentParser()
    words.add_argument("--seconds", type=float, default=600)
    words.add_argument("--seed", type=int, default=1)
    words.add_argument("--reader", choices=[*READERS], action="append")
    words.add_argument("--number", type=int)
    words.add_argument("--keep", type=Path, default=Path(tempfile.gettempdir()) / "fuzz-findings")
    asked = words.parse_args()
    warnings.simplefilter("ignore")
    signal.signal(signal.SIGPROF, _too_long)
    resource.setrlimit(resource.RLIMIT_AS, (MOST_SPACE, MOST_SPACE))
    writes, wrong, chosen = _Writes(), 0, asked.reader or [*READERS]
    for name in chosen:
        tempfile.tempdir = None
        with tempfile.TemporaryDirectory() as folder:
            os.environ["TOETSSTEEN_DATA"] = os.environ["TOETSSTEEN_CONFIG"] = f"{folder}/data"
            (Path(folder) / "for-a-moment").mkdir()
            tempfile.tempdir = f"{folder}/for-a-moment"
            search = Search(name, asked.seed, Path(folder), writes)
            if asked.number is not None:
                print(search.one(asked.number))  # noqa: T201 - it is a script
                continue
            search.go(asked.seconds / len(chosen), asked.keep)
        wrong += len(search.found)
        figures = f"{search.done} | {search.read} | {sum(search.found.values())} | {len(search.found)}"
        print(f"| {name} | {figures} |", flush=True)  # noqa: T201 - it is a script
    return min(wrong, 1)


if __name__ == "__main__":
    sys.exit(main())
