"""The prepare page without a browser: what it shows, what its acts write, and what they refuse."""

from __future__ import annotations

import re
import shutil
from decimal import Decimal
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

import toetssteen
from tests.scoped import IMPACT
from tests.store.making import forge
from toetssteen import language, workbench
from toetssteen.content.library import Library
from toetssteen.errors import RuleError, UseError
from toetssteen.model.entries.opening import Opened
from toetssteen.pages.desk import Desk
from toetssteen.pages.prepare import page
from toetssteen.pages.prepare.freeze import groups, qr, spelled
from toetssteen.pages.prepare.page import Preparing
from toetssteen.pages.prepare.weights import from_swings
from toetssteen.scoring.result.result import result
from toetssteen.scoring.trial import BENDS, Kind, imagined, made_up
from toetssteen.store.folder import Folder
from toetssteen.web import form
from toetssteen.workbench import Workbench
from toetssteen.workbench.recording import method_of

NAME = "webchat"
SCOPING = {"ai": "none", "processor": "yes", **IMPACT}


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TOETSSTEEN_WORKSPACE", str(tmp_path))
    monkeypatch.delenv("QUERY_STRING", raising=False)
    return tmp_path


def opened(workspace: Path, shelf: Library, track: str = "tender", chosen: str | None = "web-chat-tender") -> Preparing:
    """Begin an assessment and open its prepare page."""
    body = workbench.body_of(
        "opened",
        {
            "assessment": NAME, "title": "Webchat", "track": track, "authority": "Gemeente Voorbeeld",
            "procedure": "above-threshold" if track == "tender" else "existing-use",
        },
    )  # fmt: skip
    assert isinstance(body, Opened)
    workbench.create(workspace / "assessments" / NAME, body, shelf.set(chosen) if chosen else None)
    preparing = Preparing(Desk("prepare", NAME))
    preparing.content()
    return preparing


def ready(preparing: Preparing) -> Preparing:
    """Answer the scoping questions."""
    for question, answer in SCOPING.items():
        preparing.scope(question, answer)
    return preparing


def section(preparing: Preparing, name: str) -> dict[str, Any]:
    sections = preparing.content()["sections"]
    assert isinstance(sections, dict)
    found: dict[str, Any] = sections[name]
    return found


def kinds(preparing: Preparing) -> list[str]:
    return [entry.kind for entry in preparing.desk.folder.in_order()]


def weights_of(preparing: Preparing) -> tuple[dict[str, str], dict[str, str]]:
    """Give the weights that the set proposes, of values and of criteria."""
    values, *inside = section(preparing, "weights")["levels"]
    return (
        {item["id"]: item["proposed"] for item in values["items"]},
        {item["id"]: item["proposed"] for level in inside for item in level["items"]},
    )


def test_an_answer_is_one_entry_and_only_what_changed_goes_back(workspace: Path, shelf: Library) -> None:
    preparing = opened(workspace, shelf)
    before = section(preparing, "scoping")
    assert (before["state"], {hanging["standing"] for hanging in before["hanging"]}) == ("open", {"open"})
    patch = preparing.scope("ai", "none")
    assert kinds(preparing)[-1] == "scoping-answered"
    assert "scoping" in patch["sections"]
    assert not {"bought", "committee", "weights"} & patch["sections"].keys()
    dropped = [hanging for hanging in section(preparing, "scoping")["hanging"] if hanging["standing"] == "drops"]
    assert dropped
    assert dropped[0]["by"][0]["answer"]
    count = len(kinds(preparing))
    preparing.scope("ai", "none")  # sent again by a page that missed the answer
    assert len(kinds(preparing)) == count


def test_weights_that_do_not_add_up_are_refused_with_the_difference(workspace: Path, shelf: Library) -> None:
    preparing = opened(workspace, shelf)
    values, criteria = weights_of(preparing)
    with pytest.raises(RuleError) as refused:
        preparing.weights({**values, "exit": "19.5"}, criteria, "x")
    assert [(problem.code, problem.particulars["difference"]) for problem in refused.value.faults] == [
        ("TS-120", "-0.5")
    ]
    assert "weights-set" not in kinds(preparing)
    preparing.weights({**values, "exit": "19.5", "effectiveness": "25.5"}, criteria, "Besproken")
    assert kinds(preparing).count("weights-set") == 1
    assert section(preparing, "weights")["reason"] == "Besproken"
    with pytest.raises(UseError):
        preparing.weights({**values, "exit": ""}, criteria, "x")


@given(st.lists(st.integers(0, 99), max_size=14).map(lambda rest: [100, *rest]))
def test_swings_become_weights_that_add_up_to_100_exactly_and_keep_their_order(swings: list[int]) -> None:
    made = from_swings({str(index): str(swing) for index, swing in enumerate(swings)})
    assert made is not None
    weights = [Decimal(weight) for weight in made.values()]
    assert sum(weights) == 100
    pairs = list(zip(weights, swings, strict=True))
    assert all(a >= b for a, x in pairs for b, y in pairs if x > y)
    whole = sum(swings)
    assert all(abs(w - Decimal(s) * 100 / whole) < Decimal("0.01") for w, s in pairs)


@pytest.mark.parametrize("swings", [{}, {"a": "80"}, {"a": "100", "b": "-1"}, {"a": "100", "b": ""}, {"a": "101"}])
def test_swings_of_which_the_highest_is_not_100_are_no_swings(swings: dict[str, str]) -> None:
    assert from_swings(swings) is None


def test_a_dry_run_writes_nothing_and_works_out_what_scoring_does(workspace: Path, shelf: Library) -> None:
    preparing = ready(opened(workspace, shelf))
    before = {path: path.stat().st_mtime_ns for path in sorted(workspace.rglob("*"))}
    run = preparing.dry(4, 7, "even")["run"]
    assert {path: path.stat().st_mtime_ns for path in sorted(workspace.rglob("*"))} == before
    assert run == preparing.dry(4, 7, "even")["run"]
    folder = preparing.desk.folder
    method = method_of(folder, shelf)
    names = ["A", "B", "C", "D"]
    expected = result(imagined(folder.assessment(), method, names, made_up(method, names, 7, "even")))
    assert expected.complete
    assert [row["rank"] for row in run["rows"]] == [solution.rank.rank for solution in expected.solutions]
    assert [weight["nominal"] for weight in run["weights"]] == ["35.0", "25.0", "20.0", "20.0"]
    assert round(sum(Decimal(weight["effective"]) for weight in run["weights"])) == 100


def test_what_if_in_the_dry_run_is_open_until_the_freeze_and_weighs_what_the_run_made_up(
    workspace: Path, shelf: Library
) -> None:
    preparing = ready(opened(workspace, shelf))
    sure = preparing.dry(5, 1, "high")["run"]["sure"]
    given = sure["what_if"]
    assert given["shared"] is False
    assert sum(value["weight"] for value in given["values"]) == pytest.approx(100)
    totals = {solution["name"]: solution["was"] for solution in given["solutions"]}
    run = preparing.dry(5, 1, "high")["run"]
    assert totals == {row["name"]: row["total"] for row in run["rows"] if row["eligible"]}
    by_weights = {
        solution["name"]: sum(
            score * value["weight"] / 100 for score, value in zip(solution["scores"], given["values"], strict=True)
        )
        for solution in given["solutions"]
    }
    assert by_weights == pytest.approx({name: float(total) for name, total in totals.items()}, abs=0.0051)
    assert {"profiles", "stability", "steps"} <= {part["id"] for part in sure["parts"]}
    assert preparing.dry(2, 1, "even")["run"]["sure"]["what_if"] is None, "one is left: there is nothing to weigh"
    preparing.freeze("", 1)
    assert preparing.dry(5, 1, "high")["run"]["sure"] is None


def test_a_dry_run_of_a_method_that_is_not_whole_says_what_is_open(workspace: Path, shelf: Library) -> None:
    with pytest.raises(RuleError) as refused:
        opened(workspace, shelf).dry(2, 1, "even")
    assert {problem.code for problem in refused.value.faults} == {"TS-242"}


def test_the_freeze_names_what_is_open_then_freezes_and_a_further_one_says_why(workspace: Path, shelf: Library) -> None:
    preparing = opened(workspace, shelf)
    part = section(preparing, "freeze")
    assert (part["possible"], {problem["section"] for problem in part["open"]}) == (False, {"scoping"})
    assert all(problem["about"] for problem in part["open"])
    ready(preparing)
    assert section(preparing, "freeze")["possible"]
    preparing.freeze("", 1)
    part = section(preparing, "freeze")
    fingerprint = preparing.desk.folder.assessment().fingerprint
    assert fingerprint
    assert (part["state"], part["frozen"]["fingerprint"]) == ("done", fingerprint)
    assert all(fingerprint in text["text"] for text in part["frozen"]["paste"])
    preparing.scope("ai", "talks")
    assert section(preparing, "freeze")["changed"]
    with pytest.raises(RuleError, match="TS-221"):
        preparing.freeze(" ", 2)
    with pytest.raises(RuleError, match="TS-220"):
        preparing.freeze("another window froze in between", 1)
    preparing.freeze("Nota van inlichtingen", 2)
    assert [version["reason"] for version in section(preparing, "freeze")["versions"]] == ["", "Nota van inlichtingen"]


def test_a_fingerprint_in_groups_spelled_and_as_a_code_is_the_same_fingerprint() -> None:
    fingerprint = "0123456789abcdef" * 4
    assert "".join(groups(fingerprint)) == fingerprint
    names = language.say("prepare.spelling", "en").split()
    assert len(set(names)) == 16
    heard = " ".join(spelled(fingerprint, "en")).split()
    assert "".join(f"{names.index(word):x}" for word in heard) == fingerprint
    code = qr(f"sha256:{fingerprint}")
    runs = re.findall(r"M(\d+) (\d+)h(\d+)v1h-(\d+)z", code["path"])
    assert runs
    assert all(int(x) >= 4 and int(x) + int(w) <= code["size"] - 4 and w == back for x, _, w, back in runs)


def test_solutions_come_when_the_track_and_the_phase_allow(workspace: Path, shelf: Library) -> None:
    preparing = ready(opened(workspace, shelf))
    assert [problem["code"] for problem in section(preparing, "solutions")["refused"]] == ["TS-206"]
    with pytest.raises(RuleError, match="TS-206"):
        preparing.solution("Linde", "", "")
    preparing.freeze("", 1)
    preparing.move("open", "")
    preparing.solution("Línde & Zo", "", "")
    preparing.solution("Línde & Zo", "", "")  # the same act once more
    preparing.solution("Linde zo", "BV", "")
    assert list(preparing.desk.folder.assessment().solutions) == ["linde-zo", "linde-zo-2"]
    with pytest.raises(RuleError, match="TS-288"):
        preparing.solution("LÍNDE\N{ZERO WIDTH SPACE} & zo", "", "")
    told = preparing.solution("Linde z\N{CYRILLIC SMALL LETTER O}", "", "")["worth_knowing"]
    assert [(note.code, note.particulars["other"]) for note in told] == [("TS-299", "Linde zo")]
    preparing.withdraw("linde-zo-2", "Ingetrokken per brief")
    assert section(preparing, "solutions")["solutions"][1]["withdrawn"] == "Ingetrokken per brief"
    assert preparing.content()["editable"] is False


def test_a_move_says_beforehand_why_it_is_refused_and_when_a_reason_is_needed(
    workspace: Path, shelf: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    preparing = ready(opened(workspace, shelf, "ethics"))
    preparing.person("evaluator-1", "evaluator", "Privacy")
    assert section(preparing, "committee")["next"]["evaluator"] == "evaluator-2"
    preparing.freeze("", 1)
    [move] = section(preparing, "moves")["moves"]
    assert (move["to"], [problem["code"] for problem in move["refused"]]) == ("open", ["TS-223"])
    preparing.solution("App", "", "")
    preparing.move("open", "")
    preparing.move("open", "")  # the same act once more does nothing
    moves = section(preparing, "moves")
    assert (moves["moves"], moves["unseal"], moves["key_here"]) == ([], True, True)  # step 3 opens the seals
    assert moves["missing"] == ["evaluator-1"]
    assert (moves["chair_here"], len(moves["chair_key"])) == (True, 19)
    monkeypatch.setenv("TOETSSTEEN_CONFIG", str(workspace / "elsewhere"))
    moves = section(preparing, "moves")  # in the log another key can stand: only from the key itself it is read aloud
    assert (moves["chair_here"], moves["chair_key"]) == (False, "")
    with pytest.raises(RuleError, match="TS-258"):
        preparing.move("scored", "")


def test_a_round_that_another_opened_in_the_chairs_name_gets_its_key_from_the_chair(
    workspace: Path, shelf: Library
) -> None:
    preparing = ready(opened(workspace, shelf))
    preparing.freeze("", 1)
    forge(preparing.desk.folder.path, "chair", "chair", workbench.body_of("phase-moved", {"to": "open"}))
    assert [(move["to"], move["refused"]) for move in section(preparing, "moves")["moves"]] == [("open", [])]
    preparing.move("open", "Nobody of us opened it.")
    assert preparing.desk.folder.assessment().round.key
    assert section(preparing, "moves")["key_here"] is True


def test_what_an_interest_is_only_the_chair_reads_and_each_gets_a_measure(workspace: Path, shelf: Library) -> None:
    preparing = ready(opened(workspace, shelf, "ethics"))
    for number in (1, 2):
        preparing.person(f"evaluator-{number}", "evaluator", "Privacy")
    preparing.solution("App", "", "")
    Workbench.of(preparing.desk.folder, "evaluator-1").declare("described", "Mijn broer werkt daar.")
    assert "Mijn broer" not in str(preparing.content())  # nobody chose who they are
    preparing.choose("chair")
    part = section(preparing, "committee")
    told = {member["id"]: member for member in part["people"]}["evaluator-1"]
    assert (part["waiting"], told["description"]) == (["evaluator-1"], "Mijn broer werkt daar.")
    assert re.fullmatch(r"[0-9a-f]{4}( [0-9a-f]{4}){3}", told["key"])
    preparing.choose("evaluator-1")
    assert "Mijn broer" not in str(preparing.content())
    preparing.choose("chair")
    with pytest.raises(RuleError, match="TS-247"):
        preparing.measure("evaluator-1", "restricted", [], "Broer.")
    preparing.measure("evaluator-1", "recused", [], "Broer.")
    preparing.measure("evaluator-1", "recused", [], "Broer.")  # the same act once more does nothing
    part = section(preparing, "committee")
    assert (part["waiting"], len(part["measures"])) == ([], 1)
    assert part["thin"] == [{"name": "App", "count": 1, "needed": 2}]
    assert sum(entry.kind == "measure-taken" for entry in preparing.desk.folder.logs()["chair"]) == 1


def test_another_window_is_seen(workspace: Path, shelf: Library) -> None:
    preparing = opened(workspace, shelf)
    mark = str(preparing.content()["mark"])
    assert preparing.since(mark) is None
    other = Folder(preparing.desk.folder.path)
    other.append("chair", "chair", workbench.body_of("scoping-answered", {"question": "ai", "answer": "none"}))
    state = preparing.since(mark)
    assert state is not None
    assert state["sections"]["scoping"]["questions"][0]["answer"] == "none"


def test_without_a_set_the_page_asks_for_one_and_another_set_begins_with_its_own_weights(
    workspace: Path, shelf: Library
) -> None:
    preparing = opened(workspace, shelf, chosen=None)
    assert [section(preparing, name)["state"] for name in ("criteria", "scoping", "weights")] == [
        "open",
        "later",
        "later",
    ]
    preparing.choose_set("chat-channel")
    preparing.weights(*weights_of(preparing), "Zoals de set")
    preparing.drop("market.business-model", "Niet van toepassing")
    preparing.choose_set("web-chat-tender")
    assert {problem["code"] for problem in section(preparing, "freeze")["open"]} == {"TS-242"}
    weights, fitting = section(preparing, "weights"), preparing.desk.folder.assessment().choices.fitting
    assert (weights["state"], weights["own"], fitting) == ("done", False, None)


def test_rules_are_saved_as_chosen(workspace: Path, shelf: Library) -> None:
    preparing = opened(workspace, shelf)
    given = section(preparing, "rules")["rules"] | {"aggregation": "mean", "tie_break": ["privacy", "lot"]}
    preparing.rules(**given)
    assert section(preparing, "rules")["rules"] == given
    saved = preparing.desk.folder.assessment().choices.rules
    assert saved is not None
    assert [step.by for step in saved.rules.tie_break] == ["value", "lot"]


@pytest.mark.parametrize("example", ["example-chat-channel", "example-small-tender"])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_examples_are_shown_as_they_were_frozen(
    workspace: Path, example: str, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TOETSSTEEN_LANGUAGE", language)
    root = Path(__file__).resolve().parents[2]
    shutil.copytree(root / "assessments" / example, workspace / "assessments" / example)
    preparing = Preparing(Desk("prepare", example))
    assert "stopped" not in preparing.content()
    assert preparing.content()["editable"] is False
    assert section(preparing, "freeze")["state"] == "done"


def test_what_cannot_be_prepared_is_said(workspace: Path, shelf: Library) -> None:
    for name in (None, "nowhere", "../x"):
        assert Preparing(Desk("prepare", name)).content()["stopped"]
    preparing = opened(workspace, shelf)
    log = preparing.desk.folder.path / "log" / "chair.jsonl"
    log.write_text(log.read_text("utf-8").replace('"kind":"set-chosen"', '"kind":"set-guessed"'), encoding="utf-8")
    assert preparing.content()["stopped"]
    shutil.rmtree(preparing.desk.folder.path)
    assert preparing.content()["stopped"]
    assert preparing.since("x") is not None


def test_every_plain_word_of_the_scripts_is_there_and_each_word_is_used() -> None:
    folder = Path(toetssteen.__file__).parent
    scripts = form.module("prepare")
    used = set(re.findall(r"say\(\"([\w-]+)\"", scripts))
    words = language.words()["prepare"].keys() | language.words()["sure"].keys()
    assert used <= words | language.words()["common"].keys() | language.words()["chosen"].keys()
    python = "".join(path.read_text("utf-8") for path in sorted((folder / "pages" / "prepare").glob("*.py")))
    literals = set(re.findall(r"\"([\w-]+)\"", scripts)) | set(re.findall(r"prepare\.(\w+)", python))
    literals |= set(re.findall(r"(?:prepare\.|\")(\w+)\"", (folder / "views" / "trial.py").read_text("utf-8")))
    literals |= {f"dry_{kind}" for kind in get_args(Kind)} | {f"extreme_{bend}" for bend in BENDS}
    prefixes = tuple(set(re.findall(r"say\([^`]*?`([\w-]+_)\$\{", scripts)))
    sections = {f"{name}_heading" for name in page.SECTIONS}
    suffixes = ("_why", "_sure", "_what")
    unused = sorted(words - literals - sections)
    assert [key for key in unused if not key.startswith(prefixes) and not key.endswith(suffixes)] == []


def test_what_was_entered_wrongly_is_put_right_and_only_what_changed_is_written(
    workspace: Path, shelf: Library
) -> None:
    preparing = opened(workspace, shelf)
    bought = section(preparing, "bought")
    fields = {field["name"]: field["now"] for field in bought["rights"]["fields"]}
    assert fields["title"] == bought["title"]
    assert {"track", "procedure"} <= fields.keys()
    preparing.put_right("assessment", "", {**fields, "title": "Webchat 2026"}, "Een tikfout.")
    last = preparing.desk.folder.in_order()[-1]
    assert (last.kind, last.body.now) == ("assessment-put-right", {"title": "Webchat 2026"})
    assert section(preparing, "bought")["title"] == "Webchat 2026"
    with pytest.raises(RuleError, match="TS-281"):
        preparing.put_right("assessment", "", {**fields, "title": "Webchat 2026"}, "Nog eens.")
