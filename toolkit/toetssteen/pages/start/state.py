"""What the start page shows."""

from __future__ import annotations

from typing import TypedDict

from toetssteen.pages.state import Fault, PageState


class Named(TypedDict):
    """The folder of an assessment, and its title."""

    name: str
    title: str


class Card(Named, total=False):
    """Where an assessment stands and what comes next; ``faults`` alone where it cannot be read."""

    faults: list[Fault]
    authority: str
    track: str
    phase: str
    round: int
    imported: bool
    solutions: list[str]
    conflicts: int
    halted: list[Fault]
    href: str
    next: str


class Offered(TypedDict):
    """A set that a new assessment can begin with."""

    id: str
    title: str
    why: str


class StartState(PageState):
    """The assessments of the workspace, and the sets to begin another with."""

    assessments: list[Card]
    sets: list[Offered]
    workspace: str


class MadeState(StartState, total=False):
    """The same after one was made: its name, and where it goes on."""

    made: str
    go: str
