"""Scores from a file on the start page: brought in, or a wide sheet shown as it would be read.

Rules: what is looked at makes nothing; each act gets the files anew, so that nothing of them stays here.
"""

from __future__ import annotations

import base64
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from toetssteen import workbench
from toetssteen.errors import Fault, ToetssteenError
from toetssteen.language import say
from toetssteen.pages.desk import Desk
from toetssteen.web.form import Patch, said
from toetssteen.workbench import library


def bring(into: Path, title: str, given: Mapping[str, Any]) -> list[Fault]:
    """Make an assessment of a sheet; return what is worth knowing of it."""
    with _sheets(given) as path:
        reading = _reading(given)
        wide = workbench.look_wide(path, _said(given), **reading) if given.get("wide") else None
        return workbench.import_scores(path, into, title=title, track="tender", wide=wide, **reading)[1]


def sheet(desk: Desk, wanted: str) -> Patch:
    """Return a workbook to fill in."""
    name, made = library.scores_sheet(desk.language, wanted)
    return Patch(name=name, content=base64.b64encode(made).decode())


def look_wide(desk: Desk, **given: Any) -> Patch:
    """Return a wide sheet as it would be read, and what is asked."""
    with _sheets(given) as path:
        looked = workbench.look_wide(path, _said(given), **_reading(given))
    parts = [part._asdict() for part in looked.parts(desk.language)]
    faults, notes = (said(ToetssteenError(found), desk.language) for found in (looked.faults, looked.unworked()))
    return Patch(parts=parts, faults=faults, notes=notes)


def save_wide(desk: Desk, **given: Any) -> Patch:
    """Return a wide sheet as a workbook to mend."""
    with _sheets(given) as path:
        looked = workbench.look_wide(path, _said(given), **_reading(given))
    made = base64.b64encode(looked.as_sheet(desk.language, "xlsx")).decode()
    return Patch(name=f"{Path(given['name']).stem}-{say('scores_sheet.file', desk.language)}.xlsx", content=made)


MOST_NAME = 60
"""Characters of the name that files that were brought together go by."""
ACTS: dict[str, Callable[..., Patch]] = {"sheet": sheet, "look_wide": look_wide, "save_wide": save_wide}


@contextmanager
def _sheets(given: Mapping[str, Any]) -> Iterator[Path]:
    """Put a workbook aside, or CSV files together, each given as base64 by its name."""
    files: Mapping[str, str] = {given["name"]: given["content64"], **(given.get("beside") or {})}
    with tempfile.TemporaryDirectory() as aside:
        folder = Path(aside, " + ".join(Path(name).name for name in files)[:MOST_NAME])  # goes on record as the source
        folder.mkdir()
        sheets = [folder / Path(name).name for name in files]
        for sheet, content64 in zip(sheets, files.values(), strict=True):
            sheet.write_bytes(base64.b64decode(content64))
        yield folder if sheets[0].suffix.lower() in (".csv", ".txt") else sheets[0]


def _reading(given: Mapping[str, Any]) -> dict[str, Any]:
    """Return how a sheet is read, of what was answered."""
    names = ("aggregation", "weights", "encoding", "hidden")
    answered = {name: given[name] for name in names if given.get(name)}
    turned = [name.strip() for name in given.get("low_is_best", "").split(",")]
    return {**answered, "low_is_best": [name for name in turned if name]}


def _said(given: Mapping[str, Any]) -> workbench.WideSaid:
    """Return what was said of a wide sheet."""
    texts = {name: given.get(name, "").strip() for name in ("evaluator", "scale")}
    return workbench.WideSaid(**texts, heads=given.get("heads") or None, agreed=given.get("agreed") or None)
