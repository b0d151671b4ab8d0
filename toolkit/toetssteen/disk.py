"""Writing on a disk: the one place where a file is written over or a folder built, and what a disk that refuses says.

Rules: what is written is built aside, synced, and then renamed to its place, whose name is synced too; so a process
that is killed and a disk that is full leave what was there before. What is aside begins with a point and is read by
nobody; what a crash left of it is cleared away a day later, when something is written beside it. A log is not written
over but added to: ``store/folder/log.py``.
"""

from __future__ import annotations

import errno
import os
import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from toetssteen.errors import IntegrityError, StoreError, ToetssteenError, fault
from toetssteen.plain_file import UnreadError

DAY = 86_400
"""Seconds after which what is aside was left by a crash."""
_ASIDE = ".toetssteen-{}.part"


def unexpected(error: Exception) -> ToetssteenError:
    """Return the error for what nobody foresaw: of a disk (a place for files that are in the way), or anything else."""
    if isinstance(error, OSError) and error.errno is not None:
        return disk_error(error, error.filename or "")
    return ToetssteenError(fault("TS-599", problem=f"{type(error).__name__}: {error}"))


def disk_error(error: OSError, path: Path | str) -> StoreError:
    """Return the error for a disk that is full, read-only or gone, or refuses a name, or for no plain file."""
    if isinstance(error, UnreadError):
        return IntegrityError(error.problem)
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        code = "TS-308"
    elif error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
        code = "TS-309"
    elif error.errno in (errno.ENOENT, errno.ENOTDIR, errno.ESTALE):
        code = "TS-311"
    elif error.errno in (errno.EISDIR, errno.EEXIST, errno.ENAMETOOLONG, errno.ELOOP):
        code = "TS-360"
    else:
        code = "TS-324"
    return StoreError(fault(code, path, problem=errno.errorcode.get(error.errno or 0, "") or str(error)))


def write(path: Path, content: bytes, *, mode: int | None = None, folders: bool = False, chosen: bool = False) -> Path:
    """Write a file whole, over the one that is there; return its path once it, and its name, are on disk.

    Parameters
    ----------
    mode
        Who may read and write it, from its first byte on; otherwise who may the file that is there, otherwise what the
        user's umask gives.
    folders
        Whether to make the folders above it that are not there.
    chosen
        Whether its writer named this very path: then a link stays one, and the file it leads to is written, and a pipe
        or a device gets the bytes as they are. Elsewhere they are replaced: in a shared folder a link leads anywhere.

    Raises
    ------
    StoreError
        If it could not be written; what was there before is still there, and nothing half is left.
    """
    try:
        if folders:
            path.parent.mkdir(parents=True, exist_ok=True)
        place = Path(os.path.realpath(path)) if chosen else path
        if chosen and place.exists() and not (place.is_file() or place.is_dir()):
            place.write_bytes(content)
        else:
            _write_aside(place, content, mode)
    except OSError as error:
        raise disk_error(error, path) from error
    return path


def _write_aside(path: Path, content: bytes, mode: int | None) -> None:
    aside, known = _aside(path), _mode(path) if mode is None else mode
    try:
        handle = os.open(aside, _FLAGS, 0o666 if known is None else known | 0o200)
        try:
            if known is not None:
                _close_to_others(handle, known | 0o200)
            _put(handle, content)
            os.fsync(handle)
        finally:
            os.close(handle)
        if known is not None and not known & 0o200:
            aside.chmod(known)
        aside.replace(path)
    except BaseException:
        with suppress(OSError):
            aside.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)
    _clear(path.parent)


_FLAGS = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)


def _close_to_others(handle: int, mode: int) -> None:
    """Give a new file its mode before anything is in it; a umask may have taken its owner's own rights as well."""
    if os.name == "posix":
        with suppress(OSError):  # a file system without modes, such as a stick or a Windows share
            os.fchmod(handle, mode)


def _put(handle: int, content: bytes) -> None:
    left = memoryview(content)
    while left:
        left = left[os.write(handle, left) :]


def _mode(path: Path) -> int | None:
    """Return the mode of the file that is to be written over; refuse one that its owner closed to writing."""
    if os.name != "posix" or path.is_symlink() or not path.is_file():
        return None
    if not os.access(path, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
    return path.stat().st_mode & 0o777


@contextmanager
def built(path: Path) -> Iterator[Path]:
    """Build a folder aside, under the path that is yielded; it is in its place, whole, when the block ends.

    Raises
    ------
    StoreError
        If there is something at its place, or the disk cannot be written. What was there before is still there, and
        nothing half is left; likewise where the block raises anything.
    """
    refuse_taken(path)
    place = path.resolve()
    aside, new = _aside(place), [folder for folder in place.parents if not folder.exists()]
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        aside.mkdir()
        yield aside
        with suppress(FileNotFoundError):
            place.rmdir()
        aside.rename(place)
    except BaseException as error:
        shutil.rmtree(aside, ignore_errors=True)
        for folder in new:
            with suppress(OSError):  # not there yet, or not empty any more
                folder.rmdir()
        said = _of_place(error, aside, path)
        if said is error:
            raise
        raise said from error
    try:
        for folder in (place.parent, *(above.parent for above in new)):
            sync_folder(folder)
    except OSError as error:
        raise disk_error(error, path) from error
    _clear(place.parent)


def refuse_taken(path: Path) -> None:
    """Refuse a place for a new folder at which there is something already; an empty folder is nothing.

    Raises
    ------
    StoreError
        If there is something, or it cannot be seen.
    """
    try:
        if os.path.lexists(path) and not (path.is_dir() and next(path.iterdir(), None) is None):
            raise StoreError(fault("TS-320", path))
    except OSError as error:
        raise disk_error(error, path) from error


def _of_place(error: BaseException, aside: Path, path: Path) -> BaseException:
    """Return an error as it is of the place of a folder, not of where it was built."""
    if isinstance(error, OSError) and error.errno in (errno.ENOTEMPTY, errno.EEXIST):
        return StoreError(fault("TS-320", path))  # another was faster
    if isinstance(error, OSError):
        return disk_error(error, path)
    if isinstance(error, StoreError):
        return type(error)([replace(found, where=found.where.replace(str(aside), str(path))) for found in error.faults])
    return error


def sync_folder(folder: Path) -> None:
    """Put a new name in a folder on disk, where the system knows how."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        except OSError as error:
            if error.errno not in (errno.EINVAL, errno.ENOTSUP):  # a network drive that knows of no such thing
                raise
        finally:
            os.close(handle)


def _aside(path: Path) -> Path:
    """Return a new path beside one; its name does not grow with that of the file."""
    return path.with_name(_ASIDE.format(secrets.token_hex(8)))


def _clear(folder: Path) -> None:
    """Clear away what a crash left aside in a folder; what cannot be, or is still being written, is left alone."""
    for left in folder.glob(_ASIDE.format("?" * 16)):
        with suppress(OSError):
            if time.time() - left.lstat().st_mtime > DAY:
                shutil.rmtree(left) if left.is_dir() and not left.is_symlink() else left.unlink()
