"""Identity and version: what changes it, and the lint against the last release with its plants."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.content.test_subjects import changed

from toetssteen.content import library as shelves
from toetssteen.content.library import Library, page_of
from toetssteen.content.lint import library as lint
from toetssteen.errors import UseError
from toetssteen.language import Text
from toetssteen.model.criteria import Asked, Criterion
from toetssteen.model.fitting import value_of
from toetssteen.model.identity import Release, Versions, VersionStep, identities, identity
from toetssteen.workbench import library

OTHER = Text(nl="Iets anders?", en="Something else?")


def released(shelf: Library) -> Library:
    """Give the library with a release of what it is now, and no steps."""
    asked = {**shelf.asked(), **shelf.conditions()}
    now = {name: {"version": known.version, "digest": identity(known)} for name, known in asked.items()}
    clean = shelf.with_page(page_of(Versions(), shelves.VERSIONS))
    return clean.with_page(page_of(Release.model_validate({"id": "2099-01", "asked": now}), "releases/2099-01.yaml"))


def some(shelf: Library) -> Criterion:
    return next(known for known in shelf.asked().values() if isinstance(known, Criterion) and known.version == 1)


def stepped(shelf: Library, **step: Any) -> Library:
    """Give the library with one step from version to version."""
    reason = {"nl": "Anders", "en": "Different"}
    moved = VersionStep.model_validate({"asked": some(shelf).id, "relation": "changed", "reason": reason, **step})
    return shelf.with_page(page_of(Versions(steps=[moved]), shelves.VERSIONS))


def without(shelf: Library, asked: str) -> Library:
    value = shelf.values[value_of(asked)]
    left = [known for known in value.criteria if known.id != asked]
    return shelf.with_page(page_of(value.model_copy(update={"criteria": left}), f"values/{value.id}.yaml"))


def raised(shelf: Library) -> Library:
    one = some(shelf)
    return changed(shelf, one.id, question=OTHER, version=one.version + 1)


def _twice(shelf: Library) -> Library:
    made = stepped(raised(shelf), asked=some(shelf).id, **{"from": 1, "to": 2})
    return made.with_page(page_of(Versions(steps=made.moved * 2), shelves.VERSIONS))


PLANTS: dict[str, tuple[str, str, Callable[[Library], Library]]] = {
    "other-question-same-version": (
        "versions",
        "TS-153",
        lambda shelf: changed(shelf, some(shelf).id, question=OTHER),
    ),
    "same-meaning-other-version": ("versions", "TS-154", lambda shelf: changed(shelf, some(shelf).id, version=9)),
    "changed-without-a-line": ("lines", "TS-155", raised),
    "gone-without-a-line": ("lines", "TS-155", lambda shelf: without(shelf, some(shelf).id)),
    "line-of-no-change": ("fitting", "TS-156", lambda shelf: stepped(shelf, **{"from": 1, "to": 2})),
    "gone-and-still-there": (
        "fitting",
        "TS-156",
        lambda shelf: stepped(shelf, **{"from": 1, "relation": "none"}),
    ),
    "changed-into-nothing": (
        "fitting",
        "TS-157",
        lambda shelf: stepped(without(shelf, some(shelf).id), asked=some(shelf).id, **{"from": 1}),
    ),
    "line-twice": ("fitting", "TS-110", _twice),
}


@pytest.mark.parametrize(("rule", "code", "plant"), PLANTS.values(), ids=PLANTS.keys())
def test_a_planted_fault_is_found(shelf: Library, rule: str, code: str, plant: Callable[[Library], Library]) -> None:
    [bites] = [known for known in lint.RULES if known.__name__ == rule]
    assert {problem.code for problem in bites(plant(released(shelf)))} == {code}


@pytest.mark.parametrize(
    ("made", "step"),
    [
        (raised, {"from": 1, "to": 2, "relation": "narrower"}),
        (lambda shelf: without(shelf, some(shelf).id), {"from": 1, "relation": "none"}),
    ],
)
def test_what_changed_with_a_version_and_a_line_is_clean(
    shelf: Library, made: Callable[[Library], Library], step: dict[str, Any]
) -> None:
    asked = some(shelf).id
    told = stepped(made(released(shelf)), asked=asked, **step)
    for rule in lint.RULES:
        if rule.__module__.endswith("releases"):
            assert [problem.say("en") for problem in rule(told)] == [], rule


def test_the_identity_is_of_what_an_answer_is_chosen_by(shelf: Library) -> None:
    for asked in (*shelf.asked().values(), *shelf.conditions().values()):
        same = asked.model_copy(update={"title": OTHER, "why": OTHER, "sources": [], "version": 7})
        assert identity(same) == identity(asked)
    one = some(shelf)
    for meant in ({"question": OTHER}, {"anchors": {**one.anchors, "0": OTHER}}, {"scale": "percent"}, {"id": "a.b"}):
        assert identity(one.model_copy(update=meant)) != identity(one)
    assert len({identity(known) for known in shelf.asked().values()}) == len(shelf.asked())


def test_the_identities_name_whose_an_own_criterion_is(shelf: Library) -> None:
    by = "https://identifier.overheid.nl/tooi/id/gemeente/gm0363"
    asked: list[Asked] = [some(shelf).model_copy(update={"by": by}), *list(shelf.conditions().values())[:1]]
    found = {one["id"]: one for one in identities(asked)}
    assert found[asked[0].id] == {
        "id": asked[0].id,
        "version": asked[0].version,
        "digest": identity(asked[0]),
        "by": by,
    }
    assert "by" not in found[asked[1].id]


def test_a_release_is_written_once_and_read_back(shelf: Library, tmp_path: Path) -> None:
    folder = tmp_path / "criteria"
    shutil.copytree(shelf.folder, folder, ignore=shutil.ignore_patterns("schema"))
    path = library.release("2099-02", folder)
    read = shelves.load(folder)
    assert read.releases["2099-02"].asked.keys() == {*read.asked(), *read.conditions()}
    assert path.parent.name == "releases"
    for month, code in (("2099-02", "TS-158"), ("2099-01", "TS-159"), ("2099-13", "TS-159"), ("later", "TS-159")):
        with pytest.raises(UseError) as error:
            library.release(month, folder)
        assert error.value.faults[0].code == code
