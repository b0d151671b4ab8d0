"""Every fault of every form: it stands at its field, with the focus, in the reader's language; and it goes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from tests.browser.forms import enter, other_language, unfold
from tests.browser.provoked import ALL_OTHERS, FILES, ONE_OF_EACH, Wrong
from tests.browser.server import Server
from tests.browser.stages import stage
from tests.browser.walk import by_id, settled, window

from toetssteen.content.library import Library
from toetssteen.store.folder import Folder


@pytest.fixture(scope="module")
def shared(browser: Browser) -> Iterator[Page]:
    """Give one window for all forms."""
    context = window(browser)
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def folders(server: Server, shelf: Library) -> Callable[[str], Folder]:
    """Give an assessment at a stage, made when it is first asked for."""
    return cache(lambda wanted: stage(server, shelf, f"faults-{wanted}", wanted))


@pytest.fixture(scope="module")
def file_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Give a file to choose by its name, written when it is first asked for."""
    folder = tmp_path_factory.mktemp("chosen")

    def written(name: str) -> Path:
        path = folder / name
        if not path.exists():
            path.write_bytes(FILES[name]())
        return path

    return written


def fill(page: Page, given: Mapping[str, str], here: str, file_of: Callable[[str], Path]) -> None:
    """Fill in fields by id; of a check box ``-`` takes the tick away, and a button is pressed where it is there."""
    for name, text in given.items():
        node = place_of(page, name.format(here=here))
        once = name.startswith(("css=", "open-")) or name.endswith("-ask")
        if once and not node.count():
            continue  # it was pressed in the other language, and what it opened stays
        if text == "-":
            node.uncheck()
        elif text in FILES:
            node.set_input_files(file_of(text))
        elif node.evaluate("node => node.tagName === 'BUTTON'"):
            node.click()
            settled(page)
        else:
            enter(page, name.format(here=here), text)


def place_of(page: Page, name: str) -> Locator:
    """Find what is named by its id, or by a selector."""
    return page.locator(name) if name.startswith("css=") else by_id(page, name)


def press(page: Page, wrong: Wrong) -> None:
    button = place_of(page, wrong.press) if wrong.press else page.locator(f"{wrong.place} form button").first
    button.click()


def stands(page: Page, at: str) -> str:
    """Require that a fault stands at its field, with the focus, and nowhere else; give what it says."""
    if at.startswith("#"):
        expect(page.locator(f"{at}:focus, {at} :focus")).to_have_count(1)
        expect(page.locator(".ts-alert")).to_be_empty()
        return page.locator(at).inner_text()
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
    server: Server, folders: Callable[[str], Folder], file_of: Callable[[str], Path], shared: Page, wrong: Wrong
) -> None:
    page = shared
    name = folders(wrong.stage).path.name if wrong.stage else ""
    page.goto(server.page(wrong.page, f"assessment={name}" if name else ""))
    expect(page.locator("#ts-content")).to_be_visible()
    if page.locator("html").get_attribute("lang") != "nl":  # as another test left it
        other_language(page)
    settled(page)
    fill(page, wrong.before, "", file_of)
    said = {}
    for _ in ("one", "other"):
        other_language(page)
        settled(page)
        here = str(page.locator("html").get_attribute("lang"))
        unfold(page, wrong.place)
        settled(page)
        fill(page, wrong.fill, here, file_of)
        press(page, wrong)
        said[here] = stands(page, wrong.at.format(here=here))
    assert wrong.nl in said["nl"]
    assert said["en"] not in ("", said["nl"])
    if not wrong.mend and not wrong.at.startswith("#"):
        by_id(page, wrong.at.format(here=here)).dispatch_event("input")
        expect(by_id(page, f"{wrong.at.format(here=here)}-fault")).to_have_count(0)
        expect(by_id(page, wrong.at.format(here=here))).not_to_have_attribute("aria-invalid", "true")
    if wrong.mend:
        fill(page, wrong.mend, here, file_of)
        press(page, wrong)
        settled(page)
        expect(page.locator(".ts-fault:not(:empty), .ts-alert:not(:empty)")).to_have_count(0)


def test_an_amount_is_read_back_and_one_that_can_be_two_is_asked_at_its_field(
    server: Server, folders: Callable[[str], Folder], shared: Page
) -> None:
    page, amount = shared, by_id(shared, "price-linde/amount")
    page.goto(server.page("04_compare", f"assessment={folders('agreed').path.name}"))
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
    assert folders("agreed").anew().assessment().prices.get("linde") is None
    expect(reading.get_by_role("button")).to_have_text(["€ 120,000", "€ 120"])
    reading.get_by_role("button", name="€ 120,000").click()
    expect(amount).to_have_value("120000")
    expect(reading).to_have_text("€ 120,000")
    expect(page.locator(".ts-fault:not(:empty)")).to_have_count(0)
