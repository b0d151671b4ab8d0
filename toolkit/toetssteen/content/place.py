"""Where ``criteria/``, ``notebooks/``, the handbook and the examples are: one function finds them."""

from __future__ import annotations

import os
from importlib.resources import files
from pathlib import Path
from typing import Literal

from platformdirs import user_data_path, user_documents_path

from toetssteen import plain_file
from toetssteen.errors import UseError, fault

MOST_PATH = 10_000
"""Bytes that the path of a workspace may have."""
Ground = Literal["given", "environment", "started", "checkout", "documents"]
"""Why a folder is the workspace: it was named, ``TOETSSTEEN_WORKSPACE`` names it, it was started last, or neither."""
Part = Literal["criteria", "notebooks", "assessments", "handbook"]
IN_CHECKOUT: dict[Part, str] = {"handbook": "docs/handbook"}
"""Where a part is in a checkout, if not under its own name."""


def checkout() -> Path | None:
    """Return the root of the checkout this package runs from, if it does."""
    root = Path(__file__).resolve().parents[3]
    return root if (root / "pyproject.toml").is_file() and (root / "toolkit").is_dir() else None


def data_folder() -> Path:
    """Return the user's own data folder: ``TOETSSTEEN_DATA``, or where the system keeps such things."""
    named = os.environ.get("TOETSSTEEN_DATA")
    return Path(named) if named else user_data_path("toetssteen", appauthor=False)


def started() -> Path:
    """Return the file that remembers which workspace was started last by its name; it need not be there."""
    return data_folder() / "workspace"


def workspace() -> Path:
    """Return the folder that ``assessments/`` is in; see :func:`chosen`."""
    return chosen()[0]


def chosen(named: Path | None = None) -> tuple[Path, Ground]:
    """Choose the workspace, and say why it is this one.

    The first of: the one given, ``TOETSSTEEN_WORKSPACE``, the one that was started last by its name and still is a
    folder, the checkout, ``Toetssteen`` in the user's documents (which need not be there yet).
    """
    if named is not None:
        return named, "given"
    if from_environment := os.environ.get("TOETSSTEEN_WORKSPACE"):
        return Path(from_environment), "environment"
    if last := _last():
        return last, "started"
    root = checkout()
    return (root, "checkout") if root else (user_documents_path() / "Toetssteen", "documents")


def _last() -> Path | None:
    try:
        path = Path(plain_file.read(plain_file.named(started()), MOST_PATH).decode("utf-8"))
        return path if path.is_absolute() and path.is_dir() else None
    except (OSError, ValueError):  # never started, or what is there is no path
        return None


def find(part: Part, named: Path | None = None) -> Path:
    """Find a part that is not code: where it was said to be, the environment, the checkout, the wheel.

    The environment variable is ``TOETSSTEEN_CRITERIA``, and so on.

    Raises
    ------
    UseError
        If it is not there.
    """
    from_environment = os.environ.get(f"TOETSSTEEN_{part.upper()}")
    root = checkout()
    if named is not None:
        place = named
    elif from_environment:
        place = Path(from_environment)
    elif root is not None:
        place = root / IN_CHECKOUT.get(part, part)
    else:
        place = Path(str(files("toetssteen").joinpath(part)))
    if not place.is_dir():
        raise UseError(fault("TS-501", place, part=part))
    return place
