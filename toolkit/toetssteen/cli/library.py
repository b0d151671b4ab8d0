"""The commands of the library of criteria: checking it, and taking a set to a spreadsheet and back; thin."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from toetssteen.cli.options import SetId, Spoken, WhatIsHidden, complain, spoken, tell, tell_written, workspace
from toetssteen.errors import Fault
from toetssteen.language import say
from toetssteen.workbench import library as librarian

commands = typer.Typer()
sets = typer.Typer(help="Take a criteria set to a spreadsheet and back.")
commands.add_typer(sets, name="set")


@commands.command(epilog="Example: toetssteen check criteria")
def check(
    folder: Annotated[Path | None, typer.Argument(help="A criteria folder; otherwise the one in use.")] = None,
    schemas: Annotated[bool, typer.Option("--schemas", help="Write the JSON Schemas for editors, too.")] = False,
    due: Annotated[
        bool, typer.Option("--due", help="List what of the law is to be read again, soonest first.")
    ] = False,
    release: Annotated[str | None, typer.Option(help="Keep what all means now as the release of a month.")] = None,
) -> None:
    """Check the criteria: every fault in one go; then what is worth a look, which refuses nothing."""
    if folder is None:
        workspace()
    if due:
        _tell_due(folder)
        return
    counts, faults = librarian.check(folder, schemas=schemas)
    if faults:
        complain(faults)
        tell("check.faults", count=len(faults))
        raise typer.Exit(1)
    if release:
        tell("check.released", path=librarian.release(release, folder))
    if notices := librarian.notices(folder):
        tell("check.notices", count=len(notices))
        for notice in notices:
            typer.echo(f"  {notice.say(spoken())}")
    tell("check.clean", **counts)


def _tell_due(folder: Path | None) -> None:
    """List what of the law is to be read again, a line each."""
    for found in librarian.due(folder=folder):
        before = found.before.isoformat() if found.before else say("check.no_day", spoken())
        late = f" {say('check.late', spoken())}" if found.is_late(date.today()) else ""
        typer.echo(f"{before}{late}  {found.law}: {found.term.id}  {found.term.at_url or ''}".rstrip())


@sets.command("export", epilog="Example: toetssteen set export chat-channel --out chat.xlsx --language nl")
def set_export(
    criteria_set: SetId,
    out: Annotated[Path | None, typer.Option(dir_okay=False, help="The file; otherwise SET.xlsx here.")] = None,
    language: Spoken = None,
) -> None:
    """Write a criteria set as a workbook (XLSX), to change and to import again."""
    workspace()
    tell_written([librarian.write_set(criteria_set, language or spoken(), out)])


@sets.command("import", epilog="Example: toetssteen set import chat.xlsx --replace")
def set_import(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="A workbook (XLSX, ODS).")],
    replace: Annotated[bool, typer.Option("--replace", help="Replace a set of your own that has this id.")] = False,
    hidden: WhatIsHidden = None,
) -> None:
    """Read a criteria set from a workbook and keep it; all of it fits, or nothing is written."""
    workspace()
    before = librarian.library().sets
    notes: list[Fault] = []
    found = librarian.import_set(file, replace=replace, hidden=hidden, notes=notes)
    complain(notes)
    tell("set_sheet.same" if before.get(found.id) == found else "set_sheet.imported", id=found.id)
