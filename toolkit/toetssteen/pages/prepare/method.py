"""The published method from the prepare page: made after the freeze, kept with the reports, given to the browser."""

from __future__ import annotations

import base64
from collections.abc import Callable
from typing import Any

from toetssteen import plain_file
from toetssteen.errors import UseError, fault
from toetssteen.language import language_of
from toetssteen.pages.prepare.stand import Stand
from toetssteen.views.changes import changes_said
from toetssteen.web.form import Patch
from toetssteen.workbench import MAX_FILE

FORMATS = ("html", "pdf", "docx")


class MethodPapers:
    """The documents of the frozen method."""

    def __init__(self, stand: Callable[[], Stand]) -> None:
        self.stand = stand

    def acts(self) -> dict[str, Any]:
        """Return what can be done with the documents: the acts, by name."""
        return {"method_make": self.make}

    def make(self, format: str, language: str) -> Patch:  # noqa: A002 -- the name is that of the message
        """Make the document of the latest version; return its name and its bytes."""
        if format not in FORMATS:
            raise UseError(fault("TS-601", format=format, known=", ".join(FORMATS)))
        [path] = self.stand().bench.write("method", [format], language_of(language))
        return Patch(name=path.name, format=format, content=base64.b64encode(plain_file.read(path, MAX_FILE)).decode())


def changed(stand: Stand) -> list[str]:
    """Return what a next version would change against the one frozen last; nothing where none was frozen."""
    latest = stand.assessment.versions[-1] if stand.assessment.versions else None
    if latest is None or stand.method is None:
        return []
    return changes_said(stand.bench.store.methods()[latest.fingerprint], stand.method, stand.language)
