"""A frozen method that goes while pages are open: they say so, offer no writing, and go on by themselves."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.browser.server import Server
from tests.browser.test_score import FIRST, SAVED
from tests.browser.walk import Watch, by_id, config_of, data_of, press, sound, speak, write
from tests.pages.opened import open_tender

from toetssteen.content.library import Library
from toetssteen.store.folder import Folder
from toetssteen.workbench import Workbench

PATIENCE = 20_000
PAGES = ("01_prepare", "03_consensus", "04_compare", "08_report")
PICTURES = os.environ.get("TOETSSTEEN_PICTURES")
"""A folder for pictures of what the test sees, for who wants to look."""


@pytest.fixture
def folder(server: Server, shelf: Library, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Folder:
    monkeypatch.setenv("TOETSSTEEN_DATA", str(data_of(server)))
    monkeypatch.setenv("TOETSSTEEN_CONFIG", str(config_of(server)))
    (data_of(server) / "settings.json").unlink(missing_ok=True)
    folder = open_tender(server.workspace, shelf, f"away-{tmp_path.name}".replace("_", "-").rstrip("-"))
    Workbench.of(folder, "evaluator-1").declare("none")
    return folder


def _picture(page: Page, name: str) -> None:
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"{name}.png")


def _away(folder: Folder, elsewhere: Path) -> None:
    (folder.path / "methods").rename(elsewhere)


def _back(folder: Folder, elsewhere: Path) -> None:
    shutil.copytree(elsewhere, folder.path / "methods", dirs_exist_ok=True)


@pytest.mark.nightly
@pytest.mark.parametrize("language", ["nl", "en"])
def test_pages_say_that_the_method_is_not_here_and_come_back_by_themselves(
    server: Server, folder: Folder, page: Page, tmp_path: Path, language: str
) -> None:
    watch = Watch(page, server.base)
    _away(folder, tmp_path / "methods")
    for name in ("00_start", "12_audit", *PAGES):
        page.goto(server.page(name, f"assessment={folder.path.name}"))
        expect(page.locator("#ts-content")).to_be_visible(timeout=60_000)
        speak(page, language, "Enter")
        main = page.locator("#ts-content")
        expect(main).to_contain_text("TS-314", timeout=PATIENCE)
        expect(main).to_contain_text("toetssteen restore")
        if name in PAGES:
            expect(main.locator("button, input, textarea, select")).to_have_count(0)
        if name == "12_audit":
            expect(by_id(page, "lines").locator("tr, li").first).to_be_visible()  # reading goes on
        for size, (width, height) in {"wide": (1280, 900), "narrow": (360, 780)}.items():
            page.set_viewport_size({"width": width, "height": height})
            _picture(page, f"{name}-{language}-{size}")
        page.set_viewport_size({"width": 1280, "height": 900})
    sound(page, watch, language, page.locator("#ts-content a.ts-button"))
    _back(folder, tmp_path / "methods")
    expect(page.locator("#ts-content")).not_to_contain_text("TS-314", timeout=PATIENCE)  # nobody loaded it again


def test_who_is_scoring_goes_on_in_the_draft_and_cannot_submit_until_it_is_back(
    server: Server, folder: Folder, page: Page, tmp_path: Path
) -> None:
    page.goto(server.page("02_score", f"assessment={folder.path.name}"))
    page.get_by_label(re.compile("Wie beoordeelt|Who")).select_option("evaluator-1")
    press(page, "who-go", "Enter")
    expect(by_id(page, "submit-go")).to_be_visible(timeout=PATIENCE)
    _away(folder, tmp_path / "methods")
    expect(by_id(page, "halted")).to_contain_text("TS-314", timeout=PATIENCE)
    expect(by_id(page, "submit-go")).to_have_count(0)
    press(page, f"answer-{FIRST}-linde-met", "Space")
    write(page, f"reason-{FIRST}-linde", "Gezien.")
    expect(by_id(page, "kept")).to_have_text(SAVED, timeout=PATIENCE)
    assert Workbench.of(folder, "evaluator-1").draft().evaluations()[("linde", FIRST)].reason == "Gezien."
    for size, (width, height) in {"wide": (1280, 900), "narrow": (360, 780)}.items():
        page.set_viewport_size({"width": width, "height": height})
        page.evaluate("scrollTo(0, 0)")
        _picture(page, f"02_score-{size}")
    _back(folder, tmp_path / "methods")
    expect(by_id(page, "submit-go")).to_be_visible(timeout=PATIENCE)
    expect(by_id(page, "halted")).to_have_count(0)
    expect(by_id(page, f"reason-{FIRST}-linde")).to_have_value("Gezien.")
