"""Prices in a real browser: chosen before the freeze, sealed, opened, a tie recorded; by keyboard, nothing leaves."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import pytest
from playwright.sync_api import Page, expect
from tests import keyless
from tests.browser.axe import violations
from tests.browser.server import Server, serving, workspace
from tests.browser.walk import Watch, by_id, choose, press, sideways, write
from tests.pages.priced import PRICES, envelope, priced_tender
from tests.scoped import ANSWERS

from toetssteen import workbench
from toetssteen.canonical import sha256
from toetssteen.model.entries.opening import Opened
from toetssteen.store.folder import Folder
from toetssteen.workbench import Workbench, library

EARLY = "vroeg"


@pytest.fixture(scope="module")
def priced(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Give a server with tenders at every stage; their keys are where it looks for them."""
    place = workspace(tmp_path_factory.mktemp("priced") / "workspace")
    home = place.with_name("workspace-home")
    known = {"TOETSSTEEN_DATA": str(home / "data"), "TOETSSTEEN_CONFIG": str(home / "config")}
    with patch.dict(os.environ, known):
        for stage in ("open", "agreed"):
            priced_tender(place, stage, stage)
        early(place)
        with serving(place, TOETSSTEEN_CONFIG=known["TOETSSTEEN_CONFIG"]) as running:
            yield running


def early(place: Path) -> Folder:
    """Begin a tender whose price is still to be chosen."""
    shelf = library.library()
    given = {"assessment": EARLY, "title": "Vroeg", "track": "tender", "procedure": "above-threshold"}
    body = workbench.body_of("opened", {**given, "authority": "Gemeente"})
    assert isinstance(body, Opened)
    folder = keyless.create(place / "assessments" / EARLY, body, shelf.set("web-chat-tender"))
    for question, answer in ANSWERS.items():
        said = workbench.body_of("scoping-answered", {"question": question, "answer": answer})
        Workbench.of(folder, "chair").record(said)
    return folder


def visit(server: Server, page: Page, name: str, notebook: str = "04_compare", language: str = "Nederlands") -> Watch:
    watch = Watch(page, server.base)
    page.goto(server.page(notebook, f"assessment={name}"))
    page.get_by_role("button", name=language).click()
    expect(page.locator("#ts-content")).to_be_visible(timeout=60_000)
    return watch


def assessment(server: Server, name: str) -> Folder:
    return workbench.open_folder(server.workspace / "assessments" / name)


@pytest.mark.nightly
def test_a_band_is_chosen_and_tried_by_keyboard(priced: Server, page: Page) -> None:
    watch = visit(priced, page, EARLY, "01_prepare")
    choose(page, "price/kind", "band")
    band = {"best": "60000", "worst": "160000", "weight": "40", "estimate": "110000", "percent": "60"}
    for name, text in band.items():
        write(page, f"price/{name}", text)
    expect(by_id(page, "price-band")).to_contain_text("€ 110.000 krijgt er 50")
    press(page, "price-go", "Enter")
    expect(by_id(page, "price-mark")).to_have_text("Opgeslagen")
    press(page, "dry-go", "Enter")
    expect(by_id(page, "dry-result")).to_be_focused(timeout=30_000)
    expect(by_id(page, "dry-result")).to_contain_text("ECLI:NL:HR:2014:1078")
    expect(page.get_by_role("table", name="Wat de formule met een prijs doet")).to_contain_text("tweemaal uw raming")
    assert not violations(page)
    page.set_viewport_size({"width": 320, "height": 640})
    assert sideways(page) <= 0
    watch.quiet()
    chosen = assessment(priced, EARLY).assessment().choices.pricing
    assert chosen is not None
    assert chosen.pricing is not None
    assert chosen.pricing.method == "band"


@pytest.mark.nightly
def test_of_a_sealed_envelope_only_the_check_code_leaves_the_browser(
    priced: Server, page: Page, tmp_path: Path
) -> None:
    watch = visit(priced, page, "open")
    sent: list[str] = []
    page.on("websocket", lambda socket: socket.on("framesent", lambda frame: sent.append(str(frame))))
    page.reload()
    expect(page.get_by_text("De prijzen blijven dicht.")).to_be_visible(timeout=60_000)
    file = tmp_path / "prijs.pdf"
    file.write_bytes(b"CANARY-PRICE 120000")
    by_id(page, "seal-linde/file").set_input_files(file)
    expect(page.get_by_text(sha256(file.read_bytes()))).to_be_visible()
    press(page, "seal-linde", "Enter")
    expect(page.get_by_text("De controlecode van Lindepraat is vastgelegd.")).to_be_visible()
    assert assessment(priced, "open").assessment().price_seals["linde"].file == sha256(file.read_bytes())
    assert sent
    assert not any("CANARY" in each or "Q0FOQVJZ" in each for each in sent)
    assert not violations(page)
    watch.quiet()


def test_prices_are_opened_a_tie_is_recorded_and_the_decision_becomes_possible(
    priced: Server, page: Page, tmp_path: Path
) -> None:
    watch = visit(priced, page, "agreed")
    expect(page.get_by_text("Het wachten is op")).to_be_visible()
    write(page, "price-beuk/amount", PRICES["beuk"])
    write(page, "price-linde/amount", PRICES["linde"])
    press(page, "price-beuk-go", "Enter")
    expect(page.get_by_text("De prijs van Beukgesprek is vastgelegd.")).to_be_visible()
    expect(by_id(page, "price-linde/amount")).to_have_value(PRICES["linde"])  # typed, kept through the new drawing
    file = tmp_path / "linde"
    file.write_bytes(b"another file")
    by_id(page, "price-linde/file").set_input_files(file)
    expect(page.get_by_text(sha256(b"another file"))).to_be_visible()
    press(page, "price-linde-go", "Enter")
    expect(by_id(page, "price-linde/file-fault")).to_contain_text("een andere dan die is verzegeld")
    file.write_bytes(envelope("linde"))
    by_id(page, "price-linde/file").set_input_files([])
    by_id(page, "price-linde/file").set_input_files(file)
    expect(page.locator('[id="price-linde/file-told"]')).to_contain_text(sha256(envelope("linde")))
    press(page, "price-linde-go", "Enter")
    expect(page.get_by_text("De prijs van Lindepraat is vastgelegd.")).to_be_visible()
    write(page, "price-wilg/amount", PRICES["wilg"])
    press(page, "price-wilg-go", "Enter")
    expect(page.get_by_text("Lage prijs.", exact=False).first).to_be_visible()
    write(page, "low-wilg/asked", "Hoe kan deze prijs?")
    write(page, "low-wilg/answer", "Wij hergebruiken wat er is.")
    choose(page, "low-wilg/finding", "accepted")
    write(page, "low-wilg/reason", "De uitleg past bij de offerte.")
    press(page, "low-wilg-go", "Enter")
    expect(page.get_by_text("De bevinding over Wilgenlijn is vastgelegd.")).to_be_visible()
    press(page, "tie-go", "Enter")
    expect(page.get_by_text("Deze volgorde is vastgelegd.")).to_be_visible()
    expect(page.get_by_text("Niets staat een besluit nog in de weg.")).to_be_visible()
    ranking = page.get_by_role("table", name="Wat is vergeleken, met de prijs en de plaats op kwaliteit")
    expect(ranking.get_by_role("row").nth(1)).to_contain_text("Wilgenlijn")
    assert not violations(page)
    page.set_viewport_size({"width": 320, "height": 640})
    assert sideways(page) <= 0
    watch.quiet()
    found = assessment(priced, "agreed").assessment()
    assert len(found.prices) == 3
    assert len(found.round.ties) == 1
