"""Asking vendors in a browser, by keyboard: questions out, answers in, faults by cell, cited on the score page."""

from __future__ import annotations

import io
import re
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect
from tests.browser.axe import violations
from tests.browser.server import Server
from tests.browser.walk import Watch, by_id, data_of, press, settled, sideways, speak, write
from tests.pages.opened import open_tender

from toetssteen import canonical
from toetssteen.content.library import Library
from toetssteen.store.folder import Folder
from toetssteen.workbench import Workbench

PDF = b"%PDF-1.7\n%%EOF"
NASTY = '=1+1 <img src=x onerror="window.ran=1"> \N{RIGHT-TO-LEFT OVERRIDE}שלום'


@pytest.fixture
def folder(server: Server, shelf: Library, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Folder:
    monkeypatch.setenv("TOETSSTEEN_DATA", str(data_of(server)))
    name = "ask-" + re.sub(r"[^a-z0-9]+", "-", request.node.name.lower())[:60].strip("-")
    return open_tender(server.workspace, shelf, name)


def filled(content: bytes, **cells: str) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(content))
    for place, text in cells.items():
        book.worksheets[1][place].value = text
        book.worksheets[1][place].data_type = "s"
    book.save(out := io.BytesIO())
    return out.getvalue()


def file(name: str, content: bytes) -> dict[str, object]:
    return {"name": name, "mimeType": "application/octet-stream", "buffer": content}


def test_the_questionnaire_goes_out_and_answers_come_in(
    server: Server, folder: Folder, page: Page, tmp_path: Path
) -> None:
    watch = Watch(page, server.base)
    page.goto(server.page("01_prepare", f"assessment={folder.path.name}"))
    speak(page, "nl")
    press(page, "ask-make", "Enter")
    link = by_id(page, "ask-save")
    expect(link).to_be_focused()
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    download.value.save_as(tmp_path / "q.xlsx")
    content = (tmp_path / "q.xlsx").read_bytes()
    expect(page.locator("#ask .ts-codes code").first).to_have_text(canonical.sha256(content))
    bad = filled(content, F2=NASTY, G2="9", H2="rapport.pdf")
    by_id(page, "ask-answers").set_input_files(file("linde.xlsx", bad))  # type: ignore[arg-type]
    by_id(page, "ask-files").set_input_files([file("run.exe", b"MZ")])  # type: ignore[list-item]
    press(page, "ask-take", "Enter")
    faults = by_id(page, "ask-faults")
    expect(faults.get_by_role("heading")).to_be_focused()
    for code in ("TS-486", "TS-488", "TS-489", "TS-490"):
        expect(faults.get_by_text(code)).to_be_visible()
    expect(faults).to_contain_text("G2 (uw eigen bewering)")
    assert folder.assessment().answers == {}
    assert not (found := violations(page)), found
    by_id(page, "ask-answers").set_input_files(  # type: ignore[call-overload]
        file("linde.xlsx", filled(content, F2=NASTY, G2="voldaan", H2="rapport.pdf"))
    )
    by_id(page, "ask-files").set_input_files([file("rapport.pdf", PDF)])  # type: ignore[list-item]
    press(page, "ask-take", "Enter")
    expect(by_id(page, "ask-from-linde")).to_be_focused()
    assert folder.assessment().answers["linde"].answers[0].text == NASTY
    write(page, "ask/question", f"Mag het ook anders? {NASTY}")
    write(page, "ask/answer", "Ja, voor iedereen.")
    press(page, "ask-clarify", "Enter")
    expect(by_id(page, "ask-told-title")).to_be_focused()
    press(page, "ask-told-make", "Enter")
    expect(by_id(page, "ask-told-save")).to_be_focused()
    for language in ("en", "nl"):
        speak(page, language)
        expect(page.locator("html")).to_have_attribute("lang", language)
        assert not (found := violations(page)), found
    page.set_viewport_size({"width": 320, "height": 800})
    assert sideways(page) <= 0
    assert page.evaluate("window.ran") is None
    watch.quiet()


def test_an_answer_is_cited_as_evidence_with_one_click(server: Server, folder: Folder, page: Page) -> None:
    content = Workbench.of(folder, "chair").ask("xlsx", "nl")
    given = filled(content, F2=NASTY, G2="voldaan")
    Workbench.of(folder, "chair").receive("linde", given, {}, name="linde.xlsx")
    Workbench.of(folder, "evaluator-1").declare("none")
    watch = Watch(page, server.base)
    page.goto(server.page("02_score", f"assessment={folder.path.name}"))
    speak(page, "nl")
    settled(page)
    page.get_by_label("Wie").select_option("evaluator-1")
    by_id(page, "who-go").click()
    settled(page)
    criterion = folder.assessment().answers["linde"].answers[0].criterion
    button = by_id(page, f"ask-{criterion}")
    if button.get_attribute("aria-expanded") != "true":
        button.click()
    vendor = by_id(page, f"vendor-{criterion}-linde")
    expect(vendor).not_to_have_attribute("open", "")
    vendor.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(vendor.locator("blockquote")).to_have_text(NASTY)
    expect(vendor).to_contain_text("Woord van de leverancier")
    expect(vendor).to_contain_text("voldaan")
    press(page, f"cite-{criterion}-linde", "Enter")
    by_id(page, f"answer-{criterion}-linde-met").check()
    expect(by_id(page, f"cite-{criterion}-linde")).to_have_attribute("aria-disabled", "true")
    cell = ("linde", criterion)
    expect(page.locator("#kept")).to_have_text("Alles is opgeslagen")
    page.wait_for_timeout(500)
    assert Workbench.of(folder, "evaluator-1").draft().evaluations()[cell].evidence == ["vendor-linde"]
    assert not (found := violations(page)), found
    assert page.evaluate("window.ran") is None
    watch.quiet()
