"""Recording what happens: an entry from plain data, what would refuse it, and the freeze."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from toetssteen.content.assemble import assemble
from toetssteen.content.library import Library
from toetssteen.content.lint import lint
from toetssteen.errors import ContentError, Fault, RuleError, UseError, fault
from toetssteen.model.body import Body
from toetssteen.model.entry import BODIES, Entry
from toetssteen.model.method import Method
from toetssteen.model.preparing import Frozen, PhaseMoved
from toetssteen.store.folder import Folder
from toetssteen.workbench.telling import result_of

if TYPE_CHECKING:
    pass


def body_of(kind: str, given: Mapping[str, Any]) -> Body:
    """Make the body of an entry from plain data.

    Raises
    ------
    UseError
        If the kind is not known, or the data does not fit it; every fault at once.
    """
    if kind not in BODIES:
        raise UseError(fault("TS-504", kind=kind, known=", ".join(BODIES)))
    try:
        return BODIES[kind].model_validate(given)
    except ValidationError as error:
        raise UseError(
            fault("TS-508", where, length=len(each["input"].strip()), most=each["ctx"]["max_length"])
            if each["type"] == "string_too_long"
            else fault("TS-505", where, problem=each["msg"])
            for each in error.errors()
            for where in [f"{kind}: {'.'.join(str(part) for part in each['loc'])}"]
        ) from None


def record(folder: Folder, author: str, body: Body) -> Entry:
    """Append an entry, in the role its author has.

    Raises
    ------
    RuleError
        If it breaks a rule; or decides while a gate of a solution that has not failed is unproven.
    """
    faults = _undecided(folder, body)
    if faults:
        raise RuleError(faults)
    return folder.append(author, role_of(folder, author), body)


def refusals(folder: Folder, author: str, body: Body) -> tuple[Fault, ...]:
    """Tell why :func:`record` would refuse an entry now; nothing is written."""
    try:
        folder.try_out(author, role_of(folder, author), body)
    except RuleError as error:
        return error.faults
    return tuple(_undecided(folder, body))


def _undecided(folder: Folder, body: Body) -> list[Fault]:
    if not isinstance(body, PhaseMoved) or body.to != "decided":
        return []
    return [
        fault("TS-244", each.name, id=gate.id)
        for each in result_of(folder).solutions
        if each.eligible is None
        for gate in each.gates
        if gate.status == "unproven"
    ]


def role_of(folder: Folder, author: str) -> str:
    """Give the role of somebody in the committee."""
    people = folder.assessment().people
    if author not in people:
        raise UseError(fault("TS-506", folder.path, author=author, known=", ".join(people)))
    return people[author].role


def method_of(folder: Folder, library: Library) -> Method:
    """Put together the method that the chair's choices make now; nothing is written.

    Raises
    ------
    ContentError
        If the library of criteria does not pass its lint.
    RuleError
        If something is still open or does not add up; all of it at once.
    """
    faults = lint(library)
    if faults:
        raise ContentError(faults)
    assessment = folder.assessment()
    return assemble(library, assessment.choices, assessment.opened.track, folder.today())


def freeze(folder: Folder, author: str, library: Library, reason: str | None = None) -> Entry:
    """Freeze the method that the chair's choices make; a further freeze is a new version with a reason.

    Raises
    ------
    ContentError
        If the library of criteria does not pass its lint.
    RuleError
        If something is still open, does not add up, or it is too late; all of it at once.
    """
    method = method_of(folder, library)
    fingerprint = folder.put_method(method)
    version = len(folder.assessment().versions) + 1
    return record(folder, author, Frozen(method=fingerprint, version=version, reason=reason))


def read_json(content: str, where: str) -> dict[str, Any]:
    """Read a body given as JSON on the command line."""
    try:
        given = json.loads(content)
    except ValueError as error:
        raise UseError(fault("TS-505", where, problem=str(error))) from None
    if not isinstance(given, dict):
        raise UseError(fault("TS-505", where, problem="{…}"))
    return given
