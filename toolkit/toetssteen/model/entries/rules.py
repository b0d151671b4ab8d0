"""What an entry may do, and what it then changes: one function a kind.

Rules (``semantics`` 1, 3, 5, 6, 9): the chair prepares, freezes and moves phases, one at a time; in a tender
nothing of the method changes once a solution exists; in an ethics review a later change is a new round;
an evaluator declares before submitting, submits all cells at once, and only while the round is open; the
consensus comes after; a correction names what it supersedes and why.

Each function first refuses (``RuleError``, all faults at once), then changes the state; it never does half.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from toetssteen.errors import Fault, RuleError, fault
from toetssteen.model.entries import rules_judging as judging
from toetssteen.model.entries import rules_preparing as preparing
from toetssteen.model.entries import rules_sealing as sealing
from toetssteen.model.entries.body import PHASES, Phase, Role
from toetssteen.model.entries.entry import Entry
from toetssteen.model.entries.preparing import Opened, PersonAdded
from toetssteen.model.entries.ruling import place_of
from toetssteen.model.replay.state import State


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
    "pricing-set": May(_CHAIR, _BEFORE_OPEN),
    "questionnaire-made": May(_CHAIR, PHASES[1:3]),
    "clarified": May(_CHAIR, _BEFORE_CLOSED),
    "measure-taken": May(_CHAIR, PHASES[:5]),
    "answers-received": May(_CHAIR, PHASES[:3]),
    "round-keyed": May(_CHAIR, ("frozen", "open")),
    "sealed": May(("evaluator",), ("open",)),
    "unsealed": May(_CHAIR, ("open",)),
    "price-sealed": May(_CHAIR, ("open", "scored")),
    "price-opened": May(_CHAIR, ("agreed",)),
    "low-price-judged": May(_CHAIR, ("agreed",)),
    "what-if-opened": May(_CHAIR, ("scored", "agreed")),
    "tie-broken": May(_CHAIR, ("agreed", "decided")),
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
        raise RuleError(too_late(entry, state.phase))
    _APPLY[entry.kind](state, entry, entry.body, settles)


def too_late(entry: Entry, phase: Phase) -> Fault:
    """Name the fault of an entry that came after its phase."""
    phases = ", ".join(MAY[entry.kind].phases)
    return fault("TS-203", place_of(entry), kind=entry.kind, phase=phase, phases=phases)


def permit(state: State, entry: Entry) -> May:
    """Refuse whoever may not write a kind of entry, in any phase."""
    may = MAY.get(entry.kind)
    if may is None:
        raise RuleError(fault("TS-201", place_of(entry), kind=entry.kind))
    person = state.people.get(entry.author)
    if person is None or person.role != entry.role or entry.role not in may.roles:
        roles = ", ".join(may.roles)
        raise RuleError(fault("TS-202", place_of(entry), author=entry.author, kind=entry.kind, roles=roles))
    return may


def _open(state: State, entry: Entry) -> None:
    body = entry.body
    if state.opened is not None or not isinstance(body, Opened) or entry.role != "chair":
        raise RuleError(fault("TS-204", place_of(entry)))
    state.opened = body
    state.people[entry.author] = PersonAdded(person=entry.author, role="chair")


_APPLY: dict[str, Callable[[State, Entry, Any, bool], None]] = {
    "person-added": preparing.add_person,
    "solution-added": preparing.add_solution,
    "solution-withdrawn": preparing.withdraw,
    "set-chosen": preparing.choose_set,
    "weights-set": preparing.choose("weights"),
    "set-fitted": preparing.choose("fitting"),
    "period-set": preparing.set_period,
    "scoping-answered": preparing.scope,
    "rules-set": preparing.choose("rules"),
    "frozen": preparing.freeze,
    "phase-moved": preparing.move,
    "round-opened": preparing.reopen,
    "declared": judging.declare,
    "evidence-added": judging.add_evidence,
    "submitted": judging.submit,
    "agreed": judging.agree,
    "checked": judging.check,
    "tension-recorded": judging.note,
    "compromise-recorded": judging.note,
    "condition-set": judging.note,
    "advice-given": judging.note,
    "corrected": judging.correct,
    "imported": judging.import_sheet,
    "pricing-set": preparing.choose("pricing"),
    "questionnaire-made": sealing.clarify,
    "clarified": sealing.clarify,
    "measure-taken": sealing.take_measure,
    "answers-received": sealing.receive_answers,
    "round-keyed": sealing.key_round,
    "sealed": sealing.seal,
    "unsealed": sealing.unseal,
    "price-sealed": sealing.seal_price,
    "price-opened": sealing.open_price,
    "low-price-judged": sealing.judge_low_price,
    "what-if-opened": judging.open_what_if,
    "tie-broken": sealing.break_tie,
}
