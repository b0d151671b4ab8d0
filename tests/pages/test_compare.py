"""The compare page without a browser: gates first, nothing sealed, grounds on demand, another round."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.pages.opened import open_tender
from toetssteen import workbench
from toetssteen.content.library import Library
from toetssteen.documents.report.nouns import LevelReport
from toetssteen.errors import UseError
from toetssteen.model.criteria import Scale
from toetssteen.pages.compare.glance import shade
from toetssteen.pages.compare.page import Comparing
from toetssteen.pages.desk import Desk
from toetssteen.workbench import Workbench

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for example in ("example-chat-channel", "example-small-tender"):
        shutil.copytree(ROOT / "assessments" / example, tmp_path / "assessments" / example)
    monkeypatch.setenv("TOETSSTEEN_WORKSPACE", str(tmp_path))
    return tmp_path


def shown(name: str) -> dict[str, Any]:
    content = dict(Comparing(Desk("compare", name)).content())
    json.dumps(content)  # what goes to the browser is plain
    return content


def test_a_failing_solution_stays_without_a_place_and_a_tie_is_broken_as_frozen(workspace: Path) -> None:
    content = shown("example-small-tender")
    assert [place["rank_text"] for place in content["ranking"]] == ["1", "2", "3", "-"]
    [tie] = content["prices"]["ties"]
    assert (content["prices"]["priced"], tie["recorded"]) == (False, False)
    failing = content["ranking"][-1]
    assert failing["eligible"] == "no"
    assert failing["total"]["text"] == "70.69"
    assert [solution["name"] for solution in content["solutions"] if solution["failing"]] == [failing["name"]]
    statuses = {finding["status"] for gate in content["gates"] for finding in gate["findings"]}
    assert {"met", "not_met"} <= statuses


def test_no_total_without_the_weakest_value_and_what_governs_it(workspace: Path) -> None:
    for place in shown("example-small-tender")["ranking"]:
        assert place["weakest_value"]
        assert place["weakest_criterion"]


def test_level_given_and_counted_stand_side_by_side_where_they_differ(workspace: Path) -> None:
    criteria = [criterion for value in shown("example-chat-channel")["values"] for criterion in value["criteria"]]
    cells = [cell for criterion in criteria for cell in criterion["cells"]]
    limited = [cell for cell in cells if cell["limited"]]
    assert limited
    assert all(cell["given"]["low"] >= cell["counted"]["low"] for cell in limited)
    assert all("judgement" not in cell for cell in cells)  # reasons come when asked for


def test_grounds_come_when_asked_for_with_the_evidence_they_name(workspace: Path) -> None:
    page = Comparing(Desk("compare", "example-chat-channel"))
    asked = page.content()["values"][0]["criteria"][0]  # type: ignore[index]
    patch = page.ground("criterion", asked["id"])
    numbers = {number for cell in patch["found"]["cells"] for number in cell["judgement"]["evidence"]}
    assert patch["found"]["cells"][0]["judgement"]["reason"]
    assert numbers
    assert numbers == set(patch["pieces"])
    with pytest.raises(UseError) as refused:
        page.ground("criterion", "no.such")
    assert refused.value.faults[0].code == "TS-219"


def test_while_a_round_is_open_nothing_of_it_is_in_the_page(workspace: Path, shelf: Library) -> None:
    folder = open_tender(workspace, shelf)
    content = shown(folder.path.name)
    assert content["waits"] == "sealed"
    assert not {"ranking", "values", "gates", "certainty", "dissent"} & content.keys()


def test_before_the_freeze_the_page_says_what_comes_first(workspace: Path) -> None:
    old = workbench.open_store("example-chat-channel").assessment().opened
    workbench.create(workspace / "assessments" / "early", old, None)
    content = shown("early")
    assert content["waits"] == "unfrozen"
    assert content["next"].startswith("01_prepare")


def test_another_round_is_shown_when_chosen_and_a_vanished_folder_is_said(workspace: Path) -> None:
    folder = workbench.open_store("example-chat-channel")
    Workbench.of(folder, "chair").record(
        workbench.body_of("round-opened", {"round": 2, "reason": "Nieuwe voorwaarden."})
    )
    page = Comparing(Desk("compare", "example-chat-channel"))
    assert page.content()["waits"] == "sealed"
    chosen = page.choose(1)
    assert [part["shown"] for part in chosen["rounds"]] == [True, False]
    assert len(chosen["ranking"]) == 3
    shutil.rmtree(folder.path)
    assert page.content()["stopped"]
    assert shown("no-such")["stopped"][0]["code"] == "TS-503"


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [("0", "0", "0"), ("2", "2", "2"), ("4", "4", "4"), ("1", "3", "range"), ("", "", "none")],
)
def test_a_shade_is_the_place_on_the_own_scale_and_a_range_has_none(low: str, high: str, expected: str) -> None:
    text = {"nl": "S", "en": "S"}
    scale = Scale.model_validate({"id": "s", "title": text, "low": "0", "high": "4", "step": "1"})
    assert shade(LevelReport(low=low, high=high, text=""), scale) == expected


def test_the_first_screen_counts_gates_and_says_why_who_fails_is_out(workspace: Path) -> None:
    rows = shown("example-small-tender")["glance"]
    assert [row["failing"] for row in rows] == [False, False, False, True]
    assert rows[0]["gates"] == [{"status": "met", "count": 10}]
    assert {tally["status"]: tally["count"] for tally in rows[3]["gates"]}["not_met"] == len(rows[3]["why"]) + rows[3][
        "more"
    ]
    assert [row["why"] for row in rows[:3]] == [[], [], []]
