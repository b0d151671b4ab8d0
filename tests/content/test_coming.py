"""What of the law begins or ends within a period."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from toetssteen.content.library import Library
from toetssteen.model.coming import coming
from toetssteen.model.criteria import LawProfile

NONE = LawProfile.model_validate(
    {
        "id": "none",
        "version": "2026-01-01",
        "title": {"nl": "-", "en": "-"},
        "disclaimer": {"nl": "-", "en": "-"},
        "terms": [
            {
                "id": "switching-charges",
                "text": {"nl": "Overstappen mag geld kosten.", "en": "Switching may cost money."},
                "source": {"work": "data-act", "checked": True},
                "valid_from": "2025-09-12",
                "valid_to": "2027-01-11",
            },
            {"id": "always", "text": {"nl": "-", "en": "-"}, "source": {"work": "aw-2012"}},
        ],
    }
)


@pytest.mark.parametrize(
    ("begins", "ends", "expected"),
    [
        ("2025-09-12", "2027-01-11", ["begins", "ends"]),  # the first and the last day count
        ("2025-09-13", "2027-01-10", []),
        ("2026-11-23", "2030-11-22", ["ends"]),
        ("2025-09-12", "2025-09-12", ["begins"]),
        ("2027-01-11", "2025-09-12", []),
    ],
)
def test_a_date_within_the_period_is_named_with_its_source(begins: str, ends: str, expected: list[str]) -> None:
    found = coming(NONE, [], date.fromisoformat(begins), date.fromisoformat(ends))
    assert [change.begins_or_ends for change in found] == expected
    assert all(change.source and change.source.checked for change in found)


def test_a_gate_of_a_later_law_is_named_once_on_the_day_it_begins_and_in_order(shelf: Library) -> None:
    asked = [criterion for criterion in shelf.asked().values() if criterion.valid_from]
    assert asked
    for gate in asked:
        assert gate.valid_from is not None
        [found] = coming(NONE, [gate, gate], gate.valid_from, gate.valid_from)
        assert (found.on, found.id, found.text, found.source) == (
            gate.valid_from, gate.id, gate.title, gate.sources[0],
        )  # fmt: skip
        before = gate.valid_from - timedelta(days=1)
        assert coming(NONE, [gate], before, before) == []
    for law in shelf.laws.values():
        days = [change.on for change in coming(law, asked, date(2020, 1, 1), date(2040, 1, 1))]
        assert days == sorted(days)
        assert len(days) > len(asked)
