"""The commands of the meeting and of what came after: its minutes, and what moved between two rounds; thin."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from toetssteen import canonical, workbench
from toetssteen.errors import RuleError, UseError, fault
from toetssteen.language import Language, language_of, say

Directory = Annotated[Path, typer.Argument(exists=True, file_okay=False, help="The folder of an assessment.")]


def register(commands: typer.Typer, spoken: Callable[[], Language]) -> None:
    """Add the commands; ``spoken`` gives the reader's language."""

    @commands.command(epilog="Example: toetssteen minutes assessments/example-chat-channel --format pdf --language nl")
    def minutes(
        directory: Directory,
        formats: Annotated[str, typer.Option("--format", help="html, pdf, docx; several with commas.")] = "html,pdf",
        language: Annotated[str | None, typer.Option(help="nl or en; otherwise the assessment's.")] = None,
        out: Annotated[Path | None, typer.Option(file_okay=False, help="The folder; otherwise DIR/reports.")] = None,
        of_round: Annotated[int | None, typer.Option("--round", help="Another round than the current one.")] = None,
    ) -> None:
        """Write the minutes of the meeting that agreed on a round: who was there, who said what, what was agreed."""
        if language not in (None, "nl", "en"):
            raise typer.BadParameter("nl, en", param_hint="--language")
        wanted = [each.strip().lower() for each in formats.split(",") if each.strip()]
        chosen = None if language is None else language_of(language)
        for path in workbench.write_minutes(workbench.open_folder(directory), wanted, chosen, out, number=of_round):
            typer.echo(say("export.done", spoken(), path=path, size=path.stat().st_size))

    @commands.command(epilog="Example: toetssteen diff my-chat --from 1 --to 2 --json")
    def diff(
        directory: Directory,
        start: Annotated[
            int | None, typer.Option("--from", help="The earlier round; otherwise the one before.")
        ] = None,
        end: Annotated[
            int | None, typer.Option("--to", help="The later round; otherwise the last that opened.")
        ] = None,
        as_json: Annotated[bool, typer.Option("--json", help="What moved as JSON.")] = False,
    ) -> None:
        """Say what moved between two rounds: totals, ranks, gates, levels with their reasons, and the method."""
        folder = workbench.open_folder(directory)
        before, after = _chosen(workbench.rounds_of(folder), start, end)
        if as_json:
            typer.echo(canonical.encode(workbench.moved_document(folder, before, after)).decode())
            return
        for line in workbench.moved_lines(folder, spoken(), before, after):
            typer.echo(line)


def _chosen(known: list[int], start: int | None, end: int | None) -> tuple[int, int]:
    """Choose the rounds: the last one that was opened, and the one before it, unless others are asked for."""
    after = end if end is not None else max(known, default=0)
    before = start if start is not None else max((each for each in known if each < after), default=0)
    if before not in known or after not in known:
        named = ", ".join(str(each) for each in known) or "-"
        raise (RuleError if len(known) < 2 else UseError)(fault("TS-605", before=before, after=after, known=named))
    return before, after
