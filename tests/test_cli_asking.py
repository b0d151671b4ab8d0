"""The commands that ask vendors: the questionnaire out, the answers in, and what they refuse."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import openpyxl
import pytest

from tests.pages.opened import open_tender
from toetssteen.cli import app
from toetssteen.content.library import Library
from toetssteen.store.folder import Folder


@pytest.fixture
def folder(tmp_path: Path, shelf: Library, monkeypatch: pytest.MonkeyPatch) -> Folder:
    monkeypatch.chdir(tmp_path)
    return open_tender(tmp_path, shelf)


def run(monkeypatch: pytest.MonkeyPatch, *words: object) -> int:
    """Run the command line; give its exit code."""
    monkeypatch.setattr(sys, "argv", ["toetssteen", *map(str, words)])
    with pytest.raises(SystemExit) as left:
        app.main()
    return int(left.value.code or 0)


def test_the_questionnaire_goes_out_and_answers_come_in(
    folder: Folder, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, "ask", folder.path, "--format", "ods", "--language", "nl", "--out", "q.ods") == 0
    assert Path("q.ods").read_bytes()[:2] == b"PK"
    assert run(monkeypatch, "ask", folder.path, "--language", "en", "--author", "chair") == 0
    content = Path("webchat-questions-en.xlsx").read_bytes()
    book = openpyxl.load_workbook(io.BytesIO(content))
    book.worksheets[1]["F2"], book.worksheets[1]["H2"] = "Yes.", "report.pdf"
    book.save("answers.xlsx")
    Path("report.pdf").write_bytes(b"%PDF-1.7\n")
    capsys.readouterr()
    assert run(monkeypatch, "answers", folder.path, "linde", "answers.xlsx") == 1
    assert "TS-488" in capsys.readouterr().err
    assert run(monkeypatch, "answers", folder.path, "linde", "answers.xlsx", "--attachment", "report.pdf") == 0
    assert "Answers: 1, files: 1." in capsys.readouterr().out
    again = ("answers", folder.path, "linde", "answers.xlsx", "--attachment", "report.pdf")
    assert run(monkeypatch, *again) == 1
    assert "TS-262" in capsys.readouterr().err
    assert run(monkeypatch, *again, "--reason", "Sent again.") == 0


def test_wrong_use_is_said_without_a_traceback(
    folder: Folder, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for words in (("--format", "pdf"), ("--language", "fr"), ("--author", "evaluator-1"), ("--out", "no/such/q.xlsx")):
        assert run(monkeypatch, "ask", folder.path, *words) != 0
        said = capsys.readouterr()
        assert "TS-" in said.err
        assert "TS-599" not in said.err
    Path("notes.txt").write_text("x", encoding="utf-8")
    assert run(monkeypatch, "answers", folder.path, "linde", "notes.txt") == 1
    assert "TS-490" in capsys.readouterr().err
