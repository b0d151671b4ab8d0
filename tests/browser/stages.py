"""An assessment at each stage, for the tests that go over every form."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from unittest.mock import patch

from tests import keyless
from tests.browser.server import Server
from tests.browser.walk import config_of, data_of
from tests.examples import build
from tests.pages.opened import chair, open_tender
from tests.pages.priced import OFFERS, priced_tender
from tests.scoped import ANSWERS

from toetssteen import workbench
from toetssteen.content.library import Library
from toetssteen.model.entries.body import Evaluation
from toetssteen.model.entries.opening import Opened
from toetssteen.store.folder import Folder
from toetssteen.workbench import Workbench


def stages(server: Server, shelf: Library, name: str) -> dict[str, Folder]:
    """Make the assessments that every form stands in, in the workspace of a server."""
    return {
        wanted: stage(server, shelf, f"{name}-{wanted}", wanted) for wanted in ("early", "open", "scored", "agreed")
    }


def stage(server: Server, shelf: Library, name: str, wanted: str) -> Folder:
    """Make one assessment in the workspace of a server; its keys are where the server looks for them."""
    places = {"TOETSSTEEN_DATA": str(data_of(server)), "TOETSSTEEN_CONFIG": str(config_of(server))}
    with patch.dict(os.environ, places):
        return (
            _MADE[wanted](server.workspace, shelf, name)
            if wanted in _MADE
            else priced_tender(server.workspace, wanted, name)
        )


def _begun(workspace: Path, name: str, shelf: Library | None) -> Folder:
    given = {"assessment": name, "title": "Webchat", "track": "tender", "procedure": "above-threshold"}
    opened = workbench.body_of("opened", {**given, "authority": "Gemeente Voorbeeld"})
    assert isinstance(opened, Opened)
    return keyless.create(workspace / "assessments" / name, opened, shelf and shelf.set("web-chat-tender"))


def _early(workspace: Path, shelf: Library, name: str) -> Folder:
    folder = _begun(workspace, name, shelf)
    chair(folder, "rules-set", rules={"aggregation": "consensus", "fewest_evaluators": 9})
    return folder


def _frozen(workspace: Path, shelf: Library, name: str) -> Folder:
    folder = _begun(workspace, name, shelf)
    for question, answer in ANSWERS.items():
        chair(folder, "scoping-answered", question=question, answer=answer)
    Workbench.of(folder, "chair").freeze(shelf)
    chair(folder, "rules-set", rules={"aggregation": "mean"})  # what is frozen is another then
    return folder


def _judging(workspace: Path, shelf: Library, name: str) -> Folder:
    folder = open_tender(workspace, shelf, name)
    Workbench.of(folder, "evaluator-1").declare("none")
    return folder


def _gated(workspace: Path, name: str) -> Folder:
    """Play an example with gates that take an explanation, up to its meeting."""
    place = workspace / "assessments" / name
    build.play(build.HERE / "chat-channel", place, until="scored")
    return Folder(place)


def _submitted(workspace: Path, _: Library, name: str) -> Folder:
    """One of two evaluators submitted."""
    folder = priced_tender(workspace, "open", name)
    chair(folder, "person-added", person="evaluator-2", role="evaluator")
    Workbench.of(folder, "evaluator-1").declare("none")
    for number, (solution, criterion) in enumerate((offer, asked) for offer in OFFERS for asked in ("plan", "help")):
        Workbench.of(folder, "evaluator-1").draft().save(
            Evaluation(solution=solution, criterion=criterion, answer="3", reason=f"Gelezen, {number}.")
        )
    Workbench.of(folder, "evaluator-1").submit()
    return folder


_MADE: Mapping[str, Callable[[Path, Library, str], Folder]] = {
    "early": _early,
    "fresh": _early,
    "bare": lambda workspace, _, name: _begun(workspace, name, None),
    "frozen": _frozen,
    "open": open_tender,
    "judging": _judging,
    "gated": lambda workspace, _, name: _gated(workspace, name),
    "submitted": _submitted,
}
"""How the stages are made that are no priced tender's."""
