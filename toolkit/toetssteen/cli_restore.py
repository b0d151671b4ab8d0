"""The command that brings a frozen method back; thin."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from toetssteen import workbench
from toetssteen.text import Language, say

Directory = Annotated[Path, typer.Argument(exists=True, file_okay=False, help="The folder of an assessment.")]


def register(commands: typer.Typer, spoken: Callable[[], Language]) -> None:
    """Add the command; ``spoken`` gives the reader's language."""

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
            typer.echo(say("restore.done", spoken(), fingerprint=fingerprint))
        if not done.restored:
            typer.echo(say("restore.nothing", spoken()))
        for each in done.lacking:
            typer.echo(each.say(spoken()), err=True)
        if done.lacking:
            raise typer.Exit(1)
