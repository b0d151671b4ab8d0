"""The secrets of whoever works here: a signing key for each person, and for a chair the key of each round.

Rules: made on first use, in the user's own configuration folder, readable by that user only; a secret is never
in an assessment, a report or a log. Who loses one cannot be helped by anybody: see the handbook.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

from platformdirs import user_config_path

from toetssteen import keys
from toetssteen.errors import StoreError, fault
from toetssteen.store.log import disk_error

_SECRET = re.compile(r"[0-9a-f]{64}")


def config_folder() -> Path:
    """Give the user's own configuration folder: ``TOETSSTEEN_CONFIG``, or where the system keeps such things."""
    given = os.environ.get("TOETSSTEEN_CONFIG")
    return Path(given) if given else user_config_path("toetssteen", appauthor=False)


def of_round(number: int) -> str:
    """Name the secret of a round; no person can have this id."""
    return f"_round-{number}"


def secret(assessment: str, name: str) -> str | None:
    """Give the secret of a person or a round (:func:`of_round`) for one assessment, if it is here.

    Raises
    ------
    StoreError
        If the file cannot be read, or is no secret.
    """
    path = _path(assessment, name)
    try:
        text = path.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise StoreError(fault("TS-331", path, problem=str(error))) from None
    if not _SECRET.fullmatch(text):
        raise StoreError(fault("TS-331", path, problem=f"{len(text)} characters"))
    return text


def made(assessment: str, name: str) -> str:
    """Give the secret of a person or a round; made, on disk, where there is none yet.

    Raises
    ------
    StoreError
        If it cannot be read or written.
    """
    known = secret(assessment, name)
    if known is not None:
        return known
    path, new = _path(assessment, name), keys.new_secret()
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
            file.write(new + "\n")
            file.flush()
            os.fsync(file.fileno())
    except FileExistsError:  # another window made it in between
        return made(assessment, name)
    except OSError as error:
        raise disk_error(error, path) from error
    return new


def folder_of(assessment: str) -> Path:
    """Give the folder with the secrets for one assessment."""
    return config_folder() / "keys" / assessment


def _path(assessment: str, name: str) -> Path:
    return folder_of(assessment) / f"{name}.key"
