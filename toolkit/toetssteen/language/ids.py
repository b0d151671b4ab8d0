"""Ids made of what people write.

Rules: an id has lower-case letters, digits and hyphens, and is made once; it is never made again from a changed title.
What names a folder or a file bears no name that Windows keeps for itself, on any system: folders are shared.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import count
from unicodedata import normalize

_KEPT = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?|.*[. ]", re.IGNORECASE)
"""The names of devices, with any ending, and names that end in a dot or a space."""


def kept_by_windows(name: str) -> bool:
    """Return whether Windows has no folder or file of a name."""
    return bool(_KEPT.fullmatch(name))


def slug(title: str, otherwise: str, most: int = 60) -> str:
    """Make an id of a title, of at most so many characters; ``otherwise`` where nothing of it is left."""
    plain = normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:most].strip("-") or otherwise


def free_id(stem: str, taken: Iterable[str], *, numbered: bool = False) -> str:
    """Return an id that is not taken: the stem, else ``stem-2``, ``stem-3``, …; ``numbered`` begins with ``stem-1``."""
    return next(free_ids([stem], taken, numbered=numbered))


def free_ids(stems: Iterable[str], taken: Iterable[str], *, numbered: bool = False) -> Iterator[str]:
    """Yield an id for each stem as :func:`free_id` does, none of them twice, in time linear in their number."""
    used = set(taken)
    candidates: dict[str, Iterator[str]] = {}
    for stem in stems:
        free = next(
            candidate
            for candidate in candidates.setdefault(stem, _candidates(stem, numbered))
            if candidate not in used and not kept_by_windows(candidate)
        )
        used.add(free)
        yield free


def _candidates(stem: str, numbered: bool) -> Iterator[str]:
    if not numbered:
        yield stem
    yield from (f"{stem}-{number}" for number in count(1 if numbered else 2))
