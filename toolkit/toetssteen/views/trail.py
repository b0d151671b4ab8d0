"""The audit trail: every entry in replay order, as rows that a person reads and as files that a program reads.

Rules: what is closed and what only a chair reads is not in it (``model/reading.py`` decides); of an evaluation that was
submitted while its round is open, only that it was submitted; in CSV no cell is ever a formula.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from itertools import accumulate
from typing import Any

from toetssteen import canonical
from toetssteen.errors import term
from toetssteen.language import Language, say, words
from toetssteen.model.entries.entry import Entry
from toetssteen.model.replay.assessment import Assessment
from toetssteen.model.replay.reading import Reading

COLUMNS = ("number", "at", "author", "role", "kind", "what", "digest", "prev", "fingerprint")
"""The columns of the rows, and of the CSV file."""
_TRIGGERS = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")
SHOWN = 160
"""Characters of a long text that a row shows; a list of different things is never cut, only what it is made of."""

Row = dict[str, Any]


def trail_rows(assessment: Assessment, entries: Iterable[Entry], language: Language) -> list[Row]:
    """Return a row for each entry, in the order of ``entries``, which is that of replay.

    Keys: those of :data:`COLUMNS`, of which ``number`` (from 1) is an ``int`` and the others text; ``called``, the
    kind in the language; ``aside``, a list of the faults for which an entry does not count, empty for one that does.
    """
    reading = Reading(assessment)
    aside = {
        refused.entry.digest: [problem.say(language) for problem in refused.faults] for refused in assessment.set_aside
    }
    return [
        {
            "number": number,
            "at": entry.at,
            "author": entry.author,
            "role": term(entry.role, language),
            "kind": entry.kind,
            "called": term(entry.kind, language),
            "what": _what(reading, entry, language),
            "digest": entry.digest,
            "prev": entry.prev or "",
            "fingerprint": entry.fingerprint or "",
            "aside": aside.get(entry.digest, []),
        }
        for number, entry in enumerate(entries, start=1)
    ]


def documents(assessment: Assessment, entries: Iterable[Entry]) -> list[Row]:
    """Return each entry as it was written, without what is closed now and what only a chair reads.

    The keys are those of a line of the log; ``body`` is ``None`` where it is closed.
    """
    reading = Reading(assessment)
    return [reading.document(entry) for entry in entries]


def trail_json(assessment: Assessment, entries: Iterable[Entry]) -> bytes:
    """Return the trail as canonical JSON: ``assessment``, ``entries`` (as :func:`documents`) and ``format``."""
    listed = documents(assessment, entries)
    return canonical.encode(
        {"assessment": assessment.opened.assessment, "entries": listed, "format": "toetssteen-trail/1"}
    )


def trail_csv(rows: Iterable[Row]) -> bytes:
    """Return :data:`COLUMNS` of the rows as CSV: UTF-8 with a mark, semicolons, a formula disarmed by ``'``."""
    file = io.StringIO()
    writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in rows:
        writer.writerow([_tame(row[column]) for column in COLUMNS])
    return file.getvalue().encode("utf-8-sig")


def _tame(cell: Any) -> Any:
    return f"'{cell}" if isinstance(cell, str) and cell.lstrip().startswith(_TRIGGERS) else cell


def _what(reading: Reading, entry: Entry, language: Language) -> str:
    """Return the content of an entry in one line."""
    body = reading.document(entry)["body"]
    if body is None:
        return say("trail.hidden", language)
    particulars = {name: _shown(body.get(name), language) for name in type(entry.body).model_fields}
    if body.get("reason"):  # why somebody did it stands here whole, also in the file
        particulars["reason"] = body["reason"]
    return words()["trail"][entry.kind][language].format_map(particulars)


def _shown(given: Any, language: Language) -> str:
    if isinstance(given, dict):  # what it holds is each another thing: every one is told, and a long one cut by itself
        return ", ".join(f"{key}: {_shown(part, language)}" for key, part in given.items() if part is not None) or "-"
    if isinstance(given, list):
        simple = all(isinstance(part, str) for part in given)
        return _names(given, language) if simple else str(len(given))
    text = "-" if given is None else term(str(given), language)
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"


def _names(names: list[str], language: Language) -> str:
    """List as many names as fit, and count the others."""
    ends = accumulate(len(name) + 2 for name in names)
    kept = sum(end <= SHOWN for end in ends) or 1
    left = [say("report.and_others", language, count=len(names) - kept)] if kept < len(names) else []
    return ", ".join([*names[:kept], *left])


def brief(body: Row) -> str:
    """Write what an entry says on a line of the terminal: every member is told, and a long one is cut by itself."""
    return canonical.encode({name: _brief(given) for name, given in body.items()}).decode()


def _brief(given: Any) -> Any:
    if isinstance(given, dict):
        return {name: _brief(inside) for name, inside in given.items()}
    if isinstance(given, list):
        return given if len(canonical.encode(given)) <= SHOWN else f"[{len(given)}]"
    return f"{given[:SHOWN]}…" if isinstance(given, str) and len(given) > SHOWN else given
