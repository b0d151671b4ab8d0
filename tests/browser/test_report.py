"""The HTML report in a real browser: axe-core, 320 pixels, 400% zoom, no request, nothing executed."""

from __future__ import annotations

from itertools import product
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page
from tests.browser.axe import violations
from tests.conftest import ROOT
from tests.documents.hostile import TEXTS, hostile, html, report_of

from toetssteen import workbench
from toetssteen.content.library import Library

EXAMPLES = [each.name for each in sorted((ROOT / "assessments").glob("example-*"))]


IN_THE_GATE = {("example-chat-channel", "en"), ("example-small-tender", "nl")}
"""Each example once, each language once; the night has all four."""


@pytest.fixture(
    scope="module",
    ids=str,
    params=[
        pytest.param(pair, marks=() if pair in IN_THE_GATE else pytest.mark.nightly)
        for pair in product(EXAMPLES, ("nl", "en"))
    ],
)
def report(request: pytest.FixtureRequest, shelf: Library, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Give the address of the report of an example, in a language."""
    name, language = request.param
    path = tmp_path_factory.mktemp("report") / "report.html"
    folder = workbench.open_folder(ROOT / "assessments" / name)
    path.write_text(html(report_of(folder, language, shelf)), encoding="utf-8")
    return path.as_uri()


def sideways(page: Page) -> int:
    """Give the pixels by which the page is wider than its window."""
    wider: int = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return wider


def test_axe_finds_nothing(page: Page, report: str) -> None:
    page.goto(report)
    assert violations(page) == []


@pytest.mark.parametrize("width", [320, 640, 1280, 1920])
def test_the_page_does_not_scroll_sideways(page: Page, report: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(report)
    assert sideways(page) == 0


def test_nothing_is_asked_of_anywhere(page: Page, report: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(report, wait_until="networkidle")
    assert asked == [report]


def test_the_skip_link_comes_first_and_leads_to_the_content(page: Page, report: str) -> None:
    page.goto(report)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=() if name in ("right-to-left", "xss") else pytest.mark.nightly)
        for name in sorted(TEXTS)
    ],
)
def test_hostile_text_runs_nothing_and_breaks_no_page(page: Page, shelf: Library, tmp_path: Path, name: str) -> None:
    path = tmp_path / "report.html"
    path.write_text(html(report_of(hostile(tmp_path / name, shelf, TEXTS[name]), "en", shelf)), encoding="utf-8")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    said: list[Any] = []
    page.on("console", lambda message: said.append(message.text))
    page.set_viewport_size({"width": 320, "height": 800})
    page.goto(path.as_uri(), wait_until="networkidle")
    assert page.evaluate("window.hit") is None
    assert asked == [path.as_uri()]
    assert said == []
    assert sideways(page) == 0
    if name != "long":
        assert violations(page) == []
