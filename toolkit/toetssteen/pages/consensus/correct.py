"""Corrections on the consensus page: of what somebody submitted themself, and of what the chair recorded as agreed.

Rules: who recorded something corrects it, with a reason; a correction names what it supersedes, so what stood there
first stays to be read; imported scores were submitted elsewhere and are agreed on instead.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from toetssteen.model.entries.body import Evaluation
from toetssteen.model.entries.consensus import Agreed
from toetssteen.model.entries.entry import BODIES
from toetssteen.model.entries.scoring import Submitted
from toetssteen.model.entries.sealing import Sealed
from toetssteen.pages.consensus.points import Point, Points
from toetssteen.web.form import State

if TYPE_CHECKING:
    from toetssteen.store.protocol import Readable

What = Literal["own", "agreed"]


def correctable(points: Points, folder: Readable, point: Point, who: str | None) -> State:
    """Return what somebody can correct of a cell, as the form has it; empty where there is nothing."""
    if who is None or not point.solution or points.assessment.phase not in BODIES["corrected"].phases:
        return {}
    found: State = {}
    for what in ("own", "agreed"):
        said = _said(points, point, who, what)
        if said is not None and source(points, folder, point, who, what) is not None:
            found[what] = plain(said)
    return found


def source(points: Points, folder: Readable, point: Point, who: str, what: str) -> str | None:
    """Return the digest of what a correction supersedes: the submission, sealed or not, or what was agreed."""
    if what == "agreed":
        entries = points.entries.get(point, [])
        written = [entry for entry in entries if isinstance(entry.body, Agreed)]
        theirs = bool(entries) and entries[-1].author == who
        return written[-1].digest if theirs and written[-1].author == who else None
    aside = {refused.entry.digest for refused in points.assessment.set_aside}
    number = points.round.number
    for entry in reversed(folder.logs().get(who, ())):
        if isinstance(entry.body, Submitted | Sealed) and entry.body.round == number and entry.digest not in aside:
            return entry.digest
    return None


def _said(points: Points, point: Point, who: str, what: str) -> Evaluation | None:
    if what == "agreed":
        return points.round.agreed.get(point)
    return points.round.evaluations.get(who, {}).get(point)


def plain(given: Evaluation) -> State:
    """Return an answer as the form has it."""
    explained = given.explanation
    return {
        "answer": given.answer,
        "reason": given.reason,
        "evidence": list(given.evidence),
        "owner": explained.owner if explained else "",
        "until": explained.until.isoformat() if explained else "",
    }
