"""The audit of the locked packages: what it does with an advisory, with an index that is silent, and with a mirror."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[1]
LOCK = """a==1 \\
    --hash=sha256:00
b==2 ; sys_platform == 'win32' \\
    --hash=sha256:00
c==3 \\
    --hash=sha256:00
"""
SPEC = importlib.util.spec_from_file_location("audit", ROOT / "toolkit" / "audit.py")
assert SPEC is not None
assert SPEC.loader is not None
audit = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(audit)


def sound(name: str) -> dict[str, Any]:
    return {"name": name, "version": "1", "vulns": []}


BAD = {"name": "c", "version": "3", "vulns": [{"id": "PYSEC-1", "fix_versions": ["4"]}]}
MIRROR = {"name": "a", "skip_reason": "not found on PyPI and could not be audited"}


@pytest.mark.parametrize(
    ("answers", "code", "said"),
    [
        ([[sound("a")], [sound("a"), sound("b"), sound("c")]], 0, "3 packages, 3 looked at, advisories: 0, SKIPPED: 0"),
        ([[sound("a")], [sound("a"), sound("b"), BAD]], 1, "c 3: PYSEC-1, mended in 4"),
        ([[sound("a")], [sound("a"), BAD]], 1, "3 packages, 2 looked at, advisories: 1, SKIPPED: 1"),
        ([None], 0, "3 packages, 0 looked at, advisories: 0, SKIPPED: 3"),
        ([[MIRROR]], 0, "3 packages, 0 looked at, advisories: 0, SKIPPED: 3"),
        ([[sound("a")], None], 0, "3 packages, 0 looked at, advisories: 0, SKIPPED: 3"),
    ],
)
def test_an_advisory_fails_and_what_nobody_looked_at_is_counted(
    answers: list[Any], code: int, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lock = tmp_path / "lock.txt"
    lock.write_text(LOCK, encoding="utf-8")
    asked: list[str] = []

    def ask(requirements: Path) -> Any:
        asked.append(requirements.read_text("utf-8"))
        return answers[len(asked) - 1]

    assert audit.main(lock, ask) == code
    assert said in capsys.readouterr().out
    assert asked == [LOCK.partition("b==")[0], LOCK][: len(answers)], "one package first, and then all"


def test_an_advisory_that_is_accepted_is_known_with_a_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lock = tmp_path / "lock.txt"
    lock.write_text(LOCK, encoding="utf-8")
    monkeypatch.setitem(audit.ACCEPTED, "PYSEC-1", "we do not call it; until c 4 is there")
    assert audit.main(lock, lambda _: [BAD]) == 0
    assert all(len(why) > 20 for why in audit.ACCEPTED.values())
    capsys.readouterr()


def test_what_is_locked_to_run_is_audited_too() -> None:
    run, test = ((ROOT / "toolkit" / "lock" / f"{name}.txt").read_text("utf-8") for name in ("run", "test"))
    names = [{line.split("==")[0] for line in text.splitlines() if "==" in line.split("#")[0]} for text in (run, test)]
    assert names[0] <= names[1]
