"""Attacks on a committee whose round is sealed, one test each: by the tool itself, and by a hand that writes files.

Such a hand can write any line, with digests that fit. It cannot have it counted, or keep it from being seen: rules
hold at replay, too, ``verify`` holds logs against printed heads, and what was opened stands on record.
"""

from __future__ import annotations

import json
from itertools import count, product
from pathlib import Path
from typing import Any

import pytest
from tests.store import making, sealing
from tests.store.making import SECRET, body, codes, forge, refused
from typer.testing import CliRunner

from toetssteen import canonical, keys, workbench
from toetssteen.cli import app
from toetssteen.errors import IntegrityError, RuleError, StoreError
from toetssteen.model.entries.committee import Declared, MeasureTaken
from toetssteen.model.entries.opening import Opened
from toetssteen.model.entries.scoring import Submitted
from toetssteen.model.entries.sealing import (
    Revealed,
    RoundKeyed,
    Sealed,
    Unsealed,
    content_of,
    key_message,
    message_of,
)
from toetssteen.model.replay.assessment import Assessment
from toetssteen.model.replay.upgrade import unsealed
from toetssteen.scoring.result.result import result
from toetssteen.store import keyring, line
from toetssteen.store.folder import Folder
from toetssteen.workbench import Workbench, verify

ONE, TWO = making.EVALUATORS
CELL = ("s1", "c1")


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return sealing.sealed_round(tmp_path / "chat")


@pytest.fixture
def sealed(folder: Folder) -> Folder:
    sealing.submit(folder, ONE, "1")
    sealing.submit(folder, TWO, "3")
    return folder


def _state(folder: Folder) -> Assessment:
    return Folder(folder.path).assessment()


def _aside(folder: Folder) -> list[tuple[str, str]]:
    return [(refused.entry.author, code) for refused in _state(folder).set_aside for code in codes(refused.faults)]


def _log(folder: Folder, author: str) -> Path:
    return folder.path / "log" / f"{author}.jsonl"


def _secret_of(folder: Folder, name: str) -> str:
    return (Workbench.of(folder).keys.folder / f"{name}.key").read_text("ascii").strip()


def _sealed_by(folder: Folder, person: str, level: str, signer: str, key: str | None = None) -> Sealed:
    """Seal a sheet for somebody, signed with any secret, as somebody with the source code could."""
    state, salt, said = folder.assessment(), keys.new_salt(), sealing.answers(level)
    inside = canonical.encode(
        {"evaluations": [evaluation.model_dump(mode="json") for evaluation in said], "salt": salt}
    )
    commitment = keys.commitment(salt, content_of(said))
    bare = Sealed(
        round=1, sealed=keys.seal(key or str(state.round.key), inside), commitment=commitment, signature="0" * 128
    )
    message = message_of(state.opened.assessment, person, state.fingerprint, bare)
    return bare.model_copy(update={"signature": keys.sign(signer, message)})


def _revealed(folder: Folder, person: str, **changed: Any) -> Revealed:
    """Open one seal with the key of the round."""
    part = folder.assessment().round
    inside = keys.unseal(_secret_of(folder, keyring.of_round(1)), part.seals[person].sealed)
    return Revealed.model_validate({**unsealed(canonical.decode(inside), person), "person": person, **changed})


# Reading what is sealed


def test_reading_a_sealed_score(sealed: Folder, tmp_path: Path) -> None:
    empty = result(sealing.sealed_round(tmp_path / "empty").assessment()).document()["solutions"]
    every = b"".join(path.read_bytes() for path in sealed.path.rglob("*") if path.is_file())
    assert SECRET.encode() not in every
    state = _state(sealed)
    assert dict(state.round.evaluations) == {}
    assert SECRET not in repr(state)
    assert result(state).document()["solutions"] == empty
    for command in ("log", "result"):
        for flag in ((), ("--json",)):
            assert SECRET not in CliRunner().invoke(app.commands, [command, str(sealed.path), *flag]).output
    wrong = keys.new_secret()
    for seal in state.round.seals.values():
        with pytest.raises(keys.SealError):
            keys.unseal(wrong, seal.sealed)


def test_opening_a_round_unseen(sealed: Folder) -> None:
    moved = body("phase-moved", to="scored", reason="even kijken")
    refused(RuleError, "TS-258", Workbench.of(sealed, "chair").record, moved)
    forge(sealed.path, "chair", "chair", moved)
    assert _aside(sealed) == [("chair", "TS-258")]
    assert dict(_state(sealed).round.evaluations) == {}
    Workbench.of(Folder(sealed.path), "chair").unseal()
    on_record = [entry for entry in Folder(sealed.path).in_order() if entry.kind == "unsealed"]
    assert [entry.author for entry in on_record] == ["chair"]


def test_an_evaluator_who_opens_the_round(sealed: Folder) -> None:
    said = Unsealed(round=1, revealed=[_revealed(sealed, evaluator) for evaluator in (ONE, TWO)])
    refused(RuleError, "TS-202", Workbench.of(sealed, ONE).unseal)
    for role in ("evaluator", "chair"):
        forge(sealed.path, ONE, role, said)
    assert set(_aside(sealed)) == {(ONE, "TS-202")}
    assert SECRET not in repr(_state(sealed))
    assert _state(sealed).phase == "open"


def test_opening_a_round_on_a_computer_without_its_key(
    sealed: Folder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sealing.elsewhere(sealed, monkeypatch, tmp_path)
    refused(StoreError, "TS-332", Workbench.of(sealed, "chair").unseal, "haast")


def test_opening_the_round_in_the_name_of_a_chair_without_a_key_to_another_key(tmp_path: Path) -> None:
    folder = making.started(tmp_path / "chat", "tender")
    making.freeze(folder)
    forge(folder.path, "chair", "chair", RoundKeyed(round=1, key=keys.sealing_key(keys.new_secret())))
    forge(folder.path, "chair", "chair", body("phase-moved", to="open"))
    bench = Workbench.of(Folder(folder.path), "chair")
    refused(StoreError, "TS-332", bench.open_round)  # before anybody seals to it
    own = sealing.sealed_round(tmp_path / "own")
    assert Workbench.of(own, "chair").open_round() is None


def _begun(path: Path) -> Folder:
    """Make a tender whose first entry has the key of its chair, up to the freeze."""
    said = {"assessment": path.name, "title": "Chat", "track": "tender", "authority": "Gemeente X"}
    opened = body("opened", procedure="above-threshold", **said)
    assert isinstance(opened, Opened)
    folder = workbench.create(path, opened, None)
    for person in making.EVALUATORS:
        folder.append("chair", "chair", body("person-added", person=person, role="evaluator"))
    making.freeze(folder)
    return Folder(path)


def _forged_key(folder: Folder, author: str, signer: str) -> tuple[RoundKeyed, str]:
    """Make a key of a forger's own for the round, signed or not; return its secret too."""
    secret, state = keys.new_secret(), folder.assessment()
    said = RoundKeyed(round=1, key=keys.sealing_key(secret))
    message = key_message(state.opened.assessment, author, state.fingerprint, said)
    signature = {"nobody": None, "the forger": keys.sign(keys.new_secret(), message)}.get(signer)
    if signer == "the chair, another key":
        other = key_message(state.opened.assessment, author, state.fingerprint, said.model_copy(update={"round": 2}))
        signature = keys.sign(_secret_of(folder, keyring.CHAIR), other)
    return said.model_copy(update={"signature": signature}), secret


@pytest.mark.parametrize("signer", ["nobody", "the forger", "the chair, another key"])
def test_forging_the_key_of_a_round_before_the_chair_opens_it(tmp_path: Path, signer: str) -> None:
    folder = _begun(tmp_path / "chat")
    said, secret = _forged_key(folder, "chair", signer)
    refused(RuleError, "TS-536", Workbench.of(folder, "chair").record, said)
    forge(folder.path, "chair", "chair", said)
    forge(folder.path, "chair", "chair", body("phase-moved", to="open"))
    assert _aside(folder) == [("chair", "TS-536")]
    verified = verify(folder.path)
    assert (verified.outcome, "TS-536" in codes(verified.notices)) == ("whole", True)
    folder = Folder(folder.path)
    for solution in making.SOLUTIONS:
        folder.append("chair", "chair", body("solution-added", solution=solution, name=solution.upper()))
    Workbench.of(folder, ONE).declare("none")
    sealing.write(folder, ONE)
    refused(RuleError, "TS-537", Workbench.of(folder, ONE).submit)  # to no key, and not in the open
    assert SECRET.encode() not in _log(folder, ONE).read_bytes()
    assert Workbench.of(folder, "chair").keys.lacking
    Workbench.of(folder, "chair").open_round("Nobody of us opened it.")
    assert not Workbench.of(folder, "chair").keys.lacking
    seal = Workbench.of(folder, ONE).submit().body
    assert isinstance(seal, Sealed)
    with pytest.raises(keys.SealError):
        keys.unseal(secret, seal.sealed)
    assert _state(folder).round.key == keys.sealing_key(_secret_of(folder, keyring.of_round(1)))


def test_a_line_before_the_first_entry_cuts_nobody_off_from_their_keys(tmp_path: Path) -> None:
    folder = _begun(tmp_path / "chat")
    first, key, said = folder.in_order()[0].digest, folder.key, body("person-added", person="zed", role="evaluator")
    for second in count():  # until its digest comes before that of the first entry
        when = f"2026-03-02T10:{second // 60:02}:{second % 60:02}Z"
        forged, text = line.make(said, author="zed", role="chair", at=when, fingerprint=None, after=None, seen=[])
        if forged.digest < first:
            break
    (folder.path / "log" / "zed.jsonl").write_bytes(text)
    again = Folder(folder.path)
    assert (again.in_order()[0].author, again.key) == ("zed", key)
    Workbench.of(again, "chair").open_round()


def test_forging_the_key_of_a_round_in_the_log_of_a_second_chair(tmp_path: Path) -> None:
    folder = _begun(tmp_path / "chat")
    forge(folder.path, "chair", "chair", body("person-added", person="chair-2", role="chair"))
    declared = Declared(interests="none", confidential=True, key=keys.signing_key(keys.new_secret()))
    forge(folder.path, "chair-2", "chair", declared)
    folder = Folder(folder.path)
    seen = [folder.logs()["chair"][-1].digest]
    Workbench.of(folder, "chair").open_round()
    opened, own = folder.logs()["chair"][-2].digest, folder.assessment().round.key
    whole, orders = _log(folder, "chair-2").read_bytes(), set()
    for second in count():  # as if the chair's own was not seen: either may come first
        _log(folder, "chair-2").write_bytes(whole)
        said, _ = _forged_key(folder, "chair-2", "the forger")
        when = f"2026-03-02T10:{second // 60:02}:{second % 60:02}Z"
        orders.add(forge(folder.path, "chair-2", "chair", said, seen=seen, at=when).digest < opened)
        state = _state(folder)
        assert (state.round.key, state.conflicts, _aside(folder)) == (own, (), [("chair-2", "TS-536")])
        if orders == {True, False}:
            break


def test_only_with_the_key_in_the_first_entry_a_round_is_opened_by_whichever_chair(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = _begun(tmp_path / "chat")
    folder.append("chair", "chair", body("person-added", person="chair-2", role="chair"))
    secret = _secret_of(folder, keyring.CHAIR)
    assert keys.signing_key(secret) == folder.assessment().opened.key
    sealing.elsewhere(folder, monkeypatch, tmp_path)
    refused(StoreError, "TS-538", Workbench.of(folder, "chair").open_round)
    assert not Workbench.of(folder).keys.folder.exists()  # no new key in the way of the backup
    keyring.keep(folder.key, keyring.CHAIR, keys.new_secret())
    refused(StoreError, "TS-538", Workbench.of(folder, "chair").open_round)
    (Workbench.of(folder).keys.folder / f"{keyring.CHAIR}.key").write_bytes(b"")
    refused(StoreError, "TS-538", Workbench.of(folder, "chair").open_round)
    keyring.keep(folder.key, keyring.CHAIR, secret)  # handed to the second chair
    Workbench.of(folder, "chair-2").open_round()
    assert (_state(folder).phase, _aside(folder)) == ("open", [])
    sealing.elsewhere(folder, monkeypatch, tmp_path)
    assert Workbench.of(folder, "chair").open_round() is None  # signed by the chair: it is so already


def test_guessing_a_level_from_the_commitment(sealed: Folder) -> None:
    said, seal = sealing.answers("1"), _state(sealed).round.seals[ONE]
    salt = _revealed(sealed, ONE).salt
    assert keys.commitment(salt, content_of(said)) == seal.commitment  # with the salt it fits: the guess is right
    guesses = []
    for levels in product("01234", repeat=2):
        by_criterion = dict(zip(("c1", "c2"), levels, strict=True))
        guesses.append(
            [
                evaluation.model_copy(update={"answer": by_criterion.get(evaluation.criterion, "met")})
                for evaluation in said
            ]
        )
    assert said in guesses
    for guess in guesses:
        for salted in ("", "00" * 32, seal.commitment, sealed.assessment().round.key or ""):
            assert keys.commitment(salted, content_of(guess)) != seal.commitment
        assert canonical.sha256(content_of(guess)) != seal.commitment


def test_reading_a_score_from_the_size_of_its_seal(folder: Folder) -> None:
    said = {ONE: ("1", "Kort."), TWO: ("refused", "Een lange motivering, met alles wat er te zeggen is. " * 40)}
    for person, (level, reason) in said.items():
        drafted = Workbench.of(folder, person).draft()
        for evaluation in sealing.answers(level):
            own = f"{reason} {evaluation.solution} {evaluation.criterion}"
            drafted.save(evaluation.model_copy(update={"reason": own}))
        Workbench.of(folder, person).submit()
    seals = _state(folder).round.seals
    assert {len(seals[person].sealed) for person in said} == {87_448}
    assert len({len(_log(folder, person).read_bytes().splitlines()[-1]) for person in said}) == 1
    Workbench.of(folder, "chair").unseal()
    found = _state(folder).round.evaluations
    assert [found[person][CELL].answer for person in said] == ["1", "refused"]


def test_reading_a_price_from_the_size_of_its_envelope() -> None:
    lines = [body("price-sealed", solution="s1", file=digest * 64).model_dump_json() for digest in "0a"]
    assert len({*map(len, lines)}) == 1
    assert set(json.loads(lines[0])) == {"solution", "file"}


# Submitting


def test_submitting_after_closing(folder: Folder) -> None:
    sealing.submit(folder, ONE)
    sealing.write(folder, TWO)
    late = _sealed_by(folder, TWO, "4", _secret_of(folder, TWO))
    Workbench.of(folder, "chair").unseal("evaluator-2 is ziek")
    refused(RuleError, "TS-203", Workbench.of(folder, TWO).submit)
    forge(folder.path, TWO, "evaluator", late)
    assert _aside(folder) == [(TWO, "TS-203")]
    assert _state(folder).round.submitted == (ONE,)


def test_submitting_after_closing_as_if_it_was_not_seen(folder: Folder) -> None:
    sealing.submit(folder, ONE)
    late, seen = _sealed_by(folder, TWO, "4", _secret_of(folder, TWO)), sorted(folder.assessment().heads.values())
    opened = Workbench.of(folder, "chair").unseal("evaluator-2 is ziek").digest
    whole = _log(folder, TWO).read_bytes()
    seen.remove(folder.logs()[TWO][-1].digest)
    orders = set()
    for second in count():  # which of the two comes first follows from their digests: both ways are tried
        _log(folder, TWO).write_bytes(whole)
        when = f"2026-03-02T10:{second // 60:02}:{second % 60:02}Z"
        orders.add(forge(folder.path, TWO, "evaluator", late, seen=seen, at=when).digest < opened)
        state = _state(folder)
        assert (state.phase, state.round.submitted) == ("scored", (ONE,))
        assert state.round.opened_early == "evaluator-2 is ziek"
        assert _aside(folder) == [(TWO, "TS-203")]
        if orders == {True, False}:
            break


def test_submitting_twice(sealed: Folder) -> None:
    again = _sealed_by(sealed, ONE, "4", _secret_of(sealed, ONE))
    refused(RuleError, "TS-231", Workbench.of(sealed, ONE).record, again)
    forge(sealed.path, ONE, "evaluator", again)
    assert _aside(sealed) == [(ONE, "TS-231")]
    Workbench.of(Folder(sealed.path), "chair").unseal()
    assert _state(sealed).round.evaluations[ONE][CELL].answer == "1"


@pytest.mark.parametrize("signer", ["another key", "the key of another", "no key"])
def test_submitting_for_another(folder: Folder, signer: str) -> None:
    secret = {"another key": keys.new_secret(), "the key of another": _secret_of(folder, TWO)}.get(signer)
    said = _sealed_by(folder, ONE, "4", secret or keys.new_secret())
    said = said if secret else said.model_copy(update={"signature": "0" * 128})
    refused(RuleError, "TS-253", Workbench.of(folder, ONE).record, said)
    forge(folder.path, ONE, "evaluator", said)
    assert _aside(folder) == [(ONE, "TS-253")]
    sealing.submit(Folder(folder.path), ONE)
    assert _state(folder).round.submitted == (ONE,)


def test_declaring_for_another_with_a_key_of_ones_own(folder: Folder) -> None:
    mine = keys.new_secret()
    said = Declared(interests="none", confidential=True, key=keys.signing_key(mine))
    refused(RuleError, "TS-252", Workbench.of(folder, ONE).record, said)
    forge(folder.path, ONE, "evaluator", said)
    assert _aside(folder) == [(ONE, "TS-252")]
    forge(folder.path, ONE, "evaluator", _sealed_by(Folder(folder.path), ONE, "4", mine))
    assert _state(folder).round.submitted == ()


def test_submitting_in_the_open_where_the_round_is_sealed(folder: Folder) -> None:
    said = Submitted(round=1, evaluations=sealing.answers())
    refused(RuleError, "TS-257", Workbench.of(folder, ONE).record, said)
    forge(folder.path, ONE, "evaluator", said)
    assert _aside(folder) == [(ONE, "TS-257")]
    assert SECRET not in repr(_state(folder))


def test_a_signature_of_another_round_assessment_or_method(folder: Folder, tmp_path: Path) -> None:
    good = _sealed_by(folder, ONE, "4", _secret_of(folder, ONE))
    secret, state = _secret_of(folder, ONE), folder.assessment()
    for assessment, number, fingerprint in (
        ("other", 1, state.fingerprint), ("chat", 2, state.fingerprint), ("chat", 1, "0" * 64),
    ):  # fmt: skip
        message = message_of(assessment, ONE, fingerprint, good.model_copy(update={"round": number}))
        said = good.model_copy(update={"signature": keys.sign(secret, message)})
        refused(RuleError, "TS-253", Workbench.of(folder, ONE).record, said)


# A seal that was swapped


@pytest.mark.parametrize("swap", ["of another", "altered", "to another key"])
def test_swapping_what_is_inside_a_seal(folder: Folder, swap: str) -> None:
    sealing.submit(folder, TWO)
    good = _sealed_by(folder, ONE, "1", _secret_of(folder, ONE))
    text = {
        "of another": folder.assessment().round.seals[TWO].sealed,
        "altered": good.sealed[:40] + ("A" if good.sealed[40] != "A" else "B") + good.sealed[41:],
        "to another key": keys.seal(keys.sealing_key(keys.new_secret()), b"{}"),
    }[swap]
    said = good.model_copy(update={"sealed": text})
    refused(RuleError, "TS-253", Workbench.of(folder, ONE).record, said)  # the signature is over the seal itself
    forge(folder.path, ONE, "evaluator", said)
    assert _aside(folder) == [(ONE, "TS-253")]


def test_an_evaluator_who_seals_to_another_key_or_something_else(folder: Folder) -> None:
    sealing.submit(folder, TWO)
    mine = _secret_of(folder, ONE)
    forge(folder.path, ONE, "evaluator", _sealed_by(folder, ONE, "1", mine, keys.sealing_key(keys.new_secret())))
    refused(StoreError, "TS-333", Workbench.of(Folder(folder.path), "chair").unseal, "toch")
    assert _state(folder).phase == "open"


def test_an_evaluator_who_commits_to_something_else_than_is_inside(folder: Folder) -> None:
    sealing.submit(folder, TWO)
    good = _sealed_by(folder, ONE, "1", _secret_of(folder, ONE))
    other = good.model_copy(update={"commitment": keys.commitment("11" * 32, b"[]")})
    state = folder.assessment()
    message = message_of(state.opened.assessment, ONE, state.fingerprint, other)
    signed = other.model_copy(update={"signature": keys.sign(_secret_of(folder, ONE), message)})
    forge(folder.path, ONE, "evaluator", signed)
    refused(RuleError, "TS-254", Workbench.of(Folder(folder.path), "chair").unseal, "toch")


def test_a_chair_who_changes_the_key_of_an_open_round(sealed: Folder) -> None:
    said = RoundKeyed(round=1, key=keys.sealing_key(keys.new_secret()))
    refused(RuleError, "TS-205", Workbench.of(sealed, "chair").record, said)
    before = sealed.assessment().round.key
    forge(sealed.path, "chair", "chair", said)
    assert _state(sealed).round.key == before


# Opening the seals


def test_an_unsealed_entry_that_reveals_something_else(sealed: Folder) -> None:
    first = _revealed(sealed, ONE)
    better = [
        evaluation.model_copy(update={"answer": "4"}) if evaluation.cell == CELL else evaluation
        for evaluation in first.evaluations
    ]
    for changed in ({"evaluations": better}, {"salt": "0" * 64}, {"evaluations": first.evaluations[:-1]}):
        revealed = [first.model_copy(update=changed), _revealed(sealed, TWO)]
        said = Unsealed(round=1, revealed=revealed, reason="zo beter")
        refused(RuleError, "TS-254", Workbench.of(sealed, "chair").record, said)
    forge(sealed.path, "chair", "chair", said)
    assert _aside(sealed) == [("chair", "TS-254")]
    assert _state(sealed).phase == "open"


def test_an_unsealed_entry_with_somebody_who_did_not_submit(folder: Folder) -> None:
    sealing.submit(folder, ONE)
    ghost = Revealed(person=TWO, salt="0" * 64, evaluations=sealing.answers("4"))
    said = Unsealed(round=1, revealed=[_revealed(folder, ONE), ghost])
    refused(RuleError, "TS-256", Workbench.of(folder, "chair").record, said)


def test_a_chair_who_opens_all_but_one(sealed: Folder) -> None:
    said = Unsealed(round=1, revealed=[_revealed(sealed, ONE)], reason="die doet niet mee")
    refused(RuleError, "TS-255", Workbench.of(sealed, "chair").record, said)
    forge(sealed.path, "chair", "chair", said)
    assert _aside(sealed) == [("chair", "TS-255")]
    assert _state(sealed).phase == "open"


def test_a_chair_who_opens_all_but_one_as_if_it_was_not_seen(folder: Folder) -> None:
    sealing.submit(folder, ONE)
    before = folder.assessment().heads
    sealing.submit(folder, TWO)
    said = Unsealed(round=1, revealed=[_revealed(folder, ONE)], reason="die was er niet")
    forge(folder.path, "chair", "chair", said, seen=[before[ONE], before[TWO]])
    state = _state(folder)
    assert state.round.opened_early == "die was er niet"  # it is on record, and in the report
    assert [(refused.entry.author, refused.entry.kind) for refused in state.set_aside] == [(TWO, "sealed")]
    assert {"TS-327", "TS-203"} <= set(codes(verify(folder.path).notices))
    without = Unsealed(round=1, revealed=said.revealed)
    refused(RuleError, "TS-255", Workbench.of(sealing_copy(folder), "chair").record, without)


def sealing_copy(folder: Folder) -> Folder:
    """Give the assessment as it was before the chair opened it."""
    log = _log(folder, "chair")
    log.write_bytes(b"".join(log.read_bytes().splitlines(keepends=True)[:-1]))
    return Folder(folder.path, folder.clock)


# Interests


def test_a_conflicted_evaluator_submits(folder: Folder) -> None:
    Workbench.of(folder, ONE).declare("described", "Mijn broer werkt er.")
    sealing.write(folder, ONE)
    refused(RuleError, "TS-248", Workbench.of(folder, ONE).submit)
    forge(folder.path, ONE, "evaluator", _sealed_by(folder, ONE, "4", _secret_of(folder, ONE)))
    assert _aside(folder) == [(ONE, "TS-248")]


def test_a_conflicted_evaluator_decides_on_their_own_interest(folder: Folder) -> None:
    Workbench.of(folder, ONE).declare("described", "Mijn broer werkt er.")
    said = MeasureTaken(person=ONE, measure="none", reason="Kan wel.")
    refused(RuleError, "TS-202", Workbench.of(folder, ONE).record, said)
    refused(RuleError, "TS-264", Workbench.of(folder, "chair").record, said.model_copy(update={"person": "chair"}))
    forge(folder.path, ONE, "chair", said)
    assert _state(folder).waiting == {ONE}


def test_the_scores_of_who_is_recused_afterwards_do_not_count(sealed: Folder) -> None:
    sealing.measure(sealed, ONE, "recused")
    Workbench.of(sealed, "chair").unseal()
    state = _state(sealed)
    assert (state.round.opened_early, dict(state.round.evaluations[ONE])) == (None, {})
    counts = {(cell.solution, cell.criterion): cell.count for cell in result(state).thin}
    assert counts[CELL] == 1


def test_the_scores_of_who_is_recused_after_the_round_do_not_count_either(sealed: Folder) -> None:
    Workbench.of(sealed, "chair").unseal()
    sealing.measure(sealed, ONE, "recused")
    assert dict(_state(sealed).round.evaluations[ONE]) == {}


def test_a_recused_evaluator_submits(folder: Folder) -> None:
    sealing.measure(folder, ONE, "recused")
    said = _sealed_by(folder, ONE, "4", _secret_of(folder, ONE))
    refused(RuleError, "TS-249", Workbench.of(folder, ONE).record, said)
    forge(folder.path, ONE, "evaluator", said)
    assert _aside(folder) == [(ONE, "TS-249")]


# The log


def test_editing_an_entry(sealed: Folder) -> None:
    log = _log(sealed, ONE)
    text = log.read_bytes()
    commitment = sealed.assessment().round.seals[ONE].commitment.encode()
    log.write_bytes(text.replace(commitment, commitment[::-1]))
    refused(IntegrityError, "TS-304", _state, sealed)


def test_dropping_the_last_entry(sealed: Folder) -> None:
    head = sealed.assessment().heads[TWO]
    log = _log(sealed, TWO)
    log.write_bytes(b"".join(log.read_bytes().splitlines(keepends=True)[:-1]))
    assert verify(sealed.path).faults == ()  # a chain alone does not show that its end was cut off
    assert codes(verify(sealed.path, [head]).faults) == ["TS-316"]


def test_swapping_two_logs(sealed: Folder) -> None:
    one, two = _log(sealed, ONE), _log(sealed, TWO)
    kept = one.read_bytes()
    one.write_bytes(two.read_bytes())
    two.write_bytes(kept)
    refused(IntegrityError, "TS-307", _state, sealed)


# The method


def _open_tender(tmp_path: Path) -> Folder:
    return sealing.sealed_round(tmp_path / "tender", "tender")


def test_backdating_a_freeze(tmp_path: Path) -> None:
    folder = _open_tender(tmp_path)
    before = folder.assessment().fingerprint
    said = body("frozen", method=folder.put_method(making.method("61")), version=2, reason="eerder al")
    forge(folder.path, "chair", "chair", said, at="2026-01-01T00:00:00Z")
    assert _state(folder).fingerprint == before
    assert _aside(folder) == [("chair", "TS-208")]
    assert "TS-319" in codes(verify(folder.path).notices)


def test_freezing_after_the_first_solution_is_visible(tmp_path: Path) -> None:
    folder = _open_tender(tmp_path)
    refused(RuleError, "TS-208", making.freeze, folder, making.method("61"), "toch anders")


def test_changing_a_weight_after_the_freeze(tmp_path: Path) -> None:
    folder = _open_tender(tmp_path)
    before = folder.assessment()
    said = body("weights-set", criteria={"c1": "90", "c2": "10"}, reason="beter")
    refused(RuleError, "TS-203", Workbench.of(folder, "chair").record, said)
    forge(folder.path, "chair", "chair", said)
    after = _state(folder)
    assert (after.method, after.fingerprint, after.choices) == (before.method, before.fingerprint, before.choices)


def test_importing_answers_for_a_solution_that_is_out(tmp_path: Path) -> None:
    folder = _open_tender(tmp_path)
    Workbench.of(folder, "chair").record(body("solution-withdrawn", solution="s2", reason="Te laat."))
    said = body("answers-received", solution="s2", file="0" * 64, answers=[{"criterion": "c1", "text": "Ja."}])
    refused(RuleError, "TS-218", Workbench.of(folder, "chair").record, said)
    forge(folder.path, "chair", "chair", said)
    assert (_aside(folder), dict(_state(folder).answers), dict(_state(folder).evidence)) == (
        [("chair", "TS-218")],
        {},
        {},
    )


def test_the_log_on_the_command_line_keeps_what_a_refused_opening_said(sealed: Folder) -> None:
    said = Unsealed(round=1, revealed=[_revealed(sealed, ONE)], reason="die doet niet mee")
    forge(sealed.path, "chair", "chair", said)
    shown = CliRunner().invoke(app.commands, ["log", str(sealed.path), "--json"]).output
    assert SECRET not in shown + repr(_state(sealed))
    assert json.loads(shown.splitlines()[0])["kind"] == "opened"
