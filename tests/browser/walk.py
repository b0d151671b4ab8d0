"""Walking a page as somebody without a mouse does, and what holds of every page however it is used."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Locator, Page, ViewportSize, expect
from tests.browser.axe import violations
from tests.browser.server import Server

PATIENCE = 60_000
"""Milliseconds that a page may take on a machine that is busy with other things."""
ZOOMED: ViewportSize = {"width": 320, "height": 256}
"""A window of 1280 by 1024 pixels at 400%."""
WIDE: ViewportSize = {"width": 1280, "height": 900}


def window(browser: Browser, size: ViewportSize = WIDE) -> BrowserContext:
    """Open a window of its own, in which nothing is remembered; it waits as long as the tests do."""
    context = browser.new_context(viewport=size)
    context.set_default_timeout(PATIENCE)
    return context


class Watch:
    """What a page asked for, complained of, and asked its reader with a box."""

    def __init__(self, page: Page, base: str) -> None:
        self._base = base
        self.faults: list[str] = []
        self.asked: list[str] = []
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("console", lambda line: self.faults.append(line.text) if line.type == "error" else None)
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("dialog", lambda dialog: (self.faults.append(f"a box: {dialog.message}"), dialog.dismiss()))

    def quiet(self) -> None:
        """Require that nothing failed and nothing was asked of another machine."""
        elsewhere = [each for each in self.asked if not each.startswith((self._base, "data:", "blob:"))]
        assert not self.faults + elsewhere, self.faults + elsewhere


def data_of(server: Server) -> Path:
    """Give the data folder of who runs a server: their drafts, what they typed, their language."""
    return server.workspace.with_name(f"{server.workspace.name}-home") / "data"


def config_of(server: Server) -> Path:
    """Give the configuration folder of who runs a server: their keys."""
    return data_of(server).with_name("config")


def by_id(page: Page, wanted: str) -> Locator:
    """Find an element by an id that may hold any character."""
    return page.locator(f'[id="{wanted}"]')


def tab_to(page: Page, wanted: str, key: str = "Tab") -> None:
    """Press Tab (or the key given) until the focus is where a selector says."""
    for _ in range(400):
        if page.evaluate("wanted => document.activeElement.matches(wanted)", wanted):
            return
        page.keyboard.press(key)
    raise AssertionError(f"{wanted} is not reached with {key}")


def press(page: Page, wanted: str, *keys: str) -> None:
    """Go to an element by its id and press keys there."""
    tab_to(page, f'[id="{wanted}"]')
    for key in keys:
        page.keyboard.press(key)


def write(page: Page, wanted: str, text: str) -> None:
    """Go to a field by its id and type."""
    tab_to(page, f'[id="{wanted}"]')
    page.keyboard.type(text)


def choose(page: Page, name: str, value: str) -> None:
    """Go to a group of radio buttons and choose with the arrow keys."""
    tab_to(page, f'input[name="{name}"]')
    for _ in range(12):
        if page.evaluate("document.activeElement.value") == value:
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"{name} has no {value}")


def step(page: Page, name: str) -> None:
    """Go to another step by its link at the top, from wherever one is."""
    tab_to(page, f'nav a[href^="{name}.ipynb"]', "Shift+Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{name}.ipynb*", timeout=PATIENCE)
    expect(page.locator("#ts-content")).to_be_visible(timeout=PATIENCE)


def speak(page: Page, language: str, key: str = "") -> None:
    """Choose a language, by a click or a key, and wait until the page is drawn in it."""
    if key:
        press(page, f"ts-language-{language}", key)
    else:
        by_id(page, f"ts-language-{language}").click()
    expect(page.locator("html")).to_have_attribute("lang", language, timeout=PATIENCE)
    settled(page)


def settled(page: Page) -> None:
    """Wait until every act is answered and nothing was drawn for a third of a second.

    A click while a page is drawn anew goes nowhere, and a page that waits for an answer shows what was.
    """
    page.evaluate(
        """() => new Promise((done) => {
            let waiting = setTimeout(end, 300);
            const watch = new MutationObserver(() => { clearTimeout(waiting); waiting = setTimeout(end, 300); });
            watch.observe(document.body, { childList: true, subtree: true });
            function end() {
                if (document.querySelector("[data-waiting]")) { waiting = setTimeout(end, 50); return; }
                watch.disconnect();
                done();
            }
        })"""
    )


def sideways(page: Page) -> int:
    """Give the pixels by which a page is wider than its window."""
    wider: int = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    return wider


def zoomed(page: Page, main: Locator) -> None:
    """Require that at 400% nothing needs a sideways scroll, and the main control is reached by keyboard and seen."""
    settled(page)
    page.set_viewport_size(ZOOMED)
    settled(page)
    assert sideways(page) <= 0, f"{sideways(page)} pixels too wide"
    main.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    expect(main).to_be_focused()
    assert main.evaluate(
        """node => {
            const { left, right, top, bottom } = node.getBoundingClientRect();
            const inside = left >= 0 && right <= innerWidth && bottom > 0 && top < innerHeight;
            const middle = (Math.max(top, 0) + Math.min(bottom, innerHeight)) / 2;
            const there = document.elementFromPoint((left + right) / 2, middle);
            return inside && (node === there || node.contains(there) || there.contains(node));
        }"""
    ), "the main control is not to be seen where the focus is"
    page.set_viewport_size(WIDE)


def sound(page: Page, watch: Watch, language: str, main: Locator) -> None:
    """Require what holds of every page: its language, axe-core, nothing from elsewhere, 400% zoom."""
    expect(page.locator("html")).to_have_attribute("lang", language)
    assert not (found := violations(page)), found
    zoomed(page, main)
    watch.quiet()
