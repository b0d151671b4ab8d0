"""The commands for what goes out and comes back: questionnaires, scores, exports, verifying, restoring; thin."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from toetssteen import canonical, disk, plain_file, workbench
from toetssteen.cli.options import Author, Directory, Spoken, WhatIsHidden, complain, opened, tell
from toetssteen.errors import Fault, SheetError, fault
from toetssteen.model.entries.asking import AnswersReceived

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
    disk.write(path, content, chosen=True)
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


@commands.command(epilog="Example: toetssteen export assessments/example-small-tender --json tender.json")
def export(
    directory: Directory,
    file: Annotated[Path, typer.Option("--json", help="The file to write.")],
) -> None:
    """Write the complete canonical export, for its owner and not to publish; `verify` recomputes it."""
    content = workbench.export(workbench.open_folder(directory))
    disk.write(file, content, chosen=True)
    tell("export.done", path=file, size=len(content))
    tell("export.owner")


@commands.command(epilog="Example: toetssteen verify assessments/example-chat-channel --head 3f2a…")
def verify(
    path: Annotated[Path, typer.Argument(help="The folder of an assessment, or an export.")],
    head: Annotated[list[str] | None, typer.Option(help="A head printed elsewhere, in full; may be repeated.")] = None,
) -> None:
    """Verify that everything is as it was written: whole, not whole, or cannot be read; exit code 0 if whole."""
    found = workbench.verify(path, ["".join(printed.split()).lower() for printed in head or []])
    for author, digest in found.heads.items():
        tell("verify.head", author=author, digest=digest)
    complain([*found.notices, *found.faults])
    tell(f"verify.{found.outcome}", count=len(found.faults))
    if found.outcome != "whole":
        raise typer.Exit(1)
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


def _read(path: Path) -> bytes:
    try:
        return plain_file.read(plain_file.named(path), MAX_BYTES)
    except plain_file.UnreadError as error:
        raise SheetError(error.problem) from error
    except OSError as error:
        raise SheetError(fault("TS-404", path, problem=error.strerror)) from error
