"""The commands for what goes out and comes back: questionnaires, scores, exports, verifying, restoring; thin."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from toetssteen import canonical, workbench
from toetssteen.cli.options import Author, Directory, Spoken, WhatIsHidden, complain, opened, spoken, tell, tell_written
from toetssteen.errors import Fault, SheetError, UseError, fault
from toetssteen.model.entries.asking import AnswersReceived
from toetssteen.model.entries.body import Track
from toetssteen.model.entries.scoring import Imported
from toetssteen.model.method import Aggregation
from toetssteen.model.weights import Unit
from toetssteen.workbench import Delimiter, Encoding, Sign
from toetssteen.workbench import library as librarian

commands = typer.Typer()

MAX_BYTES = 100_000_000
"""Bytes of a file that are read at all; one that is larger is refused unread."""


@commands.command(epilog="Example: toetssteen ask my-chat --format ods --language nl --out questions.ods")
def ask(
    directory: Directory,
    wanted: Annotated[Literal["xlsx", "ods"], typer.Option("--format", help="Of the workbook.")] = "xlsx",
    language: Spoken = None,
    out: Annotated[Path | None, typer.Option(dir_okay=False, help="The file; otherwise ID-questions here.")] = None,
    author: Author = "chair",
) -> None:
    """Write the questionnaire for the vendors, of the frozen method; the same one for all."""
    bench = opened(directory, author)
    tender = bench.store.assessment().opened
    chosen = language or tender.language
    path = out or Path(f"{tender.assessment}-questions-{chosen}.{wanted}")
    content = bench.ask(wanted, chosen)
    _put(path, content)
    tell("asking.made", path=path, digest=canonical.sha256(content))


@commands.command(epilog="Example: toetssteen answers my-chat alpha answers.xlsx --attachment report.pdf")
def answers(
    directory: Directory,
    solution: Annotated[str, typer.Argument(help="The id of the solution they are about.")],
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="The questionnaire that came back.")],
    attachment: Annotated[
        list[Path] | None, typer.Option(exists=True, dir_okay=False, help="A file it names; may be repeated.")
    ] = None,
    reason: Annotated[str | None, typer.Option(help="Why, where answers came in before.")] = None,
    hidden: WhatIsHidden = None,
    author: Author = "chair",
) -> None:
    """Take in a vendor's answers: all of it fits, or nothing is written."""
    given = attachment or []
    names = [path.name for path in given]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise SheetError(fault("TS-493", name, name=name) for name in twice)
    files = {path.name: _read(path) for path in given}
    notes: list[Fault] = []
    bench = opened(directory, author)
    entry = bench.receive(solution, _read(file), files, reason, name=file.name, hidden=hidden, notes=notes)
    complain(notes)
    assert isinstance(entry.body, AnswersReceived)
    counts = {"count": len(entry.body.answers), "files": len(entry.body.attachments)}
    tell("asking.received", solution=solution, seq=entry.seq, head=entry.digest, **counts)


@commands.command("scores-sheet", epilog="Example: toetssteen scores-sheet --format xlsx,ods --language nl --out .")
def scores_sheet(
    formats: Annotated[str, typer.Option("--format", help="xlsx, ods; several by commas.")] = "xlsx",
    language: Spoken = None,
    out: Annotated[Path, typer.Option(file_okay=False, help="The folder; otherwise the current one.")] = Path(),
) -> None:
    """Write a workbook to fill in with scores given elsewhere: its columns, what each takes, an example."""
    wanted = [form.strip().lower() for form in formats.split(",") if form.strip()]
    tell_written(librarian.write_scores_sheet(language or spoken(), wanted, out))


@commands.command("import-scores", epilog="Example: toetssteen import-scores tender.xlsx --into assessments/tender")
def import_scores(
    file: Annotated[Path, typer.Argument(exists=True, help="A workbook (XLSX, ODS) or a folder of CSV files.")],
    into: Annotated[Path, typer.Option(help="The folder of the new assessment.")],
    title: Annotated[str | None, typer.Option(help="Its title; otherwise the name of the file.")] = None,
    track: Annotated[Track, typer.Option(help="What the scores were given for.")] = "tender",
    aggregation: Annotated[Aggregation, typer.Option(help="How the evaluators' scores become one.")] = "mean",
    weights: Annotated[Unit, typer.Option(help="What the column weight has: percentages, or points.")] = "percent",
    delimiter: Annotated[Delimiter | None, typer.Option(help="CSV: what stands between cells.")] = None,
    decimal: Annotated[Sign | None, typer.Option(help="CSV: the decimal sign.")] = None,
    encoding: Annotated[Encoding | None, typer.Option(help="CSV: of a file that is not UTF-8.")] = None,
    hidden: WhatIsHidden = None,
) -> None:
    """Import scores given elsewhere; all of it fits, or nothing is written. One to fill in: `scores-sheet`."""
    folder, notes = workbench.import_scores(
        file,
        into,
        title=title,
        track=track,
        language=spoken(),
        aggregation=aggregation,
        weights=weights,
        delimiter=delimiter,
        decimal=decimal,
        encoding=encoding,
        hidden=hidden,
    )
    complain(notes)
    body = folder.in_order()[1].body
    assert isinstance(body, Imported)
    method = folder.methods()[body.method]
    counts = {
        "solutions": len(body.solutions),
        "evaluators": len(body.evaluators),
        "criteria": sum(1 for _ in method.weighings()) + len(method.gates),
    }
    tell("import.done", path=into, **counts)


@commands.command(epilog="Example: toetssteen export assessments/example-small-tender --json tender.json")
def export(
    directory: Directory,
    file: Annotated[Path, typer.Option("--json", help="The file to write.")],
) -> None:
    """Write the complete canonical export, for its owner and not to publish; `verify` recomputes it."""
    content = workbench.export(workbench.open_folder(directory))
    _put(file, content)
    tell("export.done", path=file, size=len(content))
    tell("export.owner")


@commands.command(epilog="Example: toetssteen verify assessments/example-chat-channel --head 3f2a…")
def verify(
    path: Annotated[Path, typer.Argument(exists=True, help="The folder of an assessment, or an export.")],
    head: Annotated[list[str] | None, typer.Option(help="A head that was printed elsewhere; may be repeated.")] = None,
) -> None:
    """Verify that everything is as it was written: digests, chains, order, method, evidence, result."""
    found = workbench.verify(path, ["".join(printed.split()).lower() for printed in head or []])
    for author, digest in found.heads.items():
        tell("verify.head", author=author, digest=digest)
    complain([*found.notices, *found.faults])
    if found.faults:
        tell("verify.bad", count=len(found.faults))
        raise typer.Exit(1)
    tell("verify.good")
    if not head:
        tell("verify.alone")


@commands.command(epilog="Example: toetssteen restore my-chat --from backup/methods/3f2a….json")
def restore(
    directory: Directory,
    source: Annotated[
        Path,
        typer.Option(
            "--from",
            exists=True,
            help="A copy that has it: its own file, an export (JSON), the published method (PDF), a backup folder.",
        ),
    ],
) -> None:
    """Bring back a frozen method that is missing or was changed; only the very same bytes are taken."""
    done = workbench.restore(workbench.open_folder(directory), source)
    for fingerprint in done.restored:
        tell("restore.done", fingerprint=fingerprint)
    if not done.restored:
        tell("restore.nothing")
    complain(done.lacking)
    if done.lacking:
        raise typer.Exit(1)


def _put(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as error:
        raise UseError(fault("TS-324", path, problem=error.strerror)) from error


def _read(path: Path) -> bytes:
    size = path.stat().st_size
    if size > MAX_BYTES:
        raise SheetError(fault("TS-321", path, size=size, most=MAX_BYTES))
    return path.read_bytes()
