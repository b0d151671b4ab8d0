"""Sealed scoring in the folder: what is submitted is sealed, signed, committed to, and opened whole."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from tests.store import making, sealing
from tests.store.making import SECRET, body, codes, refused

from toetssteen import canonical, keys
from toetssteen.errors import RuleError, StoreError, UseError
from toetssteen.model.entries.scoring import Submitted
from toetssteen.model.entries.sealing import Sealed
from toetssteen.scoring.result.result import result
from toetssteen.store import keyring
from toetssteen.store.folder import Folder
from toetssteen.workbench import Workbench

ONE, TWO = making.EVALUATORS
CELL = ("s1", "c1")


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return sealing.sealed_round(tmp_path / "chat")


def test_keys_seal_sign_and_commit() -> None:
    secret, other = keys.new_secret(), keys.new_secret()
    sealed = keys.seal(keys.sealing_key(secret), b"level 3")
    assert keys.unseal(secret, sealed) == b"level 3"
    with pytest.raises(keys.SealError):
        keys.unseal(other, sealed)
    signature = keys.sign(secret, b"mine")
    assert keys.signed(keys.signing_key(secret), b"mine", signature)
    assert not keys.signed(keys.signing_key(other), b"mine", signature)
    assert not keys.signed(keys.signing_key(secret), b"yours", signature)
    assert keys.commitment("00" * 32, b"3") != keys.commitment("01" * 32, b"3")


def test_what_is_sealed_is_as_long_as_others_and_reads_as_it_did_without() -> None:
    key = keys.sealing_key(keys.new_secret())
    assert {len(keys.padded(b"1" * size)) for size in (0, 1, 65_536)} == {65_536}
    assert [len(keys.padded(b"1" * size)) for size in (65_537, 4_194_305, keys.MOST, keys.MOST + 1)] == [
        131_072, keys.MOST, keys.MOST, keys.MOST + 1,
    ]  # fmt: skip
    most = Sealed.model_fields["sealed"].metadata[0].max_length
    assert len(keys.seal(key, b" " * keys.MOST)) == most
    assert canonical.decode(keys.padded(b'{"salt":"1 "}')) == canonical.decode(b'{"salt":"1 "}')


def test_a_secret_is_the_users_own_and_of_no_person_that_of_a_round(folder: Folder) -> None:
    kept = sorted(Workbench.of(folder).keys.folder.glob("*.key"))
    assert [path.name for path in kept] == ["_round-1.key", f"{ONE}.key", f"{TWO}.key"]
    assert {stat.S_IMODE(path.stat().st_mode) for path in kept} == {0o600}
    refused(UseError, "TS-505", body, "person-added", person="_round-1", role="evaluator")


def test_a_round_is_sealed_until_all_are_in_and_then_opened_whole(folder: Folder) -> None:
    sealing.submit(folder, ONE, "1")
    refused(RuleError, "TS-225", Workbench.of(folder, "chair").unseal)
    entry = sealing.submit(folder, TWO, "3")
    assert isinstance(entry.body, Sealed)
    state = folder.assessment()
    assert (state.round.submitted, state.awaited(), dict(state.round.evaluations)) == ((ONE, TWO), [], {})
    Workbench.of(folder, "chair").unseal()
    state = Folder(folder.path).assessment()
    assert (state.phase, state.round.opened_early) == ("scored", None)
    assert [state.round.evaluations[person][CELL].answer for person in (ONE, TWO)] == ["1", "3"]
    assert entry.digest in state.round.seeds


def test_opened_early_it_says_why_and_who_came_later_is_too_late(folder: Folder) -> None:
    sealing.submit(folder, ONE)
    sealing.write(folder, TWO)
    Workbench.of(folder, "chair").unseal("evaluator-2 is ziek")
    assert folder.assessment().round.opened_early == "evaluator-2 is ziek"
    refused(RuleError, "TS-203", Workbench.of(folder, TWO).submit)


def test_a_described_interest_waits_for_the_chair_and_another_one_again(folder: Folder) -> None:
    sealing.write(folder, ONE)
    for interest in ("Mijn broer werkt er.", "Ik heb aandelen."):
        Workbench.of(folder, ONE).declare("described", interest)
        assert folder.assessment().waiting == {ONE}
        refused(RuleError, "TS-248", Workbench.of(folder, ONE).submit)
        sealing.measure(folder, ONE, "none")
        assert folder.assessment().waiting == frozenset()
    Workbench.of(folder, ONE).submit()


def test_who_is_kept_from_a_solution_submits_the_others_and_is_counted_there_only(folder: Folder) -> None:
    sealing.measure(folder, ONE, "restricted", "s2")
    given = sealing.answers()[-1]
    refused(RuleError, "TS-259", Workbench.of(folder, ONE).draft().save, given)
    sealing.write(folder, ONE, solutions=("s1",))
    Workbench.of(folder, ONE).submit()
    sealing.submit(folder, TWO)
    Workbench.of(folder, "chair").unseal()
    assert {solution for solution, _ in folder.assessment().round.evaluations[ONE]} == {"s1"}
    thin = result(folder.assessment()).thin
    assert [(cell.solution, cell.count, cell.needed) for cell in thin] == [("s2", 1, 2)] * 3


@pytest.mark.parametrize("what", ["withdrawn", "restricted", "restricted and back"])
def test_what_changes_after_somebody_sealed_spoils_no_seal(folder: Folder, what: str) -> None:
    if what == "restricted and back":
        sealing.measure(folder, ONE, "restricted", "s2")
        sealing.write(folder, ONE, solutions=("s1",))
        Workbench.of(folder, ONE).submit()
        sealing.measure(folder, ONE, "none")
    else:
        sealing.submit(folder, ONE)
    if what == "withdrawn":
        Workbench.of(folder, "chair").record(body("solution-withdrawn", solution="s2", reason="Ingetrokken."))
        sealing.write(folder, TWO, solutions=("s1",))
        Workbench.of(folder, TWO).submit()
    else:
        sealing.submit(folder, TWO)
    if what == "restricted":
        sealing.measure(folder, ONE, "restricted", "s2")
    Workbench.of(folder, "chair").unseal()
    assert CELL in folder.assessment().round.evaluations[ONE]
    assert folder.assessment().round.opened_early is None


def test_no_solution_comes_in_after_the_first_seal(folder: Folder) -> None:
    sealing.submit(folder, ONE)
    said = body("solution-added", solution="s3", name="Drie")
    refused(RuleError, "TS-207", folder.append, "chair", "chair", said)


def test_nobody_waits_for_who_is_recused(folder: Folder) -> None:
    sealing.measure(folder, TWO, "recused")
    sealing.submit(folder, ONE)
    Workbench.of(folder, "chair").unseal()
    assert folder.assessment().round.opened_early is None


def test_without_their_key_somebody_can_write_and_not_submit_or_declare_anew(
    folder: Folder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert Workbench.of(folder, ONE).keys.own is True
    sealing.elsewhere(folder, monkeypatch, tmp_path)
    assert Workbench.of(folder, ONE).keys.own is False
    sealing.write(folder, ONE)
    refused(RuleError, "TS-253", Workbench.of(folder, ONE).submit)
    refused(RuleError, "TS-252", Workbench.of(folder, ONE).declare, "none")
    assert not Workbench.of(folder).keys.folder.exists()  # no new key in the way of the backup


def test_when_the_key_of_a_round_is_lost_a_new_round_begins_with_the_drafts_as_they_were(
    folder: Folder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sealing.submit(folder, ONE, "4")
    kept = Workbench.of(folder).keys.folder
    (kept / f"{keyring.of_round(1)}.key").unlink()
    assert Workbench.of(folder).keys.round is False
    refused(StoreError, "TS-332", Workbench.of(folder, "chair").unseal, "haast")
    Workbench.of(folder, "chair").record(body("round-opened", round=2, reason="De sleutel is verloren."))
    Workbench.of(folder, "chair").open_round()
    assert (folder.assessment().rounds[0].sealed, folder.assessment().phase) == (True, "open")
    Workbench.of(folder, ONE).submit()
    sealing.submit(folder, TWO)
    Workbench.of(folder, "chair").unseal()
    assert folder.assessment().round.evaluations[ONE][CELL].answer == "4"


def test_a_key_that_was_made_and_lost_before_the_round_opened_is_replaced(folder: Folder, tmp_path: Path) -> None:
    other = making.started(tmp_path / "other")
    making.freeze(other)
    other.append("chair", "chair", body("solution-added", solution="s1", name="S1"))
    other.append("chair", "chair", body("round-keyed", round=1, key="0" * 64))
    Workbench.of(other, "chair").open_round()
    assert Workbench.of(other).keys.round is True


def test_a_copied_reason_is_refused_once_and_taken_when_it_is_meant(folder: Folder) -> None:
    for evaluation in making.answers("3"):
        Workbench.of(folder, ONE).draft().save(evaluation)
    with pytest.raises(RuleError) as caught:
        Workbench.of(folder, ONE).submit()
    assert codes(caught.value.faults) == ["TS-265"]
    assert len(caught.value.faults[0].particulars["cells"]) == 6
    Workbench.of(folder, ONE).submit(same_reasons=True)


def test_an_old_round_without_a_key_is_still_submitted_and_closed_as_it_was(tmp_path: Path) -> None:
    folder = making.opened_round(tmp_path / "old")
    for person in making.EVALUATORS:
        sealing.write(folder, person)
        assert isinstance(Workbench.of(folder, person).submit().body, Submitted)
    making.move(folder, "scored")
    assert SECRET in repr(folder.assessment())


def test_a_level_with_a_reason_that_nobody_can_read_is_not_submitted(tmp_path: Path) -> None:
    folder = sealing.sealed_round(tmp_path / "chat")
    sealing.write(folder, ONE)
    blank = sealing.answers()[0].model_copy(update={"reason": "\u3164\u200b"})
    Workbench.of(folder, ONE).draft().save(blank)
    refused(RuleError, "TS-286", Workbench.of(folder, ONE).submit)


def test_whoever_was_not_asked_about_a_solution_submits_nothing(tmp_path: Path) -> None:
    folder = sealing.sealed_round(tmp_path / "sealed")
    earlier = folder.assessment().declarations[ONE].model_copy(update={"solutions": ["s1"]})
    folder.append(ONE, "evaluator", earlier)
    refused(RuleError, "TS-284", sealing.submit, folder, ONE)
    Workbench.of(folder, ONE).declare("none")
    Workbench.of(folder, ONE).submit()
    plain = making.opened_round(tmp_path / "plain")
    plain.append(ONE, "evaluator", body("declared", interests="none", solutions=["s2"]))
    refused(RuleError, "TS-284", making.submit, plain, ONE)
