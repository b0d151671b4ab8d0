"""The criteria that come with the package: enough of them, whole, and those the chat-channel case needs."""

from __future__ import annotations

from pathlib import Path

import pytest

from toetssteen.content import place
from toetssteen.content.library import Library
from toetssteen.content.lint import library
from toetssteen.errors import UseError
from toetssteen.model.criteria import Criterion


def test_the_library_is_clean(shelf: Library) -> None:
    assert [fault.say("en") for fault in library.lint(shelf)] == []


def test_at_least_thirty_criteria_over_at_least_eight_values(shelf: Library) -> None:
    criteria = [criterion for value in shelf.values.values() for criterion in value.criteria]
    assert len(criteria) >= 30
    assert len({criterion.id.partition(".")[0] for criterion in criteria}) >= 8


def test_every_criterion_has_five_anchors_that_all_differ(shelf: Library) -> None:
    for criterion in shelf.asked().values():
        if isinstance(criterion, Criterion):
            assert criterion.anchors.keys() == {"0", "1", "2", "3", "4"}, criterion.id
            for language in ("nl", "en"):
                assert len({anchor.in_(language) for anchor in criterion.anchors.values()}) == 5, criterion.id


def test_there_are_other_numeric_scales_than_zero_to_four(shelf: Library) -> None:
    assert len(shelf.scales) >= 3
    assert {point.level for point in shelf.scales["zero-two-four-five"].levels} == {0, 2, 4, 5}


def test_the_chat_channel_set_judges_eight_values_and_has_minimums_gates_and_a_checklist(shelf: Library) -> None:
    chosen = shelf.set("chat-channel")
    criteria = [member for value in chosen.values for member in value.criteria]
    assert (len(criteria) >= 30, len(chosen.values) >= 8) == (True, True)
    assert any(member.minimum is not None for member in criteria)
    assert chosen.gates
    assert {shelf.asked()[name].addressee for name in chosen.checklist} == {"municipality", "procedure"}
    assert shelf.laws[chosen.law].disclaimer.nl


def test_a_place_is_what_was_given_then_the_environment_then_the_checkout(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given, named = tmp_path / "given", tmp_path / "named"
    given.mkdir()
    named.mkdir()
    root = Path(__file__).resolve().parents[2]
    assert place.find("criteria") == root / "criteria"
    monkeypatch.setenv("TOETSSTEEN_CRITERIA", str(named))
    assert place.find("criteria") == named
    assert place.find("notebooks") == root / "notebooks"
    assert place.find("handbook") == root / "docs" / "handbook"
    assert place.find("criteria", given) == given
    with pytest.raises(UseError) as refused:
        place.find("criteria", tmp_path / "nothing")
    assert refused.value.faults[0].code == "TS-501"
