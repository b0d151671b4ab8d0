"""Where ``criteria/``, ``notebooks/``, the handbook and the examples are: one function finds them."""

from __future__ import annotations

import os
from importlib.resources import files
from pathlib import Path
from typing import Literal

from platformdirs import user_documents_path

import toetssteen
from toetssteen.errors import UseError, fault

Part = Literal["criteria", "notebooks", "assessments", "handbook"]
IN_CHECKOUT: dict[Part, str] = {"handbook": "docs/handbook"}
"""Where a part is in a checkout, if not under its own name."""


def checkout() -> Path | None:
    """Give the root of the checkout this package runs from, if it does."""
    root = Path(toetssteen.__file__).resolve().parents[2]
    return root if (root / "pyproject.toml").is_file() and (root / "toolkit").is_dir() else None


def workspace() -> Path:
    """Give the folder that ``assessments/`` is in: as started, the checkout, or the user's documents."""
    given = os.environ.get("TOETSSTEEN_WORKSPACE")
    return Path(given) if given else checkout() or user_documents_path() / "Toetssteen"


def find(part: Part, given: Path | None = None) -> Path:
    """Find a part that is not code: where it was said to be, the environment, the checkout, the wheel.

    The environment variable is ``TOETSSTEEN_CRITERIA``, and so on.

    Raises
    ------
    UseError
        If it is not there.
    """
    from_environment = os.environ.get(f"TOETSSTEEN_{part.upper()}")
    root = checkout()
    if given is not None:
        place = given
    elif from_environment:
        place = Path(from_environment)
    elif root is not None:
        place = root / IN_CHECKOUT.get(part, part)
    else:
        place = Path(str(files("toetssteen").joinpath(part)))
    if not place.is_dir():
        raise UseError(fault("TS-501", place, part=part))
    return place
