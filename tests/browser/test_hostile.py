"""Hostile text in every field that anybody can fill, in every page, in a real browser: nothing runs, all can be used.

One assessment is made in Python (``tests/documents/hostile.py``) and shown at three moments: the round open with a
draft in it, the round closed, decided. The text holds script in every form that has ever worked somewhere, text that
turns the reading direction, and it is 20,000 characters long in the fields that take as much.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.browser.server import Server
from tests.browser.walk import PATIENCE, Watch, by_id, data_of, sideways, zoomed
from tests.documents.hostile import RTL, XSS, hostile

from toetssteen import workbench
from toetssteen.content.library import Library
from toetssteen.model.criteria import Criterion
from toetssteen.model.entries.body import Evaluation
from toetssteen.model.replay.assessment import judged
from toetssteen.store.folder import Folder
from toetssteen.views import notebook
from toetssteen.workbench import Workbench

MORE = (
    "javascript:window.hit=1 </p></td></script></style></textarea></select><svg onload='window.hit=1'>"
    '<img src="http://evil.example/x" onerror=window.hit=1><math><mi href="data:text/html,<script>hit=1</script>">'
    "<details open ontoggle=window.hit=1><input autofocus onfocus=window.hit=1> {{constructor.constructor('hit=1')()}} "
    "<%= 7*7 %> {%print(7*7)%} #{7*7} __proto__ $('x') \\u003cscript\\u003e =cmd|'/c x'!A1 \N{RIGHT-TO-LEFT OVERRIDE}"
)
NASTY = f"{XSS} {RTL} {MORE} "
TEXT = (NASTY * 30)[:19_999] + "."
"""As long as a reason may be."""
CELL = "privacy.processing-agreement"
FULL = "one|privacy.telemetry"
FOREIGN = "#ts-content :is(script, img, iframe, math, [onerror], [onload], [href^=javascript])"
RAN = f"() => [window.hit ?? null, document.querySelectorAll({FOREIGN!r}).length]"


@pytest.fixture(scope="module")
def stages(server: Server, shelf: Library, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the assessment, at three moments, among the others of the server."""
    made = hostile(tmp_path_factory.mktemp("hostile") / "decided", shelf, TEXT).path
    assessments = server.workspace / "assessments"
    shutil.copytree(made, assessments / "hostile-decided")
    cut(shutil.copytree(made, assessments / "hostile-scored"), before='"to":"agreed"')
    opened = shutil.copytree(made, assessments / "hostile-open")
    cut(opened, before='"to":"scored"')
    cut(opened, before='"kind":"submitted"', author="evaluator-1")
    for later in ("ethics-1", "evaluator-2"):
        (opened / "log" / f"{later}.jsonl").unlink()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TOETSSTEEN_DATA", str(data_of(server)))
        folder = workbench.open_folder(opened)
        measure = {"person": "evaluator-1", "measure": "none", "reason": TEXT}
        Workbench.of(folder, "chair").record(workbench.body_of("measure-taken", measure))
        answer_some(folder)
    return assessments


def cut(path: Path, before: str, author: str = "chair") -> None:
    """End a log before the line that holds something, as it was at that moment."""
    log = path / "log" / f"{author}.jsonl"
    lines = log.read_text("utf-8").splitlines(keepends=True)
    end = next(place for place, line in enumerate(lines) if before in line)
    log.write_text("".join(lines[:end]), encoding="utf-8")


def answer_some(folder: Folder) -> None:
    """Put the text into a draft: of a gate, of a criterion, and as the reason of an explanation."""
    method = folder.assessment().method
    assert method is not None
    for asked in list(judged(method).values()):
        answer = "2" if isinstance(asked, Criterion) else "unproven"
        given = {"solution": "one", "criterion": asked.id, "answer": answer, "reason": TEXT, "evidence": ["e-1"]}
        Workbench.of(folder, "evaluator-1").draft().save(Evaluation.model_validate(given))


@pytest.fixture
def hostile_page(server: Server, stages: Path, page: Page) -> Iterator[tuple[Page, Server]]:
    """Give a window; afterwards nothing ran, no box was shown, nothing was asked of another machine."""
    watch = Watch(page, server.base)
    yield page, server
    ran, foreign = page.evaluate(RAN)
    assert (ran, foreign) == (None, 0)
    watch.quiet()


def visit(server: Server, page: Page, name: str, stage: str) -> None:
    page.goto(server.page(name, f"assessment=hostile-{stage}" if stage else ""))
    expect(page.locator("#ts-content")).to_be_visible()
    assert "<script>" in page.inner_text("#toetssteen"), "the text is there, as text"
    assert page.evaluate("document.dir || document.documentElement.dir") in ("", "ltr")


def unfold_all(page: Page) -> None:
    page.evaluate("document.querySelectorAll('#ts-content details').forEach((each) => { each.open = true; })")
    page.wait_for_timeout(300)


@pytest.mark.nightly
def test_start_lists_it_and_begins_another(hostile_page: tuple[Page, Server]) -> None:
    page, server = hostile_page
    visit(server, page, "00_start", "")
    zoomed(page, page.locator("form .ts-main").first)
    page.locator("#title").fill(NASTY[:480])
    page.locator("#authority").fill(NASTY[:480])
    page.reload()
    expect(page.locator("#title")).to_have_value(NASTY[:480])
    page.locator("form .ts-main").first.press("Enter")
    expect(page.locator(".ts-note").first).to_be_focused()
    expect(page.locator("#title")).to_have_value("")
    page.locator(".ts-note a").first.press("Enter")
    page.wait_for_url("**/01_prepare.ipynb*", timeout=PATIENCE)
    expect(page.locator("#bought")).to_contain_text(XSS[:80])


@pytest.mark.parametrize("stage", ["open", pytest.param("decided", marks=pytest.mark.nightly)])
def test_prepare(hostile_page: tuple[Page, Server], stage: str) -> None:
    page, server = hostile_page
    visit(server, page, "01_prepare", stage)
    unfold_all(page)
    zoomed(page, page.locator("#solutions-go, #move-closed-ask").first)


def test_score_is_answered_with_it(hostile_page: tuple[Page, Server]) -> None:
    page, server = hostile_page
    visit(server, page, "02_score", "open")
    page.locator("#who").select_option("evaluator-1")
    page.locator("#who-go").press("Enter")
    cell = by_id(page, f"cell-{CELL}-one")
    expect(cell).to_be_visible()
    expect(by_id(page, f"reason-{CELL}-one")).to_have_value(TEXT)
    cell.locator("summary").last.press("Enter")
    expect(cell.locator(".ts-pieces")).to_contain_text("<script>")
    by_id(page, f"reason-{CELL}-two").fill(TEXT)
    by_id(page, f"answer-{CELL}-two-met").check()
    expect(page.locator("#kept")).to_have_class("ts-mark ts-mark-saved")
    page.locator("#submit-go").press("Enter")
    expect(page.locator("#lacking h3")).to_be_focused()
    zoomed(page, page.locator("#submit-go"))


def test_consensus_agrees_on_it(hostile_page: tuple[Page, Server]) -> None:
    page, server = hostile_page
    visit(server, page, "03_consensus", "scored")
    page.locator("#ts-who").select_option("chair")
    expect(page.locator("#move-go")).to_be_visible()
    for key in (FULL, f"one|{CELL}"):
        by_id(page, f"point-{key}").press("Enter")
        expect(by_id(page, f"body-{key}").locator(".ts-side > li")).to_have_count(2)
    key = f"one|{CELL}"
    by_id(page, f"answer-{key}-met").check()
    by_id(page, f"reason-{key}").fill(TEXT)
    by_id(page, f"present-{key}-chair").check()
    by_id(page, f"body-{key}").locator("form .ts-main").press("Enter")
    expect(by_id(page, f"said-{key}")).to_be_focused()
    unfold_all(page)
    zoomed(page, page.locator("#move-go"))


@pytest.mark.nightly
def test_compare_shows_it_also_in_the_figures_to_point_at(hostile_page: tuple[Page, Server]) -> None:
    page, server = hostile_page
    visit(server, page, "04_compare", "decided")
    unfold_all(page)
    unfold_all(page)  # what was inside what was folded
    expect(page.locator(".ts-judged").first).to_be_visible()
    zoomed(page, page.locator("#pointing"))
    page.locator("#pointing").press("Enter")
    expect(page.locator(".main-svg").first).to_be_visible()
    assert page.evaluate("document.querySelectorAll('.main-svg [href^=javascript], .main-svg image').length") == 0


def test_the_report_is_made_and_opened(hostile_page: tuple[Page, Server]) -> None:
    page, server = hostile_page
    visit(server, page, "08_report", "decided")
    zoomed(page, page.locator("#make"))
    page.locator("#format-pdf").uncheck()  # its text is looked at where the PDF is
    page.locator("#make").press("Enter")
    expect(page.locator("#files a[download]")).to_have_count(1)
    with page.context.expect_page() as opening:
        page.locator("#files a[target=_blank]").first.press("Enter")
    report = opening.value
    asked: list[str] = []
    report.on("request", lambda request: asked.append(request.url))
    expect(report.get_by_role("heading", level=1)).to_be_visible()
    report.set_viewport_size({"width": 320, "height": 256})
    assert report.evaluate("window.hit ?? null") is None
    assert report.locator("script, iframe, img[src^=http]").count() == 0
    assert sideways(report) <= 0
    assert [each for each in asked if not each.startswith("blob:")] == []


class Tags(HTMLParser):
    """The tags and attributes in some HTML."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found |= {tag, *(name for name, _ in attrs)}


def test_what_jupyterlab_shows_holds_no_tag_of_somebody_else(stages: Path) -> None:
    folder = workbench.open_folder(stages / "hostile-decided")
    own = {"table", "caption", "thead", "tbody", "tr", "th", "td", "lang", "scope", "style", "dir", "p"}
    for shown in (notebook.assessment_html(folder.assessment()), notebook.result_html(Workbench.of(folder).result())):
        assert "&lt;script&gt;" in shown
        assert Tags(shown).found <= own
    table = Workbench.of(folder).table()._repr_html_()  # type: ignore[operator]
    assert Tags(table).found <= own | {"div", "scoped", "border", "class"}
