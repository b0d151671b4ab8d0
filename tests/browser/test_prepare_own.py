"""Making a set one's own in a real browser: by keyboard only, in both languages, narrow, and nothing lost."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect
from tests import keyless
from tests.browser.axe import violations
from tests.browser.server import Server
from tests.browser.test_prepare import choose
from tests.browser.walk import Watch, by_id, press, sideways, speak, tab_to, write
from tests.scoped import ANSWERS

from toetssteen import workbench
from toetssteen.content.library import Library
from toetssteen.model.entries.opening import Opened
from toetssteen.sheets.set_sheet import set_sheet
from toetssteen.store.folder import Folder

OWN = "privacy.own-camera-bij-de-balie"
LINES = {
    "title": "Camera bij de balie",
    "question": "Ziet een camera wie er aan de balie staat?",
    "why": "Wie hulp vraagt, hoeft niet gefilmd te worden.",
    "link": "De oplossing hangt bij de balie.",
    **{str(level): f"Er kijken {4 - level} camera's mee." for level in range(5)},
    "ask": "Een plattegrond",
}


@pytest.fixture
def folder(server: Server, shelf: Library, request: pytest.FixtureRequest) -> Folder:
    """Begin a small tender of the test's own."""
    name = "own-" + re.sub(r"[^a-z0-9]+", "-", request.node.name.lower())[:60].strip("-")
    given = {"assessment": name, "title": "Webchat", "track": "tender", "procedure": "above-threshold"}
    opened = workbench.body_of("opened", {**given, "authority": "Gemeente Voorbeeld"})
    assert isinstance(opened, Opened)
    return keyless.create(server.workspace / "assessments" / name, opened, shelf.set("web-chat-tender"))


@pytest.fixture
def preparing(server: Server, folder: Folder, page: Page) -> Iterator[Page]:
    """Give the page in Dutch; afterwards nothing failed or was asked elsewhere."""
    watch = Watch(page, server.base)
    open_page(page, server, folder)
    yield page
    watch.quiet()


def open_page(page: Page, server: Server, folder: Folder) -> None:
    page.goto(server.page("01_prepare", f"assessment={folder.path.name}"))
    speak(page, "nl")
    expect(page.get_by_role("heading", name="Voorbereiden", level=1)).to_be_visible()


def saved(page: Page, mark: str) -> None:
    expect(by_id(page, f"{mark}-mark")).to_have_text("Opgeslagen")


def leave_out(page: Page, asked: str, reason: str) -> None:
    press(page, f"drop-{asked}-part-sum", "Enter")
    write(page, f"drop-{asked}/reason", reason)
    press(page, f"drop-{asked}-go", "Enter")
    expect(by_id(page, f"undrop-{asked}")).to_be_focused()


@pytest.mark.nightly
def test_a_set_is_made_ones_own_by_keyboard_only_and_frozen(preparing: Page, folder: Folder, tmp_path: Path) -> None:
    page = preparing
    write(page, "period/begins", "01012028")
    write(page, "period/ends", "12312031")
    press(page, "period-go", "Enter")
    saved(page, "period")
    press(page, "coming-sum", "Enter")
    expect(by_id(page, "coming")).to_contain_text("december 2027")
    press(page, "value-privacy-sum", "Enter")
    leave_out(page, "privacy.metadata", "Er zijn geen metagegevens.")
    expect(page.get_by_role("status")).to_contain_text("De som van de gewichten klopt nu niet meer.")
    press(page, "asked-gates-sum", "Enter")
    press(page, "drop-security.encrypted-connection-part-sum", "Enter")
    expect(by_id(page, "drop-security.encrypted-connection-part")).to_contain_text("dit is een eis uit de wet")
    write(page, "drop-security.encrypted-connection/reason", "Staat al in het raamcontract.")
    press(page, "drop-security.encrypted-connection-go", "Enter")
    expect(page.locator(".ts-dropped")).to_contain_text("de plicht blijft")
    press(page, "own-new-sum", "Enter")
    write(page, "own/value", "Priv")
    for name, text in LINES.items():
        write(page, f"own/nl/{name}", text)
    press(page, "own-go", "Enter")
    expect(by_id(page, "own-heading")).to_be_focused()
    expect(by_id(page, "weightless")).to_contain_text("Camera bij de balie")
    press(page, "inside-privacy-sum", "Enter")
    press(page, f"weights/privacy/{OWN}", "Control+a", *"25")
    expect(by_id(page, "sum-privacy")).to_have_text("Samen 80: 20 te weinig")
    tab_to(page, "#spread-all", "Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("group", name="Naar verhouding verdeeld: Binnen Privacy")).to_be_focused()
    press(page, "spread-take", "Enter")
    expect(by_id(page, "weights-go")).to_be_focused()
    page.keyboard.press("Enter")
    saved(page, "weights")
    weights = folder.assessment().choices.weights
    assert weights is not None
    assert {each: str(weight) for each, weight in weights.criteria.items() if each.startswith("privacy.")} == {
        "privacy.telemetry": "68.75", OWN: "31.25",
    }  # fmt: skip
    profile_and_sheet(page, tmp_path)
    for question, answer in ANSWERS.items():
        choose(page, f"scoping-{question}/answer=", answer)
        saved(page, f"scoping-{question}")
    press(page, "freeze-ask", "Enter")
    press(page, "freeze-yes", "Enter")
    expect(by_id(page, "fingerprint-title")).to_be_focused()
    method = folder.assessment().method
    assert method is not None
    assert OWN in {weighing.criterion.id for _, weighing in method.weighings()}
    assert "security.encrypted-connection" not in {each.id for each in method.gates}


def profile_and_sheet(page: Page, tmp_path: Path) -> None:
    """Keep a profile and take it over, make a workbook and read it in again."""
    tab_to(page, "#profiles-sum", "Shift+Tab")
    page.keyboard.press("Enter")
    press(page, "profile-keep-sum", "Enter")
    write(page, "keep/title", "Raad van 2026")
    write(page, "keep/why", "Besproken in de raad.")
    press(page, "keep-go", "Enter")
    expect(by_id(page, "profile/choice")).to_be_focused()
    page.keyboard.type("Raad")
    expect(by_id(page, "profile-shown")).to_contain_text("Dit profiel voegt toe: Camera bij de balie.")
    press(page, "profile-go", "Enter")
    expect(by_id(page, "weights-title")).to_be_focused()
    expect(page.get_by_text("Reden: Raad van 2026: Besproken in de raad.")).to_be_visible()
    tab_to(page, "#sheet-sum", "Shift+Tab")
    page.keyboard.press("Enter")
    press(page, "sheet-make", "Enter")
    expect(by_id(page, "sheet-save")).to_be_focused()
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    download.value.save_as(tmp_path / "set.xlsx")
    by_id(page, "sheet-file").set_input_files(tmp_path / "set.xlsx")
    press(page, "sheet-take", "Enter")
    expect(page.get_by_role("status")).to_contain_text("‘Een webchat inkopen, aangepast’ staat nu bij de sets")
    expect(by_id(page, "other-set-sum")).to_be_focused()


@pytest.mark.nightly
def test_everything_open_passes_axe_in_both_languages_and_fits_a_narrow_window(preparing: Page) -> None:
    page = preparing
    by_id(page, "period/begins").fill("2027-01-01")
    by_id(page, "period/ends").fill("2030-01-01")
    by_id(page, "period-go").click()
    saved(page, "period")
    by_id(page, "scoping-processor/answer=no").check()
    saved(page, "scoping-processor")
    unfold = "document.querySelectorAll('#ts-content details').forEach((each) => { each.open = true; })"
    page.evaluate(unfold)
    by_id(page, "drop-security.encrypted-connection/reason").fill("Staat al in het raamcontract.")
    by_id(page, "drop-security.encrypted-connection-go").click()
    expect(by_id(page, "undrop-security.encrypted-connection")).to_be_focused()
    by_id(page, "drop-exit.data-back/reason").fill("Geen gegevens.")
    by_id(page, "drop-exit.data-back-go").click()
    expect(by_id(page, "undrop-exit.data-back")).to_be_focused()
    by_id(page, "spread-all").click()
    by_id(page, "profiles-sum").focus()
    for language, heading in (("Nederlands", "Voorbereiden"), ("English", "Prepare")):
        page.get_by_role("button", name=language).click()
        expect(page.get_by_role("heading", name=heading, level=1)).to_be_visible()
        page.evaluate(unfold)
        assert violations(page) == []
    page.set_viewport_size({"width": 320, "height": 640})
    assert sideways(page) <= 0
    assert violations(page) == []


def test_what_was_typed_stays_and_a_workbook_with_a_fault_is_named_by_cell(
    preparing: Page, server: Server, folder: Folder, shelf: Library, tmp_path: Path
) -> None:
    page = preparing
    by_id(page, "own-new-sum").click()
    by_id(page, "own/nl/question").fill("Wordt nog geschreven")
    open_page(page, server, folder)
    by_id(page, "own-new-sum").click()
    expect(by_id(page, "own/nl/question")).to_have_value("Wordt nog geschreven")
    expect(by_id(page, "own-mark")).to_have_text("Ingevuld, nog niet opgeslagen")
    book = load_workbook(io.BytesIO(set_sheet(shelf, shelf.set("web-chat-tender"), "nl")))
    cells = (each for sheet in book for row in sheet.iter_rows() for each in row)
    cell = next(each for each in cells if each.value == "privacy.telemetry")
    cell.value = "=1+1"
    cell.parent.row_dimensions[cell.row].hidden = True
    book.save(tmp_path / "set.xlsx")
    by_id(page, "sheet-sum").click()
    by_id(page, "sheet-take").click()
    expect(by_id(page, "sheet-file-fault")).to_have_text("Kies eerst een werkblad.")
    expect(by_id(page, "sheet-file")).to_be_focused()
    by_id(page, "sheet-file").set_input_files(tmp_path / "set.xlsx")
    by_id(page, "sheet-take").click()
    expect(by_id(page, "sheet-told")).to_contain_text("Dit werkblad is niet ingelezen")
    expect(by_id(page, "sheet-told")).to_contain_text(cell.coordinate)
    expect(by_id(page, "sheet/hidden")).to_be_visible()
    by_id(page, "sheet/hidden").select_option("wel lezen")  # what is asked can be answered here
    by_id(page, "sheet-take").click()
    expect(by_id(page, "sheet-told")).to_contain_text(cell.coordinate)
    book.save(tmp_path / "other.xlsx")
    by_id(page, "sheet-file").set_input_files(tmp_path / "other.xlsx")  # and not for another file
    expect(by_id(page, "sheet/hidden")).to_be_hidden()
    expect(by_id(page, "own/nl/question")).to_have_value("Wordt nog geschreven")
