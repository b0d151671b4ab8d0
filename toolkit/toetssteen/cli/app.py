"""The command line; thin.

Exit codes: 0 done; 1 faults in what was given, listed; 2 wrong use. Never a traceback, unless
``TOETSSTEEN_DEBUG`` is set.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from typer.exceptions import TyperException

from toetssteen import workbench
from toetssteen.cli import assessment, bringing, committee, documents, library, sharing
from toetssteen.cli.options import complain, note_controls, speak, tell, workspace
from toetssteen.errors import ToetssteenError, UseError, fault
from toetssteen.language import Language, cleaned
from toetssteen.model.misfit import unexpected

commands = typer.Typer(
    name="toetssteen",
    help="Test vendor solutions against public values before, during and after procurement.",
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
for group in (assessment, committee, documents, bringing, sharing, library):
    commands.add_typer(group.commands)


@commands.callback()
def _choose(
    language: Annotated[Language | None, typer.Option(help="Otherwise TOETSSTEEN_LANGUAGE or the locale.")] = None,
) -> None:
    speak(language)


@commands.command(epilog="Example: toetssteen start")
def start(
    folder: Annotated[
        Path | None, typer.Argument(file_okay=False, help="The workspace, used from now on; otherwise the one in use.")
    ] = None,
    browser: Annotated[bool, typer.Option(help="Open the browser.")] = True,
) -> None:
    """Open the notebooks."""
    from toetssteen.web import app

    path = workspace(folder)
    if folder is not None:
        workbench.begin(path)
    tell("start.opens")
    app.start(path, browser=browser)


def _typed(words: list[str]) -> tuple[list[str], int]:
    """Return what was typed without control characters, and how many there were; names of files may be no text."""
    return cleaned(words) if all(map(_is_text, words)) else (words, 0)


def _is_text(word: str) -> bool:
    return word.encode(errors="ignore").decode() == word


def main() -> NoReturn:
    """Run the command line."""
    speak()
    try:
        typed, controls = _typed(sys.argv[1:])
        code = commands(typed or ["--help"], standalone_mode=False)
        note_controls(controls)
    except TyperException as error:  # an option or argument that is not right: one line
        complain([fault("TS-598", problem=error.format_message().rstrip(".?"))])
        code = 2
    except UseError as error:
        complain(error.faults)
        code = 2
    except ToetssteenError as error:
        complain(error.faults)
        code = 1
    except Exception as error:
        if os.environ.get("TOETSSTEEN_DEBUG"):
            raise
        complain(unexpected(error).faults)
        code = 1
    sys.exit(code or 0)
