"""The report page without a browser: what is lacking, making in a thread, files by name only."""

from __future__ import annotations

import base64
import shutil
import time
from pathlib import Path

import pytest

from tests.pages.opened import open_tender
from toetssteen.content import place
from toetssteen.content.library import Library
from toetssteen.errors import ToetssteenError, UseError
from toetssteen.pages.desk import Desk
from toetssteen.pages.report.page import Reporting
from toetssteen.web.form import Patch

ROOT = Path(__file__).resolve().parents[2]
NAME = "example-small-tender"


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Reporting:
    shutil.copytree(ROOT / "assessments" / NAME, tmp_path / "assessments" / NAME)
    monkeypatch.setenv("TOETSSTEEN_WORKSPACE", str(tmp_path))
    return Reporting(Desk("report", NAME))


def finished(page: Reporting) -> Patch:
    for _ in range(600):
        if not (patch := page.progress())["busy"]:
            return patch
        time.sleep(0.05)
    raise AssertionError("not made within 30 seconds")


def test_what_is_lacking_is_said_and_does_not_keep_the_report_from_being_made(page: Reporting) -> None:
    missing = page.content()["missing"]
    assert isinstance(missing, list)
    assert any("decided" in line for line in missing)
    assert any("Still open on municipality and procedure" in line for line in missing)


def test_a_report_is_made_and_handed_over_in_parts(page: Reporting) -> None:
    assert page.make(["json"], "nl") == {"busy": True}
    patch = finished(page)
    assert patch["made"] == [f"{NAME}-rapport.json"]
    content, offset = b"", 0
    while offset < (part := page.part(patch["made"][0], offset))["size"]:
        content, offset = content + base64.b64decode(part["content"]), part["next"]
    path = place.workspace() / "assessments" / NAME / "reports" / patch["made"][0]
    assert content == path.read_bytes()
    assert [file["name"] for file in page.content()["files"]] == patch["made"]  # type: ignore[index]


def test_what_cannot_be_made_is_said_and_the_page_goes_on(page: Reporting) -> None:
    page.make(["docx"], "nl")
    with pytest.raises(ToetssteenError) as refused:
        finished(page)
    assert refused.value.faults[0].code == "TS-601"
    page.make(["json"], "en")
    assert finished(page)["made"] == [f"{NAME}-report.json"]


@pytest.mark.parametrize("name", ["../log/chair.jsonl", "/etc/passwd", "chair.jsonl", ""])
def test_no_file_but_a_report_goes_to_the_browser(page: Reporting, name: str) -> None:
    with pytest.raises(UseError) as refused:
        page.part(name, 0)
    assert refused.value.faults[0].code == "TS-502"


def test_of_an_open_round_the_page_has_the_heads_and_no_score(page: Reporting, shelf: Library) -> None:
    folder = open_tender(place.workspace(), shelf)
    content = Reporting(Desk("report", folder.path.name)).content()
    assert len(content["missing"]) == 1  # type: ignore[arg-type]
    assert content["heads"]
