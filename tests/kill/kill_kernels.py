"""Kill the kernel of the score page while it is being filled in, and see whether everything is there.

``python tests/kill/kill_kernels.py 200`` runs ``toetssteen start`` and a Chromium, chooses levels and types
reasons in the score page, ends the kernel of the page with SIGKILL at a random moment, goes on for a moment as
somebody would who has not noticed, and reloads; until there were 200 kills. One in six of them comes while the
reloaded page is still sending again what was typed. It prints one line and exits 1 where

- an answer that the page called *saved* is not in the draft on disk,
- what was typed and not saved is not offered again after the reload, or is then not saved, or
- the draft on disk is not whole.

Linux only (a kernel is found in ``/proc``). Every reason is typed once, so that each is known on disk.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.browser.server import CHROMIUM, Server, serving, workspace  # noqa: E402 -- after the path
from tests.pages.opened import open_tender  # noqa: E402 -- the same

from toetssteen.content import library  # noqa: E402 -- the same
from toetssteen.errors import ToetssteenError  # noqa: E402 -- the same
from toetssteen.model.entries.body import Evaluation  # noqa: E402 -- the same
from toetssteen.model.entries.scoring import Scored  # noqa: E402 -- the same
from toetssteen.store.folder import Folder  # noqa: E402 -- the same
from toetssteen.workbench import Workbench  # noqa: E402 -- the same

NAME, PERSON = "kill", "evaluator-1"
LIVES, UNNOTICED, WHILE_SENDING = 1.2, 0.5, 0.2
"""Seconds, at most: from the first change to the kill, from the kill to the reload, and of a page that sends again."""
WAIT = 60_000
ASKED = 3
"""Criteria that are answered, the first ones, of two solutions each; the page itself may unfold another too."""

# Notes what each cell says at the moment that the page marks it as saved. Only changes count: what is drawn as
# saved after a reload was read from disk.
WATCH = """
window.said = [];
const saying = (cell) => [cell.id.slice(5), cell.querySelector("input[type=radio]:checked")?.value || "unanswered",
  cell.querySelector("textarea").value];
const asked = () => [...document.querySelectorAll(".ts-ask")].slice(0, ASKED);
window.cells = () => asked().flatMap((ask) => [...ask.querySelectorAll("fieldset.ts-cell")]);
window.typed = () => window.cells().map(saying);
window.unsaved = () => window.cells().filter((cell) =>
  cell.querySelector(".ts-mark-unsaved, .ts-mark-saving")).length;
new MutationObserver((changes) => {
  for (const { target } of changes) {
    const cell = target.matches?.(".ts-mark-saved") && target.closest("fieldset.ts-cell");
    if (cell) window.said.push(saying(cell));
  }
}).observe(document, { subtree: true, attributeFilter: ["class"] });
""".replace("ASKED", str(ASKED))
ALL_SAVED = """(outbox) => document.querySelector("#kept.ts-mark-saved") && sessionStorage.getItem(outbox) === null"""

Said = tuple[str, str, str]
"""A cell (``criterion-solution``), its answer and its reason."""


@dataclass
class Tally:
    """What happened so far."""

    kills: int = 0
    saved: set[Said] = field(default_factory=set)
    lost: set[Said] = field(default_factory=set)
    unsaved: int = 0
    not_offered: int = 0
    not_saved: int = 0
    torn: int = 0
    broken: int = 0


@dataclass
class Scorer:
    """Somebody who scores, in one window; every reason they type is another one."""

    page: Page
    server: Server
    folder: Folder
    tally: Tally
    count: int = 0

    def open(self) -> None:
        """Load the page, and unfold what is answered."""
        self.page.goto(self.server.page("02_score", f"assessment={NAME}"))
        self.unfold()

    def unfold(self) -> None:
        self.page.locator("fieldset.ts-cell").first.wait_for(timeout=WAIT)
        for button in self.page.locator(".ts-ask button[aria-controls]").all()[:ASKED]:
            if button.get_attribute("aria-expanded") == "false":
                button.click()

    def change(self) -> None:
        """Choose a level, or type a reason, in a cell somewhere."""
        ask = self.page.locator(".ts-ask").nth(random.randrange(ASKED))
        cell = random.choice(ask.locator("fieldset.ts-cell").all())
        if random.random() < 0.4:
            random.choice(cell.get_by_role("radio").all()).check()
            return
        self.count += 1
        reason, text = cell.get_by_role("textbox").first, f"{self.count}" + " gezien" * random.randint(1, 12)
        if random.random() < 0.5:
            reason.fill(text)
        else:
            reason.fill("")
            reason.press_sequentially(text[:30].strip(), delay=random.choice([0, 5, 30]))

    def kill(self, within: float) -> threading.Timer:
        """Have the kernel of the page killed at a random moment."""
        kernel = self.page.locator("body").get_attribute("data-kernel-id") or "?"
        dying = threading.Timer(
            random.uniform(0, within), os.kill, [self.server.process_of(kernel).pid, signal.SIGKILL]
        )
        dying.start()
        self.tally.kills += 1
        return dying

    def score_until_killed(self) -> dict[str, Said]:
        """Go on until some time after the kill; give what all cells say then."""
        dying, unnoticed = self.kill(LIVES), random.uniform(0, UNNOTICED)
        since = None
        while since is None or time.monotonic() - since < unnoticed:
            self.change()
            if since is None and not dying.is_alive():
                since = time.monotonic()
        return self.leave()

    def leave(self) -> dict[str, Said]:
        """Note what the page called saved, and what it says, as it is left."""
        said, typed = self.page.evaluate("[window.said, window.typed()]")
        self.tally.saved |= {(cell, answer, reason) for cell, answer, reason in said}
        return {cell: (cell, answer, reason) for cell, answer, reason in typed}

    def reload(self) -> dict[str, Said]:
        """Load the page again; give what all cells say before anything is changed."""
        self.page.reload()
        self.unfold()
        return {each[0]: tuple(each) for each in self.page.evaluate("window.typed()")}

    def cycle(self) -> None:
        """Score, be killed, reload, look whether everything is there."""
        typed = self.score_until_killed()
        self.tally.unsaved += self.page.evaluate("window.unsaved()")
        offered = self.reload()
        self.tally.not_offered += sum(offered.get(cell) != each for cell, each in typed.items())
        if random.random() < 0.2:
            self.kill(WHILE_SENDING).join()
            self.leave()
            offered = self.reload()
            self.tally.not_offered += sum(offered.get(cell) != each for cell, each in typed.items())
        self.page.wait_for_function(ALL_SAVED, arg=f"toetssteen:score:{NAME}", timeout=WAIT)
        self.check(typed)

    def check(self, typed: dict[str, Said]) -> None:
        """Hold the draft on disk against all that was called saved, and against what was typed last."""
        self.leave()
        draft = Workbench.of(self.folder, PERSON).draft()
        try:
            last = {said(each): each for each in draft.evaluations().values()}
        except ToetssteenError:
            self.tally.broken += 1
            return
        ever = {said(entry.body) for entry in draft.entries() if isinstance(entry.body, Scored)}
        self.tally.lost |= self.tally.saved - ever
        blank = {each for each in typed.values() if each[1:] == ("unanswered", "")}
        self.tally.not_saved += len(set(typed.values()) - blank - set(last))


def said(given: Scored | Evaluation) -> Said:
    return (f"{given.criterion}-{given.solution}", given.answer, given.reason)


@contextmanager
def scoring(place: Path) -> Iterator[Scorer]:
    """Open a server, an assessment whose round is open, a browser and the score page."""
    served = workspace(place / "workspace")
    os.environ["TOETSSTEEN_DATA"] = str(place / "workspace-home" / "data")
    os.environ["TOETSSTEEN_CONFIG"] = str(place / "workspace-home" / "config")
    folder = open_tender(served, library.load(ROOT / "criteria"), NAME)
    Workbench.of(folder, PERSON).declare("none")
    options = ("--Kernels.warm_delay=0", "--Kernels.page_timeout=1", "--MappingKernelManager.cull_interval=1")
    with serving(served, *options) as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.set_default_timeout(WAIT)
        page.add_init_script(WATCH)
        scorer = Scorer(page, server, folder, Tally())
        page.goto(server.page("02_score", f"assessment={NAME}"))
        page.locator("#who").select_option(PERSON, timeout=WAIT)
        page.locator("#who-go").click()
        scorer.unfold()
        yield scorer
        browser.close()


def main(wanted: int, patience: float) -> int:
    """Go on until there were so many kills, or the time is up; print what came of it."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as place, scoring(Path(place)) as scorer:
        tally = scorer.tally
        while tally.kills < wanted and time.monotonic() - began < patience:
            scorer.cycle()
        tally.torn = len(list(Path(place).glob("workspace-home/data/drafts/*/*/*.torn")))
    sys.stdout.write(
        f"{tally.kills} kills -9 of the page's kernel: {len(tally.saved)} answers called saved, "
        f"{len(tally.lost)} lost; {tally.unsaved} typed and not saved yet, {tally.not_offered} not offered again, "
        f"{tally.not_saved} not saved after the reload; {tally.torn} drafts with a torn line, "
        f"{tally.broken} broken; {time.monotonic() - began:.0f} s\n"
    )
    return 1 if tally.lost or tally.not_offered or tally.not_saved or tally.broken else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), float(sys.argv[2]) if len(sys.argv) > 2 else float("inf")))
