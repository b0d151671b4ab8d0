"""What holds of every entry, whatever its kind: the format it is in, who may write it, and when.

Rules (``semantics`` 1, 3, 5, 6, 9): the chair prepares, freezes and moves phases, one at a time; in a tender
nothing of the method changes once a solution exists; in an ethics review a later change is a new round;
an evaluator declares before submitting, submits all cells at once, and only while the round is open; the
consensus comes after; a correction names what it supersedes and why. Each kind says its own part of this.
"""

from __future__ import annotations

from toetssteen.errors import Fault, RuleError, fault
from toetssteen.model.entries.body import Phase
from toetssteen.model.entries.entry import Entry
from toetssteen.model.entries.opening import Opened
from toetssteen.model.entries.ruling import place_of, refuse_if
from toetssteen.model.replay.state import State
from toetssteen.model.replay.upgrade import NEWEST


def apply(state: State, entry: Entry, *, settles: bool = False) -> None:
    """Let an entry do what it says; ``settles`` marks one that settles a conflict about the same thing.

    Raises
    ------
    RuleError
        With every rule that it breaks; the state is then as it was.
    """
    body = entry.body
    if not isinstance(body, Opened):
        refuse_if(state.opened is None, "TS-204", entry)
        permit(state, entry)
        if state.phase not in body.phases:
            raise RuleError(too_late(entry, state.phase))
    body.apply(state, entry, settles)


def too_late(entry: Entry, phase: Phase) -> Fault:
    """Return the fault of an entry that came after its phase."""
    phases = ", ".join(entry.body.phases)
    return fault("TS-203", place_of(entry), kind=entry.kind, phase=phase, phases=phases)


def permit(state: State, entry: Entry) -> None:
    """Refuse an entry of a format not raised yet, whoever may not write its kind in any phase, and what is forged."""
    body = entry.body
    if entry.format > state.format:
        raise RuleError(fault("TS-296", place_of(entry), format=entry.format, current=state.format))
    if not body.phases:
        raise RuleError(fault("TS-201", place_of(entry), kind=entry.kind))
    person, roles = state.people.get(entry.author), body.writers(entry.format)
    if person is None or person.role != entry.role or entry.role not in roles:
        listed = ", ".join(roles)
        raise RuleError(fault("TS-202", place_of(entry), author=entry.author, kind=entry.kind, roles=listed))
    if entry.format < NEWEST and body.oldest() > entry.format:
        raise RuleError(fault("TS-295", place_of(entry), format=entry.format, kind=entry.kind))
    body.vouch(state, entry)
