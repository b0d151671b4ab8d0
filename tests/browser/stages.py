"""An assessment at each stage, for the tests that go over every form."""

from __future__ import annotations

import os
from unittest.mock import patch

from tests.browser.server import Server
from tests.browser.walk import config_of, data_of
from tests.pages.opened import chair, open_tender
from tests.pages.priced import priced_tender

from toetssteen import workbench
from toetssteen.content.library import Library
from toetssteen.model.entries.opening import Opened
from toetssteen.store.folder import Folder


def stages(server: Server, shelf: Library, name: str) -> dict[str, Folder]:
    """Make the assessments in the workspace of a server; the keys are where it looks for them."""
    given = {"assessment": f"{name}-early", "title": "Webchat", "track": "tender", "procedure": "above-threshold"}
    opened = workbench.body_of("opened", {**given, "authority": "Gemeente Voorbeeld"})
    assert isinstance(opened, Opened)
    places = {"TOETSSTEEN_DATA": str(data_of(server)), "TOETSSTEEN_CONFIG": str(config_of(server))}
    assessments = server.workspace / "assessments"
    with patch.dict(os.environ, places):
        early = workbench.create(assessments / f"{name}-early", opened, shelf.set("web-chat-tender"))
        chair(early, "rules-set", rules={"aggregation": "consensus", "fewest_evaluators": 9})
        return {
            "early": early,
            "open": open_tender(server.workspace, shelf, f"{name}-open"),
            "scored": priced_tender(server.workspace, "scored", f"{name}-scored"),
            "agreed": priced_tender(server.workspace, "agreed", f"{name}-agreed"),
        }
