"""A small tender whose round is open: two solutions, two evaluators, nothing answered yet."""

from __future__ import annotations

from pathlib import Path

from tests.scoped import ANSWERS
from toetssteen import workbench
from toetssteen.content.library import Library
from toetssteen.model.entries.opening import Opened
from toetssteen.store.folder import Folder
from toetssteen.workbench import Workbench

SOLUTIONS = {"linde": "Lindepraat", "beuk": "Beukgesprek"}
SET = "web-chat-tender"


def open_tender(workspace: Path, shelf: Library, name: str = "webchat") -> Folder:
    """Make the assessment in a workspace."""
    given = {"assessment": name, "title": "Webchat", "track": "tender", "procedure": "above-threshold"}
    opened = workbench.body_of("opened", {**given, "authority": "Gemeente Voorbeeld"})
    assert isinstance(opened, Opened)
    folder = workbench.create(workspace / "assessments" / name, opened, shelf.set(SET))
    for person in ("evaluator-1", "evaluator-2"):
        chair(folder, "person-added", person=person, role="evaluator", expertise="Klantcontact")
    for question, answer in ANSWERS.items():
        chair(folder, "scoping-answered", question=question, answer=answer)
    Workbench.of(folder, "chair").freeze(shelf)
    Workbench.of(folder, "chair").open_round()
    for solution, called in SOLUTIONS.items():
        chair(folder, "solution-added", solution=solution, name=called)
    return folder


def chair(folder: Folder, kind: str, **given: object) -> None:
    """Record something as the chair."""
    Workbench.of(folder, "chair").record(workbench.body_of(kind, given))
