"""Every state that a page sends in these tests is held against what is said of it."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.pages.states import NOUNS, faults
from toetssteen.pages.desk import Desk
from toetssteen.web.form import State


@pytest.fixture(autouse=True)
def every_state_is_as_it_is_said_to_be(monkeypatch: pytest.MonkeyPatch) -> None:
    look = Desk.look

    def checked(desk: Desk, content: Mapping[str, object]) -> State:
        state = look(desk, content)
        if desk.name in NOUNS:
            assert list(faults(NOUNS[desk.name], state, desk.name)) == []
        return state

    monkeypatch.setattr(Desk, "look", checked)
