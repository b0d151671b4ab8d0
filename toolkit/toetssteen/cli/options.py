"""What commands take, said once, and how they speak to whoever typed them.

Rules: a choice is a ``Literal``, so that a wrong one is refused with the right ones listed; results go to standard
output, faults to standard error; the reader's language is chosen once for each run.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextvars import ContextVar
from pathlib import Path
from typing import Annotated, Any

import typer

from toetssteen import workbench
from toetssteen.errors import Fault, fault, on_a_line
from toetssteen.language import Language, reader_language, say
from toetssteen.model.entries.entry import Entry

Directory = Annotated[Path, typer.Argument(exists=True, file_okay=False, help="The folder of an assessment.")]
SetId = Annotated[str, typer.Argument(metavar="SET", help="The id of a criteria set.")]
Author = Annotated[str, typer.Option("--author", help="Who acts: their id in the committee.")]
AsJson = Annotated[bool, typer.Option("--json", help="All of it as JSON.")]
Round = Annotated[int | None, typer.Option("--round", help="Another round than the current one.")]
Spoken = Annotated[
    Language | None, typer.Option("--language", help="Of what is written; otherwise the assessment's, or the reader's.")
]
WhatIsHidden = Annotated[
    workbench.Hidden | None,
    typer.Option("--hidden", help="What is done with hidden or filtered rows, columns and sheets; otherwise it asks."),
]
Workspace = Annotated[
    Path | None, typer.Option("--into", file_okay=False, help="The workspace; otherwise the one in use.")
]

_language: ContextVar[Language] = ContextVar("language")


def speak(language: Language | None = None) -> None:
    """Choose the reader's language for this run; otherwise ``TOETSSTEEN_LANGUAGE`` or the locale."""
    _language.set(reader_language(language))


def spoken() -> Language:
    """Return the reader's language."""
    return _language.get()


def tell(key: str, **particulars: Any) -> None:
    """Say a sentence from the words to the reader; a name or a path in it stays within its line."""
    held = {
        name: on_a_line(str(value)) if isinstance(value, str | Path) else value for name, value in particulars.items()
    }
    typer.echo(say(key, spoken(), **held))


def complain(faults: Iterable[Fault]) -> None:
    """List faults, a line each."""
    for found in faults:
        typer.echo(found.say(spoken()), err=True)


def note_controls(count: int, where: str = "") -> None:
    """Say that characters were taken out of what was typed, where there were any."""
    complain([fault("TS-527", where, count=count)] if count else [])


def tell_written(paths: Iterable[Path]) -> None:
    """Say which files were written, and how large each is."""
    for path in paths:
        tell("export.done", path=path, size=path.stat().st_size)


def tell_recorded(entry: Entry | None) -> None:
    """Say where an entry stands, or that it was so already."""
    if entry is None:
        tell("record.already")
    else:
        tell("record.done", seq=entry.seq, author=entry.author, head=entry.digest)


def opened(directory: Path, author: str | None = None, language: Language | None = None) -> workbench.Workbench:
    """Open the assessment of a command, for whoever acts or for nobody."""
    return workbench.Workbench.of(workbench.open_folder(directory), author, language or spoken())


def workspace(given: Path | None = None) -> Path:
    """Return the workspace of this command, and say which it is and why."""
    path, ground = workbench.workspace(given)
    tell(f"workspace.{ground}", path=path)
    return path
