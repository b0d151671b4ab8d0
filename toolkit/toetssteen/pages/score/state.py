"""What the score page shows: before the form, the form, or what was submitted."""

from __future__ import annotations

from typing import TypedDict

from toetssteen.pages.score.gate import Gate
from toetssteen.pages.state import Fault, Stopping


class Person(TypedDict):
    """An evaluator, and what they know about."""

    id: str
    about: str


class Judged(TypedDict):
    """A solution that the evaluator judges."""

    id: str
    name: str
    vendor: str | None


class Signing(TypedDict):
    """The evaluator's key: whether it is here, if there is one; in which folder; its fingerprint, short."""

    here: bool | None
    folder: str
    short: str


class Submission(TypedDict):
    """What was submitted: when, by which digest and check code, and where the copy is."""

    at: str
    head: str
    code: str
    copy: str
    encrypted: bool


class Given(TypedDict):
    """An answer as the page has it, and what it still lacks."""

    solution: str
    criterion: str
    answer: str
    reason: str
    evidence: list[str]
    owner: str
    until: str
    lacks: list[str]


class Piece(TypedDict):
    """A piece of evidence that can be used."""

    id: str
    type: str
    title: str
    link: str | None
    file: str
    kept: bool
    outside: bool


class Most(TypedDict):
    """The limits: characters of a reason, bytes of a file and of a part, types of files."""

    reason: int
    bytes: int
    part: int
    types: list[str]


class NamedAnswer(TypedDict):
    """An answer that can be given: as it is stored, as it is said, and what it means."""

    answer: str
    name: str
    text: str


class DescribedAnswer(NamedAnswer, total=False):
    """A level has the scale's own word for it as well."""

    label: str


class TypedLevel(TypedDict):
    """From which number to which a level is typed."""

    low: str
    high: str


class AnswerableOne(TypedDict):
    """What is asked, and the answers it takes."""

    id: str
    title: str
    explainable: bool
    answers: list[DescribedAnswer]


class AskedOne(AnswerableOne, total=False):
    """What more there is of what is asked (``pages.asked``)."""

    question: str
    why: str
    ask: list[str]
    sourced: bool
    proof: str
    typed: TypedLevel


class Section(TypedDict):
    """A value, or the minimum requirements, with what is asked under it."""

    id: str
    title: str
    asked: list[AskedOne]


class VendorAnswer(TypedDict):
    """What a vendor answered on one criterion."""

    text: str
    claim: str
    files: list[str]


class VendorAnswers(TypedDict):
    """What a vendor answered, by criterion, and the evidence that it is."""

    evidence: str | None
    given: dict[str, VendorAnswer]


class Bidder(TypedDict):
    """Who is named when interests are declared; ``later`` came after they were."""

    name: str
    vendor: str
    later: bool


class ScoreState(Stopping, total=False):
    """The page; which keys are there says which part of it is shown."""

    halted: list[Fault]
    phase: str
    round: int
    people: list[Person]
    person: str | None
    tender: bool
    gate: Gate
    reason: str
    kept: int
    bidders: list[Bidder]
    keyed: bool
    chair_key: str
    signing: Signing
    submitted: bool
    came: list[str]
    solutions: list[Judged]
    waits: str
    early: bool
    next: str
    step: str
    sealed: Submission
    sections: list[Section]
    cells: list[Given]
    evidence: list[Piece]
    undo: bool
    answers: dict[str, VendorAnswers]
    most: Most
