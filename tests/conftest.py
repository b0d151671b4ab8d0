"""What all tests share: the library of criteria, and a data folder and language of their own."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from toetssteen.content import library
from toetssteen.content.library import Library

ROOT = Path(__file__).resolve().parents[1]

settings.register_profile("busy", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("busy")  # a machine that does other things too is slow; that is no fault of what is searched


@pytest.fixture(scope="session")
def shelf() -> Library:
    """Give the library of this checkout, loaded once; not to be changed."""
    return library.load(ROOT / "criteria")


@pytest.fixture(autouse=True)
def data_folder(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep drafts out of the user's own data folder, and the reader's settings out of the tests."""
    folder = tmp_path_factory.mktemp("data")
    for name in ("CRITERIA", "NOTEBOOKS", "ASSESSMENTS", "HANDBOOK", "WORKSPACE", "DEBUG"):
        monkeypatch.delenv(f"TOETSSTEEN_{name}", raising=False)
    monkeypatch.setenv("TOETSSTEEN_DATA", str(folder))
    monkeypatch.setenv("TOETSSTEEN_CONFIG", str(folder / "config"))
    monkeypatch.setenv("TOETSSTEEN_LANGUAGE", "en")
    return folder
