"""The secrets of whoever works here: a signing key for each person, and for a chair one more and the key of each round.

Rules: made on first use, in the user's own configuration folder, readable by that user only (``private.py``); a key is
there whole or not at all. One that is empty or cut off, as a full disk or a failing computer leaves it, is made again
as long as no entry names it; it is set aside, not thrown away. A secret is never in an assessment, a report or a log.
Who loses one that an entry names cannot be helped by anybody: see the handbook.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from toetssteen import keys
from toetssteen.disk import disk_error
from toetssteen.errors import StoreError, fault
from toetssteen.store import private
from toetssteen.store.folder.log import LOCK_SECONDS

_SECRET = re.compile(rb"[0-9a-f]{64}")
_ROUND = "_round-"
CHAIR = "_chair"
"""The id under which the key is kept that signs the keys of rounds; no person can have it."""


def of_round(number: int) -> str:
    """Return the id under which the secret of a round is kept; no person can have it."""
    return f"{_ROUND}{number}"


def secret(assessment: str, name: str) -> str | None:
    """Return the secret of a person or a round (:func:`of_round`) for one assessment, if it is here.

    Raises
    ------
    StoreError
        If the file cannot be read, or is no secret.
    """
    content = _content(_path(assessment, name))
    if content is not None and not _SECRET.fullmatch(content):
        raise _broken(assessment, name, content)
    return None if content is None else content.decode("ascii")


def made(assessment: str, name: str, *, named: bool) -> str:
    """Return the secret of a person or a round; made, on disk, where there is none yet.

    ``named`` tells whether an entry names the key: then one that is broken is not made again.

    Raises
    ------
    StoreError
        If it cannot be read or written, or is broken and ``named``.
    """
    path = _path(assessment, name)
    private.folder(path.parent)
    with _locked(path):
        content = _content(path)
        if content is not None and _SECRET.fullmatch(content):
            return content.decode("ascii")
        if content is not None and named:
            raise _broken(assessment, name, content)
        if content is not None and (content or not path.is_file()):
            _set_aside(path)
        new = keys.new_secret()
        keep(assessment, name, new)
    return new


def keep(assessment: str, name: str, secret: str) -> None:
    """Keep a secret that was made before the assessment had its first entry, and with that its place here."""
    path = _path(assessment, name)
    private.folder(path.parent)
    private.write(path, f"{secret}\n".encode("ascii"))


def folder_of(assessment: str) -> Path:
    """Return the folder with the secrets for one assessment."""
    return private.config_folder() / "keys" / assessment


def _path(assessment: str, name: str) -> Path:
    return folder_of(assessment) / f"{name}.key"


def _content(path: Path) -> bytes | None:
    """Return the content of a key file: ``None`` where there is none, empty where it is no file."""
    if path.parent.is_dir():
        private.folder(path.parent)
    try:
        if not path.is_file():  # nothing, a folder, a pipe, or a link in a circle
            return b"" if os.path.lexists(path) else None
        private.close(path)
        return path.read_bytes().strip()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise disk_error(error, path) from error


def _broken(assessment: str, name: str, content: bytes) -> StoreError:
    """Return the error for a file that is no key; the remedy for a person's, a round's and the chair's differ."""
    path = _path(assessment, name)
    if name == CHAIR:
        return StoreError(fault("TS-538", path))
    if name.startswith(_ROUND):
        return StoreError(fault("TS-335", path, round=name.removeprefix(_ROUND), size=len(content)))
    return StoreError(fault("TS-331", path, size=len(content)))


def _set_aside(path: Path) -> None:
    """Keep a broken key beside the new one: nobody can tell whether it came from a backup."""
    free = (path.with_name(f"{path.name}.broken-{number}") for number in range(1, 1000))
    try:
        path.rename(next(free_path for free_path in free if not free_path.exists()))
    except OSError as error:
        raise disk_error(error, path) from error


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Hold a lock that keeps other processes from making the same key."""
    lock = path.with_name(f".{path.name}.lock")
    private.begin(lock)
    try:
        with FileLock(lock, timeout=LOCK_SECONDS):
            yield
    except Timeout:
        raise StoreError(fault("TS-310", path, seconds=f"{LOCK_SECONDS:.0f}")) from None
