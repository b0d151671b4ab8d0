"""The benchmarks still run, at a small size; how long they take is no test."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.nightly
BENCHMARKS = Path(__file__).resolve().parents[1] / "benchmarks"


@pytest.mark.parametrize(
    ("script", "size"),
    [
        ("robustness.py", ["--samples", "20000", "--vectors", "0"]),
        ("replay.py", ["--entries", "300"]),
        ("result.py", ["--solutions", "2", "--criteria", "20", "--evaluators", "2"]),
        ("pages.py", ["--sizes", "2x20", "--opens", "0", "--clicks", "10"]),
        ("houses.py", ["--size", "2x20", "--opens", "0"]),
        ("whatif.py", ["--sizes", "2x20", "--opens", "0", "--moves", "10"]),
    ],
)
def test_a_benchmark_runs_at_a_small_size(script: str, size: list[str]) -> None:
    command = [sys.executable, str(BENCHMARKS / script), *size, "--runs", "1"]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert ran.returncode == 0, ran.stderr
    assert "ratios" in ran.stdout
