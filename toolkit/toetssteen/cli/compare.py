"""The command that says how sure a result is, and what ``result`` says of it; thin."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

from toetssteen import canonical, workbench
from toetssteen.language import Language
from toetssteen.scoring.outlook.what_if import is_open
from toetssteen.scoring.result.result import Result

Directory = Annotated[Path, typer.Argument(exists=True, file_okay=False, help="The folder of an assessment.")]


def register(commands: typer.Typer, spoken: Callable[[], Language]) -> None:
    """Add the command; ``spoken`` gives the reader's language."""

    @commands.command(epilog="Example: toetssteen compare assessments/example-chat-channel --json")
    def compare(
        directory: Directory,
        as_json: Annotated[bool, typer.Option("--json", help="All of it as JSON.")] = False,
        of_round: Annotated[int | None, typer.Option("--round", help="Another round than the current one.")] = None,
        reason: Annotated[
            str | None, typer.Option("--what-if", help="Why you look before the decision; it goes on record.")
        ] = None,
        author: Annotated[str, typer.Option("--author", help="Who looks: their id in the committee.")] = "chair",
    ) -> None:
        """Say how sure the result is and what would change it; nothing of it alters the result."""
        folder = workbench.open_folder(directory)
        worked_out = workbench.result_of(folder, of_round)
        what_if = workbench.what_if_open(folder)
        if reason is not None and not what_if:
            workbench.open_what_if(folder, author, reason)
            what_if = True
        outlook = workbench.outlook_of(worked_out)
        if as_json:
            document = workbench.outlook_document(outlook, what_if=what_if)
            sentence = workbench.outcome_of(outlook, spoken(), what_if=what_if)["sentence"]
            typer.echo(canonical.encode(document | {"sentence": sentence}).decode())
        else:
            typer.echo("\n".join(workbench.outlook_lines(outlook, spoken(), what_if=what_if)))


def outcome(worked_out: Result, language: Language) -> dict[str, str]:
    """Give the outcome of a result: its word and its sentence."""
    what_if = is_open(worked_out.assessment)
    return workbench.outcome_of(workbench.outlook_of(worked_out), language, what_if=what_if)


def with_outcome(worked_out: Result, language: Language) -> dict[str, Any]:
    """Give the result as JSON, with its outcome."""
    return {**worked_out.document(), "outcome": outcome(worked_out, language)}
