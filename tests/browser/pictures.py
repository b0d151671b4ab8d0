"""Take a picture of every page in both languages, wide and narrow: ``python tests/browser/pictures.py FOLDER``.

Not a test: the pictures are for looking at; the best of them stand in the README.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.browser.server import CHROMIUM, Server, serving, workspace
from tests.pages.opened import open_tender

from toetssteen.content import library, place
from toetssteen.workbench import Reader, Workbench

PAGES = {
    "00_start": "",
    "01_prepare": "assessment=example-chat-channel",
    "02_score": "assessment=open-tender",
    "03_consensus": "assessment=example-chat-channel",
    "04_compare": "assessment=example-chat-channel",
    "08_report": "assessment=example-small-tender",
    "11_criteria": "",
    "12_audit": "assessment=example-small-tender",
}
SIZES = {"wide": (1280, 900), "narrow": (360, 780)}


@contextmanager
def served(home: Path) -> Iterator[Server]:
    """Serve the examples and a tender whose round is open."""
    os.environ["TOETSSTEEN_CONFIG"] = str(home / "work-home" / "config")  # as the server has it
    place_of_all = workspace(home / "work")
    folder = open_tender(place_of_all, library.load(place.find("criteria")), "open-tender")
    Workbench.of(folder, "evaluator-1").declare("none")
    os.environ["TOETSSTEEN_DATA"] = str(home / "work-home" / "data")
    Reader.choose(folder, "evaluator-1")
    with serving(place_of_all) as server:
        yield server


def main(folder: Path) -> None:
    """Write ``<page>-<language>-<size>.png`` into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home, sync_playwright() as tools, served(Path(home)) as server:
        browser = tools.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for size, (width, height) in SIZES.items():
            context = browser.new_context(viewport={"width": width, "height": height})
            page = context.new_page()
            for language in ("nl", "en"):
                for name, query in PAGES.items():
                    page.goto(server.page(name, query))
                    page.locator("#ts-content").wait_for(timeout=90_000)
                    button = page.locator(f"#ts-language-{language}")
                    if button.get_attribute("aria-pressed") != "true":
                        button.click()
                        page.wait_for_function("wanted => document.documentElement.lang === wanted", arg=language)
                    if name == "02_score":
                        page.locator(".ts-ask h3 button").nth(5).click()
                        page.locator(".ts-ask").nth(5).scroll_into_view_if_needed()
                    page.wait_for_timeout(300)
                    page.screenshot(path=folder / f"{name}-{language}-{size}.png")
            context.close()
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "pictures"))
