"""Opening a file that somebody else may have put there: only a plain file, and none larger than its kind may be.

Rules: every file of an assessment is opened here, to be read or to be added to. A folder, a link, a pipe, a socket or a
device is not opened at all, and no name is followed to elsewhere; what is larger than its kind may be is not read, also
where it grows meanwhile. A file that somebody names on purpose, as on a command line, may be a link (:func:`named`).
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from toetssteen.errors import Fault, fault

_NOT_FOLLOWED = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
"""Windows knows only the last of these: there the file that was looked at is compared with the one that was opened."""


class UnreadError(OSError):
    """A file that is not read, with the fault that says why; whoever knows what a disk says knows this too."""

    def __init__(self, problem: Fault) -> None:
        super().__init__(str(problem.code))
        self.problem = problem


def look(path: Path) -> os.stat_result:
    """Return what the system knows of a plain file, and of nothing that it leads to.

    Raises
    ------
    UnreadError
        If it is no plain file (TS-341).
    OSError
        If it is not there, or may not be looked at.
    """
    return _plain(os.lstat(path), path)


def is_plain(path: Path) -> bool:
    """Return whether there is a plain file; of what cannot be looked at, that there is none."""
    try:
        return bool(look(path))
    except OSError:
        return False


def is_folder(path: Path) -> bool:
    """Return whether there is a folder, and no link to one."""
    try:
        return stat.S_ISDIR(os.lstat(path).st_mode)
    except OSError:
        return False


def handle(path: Path | str, flags: int) -> int:
    """Open a plain file, or with ``O_CREAT`` a new one, as ``os.open`` does; neither wait for nor follow anything else.

    Raises
    ------
    UnreadError
        If it is no plain file (TS-341).
    OSError
        If the disk will not give it.
    """
    path = Path(path)
    looked = look(path) if os.path.lexists(path) or not flags & os.O_CREAT else None
    number = os.open(path, flags | _NOT_FOLLOWED, 0o666)
    try:
        found = _plain(os.fstat(number), path)
        if looked and not hasattr(os, "O_NOFOLLOW") and not os.path.samestat(looked, found):
            raise UnreadError(fault("TS-341", path))
    except OSError:
        os.close(number)
        raise
    return number


@contextmanager
def opened(path: Path, most: int) -> Iterator[BinaryIO]:
    """Open a plain file of at most ``most`` bytes for reading.

    Raises
    ------
    UnreadError
        If it is no plain file (TS-341), or larger (TS-342).
    OSError
        If the disk will not give it.
    """
    with os.fdopen(handle(path, os.O_RDONLY), "rb") as file:
        _refuse_larger(os.fstat(file.fileno()).st_size, most, path)
        yield file


def read(path: Path, most: int) -> bytes:
    """Return the content of a plain file of at most ``most`` bytes; raise as :func:`opened`."""
    with opened(path, most) as file:
        size = os.fstat(file.fileno()).st_size
        content = file.read(size + 1)
        if len(content) > size:  # it grows meanwhile, as a log may
            content += file.read(max(0, most + 1 - len(content)))
    _refuse_larger(len(content), most, path)
    return content


def named(path: Path) -> Path:
    """Return where a path leads that somebody names: they may mean a link."""
    return Path(os.path.realpath(path))


def _plain(found: os.stat_result, path: Path) -> os.stat_result:
    if not stat.S_ISREG(found.st_mode):
        raise UnreadError(fault("TS-341", path))
    return found


def _refuse_larger(size: int, most: int, path: Path) -> None:
    if size > most:
        raise UnreadError(fault("TS-342", path, size=size, most=most))
