"""Opening the files behind evidence and answers in a browser, by keyboard: the same bytes, saved and never drawn."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Download, Page, expect
from tests.browser.axe import violations
from tests.browser.server import Server
from tests.browser.walk import Watch, by_id, config_of, data_of, sideways, speak, tab_to
from tests.pages.opened import chair, open_tender
from tests.store import making

from toetssteen import workbench
from toetssteen.content.library import Library
from toetssteen.store.folder import Folder
from toetssteen.workbench import Workbench

FIRST = "privacy.processing-agreement"
CELL = f"{FIRST}-linde"
LARGE = b"%PDF-1.7 " + os.urandom(4_000_000)
HTML = b"<html><body onload=\"opener.ran=1\"><script>parent.ran = window.ran = 1; document.title = 'ran'</script>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="parent.ran=1"><script>parent.ran=1</script></svg>'
SHEET = b"PK\x03\x04 xl/workbook.xml"
READY = re.compile("staat bij uw downloads")


@pytest.fixture
def watched(server: Server, page: Page, monkeypatch: pytest.MonkeyPatch) -> Iterator[Page]:
    """Give a window in which afterwards nothing ran, and no other window was opened."""
    monkeypatch.setenv("TOETSSTEEN_DATA", str(data_of(server)))
    monkeypatch.setenv("TOETSSTEEN_CONFIG", str(config_of(server)))
    watch = Watch(page, server.base)
    yield page
    assert page.evaluate("window.ran ?? null") is None
    assert len(page.context.pages) == 1
    watch.quiet()


def piece(folder: Folder, name: str, content: bytes, title: str, about: str = "") -> Path:
    file = folder.put_file(content)
    chair(folder, "evidence-added", evidence=name, type="document", title=title, file=file, about=about)
    return folder.path / "evidence" / file


def received(folder: Folder, solution: str, criterion: str) -> None:
    attached = [{"name": "rapport.pdf", "file": folder.put_file(LARGE)}]
    given = {"answers": [{"criterion": criterion, "text": "Ja.", "files": ["rapport.pdf"]}], "attachments": attached}
    chair(folder, "answers-received", solution=solution, file=folder.put_file(SHEET), **given)


def saved(page: Page, wanted: str) -> tuple[str, bytes]:
    """Go to a button and press Enter; give the name and the bytes of what was saved, without leaving the button."""
    tab_to(page, f'[id="{wanted}"]')
    before = page.url
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    found: Download = download.value
    assert found.url.startswith("blob:")
    expect(page.locator(".ts-status")).to_have_text(READY)
    expect(by_id(page, wanted)).to_be_focused()
    assert page.url == before
    return found.suggested_filename, Path(found.path()).read_bytes()


def fits_and_is_sound(page: Page, folds: str = "#ts-content details") -> None:
    """Require that with these unfolded axe-core finds nothing in either language, and 320 pixels are enough."""
    for language, name in (("en", "Open ·"), ("nl", "Openen ·")):
        speak(page, language)
        expect(page.locator("html")).to_have_attribute("lang", language)
        page.evaluate("folds => document.querySelectorAll(folds).forEach((each) => { each.open = true; })", folds)
        expect(page.get_by_role("button", name=name).first).to_be_visible()
        assert violations(page) == []
    page.set_viewport_size({"width": 320, "height": 640})
    assert sideways(page) <= 0


def test_an_evaluator_opens_evidence_and_what_the_vendor_sent(server: Server, watched: Page, shelf: Library) -> None:
    folder = open_tender(server.workspace, shelf, "kept-score")
    page, name = watched, "Offerte <b> van een leverancier met een lange naam"
    path = piece(folder, "e-1", LARGE, name, "offerte.pdf")
    piece(folder, "e-2", HTML, "Pagina", "pagina.html")
    piece(folder, "e-3", SVG, "Beeld", "beeld.svg")
    given = {"type": "word", "title": "Krant", "link": "https://x.example/a", "consulted": "2026-03-02"}
    chair(folder, "evidence-added", evidence="e-4", **given)
    received(folder, "linde", FIRST)
    Workbench.of(folder, "evaluator-1").declare("none")
    page.goto(server.page("02_score", f"assessment={folder.path.name}"))
    speak(page, "nl")
    page.get_by_label("Wie beoordeelt?").select_option("evaluator-1")
    page.locator("#who-go").press("Enter")
    cell = by_id(page, f"cell-{CELL}")
    by_id(page, f"vendor-{CELL}").locator("summary").press("Enter")
    assert saved(page, f"kept-file-0-{CELL}") == ("rapport.pdf", LARGE)
    assert saved(page, f"kept-sheet-{CELL}") == ("Lindepraat-questionnaire.xlsx", SHEET)
    cell.locator(".ts-proof summary").press("Enter")
    choice = by_id(page, f"choose-{CELL}")
    assert saved(page, f"kept-choose-e-1-{CELL}") == ("offerte.pdf", LARGE)
    choice.select_option("e-4")
    expect(cell.locator("[id^=kept-choose]")).to_have_count(0)  # a link has no file
    choice.select_option("e-1")
    cell.get_by_role("button", name="Hierbij gebruiken").press("Enter")
    expect(by_id(page, f"kept-use-e-1-{CELL}")).to_have_accessible_name(f"Openen · {name}")
    assert saved(page, f"kept-use-e-1-{CELL}") == ("offerte.pdf", LARGE)
    for each, called, content in (("e-2", "Pagina.txt", HTML), ("e-3", "Beeld.txt", SVG)):
        choice.select_option(each)
        assert saved(page, f"kept-choose-{each}-{CELL}") == (called, content)
    path.unlink()
    by_id(page, f"kept-use-e-1-{CELL}").press("Enter")
    expect(page.locator(".ts-alert h2")).to_have_text("Dit bestand kan nu niet worden geopend")
    expect(page.locator(".ts-alert")).to_contain_text("zet het bestand terug uit een reservekopie")
    fits_and_is_sound(page)


@pytest.mark.nightly
def test_the_committee_opens_it_on_the_consensus_page_and_beside_the_comparison(server: Server, watched: Page) -> None:
    page, key = watched, "s1|c1"
    folder = making.opened_round(server.workspace / "assessments" / "kept-consensus", "tender")
    piece(folder, "e-1", LARGE, "Offerte <b>", "offerte.pdf")
    piece(folder, "e-2", HTML, "Pagina", "pagina.html")
    received(folder, "s1", "c1")
    for person in making.EVALUATORS:
        given = [each.model_copy(update={"evidence": ["e-1"]}) for each in making.answers()]
        Workbench.of(folder, person).record(workbench.body_of("submitted", {"round": 1, "evaluations": given}))
    making.move(folder, "scored")
    page.goto(server.page("03_consensus", f"assessment={folder.path.name}"))
    speak(page, "nl")
    page.get_by_label("Wie legt vast?").select_option("chair")
    by_id(page, f"point-{key}").press("Enter")
    expect(by_id(page, f"reason-{key}")).to_be_visible()
    expect(by_id(page, f"body-{key}")).to_contain_text("woordelijk dezelfde reden")
    for person in making.EVALUATORS:
        assert saved(page, f"kept-{key}-{person}-e-1") == ("offerte.pdf", LARGE)
    page.get_by_text("Wat de leverancier zelf antwoordde").press("Enter")
    assert saved(page, f"kept-file-0-{key}") == ("rapport.pdf", LARGE)
    assert saved(page, f"kept-sheet-{key}") == ("S1-questionnaire.xlsx", SHEET)
    page.get_by_text("Ander bewijs uit deze toets").press("Enter")
    assert saved(page, f"kept-form-{key}-e-2") == ("Pagina.txt", HTML)
    fits_and_is_sound(page)
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(server.page("04_compare", f"assessment={folder.path.name}"))
    page.locator("details:has(> .ts-grounds) > summary").first.press("Enter")
    button = page.get_by_role("button", name="Openen · Offerte <b>").first
    with page.expect_download() as download:
        button.press("Enter")
    assert Path(download.value.path()).read_bytes() == LARGE
    fits_and_is_sound(page, "details:has(> .ts-grounds)")
