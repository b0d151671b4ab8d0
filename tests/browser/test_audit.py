"""The audit page in a real browser: searched, filtered, verified and kept by keyboard; no violation of axe."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.browser.axe import violations
from tests.browser.server import Server
from tests.browser.walk import speak

NAME = "example-small-tender"


@pytest.mark.parametrize("width", [320, pytest.param(1280, marks=pytest.mark.nightly)])
def test_the_trail_is_searched_and_verified(server: Server, page: Page, tmp_path: Path, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(server.page("12_audit", f"assessment={NAME}"))
    speak(page, "en")
    expect(page.get_by_role("heading", level=1, name="Audit trail")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    lines = page.locator("tbody tr").all_inner_texts()
    expect(page.locator("#lines")).not_to_contain_text("false")  # what is not there is not written
    before, frozen = len(lines), sum("Method frozen" in each for each in lines)
    page.locator("#kind").focus()
    page.keyboard.type("frozen")
    expect(page.locator("tbody tr")).to_have_count(frozen)
    assert 0 < frozen < before
    page.get_by_text("Whole line").first.click()
    expect(page.locator("pre").first).to_contain_text('"kind": "frozen"')
    page.locator("#kind").select_option("")
    page.locator("#text").fill("no such thing at all")
    expect(page.get_by_text("No line fits this choice")).to_be_visible()
    page.locator("#text").fill("")
    expect(page.locator("tbody tr")).to_have_count(before)
    page.locator("#verify").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Whole: everything is as it was written.")).to_be_visible()
    expect(page.locator("#verified")).to_be_focused()
    with page.expect_download() as downloading:
        page.locator("#save-json").press("Enter")
    downloading.value.save_as(tmp_path / "log.json")
    assert len(json.loads((tmp_path / "log.json").read_text("utf-8"))["entries"]) >= before
    assert violations(page) == []
