"""The compare page in a real browser: the outcome on one screen, by keyboard, no external request, a matrix."""

from __future__ import annotations

import pytest
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
    expect(page.locator("#glance")).to_be_visible()


def unfold(page: Page, *parts: str) -> None:
    """Unfold parts, by keyboard."""
    for part in parts:
        page.locator(f"#fold-{part}").press("Enter")


def test_what_came_first_is_folded_below_and_a_failing_solution_stays_with_its_total(
    server: Server, watched: Page
) -> None:
    visit(server, watched, TENDER)
    headings = watched.get_by_role("heading", level=2).all_inner_texts()
    assert headings[:4] == ["Beoordeling per criterium", "Minimumeisen", "Rangorde", "Profiel per waarde"]
    failing = watched.get_by_role("table", name="Rangorde met totaal en zwakste waarde").get_by_role("row").last
    expect(failing).to_contain_text("Wilgenlijn")
    expect(failing).to_contain_text("70,69")
    expect(failing).to_contain_text("Valt af: ")
    expect(watched.get_by_text("Code", exact=True)).to_have_count(0)
    expect(watched.locator(".dataframe")).to_have_count(0)  # the analysts' cells are not run for officials


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_first_screen_fits_with_five_solutions(server: Server, watched: Page, language: str) -> None:
    watched.set_viewport_size({"width": 1280, "height": 800})
    visit(server, watched, CHAT)
    speak(watched, language)
    rows = watched.locator("#glance tbody tr")
    expect(rows).to_have_count(3)
    rows.evaluate_all(
        "all => all.slice(1).forEach((row) => row.after(row.cloneNode(true)))"
    )  # five rows, two that fail
    expect(rows).to_have_count(5)
    assert watched.evaluate("document.querySelector('#first').getBoundingClientRect().bottom + scrollY") <= 800


def test_who_listens_hears_the_outcome_and_then_a_table_with_names_for_its_rows(server: Server, watched: Page) -> None:
    visit(server, watched, CHAT)
    heard = watched.locator("#first").aria_snapshot().splitlines()[:15]
    told = "\n".join(line.strip() for line in heard)
    assert told.startswith('- heading "Vergelijken" [level=1]')
    outcome, table = told.index("Hangt af van één niveau: Eigen webchat"), told.index('- table "Rangorde met totaal')
    assert outcome < table < told.index('- columnheader "Plaats"')
    rows = watched.get_by_role("table", name="Rangorde met totaal").get_by_role("rowheader")
    assert rows.all_inner_texts() == [
        "Eigen webchat met open broncode",
        "Telefoon met balie",
        "WhatsApp via een goedgekeurde partner",
    ]


def test_a_cell_of_the_matrix_gives_its_reason_by_keyboard_and_escape_gives_the_focus_back(
    server: Server, watched: Page
) -> None:
    visit(server, watched, CHAT)
    cell = watched.locator(".ts-level").first
    cell.press("Enter")
    because = watched.locator("#because")
    expect(because).to_be_focused()
    expect(because.locator(".ts-judged")).to_have_count(1)  # of this solution only
    expect(because).to_contain_text("Gegeven niveau: ")
    expect(cell).to_have_attribute("aria-expanded", "true")
    assert violations(watched) == []
    watched.keyboard.press("Escape")
    expect(because).to_have_count(0)
    expect(cell).to_be_focused()


def test_grounds_unfold_by_keyboard(server: Server, watched: Page) -> None:
    visit(server, watched, CHAT)
    unfold(watched, "gates")
    gate = watched.locator("summary", has_text="Uitgewerkt exitplan bij de inschrijving")
    gate.focus()
    watched.keyboard.press("Enter")
    expect(watched.get_by_text("uitwijk", exact=False).first).to_be_visible()


def test_both_examples_pass_the_accessibility_check_with_all_unfolded(server: Server, watched: Page) -> None:
    for name in (CHAT, TENDER):
        visit(server, watched, name)
        watched.evaluate("document.querySelectorAll('.ts-fold').forEach((each) => { each.open = true; })")
        for each in watched.locator(".ts-ground summary").all()[:6]:
            each.click()
        watched.wait_for_timeout(300)
        assert violations(watched) == []


def test_the_page_needs_no_sideways_scroll_at_320_pixels(server: Server, watched: Page) -> None:
    watched.set_viewport_size({"width": 320, "height": 640})
    for name in (CHAT, TENDER):
        visit(server, watched, name)
        watched.locator(".ts-level").first.click()
        expect(watched.locator("#because .ts-judged")).to_have_count(1)
        assert watched.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_plotly_comes_only_when_asked_for_and_offers_no_upload(server: Server, watched: Page) -> None:
    visit(server, watched, TENDER)
    unfold(watched, "profile")
    assert watched.evaluate("typeof Plotly") == "undefined"
    names = watched.get_by_role("img", name="De score van elke oplossing op elke waarde, van 0 tot 100.")
    expect(names).to_have_count(1)
    watched.get_by_role("button", name="Figuren om aan te wijzen").press("Enter")
    expect(watched.locator(".main-svg").first).to_be_visible(timeout=60_000)
    expect(watched.locator(".modebar")).to_have_count(0)
    expect(watched.get_by_text("Share chart")).to_have_count(0)
    assert violations(watched) == []
