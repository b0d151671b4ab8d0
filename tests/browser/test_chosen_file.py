"""A file that changes after it was chosen is said in every form that takes one, and its field is emptied."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import pytest
from openpyxl import Workbook
from playwright.sync_api import Page, expect
from tests import keyless
from tests.browser.forms import other_language, unfold
from tests.browser.server import Server
from tests.browser.walk import Watch, by_id, config_of, data_of
from tests.pages.opened import open_tender
from tests.pages.priced import priced_tender

from toetssteen import workbench
from toetssteen.content.library import Library
from toetssteen.store.folder import Folder
from toetssteen.workbench import Workbench

CHANGED = "kan niet worden gelezen"
REFUSED = "() => { Blob.prototype.arrayBuffer = async () => { throw new DOMException('', 'NotReadableError'); }; }"
CELL = "privacy.processing-agreement-linde"


@pytest.fixture(scope="module")
def folders(server: Server, shelf: Library) -> Iterator[dict[str, Folder]]:
    """Give a tender that is open for evaluator-1, and one with prices."""
    places = {"TOETSSTEEN_DATA": str(data_of(server)), "TOETSSTEEN_CONFIG": str(config_of(server))}
    with patch.dict(os.environ, places):
        folder = open_tender(server.workspace, shelf, "chosen-open")
        Workbench.of(folder, "evaluator-1").declare("none")
        yield {"open": folder, "priced": priced_tender(server.workspace, "agreed", "chosen-priced")}


def dutch(server: Server, page: Page, notebook: str, assessment: str = "") -> None:
    page.goto(server.page(notebook, f"assessment={assessment}" if assessment else ""))
    expect(page.locator("#ts-content")).to_be_visible()
    if page.locator("html").get_attribute("lang") != "nl":
        other_language(page)


def scores(path: Path, level: str) -> Path:
    """Write a sheet with one score."""
    book = Workbook()
    for name, rows in {
        "criteria": [("id", "title", "value", "weight", "scale_max"), ("a", "Hulp", "inclusion", 100, 4)],
        "scores": [("evaluator", "solution", "criterion", "level", "reason"), ("e-1", "Linde", "a", level, "Gezien.")],
    }.items():
        for row in rows:
            (book[name] if name in book.sheetnames else book.create_sheet(name)).append(row)
    del book["Sheet"]
    book.save(path)
    return path


def change(file: Path) -> None:
    """Save the file anew, as a spreadsheet does."""
    was = file.stat().st_mtime
    file.write_bytes(file.read_bytes() + b"more")
    os.utime(file, (was + 5, was + 5))


def test_scores_that_were_mended_and_sent_again(server: Server, page: Page, tmp_path: Path) -> None:
    watch = Watch(page, server.base)
    dutch(server, page, "00_start")
    file = scores(tmp_path / "scores.xlsx", "n.v.t.")
    page.locator("#file").set_input_files(file)
    page.locator("#bring-title").fill("Gekozen blad")
    page.get_by_role("button", name="Scores inlezen").click()
    expect(page.locator(".ts-alert")).to_contain_text("n.v.t.")
    scores(file, "3")
    os.utime(file, (file.stat().st_mtime + 5,) * 2)
    page.get_by_role("button", name="Scores inlezen").click()
    expect(page.locator("#file-fault")).to_contain_text(CHANGED)
    expect(page.locator("#file")).to_be_focused()
    expect(page.locator("#file")).to_have_value("")
    expect(page.locator(".ts-alert")).to_be_empty()  # the fault of before goes when the same act is begun again
    page.locator("#file").set_input_files(file)
    other_language(page)
    assert page.locator("#file").input_value().endswith("scores.xlsx"), "a file that was chosen stays"
    page.locator("form:has(#file) button:not([type=button])").click()
    expect(page.locator("#ts-content .ts-note").first).to_contain_text("gekozen-blad")
    expect(page.locator("#file-fault")).to_have_count(0)
    expect(page.locator("#file")).to_have_value("")
    watch.quiet()


@pytest.mark.parametrize(
    ("notebook", "field", "press"),
    [
        ("01_prepare", "sheet-file", "sheet-take"),
        ("01_prepare", "ask-answers", "ask-take"),
        ("01_prepare", "ask-files", "ask-take"),
        ("02_score", f"piece-file-{CELL}", ""),
        ("04_compare", "price-linde/file", ""),
    ],
)
def test_a_file_that_changed_after_it_was_chosen(
    server: Server, page: Page, folders: dict[str, Folder], tmp_path: Path,
    notebook: str, field: str, press: str,
) -> None:  # fmt: skip
    watch = Watch(page, server.base)
    if field == "sheet-file":
        given = {"assessment": "chosen-early", "title": "W", "track": "tender", "procedure": "above-threshold"}
        opened = workbench.body_of("opened", {**given, "authority": "G"})
        folder = keyless.create(server.workspace / "assessments" / "chosen-early", opened, None)  # type: ignore[arg-type]
    else:
        folder = folders["priced" if notebook == "04_compare" else "open"]
    dutch(server, page, notebook, folder.path.name)
    file = scores(tmp_path / "blad.xlsx", "3") if field != "ask-files" else tmp_path / "bijlage.pdf"
    if field == "ask-files":
        file.write_bytes(b"%PDF-1.7\n%%EOF")
        by_id(page, "ask-answers").set_input_files(scores(tmp_path / "antwoord.xlsx", "3"))
    if notebook == "02_score":
        evidence(page)
    unfold(page, "#ts-content")
    if (
        notebook == "04_compare"
    ):  # it is read as soon as it is chosen, too soon to change it: the browser's refusal is played
        page.evaluate(
            "() => { Blob.prototype.arrayBuffer = async () => { throw new DOMException('', 'NotReadableError'); }; }"
        )
    by_id(page, field).set_input_files(file)
    if notebook != "04_compare":
        change(file)
        (by_id(page, press) if press else page.get_by_role("button", name="Bewijs bewaren")).click()
    expect(by_id(page, f"{field}-fault")).to_contain_text(CHANGED)
    expect(by_id(page, f"{field}-fault")).to_contain_text(file.name)
    expect(by_id(page, field)).to_have_value("")
    expect(by_id(page, field)).to_have_attribute("aria-invalid", "true")
    expect(by_id(page, field)).to_be_focused()
    watch.quiet()


def evidence(page: Page) -> None:
    """Open the form of a piece of evidence, as evaluator-1."""
    page.locator("#who").select_option("evaluator-1")
    page.locator("#who-go").click()
    cell = by_id(page, f"cell-{CELL}")
    cell.locator(".ts-proof > summary").click()
    cell.locator(".ts-proof button").last.click()
    by_id(page, f"piece-title-{CELL}").fill("Rapport")
    by_id(page, f"piece-came-yes-{CELL}").check()
