"""The commands of one assessment: beginning it, recording, freezing, and what its result is; thin."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from toetssteen import canonical, workbench
from toetssteen.cli.options import (
    AsJson,
    Author,
    Directory,
    Round,
    Spoken,
    Workspace,
    complain,
    note_controls,
    opened,
    spoken,
    tell,
    tell_recorded,
    workspace,
)
from toetssteen.errors import RuleError, UseError, fault
from toetssteen.language import cleaned, say, slug
from toetssteen.model.criteria import CriteriaSet, ImpactClass
from toetssteen.model.entries.body import Evaluation, Procedure, Track
from toetssteen.model.entries.choices import ClassChosen
from toetssteen.model.entries.freezing import Frozen, PhaseMoved
from toetssteen.model.entries.opening import Opened
from toetssteen.model.entries.scoring import Scored
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
    impact: Annotated[
        ImpactClass | None, typer.Option("--class", help="How much of the set is asked; otherwise what answers ask.")
    ] = None,
    reason: Annotated[str | None, typer.Option(help="Why a lighter class than the answers ask.")] = None,
    quick: Annotated[bool, typer.Option("--quick", help="A quick scan: twelve questions, one person.")] = False,
    solutions: Annotated[
        list[str] | None, typer.Option("--solution", help="With --quick: the name of a solution; several may be given.")
    ] = None,
    scan: Annotated[
        Path | None, typer.Option("--from", exists=True, file_okay=False, help="The quick scan that it grows from.")
    ] = None,
    person: Annotated[str, typer.Option("--as", help="With --from: who you are in the committee.")] = workbench.PERSON,
    into: Workspace = None,
) -> None:
    """Begin an assessment: a folder with its first entry, by its chair; or a quick scan, or what grows from one."""
    said = {"assessment": assessment, "title": title, "authority": authority, "track": track, "procedure": procedure}
    body = workbench.body_of("opened", {**said, "language": spoken()})
    assert isinstance(body, Opened)
    path = workspace(into) / "assessments" / assessment
    chosen = librarian.library().set(criteria_set) if criteria_set else None
    in_class = ClassChosen(impact=impact, reason=reason) if impact else None
    if (quick and (scan or impact)) or (solutions and not quick):
        raise typer.BadParameter(say("new.quick_alone", spoken()), param_hint="--quick")
    if quick:
        _begin_scan(path, body, chosen, solutions or [])
    elif scan:
        _, count = workbench.grow(path, body, chosen, in_class, workbench.open_folder(scan), person)
        tell("new.made", path=path)
        tell("new.grown_tender" if track == "tender" else "new.grown", person=person, count=count)
    else:
        workbench.create(path, body, chosen, impact=in_class)
        tell("new.made", path=path)


def _begin_scan(path: Path, body: Opened, given: CriteriaSet | None, solutions: list[str]) -> None:
    """Begin a quick scan, and say what it asks."""
    shelf = librarian.library()
    chosen = given or workbench.quick_set(shelf)
    folder = workbench.begin_scan(path, body, chosen, solutions)
    tell("new.made", path=path)
    choosing = workbench.Choosing(folder, shelf)
    tell("new.scan")
    criterion = chosen.values[0].criteria[0].criterion
    named = slug(next(iter(solutions), ""), "solution")
    first = {"solution": named, "criterion": criterion, "answer": "2", "reason": "…"}
    tell("new.scan_example", path=path, body=json.dumps(first, ensure_ascii=False))
    if choosing.scoping():
        tell("new.scan_scoping")
    for question in choosing.scoping():
        tell("new.scan_question", id=question.id, options=", ".join(option.id for option in question.options))
    for _, weighing in choosing.sketch().weighings():
        tell("new.scan_criterion", id=weighing.criterion.id, title=weighing.criterion.title.in_(spoken()))


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
    said, controls = cleaned(workbench.read_json(sys.stdin.read() if body == "-" else body, kind))
    if reason is not None and said.setdefault("reason", reason.strip() or None) != (reason.strip() or None):
        raise typer.BadParameter(say("record.two_reasons", spoken()), param_hint="--reason")
    given = workbench.body_of(kind, said)
    bench = opened(directory, author)
    notices = workbench.look_alikes(bench.store.assessment(), given)
    if isinstance(given, Scored):
        tell_recorded(bench.draft().save(Evaluation(**given.model_dump())))
    elif isinstance(given, PhaseMoved) and given.to == "open":
        tell_recorded(bench.open_round(given.reason))
    else:
        tell_recorded(bench.record(given))
    complain(notices)
    note_controls(controls, kind)


@commands.command(epilog="Example: toetssteen trial my-chat --seed 2 --pattern high")
def trial(
    directory: Directory,
    solutions: Annotated[int, typer.Option(min=workbench.FEWEST, max=workbench.MOST, help="How many are made up.")] = 3,
    seed: Annotated[int, typer.Option(min=1, help="Another number draws other scores; the same one the same.")] = 1,
    pattern: Annotated[
        workbench.Pattern, typer.Option(help="Levels from the whole scale, or only its two highest.")
    ] = "even",
    language: Spoken = None,
) -> None:
    """Try the method on made-up solutions, before it is frozen: places, totals, cautions; nothing is stored."""
    workspace()
    tried = opened(directory, language=language).trial(solutions=solutions, seed=seed, pattern=pattern)
    typer.echo("\n".join(tried.lines()))


@commands.command(epilog="Example: toetssteen freeze my-chat")
def freeze(
    directory: Directory,
    author: Author = "chair",
    reason: Annotated[str | None, typer.Option(help="Why, where it is not the first time.")] = None,
) -> None:
    """Freeze the method, and print its fingerprint for the tender documents."""
    workspace()
    entry = opened(directory, author).freeze(reason=reason)
    assert isinstance(entry.body, Frozen)
    tell("record.frozen", fingerprint=entry.body.method)


@commands.command(epilog="Example: toetssteen result assessments/example-chat-channel --json")
def result(directory: Directory, as_json: AsJson = False, number: Round = None) -> None:
    """Work out the result: gates first, then totals with the weakest value beside them."""
    bench = opened(directory)
    if as_json:
        typer.echo(canonical.encode(bench.outlook(number).result_document()).decode())
    else:
        typer.echo("\n".join(bench.lines(number)))


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
    sure = opened(directory).outlook(number)
    if reason is not None and not sure.what_if:
        opened(directory, author).record(workbench.body_of("what-if-opened", {"reason": reason}))
        sure = sure.opened()
    if as_json:
        typer.echo(canonical.encode(sure.document() | {"sentence": sure.sentence}).decode())
    else:
        typer.echo("\n".join(sure.lines()))


@commands.command(epilog="Example: toetssteen diff my-chat --from 1 --to 2 --json")
def diff(
    directory: Directory,
    start: Annotated[int | None, typer.Option("--from", help="The earlier round; otherwise the one before.")] = None,
    end: Annotated[int | None, typer.Option("--to", help="The later round; otherwise the last that opened.")] = None,
    as_json: AsJson = False,
) -> None:
    """Say what moved between two rounds: totals, ranks, gates, levels with their reasons, and the method."""
    bench = opened(directory)
    moved = bench.moved(*_chosen(bench.rounds, start, end))
    typer.echo(canonical.encode(moved.document()).decode() if as_json else "\n".join(moved.lines()))


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
    bench, sealed = opened(directory), say("log.sealed", spoken())
    if as_json:
        lines = [
            canonical.encode(entry | {"body": entry["body"] or sealed}).decode() for entry in bench.trail.entries()
        ]
    else:
        lines = bench.trail.lines(sealed)
    typer.echo("\n".join(lines))
    complain([*bench.store.warnings, *bench.store.method_faults()])
