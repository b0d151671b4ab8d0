"""The start page in a real browser: usable at once, by keyboard, in both languages, nothing from elsewhere."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect
from tests.browser.axe import violations
from tests.browser.server import Server


@pytest.mark.parametrize(
    ("button", "language", "heading"),
    [
        ("Nederlands", "nl", "Uw toetsen"),
        pytest.param("English", "en", "Your assessments", marks=pytest.mark.nightly),
    ],
)
def test_the_start_page_shows_every_assessment(
    server: Server, page: Page, button: str, language: str, heading: str
) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(server.page("00_start"))
    page.get_by_role("button", name=button).press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)
    for example in ("Chatten met de gemeente", "Aanbesteding van een webchat"):
        expect(page.get_by_role("heading", level=2, name=example).first).to_be_visible()
    assert page.evaluate("document.documentElement.lang") == language
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert violations(page) == []
    assert [each for each in asked if not each.startswith((server.base, "data:", "blob:"))] == []


def test_a_new_assessment_is_begun_by_keyboard_and_a_refusal_keeps_what_was_typed(server: Server, page: Page) -> None:
    page.goto(server.page("00_start"))
    page.get_by_role("button", name="English").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Your assessments")
    page.locator("#title").press_sequentially("Zzz kiosk")
    page.locator("#authority").press_sequentially("Town")
    page.keyboard.press("Enter")
    note = page.get_by_text("The assessment ‘zzz-kiosk’ was made.")
    expect(note).to_be_focused()
    note.get_by_role("link").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Prepare", timeout=30_000)
    (server.workspace / "assessments" / "zzz-kiosk").rename(server.workspace / "zzz-kiosk")
