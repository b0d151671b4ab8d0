"""The class of impact, from the answers on the prepare page to the first page of the report."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from tests.content.classed import classed
from tests.content.test_classes import LIGHT
from tests.content.test_subjects import changed
from toetssteen import workbench
from toetssteen.errors import RuleError
from toetssteen.model.criteria import CriteriaSet, Emphasis, Profile
from toetssteen.model.entries.opening import Opened
from toetssteen.model.fitting import all_of, in_class
from toetssteen.pages.desk import Desk
from toetssteen.pages.prepare.page import Preparing
from toetssteen.workbench import Workbench, library

LATER = "exit.exit-plan"
"""What the whole set asks and a light class does not; here from a day in the period on."""
HEAVY = {**LIGHT, "decides": "decides"}


@pytest.fixture
def preparing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Preparing:
    """Give the prepare page of a review on a set with classes, which the workspace has."""
    monkeypatch.setenv("TOETSSTEEN_WORKSPACE", str(tmp_path))
    monkeypatch.delenv("QUERY_STRING", raising=False)
    made = classed(library.library()).sets["chat-channel"].model_copy(update={"id": "with-classes"})
    library.keep(made)
    body = workbench.body_of(
        "opened",
        {"assessment": "a", "title": "A", "track": "ethics", "procedure": "existing-use", "authority": "B"},
    )
    assert isinstance(body, Opened)
    workbench.create(tmp_path / "assessments" / "a", body, made)
    return Preparing(Desk("prepare", "a"))


def section(preparing: Preparing, name: str = "impact") -> dict[str, Any]:
    sections = preparing.content()["sections"]
    assert isinstance(sections, dict)
    found: dict[str, Any] = sections[name]
    return found


def answer(preparing: Preparing, on_impact: dict[str, str]) -> None:
    """Answer every scoping question, those on impact as given."""
    for asked in section(preparing, "scoping")["questions"]:
        preparing.scope(asked["id"], on_impact.get(asked["id"], asked["options"][0]["id"]))
    for asked in section(preparing, "scoping")["questions"]:  # a heavier class asks more of them
        if asked["answer"] is None:
            preparing.scope(asked["id"], asked["options"][0]["id"])


def test_the_answers_give_the_class_and_all_that_the_page_shows_follows_it(preparing: Preparing) -> None:
    first = section(preparing)
    assert (first["state"], first["known"], first["chosen"], first["lines"]) == ("open", False, "heavy", [])
    assert [known["id"] for known in first["classes"]] == ["light", "normal", "heavy"]
    answer(preparing, LIGHT)
    found = section(preparing)
    assert (found["state"], found["chosen"]) == ("done", "light")
    assert len(found["lines"]) == 1 + len(LIGHT)
    shown = sum(len(value["criteria"]) for value in section(preparing, "criteria")["values"])
    assert shown == found["classes"][0]["criteria"] == 9
    assert section(preparing, "weights")["faults"] == []
    proposed = [item["proposed"] for level in section(preparing, "weights")["levels"] for item in level["items"]]
    written = [item["weight"] for level in section(preparing, "weights")["levels"] for item in level["items"]]
    assert proposed == written


def test_a_lighter_class_needs_a_reason_which_stands_in_the_method_and_on_page_one(preparing: Preparing) -> None:
    answer(preparing, HEAVY)
    with pytest.raises(RuleError) as error:
        preparing.impact("light", "  ")
    assert [(fault.code, fault.about) for fault in error.value.faults] == [("TS-721", "reason")]
    preparing.impact("light", "A pilot of four weeks with staff only.")
    bench = Workbench.of(preparing.desk.folder, "chair", "en")
    bench.freeze()
    method = bench.store.assessment().method
    assert method is not None
    assert method.impact is not None
    assert (method.impact.asked, method.impact.chosen) == ("heavy", "light")
    report = bench.report()
    assert "A pilot of four weeks" in report.lowered
    assert "decisions about people" in " ".join(report.method.impact)
    assert bench.result().document()["method"]["impact"]["reason"] == "A pilot of four weeks with staff only."
    paper = bench.document("report", "html", "en").content.decode()
    assert paper.index("A pilot of four weeks") < paper.index('id="short_next"')
    assert section(preparing)["lines"] == report.method.impact
    assert "A pilot of four weeks" in bench.document("method", "html", "en").content.decode()


def test_a_class_that_is_not_lighter_says_nothing_on_page_one(preparing: Preparing) -> None:
    answer(preparing, LIGHT)
    preparing.impact("normal", "")
    bench = Workbench.of(preparing.desk.folder, "chair", "en")
    bench.freeze()
    assert bench.report().lowered == ""
    assert "heavier" in bench.report().method.impact[0]


def test_what_only_a_heavier_class_asks_does_not_come_as_news_of_the_law(
    preparing: Preparing, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf = changed(library.library(), LATER, valid_from=date(2027, 1, 1))
    monkeypatch.setattr(library, "library", lambda: shelf)
    monkeypatch.setattr(library, "read", lambda: (shelf, []))
    answer(preparing, LIGHT)
    preparing.period("2026-01-01", "2035-12-01")
    bench = Workbench.of(preparing.desk.folder, "chair", "en")
    bench.freeze()
    assert LATER not in all_of(in_class(library.library().sets["with-classes"], "light"))
    assert LATER not in {law.id for law in bench.report().annexes.coming}
    bench.record(workbench.body_of("class-chosen", {"impact": "heavy"}))
    bench.freeze(reason="Toch alles.")
    assert LATER in {law.id for law in bench.report().annexes.coming}


def emphasis(given: CriteriaSet) -> Emphasis:
    """Weigh each value of a set as it does, the first two the other way round, and one value's criteria too."""
    values = {value.value: value.weight for value in given.values}
    first, second = list(values)[:2]
    values |= {first: values[second], second: values[first]}
    inside = {member.criterion: member.weight for member in given.values[0].criteria}
    return Emphasis(set=given.id, version=given.version, why=given.title, values=values, criteria=inside)


def test_a_profile_on_a_lighter_class_keeps_its_proportions_exactly(preparing: Preparing) -> None:
    known = library.library().sets["with-classes"]
    weighs = emphasis(known)
    library.keep(Profile(id="turned", title=known.title, why=known.why, on=[weighs]))
    answer(preparing, LIGHT)
    assert section(preparing, "weights")["lighter"]
    preparing.profile("turned")
    assert section(preparing, "weights")["faults"] == []
    bench = Workbench.of(preparing.desk.folder, "chair", "en")
    bench.freeze()
    method = bench.store.assessment().method
    assert method is not None
    left = {value.id: weighs.values[value.id] for value in method.values}
    assert {name: share * Fraction(sum(left.values())) for name, share in method.of_values.items()} == {
        name: Fraction(weight) * 100 for name, weight in left.items()
    }


def test_what_is_asked_of_a_lighter_class_is_kept_as_no_profile(preparing: Preparing) -> None:
    answer(preparing, LIGHT)
    with pytest.raises(RuleError) as error:
        preparing.keep("Ours", "Because")
    assert [fault.code for fault in error.value.faults] == ["TS-723"]


def test_a_set_that_went_through_a_workbook_keeps_its_classes(preparing: Preparing) -> None:
    known = library.library().sets["with-classes"]
    assert library.import_set(library.export_set("with-classes", "nl")) == known
    assert library.library().sets["with-classes"].classes == known.classes
