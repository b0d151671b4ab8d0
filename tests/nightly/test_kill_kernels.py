"""Kill -9 of the kernel behind the score page, ten times a night; 200 by hand (``docs/benchmarks.md``)."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.nightly
SCRIPT = Path(__file__).resolve().parents[1] / "kill" / "kill_kernels.py"


@pytest.mark.skipif(not Path("/proc/self/cmdline").exists(), reason="a kernel is found in /proc")
def test_what_is_called_saved_is_there_and_what_was_typed_is_offered_again() -> None:
    ran = subprocess.run([sys.executable, SCRIPT, "10"], capture_output=True, text=True, timeout=300, check=False)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert " 0 lost" in ran.stdout
    assert ", 0 not offered again, 0 not saved after the reload" in ran.stdout
