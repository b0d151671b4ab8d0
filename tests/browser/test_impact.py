"""The class of impact in a real browser: a lighter one is refused at the field of its reason, and then taken."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.browser.axe import violations
from tests.browser.server import Server
from tests.browser.test_prepare import by_id
from tests.content.classed import classed
from tests.content.test_classes import LIGHT

from toetssteen import workbench
from toetssteen.content.library import Library
from toetssteen.content.write import write
from toetssteen.model.entries.opening import Opened
from toetssteen.workbench import Workbench


def test_a_lighter_class_is_refused_at_its_reason_and_taken_with_one(
    server: Server, shelf: Library, page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = classed(shelf).sets["chat-channel"].model_copy(update={"id": "with-classes"})
    file = Path(server.workspace) / "criteria" / "sets" / "with-classes.yaml"
    write(made, file, "set")
    monkeypatch.setitem(os.environ, "TOETSSTEEN_WORKSPACE", str(server.workspace))
    try:
        given = {"assessment": "impact", "title": "Chat", "track": "ethics", "procedure": "existing-use"}
        opened = workbench.body_of("opened", {**given, "authority": "Gemeente Voorbeeld"})
        assert isinstance(opened, Opened)
        folder = workbench.create(server.workspace / "assessments" / "impact", opened, made)
        bench = Workbench.of(folder, "chair")
        for question, answer in {**LIGHT, "decides": "decides"}.items():
            bench.record(workbench.body_of("scoping-answered", {"question": question, "answer": answer}))
        page.goto(server.page("01_prepare", "assessment=impact"))
        page.get_by_role("button", name="Nederlands").click()
        expect(by_id(page, "impact-lines")).to_contain_text("zwaar")
        by_id(page, "impact/impact=light").check()
        by_id(page, "impact-go").click()
        expect(by_id(page, "impact/reason")).to_be_focused()
        expect(page.locator("#impact .ts-fault")).to_contain_text("lichter dan past bij uw antwoorden")
        by_id(page, "impact/reason").fill("Een proef van vier weken.")
        by_id(page, "impact-go").click()
        expect(by_id(page, "impact-mark")).to_have_text("Opgeslagen")
        expect(by_id(page, "impact-lines")).to_contain_text("Een proef van vier weken.")
        assert violations(page) == []
        chosen = folder.assessment().choices.impact
        assert chosen is not None
        assert (chosen.impact, chosen.reason) == ("light", "Een proef van vier weken.")
    finally:
        file.unlink()
