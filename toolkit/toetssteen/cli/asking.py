"""The commands that ask vendors: their questionnaire out, their answers in; thin."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, get_args

import typer

from toetssteen import canonical, workbench
from toetssteen.errors import SheetError, UseError, fault
from toetssteen.language import Language, language_of, reader_language, say
from toetssteen.model.entries.asking import AnswersReceived

Directory = Annotated[Path, typer.Argument(exists=True, file_okay=False, help="The folder of an assessment.")]
Author = Annotated[str, typer.Option("--author", help="Who acts: their id in the committee.")]
MAX_BYTES = 100_000_000
"""Bytes of a file that are read at all; one that is larger is refused unread."""


_spoken: Callable[[], Language] = reader_language


def register(commands: typer.Typer, spoken: Callable[[], Language]) -> None:
    """Add the commands; ``spoken`` gives the reader's language."""
    global _spoken  # noqa: PLW0603 -- the reader's language is chosen at the edge that adds these
    _spoken = spoken
    commands.command(epilog="Example: toetssteen ask my-chat --format ods --language nl --out questions.ods")(ask)
    commands.command(epilog="Example: toetssteen answers my-chat alpha answers.xlsx --attachment report.pdf")(answers)


def ask(
    directory: Directory,
    wanted: Annotated[str, typer.Option("--format", help="xlsx or ods.")] = "xlsx",
    language: Annotated[str | None, typer.Option(help="nl or en; otherwise the assessment's.")] = None,
    out: Annotated[Path | None, typer.Option(dir_okay=False, help="The file; otherwise ID-questions here.")] = None,
    author: Author = "chair",
) -> None:
    """Write the questionnaire for the vendors, of the frozen method; the same one for all."""
    folder = workbench.open_folder(directory)
    opened = folder.assessment().opened
    chosen = language or opened.language
    if wanted not in ("xlsx", "ods"):
        raise typer.BadParameter("xlsx, ods", param_hint="--format")
    if chosen not in get_args(Language):
        raise typer.BadParameter("nl, en", param_hint="--language")
    path = out or Path(f"{opened.assessment}-questions-{chosen}.{wanted}")
    content = workbench.questionnaire(folder, author, "ods" if wanted == "ods" else "xlsx", language_of(chosen))
    try:
        path.write_bytes(content)
    except OSError as error:
        raise UseError(fault("TS-324", path, problem=error.strerror)) from error
    typer.echo(say("asking.made", _spoken(), path=path, digest=canonical.sha256(content)))


def answers(
    directory: Directory,
    solution: Annotated[str, typer.Argument(help="The id of the solution they are about.")],
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="The questionnaire that came back.")],
    attachment: Annotated[
        list[Path] | None, typer.Option(exists=True, dir_okay=False, help="A file it names; may be repeated.")
    ] = None,
    reason: Annotated[str | None, typer.Option(help="Why, where answers came in before.")] = None,
    author: Author = "chair",
) -> None:
    """Take in a vendor's answers: all of it fits, or nothing is written."""
    given = attachment or []
    twice = sorted({each.name for each in given if [other.name for other in given].count(each.name) > 1})
    if twice:
        raise SheetError(fault("TS-493", each, name=each) for each in twice)
    files = {each.name: _read(each) for each in given}
    folder = workbench.open_folder(directory)
    entry = workbench.receive(folder, author, solution, _read(file), files, reason, name=file.name)
    assert isinstance(entry.body, AnswersReceived)
    counts = {"count": len(entry.body.answers), "files": len(entry.body.attachments)}
    told = {"solution": solution, "seq": entry.seq, "head": entry.digest}
    typer.echo(say("asking.received", _spoken(), **counts, **told))


def _read(path: Path) -> bytes:
    size = path.stat().st_size
    if size > MAX_BYTES:
        raise SheetError(fault("TS-321", path, size=size, most=MAX_BYTES))
    return path.read_bytes()
