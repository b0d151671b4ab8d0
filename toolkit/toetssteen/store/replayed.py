"""What every store does alike: it replays what is kept, and checks an entry before it is appended.

Rules: an entry is checked against the state it follows before it is written; while a method that an entry names is not
here, or is another, nothing is written. How entries, methods and files are kept, each store says.
"""

from __future__ import annotations

import gc
from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from functools import cache
from typing import Any, Protocol

from toetssteen import canonical
from toetssteen.errors import Fault, IntegrityError, StoreError, fault
from toetssteen.model import moment
from toetssteen.model.entries.body import Body, Evaluation
from toetssteen.model.entries.entry import Entry
from toetssteen.model.entries.opening import Opened
from toetssteen.model.entries.scoring import Submitted
from toetssteen.model.entries.sealing import inside_faults
from toetssteen.model.method import Method
from toetssteen.model.replay.assessment import Assessment
from toetssteen.model.replay.order import order
from toetssteen.model.replay.replay import Replay, replay
from toetssteen.store import line
from toetssteen.store.protocol import Clock

TRIES = 5
"""Times to look again when another process wrote to the same log in between."""
Maker = Callable[[Entry | None], list[tuple[Entry, bytes]]]
"""Makes the entries that follow the last one of a log, each with its line."""


class KeptMethods(Protocol):
    """The methods as a store keeps them: ``known`` has every one that was read, by its fingerprint."""

    known: dict[str, Method]

    def faults(self, named: Collection[str]) -> Iterator[Fault]:
        """Find the methods that have to be here and are not, or are not what they were."""

    def unnamed(self, named: Collection[str]) -> Iterator[Fault]:
        """Yield a notice for each of them that no entry names."""

    def restore(self, content: bytes) -> str:
        """Put a method under the fingerprint that its bytes have; return the fingerprint."""


class _StaleError(Exception):
    """The log grew since the state was read."""


@contextmanager
def without_collector() -> Iterator[None]:
    """Leave the garbage collector out: entries make no cycles, and it would go over all of them many times.

    What was made meanwhile is old when it comes back: freezing and unfreezing moves it there, uncollected.
    """
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running and not _frozen_before():
            gc.freeze()
            gc.unfreeze()
        if running:
            gc.enable()


@cache
def _frozen_before() -> bool:
    """Return whether objects were frozen before, as in the copied kernel of a page, where they have to stay so.

    Asked once: counting them goes over all of them, which took longer than saving an answer.
    """
    return gc.get_freeze_count() > 0


class Replayed(ABC):
    """The assessment that follows from what a store keeps."""

    def __init__(self, clock: Clock, methods: KeptMethods) -> None:
        self.clock = clock
        self.warnings: list[Fault] = []
        self._methods = methods
        self._replay: Replay | None = None

    @property
    @abstractmethod
    def where(self) -> str:
        """Where the assessment is, for the ``where`` of a fault."""

    @abstractmethod
    def lines(self) -> dict[str, list[bytes]]:
        """Return every log as it is written, a line (without its newline) an entry, by author."""

    @abstractmethod
    def _begun(self) -> bool:
        """Return whether there is an entry yet."""

    @abstractmethod
    def _refresh(self) -> None:
        """Read what changed, with ``warnings``; forget the replay where something did."""

    @abstractmethod
    def _entries(self) -> Mapping[str, Sequence[Entry]]:
        """Return the entries that were read, by author."""

    @abstractmethod
    def _add(self, author: str, make: Maker) -> list[Entry]:
        """Add the entries that ``make`` gives to a log, at once; nobody else writes to it meanwhile."""

    @property
    def key(self) -> str:
        """What tells assessments apart in a user's data folder, also two of the same id."""
        first = next(
            entry for entry in self.in_order() if isinstance(entry.body, Opened)
        )  # a line may be put before it
        return f"{first.body.model_dump()['assessment']}-{first.digest[:12]}"

    def today(self) -> date:
        """Return the day by the writer's clock."""
        return self.clock().date()

    def assessment(self) -> Assessment:
        """Return the assessment as it stands.

        Where a frozen method is not here (yet), that is all that lacks; see :meth:`method_faults`.

        Raises
        ------
        StoreError
            If there is none, or it cannot be read.
        IntegrityError
            If what is on disk is not what was written, with every fault.
        """
        logged = self.as_logged()
        if others := [problem for problem in self._methods.faults(logged.named) if problem.code != "TS-314"]:
            raise IntegrityError(others)
        return logged

    def as_logged(self) -> Assessment:
        """Return the assessment as its logs tell it, whatever became of its methods; to verify or to mend it.

        Raises
        ------
        StoreError
            If there is none, or its logs cannot be read or are not what was written, with every fault.
        """
        return self._current().assessment()

    def _current(self) -> Replay:
        """Return the replay of what is there now."""
        self._refresh()
        if self._replay is None:
            with without_collector():
                self._replay = replay(self._entries(), self._methods.known)
        return self._replay

    def method_faults(self) -> list[Fault]:
        """Find the methods that entries name and that are not there, or are other than their fingerprint."""
        return list(self._methods.faults(self.as_logged().named))

    def unnamed_methods(self) -> list[Fault]:
        """Return a notice for each file of a method that no entry names."""
        return list(self._methods.unnamed(self.as_logged().named))

    def refuse_unless_whole(self) -> None:
        """Refuse to write while a frozen method is not here or is another.

        Raises
        ------
        IntegrityError
            With every method that lacks or is another.
        """
        if self._begun():
            self._whole(self.as_logged())

    def _whole(self, found: Assessment) -> Assessment:
        """Return an assessment to which can be written: every method that an entry names is on disk, as it was."""
        if faults := list(self._methods.faults(found.named)):
            raise IntegrityError(faults)
        return found

    def logs(self) -> dict[str, list[Entry]]:
        """Return the entries of every log, by author."""
        self._refresh()
        return {author: list(entries) for author, entries in self._entries().items()}

    def documents(self) -> dict[str, list[dict[str, Any]]]:
        """Return every log as plain data, entry by entry, by author."""
        return {author: [canonical.decode(text) for text in lines] for author, lines in self.lines().items()}

    def methods(self) -> dict[str, Method]:
        """Return every method that an entry names, by its fingerprint; one that is not here is not among them."""
        named = self.as_logged().named
        return {
            fingerprint: method for fingerprint, method in sorted(self._methods.known.items()) if fingerprint in named
        }

    def in_order(self) -> list[Entry]:
        """Return the entries of all logs in replay order."""
        return list(order(self.logs()))

    def append(self, author: str, role: str, *bodies: Body) -> Entry:
        """Append the entries of one act to their author's log, after all that is there; return the last once all are.

        Raises
        ------
        RuleError
            If an entry breaks a rule, with every rule it breaks.
        IntegrityError
            If a frozen method is not here or is another.
        StoreError
            If it could not be written. In either case nothing changed.
        """
        for _ in range(TRIES):
            try:
                return self._append(author, role, bodies)
            except _StaleError:
                self._replay = None
        raise StoreError(fault("TS-310", self.where, seconds="0"))

    def _append(self, author: str, role: str, bodies: Sequence[Body]) -> Entry:
        if self._begun():
            self._whole(self.as_logged())
        current = self._replay or Replay(self._methods.known)
        known = current.heads.get(author)
        stamp = moment.written(self.clock())

        def make(after: Entry | None) -> list[tuple[Entry, bytes]]:
            if (after and after.digest) != (known and known.digest):
                raise _StaleError
            made: list[tuple[Entry, bytes]] = []
            for body in bodies:
                entry, text = line.make(
                    body,
                    at=stamp,
                    author=author,
                    role=role,
                    fingerprint=current.state.fingerprint,
                    format=body.format if isinstance(body, Opened) else current.state.format,
                    after=made[-1][0] if made else after,
                    seen=current.seen_by(author),
                )
                current.check(entry)
                made.append((entry, text))
            return made

        self._replay = None
        *_, current.heads[author] = self._add(author, make)
        self._replay = current
        return current.heads[author]

    def already(self, author: str, body: Body) -> bool:
        """Return whether an entry would say what already holds; nothing is written."""
        return self._current().already(author, body)

    def format_for(self, role: str, body: Body) -> int:
        """Return the format that the assessment has to be in for somebody in this role to write an entry."""
        state = self._current().state
        return max(state.format, body.needs(state, role))

    def try_out(self, author: str, role: str, body: Body, format: int | None = None) -> None:  # noqa: A002 - its name
        """Refuse what :meth:`append` would refuse by the rules now, or once a format is raised; nothing is written.

        Raises
        ------
        RuleError
            With every rule that the entry would break.
        """
        trial, entry = self._trial(author, role, body, format)
        trial.check(entry)

    def try_inside(self, author: str, evaluations: list[Evaluation]) -> list[Fault]:
        """Find what is wrong with evaluations that an author is about to seal; nothing is written."""
        trial, entry = self._trial(author, "evaluator", Submitted(round=1, evaluations=[]))
        return list(inside_faults(trial.state, entry, author, evaluations))

    def _trial(self, author: str, role: str, body: Body, format: int | None = None) -> tuple[Replay, Entry]:  # noqa: A002 - its name
        fingerprint = self._whole(self.as_logged()).fingerprint
        trial = replay(self._entries(), self._methods.known)
        trial.state.format = format or trial.state.format
        entry, _ = line.make(
            body,
            at=moment.written(self.clock()),
            author=author,
            role=role,
            fingerprint=fingerprint,
            format=trial.state.format,
            after=trial.heads.get(author),
            seen=trial.seen_by(author),
        )
        return trial, entry

    def put_method(self, method: Method) -> str:
        """Keep a method under its fingerprint; return the fingerprint.

        Raises
        ------
        IntegrityError
            If a frozen method is not here or is another: :meth:`restore_method` is the way back.
        StoreError
            If it cannot be written.
        """
        self.refuse_unless_whole()
        fingerprint = self._methods.restore(method.document())
        self._methods.known[fingerprint] = method
        return fingerprint

    def restore_method(self, content: bytes) -> str:
        """Put a frozen method back, from the bytes that have its fingerprint; return the fingerprint.

        A file that is in its place and is another is set aside, not thrown away.
        """
        return self._methods.restore(content)
