"""How sure the result is, on the compare page without a browser: the outcome, the parts, and when what if is open."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.pages.opened import open_tender
from toetssteen import workbench
from toetssteen.content.library import Library
from toetssteen.errors import RuleError, UseError
from toetssteen.pages.compare.page import Comparing
from toetssteen.pages.desk import Desk
from toetssteen.workbench import Workbench, remember

ROOT = Path(__file__).resolve().parents[2]
CHAT, TENDER = "example-chat-channel", "example-small-tender"
AS_IF = {"profiles", "stability", "acceptability", "pairwise", "can_win", "compensation", "left", "steps"}
AS_IS = {"bounds", "agreement", "shifts", "apart", "effective", "dominance"}


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for example in (CHAT, TENDER):
        shutil.copytree(ROOT / "assessments" / example, tmp_path / "assessments" / example)
    monkeypatch.setenv("TOETSSTEEN_WORKSPACE", str(tmp_path))
    return tmp_path


def page(name: str) -> Comparing:
    return Comparing(Desk("compare", name))


def robust(comparing: Comparing) -> dict[str, Any]:
    content: Any = comparing.content()
    json.dumps(content, allow_nan=False)  # what goes to the browser is plain
    found: dict[str, Any] = content["robust"]
    return found


def entries(name: str) -> int:
    return len(workbench.open_store(name).in_order())


def test_the_outcome_is_one_sentence_with_its_cut_offs(workspace: Path) -> None:
    for language, begin in (("nl", "Hangt af van één niveau: "), ("en", "Depends on one level: ")):
        remember("language", language)
        found = robust(page(CHAT))
        assert found["said"][0].startswith(begin)
        assert "80%" in found["notes"][0]
    assert found["word"] == "level"


def test_each_part_has_a_sentence_and_each_figure_its_table_and_words(workspace: Path) -> None:
    parts = page(CHAT).robust.parts()["parts"]
    json.dumps(parts, allow_nan=False)
    assert {part["id"] for part in parts} == AS_IF | AS_IS
    for part in parts:
        assert part["sentences"][0]
        if part["figure"]:
            assert part["figure"]["alternative"]
            assert part["grid"]["rows"]
        if part["grid"]:
            assert {len(row) for row in part["grid"]["rows"]} == {len(part["grid"]["head"])}
        for lane in part["figure"]["lanes"] if part["figure"] else []:
            ends = [lane["low"], lane["high"], *(mark["at"] for mark in lane["marks"])]
            assert all(part["figure"]["low"] <= at <= part["figure"]["high"] for at in ends if at is not None)


def test_what_if_of_an_ethics_review_is_open_and_has_the_table_of_scores(workspace: Path) -> None:
    found = robust(page(CHAT))
    what_if = found["what_if"]
    assert found["closed"] is None
    assert sum(value["weight"] for value in what_if["values"]) == pytest.approx(100)
    result = Workbench.of(workbench.open_store(CHAT)).result()
    totals = {solution.id: float(solution.total.low) for solution in result.solutions if solution.eligible is not False}
    for solution in what_if["solutions"]:
        weighed = zip(what_if["values"], solution["scores"], strict=True)
        assert sum(value["weight"] * score / 100 for value, score in weighed) == pytest.approx(totals[solution["id"]])
    assert {solution["id"] for solution in what_if["solutions"]} == totals.keys()  # who fails a gate is no part of it


def test_what_if_of_a_tender_opens_with_a_reason_on_record_and_in_this_session_only(workspace: Path) -> None:
    comparing, before = page(TENDER), entries(TENDER)
    found = robust(comparing)
    assert (found["what_if"], found["closed"]["chairs"]) == (None, ["chair"])
    assert {part["id"] for part in comparing.robust.parts()["parts"]} == AS_IS
    with pytest.raises(UseError) as empty:
        comparing.robust.open("chair", "  ")
    with pytest.raises(RuleError) as other:
        comparing.robust.open("evaluator-1", "Nieuwsgierig.")
    assert [refused.value.faults[0].code for refused in (empty, other)] == ["TS-291", "TS-202"]
    assert entries(TENDER) == before
    opened = comparing.robust.open("chair", "Vraag van de raad.")
    assert opened["robust"]["what_if"]["values"]
    assert {part["id"] for part in comparing.robust.parts()["parts"]} == AS_IF | AS_IS
    assert entries(TENDER) == before + 1
    comparing.robust.open("chair", "Nog eens.")  # it is open: nothing more goes on record
    assert entries(TENDER) == before + 1
    assert robust(page(TENDER))["what_if"] is None


def test_a_round_that_is_open_has_no_outcome_on_the_page(workspace: Path, shelf: Library) -> None:
    folder = open_tender(workspace, shelf)
    content: Any = page(folder.path.name).content()
    assert content["waits"] == "sealed"
    assert "robust" not in content


def test_looking_writes_nothing(workspace: Path) -> None:
    kept = {path: path.read_bytes() for path in (workspace / "assessments" / CHAT).rglob("*") if path.is_file()}
    comparing = page(CHAT)
    robust(comparing)
    comparing.robust.parts()
    comparing.robust.open("chair", "Zomaar.")
    assert {path: path.read_bytes() for path in (workspace / "assessments" / CHAT).rglob("*") if path.is_file()} == kept
