"""The command line: exit codes, one clear line for wrong use, both languages, and JSON as it was promised."""

from __future__ import annotations

import io
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NamedTuple, get_args

import openpyxl
import pytest
import typer

import toetssteen as package
from tests import keyless
from tests.scoped import ANSWERS
from tests.store import sealing
from toetssteen import canonical, web, workbench
from toetssteen.cli import app as cli
from toetssteen.cli import documents
from toetssteen.content import place
from toetssteen.content.library import Library
from toetssteen.documents import kinds as kinds_of_document
from toetssteen.model.criteria import Gate
from toetssteen.model.entries.opening import Opened
from toetssteen.model.method import SheetGate
from toetssteen.model.replay.assessment import judged
from toetssteen.store.folder import Folder
from toetssteen.workbench import Workbench

TOP: dict[str, Any] = typer.main.get_command(cli.commands).commands  # type: ignore[attr-defined]
COMMANDS: dict[str, Any] = {
    f"{group} {name}".strip(): command
    for group, inner in [("", TOP), *((name, getattr(each, "commands", {})) for name, each in TOP.items())]
    for name, command in inner.items()
    if not hasattr(command, "commands")
}
"""Every command, those in a group with its name before them."""
STAGES = ("preparing", "open", "scored")


class Done(NamedTuple):
    """How a command ended, and what it said."""

    code: int
    out: str
    err: str

    @property
    def faults(self) -> list[str]:
        """The codes of the faults it listed, a line each."""
        return re.findall(r"^(TS-\d{3}) ", self.err, re.MULTILINE)


Run = Callable[..., Done]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Give the command line, run in this process."""

    def run(*words: object, stdin: str = "") -> Done:
        monkeypatch.setattr(sys, "argv", ["toetssteen", *(str(word) for word in words)])
        monkeypatch.setattr(sys, "stdin", io.StringIO(stdin))
        with pytest.raises(SystemExit) as left:
            cli.main()
        said = capsys.readouterr()
        assert "Traceback" not in said.out + said.err
        assert isinstance(left.value.code, int)
        return Done(left.value.code, said.out, said.err)

    return run


@pytest.fixture(scope="module")
def stages(shelf: Library, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Give a small tender at each of its stages; not to be changed."""
    root = tmp_path_factory.mktemp("stages")
    opened = Opened(
        assessment="chat-2026", title="Webchat", track="tender", procedure="above-threshold", authority="Gemeente X"
    )
    folder = keyless.create(root / "now", opened, shelf.set("web-chat-tender"))
    for kind, body in (
        *(("scoping-answered", {"question": question, "answer": answer}) for question, answer in ANSWERS.items()),
        ("person-added", {"person": "evaluator-1", "role": "evaluator"}),
    ):
        Workbench.of(folder, "chair").record(workbench.body_of(kind, body))
    shutil.copytree(folder.path, root / "preparing")
    Workbench.of(folder, "chair").freeze(shelf)
    Workbench.of(folder, "chair").record(workbench.body_of("phase-moved", {"to": "open"}))
    for solution in ("linde", "wilg"):
        body = workbench.body_of("solution-added", {"solution": solution, "name": solution.title()})
        Workbench.of(folder, "chair").record(body)
    Workbench.of(folder, "evaluator-1").record(workbench.body_of("declared", {"interests": "none"}))
    shutil.copytree(folder.path, root / "open")
    submitted = workbench.body_of("submitted", {"round": 1, "evaluations": list(_answers(folder))})
    Workbench.of(folder, "evaluator-1").record(submitted)
    Workbench.of(folder, "chair").record(workbench.body_of("phase-moved", {"to": "scored"}))
    shutil.copytree(folder.path, root / "scored")
    return {stage: root / stage for stage in STAGES}


def _answers(folder: Folder) -> Iterator[dict[str, str]]:
    method = folder.assessment().method
    assert method
    for solution, level in (("linde", "3"), ("wilg", "2")):
        for asked in judged(method).values():
            answer = "met" if isinstance(asked, Gate | SheetGate) else level
            yield {"solution": solution, "criterion": asked.id, "answer": answer, "reason": "Gezien."}


@pytest.fixture
def at(stages: dict[str, Path], tmp_path: Path) -> Callable[[str], Path]:
    """Give a copy of the tender at a stage, to do with as one likes."""
    return lambda stage: Path(shutil.copytree(stages[stage], tmp_path / stage, dirs_exist_ok=True))


def damage(folder: Path) -> Path:
    """Change a word in the middle of a log."""
    log = folder / "log" / "chair.jsonl"
    log.write_bytes(log.read_bytes().replace(b"Webchat", b"Wubchat"))
    return folder


def test_every_command_is_known_here() -> None:
    assert COMMANDS.keys() == {
        *("check", "new", "record", "freeze", "submit", "import-scores", "scores-sheet"),
        *("result", "log", "verify", "export", "report", "start"),
        *("set export", "set import", "form", "ask", "answers", "method"),
        *("declare", "unseal", "compare", "diff", "minutes", "restore", "write", "trial"),
    }


NEW = ("--title", "Chat", "--authority", "Gemeente X")


@pytest.mark.parametrize(
    ("stage", "words", "code", "fault"),
    [
        ("scored", "check {here}/nothing", 2, "TS-501"),
        ("scored", "check {here}/log", 1, "TS-108"),
        ("scored", "new scored --title T --authority A --into {here}/..", 0, ""),
        ("scored", "new x --title T --authority A --set chat --into {here}", 2, "TS-502"),
        ("scored", "new x --title T --authority A --track sale --into {here}", 2, "TS-598"),
        ("scored", "new X! --title T --authority A --into {here}", 2, "TS-505"),
        ("scored", "import-scores {here}/log --into {here}/new --decimal ;", 2, "TS-598"),
        ("scored", "declare {here} --author evaluator-1 --confidential --interests some", 2, "TS-598"),
        ("scored", "write poem {here}", 2, "TS-598"),
        ("scored", "write report", 2, "TS-598"),
        ("scored", "write report {here} --set chat-channel", 2, "TS-598"),
        ("scored", "write report {here} --version 1", 2, "TS-598"),
        ("scored", "write method {here} --round 1", 2, "TS-598"),
        ("scored", "write form {here} --set chat-channel", 2, "TS-598"),
        ("scored", "write form", 2, "TS-598"),
        ("scored", "write clarifications {here} --format json", 1, "TS-334"),
        ("scored", "write minutes {here} --format json", 2, "TS-601"),
        ("scored", "scores-sheet --format pdf --out {here}", 2, "TS-601"),
        ("open", 'record {here} solution-withdrawn {{"solution":"wilg","reason":"Teruggetrokken"}}', 0, ""),
        ("open", 'record {here} phase-moved {{"to":"agreed"}}', 1, "TS-222"),
        ("open", 'record {here} solution-added {{"solution":"a","name":"A"}} --author evaluator-1', 1, "TS-202"),
        ("open", "record {here} sold {{}}", 2, "TS-504"),
        ("open", "record {here} phase-moved {{to}}", 2, "TS-505"),
        ("open", "record {here} phase-moved [1]", 2, "TS-505"),
        ("open", 'record {here} phase-moved {{"to":"scored"}} --author nobody', 2, "TS-506"),
        ("preparing", "freeze {here}", 0, ""),
        ("open", "freeze {here} --reason later", 1, "TS-208"),
        ("open", "submit {here} --author evaluator-1", 1, "TS-507"),
        ("scored", "result {here}", 0, ""),
        ("preparing", "result {here}", 1, "TS-239"),
        ("scored", "result {here} --round 9", 1, "TS-238"),
        ("scored", "result {here}/log", 2, "TS-503"),
        ("scored", "log {here}", 0, ""),
        ("scored", "log {here}/log", 2, "TS-503"),
        ("scored", "verify {here}", 0, ""),
        ("scored", "verify {here}/log", 1, "TS-503"),
        ("scored", "verify {here}/log/chair.jsonl", 1, "TS-326"),
        ("scored", f"verify {{here}} --head {'0' * 64}", 1, "TS-316"),
        ("scored", "export {here} --json {here}/all.json", 0, ""),
        ("open", "export {here} --json {here}/all.json", 1, "TS-323"),
        ("scored", "export {here} --json {here}/no/all.json", 1, "TS-311"),
        ("scored", "import-scores {here}/log --into {here}/new", 1, "TS-4"),
    ],
)
def test_a_command_ends_with_its_exit_code_and_says_why(
    run: Run, at: Callable[[str], Path], tmp_path: Path, stage: str, words: str, code: int, fault: str
) -> None:
    here = at(stage)
    done = run(*(word.format(here=here) for word in words.split()))
    assert (done.code, done.err == "") == (code, not fault), done
    assert all(each.startswith(fault) for each in done.faults)
    assert bool(done.faults) == bool(fault)


@pytest.mark.parametrize("command", ["result", "log", "verify", "export", "record", "freeze", "submit"])
def test_a_damaged_log_is_a_fault_in_every_command_that_reads_it(
    run: Run, at: Callable[[str], Path], command: str
) -> None:
    more = {
        "export": ("--json", "x.json"),
        "record": ("phase-moved", '{"to":"agreed"}'),
        "submit": ("--author", "evaluator-1"),
    }
    done = run(command, damage(at("scored")), *more.get(command, ()))
    assert done.code == 1
    assert "TS-304" in done.faults


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="has no full device")
def test_what_a_full_disk_would_not_print_is_said_and_a_pipe_that_closes_is_none(at: Callable[[str], Path]) -> None:
    words = [sys.executable, "-m", "toetssteen", "log", str(at("scored"))]
    with Path("/dev/full").open("w") as full:
        ran = subprocess.run(words, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert (ran.returncode, ran.stderr.count("\n"), ran.stderr[:7]) == (1, 1, "TS-308 ")
    read, write = os.pipe()
    os.close(read)
    ran = subprocess.run(words, stdout=write, stderr=subprocess.PIPE, text=True, check=False)
    os.close(write)
    assert (ran.returncode, ran.stderr) == (1, "")


def test_wrong_use_is_told_in_one_clear_line(run: Run) -> None:
    for command in COMMANDS:
        done = run(*command.split(), "--nonsense")
        assert (done.code, done.out) == (2, "")
        assert len(done.err.strip().splitlines()) == 1, done.err


@pytest.mark.parametrize(
    "words",
    [("bogus",), ("check", "a", "b", "c", "d"), ("--language", "fr", "check"), ("result", "/nothing"), ("new", "x")],
)
def test_wrong_use_ends_with_2_and_no_result(run: Run, words: tuple[str, ...]) -> None:
    done = run(*words)
    assert (done.code, done.out) == (2, "")
    assert done.err


@pytest.mark.parametrize("command", COMMANDS)
def test_help_shows_an_example_that_the_command_would_take(run: Run, command: str) -> None:
    done = run(*command.split(), "--help")
    assert done.code == 0
    [example] = re.findall(r"Example: (toetssteen [^\n]*(?:\n +[^\n]+)*)", done.out)
    program, *words = shlex.split(" ".join(example.split()))
    named, words = words[: len(command.split())], words[len(command.split()) :]
    assert (program, " ".join(named)) == ("toetssteen", command)
    context = COMMANDS[command].make_context(command, words, resilient_parsing=True)
    assert not context.args
    assert {word for word in words if word.startswith("--")} <= set(re.findall(r"--[a-z-]+", done.out))


def test_a_fault_is_said_in_the_readers_language_with_the_same_code(run: Run, at: Callable[[str], Path]) -> None:
    here = at("preparing")
    dutch, english = (run("--language", language, "result", here) for language in ("nl", "en"))
    assert dutch.faults == english.faults == ["TS-239"]
    assert dutch.err != english.err


def test_the_result_is_shown_in_the_readers_language(run: Run, at: Callable[[str], Path]) -> None:
    here = at("scored")
    dutch, english = (run("--language", language, "result", here).out for language in ("nl", "en"))
    assert ("aanbesteding" in dutch, "75,00" in dutch) == (True, True)
    assert ("tender" in english, "75.00" in english) == (True, True)


def test_check_counts_a_clean_library_and_lists_every_fault_of_another(
    run: Run, tmp_path: Path, shelf: Library
) -> None:
    done = run("check", shelf.folder)
    assert (done.code, str(len(shelf.values)) in done.out) == (0, True)
    copy = Path(shutil.copytree(shelf.folder, tmp_path / "criteria"))
    for name, old, new in (
        ("sets/web-chat-tender.yaml", "weight: 40}", "weight: 39.9}"),
        ("values/market.yaml", "addressee: solution", "adressee: solution"),
    ):
        text = (copy / name).read_text("utf-8")
        (copy / name).write_text(text.replace(old, new, 1), encoding="utf-8")
    done = run("check", copy)
    assert done.code == 1
    assert {"TS-103", "TS-104", "TS-120"} <= set(done.faults)
    assert "values/market.yaml, line " in done.err


def test_from_new_to_submit_on_the_command_line(run: Run, tmp_path: Path) -> None:
    assert run("new", "chat", *NEW, "--set", "web-chat-tender", "--into", tmp_path).code == 0
    here = tmp_path / "assessments" / "chat"
    assert run("new", "chat", *NEW, "--into", tmp_path).faults == ["TS-320"]
    assert run("freeze", here).faults == ["TS-242"] * len(ANSWERS)
    for kind, body in (
        *(("scoping-answered", json.dumps({"question": each, "answer": said})) for each, said in ANSWERS.items()),
        ("person-added", '{"person":"evaluator-1","role":"evaluator"}'),
        ("solution-added", '{"solution":"linde","name":"Linde"}'),
    ):
        assert run("record", here, kind, "-", stdin=body).code == 0
    frozen = run("freeze", here)
    assert (here / "methods" / f"{frozen.out.split()[-1]}.json").is_file()
    assert run("record", here, "phase-moved", '{"to":"open"}').code == 0
    assert run("record", here, "declared", '{"interests":"none"}', "--author", "evaluator-1").code == 0
    level = '{"solution":"linde","criterion":"privacy.telemetry","answer":"%s","reason":"Gezien."}'
    assert run("record", here, "scored", level % "7", "--author", "evaluator-1").faults == ["TS-210"]
    assert run("record", here, "scored", level % "3", "--author", "evaluator-1").code == 0
    assert not (here / "log" / "evaluator-1.jsonl").read_text("utf-8").count("privacy.telemetry")
    partly = run("submit", here, "--author", "evaluator-1")
    assert (partly.code, set(partly.faults)) == (1, {"TS-214"})


def test_a_sealed_round_is_submitted_and_opened_on_the_command_line(run: Run, tmp_path: Path) -> None:
    folder = sealing.sealed_round(tmp_path / "chat")
    for each in sealing.answers():
        Workbench.of(folder, "evaluator-1").draft().save(each.model_copy(update={"reason": "Gezien."}))
    assert run("submit", folder.path, "--author", "evaluator-1").faults == ["TS-265"]
    done = run("submit", folder.path, "--author", "evaluator-1", "--same-reasons")
    assert (done.code, Workbench.of(folder, "evaluator-1").draft().where in done.out) == (0, True)
    for blank in ((), ("--reason", ""), ("--reason", "\u200b"), ("--reason", "\u3164"), ("--reason", ".")):
        assert run("unseal", folder.path, *blank).faults[:1] == ["TS-225"]
    for answer in ("", "nee\n"):
        asked = run("unseal", folder.path, "--reason", "evaluator-2 is ziek", stdin=answer)
        assert (asked.code, asked.faults, "cannot be undone" in asked.err) == (2, ["TS-294"], True)
    assert folder.assessment().phase == "open"
    assert run("unseal", folder.path, "--reason", "evaluator-2 is ziek", stdin="Yes\n").code == 0
    assert folder.assessment().round.opened_early == "evaluator-2 is ziek"


def test_a_script_opens_the_seals_with_yes(run: Run, tmp_path: Path) -> None:
    folder = sealing.sealed_round(tmp_path / "chat")
    for person in sealing.EVALUATORS:
        sealing.submit(folder, person)
    done = run("unseal", folder.path, "--yes")
    assert (done.code, done.err, folder.assessment().phase) == (0, "", "scored")


def test_the_consensus_closes_on_the_command_line_with_a_reason(run: Run, at: Callable[[str], Path]) -> None:
    here = at("scored")
    assert run("record", here, "phase-moved", '{"to":"agreed"}').faults == ["TS-292"]
    assert run("record", here, "phase-moved", '{"to":"agreed","reason":"a"}', "--reason", "b").code == 2
    for blank in (" ", "\u200b", "\u3164", "\uffa0\u115f", "\u2800", "."):  # fillers are letters to Unicode
        assert run("record", here, "phase-moved", '{"to":"agreed"}', "--reason", blank).faults == ["TS-292"]
    assert run("record", here, "phase-moved", '{"to":"agreed"}', "--reason", "De tijd is om.").code == 0
    assert [left.reason for left in Folder(here).assessment().round.left_open] == ["De tijd is om."]


def test_a_reason_that_nobody_can_read_is_none_for_whatever_it_is_given(run: Run, at: Callable[[str], Path]) -> None:
    here = at("scored")
    said = {"solution": min(Folder(here).assessment().solutions)}
    for blank in ("\u200b", "\u3164", "\u2060\u00ad"):
        withdrawn = json.dumps({**said, "reason": blank})
        assert run("record", here, "solution-withdrawn", withdrawn).faults == ["TS-286"]
    assert run("record", here, "solution-withdrawn", json.dumps({**said, "reason": "-"})).code == 0


def test_an_interest_is_declared_on_the_command_line(run: Run, at: Callable[[str], Path]) -> None:
    here = at("preparing")
    assert run("record", here, "person-added", '{"person":"evaluator-9","role":"evaluator"}').code == 0
    assert run("declare", here, "--author", "evaluator-9").code == 2  # without the promise
    described = ("--interests", "described", "--description", "Mijn broer.", "--confidential")
    assert run("declare", here, "--author", "evaluator-9", *described).code == 0
    assert Folder(here).assessment().waiting == {"evaluator-9"}
    assert run("unseal", here).faults[:1] == ["TS-332"]


def keys(document: dict[str, Any], *names: str) -> None:
    assert document.keys() == set(names)


def test_the_result_as_json_has_the_keys_that_were_promised(run: Run, at: Callable[[str], Path]) -> None:
    done = run("result", at("scored"), "--json")
    document = canonical.decode(done.out.strip().encode())
    assert canonical.encode(document).decode() == done.out.strip()
    keys(
        document,
        *("assessment", "track", "phase", "round", "imported", "fingerprint", "complete", "method"),
        *("solutions", "checklist", "ties", "thin", "outcome", "asked"),
    )
    assert all(one.keys() == {"id", "version", "digest"} for one in document["asked"])
    keys(document["outcome"], "word", "sentence")
    assert (document["assessment"], document["track"], document["phase"]) == ("chat-2026", "tender", "scored")
    assert (document["round"], document["imported"], document["complete"]) == (1, False, True)
    for solution in document["solutions"]:
        keys(
            solution,
            *("id", "name", "eligible", "total", "low", "high", "rank", "tied_with", "values", "weakest", "gates"),
            *("quality_rank", "price"),
        )
        keys(solution["weakest"], "value", "criterion")
        for value in solution["values"]:
            keys(value, "id", "weight", "score", "low", "high")
        for gate in solution["gates"]:
            keys(gate, "id", "status", "ground")
    for check in document["checklist"]:
        keys(check, "id", "addressee", "status", "ground")
    totals = [(each["id"], each["eligible"], each["total"], each["rank"]) for each in document["solutions"]]
    assert totals == [("linde", True, "75.00", 1), ("wilg", True, "50.00", 2)]
    assert document["checklist"]


def test_a_total_that_is_still_open_is_null_between_its_ends(run: Run, at: Callable[[str], Path]) -> None:
    document = json.loads(run("result", at("open"), "--json").out)
    assert document["complete"] is False
    for each in document["solutions"]:
        assert (each["total"], each["low"], each["high"], each["eligible"]) == (None, "0.00", "100.00", None)


def test_the_log_as_json_is_every_entry_in_order(run: Run, at: Callable[[str], Path]) -> None:
    here = at("scored")
    entries = [json.loads(line) for line in run("log", here, "--json").out.splitlines()]
    written = [json.loads(line) for log in (here / "log").iterdir() for line in log.read_text("utf-8").splitlines()]
    assert sorted(each["digest"] for each in entries) == sorted(each["digest"] for each in written)
    assert (entries[0]["kind"], entries[-1]["kind"]) == ("opened", "phase-moved")


def test_verify_prints_heads_that_it_accepts_and_finds_a_log_cut_short(run: Run, at: Callable[[str], Path]) -> None:
    here = at("scored")
    printed = dict(re.findall(r"^head (\S+): ([0-9a-f]{64})$", run("verify", here).out, re.MULTILINE))
    assert printed.keys() == {"chair", "evaluator-1"}
    spaced = " ".join(re.findall("....", printed["chair"].upper()))
    assert run("verify", here, "--head", spaced, "--head", printed["evaluator-1"]).code == 0
    log = here / "log" / "chair.jsonl"
    log.write_bytes(b"".join(log.read_bytes().splitlines(keepends=True)[:-1]))
    assert run("verify", here).code == 0
    assert run("verify", here, "--head", printed["chair"]).faults == ["TS-316"]


def test_an_export_verifies_and_is_the_same_each_time(run: Run, at: Callable[[str], Path], tmp_path: Path) -> None:
    here, one, two = at("scored"), tmp_path / "one.json", tmp_path / "two.json"
    for file in (one, two):
        assert run("export", here, "--json", file).code == 0
    assert one.read_bytes() == two.read_bytes()
    heads = re.findall("[0-9a-f]{64}", run("verify", here).out)
    assert run("verify", one, *(word for head in heads for word in ("--head", head))).code == 0


@pytest.mark.parametrize(
    ("pattern", "code"),
    [
        (rb'"total":"7(5)', "TS-325"),
        (rb'"low":"5(0)', "TS-325"),
        (rb'"heads":\{"chair":"[a-f]*([0-9])', "TS-325"),
        (rb'"asked":\[\{"digest":"[a-f]*([0-9])', "TS-325"),
        (rb'"answer":"(3)"', "TS-304"),
        (rb'"at":"202(\d)', "TS-304"),
        (rb'"prev":"[a-f]*([0-9])', "TS-304"),
        (rb'"weight":"4(0)"', "TS-325"),
        (rb'"assessment":"chat-202(6)","evidence"', "TS-325"),
    ],
)
def test_a_flipped_digit_in_an_export_is_found(
    run: Run, at: Callable[[str], Path], tmp_path: Path, pattern: bytes, code: str
) -> None:
    file = tmp_path / "all.json"
    run("export", at("scored"), "--json", file)
    content = bytearray(file.read_bytes())
    found = re.search(pattern, content)
    assert found
    content[found.start(1)] = ord("1") if content[found.start(1)] != ord("1") else ord("2")
    file.write_bytes(content)
    done = run("verify", file)
    assert (done.code, code in done.faults) == (1, True), done


def test_scores_from_elsewhere_become_an_assessment_or_nothing(run: Run, tmp_path: Path) -> None:
    sheet = tmp_path / "sheet"
    sheet.mkdir()
    (sheet / "criteria.csv").write_text("id;title;value;weight;scale_max\nk;Plan;quality;100;5\n", encoding="utf-8")
    scores = "evaluator;solution;criterion;level;reason\nEva;Linde;k;{};Goed plan\n"
    (sheet / "scores.csv").write_text(scores.format(9), encoding="utf-8")
    into = tmp_path / "new"
    refused = run("import-scores", sheet, "--into", into)
    assert refused.code == 1
    assert all(each.startswith(("TS-2", "TS-4")) for each in refused.faults), refused.err
    assert not into.exists()
    (sheet / "scores.csv").write_text(scores.format(4), encoding="utf-8")
    done = run("import-scores", sheet, "--into", into)
    assert done.code == 0, done.err
    document = json.loads(run("result", into, "--json").out)
    assert (document["imported"], document["solutions"][0]["total"]) == (True, "80.00")
    assert run("import-scores", tmp_path / "nothing", "--into", tmp_path / "other").code == 2


def test_a_workbook_to_fill_in_is_written_and_comes_in(run: Run, tmp_path: Path) -> None:
    done = run("scores-sheet", "--language", "nl", "--out", tmp_path, "--format", "xlsx,ods")
    assert (done.code, len(done.out.splitlines())) == (0, 2), done.err
    done = run("import-scores", tmp_path / "scores-invullen.ods", "--into", tmp_path / "new")
    assert (done.code, done.faults) == (0, []), done.err


def test_a_wide_sheet_is_shown_and_comes_in_after_a_yes(run: Run, tmp_path: Path) -> None:
    file = Path(__file__).parent / "sheets" / "layouts" / "1-merged-heads.ods"
    ways, into = ("import-scores", file, "--into", tmp_path / "new"), tmp_path / "new"
    shown = run(*ways)
    assert (shown.code, shown.faults) == (1, ["TS-710", "TS-720"])
    assert "Kwintolo B.V. | Beoordelaar 1" not in shown.out
    assert "Consensus | Kwintolo B.V. | K1 | 8 |  | Beoordeling, G8" in shown.out
    assert run(*ways, "--wide", "yes").faults == ["TS-720"]
    assert not into.exists()
    assert run(*ways, "--agreed", "only", "--as-sheet", tmp_path / "mended.xlsx").code == 0
    assert not into.exists()
    assert run(*ways, "--wide", "yes", "--agreed", "only").code == 0
    assert run("import-scores", tmp_path / "mended.xlsx", "--into", tmp_path / "mended").code == 0
    totals = [
        [solution["total"] for solution in json.loads(run("result", folder, "--json").out)["solutions"]]
        for folder in (into, tmp_path / "mended")
    ]
    assert totals == [["74.00", "71.00", "71.00"]] * 2
    openpyxl.Workbook().save(tmp_path / "none.xlsx")
    none = run("import-scores", tmp_path / "none.xlsx", "--into", tmp_path / "none")
    assert none.faults == ["TS-405", "TS-405", "TS-711"]


def test_what_cannot_be_read_without_a_choice_is_read_after_it(run: Run, tmp_path: Path) -> None:
    sheet, into = tmp_path / "sheet", tmp_path / "new"
    sheet.mkdir()
    (sheet / "criteria.csv").write_text("id;title;kind;value;weight;scale_max\nk;Plan;gate;;;\n", encoding="utf-8")
    (sheet / "scores.csv").write_bytes(
        "evaluator;solution;criterion;level;reason\nZoë;Café;k;ja;Goed\n".encode("mac-roman")
    )
    assert run("import-scores", sheet, "--into", into).faults == ["TS-408"]
    assert run("import-scores", sheet, "--into", into, "--encoding", "mac-roman").code == 0
    [only] = json.loads(run("result", into, "--json").out)["solutions"]
    assert (only["name"], only["eligible"], only["rank"]) == ("Café", True, None)
    book = openpyxl.Workbook()
    for title, rows in (
        ("criteria", [["id", "title", "kind", "value", "weight", "scale_max"], ["k", "Plan", "gate"]]),
        ("scores", [["evaluator", "solution", "criterion", "level", "reason"], ["e", "A", "k", True, "r"]]),
    ):
        made = book.create_sheet(title)
        for row in [*rows, [*rows[1][:1], *("B" if cell == "A" else cell for cell in rows[1][1:])]]:
            made.append(row)
        made.row_dimensions[3].hidden = True
    book.save(tmp_path / "book.xlsx")
    ways = ("import-scores", tmp_path / "book.xlsx", "--into", tmp_path / "book")
    assert run(*ways).faults == ["TS-457", "TS-457", "TS-425"]
    assert run(*ways, "--hidden", "skip").faults == ["TS-451", "TS-479"]
    assert len(json.loads(run("result", tmp_path / "book", "--json").out)["solutions"]) == 1


def test_what_is_recorded_is_without_control_characters_and_look_alikes_are_told(
    run: Run, at: Callable[[str], Path]
) -> None:
    folder = at("open")
    added = {"solution": "esdoorn", "name": "Es\x0bdo\x01orn", "about": "half \ud800"}
    done = run("record", folder, "solution-added", json.dumps(added))
    assert (done.code, done.faults) == (0, ["TS-527"]), done.err
    solutions = workbench.open_folder(folder).assessment().solutions
    assert (solutions["esdoorn"].name, solutions["esdoorn"].about) == ("Es\ndoorn", "half ")
    named = solutions["linde"].name.replace("e", "\N{CYRILLIC SMALL LETTER IE}")
    done = run("record", folder, "solution-added", json.dumps({"solution": "other", "name": named}))
    assert (done.code, done.faults) == (0, ["TS-299"]), done.err
    done = run("record", folder, "solution-withdrawn", '{"solution": "other"}', "--reason", "In\x02getrokken\x0b.")
    assert (done.code, done.faults) == (0, ["TS-527"]), done.err
    assert workbench.open_folder(folder).assessment().withdrawn == {"other": "Ingetrokken\n."}


def test_no_assessment_is_called_what_windows_keeps(run: Run, tmp_path: Path) -> None:
    done = run("new", "aux.", "--into", tmp_path, "--title", "x", "--authority", "y")
    assert (done.code, done.faults, list(tmp_path.iterdir())) == (2, ["TS-298"], [])


Served = list[tuple[Path, bool]]


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> Served:
    """Give what the server is asked to serve; it is not started."""
    asked: Served = []
    app = SimpleNamespace(start=lambda folder, browser: asked.append((folder, browser)))
    monkeypatch.setattr(web, "app", app, raising=False)
    return asked


def test_start_serves_the_workspace_and_loads_jupyter_only_then(run: Run, tmp_path: Path, served: Served) -> None:
    assert run("start", tmp_path, "--no-browser").code == 0
    assert served == [(tmp_path, False)]


def test_the_workspace_that_was_started_last_is_the_one_that_commands_use_and_name(
    run: Run, tmp_path: Path, served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, last = tmp_path / "first", tmp_path / "last"
    for folder in (first, last):
        folder.mkdir()
        assert run("start", folder).code == 0
    done = run("new", "chat", *NEW)
    assert (done.code, done.out.splitlines()[0]) == (0, f"Workspace: {last} (started last).")
    assert (last / "assessments" / "chat" / "log" / "chair.jsonl").is_file()
    assert run("--language", "nl", "check").out.startswith(f"Gebruikte map: {last} (het laatst gestart).")
    assert run("start").code == 0
    assert served[-1] == (last, True)
    monkeypatch.setenv("TOETSSTEEN_WORKSPACE", str(first))
    assert run("new", "chat", *NEW).out.startswith(f"Workspace: {first} (from TOETSSTEEN_WORKSPACE).")
    assert run("new", "other", *NEW, "--into", last).out.startswith(f"Workspace: {last} (as given).")
    assert run("start").code == 0
    monkeypatch.delenv("TOETSSTEEN_WORKSPACE")
    assert place.workspace() == last  # what was not named is not remembered


def test_a_workspace_that_is_not_there_any_more_is_not_used(
    run: Run, tmp_path: Path, served: Served, data_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(tmp_path)
    assert run("start", "gone").code == 0
    assert place.chosen() == (gone, "started")
    gone.rmdir()
    assert place.chosen() == (place.checkout(), "checkout")
    for spoilt in (b"", b"gone", b"\xff\xfe", b"a\x00b"):
        (data_folder / "workspace").write_bytes(spoilt)
        assert place.chosen() == (place.checkout(), "checkout")
    monkeypatch.setattr(place, "checkout", lambda: None)
    assert place.chosen() == (place.user_documents_path() / "Toetssteen", "documents")


def test_a_trial_says_what_the_page_says_and_another_number_draws_other_scores(
    run: Run, at: Callable[[str], Path]
) -> None:
    here = at("preparing")
    before = {path: path.read_bytes() for path in here.rglob("*") if path.is_file()}
    done, again, other = (run("trial", here, "--language", "nl", "--seed", seed) for seed in (1, 1, 2))
    assert (done.code, done.out) == (0, again.out)
    assert done.out != other.out.replace("getal 2", "getal 1")
    for words in ("Uitkomst van de proef met getal 1", "Totaal (0-100)", "Gewicht op papier", "Let op: "):
        assert words in done.out
    assert run("trial", here, "--solutions", 2).out.count("\nC ") == 0
    assert run("trial", here, "--pattern", "high").out != run("trial", here).out
    assert run("trial", here, "--pattern", "low").code == 2
    assert {path: path.read_bytes() for path in here.rglob("*") if path.is_file()} == before


def test_what_nobody_foresaw_is_one_line_unless_it_is_debugged(
    run: Run, at: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("gremlins")

    here = at("scored")
    monkeypatch.setattr(Workbench, "lines", fail)
    done = run("result", here)
    assert (done.code, done.faults, len(done.err.splitlines())) == (1, ["TS-599"], 1)
    monkeypatch.setenv("TOETSSTEEN_DEBUG", "1")
    with pytest.raises(RuntimeError):
        cli.main()


def test_the_package_runs_as_a_module(tmp_path: Path) -> None:
    source = str(Path(package.__file__).parents[1])
    env = {"PYTHONPATH": source, "PATH": "", "TOETSSTEEN_LANGUAGE": "en", "PYTHONUTF8": "1"}
    command = [sys.executable, "-m", "toetssteen", "verify", str(tmp_path)]
    done = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, done.stdout[:15]) == (1, "Cannot be read:")
    assert done.stderr.startswith("TS-503 ")


def test_a_report_is_written_where_asked_and_an_unknown_format_is_refused(run: Run, at: Callable[[str], Path]) -> None:
    folder = at("scored")
    out = folder.parent / "out"
    done = run("report", folder, "--format", "json, html", "--language", "nl", "--out", out)
    assert done.code == 0
    assert sorted(each.name for each in out.iterdir()) == ["chat-2026-rapport.html", "chat-2026-rapport.json"]
    refused = run("report", folder, "--format", "docx", "--out", out)
    assert refused.code == 2
    assert "TS-601" in refused.err
    assert run("report", folder, "--language", "fr").code == 2


def test_every_kind_of_document_is_written_by_one_command() -> None:
    kinds = {path.stem for path in Path(kinds_of_document.__file__).parent.iterdir() if path.stem[0] != "_"}
    assert set(get_args(documents.Kind)) == documents.TAKES.keys() == kinds


def test_one_command_and_the_old_name_write_the_same_file(run: Run, at: Callable[[str], Path], tmp_path: Path) -> None:
    here = at("scored")
    old, new = tmp_path / "old", tmp_path / "new"
    for kind in ("report", "minutes", "method"):
        for out, words in ((old, (kind,)), (new, ("write", kind))):
            done = run(*words, here, "--format", "html", "--language", "en", "--out", out)
            assert done.code == 0, done.err
    assert run("form", "chat-channel", "--format", "html", "--out", old / "chat-channel-form.html").code == 0
    written = run("write", "form", "--set", "chat-channel", "--format", "html", "--out", new)
    assert (written.code, written.out.splitlines()[0]) == (
        0,
        f"Workspace: {place.checkout()} (where Toetssteen itself is).",
    )
    names = sorted(path.name for path in old.iterdir())
    assert len(names) == 4
    assert names == sorted(path.name for path in new.iterdir())
    assert [name for name in names if (old / name).read_bytes() != (new / name).read_bytes()] == []


def test_clarifications_are_written_in_every_format_they_have(run: Run, at: Callable[[str], Path]) -> None:
    here = at("open")
    body = {"question": "Mag het ook in het Engels?", "answer": "Ja."}
    done = run("record", here, "clarified", json.dumps(body))
    assert done.code == 0, done.err
    assert run("write", "clarifications", here, "--format", "html,docx").code == 0
    assert sorted(path.suffix for path in (here / "reports").iterdir()) == [".docx", ".html"]


def test_a_set_goes_to_a_workbook_and_back(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOETSSTEEN_WORKSPACE", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    assert run("set", "export", "chat-channel", "--language", "en").code == 0
    assert "already" in run("--language", "en", "set", "import", "chat-channel.xlsx").out
    Path("broken.xlsx").write_bytes(Path("chat-channel.xlsx").read_bytes()[:900])
    done = run("set", "import", "broken.xlsx")
    assert (done.code, done.faults) == (1, ["TS-404"])
    assert run("set", "export", "nothing").faults == ["TS-502"]
    assert not (tmp_path / "criteria").exists()


@pytest.mark.parametrize(
    ("stage", "said"),
    [
        ("preparing", "scoping-answered {{'question':'processor','answer':'yes'}}"),
        ("preparing", "set-chosen {{'set':{{'id':'web-chat-tender','version':'{version}'}}}}"),
        ("preparing", "person-added {{'person':'evaluator-1','role':'evaluator'}}"),
        ("open", "solution-added {{'solution':'linde','name':'Linde'}}"),
        ("open", "phase-moved {{'to':'open'}}"),
        ("open", "declared {{'interests':'none'}} --author evaluator-1"),
        ("scored", "phase-moved {{'to':'scored'}}"),
        ("scored", "format-raised {{'to':2}}"),
    ],
)
def test_what_holds_already_is_not_written_again(
    run: Run, stages: dict[str, Path], shelf: Library, tmp_path: Path, stage: str, said: str
) -> None:
    here = shutil.copytree(stages[stage], tmp_path / "here")
    before = {path: path.read_bytes() for path in (here / "log").glob("*.jsonl")}
    kind, body, *author = said.format(version=shelf.set("web-chat-tender").version).split()
    for language, sentence in (
        ("en", "Already so; nothing written."),
        ("nl", "Dit staat al zo vast; er is niets geschreven."),
    ):
        done = run("--language", language, "record", here, kind, body.replace("'", '"'), *author)
        assert (done.code, done.out.strip(), done.err) == (0, sentence, "")
    assert {path: path.read_bytes() for path in before} == before


def test_who_may_not_write_it_is_told_so_also_where_it_holds_already(
    run: Run, stages: dict[str, Path], tmp_path: Path
) -> None:
    here = shutil.copytree(stages["open"], tmp_path / "here")
    done = run("record", here, "phase-moved", '{"to":"frozen"}', "--author", "evaluator-1")
    assert (done.code, done.faults) == (1, ["TS-202"])
    done = run("record", here, "solution-added", '{"solution":"linde","name":"Linde"}', "--author", "evaluator-1")
    assert (done.code, done.faults) == (1, ["TS-202"])
