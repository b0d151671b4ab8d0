"""The consensus page in a real browser: by keyboard only, nothing lost, nothing executed, nothing from elsewhere."""

from __future__ import annotations

import re
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect
from tests.browser.axe import violations
from tests.browser.server import Server
from tests.browser.walk import config_of, settled, speak
from tests.examples import build
from tests.store import making, meetings, sealing

from toetssteen import workbench
from toetssteen.store.folder import Folder
from toetssteen.workbench import Workbench

CELL = "whatsapp|transparency.records-kept"
NASTY = '<img src=x onerror="window.ran=1"> \N{RIGHT-TO-LEFT OVERRIDE}שלום'
CELLS = 159


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("played") / "chat"
    build.play(build.HERE / "chat-channel", target, until="scored")
    return target


@pytest.fixture
def folder(server: Server, played: Path, request: pytest.FixtureRequest) -> Folder:
    name = "agree-" + re.sub(r"[^a-z0-9]+", "-", request.node.name.lower())[-60:].strip("-")
    target = server.workspace / "assessments" / name
    shutil.copytree(played, target)
    return workbench.open_folder(target)


@pytest.fixture
def agreeing(server: Server, folder: Folder, page: Page) -> Iterator[Page]:
    """Give the page, for the chair."""
    faults: list[str] = []
    asked: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    visit(server, folder, page)
    page.get_by_label("Wie legt vast?").select_option("chair")
    expect(page.locator("#move-go")).to_be_visible()
    yield page
    assert faults == []
    assert [each for each in asked if not each.startswith((server.base, "data:", "blob:"))] == []


def visit(server: Server, folder: Folder, page: Page) -> None:
    page.goto(server.page("03_consensus", f"assessment={folder.path.name}"))
    speak(page, "nl")
    expect(page.locator("html")).to_have_attribute("lang", "nl")


def by_id(page: Page, wanted: str) -> Locator:
    return page.locator(f'[id="{wanted}"]')


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.id"))


def tab_to(page: Page, wanted: str) -> None:
    """Press Tab until the focus is on an element."""
    for _ in range(60):
        if focused(page) == wanted:
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{wanted} is not reached; focus is on {focused(page)}")


def tab_to_text(page: Page, wanted: str) -> None:
    """Press Tab until the focus is on what reads so."""
    for _ in range(60):
        if page.evaluate("document.activeElement.textContent") == wanted:
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{wanted} is not reached")


def open_point(page: Page, key: str = CELL) -> None:
    by_id(page, f"point-{key}").click()
    expect(by_id(page, f"reason-{key}")).to_be_visible()


def test_a_point_is_agreed_by_keyboard_only(agreeing: Page, folder: Folder) -> None:
    agreeing.locator("#ts-search").focus()
    agreeing.keyboard.type("berichten zijn te bewaren en te verstrekken")
    expect(agreeing.locator("#ts-shown")).to_contain_text(f"3 van {CELLS}")
    tab_to(agreeing, f"point-{CELL}")
    agreeing.keyboard.press("Enter")
    expect(by_id(agreeing, f"reason-{CELL}")).to_be_visible()
    tab_to(agreeing, f"answer-{CELL}-met")
    agreeing.keyboard.press("Space")
    agreeing.keyboard.press("ArrowDown")
    tab_to(agreeing, f"reason-{CELL}")
    agreeing.keyboard.type("Samen nagezien.")
    tab_to(agreeing, f"present-{CELL}-chair")
    agreeing.keyboard.press("Space")
    agreeing.keyboard.press("Tab")
    agreeing.keyboard.press("Space")
    tab_to_text(agreeing, "Afwijkende mening")
    agreeing.keyboard.press("Enter")
    tab_to(agreeing, f"dissent-{CELL}-evaluator-2")
    agreeing.keyboard.press("Space")
    tab_to(agreeing, f"why-{CELL}-evaluator-2")
    agreeing.keyboard.type("Het staat er niet.")
    agreeing.keyboard.press("Control+Home")
    tab_to_text(agreeing, "Samen vastgesteld: leg vast")
    agreeing.keyboard.press("Enter")
    expect(by_id(agreeing, f"said-{CELL}")).to_be_focused()
    solution, criterion = CELL.split("|")
    agreed = folder.assessment().round.agreed[solution, criterion]
    assert (agreed.answer, agreed.reason, agreed.present) == ("not_met", "Samen nagezien.", ["chair", "evaluator-1"])
    assert [(each.person, each.reason) for each in agreed.dissent] == [("evaluator-2", "Het staat er niet.")]
    expect(agreeing.locator("#ts-progress")).to_contain_text(f"1 van {CELLS}")
    by_id(agreeing, f"next-{CELL}").press("Enter")
    assert focused(agreeing).startswith("point-telephone|")


def test_what_is_missing_is_said_and_nothing_is_recorded(agreeing: Page, folder: Folder) -> None:
    open_point(agreeing)
    agreeing.get_by_role("button", name="Samen vastgesteld: leg vast").click()
    expect(agreeing.locator("[aria-invalid]:focus")).to_be_visible()
    expect(agreeing.locator("form[data-act] .ts-fault")).to_contain_text(["Geef een reden."])
    assert folder.assessment().round.agreed == {}


def test_what_all_gave_is_only_filled_in_and_those_present_are_remembered(agreeing: Page, folder: Folder) -> None:
    same = agreeing.locator(".ts-fold", has_text="allen hetzelfde")
    key, other = (str(same.nth(n).get_attribute("id")).removeprefix("card-") for n in (0, 1))
    open_point(agreeing, key)
    agreeing.get_by_role("button", name="Neem over wat allen gaven").click()
    expect(by_id(agreeing, f"reason-{key}")).to_be_focused()
    expect(by_id(agreeing, f"reason-{key}")).not_to_have_value("")
    assert folder.assessment().round.agreed == {}
    by_id(agreeing, f"present-{key}-ethics-1").check()
    agreeing.get_by_role("button", name="Samen vastgesteld: leg vast").click()
    expect(by_id(agreeing, f"said-{key}")).to_be_focused()
    assert len(folder.assessment().round.agreed) == 1
    open_point(agreeing, other)  # no other test typed in it: what is typed is kept by assessment, and all are copies
    expect(by_id(agreeing, f"present-{other}-ethics-1")).to_be_checked()


@pytest.mark.nightly
def test_half_typed_text_survives_a_reload_at_once_and_a_killed_kernel(
    agreeing: Page, server: Server, folder: Folder
) -> None:
    open_point(agreeing)
    by_id(agreeing, f"answer-{CELL}-met").check()
    by_id(agreeing, f"reason-{CELL}").fill("Half getypt, ")
    agreeing.reload()
    open_point(agreeing)
    expect(by_id(agreeing, f"reason-{CELL}")).to_have_value("Half getypt, ")
    expect(by_id(agreeing, f"answer-{CELL}-met")).to_be_checked()
    expect(by_id(agreeing, f"mark-point:{CELL}")).to_have_text("Concept opgeslagen. Nog niet vastgelegd.")
    for kernel in server.kernels():
        server.kill_kernel(kernel["id"])
    time.sleep(0.5)
    by_id(agreeing, f"reason-{CELL}").press_sequentially("en na de dood van de kernel")
    expect(by_id(agreeing, f"mark-point:{CELL}")).not_to_have_text("Concept opgeslagen. Nog niet vastgelegd.")
    expect(agreeing.locator(".ts-alert")).to_contain_text("Nog niet opgeslagen", timeout=15000)
    visit(server, folder, agreeing)
    open_point(agreeing)
    text = by_id(agreeing, f"reason-{CELL}").input_value()
    assert sorted(text) == sorted("Half getypt, en na de dood van de kernel")
    assert folder.assessment().round.agreed == {}


def test_what_another_window_recorded_appears_and_what_is_typed_here_stays(agreeing: Page, folder: Folder) -> None:
    open_point(agreeing)
    by_id(agreeing, f"reason-{CELL}").fill("Mijn versie")
    solution, criterion = CELL.split("|")
    cell = {"solution": solution, "criterion": criterion, "answer": "met", "reason": "Hun versie", "present": ["chair"]}
    Workbench.of(folder, "chair").record(workbench.body_of("agreed", cell))
    expect(by_id(agreeing, f"body-{CELL}")).to_contain_text("Hun versie", timeout=15000)
    expect(by_id(agreeing, f"reason-{CELL}")).to_have_value("Mijn versie")
    expect(by_id(agreeing, f"reason-{CELL}")).to_be_focused()


@pytest.mark.nightly
def test_text_of_people_is_text(server: Server, folder: Folder, agreeing: Page) -> None:
    solution, criterion = CELL.split("|")
    cell = {"solution": solution, "criterion": criterion, "answer": "met", "reason": NASTY, "present": ["chair"]}
    against = [{"person": "evaluator-1", "reason": NASTY}]
    Workbench.of(folder, "chair").record(workbench.body_of("agreed", {**cell, "dissent": against}))
    note = {"values": ["privacy", "inclusion"], "text": NASTY}
    Workbench.of(folder, "chair").record(workbench.body_of("tension-recorded", note))
    visit(server, folder, agreeing)
    by_id(agreeing, f"point-{CELL}").click()
    expect(by_id(agreeing, f"body-{CELL}").get_by_text("<img src=x").first).to_be_visible()
    assert agreeing.evaluate("window.ran") is None
    assert agreeing.locator("#ts-content img").count() == 0


@pytest.mark.parametrize("language", ["nl", pytest.param("en", marks=pytest.mark.nightly)])
def test_the_page_has_no_violation_open_and_closed_and_never_scrolls_sideways(agreeing: Page, language: str) -> None:
    speak(agreeing, language)
    expect(agreeing.locator("html")).to_have_attribute("lang", language)
    open_point(agreeing)
    for card in (agreeing.locator(".ts-fold", has_text="%").first, agreeing.locator(".ts-fold[id^='card-|']").first):
        open_point(agreeing, str(card.get_attribute("id")).removeprefix("card-"))
    agreeing.locator(".ts-fold details summary").first.click()
    assert violations(agreeing) == []
    agreeing.set_viewport_size({"width": 320, "height": 900})
    assert agreeing.evaluate("document.documentElement.scrollWidth") <= 320


def test_a_tension_is_noted_and_the_chair_moves_on_to_compare(agreeing: Page, folder: Folder) -> None:
    agreeing.locator("#ts-notes").get_by_label("Privacy").first.check()
    agreeing.locator("[name=note-values]").last.check()
    agreeing.get_by_label("Wat zag u?").fill("Trekt aan elkaar.")
    agreeing.locator("#ts-notes").get_by_role("button", name="Leg vast").click()
    expect(agreeing.locator("#ts-notes")).to_contain_text("Spanning:")
    expect(agreeing.locator("#ts-over")).to_contain_text("Beoordelaars verschillen en er is niets vastgesteld: 97")
    agreeing.locator("#move-reason").fill("Volgende week verder.")
    agreeing.locator("#move-go").click()
    expect(agreeing.get_by_text("De consensus is voorbij")).to_be_visible()
    assert folder.assessment().phase == "agreed"
    by_id(agreeing, f"point-{CELL}").click()
    expect(by_id(agreeing, f"body-{CELL}").locator(".ts-side > li")).to_have_count(3)
    assert by_id(agreeing, f"reason-{CELL}").count() == 0


# A meeting from the second round, a conflict, a correction and its minutes: small assessments of two criteria.


@pytest.fixture
def small(server: Server, request: pytest.FixtureRequest) -> Path:
    name = "meet-" + re.sub(r"[^a-z0-9]+", "-", request.node.name.lower())[-50:].strip("-")
    return server.workspace / "assessments" / name


def start_as(server: Server, folder: Folder, page: Page, who: str, notebook: str = "03_consensus") -> None:
    page.goto(server.page(notebook, f"assessment={folder.path.name}"))
    speak(page, "nl")
    page.get_by_label("Wie legt vast?").select_option(who)
    expect(page.locator("#ts-method")).to_be_visible()
    settled(page)


def press_on(page: Page, wanted: str, key: str = "Enter") -> None:
    by_id(page, wanted).focus()
    page.keyboard.press(key)


def test_a_conflict_of_two_chairs_is_settled_by_keyboard(server: Server, small: Path, page: Page) -> None:
    folder = meetings.two_chairs(meetings.unsealed(small))
    start_as(server, folder, page, "chair")
    expect(page.locator("#ts-conflicts")).to_contain_text("Voorzitter 2")
    page.get_by_role("button", name="Open dit punt").focus()
    page.keyboard.press("Enter")
    expect(by_id(page, "point-s1|c1")).to_be_focused()
    expect(by_id(page, "reason-s1|c1")).to_be_visible()
    press_on(page, "answer-s1|c1-2", "Space")
    by_id(page, "reason-s1|c1").focus()
    page.keyboard.type("Samen opnieuw bekeken.")
    page.get_by_role("button", name="Samen vastgesteld: leg vast").focus()
    page.keyboard.press("Enter")
    expect(by_id(page, "said-s1|c1")).to_be_focused()
    expect(page.locator("#ts-conflicts li")).to_have_count(0)
    state = Folder(folder.path).assessment()
    agreed = state.round.agreed["s1", "c1"]
    assert (state.conflicts, agreed.answer, agreed.round) == ((), "2", 1)


def test_an_evaluator_corrects_what_was_sealed_and_old_and_new_stand_side_by_side(
    server: Server, small: Path, page: Page
) -> None:
    folder = meetings.unsealed(small)
    start_as(server, folder, page, "chair")
    press_on(page, "point-s1|c2")
    expect(by_id(page, "reason-s1|c2")).to_be_visible()
    assert page.get_by_role("button", name="Corrigeer uw eigen oordeel").count() == 0
    page.get_by_label("Wie legt vast?").select_option("evaluator-1")
    press_on(page, "open-fix:own:s1|c2")
    expect(by_id(page, "why-fix:own:s1|c2")).to_be_focused()
    press_on(page, "send-fix:own:s1|c2")
    expect(by_id(page, "why-fix:own:s1|c2-fault")).to_have_text("Zeg waarom u dit corrigeert.")
    by_id(page, "why-fix:own:s1|c2").focus()
    page.keyboard.type("Verkeerd overgenomen.")
    page.reload()
    press_on(page, "point-s1|c2")
    expect(by_id(page, "why-fix:own:s1|c2")).to_have_value("Verkeerd overgenomen.")
    press_on(page, "answer-fix:own:s1|c2-4", "Space")
    assert violations(page) == []
    press_on(page, "send-fix:own:s1|c2")
    turned = by_id(page, "body-s1|c2").locator(".ts-turned").first
    expect(turned).to_have_text(re.compile(r"Stond er eerst\s*1\s*Staat er nu\s*4"))
    [correction] = Folder(folder.path).assessment().round.corrections
    assert (correction.reason, correction.evaluation.answer) == ("Verkeerd overgenomen.", "4")
    press_on(page, "point-s1|c1")
    expect(by_id(page, "body-s1|c1")).to_contain_text("Corrigeer uw eigen oordeel")
    assert page.get_by_role("button", name="Corrigeer wat is vastgelegd").count() == 0


@pytest.mark.nightly
def test_a_meeting_is_paused_and_goes_on_in_another_window_with_who_was_there(
    server: Server, small: Path, page: Page
) -> None:
    folder = meetings.unsealed(small)
    start_as(server, folder, page, "chair")
    expect(by_id(page, "meeting-chair")).to_be_visible()  # open where nobody was chosen yet
    for who in ("chair", "evaluator-2"):
        press_on(page, f"meeting-{who}", "Space")
    press_on(page, "point-s1|c1")
    by_id(page, "reason-s1|c1").fill("Halverwege")
    press_on(page, "ts-pause")
    expect(page.locator("#ts-resume")).to_be_focused()
    expect(page.locator("#ts-paused")).to_contain_text("Concepten die nog niet zijn vastgelegd: 1.")
    expect(page.locator("#ts-paused")).to_contain_text("Voorzitter, Beoordelaar 2")
    assert violations(page) == []
    page.evaluate("sessionStorage.clear()")  # another window: only what is on disk
    page.reload()
    expect(page.locator("#ts-paused")).to_be_visible()
    press_on(page, "ts-resume")
    expect(by_id(page, "point-s1|c1")).to_be_focused()
    expect(by_id(page, "reason-s1|c1")).to_have_value("Halverwege")
    press_on(page, "point-s1|c2")
    expect(by_id(page, "present-s1|c2-evaluator-2")).to_be_checked()
    expect(by_id(page, "present-s1|c2-evaluator-1")).not_to_be_checked()


def test_going_on_with_an_open_result_asks_why_and_the_minutes_are_made(
    server: Server, small: Path, page: Page
) -> None:
    folder = meetings.unsealed(small)
    start_as(server, folder, page, "chair")
    reason = by_id(page, "move-reason")
    for language, told in (("nl", "Geef een reden"), ("en", "Give a reason"), ("nl", "Geef een reden")):
        speak(page, language)
        expect(page.locator("html")).to_have_attribute("lang", language)
        settled(page)
        press_on(page, "move-go")
        expect(reason).to_be_focused()
        expect(reason).to_have_accessible_description(re.compile(told))
        expect(reason).to_have_attribute("aria-invalid", "true")
    expect(page.locator("#ts-over label")).to_contain_text("6 van de 6 punten")
    assert violations(page) == []
    assert folder.assessment().phase == "scored"
    page.keyboard.type("De tijd is om.")
    expect(reason).not_to_have_attribute("aria-invalid", "true")
    press_on(page, "move-go")
    expect(page.get_by_text("De consensus is voorbij")).to_be_visible()
    for form in ("html", "pdf", "docx"):
        press_on(page, f"minutes-{form}")
        expect(page.locator(f"#minutes-save-{form}")).to_be_focused(timeout=20000)
    with page.expect_download() as saving:
        page.locator("#minutes-save-html").press("Enter")
    assert "De tijd is om." in Path(saving.value.path()).read_text("utf-8")


@pytest.mark.parametrize("language", ["nl", pytest.param("en", marks=pytest.mark.nightly)])
def test_opening_the_seals_says_what_it_means_and_asks(
    server: Server, small: Path, page: Page, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    monkeypatch.setenv("TOETSSTEEN_CONFIG", str(config_of(server)))  # where the server looks for the key of the round
    folder = sealing.sealed_round(small)
    sealing.submit(folder, meetings.ONE)
    page.set_viewport_size({"width": 320, "height": 900})
    page.goto(server.page("03_consensus", f"assessment={folder.path.name}"))
    page.locator("#ts-who").select_option("chair")
    speak(page, language)
    expect(page.locator("html")).to_have_attribute("lang", language)
    press_on(page, "move-go")  # not all are in, and why they are not awaited is not said yet
    expect(by_id(page, "move-reason")).to_be_focused()
    expect(by_id(page, "move-reason")).to_have_attribute("aria-invalid", "true")
    folder.append(
        "chair", "chair", making.body("person-added", person="observer-9", role="observer")
    )  # somebody else writes, and the page is drawn again
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    settled(page)
    expect(by_id(page, "move-reason")).to_have_attribute("aria-invalid", "true")
    expect(by_id(page, "move-reason")).to_be_focused()
    page.keyboard.type("Beoordelaar 2 is ziek.")
    expect(by_id(page, "move-reason-fault")).to_have_count(0)
    press_on(page, "move-go")
    sure = by_id(page, "move-sure")
    expect(sure).to_be_focused()
    expect(sure).to_contain_text({"nl": "kan niet ongedaan worden gemaakt", "en": "cannot be undone"}[language])
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(by_id(page, "move-no")).to_be_focused()
    page.keyboard.press("Enter")
    expect(by_id(page, "move-go")).to_be_focused()
    expect(by_id(page, "move-reason")).to_have_value("Beoordelaar 2 is ziek.")
    assert folder.assessment().phase == "open"
    page.keyboard.press("Enter")
    press_on(page, "move-yes")
    expect(page.locator("#ts-cards")).to_be_visible()
    assert folder.assessment().round.opened_early == "Beoordelaar 2 is ziek."


@pytest.mark.nightly
def test_several_rounds_are_seen_and_what_moved_between_them(server: Server, small: Path, page: Page) -> None:
    folder = meetings.unsealed(small)
    meetings.agree(folder, "2")
    meetings.second_round(folder)
    start_as(server, folder, page, "chair")
    expect(page.locator("#ts-progress")).to_contain_text("0 van 6")  # what was agreed in round 1 stays there
    press_on(page, "point-s1|c1")
    expect(by_id(page, "body-s1|c1")).to_contain_text("only-the-evaluator-knows-this 4")
    meetings.agree(folder, "3")
    making.move(folder, "agreed")
    folder.append("chair", "chair", making.body("round-opened", round=3, reason="Nogmaals."))
    making.move(folder, "open")
    for person in making.EVALUATORS:
        making.submit(folder, person, "0")
    making.move(folder, "scored")
    page.goto(server.page("04_compare", f"assessment={folder.path.name}"))
    page.locator("#fold-moved").press("Enter")
    found = page.locator("#moved-found")
    expect(found).to_contain_text("Van ronde 2 naar ronde 3.")
    expect(found).to_contain_text("Nogmaals.")
    page.locator("#moved-before").select_option("1")
    expect(found).to_contain_text("Van ronde 1 naar ronde 3.")
    page.locator("#moved-after").select_option("2")
    expect(found).to_contain_text(meetings.REASON)
    expect(found).to_contain_text("chair: 3")
    page.locator("#moved-before").select_option("2")
    expect(page.locator(".ts-alert")).to_contain_text("TS-605")
    page.locator("#moved-before").select_option("1")
    page.set_viewport_size({"width": 320, "height": 900})
    assert page.evaluate("document.getElementById('moved').closest('section').getBoundingClientRect().right") <= 320
    assert violations(page) == []
