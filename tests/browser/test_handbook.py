"""The handbook in a real browser: read in both languages, by keyboard from its contents to a section."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect
from tests.browser.axe import violations
from tests.browser.server import Server
from tests.browser.walk import settled, sideways, speak, step, tab_to

PAGE = "13_handbook"
WIDE = {"width": 1280, "height": 900}
NARROW = {"width": 320, "height": 640}
SECTION = "at-when-something-goes-wrong"


def opened(server: Server, page: Page, query: str = "", at: str = "") -> list[str]:
    """Open the page; give what went wrong in it, and what it asked for elsewhere."""
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda told: faults.append(told.text) if told.type == "error" else None)
    page.on("request", lambda request: None if request.url.startswith((server.base, "data:", "blob:"))
            else faults.append(request.url))  # fmt: skip
    page.goto(server.page(PAGE, query) + at)
    expect(page.locator("h1")).to_be_visible()
    return faults


@pytest.mark.parametrize(
    ("language", "title"), [("nl", "Handboek voor de commissie"), ("en", "Handbook for the committee")]
)
def test_it_is_read_in_both_languages(server: Server, page: Page, language: str, title: str) -> None:
    faults = opened(server, page)
    speak(page, language, "Enter")
    expect(page.locator("h1")).to_have_text(title)
    expect(page.locator("html")).to_have_attribute("lang", language)
    expect(page.locator("article table")).to_have_count(3)
    for size in (WIDE, NARROW):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        assert sideways(page) <= 0
        assert violations(page) == []
    assert faults == []


@pytest.mark.parametrize(
    "size", [pytest.param(WIDE, id="wide"), pytest.param(NARROW, id="narrow", marks=pytest.mark.nightly)]
)
def test_from_the_contents_to_a_section_by_keyboard(server: Server, page: Page, size: dict[str, int]) -> None:
    page.set_viewport_size(size)  # type: ignore[arg-type]
    faults = opened(server, page, "assessment=example-small-tender")
    speak(page, "en", "Enter")
    settled(page)
    links = page.get_by_role("navigation", name="Contents").get_by_role("link")
    expect(links).to_have_count(page.locator("article h2").count())
    tab_to(page, f'.ts-contents a[href="#{SECTION}"]')
    page.keyboard.press("Enter")
    heading = page.locator(f"[id='{SECTION}']")
    expect(heading).to_be_focused()
    expect(heading).to_be_in_viewport()
    page.keyboard.press("Tab")  # on from there: the table of this section, which can be scrolled
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "When something goes wrong"
    step(page, "08_report")
    assert "assessment=example-small-tender" in page.url
    assert faults == []


@pytest.mark.nightly
def test_an_address_finds_its_section_in_either_language(server: Server, page: Page) -> None:
    opened(server, page, at=f"#{SECTION}")
    expect(page.locator(f"[id='{SECTION}']")).to_be_focused()
    speak(page, "nl", "Enter")
    expect(page.locator(f"[id='{SECTION}']")).to_have_text("Als het misgaat")


def test_the_bar_has_steps_and_a_corner_for_what_is_looked_up(server: Server, page: Page) -> None:
    opened(server, page)
    speak(page, "en", "Enter")
    expect(page.locator("h1")).to_have_text("Handbook for the committee")
    steps, places = (page.get_by_role("navigation", name=name).get_by_role("link") for name in ("Steps", "Look up"))
    assert steps.all_inner_texts() == ["Start", "Prepare", "Score", "Agree", "Compare", "Report"]
    assert places.all_inner_texts() == ["Criteria", "Audit trail", "Handbook"]
    expect(page.locator("header [aria-current]")).to_have_text("Handbook")
    steps.last.focus()
    for link in (places.nth(0), places.nth(1), places.nth(2), page.locator("#ts-language-nl")):
        page.keyboard.press("Tab")
        expect(link).to_be_focused()
    for language in ("nl", "en"):  # at an ordinary width the bar is one line
        speak(page, language, "Enter")
        expect(page.locator("html")).to_have_attribute("lang", language)
        assert page.evaluate("document.querySelector('.ts-bar').offsetHeight") < 60
