"""Whether a kept assessment is still what was written.

Rules: every byte of a log is under a digest, every digest under the next; a chain alone cannot show that
its end was cut off or that it was rebuilt, so it is held against heads that were printed elsewhere. Every method and
every file that an entry names has to be there, as it was.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from toetssteen import canonical
from toetssteen.errors import Fault, IntegrityError, fault
from toetssteen.language import same
from toetssteen.model.entries.entry import Entry
from toetssteen.model.replay.assessment import Assessment
from toetssteen.model.replay.reading import named_files
from toetssteen.store.protocol import Readable

Outcome = Literal["whole", "not-whole", "unreadable"]
"""What verifying comes to; there is no fourth."""
UNREAD = frozenset({"TS-302", "TS-303", "TS-311", "TS-326", "TS-340", "TS-341", "TS-342"})
"""The codes of what cannot be read; of all else that is wrong with a log it is known what it is."""


@dataclass(frozen=True)
class Verification:
    """The findings of verifying: faults (not what was written), notices (worth knowing), and the heads of the logs.

    ``read`` is false where it could not be read what was written; there are faults then.
    """

    faults: tuple[Fault, ...]
    notices: tuple[Fault, ...]
    heads: Mapping[str, str]
    read: bool = True

    @property
    def outcome(self) -> Outcome:
        """What it comes to, in one word."""
        if self.faults:
            return "not-whole" if self.read else "unreadable"
        return "whole"


def unreadable(faults: Iterable[Fault], notices: Iterable[Fault] = ()) -> Verification:
    """Return what comes of something of which no state can be told; it is *not whole* where one can tell why."""
    told = tuple(faults)
    return Verification(told, tuple(notices), {}, read=any(problem.code not in UNREAD for problem in told))


def verify(store: Readable, heads: Iterable[str] = ()) -> Verification:
    """Verify all that a store keeps, read anew, against printed heads where given.

    Raises
    ------
    StoreError
        If the disk will not give it.
    """
    store = store.anew()
    try:
        assessment = store.as_logged()
    except IntegrityError as error:
        return unreadable(error.faults, store.warnings)
    logs = store.logs()
    faults = [*store.method_faults(), *_canonical_faults(store.lines())]
    faults += [*store.file_faults(named_files(assessment, logs)), *head_faults(logs, heads)]
    notices = [*store.warnings, *store.unnamed_methods(), *store.file_notices(), *clock_notices(logs)]
    notices += state_notices(assessment)
    return Verification(tuple(faults), tuple(notices), assessment.heads)


def head_faults(logs: Mapping[str, Iterable[Entry]], heads: Iterable[str]) -> Iterator[Fault]:
    """Find the printed heads that no log has: what they stood for was cut off or rebuilt."""
    digests = {entry.digest for log in logs.values() for entry in log}
    for head in heads:
        if head not in digests:
            yield fault("TS-316", "", head=head)


def clock_notices(logs: Mapping[str, Iterable[Entry]]) -> Iterator[Fault]:
    """Yield a notice where a writer's clock went back; the order does not follow the clock."""
    for author, log in logs.items():
        before = ""
        for entry in log:
            if entry.at < before:
                yield fault("TS-319", f"{author}.jsonl, line {entry.seq}", before=before, after=entry.at)
            before = entry.at


def state_notices(assessment: Assessment) -> Iterator[Fault]:
    """Yield the notices of the state: entries set aside, conflicts, one name for two, evidence that is not whole."""
    for aside in assessment.set_aside:
        entry = aside.entry
        yield fault("TS-327", f"{entry.author}.jsonl, line {entry.seq}", kind=entry.kind)
        yield from aside.faults
    for conflict in assessment.conflicts:
        places = ", ".join(f"{entry.author}.jsonl, line {entry.seq}" for entry in conflict.entries)
        yield fault("TS-328", places, slot=" ".join(conflict.slot))
    names: dict[str, str] = {}
    for solution in assessment.running():  # two chairs can give one name without seeing each other
        name = assessment.solutions[solution].name
        first = names.setdefault(same(name), solution)
        if first != solution:
            yield fault("TS-784", "", name=name, first=first, other=solution)
    today = date.today()
    for evidence in assessment.evidence.values():
        if evidence.link and not evidence.file:
            yield fault("TS-322", "", id=evidence.evidence)
        if evidence.expires and evidence.expires < today:
            yield fault("TS-330", "", id=evidence.evidence, expires=evidence.expires)


def _canonical_faults(logs: Mapping[str, Sequence[bytes]]) -> Iterator[Fault]:
    for author, lines in logs.items():
        for number, text in enumerate(lines, start=1):
            try:
                same = canonical.encode(canonical.decode(text)) == text
            except ValueError:
                same = False
            if not same:
                yield fault("TS-318", f"{author}.jsonl, line {number}")
