"""The npm packages that tests use, as ``toolkit/package-lock.json`` pins them.

A machine that cannot fetch them fails the tests, and says what to do: a check that skips itself is no check.
"""

from __future__ import annotations

import importlib.util
from functools import cache
from pathlib import Path
from types import ModuleType

TOOLKIT = Path(__file__).resolve().parents[1] / "toolkit"


@cache
def bootstrap() -> ModuleType:
    """Return ``toolkit/bootstrap.py``, which installs the packages and knows where they are."""
    spec = importlib.util.spec_from_file_location("bootstrap", TOOLKIT / "bootstrap.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
