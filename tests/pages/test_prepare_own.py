"""Making a set one's own on the prepare page: leaving out, adding, weighing anew, profiles, sheets, the period."""

from __future__ import annotations

import base64
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.pages.test_prepare import opened, ready, section, weights_of, workspace
from toetssteen import workbench
from toetssteen.content.library import Library
from toetssteen.errors import ContentError, RuleError, SheetError, StoreError, UseError
from toetssteen.pages.prepare.page import Preparing
from toetssteen.pages.prepare.weights import in_proportion
from toetssteen.pages.upload import PART
from toetssteen.workbench import library
from toetssteen.workbench.recording import method_of

__all__ = ["workspace"]
OWN = "privacy.own-camera-s-bij-de-balie"
TEXTS = {
    "title": "Camera's bij de balie",
    "question": "Ziet een camera wie er aan de balie staat?",
    "why": "Wie hulp vraagt, hoeft niet gefilmd te worden.",
    "link": "De oplossing hangt bij de balie.",
    **{str(level): f"Er kijken {4 - level} camera's mee." for level in range(5)},
    "ask": "Een plattegrond\n\n  De instellingen  ",
}


def fitting(preparing: Preparing) -> tuple[dict[str, str], list[Any]]:
    """Give what is left out and added now."""
    now = preparing.desk.folder.assessment().choices.fitting
    assert now is not None
    return dict(now.dropped), list(now.own)


def uneven(preparing: Preparing) -> list[str]:
    """Give the differences by which weights do not add up."""
    with pytest.raises(RuleError) as refused:
        method_of(preparing.desk.folder, library.library())
    return [problem.particulars["difference"] for problem in refused.value.faults if problem.code == "TS-120"]


def spread_and_save(preparing: Preparing, reason: str = "Naar verhouding", **points: str) -> None:
    """Do what the button does for every level, and save."""
    levels = section(preparing, "weights")["levels"]
    given = {
        level["id"]: {item["id"]: points.get(item["id"].replace(".", "_"), item["weight"]) for item in level["items"]}
        for level in levels
    }
    made = preparing.spread(given)["levels"]
    criteria = {name: weight for level in levels[1:] for name, weight in made[level["id"]].items()}
    preparing.weights(made["values"], criteria, reason)


def test_what_is_left_out_stays_visible_with_its_reason_and_comes_back(workspace: Path, shelf: Library) -> None:
    preparing = ready(opened(workspace, shelf))
    left_out = ["privacy.metadata", "security.encrypted-connection", "privacy.dpia", "government-autonomy.precedence"]
    for dropped in left_out:
        preparing.drop(dropped, f"Reden voor {dropped}")
    part = section(preparing, "criteria")
    assert [(left_out["id"], left_out["kind"], left_out["statutory"]) for left_out in part["dropped"]] == [
        ("privacy.metadata", "criterion", False),
        ("security.encrypted-connection", "gate", True),
        ("privacy.dpia", "check", True),
        ("government-autonomy.precedence", "condition", False),
    ]
    assert all(left_out["reason"] == f"Reden voor {left_out['id']}" for left_out in part["dropped"])
    shown = [asked["id"] for group in ("gates", "checklist", "conditions") for asked in part[group]]
    assert not set(left_out) & {
        *shown,
        *(criterion["id"] for value in part["values"] for criterion in value["criteria"]),
    }
    assert part["uneven"]
    assert [condition["id"] for condition in section(preparing, "conditions")["dropped"]] == [left_out[-1]]
    assert uneven(preparing) == ["-45"]
    assert sum("requirement of the law" in sentence for sentence in section(preparing, "freeze")["advice"]) == 2
    for dropped in left_out:
        preparing.undrop(dropped)
    assert fitting(preparing) == ({}, [])
    assert not section(preparing, "criteria")["uneven"]


def test_nothing_is_left_out_without_a_reason_nor_the_last_criterion_nor_what_is_not_there(
    workspace: Path, shelf: Library
) -> None:
    preparing = opened(workspace, shelf)
    with pytest.raises(UseError, match="TS-505"):
        preparing.drop("privacy.metadata", " ")
    with pytest.raises(RuleError, match="TS-219"):
        preparing.drop("privacy.executors", "Staat niet in deze set")
    *others, last = [
        criterion.criterion for value in shelf.set("web-chat-tender").values for criterion in value.criteria
    ]
    for criterion in others:
        preparing.drop(criterion, "Weg")
    with pytest.raises(RuleError, match="TS-290"):
        preparing.drop(last, "Weg")
    assert "stopped" not in preparing.content()


def test_an_own_criterion_is_added_weighed_frozen_changed_and_removed(workspace: Path, shelf: Library) -> None:
    preparing = ready(opened(workspace, shelf))
    preparing.own(None, "privacy", {"en": TEXTS, "nl": {}})
    assert section(preparing, "weights")["weightless"] == [TEXTS["title"]]
    [own] = fitting(preparing)[1]
    assert (own.id, own.title.nl, own.title.en) == (OWN, TEXTS["title"], TEXTS["title"])
    assert [proof.nl for proof in own.ask] == ["Een plattegrond", "De instellingen"]
    preparing.own(OWN, "", {"en": {**TEXTS, "title": "Cameras"}, "nl": {"title": "Camera's"}})
    [own] = fitting(preparing)[1]
    assert (own.id, own.title.nl, own.title.en, own.why.nl) == (OWN, "Camera's", "Cameras", TEXTS["why"])
    spread_and_save(preparing, privacy_telemetry="60", privacy_metadata="40", **{OWN.replace(".", "_"): "50"})
    assert section(preparing, "weights")["weightless"] == []
    preparing.freeze("", 1)
    method = preparing.desk.folder.assessment().method
    assert method is not None
    weighings = [weighing for value, weighing in method.weighings() if value.id == "privacy"]
    assert {weighing.criterion.id: weighing.weight for weighing in weighings} == {
        "privacy.telemetry": Decimal(40), "privacy.metadata": Decimal("26.67"), OWN: Decimal("33.33"),
    }  # fmt: skip
    preparing.unown(OWN)
    assert fitting(preparing) == ({}, [])


@pytest.mark.parametrize(
    ("change", "codes"),
    [
        ({"3": " ", "why": ""}, ["TS-291", "TS-291"]),
        ({"3": TEXTS["4"].upper()}, ["TS-134"]),
        ({"question": "<b>Ziet</b> een camera?"}, ["TS-129"]),
        ({"ask": " \n "}, ["TS-291"]),
    ],
)
def test_an_own_criterion_that_is_not_whole_is_refused_with_all_that_is_wrong(
    workspace: Path, shelf: Library, change: dict[str, str], codes: list[str]
) -> None:
    preparing = opened(workspace, shelf)
    with pytest.raises(RuleError) as refused:
        preparing.own(None, "privacy", {"nl": {**TEXTS, **change}, "en": {}})
    assert [problem.code for problem in refused.value.faults] == codes
    assert preparing.desk.folder.assessment().choices.fitting is None
    with pytest.raises(RuleError, match="TS-112"):
        preparing.own(None, "weather", {"nl": TEXTS})


def test_titles_without_a_letter_give_two_ids_and_a_value_that_was_not_there(workspace: Path, shelf: Library) -> None:
    preparing = opened(workspace, shelf)
    for title in ("☂", "☂", "☔"):  # the first is sent twice
        preparing.own(None, "sustainability", {"nl": {**TEXTS, "title": title}})
    assert [criterion.id for criterion in fitting(preparing)[1]] == [
        "sustainability.own-criterion", "sustainability.own-criterion-2",
    ]  # fmt: skip
    assert len(section(preparing, "weights")["weightless"]) == 3
    assert section(preparing, "criteria")["values"][-1]["id"] == "sustainability"


def test_two_own_criteria_never_have_one_title_and_those_of_before_may_stay(workspace: Path, shelf: Library) -> None:
    preparing, unseen = opened(workspace, shelf), "eigen\N{ZERO WIDTH SPACE} VRAAG"
    for title in ("Eigen vraag", "Andere vraag"):
        preparing.own(None, "sustainability", {"nl": {**TEXTS, "title": title}})
    with pytest.raises(RuleError) as error:
        preparing.own(None, "sustainability", {"nl": {**TEXTS, "title": unseen}})
    assert {problem.code for problem in error.value.faults} == {"TS-288"}
    first, other = preparing.desk.folder.assessment().choices.fitting.own  # type: ignore[union-attr]
    same = other.model_copy(update={"title": first.title})
    body = workbench.body_of("set-fitted", {"own": [noun.model_dump(mode="json") for noun in (first, same)]})
    preparing.desk.folder.append("chair", "chair", body)  # as the programs of before wrote it
    preparing.own(None, "sustainability", {"nl": {**TEXTS, "title": "Derde vraag"}})
    assert len(fitting(preparing)[1]) == 3


@given(st.lists(st.decimals(0, 100_000, places=3), min_size=2, max_size=14).filter(any))
def test_points_of_any_height_become_weights_in_proportion_that_add_up_to_100(points: list[Decimal]) -> None:
    made = in_proportion({str(index): str(point) for index, point in enumerate(points)})
    assert made is not None
    weights = [Decimal(weight) for weight in made.values()]
    assert sum(weights) == 100
    whole = sum(points)
    assert all(
        abs(weight - point * 100 / whole) < Decimal("0.01") for weight, point in zip(weights, points, strict=True)
    )


@pytest.mark.parametrize(
    "points", [{}, {"a": "0", "b": "0"}, {"a": "1", "b": "-1"}, {"a": "1", "b": "x"}, {"a": "1e999999999", "b": "1"}]
)
def test_what_cannot_be_spread_is_not(points: dict[str, str]) -> None:
    assert in_proportion(points) is None
    assert in_proportion({"alone": "0"}) == {"alone": "100"}


def test_a_profile_is_shown_beside_the_set_and_taken_over_with_its_title_and_reason(
    workspace: Path, shelf: Library
) -> None:
    preparing = opened(workspace, shelf, chosen="chat-channel")
    found = {profile["id"]: profile for profile in section(preparing, "weights")["profiles"]}
    resident = next(emphasis for emphasis in shelf.profiles["resident"].on if emphasis.set == "chat-channel")
    assert resident.why.en == found["resident"]["why"]
    preparing.profile("resident")
    saved = preparing.desk.folder.assessment().choices.weights
    assert saved is not None
    assert dict(saved.values) == dict(resident.values)
    assert saved.reason == f"{shelf.profiles['resident'].title.nl}: {resident.why.nl}"
    assert section(preparing, "weights")["state"] == "done"
    assert preparing.desk.folder.assessment().choices.fitting is None
    with pytest.raises(UseError, match="TS-502"):
        preparing.profile("nobody")


def test_what_is_kept_as_a_profile_can_be_taken_over_by_another_assessment(workspace: Path, shelf: Library) -> None:
    preparing = opened(workspace, shelf)
    preparing.drop("privacy.metadata", "Geen metagegevens")
    preparing.own(None, "privacy", {"nl": TEXTS})
    with pytest.raises(ContentError):
        preparing.keep("Raad van 2026", "Besproken")
    assert not (workspace / "criteria").exists()
    spread_and_save(preparing, "Zo besloten", **{OWN.replace(".", "_"): "20"})
    with pytest.raises(RuleError, match="TS-291"):
        preparing.keep(" ", "Besproken")
    for why in ("Besproken", "Besproken", "Nog eens"):  # the first is sent twice
        preparing.keep("Raad van 2026", why)
    assert {profile["id"] for profile in section(preparing, "weights")["profiles"]} == {
        "raad-van-2026",
        "raad-van-2026-2",
    }
    before = preparing.desk.folder.assessment().choices
    preparing.choose_set("chat-channel")
    preparing.choose_set("web-chat-tender")
    preparing.profile("raad-van-2026")
    after = preparing.desk.folder.assessment().choices
    assert (after.fitting, after.weights and after.weights.criteria) == (
        before.fitting, before.weights and before.weights.criteria,
    )  # fmt: skip
    preparing.undrop("privacy.metadata")
    preparing.profile("raad-van-2026")
    assert fitting(preparing)[0] == {"privacy.metadata": "Geen metagegevens"}


def test_a_profile_of_the_whole_set_on_a_fitted_one_leaves_the_difference_to_be_seen(
    workspace: Path, shelf: Library
) -> None:
    preparing = opened(workspace, shelf, chosen="chat-channel")
    preparing.drop("privacy.metadata", "Weg")
    preparing.profile("resident")
    part = section(preparing, "weights")
    assert (part["state"], [problem["code"] for problem in part["faults"]]) == ("open", ["TS-120"])


def test_the_fitted_set_goes_out_as_a_workbook_and_comes_in_the_same(workspace: Path, shelf: Library) -> None:
    preparing = opened(workspace, shelf)
    preparing.drop("privacy.metadata", "Weg")
    preparing.drop("security.encrypted-connection", "Weg")
    preparing.own(None, "privacy", {"nl": TEXTS})
    with pytest.raises(RuleError, match="TS-120"):
        preparing.sheets.make()
    spread_and_save(preparing, privacy="60", **{OWN.replace(".", "_"): "20"})
    made = preparing.sheets.make()
    send(preparing, made["name"], base64.b64decode(made["content"]))
    assert preparing.sheets.take(replace=False)["taken"]
    taken = library.library().sets["web-chat-tender-own"]
    weights = {criterion.criterion: criterion.weight for value in taken.values for criterion in value.criteria}
    assert (taken.version, taken.own) == ("1.0.0", fitting(preparing)[1])
    assert weights["privacy.telemetry"] == Decimal("73.33")
    assert "security.encrypted-connection" not in taken.gates
    saved = preparing.desk.folder.assessment().choices.weights
    assert saved is not None
    assert {value.value: value.weight for value in taken.values} == dict(saved.values)
    assert saved.values["privacy"] == Decimal("42.86")
    assert "web-chat-tender-own" in {criteria_set["id"] for criteria_set in section(preparing, "criteria")["sets"]}
    preparing.choose_set("web-chat-tender-own")
    assert weights_of(preparing)[1][OWN] == "26.67"
    assert preparing.sheets.make()["name"] == "web-chat-tender-own-own.xlsx"


def test_a_workbook_that_does_not_fit_leaves_nothing_behind(workspace: Path, shelf: Library) -> None:
    preparing = opened(workspace, shelf)
    send(preparing, "set.xlsx", b"PK\x03\x04 no workbook")
    with pytest.raises(SheetError):
        preparing.sheets.take(replace=True)
    with pytest.raises(UseError, match="TS-509"):
        send(preparing, "set.pdf", b"%PDF-")
    with pytest.raises(StoreError):
        preparing.sheets.upload.begin("set.xlsx", 10**9)
    with pytest.raises(UseError, match="TS-510"):
        preparing.sheets.take(replace=True)
    assert not (workspace / "criteria").exists()


def send(preparing: Preparing, name: str, content: bytes) -> None:
    """Send a file as the page does."""
    preparing.sheets.upload.begin(name, len(content))
    for at in range(0, len(content), PART):
        preparing.sheets.upload.take(at, base64.b64encode(content[at : at + PART]).decode())


def test_the_period_names_what_of_the_law_begins_or_ends_and_what_is_not_asked_yet(
    workspace: Path, shelf: Library
) -> None:
    preparing = opened(workspace, shelf, chosen="identity-app")
    assert section(preparing, "bought")["state"] == "open"
    with pytest.raises(RuleError, match="TS-246"):
        preparing.period("2028-01-01", "2027-01-01")
    preparing.period("2028-01-01", "2031-12-31")
    part = section(preparing, "bought")["period"]
    today = preparing.desk.folder.today()
    terms = [term for law in shelf.laws.values() for term in law.terms]
    days = [term.valid_from for term in terms if term.valid_from and today <= term.valid_from <= date(2031, 12, 31)]
    assert len([law for law in part["coming"] if law["change"] == "begins" and law["kind"] == "term"]) == len(days)
    later = {law["id"] for law in section(preparing, "criteria")["later"]}
    assert later == {law["id"] for law in part["coming"] if law["kind"] != "term" and law["before"]}
    assert later
    assert all(law["source"] and law["checked"] is not None for law in part["coming"])
    count = len(preparing.desk.folder.in_order())
    preparing.period("2028-01-01", "2031-12-31")  # sent again
    assert len(preparing.desk.folder.in_order()) == count


def test_a_contract_condition_says_why_it_does_not_apply(workspace: Path, shelf: Library) -> None:
    preparing = opened(workspace, shelf)
    preparing.scope("processor", "no")
    shown = {condition["id"]: condition for condition in section(preparing, "conditions")["conditions"]}
    assert shown["privacy.breach-notice"]["standing"] == "drops"
    assert shown["privacy.breach-notice"]["by"][0]["answer"]
    applying = "government-autonomy.precedence"
    assert shown[applying]["clause"] == shelf.conditions()[applying].clause.en
    assert "condition" in {hanging["kind"] for hanging in section(preparing, "scoping")["hanging"]}


def test_whose_an_own_criterion_is_is_asked_for_once(workspace: Path, shelf: Library) -> None:
    preparing = opened(workspace, shelf)
    preparing.own(None, "privacy", {"nl": TEXTS, "en": {}}, " GM0363 ")
    preparing.own(None, "privacy", {"nl": {**TEXTS, "title": "Nog een", "question": "Wat nog?"}, "en": {}})
    fitting = preparing.desk.folder.assessment().choices.fitting
    assert fitting is not None
    assert {own.by for own in fitting.own} == {"https://identifier.overheid.nl/tooi/id/gemeente/gm0363"}
    assert section(preparing, "criteria")["form"]["by"] == "gm0363"
    with pytest.raises(RuleError) as error:
        preparing.own(None, "privacy", {"nl": {**TEXTS, "title": "Derde"}, "en": {}}, "Amsterdam")
    assert [(fault.code, fault.at) for fault in error.value.faults] == [("TS-734", "by")]
