"""The state of a page is one thing on both sides: what Python sends, and what the script reads."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

import toetssteen
from tests.npm import TOOLKIT, bootstrap
from tests.pages.states import NOUNS, declaration, faults
from toetssteen.pages.desk import Desk
from toetssteen.pages.start.page import page

PACKAGE = Path(toetssteen.__file__).parent


@pytest.mark.parametrize("name", NOUNS)
def test_the_declaration_for_the_script_says_what_python_says(name: str) -> None:
    place, text = PACKAGE / "pages" / name / "state.d.ts", declaration(name, NOUNS[name])
    if os.environ.get("TOETSSTEEN_GOLDEN") == "write":
        place.write_text(text, encoding="utf-8")
    assert place.read_text("utf-8") == text


@pytest.mark.parametrize("name", NOUNS)
def test_every_key_that_is_sent_is_read(name: str) -> None:
    scripts = [*(PACKAGE / "pages" / name).glob("*.js"), *(PACKAGE / "web" / "kit").glob("*.js")]
    words = [*(PACKAGE / "pages" / name).glob("*.toml")]  # ``{key}`` in a text that a script fills with the state
    text = "\n".join(path.read_text("utf-8") for path in [*scripts, *words])
    assert [key for key in NOUNS[name].__annotations__ if not re.search(rf"\b{key}\b", text)] == []


def test_a_key_too_few_too_many_or_of_another_type_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOETSSTEEN_WORKSPACE", str(tmp_path))
    state = page(None).state
    noun = NOUNS["start"]
    assert list(faults(noun, state, "start")) == []
    planted = {key: value for key, value in state.items() if key != "workspace"} | {"more": 1, "assessments": ["a"]}
    planted["sets"] = [{**planted["sets"][0], "why": None}]
    assert sorted(faults(noun, planted, "start")) == [
        "start.assessments[0]: 'a'",
        "start.more: not said",
        "start.sets[0].why: None",
        "start: no workspace",
    ]
    with pytest.raises(AssertionError):  # and so is it in every state that a page sends in these tests
        Desk("start").look({"more": 1})


SAID = {
    "compare/report": ["documents/report/nouns*.py", "pages/compare/*.py"],
    "consensus/detail": ["pages/consensus/*.py", "pages/asked.py"],
    "criteria/whole": ["pages/criteria/*.py", "views/questions.py"],
    "start/looked": ["pages/start/*.py", "sheets/wide_reading.py"],
}
"""What scripts read besides the state that is typed, and the modules that say it."""


@pytest.mark.parametrize("name", SAID)
def test_what_a_script_knows_of_the_rest_is_said_somewhere(name: str) -> None:
    modules = [module for place in SAID[name] for module in PACKAGE.glob(place)]
    said = "\n".join(module.read_text("utf-8") for module in modules)
    known = re.findall(
        r"(?:^ +|[{;] )(\w+)\??: ", (PACKAGE / "pages" / f"{name}.d.ts").read_text("utf-8"), re.MULTILINE
    )
    assert known
    assert [key for key in known if not re.search(rf'"{key}"|^    {key}: |\b{key}=', said, re.MULTILINE)] == []


READ = {
    "audit": "authors",
    "compare": "certainty",
    "consensus": "awaited",
    "criteria": "addressees",
    "handbook": "contents",
    "prepare": "chairs",
    "report": "missing",
    "score": "keyed",
    "start": "workspace",
}
"""Of each page a key that its script reads."""


def test_a_script_that_reads_what_is_not_sent_is_found(tmp_path: Path) -> None:
    for place in ("web", "pages"):
        source = PACKAGE / place
        shutil.copytree(source, tmp_path / "toetssteen" / place, ignore=shutil.ignore_patterns("*.py", "*.toml"))
    shutil.copy(TOOLKIT / "tsconfig.json", tmp_path)
    checked = [str(bootstrap().npm_tool("tsc")), "--project", str(tmp_path)]
    whole = subprocess.run(checked, capture_output=True, text=True, check=False)
    assert (whole.returncode, whole.stdout) == (0, "")
    for name, key in READ.items():
        said = tmp_path / "toetssteen" / "pages" / name / "state.d.ts"
        said.write_text(re.sub(rf"^  {key}\??:.*\n", "", said.read_text("utf-8"), flags=re.MULTILINE), "utf-8")
    found = subprocess.run(checked, capture_output=True, text=True, check=False)
    named = re.findall(r"pages/(\w+)/\w+\.js.*Property '(\w+)' does not exist", found.stdout)
    assert (set(named), READ.keys()) == (set(READ.items()), NOUNS.keys())


def test_a_page_that_only_computes_does_not_say_that_something_is_not_saved(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOETSSTEEN_LANGUAGE", "nl")
    for name in ("audit", "compare", "criteria", "handbook", "report"):
        assert "opgeslagen" not in Desk(name, None).look({})["words"]["lost"]
    assert "opgeslagen" in Desk("prepare", None).look({})["words"]["lost"]
