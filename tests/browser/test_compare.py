"""The compare page in a real browser: gates first, by keyboard, no external request, figures with a sentence."""

from __future__ import annotations

from playwright.sync_api import Page, expect
from tests.browser.axe import violations
from tests.browser.server import Server
from tests.browser.walk import speak

CHAT, TENDER = "example-chat-channel", "example-small-tender"


def visit(server: Server, page: Page, name: str) -> None:
    page.goto(server.page("04_compare", f"assessment={name}"))
    speak(page, "nl")
    expect(page.locator("#ts-content")).to_be_visible()
    expect(page.locator("#gates")).to_have_text("Minimumeisen")
    expect(page.get_by_text("De pagina is nu in het Nederlands.")).to_be_visible()


def test_gates_come_first_and_a_failing_solution_stays_with_its_total(server: Server, watched: Page) -> None:
    visit(server, watched, TENDER)
    headings = watched.get_by_role("heading", level=2).all_inner_texts()
    assert headings[:3] == ["Minimumeisen", "Profiel per waarde", "Rangorde"]
    failing = watched.get_by_role("table", name="Rangorde met totaal en zwakste waarde").get_by_role("row").last
    expect(failing).to_contain_text("Wilgenlijn")
    expect(failing).to_contain_text("70,69")
    expect(failing).to_contain_text("nee")
    expect(watched.get_by_text("Code", exact=True)).to_have_count(0)
    expect(watched.locator(".dataframe")).to_have_count(0)  # the analysts' cells are not run for officials


def test_grounds_unfold_by_keyboard(server: Server, watched: Page) -> None:
    visit(server, watched, CHAT)
    gate = watched.locator("summary", has_text="Uitgewerkt exitplan bij de inschrijving")
    gate.focus()
    watched.keyboard.press("Enter")
    expect(watched.get_by_text("uitwijk", exact=False).first).to_be_visible()
    value = watched.locator(".ts-value > summary").first
    value.focus()
    watched.keyboard.press("Enter")
    expect(watched.get_by_role("columnheader", name="Meetellend niveau").first).to_be_visible()


def test_both_examples_pass_the_accessibility_check_with_all_unfolded(server: Server, watched: Page) -> None:
    for name in (CHAT, TENDER):
        visit(server, watched, name)
        for each in watched.locator(".ts-value > summary, .ts-ground summary").all()[:6]:
            each.click()
        watched.wait_for_timeout(300)
        assert violations(watched) == []


def test_the_page_needs_no_sideways_scroll_at_320_pixels(server: Server, watched: Page) -> None:
    watched.set_viewport_size({"width": 320, "height": 640})
    visit(server, watched, CHAT)
    watched.locator(".ts-value > summary").first.click()
    assert watched.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_plotly_comes_only_when_asked_for_and_offers_no_upload(server: Server, watched: Page) -> None:
    visit(server, watched, TENDER)
    assert watched.evaluate("typeof Plotly") == "undefined"
    names = watched.get_by_role("img", name="De score van elke oplossing op elke waarde, van 0 tot 100.")
    expect(names).to_have_count(1)
    watched.get_by_role("button", name="Figuren om aan te wijzen").press("Enter")
    expect(watched.locator(".main-svg").first).to_be_visible(timeout=60_000)
    expect(watched.locator(".modebar")).to_have_count(0)
    expect(watched.get_by_text("Share chart")).to_have_count(0)
    assert violations(watched) == []
