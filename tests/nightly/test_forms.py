"""Every set can be printed: a set of the gate's tests is one of them."""

from __future__ import annotations

from datetime import date

import pytest

from toetssteen.content.library import Library
from toetssteen.documents.make import make

pytestmark = pytest.mark.nightly


def test_every_set_has_a_form_to_print(shelf: Library) -> None:
    for given in shelf.sets.values():
        assert make("form", "pdf", shelf, given, "nl", date(2026, 3, 2)).startswith(b"%PDF"), given.id
