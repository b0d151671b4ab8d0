"""What goes wrong while a page is open is said in the page, with what to do, and costs no word.

Shown elsewhere and not again: a killed kernel on the score, consensus and any page, two windows on one assessment,
texts and files that are too large (``test_score``, ``test_consensus``, ``test_prepare``, ``test_server``).
"""

from __future__ import annotations

import re
import resource
import shutil
import signal
import socket
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.browser.server import Server, serving, workspace
from tests.browser.walk import by_id, config_of, data_of, speak
from tests.pages.opened import open_tender

from toetssteen import canonical, workbench
from toetssteen.content.library import Library
from toetssteen.store.folder import Folder
from toetssteen.workbench import Workbench

CELL = "privacy.processing-agreement-linde"
TENDER = "example-small-tender"
FULL, GONE, NEWER, ABSENT = "TS-308", "TS-311", "TS-303", "TS-503"
PAGES = ("01_prepare", "02_score", "03_consensus", "04_compare", "08_report")


def opened(server: Server, shelf: Library, name: str, monkeypatch: pytest.MonkeyPatch) -> Folder:
    """Make a small tender whose round is open, for evaluator-1 who has no interests."""
    monkeypatch.setenv("TOETSSTEEN_DATA", str(data_of(server)))
    monkeypatch.setenv("TOETSSTEEN_CONFIG", str(config_of(server)))
    folder = open_tender(server.workspace, shelf, name)
    Workbench.of(folder, "evaluator-1").declare("none")
    return folder


def visit(server: Server, page: Page, name: str, assessment: str = "") -> None:
    page.goto(server.page(name, f"assessment={assessment}" if assessment else ""))
    expect(page.locator("#ts-content")).to_be_visible()


def score(server: Server, page: Page, folder: Folder) -> None:
    """Open the score page as evaluator-1."""
    visit(server, page, "02_score", folder.path.name)
    page.locator("#who").select_option("evaluator-1")
    page.locator("#who-go").press("Enter")
    expect(by_id(page, f"cell-{CELL}")).to_be_visible()


def reason(folder: Folder) -> str:
    """Give what is on disk of the reason that is typed."""
    found = Workbench.of(folder, "evaluator-1").draft().evaluations().get(("linde", CELL.removesuffix("-linde")))
    return found.reason if found else ""


def free_port() -> int:
    """Give a port that nobody uses, and that no other server of the tests will try."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


def fill_disk(server: Server, page: Page, full: bool) -> None:
    """Let the kernel of a page write no byte more to any file, or let it again: as on a disk without room."""
    unlimited = resource.RLIM_INFINITY
    kernel = server.process_of(page.locator("body").get_attribute("data-kernel-id") or "?")
    resource.prlimit(kernel.pid, resource.RLIMIT_FSIZE, (0 if full else unlimited, unlimited))


def said(page: Page, code: str) -> None:
    """Require that the page names what happened and says what to do, or where to go."""
    place = page.locator(".ts-alert, #ts-content").filter(has_text=code).first
    expect(place).to_be_visible()
    assert len(place.inner_text()) > 80


# ---- the server is killed --------------------------------------------------------------------------------


@pytest.mark.nightly
def test_what_was_typed_when_the_server_was_killed_is_saved_by_the_next(
    shelf: Library, page: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at, fixed = workspace(tmp_path / "workspace"), (f"--ServerApp.port={free_port()}", "--ServerApp.port_retries=0")
    with serving(at, *fixed) as server:
        folder = opened(server, shelf, "killed", monkeypatch)
        score(server, page, folder)
        by_id(page, f"reason-{CELL}").fill("Opgeslagen.")
        expect(page.locator("#kept")).to_have_class("ts-mark ts-mark-saved")
        server.process.send_signal(signal.SIGKILL)
        server.process.wait(20)
        by_id(page, f"reason-{CELL}").fill("Opgeslagen. En getypt toen er niemand meer was.")
        expect(page.locator("[role=alert]:not(:empty)").first).to_be_visible(timeout=20_000)
        expect(page.locator("#kept")).to_have_class("ts-mark ts-mark-unsaved")
        assert reason(folder) == "Opgeslagen."
    with serving(at, *fixed) as again:
        assert again.base == server.base
        visit(again, page, "02_score", "killed")
        expect(by_id(page, f"reason-{CELL}")).to_have_value("Opgeslagen. En getypt toen er niemand meer was.")
        expect(page.locator("#kept")).to_have_class("ts-mark ts-mark-saved")
        assert reason(folder) == "Opgeslagen. En getypt toen er niemand meer was."


def test_a_killed_kernel_is_said_within_ten_seconds_and_a_half_typed_beginning_stays(
    server: Server, page: Page
) -> None:
    visit(server, page, "00_start")
    page.locator("#title").fill("Half getypt")
    page.locator("#track-tender").check()
    server.kill_kernel(page.locator("body").get_attribute("data-kernel-id") or "?")
    expect(page.locator("[role=alert]:not(:empty)").first).to_be_visible(timeout=10_000)
    page.reload()
    expect(page.locator("#title")).to_have_value("Half getypt")
    expect(page.locator("#track-tender")).to_be_checked()
    speak(page, "en")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("#title")).to_have_value("Half getypt")


# ---- the disk is full ------------------------------------------------------------------------------------


def test_a_full_disk_while_scoring_costs_no_word(
    server: Server, shelf: Library, page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = opened(server, shelf, "full", monkeypatch)
    score(server, page, folder)
    by_id(page, f"reason-{CELL}").fill("Dit stond er al.")
    expect(page.locator("#kept")).to_have_class("ts-mark ts-mark-saved")
    fill_disk(server, page, True)
    by_id(page, f"reason-{CELL}").fill("Dit past er niet meer bij.")
    said(page, FULL)
    expect(by_id(page, f"reason-{CELL}")).to_have_value("Dit past er niet meer bij.")
    expect(page.locator("#kept")).to_have_class("ts-mark ts-mark-unsaved")
    assert reason(folder) == "Dit stond er al."
    page.reload()  # a new kernel: by then there is room again
    expect(by_id(page, f"reason-{CELL}")).to_have_value("Dit past er niet meer bij.")
    expect(page.locator("#kept")).to_have_class("ts-mark ts-mark-saved")
    assert reason(folder) == "Dit past er niet meer bij."


@pytest.mark.nightly
def test_a_full_disk_is_said_by_the_pages_that_write_and_nothing_half_is_left(
    server: Server, shelf: Library, page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = opened(server, shelf, "full-too", monkeypatch)
    visit(server, page, "00_start")
    fill_disk(server, page, True)
    page.locator("#title").fill("Past er niet bij")
    page.locator("#authority").fill("Gemeente")
    page.locator("form .ts-main").first.press("Enter")
    said(page, FULL)
    expect(page.locator("#title")).to_have_value("Past er niet bij")
    assert not (server.workspace / "assessments" / "past-er-niet-bij").exists()

    visit(server, page, "01_prepare", "full-too")
    fill_disk(server, page, True)
    by_id(page, "solutions/name").fill("Wilgenlijn")
    page.locator("#solutions-go").press("Enter")
    said(page, FULL)
    expect(by_id(page, "solutions/name")).to_have_value("Wilgenlijn")
    fill_disk(server, page, False)
    page.locator("#solutions-go").press("Enter")
    expect(page.locator("#solutions .ts-card")).to_have_count(3)
    assert [each.name for each in workbench.open_folder(folder.path).assessment().solutions.values()][2:] == [
        "Wilgenlijn"
    ]

    visit(server, page, "03_consensus", TENDER)
    page.locator("#ts-who").select_option("chair")
    expect(page.locator("#note-text")).to_be_visible()
    fill_disk(server, page, True)
    page.locator("#note-text").fill("Trekt aan elkaar.")
    said(page, FULL)
    expect(page.locator("#note-text")).to_have_value("Trekt aan elkaar.")
    page.reload()
    expect(page.locator("#note-text")).to_have_value("Trekt aan elkaar.")

    visit(server, page, "08_report", TENDER)
    reports = server.workspace / "assessments" / TENDER / "reports"
    there = {path.name: path.read_bytes() for path in reports.glob("*")}
    fill_disk(server, page, True)
    page.locator("#format-pdf").uncheck()
    page.locator("#make").press("Enter")
    said(page, FULL)
    expect(page.locator("#make")).to_be_enabled()
    assert {path.name: path.read_bytes() for path in reports.glob("*")} == there


# ---- the assessment vanishes, or is of a newer version ---------------------------------------------------


@pytest.mark.nightly
def test_a_folder_that_vanishes_under_the_score_page_comes_back_with_all_that_was_typed(
    server: Server, shelf: Library, page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = opened(server, shelf, "vanishes", monkeypatch)
    away = server.workspace / "elsewhere"
    score(server, page, folder)
    preparing = page.context.new_page()
    visit(server, preparing, "01_prepare", "vanishes")
    by_id(preparing, "solutions/about").fill("Half getypt")
    folder.path.rename(away)
    said(page, GONE)  # without anything being done: the page looks by itself
    by_id(page, f"reason-{CELL}").fill("Getypt zonder map.")
    expect(by_id(page, f"fault-{CELL}")).to_contain_text(re.compile("verplaatst of hernoemd|moved or renamed"))
    preparing.evaluate("window.dispatchEvent(new Event('focus'))")
    said(preparing, GONE)
    visit(server, preparing, "01_prepare", "vanishes")
    said(preparing, ABSENT)
    expect(preparing.locator('#ts-content a[href="00_start.ipynb"]')).to_be_visible()
    away.rename(folder.path)
    visit(server, preparing, "01_prepare", "vanishes")
    expect(by_id(preparing, "solutions/about")).to_have_value("Half getypt")
    page.reload()
    expect(by_id(page, f"reason-{CELL}")).to_have_value("Getypt zonder map.")
    expect(page.locator("#kept")).to_have_class("ts-mark ts-mark-saved")
    assert reason(folder) == "Getypt zonder map."


@pytest.mark.nightly
def test_a_folder_that_vanishes_is_said_when_something_is_asked_of_it(server: Server, page: Page) -> None:
    folder = server.workspace / "assessments" / "vanishes-later"
    shutil.copytree(server.workspace / "assessments" / TENDER, folder)
    windows = {name: page.context.new_page() for name in ("03_consensus", "04_compare", "08_report")}
    for name, window in windows.items():
        visit(server, window, name, folder.name)
    shutil.rmtree(folder)
    said(windows["03_consensus"], GONE)  # looks by itself
    windows["04_compare"].locator("#fold-gates").press("Enter")
    windows["04_compare"].locator(".ts-ground summary").first.press("Enter")
    windows["08_report"].locator("#make").press("Enter")
    said(windows["04_compare"], GONE)
    said(windows["08_report"], GONE)
    for window in windows.values():
        assert window.locator("#ts-content h1").count() == 1


@pytest.mark.nightly
def test_an_assessment_of_a_newer_version_is_named_and_left_alone(server: Server, page: Page) -> None:
    folder = server.workspace / "assessments" / "from-later"
    shutil.copytree(server.workspace / "assessments" / TENDER, folder)
    log = folder / "log" / "chair.jsonl"
    first, *rest = log.read_bytes().split(b"\n")
    document = canonical.decode(first)
    document["format"] = 99
    del document["digest"]
    document["digest"] = canonical.digest(document)
    log.write_bytes(b"\n".join([canonical.encode(document), *rest]))
    before = log.read_bytes()
    visit(server, page, "00_start")
    card = page.locator(".ts-card", has_text="from-later")
    expect(card).to_contain_text(NEWER)
    expect(page.locator(f'.ts-card a[href$="{TENDER}"]')).to_be_visible()
    for name in PAGES:
        visit(server, page, name, folder.name)
        said(page, NEWER)
        expect(page.locator('#ts-content a[href="00_start.ipynb"]')).to_be_visible()
    assert log.read_bytes() == before
