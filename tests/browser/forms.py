"""What a form shows just before it is sent, held against what is kept after it: one harness for every form.

A form is a few lines in a list: where it stands, what is filled in, what is pressed, and by which field each part of
what was kept was shown. Between filling in and pressing somebody else writes an entry and the page is drawn in the
other language; what was filled in has to be there still.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from playwright.sync_api import Page
from tests.browser.walk import by_id, settled, speak

from toetssteen.store.folder import Folder

Shown = dict[str, Any]
"""By the id of a field (of radio buttons and check boxes the name): its text, what is chosen, or all that is ticked."""
Kept = Callable[[Any, Folder], Shown | None]
"""Gives what was kept by field, of the body of the newest entry (``None`` where none came yet) and the folder."""

READ = """place => {
    const found = {};
    for (const field of document.querySelector(place).querySelectorAll("input, select, textarea")) {
        if (!field.checkVisibility() || field.readOnly || ["file", "range"].includes(field.type)) continue;
        const name = ["radio", "checkbox"].includes(field.type) ? field.name || field.id : field.id || field.name;
        if (field.type === "radio") found[name] = field.checked ? field.value : found[name] ?? "";
        else if (field.type === "checkbox") (found[name] ??= []).push(...(field.checked ? [field.value] : []));
        else found[name] = field.validity.badInput ? "(cannot be read)" : field.value;
    }
    return found;
}"""
UNFOLD = """place => {
    for (let node = document.querySelector(place); node; node = node.parentElement) if (node.tagName === "DETAILS") node.open = true;
    document.querySelectorAll(`${place} details`).forEach((details) => { details.open = true; });
}"""  # noqa: E501 -- a line of script


@dataclass(frozen=True)
class Form:
    """A form: its ``name``, the selector of the place in which it stands, what is filled in by id, what is pressed."""

    name: str
    place: str
    fill: Mapping[str, str]
    press: str
    """The id of what is pressed; nothing for the main button of the place."""
    kept: Kept
    before: tuple[str, ...] = ()
    """Ids that are pressed after filling in and before the last look at the screen."""
    also: Callable[[Page], Shown] = field(default=lambda _: {})
    """What is on the screen and stands in no field."""
    ignored: tuple[str, ...] = ()
    """How the names begin of fields that are no part of what is kept."""


def differences(page: Page, form: Form, folder: Folder, disturb: Callable[[Page], None]) -> Iterator[str]:
    """Fill a form in, disturb the page, send it; name every field of which something else was kept."""
    unfold(page, form.place)
    for name, text in form.fill.items():
        enter(page, name, text)
    filled = read(page, form)
    disturb(page)
    settled(page)
    unfold(page, form.place)
    if (now := read(page, form)) != filled:
        yield f"{form.name}: filled in {_apart(filled, now)}, after the disturbance {_apart(now, filled)}"
    for name in form.before:
        by_id(page, name).click()
    page.wait_for_function("place => document.querySelector(place)", arg=form.place)
    if form.before:
        page.wait_for_timeout(400)
    shown, was = read(page, form), {each.digest for each in folder.in_order()}
    button = (
        by_id(page, form.press)
        if form.press
        else page.locator(form.place).locator("button.ts-main, button:only-of-type")
    )
    keeps_itself = form.press and button.evaluate("node => node.type === 'radio'")
    button.last.click()
    if keeps_itself:
        shown = read(page, form)  # a choice that is kept by itself
    kept = _kept(form, folder, was)
    if kept is None:
        yield f"{form.name}: nothing was kept; the page says: {page.locator('.ts-alert').inner_text()}"
    elif kept != shown:
        yield f"{form.name}: on the screen {_apart(shown, kept)}, kept {_apart(kept, shown)}"
    settled(page)  # the next form may show what this one kept


def read(page: Page, form: Form) -> Shown:
    """Give what the fields of a form show that somebody can see."""
    found: Shown = page.evaluate(READ, form.place) | form.also(page)
    return _plain({name: text for name, text in found.items() if not name.startswith(form.ignored or ("\0",))})


def enter(page: Page, name: str, text: str) -> None:
    """Fill in a field, choose an option, or tick what has this id."""
    node = by_id(page, name)
    kind = node.evaluate("node => node.type")
    if kind in ("radio", "checkbox"):
        node.check()
    elif kind == "select-one":
        node.select_option(text)
    else:
        node.fill(text)


def unfold(page: Page, place: str) -> None:
    """Unfold everything in a place, and what it stands in."""
    page.wait_for_function("place => document.querySelector(place)", arg=place)
    page.evaluate(UNFOLD, place)


def other_language(page: Page) -> None:
    """Draw the page in the other language."""
    wanted = "en" if page.locator("html").get_attribute("lang") == "nl" else "nl"
    speak(page, wanted)


def _kept(form: Form, folder: Folder, was: set[str]) -> Shown | None:
    """Wait for what is kept (20 seconds)."""
    until = time.monotonic() + 20
    while time.monotonic() < until:
        new = [each.body for each in folder.in_order() if each.digest not in was]
        if (found := form.kept(new[-1] if new else None, folder)) is not None:
            return _plain(found)
        time.sleep(0.05)
    return None


def _plain(shown: Shown) -> Shown:
    """Write numbers in one way, and put what is ticked in one order."""
    return {name: sorted(text) if isinstance(text, list) else _number(text) for name, text in shown.items()}


def _number(text: str) -> str:
    with suppress(InvalidOperation):
        return format(Decimal(text.replace(",", ".")).normalize(), "f")
    return text


def _apart(one: Shown, other: Shown) -> Shown:
    return {name: text for name, text in one.items() if name not in other or other[name] != text}
