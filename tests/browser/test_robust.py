"""How sure the result is, in a real browser: outcome first, figures with words, what if by keyboard, link, file."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.browser.axe import violations
from tests.browser.server import Server

CHAT, TENDER = "example-chat-channel", "example-small-tender"
LANGUAGES = {"nl": ("Nederlands", "Hangt af van één niveau: "), "en": ("English", "Depends on one level: ")}


def visit(server: Server, page: Page, name: str, language: str = "nl", part: str = "") -> None:
    page.goto(server.page("04_compare", f"assessment={name}") + part)
    button = page.get_by_role("button", name=LANGUAGES[language][0])
    button.click()
    expect(page.locator("#ts-content")).to_be_visible()
    expect(button).to_have_attribute("aria-pressed", "true")
    if not page.locator(".ts-fold[data-part=robust][open]").count():
        page.locator("#fold-robust").press("Enter")


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


@pytest.mark.parametrize("language", ["nl", pytest.param("en", marks=pytest.mark.nightly)])
def test_outcome_figures_and_what_if_pass_the_accessibility_check(server: Server, watched: Page, language: str) -> None:
    visit(server, watched, CHAT, language)
    expect(watched.locator("#outcome strong")).to_have_text(
        re.compile(f"^{LANGUAGES[language][1]}[^.]*\\.$")
    )  # why stands below it
    outcome, gates = (watched.locator(each).bounding_box() for each in ("#outcome", "#gates"))
    assert outcome is not None
    assert gates is not None
    assert outcome["y"] < gates["y"]
    unfold(watched)
    images = watched.locator("#ts-content section[aria-labelledby=robust] [role=img]")
    assert images.count() >= 8
    for each in images.all():
        named = each.get_attribute("aria-labelledby")
        assert watched.locator(f"#{named}").inner_text().strip()
    assert watched.evaluate("typeof Plotly") == "undefined"
    assert violations(watched) == []


def test_it_needs_no_sideways_scroll_at_320_pixels(server: Server, watched: Page) -> None:
    watched.set_viewport_size({"width": 320, "height": 640})
    visit(server, watched, CHAT)
    unfold(watched)
    assert watched.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_a_slider_moved_by_keyboard_redraws_and_reset_brings_the_outcome_back(server: Server, watched: Page) -> None:
    visit(server, watched, CHAT)
    before = totals(watched)
    assert before == watched.locator(".ts-whatif tbody td:nth-child(3)").all_inner_texts()
    watched.get_by_label("Effectiviteit", exact=True).focus()
    for _ in range(5):
        watched.keyboard.press("PageUp")
    expect(watched.locator("output[for=whatif-1]")).to_have_text("65 procent")
    expect(watched.locator(".ts-first")).to_have_text("Bij deze gewichten is eerste: Telefoon met balie.")
    assert totals(watched) == ["51,82", "49,48"]
    points = watched.locator(".ts-slides [role=group] input").evaluate_all(
        "all => all.map((each) => Number(each.value))"
    )
    assert sum(points[:-1]) == pytest.approx(100, abs=0.6)
    watched.get_by_label("Een hoge score maakt een lage goed").press("End")
    assert totals(watched) == ["31,25", "38,75"]  # the weakest value of each: as `compensation` has it
    expect(watched.locator("#whatif-dial")).to_have_attribute("aria-valuetext", "niet: alleen de zwakste waarde telt")
    watched.locator("#whatif-reset").press("Enter")
    assert totals(watched) == before
    assert watched.evaluate("location.hash") == ""


@pytest.mark.nightly
def test_what_if_is_marked_as_one_and_goes_out_as_link_and_file(server: Server, watched: Page, tmp_path: Path) -> None:
    visit(server, watched, CHAT)
    expect(watched.get_by_text("Wat als: dit is niet de uitkomst. Er wordt niets bewaard.")).to_be_visible()
    watched.locator("#whatif-0").press("End")
    moved = totals(watched)
    watched.locator("#whatif-link").press("Enter")
    address = watched.locator("#whatif-address").input_value()
    assert "token" not in address
    with watched.expect_download() as download:
        watched.locator("#whatif-file").press("Enter")
    download.value.save_as(tmp_path / "what-if.json")
    kept = json.loads((tmp_path / "what-if.json").read_text())
    assert (kept["format"], kept["what_if"], kept["result"]) == ("toetssteen-what-if/1", True, False)
    assert kept["weights"]["accountability"] == 100
    visit(server, watched, CHAT, part=address[address.index("#") :])
    watched.reload()
    expect(watched.get_by_text("U ziet de wat als uit de link.")).to_be_visible()
    assert totals(watched) == moved


@pytest.mark.nightly
@pytest.mark.parametrize("part", ["#what-if=accountability:NaN,p:0", "#what-if=nonsense", "#what-if=%zz"])
def test_a_link_that_does_not_fit_shows_the_outcome_and_says_so(server: Server, watched: Page, part: str) -> None:
    visit(server, watched, CHAT, part=part)
    watched.reload()
    expect(watched.get_by_text("De link in het adres past niet bij deze toets.")).to_be_visible()
    assert totals(watched) == watched.locator(".ts-whatif tbody td:nth-child(3)").all_inner_texts()


def test_before_the_decision_of_a_tender_what_if_asks_for_a_reason(server: Server, watched: Page) -> None:
    visit(server, watched, TENDER)
    expect(watched.locator("#whatif-0")).to_have_count(0)
    opens = watched.get_by_role("button", name="Leg de reden vast en open")
    opens.press("Enter")
    expect(watched.locator("#whatif-reason-fault")).to_contain_text("Waarom kijkt u nu al?")
    watched.get_by_label("Waarom kijkt u nu al?").fill("Vraag van de raad.")
    assert violations(watched) == []
    opens.press("Enter")
    expect(watched.locator("#whatif-0")).to_be_visible(timeout=15_000)
    watched.reload()
    expect(watched.locator("#outcome")).to_be_visible(timeout=30_000)
    expect(watched.locator("#whatif-0")).to_have_count(0)
