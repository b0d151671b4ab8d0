"""The consensus page without a browser: what it shows in each phase, what an act records, what it keeps."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.examples import build
from tests.store import making, meetings
from toetssteen import workbench
from toetssteen.errors import RuleError, UseError
from toetssteen.model.replay.assessment import Assessment
from toetssteen.pages.consensus.page import Consensus
from toetssteen.pages.desk import Desk
from toetssteen.store.folder import Folder
from toetssteen.workbench import Workbench

CELL = "whatsapp|privacy.transfer"
GIVEN = {"answer": "unproven", "reason": "Samen gezien.", "evidence": [], "owner": "", "until": ""}


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Path:
    workspace = tmp_path_factory.mktemp("played")
    build.play(build.HERE / "chat-channel", workspace / "assessments" / "chat", until="scored")
    return workspace


@pytest.fixture
def workspace(played: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(played, tmp_path / "workspace")
    monkeypatch.setenv("TOETSSTEEN_WORKSPACE", str(tmp_path / "workspace"))
    return tmp_path / "workspace"


@pytest.fixture
def page(workspace: Path) -> Consensus:
    opened = Consensus(Desk("consensus", "chat"))
    opened.choose("chair")
    return opened


def agree(page: Consensus, key: str = CELL, basis: str | None = None, **given: Any) -> dict[str, Any]:
    basis = page.point(key)["detail"]["basis"] if basis is None else basis
    whole = {"present": ["chair", "evaluator-1"], "dissent": {}, **GIVEN, **given}
    return page.agree("chair", key, basis, **whole)


def assessment(page: Consensus) -> Assessment:
    return page.desk.folder.assessment()


def test_while_the_round_is_open_only_who_submitted_is_told(workspace: Path) -> None:
    folder = build.play(build.HERE / "chat-channel", workspace / "assessments" / "open", until="open")
    evaluations = build.read(build.HERE / "chat-channel" / "evaluator-1.yaml")["evaluations"]
    Workbench.of(folder, "evaluator-1").record(workbench.body_of("submitted", {"round": 1, "evaluations": evaluations}))
    shown = dict(Consensus(Desk("consensus", "open")).content())
    assert [evaluator["done"] for evaluator in shown["submitted"]] == ["yes", "no", "no"]
    assert shown["rows"] == []
    text = json.dumps(shown, ensure_ascii=False)
    assert not [evaluation["reason"] for evaluation in evaluations if evaluation["reason"] in text]


def test_the_largest_differences_come_first_and_agreeing_moves_nothing(page: Consensus) -> None:
    rows: list[dict[str, Any]] = page.content()["rows"]  # type: ignore[assignment]
    place = [(not (row["gate"] and row["differs"]), not row["without"], -float(row["spread"] or 0)) for row in rows]
    first = [row[0] for row in place]
    assert first == sorted(first)
    rest = [row[1:] for row in place if row[0]]
    assert rest == sorted(rest)
    agree(page, rows[3]["key"])
    assert [row["key"] for row in page.content()["rows"]] == [row["key"] for row in rows]  # type: ignore[attr-defined]


def test_a_record_is_one_entry_also_when_the_page_sends_it_twice(page: Consensus) -> None:
    before = len(page.desk.folder.logs()["chair"])
    basis = page.point(CELL)["detail"]["basis"]
    first = agree(page, basis=basis)
    assert (first["row"]["recorded"], first["progress"]["recorded"]) == ("not proven", 1)
    agree(page, basis=basis)
    assert len(page.desk.folder.logs()["chair"]) == before + 1


def test_a_change_is_a_new_record_and_the_old_one_stays_to_be_read(page: Consensus) -> None:
    agree(page)
    changed = agree(page, answer="not_met", reason="Toch niet.", dissent={"evaluator-2": "Ik wel."})
    assert [record["answer"] for record in changed["detail"]["history"]] == ["not proven", "not met"]
    assert changed["detail"]["record"]["dissent"] == {"evaluator-2": "Ik wel."}
    assert len(assessment(page).round.agreed) == 1


def test_who_has_not_seen_what_another_window_recorded_is_refused_and_keeps_the_text(page: Consensus) -> None:
    slot = f"point:{CELL}"
    seen = page.point(CELL)["detail"]["basis"]
    agree(Consensus(Desk("consensus", "chat")))
    page.keep("chair", 1, slot, {"reason": "half"})
    with pytest.raises(UseError, match="TS-520"):
        agree(page, basis=seen, reason="iets anders")
    assert dict(page.content())["typed"] == {slot: {"reason": "half"}}


def test_what_is_typed_is_there_after_a_restart_until_it_is_recorded_or_thrown_away(page: Consensus) -> None:
    page.keep("chair", 1, f"point:{CELL}", {"reason": "hal"})
    page.keep("chair", 1, "tension-recorded", {"values": [], "text": "<b>"})
    again = Consensus(Desk("consensus", "chat"))
    assert dict(again.content())["typed"] == {
        f"point:{CELL}": {"reason": "hal"},
        "tension-recorded": {"values": [], "text": "<b>"},
    }
    agree(again)
    again.keep("chair", 1, "tension-recorded", None)
    assert dict(again.content())["typed"] == {}


def test_two_chairs_who_differ_are_shown_and_settled_by_a_new_record(page: Consensus, workspace: Path) -> None:
    here = page.desk.folder
    Workbench.of(here, "chair").record(workbench.body_of("person-added", {"person": "chair-2", "role": "chair"}))
    shutil.copytree(here.path, workspace / "assessments" / "copy")
    there = workbench.open_store("copy")
    cell = dict(zip(("solution", "criterion"), CELL.split("|"), strict=True))
    other = {**cell, "answer": "met", "reason": "Elders", "present": ["chair-2"]}
    Workbench.of(there, "chair-2").record(workbench.body_of("agreed", other))
    agree(page)
    shutil.copyfile(there.path / "log" / "chair-2.jsonl", here.path / "log" / "chair-2.jsonl")
    shown = dict(page.content())
    [conflict] = shown["conflicts"]  # type: ignore[misc]
    written = {entry["who"]["id"]: entry["reason"] for entry in conflict["entries"]}
    assert written == {"chair": "Samen gezien.", "chair-2": "Elders"}
    assert CELL in shown["open"][0]["keys"]  # type: ignore[index]
    settled = agree(page)
    assert (settled["conflicts"], settled["row"]["recorded"]) == ([], "not proven")


def test_the_checklist_is_judged_once_by_the_chair_or_the_ethics_committee(page: Consensus) -> None:
    checks: list[dict[str, Any]] = page.content()["checks"]  # type: ignore[assignment]
    key = next(check["key"] for check in checks if "answer" not in check)
    answer = page.point(key)["detail"]["asked"]["answers"][0]["answer"]
    done = page.check("ethics-1", key, "", **{**GIVEN, "answer": answer})
    assert done["progress"]["checked"] == 1
    with pytest.raises(RuleError, match="TS-202"):
        page.check("evaluator-1", key, done["detail"]["basis"], **{**GIVEN, "answer": answer})


def test_a_note_is_made_once_and_listed(page: Consensus) -> None:
    given = {"values": ["privacy", "inclusion"], "text": "Trekt."}
    for _ in range(2):
        noted = page.note("evaluator-1", "tension-recorded", **given)
    assert [note["text"] for note in noted["notes"]] == ["Trekt."]


def test_moving_on_says_first_what_is_open_and_then_everything_is_to_be_read_only(page: Consensus) -> None:
    counts = {line["text"].split(":")[0]: len(line["keys"]) for line in page.content()["open"]}  # type: ignore[attr-defined]
    assert counts["Evaluators differ and nothing was agreed"] == 97
    assert counts["Checklist without a finding"] == 39
    with pytest.raises(UseError, match="Evaluators differ and nothing was agreed: 97"):
        page.move("chair", "agreed", " ")
    assert assessment(page).phase == "scored"
    shown = page.move("chair", "agreed", "De tijd is om.")
    assert (shown["phase"], shown["may"]["agree"], len(shown["rows"])) == ("agreed", False, 159)
    with pytest.raises(RuleError, match="TS-203"):
        agree(page)


def test_a_folder_that_vanished_is_told_and_typing_goes_on(page: Consensus, workspace: Path) -> None:
    page.keep("chair", 1, "move", {"reason": "a"})
    shutil.rmtree(workspace / "assessments" / "chat")
    assert dict(page.content())["stopped"][0]["code"] == "TS-311"  # type: ignore[index]
    page.keep("chair", 1, "move", {"reason": "b"})


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folder:
    monkeypatch.setenv("TOETSSTEEN_WORKSPACE", str(tmp_path))
    return meetings.unsealed(tmp_path / "assessments" / "small", "tender")


def opened(who: str) -> Consensus:
    found = Consensus(Desk("consensus", "small"))
    found.choose(who)
    return found


def corrected(page: Consensus, who: str, what: str, answer: str = "4", key: str = "s1|c1") -> dict[str, Any]:
    basis = page.point(key)["detail"]["basis"]
    given = {"answer": answer, "reason": "Nu goed.", "evidence": [], "owner": "", "until": ""}
    return page.correct(who, key, basis, what, "Verschreven.", **given)


def test_people_stand_by_role_and_their_ids_only_where_they_choose_who_they_are(small: Folder) -> None:
    detail = opened("chair").point("s1|c1")["detail"]
    assert [answer["who"]["name"] for answer in detail["answers"]] == ["Evaluator 1", "Evaluator 2"]


def test_who_submitted_corrects_their_own_answer_once_and_sees_what_stood_there(small: Folder) -> None:
    page = opened(meetings.ONE)
    assert page.point("s1|c1")["detail"]["fix"]["own"]["answer"] == "1"
    for _ in range(2):
        patch = corrected(page, meetings.ONE, "own")
    [before] = patch["detail"]["answers"][0]["corrected"]
    assert (before["was"], before["why"], patch["detail"]["answers"][0]["answer"]) == ("1", "Verschreven.", "4")
    assert len(assessment(page).round.corrections) == 1
    with pytest.raises(UseError, match="TS-522"):
        corrected(page, "chair", "own")


def test_the_chair_corrects_what_was_agreed_also_after_the_consensus(small: Folder) -> None:
    page = opened("chair")
    assert page.point("s1|c1")["detail"]["fix"] == {}
    meetings.agree(small, "2")
    page.move("chair", "agreed", "De tijd is om.")
    patch = corrected(page, "chair", "agreed", "3")
    assert [(record["was"], record["answer"]) for record in patch["detail"]["history"]] == [("", "2"), ("2", "3")]
    assert opened(meetings.ONE).point("s1|c1")["detail"]["fix"].keys() == {"own"}


def test_the_same_reason_of_two_evaluators_and_the_vendors_own_word_stand_with_the_point(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TOETSSTEEN_WORKSPACE", str(tmp_path))
    folder = making.opened_round(tmp_path / "assessments" / "small")
    answer = {"criterion": "c1", "text": "Wij halen dit.", "claim": "4", "files": ["bijlage.pdf"]}
    attached = [{"name": "Bijlage.pdf", "file": folder.put_file(b"y")}]
    answers = {"solution": "s1", "file": folder.put_file(b"x"), "answers": [answer], "attachments": attached}
    Workbench.of(folder, "chair").record(workbench.body_of("answers-received", answers))
    for person in making.EVALUATORS:
        making.submit(folder, person)
    making.move(folder, "scored")
    page = opened("chair")
    detail = page.point("s1|c1")["detail"]
    assert detail["alike"] == ["Evaluator 1 and Evaluator 2"]
    files = [{"name": "bijlage.pdf", "kept": True}]
    assert detail["vendor"] == {"text": "Wij halen dit.", "claim": "4", "files": files, "sheet": "vendor-s1"}
    assert page.point("s1|c2")["detail"]["vendor"] == {"text": "", "claim": "", "files": [], "sheet": "vendor-s1"}
    assert page.point("s2|c1")["detail"]["vendor"] is None
    assert [row["alike"] for row in page.content()["rows"]] == [True] * 6  # type: ignore[attr-defined]


def test_who_is_present_is_remembered_and_the_frozen_method_is_said(small: Folder) -> None:
    opened("chair").keep("chair", 1, "meeting", {"present": ["chair", meetings.TWO], "paused": True})
    shown = dict(opened("chair").content())
    assert shown["meeting"] == {"present": ["chair", meetings.TWO], "paused": True}
    assert (shown["typed"], shown["aggregation"]) == ({}, "consensus")


def test_what_is_agreed_names_its_round(small: Folder) -> None:
    meetings.second_round(small)
    agree(opened("chair"), "s1|c1", answer="3")
    assert small.assessment().round.agreed["s1", "c1"].round == 2
