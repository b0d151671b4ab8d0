"""One line of a log: an entry as canonical JSON with its own digest.

The digest is SHA-256 over the canonical line without its ``digest`` member, so that it can be checked on
the bytes themselves: any byte that changes is found. A line says its format, but for one of format 1; one of an older
format is upgraded after its digest was checked.
"""

from __future__ import annotations

import re
from typing import Any

from pydantic import ValidationError

from toetssteen import canonical
from toetssteen.errors import IntegrityError, fault
from toetssteen.model.entries.body import Body
from toetssteen.model.entries.entry import Entry, entry_reader
from toetssteen.model.misfit import unfit
from toetssteen.model.replay.upgrade import NEWEST, read, reads_as_is

_DIGEST = b',"digest":"'
_SIZE = len(_DIGEST) + 64 + 1
_SAID = re.compile(rb',"fingerprint":(?:null|"[0-9a-f]{64}"),(?:"format":(\d{1,9}),)?"kind":"([a-z-]{1,40})"')
"""What stands behind the digest of a canonical line: its format and its kind, which tell whether a step changes it."""


def make(
    body: Body,
    *,
    at: str,
    author: str,
    role: str,
    fingerprint: str | None,
    format: int = NEWEST,  # noqa: A002 - the word of the field
    after: Entry | None,
    seen: list[str],
) -> tuple[Entry, bytes]:
    """Make the entry that follows ``after`` in an author's log, and its line (with a newline).

    The line is of ``format``, where the body needs no newer one: the rules refuse it then.
    """
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
    if format > 1:
        document["format"] = format
    document["digest"] = canonical.digest(document)
    line = canonical.encode(document)
    return entry_reader().validate_json(line), line + b"\n"


def parse(line: bytes, where: str) -> Entry:
    """Read one line (without its newline) and check its digest.

    Raises
    ------
    IntegrityError
        If it is not an entry, is of a format too old or too new, or is not what was written.
    """
    at = line.rfind(_DIGEST)
    computed = canonical.sha256(line[:at] + line[at + _SIZE :])
    if at < 0 or line[at + len(_DIGEST) : at + _SIZE - 1] != computed.encode():
        raise IntegrityError(fault("TS-304", where))
    said = _SAID.match(line, at + _SIZE)
    if said is not None and reads_as_is(said[2].decode(), int(said[1] or 1)):
        try:
            return entry_reader().validate_json(line)
        except ValidationError:
            pass
    try:
        document = canonical.decode(line)
    except ValueError as problem:
        raise IntegrityError(fault("TS-302", where, problem=unfit(problem))) from None
    return read(document, where)
