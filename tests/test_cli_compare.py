"""``compare`` on the command line: all of it, what is closed in a tender, and the outcome that ``result`` gives."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from toetssteen import canonical, workbench
from toetssteen.cli import app
from toetssteen.scoring.outlook.document import ALWAYS, WHAT_IF

ROOT = Path(__file__).resolve().parents[1]
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Give the command line, run in this process: its exit code, what it said, and what it complained of."""

    def run(*words: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["toetssteen", *(str(word) for word in words)])
        monkeypatch.setattr(sys, "stdin", io.StringIO())
        with pytest.raises(SystemExit) as left:
            app.main()
        said = capsys.readouterr()
        assert isinstance(left.value.code, int)
        return left.value.code, said.out, said.err

    return run


@pytest.fixture
def example(tmp_path: Path) -> Callable[[str], Path]:
    """Give a copy of an example."""
    return lambda name: Path(shutil.copytree(ROOT / "assessments" / f"example-{name}", tmp_path / name))


def entries(folder: Path) -> int:
    """Count the lines of all logs."""
    return sum(len(path.read_bytes().splitlines()) for path in (folder / "log").glob("*.jsonl"))


def test_an_ethics_review_gives_all_of_it_and_the_same_each_time(run: Run, example: Callable[[str], Path]) -> None:
    here = example("chat-channel")
    before = entries(here)
    code, text, _ = run("compare", here, "--json")
    document: dict[str, Any] = json.loads(text)
    assert code == 0
    assert canonical.encode(document).decode() == text.strip()
    assert [part for part in (*ALWAYS, *WHAT_IF, "profiles") if not document[part]] == []
    assert (document["what_if"], document["outcome"]["word"]) == (True, "level")
    assert document["profiles"].keys() >= {"resident", "treasurer", "privacy-officer"}
    assert run("compare", here, "--json")[1] == text
    assert entries(here) == before  # looking stores nothing


def test_the_sentences_are_said_in_the_readers_language(run: Run, example: Callable[[str], Path]) -> None:
    here = example("chat-channel")
    dutch, english = (run("--language", language, "compare", here)[1] for language in ("nl", "en"))
    assert dutch.startswith("Hangt af van één niveau: ")
    assert english.startswith("Depends on one level: ")
    assert "Deze grenzen zijn afspraken, geen wet." in dutch
    assert "is 8.6 percent of the weight" in english


def test_before_the_decision_of_a_tender_it_opens_only_with_a_reason_on_record(
    run: Run, example: Callable[[str], Path]
) -> None:
    here = example("small-tender")
    before = entries(here)
    closed = json.loads(run("compare", here, "--json")[1])
    assert closed["what_if"] is False
    assert [part for part in (*WHAT_IF, "profiles") if closed[part] is not None] == []
    code, _, error = run("compare", here, "--what-if", " ", "--json")
    assert (code, entries(here)) == (2, before)
    assert "TS-505" in error
    code, _, error = run("compare", here, "--what-if", "Vraag", "--author", "evaluator-1", "--json")
    assert (code, entries(here)) == (1, before)
    assert "TS-202" in error
    opened = json.loads(run("compare", here, "--what-if", "Vraag van de raad.", "--json")[1])
    assert opened["acceptability"]["found"]
    assert entries(here) == before + 1
    last = workbench.open_folder(here).in_order()[-1]
    assert (last.kind, last.author, last.body.model_dump()) == (
        *("what-if-opened", "chair"), {"reason": "Vraag van de raad."},
    )  # fmt: skip
    assert json.loads(run("compare", here, "--json")[1])["what_if"] is False  # the next time asks again


def test_the_result_says_the_outcome_in_a_word_and_a_sentence(run: Run, example: Callable[[str], Path]) -> None:
    tender, review = example("small-tender"), example("chat-channel")
    found = json.loads(run("--language", "nl", "result", review, "--json")[1])["outcome"]
    assert found == {
        "word": "level",
        "sentence": "Hangt af van één niveau: Eigen webchat met open broncode is eerste. Krijgt Eigen webchat met open "
        "broncode op ‘Gelijke kwaliteit voor wie een andere route nodig heeft’ 0 in plaats van 1, dan haalt deze "
        "oplossing het minimum niet meer. Ook één ander niveau beslist zo.",
    }
    assert found["sentence"] in run("--language", "nl", "result", review)[1]
    assert json.loads(run("--language", "en", "result", tender, "--json")[1])["outcome"] == {
        "word": "undecided",
        "sentence": "Undecided: Beukgesprek (fictief) and Lindepraat (fictief) share the first place.",
    }


def test_numpy_loads_in_no_command_that_does_not_look(example: Callable[[str], Path]) -> None:
    here = example("chat-channel")
    code = f"""
import sys
sys.argv = ["toetssteen", "verify", {str(here)!r}]
from toetssteen.cli import app as cli
try:
    cli.main()
except SystemExit:
    print(sorted({{"numpy", "scipy"}} & sys.modules.keys()))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.splitlines()[-1] == "[]"
