"""How long a person waits: opening the score page, saving a mark, a report; each against the least it could be.

``python tests/benchmarks/pages.py`` (``--sizes 3x40 10x100 --opens 9 --clicks 200 --runs 5``)

One run on one server and in one browser, in which what is measured and what it is held against take turns, so
that a busy machine hits both alike; ratios of medians (of a click: of the 95th percentile).

- Opening: from leaving for the page to the first answer that can be chosen, as the browser counts it, against a
  page of one anywidget that draws one button. The evaluator was chosen and has declared before; the kernel is
  the one that the server keeps warm, for both: before each opening the server has come to rest.
- Saving: from the click on an answer to the mark *saved*, against the same form whose act answers at once and
  keeps nothing.
- Reports: in processor time, from the state of an assessment on; the page against nbconvert's own of a notebook
  that says the same text in as many paragraphs.
"""

from __future__ import annotations

import argparse
import os
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from html import unescape
from pathlib import Path

import nbformat
from measure import say
from nbconvert import HTMLExporter
from playwright.sync_api import Browser, Page, sync_playwright
from sized import open_round, scored

from toetssteen.store.folder import Folder
from toetssteen.workbench import Reader, Workbench

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.browser.server import CHROMIUM, Server, serving, workspace

PERSON, WAIT = "evaluator-0", 120_000
BARE = """
import anywidget
class Bare(anywidget.AnyWidget):
    _esm = '''export default { render({ el }) {
        const button = document.createElement("button");
        button.id = "bare"; button.textContent = "Form"; el.append(button);
    } }'''
Bare()
"""
ECHO = """
from toetssteen.pages import open_page
from toetssteen.web.form import Patch
form = open_page("score")
form._acts = {**form._acts, "score": lambda **given: Patch(undo=True, lacks=[], cells=[])}
form
"""
# When what can be used is there and painted, in milliseconds since the page was left for.
WATCH = """
const found = new MutationObserver(() => {
  if (!document.querySelector("#bare, fieldset.ts-cell input[type=radio]")) return;
  found.disconnect();
  requestAnimationFrame(() => setTimeout(() => { window.usable = performance.now(); }));
});
found.observe(document, { subtree: true, childList: true });
"""
# Clicks on one answer after another, each only once the one before is saved; gives the milliseconds of each.
CLICK = """async (count) => {
  const cell = document.querySelector("fieldset.ts-cell"), mark = cell.querySelector(".ts-mark");
  const radios = [...cell.querySelectorAll("input[type=radio]")], waited = [];
  const saved = () => new Promise((done) => {
    const seen = new MutationObserver(() => {
      if (!mark.classList.contains("ts-mark-saved")) return;
      seen.disconnect();
      done(performance.now());
    });
    seen.observe(mark, { attributeFilter: ["class"] });
  });
  for (let n = 0; n < count; n += 1) {
    await new Promise((on) => setTimeout(on, 50));
    const radio = radios.find((each, at) => !each.checked && at % 2 === n % 2);
    const start = performance.now(), done = saved();
    radio.click();
    waited.push(await done - start);
  }
  return waited;
}"""
TICKS = os.sysconf("SC_CLK_TCK")
BLOCK = 10
"""Clicks on one page before the other has its turn."""


def write(server: Server, name: str, code: str) -> None:
    """Put a page into the workspace."""
    kernel = {"kernelspec": {"name": "python3", "language": "python", "display_name": "Python"}, "title": "Bare"}
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code, id="one")], metadata=kernel)
    nbformat.write(notebook, server.workspace / "notebooks" / f"{name}.ipynb")


def busy(root: int) -> float:
    """Give the seconds of processor time of a process and all below it (Linux)."""
    spent, below = {}, {}
    for place in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = place.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        spent[int(place.parent.name)] = (int(fields[11]) + int(fields[12])) / TICKS
        below.setdefault(int(fields[1]), []).append(int(place.parent.name))
    found, total = [root], 0.0
    while found:
        each = found.pop()
        total += spent.get(each, 0.0)
        found += below.get(each, [])
    return total


def rest(server: Server) -> None:
    """Wait until the server has nothing to do: the next warm kernel has started."""
    time.sleep(0.5)
    before = busy(server.process.pid)
    for _ in range(60):
        time.sleep(0.7)
        now = busy(server.process.pid)
        if abs(now - before) < 0.06:
            return
        before = now


def opened(page: Page, server: Server, name: str, query: str = "") -> float:
    """Open a page; give the seconds until it can be used."""
    page.goto("about:blank")
    rest(server)
    page.goto(f"{server.base}/voila/render/notebooks/{name}.ipynb{query}")
    page.wait_for_function("window.usable", timeout=WAIT)
    return float(page.evaluate("window.usable")) / 1000


def opening(page: Page, server: Server, sizes: list[str], runs: int) -> None:
    """Open the pages in turn, and show the medians."""
    asked = {"bare": ("bare", "")} | {size: ("02_score", f"?assessment=score-{size}") for size in sizes}
    page.goto(server.page("bare"))
    for name, query in asked.values():
        opened(page, server, name, query)  # what the browser keeps of a page it keeps of all
    seconds: dict[str, list[float]] = {each: [] for each in asked}
    for _ in range(runs):
        for each, (name, query) in asked.items():
            seconds[each].append(opened(page, server, name, query))
    bare = statistics.median(seconds["bare"])
    say(f"open page to first usable score, medians of {runs}; a bare page with one form: {bare:.2f} s")
    for size in sizes:
        median = statistics.median(seconds[size])
        say(f"  {size:<8} {median:6.2f} s   {median / bare:5.2f} x a bare page (goal 1.2)")


def saving(browser: Browser, server: Server, size: str, clicks: int) -> None:
    """Click in turn on the page that saves and the one that answers at once; show the medians and the p95."""
    waited: dict[str, list[float]] = {}
    pages = {}
    for name, notebook in (("saved", "02_score"), ("echoed", "echo")):
        pages[name] = browser.new_context().new_page()
        pages[name].goto(server.page(notebook, f"assessment={'score' if name == 'saved' else 'echo'}-{size}"))
        pages[name].locator("fieldset.ts-cell").first.wait_for(timeout=WAIT)
        pages[name].evaluate(CLICK, 3)
    rest(server)
    for _ in range(max(1, clicks // BLOCK)):
        for name, page in pages.items():
            waited.setdefault(name, []).extend(page.evaluate(CLICK, BLOCK))
    for page in pages.values():
        page.context.close()
    p95 = {name: statistics.quantiles(each, n=20)[-1] for name, each in waited.items()}
    middle = {name: statistics.median(each) for name, each in waited.items()}
    say(f"click to saved mark, {size}, {len(waited['saved'])} clicks each; the same form that only echoes:")
    for what, each, goal in (("p95", p95, " (goal 2)"), ("median", middle, "")):
        ratio = each["saved"] / each["echoed"]
        say(f"  {what:<8} {each['saved']:6.0f} ms against {each['echoed']:4.0f} ms   {ratio:5.2f} x the echo{goal}")


def seconds_of(task: Callable[[], object]) -> float:
    """Time a task, in seconds of the processor."""
    start = time.process_time()
    task()
    return time.process_time() - start


def as_notebook(page: str) -> nbformat.NotebookNode:
    """Give a notebook that says what a page says, a paragraph for each piece of text and a cell for every ten."""
    body = re.sub(r"<(style|svg|head)\b.*?</\1>", "", page, flags=re.DOTALL)
    texts = [" ".join(unescape(each).split()) for each in re.split(r"<[^>]+>", body)]
    said = [re.sub(r"([\\`*_{}\[\]<>()#+.!|~$-])", r"\\\1", each) for each in texts if each]
    cells = ["\n\n".join(said[at : at + 10]) for at in range(0, len(said), 10)]
    return nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell(each) for each in cells])


def reporting(folder: Folder, size: str, runs: int) -> None:
    """Make reports in turn with nbconvert's page; show the medians."""
    bare = HTMLExporter()
    made = {form: Workbench.of(folder).write("report", (form,))[0] for form in ("html", "pdf")}
    notebook = as_notebook(made["html"].read_text("utf-8"))
    page, _ = bare.from_notebook_node(notebook)
    seconds: dict[str, list[float]] = {"html": [], "bare": [], "pdf": []}
    for _ in range(runs):
        seconds["html"].append(seconds_of(lambda: Workbench.of(folder).write("report", ("html",))))
        seconds["bare"].append(seconds_of(lambda: bare.from_notebook_node(notebook)))
        seconds["pdf"].append(seconds_of(lambda: Workbench.of(folder).write("report", ("pdf",))))
    median = {name: statistics.median(each) for name, each in seconds.items()}
    sizes = {form: each.stat().st_size / 1e6 for form, each in made.items()}
    ratio = median["html"] / median["bare"]
    say(f"report, {size}, medians of {runs}, seconds of the processor")
    say(f"  HTML {median['html']:6.2f} s, {sizes['html']:.1f} MB   {ratio:5.2f} x bare nbconvert (goal 1.2)")
    say(f"  bare {median['bare']:6.2f} s, {len(page.encode()) / 1e6:.1f} MB")
    say(f"  PDF  {median['pdf']:6.2f} s, {sizes['pdf']:.1f} MB")


def shape(size: str) -> tuple[int, int]:
    """Read a size: solutions x criteria."""
    solutions, criteria = size.split("x")
    return int(solutions), int(criteria)


def in_browser(place: Path, sizes: list[str], opens: int, clicks: int) -> None:
    """Measure what needs a server and a browser."""
    served = workspace(place / "workspace")
    os.environ["TOETSSTEEN_DATA"] = str(place / "workspace-home" / "data")
    for size in sizes:
        for name in (f"score-{size}", f"echo-{size}"):
            Reader.choose(open_round(served / "assessments" / name, *shape(size), people=[PERSON]), PERSON)
    options = ("--Kernels.page_timeout=1", "--MappingKernelManager.cull_interval=1", "--Kernels.warm_delay=1")
    with serving(served, *options) as server, sync_playwright() as playwright:
        write(server, "bare", BARE)
        write(server, "echo", ECHO)
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        if opens:
            page = browser.new_page(viewport={"width": 1280, "height": 900})
            page.add_init_script(WATCH)
            opening(page, server, sizes, opens)
            page.context.close()
        for size in sizes if clicks else []:
            saving(browser, server, size, clicks)
        browser.close()


def main(sizes: list[str], opens: int, clicks: int, runs: int) -> None:
    """Measure all that was asked for; a number of 0 leaves a part out."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as given:
        place = Path(given)
        if opens or clicks:
            in_browser(place, sizes, opens, clicks)
        for size in sizes if runs else []:
            solutions, criteria = shape(size)
            reporting(scored(place / f"scored-{size}", solutions, criteria, 3 if criteria < 100 else 5), size, runs)
    say("(ratios: of medians, in one run)")


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--sizes", nargs="+", default=["3x40", "10x100"])
    arguments.add_argument("--opens", type=int, default=9)
    arguments.add_argument("--clicks", type=int, default=200)
    arguments.add_argument("--runs", type=int, default=5)
    main(**vars(arguments.parse_args()))
