"""Texts from before they were looked at are read without what says nothing; what the house makes of texts fits them."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.pages.opened import chair, open_tender
from tests.sheets.test_questionnaire import FILED, GIVEN, asked_of, filled, made_of
from tests.store import making

from toetssteen import workbench
from toetssteen.cli.app import main
from toetssteen.content.library import Library
from toetssteen.errors import UseError
from toetssteen.model.entries.asking import Clarified, stem_of
from toetssteen.store.folder import Folder
from toetssteen.workbench import Workbench
from toetssteen.workbench.kept import answers_evidence


def test_a_line_from_before_is_read_without_control_characters_and_stays_as_it_is(tmp_path: Path) -> None:
    folder = making.started(tmp_path / "chat")
    making.freeze(folder)
    folder.append("chair", "chair", making.body("solution-added", solution="s1", name="one"))
    log = folder.path / "log" / "chair.jsonl"
    *before, last = log.read_bytes().splitlines()
    given = {"solution": "s1", "name": "one\x0btwo\x07 \uffff", "about": "a\r\nb"}
    written = b"\n".join([*before, making.resigned(last, body=given)]) + b"\n"
    log.write_bytes(written)
    again = Folder(folder.path)
    assert again.assessment().solutions["s1"].name == "one\ntwo"
    assert again.assessment().solutions["s1"].about == "a\nb"
    assert workbench.verify(folder.path).faults == ()
    assert log.read_bytes() == written


def test_what_is_written_now_has_none_and_says_at_which_field() -> None:
    with pytest.raises(UseError) as refused:
        workbench.body_of("clarified", {"question": "Wat\x0b?", "answer": "\ufffe"})
    found = refused.value.faults
    assert [(part.at, part.code) for part in found] == [("question", "TS-380"), ("answer", "TS-380")]
    assert "U+000B" in found[0].say("nl")
    assert Clarified(question="a\tb\nc", answer="\U0001f600").question == "a\tb\nc"


@pytest.mark.parametrize("solution", ["s" * 80, "s" * 61])
def test_the_answers_of_a_solution_with_the_longest_id_and_name_come_in(
    tmp_path: Path, shelf: Library, solution: str
) -> None:
    folder = open_tender(tmp_path, shelf)
    chair(folder, "solution-added", solution=solution, name="n" * 500)
    asked = asked_of(folder)
    content = filled(made_of(asked).write("xlsx"), {**GIVEN})
    Workbench.of(folder, "chair").receive(solution, content, FILED, name="a.xlsx")
    assessment = folder.assessment()
    assert answers_evidence(assessment, solution) == stem_of(solution)
    assert len({stem_of("s" * 80), stem_of("s" * 79), stem_of("s" * 61)}) == 3
    assert stem_of("linde") == "vendor-linde"


def test_a_title_that_is_too_long_is_said_as_that_on_the_command_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    sheet = tmp_path / "sheet"
    sheet.mkdir()
    (sheet / "criteria.csv").write_text("id,title,value,weight,scale_max\nc1,C,v,100,4\n", encoding="utf-8")
    (sheet / "scores.csv").write_text("evaluator,solution,criterion,level,reason\np,s1,c1,2,x\n", encoding="utf-8")
    words = ["import-scores", str(sheet), "--into", str(tmp_path / "new"), "--title", "x" * 501]
    monkeypatch.setattr("sys.argv", ["toetssteen", *words])
    with pytest.raises(SystemExit):
        main()
    assert "TS-508" in capsys.readouterr().err
    assert not (tmp_path / "new").exists()
