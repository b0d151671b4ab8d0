"""The threat model: each test that it names is there, and each test of who else knocks is named."""

from __future__ import annotations

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGE = (ROOT / "docs" / "security.md").read_text("utf-8")


def named(page: str) -> dict[str, set[str]]:
    """Give the tests that a page names, by their file."""
    found: dict[str, set[str]] = {}
    for path, name in re.findall(r"`(tests/[\w/.]+)::(\w+)`", page):
        found.setdefault(path, set()).add(name)
    return found


def missing(page: str) -> list[str]:
    """Find the tests that a page names and that are not there."""
    return [
        f"{path}::{name}"
        for path, names in named(page).items()
        for name in names - (defined(ROOT / path) if (ROOT / path).is_file() else set())
    ]


def defined(path: Path) -> set[str]:
    tree = ast.parse(path.read_text("utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")}


def test_every_test_that_the_threat_model_names_is_there() -> None:
    assert missing(PAGE) == []
    rows = [line for line in PAGE.splitlines() if line.startswith("| ") and "| who |" not in line]
    assert len(rows) >= 10
    assert [row for row in rows if not named(row)] == [], "who could want what, without a test that tries it"


def test_a_test_that_is_renamed_is_missed() -> None:
    here = "tests/test_security.py"
    planted = f"`{here}::test_gone` `tests/gone.py::test_x` `{here}::test_a_test_that_is_renamed_is_missed`"
    assert missing(planted) == [f"{here}::test_gone", "tests/gone.py::test_x"]
