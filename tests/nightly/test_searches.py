"""The long searches find nothing: a nearer tie where *clear* is said, a file that is neither read nor refused."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.nightly
HERE = Path(__file__).parent
SEARCHES = [["clear.py", "10000"], ["hostile_sheets.py"], ["fuzz.py", "--seconds", "600"]]


@pytest.mark.parametrize("words", SEARCHES, ids=lambda words: words[0])
def test_a_search_finds_nothing(words: list[str]) -> None:
    ran = subprocess.run([sys.executable, HERE / words[0], *words[1:]], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout[-4000:] + ran.stderr[-4000:]
