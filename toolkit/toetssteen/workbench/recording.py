"""Recording what happens: an entry from plain data, what would refuse it, and the freeze."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from toetssteen.content.assemble import answer_faults, assemble, chosen_set
from toetssteen.content.impact import class_faults
from toetssteen.content.library import Library
from toetssteen.content.lint.library import lint, own_faults
from toetssteen.errors import ContentError, Fault, RuleError, UseError, fault
from toetssteen.language import readings, says_why
from toetssteen.model.base import plain
from toetssteen.model.entries.body import Body
from toetssteen.model.entries.choices import ClassChosen, ScopingAnswered, SetFitted
from toetssteen.model.entries.consensus import OfRound
from toetssteen.model.entries.entry import BODIES, Entry
from toetssteen.model.entries.freezing import Frozen, PhaseMoved
from toetssteen.model.entries.opening import FormatRaised
from toetssteen.model.entries.pricing import TieBroken
from toetssteen.model.method import Method
from toetssteen.model.misfit import misfit
from toetssteen.model.replay.open_points import open_points
from toetssteen.scoring.result.gates import LOW_PRICE
from toetssteen.scoring.result.result import Result, SolutionResult, result
from toetssteen.scoring.result.ties import Tie
from toetssteen.store.protocol import Appendable, Readable
from toetssteen.workbench import library as librarian
from toetssteen.workbench.naming import naming_faults

NEEDS_REASON = frozenset({"TS-225", "TS-292", "TS-293"})
"""The refusals that a reason lifts: not all submitted, points open at the consensus, a checklist not complete."""

AMOUNTS = frozenset({"price", "best", "worst", "estimate", "euro"})
"""The names under which entries have amounts in euro."""


def body_of(kind: str, given: Mapping[str, Any]) -> Body:
    """Make the body of an entry from plain data.

    Raises
    ------
    UseError
        If the kind is not known, or the data does not fit it; every fault at once.
    """
    if kind not in BODIES:
        raise UseError(fault("TS-504", kind=kind, known=", ".join(BODIES)))
    try:
        return BODIES[kind].model_validate(given)
    except ValidationError as error:
        raise UseError(_misfit(kind, problem) for problem in error.errors()) from None


def _misfit(kind: str, problem: ErrorDetails) -> Fault:
    """Say what does not fit the body of an entry, and where in it."""
    found = misfit(problem, f"{kind}: {'.'.join(str(part) for part in problem['loc'])}")
    return found if found.code < "TS-740" else fault("TS-505", found.where, at=found.at, problem=found)


def record(folder: Appendable, author: str, *bodies: Body) -> Entry | None:
    """Append the entries of one act, in the role their author has, without those that say what holds already.

    Returns the last; ``None`` where all hold already, and nothing is written.

    Raises
    ------
    RuleError
        As :func:`written` does.
    """
    said = [_reasoned(_in_round(folder, body)) for body in bodies]
    new = [body for body in said if not folder.already(author, body)]
    return written(folder, author, *new) if new else None


def written(folder: Appendable, author: str, *bodies: Body) -> Entry:
    """Append the entries of one act, also those that say what holds already; return the last.

    All are written at once, or none; a chair's raise the format before them where they need that.

    Raises
    ------
    RuleError
        If it breaks a rule, or gives a name that is there already; or decides while a gate, a price or a tie is open;
        or closes the consensus or decides with points open and no reason; or breaks a tie in another order than the
        frozen tie-break gives.
    """
    role, format_ = role_of(folder, author), folder.assessment().format
    said = [_reasoned(_in_round(folder, body)) for body in bodies]
    for body in said:
        needed, faults = folder.format_for(role, body), _out_of_order(folder, body)
        if raising := needed > folder.assessment().format:
            _refuse_to_raise(folder, role, body)
        if raising or faults:
            folder.try_out(author, role, body, needed)  # who may not, or not now, is told that and no more
        if faults:
            raise RuleError(faults)
        format_ = max(format_, needed)
    if format_ > folder.assessment().format:
        return folder.append(author, role, FormatRaised(to=format_), *said)
    return folder.append(author, role, *said)


def _refuse_to_raise(folder: Readable, role: str, body: Body) -> None:
    """Refuse what needs a newer format of whoever may not raise it."""
    if role not in FormatRaised.roles:
        raise RuleError(fault("TS-295", body.kind, kind=body.kind, format=folder.assessment().format))


def _in_round(folder: Readable, body: Body) -> Body:
    """Name the round at hand in what is of a round, in a format that asks for it."""
    if not isinstance(body, OfRound) or body.round is not None or folder.assessment().format == 1:
        return body
    return body.model_copy(update={"round": folder.assessment().round.number})


def refusals(folder: Appendable, author: str, body: Body) -> tuple[Fault, ...]:
    """Return why :func:`record` would refuse an entry now, every fault of it; nothing is written."""
    body, role = _reasoned(_in_round(folder, body)), role_of(folder, author)
    format_ = folder.format_for(role, body)
    try:
        if format_ > folder.assessment().format:
            _refuse_to_raise(folder, role, body)
        folder.try_out(author, role, body, format_)
    except RuleError as error:
        return error.faults
    return tuple(_out_of_order(folder, body))


def reason_of(given: str | None) -> str | None:
    """Return a reason that says something; ``None`` for one that was left blank."""
    return given if says_why(given) else None


def _reasoned(body: Body) -> Body:
    """Take a reason that says nothing out of an entry that can do without: the rules tell whether it can now."""
    field = type(body).model_fields.get("reason")
    if field is None or field.is_required() or field.default is not None or says_why(getattr(body, "reason", None)):
        return body
    return body.model_copy(update={"reason": None})


def _out_of_order(folder: Readable, body: Body) -> list[Fault]:
    """Find what holds of what is written now: of its names and texts, and what a result forbids."""
    return naming_faults(folder.assessment(), body) + _forbidden(folder, body)


def _forbidden(folder: Readable, body: Body) -> list[Fault]:
    """Find what a result or the library forbids: what the entry alone cannot tell."""
    match body:
        case TieBroken():
            ties = [(flat(tie), tie.seed) for tie in result(folder.assessment()).ties]
            right = (body.order, body.seed) in ties
            return [] if right else [fault("TS-267", folder.where, order=", ".join(body.order))]
        case ScopingAnswered():
            return answer_faults(librarian.library(), {body.question: body.answer})
        case SetFitted() if body.own:
            return own_faults(librarian.library(), body.own)
        case PhaseMoved(to="agreed"):
            return _unexplained(folder, body)
        case PhaseMoved(to="decided"):
            return _undecided(result(folder.assessment())) + _unsettled(folder) + _unexplained(folder, body)
    return _unfit(folder, body)


def _unfit(folder: Readable, body: Body) -> list[Fault]:
    """Find what of a choice does not fit the library."""
    match body:
        case ClassChosen():
            shelf, choices = librarian.library(), folder.assessment().choices
            choices = replace(choices, impact=body, impact_on=choices.scoping)
            return class_faults(shelf, chosen_set(shelf, choices), choices)
        case SetFitted() if body.own:
            return own_faults(librarian.library(), body.own)
    return []


def _unexplained(folder: Readable, moved: PhaseMoved) -> list[Fault]:
    """Find that a move would leave points open without saying why."""
    assessment = folder.assessment()
    if assessment.method is None or says_why(moved.reason):
        return []
    running = [solution for solution in assessment.solutions if solution not in assessment.withdrawn]
    part = assessment.round
    still = open_points(moved.to, assessment.method, running, part.agreed, part.checked)
    code = "TS-292" if moved.to == "agreed" else "TS-293"
    where = assessment.opened.assessment
    return [fault(code, where, count=still.open, every=still.every)] if still.open else []


def _unsettled(folder: Readable) -> list[Fault]:
    """Find measures on which two chairs decided differently: after the decision nobody could settle them."""
    slots = [conflict.slot for conflict in folder.assessment().conflicts]
    return [fault("TS-297", folder.where, person=slot[1]) for slot in slots if slot[0] == "measure"]


def _undecided(worked_out: Result) -> list[Fault]:
    """Find what is open of the solutions that are still in: gates without proof, prices, low prices, unbroken ties."""
    running = [solution for solution in worked_out.solutions if solution.eligible is not False]
    faults = [
        fault("TS-244", solution.name, id=gate.id)
        for solution in running
        for gate in solution.gates
        if gate.status == "unproven" and gate.id != LOW_PRICE
    ]
    if worked_out.method.price is not None:
        faults += [
            fault("TS-268", solution.name, solution=solution.name) for solution in running if solution.price is None
        ]
        faults += [
            fault("TS-269", solution.name, solution=solution.name)
            for solution in running
            if _asked(worked_out, solution)
        ]
    names = {solution.id: solution.name for solution in running}
    done = [(tie.order, tie.seed) for tie in worked_out.round.ties]
    faults += [
        fault(
            "TS-270",
            worked_out.assessment.opened.assessment,
            order=", ".join(names[solution] for solution in flat(tie)),
        )
        for tie in worked_out.ties
        if (flat(tie), tie.seed) not in done
    ]
    assessment = worked_out.assessment.opened
    shared = [solution.name for solution in running if solution.rank.rank == 1 and solution.rank.tied_with]
    if shared and assessment.track == "tender":  # one tender wins, and the frozen rule does not say which
        faults.append(fault("TS-287", assessment.assessment, names=", ".join(shared)))
    return faults


def _asked(worked_out: Result, solution: SolutionResult) -> bool:
    """Return whether a price is to be asked about, and nothing was found of it yet."""
    judged = worked_out.assessment.low_prices.get(solution.id)
    return solution.price is not None and (judged.finding == "open" if judged is not None else solution.price.low)


def flat(tie: Tie) -> list[str]:
    """Return the order of a tie that was broken, best first; solutions that are still tied stand by id."""
    return [solution for group in tie.order for solution in group]


def role_of(folder: Readable, author: str) -> str:
    """Return the role of somebody in the committee."""
    people = folder.assessment().people
    if author not in people:
        raise UseError(fault("TS-506", folder.where, author=author, known=", ".join(people)))
    return people[author].role


def method_of(folder: Readable, library: Library) -> Method:
    """Put together the method that the chair's choices make now; nothing is written.

    Raises
    ------
    ContentError
        If the library of criteria does not pass its lint.
    RuleError
        If something is still open or does not add up; all of it at once.
    """
    faults = lint(library)
    if faults:
        raise ContentError(faults)
    assessment = folder.assessment()
    return assemble(library, assessment.choices, assessment.opened.track, folder.today())


def freeze(folder: Appendable, author: str, library: Library, reason: str | None = None) -> Entry:
    """Freeze the method that the chair's choices make; a further freeze is a new version with a reason.

    Raises
    ------
    ContentError
        If the library of criteria does not pass its lint.
    RuleError
        If something is still open, does not add up, or it is too late; all of it at once.
    """
    method = method_of(folder, library)
    fingerprint = folder.put_method(method)
    version = len(folder.assessment().versions) + 1
    return written(folder, author, Frozen(method=fingerprint, version=version, reason=reason_of(reason)))


def read_json(content: str, kind: str) -> dict[str, Any]:
    """Read the body of a kind of entry, given as JSON on the command line; an amount in it as people write one.

    Raises
    ------
    UseError
        If it is no JSON object, a name stands in it twice, or an amount in it can be read in two ways.
    """
    try:  # a line end or tab in a text may stand there as it is
        given = json.loads(content, strict=False, object_pairs_hook=lambda pairs: _once(pairs, kind))
    except json.JSONDecodeError as error:
        problem = fault("TS-764", line=error.lineno, column=error.colno)
        raise UseError(fault("TS-505", kind, problem=problem)) from None
    except RecursionError:
        raise UseError(fault("TS-505", kind, problem=fault("TS-783"))) from None
    except ValueError:  # a whole number of more digits than Python takes
        raise UseError(fault("TS-505", kind, problem=fault("TS-744", value="…"))) from None
    if not isinstance(given, dict):
        raise UseError(fault("TS-505", kind, problem=fault("TS-765")))
    return {name: _amounts(value, f"{kind}: {name}", name in AMOUNTS) for name, value in given.items()}


def _once(pairs: list[tuple[str, Any]], kind: str) -> dict[str, Any]:
    """Return a group whose names are there once each."""
    names = [name for name, _ in pairs]
    if double := next((name for name in names if names.count(name) > 1), None):
        raise UseError(fault("TS-505", kind, problem=fault("TS-782", name=double), at=double))
    return dict(pairs)


def _amounts(given: Any, where: str, amount: bool) -> Any:
    """Read each amount in plain data; what is none stays as it is."""
    if isinstance(given, dict):
        return {name: _amounts(value, f"{where}.{name}", amount or name in AMOUNTS) for name, value in given.items()}
    if not amount or not isinstance(given, str):
        return given
    read = [plain(value) for value in readings(given, None, amount=True)]
    if len(read) == 2:
        raise UseError(fault("TS-767", where, text=given, whole=read[0], decimal=read[1]))
    return read[0] if read else given
