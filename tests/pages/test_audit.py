"""The audit page without a browser: every entry, nothing sealed, verified, as files."""

from __future__ import annotations

import base64
import csv
import io
import json
from pathlib import Path

import pytest

from tests import keyless
from tests.pages.opened import chair, open_tender
from toetssteen import workbench
from toetssteen.language import words
from toetssteen.model.entries.body import Evaluation
from toetssteen.model.entries.entry import BODIES
from toetssteen.model.entries.opening import Opened
from toetssteen.model.replay.assessment import judged
from toetssteen.pages.audit.page import Audit
from toetssteen.pages.desk import Desk
from toetssteen.store.folder import Folder
from toetssteen.views.trail import trail_rows
from toetssteen.workbench import Workbench, library


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folder:
    for name in ("DATA", "CONFIG", "WORKSPACE"):
        monkeypatch.setenv(f"TOETSSTEEN_{name}", str(tmp_path / name.lower() if name != "WORKSPACE" else tmp_path))
    return open_tender(tmp_path, library.library())


@pytest.fixture
def page(folder: Folder) -> Audit:
    return Audit(Desk("audit", folder.path.name))


def test_every_kind_of_entry_is_said_in_a_line() -> None:
    assert words()["trail"].keys() - {"hidden"} == BODIES.keys()


def test_every_entry_has_a_row_in_replay_order(folder: Folder, page: Audit) -> None:
    rows = page.content()["rows"]
    assert isinstance(rows, list)
    assert [row["digest"] for row in rows] == [entry.digest for entry in folder.in_order()]
    assert [row["number"] for row in rows] == list(range(1, len(rows) + 1))
    assert any("Lindepraat" in row["what"] for row in rows)


def test_weights_within_a_value_and_answers_stand_in_the_lines_in_the_language_of_the_reader(tmp_path: Path) -> None:
    given = {"assessment": "weighed", "title": "Webchat", "track": "tender", "procedure": "above-threshold"}
    opened = workbench.body_of("opened", {**given, "authority": "Gemeente Voorbeeld"})
    assert isinstance(opened, Opened)
    folder = keyless.create(tmp_path / "weighed", opened, library.library().set("web-chat-tender"))
    within = {"privacy.telemetry": "71.43", "privacy.metadata": "28.57"}
    chair(folder, "weights-set", criteria=within, reason="Besproken.")
    chair(folder, "scoping-answered", question="ai", answer="none")
    rows = trail_rows(folder.assessment(), folder.in_order(), "nl")
    weights, answer = (
        next(row["what"] for row in rows if row["kind"] == kind) for kind in ("weights-set", "scoping-answered")
    )
    assert weights.startswith("Gewichten bepaald. Waarden: -. Criteria binnen hun waarde: privacy.metadata: 28.57, ")
    assert answer == "Startvraag ‘ai’: geen."


def test_a_submission_is_not_shown_while_the_round_is_open(folder: Folder, page: Audit) -> None:
    assessment, secret = folder.assessment(), "a very telling reason"
    assert assessment.method is not None
    Workbench.of(folder, "evaluator-1").declare("none")
    draft = Workbench.of(folder, "evaluator-1").draft()
    for count, (criterion, asked) in enumerate(sorted(judged(assessment.method).items())):
        answer = "3" if hasattr(asked, "anchors") else "met"
        for solution in assessment.solutions:
            reason = f"{secret} {count} {solution}"
            given = Evaluation(solution=solution, criterion=criterion, answer=answer, reason=reason)
            draft.save(given)
    submitted = Workbench.of(folder, "evaluator-1").submit()
    files = [base64.b64decode(page.file(form)["content"]) for form in ("csv", "json")]
    shown = [json.dumps(page.content()), json.dumps(page.entry(submitted.digest)), *(file.decode() for file in files)]
    assert [text for text in shown if secret in text] == []
    assert json.loads(page.entry(submitted.digest)["entry"])["digest"] == submitted.digest


def test_a_cell_is_never_a_formula(folder: Folder, page: Audit) -> None:
    chair(folder, "solution-withdrawn", solution="beuk", reason="stopped")
    chair(folder, "clarified", question="=HYPERLINK(1)", answer="+1")
    content = base64.b64decode(page.file("csv")["content"]).decode("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(content), delimiter=";") for cell in row]
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))] == []
    assert "chair" in cells


def test_verifying_names_what_was_changed_on_disk(folder: Folder, page: Audit) -> None:
    head = folder.assessment().heads["chair"]
    whole = {"outcome": "whole", "said": "Whole: everything is as it was written."}
    assert page.verify(head) == {**whole, "faults": [], "notices": [], "heads": [("chair", head)], "alone": False}
    assert [problem["code"] for problem in page.verify("0" * 64)["faults"]] == ["TS-316"]
    log = folder.path / "log" / "chair.jsonl"
    log.write_bytes(log.read_bytes().replace(b"Lindepraat", b"Lindeprrat"))
    assert "TS-304" in [problem["code"] for problem in page.verify("")["faults"]]


def test_what_an_interest_is_is_not_in_the_trail(folder: Folder, page: Audit) -> None:
    secret = "my sister works there"
    entry = Workbench.of(folder, "evaluator-1").declare("described", secret)
    files = [base64.b64decode(page.file(form)["content"]).decode() for form in ("csv", "json")]
    shown = [json.dumps(page.content()), json.dumps(page.entry(entry.digest)), *files]
    assert [text for text in shown if secret in text] == []
