"""axe-core, the accessibility checker: fetched once by npm into a cache outside the repository.

A machine that cannot fetch it fails the tests, and says what to do: a check that skips itself is no check.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

VERSION = "4.14.1"
CACHE = Path(os.environ.get("TOETSSTEEN_TEST_CACHE", Path.home() / ".cache" / "toetssteen-tests"))
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")


@cache
def axe_source() -> str:
    """Give the script of axe-core, from a checkout's node_modules, the cache, or npm."""
    beside = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"
    kept = CACHE / f"axe-core-{VERSION}" / "node_modules" / "axe-core" / "axe.min.js"
    for place in (beside, kept):
        if place.is_file():
            return place.read_text("utf-8")
    npm = shutil.which("npm")
    assert npm, f"axe-core is not in {kept.parent} and there is no npm to fetch it: install npm, or put it there"
    folder = CACHE / f"axe-core-{VERSION}"
    folder.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(
        [npm, "install", "--prefix", str(folder), "--no-audit", "--no-fund", "--ignore-scripts", f"axe-core@{VERSION}"],
        capture_output=True, text=True, check=False, timeout=180,
    )  # fmt: skip
    assert kept.is_file(), f"npm could not fetch axe-core {VERSION} into {folder}:\n{done.stderr}"
    return kept.read_text("utf-8")


def violations(page: Page) -> list[str]:
    """Run axe-core on a page: a line for each violation, with the first places it was found."""
    page.evaluate(axe_source())
    found: dict[str, Any] = page.evaluate(f"axe.run({{runOnly: {list(RULES)!r}, resultTypes: ['violations']}})")
    return [
        f"{each['id']} ({each['impact']}): {each['help']} {[node['html'][:160] for node in each['nodes'][:3]]}"
        for each in found["violations"]
    ]
