"""Making a document: a kind gives a paper, a writer draws it, and a file is there whole or not at all.

Rules: a kind is a module of ``kinds``, a format one of ``writers``, found by name, so that another is one module
more; what was asked for in a wrong way is refused before anything is made; whoever waits longer than a second is
told for what.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from threading import Timer
from typing import Any

from toetssteen import disk
from toetssteen.documents.blocks import Paper
from toetssteen.errors import UseError, fault
from toetssteen.language import say

PATIENCE = 1.0
"""Seconds after which somebody who waits is told for what."""


def formats_of(kind: str) -> tuple[str, ...]:
    """Return the formats that a kind of document is offered in."""
    offered: tuple[str, ...] = _kind(kind).FORMATS
    return offered


def paper_of(kind: str, *given: Any, **particulars: Any) -> Paper:
    """Make the paper of a kind; what it takes and raises stands with ``paper`` of that kind."""
    paper: Paper = _kind(kind).paper(*given, **particulars)
    return paper


def drawn(paper: Paper, form: str) -> bytes:
    """Draw a paper in a format: one of the modules of ``writers``.

    Raises
    ------
    UseError
        If typst refuses.
    """
    content: bytes = import_module(f"toetssteen.documents.writers.{form}").write(paper)
    return content


def make(kind: str, form: str, *given: Any, **particulars: Any) -> bytes:
    """Make a document of a kind in a format.

    Raises
    ------
    UseError
        If the kind is not offered in that format, or typst refuses; and what ``paper`` of the kind raises.
    """
    check(kind, [form])
    return drawn(paper_of(kind, *given, **particulars), form)


def write(
    kind: str,
    formats: Sequence[str],
    out: Path,
    *given: Any,
    tell: Callable[[str], None] = lambda _: None,
    **particulars: Any,
) -> list[Path]:
    """Write a document of a kind in every format asked for; return the paths, in that order.

    Parameters
    ----------
    formats, out
        Some of :func:`formats_of`; the folder to write in, made where it is not there.
    tell
        Told, in a line, what somebody waits for after a second.

    Raises
    ------
    UseError
        If the kind is not offered in a format, or typst refuses; and what ``paper`` of the kind raises.
    StoreError
        If a file cannot be written.
    """
    check(kind, formats)
    paper, paths = paper_of(kind, *given, **particulars), []
    for form in dict.fromkeys(formats):
        with _telling(tell, say("report.busy", paper.language, format=form.upper())):
            content = drawn(paper, form)
        paths.append(disk.write(out / f"{paper.name}.{form}", content, folders=True))
    return paths


def check(kind: str, formats: Sequence[str]) -> None:
    """Check that a kind is offered in formats.

    Raises
    ------
    UseError
        If it is not in one of them, or none is named.
    """
    offered = formats_of(kind)
    unknown = [form for form in dict.fromkeys(formats) if form not in offered]
    if unknown or not formats:
        raise UseError([fault("TS-601", format=form, known=", ".join(offered)) for form in unknown or [""]])


def _kind(name: str) -> Any:
    return import_module(f"toetssteen.documents.kinds.{name}")


@contextmanager
def _telling(tell: Callable[[str], None], line: str) -> Iterator[None]:
    timer = Timer(PATIENCE, tell, [line])
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
