"""The audit trail: every entry in replay order, as rows that a person reads and as files that a program reads.

Rules: what is sealed stays sealed: of an evaluation that was submitted while its round is open, only that it was
submitted; what an interest is, is for chairs, and not in the trail; in CSV no cell is ever a formula.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import Any

from toetssteen import canonical
from toetssteen.errors import term
from toetssteen.model.assessment import Assessment
from toetssteen.model.entry import Entry
from toetssteen.model.judging import Declared, MeasureTaken, Submitted
from toetssteen.text import Language, say, words

COLUMNS = ("number", "at", "author", "role", "kind", "what", "digest", "prev", "fingerprint")
"""The columns of the rows, and of the CSV file."""
_TRIGGERS = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")
SHOWN = 160
"""Characters of a long text that a row shows."""

Row = dict[str, Any]


def trail_rows(assessment: Assessment, entries: Iterable[Entry], language: Language) -> list[Row]:
    """Give a row for each entry, in replay order; ``aside`` has what kept one from counting."""
    aside = {each.entry.digest: [found.say(language) for found in each.faults] for each in assessment.set_aside}
    return [
        {
            "number": number,
            "at": entry.at,
            "author": entry.author,
            "role": term(entry.role, language),
            "kind": entry.kind,
            "called": term(entry.kind, language),
            "what": _what(assessment, entry, language),
            "digest": entry.digest,
            "prev": entry.prev or "",
            "fingerprint": entry.fingerprint or "",
            "aside": aside.get(entry.digest, []),
        }
        for number, entry in enumerate(entries, start=1)
    ]


def document(assessment: Assessment, entry: Entry) -> Row:
    """Give an entry as it was written, without what is sealed and without what an interest is."""
    whole: Row = entry.model_dump(mode="json", exclude={"body"})
    if hidden(assessment, entry):
        return {**whole, "body": None}
    return {**whole, "body": entry.body.model_dump(mode="json", exclude_none=True, exclude=_private(entry))}


def _private(entry: Entry) -> set[str]:
    """Name what only a chair reads, where it is decided: what an interest is, and the reason for a measure."""
    match entry.body:
        case Declared():
            return {"description"}
        case MeasureTaken():
            return {"reason"}
    return set()


def hidden(assessment: Assessment, entry: Entry) -> bool:
    """Tell whether an entry holds evaluations of a round that is open."""
    part, body = assessment.round, entry.body
    return part.sealed and isinstance(body, Submitted) and body.round == part.number


def trail_json(assessment: Assessment, entries: Iterable[Entry]) -> bytes:
    """Give the trail as canonical JSON."""
    listed = [document(assessment, entry) for entry in entries]
    return canonical.encode(
        {"assessment": assessment.opened.assessment, "entries": listed, "format": "toetssteen-trail/1"}
    )


def trail_csv(rows: Iterable[Row]) -> bytes:
    """Give the trail as CSV: UTF-8 with a mark, semicolons, what a sheet would take for a formula begins with ``'``."""
    file = io.StringIO()
    writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in rows:
        writer.writerow([_tame(row[column]) for column in COLUMNS])
    return file.getvalue().encode("utf-8-sig")


def _tame(cell: Any) -> Any:
    return f"'{cell}" if isinstance(cell, str) and cell.lstrip().startswith(_TRIGGERS) else cell


def _what(assessment: Assessment, entry: Entry, language: Language) -> str:
    """Say in one line what an entry says."""
    if hidden(assessment, entry):
        return say("trail.hidden", language)
    given = {name: _shown(each, language) for name, each in entry.body.model_dump(mode="json").items()}
    return words()["trail"][entry.kind][language].format_map(given)


def _shown(given: Any, language: Language) -> str:
    if isinstance(given, dict):
        text = ", ".join(f"{key}: {_shown(each, language)}" for key, each in given.items() if each is not None)
    elif isinstance(given, list):
        simple = all(isinstance(each, str) for each in given)
        text = ", ".join(given) if simple else str(len(given))
    elif given is None:
        text = "-"
    else:
        text = term(str(given), language)
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"
