"""Wording: everything of an assessment has one name, whoever says it, in both languages."""

from __future__ import annotations

import ast
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

import toetssteen
from toetssteen import workbench
from toetssteen.documents.report.telling import Telling
from toetssteen.language import LANGUAGES, Language, Text
from toetssteen.model.entries.body import Explanation
from toetssteen.model.entries.committee import PersonAdded
from toetssteen.model.method import Method
from toetssteen.model.replay.assessment import Assessment
from toetssteen.pages.consensus.points import person
from toetssteen.scoring.exact import Interval
from toetssteen.scoring.outlook.outlook import Outlook
from toetssteen.scoring.result.gates import LOW_PRICE, WITHDRAWN
from toetssteen.scoring.result.result import result
from toetssteen.views.changes import changes_said
from toetssteen.views.outlook.parts import Speaker
from toetssteen.views.wording import Wording, euro

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = Path(toetssteen.__file__).parent


@pytest.fixture(scope="module")
def assessment() -> Assessment:
    """The example, with a third evaluator and somebody of every other role."""
    found = workbench.open_folder(ROOT / "assessments" / "example-chat-channel").assessment()
    more = {role: PersonAdded(person=f"{role}-9", role=role) for role in ("evaluator", "ethics", "observer", "decider")}
    return replace(found, people={**found.people, **{joined.person: joined for joined in more.values()}})


@pytest.fixture(scope="module")
def method(assessment: Assessment) -> Method:
    assert assessment.method is not None
    return assessment.method


def both(assessment: Assessment) -> list[Wording]:
    """Give its wording in Dutch and in English."""
    return [Wording(assessment.method, language, assessment) for language in LANGUAGES]


def test_all_that_a_method_has_is_named_by_its_title(assessment: Assessment, method: Method) -> None:
    assert method.gates
    assert method.checklist
    assert method.conditions
    assert method.scoping
    titles: dict[str, Text] = {scoped.question.id: scoped.question.question for scoped in method.scoping}
    weighed = [weighing.criterion for _, weighing in method.weighings()]
    for titled in [*method.values, *method.scales, *weighed, *method.gates, *method.checklist, *method.conditions]:
        titles[titled.id] = titled.title
    for wording in both(assessment):
        assert {known: wording.name(known) for known in titles} == {
            known: title.in_(wording.language) for known, title in titles.items()
        }


def test_what_is_no_criterion_has_a_word_and_what_is_not_known_its_id(assessment: Assessment) -> None:
    dutch, english = both(assessment)
    assert (dutch.name(WITHDRAWN), english.name(WITHDRAWN)) == ("Niet teruggetrokken", "Not withdrawn")
    assert "prijs" in dutch.name(LOW_PRICE)
    assert "price" in english.name(LOW_PRICE)
    assert (dutch.name("privacy.gone"), dutch.name(None)) == ("privacy.gone", "")
    assert Wording(None, "nl").name("privacy.gone") == "privacy.gone"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_condition_has_its_title_wherever_it_is_named(
    assessment: Assessment, method: Method, language: Language
) -> None:
    assert method.conditions
    first, *others = method.conditions
    title = first.title.in_(language)
    worked_out = result(assessment)
    speakers = [Telling(worked_out, language, "", {}), Speaker(Outlook(worked_out), language)]
    assert {wording.name(first.id) for wording in speakers} == {title}
    without = method.model_copy(update={"conditions": others})
    assert [title in sentence for sentence in changes_said(method, without, language)] == [True]
    assert [title in sentence for sentence in changes_said(without, method, language)] == [True]


@pytest.mark.parametrize("language", LANGUAGES)
def test_everybody_has_one_role_and_number_on_a_page_in_a_report_and_in_the_outlook(
    assessment: Assessment, language: Language
) -> None:
    worked_out = result(assessment)
    report, outlook = Telling(worked_out, language, "", {}), Speaker(Outlook(worked_out), language)
    for given in [*assessment.people, "nobody"]:
        said = {report.role(given), outlook.role(given), person(assessment, given, language)["name"]}
        assert len(said) == 1, said


def test_a_role_is_numbered_where_several_have_it(assessment: Assessment) -> None:
    dutch, english = both(assessment)
    evaluators = [joined.person for joined in assessment.people.values() if joined.role == "evaluator"]
    assert [dutch.role(evaluator) for evaluator in evaluators] == [
        f"Beoordelaar {n + 1}" for n in range(len(evaluators))
    ]
    assert [english.role(name) for name in ("observer-9", "decider-9")] == ["Observer", "Decision maker"]
    assert dutch.role("nobody") == "Iemand buiten de commissie"
    assert english.role("nobody") == "Somebody outside the committee"


def test_a_solution_has_its_name_kept_apart(assessment: Assessment) -> None:
    first, second, third = assessment.solutions
    known = assessment.solutions[first].model_copy(update={"name": "\N{HEBREW LETTER ALEF}"})
    wording = Wording(assessment.method, "en", replace(assessment, solutions={**assessment.solutions, first: known}))
    apart = "\N{FIRST STRONG ISOLATE}\N{HEBREW LETTER ALEF}\N{POP DIRECTIONAL ISOLATE}"
    assert wording.solution(first) == apart
    names = [assessment.solutions[name].name for name in (second, third)]
    assert wording.solutions([first, second, third]) == f"{apart}, {names[0]} and {names[1]}"
    assert wording.solution("gone") == "gone"


def test_an_answer_is_said_as_a_level_a_status_or_that_there_is_none(assessment: Assessment, method: Method) -> None:
    dutch, english = both(assessment)
    scale = next(scale for scale in method.scales if scale.levels)
    top = scale.levels[-1]
    assert dutch.answer(str(top.level), scale) == f"{top.level} ({top.label.nl})"
    assert english.answer("2.50") == "2.5"
    assert (dutch.answer("unknown"), english.answer("unknown")) == ("niet vast te stellen", "could not be established")
    assert (dutch.answer("met"), english.answer("not_met")) == ("voldaan", "not met")


def test_numbers_are_rounded_by_the_frozen_rule(assessment: Assessment, method: Method) -> None:
    dutch, english = both(assessment)
    assert method.rules.rounding.digits == 2
    open_still = Interval(Fraction(50), Fraction(200, 3))
    assert (dutch.interval(open_still), english.interval(open_still)) == ("50,00 - 66,67", "50.00 - 66.67")
    assert (dutch.levels(Interval.at(Fraction(5, 2))), english.levels(open_still)) == ("2,5", "50 - 66.67")
    scale = next(scale for scale in method.scales if (scale.low, scale.high) == (0, 4))
    assert dutch.level_of(Interval(Fraction(1, 8), Fraction(1)), scale) == "0,5 - 4"
    assert dutch.percent(Fraction(100, 3)) == "≈ 33,3333"
    assert dutch.euro_interval(Interval.at(Fraction(1500))) == "€ 1.500,00"
    assert [euro(amount, "en") for amount in (Decimal("1500.00"), Fraction(3, 2))] == ["€ 1,500", "€ 1.50"]


def test_days_and_who_owns_an_explanation_are_said(assessment: Assessment) -> None:
    dutch, english = both(assessment)
    assert (dutch.day("2026-03-09"), english.instant("2026-03-09T08:07:06Z")) == (
        "9 maart 2026",
        "9 March 2026, 08:07 UTC",
    )
    given = Explanation.model_validate({"owner": "Burgerzaken", "until": "2026-12-01"})
    assert dutch.explanation(given).endswith("tot 1 december 2026.")
    assert "Burgerzaken" in english.explanation(given)
    assert english.explanation(None) == ""


def test_no_page_and_no_call_of_the_workbench_reads_a_report_to_name_something() -> None:
    readers = [
        str(path.relative_to(PACKAGE))
        for room in ("pages", "workbench", "cli", "views")
        for path in sorted((PACKAGE / room).rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module == "toetssteen.documents.report.telling"
    ]
    assert readers == []
