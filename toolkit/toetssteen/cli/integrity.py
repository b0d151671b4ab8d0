"""The commands that verify what was written, and bring a frozen method back; thin."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from toetssteen import workbench
from toetssteen.language import Language, say

Directory = Annotated[Path, typer.Argument(exists=True, file_okay=False, help="The folder of an assessment.")]


def register(commands: typer.Typer, spoken: Callable[[], Language]) -> None:
    """Add the commands; ``spoken`` gives the reader's language."""
    _verify(commands, spoken)
    _restore(commands, spoken)


def _verify(commands: typer.Typer, spoken: Callable[[], Language]) -> None:
    @commands.command(epilog="Example: toetssteen verify assessments/example-chat-channel --head 3f2a…")
    def verify(
        path: Annotated[Path, typer.Argument(exists=True, help="The folder of an assessment, or an export.")],
        head: Annotated[
            list[str] | None, typer.Option(help="A head that was printed elsewhere; may be repeated.")
        ] = None,
    ) -> None:
        """Verify that everything is as it was written: digests, chains, order, method, evidence, result."""
        found = workbench.verify(path, ["".join(printed.split()).lower() for printed in head or []])
        for author, digest in found.heads.items():
            typer.echo(say("verify.head", spoken(), author=author, digest=digest))
        for noticed in (*found.notices, *found.faults):
            typer.echo(noticed.say(spoken()), err=True)
        if found.faults:
            typer.echo(say("verify.bad", spoken(), count=len(found.faults)))
            raise typer.Exit(1)
        typer.echo(say("verify.good", spoken()))
        if not head:
            typer.echo(say("verify.alone", spoken()))


def _restore(commands: typer.Typer, spoken: Callable[[], Language]) -> None:
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
