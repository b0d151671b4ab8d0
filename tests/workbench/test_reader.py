"""Who reads and acts: nobody is never taken for somebody else, and a lone chair acts without reading more."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.pages.opened import chair, open_tender
from tests.store import making

from toetssteen.content.library import Library
from toetssteen.errors import UseError
from toetssteen.model.entries.freezing import PhaseMoved
from toetssteen.pages.audit.page import Audit
from toetssteen.pages.compare.page import Comparing
from toetssteen.pages.consensus.page import Consensus
from toetssteen.pages.desk import Desk
from toetssteen.pages.prepare.page import Preparing
from toetssteen.pages.score.page import Scoring
from toetssteen.store.folder import Folder
from toetssteen.workbench import Reader, Workbench

INTEREST = "Mijn zus werkt bij Lindepraat"
PAGES = (("prepare", Preparing), ("score", Scoring), ("consensus", Consensus), ("compare", Comparing), ("audit", Audit))


@pytest.fixture
def folder(tmp_path: Path, shelf: Library, monkeypatch: pytest.MonkeyPatch) -> Folder:
    """Give a tender in which an evaluator described an interest."""
    monkeypatch.setenv("TOETSSTEEN_WORKSPACE", str(tmp_path))
    monkeypatch.delenv("QUERY_STRING", raising=False)
    folder = open_tender(tmp_path, shelf)
    Workbench.of(folder, "evaluator-1").declare("described", INTEREST)
    return folder


def shown(folder: Folder) -> str:
    """Give all that the pages and the trail show, as text."""
    pages = [json.dumps(page(Desk(name, folder.name)).content(), default=str) for name, page in PAGES]  # type: ignore[operator]
    trail = Workbench(folder, Reader.here(folder)).trail
    files = [
        json.dumps(trail.entries()),
        json.dumps(trail.rows()),
        trail.file("csv").decode(),
        trail.file("json").decode(),
    ]
    return "".join([*pages, *files])


@pytest.mark.parametrize("chairs", [1, 2])
@pytest.mark.parametrize("chosen", [None, "", "evaluator-2", "somebody"])
def test_what_an_interest_is_never_reaches_whoever_is_not_a_chair(
    folder: Folder, chosen: str | None, chairs: int
) -> None:
    if chairs == 2:
        chair(folder, "person-added", person="chair-2", role="chair")
    if chosen is not None:
        Reader.choose(folder, chosen)
    assert INTEREST not in shown(folder)
    Reader.choose(folder, "chair")
    assert INTEREST in shown(folder)


def test_a_lone_chair_acts_without_choosing_unless_it_was_chosen_to_look(folder: Folder) -> None:
    assessment = folder.assessment()
    assert Reader.here(folder).chair(assessment, may_look=True) == "chair"
    Reader.choose(folder, "evaluator-1")
    assert Reader.here(folder).person == "evaluator-1"
    assert Reader.here(folder).chair(assessment) == "chair"
    assert Reader.here(folder).chair(assessment, may_look=True) is None


def test_among_two_chairs_nobody_is_guessed_and_the_page_asks_who_acts(folder: Folder) -> None:
    chair(folder, "person-added", person="chair-2", role="chair")
    preparing = Preparing(Desk("prepare", folder.name))
    content = preparing.content()
    assert (content["me"], content["chairs"]) == ("", ["chair", "chair-2"])
    length = len(folder.in_order())
    with pytest.raises(UseError, match="TS-506"):
        preparing.person("evaluator-3", "evaluator", "")
    assert len(folder.in_order()) == length
    preparing.choose("chair-2")
    preparing.person("evaluator-3", "evaluator", "")
    assert folder.in_order()[-1].author == "chair-2"


def test_nobody_acts_for_nobody_and_is_told_why_a_chair_could_not(folder: Folder) -> None:
    nobody = Workbench.of(folder)
    with pytest.raises(UseError, match="TS-506"):
        nobody.record(PhaseMoved(to="scored"))
    assert [found.code for found in nobody.refusals(PhaseMoved(to="decided"))] == [
        found.code for found in Workbench.of(folder, "chair").refusals(PhaseMoved(to="decided"))
    ]


def test_somebody_who_is_not_in_the_committee_is_refused_where_named_and_nobody_where_chosen(folder: Folder) -> None:
    with pytest.raises(UseError, match="TS-506"):
        Workbench.of(folder, "somebody")
    Reader.choose(folder, "somebody")
    assert Reader.here(folder) == Reader(chose=True)


def test_who_was_chosen_in_one_workspace_is_nobody_in_another_of_the_same_name(folder: Folder, tmp_path: Path) -> None:
    Reader.choose(folder, "chair")
    elsewhere = making.opened_round(tmp_path / "elsewhere" / folder.name, "tender")
    assert "chair" in elsewhere.assessment().people
    assert elsewhere.name == folder.name
    assert (Reader.here(folder).person, Reader.here(elsewhere).person) == ("chair", None)
