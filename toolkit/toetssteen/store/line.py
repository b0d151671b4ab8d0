"""One line of a log: an entry as canonical JSON with its own digest.

The digest is SHA-256 over the canonical line without its ``digest`` member, so that it can be checked on
the bytes themselves: any byte that changes is found.
"""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError

from toetssteen import canonical
from toetssteen.errors import Fault, IntegrityError, fault
from toetssteen.model.entries.body import Body
from toetssteen.model.entries.entry import BODIES, Entry, entry_reader

_DIGEST = b',"digest":"'
_SIZE = len(_DIGEST) + 64 + 1


def make(
    body: Body,
    *,
    at: str,
    author: str,
    role: str,
    fingerprint: str | None,
    after: Entry | None,
    seen: list[str],
) -> tuple[Entry, bytes]:
    """Make the entry that follows ``after`` in an author's log, and its line (with a newline)."""
    document: dict[str, Any] = {
        "at": at,
        "author": author,
        "body": body.model_dump(mode="json", exclude_none=True),
        "fingerprint": fingerprint,
        "kind": body.kind,
        "prev": after.digest if after else None,
        "role": role,
        "seen": seen,
        "seq": after.seq + 1 if after else 1,
    }
    document["digest"] = canonical.digest(document)
    line = canonical.encode(document)
    return entry_reader().validate_json(line), line + b"\n"


def parse(line: bytes, where: str) -> Entry:
    """Read one line (without its newline) and check its digest.

    Raises
    ------
    IntegrityError
        If it is not an entry, was made by a newer version, or is not what was written.
    """
    at = line.rfind(_DIGEST)
    computed = canonical.sha256(line[:at] + line[at + _SIZE :])
    if at < 0 or line[at + len(_DIGEST) : at + _SIZE - 1] != computed.encode():
        raise IntegrityError(fault("TS-304", where))
    try:
        return entry_reader().validate_json(line)
    except ValidationError as error:
        raise IntegrityError(_unreadable(line, where, error)) from None


def _unreadable(line: bytes, where: str, error: ValidationError) -> Fault:
    try:
        document = canonical.decode(line)
    except ValueError as problem:
        return fault("TS-302", where, problem=str(problem))
    first = error.errors()[0]
    if document.get("kind") not in BODIES or first["loc"][-1:] == ("format",):
        return fault("TS-303", where, kind=str(document.get("kind"))[:40])
    return fault("TS-302", where, problem=f"{'.'.join(str(part) for part in first['loc'])}: {first['msg']}")
