"""One test per attack, named for it: what somebody could try, and what comes of it.

The store is a folder: whoever may write in it can write anything, with digests that fit. What such a hand
cannot do is have it counted (rules hold at replay, too) or keep it from being seen (``verify``, printed heads).
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from tests.store import making
from tests.store.making import EVALUATORS, SECRET, agreed, body, codes, forge, refused
from typer.testing import CliRunner

from toetssteen.cli import app
from toetssteen.errors import IntegrityError, RuleError
from toetssteen.model.entries.body import Body
from toetssteen.model.entries.entry import Entry
from toetssteen.model.entries.scoring import Submitted
from toetssteen.model.replay.assessment import Assessment
from toetssteen.model.replay.order import order
from toetssteen.scoring.result.result import result
from toetssteen.store import line
from toetssteen.store.folder import Folder
from toetssteen.workbench import Workbench, verify

CELL = ("s1", "c1")


def _state(folder: Folder) -> Assessment:
    return Folder(folder.path).assessment()


def _lines(folder: Folder, author: str) -> list[bytes]:
    return (folder.path / "log" / f"{author}.jsonl").read_bytes().splitlines(keepends=True)


def _set_aside(folder: Folder) -> list[tuple[str, str]]:
    return [(refused.entry.author, code) for refused in _state(folder).set_aside for code in codes(refused.faults)]


# Tampering with what was written


def test_raising_a_level_in_a_submission_that_was_written(tmp_path: Path) -> None:
    folder = making.scored(tmp_path / "chat")
    log = folder.path / "log" / "evaluator-1.jsonl"
    log.write_bytes(log.read_bytes().replace(b'"answer":"1"', b'"answer":"4"', 1))
    refused(IntegrityError, "TS-304", _state, folder)


def test_dropping_the_last_entry(tmp_path: Path) -> None:
    folder = making.scored(tmp_path / "chat")
    head = folder.append("chair", "chair", agreed("1")).digest
    (folder.path / "log" / "chair.jsonl").write_bytes(b"".join(_lines(folder, "chair")[:-1]))
    assert verify(folder.path).faults == ()
    assert codes(verify(folder.path, [head]).faults) == ["TS-316"]


def test_swapping_two_logs(tmp_path: Path) -> None:
    folder = making.scored(tmp_path / "chat")
    first, other = (_lines(folder, author) for author in EVALUATORS)
    for author, lines in zip(EVALUATORS, (other, first), strict=True):
        (folder.path / "log" / f"{author}.jsonl").write_bytes(b"".join(lines))
    refused(IntegrityError, "TS-307", _state, folder)


def test_rebuilding_the_chain_of_an_evaluator_with_other_levels(tmp_path: Path) -> None:
    folder = making.opened_round(tmp_path / "chat")
    before = folder.assessment().heads
    making.submit(folder, "evaluator-1", "1")
    head = folder.assessment().heads["evaluator-1"]
    log = folder.path / "log" / "evaluator-1.jsonl"
    log.write_bytes(_lines(folder, "evaluator-1")[0])
    said = Submitted(round=1, evaluations=making.answers("4"))
    forge(folder.path, "evaluator-1", "evaluator", said, seen=[before["chair"]])
    assert verify(folder.path).faults == ()
    assert codes(verify(folder.path, [head]).faults) == ["TS-316"]


def test_rebuilding_a_chain_that_others_have_seen(tmp_path: Path) -> None:
    folder = making.scored(tmp_path / "chat")
    log = folder.path / "log" / "evaluator-1.jsonl"
    log.write_bytes(_lines(folder, "evaluator-1")[0])
    refused(IntegrityError, "TS-315", _state, folder)


# The freeze


def test_backdating_a_freeze_with_the_clock(tmp_path: Path) -> None:
    folder = making.opened_round(tmp_path / "chat", track="tender", clock=making.ticking(hour=12))
    fingerprint = folder.assessment().fingerprint
    folder.clock = making.ticking(hour=1)
    other = folder.put_method(making.method("61"))
    said = body("frozen", method=other, version=2, reason="eerder al")
    refused(RuleError, "TS-208", folder.append, "chair", "chair", said)
    forge(folder.path, "chair", "chair", said, at="2026-03-02T01:00:00Z")
    assert _state(folder).fingerprint == fingerprint
    assert _set_aside(folder) == [("chair", "TS-208")]
    assert {"TS-319", "TS-327"} <= set(codes(verify(folder.path).notices))


def test_backdating_a_freeze_by_rebuilding_the_log_of_the_chair(tmp_path: Path) -> None:
    real = making.opened_round(tmp_path / "real" / "chat", track="tender")
    printed = next(entry.digest for entry in real.in_order() if entry.kind == "frozen")
    rebuilt = making.started(tmp_path / "rebuilt" / "chat", track="tender")
    making.freeze(rebuilt, making.method("61"))
    making.move(rebuilt, "open")
    assert verify(rebuilt.path).faults == ()
    assert codes(verify(rebuilt.path, [printed]).faults) == ["TS-316"]


def test_freezing_after_the_first_solution_is_visible(tmp_path: Path) -> None:
    folder = making.started(tmp_path / "chat", track="tender")
    making.freeze(folder)
    making.move(folder, "open")
    folder.append("chair", "chair", body("solution-added", solution="s1", name="S1"))
    fingerprint = folder.assessment().fingerprint
    refused(RuleError, "TS-208", making.freeze, folder, making.method("61"), "toch anders")
    assert _state(folder).fingerprint == fingerprint


def test_entering_a_solution_before_the_freeze_of_a_tender(tmp_path: Path) -> None:
    folder = making.started(tmp_path / "chat", track="tender")
    said = body("solution-added", solution="s1", name="S1")
    refused(RuleError, "TS-206", folder.append, "chair", "chair", said)
    making.freeze(folder)
    refused(RuleError, "TS-206", folder.append, "chair", "chair", said)


def test_changing_a_weight_after_the_freeze(tmp_path: Path) -> None:
    folder = making.opened_round(tmp_path / "chat", track="tender")
    before = folder.assessment()
    said = body("weights-set", criteria={"c1": "90", "c2": "10"}, reason="beter")
    refused(RuleError, "TS-203", folder.append, "chair", "chair", said)
    forge(folder.path, "chair", "chair", said)
    after = _state(folder)
    assert (after.method, after.fingerprint, after.choices) == (before.method, before.fingerprint, before.choices)
    assert _set_aside(folder) == [("chair", "TS-203")]


def test_changing_a_weight_in_the_frozen_method_on_disk(tmp_path: Path) -> None:
    folder = making.opened_round(tmp_path / "chat", track="tender")
    (path,) = (folder.path / "methods").iterdir()
    path.chmod(0o644)
    path.write_bytes(making.method("61").document())
    refused(IntegrityError, "TS-317", _state, folder)


def test_a_stranger_who_undoes_the_freeze_with_one_of_their_own(tmp_path: Path) -> None:
    folder = making.opened_round(tmp_path / "chat", track="tender")
    chain = folder.logs()["chair"]
    at = next(index for index, entry in enumerate(chain) if entry.kind == "frozen")
    said = body("frozen", method=folder.put_method(making.method("61")), version=1)
    for second in range(8):  # which of the two comes first follows from their digests
        stranger = folder.path / "log" / "mallory.jsonl"
        stranger.unlink(missing_ok=True)
        when = f"2026-03-02T10:00:0{second}Z"
        forge(folder.path, "mallory", "chair", said, seen=[chain[at - 1].digest], fingerprint=None, at=when)
        state = _state(folder)
        assert (state.fingerprint, state.phase, state.conflicts) == (chain[at].body.model_dump()["method"], "open", ())
        assert _set_aside(folder) == [("mallory", "TS-202")]


def test_a_stranger_who_opens_the_assessment_first_to_be_its_chair(tmp_path: Path) -> None:
    folder = making.opened_round(tmp_path / "chat")
    mine = folder.logs()["chair"][0].digest
    said = body("opened", assessment="chat", title="Chat", track="ethics", authority="Ik", procedure="above-threshold")
    given = {"author": "mallory", "role": "chair", "fingerprint": None, "after": None, "seen": []}
    for minute in count():
        at = f"2026-03-02T{minute // 60:02}:{minute % 60:02}:00Z"
        entry, text = line.make(said, at=at, **given)
        if entry.digest < mine:
            break
    (folder.path / "log" / "mallory.jsonl").write_bytes(text)
    refused(IntegrityError, "TS-204", _state, folder)
    assert "TS-204" in codes(verify(folder.path).faults)


# Scores


def test_submitting_for_another(tmp_path: Path) -> None:
    folder = making.opened_round(tmp_path / "chat")
    said = Submitted(round=1, evaluations=making.answers("4"))
    for author, role in (("chair", "chair"), ("chair", "evaluator"), ("nobody", "evaluator")):
        refused(RuleError, "TS-202", folder.append, author, role, said)
    entry = forge(folder.path, "evaluator-2", "evaluator", said)
    shutil.move(folder.path / "log" / "evaluator-2.jsonl", folder.path / "log" / "evaluator-1.jsonl")
    assert entry.author == "evaluator-2"
    refused(IntegrityError, "TS-307", _state, folder)


def test_submitting_twice(tmp_path: Path) -> None:
    folder = making.opened_round(tmp_path / "chat")
    making.submit(folder, "evaluator-1", "1")
    refused(RuleError, "TS-231", making.submit, folder, "evaluator-1", "4")
    forge(folder.path, "evaluator-1", "evaluator", Submitted(round=1, evaluations=making.answers("4")))
    assert _set_aside(folder) == [("evaluator-1", "TS-231")]
    again = Folder(folder.path, folder.clock)
    making.submit(again, "evaluator-2")
    making.move(again, "scored")
    assert _state(folder).round.evaluations["evaluator-1"][CELL].answer == "1"


def test_submitting_after_the_round_closed(tmp_path: Path) -> None:
    folder = making.opened_round(tmp_path / "chat")
    making.submit(folder, "evaluator-1")
    making.move(folder, "scored", reason="evaluator-2 is ziek")
    refused(RuleError, "TS-203", making.submit, folder, "evaluator-2")
    forge(folder.path, "evaluator-2", "evaluator", Submitted(round=1, evaluations=making.answers("4")))
    assert _set_aside(folder) == [("evaluator-2", "TS-203")]
    assert _state(folder).round.submitted == ("evaluator-1",)


def test_closing_the_round_before_all_have_submitted_without_saying_why(tmp_path: Path) -> None:
    folder = making.opened_round(tmp_path / "chat")
    refused(RuleError, "TS-224", making.move, folder, "scored", reason="haast")
    making.submit(folder, "evaluator-1")
    refused(RuleError, "TS-225", making.move, folder, "scored")


def test_scoring_under_an_old_fingerprint(tmp_path: Path) -> None:
    folder = making.started(tmp_path / "chat")
    old = making.freeze(folder).body.model_dump()["method"]
    making.freeze(folder, making.method("61"), reason="nota van inlichtingen")
    for solution in making.SOLUTIONS:
        folder.append("chair", "chair", body("solution-added", solution=solution, name=solution))
    making.move(folder, "open")
    folder.append("evaluator-1", "evaluator", body("declared", interests="none"))
    said = Submitted(round=1, evaluations=making.answers("4"))
    forge(folder.path, "evaluator-1", "evaluator", said, fingerprint=old)
    assert _set_aside(folder) == [("evaluator-1", "TS-237")]
    assert _state(folder).round.submitted == ()


def test_scoring_without_having_declared_interests(tmp_path: Path) -> None:
    folder = making.opened_round(tmp_path / "chat")
    folder.append("chair", "chair", body("person-added", person="late", role="evaluator"))
    refused(RuleError, "TS-230", making.submit, folder, "late")


def test_correcting_what_another_submitted(tmp_path: Path) -> None:
    folder = making.scored(tmp_path / "chat")
    theirs = folder.assessment().heads["evaluator-1"]
    evaluation = {"solution": "s1", "criterion": "c1", "answer": "4", "reason": "beter"}
    said = body("corrected", supersedes=theirs, reason="beter", evaluation=evaluation)
    for author, role in (("evaluator-2", "evaluator"), ("chair", "chair")):
        refused(RuleError, "TS-235", folder.append, author, role, said)
    forge(folder.path, "chair", "chair", said)
    assert _state(folder).round.evaluations["evaluator-1"][CELL].answer == "1"


# The seal


def _said_by_the_command_line(*given: object) -> str:
    ran = CliRunner().invoke(app.commands, list(map(str, given)))
    return ran.output + str(ran.exception or "")


def _seen_from_outside(folder: Folder, tmp_path: Path) -> str:
    fresh = Folder(folder.path)
    shown = [repr(fresh.assessment()), repr(result(fresh.assessment()).document())]
    for command in ("log", "result"):
        shown += [_said_by_the_command_line(command, folder.path, *flag) for flag in ((), ("--json",))]
    shown += [_said_by_the_command_line("verify", folder.path)]
    assert "TS-323" in _said_by_the_command_line("export", folder.path, "--json", tmp_path / "out.json")
    assert not (tmp_path / "out.json").exists()
    return "\n".join(shown)


def test_reading_a_sealed_evaluation_while_the_round_is_open(tmp_path: Path) -> None:
    folder = making.opened_round(tmp_path / "chat")
    empty = result(folder.assessment()).document()["solutions"]
    making.submit(folder, "evaluator-1", "4")
    shown = _seen_from_outside(folder, tmp_path)
    assert "submitted" in shown
    assert SECRET not in shown
    assert result(_state(folder)).document()["solutions"] == empty

    making.submit(folder, "evaluator-2", "4")
    making.move(folder, "scored")
    assert SECRET in repr(_state(folder))
    assert SECRET in _said_by_the_command_line("log", folder.path, "--json")


def test_reading_a_sealed_evaluation_of_which_a_second_one_was_set_aside(tmp_path: Path) -> None:
    folder = making.opened_round(tmp_path / "chat")
    making.submit(folder, "evaluator-1", "4")
    forge(folder.path, "evaluator-1", "evaluator", Submitted(round=1, evaluations=making.answers("3")))
    assert _set_aside(folder) == [("evaluator-1", "TS-231")]
    assert SECRET not in _seen_from_outside(folder, tmp_path)


def test_reading_the_second_round_while_it_is_open(tmp_path: Path) -> None:
    folder = making.scored(tmp_path / "chat")
    making.move(folder, "agreed")
    folder.append("chair", "chair", body("round-opened", round=2, reason="nieuwe versie"))
    making.move(folder, "open")
    making.submit(folder, "evaluator-1", "2")
    assert f"{SECRET} 2" not in _seen_from_outside(folder, tmp_path)


def test_breaking_the_seal_by_closing_the_round_as_an_evaluator(tmp_path: Path) -> None:
    folder = making.opened_round(tmp_path / "chat")
    making.submit(folder, "evaluator-1", "4")
    forge(folder.path, "evaluator-2", "evaluator", body("phase-moved", to="scored", reason="nieuwsgierig"))
    assert _set_aside(folder) == [("evaluator-2", "TS-202")]
    assert _state(folder).round.sealed
    assert SECRET not in _seen_from_outside(folder, tmp_path)


def test_scoring_straight_into_the_shared_log_where_others_can_read_it(tmp_path: Path) -> None:
    folder = making.opened_round(tmp_path / "chat")
    said = body("scored", solution="s1", criterion="c1", answer="4", reason="kijk")
    refused(RuleError, "TS-201", folder.append, "evaluator-1", "evaluator", said)


# Roles


@pytest.mark.parametrize("role", ["evaluator", "chair"])
def test_an_evaluator_who_writes_the_consensus(tmp_path: Path, role: str) -> None:
    folder = making.scored(tmp_path / "chat")
    refused(RuleError, "TS-202", folder.append, "evaluator-1", role, agreed("4", by="evaluator-1"))
    forge(folder.path, "evaluator-1", role, agreed("4", by="evaluator-1"))
    assert _set_aside(folder) == [("evaluator-1", "TS-202")]
    assert CELL not in _state(folder).round.agreed


@pytest.mark.parametrize("level", ["1", "4"], ids=["another level", "the same"])
def test_an_evaluator_who_undoes_the_consensus_with_one_that_has_not_seen_it(tmp_path: Path, level: str) -> None:
    folder = making.scored(tmp_path / "chat")
    before = folder.assessment().heads["chair"]
    folder.append("chair", "chair", agreed("4"))
    log = folder.path / "log" / "evaluator-1.jsonl"
    whole = log.read_bytes()
    for second in range(8):
        log.write_bytes(whole)
        when = f"2026-03-02T10:00:0{second}Z"
        forge(folder.path, "evaluator-1", "chair", agreed(level), seen=[before], at=when)
        state = _state(folder)
        assert state.round.agreed[CELL].answer == "4"
        assert state.conflicts == ()
        assert _set_aside(folder) == [("evaluator-1", "TS-202")]


def test_an_evaluator_who_wrote_that_they_saw_all_there_is_does_not_keep_the_others_waiting() -> None:
    looks = count()

    class Seen(list[str]):
        def __iter__(self) -> Iterator[str]:
            return (digest for digest in super().__iter__() if next(looks) >= 0)

    many = [cast("Entry", SimpleNamespace(digest=f"{number:064x}", seen=[])) for number in range(300)]
    late = cast("Entry", SimpleNamespace(digest="f" * 64, seen=Seen(entry.digest for entry in many)))
    assert list(order({"evaluator-1": [late], "chair": many})) == [*many, late]
    assert next(looks) == len(many)


def test_an_evaluator_who_makes_a_chair_of_themselves(tmp_path: Path) -> None:
    folder = making.scored(tmp_path / "chat")
    said = body("person-added", person="evaluator-1", role="chair")
    refused(RuleError, "TS-202", folder.append, "evaluator-1", "evaluator", said)
    forge(folder.path, "evaluator-1", "chair", said)
    assert _state(folder).people["evaluator-1"].role == "evaluator"


@pytest.mark.parametrize(
    "said",
    [
        body("solution-withdrawn", solution="s1", reason="weg"),
        body("solution-added", solution="s3", name="Drie"),
        body("phase-moved", to="agreed"),
        body("round-opened", round=2, reason="opnieuw"),
        body("frozen", method="0" * 64, version=2, reason="anders"),
        body("advice-given", text="Doen."),
        body("checked", criterion="c", answer="met", reason="gezien"),
    ],
    ids=lambda said: said.kind,
)
def test_an_evaluator_who_does_what_is_for_others(tmp_path: Path, said: Body) -> None:
    folder = making.scored(tmp_path / "chat")
    refused(RuleError, "TS-202", Workbench.of(folder, "evaluator-1").record, said)
    before = _state(folder)
    forge(folder.path, "evaluator-1", "evaluator", said)
    after = _state(folder)
    assert _set_aside(folder) == [("evaluator-1", "TS-202")]
    assert (after.phase, after.solutions, after.withdrawn, after.notes, after.rounds, after.fingerprint) == (
        before.phase,
        before.solutions,
        before.withdrawn,
        before.notes,
        before.rounds,
        before.fingerprint,
    )


def test_writing_outside_the_folder_with_the_name_of_an_author(tmp_path: Path) -> None:
    folder = making.started(tmp_path / "chat")
    for author in ("../evil", "/tmp/evil", "a/b", "..", ""):
        with pytest.raises((RuleError, ValueError)):
            folder.append(author, "evaluator", body("declared", interests="none"))
    assert {path.name for path in tmp_path.iterdir()} == {"chat"}
    assert {path.stem for path in (folder.path / "log").rglob("*.jsonl")} == {"chair"}
