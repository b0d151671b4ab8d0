"""What each page sends, of an assessment in each phase and in both languages, is what is said of it.

The check itself is in ``conftest.py``: it holds every state that a page sends against its noun.
"""

from __future__ import annotations

import shutil
from importlib import import_module
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.examples import build
from tests.pages.opened import open_tender
from tests.pages.states import NOUNS
from toetssteen import workbench
from toetssteen.content.library import Library
from toetssteen.language import LANGUAGES
from toetssteen.store.folder import Folder
from toetssteen.workbench import Reader, open_store

NO_PLACES = ("absent", None)
PLACES = ("example-chat-channel", "example-small-tender", "begun", "sealed", "scored", "agreed", *NO_PLACES)
"""The assessments that a page is asked for; one is not there, and a page can be asked for none."""


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory, shelf: Library) -> Path:
    workspace = tmp_path_factory.mktemp("states")
    place = workspace / "assessments"
    shutil.copytree(ROOT / "assessments", place)
    begun = {"assessment": "begun", "title": "Begonnen", "authority": "Gemeente X", "track": "ethics"}
    opened = workbench.body_of("opened", {**begun, "procedure": "existing-use", "format": 1})
    Folder.create(place / "begun").append("chair", "chair", opened)
    open_tender(workspace, shelf, "sealed")
    for phase in ("scored", "agreed"):
        build.play(build.HERE / "chat-channel", place / phase, until=phase)
    return workspace


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NOUNS)
def test_a_page_sends_what_is_said_of_it(
    name: str, language: str, played: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TOETSSTEEN_WORKSPACE", str(played))
    monkeypatch.setenv("TOETSSTEEN_LANGUAGE", language)
    page = import_module(f"toetssteen.pages.{name}.page").page
    for assessment in PLACES:
        for person in ("", "chair", "evaluator-1"):
            if assessment not in NO_PLACES:
                Reader.choose(open_store(assessment), person)
            state = page(assessment).state
            assert state["language"] == language
            if name in ("criteria", "handbook", "start"):
                break  # they are the same for everybody
