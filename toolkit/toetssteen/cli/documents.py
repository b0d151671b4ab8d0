"""The commands that write documents: one for every kind, and the names that were there before it; thin."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Annotated, Literal

import typer

from toetssteen.cli.options import Directory, Round, SetId, Spoken, opened, spoken, tell_written, workspace
from toetssteen.language import Language, say
from toetssteen.workbench import library as librarian

commands = typer.Typer()

Kind = Literal["report", "file", "minutes", "method", "form", "clarifications"]
TAKES: dict[Kind, set[str]] = {
    "report": {"DIR", "--round"},
    "file": {"DIR", "--round"},
    "minutes": {"DIR", "--round"},
    "method": {"DIR", "--version"},
    "form": {"--set"},
    "clarifications": {"DIR"},
}
"""What a kind takes beside formats, language and folder; what it is made from (``DIR`` or ``--set``) it needs."""
FORMATS = "html,pdf"
Formats = Annotated[str, typer.Option("--format", help="html, pdf, docx, json, as the kind has it; several by commas.")]
Out = Annotated[
    Path | None, typer.Option(file_okay=False, help="The folder; otherwise DIR/reports, of a form the current one.")
]
Version = Annotated[int | None, typer.Option("--version", help="Another version of the method than the latest.")]


@commands.command(epilog="Example: toetssteen write minutes my-chat --format html,pdf --language nl --out .")
def write(
    kind: Annotated[
        Kind,
        typer.Argument(metavar="KIND", help="report (short), file (whole), minutes, method, form, clarifications."),
    ],
    directory: Annotated[
        Path | None,
        typer.Argument(metavar="DIR", exists=True, file_okay=False, help="The folder of an assessment."),
    ] = None,
    formats: Formats = FORMATS,
    language: Spoken = None,
    out: Out = None,
    number: Round = None,
    version: Version = None,
    criteria_set: Annotated[str | None, typer.Option("--set", help="Of a form: the id of a criteria set.")] = None,
) -> None:
    """Write a document: the report or file, minutes, method or clarifications of an assessment, or a set's form."""
    given = {"DIR": directory, "--round": number, "--version": version, "--set": criteria_set}
    for name, value in given.items():
        if value is None and name in TAKES[kind] & {"DIR", "--set"}:
            raise typer.BadParameter(say("write.needed", spoken(), kind=kind), param_hint=name)
        if value is not None and name not in TAKES[kind]:
            raise typer.BadParameter(say("write.not_taken", spoken(), kind=kind), param_hint=name)
    wanted = [form.strip().lower() for form in formats.split(",") if form.strip()]
    if criteria_set is not None:
        workspace()
        tell_written(_forms(criteria_set, language or spoken(), wanted, out or Path()))
    elif directory is not None and kind != "form":
        waiting, rounds = partial(typer.echo, err=True), {"number": number, "version": version}
        tell_written(opened(directory).write(kind, wanted, language, out, **rounds, tell=waiting))


def _forms(criteria_set: str, language: Language, wanted: list[str], out: Path) -> list[Path]:
    names = {form: out / librarian.form_name(criteria_set, language, form) for form in wanted}
    return [librarian.write_form(criteria_set, language, form, path) for form, path in names.items()]


@commands.command(
    epilog="Example: toetssteen report assessments/example-chat-channel --format html,pdf --language nl --out ."
)
def report(
    directory: Directory,
    formats: Formats = FORMATS,
    language: Spoken = None,
    out: Out = None,
    number: Round = None,
) -> None:
    """Write the short report: a page (HTML), a PDF, or its data (JSON); ``write file`` has everything."""
    write("report", directory, formats, language, out, number=number)


@commands.command(epilog="Example: toetssteen minutes assessments/example-chat-channel --format pdf --language nl")
def minutes(
    directory: Directory,
    formats: Formats = FORMATS,
    language: Spoken = None,
    out: Out = None,
    number: Round = None,
) -> None:
    """Write the minutes of the meeting that agreed on a round: who was there, who said what, what was agreed."""
    write("minutes", directory, formats, language, out, number=number)


@commands.command(epilog="Example: toetssteen method my-chat --format pdf,docx --language nl --out .")
def method(
    directory: Directory,
    formats: Formats = FORMATS,
    language: Spoken = None,
    out: Out = None,
    version: Version = None,
) -> None:
    """Write the frozen method as a document to publish: a page (HTML), a PDF or a DOCX."""
    write("method", directory, formats, language, out, version=version)


@commands.command(epilog="Example: toetssteen form chat-channel --format pdf --language nl --out chat.pdf")
def form(
    criteria_set: SetId,
    wanted: Annotated[str, typer.Option("--format", help="html or pdf.")] = "pdf",
    language: Spoken = None,
    out: Annotated[Path | None, typer.Option(dir_okay=False, help="The file; otherwise SET-form here.")] = None,
) -> None:
    """Write the form of a criteria set, to discuss on paper."""
    workspace()
    tell_written([librarian.write_form(criteria_set, language or spoken(), wanted.strip().lower(), out)])
