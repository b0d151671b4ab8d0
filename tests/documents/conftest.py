"""What the tests of reports share."""

from __future__ import annotations

import pytest
from tests.conftest import ROOT
from tests.documents.hostile import TEXTS, hostile

from toetssteen import workbench
from toetssteen.content.library import Library
from toetssteen.store.folder import Folder


@pytest.fixture(scope="session")
def tender() -> Folder:
    """Give the small tender of the examples; not to be written to."""
    return workbench.open_folder(ROOT / "assessments" / "example-small-tender")


@pytest.fixture(scope="session", params=sorted(TEXTS))
def nasty(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, shelf: Library) -> Folder:
    """Give an assessment with one of the hostile texts in every field."""
    return hostile(tmp_path_factory.mktemp("nasty") / "hostile", shelf, TEXTS[request.param])
