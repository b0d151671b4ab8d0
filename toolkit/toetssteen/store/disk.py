"""What every module that writes on a disk needs: a name that is really there, and what a disk says when it refuses."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from toetssteen.errors import IntegrityError, StoreError, fault
from toetssteen.plain_file import UnreadError


def disk_error(error: OSError, path: Path) -> StoreError:
    """Return the error for a disk that is full, read-only, or gone, or for what is no plain file."""
    if isinstance(error, UnreadError):
        return IntegrityError(error.problem)
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        code = "TS-308"
    elif error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
        code = "TS-309"
    elif error.errno in (errno.ENOENT, errno.ENOTDIR, errno.ESTALE):
        code = "TS-311"
    else:
        code = "TS-324"
    return StoreError(fault(code, path, problem=error.strerror or str(error)))


def write_whole(path: Path, content: bytes, begin: Callable[[Path], BinaryIO], mode: int | None = None) -> None:
    """Write a file whole: aside, synced, then in its place; return once it, and its name, are on disk.

    ``begin`` opens the file that is written aside, ``mode`` is the one that it gets when all is in it.

    Raises
    ------
    StoreError
        If it could not be written; what was there before is still there, and nothing half is left.
    """
    aside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(exist_ok=True)
        aside.unlink(missing_ok=True)
        with begin(aside) as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if mode is not None:
            aside.chmod(mode)
        aside.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        with suppress(OSError):
            aside.unlink(missing_ok=True)
        raise disk_error(error, path) from error


def sync_folder(folder: Path) -> None:
    """Put a new name in a folder on disk, where the system knows how."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
