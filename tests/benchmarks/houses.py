"""Two houses side by side, in one run and by turns: this checkout, and another of which the environment is made.

``python tests/benchmarks/houses.py OTHER`` (``--size 3x40 --opens 5 --runs 9``; Linux). OTHER is a checkout with a
``.venv`` of its own (``git worktree add --detach OTHER 71dce43``, and there ``python3 toolkit/bootstrap.py run``). Each
house has its own Python, notebooks, examples and server; the browser is the same. For each row: the median and the
range of the other and of this one, and the ratio of the medians.

- Commands and imports: seconds of the processor of a process of its own, its start included.
- Pages: on a server that has started, from leaving for the page to what can be used, as the browser counts it; and from
  starting the server to the start page drawn, on the clock.
- Memory: of the kernel of a page that has been drawn, two seconds later: what it holds (RSS), and its share of that
  (PSS: what several processes hold together is divided among them), and what is its alone (USS). A bare kernel is one
  of an analyst.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections import defaultdict
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass
from pathlib import Path

import psutil
from measure import say
from playwright.sync_api import Browser, Page, sync_playwright

from pages import PERSON, WAIT, WATCH, rest, shape

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.browser.server import CHROMIUM, ROOT, Server, serving, workspace

MAKE = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from sized import open_round, scored
place, person, solutions, criteria = Path(sys.argv[2]), sys.argv[3], int(sys.argv[4]), int(sys.argv[5])
folder = open_round(place / "sized", solutions, criteria, people=[person])
scored(place / "scored", solutions, criteria, 3)
try:
    from toetssteen.workbench import Reader
except ImportError:
    from toetssteen.pages.desk import remember
    remember("as:sized", person)
else:
    Reader.choose(folder, person)
"""
COMMANDS = {
    "python alone": ("-c", "pass"),
    "import toetssteen": ("-c", "import toetssteen"),
    "import toetssteen.workbench": ("-c", "import toetssteen.workbench"),
    "the module of the score page": (
        "-c",
        "from importlib import import_module\n"
        "try: import_module('toetssteen.pages.score.page')\n"
        "except ImportError: import_module('toetssteen.pages.score')",
    ),
    "toetssteen --help": ("-m", "toetssteen", "--help"),
    "verify example-small-tender": ("-m", "toetssteen", "verify", "assessments/example-small-tender"),
    "verify example-chat-channel": ("-m", "toetssteen", "verify", "assessments/example-chat-channel"),
    "result example-small-tender": ("-m", "toetssteen", "result", "assessments/example-small-tender"),
    "report of the size, PDF": ("-m", "toetssteen", "report", "assessments/scored", "--format", "pdf"),
}
PAGES = {"start": "", "score": "assessment=sized", "compare": "assessment=example-small-tender"}
USABLE = WATCH.replace("#bare", "#bare, ul.ts-cards > li, .ts-compare figure svg")
SETTLED = 4
"""Seconds after which a server has begun to start the next page's kernel."""
Rows = defaultdict[str, dict[str, list[float]]]


@dataclass(frozen=True)
class House:
    """A checkout, and the workspace that its server shows."""

    name: str
    root: Path
    workspace: Path

    @property
    def python(self) -> str:
        """Return its own Python."""
        own = self.root / ".venv" / "bin" / "python"
        return str(own) if own.exists() else sys.executable

    def run(self, *words: str) -> float:
        """Run Python on the workspace; return the seconds of the processor that it took."""
        data = self.workspace.parent / f"{self.workspace.name}-home" / "data"
        environment = os.environ | {"PYTHONPATH": str(self.root / "toolkit"), "TOETSSTEEN_DATA": str(data)}
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        command = [self.python, *words]
        subprocess.run(command, cwd=self.workspace, env=environment, check=True, stdout=subprocess.DEVNULL)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    def serving(self) -> AbstractContextManager[Server]:
        """Run its server."""
        return serving(self.workspace, python=self.python, PYTHONPATH=str(self.root / "toolkit"))

    def address(self, server: Server, step: str) -> str:
        """Return the address of a page; the number before its name differs from house to house."""
        [notebook] = self.workspace.glob(f"notebooks/*_{step}.ipynb")
        return server.page(notebook.stem, PAGES[step])


def window(browser: Browser) -> Page:
    """Open a window that keeps when its page can be used."""
    page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    page.add_init_script(USABLE)
    return page


def drawn(page: Page, address: str) -> float:
    """Open a page; return the seconds until it can be used."""
    page.goto(address)
    page.wait_for_function("window.usable", timeout=WAIT)
    return float(page.evaluate("window.usable")) / 1000


def cold(houses: list[House], browser: Browser, opens: int, rows: Rows) -> None:
    """Start a server and open the start page, in turn."""
    for _ in range(opens):
        for house in houses:
            page, start = window(browser), time.monotonic()
            with house.serving() as server:
                drawn(page, house.address(server, "start"))
                rows["server started to start page, s"][house.name].append(time.monotonic() - start)
                page.context.close()


def warm(houses: list[House], browser: Browser, opens: int, rows: Rows) -> None:
    """Open pages in turn, on servers that both run; take the memory of their kernels."""
    with ExitStack() as stack:
        servers = {house.name: stack.enter_context(house.serving()) for house in houses}
        pages = {house.name: window(browser) for house in houses}
        for turn in range(-1, opens):  # what the browser keeps of a page it keeps of all: the first does not count
            for step in PAGES:
                for house in houses:
                    server, page = servers[house.name], pages[house.name]
                    page.goto("about:blank")
                    time.sleep(SETTLED)
                    for running in servers.values():
                        rest(running)
                    before = {kernel["id"] for kernel in server.kernels()}
                    seconds = drawn(page, house.address(server, step))
                    if turn < 0:
                        continue
                    rows[f"{step} page, s"][house.name].append(seconds)
                    time.sleep(2)
                    [kernel] = {kernel["id"] for kernel in server.kernels()} - before
                    for kind, size in memory(server.process_of(kernel)).items():
                        rows[f"{kind} of the kernel of the {step} page, MB"][house.name].append(size)
        for house in houses:
            server = servers[house.name]
            bare = bare_kernel(server)
            time.sleep(SETTLED)
            for kind, size in memory(server.process_of(bare)).items():
                rows[f"{kind} of a bare kernel, MB"][house.name].append(size)


def bare_kernel(server: Server) -> str:
    """Start a kernel as an analyst's notebook does; return its id."""
    asked = urllib.request.Request(
        f"{server.base}/api/kernels", data=b"{}", headers={"Authorization": f"token {server.token}"}
    )
    with urllib.request.urlopen(asked, timeout=60) as answer:
        return str(json.load(answer)["id"])


def memory(process: psutil.Process) -> dict[str, float]:
    """Return the megabytes that a process holds, its share of them, and what is its alone."""
    held = process.memory_full_info()
    return {"RSS": held.rss / 1e6, "PSS": held.pss / 1e6, "USS": held.uss / 1e6}


def commands(houses: list[House], runs: int, rows: Rows) -> None:
    """Run each command in turn; the first run, which may write bytecode, does not count."""
    for name, words in COMMANDS.items():
        for turn in range(-1, runs):
            for house in houses:
                seconds = house.run(*words)
                if turn >= 0:
                    rows[f"{name}, s"][house.name].append(seconds)


def show(rows: Rows, houses: list[House]) -> None:
    """Show for each row what was seen of the other and of this house, and their ratio."""
    say("| what | other: median (range) | this | ratios of medians |\n|---|---|---|---|")
    for name, seen in rows.items():
        middle = [statistics.median(seen[house.name]) for house in houses]
        digits = 0 if name.endswith("MB") else 2
        cells = [
            f"{median:.{digits}f} ({min(seen[house.name]):.{digits}f}–{max(seen[house.name]):.{digits}f})"
            for house, median in zip(houses, middle, strict=True)
        ]
        say(f"| {name} | {' | '.join(cells)} | {middle[1] / middle[0]:.2f} |")


def main(other: Path, size: str, opens: int, runs: int) -> None:
    """Measure both; a number of 0 leaves a part out."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as given:
        houses = [House(name, root.resolve(), Path(given) / name) for name, root in (("other", other), ("this", ROOT))]
        rows: Rows = defaultdict(lambda: {house.name: [] for house in houses})
        for house in houses:
            workspace(house.workspace, house.root)
            made = house.workspace / "assessments"
            house.run("-c", MAKE, str(house.root / "tests" / "benchmarks"), str(made), PERSON, *map(str, shape(size)))
        commands(houses, runs, rows)
        if opens:
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
                cold(houses, browser, opens, rows)
                warm(houses, browser, opens, rows)
                browser.close()
        show(rows, houses)


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("other", nargs="?", type=Path, default=ROOT)
    arguments.add_argument("--size", default="3x40")
    arguments.add_argument("--opens", type=int, default=5)
    arguments.add_argument("--runs", type=int, default=9)
    main(**vars(arguments.parse_args()))
