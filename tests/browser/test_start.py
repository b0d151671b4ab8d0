"""The start page in a real browser: usable at once, by keyboard, in both languages, nothing from elsewhere."""

from __future__ import annotations

from pathlib import Path
from shutil import copyfile

import pytest
from openpyxl import Workbook
from playwright.sync_api import Page, expect
from tests.browser.axe import violations
from tests.browser.server import Server

from toetssteen import workbench
from toetssteen.model.entries.scoring import Imported


@pytest.mark.parametrize(
    ("button", "language", "heading"),
    [
        ("Nederlands", "nl", "Uw toetsen"),
        pytest.param("English", "en", "Your assessments", marks=pytest.mark.nightly),
    ],
)
def test_the_start_page_shows_every_assessment(
    server: Server, page: Page, button: str, language: str, heading: str
) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(server.page("00_start"))
    page.get_by_role("button", name=button).press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)
    for example in ("Chatten met de gemeente", "Aanbesteding van een webchat"):
        expect(page.get_by_role("heading", level=2, name=example).first).to_be_visible()
    assert page.evaluate("document.documentElement.lang") == language
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert violations(page) == []
    assert [each for each in asked if not each.startswith((server.base, "data:", "blob:"))] == []


def english(server: Server, page: Page) -> None:
    """Open the page in English; asked for twice, it would be drawn anew under what follows."""
    page.goto(server.page("00_start"))
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    if page.locator("html").get_attribute("lang") != "en":
        page.get_by_role("button", name="English").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Your assessments")


def test_a_new_assessment_is_begun_by_keyboard_and_a_refusal_keeps_what_was_typed(server: Server, page: Page) -> None:
    english(server, page)
    page.locator("#title").press_sequentially("Zzz kiosk")
    page.locator("#authority").press_sequentially("Town")
    page.keyboard.press("Enter")
    note = page.get_by_text("The assessment ‘zzz-kiosk’ was made.")
    expect(note).to_be_focused()
    note.get_by_role("link").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Prepare", timeout=30_000)
    (server.workspace / "assessments" / "zzz-kiosk").rename(server.workspace / "zzz-kiosk")


def test_a_workbook_to_fill_in_is_saved_and_comes_in_as_it_is(server: Server, page: Page, tmp_path: Path) -> None:
    english(server, page)
    page.get_by_role("button", name="Workbook to fill in (LibreOffice, ODS)").press("Enter")
    link = page.get_by_role("link", name="Save scores-to-fill-in.ods")
    expect(link).to_be_focused()
    with page.expect_download() as saved:
        link.press("Enter")
    saved.value.save_as(tmp_path / "filled.ods")
    page.locator("#file").set_input_files(tmp_path / "filled.ods")
    page.get_by_role("button", name="Read the scores").press("Enter")
    expect(page.get_by_text("was made.")).to_be_focused()
    expect(page.locator(".ts-alert")).to_be_empty()
    expect(page.locator(".ts-notes")).to_have_count(0)
    assert violations(page) == []


def test_what_is_hidden_in_a_sheet_is_asked_in_the_form_and_told_when_it_was_read(
    server: Server, page: Page, tmp_path: Path
) -> None:
    book = Workbook()
    for name, rows in {
        "criteria": [("id", "title", "value", "weight", "scale_max", "kind"), ("a", "Hulp", "", "", "", "gate")],
        "scores": [
            ("evaluator", "solution", "criterion", "level", "reason"),
            ("e-1", "Linde", "a", True, "Gezien."),
            ("e-1", "Beuk", "a", "n.v.t.", "Ingetrokken."),
        ],
    }.items():
        made = book.create_sheet(name)
        for row in rows:
            made.append(row)
        made.row_dimensions[3].hidden = True
    book.save(tmp_path / "hidden.xlsx")
    english(server, page)
    question, go = page.get_by_role("group", name="hidden"), page.get_by_role("button", name="Read the scores")
    expect(question).to_be_hidden()
    page.locator("#file").set_input_files(tmp_path / "hidden.xlsx")
    go.press("Enter")
    expect(page.locator("#hidden-read-fault")).to_contain_text("hidden or filtered away: 3")
    expect(page.locator("#hidden-read")).to_be_focused()
    question.get_by_label("read them").check()
    page.locator("#file").set_input_files(copyfile(tmp_path / "hidden.xlsx", tmp_path / "other.xlsx"))
    expect(question).to_be_hidden()  # what was answered for one file is not answered for another
    go.press("Enter")
    expect(question).to_be_visible()
    expect(question.get_by_label("read them")).not_to_be_checked()
    question.get_by_label("pass them over").check()
    go.press("Enter")
    expect(page.get_by_text("was made.")).to_be_focused()
    expect(page.locator(".ts-notes")).to_contain_text("Hidden and passed over: scores, 3")
    expect(page.locator(".ts-alert")).to_be_empty()
    assert violations(page) == []
    page.locator(".ts-notes").get_by_role("button", name="Close").press("Enter")
    expect(page.locator(".ts-notes")).to_have_count(0)
    page.get_by_role("link", name="See the result").press("Enter")
    expect(page.locator("#ts-content")).to_contain_text("there are only gates")
    expect(page.locator(".ts-fold[data-part=ranking] p").first).to_contain_text("no totals, no ranking and no profile")
    expect(page.locator("#profile, #criteria, .ts-figure, #pointing, .ts-total")).to_have_count(
        0
    )  # nothing empty is drawn
    expect(page.locator(".ts-outcome > details > summary")).to_have_text("How this word is chosen")
    expect(page.get_by_text("How we choose the word.")).to_be_hidden()
    expect(page.locator("#ts-content")).to_contain_text("Linde")


def test_a_wide_sheet_is_shown_asked_about_and_taken_in_after_a_yes(server: Server, page: Page, tmp_path: Path) -> None:
    layout = Path(__file__).parents[1] / "sheets" / "layouts" / "1-merged-heads.ods"
    english(server, page)
    page.locator("#file").set_input_files(copyfile(layout, tmp_path / "wide-board.ods"))
    page.get_by_role("button", name="Read the scores").press("Enter")
    expect(page.get_by_role("heading", name="This is how the sheet would be read")).to_be_visible()
    expect(page.locator("#agreed-only")).to_be_focused()
    expect(page.get_by_role("button", name="Yes, take it in like this")).to_have_count(0)
    expect(page.locator("#file-fault")).to_have_count(0)
    expect(page.locator("#agreed-only-fault")).to_contain_text("beside the scores".capitalize())
    page.get_by_role("group", name="What is to be taken in?").get_by_label("only what was agreed").check()
    page.get_by_role("button", name="Look again").press("Enter")
    row = page.get_by_role("row", name="Totaal (max. 100 punten) everybody Ardavium B.V. 74 74 yes")
    expect(row).to_be_visible()
    for unit in ("points", "percent"):  # what is taken in is what was shown
        page.locator(f"input[name=weights][value={unit}]").check()
        expect(page.get_by_role("button", name="Yes, take it in like this")).to_have_count(0)
        page.get_by_role("button", name="Look again").press("Enter")
        expect(page.get_by_role("button", name="Yes, take it in like this")).to_be_visible()
    assert not (server.workspace / "assessments" / "wide-board").exists()
    page.get_by_role("button", name="Save as a workbook to mend").press("Enter")
    with page.expect_download() as saved:
        page.get_by_role("link", name="Save wide-board-scores-to-fill-in.xlsx").press("Enter")
    saved.value.save_as(tmp_path / "mended.xlsx")
    assert (tmp_path / "mended.xlsx").read_bytes().startswith(b"PK")
    assert violations(page) == []
    page.get_by_role("button", name="Yes, take it in like this").press("Enter")
    expect(page.get_by_text("was made.")).to_be_focused()
    made = workbench.open_folder(server.workspace / "assessments" / "wide-board")
    [source] = [entry.body.source for entry in made.in_order() if isinstance(entry.body, Imported)]
    assert source.startswith("wide-board.ods (breed blad: ")
