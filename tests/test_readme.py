"""Every command of the README, the handbook and CONTRIBUTING runs as it is written, in the order in which it stands."""

from __future__ import annotations

import re
import shlex
import shutil
import sys
from pathlib import Path

import pytest

from tests.sheets.test_scores import CRITERIA, SCORES, xlsx
from toetssteen.cli import app

ROOT = Path(__file__).resolve().parents[1]
PAGES = ("README.md", "CONTRIBUTING.md", "docs/handbook/nl.md", "docs/handbook/en.md")
BOOTSTRAP = ("python3", "toolkit/bootstrap.py")


def commands(page: str) -> list[list[str]]:
    """Give the words of every line of the code blocks of a page, without what is said about them."""
    blocks = re.findall(r"^```(?:sh)?\n(.*?)^```", (ROOT / page).read_text("utf-8"), re.MULTILINE | re.DOTALL)
    lines = [shlex.split(line, comments=True) for block in blocks for line in block.splitlines()]
    return [words for words in lines if words]


def test_every_command_of_the_bootstrap_is_one_that_it_has() -> None:
    cases = re.findall(r"^ +case (\[.*\]):$", (ROOT / "toolkit" / "bootstrap.py").read_text("utf-8"), re.MULTILINE)
    known = re.findall(r'"(\w+)"', " ".join(cases))
    said = [words[2] for page in PAGES for words in commands(page) if tuple(words[:2]) == BOOTSTRAP]
    assert {"start", "test", "run"} <= set(said) <= set(known)


@pytest.mark.parametrize("page", PAGES)
def test_every_command_runs_as_it_is_written(
    page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(ROOT / "assessments", tmp_path / "assessments")
    xlsx(tmp_path / "scores.xlsx", CRITERIA, SCORES)
    monkeypatch.setenv("TOETSSTEEN_WORKSPACE", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    for words in commands(page):
        if tuple(words[:2]) == BOOTSTRAP and words[2] != "run":
            continue  # those install, and the gate is one of them
        program, *rest = words[2:] if tuple(words[:2]) == BOOTSTRAP else words
        assert program in ("run", "toetssteen"), words
        monkeypatch.setattr(sys, "argv", ["toetssteen", *rest])
        with pytest.raises(SystemExit) as left:
            app.main()
        said = capsys.readouterr()
        assert left.value.code == 0, f"{shlex.join(words)}\n{said.err}"


def test_every_link_leads_to_a_file_and_every_section_that_is_cited_is_there() -> None:
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "tests").rglob("*.md")]
    links = [
        (page, link) for page in pages for link in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text("utf-8"))
    ]
    assert [f"{page.name}: {link}" for page, link in links if not (page.parent / link).exists()] == []
    sections = set(re.findall(r"^## (\d+)\. ", (ROOT / "docs" / "semantics.md").read_text("utf-8"), re.MULTILINE))
    cited = {
        number
        for path in (ROOT / "toolkit").rglob("*.py")
        for group in re.findall(r"``semantics`` ([\d, and]+\d)", path.read_text("utf-8"))
        for number in re.findall(r"\d+", group)
    }
    assert cited
    assert cited <= sections
