"""What the rules of every kind of entry have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from toetssteen.errors import RuleError, fault
from toetssteen.model.method import Method

if TYPE_CHECKING:
    from toetssteen.model.entries.entry import Entry
    from toetssteen.model.replay.state import State


def place_of(entry: Entry) -> str:
    """Return where an entry stands, for the ``where`` of a fault: its author's log and line."""
    return f"{entry.author}.jsonl, line {entry.seq}"


def refuse_if(broken: bool, code: str, entry: Entry, **particulars: Any) -> None:
    """Refuse an entry that breaks a rule."""
    if broken:
        raise RuleError(fault(code, place_of(entry), **particulars))


def refuse_if_not_asked(state: State, entry: Entry) -> None:
    """Refuse to judge while there are solutions that came after the author declared interests."""
    later = [state.solutions[solution].name for solution in state.not_asked(entry.author)]
    refuse_if(bool(later), "TS-284", entry, author=entry.author, names=", ".join(later))


def refuse_if_not_alone(state: State, entry: Entry, more: int = 0) -> None:
    """Refuse that a quick scan is not by one person; ``more`` are those who would join."""
    count = sum(person.role == "evaluator" for person in state.people.values()) + more
    refuse_if(state.method is not None and state.method.quick is not None and count != 1, "TS-727", entry, count=count)


def method_in_force(state: State, entry: Entry) -> Method | None:
    """Return the method in force, for an entry that judges under it; ``None`` where it was frozen and is not here."""
    if state.fingerprint is None or entry.fingerprint != state.fingerprint:
        raise RuleError(fault("TS-237", place_of(entry), fingerprint=state.fingerprint or "-"))
    return state.method


def method_is_closed(state: State) -> bool:
    """Return whether the method can no longer change: in a tender from the first solution or round on."""
    return track(state) == "tender" and (bool(state.solutions) or state.round.number > 1)


def track(state: State) -> str:
    """Return the track of the assessment."""
    return state.opened.track if state.opened else ""
