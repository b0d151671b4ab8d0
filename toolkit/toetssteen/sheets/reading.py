"""``python -I -m toetssteen.sheets.reading``: read one file that others made, in a process of its own.

Rules: the file comes in on standard input, its cells go out on standard output, a line of JSON for each thing that is
told; nothing is written anywhere else. The process limits itself where the system can, and is ended by the one that
started it (``apart.py``); it ends by itself should that one be gone.
"""

from __future__ import annotations

import faulthandler
import gc
import io
import json
import sys
from csv import Error as CsvError
from typing import Any
from xml.parsers.expat import ExpatError
from zipfile import BadZipFile
from zlib import error as ZlibError  # noqa: N812 - its class

from toetssteen.sheets import archive, cells_csv, cells_ods, cells_xlsx
from toetssteen.sheets.limits import Budget, Every, Limits, Refused

MOST_SECONDS, MOST_SPACE = 5, 400_000_000
"""Processor time, and bytes of address space, that the process takes at most, should nobody end it sooner."""
UNREADABLE = (OSError, BadZipFile, ZlibError, CsvError, ExpatError, ValueError, LookupError, RuntimeError)
"""What the libraries raise of a file that is damaged."""

_PART = 100_000
"""Characters of rows that are told together, or those of one row."""
_written = json.JSONEncoder(ensure_ascii=False, allow_nan=False, check_circular=False).encode


def main() -> None:
    """Do what the one argument orders, as JSON: ``what``, the ``limits``, and what is to be known of the file."""
    order = json.loads(sys.argv[1])
    gc.disable()  # nothing that is made here refers to itself, and it ends in a moment
    faulthandler.dump_traceback_later(2 * MOST_SECONDS, exit=True)
    _limit()
    _say("ready")
    sys.stdout.buffer.flush()
    try:
        _read(order, Limits(**order["limits"]))
    except Refused as refused:
        _say("refused", refused.code, refused.particulars)
    except MemoryError:
        _say("refused", "TS-442", {})
    except RecursionError:
        _say("refused", "TS-448", {})
    except UNREADABLE as error:
        _say("refused", "TS-404", {"problem": str(error)[:200]})
    else:
        _say("done")
    sys.stdout.buffer.flush()


def _read(order: dict[str, Any], limits: Limits) -> None:
    content, budget = _content(limits), Budget(limits)
    if order["what"] == "csv":
        rows = _Rows()
        names, needed, delimiter, named = (order[part] for part in ("names", "needed", "delimiter", "encoding"))
        cells_csv.read(content.getvalue(), names, needed, delimiter, named, budget, rows.tell)
        rows.send()
        return
    if not content.getvalue().startswith(b"PK"):
        raise Refused("TS-403")
    opened = archive.Archive(content, limits)
    if order["what"] == "document":
        if opened.runs:
            raise Refused("TS-468")
        return
    formats = {cells_xlsx.BOOK: cells_xlsx.read, cells_ods.CONTENT: cells_ods.read}
    read = next((formats[part] for part in reversed(formats) if part in opened.names), None)
    if read is None:
        raise Refused("TS-403")
    if order["strict"] and opened.runs:
        raise Refused("TS-468")
    rows = _Rows()
    wanted = Every() if order["wanted"] is None else {*order["wanted"]}
    read(opened, wanted, budget, rows.tell, strict=order["strict"])
    rows.send()


class _Rows:
    """Tells rows many at a time: a line for each would cost more than what is in it."""

    def __init__(self) -> None:
        self.waiting: list[str] = []
        self.length = 0

    def tell(self, what: str, *particulars: Any) -> None:
        """Tell one thing, in its turn."""
        if what != "row":
            self.send()
            _say(what, *particulars)
            return
        self.waiting.append(_written(particulars))
        self.length += len(self.waiting[-1])
        if self.length > _PART:
            self.send()

    def send(self) -> None:
        """Tell the rows that wait."""
        if self.waiting:
            sys.stdout.buffer.write(f'["rows", [{",".join(self.waiting)}]]\n'.encode())
        self.waiting, self.length = [], 0


def _content(limits: Limits) -> io.BytesIO:
    """Take the file in, and not a byte more than it may have."""
    content = io.BytesIO()
    while part := sys.stdin.buffer.read(1_000_000):
        content.write(part)
        if content.tell() > limits.size:
            raise Refused("TS-401", size=content.tell(), most=limits.size)
    return content


def _say(what: str, *particulars: Any) -> None:
    sys.stdout.buffer.write(_written((what, *particulars)).encode() + b"\n")


def _limit() -> None:
    """Limit this process where the system can: memory, time, no file written, nothing kept of a crash."""
    try:
        import resource
    except ImportError:
        return
    wanted = {"RLIMIT_AS": MOST_SPACE, "RLIMIT_CPU": MOST_SECONDS, "RLIMIT_FSIZE": 0, "RLIMIT_CORE": 0}
    for name, most in wanted.items():
        if hasattr(resource, name):
            try:
                resource.setrlimit(getattr(resource, name), (most, most))
            except (ValueError, OSError):  # the system has one that is lower, or none at all
                continue


if __name__ == "__main__":
    main()
