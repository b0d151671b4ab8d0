"""What every store does, whatever it keeps an assessment in: the contract that one more store is held to."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from tests.store import making
from tests.store.making import agreed, body, codes, refused
from tests.store.stores import STORES, Kept

from toetssteen import canonical
from toetssteen.errors import IntegrityError, RuleError, StoreError
from toetssteen.model.entries.body import Body, Evaluation
from toetssteen.model.entries.entry import Entry
from toetssteen.store import line
from toetssteen.store.protocol import Appendable, Readable
from toetssteen.workbench import verify

ROOT = Path(__file__).parents[2]
AWAY, OTHER = "TS-314", "TS-317"


@pytest.fixture(params=STORES)
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> Kept:
    """An assessment with its committee, in each of the stores."""
    made: Kept = STORES[request.param](tmp_path)
    making.begin(made.store, "chat")
    return made


@pytest.fixture
def opened(kept: Kept) -> Kept:
    """The same with a frozen method and an open round."""
    making.open_up(kept.store)
    return kept


def _observer(name: str) -> Body:
    return body("person-added", person=name, role="observer")


def _running(kept: Kept, script: str, *given: str) -> subprocess.Popen[str]:
    """Run a script that has the assessment open as ``store``, in another process."""
    code = f"import os, sys\nfrom tests.store import making\n{kept.opening()}{script}"
    path = os.pathsep.join([str(ROOT / "toolkit"), str(ROOT)])
    return subprocess.Popen(
        [sys.executable, "-c", code, *given],
        env={**os.environ, "PYTHONPATH": path},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def _fingerprint(store: Readable) -> str:
    fingerprint = store.assessment().fingerprint
    assert fingerprint is not None
    return fingerprint


def _answer(level: str, reason: str = "seen", criterion: str = "c1") -> Evaluation:
    return Evaluation(solution="s1", criterion=criterion, answer=level, reason=reason)


# Entries


def test_an_entry_is_kept_before_append_returns_also_where_the_process_dies_right_after(kept: Kept) -> None:
    script = """
entry = store.append("chair", "chair", making.body("person-added", person="last", role="observer"))
print(entry.digest, flush=True)
os._exit(1)
"""
    with _running(kept, script) as dying:
        digest, _ = dying.communicate(timeout=60)
    assert dying.returncode == 1
    assert kept.other().logs()["chair"][-1].digest == kept.store.logs()["chair"][-1].digest == digest.strip()
    assert "last" in kept.other().assessment().people


def test_what_was_appended_is_what_is_read_back_byte_by_byte(opened: Kept) -> None:
    entry = opened.store.append("chair", "chair", _observer("one"))
    again = opened.other()
    assert again.logs() == opened.store.logs()
    assert again.logs()["chair"][-1] == entry
    assert again.lines() == opened.store.lines()
    for author, lines in again.lines().items():
        assert [canonical.encode(document) for document in again.documents()[author]] == lines
        assert [canonical.decode(text)["digest"] for text in lines] == [entry.digest for entry in again.logs()[author]]
    assert again.assessment() == opened.store.assessment()
    assert verify(opened.store).faults == ()


def test_entries_follow_each_other_in_a_log_and_in_the_order_in_which_they_were_seen(opened: Kept) -> None:
    written = [
        opened.store.append("chair", "chair", _observer("one")),
        opened.other().append("evaluator-1", "evaluator", body("declared", interests="none", description="x")),
        opened.store.append("chair", "chair", _observer("two")),
    ]
    assert [entry.digest for entry in opened.other().in_order()][-3:] == [entry.digest for entry in written]
    assert written[0].digest in written[1].seen
    assert written[2].seen == [written[1].digest]
    for log in opened.other().logs().values():
        assert [entry.seq for entry in log] == list(range(1, len(log) + 1))
        assert [entry.prev for entry in log] == [None, *(entry.digest for entry in log[:-1])]


def test_an_entry_that_breaks_a_rule_or_is_only_tried_leaves_nothing_behind(opened: Kept) -> None:
    store, before = opened.store, opened.other().lines()
    refused(RuleError, "TS-205", store.append, "chair", "chair", _observer("evaluator-1"))
    refused(RuleError, "TS-202", store.append, "nobody", "chair", _observer("new"))
    refused(RuleError, "TS-205", store.try_out, "chair", "chair", _observer("evaluator-1"))
    store.try_out("chair", "chair", _observer("new"))
    assert store.try_inside("evaluator-1", making.answers()) == []
    assert store.try_inside("evaluator-1", making.answers(but=("c1",)))
    assert store.already("evaluator-1", body("declared", interests="none"))
    assert not store.already("evaluator-1", body("declared", interests="none", description="x"))
    assert store.lines() == opened.other().lines() == before


def test_the_entries_of_one_act_are_kept_together_each_seeing_the_one_before_it(opened: Kept) -> None:
    before = len(opened.store.logs()["chair"])
    last = opened.store.append("chair", "chair", _observer("one"), body("format-raised", to=3), _observer("two"))
    log = opened.other().logs()["chair"]
    assert [entry.kind for entry in log[before:]] == ["person-added", "format-raised", "person-added"]
    assert (log[-1], log[-1].prev, log[-1].seq) == (last, log[-2].digest, log[-2].seq + 1)
    assert {"one", "two"} <= opened.other().assessment().people.keys()
    assert opened.store.assessment() == opened.other().assessment()
    assert verify(opened.other()).faults == ()


def test_of_the_entries_of_one_act_none_is_kept_where_one_breaks_a_rule(opened: Kept) -> None:
    store, before = opened.store, opened.other().lines()
    for twice in ((_observer("one"), _observer("one")), (_observer("evaluator-1"), _observer("one"))):
        refused(RuleError, "TS-205", store.append, "chair", "chair", *twice)
    assert store.lines() == opened.other().lines() == before
    store.append("chair", "chair", _observer("one"))


def test_a_last_line_that_a_crash_tore_is_told_and_the_next_entry_takes_its_place(kept: Kept) -> None:
    entry, text = line.make(
        _observer("torn"),
        at="2026-03-02T10:00:00Z",
        author="chair",
        role="chair",
        fingerprint=None,
        after=kept.store.logs()["chair"][-1],
        seen=[],
    )
    before = kept.store.lines()["chair"]
    kept.put_line("chair", text[:-20])
    for reader in (kept.store, kept.other()):
        assert reader.lines()["chair"] == before
        assert "torn" not in reader.assessment().people
        assert "TS-301" in codes(reader.warnings)
    kept.store.append("chair", "chair", _observer("whole"))
    log = kept.other().logs()["chair"]
    assert (log[-1].seq, log[-1].prev) == (entry.seq, entry.prev)
    assert verify(kept.other()).faults == ()


def test_a_log_that_is_not_what_was_written_is_read_by_nobody_and_added_to_by_nobody(kept: Kept) -> None:
    kept.spoil_line("chair")
    for store in (kept.store, kept.other()):
        for call in (store.assessment, store.logs, store.lines, store.in_order, store.as_logged):
            refused(IntegrityError, "TS-304", call)
        refused(IntegrityError, "TS-304", store.append, "chair", "chair", _observer("new"))
    assert "TS-304" in codes(verify(kept.store).faults)


def test_two_who_decide_one_thing_differently_without_seeing_each_other_make_a_conflict_that_is_shown(
    opened: Kept,
) -> None:
    store = opened.store
    for person, level in zip(making.EVALUATORS, ("1", "3"), strict=True):
        making.submit(store, person, level)
    making.move(store, "scored")
    store.append("chair", "chair", body("person-added", person="chair-2", role="chair"))
    seen = sorted(store.assessment().heads.values())
    one = store.append("chair", "chair", agreed("1"))
    other, text = line.make(
        agreed("4", by="chair-2"),
        at="2026-03-02T10:00:00Z",
        author="chair-2",
        role="chair",
        fingerprint=_fingerprint(store),
        after=None,
        seen=seen,
    )
    opened.put_line("chair-2", text)
    for reader in (store, opened.other()):
        (conflict,) = reader.assessment().conflicts
        assert {entry.digest for entry in conflict.entries} == {one.digest, other.digest}
        assert ("s1", "c1") not in reader.assessment().round.agreed
    settled = store.append("chair", "chair", agreed("2"))
    assert other.digest in settled.seen
    assert opened.other().assessment().conflicts == ()


# Two writers


def test_two_processes_that_append_to_one_log_wait_for_each_other_and_lose_nothing(kept: Kept) -> None:
    script = """
print("ready", flush=True)
sys.stdin.readline()
for number in range(25):
    person = f"{sys.argv[1]}-{number}"
    store.append("chair", "chair", making.body("person-added", person=person, role="observer"))
"""
    both = [_running(kept, script, name) for name in ("one", "other")]
    for process in both:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in both:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    for process in both:
        process.communicate(timeout=120)
    assert [process.returncode for process in both] == [0, 0]
    people = kept.store.assessment().people.keys()
    assert {f"{name}-{number}" for name in ("one", "other") for number in range(25)} <= people
    assert verify(kept.store).faults == ()


def test_a_rule_holds_against_what_another_has_just_written(kept: Kept) -> None:
    kept.store.assessment()
    kept.other().append("chair", "chair", _observer("twice"))
    refused(RuleError, "TS-205", kept.store.append, "chair", "chair", _observer("twice"))
    assert "twice" in kept.store.assessment().people


def test_a_rule_holds_against_what_another_writes_while_an_entry_is_being_made(kept: Kept) -> None:
    clock, first = kept.store.clock, iter([True])

    def meanwhile() -> datetime:
        if next(first, False):
            kept.other().append("chair", "chair", _observer("twice"))
        return clock()

    kept.store.clock = meanwhile
    refused(RuleError, "TS-205", kept.store.append, "chair", "chair", _observer("twice"))
    kept.store.append("chair", "chair", _observer("once"))
    assert verify(kept.store).faults == ()


# Methods


def test_a_method_is_kept_under_its_fingerprint_as_the_bytes_that_have_it(kept: Kept) -> None:
    frozen = making.method()
    fingerprint = kept.store.put_method(frozen)
    assert fingerprint == canonical.sha256(frozen.document())
    assert kept.method_bytes(fingerprint) == frozen.document()
    assert kept.store.methods() == {}
    assert codes(kept.store.unnamed_methods()) == ["TS-336"]
    making.freeze(kept.store, frozen)
    again = kept.other()
    assert again.methods() == {fingerprint: frozen}
    assert _fingerprint(again) == fingerprint
    assert (again.method_faults(), again.unnamed_methods()) == ([], [])


def _writes(store: Appendable) -> list[Any]:
    return [
        lambda: store.append("chair", "chair", _observer("new")),
        lambda: store.try_out("chair", "chair", _observer("new")),
        lambda: store.put_file(b"proof"),
        lambda: store.put_method(making.method("50")),
        store.refuse_unless_whole,
    ]


@pytest.mark.parametrize("harm", [AWAY, OTHER])
def test_while_a_method_is_away_or_is_another_nothing_is_written(opened: Kept, harm: str) -> None:
    fingerprint = _fingerprint(opened.store)
    content, before = opened.method_bytes(fingerprint), opened.store.lines()
    (opened.lose_method if harm == AWAY else opened.spoil_method)(fingerprint)
    for store in (opened.store, opened.other()):
        for call in _writes(store):
            refused(IntegrityError, harm, call)
        assert codes(store.method_faults()) == [harm]
        assert store.as_logged().phase == "open"
        if harm == OTHER:
            refused(IntegrityError, harm, store.assessment)
        else:
            assert store.assessment().phase == "open"
    assert harm in codes(verify(opened.store).faults)
    assert (opened.store.lines(), opened.store.files()) == (before, set())
    assert opened.store.restore_method(content) == fingerprint
    assert opened.method_bytes(fingerprint) == content
    opened.store.append("chair", "chair", _observer("new"))
    assert opened.other().method_faults() == []


# Files


def test_a_file_is_kept_once_under_its_digest_and_read_back_as_it_was(kept: Kept) -> None:
    content = bytes(range(256)) * 4
    digest = kept.store.put_file(content)
    assert digest == canonical.sha256(content) == kept.other().put_file(content)
    assert kept.other().file(digest) == content
    assert kept.other().files() == {digest}
    assert list(kept.other().file_faults([digest])) == []


@pytest.mark.parametrize("harm", ["TS-329", "TS-313"], ids=["lost", "another"])
def test_a_file_that_is_lost_or_another_is_not_read_and_is_named(kept: Kept, harm: str) -> None:
    digest = kept.store.put_file(b"proof")
    given = {"evidence": "e1", "type": "document", "title": "Proof", "file": digest}
    kept.store.append("chair", "chair", body("evidence-added", **given))
    (kept.lose_file if harm == "TS-329" else kept.spoil_file)(digest)
    for store in (kept.store, kept.other()):
        refused(IntegrityError, harm, store.file, digest)
        assert codes(store.file_faults([digest])) == [harm]
    assert codes(verify(kept.store).faults) == [harm]


def test_a_file_that_was_never_kept_is_missing(kept: Kept) -> None:
    refused(IntegrityError, "TS-329", kept.store.file, "0" * 64)
    assert codes(kept.store.file_faults(["0" * 64])) == ["TS-329"]
    assert kept.store.files() == set()


# Drafts


def test_a_draft_is_kept_when_it_is_saved_and_is_in_no_log(opened: Kept) -> None:
    lines, fingerprint = opened.store.lines(), _fingerprint(opened.store)
    draft = opened.store.draft(1, "evaluator-1")
    assert (list(draft.entries()), dict(draft.evaluations()), draft.head) == ([], {}, None)
    saved: list[Entry] = [draft.save(_answer(level), fingerprint) for level in ("1", "4")]
    draft.save(_answer("2", criterion="c2"), fingerprint)
    draft.save(_answer("unanswered", "", criterion="c2"), fingerprint)
    again = opened.other().draft(1, "evaluator-1")
    assert dict(again.evaluations()) == {("s1", "c1"): _answer("4")}
    assert [entry.digest for entry in again.entries()][:2] == [entry.digest for entry in saved]
    assert again.head == draft.head
    assert again.where == draft.where
    assert opened.other().lines() == lines


def test_a_draft_is_of_one_person_in_one_round(opened: Kept) -> None:
    opened.store.draft(1, "evaluator-1").save(_answer("1"), _fingerprint(opened.store))
    assert list(opened.store.draft(1, "evaluator-2").entries()) == []
    assert list(opened.store.draft(2, "evaluator-1").entries()) == []


def test_a_draft_that_is_open_twice_has_what_both_saved(opened: Kept) -> None:
    fingerprint = _fingerprint(opened.store)
    one, other = opened.store.draft(1, "evaluator-1"), opened.other().draft(1, "evaluator-1")
    one.save(_answer("1"), fingerprint)
    other.save(_answer("2", criterion="c2"), fingerprint)
    one.save(_answer("3"), fingerprint)
    assert [entry.seq for entry in other.entries()] == [1, 2, 3]
    assert one.evaluations() == other.evaluations() == {
        ("s1", "c1"): _answer("3"),
        ("s1", "c2"): _answer("2", criterion="c2"),
    }  # fmt: skip


# What it is


def test_an_assessment_that_is_opened_again_is_the_same_with_nothing_read_yet(opened: Kept) -> None:
    store, again = opened.store, opened.store.anew()
    assert again is not store
    assert (again.name, again.where, again.key) == (store.name, store.where, store.key)
    assert again.assessment() == store.assessment()


def test_two_assessments_of_one_id_have_different_keys(tmp_path: Path) -> None:
    for make in STORES.values():
        keys = set()
        for number in (1, 2):
            (tmp_path / f"{number}").mkdir()
            store = make(tmp_path / f"{number}").store
            store.clock = making.ticking(hour=number)
            making.begin(store, "chat")
            keys.add(store.key)
        assert len(keys) == 2


def test_where_nothing_was_written_there_is_nothing_to_read(tmp_path: Path) -> None:
    for make in STORES.values():
        store = make(tmp_path).store
        for call in (store.assessment, store.logs, store.lines, store.in_order):
            refused(StoreError, "TS-311", call)
