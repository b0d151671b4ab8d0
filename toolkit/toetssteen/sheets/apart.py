"""Having a file that others made read in a process of its own, which is ended whatever the file makes of it.

Rules: the process is watched from outside: its time, its memory and how much it gives back; it gets the file and a
bare environment, and what it prints of itself is shown to nobody. Where no process can be started, the file is refused:
nothing else can be ended. Here the files that are given are opened too, and only a regular file is.
Does not belong here: what the process does (``reading.py``).
"""

from __future__ import annotations

import contextlib
import json
import os
import queue
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Generator, Iterator
from decimal import Decimal
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from toetssteen.errors import Fault, SheetError, fault
from toetssteen.sheets.limits import Limits

if TYPE_CHECKING:
    import psutil

SECONDS, SPACE = 2.0, 180_000_000
"""Seconds from when the process has started up, and bytes of memory, that it may take."""
START = 60.0
"""Seconds that the process may take to start up."""
MAX_DOCUMENT = 100_000_000
"""Bytes that an office document has which is only checked, not read; as many as a piece of evidence."""
MOST_BACK = 60_000_000
"""Bytes that it may give back."""
LIMITS = Limits()
_LOOK = 0.01
"""Seconds between two looks at the process."""
_KEPT = ("SYSTEMROOT", "SYSTEMDRIVE", "WINDIR", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")
"""What of the environment Python needs to start on some systems."""
_Line = list[Any]
"""What is told, and its particulars."""
_DECODER = json.JSONDecoder(parse_float=Decimal, parse_int=Decimal)
_ENDED: _Line = ["ended"]


def read_apart(
    given: Path | bytes, shown: object, order: dict[str, Any], limits: Limits | None = None
) -> Generator[_Line]:
    """Have a file read as ordered, and yield what is told of it; faults call it ``shown``.

    Raises
    ------
    SheetError
        If it cannot be read within the limits, or no process can be started. The process has ended then, as it has
        when the last line was given, or when nobody asks for more.
    """
    limits = limits or LIMITS
    order = {**order, "limits": limits._asdict()}
    with _opened(given, shown, limits.size) as file:
        try:
            process = _start(order, file or subprocess.PIPE)
        except (OSError, ValueError) as error:
            raise SheetError(fault("TS-443", shown)) from error
        try:
            if isinstance(given, bytes):
                _thread(_feed, process, given)
            yield from _told(process, shown)
        finally:
            _end(process)


def check_document(content: bytes, shown: object) -> None:
    """Check an office document: that it can be opened within the limits, and that nothing in it can run.

    Raises
    ------
    SheetError
        If it is not so.
    """
    for _ in read_apart(content, shown, {"what": "document"}, LIMITS._replace(size=MAX_DOCUMENT)):
        pass


def _command(order: dict[str, Any]) -> list[str]:
    return [sys.executable, "-I", "-m", "toetssteen.sheets.reading", json.dumps(order)]


def _start(order: dict[str, Any], file: IO[bytes] | int) -> subprocess.Popen[bytes]:
    bare = {name: os.environ[name] for name in _KEPT if name in os.environ}
    return subprocess.Popen(  # noqa: S603 - this very Python, and an order of our own
        _command(order), stdin=file, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=bare, close_fds=True
    )


@contextlib.contextmanager
def _opened(given: Path | bytes, shown: object, most: int) -> Iterator[IO[bytes] | None]:
    """Open a file, without waiting for one that is no file (a pipe, a device)."""
    if isinstance(given, bytes):
        if len(given) > most:
            raise SheetError(fault("TS-401", shown, size=len(given), most=most))
        yield None
        return
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    try:
        number = os.open(given, flags)
    except OSError as error:
        raise SheetError(fault("TS-404", shown, problem=str(error)[:200])) from error
    found = os.fstat(number)
    if not stat.S_ISREG(found.st_mode):
        os.close(number)
        raise SheetError(fault("TS-447", shown))
    with os.fdopen(number, "rb") as file:
        if found.st_size > most:
            raise SheetError(fault("TS-401", shown, size=found.st_size, most=most))
        yield file


def _told(process: subprocess.Popen[bytes], shown: object) -> Iterator[_Line]:
    """Yield the lines until the last, and look at the process meanwhile."""
    lines: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    _thread(_gather, process, lines)
    watch = _Watch(process)
    while True:
        with contextlib.suppress(queue.Empty):
            text = lines.get(timeout=_LOOK)
            line = _parsed(text) if text else _ENDED
            if line[0] == "ready":
                watch.ready()
            elif line[0] == "done":
                return
            elif line[0] == "refused":
                raise SheetError(Fault(line[1], str(shown), line[2]))
            elif line[0] == "ended":
                raise SheetError(fault(watch.ended, shown))
            else:
                asked = time.monotonic()
                yield line
                watch.wait(time.monotonic() - asked)
        if watch.over():
            raise SheetError(fault(watch.ended, shown))


class _Watch:
    """Looks at the process from outside, every hundredth of a second."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        import psutil

        self.began = self.looked = time.monotonic()
        self.worked, self.started = 0.0, False
        self.process: psutil.Process | None = None
        with contextlib.suppress(psutil.Error):  # it has ended already, which the lines will tell
            self.process = psutil.Process(process.pid)

    @property
    def ended(self) -> str:
        """The code of the fault if it is ended now."""
        return "TS-442" if self.started else "TS-443"

    def ready(self) -> None:
        """Count from now: the process has started up."""
        if not self.started:
            self.began, self.worked, self.started = time.monotonic(), self._seen()[1], True

    def wait(self, seconds: float) -> None:
        """Leave out a time in which whoever asked for the lines worked on one, and nobody read any further."""
        self.began += seconds

    def over(self) -> bool:
        """Return whether the process has had its time or memory.

        On a machine that is busy with other things a process waits: it then gets up to three times as long, while
        it has worked a little but not for the whole of its time.
        """
        now = time.monotonic()
        if now - self.looked < _LOOK:
            return False
        self.looked, past = now, now - self.began
        space, worked = self._seen()
        if space > SPACE:
            return True
        if not self.started or past < SECONDS:
            return past > START
        return not (0.1 * past < worked - self.worked < SECONDS and past < 3 * SECONDS)

    def _seen(self) -> tuple[int, float]:
        """Return the memory of the process (bytes), and how long it has worked (seconds)."""
        import psutil

        try:
            if self.process is None:
                return 0, 0.0
            used = self.process.cpu_times()
            return self.process.memory_info().rss, used.user + used.system
        except psutil.Error:
            return 0, 0.0


def _parsed(text: bytes) -> _Line:
    """Read a line; a number is its shortest decimal form, exactly."""
    try:
        line = _DECODER.decode(text.decode())
    except ValueError:  # cut off where the process was ended
        return _ENDED
    return line if isinstance(line, list) else _ENDED


def _feed(process: subprocess.Popen[bytes], content: bytes) -> None:
    """Hand the process the file; it may end before it has all of it."""
    with contextlib.suppress(OSError, ValueError):
        assert process.stdin is not None
        with process.stdin as pipe:
            pipe.write(content)


def _gather(process: subprocess.Popen[bytes], lines: queue.SimpleQueue[bytes]) -> None:
    """Take the lines that the process gives back, as many as it may; an empty one is the end."""
    assert process.stdout is not None
    back = 0
    with contextlib.suppress(OSError, ValueError):
        while back < MOST_BACK and (line := process.stdout.readline(MOST_BACK)):
            back += len(line)
            lines.put(line)
    lines.put(b"")


def _thread(work: Any, *given: Any) -> None:
    threading.Thread(target=work, args=given, daemon=True).start()


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the process, if it has not ended, and let go of all that is its."""
    with contextlib.suppress(OSError):
        process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with contextlib.suppress(OSError, ValueError):
                pipe.close()
