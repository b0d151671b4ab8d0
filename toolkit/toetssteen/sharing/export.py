"""The complete export of an assessment for its owner: one canonical JSON document, recomputed on reading.

It holds every log as written, every method that an entry names, the digests of the files that entries name, the heads,
and the result; whoever has it works out all of these again, to the last digit: nothing in it has to be believed.
That is why it does not say how large a file is (the first format did). It also holds what only a
chair reads elsewhere, such as declared interests: it is for its owner and not for publication. What is still closed is
in it under its seal or not at all: while a refused line has it in plain text, nothing is exported.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from toetssteen import canonical
from toetssteen.errors import Fault, IntegrityError, RuleError, ToetssteenError, fault
from toetssteen.model.entries.entry import Entry
from toetssteen.model.entries.ruling import place_of
from toetssteen.model.identity import identities
from toetssteen.model.method import Method
from toetssteen.model.misfit import unfit
from toetssteen.model.replay.assessment import Assessment
from toetssteen.model.replay.reading import Reading, named_files
from toetssteen.model.replay.replay import replay
from toetssteen.model.replay.upgrade import read
from toetssteen.scoring.result.result import result

FORMAT = "toetssteen-export/2"
_FIRST = "toetssteen-export/1"
_PARTS = {"format", "assessment", "logs", "methods", "evidence", "heads", "result", "asked"}
"""The parts of an export; the first format does not name the identity of all that was asked."""
_MOST_FILE = 100_000_000
"""Bytes that a file kept with an assessment may have."""
_NAMED = ("logs", "methods", "heads")
"""The parts that have members, each under its name."""


def export(
    assessment: Assessment,
    logs: Mapping[str, list[dict[str, Any]]],
    methods: Mapping[str, Method],
    kept: Collection[str],
) -> bytes:
    """Write the export; ``kept`` are the digests of the files that are there, as they were put in.

    Raises
    ------
    RuleError
        While a round is open: its scores are sealed; and while a line that was refused holds what is still closed.
    """
    if assessment.phase == "open" and assessment.round.sealed:
        raise RuleError(fault("TS-323", assessment.opened.assessment))
    reading = Reading(assessment)
    written = {author: [read(document, author) for document in log] for author, log in logs.items()}
    entries = (entry for log in written.values() for entry in log)
    if faults := [fault("TS-339", place_of(entry)) for entry in entries if reading.closed(entry)]:
        raise RuleError(faults)
    return canonical.encode(
        {
            "format": FORMAT,
            "assessment": assessment.opened.assessment,
            "logs": dict(logs),
            "methods": {fingerprint: canonical.decode(method.document()) for fingerprint, method in methods.items()},
            "evidence": sorted(named_files(assessment, written).keys() & set(kept)),
            "heads": dict(assessment.heads),
            "result": result(assessment).document() if assessment.round.method else None,
            "asked": _asked(assessment),
        }
    )


def _asked(assessment: Assessment) -> list[dict[str, Any]]:
    """Return the identity of all that the method of the current round asks."""
    return identities(assessment.round.method.asked()) if assessment.round.method else []


Verified = tuple[list[Fault], list[Fault], dict[str, list[Entry]], Assessment | None]


def verify_export(content: bytes) -> Verified:
    """Recompute an export; return its faults, what is worth knowing, its entries by author, and its state."""
    faults: list[Fault] = []
    try:
        document = canonical.decode(content)
        if loose := _loose(document):
            return [fault("TS-326", "", problem=loose)], [], {}, None
        canonical.encode(document)  # half a character, which JSON can name, has no canonical form
        faults += _digest_faults(document, content)
        methods = {name: Method.kept(canonical.encode(given)) for name, given in document["methods"].items()}
        logs = _logs(document)
    except (ToetssteenError, ValueError, AttributeError, TypeError, KeyError) as error:
        unread = getattr(error, "faults", None) or [fault("TS-326", "", problem=unfit(error))]
        return [*faults, *unread], [], {}, None
    faults += _chain_faults(logs)
    if faults:
        return faults, [], logs, None
    try:
        assessment = replay(logs, methods).assessment()
    except (IntegrityError, ValueError) as error:
        return list(getattr(error, "faults", [fault("TS-326", "", problem=str(error))])), [], logs, None
    notices = [fault("TS-336", fingerprint) for fingerprint in sorted(methods.keys() - assessment.named)]
    if document["format"] == _FIRST and document["evidence"]:
        notices.append(fault("TS-343", ""))
    return _state_faults(document, logs, assessment), notices, logs, assessment


def _loose(document: Any) -> str:
    """Return what of a document has not the shape of an export; empty where all has."""
    parts = {FORMAT: _PARTS, _FIRST: _PARTS - {"asked"}}
    if not isinstance(document, dict) or document.keys() != parts.get(str(document.get("format"))):
        return FORMAT
    loose = [part for part in _NAMED if not isinstance(document[part], dict)]
    files = document["evidence"]
    if document["format"] == _FIRST:
        sizes = files.values() if isinstance(files, dict) else ("",)
        listed = all(type(size) is int and 0 <= size <= _MOST_FILE for size in sizes)
    else:
        listed = isinstance(files, list) and all(isinstance(digest, str) for digest in files)
    loose += [] if listed else ["evidence"]
    if not loose:
        loose = [
            f"logs.{author[:40]}" for author, log in document["logs"].items() if not (log and isinstance(log, list))
        ]
    return ", ".join(loose[:10])


def _logs(document: dict[str, Any]) -> dict[str, list[Entry]]:
    """Read the entries of every log; those of an older format are upgraded, after their digests were looked at."""
    return {
        author: [read(entry, f"{author}, line {number}") for number, entry in enumerate(log, start=1)]
        for author, log in document["logs"].items()
    }


def _state_faults(document: dict[str, Any], logs: Mapping[str, list[Entry]], assessment: Assessment) -> list[Fault]:
    """Find what an export says of its state that is not so; a method that entries name and it lacks comes first."""
    if assessment.lacking:
        return [fault("TS-314", "", fingerprint=fingerprint) for fingerprint in sorted(assessment.lacking)]
    try:
        recomputed = result(assessment).document() if assessment.round.method else None
    except RuleError as error:
        return list(error.faults)
    faults = []
    if dict(assessment.heads) != document["heads"]:
        faults.append(fault("TS-325", "", what="heads"))
    if assessment.opened.assessment != document["assessment"]:
        faults.append(fault("TS-325", "", what="assessment"))
    kept, listed = sorted(named_files(assessment, logs)), list(document["evidence"])
    faults += [fault("TS-329", "", digest=digest) for digest in kept if digest not in listed]
    if set(listed) - set(kept) or (document["format"] == FORMAT and listed != kept and not faults):
        faults.append(fault("TS-325", "", what="evidence"))
    if document.get("asked", _asked(assessment)) != _asked(assessment):
        faults.append(fault("TS-325", "", what="asked"))
    if recomputed != document["result"]:
        faults.append(fault("TS-325", "", what="result"))
    return faults


def _digest_faults(document: dict[str, Any], content: bytes) -> Iterator[Fault]:
    if canonical.encode(document) != content.rstrip(b"\n"):
        yield fault("TS-318", "")
    for fingerprint, method in document["methods"].items():
        if canonical.digest(method) != fingerprint:
            yield fault("TS-325", fingerprint, what="method")
    for author, log in document["logs"].items():
        for number, entry in enumerate(log, start=1):
            unsigned = {key: part for key, part in entry.items() if key != "digest"}
            if canonical.digest(unsigned) != entry.get("digest"):
                yield fault("TS-304", f"{author}, line {number}")


def _chain_faults(logs: Mapping[str, list[Entry]]) -> Iterator[Fault]:
    for author, log in logs.items():
        digest, seq = None, 0
        for number, entry in enumerate(log, start=1):
            if entry.author != author:
                yield fault("TS-307", f"{author}, line {number}", author=entry.author)
            elif (entry.prev, entry.seq) != (digest, seq + 1):
                yield fault("TS-305", f"{author}, line {number}")
            digest, seq = entry.digest, entry.seq
