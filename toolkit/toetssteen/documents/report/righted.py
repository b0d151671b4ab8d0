"""What was put right, as corrections: each field with what it was and is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from toetssteen.documents.report.nouns import CorrectionReport
from toetssteen.documents.report.telling import Telling
from toetssteen.language import isolated, say

_WORDS = {"role": "report.role_", "track": "track.", "procedure": "report.procedure_"}
"""Where the words are of fields that hold one of a few."""


def rightings(telling: Telling) -> Iterator[CorrectionReport]:
    """Report each field that was put right, in the order in which that was done."""
    for righted in telling.assessment.righted:
        for field, now in righted.body.now.items():
            named = telling.word(f"righted_{field}")
            which = righted.body.which
            yield CorrectionReport(
                who=telling.role(righted.entry.author),
                at=telling.instant(righted.entry.at),
                about=telling.word("righted", which=which, field=named) if which else named,
                before=_said(telling, field, righted.before[field]),
                text=_said(telling, field, now),
                reason=righted.body.reason,
                supersedes="",
            )


def _said(telling: Telling, field: str, given: Any) -> str:
    if not given:
        return ""
    words = _WORDS.get(field)
    return say(f"{words}{given.replace('-', '_')}", telling.language) if words else isolated(given)
