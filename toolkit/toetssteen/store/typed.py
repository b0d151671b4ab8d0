"""What somebody has typed and not recorded yet, in their own data folder: a file a slot.

Rules: it is on disk, whole, before it is called saved; it is nobody else's, counts for nothing and is in no
log; nobody else can read it (``private.py``). A file that cannot be read is left alone and not shown.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from toetssteen import plain_file
from toetssteen.disk import disk_error
from toetssteen.store import private

MOST = 20_000_000
"""Bytes that what is typed in one slot may have."""


class Typed:
    """The half-typed records of one person for one round of one assessment."""

    def __init__(self, key: str, number: int, author: str) -> None:
        """Open them; ``key`` tells assessments apart, as it does for drafts."""
        self.path = private.data_folder() / "typed" / key / f"round-{number}" / author

    def all(self) -> dict[str, dict[str, Any]]:
        """Return what is typed, by slot."""
        found = {}
        if self.path.is_dir():
            private.folder(self.path)
        for path in sorted(self.path.glob("*.json")) if self.path.is_dir() else ():
            private.close(path)
            try:
                kept = json.loads(plain_file.read(path, MOST).decode("utf-8"))
                found[str(kept["slot"])] = dict(kept["given"])
            except (OSError, ValueError, KeyError, TypeError, RecursionError):
                continue
        return found

    def keep(self, slot: str, fields: Mapping[str, Any]) -> None:
        """Keep what is typed in a slot; return once it is on disk.

        Raises
        ------
        StoreError
            If it could not be written; what was kept before is still there.
        """
        content = json.dumps({"slot": slot, "given": dict(fields)}, ensure_ascii=False)
        private.write(self._file(slot), content.encode("utf-8"))

    def drop(self, slot: str) -> None:
        """Forget a slot: it was recorded, or its writer threw it away."""
        try:
            self._file(slot).unlink(missing_ok=True)
        except OSError as error:
            raise disk_error(error, self.path) from error

    def _file(self, slot: str) -> Path:
        return self.path / f"{sha256(slot.encode()).hexdigest()[:32]}.json"
