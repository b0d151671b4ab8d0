"""Upgrading what an older format wrote, a step at a time, in memory: what is on disk is never rewritten.

Rules (``semantics`` 9, decision record 0018): a line, also of a draft, and what is inside a seal say their format; one
that does not is of format 1. What a format lacks stays empty. A step is one function, from a format to the next, that
gets the body of an entry as plain data (of what was inside a seal: :data:`SEAL`) and returns that of the next
format; digests and commitments were checked before, on the bytes. Characters that say nothing, which a text could have
before decision record 0027, are left out alike.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from pydantic import ValidationError

from toetssteen.errors import Fault, IntegrityError, fault
from toetssteen.language import cleaned
from toetssteen.model.misfit import misfit

if TYPE_CHECKING:
    from toetssteen.model.entries.entry import Entry

SEAL = "inside-a-seal"
OLDEST = 1
NEWEST: Final = 4
READABLE = range(OLDEST, NEWEST + 1)
Step = Callable[[Any], Any]
STEPS: dict[int, dict[str, Step]] = {1: {}, 2: {}, 3: {}}
"""For each format that is not the newest: the kinds that the next format writes otherwise, with how.

From 1 to 2 none: ``evidence-added`` got a ``solution`` and ``corrected`` a ``person``, which stay empty; ``agreed`` and
``checked`` name their ``round``, which a line of format 1 may leave out. From 2 to 3
none: ``weights-set`` may have points. From 3 to 4 none: there are classes of impact and quick scans.
"""


def format_fault(given: object, where: object) -> Fault | None:
    """Find that something is of a format too old or too new to be read here, or of none."""
    if not isinstance(given, int) or given in READABLE:
        return None if given in READABLE else fault("TS-302", where, problem="format")
    if given < OLDEST:
        return fault("TS-340", where, format=given, oldest=OLDEST)
    return fault("TS-303", where, kind=f"format {given}")


def reads_as_is(kind: str, given: int) -> bool:
    """Return whether an entry of a kind, written in a format, can be read without an upgrade step."""
    if given == NEWEST:
        return True
    return given in READABLE and not any(kind in STEPS[number] for number in range(given, NEWEST))


def upgraded(kind: str, body: Any, given: int) -> Any:
    """Return a body of the newest format, from one of an older format, step by step."""
    for number in range(given, NEWEST):
        body = STEPS[number].get(kind, lambda same: same)(body)
    return body


def unsealed(inside: Any, where: str) -> dict[str, Any]:
    """Return what was inside a seal, upgraded.

    Raises
    ------
    IntegrityError
        If it is of a format too old or too new.
    """
    number = inside.pop("format", 1)
    if problem := format_fault(number, where):
        raise IntegrityError(problem)
    return dict(cleaned(upgraded(SEAL, inside, number))[0])


def read(document: Any, where: str) -> Entry:
    """Read an entry from plain data whose digest was checked; its body is upgraded, its format stays as it says.

    Raises
    ------
    IntegrityError
        If it is no entry, or of a format too old or too new.
    """
    from toetssteen.model.entries.entry import BODIES, entry_reader  # noqa: PLC0415 - the kinds know the formats

    if not isinstance(document, dict):
        raise IntegrityError(fault("TS-302", where, problem=fault("TS-765")))
    number, kind = document.get("format", 1), document.get("kind")
    if not isinstance(kind, str) or kind not in BODIES or number not in READABLE:
        raise IntegrityError(format_fault(number, where) or fault("TS-303", where, kind=str(kind)[:40]))
    try:
        body, _ = cleaned(upgraded(kind, document.get("body"), number))
        return entry_reader().validate_python({**document, "body": body})
    except ValidationError as error:
        first = error.errors()[0]
        if first["loc"][-1:] == ("format",) or (kind, first["loc"][-1:]) == ("format-raised", ("to",)):
            raise IntegrityError(fault("TS-303", where, kind=kind)) from None
        named = ".".join(str(part) for part in first["loc"])
        raise IntegrityError(fault("TS-302", f"{where}: {named}", problem=misfit(first))) from None
