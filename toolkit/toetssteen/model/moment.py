"""A moment by somebody's clock: UTC to the second, a text in one form; it orders nothing.

Rules: what has the form and is no moment (30 February, 25 o'clock, a leap second) is refused where it is read, so that
whoever has a moment can take it for a date. It has no offset: whoever writes one says it in UTC.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

from pydantic import AfterValidator, StringConstraints
from pydantic_core import PydanticCustomError

PATTERN = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$"


def written(moment: datetime) -> str:
    """Write a moment of any zone.

    Examples
    --------
    >>> from datetime import timedelta, timezone
    >>> written(datetime(2026, 3, 9, 0, 30, tzinfo=timezone(timedelta(hours=1))))
    '2026-03-08T23:30:00Z'
    """
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _exists(text: str) -> str:
    try:
        same = written(datetime.fromisoformat(text)) == text
    except ValueError:
        same = False
    if not same:
        raise PydanticCustomError("TS-346", "no moment that exists")
    return text


Moment = Annotated[str, StringConstraints(pattern=PATTERN), AfterValidator(_exists)]
"""A moment that exists, as it is written."""
