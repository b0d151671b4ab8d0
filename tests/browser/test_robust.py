"""How sure the result is, in a real browser: outcome first, figures with words, what if by keyboard, link, file."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.browser.axe import violations
from tests.browser.server import Server

CHAT, TENDER = "example-chat-channel", "example-small-tender"
LANGUAGES = {"nl": ("Nederlands", "Duidelijk: "), "en": ("English", "Clear: ")}


@pytest.fixture
def looking(server: Server, page: Page) -> Iterator[Page]:
    faults: list[str] = []
    asked: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    yield page
    assert faults == []
    assert [each for each in asked if not each.startswith((server.base, "data:", "blob:"))] == []


def visit(server: Server, page: Page, name: str, language: str = "nl", part: str = "") -> None:
    page.goto(server.page("4_compare", f"assessment={name}") + part)
    button = page.get_by_role("button", name=LANGUAGES[language][0])
    button.click()
    expect(page.locator("#ts-content")).to_be_visible()
    expect(button).to_have_attribute("aria-pressed", "true")


def unfold(page: Page) -> None:
    """Unfold all, by keyboard."""
    page.locator("#robust-more").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#part-dominance")).to_be_visible(timeout=30_000)
    for each in page.locator(".ts-robust .ts-ground > summary").all():
        each.focus()
        page.keyboard.press("Enter")


def totals(page: Page) -> list[str]:
    """Give the totals that what if shows."""
    return page.locator(".ts-whatif tbody td:nth-child(2)").all_inner_texts()


@pytest.mark.parametrize("language", LANGUAGES)
def test_outcome_figures_and_what_if_pass_the_accessibility_check(server: Server, looking: Page, language: str) -> None:
    visit(server, looking, CHAT, language)
    expect(looking.locator("#outcome strong").first).to_contain_text(LANGUAGES[language][1])
    outcome, gates = (looking.locator(each).bounding_box() for each in ("#outcome", "#gates"))
    assert outcome is not None
    assert gates is not None
    assert outcome["y"] < gates["y"]
    unfold(looking)
    images = looking.locator("#ts-content section[aria-labelledby=robust] [role=img]")
    assert images.count() >= 8
    for each in images.all():
        named = each.get_attribute("aria-labelledby")
        assert looking.locator(f"#{named}").inner_text().strip()
    assert looking.evaluate("typeof Plotly") == "undefined"
    assert violations(looking) == []


def test_it_needs_no_sideways_scroll_at_320_pixels(server: Server, looking: Page) -> None:
    looking.set_viewport_size({"width": 320, "height": 640})
    visit(server, looking, CHAT)
    unfold(looking)
    assert looking.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_a_slider_moved_by_keyboard_redraws_and_reset_brings_the_outcome_back(server: Server, looking: Page) -> None:
    visit(server, looking, CHAT)
    before = totals(looking)
    assert before == looking.locator(".ts-whatif tbody td:nth-child(3)").all_inner_texts()
    looking.get_by_label("Verantwoording en menselijke controle", exact=True).focus()
    for _ in range(3):
        looking.keyboard.press("PageUp")
    expect(looking.locator("output[for=whatif-0]")).to_have_text("33 punten")
    expect(looking.locator(".ts-first")).to_have_text("Bij deze gewichten is eerste: Telefoon met balie.")
    assert totals(looking) == ["54,86", "54,30"]
    points = looking.locator(".ts-slides [role=group] input").evaluate_all(
        "all => all.map((each) => Number(each.value))"
    )
    assert sum(points[:-1]) == pytest.approx(100, abs=0.6)
    looking.get_by_label("Een hoge score maakt een lage goed").press("End")
    assert totals(looking) == ["36,25", "38,75"]  # the weakest value of each: as `compensation` has it
    expect(looking.locator("#whatif-dial")).to_have_attribute("aria-valuetext", "niet: alleen de zwakste waarde telt")
    looking.locator("#whatif-reset").press("Enter")
    assert totals(looking) == before
    assert looking.evaluate("location.hash") == ""


def test_what_if_is_marked_as_one_and_goes_out_as_link_and_file(server: Server, looking: Page, tmp_path: Path) -> None:
    visit(server, looking, CHAT)
    expect(looking.get_by_text("Wat als: dit is niet de uitkomst. Er wordt niets bewaard.")).to_be_visible()
    looking.locator("#whatif-0").press("End")
    moved = totals(looking)
    looking.locator("#whatif-link").press("Enter")
    address = looking.locator("#whatif-address").input_value()
    assert "token" not in address
    with looking.expect_download() as download:
        looking.locator("#whatif-file").press("Enter")
    download.value.save_as(tmp_path / "what-if.json")
    kept = json.loads((tmp_path / "what-if.json").read_text())
    assert (kept["format"], kept["what_if"], kept["result"]) == ("toetssteen-what-if/1", True, False)
    assert kept["weights"]["accountability"] == 100
    visit(server, looking, CHAT, part=address[address.index("#") :])
    looking.reload()
    expect(looking.get_by_text("U ziet de wat als uit de link.")).to_be_visible()
    assert totals(looking) == moved


@pytest.mark.parametrize("part", ["#what-if=nonsense", "#what-if=accountability:NaN,p:0", "#what-if=%zz"])
def test_a_link_that_does_not_fit_shows_the_outcome_and_says_so(server: Server, looking: Page, part: str) -> None:
    visit(server, looking, CHAT, part=part)
    looking.reload()
    expect(looking.get_by_text("De link in het adres past niet bij deze toets.")).to_be_visible()
    assert totals(looking) == looking.locator(".ts-whatif tbody td:nth-child(3)").all_inner_texts()


def test_before_the_decision_of_a_tender_what_if_asks_for_a_reason(server: Server, looking: Page) -> None:
    visit(server, looking, TENDER)
    expect(looking.locator("#whatif-0")).to_have_count(0)
    opens = looking.get_by_role("button", name="Leg de reden vast en open")
    opens.press("Enter")
    expect(looking.locator(".ts-alert")).to_contain_text("Waarom kijkt u nu al?")
    looking.get_by_label("Waarom kijkt u nu al?").fill("Vraag van de raad.")
    assert violations(looking) == []
    opens.press("Enter")
    expect(looking.locator("#whatif-0")).to_be_visible(timeout=15_000)
    looking.reload()
    expect(looking.locator("#outcome")).to_be_visible(timeout=30_000)
    expect(looking.locator("#whatif-0")).to_have_count(0)
