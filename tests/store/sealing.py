"""Small assessments whose round is sealed: opened with a key, declared with keys, submitted through the workbench."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tests.store import making
from tests.store.making import EVALUATORS, SECRET, body

from toetssteen.model.entries.body import Evaluation
from toetssteen.model.entries.entry import Entry
from toetssteen.store.folder import Folder
from toetssteen.workbench import Workbench


def sealed_round(path: Path, track: str = "ethics") -> Folder:
    """Make an assessment whose round is open with a key, and whose evaluators have declared with theirs."""
    folder = making.started(path, track)
    making.freeze(folder)
    if track == "tender":
        Workbench.of(folder, "chair").open_round()
    for solution in making.SOLUTIONS:
        folder.append("chair", "chair", body("solution-added", solution=solution, name=solution.upper()))
    if track != "tender":
        Workbench.of(folder, "chair").open_round()
    for person in EVALUATORS:
        Workbench.of(folder, person).declare("none")
    return folder


def answers(level: str = "3", solutions: tuple[str, ...] = making.SOLUTIONS) -> list[Evaluation]:
    """Make a whole set of evaluations, each with a reason of its own."""
    return [
        evaluation.model_copy(update={"reason": f"{SECRET} {level}, {evaluation.solution}, {evaluation.criterion}"})
        for evaluation in making.answers(level)
        if evaluation.solution in solutions
    ]


def write(folder: Folder, person: str, level: str = "3", solutions: tuple[str, ...] = making.SOLUTIONS) -> None:
    """Answer every cell in somebody's draft."""
    drafted = Workbench.of(folder, person).draft()
    for evaluation in answers(level, solutions):
        drafted.save(evaluation)


def submit(folder: Folder, person: str, level: str = "3") -> Entry:
    """Answer every cell and submit, sealed."""
    write(folder, person, level)
    return Workbench.of(folder, person).submit()


def measure(folder: Folder, person: str, taken: str, *solutions: str) -> Entry:
    """Let the chair take a measure."""
    said = body("measure-taken", person=person, measure=taken, solutions=list(solutions), reason="Belang.")
    return Workbench.of(folder, "chair").record(said)


def elsewhere(folder: Folder, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Go on at a computer that has the folder and none of the keys."""
    empty = tmp_path / "another computer"
    shutil.rmtree(empty, ignore_errors=True)
    monkeypatch.setenv("TOETSSTEEN_CONFIG", str(empty))
