"""What an entry may do while an assessment is prepared and moved on, and what it then changes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from toetssteen.errors import RuleError
from toetssteen.model.entries.body import PHASES
from toetssteen.model.entries.entry import Entry
from toetssteen.model.entries.preparing import (
    Frozen,
    PeriodSet,
    PersonAdded,
    PhaseMoved,
    RoundOpened,
    ScopingAnswered,
    SetChosen,
    SolutionAdded,
    SolutionWithdrawn,
)
from toetssteen.model.entries.ruling import method_is_closed, place_of, refuse_if, track
from toetssteen.model.method import weight_faults
from toetssteen.model.replay.assessment import LeftOpen, Version
from toetssteen.model.replay.open_points import open_points, says_why
from toetssteen.model.replay.state import RoundDraft, State


def add_person(state: State, entry: Entry, body: PersonAdded, settles: bool) -> None:
    """Let somebody join."""
    refuse_if(body.person in state.people and not settles, "TS-205", entry, id=body.person)
    state.people[body.person] = body


def add_solution(state: State, entry: Entry, body: SolutionAdded, settles: bool) -> None:
    """Enter a solution."""
    refuse_if(body.solution in state.solutions and not settles, "TS-205", entry, id=body.solution)
    refuse_if(track(state) == "tender" and state.phase != "open", "TS-206", entry)
    refuse_if(bool(state.round.evaluations or state.round.seals), "TS-207", entry)
    state.solutions[body.solution] = body


def withdraw(state: State, entry: Entry, body: SolutionWithdrawn, settles: bool) -> None:
    """Take a solution back."""
    refuse_if(body.solution not in state.solutions, "TS-218", entry, solution=body.solution)
    state.withdrawn[body.solution] = body.reason


def choose(field: str) -> Callable[[State, Entry, Any, bool], None]:
    """Make the rule of a choice about the method."""

    def chosen(state: State, entry: Entry, body: Any, settles: bool) -> None:
        refuse_if(method_is_closed(state), "TS-208", entry)
        setattr(state, field, body)

    return chosen


def choose_set(state: State, entry: Entry, body: SetChosen, settles: bool) -> None:
    """Choose a set; weights of another one, and what was left out of it, do not carry over."""
    before = state.set
    choose("set")(state, entry, body, settles)
    if before is not None and before.set.id != body.set.id:
        state.weights = state.fitting = None


def set_period(state: State, entry: Entry, body: PeriodSet, settles: bool) -> None:
    """Set the period of use."""
    refuse_if(body.ends < body.begins, "TS-246", entry, begins=body.begins, ends=body.ends)
    state.period = body


def scope(state: State, entry: Entry, body: ScopingAnswered, settles: bool) -> None:
    """Answer a scoping question."""
    refuse_if(method_is_closed(state), "TS-208", entry)
    state.scoping[body.question] = body.answer


def freeze(state: State, entry: Entry, body: Frozen, settles: bool) -> None:
    """Fix the method."""
    refuse_if(state.phase not in PHASES[:2] or method_is_closed(state), "TS-208", entry)
    number = len(state.versions) + 1
    refuse_if(body.version != number, "TS-220", entry, version=body.version, expected=number)
    refuse_if(number > 1 and body.reason is None, "TS-221", entry)
    refuse_if(body.method == state.fingerprint, "TS-245", entry)
    method = state.methods.get(body.method)
    faults = weight_faults(method.values, method.weight_basis, place_of(entry)) if method else []
    if faults:
        raise RuleError(faults)
    state.versions.append(Version(number, body.method, entry.at, body.reason))
    state.fingerprint = body.method
    state.phase = "frozen"


def move(state: State, entry: Entry, body: PhaseMoved, settles: bool) -> None:
    """Move to the next phase."""
    at = PHASES.index(state.phase)
    following = PHASES[at + 1] if at + 1 < len(PHASES) else None
    allowed = following if state.phase != "preparing" else None
    if settles and body.to == state.phase:
        left = state.round.left_open.get(body.to)
        if left is not None and says_why(body.reason):  # two chairs moved at once; who saw both says why
            state.round.left_open[body.to] = replace(left, author=entry.author, at=entry.at, reason=body.reason)
        return
    refuse_if(body.to != allowed, "TS-222", entry, phase=state.phase, to=body.to, next=following or "-")
    if body.to == "open" and track(state) == "ethics":
        refuse_if(not state.solutions, "TS-223", entry)
    if body.to == "scored":
        refuse_if(state.round.key is not None, "TS-258", entry)
        missing = sorted(state.expected() - state.round.evaluations.keys())
        refuse_if(not state.round.evaluations, "TS-224", entry)
        refuse_if(bool(missing) and body.reason is None, "TS-225", entry, missing=", ".join(missing))
        state.round.opened_early = body.reason if missing else None
    if body.to == "open":
        state.round.fingerprint = state.fingerprint
    _note_open(state, entry, body)
    state.phase = body.to


def _note_open(state: State, entry: Entry, body: PhaseMoved) -> None:
    """Note what was open when the consensus closed or the decision was recorded, with the reason where there is one.

    Nothing is refused here: logs from before have no reason, and have to give the state that they always gave.
    """
    if state.method is None:
        return
    running = [solution for solution in state.solutions if solution not in state.withdrawn]
    still = open_points(body.to, state.method, running, state.round.agreed, state.round.checked)
    if still.open:
        reason = body.reason if says_why(body.reason) else None
        state.round.left_open[body.to] = LeftOpen(body.to, entry.author, entry.at, *still, reason)


def reopen(state: State, entry: Entry, body: RoundOpened, settles: bool) -> None:
    """Begin a new round."""
    lost = state.phase == "open" and state.round.key is not None  # its key is lost: nothing else can be done
    refuse_if(state.phase not in PHASES[4:] and not lost, "TS-226", entry, phase=state.phase)
    number = state.round.number + 1
    refuse_if(body.round != number, "TS-227", entry, round=body.round, expected=number)
    state.rounds.append(RoundDraft(number, reason=body.reason))
    state.phase = "frozen"
