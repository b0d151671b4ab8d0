"""A quick scan: one person, every answer on record at once, a provisional result; and what grows from it."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from tests.pages import states

from toetssteen import workbench
from toetssteen.content.library import Library, page_of
from toetssteen.content.lint.sets import quick
from toetssteen.errors import RuleError, ToetssteenError
from toetssteen.model.entries.body import Evaluation
from toetssteen.model.entries.opening import Opened
from toetssteen.model.replay.assessment import judged
from toetssteen.pages.compare import page as compare
from toetssteen.pages.prepare import page as prepare
from toetssteen.pages.report import page as report
from toetssteen.pages.score import page as score
from toetssteen.store.protocol import Appendable
from toetssteen.workbench import Workbench, library

ME = workbench.PERSON
TELEMETRY, BACK = "privacy.telemetry", "exit.data-back"
ACCOUNT = "resident-autonomy.no-private-account"


def opened(name: str, track: str = "ethics") -> Opened:
    procedure = "existing-use" if track == "ethics" else "above-threshold"
    given = {"assessment": name, "title": "Chat", "authority": "Gemeente Voorbeeld", "track": track}
    body = workbench.body_of("opened", {**given, "procedure": procedure})
    assert isinstance(body, Opened)
    return body


@pytest.fixture
def scan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Appendable:
    """Give a quick scan of two solutions, with every scoping question answered."""
    monkeypatch.setenv("TOETSSTEEN_WORKSPACE", str(tmp_path))
    monkeypatch.delenv("QUERY_STRING", raising=False)
    shelf = library.library()
    chosen = workbench.quick_set(shelf)
    folder = workbench.begin_scan(tmp_path / "assessments" / "scan", opened("scan"), chosen, ["Chat One", "Chat Two"])
    for question in workbench.Choosing(folder, shelf).scoping():
        record(folder, "scoping-answered", question=question.id, answer=question.options[0].id)
    return folder


def record(folder: Appendable, kind: str, author: str = "chair", **given: Any) -> None:
    Workbench.of(folder, author).record(workbench.body_of(kind, given))


def said(criterion: str, answer: str, reason: str = "seen", solution: str = "chat-one") -> Evaluation:
    return Evaluation(solution=solution, criterion=criterion, answer=answer, reason=reason)


def answer(folder: Appendable, *given: str, by: str = ME) -> None:
    Workbench.of(folder, by).draft().save(said(*given))


def codes(error: pytest.ExceptionInfo[Any]) -> list[str]:
    return [fault.code for fault in error.value.faults]


def kinds(folder: Appendable) -> list[str]:
    return [entry.kind for entry in folder.in_order()]


def test_the_first_answer_freezes_and_every_answer_is_on_record_at_once(scan: Appendable) -> None:
    assert "frozen" not in kinds(scan)
    answer(scan, TELEMETRY, "1", by="chair")  # chair and evaluator are one person
    assert kinds(scan)[-3:] == ["frozen", "phase-moved", "scanned"]
    answer(scan, BACK, "unknown", "")
    answer(scan, TELEMETRY, "2")
    assert Workbench.of(scan, ME).draft().save(said(TELEMETRY, "2")) is None
    found = scan.assessment().round.evaluations[ME]
    assert {cell[1]: given.answer for cell, given in found.items()} == {TELEMETRY: "2", BACK: "unknown"}
    assert Workbench.of(scan, ME).draft().evaluations() == found
    assert workbench.verify(scan).faults == ()


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ((TELEMETRY, "7"), "TS-210"),
        ((TELEMETRY, "2", ""), "TS-215"),
        (("privacy.nothing", "2"), "TS-219"),
        ((TELEMETRY, "2", "seen", "chat-nine"), "TS-218"),
    ],
)
def test_a_first_answer_that_is_none_freezes_nothing(scan: Appendable, given: tuple[str, ...], code: str) -> None:
    with pytest.raises(RuleError) as error:
        Workbench.of(scan, ME).draft().save(said(*given))
    assert codes(error) == [code]
    assert "frozen" not in kinds(scan)


@pytest.mark.parametrize(
    ("given", "code"),
    [((TELEMETRY, "refused"), "TS-725"), ((TELEMETRY, "3", ""), "TS-215"), ((TELEMETRY, "met"), "TS-217")],
)
def test_an_answer_is_a_level_with_a_reason_or_not_known(scan: Appendable, given: tuple[str, ...], code: str) -> None:
    answer(scan, BACK, "unknown", "")
    with pytest.raises(RuleError) as error:
        answer(scan, *given)
    assert codes(error) == [code]


def whole(scan: Appendable) -> Workbench:
    """Answer everything, the one solution above the other."""
    asked = [weighing.criterion.id for _, weighing in workbench.Choosing(scan, library.library()).sketch().weighings()]
    for solution, level in (("chat-one", "3"), ("chat-two", "1")):
        for criterion in asked:
            Workbench.of(scan, ME).draft().save(said(criterion, level, f"{criterion} seen", solution))
    return Workbench.of(scan, "chair", "en")


def test_the_result_is_provisional_everywhere_ranks_nobody_and_says_what_is_not_asked(scan: Appendable) -> None:
    bench = whole(scan)
    found = bench.outlook().result_document()
    assert (found["provisional"], found["complete"]) == (True, True)
    assert [solution["total"] for solution in found["solutions"]] == ["75.00", "25.00"]
    assert {solution["rank"] for solution in found["solutions"]} == {None}
    assert {solution["quality_rank"] for solution in found["solutions"]} == {None}
    reached = {value["id"] for value in found["solutions"][0]["values"]}
    assert {*found["not_asked"], *reached} == library.library().values.keys()
    lines = "\n".join(bench.lines())
    assert "Provisional" in lines
    assert "Not asked: In-house expertise" in lines
    assert "Provisional" in bench.outlook().sentence
    assert bench.report().provisional
    for format in ("html", "pdf"):  # noqa: A001 - its name
        assert bench.document("report", format, "nl").content
    page_one = bench.document("report", "html", "nl").content.decode().partition('id="matrix"')[0]
    assert "Voorlopig: dit is een quickscan" in page_one
    assert "Niet gevraagd: " in page_one
    assert workbench.export(scan)


def test_the_pages_do_not_break_on_a_quick_scan(scan: Appendable) -> None:
    for answered in (False, True):
        if answered:
            whole(scan)
        for name, page in (("prepare", prepare), ("score", score), ("compare", compare), ("report", report)):
            shown = page.page("scan").state
            assert "stopped" not in shown or (not answered and page is not prepare), name
            assert list(states.faults(states.NOUNS[name], shown, name)) == []


def test_a_quick_scan_is_by_one_person_and_no_tender(scan: Appendable, tmp_path: Path) -> None:
    answer(scan, TELEMETRY, "2")
    with pytest.raises(RuleError) as error:
        record(scan, "person-added", person="evaluator-2", role="evaluator")
    assert codes(error) == ["TS-727"]
    for kind, author, given in (
        ("round-keyed", "chair", {"round": 1, "key": "0" * 64}),
        ("submitted", ME, {"round": 1, "evaluations": []}),
    ):
        with pytest.raises(RuleError) as error:
            record(scan, kind, author, **given)
        assert codes(error) == ["TS-726"]
    tender = workbench.create(tmp_path / "t", opened("t", "tender"), workbench.quick_set(library.library()))
    with pytest.raises(RuleError) as error:
        Workbench.of(tender, "chair").freeze()
    assert "TS-728" in codes(error)


def grown(scan: Appendable, tmp_path: Path, track: str = "ethics", name: str = "whole") -> tuple[Appendable, int]:
    chosen = library.library().set("chat-channel")
    return workbench.grow(tmp_path / "assessments" / name, opened(name, track), chosen, None, scan, ME)


def opened_for_judging(folder: Appendable) -> Workbench:
    """Answer what is open, freeze, and open the round."""
    bench = Workbench.of(folder, "chair", "en")
    choosing = workbench.Choosing(folder, library.library())
    for question in choosing.scoping():
        if question.id not in folder.assessment().choices.scoping:
            record(folder, "scoping-answered", question=question.id, answer=question.options[0].id)
    bench.freeze()
    bench.open_round()
    return Workbench.of(folder, ME, "en")


def test_growing_keeps_every_answer_of_the_same_person_as_a_draft_to_be_confirmed(
    scan: Appendable, tmp_path: Path
) -> None:
    whole(scan)
    folder, count = grown(scan, tmp_path)
    named = folder.assessment().opened.scan
    assert named is not None
    assert (named.assessment, named.fingerprint) == ("scan", scan.assessment().fingerprint)
    assert dict(folder.assessment().choices.scoping) == dict(scan.assessment().choices.scoping)
    assert folder.assessment().solutions.keys() == scan.assessment().solutions.keys()
    bench = opened_for_judging(folder)
    drafted = bench.draft().evaluations()
    method = folder.assessment().method
    assert method is not None
    both = {cell for cell in scan.assessment().round.evaluations[ME] if cell[1] in judged(method)}
    assert drafted.keys() == both
    assert count == len(scan.assessment().round.evaluations[ME])
    assert all(given.scan for given in drafted.values())
    before = scan.assessment().round.evaluations[ME]
    assert {cell: (given.answer, given.reason) for cell, given in drafted.items()} == {
        cell: (before[cell].answer, before[cell].reason) for cell in both
    }
    cell = min(both)
    bench.declare("none")
    with pytest.raises(RuleError) as error:
        bench.submit()
    assert codes(error).count("TS-729") == len(both)
    bench.draft().save(said(cell[1], "2", "looked again", cell[0]))
    assert bench.draft().evaluations()[cell].scan is None
    with pytest.raises(RuleError) as error:
        bench.submit()
    assert codes(error).count("TS-729") == len(both) - 1


def test_nobody_else_sees_what_was_carried(scan: Appendable, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole(scan)
    folder, _ = grown(scan, tmp_path)
    opened_for_judging(folder)
    shared = "".join(path.read_text("utf-8") for path in (tmp_path / "assessments" / "whole").rglob("*.jsonl"))
    assert f"{BACK} seen" not in shared
    record(folder, "person-added", person="evaluator-2", role="evaluator")
    assert Workbench.of(folder, "evaluator-2").draft().evaluations() == {}
    monkeypatch.setenv("TOETSSTEEN_DATA", str(tmp_path / "another-computer"))
    assert Workbench.of(folder, ME).draft().evaluations() == {}


def test_a_criterion_that_means_something_else_now_is_not_carried(
    scan: Appendable, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole(scan)
    own = tmp_path / "criteria"
    shutil.copytree(library.library().folder, own, ignore=shutil.ignore_patterns("schema", "releases", "versions.yaml"))
    autonomy = own / "values" / "resident-autonomy.yaml"
    text = autonomy.read_text("utf-8")
    at = text.index("question:", text.index(f"id: {ACCOUNT}\n"))
    autonomy.write_text(text[:at] + text[at:].replace("nl: ", "nl: Anders. ", 1), "utf-8")
    monkeypatch.setenv("TOETSSTEEN_CRITERIA", str(own))
    folder, _ = grown(scan, tmp_path)
    drafted = opened_for_judging(folder).draft().evaluations()
    assert ACCOUNT not in {criterion for _, criterion in drafted}
    assert BACK in {criterion for _, criterion in drafted}


def test_into_a_tender_nothing_is_carried_but_the_scoping_answers(scan: Appendable, tmp_path: Path) -> None:
    whole(scan)
    folder, count = grown(scan, tmp_path, "tender")
    assert count == 0
    assert dict(folder.assessment().choices.scoping) == dict(scan.assessment().choices.scoping)
    assert not folder.assessment().solutions
    assert folder.assessment().people.keys() == {"chair"}


def test_it_grows_by_a_new_round_on_a_newer_method(scan: Appendable) -> None:
    whole(scan)
    chosen = library.library().set("chat-channel")
    record(scan, "round-opened", round=2, reason="now for all of it")
    record(scan, "set-chosen", set={"id": chosen.id, "version": chosen.version})
    bench = Workbench.of(scan, "chair")
    for question in workbench.Choosing(scan, library.library()).scoping():
        if question.id not in scan.assessment().choices.scoping:
            record(scan, "scoping-answered", question=question.id, answer=question.options[0].id)
    bench.freeze(reason="the whole set")
    record(scan, "person-added", person="evaluator-2", role="evaluator")
    bench.open_round()
    assert scan.assessment().round.sealed
    drafted = Workbench.of(scan, ME).draft().evaluations()
    assert drafted
    assert all(given.scan for given in drafted.values())
    assert Workbench.of(scan, "evaluator-2").draft().evaluations() == {}
    assert "provisional" not in bench.result().document()
    assert bench.result(1).document()["provisional"]


def test_what_is_no_quick_scan_grows_into_nothing(tmp_path: Path) -> None:
    plain = workbench.create(tmp_path / "plain", opened("plain"), library.library().set("chat-channel"))
    with pytest.raises(RuleError) as error:
        grown(plain, tmp_path)
    assert codes(error) == ["TS-730"]
    assert not (tmp_path / "assessments").exists()


def test_a_quick_scan_of_another_set_or_a_tender_is_not_begun(tmp_path: Path) -> None:
    chosen, other = workbench.quick_set(library.library()), library.library().set("chat-channel")
    for body, given, code in ((opened("a"), other, "TS-733"), (opened("a", "tender"), chosen, "TS-728")):
        with pytest.raises(ToetssteenError) as error:
            workbench.begin_scan(tmp_path / "a", body, given, ["One"])
        assert codes(error) == [code]
    assert not (tmp_path / "a").exists()


def test_a_quick_scan_leaves_nothing_behind_where_two_solutions_have_one_name(tmp_path: Path) -> None:
    with pytest.raises(ToetssteenError):
        workbench.begin_scan(tmp_path / "a", opened("a"), workbench.quick_set(library.library()), ["One", "one"])
    assert not (tmp_path / "a").exists()


@pytest.mark.parametrize(
    "change",
    [{"gates": ["privacy.processing-agreement"]}, {"conditions": ["privacy.no-training"]}, "eleven", "minimum"],
)
def test_a_quick_scan_of_something_else_than_twelve_criteria_is_a_fault(shelf: Library, change: Any) -> None:
    known = workbench.quick_set(shelf)
    first = known.values[1]
    if change == "eleven":
        change = {"values": [first.model_copy(update={"criteria": first.criteria[:1]}), *known.values[2:]]}
    if change == "minimum":
        members = [member.model_copy(update={"minimum": "2"}) for member in first.criteria]
        change = {"values": [known.values[0], first.model_copy(update={"criteria": members}), *known.values[2:]]}
    made = shelf.with_page(page_of(known.model_copy(update=change), "sets/quick-scan.yaml"))
    assert [problem.code for problem in quick(made)] == ["TS-160"]
    assert list(quick(shelf)) == []
