"""One form for JSON, and digests over it.

Canonical JSON is RFC 8785. Numbers that are measured (levels, weights, totals) are decimal strings;
the only JSON numbers are whole counts. What comes from outside is read strictly: a doubled key, a
fraction, NaN, or nesting deeper than :data:`MAX_DEPTH` is refused.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any, NoReturn

import rfc8785

MAX_DEPTH = 40
"""Levels of nesting that a document may have; ours need fewer than ten."""


def encode(document: Any) -> bytes:
    """Write a document as canonical JSON (RFC 8785), without a newline."""
    return rfc8785.dumps(document)


def sha256(content: bytes) -> str:
    """Return the SHA-256 of bytes, 64 hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def digest(document: Any) -> str:
    """Return the SHA-256 of a document's canonical form."""
    return sha256(encode(document))


def decode(content: bytes) -> Any:
    """Read JSON strictly.

    Raises
    ------
    ValueError
        If it is not UTF-8, not JSON, or uses what canonical documents never hold.
    """
    try:
        text = content.decode("utf-8")
        document = json.loads(
            text, object_pairs_hook=_object, parse_float=_refuse, parse_constant=_refuse, parse_int=_count
        )
    except RecursionError:
        raise ValueError("nested too deeply") from None
    _check_depth(document, MAX_DEPTH)
    return document


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise ValueError("a key appears twice")
    return members


def _refuse(token: str) -> NoReturn:
    raise ValueError(f"{token} is not allowed: a measured number is a decimal string")


def _count(token: str) -> int:
    if len(token) > 15:
        raise ValueError("a count of more than 15 digits")
    return int(token)


def _check_depth(document: Any, left: int) -> None:
    if left == 0:
        raise ValueError("nested too deeply")
    if isinstance(document, dict):
        document = document.values()
    elif not isinstance(document, list):
        return
    for member in document:
        _check_depth(member, left - 1)
