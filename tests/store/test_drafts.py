"""An evaluator's draft: saved before it is said to be, the last answer holds, nobody else's gets in."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest
from tests.store import making
from tests.store.making import refused

from toetssteen.errors import RuleError, StoreError
from toetssteen.model.entries.body import Evaluation
from toetssteen.store import line
from toetssteen.store.folder import Folder
from toetssteen.workbench import Workbench


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folder:
    monkeypatch.setenv("TOETSSTEEN_DATA", str(tmp_path / "data"))
    return making.opened_round(tmp_path / "chat")


def _answer(level: str, reason: str = "gezien", criterion: str = "c1") -> Evaluation:
    return Evaluation(solution="s1", criterion=criterion, answer=level, reason=reason)


def _held(folder: Folder, person: str = "evaluator-1") -> dict[tuple[str, str], str]:
    return {cell: evaluation.answer for cell, evaluation in Workbench.of(folder, person).draft().evaluations().items()}


def _head(folder: Folder) -> str | None:
    drafted = Workbench.of(folder, "evaluator-1").draft()
    drafted.evaluations()
    return drafted.head


def test_an_answer_is_on_disk_when_it_is_said_to_be_saved(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[int] = []
    real = os.fsync
    monkeypatch.setattr(os, "fsync", lambda handle: (synced.append(os.fstat(handle).st_size), real(handle))[1])
    entry = Workbench.of(folder, "evaluator-1").draft().save(_answer("2"))
    path = Path(Workbench.of(folder, "evaluator-1").draft().where)
    content = path.read_bytes()
    assert entry.digest.encode() in content
    assert len(content) in synced


def test_the_last_answer_on_a_cell_holds_and_the_earlier_ones_stay_in_the_log(folder: Folder) -> None:
    for level in ("1", "4", "2"):
        Workbench.of(folder, "evaluator-1").draft().save(_answer(level))
    assert _held(folder) == {("s1", "c1"): "2"}
    drafted = Workbench.of(folder, "evaluator-1").draft()
    drafted.evaluations()
    assert [entry.body.model_dump()["answer"] for entry in drafted.entries()] == ["1", "4", "2"]


def test_an_answer_is_taken_back_by_a_later_entry(folder: Folder) -> None:
    Workbench.of(folder, "evaluator-1").draft().save(_answer("1"))
    Workbench.of(folder, "evaluator-1").draft().save(_answer("unanswered", reason=""))
    assert _held(folder) == {}
    Workbench.of(folder, "evaluator-1").draft().save(_answer("3"))
    assert _held(folder) == {("s1", "c1"): "3"}


def test_a_draft_lies_outside_the_assessment_and_changes_nothing_in_it(folder: Folder, tmp_path: Path) -> None:
    before = {path: path.read_bytes() for path in folder.path.rglob("*") if path.is_file()}
    Workbench.of(folder, "evaluator-1").draft().save(_answer("1"))
    assert {path: path.read_bytes() for path in folder.path.rglob("*") if path.is_file()} == before
    assert Path(Workbench.of(folder, "evaluator-1").draft().where).is_relative_to(tmp_path / "data")


def test_drafts_of_two_evaluators_do_not_mix(folder: Folder) -> None:
    Workbench.of(folder, "evaluator-1").draft().save(_answer("1"))
    Workbench.of(folder, "evaluator-2").draft().save(_answer("4"))
    assert (_held(folder), _held(folder, "evaluator-2")) == ({("s1", "c1"): "1"}, {("s1", "c1"): "4"})


def test_a_draft_of_another_assessment_with_the_same_id_does_not_mix(folder: Folder, tmp_path: Path) -> None:
    Workbench.of(folder, "evaluator-1").draft().save(_answer("1"))
    other = making.opened_round(tmp_path / "elsewhere" / "chat", clock=making.ticking(hour=10))
    assert other.assessment().opened == folder.assessment().opened
    assert _held(other) == {}


def test_a_new_round_begins_with_an_empty_draft(folder: Folder) -> None:
    Workbench.of(folder, "evaluator-1").draft().save(_answer("1"))
    for person in making.EVALUATORS:
        making.submit(folder, person)
    for phase in ("scored", "agreed"):
        making.move(folder, phase)
    folder.append("chair", "chair", making.body("round-opened", round=2, reason="opnieuw"))
    making.move(folder, "open")
    assert _held(folder) == {}


def test_a_draft_whose_last_line_a_crash_tore_keeps_all_before_it(folder: Folder) -> None:
    Workbench.of(folder, "evaluator-1").draft().save(_answer("1"))
    path = Path(Workbench.of(folder, "evaluator-1").draft().where)
    whole = path.read_bytes()
    path.write_bytes(whole + whole[:50])
    assert _held(folder) == {("s1", "c1"): "1"}
    Workbench.of(folder, "evaluator-1").draft().save(_answer("2", criterion="c2"))
    assert _held(folder) == {("s1", "c1"): "1", ("s1", "c2"): "2"}
    assert path.with_name(f"{path.name}.torn").read_bytes() == whole[:50] + b"\n"


def test_an_answer_that_does_not_fit_or_that_the_disk_refuses_leaves_the_draft(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    Workbench.of(folder, "evaluator-1").draft().save(_answer("1"))
    refused(RuleError, "TS-210", Workbench.of(folder, "evaluator-1").draft().save, _answer("5"))
    refused(
        RuleError,
        "TS-218",
        Workbench.of(folder, "evaluator-1").draft().save,
        _answer("2").model_copy(update={"solution": "x"}),
    )

    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as context:
        context.setattr(os, "fsync", full)
        refused(StoreError, "TS-308", Workbench.of(folder, "evaluator-1").draft().save, _answer("4"))
    assert _held(folder) == {("s1", "c1"): "1"}


def test_what_is_no_answer_does_not_count_as_a_draft(folder: Folder) -> None:
    drafted = Workbench.of(folder, "evaluator-1").draft()
    said = making.body("declared", interests="none")
    _, text = line.make(
        said, at="2026-03-02T10:00:00Z", author="evaluator-1", role="evaluator", fingerprint=None, after=None, seen=[]
    )
    Path(drafted.where).write_bytes(text)
    refused(StoreError, "TS-302", drafted.evaluations)


def test_a_draft_is_submitted_as_a_whole_or_not_at_all(folder: Folder) -> None:
    for evaluation in making.answers():
        if (evaluation.solution, evaluation.criterion) != ("s2", "c2"):
            Workbench.of(folder, "evaluator-1").draft().save(evaluation)
    refused(RuleError, "TS-214", Workbench.of(folder, "evaluator-1").submit)
    Workbench.of(folder, "evaluator-1").draft().save(Evaluation(solution="s2", criterion="c2", answer="1"))
    refused(RuleError, "TS-215", Workbench.of(folder, "evaluator-1").submit)
    assert folder.assessment().round.submitted == ()
    Workbench.of(folder, "evaluator-1").draft().save(
        Evaluation(solution="s2", criterion="c2", answer="refused", reason="wil niet")
    )
    entry = Workbench.of(folder, "evaluator-1").submit(same_reasons=True)
    assert Path(Workbench.of(folder, "evaluator-1").draft().where).read_bytes().count(b"\n") == 7
    assert entry.body.model_dump()["draft"] == _head(folder)
    assert folder.assessment().round.submitted == ("evaluator-1",)
    assert len(entry.body.model_dump()["evaluations"]) == 6
