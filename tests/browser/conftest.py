"""What the browser tests share: one server, one browser, a fresh window for each test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright
from tests.browser.server import CHROMIUM, SECRET, Server, serving, workspace
from tests.browser.walk import PATIENCE, Watch, window


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Give a headless Chromium; a machine without one fails here, and says so."""
    expect.set_options(timeout=PATIENCE)  # two workers and a busy machine: what comes late is not wrong
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Give a fresh window: no cookie, nothing remembered."""
    context = window(browser)
    yield context.new_page()
    context.close()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Give a real server on a workspace with the notebooks and the examples, for all tests that leave it running."""
    with serving(workspace(tmp_path_factory.mktemp("served") / "workspace"), JPY_API_TOKEN=SECRET) as running:
        yield running


@pytest.fixture
def own_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Give a server for one test that stops or breaks it."""
    with serving(workspace(tmp_path_factory.mktemp("own") / "workspace")) as running:
        yield running


@pytest.fixture
def watched(server: Server, page: Page) -> Iterator[Page]:
    """Give a page of which afterwards nothing failed and nothing was asked elsewhere."""
    watch = Watch(page, server.base)
    yield page
    watch.quiet()
