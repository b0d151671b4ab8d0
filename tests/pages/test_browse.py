"""The browser of criteria without a browser: all of the library, one question and one set whole, forms in parts."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

import pytest

from toetssteen.content.library import Library
from toetssteen.errors import UseError
from toetssteen.model.criteria import Gate
from toetssteen.pages.criteria import page as browse
from toetssteen.pages.criteria.page import Browsing
from toetssteen.pages.desk import Desk
from toetssteen.views.questions import KINDS, whole

MOST_BYTES = 400_000
SET = "chat-channel"


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Browsing:
    monkeypatch.setenv("TOETSSTEEN_WORKSPACE", str(tmp_path))
    return Browsing(Desk("criteria"))


def test_the_list_has_every_question_once_and_is_light(page: Browsing, shelf: Library) -> None:
    content: Any = page.content()
    ids = [each["id"] for each in content["items"]]
    assert sorted(ids) == sorted([*shelf.asked(), *shelf.conditions()])
    assert {each["value"] for each in content["items"]} == set(shelf.values)
    assert {kind for each in content["items"] for kind in each["kinds"]} == set(KINDS)
    assert len(json.dumps(page.desk.look(content)).encode()) < MOST_BYTES


def test_every_question_is_told_whole(page: Browsing, shelf: Library) -> None:
    for given, asked in {**shelf.asked(), **shelf.conditions()}.items():
        told = page.one(given)
        assert len(told["when"]) == len(asked.when), given
        assert [each["checked"] for each in told["sources"]] == [each.checked for each in asked.sources], given
        assert {"anchors", "proof", "clause"} & told.keys(), given
        assert told["case"]["text"], given
        used = {each["id"] for each in told["sets"]}
        assert used == {each.id for each in shelf.sets.values() if given in json.dumps(each.model_dump(mode="json"))}
    links = sum(len(part["parts"]) for given in page.content()["items"] for part in page.one(given["id"])["links"])  # type: ignore[attr-defined]
    assert links == sum(len(each.links) for each in shelf.crosswalks.values())


def test_a_condition_is_told_in_the_words_of_its_question(page: Browsing, shelf: Library) -> None:
    gate = next(each for each in shelf.asked().values() if isinstance(each, Gate) and "ai" in each.when)
    [told] = [each for each in page.one(gate.id)["when"] if each["question"] == shelf.scoping["ai"].question.en]
    labels = {each.id: each.label.en for each in shelf.scoping["ai"].options}
    assert told["answers"] == " or ".join(labels[each] for each in gate.when["ai"])


def test_a_set_has_its_weights_and_every_profile_beside_it(page: Browsing, shelf: Library) -> None:
    told = page.of_set(SET)
    shares = whole(shelf.set(SET))
    assert sum(shares.values()) == 100
    assert len(told["profiles"]) == len(shelf.profiles)
    for each in told["profiles"]:
        assert sum(float(value["text"]) for value in each["values"].values()) == 100, each["id"]
        assert each["reason"]
        assert all(one["weight"] != one["before"] for one in each["criteria"])


def test_a_form_goes_over_in_parts(page: Browsing, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(browse, "PART", 100_000)
    name = page.form(SET, "nl", "pdf")["name"]
    assert name == f"{SET}-formulier.pdf"
    content, offset = b"", 0
    while offset < (part := page.part(name, offset))["size"]:
        content, offset = content + base64.b64decode(part["content"]), part["next"]
    assert content == page.made[name]
    assert content.startswith(b"%PDF")


def test_what_is_not_there_is_said(page: Browsing) -> None:
    for act in (lambda: page.one("nope"), lambda: page.of_set("../x"), lambda: page.part("/etc/passwd", 0)):
        with pytest.raises(UseError) as refused:
            act()
        assert refused.value.faults[0].code == "TS-502"


def test_a_vanished_assessment_and_a_broken_library(
    page: Browsing, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert Browsing(Desk("criteria", "gone")).content()["items"]
    (tmp_path / "criteria" / "sets").mkdir(parents=True)
    (tmp_path / "criteria" / "sets" / "odd.yaml").write_text("id: odd\n", encoding="utf-8")
    assert page.content()["stopped"]
