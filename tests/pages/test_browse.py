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
    ids = [item["id"] for item in content["items"]]
    assert sorted(ids) == sorted([*shelf.asked(), *shelf.conditions()])
    assert {item["value"] for item in content["items"]} == set(shelf.values)
    assert {kind for item in content["items"] for kind in item["kinds"]} == set(KINDS)
    assert len(json.dumps(page.desk.look(content)).encode()) < MOST_BYTES


def test_every_question_is_told_whole(page: Browsing, shelf: Library) -> None:
    for given, asked in {**shelf.asked(), **shelf.conditions()}.items():
        told = page.one(given)
        assert len(told["when"]) == len(asked.when), given
        assert [source["checked"] for source in told["sources"]] == [source.checked for source in asked.sources], given
        assert {"anchors", "proof", "clause"} & told.keys(), given
        assert told["case"]["text"], given
        used = {criteria_set["id"] for criteria_set in told["sets"]}
        assert used == {
            criteria_set.id
            for criteria_set in shelf.sets.values()
            if f'"{given}"' in json.dumps(criteria_set.model_dump(mode="json"))
        }
    links = sum(len(part["parts"]) for given in page.content()["items"] for part in page.one(given["id"])["links"])  # type: ignore[attr-defined]
    assert links == sum(len(walk.links) for walk in shelf.crosswalks.values())


def test_a_condition_is_told_in_the_words_of_its_question(page: Browsing, shelf: Library) -> None:
    gate = next(question for question in shelf.asked().values() if isinstance(question, Gate) and "ai" in question.when)
    [told] = [
        scoping for scoping in page.one(gate.id)["when"] if scoping["question"] == shelf.scoping["ai"].question.en
    ]
    labels = {option.id: option.label.en for option in shelf.scoping["ai"].options}
    assert told["answers"] == " or ".join(labels[option] for option in gate.when["ai"])


def test_a_set_has_its_weights_and_every_profile_beside_it(page: Browsing, shelf: Library) -> None:
    told = page.of_set(SET)
    shares = whole(shelf.set(SET))
    assert sum(shares.values()) == 100
    assert len(told["profiles"]) == len(shelf.profiles)
    for profile in told["profiles"]:
        assert sum(float(value["text"]) for value in profile["values"].values()) == 100, profile["id"]
        assert profile["reason"]
        assert all(criterion["weight"] != criterion["before"] for criterion in profile["criteria"])


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
