"""Every state that a page sends in these tests is held against what is said of it."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.pages.states import NOUNS, faults
from toetssteen.pages.desk import Desk
from toetssteen.pages.prepare.page import Preparing
from toetssteen.web.form import State


@pytest.fixture(autouse=True)
def every_state_is_as_it_is_said_to_be(monkeypatch: pytest.MonkeyPatch) -> None:
    look, content = Desk.look, Preparing.content

    def checked(desk: Desk, content: Mapping[str, object]) -> State:
        state = look(desk, content)
        if desk.name in NOUNS:
            assert list(faults(NOUNS[desk.name], state, desk.name)) == []
        return state

    def looked(preparing: Preparing) -> Mapping[str, object]:  # of which only the sections that changed are sent
        shown = content(preparing)
        preparing.desk.look(shown)
        return shown

    monkeypatch.setattr(Desk, "look", checked)
    monkeypatch.setattr(Preparing, "content", looked)
