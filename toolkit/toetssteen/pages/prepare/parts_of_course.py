"""What the prepare page shows of the course of the assessment: what is bought, the committee, the freeze, the moves."""

from __future__ import annotations

from typing import Literal, TypedDict

from toetssteen.language import Language
from toetssteen.model.entries.body import Phase, Procedure, Role, Track
from toetssteen.pages.prepare.part import NamedOption, Part
from toetssteen.pages.state import Fault


class ComingLaw(TypedDict):
    """What of the law begins or ends in the period of use; ``before`` is between the freeze and the first day."""

    id: str
    day: str
    change: str
    before: bool
    text: str
    kind: str
    source: str
    url: str | None
    checked: bool | None


SpokenPeriod = TypedDict("SpokenPeriod", {"from": str, "to": str})
"""The first and the last day of a period, in words."""


class UsePeriod(SpokenPeriod):
    """The period of use as date fields have it, and as it is said; ``known`` tells whether the law of it is."""

    begins: str
    ends: str
    editable: bool
    known: bool
    coming: list[ComingLaw]


class RightField(TypedDict):
    """A field that can be put right: what it is now, and what can be chosen, where it takes one of a few."""

    name: str
    label: str
    now: str
    options: list[NamedOption]


class Rights(TypedDict):
    """What can be put right of one thing."""

    kind: Literal["assessment", "solution", "person", "evidence"]
    which: str
    fields: list[RightField]


class BoughtPart(Part, total=False):
    """What is bought or reviewed."""

    period: UsePeriod
    title: str
    authority: str
    track: str
    procedure: Procedure
    about: str
    lot: str | None
    procurement: str | None
    rights: Rights | None


class PreparedPerson(TypedDict):
    """Somebody of the committee, what they declared, and the fingerprint of their key, short."""

    id: str
    role: Role
    expertise: str
    interests: Literal["open", "none", "described"]
    confidential: bool
    description: str
    key: str
    rights: Rights | None


class TakenMeasure(TypedDict):
    """What was done about somebody's interest."""

    person: str
    measure: Literal["none", "restricted", "recused"]
    solutions: list[str]
    reason: str


class ThinSolution(TypedDict):
    """A solution that fewer evaluators judge than are needed."""

    name: str
    count: int
    needed: int


class CommitteePart(Part, total=False):
    """The committee, the next free id of each role, and the measures."""

    people: list[PreparedPerson]
    next: dict[Role, str]
    reads: bool
    waiting: list[str]
    others: list[str]
    solutions: list[NamedOption]
    measures: list[TakenMeasure]
    thin: list[ThinSolution]


class FreezeFault(Fault):
    """What is still open before the freeze: the question it is about, and the section that settles it."""

    section: str | None
    about: str


class QrCode(TypedDict):
    """A QR code: its modules to a side, the path of the dark ones, and the text it holds."""

    size: int
    path: str
    text: str


class PasteText(TypedDict):
    """What the tender documents say of the fingerprint, in one language."""

    language: Language
    text: str


class FrozenVersion(TypedDict):
    """What was frozen, and its fingerprint: in full, in groups, spelled out and as a QR code."""

    number: int
    at: str
    fingerprint: str
    groups: list[str]
    spelled: list[str]
    qr: QrCode
    paste: list[PasteText]


class VersionLine(TypedDict):
    """A version of the method, and why there is a further one."""

    number: int
    fingerprint: str
    at: str
    reason: str


class FreezePart(Part, total=False):
    """What is still open, what the freeze would fix, and what is fixed."""

    editable: bool
    imported: bool
    open: list[FreezeFault]
    next: int
    changed: bool
    changes: list[str]
    possible: bool
    advice: list[str]
    frozen: FrozenVersion | None
    versions: list[VersionLine]


class MadeQuestionnaire(TypedDict):
    """A questionnaire that went out; ``current`` tells whether it asks what is asked now."""

    at: str
    by: str
    digest: str
    current: bool
    format: str
    language: Language


class SentFile(TypedDict):
    """A file that came with answers, and its digest."""

    name: str
    digest: str


class CameAnswers(TypedDict):
    """What came in from a vendor: how many questions of all, and how many conditions were accepted and refused."""

    at: str
    by: str
    digest: str
    reason: str
    count: int
    all: int
    yes: int
    no: int
    files: list[SentFile]


class AskedVendor(NamedOption):
    """A solution whose vendor is asked, and what came in."""

    vendor: str
    came: list[CameAnswers]


class ToldAll(TypedDict):
    """A question that was asked, and the answer for all."""

    at: str
    question: str
    answer: str


class AskLimits(TypedDict):
    """Bytes of a part, of a questionnaire and of a file that goes with it, and the types of those files."""

    part: int
    answers: int
    file: int
    types: list[str]


class AskPart(Part, total=False):
    """What went out to the vendors, what came in, and what was told to all."""

    frozen: bool
    makes: bool
    made: list[MadeQuestionnaire]
    takes: bool
    solutions: list[AskedVendor]
    clarifies: bool
    told: list[ToldAll]
    most: AskLimits


class SolutionCard(NamedOption):
    """A solution; ``withdrawn`` says why, where it was."""

    vendor: str
    about: str
    withdrawn: str | None
    rights: Rights | None


class SolutionsPart(Part, total=False):
    """The solutions, and why none can be added now where that is so."""

    track: Track
    refused: list[Fault]
    withdrawable: bool
    solutions: list[SolutionCard]


class PhaseStep(TypedDict):
    """A phase of the path."""

    name: str
    here: bool
    past: bool


class PossibleMove(TypedDict):
    """A move to a phase, or to a new round; a refusal that a reason lifts is a warning."""

    to: Phase | Literal["round"]
    reason: Literal["needed", "asked"]
    warnings: list[Fault]
    refused: list[Fault]


class MovesPart(Part, total=False):
    """The phase, the moves that can come now, and where the key of the round is."""

    phase: Phase
    round: int
    phases: list[PhaseStep]
    moves: list[PossibleMove]
    submitted: list[str]
    missing: list[str]
    unseal: bool
    key_here: bool | None
    key_folder: str
    chair_here: bool | None
    chair_key: str
