"""The prepare page in a real browser: by keyboard only, nothing lost, nothing executed, nothing from elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.browser.axe import violations
from tests.browser.server import Server
from tests.browser.walk import config_of, speak, window
from tests.scoped import ANSWERS

from toetssteen import workbench
from toetssteen.content.library import Library
from toetssteen.model.entries.opening import Opened
from toetssteen.store.folder import Folder

NASTY = '<img src=x onerror="window.ran=1"> \N{RIGHT-TO-LEFT OVERRIDE}שלום'


@pytest.fixture
def folder(server: Server, shelf: Library, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Folder:
    """Begin a small tender of the test's own, with the chair's key where the server looks for it."""
    monkeypatch.setenv("TOETSSTEEN_CONFIG", str(config_of(server)))
    name = "prepare-" + re.sub(r"[^a-z0-9]+", "-", request.node.name.lower())[:60].strip("-")
    given = {"assessment": name, "title": f"Webchat {NASTY}", "track": "tender", "procedure": "above-threshold"}
    opened = workbench.body_of("opened", {**given, "authority": "Gemeente Voorbeeld", "about": NASTY})
    assert isinstance(opened, Opened)
    return workbench.create(server.workspace / "assessments" / name, opened, shelf.set("web-chat-tender"))


@pytest.fixture
def preparing(server: Server, folder: Folder, page: Page) -> Iterator[Page]:
    """Give the page in Dutch; afterwards nothing ran, failed or was asked elsewhere."""
    faults: list[str] = []
    asked: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    open_page(page, server, folder)
    yield page
    assert faults == []
    assert page.evaluate("window.ran") is None
    assert [each for each in asked if not each.startswith((server.base, "data:", "blob:"))] == []


def open_page(page: Page, server: Server, folder: Folder) -> None:
    page.goto(server.page("01_prepare", f"assessment={folder.path.name}"))
    speak(page, "nl")
    expect(page.get_by_role("heading", name="Voorbereiden", level=1)).to_be_visible()


def tab_to(page: Page, wanted: str, key: str = "Tab") -> None:
    """Press Tab (or the key given) until the focus is on an element."""
    for _ in range(250):
        if page.evaluate("document.activeElement.id") == wanted:
            return
        page.keyboard.press(key)
    raise AssertionError(f"{wanted} is not reached")


def press(page: Page, wanted: str, *keys: str) -> None:
    tab_to(page, wanted)
    for key in keys:
        page.keyboard.press(key)


def choose(page: Page, named: str, answer: str) -> None:
    """Choose among radio buttons: Tab leads to the first, an arrow to each other."""
    offered = page.locator(f'[id^="{named}"]').evaluate_all("all => all.map(each => each.id)")
    down = offered.index(named + answer)
    press(page, offered[0], *["ArrowDown"] * down or ["Space"])


def by_id(page: Page, wanted: str):  # type: ignore[no-untyped-def]
    return page.locator(f'[id="{wanted}"]')


def test_from_the_set_to_the_open_round_by_keyboard_only(preparing: Page, folder: Folder) -> None:
    page = preparing
    for question, answer in ANSWERS.items():
        choose(page, f"scoping-{question}/answer=", answer)
        expect(by_id(page, f"scoping-{question}-mark")).to_have_text("Opgeslagen")
    tab_to(page, "ways/values=percent")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    for value, swing in (("inclusion", "100"), ("privacy", "50"), ("exit", "25"), ("effectiveness", "25")):
        tab_to(page, f"ways/values/{value}")
        page.keyboard.type(swing)
    press(page, "swing-go-values", "Enter")
    expect(page.get_by_role("group", name="Deze gewichten volgen uit uw sprongen")).to_be_focused()
    press(page, "swing-take-values", "Enter")
    expect(by_id(page, "weights/values/inclusion")).to_have_value("50")
    expect(by_id(page, "sum-values")).to_have_text("Samen 100: klopt")
    tab_to(page, "weights/reason")
    page.keyboard.type("Besproken met Klantcontact.")
    press(page, "weights-go", "Enter")
    expect(by_id(page, "weights-mark")).to_have_text("Opgeslagen")
    tab_to(page, "committee/expertise")
    page.keyboard.type("Privacy")
    press(page, "committee-go", "Enter")
    expect(page.get_by_role("rowheader", name="evaluator-1")).to_be_visible()
    press(page, "dry-go", "Enter")
    expect(by_id(page, "dry-result")).to_be_focused()
    press(page, "freeze-ask", "Enter")
    expect(by_id(page, "freeze-sure")).to_be_focused()
    press(page, "freeze-yes", "Enter")
    expect(by_id(page, "fingerprint-title")).to_be_focused()
    frozen = folder.assessment()
    expect(by_id(page, "fingerprint-full")).to_have_text(frozen.fingerprint or "-")
    assert frozen.method is not None
    assert [each.weight.written for each in frozen.method.values] == ["50", "12.5", "25", "12.5"]
    press(page, "move-open-ask", "Enter")
    press(page, "move-open-yes", "Enter")
    expect(page.get_by_role("heading", name=re.compile(r"\d+\. Fase"))).to_be_focused()
    tab_to(page, "solutions/name", "Shift+Tab")
    page.keyboard.type(NASTY)
    press(page, "solutions-go", "Enter")
    expect(by_id(page, "solutions-mark")).to_have_text("Opgeslagen")
    assert [each.name for each in folder.assessment().solutions.values()] == [NASTY]
    assert folder.assessment().phase == "open"


def test_every_part_passes_axe_in_both_languages_and_fits_a_narrow_window(preparing: Page, folder: Folder) -> None:
    page = preparing
    for question, answer in ANSWERS.items():
        by_id(page, f"scoping-{question}/answer={answer}").check()
        expect(by_id(page, f"scoping-{question}-mark")).to_have_text("Opgeslagen")
    by_id(page, "dry/pattern=high").check()
    by_id(page, "dry-go").click()
    expect(by_id(page, "whatif")).to_be_visible()
    by_id(page, "ways/privacy=swing").evaluate("each => each.click()")
    page.evaluate("document.querySelectorAll('#ts-content details').forEach((each) => { each.open = true; })")
    assert violations(page) == []
    by_id(page, "freeze-ask").click()
    by_id(page, "freeze-yes").click()
    expect(by_id(page, "fingerprint-full")).to_be_visible()
    speak(page, "en")
    expect(page.get_by_role("heading", name="Prepare", level=1)).to_be_visible()
    assert page.locator("html").get_attribute("lang") == "en"
    page.set_viewport_size({"width": 320, "height": 640})
    page.evaluate("document.querySelectorAll('#ts-content details').forEach((each) => { each.open = true; })")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert violations(page) == []
    levels = [
        int(each) for each in page.evaluate("[...document.querySelectorAll('h1,h2,h3,h4')].map(h => h.tagName[1])")
    ]
    assert (levels[0], levels.count(1)) == (1, 1)
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_other_weights_are_tried_in_the_dry_run_by_keyboard_and_closed_by_the_freeze(
    preparing: Page, folder: Folder
) -> None:
    page = preparing
    for question, answer in ANSWERS.items():
        by_id(page, f"scoping-{question}/answer={answer}").check()
        expect(by_id(page, f"scoping-{question}-mark")).to_have_text("Opgeslagen")
    by_id(page, "dry/pattern=high").check()
    press(page, "dry-go", "Enter")
    expect(by_id(page, "whatif")).to_be_visible()
    totals = page.locator(".ts-whatif tbody td")
    before = totals.all_inner_texts()
    tab_to(page, "whatif-0")
    page.keyboard.press("End")
    expect(page.locator("output[for=whatif-0]")).to_have_text("100 procent")
    after = totals.all_inner_texts()
    assert (after[1::2], after != before) == (before[1::2], True)
    by_id(page, "weights/reason").fill("Nog niet opgeslagen")
    assert totals.all_inner_texts() == after
    press(page, "whatif-reset", "Enter")
    assert totals.all_inner_texts() == before
    assert page.locator("#whatif-link, #whatif-file").count() == 0, "made-up solutions are not passed on"
    page.set_viewport_size({"width": 320, "height": 640})
    page.evaluate("document.querySelectorAll('#dry-result details').forEach((each) => { each.open = true; })")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert violations(page) == []
    press(page, "freeze-ask", "Enter")
    press(page, "freeze-yes", "Enter")
    expect(by_id(page, "fingerprint-title")).to_be_focused()
    by_id(page, "dry-go").click()
    expect(by_id(page, "dry-result")).to_contain_text("Met gewichten schuiven kan hier niet meer")
    expect(page.locator(".ts-whatif")).to_have_count(0)
    assert "what-if-opened" not in "".join(each.read_text("utf-8") for each in folder.path.rglob("*.jsonl"))


def test_what_was_typed_is_there_after_a_reload_and_is_called_unsaved(
    preparing: Page, server: Server, folder: Folder
) -> None:
    page = preparing
    by_id(page, "weights/reason").fill(NASTY)
    by_id(page, "weights/values/exit").fill("19.5")
    expect(by_id(page, "weights-mark")).to_have_text("Ingevuld, nog niet opgeslagen")
    expect(by_id(page, "sum-values")).to_have_text("Samen 99,5: 0,5 te weinig")
    open_page(page, server, folder)
    expect(by_id(page, "weights/reason")).to_have_value(NASTY)
    expect(by_id(page, "weights/values/exit")).to_have_value("19.5")
    by_id(page, "weights-go").click()
    expect(page.locator("#weights .ts-fault", has_text="het verschil is")).to_be_visible()
    expect(by_id(page, "weights-mark")).to_have_text("Nog niet opgeslagen")
    assert folder.assessment().choices.weights is None


def test_a_second_window_sees_it_and_keeps_what_it_was_typing(
    preparing: Page, server: Server, folder: Folder, browser: Browser
) -> None:
    by_id(preparing, "committee/expertise").fill("Wordt nog getypt")
    context = window(browser)
    second = context.new_page()
    open_page(second, server, folder)
    by_id(second, "scoping-ai/answer=talks").check()
    expect(by_id(second, "scoping-ai-mark")).to_have_text("Opgeslagen")
    context.close()
    preparing.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(by_id(preparing, "scoping-ai/answer=talks")).to_be_checked()
    expect(by_id(preparing, "committee/expertise")).to_have_value("Wordt nog getypt")


def test_an_assessment_that_is_not_there_is_said_with_a_way_out(page: Page, server: Server) -> None:
    page.goto(server.page("01_prepare", "assessment=nowhere"))
    expect(page.get_by_role("main")).to_contain_text("TS-503")
    expect(page.locator("#ts-content a")).to_have_attribute("href", "00_start.ipynb")
