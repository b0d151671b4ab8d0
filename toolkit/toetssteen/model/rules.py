"""What an entry may do, and what it then changes: one function a kind.

Rules (``semantics`` 1, 3, 5, 6, 9): the chair prepares, freezes and moves phases, one at a time; in a tender
nothing of the method changes once a solution exists; in an ethics review a later change is a new round;
an evaluator declares before submitting, submits all cells at once, and only while the round is open; the
consensus comes after; a correction names what it supersedes and why.

Each function first refuses (``RuleError``, all faults at once), then changes the state; it never does half.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from toetssteen.errors import Fault, RuleError, fault
from toetssteen.model.answers import answer_faults
from toetssteen.model.assessment import Cell, Correction, Version, judged
from toetssteen.model.body import PHASES, Evaluation, Phase, Role
from toetssteen.model.entry import Entry
from toetssteen.model.judging import Agreed, Checked, Corrected, Declared, EvidenceAdded, Imported, Submitted
from toetssteen.model.method import Method, weight_faults
from toetssteen.model.preparing import (
    Frozen,
    Opened,
    PeriodSet,
    PersonAdded,
    PhaseMoved,
    RoundOpened,
    ScopingAnswered,
    SetChosen,
    SolutionAdded,
    SolutionWithdrawn,
)
from toetssteen.model.state import RoundDraft, State


class May(NamedTuple):
    """Which roles may write a kind of entry, and in which phases."""

    roles: tuple[Role, ...]
    phases: tuple[Phase, ...]


_CHAIR: tuple[Role, ...] = ("chair",)
_JUDGES: tuple[Role, ...] = ("chair", "evaluator", "ethics")
_BEFORE_OPEN = PHASES[:2]
_BEFORE_CLOSED = PHASES[:-1]
_AFTER_FREEZE = PHASES[1:-1]

MAY: dict[str, May] = {
    "person-added": May(_CHAIR, _BEFORE_CLOSED),
    "solution-added": May(_CHAIR, PHASES[:3]),
    "solution-withdrawn": May(_CHAIR, PHASES[:5]),
    "set-chosen": May(_CHAIR, _BEFORE_OPEN),
    "weights-set": May(_CHAIR, _BEFORE_OPEN),
    "set-fitted": May(_CHAIR, _BEFORE_OPEN),
    "period-set": May(_CHAIR, _BEFORE_CLOSED),
    "scoping-answered": May(_CHAIR, _BEFORE_OPEN),
    "rules-set": May(_CHAIR, _BEFORE_OPEN),
    "frozen": May(_CHAIR, PHASES),
    "phase-moved": May(_CHAIR, PHASES),
    "round-opened": May(_CHAIR, PHASES),
    "declared": May(_JUDGES, PHASES[:4]),
    "evidence-added": May(_JUDGES, _BEFORE_CLOSED),
    "submitted": May(("evaluator",), ("open",)),
    "agreed": May(_CHAIR, ("scored",)),
    "checked": May(("chair", "ethics"), _AFTER_FREEZE),
    "tension-recorded": May(_JUDGES, _AFTER_FREEZE),
    "compromise-recorded": May(_JUDGES, _AFTER_FREEZE),
    "condition-set": May(("chair", "ethics"), _AFTER_FREEZE),
    "advice-given": May(("ethics",), _AFTER_FREEZE),
    "corrected": May(("chair", "evaluator"), PHASES[3:6]),
    "imported": May(_CHAIR, ("preparing",)),
}


def apply(state: State, entry: Entry, *, settles: bool = False) -> None:
    """Let an entry do what it says; ``settles`` marks one that settles a conflict about the same thing.

    Raises
    ------
    RuleError
        With every rule that it breaks; the state is then as it was.
    """
    if state.opened is None or isinstance(entry.body, Opened):
        _open(state, entry)
        return
    may = permit(state, entry)
    if state.phase not in may.phases:
        phases = ", ".join(may.phases)
        raise RuleError(fault("TS-203", _where(entry), kind=entry.kind, phase=state.phase, phases=phases))
    _APPLY[entry.kind](state, entry, entry.body, settles)


def permit(state: State, entry: Entry) -> May:
    """Refuse whoever may not write a kind of entry, in any phase."""
    may = MAY.get(entry.kind)
    if may is None:
        raise RuleError(fault("TS-201", _where(entry), kind=entry.kind))
    person = state.people.get(entry.author)
    if person is None or person.role != entry.role or entry.role not in may.roles:
        roles = ", ".join(may.roles)
        raise RuleError(fault("TS-202", _where(entry), author=entry.author, kind=entry.kind, roles=roles))
    return may


def _where(entry: Entry) -> str:
    return f"{entry.author}.jsonl, line {entry.seq}"


def _refuse_if(broken: bool, code: str, entry: Entry, **particulars: Any) -> None:
    if broken:
        raise RuleError(fault(code, _where(entry), **particulars))


def _open(state: State, entry: Entry) -> None:
    body = entry.body
    if state.opened is not None or not isinstance(body, Opened) or entry.role != "chair":
        raise RuleError(fault("TS-204", _where(entry)))
    state.opened = body
    state.people[entry.author] = PersonAdded(person=entry.author, role="chair")


def _person(state: State, entry: Entry, body: PersonAdded, settles: bool) -> None:
    _refuse_if(body.person in state.people and not settles, "TS-205", entry, id=body.person)
    state.people[body.person] = body


def _solution(state: State, entry: Entry, body: SolutionAdded, settles: bool) -> None:
    _refuse_if(body.solution in state.solutions and not settles, "TS-205", entry, id=body.solution)
    _refuse_if(_track(state) == "tender" and state.phase != "open", "TS-206", entry)
    _refuse_if(bool(state.round.evaluations), "TS-207", entry)
    state.solutions[body.solution] = body


def _withdraw(state: State, entry: Entry, body: SolutionWithdrawn, settles: bool) -> None:
    _refuse_if(body.solution not in state.solutions, "TS-218", entry, solution=body.solution)
    state.withdrawn[body.solution] = body.reason


def _choose(field: str) -> Callable[[State, Entry, Any, bool], None]:
    def choose(state: State, entry: Entry, body: Any, settles: bool) -> None:
        _refuse_if(_method_is_closed(state), "TS-208", entry)
        setattr(state, field, body)

    return choose


def _choose_set(state: State, entry: Entry, body: SetChosen, settles: bool) -> None:
    """Choose a set; weights of another one, and what was left out of it, do not carry over."""
    before = state.set
    _choose("set")(state, entry, body, settles)
    if before is not None and before.set.id != body.set.id:
        state.weights = state.fitting = None


def _period(state: State, entry: Entry, body: PeriodSet, settles: bool) -> None:
    _refuse_if(body.ends < body.begins, "TS-246", entry, begins=body.begins, ends=body.ends)
    state.period = body


def _scope(state: State, entry: Entry, body: ScopingAnswered, settles: bool) -> None:
    _refuse_if(_method_is_closed(state), "TS-208", entry)
    state.scoping[body.question] = body.answer


def _freeze(state: State, entry: Entry, body: Frozen, settles: bool) -> None:
    _refuse_if(state.phase not in _BEFORE_OPEN or _method_is_closed(state), "TS-208", entry)
    number = len(state.versions) + 1
    _refuse_if(body.version != number, "TS-220", entry, version=body.version, expected=number)
    _refuse_if(number > 1 and body.reason is None, "TS-221", entry)
    _refuse_if(body.method == state.fingerprint, "TS-245", entry)
    method = state.methods.get(body.method)
    if method is None:
        raise RuleError(fault("TS-314", _where(entry), fingerprint=body.method))
    faults = weight_faults(method.values, method.weight_basis, _where(entry))
    if faults:
        raise RuleError(faults)
    state.versions.append(Version(number, body.method, entry.at, body.reason))
    state.fingerprint = body.method
    state.phase = "frozen"


def _move(state: State, entry: Entry, body: PhaseMoved, settles: bool) -> None:
    at = PHASES.index(state.phase)
    following = PHASES[at + 1] if at + 1 < len(PHASES) else None
    allowed = following if state.phase != "preparing" else None
    if settles and body.to == state.phase:
        return
    _refuse_if(body.to != allowed, "TS-222", entry, phase=state.phase, to=body.to, next=following or "-")
    if body.to == "open" and _track(state) == "ethics":
        _refuse_if(not state.solutions, "TS-223", entry)
    if body.to == "scored":
        missing = sorted(_evaluators(state) - state.round.evaluations.keys())
        _refuse_if(not state.round.evaluations, "TS-224", entry)
        _refuse_if(bool(missing) and body.reason is None, "TS-225", entry, missing=", ".join(missing))
    if body.to == "open":
        state.round.fingerprint = state.fingerprint
    state.phase = body.to


def _reopen(state: State, entry: Entry, body: RoundOpened, settles: bool) -> None:
    _refuse_if(state.phase not in PHASES[4:], "TS-226", entry, phase=state.phase)
    number = state.round.number + 1
    _refuse_if(body.round != number, "TS-227", entry, round=body.round, expected=number)
    state.rounds.append(RoundDraft(number))
    state.phase = "frozen"


def _declare(state: State, entry: Entry, body: Declared, settles: bool) -> None:
    _refuse_if(body.interests == "described" and not body.description, "TS-228", entry)
    state.declarations[entry.author] = body


def _evidence(state: State, entry: Entry, body: EvidenceAdded, settles: bool) -> None:
    _refuse_if(body.evidence in state.evidence and not settles, "TS-205", entry, id=body.evidence)
    _refuse_if(body.link is not None and body.consulted is None, "TS-229", entry, id=body.evidence)
    state.evidence[body.evidence] = body


def _submit(state: State, entry: Entry, body: Submitted, settles: bool) -> None:
    method = _judging(state, entry)
    _refuse_if(entry.author not in state.declarations, "TS-230", entry, author=entry.author)
    _refuse_if(entry.author in state.round.evaluations, "TS-231", entry, author=entry.author)
    _refuse_if(body.round != state.round.number, "TS-227", entry, round=body.round, expected=state.round.number)
    faults = [found for each in body.evaluations for found in _cell_faults(state, method, entry, each)]
    faults += _coverage_faults(state, entry, body)
    if faults:
        raise RuleError(faults)
    state.round.evaluations[entry.author] = {each.cell: each for each in body.evaluations}
    state.round.sources[entry.digest] = entry


def _coverage_faults(state: State, entry: Entry, body: Submitted) -> Iterator[Fault]:
    for solution, criterion in _doubled(body.evaluations):
        yield fault("TS-232", _where(entry), solution=solution, id=criterion)
    given = {each.cell for each in body.evaluations}
    for solution in state.solutions:
        for criterion in state.judged:
            if solution not in state.withdrawn and (solution, criterion) not in given:
                yield fault("TS-214", f"{_where(entry)}, {solution}", id=criterion)


def _doubled(evaluations: list[Evaluation]) -> list[Cell]:
    return sorted(cell for cell, count in Counter(each.cell for each in evaluations).items() if count > 1)


def _agree(state: State, entry: Entry, body: Agreed, settles: bool) -> None:
    faults = list(_cell_faults(state, _judging(state, entry), entry, body))
    people = {*body.present, *(each.person for each in body.dissent)}
    faults += [fault("TS-233", _where(entry), person=person) for person in sorted(people - state.people.keys())]
    if faults:
        raise RuleError(faults)
    state.round.agreed[body.cell] = body
    state.round.sources[entry.digest] = entry


def _check(state: State, entry: Entry, body: Checked, settles: bool) -> None:
    method = _judging(state, entry)
    asked = next((each for each in method.checklist if each.id == body.criterion), None)
    if asked is None:
        raise RuleError(fault("TS-219", _where(entry), id=body.criterion))
    faults = list(answer_faults(body, asked, method, _where(entry), evidence=state.evidence, final=True))
    if faults:
        raise RuleError(faults)
    state.round.checked[body.criterion] = body


def _note(state: State, entry: Entry, body: Any, settles: bool) -> None:
    state.notes.append(body)


def _correct(state: State, entry: Entry, body: Corrected, settles: bool) -> None:
    source = state.round.sources.get(body.supersedes)
    if source is None:
        raise RuleError(fault("TS-234", _where(entry), digest=body.supersedes))
    _refuse_if(source.author != entry.author, "TS-235", entry, author=source.author)
    faults = list(_cell_faults(state, _judging(state, entry), entry, body.evaluation))
    if faults:
        raise RuleError(faults)
    cell = body.evaluation.cell
    if isinstance(source.body, Agreed):
        _refuse_if(source.body.cell != cell, "TS-234", entry, digest=body.supersedes)
        answer = body.evaluation.model_dump(exclude_unset=True)
        state.round.agreed[cell] = source.body.model_copy(update=answer)
    else:
        state.round.evaluations[entry.author][cell] = body.evaluation
    state.round.corrections.append(Correction(entry.author, entry.at, body.supersedes, body.reason, body.evaluation))


def _import(state: State, entry: Entry, body: Imported, settles: bool) -> None:
    _refuse_if(state.opened is None or not state.opened.imported or bool(state.solutions), "TS-236", entry)
    method = state.methods.get(body.method)
    if method is None:
        raise RuleError(fault("TS-314", _where(entry), fingerprint=body.method))
    faults = list(_imported_faults(state, method, entry, body))
    if faults:
        raise RuleError(faults)
    for each in body.solutions:
        state.solutions[each.id] = SolutionAdded(solution=each.id, name=each.name)
    for sheet in body.evaluators:
        state.people[sheet.person] = PersonAdded(person=sheet.person, role="evaluator", expertise=sheet.name)
        state.round.evaluations[sheet.person] = {each.cell: each for each in sheet.evaluations}
    state.versions.append(Version(1, body.method, entry.at, None))
    state.fingerprint = state.round.fingerprint = body.method
    state.phase = "scored"


def _imported_faults(state: State, method: Method, entry: Entry, body: Imported) -> Iterator[Fault]:
    where = _where(entry)
    asked = judged(method)
    solutions = {each.id for each in body.solutions}
    for sheet in body.evaluators:
        if sheet.person in state.people:
            yield fault("TS-205", where, id=sheet.person)
        for solution, criterion in _doubled(sheet.evaluations):
            yield fault("TS-232", where, solution=solution, id=criterion)
        for each in sheet.evaluations:
            if each.solution not in solutions:
                yield fault("TS-218", where, solution=each.solution)
            elif each.criterion not in asked:
                yield fault("TS-219", where, id=each.criterion)
            else:
                yield from answer_faults(each, asked[each.criterion], method, where, evidence=(), final=False)


def _cell_faults(state: State, method: Method, entry: Entry, given: Evaluation) -> Iterator[Fault]:
    where = f"{_where(entry)}, {given.solution}"
    if given.solution not in state.solutions or given.solution in state.withdrawn:
        yield fault("TS-218", where, solution=given.solution)
    asked = state.judged.get(given.criterion)
    if asked is None:
        yield fault("TS-219", where, id=given.criterion)
        return
    yield from answer_faults(given, asked, method, where, evidence=state.evidence, final=True)


def _judging(state: State, entry: Entry) -> Method:
    """Give the method in force, for an entry that judges under it."""
    method = state.method
    if method is None or entry.fingerprint != state.fingerprint:
        raise RuleError(fault("TS-237", _where(entry), fingerprint=state.fingerprint or "-"))
    return method


def _method_is_closed(state: State) -> bool:
    """Tell whether the method can no longer change: in a tender from the first solution or round on."""
    return _track(state) == "tender" and (bool(state.solutions) or state.round.number > 1)


def _track(state: State) -> str:
    return state.opened.track if state.opened else ""


def _evaluators(state: State) -> set[str]:
    return {person.person for person in state.people.values() if person.role == "evaluator"}


_APPLY: dict[str, Callable[[State, Entry, Any, bool], None]] = {
    "person-added": _person,
    "solution-added": _solution,
    "solution-withdrawn": _withdraw,
    "set-chosen": _choose_set,
    "weights-set": _choose("weights"),
    "set-fitted": _choose("fitting"),
    "period-set": _period,
    "scoping-answered": _scope,
    "rules-set": _choose("rules"),
    "frozen": _freeze,
    "phase-moved": _move,
    "round-opened": _reopen,
    "declared": _declare,
    "evidence-added": _evidence,
    "submitted": _submit,
    "agreed": _agree,
    "checked": _check,
    "tension-recorded": _note,
    "compromise-recorded": _note,
    "condition-set": _note,
    "advice-given": _note,
    "corrected": _correct,
    "imported": _import,
}
