"""Who reads and acts: made in one place, from what was chosen on this computer and from the assessment.

Rules: whoever chose nobody is nobody, and reads what everybody may; nobody is ever taken for somebody else. One
exception, for acting and never for reading, stands with :meth:`Reader.chair`.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass
from typing import Self

from toetssteen import plain_file
from toetssteen.errors import StoreError, UseError, fault
from toetssteen.language import Language
from toetssteen.model.base import Id
from toetssteen.model.entries.body import Role
from toetssteen.model.replay.assessment import Assessment
from toetssteen.store import private
from toetssteen.store.protocol import Readable

MOST = 1_000_000
"""Bytes that the choices of this computer may have."""


@dataclass(frozen=True)
class Reader:
    """Somebody of the committee, or nobody (``person`` is ``None``), in their role and language.

    Without a language, that of the assessment is meant. ``chose`` tells whether a choice was made on this computer,
    also that of only looking.
    """

    person: Id | None = None
    role: Role | None = None
    language: Language | None = None
    chose: bool = False

    @classmethod
    def here(cls, store: Readable, language: Language | None = None) -> Self:
        """Return whoever was chosen on this computer for an assessment; nobody, where they are not in its committee."""
        chosen = remembered().get(_chosen_for(store))
        member = store.assessment().people.get(chosen or "")
        if member is None:
            return cls(language=language, chose=chosen is not None)
        return cls(member.person, member.role, language, chose=True)

    @staticmethod
    def choose(store: Readable, person: str) -> None:
        """Remember who reads an assessment on this computer; an empty name stands for nobody, who only looks."""
        remember(_chosen_for(store), person)

    @classmethod
    def named(cls, store: Readable, person: str, language: Language | None = None) -> Self:
        """Return somebody of the committee who is named by whoever asks.

        Raises
        ------
        UseError
            If they are not in it (TS-506).
        """
        people = store.assessment().people
        if person not in people:
            raise UseError(fault("TS-506", store.where, author=person or "-", known=", ".join(people)))
        return cls(person, people[person].role, language, chose=True)

    def chair(self, assessment: Assessment, *, may_look: bool = False) -> Id | None:
        """Return the chair who acts for the reader; ``None`` where nobody does.

        The reader, where they are a chair. Otherwise, in an assessment with one person who may do this, that person:
        whoever is alone chairs without choosing. Where the page lets its reader choose to only look (``may_look``),
        that holds until something was chosen. Among several chairs nobody is guessed. Acting so opens nothing to read.
        """
        chairs = chairs_of(assessment)
        if self.person in chairs:
            return self.person
        return chairs[0] if len(chairs) == 1 and not (may_look and self.chose) else None


def _chosen_for(store: Readable) -> str:
    """Return the name of the choice: another workspace may have an assessment of the same id, with other people."""
    return f"as:{store.key}"


def chairs_of(assessment: Assessment) -> list[Id]:
    """Return the chairs of an assessment, in the order in which they were added."""
    return [member.person for member in assessment.people.values() if member.role == "chair"]


def remembered() -> dict[str, str]:
    """Return what was chosen on this computer before; nothing where that cannot be read."""
    path = private.data_folder() / "settings.json"
    try:
        private.close(path)
        settings = json.loads(plain_file.read(plain_file.named(path), MOST).decode("utf-8"))
    except (OSError, ValueError, StoreError, RecursionError):
        return {}
    return {str(name): str(value) for name, value in settings.items()} if isinstance(settings, dict) else {}


def remember(name: str, value: str) -> None:
    """Keep a choice for the next page; where the disk refuses, it holds nowhere and nothing else is lost."""
    content = json.dumps({**remembered(), name: value})
    with suppress(StoreError):
        private.write(private.data_folder() / "settings.json", content.encode("utf-8"))
