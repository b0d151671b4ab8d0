"""Small assessments around a meeting: opened seals, two chairs who differ, a second round."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.store import making, sealing
from tests.store.making import EVALUATORS, agreed, body

from toetssteen.store.folder import Folder
from toetssteen.workbench import Workbench

ONE, TWO = EVALUATORS
CELL = ("s1", "c1")
REASON = "De leverancier wijzigde de voorwaarden."


def unsealed(path: Path, track: str = "ethics") -> Folder:
    """Make an assessment whose seals are open: the evaluators gave 1 and 3 everywhere."""
    folder = sealing.sealed_round(path, track)
    for person, level in zip(EVALUATORS, ("1", "3"), strict=True):
        sealing.submit(folder, person, level)
    Workbench.of(folder, "chair").unseal()
    return folder


def agree(
    folder: Folder, level: str, cell: tuple[str, str] = CELL, by: str = "chair", number: int | None = None
) -> str:
    """Agree on a cell, in the current round unless another is named; give the digest."""
    said = agreed(level, *cell, by=by)
    part = number or folder.assessment().round.number
    return folder.append(by, "chair", said.model_copy(update={"round": part})).digest


def second_round(folder: Folder, level: str = "4") -> Folder:
    """Go through a second round, without seals, up to its meeting: both evaluators give this level everywhere."""
    making.move(folder, "agreed")
    folder.append("chair", "chair", body("round-opened", round=2, reason=REASON))
    making.move(folder, "open")
    for person in EVALUATORS:
        making.submit(folder, person, level)
    making.move(folder, "scored")
    return folder


def two_chairs(folder: Folder, cell: tuple[str, str] = CELL) -> Folder:
    """Let two chairs agree differently on copies of one assessment, and put their logs together."""
    folder.append("chair", "chair", body("person-added", person="chair-2", role="chair"))
    there = folder.path.parent / f"{folder.path.name}-elsewhere"
    shutil.copytree(folder.path, there)
    agree(folder, "1", cell)
    agree(Folder(there, making.ticking()), "4", cell, by="chair-2")
    shutil.copyfile(there / "log" / "chair-2.jsonl", folder.path / "log" / "chair-2.jsonl")
    shutil.rmtree(there)
    return Folder(folder.path, making.ticking())
