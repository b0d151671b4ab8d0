"""The command line; thin.

Exit codes: 0 done; 1 faults in what was given, listed; 2 wrong use. Never a traceback, unless
``TOETSSTEEN_DEBUG`` is set.
"""

from __future__ import annotations

import os
import sys
from functools import partial
from pathlib import Path
from typing import Annotated, Any, NoReturn, get_args

import typer
from typer.exceptions import TyperException

from toetssteen import canonical, workbench
from toetssteen.cli import asking, committee, compare, integrity, meeting
from toetssteen.cli import method as cli_method
from toetssteen.content import library, place, schema
from toetssteen.content.lint import library as lint
from toetssteen.errors import Fault, ToetssteenError, UseError, fault
from toetssteen.language import Language, reader_language, say
from toetssteen.model.criteria import Source
from toetssteen.model.entries.body import Evaluation, Track
from toetssteen.model.entries.entry import Entry
from toetssteen.model.entries.freezing import Frozen, PhaseMoved
from toetssteen.model.entries.opening import Opened
from toetssteen.model.entries.scoring import Imported, Scored
from toetssteen.model.method import Aggregation
from toetssteen.scoring.result.result import Result
from toetssteen.sheets.table import Delimiter, Sign
from toetssteen.views.pricing import tie_lines
from toetssteen.views.result import columns, lacking, result_rows
from toetssteen.views.trail import brief
from toetssteen.workbench import library as librarian

commands = typer.Typer(
    name="toetssteen",
    help="Test vendor solutions against public values before, during and after procurement.",
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

sets = typer.Typer(help="Take a criteria set to a spreadsheet and back.")
commands.add_typer(sets, name="set")

_language: Language = reader_language()
Directory = Annotated[Path, typer.Argument(exists=True, file_okay=False, help="The folder of an assessment.")]
Author = Annotated[str, typer.Option("--author", help="Who acts: their id in the committee.")]


@commands.callback()
def _choose(
    language: Annotated[str | None, typer.Option(help="nl or en; otherwise TOETSSTEEN_LANGUAGE or the locale.")] = None,
) -> None:
    global _language  # noqa: PLW0603 -- the reader's language is chosen once, at this edge
    if language not in (None, "nl", "en"):
        raise typer.BadParameter("nl, en", param_hint="--language")
    _language = reader_language(language)


def _one_of(option: str, given: str, allowed: Any) -> Any:
    if given not in get_args(allowed):
        raise typer.BadParameter(", ".join(get_args(allowed)), param_hint=option)
    return given


def _print(text: str) -> None:
    typer.echo(text)


def _list(faults: list[Fault] | tuple[Fault, ...]) -> None:
    for each in faults:
        typer.echo(each.say(_language), err=True)


@commands.command(epilog="Example: toetssteen check criteria")
def check(
    folder: Annotated[Path | None, typer.Argument(help="A criteria folder; otherwise the one in use.")] = None,
    schemas: Annotated[bool, typer.Option("--schemas", help="Write the JSON Schemas for editors, too.")] = False,
) -> None:
    """Check the criteria: types, ids, weights, conditions, texts; every fault in one go."""
    shelf, faults = library.read(place.find("criteria", folder)) if folder else librarian.read()
    faults += lint.lint(shelf)
    if faults:
        _list(faults)
        _print(say("check.faults", _language, count=len(faults)))
        raise typer.Exit(1)
    if schemas:
        schema.write(shelf.folder)
    asked = [*shelf.asked().values(), *shelf.conditions().values()]
    sources: list[Source] = [source for each in asked for source in each.cited()]
    counts = {
        "values": len(shelf.values),
        "criteria": sum(len(value.criteria) for value in shelf.values.values()),
        "gates": sum(len(value.gates) for value in shelf.values.values()),
        "conditions": len(shelf.conditions()),
        "sets": len(shelf.sets),
        "profiles": len(shelf.profiles),
        "crosswalks": len(shelf.crosswalks),
        "sources": len(sources),
        "unchecked": sum(not source.checked for source in sources),
    }
    _print(say("check.clean", _language, **counts))


@commands.command(epilog='Example: toetssteen new my-chat --title "Chat" --authority "Gemeente X" --set chat-channel')
def new(
    assessment: Annotated[str, typer.Argument(help="The id of the assessment, also the name of its folder.")],
    title: Annotated[str, typer.Option(help="What is bought or reviewed.")],
    authority: Annotated[str, typer.Option(help="The contracting authority.")],
    track: Annotated[str, typer.Option(help="tender or ethics.")] = "ethics",
    procedure: Annotated[
        str, typer.Option(help="above-threshold, below-threshold, market-consultation or existing-use.")
    ] = "existing-use",
    criteria_set: Annotated[str | None, typer.Option("--set", help="The criteria set to start from.")] = None,
    into: Annotated[Path | None, typer.Option(help="The workspace; otherwise the one in use.")] = None,
) -> None:
    """Begin an assessment: a folder with its first entry, by its chair."""
    body = workbench.body_of(
        "opened",
        {
            "assessment": assessment,
            "title": title,
            "authority": authority,
            "track": track,
            "procedure": procedure,
            "language": _language,
        },
    )
    assert isinstance(body, Opened)
    chosen = librarian.library().set(criteria_set) if criteria_set else None
    path = (into or place.workspace()) / "assessments" / assessment
    workbench.create(path, body, chosen)
    _print(say("new.made", _language, path=path))


@commands.command(
    epilog='Example: toetssteen record my-chat solution-added --author chair \'{"solution": "a", "name": "A"}\''
)
def record(
    directory: Directory,
    kind: Annotated[str, typer.Argument(help="What happened; `scored` goes to the evaluator's own draft.")],
    body: Annotated[str, typer.Argument(help="What the entry says, as JSON; - reads it from standard input.")],
    author: Author = "chair",
    reason: Annotated[str | None, typer.Option(help="Why; the same as `reason` in the body.")] = None,
) -> None:
    """Append an entry to the log of its author, or an answer to their draft."""
    said = workbench.read_json(sys.stdin.read() if body == "-" else body, kind)
    if reason is not None and said.setdefault("reason", reason.strip() or None) != (reason.strip() or None):
        raise typer.BadParameter(say("record.two_reasons", _language), param_hint="--reason")
    given = workbench.body_of(kind, said)
    folder = workbench.open_folder(directory)
    entry: Entry | None
    if isinstance(given, Scored):
        entry = workbench.score(folder, author, Evaluation(**given.model_dump()))
    elif isinstance(given, PhaseMoved) and given.to == "open":
        entry = workbench.open_round(folder, author, given.reason)
    else:
        entry = workbench.record(folder, author, given)
    if entry is None:
        _print(say("record.already", _language))
    else:
        _print(say("record.done", _language, seq=entry.seq, author=author, head=entry.digest))


@commands.command(epilog="Example: toetssteen freeze my-chat")
def freeze(
    directory: Directory,
    author: Author = "chair",
    reason: Annotated[str | None, typer.Option(help="Why, where it is not the first time.")] = None,
) -> None:
    """Freeze the method, and print its fingerprint for the tender documents."""
    shelf = librarian.library()
    entry = workbench.freeze(workbench.open_folder(directory), author, shelf, reason)
    assert isinstance(entry.body, Frozen)
    _print(say("record.frozen", _language, fingerprint=entry.body.method))


@commands.command("import-scores", epilog="Example: toetssteen import-scores tender.xlsx --into assessments/tender")
def import_scores(
    file: Annotated[Path, typer.Argument(exists=True, help="A workbook (XLSX, ODS) or a folder of CSV files.")],
    into: Annotated[Path, typer.Option(help="The folder of the new assessment.")],
    title: Annotated[str | None, typer.Option(help="Its title; otherwise the name of the file.")] = None,
    track: Annotated[str, typer.Option(help="tender or ethics.")] = "tender",
    aggregation: Annotated[str, typer.Option(help="mean, median or consensus.")] = "mean",
    delimiter: Annotated[str | None, typer.Option(help="CSV: what stands between cells, `,` or `;`.")] = None,
    decimal: Annotated[str | None, typer.Option(help="CSV: the decimal sign, `,` or `.`.")] = None,
) -> None:
    """Import scores given elsewhere; all of it fits, or nothing is written."""
    folder, notes = workbench.import_scores(
        file,
        into,
        title=title,
        track=_one_of("--track", track, Track),
        language=_language,
        aggregation=_one_of("--aggregation", aggregation, Aggregation),
        delimiter=_one_of("--delimiter", delimiter, Delimiter) if delimiter else None,
        decimal=_one_of("--decimal", decimal, Sign) if decimal else None,
    )
    _list(notes)
    body = folder.in_order()[1].body
    assert isinstance(body, Imported)
    method = folder.methods()[body.method]
    counts = {
        "solutions": len(body.solutions),
        "evaluators": len(body.evaluators),
        "criteria": sum(1 for _ in method.weighings()) + len(method.gates),
    }
    _print(say("import.done", _language, path=into, **counts))


@commands.command(epilog="Example: toetssteen result assessments/example-chat-channel --json")
def result(
    directory: Directory,
    as_json: Annotated[bool, typer.Option("--json", help="The whole result as JSON.")] = False,
    of_round: Annotated[int | None, typer.Option("--round", help="Another round than the current one.")] = None,
) -> None:
    """Work out the result: gates first, then totals with the weakest value beside them."""
    worked_out = workbench.result_of(workbench.open_folder(directory), of_round)
    document = compare.with_outcome(worked_out, _language) if as_json else {}
    _print(canonical.encode(document).decode() if as_json else _result_text(worked_out))


def _result_text(worked_out: Result) -> str:
    opened = worked_out.assessment.opened
    heading = {
        "title": opened.title,
        "track": say(f"track.{opened.track}", _language),
        "phase": say(f"phase.{worked_out.assessment.phase}", _language),
        "round": worked_out.round.number,
    }
    lines = [say("result.heading", _language, **heading)]
    for key, shown in (
        ("imported", opened.imported),
        ("sealed", worked_out.round.sealed),
        ("incomplete", not worked_out.complete and not worked_out.round.sealed),
    ):
        lines += [say(f"result.{key}", _language)] if shown else []
    lines += ["", *_table(result_rows(worked_out, _language), columns(worked_out))]
    for each in worked_out.solutions:
        if short := lacking(worked_out, each, _language):
            lines += ["", f"{each.name}: {say('result.gates', _language)}", *(f"  {line}" for line in short)]
    lines += ["", *tie_lines(worked_out, _language)] if worked_out.ties else []
    lines += ["", compare.outcome(worked_out, _language)["sentence"]]
    lines += ["", say("result.fingerprint", _language, fingerprint=worked_out.round.fingerprint)]
    return "\n".join(lines)


def _table(rows: list[dict[str, str]], shown: tuple[str, ...]) -> list[str]:
    headings = [say(f"result.{column}", _language) for column in shown]
    table = [headings, *([row[column] for column in shown] for row in rows)]
    widths = [max(len(line[index]) for line in table) for index in range(len(shown))]
    return ["  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in table]


@commands.command(epilog="Example: toetssteen log assessments/example-small-tender")
def log(
    directory: Directory,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document a line.")] = False,
) -> None:
    """Show all entries in replay order; what is closed, or only for a chair to read, stays so."""
    folder = workbench.open_folder(directory)
    for entry in workbench.trail_documents(folder):
        sealed = say("log.sealed", _language)
        if as_json:
            _print(canonical.encode({**entry, "body": entry["body"] or sealed}).decode())
        else:
            text = brief(entry["body"]) if entry["body"] else sealed
            _print(f"{entry['at']}  {entry['author']:<14} {entry['kind']:<20} {entry['digest'][:12]}  {text}")
    _list([*folder.warnings, *folder.method_faults()])


@commands.command(epilog="Example: toetssteen export assessments/example-small-tender --json tender.json")
def export(
    directory: Directory,
    file: Annotated[Path, typer.Option("--json", help="The file to write.")],
) -> None:
    """Write the complete canonical export, for its owner and not to publish; `verify` recomputes it."""
    content = workbench.export_folder(workbench.open_folder(directory))
    try:
        file.write_bytes(content)
    except OSError as error:
        raise UseError(fault("TS-324", file, problem=error.strerror)) from error
    _print(say("export.done", _language, path=file, size=len(content)))
    _print(say("export.owner", _language))


@commands.command(
    epilog="Example: toetssteen report assessments/example-chat-channel --format html,pdf --language nl --out ."
)
def report(
    directory: Directory,
    formats: Annotated[str, typer.Option("--format", help="html, pdf, json; several with commas.")] = "html,pdf",
    language: Annotated[str | None, typer.Option(help="Of the report: nl or en; otherwise the assessment's.")] = None,
    out: Annotated[Path | None, typer.Option(file_okay=False, help="The folder; otherwise DIR/reports.")] = None,
    of_round: Annotated[int | None, typer.Option("--round", help="Another round than the current one.")] = None,
) -> None:
    """Write the report: a page (HTML), a PDF, or its data (JSON)."""
    chosen = _one_of("--language", language, Language) if language else None
    wanted = [each.strip().lower() for each in formats.split(",") if each.strip()]
    folder = workbench.open_folder(directory)
    waiting = partial(typer.echo, err=True)
    written = workbench.report(folder, wanted, chosen, out, number=of_round, tell=waiting)
    for path in written:
        _print(say("export.done", _language, path=path, size=path.stat().st_size))


@commands.command(epilog="Example: toetssteen form chat-channel --format pdf --language nl --out chat.pdf")
def form(
    criteria_set: Annotated[str, typer.Argument(metavar="SET", help="The id of a criteria set.")],
    wanted: Annotated[str, typer.Option("--format", help="html or pdf.")] = "pdf",
    language: Annotated[str | None, typer.Option(help="Of the form: nl or en; otherwise the reader's.")] = None,
    out: Annotated[Path | None, typer.Option(dir_okay=False, help="The file; otherwise SET-form here.")] = None,
) -> None:
    """Write the form of a criteria set, to discuss on paper."""
    chosen = _one_of("--language", language, Language) if language else _language
    path = librarian.write_form(criteria_set, chosen, wanted.strip().lower(), out)
    _print(say("export.done", _language, path=path, size=path.stat().st_size))


@sets.command("export", epilog="Example: toetssteen set export chat-channel --out chat.xlsx --language nl")
def set_export(
    criteria_set: Annotated[str, typer.Argument(metavar="SET", help="The id of a criteria set.")],
    out: Annotated[Path | None, typer.Option(dir_okay=False, help="The file; otherwise SET.xlsx here.")] = None,
    language: Annotated[str | None, typer.Option(help="Of its instructions: nl or en.")] = None,
) -> None:
    """Write a criteria set as a workbook (XLSX), to change and to import again."""
    chosen = _one_of("--language", language, Language) if language else _language
    path = librarian.write_set(criteria_set, chosen, out)
    _print(say("export.done", _language, path=path, size=path.stat().st_size))


@sets.command("import", epilog="Example: toetssteen set import chat.xlsx --replace")
def set_import(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="A workbook (XLSX, ODS).")],
    replace: Annotated[bool, typer.Option("--replace", help="Replace a set of your own that has this id.")] = False,
) -> None:
    """Read a criteria set from a workbook and keep it; all of it fits, or nothing is written."""
    before = librarian.library().sets
    found = librarian.import_set(file, replace=replace)
    _print(say("set_sheet.same" if before.get(found.id) == found else "set_sheet.imported", _language, id=found.id))


asking.register(commands, lambda: _language)
committee.register(commands, lambda: _language)
compare.register(commands, lambda: _language)
integrity.register(commands, lambda: _language)
meeting.register(commands, lambda: _language)
cli_method.register(commands, lambda: _language)


@commands.command(epilog="Example: toetssteen start")
def start(
    folder: Annotated[Path | None, typer.Argument(help="The workspace; otherwise the one in use.")] = None,
    browser: Annotated[bool, typer.Option(help="Open the browser.")] = True,
) -> None:
    """Open the notebooks."""
    from toetssteen.web import app  # noqa: PLC0415 -- Jupyter is loaded only by the command that needs it

    _print(say("start.opens", _language))
    app.start(folder or place.workspace(), browser=browser)


def main() -> NoReturn:
    """Run the command line."""
    try:
        code = commands(sys.argv[1:] or ["--help"], standalone_mode=False)
    except TyperException as error:  # an option or argument that is not right: one line
        _list([fault("TS-598", problem=error.format_message().rstrip(".?"))])
        code = 2
    except UseError as error:
        _list(error.faults)
        code = 2
    except ToetssteenError as error:
        _list(error.faults)
        code = 1
    except Exception as error:
        if os.environ.get("TOETSSTEEN_DEBUG"):
            raise
        _list([fault("TS-599", problem=f"{type(error).__name__}: {error}")])
        code = 1
    sys.exit(code or 0)
