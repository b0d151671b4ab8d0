"""Files that are one user's own, and nobody else's on the same machine: drafts, typed text, keys, settings.

Rules: everything private is written by this module; a folder is 0700 and a file 0600 from its first byte, whatever the
user's umask; what an earlier version left open to others is closed when it is met; a file is there whole or not at all.
Windows knows no such modes: there a file has the rights of the folder it is in, and the user's own data and
configuration folders are closed to other users by the system itself.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from platformdirs import user_config_path

from toetssteen import disk
from toetssteen.content import place
from toetssteen.disk import disk_error, sync_folder

FOLDER = 0o700
"""The mode of a private folder: its owner only."""
FILE = 0o600
"""The mode of a private file: its owner only."""
_OTHERS = 0o077


def data_folder() -> Path:
    """Return the user's own data folder: ``TOETSSTEEN_DATA``, or where the system keeps such things."""
    return place.data_folder()


def config_folder() -> Path:
    """Return the user's own configuration folder: ``TOETSSTEEN_CONFIG``, or where the system keeps such things."""
    named = os.environ.get("TOETSSTEEN_CONFIG")
    return Path(named) if named else user_config_path("toetssteen", appauthor=False)


def folder(path: Path) -> Path:
    """Make a folder private, with those above it that are Toetssteen's own or are not there yet; return it.

    Raises
    ------
    StoreError
        If the disk cannot be written.
    """
    own = (data_folder(), config_folder())
    try:
        for above in reversed((path, *path.parents)):
            if not above.exists():
                with suppress(FileExistsError):
                    above.mkdir(mode=FOLDER)
                    sync_folder(above.parent)
                _close(above, FOLDER)
            elif above == path or any(above.is_relative_to(own_folder) for own_folder in own):
                _close(above, FOLDER)
    except OSError as error:
        raise disk_error(error, path) from error
    return path


def close(path: Path) -> None:
    """Close a file to others, where it is there already and was left open to them."""
    _close(path, FILE)


def begin(path: Path) -> None:
    """Make a file that is added to, empty and private, where it is not there yet; close it where it is.

    Raises
    ------
    StoreError
        If the disk cannot be written.
    """
    try:
        os.close(_new(path))
        sync_folder(path.parent)
    except FileExistsError:
        close(path)
    except OSError as error:
        raise disk_error(error, path) from error


def write(path: Path, content: bytes) -> None:
    """Write a file whole and private.

    Raises
    ------
    StoreError
        If it could not be written; what was there before is still there.
    """
    folder(path.parent)
    disk.write(path, content, mode=FILE)


def _new(path: Path) -> int:
    """Open a new file that is private before anything is in it."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), FILE)
    if os.name == "posix":
        with suppress(OSError):  # a file system without modes, such as a stick or a Windows share
            os.fchmod(handle, FILE)  # a umask may have taken the owner's own rights as well
    return handle


def _close(path: Path, mode: int) -> None:
    """Set the mode of a file or folder that is this user's and that others could open."""
    if os.name != "posix":
        return
    with suppress(OSError):  # not there, or a file system without modes
        status = path.stat()
        if status.st_uid == os.geteuid() and (status.st_mode & _OTHERS or status.st_mode & mode != mode):
            path.chmod(mode)
