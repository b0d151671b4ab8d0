"""Judging: declaring, an evaluator's draft, submitting it sealed, opening the round."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from toetssteen import canonical, keys
from toetssteen.errors import Fault, RuleError, StoreError, fault
from toetssteen.model.base import Id
from toetssteen.model.entries.answers import answer_faults, reason_flags
from toetssteen.model.entries.body import Evaluation
from toetssteen.model.entries.committee import Declared
from toetssteen.model.entries.entry import Entry
from toetssteen.model.entries.freezing import PhaseMoved
from toetssteen.model.entries.scoring import Submitted
from toetssteen.model.entries.sealing import Revealed, RoundKeyed, Sealed, Unsealed, content_of, key_message, message_of
from toetssteen.model.replay.assessment import Assessment, Cell, judged
from toetssteen.model.replay.upgrade import unsealed
from toetssteen.store import keyring
from toetssteen.store.protocol import Appendable, Draft, Readable
from toetssteen.store.typed import Typed
from toetssteen.workbench.naming import unseen
from toetssteen.workbench.recording import body_of, reason_of, record, refusals, role_of, written
from toetssteen.workbench.scanning import for_draft, is_scan, scan


class Keys:
    """The keys of somebody and of the round, as far as they are on this computer; each is read when it is asked for."""

    def __init__(self, store: Readable, person: Id | None) -> None:
        self._store = store
        self._person = person

    @property
    def own(self) -> bool | None:
        """Whether the key that somebody declared with is whole here; ``None`` where none was declared."""
        return None if self._person is None else has_key(self._store, self._person)

    @property
    def round(self) -> bool | None:
        """Whether the key of the current round is whole here; ``None`` where the round has none."""
        return has_round_key(self._store)

    @property
    def chair(self) -> bool | None:
        """Whether the chair's key of the first entry is whole here; ``None`` where that entry has none."""
        return has_chair_key(self._store)

    @property
    def lacking(self) -> bool:
        """Whether the round is open without the key that it has wherever a chair opened it."""
        return lacks_key(self._store)

    @property
    def folder(self) -> Path:
        """The folder that the keys of an assessment are kept in, to make a backup of."""
        return keyring.folder_of(self._store.key)


class Drafted:
    """The draft of one evaluator for the current round: what they answered, and saving one answer more."""

    def __init__(self, folder: Appendable, author: str) -> None:
        role_of(folder, author)
        self._folder = folder
        self._author = author

    @cached_property
    def _draft(self) -> Draft:
        part = self._folder.assessment().rounds
        drafted = self._folder.draft(part[-1].number, self._author)
        if len(part) > 1 and part[-2].sealed and part[-2].fingerprint == part[-1].fingerprint:
            earlier = self._folder.draft(part[-2].number, self._author)
            _carry_over(earlier.evaluations(), drafted, part[-1].fingerprint, self._folder.assessment().format)
        if answers := for_draft(self._folder, self._author):
            _carry_over(answers, drafted, part[-1].fingerprint, self._folder.assessment().format)
        return drafted

    @property
    def of_scan(self) -> bool:
        """Whether answers are those of a quick scan, which are on record at once."""
        return is_scan(self._folder)

    @property
    def where(self) -> str:
        """Where the draft is, for its writer to find."""
        return self._draft.where

    @property
    def head(self) -> str | None:
        """The digest of the last entry, as far as was read."""
        return self._draft.head

    def entries(self) -> Sequence[Entry]:
        """Return what was saved; the last entry of a cell holds."""
        return self._draft.entries()

    def evaluations(self) -> Mapping[Cell, Evaluation]:
        """Return what holds for every cell; an answer taken back is not there."""
        if is_scan(self._folder):
            return {
                cell: one
                for given in self._folder.assessment().round.evaluations.values()
                for cell, one in given.items()
            }
        return self._draft.evaluations()

    def save(self, evaluation: Evaluation) -> Entry | None:
        """Save one answer; return once it is kept. In a quick scan it is on record at once, ``None`` where it was so.

        Raises
        ------
        RuleError
            If the answer does not fit what it answers, or its author has submitted.
        StoreError
            If it could not be kept; what was saved before is still there.
        """
        if is_scan(self._folder):
            return scan(self._folder, evaluation)
        assessment = self._folder.assessment()
        _refuse_answer(assessment, self._author, evaluation)
        return self._draft.save(evaluation, assessment.fingerprint, assessment.format)

    def flags(self, evaluations: list[Evaluation] | None = None) -> list[Fault]:
        """Find what a court may ask about in reasons: copies, and in a tender evidence from outside the offer."""
        return flags(self._folder, list(self.evaluations().values()) if evaluations is None else evaluations)


def _carry_over(
    before: Mapping[Cell, Evaluation],
    drafted: Draft,
    fingerprint: str | None,
    format: int,  # noqa: A002 - its name
) -> None:
    """Begin a draft with that of the round before, whose key was lost, or with the answers of a quick scan."""
    if not drafted.entries():
        for evaluation in before.values():
            drafted.save(evaluation, fingerprint, format)


def typed(folder: Readable, author: str) -> Typed:
    """Open what somebody has typed for the current round and not recorded yet."""
    role_of(folder, author)
    return Typed(folder.key, folder.assessment().round.number, author)


def _refuse_answer(assessment: Assessment, author: str, evaluation: Evaluation) -> None:
    """Refuse an answer that does not fit what it answers, or that its author may not give now."""
    method = assessment.method
    asked = judged(method).get(evaluation.criterion) if method else None
    where = f"{evaluation.solution}, {evaluation.criterion}"
    away = method is None and assessment.lacking  # the draft goes on; submitting checks it
    if (method is None and not away) or assessment.phase != "open":
        raise RuleError(fault("TS-203", where, kind="scored", phase=assessment.phase, phases="open"))
    if evaluation.solution not in assessment.solutions:
        raise RuleError(fault("TS-218", where, solution=evaluation.solution))
    if asked is None and not away:
        raise RuleError(fault("TS-219", where, id=evaluation.criterion))
    if assessment.people[author].role != "evaluator":
        raise RuleError(fault("TS-202", where, author=author, kind="scored", roles="evaluator"))
    if author in assessment.round.submitted:
        raise RuleError(fault("TS-231", where, author=author))
    if evaluation.solution in assessment.kept_from(author):
        raise RuleError(fault("TS-259", where, person=author))
    if asked is not None and method is not None:
        faults = list(answer_faults(evaluation, asked, method, where, evidence=assessment.evidence, final=False))
        if faults:
            raise RuleError(faults)


def declare(folder: Appendable, author: str, interests: str, description: str = "") -> Entry | None:
    """Declare interests and confidentiality, with the key that is made for it here on first use.

    ``None`` where the same was declared before.

    Raises
    ------
    RuleError
        If it breaks a rule; of somebody who declared before, if their key is not here.
    """
    role_of(folder, author)
    if has_key(folder, author) is False:
        keyring.secret(folder.key, author)  # one that is broken says so
        raise RuleError(fault("TS-252", folder.where, author=author))
    key = keys.signing_key(keyring.made(folder.key, author, named=has_key(folder, author) is not None))
    given: dict[str, Any] = {
        "interests": interests,
        "description": description.strip() or None,
        "confidential": True,
        "key": key,
    }
    assessment = folder.assessment()
    if assessment.format >= Declared.since["solutions"]:  # an older one has to be raised by its chair
        given["solutions"] = assessment.running()
    return record(folder, author, body_of("declared", given))


def has_key(folder: Readable, author: str) -> bool | None:
    """Return whether the key that somebody declared with is whole on this computer; ``None`` without a declaration."""
    declared = folder.assessment().declarations.get(author)
    if declared is None or declared.key is None:
        return None
    known = _whole(folder, author)
    return known is not None and keys.signing_key(known) == declared.key


def has_round_key(folder: Readable) -> bool | None:
    """Return whether the key of the current round is whole on this computer; ``None`` where the round has none."""
    part = folder.assessment().round
    if part.key is None:
        return None
    known = _whole(folder, keyring.of_round(part.number))
    return known is not None and keys.sealing_key(known) == part.key


def has_chair_key(folder: Readable) -> bool | None:
    """Return whether the chair's key is whole on this computer; ``None`` where the assessment has none."""
    published = folder.assessment().opened.key
    if published is None:
        return None
    known = _whole(folder, keyring.CHAIR)
    return known is not None and keys.signing_key(known) == published


def _whole(folder: Readable, name: str) -> str | None:
    """Return a secret that is here and can be used; whoever needs a broken one is told so when they need it."""
    try:
        return keyring.secret(folder.key, name)
    except StoreError:
        return None


def lacks_key(folder: Readable) -> bool:
    """Return whether the round is open without the key that it has wherever a chair opened it."""
    assessment = folder.assessment()
    keyless = assessment.opened.key is not None and assessment.round.key is None
    return keyless and assessment.phase == "open" and not is_scan(folder)


def open_round(folder: Appendable, author: str, reason: str | None = None) -> Entry | None:
    """Open the current round for judging: its key is made here, then the phase moves; ``None`` where it is open.

    Nothing is sealed to a key before the round is open, so that a broken one is made again.

    Raises
    ------
    RuleError
        If the rules refuse.
    StoreError
        If the chair's key is not here, and the round has none yet; or, where the assessment has no chair's key, if it
        is open to a key that is not here: whoever wrote that in the chair's name reads what is sealed to it.
    """
    if lacks_key(folder):  # somebody wrote in the chair's name that it is open
        return written(folder, author, _keyed(folder, author))
    part, vouched = folder.assessment().round, folder.assessment().opened.key is not None
    moved = PhaseMoved(to="open", reason=reason_of(reason))
    if folder.already(author, moved):
        if not vouched and has_round_key(folder) is False:
            raise StoreError(fault("TS-332", folder.where, round=part.number))
        return None
    if faults := refusals(folder, author, moved):
        raise RuleError(faults)
    if is_scan(folder) or has_round_key(folder):
        return written(folder, author, moved)
    return written(folder, author, _keyed(folder, author), moved)


def _keyed(folder: Readable, author: str) -> RoundKeyed:
    """Make the key of the current round, signed with the chair's where the assessment has one."""
    assessment = folder.assessment()
    number, chair, secret = assessment.round.number, assessment.opened.key, None
    if chair is not None:
        secret = keyring.secret(folder.key, keyring.CHAIR)
        if secret is None or keys.signing_key(secret) != chair:
            raise StoreError(fault("TS-538", keyring.folder_of(folder.key)))
    sealing = keys.sealing_key(keyring.made(folder.key, keyring.of_round(number), named=False))
    body = RoundKeyed(round=number, key=sealing)
    if secret is None:
        return body
    message = key_message(assessment.opened.assessment, author, assessment.fingerprint, body)
    return body.model_copy(update={"signature": keys.sign(secret, message)})


def submit(folder: Appendable, author: str, *, same_reasons: bool = False) -> Entry:
    """Append an evaluator's draft, whole, to the shared log; what was said of a withdrawn solution stays behind.

    Where the round has a key the draft is sealed to it, and signed with the key its author declared with.
    ``same_reasons`` says that reasons which are copies of one another are meant to be.

    Raises
    ------
    RuleError
        If something is missing, or breaks a rule, or a reason was doubtful; all of it at once.
    """
    drafted = Drafted(folder, author)
    evaluations = drafted.evaluations()
    if not evaluations:
        raise RuleError(fault("TS-507", folder.where))
    assessment = folder.assessment()
    left = assessment.withdrawn.keys() | assessment.kept_from(author)
    ordered = [evaluations[cell] for cell in sorted(evaluations) if cell[0] not in left]
    doubtful = [] if same_reasons else [flag for flag in flags(folder, ordered) if flag.code == "TS-265"]
    doubtful += [problem for evaluation in ordered for problem in unseen(evaluation, ", ".join(evaluation.cell))]
    if assessment.round.key is None:
        plain = Submitted(round=assessment.round.number, evaluations=ordered, draft=drafted.head)
        if doubtful:
            raise RuleError([*refusals(folder, author, plain), *doubtful])
        return written(folder, author, plain)
    if faults := [*folder.try_inside(author, ordered), *doubtful]:
        raise RuleError(faults)
    return written(folder, author, _sealed(folder, author, assessment, ordered))


def flags(folder: Readable, evaluations: list[Evaluation]) -> list[Fault]:
    """Return what a court may ask about in reasons: copies, and in a tender evidence from outside the offer."""
    assessment = folder.assessment()
    return list(reason_flags(evaluations, assessment.evidence, tender=assessment.opened.track == "tender"))


def _sealed(folder: Readable, author: str, assessment: Assessment, evaluations: list[Evaluation]) -> Sealed:
    """Seal evaluations to the round's key: commit to them with a salt, and sign the seal."""
    part, salt = assessment.round, keys.new_salt()
    inside: dict[str, Any] = {
        "evaluations": [evaluation.model_dump(mode="json") for evaluation in evaluations],
        "salt": salt,
    }
    if assessment.format > 1:
        inside["format"] = assessment.format
    body = Sealed(
        round=part.number,
        sealed=keys.seal(part.key or "", keys.padded(canonical.encode(inside))),
        commitment=keys.commitment(salt, content_of(evaluations)),
        signature="0" * 128,
    )
    message = message_of(assessment.opened.assessment, author, assessment.fingerprint, body)
    secret = keyring.secret(folder.key, author)
    if secret is None or not has_key(folder, author):
        raise RuleError(fault("TS-253", folder.where, author=author))
    return body.model_copy(update={"signature": keys.sign(secret, message)})


def unseal(
    folder: Appendable, author: str, reason: str | None = None, *, confirm: Callable[[], None] = lambda: None
) -> Entry:
    """Open the round: every seal in it, at once; before all have submitted only with a reason, which is on record.

    ``confirm`` is called once no rule refuses, before anything is written; it raises what keeps the seals closed.

    Raises
    ------
    RuleError
        If not all are in and there is no reason, or a seal holds something else than was committed to.
    StoreError
        If the key of the round is not here, or a seal does not open.
    """
    part = folder.assessment().round
    secret = keyring.secret(folder.key, keyring.of_round(part.number))
    if secret is None or part.key not in (None, keys.sealing_key(secret)):
        raise StoreError(fault("TS-332", folder.where, round=part.number))
    revealed = [_revealed(secret, evaluator, body) for evaluator, body in sorted(part.seals.items())]
    if not revealed:
        raise RuleError(fault("TS-224", folder.where))
    opened = Unsealed(round=part.number, revealed=revealed, reason=reason_of(reason))
    if faults := refusals(folder, author, opened):
        raise RuleError(faults)
    confirm()
    return written(folder, author, opened)


def _revealed(secret: str, person: str, body: Sealed) -> Revealed:
    try:
        inside = unsealed(canonical.decode(keys.unseal(secret, body.sealed)), person)
        return Revealed.model_validate({**inside, "person": person})
    except (keys.SealError, ValueError, TypeError) as error:
        raise StoreError(fault("TS-333", person, person=person)) from error
