"""axe-core, the accessibility checker, from the npm packages that the toolkit pins."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Page
from tests.npm import bootstrap

RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")


@cache
def axe_source() -> str:
    """Return the script of axe-core."""
    packages: Path = bootstrap().npm_packages()
    return (packages / "axe-core" / "axe.min.js").read_text("utf-8")


def violations(page: Page) -> list[str]:
    """Run axe-core on a page: a line for each violation, with the first places it was found."""
    page.evaluate(axe_source())
    found: dict[str, Any] = page.evaluate(f"axe.run({{runOnly: {list(RULES)!r}, resultTypes: ['violations']}})")
    return [
        f"{each['id']} ({each['impact']}): {each['help']} {[node['html'][:160] for node in each['nodes'][:3]]}"
        for each in found["violations"]
    ]
