"""The measures of the chair and the opening of the seals in a real browser, by keyboard only."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect
from tests.browser.server import Server
from tests.browser.walk import (
    PATIENCE,
    Watch,
    by_id,
    choose,
    config_of,
    data_of,
    press,
    sound,
    speak,
    step,
    tab_to,
    write,
)
from tests.pages.opened import SOLUTIONS, open_tender

from toetssteen import workbench
from toetssteen.content.library import Library
from toetssteen.model.entries.body import Evaluation
from toetssteen.model.replay.assessment import judged
from toetssteen.store.folder import Folder
from toetssteen.workbench import Workbench

NASTY = '<img src=x onerror="window.ran=1"> \N{RIGHT-TO-LEFT OVERRIDE}שלום'
ONE, TWO = "evaluator-1", "evaluator-2"
MEASURE = {"measure": "recused", "solutions": [], "reason": "Werkte bij deze leverancier."}


@pytest.fixture
def folder(server: Server, shelf: Library, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Folder:
    monkeypatch.setenv("TOETSSTEEN_DATA", str(data_of(server)))
    monkeypatch.setenv("TOETSSTEEN_CONFIG", str(config_of(server)))
    (data_of(server) / "settings.json").unlink(missing_ok=True)
    folder = open_tender(server.workspace, shelf, f"measures-{len(request.node.name)}-{request.node.name[-3:-1]}")
    Workbench.of(folder, ONE).declare("none")
    Workbench.of(folder, TWO).declare("described", NASTY)
    return folder


def submit(folder: Folder, person: str) -> None:
    method = folder.assessment().method
    assert method is not None
    gates, drafted = {gate.id for gate in method.gates}, Workbench.of(folder, person).draft()
    for each in judged(method):
        for solution in SOLUTIONS:
            answer, reason = "met" if each in gates else "3", f"{solution} {each}"
            given = Evaluation(solution=solution, criterion=each, answer=answer, reason=reason)
            drafted.save(given)
    Workbench.of(folder, person).submit()


def test_an_interest_gets_its_measure_and_the_seals_are_opened_early(
    server: Server, folder: Folder, page: Page
) -> None:
    watch = Watch(page, server.base)
    page.goto(server.page("01_prepare", f"assessment={folder.path.name}"))
    expect(page.locator("#ts-content")).to_be_visible(timeout=PATIENCE)
    speak(page, "nl", "Enter")
    expect(by_id(page, "committee")).not_to_contain_text("<img src=x")  # nobody chose who they are
    press(page, "measures-chair", "Enter")
    expect(by_id(page, "committee").locator("blockquote")).to_contain_text("<img src=x")
    choose(page, f"measure-{TWO}/measure", "restricted")
    press(page, f"measure-{TWO}/solution-beuk", "Space")
    write(page, f"measure-{TWO}/reason", "Werkte bij deze leverancier.")
    press(page, f"measure-{TWO}-go", "Enter")
    expect(by_id(page, "measures-title")).to_be_focused(timeout=PATIENCE)
    measure = folder.assessment().measures[TWO]
    assert (measure.measure, measure.solutions, measure.reason) == (
        "restricted",
        ["beuk"],
        "Werkte bij deze leverancier.",
    )
    expect(by_id(page, "committee")).to_contain_text("Beukgesprek: aantal beoordelaars 1; gewenst is 2.")
    sound(page, watch, "nl", by_id(page, "committee-go"))

    submit(folder, ONE)
    step(page, "03_consensus")
    write(page, "ts-who", "Voorzitter")
    page.keyboard.press("Enter")
    expect(page.locator("#move-go")).to_be_visible(timeout=PATIENCE)
    assert not re.search(r"Lindepraat|Beukgesprek", page.content())
    press(page, "move-go", "Enter")
    expect(page.locator("#move-reason")).to_be_focused()
    expect(page.locator("#move-reason-fault")).to_contain_text("nog niet iedereen heeft ingediend")
    assert folder.assessment().phase == "open"
    sound(page, watch, "nl", page.locator("#move-go"))
    tab_to(page, "#move-reason")
    page.keyboard.type("Beoordelaar 2 is ziek.")
    press(page, "move-go", "Enter")
    press(page, "move-yes", "Enter")
    expect(page.locator("#ts-cards")).to_be_visible(timeout=PATIENCE)
    assert folder.assessment().round.opened_early == "Beoordelaar 2 is ziek."
    step(page, "04_compare")
    expect(page.locator("#course")).to_contain_text("Beoordelaar 2 is ziek.", timeout=PATIENCE)
    assert page.evaluate("window.ran") is None
    watch.quiet()


@pytest.mark.parametrize("language", ["nl", pytest.param("en", marks=pytest.mark.nightly)])
def test_a_decision_over_an_empty_checklist_asks_for_a_reason_at_the_field(
    server: Server, folder: Folder, page: Page, language: str
) -> None:
    Workbench.of(folder, "chair").record(workbench.body_of("measure-taken", {"person": TWO, **MEASURE}))
    submit(folder, ONE)
    Workbench.of(folder, "chair").unseal()
    out = {
        "solution": next(iter(SOLUTIONS)),
        "reason": "Trekt zich terug.",
    }  # both are equal, and no rule breaks that tie
    Workbench.of(folder, "chair").record(workbench.body_of("solution-withdrawn", out))
    given = {"to": "agreed", "reason": "Eén beoordelaar."}
    Workbench.of(folder, "chair").record(workbench.body_of("phase-moved", given))
    watch = Watch(page, server.base)
    page.set_viewport_size({"width": 360, "height": 780})
    page.goto(server.page("01_prepare", f"assessment={folder.path.name}"))
    expect(page.locator("#ts-content")).to_be_visible(timeout=PATIENCE)
    speak(page, language, "Enter")
    press(page, "move-decided-ask", "Enter")
    expect(by_id(page, "move-decided-sure")).to_be_focused()
    expect(by_id(page, "moves")).to_contain_text(
        re.compile({"nl": "14 van de 14 punten", "en": "14 of the 14"}[language])
    )
    press(page, "move-decided-yes", "Enter")
    field = by_id(page, "move-decided/reason")
    expect(field).to_be_focused()
    expect(field).to_have_accessible_description(re.compile({"nl": "Geef een reden", "en": "Give a reason"}[language]))
    assert folder.assessment().phase == "agreed"
    sound(page, watch, language, by_id(page, "move-decided-yes"))
    write(page, "move-decided/reason", "De DPIA volgt in mei.")
    press(page, "move-decided-yes", "Enter")
    expect(by_id(page, "moves-title")).to_be_focused(timeout=PATIENCE)
    assert [(left.to, left.open, left.reason) for left in folder.assessment().round.left_open][1] == (
        "decided", 14, "De DPIA volgt in mei.",
    )  # fmt: skip
    watch.quiet()
