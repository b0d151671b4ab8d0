"""The command that writes the published method; thin."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, get_args

import typer

from toetssteen import workbench
from toetssteen.language import Language, language_of, say

Directory = Annotated[Path, typer.Argument(exists=True, file_okay=False, help="The folder of an assessment.")]


def register(commands: typer.Typer, spoken: Callable[[], Language]) -> None:
    """Add the command; ``spoken`` gives the reader's language."""

    @commands.command(epilog="Example: toetssteen method my-chat --format pdf,docx --language nl --out .")
    def method(
        directory: Directory,
        formats: Annotated[str, typer.Option("--format", help="html, pdf, docx; several with commas.")] = "html,pdf",
        language: Annotated[
            str | None, typer.Option(help="Of the document: nl or en; otherwise the assessment's.")
        ] = None,
        out: Annotated[Path | None, typer.Option(file_okay=False, help="The folder; otherwise DIR/reports.")] = None,
        version: Annotated[int | None, typer.Option(help="Another version than the latest.")] = None,
    ) -> None:
        """Write the frozen method as a document to publish: a page (HTML), a PDF or a DOCX."""
        if language not in (None, *get_args(Language)):
            raise typer.BadParameter(", ".join(get_args(Language)), param_hint="--language")
        chosen = None if language is None else language_of(language)
        wanted = [each.strip().lower() for each in formats.split(",") if each.strip()]
        folder = workbench.open_folder(directory)
        for path in workbench.method_document(folder, wanted, chosen, out, version=version):
            typer.echo(say("export.done", spoken(), path=path, size=path.stat().st_size))
