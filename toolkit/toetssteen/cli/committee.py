"""The commands of the committee: declaring, submitting, opening the round; thin."""

from __future__ import annotations

import sys
from typing import Annotated, Literal

import typer

from toetssteen.cli.options import Author, Directory, complain, opened, spoken, tell, tell_recorded
from toetssteen.errors import UseError, fault
from toetssteen.language import say
from toetssteen.workbench import Workbench

commands = typer.Typer()


@commands.command(epilog="Example: toetssteen declare my-chat --author evaluator-1 --confidential")
def declare(
    directory: Directory,
    author: Author,
    confidential: Annotated[bool, typer.Option("--confidential", help="I promise confidentiality.")] = False,
    interests: Annotated[Literal["none", "described"], typer.Option(help="Whether there are any.")] = "none",
    description: Annotated[str, typer.Option(help="Which interest, where one is described.")] = "",
) -> None:
    """Declare interests and confidentiality, before any solution is seen; makes the key to submit with."""
    if not confidential:
        raise typer.BadParameter(say("committee.promise", spoken()), param_hint="--confidential")
    bench = opened(directory, author)
    tell_recorded(bench.declare(interests, description))
    tell("committee.key", path=bench.keys.folder)


@commands.command(epilog="Example: toetssteen submit my-chat --author evaluator-1")
def submit(
    directory: Directory,
    author: Author,
    same_reasons: Annotated[
        bool, typer.Option("--same-reasons", help="Reasons that are the same are so on purpose.")
    ] = False,
) -> None:
    """Submit an evaluator's draft, whole; it is sealed until the round is opened."""
    bench = opened(directory, author)
    drafted = bench.draft()
    flags = drafted.flags()
    tell_recorded(bench.submit(same_reasons=same_reasons))
    complain(flag for flag in flags if flag.code == "TS-266")
    tell("committee.copy", path=drafted.where)


@commands.command(epilog="Example: toetssteen unseal my-chat --author chair --reason 'evaluator-2 is ill'")
def unseal(
    directory: Directory,
    author: Author = "chair",
    reason: Annotated[str | None, typer.Option(help="Why not all are awaited; it stands in the report.")] = None,
    yes: Annotated[bool, typer.Option("--yes", help="I know what opening means; for scripts.")] = False,
) -> None:
    """Open the round: every seal at once, on record; asks first, for it cannot be undone."""
    bench = opened(directory, author)

    def confirm() -> None:
        if not yes:
            _confirm(bench)

    tell_recorded(bench.unseal(reason, confirm=confirm))


def _confirm(bench: Workbench) -> None:
    """Say what opening the seals means and ask for a yes, from a person or from what is piped in."""
    part = bench.store.assessment().round
    typer.echo(say("committee.unseal_means", spoken(), count=len(part.seals), round=part.number), err=True)
    typer.echo(say("committee.unseal_sure", spoken()), err=True, nl=False)
    answer = sys.stdin.readline().strip().casefold()
    typer.echo("", err=True)
    if answer not in say("committee.unseal_yes", spoken()).split():
        raise UseError(fault("TS-294", bench.store.where))
