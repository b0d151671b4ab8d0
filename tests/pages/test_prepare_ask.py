"""Asking vendors on the prepare page, and their answers on the score page, without a browser."""

from __future__ import annotations

import base64
import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.pages.opened import SOLUTIONS, chair, open_tender
from toetssteen import canonical
from toetssteen.content.library import Library
from toetssteen.errors import SheetError, StoreError, UseError
from toetssteen.pages.desk import Desk
from toetssteen.pages.prepare.page import Preparing
from toetssteen.pages.score.page import Scoring
from toetssteen.workbench import Reader, Workbench

PDF = b"%PDF-1.7\n%%EOF"
NASTY = '=<img src=x onerror="window.ran=1">'


@pytest.fixture
def preparing(tmp_path: Path, shelf: Library, monkeypatch: pytest.MonkeyPatch) -> Preparing:
    monkeypatch.setenv("TOETSSTEEN_WORKSPACE", str(tmp_path))
    monkeypatch.delenv("QUERY_STRING", raising=False)
    open_tender(tmp_path, shelf)
    preparing = Preparing(Desk("prepare", "webchat"))
    preparing.content()
    return preparing


def section(preparing: Preparing) -> dict[str, Any]:
    sections = preparing.content()["sections"]
    assert isinstance(sections, dict)
    found: dict[str, Any] = sections["ask"]
    return found


def filled(content: bytes, **more: str) -> bytes:
    """Answer the first question, claim a level of the first criterion, and accept the first condition."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    value, conditions = book.worksheets[1], book.worksheets[-1]
    value["F2"], value["G4"], conditions["D2"] = NASTY, "3", "yes"
    value["F2"].data_type = "s"
    for place, text in more.items():
        value[place] = text
    book.save(out := io.BytesIO())
    return out.getvalue()


def send(preparing: Preparing, role: str, name: str, content: bytes) -> None:
    asking = preparing.acts()
    asking["ask_begin"](name=name, size=len(content), role=role)
    asking["ask_part"](at=0, content64=base64.b64encode(content).decode())
    asking["ask_file"](name=name, role=role)


def made(preparing: Preparing) -> bytes:
    return base64.b64decode(preparing.asking.make("xlsx", "en")["content"])


def test_the_questionnaire_is_made_once_with_its_check_code(preparing: Preparing) -> None:
    assert (section(preparing)["state"], section(preparing)["made"]) == ("at", [])
    patch = preparing.asking.make("xlsx", "en")
    assert patch["name"] == "webchat-questions-en.xlsx"
    content = base64.b64decode(patch["content"])
    [shown] = section(preparing)["made"]
    assert (shown["digest"], shown["current"]) == (canonical.sha256(content), True)
    assert made(preparing) == content
    assert len(section(preparing)["made"]) == 1


def test_answers_come_in_with_their_files_and_check_codes(preparing: Preparing) -> None:
    content = filled(made(preparing), H2="Report.pdf")
    send(preparing, "answers", "linde.xlsx", content)
    send(preparing, "file", "Report.pdf", PDF)
    patch = preparing.asking.receive("linde", "", [])
    assert {"ask"} <= patch["sections"].keys()
    [came] = section(preparing)["solutions"][0]["came"]
    assert (came["digest"], came["by"], came["count"], came["yes"]) == (canonical.sha256(content), "chair", 1, 1)
    assert came["files"] == [{"name": "Report.pdf", "digest": canonical.sha256(PDF)}]
    assert section(preparing)["name"].startswith("1 ")


def test_hidden_rows_are_asked_about_and_the_answer_can_be_given_with_the_act(preparing: Preparing) -> None:
    book = openpyxl.load_workbook(io.BytesIO(filled(made(preparing))))
    for sheet in book:
        sheet.row_dimensions[2].hidden = True
    content = io.BytesIO()
    book.save(content)
    send(preparing, "answers", "linde.xlsx", content.getvalue())
    with pytest.raises(SheetError) as refused:
        preparing.asking.receive("linde", "", [])
    assert {problem.code for problem in refused.value.faults} == {"TS-457"}
    patch = preparing.asking.receive("linde", "", [], hidden="read")
    assert "TS-459" in {note.code for note in patch["worth_knowing"]}
    assert section(preparing)["solutions"][0]["came"][0]["yes"] == 1


def test_faults_come_all_at_once_and_nothing_is_kept(preparing: Preparing) -> None:
    send(preparing, "answers", "linde.xlsx", filled(made(preparing), G2="9", C3="Another question?", H2="x.pdf"))
    send(preparing, "file", "not.pdf", b"<script>")
    with pytest.raises(SheetError) as refused:
        preparing.asking.receive("linde", "", ["run.exe"])
    codes = [problem.code for problem in refused.value.faults]
    assert sorted(codes) == ["TS-482", "TS-486", "TS-488", "TS-489", "TS-489", "TS-490", "TS-491"]
    assert section(preparing)["solutions"][0]["came"] == []
    kept = {path.name for path in (preparing.desk.folder.path / "evidence").iterdir()}
    assert kept == {made["digest"] for made in section(preparing)["made"]}


def test_a_questionnaire_of_another_type_or_too_large_is_refused_before_it_is_sent(preparing: Preparing) -> None:
    with pytest.raises(UseError):
        preparing.asking.begin("linde.xlsm", 10, "answers")
    with pytest.raises(StoreError):
        preparing.asking.begin("linde.xlsx", 50_000_001, "answers")
    with pytest.raises(UseError):
        preparing.asking.receive("linde", "", [])


def test_what_is_clarified_goes_to_all_as_a_page_that_runs_nothing(preparing: Preparing) -> None:
    with pytest.raises(StoreError):
        preparing.asking.told("nl")
    preparing.asking.clarify(NASTY, "Dat mag.\nOok zo.")
    preparing.asking.clarify(NASTY, "Dat mag.\nOok zo.")  # sent again
    [told] = section(preparing)["told"]
    assert told["answer"] == "Dat mag.\nOok zo."
    page = base64.b64decode(preparing.asking.told("nl")["content"]).decode()
    assert "<img" not in page
    assert "=&lt;img" in page
    assert 'lang="nl"' in page


def test_the_score_page_has_the_vendors_own_word(preparing: Preparing) -> None:
    folder = preparing.desk.folder
    Workbench.of(folder, "chair").receive("linde", filled(made(preparing)), {}, name="x.xlsx")
    Workbench.of(folder, "evaluator-1").declare("none")
    Reader.choose(folder, "evaluator-1")
    content = Scoring(Desk("score", "webchat")).content()
    assert content["answers"].keys() == {"linde"}  # type: ignore[attr-defined]
    shown = content["answers"]["linde"]  # type: ignore[index]
    first, second = shown["given"].values()
    assert (shown["evidence"], first["text"], first["claim"], second["claim"]) == ("vendor-linde", NASTY, "", "3")
    assert any(piece["id"] == "vendor-linde" for piece in content["evidence"])  # type: ignore[attr-defined]


def test_before_the_freeze_and_without_solutions_the_section_says_so(
    tmp_path: Path, shelf: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TOETSSTEEN_WORKSPACE", str(tmp_path))
    folder = open_tender(tmp_path, shelf)
    for solution in SOLUTIONS:
        chair(folder, "solution-withdrawn", solution=solution, reason="x")
    found = section(Preparing(Desk("prepare", "webchat")))
    assert (found["takes"], found["solutions"], found["makes"]) == (False, [], True)
