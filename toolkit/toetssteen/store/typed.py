"""What somebody has typed and not recorded yet, in their own data folder: a file a slot.

Rules: it is on disk, whole, before it is called saved; it is nobody else's, counts for nothing and is in no
log. A file that cannot be read is left alone and not shown.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from toetssteen.store.draft import data_folder
from toetssteen.store.log import disk_error


class Typed:
    """The half-typed records of one person for one round of one assessment."""

    def __init__(self, key: str, number: int, author: str) -> None:
        """Open them; ``key`` tells assessments apart, as it does for drafts."""
        self.path = data_folder() / "typed" / key / f"round-{number}" / author

    def all(self) -> dict[str, dict[str, Any]]:
        """Give what is typed, by slot."""
        found = {}
        for path in sorted(self.path.glob("*.json")) if self.path.is_dir() else ():
            try:
                kept = json.loads(path.read_text("utf-8"))
                found[str(kept["slot"])] = dict(kept["given"])
            except (OSError, ValueError, KeyError, TypeError):
                continue
        return found

    def keep(self, slot: str, given: Mapping[str, Any]) -> None:
        """Keep what is typed in a slot; return once it is on disk.

        Raises
        ------
        StoreError
            If it could not be written; what was kept before is still there.
        """
        path = self._file(slot)
        aside = path.with_suffix(f".{os.getpid()}.part")
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            with aside.open("w", encoding="utf-8") as file:
                json.dump({"slot": slot, "given": dict(given)}, file, ensure_ascii=False)
                file.flush()
                os.fsync(file.fileno())
            aside.replace(path)
        except OSError as error:
            aside.unlink(missing_ok=True)
            raise disk_error(error, path) from error

    def drop(self, slot: str) -> None:
        """Forget a slot: it was recorded, or its writer threw it away."""
        try:
            self._file(slot).unlink(missing_ok=True)
        except OSError as error:
            raise disk_error(error, self.path) from error

    def _file(self, slot: str) -> Path:
        return self.path / f"{sha256(slot.encode()).hexdigest()[:32]}.json"
