"""What is said of plain data that does not fit the body of an entry."""

from __future__ import annotations

import pytest

from toetssteen.errors import UseError
from toetssteen.model.entries.evidence import MAX_LINK
from toetssteen.workbench import body_of


@pytest.mark.parametrize(("left", "code"), [("", "TS-505"), ("a" * (MAX_LINK - 7), "TS-508"), ("a b", "TS-505")])
def test_a_link_has_an_address_of_a_certain_length(left: str, code: str) -> None:
    given = {"evidence": "e", "type": "document", "title": "A page", "consulted": "2026-03-04"}
    body_of("evidence-added", {**given, "link": "https://" + "a" * (MAX_LINK - 8)})
    with pytest.raises(UseError) as caught:
        body_of("evidence-added", {**given, "link": "https://" + left})
    assert [fault.code for fault in caught.value.faults] == [code]
