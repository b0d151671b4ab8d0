"""The report page in a real browser: made by keyboard, downloaded, opened, nothing from elsewhere."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page, expect
from tests.browser.axe import violations
from tests.browser.server import Server
from tests.browser.walk import speak

NAME = "example-small-tender"


def test_a_report_is_made_downloaded_and_opened(server: Server, page: Page, tmp_path: Path) -> None:
    asked: list[str] = []
    faults: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(server.page("08_report", f"assessment={NAME}"))
    speak(page, "en")
    expect(page.get_by_role("heading", name="What is still lacking")).to_be_visible()
    expect(page.get_by_text("The page is now in English.")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.locator("#format-pdf").focus()
    page.keyboard.press("Space")
    page.locator("#make").focus()
    page.keyboard.press("Enter")
    link = page.get_by_role("link", name=f"Download {NAME}-report.html")
    expect(link).to_be_visible(timeout=60_000)
    expect(page.locator("#files-title")).to_be_focused()
    with page.expect_download() as downloading:
        link.press("Enter")
    downloading.value.save_as(tmp_path / "report.html")
    written = server.workspace / "assessments" / NAME / "reports" / f"{NAME}-report.html"
    assert (tmp_path / "report.html").read_bytes() == written.read_bytes()
    with page.context.expect_page() as opening:
        page.get_by_role("link", name=f"Open in a new tab {NAME}-report.html").press("Enter")
    expect(opening.value.get_by_role("heading", level=1)).to_be_visible()
    assert violations(page) == []
    assert faults == []
    assert [each for each in asked if not each.startswith((server.base, "data:", "blob:"))] == []


def test_a_report_from_before_is_downloaded_and_not_opened(server: Server, page: Page) -> None:
    folder = server.workspace / "assessments" / "example-chat-channel" / "reports"
    folder.mkdir(exist_ok=True)
    (folder / "planted.html").write_text("<script>opener.ran = 1</script>", encoding="utf-8")
    page.goto(server.page("08_report", "assessment=example-chat-channel"))
    speak(page, "en")
    page.get_by_role("button", name="Fetch planted.html").click()
    expect(page.get_by_role("link", name="Download planted.html")).to_be_visible()
    expect(page.get_by_role("link", name="Open in a new tab planted.html")).to_have_count(0)
