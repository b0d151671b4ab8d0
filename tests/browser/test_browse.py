"""The browser of criteria in a real browser: searched, read, linked to and taken away as a form, by keyboard."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.browser.axe import violations
from tests.browser.server import Server
from tests.browser.walk import speak

PAGE = "11_criteria"
QUERY = "DÁTA-back éxit"
"""Accents and capitals do not matter; every word does, in any order."""
WIDE = {"width": 1280, "height": 900}
NARROW = {"width": 320, "height": 640}


def opened(server: Server, page: Page, query: str = "", at: str = "") -> list[str]:
    """Open the page in English; give what went wrong in it, and what it asked for elsewhere."""
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("request", lambda request: None if request.url.startswith((server.base, "data:", "blob:"))
            else faults.append(request.url))  # fmt: skip
    page.goto(server.page(PAGE, query) + at)
    speak(page, "en")
    expect(page.get_by_text("The page is now in English.")).to_be_attached()
    return faults


def good(page: Page) -> None:
    for size in (WIDE, NARROW):
        page.set_viewport_size(size)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        assert violations(page) == []


def test_search_filter_read_and_back_by_keyboard(server: Server, page: Page) -> None:
    faults = opened(server, page)
    good(page)
    page.set_viewport_size(WIDE)
    everything = f"{page.locator('.ts-browse-value li').count()} questions"
    expect(page.locator("#browse-count")).to_have_text(everything)
    page.locator("#browse-q").focus()
    page.keyboard.type(QUERY)
    expect(page.locator("#browse-count")).to_contain_text(" found")
    expect(page.locator(".ts-status")).to_contain_text(" found")
    expect(page.locator("#browse-q")).to_be_focused()
    page.locator("#browse-value").select_option("exit")
    page.locator("#browse-kind").select_option("graded")
    link = page.locator("#at-exit\\.data-back")
    title = link.inner_text()
    link.focus()
    page.keyboard.press("Enter")
    heading = page.get_by_role("heading", level=1, name=title)
    expect(heading).to_be_focused()
    for part in ("What each level shows", "Evidence to ask for", "A real case", "Sources", "Sets that use this"):
        expect(page.get_by_role("heading", name=part)).to_be_visible()
    expect(page.locator(".ts-anchors li")).to_have_count(5)
    expect(page.locator(".ts-unchecked").first).to_be_visible()
    good(page)
    page.go_back()
    expect(page.locator("#browse-q")).to_have_value(QUERY)
    expect(link).to_be_focused()
    page.locator("#browse-q").fill("zzzz")
    expect(page.locator("#browse-count")).to_have_text("Nothing found")
    page.get_by_role("button", name="Show all again").press("Enter")
    expect(page.locator("#browse-count")).to_have_text(everything)
    assert faults == []


def test_an_address_finds_its_question_its_set_and_its_list(server: Server, page: Page) -> None:
    tender = "assessment=example-small-tender"
    faults = opened(server, page, f"{tender}&id=security.own-research")
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator("code", has_text="security.own-research")).to_be_visible()
    assert "assessment=example-small-tender" in str(page.get_by_role("link", name="Score").get_attribute("href"))
    page.goto(server.page(PAGE, tender) + "#list&value=privacy&unchecked=1")
    page.reload()
    expect(page.locator("#browse-value")).to_have_value("privacy")
    expect(page.locator("#browse-unchecked")).to_be_checked()
    expect(page.locator(".ts-browse-value:visible")).to_have_count(1)
    page.goto(server.page(PAGE, tender) + "#id=nope")
    page.reload()
    expect(page.locator(".ts-alert")).to_contain_text("nope")
    expect(page.locator("#browse-q")).to_be_visible()
    assert faults == []


@pytest.mark.nightly
def test_a_set_has_its_profiles_and_gives_its_form(server: Server, page: Page, tmp_path: Path) -> None:
    faults = opened(server, page, at="#sets")
    good(page)
    page.get_by_role("link", name="A channel for talking with the municipality").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    expect(page.locator(".ts-profiles thead th")).to_have_count(7)
    good(page)
    page.locator("#form-html").press("Enter")
    link = page.get_by_role("link", name="Download chat-channel-form.html")
    expect(link).to_be_visible(timeout=20_000)
    with page.expect_download() as downloading:
        link.press("Enter")
    downloading.value.save_as(tmp_path / "form.html")
    assert faults == []
    page.goto((tmp_path / "form.html").as_uri())
    good(page)
    page.get_by_role("radio").first.press("Space")
    expect(page.get_by_role("radio").first).to_be_checked()
