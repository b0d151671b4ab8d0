"""Hold the locked packages against the advisories that are known: ``python3 toolkit/bootstrap.py audit``.

Advisories are asked of the package index, by pip-audit. An index that does not answer, or a mirror that has none, is no
fault of the checkout: then the audit is skipped, and says so, with how many packages nobody looked at. One package is
asked for first; without an answer for that one, the others are not asked for.

Exit code 1 where a package has an advisory. Raise it in the lock; where that cannot be done and the advisory does not
hold here, :data:`ACCEPTED` says why.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

LOCK = Path(__file__).parent / "lock" / "test.txt"
"""What is locked for the tests: all that is locked for running, and more."""
ACCEPTED: dict[str, str] = {}
"""Advisories that do not hold here, by their id: why, and until when that stands."""
Asked = Callable[[Path], list[dict[str, Any]] | None]


def main(lock: Path = LOCK, asked: Asked | None = None) -> int:
    """Say what is known of the packages of a lock; give the exit code."""
    ask = asked or _ask
    packages = re.findall(r"^[a-z0-9].*?(?=^[a-z0-9]|\Z)", lock.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    with tempfile.TemporaryDirectory() as place:
        one = Path(place) / "one.txt"
        one.write_text(packages[0], encoding="utf-8")
        answered = _looked_at(ask(one))
        found = ask(lock) if answered else None
    looked_at = _looked_at(found)
    bad = [
        f"{package['name']} {package['version']}: {advisory['id']}, mended in {' or '.join(advisory['fix_versions'])}"
        for package in looked_at
        for advisory in package["vulns"]
        if advisory["id"] not in ACCEPTED
    ]
    for line in bad:
        print(line)
    skipped = len(packages) - len(looked_at)
    print(f"audit: {len(packages)} packages, {len(looked_at)} looked at, advisories: {len(bad)}, SKIPPED: {skipped}")
    if skipped:
        why = "some are not known there, or not for this system" if looked_at else "no advisories could be had"
        print(f"audit: skipped: {why}. Where there is a way to the index: python3 toolkit/bootstrap.py audit")
    return int(bool(bad))


def _looked_at(found: list[dict[str, Any]] | None) -> list[dict[str, Any]]:
    """Return the packages of which it is known whether they have advisories."""
    return [package for package in found or [] if "skip_reason" not in package]


def _ask(requirements: Path) -> list[dict[str, Any]] | None:
    """Ask pip-audit; ``None`` where it came to nothing."""
    command = [sys.executable, "-m", "pip_audit", "-r", str(requirements), "--disable-pip", "--require-hashes"]
    options = ["-f", "json", "--desc", "off", "--progress-spinner", "off", "--timeout", "10"]
    said = subprocess.run([*command, *options], capture_output=True, text=True, check=False).stdout
    try:
        found: list[dict[str, Any]] = json.loads(said)["dependencies"]
    except (ValueError, KeyError, TypeError):
        return None
    return found


if __name__ == "__main__":
    sys.exit(main())
