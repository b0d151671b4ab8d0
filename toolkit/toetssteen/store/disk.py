"""What every module that writes on a disk needs: a name that is really there, and what a disk says when it refuses."""

from __future__ import annotations

import errno
import os
from pathlib import Path

from toetssteen.errors import StoreError, fault


def disk_error(error: OSError, path: Path) -> StoreError:
    """Return the error for a disk that is full, read-only, or gone."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        code = "TS-308"
    elif error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
        code = "TS-309"
    elif error.errno in (errno.ENOENT, errno.ENOTDIR, errno.ESTALE):
        code = "TS-311"
    else:
        code = "TS-324"
    return StoreError(fault(code, path, problem=error.strerror or str(error)))


def sync_folder(folder: Path) -> None:
    """Put a new name in a folder on disk, where the system knows how."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
