"""The check code of a digest, and the fingerprint of a key: short enough to compare by eye or aloud."""

from __future__ import annotations

from toetssteen.canonical import sha256

GROUP, GROUPS = 4, 4
"""Characters of a fingerprint or check code that stand together, and how many such groups are read aloud."""


def code(digest: str) -> str:
    """Return the first characters of a digest, in groups: enough to compare by eye or aloud."""
    return " ".join(digest[at : at + GROUP] for at in range(0, GROUP * GROUPS, GROUP))


def short(key: str) -> str:
    """Return the fingerprint of a key, short."""
    return code(sha256(bytes.fromhex(key)))
