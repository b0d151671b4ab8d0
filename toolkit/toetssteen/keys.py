"""Signing, sealing and committing: thin names over PyNaCl, for what an assessment needs of them.

Rules: a signature and a commitment say what they are for (their domain), so that one cannot stand in for another; a
commitment has a salt of 32 bytes, so that nobody finds a level by trying all; what is sealed is made as long as others
are, so that its size says nothing of what it holds; keys are hexadecimal outside. PyNaCl is imported when one is used:
the first page does without.
"""

from __future__ import annotations

import base64
import hashlib
import secrets
from typing import Final

SALT_BYTES: Final = 32
LEAST: Final = 65_536
"""Bytes to which what is shorter is made as long, before it is sealed."""
MOST: Final = 5_999_952
"""Bytes that a seal can hold: with the 48 of the seal itself, in base64, 8,000,000 characters."""
_COMMITMENT: Final = b"toetssteen-commitment/1\0"
_SIGNATURE: Final = b"toetssteen-signature/1\0"


class SealError(Exception):
    """What was sealed cannot be opened with this key."""


def new_secret() -> str:
    """Make the secret of a new key, for signing or for sealing: 64 hexadecimal digits."""
    return secrets.token_hex(32)


def new_salt() -> str:
    """Make the salt of a commitment: 64 hexadecimal digits."""
    return secrets.token_hex(SALT_BYTES)


def signing_key(secret: str) -> str:
    """Return the public half of a signing key."""
    from nacl.signing import SigningKey

    return bytes(SigningKey(bytes.fromhex(secret)).verify_key).hex()


def sign(secret: str, message: bytes) -> str:
    """Sign a message: 128 hexadecimal digits."""
    from nacl.signing import SigningKey

    return SigningKey(bytes.fromhex(secret)).sign(_SIGNATURE + message).signature.hex()


def signed(key: str, message: bytes, signature: str) -> bool:
    """Return whether the holder of a key signed a message."""
    from nacl.exceptions import CryptoError
    from nacl.signing import VerifyKey

    try:
        VerifyKey(bytes.fromhex(key)).verify(_SIGNATURE + message, bytes.fromhex(signature))
    except (CryptoError, ValueError):
        return False
    return True


def sealing_key(secret: str) -> str:
    """Return the public half of a sealing key."""
    from nacl.public import PrivateKey

    return bytes(PrivateKey(bytes.fromhex(secret)).public_key).hex()


def padded(document: bytes) -> bytes:
    """Make JSON as long as others: 65,536 bytes, twice that, and so on up to :data:`MOST`.

    It is followed by spaces, which whoever reads JSON skips: one that was sealed without them is read alike.

    Examples
    --------
    >>> len(padded(b"{}")), len(padded(b" " * 65_537))
    (65536, 131072)
    """
    size = LEAST
    while size < len(document):
        size *= 2
    return document.ljust(min(size, MOST))


def seal(key: str, content: bytes) -> str:
    """Seal content to a key, in base64: only its holder can open it, and nobody sees who sealed it."""
    from nacl.public import PublicKey, SealedBox

    return base64.b64encode(SealedBox(PublicKey(bytes.fromhex(key))).encrypt(content)).decode()


def unseal(secret: str, sealed: str) -> bytes:
    """Open what was sealed.

    Raises
    ------
    SealError
        If it was sealed to another key, or is no longer what was sealed.
    """
    from nacl.exceptions import CryptoError
    from nacl.public import PrivateKey, SealedBox

    try:
        return SealedBox(PrivateKey(bytes.fromhex(secret))).decrypt(base64.b64decode(sealed, validate=True))
    except (CryptoError, ValueError) as error:
        raise SealError(str(error)) from None


def commitment(salt: str, content: bytes) -> str:
    """Commit to content: SHA-256 over a domain, the salt and the content."""
    return hashlib.sha256(_COMMITMENT + bytes.fromhex(salt) + content).hexdigest()
