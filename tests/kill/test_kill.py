"""Kill -9 while appending, twenty times as a test; a thousand by hand (``docs/benchmarks.md``)."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).with_name("kill_appends.py")
TOOLKIT = SCRIPT.parents[2] / "toolkit"


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL and fork are POSIX")
def test_every_acknowledged_entry_is_there_after_kill_9() -> None:
    ran = subprocess.run(
        [sys.executable, "-W", "error", SCRIPT, "20"],
        env={**os.environ, "PYTHONPATH": str(TOOLKIT)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert (ran.returncode, ran.stderr) == (0, "")
    assert " 0 lost" in ran.stdout
    assert " 0 faults" in ran.stdout


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL and fork are POSIX")
def test_a_kill_or_a_full_disk_at_a_write_leaves_nothing_half() -> None:
    """A new folder, several entries at once, a file written over, a private one; every write of every act: nightly."""
    script = SCRIPT.with_name("kill_writes.py")
    some = ("--only", "new,open,export,typed", "--how", "kill,full", "--step", "5")
    ran = subprocess.run([sys.executable, script, *some], capture_output=True, text=True, timeout=240, check=False)
    assert (ran.returncode, ran.stderr) == (0, ""), ran.stdout
    assert ran.stdout.count(" 0 half;") == 4
