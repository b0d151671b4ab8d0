"""Sealed submissions: the round's key, what is sealed to it, and opening all seals at once.

Rules (``semantics`` 9): the round's key is signed with the chair's, where the first entry has one; evaluations are
sealed to it and signed by who declared; a round is opened whole, and what comes out has to be what was committed to; a
seal that whoever opened the round had not seen is too late.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Annotated, Any, ClassVar

from pydantic import Field, StringConstraints

from toetssteen import canonical, keys
from toetssteen.errors import Fault, RuleError, fault
from toetssteen.model.base import Digest, Id, Noun, Prose
from toetssteen.model.entries.body import CHAIR, Author, Body, Evaluation
from toetssteen.model.entries.ruling import method_in_force, place_of, refuse_if, refuse_if_not_asked
from toetssteen.model.entries.scoring import cell_faults, coverage_faults

if TYPE_CHECKING:
    from toetssteen.model.entries.entry import Entry
    from toetssteen.model.replay.state import State

Signature = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{128}$")]
"""An Ed25519 signature, 128 hexadecimal digits in lower case."""


class RoundKeyed(Body):
    """The key to which the evaluations of a round are sealed; the chair holds its secret, and signs it."""

    kind: ClassVar[str] = "round-keyed"
    since: ClassVar[Mapping[str, int]] = {"signature": 4}
    roles = CHAIR
    phases = ("frozen", "open")
    round: Annotated[int, Field(ge=1)]
    key: Digest
    signature: Signature | None = None

    def vouch(self, state: State, entry: Entry) -> None:
        opened = state.opened
        if opened is None or opened.key is None:  # from before chairs had a key
            return
        message = key_message(opened.assessment, entry.author, entry.fingerprint, self)
        forged = self.signature is None or not keys.signed(opened.key, message, self.signature)
        refuse_if(forged, "TS-536", entry, round=self.round)

    def slot(self, state: State) -> tuple[str, ...] | None:
        return ("round-key", str(self.round))

    def apply(self, state: State, entry: Entry, settles: bool) -> None:
        number = state.round.number
        refuse_if(self.round != number, "TS-227", entry, round=self.round, expected=number)
        refuse_if(state.method is not None and state.method.quick is not None, "TS-726", entry)
        again = state.phase == "open" and state.round.key is not None and not settles
        refuse_if(again, "TS-205", entry, id=f"round {number}")
        refuse_if(bool(state.round.seals or state.round.evaluations), "TS-205", entry, id=f"round {number}")
        state.round.key = self.key

    def already(self, state: State, author: str) -> bool:
        return (state.round.number, state.round.key) == (self.round, self.key)


class Sealed(Body):
    """An evaluator's evaluations of a round, whole, sealed to its key; signed by who declared.

    ``sealed`` is base64; ``commitment`` is to the evaluations with a salt that is inside the seal.
    """

    kind: ClassVar[str] = "sealed"
    roles = ("evaluator",)
    phases = ("open",)
    round: Annotated[int, Field(ge=1)]
    sealed: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9+/]+={0,2}$", max_length=8_000_000)]
    commitment: Digest
    signature: Signature

    def apply(self, state: State, entry: Entry, settles: bool) -> None:
        method_in_force(state, entry)
        author, number = entry.author, state.round.number
        declared = state.declarations.get(author)
        measure = state.measures.get(author)
        refuse_if(declared is None or not declared.confidential, "TS-230", entry, author=author)
        assert declared is not None
        refuse_if_not_asked(state, entry)
        refuse_if(author in state.waiting, "TS-248", entry, author=author)
        refuse_if(measure is not None and measure.measure == "recused", "TS-249", entry, author=author)
        refuse_if(author in state.round.seals or author in state.round.evaluations, "TS-231", entry, author=author)
        refuse_if(self.round != number, "TS-227", entry, round=self.round, expected=number)
        refuse_if(state.round.key is None, "TS-251", entry, round=number)
        assessment = state.opened.assessment if state.opened else ""
        message = message_of(assessment, author, entry.fingerprint, self)
        forged = declared.key is None or not keys.signed(declared.key, message, self.signature)
        refuse_if(forged, "TS-253", entry, author=author)
        state.round.seals[author] = entry
        state.round.asked[author] = state.judging(author)


class Revealed(Noun):
    """The content of one seal: the salt of its commitment, and the evaluations."""

    person: Author
    salt: Digest
    evaluations: list[Evaluation]


class Unsealed(Body):
    """The round is opened: every seal at once; before all are in only with a reason."""

    kind: ClassVar[str] = "unsealed"
    roles = CHAIR
    phases = ("open",)
    emptied: ClassVar[Mapping[str, Any]] = {"revealed": []}
    round: Annotated[int, Field(ge=1)]
    revealed: list[Revealed] = Field(min_length=1)
    reason: Prose | None = None

    def slot(self, state: State) -> tuple[str, ...] | None:
        return ("phase",)

    def apply(self, state: State, entry: Entry, settles: bool) -> None:
        method_in_force(state, entry)
        number = state.round.number
        refuse_if(self.round != number, "TS-227", entry, round=self.round, expected=number)
        seals = state.round.seals
        unseen = {person: sealed for person, sealed in seals.items() if state.known.get(person, 0) < sealed.seq}
        faults = list(self._seal_faults(state, entry, unseen))
        if faults:
            raise RuleError(faults)
        broken = {revealed.person: list(_revealed_faults(state, entry, revealed)) for revealed in self.revealed}
        whole = {revealed.person: revealed for revealed in self.revealed if not broken[revealed.person]}
        missing = sorted(set(state.judges()) - whole.keys())
        refuse_if(not whole, "TS-224", entry)
        if missing and self.reason is None:
            lacking = [problem for person in sorted(broken) for problem in broken[person]]
            raise RuleError([fault("TS-225", place_of(entry), missing=", ".join(missing)), *lacking])
        for person in unseen:  # sealed without having seen that the round was opened, or pretending so: too late
            state.round.late.append(seals.pop(person))
        for person, revealed in whole.items():
            state.round.evaluations[person] = {evaluation.cell: evaluation for evaluation in revealed.evaluations}
            state.round.sources[seals[person].digest] = seals[person]
        state.round.opened_early = self.reason if missing else None
        state.phase = "scored"

    def _seal_faults(self, state: State, entry: Entry, unseen: Collection[str]) -> Iterator[Fault]:
        """Find seals that stay closed, or hold something else; what was not seen at the opening is not asked."""
        opened = {revealed.person: revealed for revealed in self.revealed}
        for person in sorted(state.round.seals.keys() - opened.keys() - set(unseen)):
            yield fault("TS-255", place_of(entry), person=person)
        for person, revealed in opened.items():
            sealed = state.round.seals.get(person)
            if sealed is None or not isinstance(sealed.body, Sealed):
                yield fault("TS-256", place_of(entry), person=person)
            elif keys.commitment(revealed.salt, content_of(revealed.evaluations)) != sealed.body.commitment:
                yield fault("TS-254", place_of(entry), person=person)


def content_of(evaluations: Iterable[Evaluation]) -> bytes:
    """Write evaluations as they are committed to."""
    return canonical.encode([evaluation.model_dump(mode="json", exclude_none=True) for evaluation in evaluations])


def key_message(assessment: Id, author: str, fingerprint: str | None, body: RoundKeyed) -> bytes:
    """Write what the signature of a round's key is over: who made it, for what, under which method, and the key."""
    return canonical.encode(
        {
            "assessment": assessment,
            "author": author,
            "fingerprint": fingerprint,
            "key": body.key,
            "round": body.round,
        }
    )


def message_of(assessment: Id, author: str, fingerprint: str | None, body: Sealed) -> bytes:
    """Write what a seal's signature is over: whose, of what, under which method, and the seal itself."""
    return canonical.encode(
        {
            "assessment": assessment,
            "author": author,
            "commitment": body.commitment,
            "fingerprint": fingerprint,
            "round": body.round,
            "sealed": canonical.sha256(body.sealed.encode()),
        }
    )


def inside_faults(state: State, entry: Entry, person: str, evaluations: list[Evaluation]) -> Iterator[Fault]:
    """Find what is wrong with what is, or is to be, inside a seal."""
    method = method_in_force(state, entry)
    for evaluation in evaluations:
        yield from cell_faults(state, method, entry, evaluation)
    yield from coverage_faults(state, entry, evaluations, person)


def _revealed_faults(state: State, entry: Entry, revealed: Revealed) -> Iterator[Fault]:
    """Find what is wrong inside a seal, by what its writer was to judge then and still may have judged now."""
    person = revealed.person
    left = state.withdrawn.keys() | state.kept_from(person)
    asked = state.round.asked[person] - left
    method = method_in_force(state, entry)
    kept = [evaluation for evaluation in revealed.evaluations if evaluation.solution not in left]
    for evaluation in kept:
        yield from cell_faults(state, method, entry, evaluation)
    yield from coverage_faults(state, entry, kept, person, asked)
