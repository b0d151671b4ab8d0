"""Putting right on the prepare page: which fields can be, what they are now, and the entry that is written.

Rules: what is sent is what became different; what can no longer be put right is not offered.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args

from toetssteen.language import say
from toetssteen.model.entries.body import BEFORE_CLOSED, Procedure, Role, Track
from toetssteen.model.entries.entry import BODIES
from toetssteen.model.entries.righting import Righting
from toetssteen.pages.prepare.stand import Stand
from toetssteen.web.form import State

_CHOICES: dict[str, tuple[tuple[str, ...], str]] = {
    "track": (get_args(Track), "track."),
    "procedure": (get_args(Procedure), "prepare.procedure_"),
    "role": (get_args(Role), "prepare.role_"),
}
"""What each field takes that takes one of a few, and where the words for these are."""
FIELDS = {
    "assessment": ("title", "about", "authority", "procurement", "lot", "track", "procedure"),
    "solution": ("name", "vendor", "about"),
    "person": ("role", "expertise"),
    "evidence": ("title", "about"),
}
"""The fields of each kind that can be put right."""


def rights(stand: Stand, kind: str, which: str, noun: Any) -> State | None:
    """Return what can be put right of something now (:class:`Rights`); ``None`` where nothing can."""
    if stand.assessment.phase not in BEFORE_CLOSED:
        return None
    righting = BODIES[f"{kind}-put-right"]
    assert issubclass(righting, Righting)
    early = righting.early if stand.assessment.versions else frozenset()
    return {
        "kind": kind,
        "which": which,
        "fields": [
            {
                "name": name,
                "label": say(f"report.righted_{name}", stand.language).capitalize(),
                "now": getattr(noun, name) or "",
                "options": [{"id": option, "name": say(f"{words}{option}", stand.language)} for option in options],
            }
            for name in FIELDS[kind]
            if name not in early
            for options, words in [_CHOICES.get(name, ((), ""))]
        ],
    }


def changed(stand: Stand, kind: str, which: str, now: Mapping[str, str], reason: str) -> tuple[str, State]:
    """Return the entry that puts right what became different: its kind, and its body as plain data."""
    assessment = stand.assessment
    nouns: dict[str, Any] = {
        "assessment": assessment.opened,
        "solution": assessment.solutions.get(which),
        "person": assessment.people.get(which),
        "evidence": assessment.evidence.get(which),
    }
    before = nouns[kind]
    texts = {name: text.strip() for name, text in now.items()}
    given = {name: text for name, text in texts.items() if before is None or text != (getattr(before, name) or "")}
    key = {} if kind == "assessment" else {kind: which}
    return f"{kind}-put-right", {**key, **given, "reason": reason}
