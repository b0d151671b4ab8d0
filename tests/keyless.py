"""An assessment without a chair's key, as all were before decision record 0030: scores can be given in the open."""

from __future__ import annotations

from pathlib import Path

from toetssteen.model.criteria import CriteriaSet
from toetssteen.model.entries.choices import SetChosen
from toetssteen.model.entries.opening import Opened
from toetssteen.model.method import SetRef
from toetssteen.store.folder import Folder
from toetssteen.store.protocol import Clock, now


def create(path: Path, opened: Opened, chosen: CriteriaSet | None, clock: Clock = now) -> Folder:
    """Begin it, with a criteria set or none."""
    folder = Folder.create(path, clock)
    folder.append("chair", "chair", opened)
    if chosen is not None:
        folder.append("chair", "chair", SetChosen(set=SetRef(id=chosen.id, version=chosen.version)))
    return folder
