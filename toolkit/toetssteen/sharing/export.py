"""The complete export of an assessment for its owner: one canonical JSON document, recomputed on reading.

It holds every log as written, every method that an entry names, the digests of the evidence, the heads, and the
result; whoever has it works out the same digests and the same result, to the last digit. So it also holds what only a
chair reads elsewhere, such as declared interests: it is for its owner and not for publication. What is still closed is
in it under its seal or not at all: while a refused line has it in plain text, nothing is exported.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
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
_PARTS = {"format", "assessment", "logs", "methods", "evidence", "heads", "result", "asked"}
_FORMATS = {"toetssteen-export/1": _PARTS - {"asked"}, FORMAT: _PARTS}
"""The formats that are read, each with its parts: from 2 on an export names the identity of all that was asked."""
_LISTED = ("logs", "methods", "evidence", "heads")
"""The parts that have members, each under its name."""


def export(
    assessment: Assessment,
    logs: Mapping[str, list[dict[str, Any]]],
    methods: Mapping[str, Method],
    evidence: Mapping[str, int],
) -> bytes:
    """Write the export; ``evidence`` has the size in bytes of each file by digest.

    Raises
    ------
    RuleError
        While a round is open: its scores are sealed; and while a line that was refused holds what is still closed.
    """
    if assessment.phase == "open" and assessment.round.sealed:
        raise RuleError(fault("TS-323", assessment.opened.assessment))
    reading = Reading(assessment)
    written = [read(document, author) for author, log in logs.items() for document in log]
    if faults := [fault("TS-339", place_of(entry)) for entry in written if reading.closed(entry)]:
        raise RuleError(faults)
    return canonical.encode(
        {
            "format": FORMAT,
            "assessment": assessment.opened.assessment,
            "logs": dict(logs),
            "methods": {fingerprint: canonical.decode(method.document()) for fingerprint, method in methods.items()},
            "evidence": dict(evidence),
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
    try:
        document = canonical.decode(content)
        if not isinstance(document, dict) or document.keys() != _FORMATS.get(str(document.get("format"))):
            return [fault("TS-326", "", problem=FORMAT)], [], {}, None
        if loose := sorted(part for part in _LISTED if not isinstance(document[part], dict)):
            return [fault("TS-326", "", problem=", ".join(loose))], [], {}, None
        canonical.encode(document)  # half a character, which JSON can name, has no canonical form
        methods = {fingerprint: Method.model_validate(given) for fingerprint, given in document["methods"].items()}
        faults = list(_digest_faults(document, content))
        logs = _logs(document)
    except (ToetssteenError, ValueError, AttributeError, TypeError, KeyError) as error:
        unread = getattr(error, "faults", None) or [fault("TS-326", "", problem=unfit(error))]
        return list(unread), [], {}, None
    faults += _chain_faults(logs)
    if faults:
        return faults, [], logs, None
    try:
        assessment = replay(logs, methods).assessment()
    except (IntegrityError, ValueError) as error:
        return list(getattr(error, "faults", [fault("TS-326", "", problem=str(error))])), [], logs, None
    notices = [fault("TS-336", fingerprint) for fingerprint in sorted(methods.keys() - assessment.named)]
    return _state_faults(document, logs, assessment), notices, logs, assessment


def _logs(document: dict[str, Any]) -> dict[str, list[Entry]]:
    """Read the entries of every log; those of an older format are upgraded, after their digests were looked at."""
    return {
        author: [read(entry, f"{author}, {number}") for number, entry in enumerate(log, start=1)]
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
    kept = named_files(assessment, logs).keys()
    faults += [fault("TS-329", "", digest=digest) for digest in sorted(kept - document["evidence"].keys())]
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
            if canonical.digest(unsigned) != entry["digest"]:
                yield fault("TS-304", f"{author}, {number}")


def _chain_faults(logs: Mapping[str, list[Entry]]) -> Iterator[Fault]:
    for author, log in logs.items():
        previous: str | None = None
        for number, entry in enumerate(log, start=1):
            if entry.author != author:
                yield fault("TS-307", f"{author}, {number}", author=entry.author)
            elif entry.prev != previous or entry.seq != number:
                yield fault("TS-305", f"{author}, {number}")
            previous = entry.digest
