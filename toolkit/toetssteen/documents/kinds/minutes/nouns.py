"""What stands on one point of the minutes of a meeting: plain, frozen data in one language."""

from __future__ import annotations

from toetssteen.documents.report.nouns import DissentReport
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
