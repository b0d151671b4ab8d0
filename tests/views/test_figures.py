"""Figures and what a notebook shows: nothing sent anywhere, no colour alone, everything escaped."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from tests import keyless

from toetssteen import workbench
from toetssteen.model.replay.assessment import Assessment
from toetssteen.scoring.result.result import Result
from toetssteen.store.folder import Folder
from toetssteen.views import figures, notebook
from toetssteen.workbench import Workbench

ROOT = Path(__file__).resolve().parents[2]
NASTY = '<img src=x onerror="alert(1)">'


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return workbench.open_folder(shutil.copytree(ROOT / "assessments" / "example-chat-channel", tmp_path / "chat"))


def test_a_figure_uploads_nothing_and_says_what_it_shows(folder: Folder) -> None:
    for document in figures.documents(Workbench.of(folder).result(), "nl"):
        assert document["config"]["showSendToCloud"] is False
        assert document["config"]["displaylogo"] is False
        assert "55,89" in document["alternative"] or "Rechtvaardigheid (38,75)" in document["alternative"]


def test_solutions_are_told_apart_by_a_pattern_and_a_range_by_a_line(folder: Folder) -> None:
    profile, totals = figures.documents(Workbench.of(folder).result(), "en")
    shapes = [bar["marker"]["pattern"]["shape"] for bar in profile["figure"]["data"]]
    assert len(set(shapes)) == len(shapes) == 3
    assert "does not meet a gate" in profile["figure"]["data"][2]["name"]
    spread = totals["figure"]["data"][0]["error_x"]["array"]
    assert spread[:2] == [None, None]
    assert spread[2] == pytest.approx(5.55)


def test_two_solutions_of_one_name_stay_two_and_a_name_is_no_markup(folder: Folder) -> None:
    worked_out = Workbench.of(folder).result()
    renamed = [type(solution)(**{**solution.__dict__, "name": NASTY}) for solution in worked_out.solutions]
    result = Result(**{**worked_out.__dict__, "solutions": tuple(renamed)})
    bar = figures.totals_figure(result, "nl")
    assert len(set(bar.data[0].y)) == 3
    assert all("<" not in label for label in bar.layout.yaxis.ticktext)


def test_a_notebook_shows_an_assessment_and_a_result_escaped(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: dict[type, object] = {}
    formatter = SimpleNamespace(for_type=shown.__setitem__)
    shell = SimpleNamespace(display_formatter=SimpleNamespace(formatters={"text/html": formatter}))
    monkeypatch.setitem(sys.modules, "IPython", SimpleNamespace(get_ipython=lambda: shell))
    notebook.register()
    assert shown == {Assessment: notebook.assessment_html, Result: notebook.result_html}
    body = workbench.body_of("solution-added", {"solution": "nasty", "name": NASTY})
    early = keyless.create(folder.path.parent / "early", folder.assessment().opened, None)
    Workbench.of(early, "chair").record(body)
    text = notebook.assessment_html(early.assessment())
    assert NASTY not in text
    assert "&lt;img src=x" in text
    assert "55,89" in notebook.result_html(Workbench.of(folder).result())
