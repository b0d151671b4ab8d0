"""Every write of every act fails once, in each way (``tests/kill/kill_writes.py``): nothing is half after it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.kill import stages

SCRIPT = Path(__file__).parents[1] / "kill" / "kill_writes.py"
pytestmark = [
    pytest.mark.nightly,
    pytest.mark.skipif(os.name != "posix", reason="SIGKILL and fork are POSIX"),
]


@pytest.mark.parametrize("act", stages.ACTS)
def test_whatever_write_of_an_act_fails_nothing_is_half_and_the_act_is_done_or_can_be(act: str) -> None:
    ran = subprocess.run(
        [sys.executable, SCRIPT, "--only", act], capture_output=True, text=True, timeout=3600, check=False
    )
    assert (ran.returncode, ran.stderr) == (0, ""), ran.stdout
    assert f"{act}: " in ran.stdout
