"""The commands of the committee: declaring, submitting, opening the round; thin."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from toetssteen import workbench
from toetssteen.errors import UseError, fault
from toetssteen.language import Language, say
from toetssteen.model.entries.entry import Entry
from toetssteen.store.protocol import Readable

Directory = Annotated[Path, typer.Argument(exists=True, file_okay=False, help="The folder of an assessment.")]
Author = Annotated[str, typer.Option("--author", help="Who acts: their id in the committee.")]


def register(commands: typer.Typer, spoken: Callable[[], Language]) -> None:
    """Add the commands; ``spoken`` gives the reader's language."""
    _declaring(commands, spoken)
    _sealing(commands, spoken)


def _done(entry: Entry | None, language: Language) -> None:
    if entry is None:
        typer.echo(say("record.already", language))
        return
    typer.echo(say("record.done", language, seq=entry.seq, author=entry.author, head=entry.digest))


def _declaring(commands: typer.Typer, spoken: Callable[[], Language]) -> None:
    @commands.command(epilog="Example: toetssteen declare my-chat --author evaluator-1 --confidential")
    def declare(
        directory: Directory,
        author: Author,
        confidential: Annotated[bool, typer.Option("--confidential", help="I promise confidentiality.")] = False,
        interests: Annotated[str, typer.Option(help="none or described.")] = "none",
        description: Annotated[str, typer.Option(help="Which interest, where one is described.")] = "",
    ) -> None:
        """Declare interests and confidentiality, before any solution is seen; makes the key to submit with."""
        if interests not in ("none", "described"):
            raise typer.BadParameter("none, described", param_hint="--interests")
        if not confidential:
            raise typer.BadParameter(say("committee.promise", spoken()), param_hint="--confidential")
        folder = workbench.open_folder(directory)
        _done(workbench.declare(folder, author, interests, description), spoken())
        typer.echo(say("committee.key", spoken(), path=workbench.keys_folder(folder)))


def _sealing(commands: typer.Typer, spoken: Callable[[], Language]) -> None:
    @commands.command(epilog="Example: toetssteen submit my-chat --author evaluator-1")
    def submit(
        directory: Directory,
        author: Author,
        same_reasons: Annotated[
            bool, typer.Option("--same-reasons", help="Reasons that are the same are so on purpose.")
        ] = False,
    ) -> None:
        """Submit an evaluator's draft, whole; it is sealed until the round is opened."""
        folder = workbench.open_folder(directory)
        drafted = workbench.draft(folder, author)
        flags = workbench.flags(folder, list(drafted.evaluations().values()))
        _done(workbench.submit(folder, author, same_reasons=same_reasons), spoken())
        for each in flags:
            if each.code == "TS-266":
                typer.echo(each.say(spoken()), err=True)
        typer.echo(say("committee.copy", spoken(), path=drafted.where))

    @commands.command(epilog="Example: toetssteen unseal my-chat --author chair --reason 'evaluator-2 is ill'")
    def unseal(
        directory: Directory,
        author: Author = "chair",
        reason: Annotated[str | None, typer.Option(help="Why not all are awaited; it stands in the report.")] = None,
        yes: Annotated[bool, typer.Option("--yes", help="I know what opening means; for scripts.")] = False,
    ) -> None:
        """Open the round: every seal at once, on record; asks first, for it cannot be undone."""
        folder = workbench.open_folder(directory)

        def confirm() -> None:
            if not yes:
                _confirm(folder, spoken())

        _done(workbench.unseal(folder, author, reason, confirm=confirm), spoken())


def _confirm(folder: Readable, language: Language) -> None:
    """Say what opening the seals means and ask for a yes, from a person or from what is piped in."""
    part = folder.assessment().round
    typer.echo(say("committee.unseal_means", language, count=len(part.seals), round=part.number), err=True)
    typer.echo(say("committee.unseal_sure", language), err=True, nl=False)
    answer = sys.stdin.readline().strip().casefold()
    typer.echo("", err=True)
    if answer not in say("committee.unseal_yes", language).split():
        raise UseError(fault("TS-294", folder.where))
