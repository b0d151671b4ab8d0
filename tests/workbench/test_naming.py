"""What a new entry may call things; what stands in a log from before stays."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.pages.opened import chair, open_tender

from toetssteen import workbench
from toetssteen.content.library import Library
from toetssteen.errors import RuleError, ToetssteenError, UseError, fault, term
from toetssteen.model.criteria import Profile
from toetssteen.model.entries.entry import BODIES
from toetssteen.store.folder import Folder
from toetssteen.workbench import library as librarian

UNSEEN = "\N{ZERO WIDTH SPACE}\N{SOFT HYPHEN}"


@pytest.fixture
def tender(tmp_path: Path, shelf: Library) -> Folder:
    return open_tender(tmp_path, shelf)


def codes(error: pytest.ExceptionInfo[Any]) -> list[str]:
    assert isinstance(error.value, ToetssteenError)
    return [problem.code for problem in error.value.faults]


@pytest.mark.parametrize(
    ("kind", "given", "code"),
    [
        ("solution-added", {"solution": "other", "name": f"LINDE{UNSEEN}praat"}, "TS-288"),
        ("solution-added", {"solution": "Linde", "name": "Wilg"}, "TS-288"),
        ("solution-added", {"solution": "con", "name": "Wilg"}, "TS-298"),
        ("solution-added", {"solution": "other", "name": UNSEEN}, "TS-289"),
        ("solution-added", {"solution": "other", "name": "Wilg", "vendor": UNSEEN}, "TS-289"),
        ("person-added", {"person": "nul", "role": "observer"}, "TS-298"),
        ("person-added", {"person": "kim", "role": "observer", "expertise": UNSEEN}, "TS-289"),
        ("clarified", {"question": "Waarom?", "answer": UNSEEN}, "TS-289"),
        ("solution-withdrawn", {"solution": "linde", "reason": UNSEEN}, "TS-286"),
    ],
)
def test_a_name_that_is_there_or_cannot_be_seen_is_refused(
    tender: Folder, kind: str, given: dict[str, str], code: str
) -> None:
    before = len(tender.in_order())
    with pytest.raises(RuleError) as error:
        chair(tender, kind, **given)
    assert (codes(error), len(tender.in_order())) == ([code], before)


def test_a_name_is_free_again_when_its_solution_was_withdrawn(tender: Folder) -> None:
    chair(tender, "solution-withdrawn", solution="linde", reason="Ingetrokken.")
    chair(tender, "solution-added", solution="linde-2", name="lindepraat")


def test_what_a_log_from_before_calls_the_same_opens_verifies_and_goes_on(tender: Folder) -> None:
    old = workbench.body_of("solution-added", {"solution": "old", "name": f"Lindepraat{UNSEEN}"})
    tender.append("chair", "chair", old)  # as the programs of before wrote it
    kept = workbench.open_folder(tender.path)
    assert not workbench.verify(kept).faults
    assert [solution.name for solution in kept.assessment().solutions.values()][-1] == f"Lindepraat{UNSEEN}"
    chair(tender, "solution-added", solution="new", name="Wilg")


@pytest.mark.parametrize("name", ["con", "aux.", "com1.x"])
def test_no_folder_or_file_has_a_name_that_windows_keeps(
    tmp_path: Path, shelf: Library, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv("TOETSSTEEN_WORKSPACE", str(tmp_path))
    opened: Any = workbench.body_of(
        "opened",
        {"assessment": name, "title": "x", "authority": "y", "track": "ethics", "procedure": "existing-use"},
    )
    with pytest.raises(UseError) as error:
        workbench.create(tmp_path / "assessments" / name, opened, None)
    assert codes(error) == ["TS-298"]
    profile = next(noun for noun in shelf.profiles.values() if isinstance(noun, Profile))
    with pytest.raises(UseError) as error:
        librarian.keep(profile.model_copy(update={"id": name}))
    assert codes(error) == ["TS-298"]
    assert not list(tmp_path.iterdir())


def test_a_title_without_a_visible_character_begins_nothing(tmp_path: Path) -> None:
    opened: Any = workbench.body_of(
        "opened",
        {"assessment": "a", "title": UNSEEN, "authority": "y", "track": "ethics", "procedure": "existing-use"},
    )
    with pytest.raises(UseError) as error:
        workbench.create(tmp_path / "a", opened, None)
    assert (codes(error), list(tmp_path.iterdir())) == (["TS-289"], [])


def _free_texts(schema: dict[str, Any]) -> set[str]:
    """Return the fields in which people write a text: strings of no list, pattern or format."""
    found = set()
    for name, field in schema.get("properties", {}).items():
        kinds = [field, *field.get("anyOf", ())]
        if any(
            kind.get("type") == "string" and not kind.keys() & {"const", "enum", "pattern", "format"} for kind in kinds
        ):
            found.add(name)
    return found.union(*(_free_texts(inner) for inner in schema.get("$defs", {}).values()))


def test_each_field_with_a_text_has_a_word_in_both_languages() -> None:
    fields = set().union(*(_free_texts(body.model_json_schema()) for body in BODIES.values()))
    assert {"title", "vendor", "remark"} <= fields
    assert not [field for field in fields - {"reason"} if (term(field, "nl"), term(field, "en")) == (field, field)]
    refused = fault("TS-289", "solution-added", field="vendor")
    assert "TS-289 Bij ‘leverancier’ staat niets dat te zien is. Waar: oplossing toegevoegd." in refused.say("nl")
