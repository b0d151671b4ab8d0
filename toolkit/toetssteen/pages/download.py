"""A file that is kept with an assessment on its way to a page, in parts.

Rules: it is looked up and held against its digest when its first part is asked for; the parts that follow are of
those same bytes; it is forgotten when its last part has gone.

The server lets 10 MB through in a message of a page, and in one to a page whatever the kernel makes of it; a part is
as large as on the way in, so that the page stays alive in between.
"""

from __future__ import annotations

import base64
from typing import Any

from toetssteen.errors import RuleError, fault
from toetssteen.pages.desk import Desk
from toetssteen.pages.upload import PART
from toetssteen.web.form import Patch
from toetssteen.workbench import Kept, Workbench


class Download:
    """The one file that a page is fetching now."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self._now: tuple[dict[str, Any], Kept] | None = None

    def kept(self, at: int, **wanted: str) -> Patch:
        """Return a part of a file; in a sealed round only the score page does, to whoever declared."""
        if self.desk.folder.assessment().round.sealed:
            raise RuleError(fault("TS-258", self.desk.assessment or ""))
        return self.part(self.desk.bench, at, **wanted)

    def part(self, bench: Workbench, at: int, **wanted: str) -> Patch:
        """Return the part of a file that begins at a byte; ``wanted`` is as in :meth:`KeptFiles.file`."""
        asked = {"person": bench.reader.person, **wanted}
        if at == 0 or self._now is None or self._now[0] != asked:
            self._now = None
            self._now = (asked, bench.kept.file(**wanted))
        kept = self._now[1]
        part = kept.content[max(at, 0) : max(at, 0) + PART]
        size = len(kept.content)
        if at + len(part) >= size:
            self._now = None
        content = base64.b64encode(part).decode()
        return Patch(name=kept.name, media=kept.media, content=content, next=at + len(part), size=size)
