"""The commands for scores given elsewhere: a workbook to fill in, and reading one or a wide sheet; thin."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any, Literal, NoReturn

import typer

from toetssteen import workbench
from toetssteen.cli.options import Spoken, WhatIsHidden, complain, spoken, tell, tell_written
from toetssteen.errors import Fault, SheetError, on_a_line
from toetssteen.model.entries.body import Track
from toetssteen.model.entries.scoring import Imported
from toetssteen.model.method import Aggregation
from toetssteen.model.weights import Unit
from toetssteen.workbench import Agreed, Delimiter, Encoding, Heads, Sign, WideSaid
from toetssteen.workbench import library as librarian

commands = typer.Typer()

LowIsBest = Annotated[
    list[str] | None,
    typer.Option("--low-is-best", help="The id of a criterion on whose scale low is best, or all; may be repeated."),
]


@commands.command("scores-sheet", epilog="Example: toetssteen scores-sheet --format xlsx,ods --language nl --out .")
def scores_sheet(
    formats: Annotated[str, typer.Option("--format", help="xlsx, ods; several by commas.")] = "xlsx",
    language: Spoken = None,
    out: Annotated[Path, typer.Option(file_okay=False, help="The folder; otherwise the current one.")] = Path(),
) -> None:
    """Write a workbook to fill in with scores given elsewhere: its columns, what each takes, an example."""
    wanted = [form.strip().lower() for form in formats.split(",") if form.strip()]
    tell_written(librarian.write_scores_sheet(language or spoken(), wanted, out))


@commands.command("import-scores", epilog="Example: toetssteen import-scores tender.xlsx --into assessments/tender")
def import_scores(
    file: Annotated[Path, typer.Argument(exists=True, help="A workbook (XLSX, ODS) or a folder of CSV files.")],
    into: Annotated[Path, typer.Option(help="The folder of the new assessment.")],
    title: Annotated[str | None, typer.Option(help="Its title; otherwise the name of the file.")] = None,
    track: Annotated[Track, typer.Option(help="What the scores were given for.")] = "tender",
    aggregation: Annotated[Aggregation, typer.Option(help="How the evaluators' scores become one.")] = "mean",
    weights: Annotated[Unit, typer.Option(help="What the column weight has: percentages, or points.")] = "percent",
    delimiter: Annotated[Delimiter | None, typer.Option(help="CSV: what stands between cells.")] = None,
    decimal: Annotated[Sign | None, typer.Option(help="CSV: the decimal sign.")] = None,
    encoding: Annotated[Encoding | None, typer.Option(help="CSV: of a file that is not UTF-8.")] = None,
    hidden: WhatIsHidden = None,
    low_is_best: LowIsBest = None,
    wide: Annotated[Literal["yes"] | None, typer.Option(help="A wide sheet: take in what was shown.")] = None,
    evaluator: Annotated[str, typer.Option(help="Wide: who gave the scores, where the sheet does not say.")] = "",
    scale: Annotated[str, typer.Option(help="Wide: the scale, such as 0-10, where the sheet does not say.")] = "",
    heads: Annotated[Heads | None, typer.Option(help="Wide: what the upper of two heads names.")] = None,
    agreed: Annotated[Agreed | None, typer.Option(help="Wide: only what was agreed, or all but that.")] = None,
    as_sheet: Annotated[Path | None, typer.Option(dir_okay=False, help="Wide: write it as a workbook to mend.")] = None,
) -> None:
    """Import scores given elsewhere; all of it fits, or nothing is written. One to fill in: `scores-sheet`."""
    said = WideSaid(evaluator, scale, heads, agreed)
    reading: dict[str, Any] = {"aggregation": aggregation, "weights": weights, "hidden": hidden}
    reading["low_is_best"] = low_is_best or ()
    about: dict[str, Any] = {"title": title, "track": track, "language": spoken()}
    if as_sheet:
        looked = _show(workbench.look_wide(file, said, **reading))
        tell_written([librarian.write_wide(looked, spoken(), as_sheet)])
        complain(looked.faults)
    elif wide:
        looked = _show(workbench.look_wide(file, said, **reading))
        _tell(into, *workbench.import_scores(file, into, **about, wide=looked))
    else:
        csv: dict[str, Any] = {"delimiter": delimiter, "decimal": decimal, "encoding": encoding}
        try:
            _tell(into, *workbench.import_scores(file, into, **about, **reading, **csv))
        except SheetError as error:
            _offer(file, said, reading, error)


def _tell(into: Path, folder: Any, notes: Iterable[Fault]) -> None:
    """Say what was imported, and what is worth knowing of it."""
    complain(notes)
    body = folder.in_order()[1].body
    assert isinstance(body, Imported)
    method = folder.methods()[body.method]
    criteria = sum(1 for _ in method.weighings()) + len(method.gates)
    counts = {"solutions": len(body.solutions), "evaluators": len(body.evaluators), "criteria": criteria}
    tell("import.done", path=into, **counts)


def _offer(file: Path, said: WideSaid, reading: dict[str, Any], refused: SheetError) -> NoReturn:
    """Offer to read a sheet without the two tables as a wide one: what can be done, what is asked, and then the sheet.

    Raises
    ------
    SheetError
        If the tables are there and were refused; or if it is no wide sheet either: that they are lacking, and that.
    """
    lacking = [found for found in refused.faults if found.code == "TS-405"]
    if file.is_dir() or not lacking:
        raise refused
    try:
        looked = workbench.look_wide(file, said, **reading)
    except SheetError as error:
        raise SheetError([*lacking, *error.faults]) from error
    complain([looked.offer(), *looked.faults, *looked.unworked()])
    _show(looked)
    raise typer.Exit(1)


def _show(looked: workbench.WideReading) -> workbench.WideReading:
    """Show a wide sheet as it would be read."""
    for part in looked.parts(spoken()):
        tell("wide.part", name=part.name, count=len(part.rows))
        for row in [part.heads, *part.rows]:
            typer.echo("  " + " | ".join(map(on_a_line, row)))
    return looked
