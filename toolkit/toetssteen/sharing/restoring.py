"""Finding a frozen method again in whatever has it: its own file, an export, or the published method as a PDF.

Rules: nothing is taken on its name or its place; bytes are the method if they have its fingerprint, and only then.
A report does not have it: what a report attaches is its own model.
"""

from __future__ import annotations

import zlib
from collections.abc import Collection, Iterator
from contextlib import suppress
from typing import Any

from toetssteen import canonical

MOST = 50_000_000
"""Bytes of a file that is searched."""
MOST_METHOD = 20_000_000
"""Bytes that a method unpacked from a PDF may have; ours have some hundreds of thousands."""
MOST_UNPACKED = 200_000_000
"""Bytes that all that is unpacked from one PDF may have together."""
_BEGIN, _END = b"stream", b"endstream"


def methods_in(content: bytes, wanted: Collection[str]) -> dict[str, bytes]:
    """Return the methods that a file has of those wanted: by fingerprint, the bytes that have it."""
    found: dict[str, bytes] = {}
    for candidate in _candidates(content):
        fingerprint = canonical.sha256(candidate)
        if fingerprint in wanted:
            found[fingerprint] = candidate
        if len(found) == len(wanted):
            break
    return found


def _candidates(content: bytes) -> Iterator[bytes]:
    yield content
    yield from _streams(content) if content.startswith(b"%PDF-") else _documents(content)


def _documents(content: bytes) -> Iterator[bytes]:
    """Yield a JSON document, and the methods of an export, in the form that a fingerprint is of."""
    try:
        document: Any = canonical.decode(content.removeprefix(b"\xef\xbb\xbf"))
    except ValueError:
        return
    methods = document.get("methods") if isinstance(document, dict) else None
    for part in [document, *(methods.values() if isinstance(methods, dict) else ())]:
        try:
            written = canonical.encode(part)  # an editor may have laid it out anew
        except ValueError:  # half a character, which JSON can name and no text can hold
            continue
        yield written


def _streams(content: bytes) -> Iterator[bytes]:
    """Yield the streams of a PDF, unpacked as far as a method can be long; the method is attached as one of them."""
    left, begin = MOST_UNPACKED, content.find(_BEGIN)
    while begin >= 0 and left > 0:
        start = begin + len(_BEGIN)
        start += 2 if content.startswith(b"\r\n", start) else 1
        if content[start - 1 : start] != b"\n":
            begin = content.find(_BEGIN, begin + len(_BEGIN))
            continue
        end = content.find(_END, start)
        if end < 0:
            return
        packed = content[start:end]
        yield packed.rstrip(b"\r\n")
        with suppress(zlib.error):
            unpacked = zlib.decompressobj().decompress(packed, min(MOST_METHOD, left))
            left -= len(unpacked)
            yield unpacked
        begin = content.find(_BEGIN, end + len(_END))
