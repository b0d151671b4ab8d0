"""Finding a frozen method again in whatever has it: its own file, an export, or the published method as a PDF.

Rules: nothing is taken on its name or its place; bytes are the method if they have its fingerprint, and only then.
A report does not have it: what a report attaches is its own model.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Collection, Iterator
from typing import Any

from toetssteen import canonical

MOST = 50_000_000
"""Bytes of a file that is searched."""
MOST_METHOD = 20_000_000
"""Bytes that a method unpacked from a PDF may have; ours have some hundreds of thousands."""
_STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)


def methods_in(content: bytes, wanted: Collection[str]) -> dict[str, bytes]:
    """Give the methods that a file has of those wanted, by fingerprint, as the bytes that have it."""
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
    """Give a JSON document, and the methods of an export, in the form that a fingerprint is of."""
    try:
        document: Any = canonical.decode(content.removeprefix(b"\xef\xbb\xbf"))
    except ValueError:
        return
    yield canonical.encode(document)  # an editor may have laid it out anew
    methods = document.get("methods") if isinstance(document, dict) else None
    for method in methods.values() if isinstance(methods, dict) else ():
        yield canonical.encode(method)


def _streams(content: bytes) -> Iterator[bytes]:
    """Give the streams of a PDF, unpacked as far as a method can be long; the method is attached as one of them."""
    for match in _STREAM.finditer(content):
        yield match[1].rstrip(b"\r\n")
        try:
            yield zlib.decompressobj().decompress(match[1], MOST_METHOD)
        except zlib.error:
            continue
