"""What the minutes of a meeting are made of: plain, frozen data in one language, with no trace of a format."""

from __future__ import annotations

from typing import Any

from toetssteen.documents.report.nouns import CorrectionReport, CourseReport, DissentReport, Head, NoteReport, Piece
from toetssteen.language import Language
from toetssteen.model.base import Noun


class Said(Noun):
    """The answer of one evaluator, named by role."""

    who: str
    text: str


class Earlier(Noun):
    """An earlier record of a point, since replaced."""

    text: str
    at: str


class Taken(Noun):
    """A point as it was taken in the meeting; ``outcome`` is empty where nothing was agreed."""

    title: str
    name: str
    said: list[Said]
    figures: str
    alike: list[str]
    outcome: str = ""
    contradicted: bool = False
    reason: str = ""
    explanation: str = ""
    present: str = ""
    dissent: tuple[DissentReport, ...] = ()
    evidence: str = ""
    recorded: str = ""
    earlier: tuple[Earlier, ...] = ()
    correction: str = ""
    corrected_at: str = ""


class Check(Noun):
    """A finding on the checklist."""

    title: str
    text: str
    reason: str


class Minutes(Noun):
    """The minutes of one round."""

    language: Language
    written_in: Language
    assessment: str
    title: str
    authority: str
    track: str
    phase: str
    round: int
    moment: str
    date: str
    fingerprint: str
    method: str
    sittings: list[str]
    present: list[str]
    absent: str
    events: list[CourseReport]
    count: int
    every: int
    agreed: list[Taken]
    open: list[Taken]
    checks: list[Check]
    notes: list[NoteReport]
    corrections: list[CorrectionReport]
    evidence: list[Piece]
    heads: list[Head]
    command: str

    def plain(self) -> dict[str, Any]:
        """Return the fields as plain data, by name: text, whole numbers, and lists and dicts of these."""
        return self.model_dump(mode="json")
