"""The score page without a browser: what it shows, what each act does, what it refuses."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.pages.opened import SOLUTIONS, chair, open_tender
from toetssteen.content.library import Library
from toetssteen.errors import RuleError, StoreError, ToetssteenError, UseError
from toetssteen.pages import open_page
from toetssteen.store.folder import Folder
from toetssteen.store.protocol import MAX_FILE
from toetssteen.web.form import Form
from toetssteen.workbench import Workbench

ME: dict[str, Any] = {"person": "evaluator-1", "number": 1}
CRITERION, GATE = "inclusion.plain-language", "privacy.processing-agreement"


@pytest.fixture
def folder(tmp_path: Path, shelf: Library, monkeypatch: pytest.MonkeyPatch) -> Folder:
    monkeypatch.setenv("TOETSSTEEN_WORKSPACE", str(tmp_path))
    return open_tender(tmp_path, shelf)


@pytest.fixture
def page(folder: Folder) -> Form:
    opened = open_page("score", "webchat")
    opened.act("choose", {"person": "evaluator-1"})
    opened.act("declare", {"person": "evaluator-1", "interests": "none", "description": ""})
    return opened


def answer(given: str, reason: str = "Gezien.", solution: str = "linde", criterion: str = CRITERION) -> dict[str, Any]:
    cell = {"solution": solution, "criterion": criterion, "answer": given, "reason": reason}
    return {**ME, **cell, "evidence": [], "owner": "", "until": ""}


def look(page: Form) -> dict[str, Any]:
    state = page.act("look", {})
    assert state is not None
    json.dumps(state)  # plain data only
    return state


def refused(kind: type[ToetssteenError], code: str, act: Callable[[], Any]) -> None:
    with pytest.raises(kind) as caught:
        act()
    assert [problem.code for problem in caught.value.faults] == [code]


def test_first_who_then_interests_then_the_form(folder: Folder) -> None:
    page = open_page("score", "webchat")
    assert look(page)["person"] is None
    chosen = page.act("choose", {"person": "evaluator-1"})
    assert chosen is not None
    assert (chosen["person"], chosen["gate"], "sections" in chosen) == ("evaluator-1", "declare", False)
    named = [{"name": name, "vendor": "", "later": False} for name in SOLUTIONS.values()]
    assert (chosen["bidders"], chosen["solutions"]) == (named, [])
    refused(
        RuleError,
        "TS-228",
        lambda: page.act("declare", {"person": "evaluator-1", "interests": "described", "description": " "}),
    )
    state = page.act("declare", {"person": "evaluator-1", "interests": "none", "description": ""})
    assert state is not None
    declared = folder.assessment().declarations["evaluator-1"]
    assert (declared.confidential, declared.key is not None) == (True, True)
    assert [solution["id"] for solution in state["solutions"]] == list(SOLUTIONS)


def test_of_a_solution_that_comes_later_one_is_asked_before_anything_is_shown(page: Form, folder: Folder) -> None:
    chair(folder, "solution-added", solution="wilg", name="Wilgenchat", vendor="Wilg BV")
    state = page.act("poll", ME)
    assert state is not None
    assert (state["gate"], state["solutions"], "sections" in state) == ("declare", [], False)
    assert [bidder["name"] for bidder in state["bidders"] if bidder["later"]] == ["Wilgenchat"]
    state = page.act("declare", {"person": "evaluator-1", "interests": "none", "description": ""})
    assert state is not None
    assert [solution["id"] for solution in state["solutions"]] == [*SOLUTIONS, "wilg"]


def test_who_described_an_interest_and_is_asked_again_waits_again(folder: Folder) -> None:
    mine = Workbench.of(folder, "evaluator-1")
    mine.declare("described", "Mijn broer.")
    chair(folder, "measure-taken", person="evaluator-1", measure="none", reason="Ver weg.")
    chair(folder, "solution-added", solution="wilg", name="Wilgenchat")
    mine.declare("described", "Mijn broer.")
    assert folder.assessment().waiting == {"evaluator-1"}


def test_an_interest_waits_for_the_chair_and_what_one_is_kept_from_is_not_shown(page: Form, folder: Folder) -> None:
    page.act("score", answer("3", solution="beuk"))
    state = page.act("declare", {"person": "evaluator-1", "interests": "described", "description": "Mijn broer."})
    assert state is not None
    assert (state["gate"], state["solutions"], "sections" in state) == ("waiting", [], False)
    chair(folder, "measure-taken", person="evaluator-1", measure="restricted", solutions=["beuk"], reason="Broer.")
    chair(
        folder, "evidence-added", evidence="vendor-beuk", type="word", title="Beukgesprek: questionnaire", file="0" * 64
    )
    state = page.act("poll", ME)
    assert state is not None
    assert (state["gate"], state["kept"], [solution["id"] for solution in state["solutions"]]) == ("", 1, ["linde"])
    assert not [name for name in ("beuk", "Beukgesprek") if name in json.dumps(state["cells"] + state["evidence"])]
    refused(RuleError, "TS-259", lambda: page.act("score", answer("4", solution="beuk")))
    chair(folder, "measure-taken", person="evaluator-1", measure="recused", reason="Toch niet.")
    state = page.act("poll", ME)
    assert state is not None
    assert (state["gate"], state["reason"], state["solutions"]) == ("recused", "Toch niet.", [])


def test_a_key_on_another_computer_is_said_beforehand(
    page: Form, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    state = look(page)
    assert (state["signing"]["here"], state["keyed"]) == (True, True)
    told = open_page("prepare", "webchat").act("look", {})
    assert told is not None
    assert state["chair_key"] == told["sections"]["moves"]["chair_key"]
    monkeypatch.setenv("TOETSSTEEN_CONFIG", str(tmp_path / "elsewhere"))
    state = look(page)
    assert (state["signing"]["here"], str(tmp_path / "elsewhere") in state["signing"]["folder"]) == (False, True)
    assert "sections" in state


def test_copied_reasons_and_evidence_from_outside_are_told_by_cell(page: Form, folder: Folder) -> None:
    given = {"kind": "word", "title": "Krant", "dated": "", "link": "https://x.example/a", "consulted": "2026-03-02"}
    added = page.act("evidence", {"person": "evaluator-1", **given, "came": "no"})
    assert added is not None
    assert folder.assessment().evidence[added["added"]].outside
    page.act("score", {**answer("3"), "evidence": [added["added"]]})
    page.act("score", answer("2", solution="beuk", reason=" GEZIEN. "))
    found = page.act("check", ME)
    assert found is not None
    cells = [["beuk", CRITERION], ["linde", CRITERION]]
    assert [sorted(group["cells"]) for group in found["copied"]] == [cells]
    assert found["outside"] == [["linde", CRITERION]]


def test_it_asks_what_judges_solutions_and_nothing_else(page: Form) -> None:
    sections = {section["id"]: section for section in look(page)["sections"]}
    assert next(iter(sections)) == "gates"
    asked = {question["id"]: question for section in sections.values() for question in section["asked"]}
    assert "market.neutral-specification" not in asked  # the checklist is the municipality's
    assert "transparency.machine-known" not in asked  # does not apply: there is no machine
    assert [answer["answer"] for answer in asked[CRITERION]["answers"]] == ["0", "1", "2", "3", "4"]
    assert all(answer["text"] for answer in asked[CRITERION]["answers"])
    assert [answer["answer"] for answer in asked[GATE]["answers"]][:3] == ["met", "not_met", "unproven"]
    shown = page.act("sources", {"criterion": CRITERION})
    assert shown is not None
    assert shown["sources"][0]["title"]


def test_every_change_is_an_entry_on_disk_and_the_same_answer_is_none(page: Form, folder: Folder) -> None:
    kept = page.act("score", answer("3"))
    assert kept is not None
    assert (kept["lacks"], kept["cells"], "state" in kept) == ([], [], False)
    page.act("score", answer("3"))
    page.act("score", answer("2", reason=""))
    log = folder.draft(1, "evaluator-1").log
    log.read()
    assert [entry.body.model_dump()["answer"] for entry in log.entries] == ["3", "2"]
    assert look(page)["cells"][0]["lacks"] == ["reason"]


def test_undo_is_a_new_entry_and_takes_a_typed_text_as_a_whole(page: Form, folder: Folder) -> None:
    for given in (answer("3", ""), answer("3", "G"), answer("3", "Ge"), answer("3", "Gezien")):
        page.act("score", given)
    first, second, third = (page.act("undo", ME) for _ in range(3))
    assert first is not None
    assert second is not None
    assert third is not None
    assert [first["undone"][0][name] for name in ("answer", "reason")] == ["3", ""]
    assert second["undone"][0]["answer"] == "unanswered"
    assert (third["undone"], third["undo"]) == ([], False)
    log = folder.draft(1, "evaluator-1").log
    log.read()
    assert len(log.entries) == 6


def test_a_second_window_is_merged_by_entries_and_never_undone_from_here(page: Form) -> None:
    other = open_page("score", "webchat")
    page.act("score", answer("3"))
    assert page.act("poll", ME) is None
    other.act("score", answer("1", reason="Elders."))
    other.act("score", answer("4", solution="beuk"))
    changed = page.act("poll", ME)
    assert changed is not None
    assert [(cell["solution"], cell["answer"]) for cell in changed["cells"]] == [("beuk", "4"), ("linde", "1")]
    undone = page.act("undo", ME)
    assert undone is not None
    assert undone["undone"] == []


def test_what_cannot_be_kept_is_refused_with_what_to_do(page: Form) -> None:
    refused(UseError, "TS-508", lambda: page.act("score", answer("3", "x" * 200_000)))
    refused(RuleError, "TS-210", lambda: page.act("score", answer("9")))
    refused(UseError, "TS-213", lambda: page.act("score", answer("explained", criterion=GATE)))
    refused(RuleError, "TS-227", lambda: page.act("score", {**answer("3"), "number": 2}))
    refused(RuleError, "TS-202", lambda: page.act("score", {**answer("3"), "person": "chair"}))
    assert look(page)["cells"] == []


def sent(page: Form, name: str, content: bytes) -> dict[str, Any]:
    page.act("begin", {"name": name, "size": len(content)})
    for at in range(0, len(content), 1000):
        page.act("part", {"at": at, "content64": base64.b64encode(content[at : at + 1000]).decode()})
    given = {"kind": "document", "title": "Offerte", "dated": "2026-03-02", "link": "", "consulted": ""}
    added = page.act("evidence", {"person": "evaluator-1", **given})
    assert added is not None
    return added


def test_a_file_arrives_in_parts_and_is_kept_by_its_digest(page: Form, folder: Folder) -> None:
    content = b"%PDF-1.7 " + bytes(range(256)) * 20
    added = sent(page, "C:\\stukken\\offerte.pdf", content)
    kept = folder.assessment().evidence[added["added"]]
    assert (folder.path / "evidence" / str(kept.file)).read_bytes() == content
    assert kept.about == "offerte.pdf"
    page.act("score", {**answer("3"), "evidence": [added["added"]]})
    link = {"kind": "word", "title": "Pagina", "dated": "", "link": "https://x.example/a", "consulted": "2026-03-02"}
    assert page.act("evidence", {"person": "evaluator-1", **link}) is not None


def test_a_file_of_a_wrong_size_or_type_is_refused(page: Form, folder: Folder) -> None:
    two = 2 * 1024**3
    refused(StoreError, "TS-321", lambda: page.act("begin", {"name": "groot.pdf", "size": two}))
    refused(StoreError, "TS-321", lambda: page.act("begin", {"name": "groot.pdf", "size": MAX_FILE + 1}))
    refused(UseError, "TS-509", lambda: page.act("begin", {"name": "pagina.html", "size": 10}))
    refused(UseError, "TS-509", lambda: sent(page, "vermomd.pdf", b"<script>alert(1)</script>"))
    page.act("begin", {"name": "half.txt", "size": 10})
    refused(UseError, "TS-510", lambda: page.act("part", {"at": 5, "content64": "YQ=="}))
    assert folder.assessment().evidence == {}
    assert list((folder.path / "evidence").iterdir()) == []


def test_submitting_lists_what_lacks_and_then_seals(page: Form, folder: Folder) -> None:
    state = look(page)
    cells = [
        answer("met" if section["id"] == "gates" else "3", solution=solution["id"], criterion=asked["id"])
        for section in state["sections"]
        for asked in section["asked"]
        for solution in state["solutions"]
    ]
    for cell in cells[1:]:
        page.act("score", cell)
    found = page.act("check", ME)
    assert found is not None
    assert [(answer["solution"], answer["criterion"]) for answer in found["lacking"]] == [
        (cells[0]["solution"], cells[0]["criterion"])
    ]
    with pytest.raises(RuleError) as caught:
        page.act("submit", {"person": "evaluator-1"})
    assert [problem.code for problem in caught.value.faults] == ["TS-214", "TS-265"]
    page.act("score", cells[0])
    refused(RuleError, "TS-265", lambda: page.act("submit", {"person": "evaluator-1"}))
    sealed = page.act("submit", {"person": "evaluator-1", "same": True})
    assert sealed is not None
    head = folder.assessment().heads["evaluator-1"]
    assert (sealed["sealed"]["head"], sealed["sealed"]["code"].replace(" ", "")) == (head, head[:16])
    assert Path(sealed["sealed"]["copy"]).is_file()
    refused(RuleError, "TS-231", lambda: page.act("score", {**cells[0], "reason": "Later."}))


def test_a_withdrawn_solution_is_no_longer_asked_and_does_not_block(page: Form, folder: Folder) -> None:
    page.act("score", answer("3", solution="beuk"))
    chair(folder, "solution-withdrawn", solution="beuk", reason="Teruggetrokken.")
    state = page.act("poll", ME)
    assert state is not None
    assert [solution["id"] for solution in state["solutions"]] == ["linde"]
    with pytest.raises(RuleError) as caught:
        page.act("submit", {"person": "evaluator-1"})
    assert {problem.code for problem in caught.value.faults} == {
        "TS-214"
    }  # only what was not answered: nothing of beuk


def test_the_wrong_place_is_said_plainly(folder: Folder, page: Form) -> None:
    folder.path.rename(folder.path.with_name("weg"))
    assert look(page)["stopped"][0]["code"] == "TS-311"
    assert look(open_page("score", "bestaat-niet"))["stopped"][0]["code"] == "TS-503"
    assert look(open_page("score"))["stopped"][0]["code"] == "TS-512"


def test_after_the_round_it_says_what_comes_and_scores_no_more(page: Form, folder: Folder) -> None:
    page.act("score", answer("3"))
    state = look(page)
    Workbench.of(folder, "evaluator-2").declare("none")
    for section in state["sections"]:
        for asked in section["asked"]:
            for solution in state["solutions"]:
                given = "met" if section["id"] == "gates" else "2"
                page.act(
                    "score",
                    {**answer(given, solution=solution["id"], criterion=asked["id"]), "person": "evaluator-2"},
                )
    Workbench.of(folder, "evaluator-2").submit(same_reasons=True)
    Workbench.of(folder, "chair").unseal("De ander is ziek.")
    now = page.act("poll", ME)
    assert now is not None
    assert "03_consensus" in now["next"]
    refused(RuleError, "TS-203", lambda: page.act("score", answer("1")))
