"""Every fault of every form: it stands at its field, with the focus, in the reader's language; and it goes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.browser.forms import enter, other_language, unfold
from tests.browser.server import Server
from tests.browser.stages import stages
from tests.browser.walk import by_id, settled, window

from toetssteen.content.library import Library
from toetssteen.store.folder import Folder


@dataclass(frozen=True)
class Wrong:
    """A fault of a form: what is filled in by id, what is pressed, at which field it stands, and how it is mended."""

    name: str
    page: str
    stage: str
    place: str
    fill: Mapping[str, str]
    press: str
    at: str
    """``{here}`` is the language of the page, also in what is filled in."""
    mend: Mapping[str, str] = field(default_factory=dict)
    """What is filled in then and pressed once more; nothing where that would take a whole form."""
    nl: str = ""
    """A part of what it says in Dutch."""
    before: Mapping[str, str] = field(default_factory=dict)
    """What is filled in first."""


BAND = {"price/kind=band": "", "price/weight": "40"}
OWN = "own/{here}/"
OWN_TEXTS = {OWN + name: f"Tekst {name}" for name in ("question", "why", "link", "0", "1", "2", "3", "4", "ask")}
PRICES, WEIGHTS = ("01_prepare", "early", "#price"), ("01_prepare", "early", "#weights")
CRITERIA, PERIOD = ("01_prepare", "early", "#criteria"), ("01_prepare", "early", "#bought")
COMPARE = ("04_compare", "agreed", "#toetssteen")
FIRST = {"price/best": "160.000,00", "price/worst": "€ 60 000"}
ONE_OF_EACH = [
    Wrong("empty", "00_start", "", "#toetssteen", {"title": ""}, "", "title", nl="Vul dit in: "),
    Wrong("rule", *PRICES, BAND | FIRST, "price-go", "price/best", {"price/worst": "200000"}, "niet lager dan"),
    Wrong("misfit", "01_prepare", "open", "#solutions", {"solutions/name": " "}, "solutions-go", "solutions/name",
          {"solutions/name": "Eikenlijn"}, "nog niet ingevuld"),
    Wrong("text in a list", *CRITERIA, OWN_TEXTS | {OWN + "title": "<b>x</b>"}, "own-go", OWN + "title", nl="HTML"),
    Wrong("the page's own", "02_score", "open", "#toetssteen", {"interests-none": ""}, "declare-go", "confidential",
          nl="geheimhouding", before={"who": "evaluator-1", "who-go": ""}),
    Wrong("number", *COMPARE, {"price-beuk/amount": "veel"}, "price-beuk-go", "price-beuk/amount",
          {"price-beuk/amount": "€ 120.000,-"}, "geen getal"),
]  # fmt: skip
ALL_OTHERS = [
    Wrong("no price", *PRICES, BAND | {"price/best": "", "price/worst": "5"}, "price-go", "price/best",
          {"price/best": "1"}, "bedrag"),
    Wrong("percent", *PRICES, BAND | {"price/weight": "100", "price/best": "1", "price/worst": "2"}, "price-go",
          "price/weight", {"price/weight": "40"}, "100"),
    Wrong("weight", *WEIGHTS, {"weights/values/privacy": "abc"}, "weights-go", "weights/values/privacy",
          nl="geen getal"),
    Wrong("no begin", *PERIOD, {"period/ends": "2027-01-01", "period/begins": ""}, "period-go", "period/begins",
          {"period/begins": "2026-01-01"}, "Vul dit in: "),
    Wrong("end first", *PERIOD, {"period/begins": "2028-01-01", "period/ends": "2027-01-01"}, "period-go",
          "period/ends", {"period/ends": "2029-01-01"}, "eindigt op"),
    Wrong("own, empty", *CRITERIA, {OWN + "title": ""}, "own-go", OWN + "title", nl="Vul dit in: "),
    Wrong("own, same", *CRITERIA, OWN_TEXTS | {OWN + "title": "Camera", OWN + "3": "Tekst 4"}, "own-go", OWN + "4",
          nl="dezelfde tekst"),
    Wrong("no question", "01_prepare", "open", "#ask", {"ask/answer": "Ja."}, "ask-clarify", "ask/question",
          {"ask/question": "Mag het?"}, "Vul dit in: "),
    Wrong("empty price", *COMPARE, {"price-wilg/amount": ""}, "price-wilg-go", "price-wilg/amount",
          {"price-wilg/amount": "61000.50"}, "bedrag"),
    Wrong("no format", "08_report", "agreed", "#toetssteen", {"format-html": "-", "format-pdf": "-"}, "make",
          "format-html", nl="Kies"),
]  # fmt: skip


@pytest.fixture(scope="module")
def shared(browser: Browser) -> Iterator[Page]:
    """Give one window for all forms."""
    context = window(browser)
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def folders(server: Server, shelf: Library) -> dict[str, Folder]:
    return stages(server, shelf, "faults")


def fill(page: Page, given: Mapping[str, str], here: str) -> None:
    """Fill in fields by id; of a check box ``-`` takes the tick away."""
    for name, text in given.items():
        node = by_id(page, name.format(here=here))
        if text == "-":
            node.uncheck()
        elif name.endswith("-go"):
            node.click()
        else:
            enter(page, name.format(here=here), text)


def press(page: Page, wrong: Wrong) -> None:
    button = by_id(page, wrong.press) if wrong.press else page.locator(f"{wrong.place} form button").first
    button.click()


def stands(page: Page, at: str) -> str:
    """Require that a fault stands at its field, with the focus, and nowhere else; give what it says."""
    field, note = by_id(page, at), by_id(page, f"{at}-fault")
    expect(note).to_be_visible()
    expect(field).to_be_focused()
    expect(field).to_have_attribute("aria-invalid", "true")
    assert f"{at}-fault" in str(field.get_attribute("aria-describedby")).split()
    expect(page.locator(".ts-alert")).to_be_empty()
    return note.inner_text()


@pytest.mark.parametrize(
    "wrong",
    [
        *(pytest.param(wrong, id=wrong.name) for wrong in ONE_OF_EACH),
        *(pytest.param(wrong, id=wrong.name, marks=pytest.mark.nightly) for wrong in ALL_OTHERS),
    ],
)
def test_a_fault_stands_at_its_field_in_both_languages_and_goes(
    server: Server, folders: dict[str, Folder], shared: Page, wrong: Wrong
) -> None:
    page = shared
    name = folders[wrong.stage].path.name if wrong.stage else ""
    page.goto(server.page(wrong.page, f"assessment={name}" if name else ""))
    expect(page.locator("#ts-content")).to_be_visible()
    if page.locator("html").get_attribute("lang") != "nl":  # as another test left it
        other_language(page)
    fill(page, wrong.before, "")
    said = {}
    for _ in ("one", "other"):
        other_language(page)
        settled(page)
        here = str(page.locator("html").get_attribute("lang"))
        unfold(page, wrong.place)
        fill(page, wrong.fill, here)
        press(page, wrong)
        said[here] = stands(page, wrong.at.format(here=here))
    assert wrong.nl in said["nl"]
    assert said["en"] not in ("", said["nl"])
    if wrong.mend:
        fill(page, wrong.mend, here)
        press(page, wrong)
        settled(page)
        expect(page.locator(".ts-fault:not(:empty), .ts-alert:not(:empty)")).to_have_count(0)


def test_an_amount_is_read_back_and_one_that_can_be_two_is_asked_at_its_field(
    server: Server, folders: dict[str, Folder], shared: Page
) -> None:
    page, amount = shared, by_id(shared, "price-linde/amount")
    page.goto(server.page("04_compare", f"assessment={folders['agreed'].path.name}"))
    expect(amount).to_be_visible()
    if page.locator("html").get_attribute("lang") != "nl":
        other_language(page)
    reading = by_id(page, "price-linde/amount-reading")
    amount.fill("120.000,5")
    expect(reading).to_have_text("€ 120.000,50")
    other_language(page)  # it says the same in either language
    expect(reading).to_have_text("€ 120,000.50")
    amount.fill("120.000")  # here the point is that of decimals
    by_id(page, "price-linde-go").click()
    expect(by_id(page, "price-linde/amount-fault")).to_contain_text("in two ways")
    expect(amount).to_be_focused()
    assert folders["agreed"].anew().assessment().prices.get("linde") is None
    expect(reading.get_by_role("button")).to_have_text(["€ 120,000", "€ 120"])
    reading.get_by_role("button", name="€ 120,000").click()
    expect(amount).to_have_value("120000")
    expect(reading).to_have_text("€ 120,000")
    expect(page.locator(".ts-fault:not(:empty)")).to_have_count(0)
