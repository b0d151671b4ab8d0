"""How long a person waits on the compare page: a slider moved until the figure is drawn, and opening the page.

``python tests/benchmarks/whatif.py`` (``--sizes 3x40 10x100 --moves 200 --opens 5 --runs 1``)

- A move: from the input event of a weight's slider to the frame in which all numbers, bars and sliders are painted,
  against a page frame in which nothing is drawn (the least it could be); goal: 95th percentile below 100 ms.
- Opening: from leaving for the page to the outcome painted, against a page of one widget with one plotly figure that
  is drawn; both in turn, the kernel warm, the server at rest. Goal: 1.5 times.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
from pathlib import Path

from measure import say
from playwright.sync_api import Page, sync_playwright
from sized import scored

from pages import CHROMIUM, WAIT, opened, rest, shape, write
from toetssteen.model.entries.freezing import PhaseMoved
from toetssteen.store.folder import Folder

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.browser.server import Server, serving, workspace

PLOT = """
import json
from plotly import graph_objects as go
from toetssteen.views import figures
from toetssteen.web.plot import Plot
drawn = json.loads(go.Figure([go.Bar(x=[1, 2, 3])]).to_json())
Plot([{"id": "bare", "figure": drawn, "alternative": "Bare", "config": figures.CONFIG}], figures.script())
"""
WATCH = """
const found = new MutationObserver(() => {
  if (!document.querySelector("#outcome, .main-svg")) return;
  found.disconnect();
  requestAnimationFrame(() => setTimeout(() => { window.usable = performance.now(); }));
});
found.observe(document, { subtree: true, childList: true });
"""
# Moves one slider after another; each is timed until the frame after it was painted, with and without a move.
MOVE = """async ([count, moves]) => {
  const sliders = [...document.querySelectorAll(".ts-slides [role=group] input")], waited = [];
  const painted = () => new Promise((done) => requestAnimationFrame(() => setTimeout(() => done(performance.now()))));
  for (let n = 0; n < count; n += 1) {
    await new Promise((on) => setTimeout(on, 20));
    const slider = sliders[n % sliders.length], start = performance.now();
    if (moves) {
      slider.value = String((37 * n) % 100);
      slider.dispatchEvent(new Event("input", { bubbles: true }));
    }
    waited.push(await painted() - start);
  }
  return waited;
}"""


def moving(page: Page, size: str, moves: int) -> None:
    """Move sliders, and show the median and the 95th percentile, beside those of frames in which nothing moves."""
    page.locator("#whatif-0").wait_for(timeout=WAIT)
    page.evaluate(MOVE, [10, True])
    waited = {name: page.evaluate(MOVE, [moves, name == "moved"]) for name in ("still", "moved")}
    p95 = {name: statistics.quantiles(each, n=20)[-1] for name, each in waited.items()}
    middle = {name: statistics.median(each) for name, each in waited.items()}
    say(f"slider moved to figure painted, {size}, {moves} moves; a frame in which nothing is drawn:")
    say(f"  p95      {p95['moved']:6.1f} ms against {p95['still']:5.1f} ms (goal: below 100 ms)")
    say(f"  median   {middle['moved']:6.1f} ms against {middle['still']:5.1f} ms")


def opening(page: Page, server: Server, sizes: list[str], opens: int) -> None:
    """Open the pages in turn, and show the medians."""
    asked = {"plotly": ("plotly", "")} | {size: ("04_compare", f"?assessment=look-{size}") for size in sizes}
    page.goto(server.page("plotly"))
    for name, query in asked.values():
        opened(page, server, name, query)
    seconds: dict[str, list[float]] = {each: [] for each in asked}
    for _ in range(opens):
        for each, (name, query) in asked.items():
            seconds[each].append(opened(page, server, name, query))
    bare = statistics.median(seconds["plotly"])
    say(f"open page to outcome, medians of {opens}; a bare page with one plotly figure: {bare:.2f} s")
    for size in sizes:
        median = statistics.median(seconds[size])
        say(f"  {size:<8} {median:6.2f} s   {median / bare:5.2f} x (goal 1.5)")


def decided(folder: Folder) -> None:
    """Carry an assessment to its decision: then what if is open."""
    for phase in ("agreed", "decided"):
        folder.append("chair", "chair", PhaseMoved(to=phase))


def main(sizes: list[str], moves: int, opens: int, runs: int) -> None:
    """Measure all that was asked for, so many times; a number of 0 leaves a part out."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as given:
        served = workspace(Path(given) / "workspace")
        os.environ["TOETSSTEEN_DATA"] = str(Path(given) / "workspace-home" / "data")
        for size in sizes:
            decided(scored(served / "assessments" / f"look-{size}", *shape(size), 3))
        options = ("--Kernels.page_timeout=1", "--MappingKernelManager.cull_interval=1", "--Kernels.warm_delay=1")
        with serving(served, *options) as server, sync_playwright() as playwright:
            write(server, "plotly", PLOT)
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
            for _ in range(runs):
                for size in sizes if moves else []:
                    page = browser.new_page(viewport={"width": 1280, "height": 900})
                    page.goto(server.page("04_compare", f"assessment=look-{size}"))
                    page.locator("#whatif-0").wait_for(timeout=WAIT)
                    rest(server)
                    moving(page, size, moves)
                    page.close()
                if opens:
                    page = browser.new_page(viewport={"width": 1280, "height": 900})
                    page.add_init_script(WATCH)
                    opening(page, server, sizes, opens)
                    page.close()
            browser.close()
    say("(ratios: of medians, in one run)")


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--sizes", nargs="+", default=["3x40", "10x100"])
    arguments.add_argument("--moves", type=int, default=200)
    arguments.add_argument("--opens", type=int, default=5)
    arguments.add_argument("--runs", type=int, default=1)
    main(**vars(arguments.parse_args()))
