"""The score page in a real browser: by keyboard only, nothing lost, nothing executed, nothing from elsewhere."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect
from tests.browser.axe import violations
from tests.browser.server import Server
from tests.browser.walk import config_of, speak
from tests.pages.opened import SOLUTIONS, chair, open_tender

from toetssteen import workbench
from toetssteen.content.library import Library
from toetssteen.model.entries.body import Evaluation
from toetssteen.model.replay.assessment import judged
from toetssteen.store.folder import Folder
from toetssteen.workbench import Workbench

FIRST = "privacy.processing-agreement"
NASTY = '<img src=x onerror="window.ran=1"> \N{RIGHT-TO-LEFT OVERRIDE}שלום'
SAVED = re.compile("Alles is opgeslagen|Everything is saved")
KEPT = """async () => JSON.stringify([{ ...localStorage }, { ...sessionStorage },
    document.cookie.replace(/_xsrf=[^;]*/, ""), history.state, await indexedDB.databases(), await caches.keys()])"""
"""All that a browser keeps for a page."""
NOTHING = '[{},{},"",null,[],[]]'


@pytest.fixture
def folder(server: Server, shelf: Library, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Folder:
    monkeypatch.setenv("TOETSSTEEN_DATA", str(server.workspace.with_name(f"{server.workspace.name}-home") / "data"))
    monkeypatch.setenv("TOETSSTEEN_CONFIG", str(config_of(server)))
    name = "score-" + re.sub(r"[^a-z0-9]+", "-", request.node.name.lower())[-60:].strip("-")
    return open_tender(server.workspace, shelf, name)


@pytest.fixture
def scoring(server: Server, folder: Folder, page: Page) -> Iterator[Page]:
    """Give the page with its form, for evaluator-1 who has no interests."""
    faults: list[str] = []
    asked: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    Workbench.of(folder, "evaluator-1").declare("none")
    page.goto(server.page("02_score", f"assessment={folder.path.name}"))
    speak(page, "nl")
    page.get_by_label("Wie beoordeelt?").select_option("evaluator-1")
    page.get_by_role("button", name="Verder").click()
    expect(page.locator(f'[id="cell-{FIRST}-linde"]')).to_be_visible()
    yield page
    assert faults == []
    assert [each for each in asked if not each.startswith((server.base, "data:", "blob:"))] == []


def field(page: Page, part: str, solution: str = "linde") -> Locator:
    return page.locator(f'[id="{part}-{FIRST}-{solution}"]')


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.id"))


def tab_to(page: Page, wanted: str) -> None:
    """Press Tab until the focus is on an element."""
    for _ in range(60):
        if focused(page) == wanted:
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{wanted} is not reached; focus is on {focused(page)}")


def test_declaring_scoring_undoing_by_keyboard_only(server: Server, folder: Folder, page: Page) -> None:
    page.goto(server.page("02_score", f"assessment={folder.path.name}"))
    page.wait_for_selector("#who")
    tab_to(page, "who")
    page.keyboard.type("evaluator-2")
    tab_to(page, "who-go")
    page.keyboard.press("Enter")
    page.wait_for_selector("#interests-none")
    tab_to(page, "interests-none")
    page.keyboard.press("Space")
    expect(page.locator("#bidders li")).to_have_text(list(SOLUTIONS.values()))
    assert page.locator(".ts-ask, fieldset.ts-cell").count() == 0  # nothing else is seen before the promise
    tab_to(page, "declare-go")
    page.keyboard.press("Enter")
    expect(page.locator("#confidential")).to_be_focused()
    expect(page.locator("#confidential-fault")).to_contain_text(re.compile("geheimhouding|confidentiality"))
    tab_to(page, "confidential")
    page.keyboard.press("Space")
    tab_to(page, "declare-go")
    page.keyboard.press("Enter")
    page.wait_for_selector("fieldset.ts-cell")
    expect(page.locator(f'[id="ask-{FIRST}"]')).to_be_focused()
    tab_to(page, f"answer-{FIRST}-linde-met")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    expect(field(page, "cell").locator(".ts-mark")).to_have_text(re.compile("^(Opgeslagen|Saved)$"))
    page.keyboard.press("Tab")
    assert focused(page) == f"reason-{FIRST}-linde"
    page.keyboard.type("Gezien in de overeenkomst.")
    page.keyboard.press("Tab")
    expect(page.locator("#done-text")).to_contain_text("1 ")
    expect(page.locator("#kept")).to_have_text(SAVED)
    saved = Workbench.of(folder, "evaluator-2").draft().evaluations()[("linde", FIRST)]
    assert (saved.answer, saved.reason) == ("not_met", "Gezien in de overeenkomst.")
    page.keyboard.press("Control+z")
    expect(field(page, "reason")).to_have_value("")
    page.keyboard.press("Control+z")
    expect(page.locator(f'[id="answer-{FIRST}-linde-met"]')).to_be_checked()


def test_names_and_order_of_the_form_in_the_accessibility_tree(scoring: Page) -> None:
    group = scoring.get_by_role("group", name="Lindepraat").first
    expect(group.get_by_role("radio")).to_have_count(5)
    names = re.findall(r"(radio|textbox) \"([^\"]*)", group.aria_snapshot())
    assert [name[:12] for _, name in names] == [
        "Voldaan: De ",
        "Niet voldaan",
        "Niet aangeto",
        "Niet vast te",
        "De leveranci",
        "Reden · Lind",
    ]
    levels = [
        int(each) for each in scoring.evaluate("[...document.querySelectorAll('h1,h2,h3,h4')].map(h => h.tagName[1])")
    ]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def test_both_languages_pass_axe_and_fit_a_narrow_window(scoring: Page) -> None:
    field(scoring, "cell").get_by_text("Bewijs", exact=True).click()
    field(scoring, "cell").get_by_role("button", name="Nieuw bewijs toevoegen").click()
    assert violations(scoring) == []
    speak(scoring, "en")
    expect(scoring.get_by_role("heading", name="Score", level=1)).to_be_visible()
    assert scoring.locator("html").get_attribute("lang") == "en"
    scoring.set_viewport_size({"width": 320, "height": 640})
    assert scoring.evaluate("document.documentElement.scrollWidth") <= 320
    assert violations(scoring) == []


def test_two_windows_are_told_and_merged(scoring: Page) -> None:
    other = scoring.context.new_page()
    other.goto(scoring.url)
    field(other, "reason", "beuk").fill("Uit venster twee.")
    expect(other.locator("#kept")).to_have_text(SAVED)
    field(scoring, "reason").fill("Hier wordt getypt.")
    scoring.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(field(scoring, "reason", "beuk")).to_have_value("Uit venster twee.", timeout=10_000)
    expect(field(scoring, "note", "beuk")).to_contain_text("ander venster")
    expect(field(scoring, "reason")).to_have_value("Hier wordt getypt.")


def test_a_text_that_is_too_long_is_kept_and_offered_again(scoring: Page, folder: Folder) -> None:
    field(scoring, "reason").fill("x" * 200_000)
    expect(field(scoring, "fault")).to_contain_text("200.000 tekens")
    expect(field(scoring, "reason")).to_have_attribute("aria-invalid", "true")
    scoring.reload()
    expect(field(scoring, "reason")).to_have_value("x" * 200_000)
    expect(scoring.locator("#kept")).to_contain_text("Nog niet opgeslagen")
    field(scoring, "reason").fill(NASTY)
    expect(scoring.locator("#kept")).to_have_text(SAVED)
    assert Workbench.of(folder, "evaluator-1").draft().evaluations()[("linde", FIRST)].reason == NASTY
    scoring.reload()
    expect(field(scoring, "reason")).to_have_value(NASTY)
    assert scoring.evaluate("window.ran") is None


def test_the_browser_keeps_what_is_not_saved_until_its_tab_is_closed_and_else_nothing(scoring: Page) -> None:
    scoring.evaluate("localStorage.setItem('toetssteen:score:before', '{\"kept\": 1}')")  # by an earlier version
    scoring.reload()
    field(scoring, "reason").fill("Gezien in de overeenkomst.")
    expect(scoring.locator("#kept")).to_have_text(SAVED)
    assert "before" in scoring.evaluate("JSON.stringify(sessionStorage)")
    scoring.evaluate("sessionStorage.removeItem('toetssteen:score:before')")
    assert scoring.evaluate(KEPT) == NOTHING
    field(scoring, "reason").fill("x" * 200_000)
    expect(field(scoring, "fault")).to_contain_text("200.000 tekens")
    assert "xxxx" in scoring.evaluate(KEPT)
    other = scoring.context.new_page()  # who has the browser next, also after a stop: the address is the same
    other.goto(scoring.url)
    expect(field(other, "reason")).to_have_value("Gezien in de overeenkomst.")
    scoring.close()
    assert other.evaluate(KEPT) == NOTHING


def test_what_was_typed_when_the_kernel_died_is_saved_after_a_reload(
    scoring: Page, server: Server, folder: Folder
) -> None:
    for kernel in server.kernels():
        server.kill_kernel(kernel["id"])
    field(scoring, "reason").fill("Getypt na de dood.")
    expect(scoring.locator("[role=alert]:not(:empty)").first).to_be_visible(timeout=20_000)
    expect(field(scoring, "reason")).to_have_value("Getypt na de dood.")
    scoring.goto(scoring.url)
    expect(field(scoring, "reason")).to_have_value("Getypt na de dood.", timeout=30_000)
    expect(scoring.locator("#kept")).to_have_text(SAVED)
    assert Workbench.of(folder, "evaluator-1").draft().evaluations()[("linde", FIRST)].reason == "Getypt na de dood."


def test_a_file_of_two_gigabytes_is_refused_unread_and_a_good_one_kept(
    scoring: Page, folder: Folder, tmp_path: Path
) -> None:
    cell = field(scoring, "cell")
    cell.get_by_text("Bewijs", exact=True).click()
    cell.get_by_role("button", name="Nieuw bewijs toevoegen").click()
    big, good = tmp_path / "groot.pdf", tmp_path / "offerte.pdf"
    with big.open("wb") as file:
        file.truncate(2 * 1024**3)
    good.write_bytes(b"%PDF-1.7 " + b"x" * 4_000_000)
    cell.get_by_label("Bestand").set_input_files(big)
    expect(cell.locator("form .ts-fault:not(:empty)")).to_contain_text("Er is niets gelezen", timeout=2_000)
    cell.get_by_label("Bestand").set_input_files(good)
    cell.get_by_label("Titel").fill("Offerte <b>")
    cell.get_by_role("button", name="Bewijs bewaren").click()
    expect(cell.locator("form .ts-fault:not(:empty)")).to_contain_text("bij de inschrijving")
    cell.get_by_label("Nee, het komt van elders").check()
    cell.get_by_role("button", name="Bewijs bewaren").click()
    expect(cell).to_contain_text("steunt op bewijs van buiten de inschrijving")
    expect(cell.locator(".ts-pieces")).to_contain_text("Offerte <b>")
    expect(scoring.locator("#kept")).to_have_text(SAVED)
    kept = workbench.open_folder(folder.path).assessment().evidence["evaluator-1-1"]
    assert (folder.path / "evidence" / str(kept.file)).stat().st_size == good.stat().st_size


def test_submitting_leads_to_what_lacks_asks_once_and_seals(scoring: Page, folder: Folder) -> None:
    scoring.get_by_role("button", name="Nakijken en indienen").click()
    expect(scoring.locator("#lacking h3")).to_be_focused()
    scoring.locator("#lacking a").nth(2).click()
    assert focused(scoring).startswith("answer-privacy.retention-linde")
    method = folder.assessment().method
    assert method is not None
    for each in judged(method):
        for solution in ("linde", "beuk"):
            given = {"answer": "met" if each in {gate.id for gate in method.gates} else "3", "reason": "Gezien."}
            body = Evaluation(solution=solution, criterion=each, **given)
            Workbench.of(folder, "evaluator-1").draft().save(body)
    expect(scoring.locator("#done-text")).to_have_text("32 van 32 beantwoord", timeout=10_000)
    scoring.get_by_role("button", name="Nakijken en indienen").click()
    expect(scoring.locator("#lacking h3")).to_have_text("Dezelfde reden op meer plaatsen: 1")
    expect(scoring.locator("#lacking li")).to_have_count(32)
    assert violations(scoring) == []
    scoring.locator("#same-reasons").check()
    scoring.get_by_role("button", name="Nakijken en indienen").click()
    expect(scoring.get_by_role("dialog")).to_contain_text("32")
    scoring.keyboard.press("Escape")
    expect(scoring.get_by_role("dialog")).to_have_count(0)
    scoring.get_by_role("button", name="Nakijken en indienen").click()
    scoring.get_by_role("button", name="Ja, indienen").click()
    expect(scoring.get_by_role("heading", name="Ingediend en verzegeld")).to_be_focused()
    now = workbench.open_folder(folder.path).assessment()
    assert now.round.submitted == ("evaluator-1",)
    expect(scoring.locator("#code")).to_have_text(re.sub("(.{4})(?!$)", r"\1 ", now.heads["evaluator-1"][:16]))
    assert violations(scoring) == []


def test_an_interest_waits_and_the_page_goes_on_when_the_chair_decided(scoring: Page, folder: Folder) -> None:
    scoring.locator("#again").click()
    scoring.locator("#interests-described").check()
    scoring.locator("#described").fill("Mijn broer werkt er.")
    scoring.locator("#confidential").check()
    scoring.locator("#declare-go").click()
    expect(scoring.locator("#held-title")).to_be_focused()
    assert not [each for each in SOLUTIONS.values() if each in scoring.content()]
    assert violations(scoring) == []
    scoring.set_viewport_size({"width": 320, "height": 640})
    assert scoring.evaluate("document.documentElement.scrollWidth") <= 320
    chair(folder, "measure-taken", person="evaluator-1", measure="restricted", solutions=["beuk"], reason="Broer.")
    scoring.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(scoring.locator("#kept-from")).to_be_visible(timeout=10_000)
    expect(field(scoring, "cell")).to_be_visible()
    assert "Beukgesprek" not in scoring.content()
