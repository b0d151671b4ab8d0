"""Fixing the method, and moving on from there: from phase to phase, and from round to round."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, ClassVar

from pydantic import Field

from toetssteen.errors import RuleError
from toetssteen.language import says_why
from toetssteen.model.base import Digest, Prose
from toetssteen.model.entries.body import CHAIR, PHASES, Body, Phase
from toetssteen.model.entries.ruling import method_is_closed, place_of, refuse_if, refuse_if_not_alone, track
from toetssteen.model.fitting import class_faults
from toetssteen.model.method import weight_faults
from toetssteen.model.replay.assessment import LeftOpen, Version
from toetssteen.model.replay.open_points import open_points

if TYPE_CHECKING:
    from toetssteen.model.entries.entry import Entry
    from toetssteen.model.replay.state import State


class Frozen(Body):
    """The method is fixed under its fingerprint; a later version says why."""

    kind: ClassVar[str] = "frozen"
    roles = CHAIR
    phases = PHASES
    method: Digest
    version: Annotated[int, Field(ge=1)]
    reason: Prose | None = None

    def slot(self, state: State) -> tuple[str, ...] | None:
        return ("frozen",)

    def undecide(self, state: State, slot: tuple[str, ...]) -> None:
        state.fingerprint = None
        state.phase = "preparing"

    def note(self, state: State, entry: Entry, slot: tuple[str, ...] | None) -> None:
        state.named.add(self.method)

    def apply(self, state: State, entry: Entry, settles: bool) -> None:
        refuse_if(state.phase not in PHASES[:2] or method_is_closed(state), "TS-208", entry)
        number = len(state.versions) + 1
        refuse_if(self.version != number, "TS-220", entry, version=self.version, expected=number)
        refuse_if(number > 1 and self.reason is None, "TS-221", entry)
        refuse_if(self.method == state.fingerprint, "TS-245", entry)
        method = state.methods.get(self.method)
        refuse_if(method is not None and method.quick is not None and track(state) == "tender", "TS-728", entry)
        faults = weight_faults(method, place_of(entry)) + class_faults(method, place_of(entry)) if method else []
        if faults:
            raise RuleError(faults)
        state.versions.append(Version(number, self.method, entry.at, self.reason))
        state.fingerprint = self.method
        state.phase = "frozen"


class PhaseMoved(Body):
    """The chair moves the assessment to its next phase."""

    kind: ClassVar[str] = "phase-moved"
    roles = CHAIR
    phases = PHASES
    to: Phase
    reason: Prose | None = None

    def slot(self, state: State) -> tuple[str, ...] | None:
        return ("phase",)

    def apply(self, state: State, entry: Entry, settles: bool) -> None:
        at = PHASES.index(state.phase)
        following = PHASES[at + 1] if at + 1 < len(PHASES) else None
        allowed = following if state.phase != "preparing" else None
        if settles and self.to == state.phase:
            left = state.round.left_open.get(self.to)
            if left is not None and says_why(self.reason):  # two chairs moved at once; who saw both says why
                state.round.left_open[self.to] = replace(left, author=entry.author, at=entry.at, reason=self.reason)
            return
        refuse_if(self.to != allowed, "TS-222", entry, phase=state.phase, to=self.to, next=following or "-")
        if self.to == "open" and track(state) == "ethics":
            refuse_if(not state.solutions, "TS-223", entry)
            refuse_if_not_alone(state, entry)
        if self.to == "scored":
            refuse_if(state.round.key is not None, "TS-258", entry)
            missing = sorted(set(state.judges()) - state.round.evaluations.keys())
            refuse_if(not state.round.evaluations, "TS-224", entry)
            refuse_if(bool(missing) and self.reason is None, "TS-225", entry, missing=", ".join(missing))
            state.round.opened_early = self.reason if missing else None
        if self.to == "open":
            state.round.fingerprint = state.fingerprint
        self._note_open(state, entry)
        state.phase, state.moved = self.to, self

    def _note_open(self, state: State, entry: Entry) -> None:
        """Record what was open when consensus closed or the decision was recorded, with the reason if there is one.

        Nothing is refused here: logs from before have no reason, and have to give the state that they always gave.
        """
        if state.method is None:
            return
        still = open_points(self.to, state.method, state.running(), state.round.agreed, state.round.checked)
        if still.open:
            reason = self.reason if says_why(self.reason) else None
            state.round.left_open[self.to] = LeftOpen(self.to, entry.author, entry.at, *still, reason)

    def already(self, state: State, author: str) -> bool:
        """Return whether it stands there, and for the reason that is given: another reason would be lost."""
        return state.phase == self.to and (self.reason is None or state.moved == self)


class RoundOpened(Body):
    """A new round begins, on the same method or (ethics) on one frozen anew."""

    kind: ClassVar[str] = "round-opened"
    roles = CHAIR
    phases = PHASES
    round: Annotated[int, Field(ge=2)]
    reason: Prose

    def slot(self, state: State) -> tuple[str, ...] | None:
        return ("phase",)

    def apply(self, state: State, entry: Entry, settles: bool) -> None:
        lost = state.phase == "open" and state.round.key is not None  # its key is lost: nothing else can be done
        scan = state.method is not None and state.method.quick is not None and state.phase in PHASES[2:4]  # it grows
        refuse_if(state.phase not in PHASES[4:] and not (lost or scan), "TS-226", entry, phase=state.phase)
        number = state.round.number + 1
        refuse_if(self.round != number, "TS-227", entry, round=self.round, expected=number)
        state.begin_round(self.reason)
        state.phase = "frozen"

    def already(self, state: State, author: str) -> bool:
        return (state.round.number, state.round.reason) == (self.round, self.reason)
