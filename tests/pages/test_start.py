"""The start page without a browser: every assessment and where it stands, a new one, a sheet."""

from __future__ import annotations

import base64
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.sheets.test_scores import CRITERIA, SCORES, csv_folder, xlsx
from toetssteen import workbench
from toetssteen.errors import SheetError
from toetssteen.pages.start.page import page
from toetssteen.web.form import Form

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Form:
    shutil.copytree(ROOT / "assessments" / "example-small-tender", tmp_path / "assessments" / "tender")
    monkeypatch.setenv("TOETSSTEEN_WORKSPACE", str(tmp_path))
    return page(None)


def test_every_assessment_says_where_it_stands_and_what_comes_next(start: Form) -> None:
    [card] = start.state["assessments"]
    assert (card["name"], card["phase"], card["href"]) == ("tender", "agreed", "04_compare.ipynb?assessment=tender")


def test_an_assessment_that_cannot_be_read_says_why_and_the_others_stay(start: Form, tmp_path: Path) -> None:
    broken = tmp_path / "assessments" / "broken" / "log"
    broken.mkdir(parents=True)
    (broken / "chair.jsonl").write_text("this is no entry\n", encoding="utf-8")
    cards = {assessment["name"]: assessment for assessment in start.act("look", {})["assessments"]}  # type: ignore[index]
    assert [problem["code"] for problem in cards["broken"]["faults"]] == ["TS-304"]
    assert cards["tender"]["phase"] == "agreed"


def test_what_a_crash_left_of_a_new_assessment_is_not_shown(start: Form, tmp_path: Path) -> None:
    left = tmp_path / "assessments" / ".toetssteen-0123456789abcdef.part"
    shutil.copytree(tmp_path / "assessments" / "tender", left)
    state = start.act("look", {})
    assert state is not None
    assert [card["name"] for card in state["assessments"]] == ["tender"]


def test_a_new_assessment_gets_a_name_of_its_own_and_its_set(start: Form, tmp_path: Path) -> None:
    given = {
        "title": "Chat met inwoners: één kanaal?", "authority": "Gemeente X", "track": "ethics",
        "procedure": "existing-use", "set": "chat-channel",
    }  # fmt: skip
    states = [start.act("new", dict(given)), start.act("new", dict(given))]
    assert [state["made"] for state in states if state] == [
        "chat-met-inwoners-een-kanaal",
        "chat-met-inwoners-een-kanaal-2",
    ]
    made = workbench.open_folder(tmp_path / "assessments" / "chat-met-inwoners-een-kanaal").assessment()
    assert made.choices.set is not None
    assert (made.opened.title, made.choices.set.set.id) == (given["title"], "chat-channel")


def test_a_workbook_to_fill_in_is_given_and_comes_in(start: Form) -> None:
    for wanted in ("xlsx", "ods"):
        made = start.act("sheet", {"wanted": wanted})
        assert made is not None
        asked = {"name": made["name"], "title": "", "aggregation": "mean", "weights": "points"}
        brought = start.act("bring", {**asked, "content64": made["content"]})
        assert brought is not None
        assert [note.code for note in brought["worth_knowing"]] == ["TS-790"]  # percentages, said to be points


def test_a_wide_sheet_is_shown_and_nothing_is_made(start: Form, tmp_path: Path) -> None:
    layout = ROOT / "tests" / "sheets" / "layouts" / "7-totals-rows.xlsx"
    given = {"name": "wide.xlsx", "content64": base64.b64encode(layout.read_bytes()).decode(), "evaluator": " Anna "}
    shown = start.act("look_wide", {**given, "weights": "percent"})
    assert shown is not None
    assert [problem["code"] for problem in shown["faults"]] == ["TS-498"]
    assert [len(part["rows"]) for part in shown["parts"]][:2] == [5, 15]
    assert start.act("look_wide", {**given, "weights": "points", "low_is_best": "1.1, 2.2"})["faults"] == []  # type: ignore[index]
    with pytest.raises(SheetError, match="TS-714"):
        start.act("bring", {**given, "title": "", "weights": "points", "wide": "yes", "evaluator": ""})
    assert [path.name for path in (tmp_path / "assessments").iterdir()] == ["tender"]
    made = start.act("bring", {**given, "title": "", "weights": "points", "wide": "yes"})
    assert made is not None
    assert made["made"] == "wide"


def test_a_sheet_comes_in_whole_or_not_at_all(start: Form, tmp_path: Path) -> None:
    sheet = xlsx(tmp_path / "scores.xlsx", CRITERIA, SCORES).read_bytes()
    asked = {"name": "../scores.xlsx", "title": "", "aggregation": "mean"}
    state = start.act("bring", {**asked, "content64": base64.b64encode(sheet).decode()})
    assert state is not None
    assert (state["made"], state["go"]) == ("scores", "04_compare.ipynb?assessment=scores")
    with pytest.raises(SheetError):
        start.act("bring", {**asked, "content64": base64.b64encode(b"PK but no workbook").decode()})
    assert sorted(path.name for path in (tmp_path / "assessments").iterdir()) == ["scores", "tender"]


def test_csv_files_come_in_together_and_what_is_asked_is_answered_in_the_form(start: Form, tmp_path: Path) -> None:
    folder = csv_folder(tmp_path / "csv", CRITERIA, SCORES, encoding="mac-roman")
    first, second = (base64.b64encode((folder / name).read_bytes()).decode() for name in ("criteria.csv", "Scores.CSV"))
    asked = {"name": "criteria.csv", "title": "Mac", "aggregation": "mean", "content64": first}
    with pytest.raises(SheetError) as error:
        start.act("bring", {**asked, "beside": {"Scores.CSV": second}, "encoding": ""})
    assert {problem.code for problem in error.value.faults} == {"TS-408"}
    state = start.act("bring", {**asked, "beside": {"Scores.CSV": second}, "encoding": "mac-roman"})
    assert state is not None
    assert [note.code for note in state["worth_knowing"]] == ["TS-450", "TS-452"]
    brought = workbench.open_folder(tmp_path / "assessments" / state["made"]).assessment()
    assert [solution.name for solution in brought.solutions.values()] == ["Alfa", "Bèta BV"]


def test_what_is_worth_knowing_of_an_act_goes_with_its_answer(start: Form, monkeypatch: pytest.MonkeyPatch) -> None:
    replies: list[dict[str, Any]] = []
    monkeypatch.setattr(start, "send", replies.append)
    given = {"title": "Chat\x0bkanaal\x00", "authority": "X", "track": "ethics", "procedure": "existing-use", "set": ""}
    start._answer(None, {"id": "1", "do": "new", "with": given}, None)
    [reply] = replies
    assert [note["code"] for note in reply["notes"]] == ["TS-527"]
    assert "worth_knowing" not in reply["state"]
    assert {card["title"] for card in reply["state"]["assessments"]} >= {"Chat\nkanaal"}


def test_a_new_reader_gets_dutch_and_a_choice_is_remembered(start: Form, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TOETSSTEEN_LANGUAGE")
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    assert page(None).state["language"] == "nl"
    start.act("language", {"language": "en"})
    assert page(None).state["language"] == "en"
