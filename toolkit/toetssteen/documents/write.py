"""Writing the report of an assessment in the formats asked for.

Rules: what was asked for in a wrong way is refused before anything is made; a file is there whole or not at
all; whoever waits longer than a second is told for what.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Timer

from toetssteen.documents.report.model import Report, report_model
from toetssteen.documents.report.robustness import with_robustness
from toetssteen.errors import StoreError, UseError, fault
from toetssteen.language import Language, say
from toetssteen.model.base import Id
from toetssteen.model.criteria import Asked, Crosswalk, Profile, Work
from toetssteen.model.replay.assessment import Assessment
from toetssteen.scoring.result.result import result

FORMATS = ("html", "pdf", "json")
"""What a report can be written as; ``json`` is the report model itself."""
PATIENCE = 1.0
"""Seconds after which somebody who waits is told for what."""


def write_reports(
    assessment: Assessment,
    formats: Sequence[str],
    language: Language,
    out: Path,
    *,
    moment: str = "",
    works: Mapping[Id, Work] | None = None,
    crosswalks: Mapping[Id, Crosswalk] | None = None,
    unasked: Mapping[Id, Asked] | None = None,
    profiles: Iterable[Profile] = (),
    number: int | None = None,
    tell: Callable[[str], None] = lambda _: None,
) -> list[Path]:
    """Write the report in every format asked for; give the paths, in that order.

    Parameters
    ----------
    formats, out
        Some of :data:`FORMATS`; the folder to write in, made where it is not there.
    moment, works, crosswalks, unasked
        See ``report_model``: the date of the report, and what only the library knows.
    profiles
        The profiles of the library, whose weights the report sets beside the frozen ones.
    number
        The round to report on; left out, the current one.
    tell
        Told, in a line, what somebody waits for after a second.

    Raises
    ------
    UseError
        If a format is not known, or typst refuses.
    RuleError
        If no method has been frozen, or there is no such round.
    StoreError
        If a file cannot be written.
    """
    unknown = [each for each in dict.fromkeys(formats) if each not in FORMATS]
    if unknown or not formats:
        raise UseError([fault("TS-601", format=each, known=", ".join(FORMATS)) for each in unknown or [""]])
    found = result(assessment, number)
    bare = report_model(
        assessment, found, language, moment=moment, works=works, crosswalks=crosswalks, unasked=unasked
    )  # fmt: skip
    report = with_robustness(bare, found, profiles)
    name = f"{report.assessment}-{say('report.file', language)}"
    paths = []
    for each in dict.fromkeys(formats):
        with _telling(tell, say("report.busy", language, format=each.upper())):
            content = _made(report, each)
        paths.append(put(out, f"{name}.{each}", content))
    return paths


def _made(report: Report, form: str) -> bytes:
    if form == "html":
        from toetssteen.documents.html import html  # noqa: PLC0415 -- nbconvert loads when a page is made

        return html(report).encode()
    if form == "pdf":
        from toetssteen.documents.pdf import pdf  # noqa: PLC0415 -- typst loads when a PDF is made

        return pdf(report)
    return report.document()


def put(out: Path, name: str, content: bytes) -> Path:
    """Write a file, whole or not at all.

    Raises
    ------
    StoreError
        If it cannot be written.
    """
    aside = out / f".{name}.part"
    try:
        out.mkdir(parents=True, exist_ok=True)
        aside.write_bytes(content)
        aside.replace(out / name)
    except OSError as error:
        aside.unlink(missing_ok=True) if aside.parent.is_dir() else None
        raise StoreError(fault("TS-602", out / name, problem=error.strerror or str(error))) from error
    return out / name


@contextmanager
def _telling(tell: Callable[[str], None], line: str) -> Iterator[None]:
    timer = Timer(PATIENCE, tell, [line])
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
