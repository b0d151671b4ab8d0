"""Verifying cannot be fooled: whatever a folder or an export is made into, it comes to one of three words."""

from __future__ import annotations

import json
import os
import shutil
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError
from tests.attacks import damage
from tests.store import making
from typer.testing import CliRunner

from toetssteen import canonical
from toetssteen.cli import app
from toetssteen.errors import ToetssteenError
from toetssteen.language import says_nothing
from toetssteen.model.method import Method
from toetssteen.store.folder import Folder
from toetssteen.workbench import Workbench, export, open_folder, verify

pytestmark = pytest.mark.skipif(os.name != "posix", reason="has pipes, links and devices")
GATE, NIGHTLY = 2 * len(damage.FILES) + 10, 2_000
HANGS = 120
"""Seconds after which something hangs, on any machine."""

WORDS = {"nl": ("Heel:", "Niet heel:", "Niet te lezen:"), "en": ("Whole:", "Not whole:", "Cannot be read:")}


@pytest.fixture(scope="module")
def of(tmp_path_factory: pytest.TempPathFactory) -> damage.Whole:
    return damage.whole(tmp_path_factory.mktemp("damage"))


@contextmanager
def _not_for_ever() -> Iterator[None]:
    def stop(*_: Any) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(HANGS)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def _fooled(of: damage.Whole, number: int, place: Path) -> str:
    """Return what was wrong with what verifying said of one damage; empty where nothing was."""
    place.mkdir()
    done = damage.damaged(of, number, place)
    with _not_for_ever():
        found = verify(done.path, of.heads)
    codes = [problem.code for problem in found.faults]
    said = f"{number}: {done.how}: {found.outcome} {codes[:3]} {[p.particulars for p in found.faults][:1]}"
    if "TS-344" in codes:
        return f"stumbles at {said}"
    told = all(problem.say(language) for problem in (*found.faults, *found.notices) for language in ("nl", "en"))
    sound = told and (found.outcome == "whole") == (not found.faults)
    if stumbled := _stumbles(done.path):
        return f"opening stumbles at {said}: {stumbled}"
    return "" if sound and (found.outcome != "whole" or not done.counts) else f"fooled by {said}"


def _stumbles(path: Path) -> str:
    """Return what was raised on opening and exporting a folder that is no error of the house."""
    try:
        if path.is_dir() and (path / "log").is_dir():
            folder = open_folder(path)
            Workbench.of(folder).result()
            export(folder)
    except ToetssteenError:
        return ""
    except Exception as error:
        return repr(error)
    return ""


def test_what_is_whole_is_called_whole(of: damage.Whole) -> None:
    for path in (of.folder, of.export):
        found = verify(path, of.heads)
        assert (found.outcome, found.faults) == ("whole", ())


def test_damage_of_every_kind_is_never_called_whole_and_never_a_surprise(of: damage.Whole, tmp_path: Path) -> None:
    assert [told for number in range(GATE) if (told := _fooled(of, number, tmp_path / str(number)))] == []


def _first_format(of: damage.Whole, evidence: object) -> bytes:
    document = json.loads(of.export.read_bytes())
    del document["asked"]  # came with the second format
    return canonical.encode({**document, "format": "toetssteen-export/1", "evidence": evidence})


@pytest.mark.parametrize(
    ("change", "outcome", "told"),
    [
        (lambda sizes: sizes, "whole", "TS-343"),
        (lambda sizes: {}, "not-whole", "TS-329"),
        (lambda sizes: {**sizes, "f" * 64: 12}, "not-whole", "TS-325"),
        (lambda sizes: {**sizes, "x": 12}, "not-whole", "TS-325"),
        (lambda sizes: dict.fromkeys(sizes, -1), "unreadable", "TS-326"),
        (lambda sizes: dict.fromkeys(sizes, 10**14), "unreadable", "TS-326"),
        (lambda sizes: dict.fromkeys(sizes, "9"), "unreadable", "TS-326"),
        (lambda sizes: dict.fromkeys(sizes, True), "unreadable", "TS-326"),
        (list, "unreadable", "TS-326"),
    ],
)
def test_a_size_or_a_digest_that_is_made_up_does_not_pass_for_one(
    of: damage.Whole, tmp_path: Path, change: Callable[[dict[str, int]], object], outcome: str, told: str
) -> None:
    kept = dict.fromkeys(json.loads(of.export.read_bytes())["evidence"], 9)
    path = tmp_path / "first.json"
    path.write_bytes(_first_format(of, change(kept)))
    found = verify(path, of.heads)
    assert (found.outcome, told in [problem.code for problem in (*found.faults, *found.notices)]) == (outcome, True)


@pytest.mark.parametrize(
    ("path", "other", "code"),
    [
        (("heads", "chair"), "f" * 64, "TS-325"),
        (("result", "phase"), "closed", "TS-325"),
        (("assessment",), "other", "TS-325"),
        (("logs", "chair", -1, "at"), "2026-03-02T11:11:11Z", "TS-304"),
        (("logs", "evaluator-1", -1, "digest"), "f" * 64, "TS-304"),
    ],
)
def test_every_part_of_an_export_is_recomputed(
    of: damage.Whole, tmp_path: Path, path: tuple[Any, ...], other: str, code: str
) -> None:
    inside = document = json.loads(of.export.read_bytes())
    for name in path[:-1]:
        inside = inside[name]
    assert inside[path[-1]] != other
    inside[path[-1]] = other
    (tmp_path / "chat.json").write_bytes(canonical.encode(document))
    found = verify(tmp_path / "chat.json")
    assert (found.outcome, code in [problem.code for problem in found.faults]) == ("not-whole", True)


def test_a_line_that_an_export_lacks_is_said_once_and_at_its_own_place(of: damage.Whole, tmp_path: Path) -> None:
    document = json.loads(of.export.read_bytes())
    del document["logs"]["chair"][1]
    (tmp_path / "chat.json").write_bytes(canonical.encode(document))
    told = [(problem.code, problem.where) for problem in verify(tmp_path / "chat.json").faults]
    assert [each for each in told if each[0] == "TS-305"] == [("TS-305", "chair, line 2")]


def test_a_method_that_lacks_a_scale_is_told_and_nobody_stumbles_over_it() -> None:
    method = making.method().model_dump(mode="json", exclude_none=True)
    with pytest.raises(ValidationError, match="not_in_method"):
        Method.model_validate({**method, "scales": []})


@pytest.mark.parametrize("change", ["added", "doubled", "turned", "other"])
def test_a_file_that_no_entry_names_is_not_in_an_export(of: damage.Whole, tmp_path: Path, change: str) -> None:
    document = json.loads(of.export.read_bytes())
    files = document["evidence"]
    made = {"added": [*files, "f" * 64], "doubled": [*files, files[-1]], "turned": files[::-1], "other": ["f" * 64] * 4}
    path = tmp_path / "chat.json"
    path.write_bytes(canonical.encode({**document, "evidence": made[change]}))
    assert verify(path, of.heads).outcome == "not-whole"


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("number", [*range(0, 2 * len(damage.FILES), 5)])
def test_the_command_says_one_of_three_words_and_its_exit_code(
    of: damage.Whole, tmp_path: Path, number: int, language: str
) -> None:
    done = damage.damaged(of, number, tmp_path)
    heads = [word for head in of.heads for word in ("--head", head)]
    with _not_for_ever():
        ran = CliRunner().invoke(app.commands, ["--language", language, "verify", str(done.path), *heads])
    said = [word for line in ran.output.splitlines() for word in WORDS[language] if line.startswith(word)]
    assert (len(said), ran.exit_code) == (1, int(said != [WORDS[language][0]]))
    assert not isinstance(ran.exception, Exception) or isinstance(ran.exception, SystemExit)


SAYS = "x\n\x1b[2K\x1b[32mWhole: everything is as it was written."


@pytest.mark.parametrize("what", ["folder", "export"])
def test_what_a_file_or_a_part_is_called_says_no_line_of_its_own(of: damage.Whole, tmp_path: Path, what: str) -> None:
    path = tmp_path / what
    if what == "folder":
        shutil.copytree(of.folder, path)
        for name in (os.fsencode(SAYS), b"\xff"):
            Path(os.fsdecode(os.fsencode(path / "log") + b"/" + name)).touch()
        (path / "log" / "chair.jsonl").write_bytes(b"{}\n")
    else:
        document = json.loads(of.export.read_bytes())
        document["methods"][SAYS] = {}
        path.write_bytes(canonical.encode(document))
    ran = CliRunner().invoke(app.commands, ["--language", "en", "verify", str(path)], color=True)
    assert "x<U+000A><U+001B>[2K" in ran.output
    assert [line for line in ran.output.split("\n") if line.lstrip("\x1b[0123456789mK").startswith("Whole:")] == []
    assert not says_nothing(ran.output)


def test_what_nobody_foresaw_is_told_and_not_raised(of: damage.Whole, monkeypatch: pytest.MonkeyPatch) -> None:
    def stumble(*_: object) -> None:
        raise RecursionError

    monkeypatch.setattr(Folder, "as_logged", stumble)
    found = verify(of.folder)
    assert (found.outcome, [problem.code for problem in found.faults]) == ("unreadable", ["TS-344"])


@pytest.mark.nightly
def test_two_thousand_damages(of: damage.Whole, tmp_path: Path) -> None:
    numbers = range(GATE, GATE + NIGHTLY)
    assert [told for number in numbers if (told := _fooled(of, number, tmp_path / str(number)))] == []
