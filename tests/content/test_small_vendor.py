"""The fictitious bids of a small vendor: every gate and every minimum of the light and the normal class is answered."""

from __future__ import annotations

from pathlib import Path

import pytest

from toetssteen.content.library import Library
from toetssteen.model.fitting import in_class

PAGE = Path(__file__).parents[2] / "docs" / "small-vendor.md"


@pytest.mark.parametrize("impact", ["light", "normal"])
def test_every_gate_and_minimum_is_answered(shelf: Library, impact: str) -> None:
    said = PAGE.read_text("utf-8")
    for criteria_set in shelf.sets.values():
        if criteria_set.quick:
            continue
        part = in_class(criteria_set, impact)  # type: ignore[arg-type]
        members = [member for value in part.values for member in value.criteria]
        wanted = {*part.gates, *(member.criterion for member in members if member.minimum is not None)}
        lacking = [name for name in wanted if name not in said and name.partition(".")[2] not in said]
        assert not lacking, criteria_set.id
