"""Replaying entries: from logs to the state of an assessment.

Rules: the order is that of ``order.py``; what an entry may do is decided by ``rules.py``, at writing and
at replay alike; two concurrent entries that decide one thing differently leave it undecided until an
entry that has seen both decides it. Nothing here reads a disk or a clock.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from types import MappingProxyType
from typing import Any, TypeVar

from toetssteen.errors import IntegrityError, RuleError, fault
from toetssteen.model.entries import rules
from toetssteen.model.entries.body import PHASES, Body, Evaluation
from toetssteen.model.entries.entry import Entry
from toetssteen.model.entries.freezing import Frozen
from toetssteen.model.entries.opening import Opened
from toetssteen.model.entries.righting import Righting
from toetssteen.model.entries.ruling import place_of
from toetssteen.model.entries.scoring import Imported, Submitted
from toetssteen.model.entries.sealing import Sealed
from toetssteen.model.method import Method
from toetssteen.model.replay.assessment import Assessment, Cell, Conflict, Round, SetAside
from toetssteen.model.replay.order import order
from toetssteen.model.replay.reading import without_closed
from toetssteen.model.replay.state import RoundDraft, State

_Noun = TypeVar("_Noun")


def replay(logs: Mapping[str, Sequence[Entry]], methods: Mapping[str, Method]) -> Replay:
    """Replay all entries of all logs.

    ``methods`` has every frozen method by its fingerprint. An entry that breaks a rule is set aside. Where a method
    that entries name is not here, what was judged by it was checked when it was written, and is taken on trust: the
    phase stays what it was, nobody is shown what was judged, and whoever keeps the entries lets nothing be added.

    Raises
    ------
    IntegrityError
        If an entry has seen one that is not there, or two open the assessment.
    """
    result = Replay(methods)
    for entry in order(logs):
        result.take(entry)
    return result


class Replay:
    """The replay of an assessment, to which entries can still be added."""

    def __init__(self, methods: Mapping[str, Method]) -> None:
        self.state = State(methods)
        self.heads: dict[str, Entry] = {}
        self.conflicts: dict[tuple[str, ...], list[Entry]] = {}
        self.set_aside: list[SetAside] = []
        self._deciding: dict[tuple[str, ...], list[Entry]] = {}
        self._knew: dict[str, tuple[str, int, dict[str, int]]] = {}
        self._known: dict[str, dict[str, int]] = {}
        self._taken: list[Entry] = []
        self._again = False

    def seen_by(self, author: str) -> list[str]:
        """Return the heads of other logs that an author's log has not yet acknowledged, sorted."""
        known = self._known.get(author, {})
        return sorted(
            head.digest for other, head in self.heads.items() if other != author and known.get(other, 0) < head.seq
        )

    def take(self, entry: Entry) -> None:
        """Replay one entry, the next in order; set it aside where it breaks a rule."""
        known = self._learn(entry)
        try:
            self._apply(entry, known)
            self.set_aside += [
                SetAside(late, (rules.too_late(late, self.state.phase),)) for late in self.state.round.late
            ]
            self.state.round.late.clear()
        except RuleError as error:
            if isinstance(entry.body, Opened):  # two beginnings: whose assessment it is cannot be told
                raise IntegrityError(error.faults) from None
            self.set_aside.append(SetAside(entry, error.faults))
        self.heads[entry.author] = entry

    def check(self, entry: Entry) -> None:
        """Refuse an entry that would be set aside; the replay is spent afterwards.

        Raises
        ------
        RuleError
            With every rule that the entry breaks; one that names a method names one that is here.
        """
        self._apply(entry, self._learn(entry))
        body = entry.body
        if isinstance(body, Frozen | Imported) and body.method not in self.state.methods:
            raise RuleError(fault("TS-314", place_of(entry), fingerprint=body.method))

    def _learn(self, entry: Entry) -> dict[str, int]:
        """Record and return what the author knew: the entries it had seen, and all that their authors knew."""
        self._taken.append(entry)
        known = self._known.get(entry.author, {})
        if entry.seen:
            known = dict(known)
            for digest in entry.seen:
                author, seq, theirs = self._knew[digest]
                for other, count in theirs.items():
                    known[other] = max(known.get(other, 0), count)
                known[author] = max(known.get(author, 0), seq)
            self._known[entry.author] = known
        self._knew[entry.digest] = (entry.author, entry.seq, known)
        return known

    def already(self, author: str, body: Body) -> bool:
        """Return whether an entry would say what already holds; one that settles a conflict does not.

        What its author may not write is for the rules to refuse.
        """
        person = self.state.people.get(author)
        if person is None or person.role not in body.roles or body.slot(self.state) in self.conflicts:
            return False
        return body.already(self.state, author)

    def _apply(self, entry: Entry, known: dict[str, int]) -> None:
        slot, self.state.known = entry.body.slot(self.state), known
        if isinstance(entry.body, Righting) and entry.body.looks_back() and not self._again:
            self._look_back(entry, entry.body)
        if slot is None:
            rules.apply(self.state, entry)
        else:
            self._decide(entry, slot, known)
        entry.body.note(self.state, entry, slot)

    def _look_back(self, entry: Entry, righting: Righting) -> None:
        """Refuse to put right what would not have been allowed, had it been so from the start."""
        role = righting.now.get("role")  # also of whoever opened the assessment, whom no entry added
        for earlier in self._taken[:-1]:
            if role and earlier.author == righting.which and earlier.role != role:
                raise RuleError(fault("TS-283", place_of(entry), line=place_of(earlier)))
        again = Replay(self.state.methods)
        again._again = True
        for earlier in self._taken[:-1]:
            again.take(earlier.model_copy(update={"body": righting.had_it_been_so(earlier.body)}))
        allowed = {aside.entry.digest for aside in self.set_aside}
        for aside in again.set_aside:
            if aside.entry.digest not in allowed:
                raise RuleError([fault("TS-283", place_of(entry), line=place_of(aside.entry)), *aside.faults])

    def _decide(self, entry: Entry, slot: tuple[str, ...], known: dict[str, int]) -> None:
        """Apply an entry that decides something, unless another decides it differently at the same time."""
        others = [
            other
            for other in self._deciding.get(slot, ())
            if other.author != entry.author and known.get(other.author, 0) < other.seq
        ]
        if others:
            rules.permit(self.state, entry)
        if not all(other.body == entry.body for other in others):
            entry.body.undecide(self.state, slot)
            self.conflicts[slot] = [*others, entry]
        elif not others or slot in self.conflicts:
            rules.apply(self.state, entry, settles=slot in self.conflicts)
            self.conflicts.pop(slot, None)
        self._deciding[slot] = [*others, entry]

    def assessment(self) -> Assessment:
        """Return the state as it stands, frozen."""
        if self.state.opened is None:
            raise IntegrityError(fault("TS-302", "", problem="opened"))
        return without_closed(
            _frozen(
                Assessment,
                self.state,
                rounds=tuple(self._rounds()),
                conflicts=tuple(Conflict(slot, tuple(entries)) for slot, entries in sorted(self.conflicts.items())),
                set_aside=tuple(self.set_aside),
                heads=MappingProxyType({author: entry.digest for author, entry in sorted(self.heads.items())}),
            )
        )

    def _rounds(self) -> Iterable[Round]:
        for draft in self.state.rounds:
            current, fingerprint = draft is self.state.round, draft.fingerprint or self.state.fingerprint
            method = self.state.methods.get(fingerprint or "")
            lost = not current and bool(draft.seals) and not draft.evaluations  # its key is lost: a new round came
            away = fingerprint is not None and method is None  # what was opened cannot be checked: it stays closed
            quick = method is not None and method.quick is not None  # nobody else is there to seal it from
            sealed = lost or away or (current and self.state.phase in PHASES[:3] and not quick)
            yield _frozen(
                Round,
                draft,
                fingerprint=fingerprint,
                method=method,
                sealed=sealed,
                settled=not current or self.state.phase in PHASES[4:],
                submitted=tuple(sorted({*draft.evaluations, *draft.seals})),
                evaluations=MappingProxyType({} if sealed else self._evaluations(draft)),
                corrections=tuple(
                    correction
                    for correction in draft.corrections
                    if correction.agreed
                    or correction.evaluation.solution
                    not in self.state.kept_from(correction.person or correction.author)
                ),
                seals=MappingProxyType(
                    {person: entry.body for person, entry in draft.seals.items() if isinstance(entry.body, Sealed)}
                ),
                seeds=tuple(sorted(digest for digest, source in draft.sources.items() if _submits(source))),
                left_open=tuple(draft.left_open.values()),
            )

    def _evaluations(self, draft: RoundDraft) -> dict[str, Mapping[Cell, Evaluation]]:
        """Return everybody's evaluations, without those of solutions that a measure keeps them from."""
        kept = {person: self.state.kept_from(person) for person in draft.evaluations}
        return {
            person: {cell: evaluation for cell, evaluation in answers.items() if cell[0] not in kept[person]}
            if kept[person]
            else answers
            for person, answers in sorted(draft.evaluations.items())
        }


def _submits(entry: Entry) -> bool:
    return isinstance(entry.body, Submitted | Sealed | Imported)


def _frozen(noun: type[_Noun], source: object, **worked_out: Any) -> _Noun:
    """Make a frozen noun: what was worked out, and all its other fields as ``source`` has them, not to be changed."""
    names = [part.name for part in fields(noun)]  # type: ignore[arg-type]
    return noun(**{name: worked_out[name] if name in worked_out else _fixed(getattr(source, name)) for name in names})


def _fixed(value: Any) -> Any:
    match value:
        case dict():
            return MappingProxyType(value)
        case list():
            return tuple(value)
        case set():
            return frozenset(value)
    return value
