"""The commands of one assessment: beginning it, recording, freezing, and what its result is; thin."""

from __future__ import annotations

import sys
from typing import Annotated, Any

import typer

from toetssteen import canonical, workbench
from toetssteen.cli.options import (
    AsJson,
    Author,
    Directory,
    Round,
    Workspace,
    complain,
    spoken,
    tell,
    tell_recorded,
    workspace,
)
from toetssteen.errors import RuleError, UseError, fault
from toetssteen.language import say
from toetssteen.model.entries.body import Evaluation, Procedure, Track
from toetssteen.model.entries.freezing import Frozen, PhaseMoved
from toetssteen.model.entries.opening import Opened
from toetssteen.model.entries.scoring import Scored
from toetssteen.scoring.outlook.what_if import is_open
from toetssteen.scoring.result.result import Result
from toetssteen.views.pricing import tie_lines
from toetssteen.views.result import columns, lacking, result_rows
from toetssteen.views.trail import brief
from toetssteen.workbench import library as librarian

commands = typer.Typer()


@commands.command(epilog='Example: toetssteen new my-chat --title "Chat" --authority "Gemeente X" --set chat-channel')
def new(
    assessment: Annotated[str, typer.Argument(help="The id of the assessment, also the name of its folder.")],
    title: Annotated[str, typer.Option(help="What is bought or reviewed.")],
    authority: Annotated[str, typer.Option(help="The contracting authority.")],
    track: Annotated[Track, typer.Option(help="What it is for.")] = "ethics",
    procedure: Annotated[Procedure, typer.Option(help="How it is bought, if it is.")] = "existing-use",
    criteria_set: Annotated[str | None, typer.Option("--set", help="The criteria set to start from.")] = None,
    into: Workspace = None,
) -> None:
    """Begin an assessment: a folder with its first entry, by its chair."""
    said = {
        "assessment": assessment,
        "title": title,
        "authority": authority,
        "track": track,
        "procedure": procedure,
        "language": spoken(),
    }
    body = workbench.body_of("opened", said)
    assert isinstance(body, Opened)
    path = workspace(into) / "assessments" / assessment
    workbench.create(path, body, librarian.library().set(criteria_set) if criteria_set else None)
    tell("new.made", path=path)


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
        raise typer.BadParameter(say("record.two_reasons", spoken()), param_hint="--reason")
    given = workbench.body_of(kind, said)
    folder = workbench.open_folder(directory)
    if isinstance(given, Scored):
        tell_recorded(workbench.score(folder, author, Evaluation(**given.model_dump())))
    elif isinstance(given, PhaseMoved) and given.to == "open":
        tell_recorded(workbench.open_round(folder, author, given.reason))
    else:
        tell_recorded(workbench.record(folder, author, given))


@commands.command(epilog="Example: toetssteen freeze my-chat")
def freeze(
    directory: Directory,
    author: Author = "chair",
    reason: Annotated[str | None, typer.Option(help="Why, where it is not the first time.")] = None,
) -> None:
    """Freeze the method, and print its fingerprint for the tender documents."""
    workspace()
    entry = workbench.freeze(workbench.open_folder(directory), author, librarian.library(), reason)
    assert isinstance(entry.body, Frozen)
    tell("record.frozen", fingerprint=entry.body.method)


@commands.command(epilog="Example: toetssteen result assessments/example-chat-channel --json")
def result(directory: Directory, as_json: AsJson = False, number: Round = None) -> None:
    """Work out the result: gates first, then totals with the weakest value beside them."""
    worked_out = workbench.result_of(workbench.open_folder(directory), number)
    if as_json:
        document: dict[str, Any] = {**worked_out.document(), "outcome": _outcome(worked_out)}
        typer.echo(canonical.encode(document).decode())
    else:
        typer.echo(_result_text(worked_out))


def _outcome(worked_out: Result) -> dict[str, str]:
    """Return the outcome of a result: its word and its sentence."""
    what_if = is_open(worked_out.assessment)
    return workbench.outcome_of(workbench.outlook_of(worked_out), spoken(), what_if=what_if)


def _result_text(worked_out: Result) -> str:
    language, opened = spoken(), worked_out.assessment.opened
    heading = {
        "title": opened.title,
        "track": say(f"track.{opened.track}", language),
        "phase": say(f"phase.{worked_out.assessment.phase}", language),
        "round": worked_out.round.number,
    }
    lines = [say("result.heading", language, **heading)]
    for key, shown in (
        ("imported", opened.imported),
        ("sealed", worked_out.round.sealed),
        ("incomplete", not worked_out.complete and not worked_out.round.sealed),
    ):
        lines += [say(f"result.{key}", language)] if shown else []
    lines += ["", *_table(result_rows(worked_out, language), columns(worked_out))]
    for solution in worked_out.solutions:
        if short := lacking(worked_out, solution, language):
            lines += ["", f"{solution.name}: {say('result.gates', language)}", *(f"  {line}" for line in short)]
    lines += ["", *tie_lines(worked_out, language)] if worked_out.ties else []
    lines += ["", _outcome(worked_out)["sentence"]]
    lines += ["", say("result.fingerprint", language, fingerprint=worked_out.round.fingerprint)]
    return "\n".join(lines)


def _table(rows: list[dict[str, str]], shown: tuple[str, ...]) -> list[str]:
    headings = [say(f"result.{column}", spoken()) for column in shown]
    table = [headings, *([row[column] for column in shown] for row in rows)]
    widths = [max(len(line[index]) for line in table) for index in range(len(shown))]
    return ["  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in table]


@commands.command(epilog="Example: toetssteen compare assessments/example-chat-channel --json")
def compare(
    directory: Directory,
    as_json: AsJson = False,
    number: Round = None,
    reason: Annotated[
        str | None, typer.Option("--what-if", help="Why you look before the decision; it goes on record.")
    ] = None,
    author: Author = "chair",
) -> None:
    """Say how sure the result is and what would change it; nothing of it alters the result."""
    folder = workbench.open_folder(directory)
    worked_out = workbench.result_of(folder, number)
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


@commands.command(epilog="Example: toetssteen diff my-chat --from 1 --to 2 --json")
def diff(
    directory: Directory,
    start: Annotated[int | None, typer.Option("--from", help="The earlier round; otherwise the one before.")] = None,
    end: Annotated[int | None, typer.Option("--to", help="The later round; otherwise the last that opened.")] = None,
    as_json: AsJson = False,
) -> None:
    """Say what moved between two rounds: totals, ranks, gates, levels with their reasons, and the method."""
    folder = workbench.open_folder(directory)
    before, after = _chosen(workbench.rounds_of(folder), start, end)
    if as_json:
        typer.echo(canonical.encode(workbench.moved_document(folder, before, after)).decode())
    else:
        for line in workbench.moved_lines(folder, spoken(), before, after):
            typer.echo(line)


def _chosen(known: list[int], start: int | None, end: int | None) -> tuple[int, int]:
    """Choose the rounds: the last one that was opened, and the one before it, unless others are asked for."""
    after = end if end is not None else max(known, default=0)
    before = start if start is not None else max((number for number in known if number < after), default=0)
    if before not in known or after not in known:
        named = ", ".join(str(number) for number in known) or "-"
        raise (RuleError if len(known) < 2 else UseError)(fault("TS-605", before=before, after=after, known=named))
    return before, after


@commands.command(epilog="Example: toetssteen log assessments/example-small-tender")
def log(
    directory: Directory,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document a line.")] = False,
) -> None:
    """Show all entries in replay order; what is closed, or only for a chair to read, stays so."""
    folder = workbench.open_folder(directory)
    sealed = say("log.sealed", spoken())
    for entry in workbench.trail_documents(folder):
        if as_json:
            typer.echo(canonical.encode({**entry, "body": entry["body"] or sealed}).decode())
        else:
            text = brief(entry["body"]) if entry["body"] else sealed
            typer.echo(f"{entry['at']}  {entry['author']:<14} {entry['kind']:<20} {entry['digest'][:12]}  {text}")
    complain([*folder.warnings, *folder.method_faults()])
