"""Telling: what goes out of an assessment, as plain data, as a trail and as documents."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from toetssteen.content.impact import classes_of
from toetssteen.content.library import Library
from toetssteen.errors import IntegrityError, StoreError, ToetssteenError, fault
from toetssteen.language import Language
from toetssteen.model.base import Id
from toetssteen.model.criteria import Asked, Profile
from toetssteen.model.fitting import all_of, in_class
from toetssteen.model.method import Method
from toetssteen.scoring.result.result import result
from toetssteen.scoring.result.rounds import document as moved_document
from toetssteen.store.protocol import Readable
from toetssteen.views.trail import brief, documents, trail_csv, trail_json, trail_rows
from toetssteen.workbench import library as librarian
from toetssteen.workbench.asking import Exchanged

if TYPE_CHECKING:
    from toetssteen.documents.report.nouns import Report
    from toetssteen.documents.report.nouns_moved import MovedReport

Kind = Literal["report", "file", "minutes", "method", "clarifications"]
"""The documents of an assessment."""


class DocumentFile(NamedTuple):
    """A document in memory: the name of its file and its bytes."""

    name: str
    content: bytes


class Subject(NamedTuple):
    """A document that is asked for: its kind, and what the paper of that kind is made of."""

    kind: Kind
    given: tuple[Any, ...]
    particulars: dict[str, Any]


@dataclass(frozen=True)
class Trail:
    """Every entry of an assessment in replay order; what is closed or only for a chair to read is not in it."""

    store: Readable
    language: Language

    def rows(self) -> list[dict[str, Any]]:
        """Return a row for each entry, as a person reads it."""
        return trail_rows(self.store.assessment(), self.store.in_order(), self.language)

    def entries(self) -> list[dict[str, Any]]:
        """Return every entry as it was written; ``body`` is ``None`` where it is closed."""
        return documents(self.store.assessment(), self.store.in_order())

    def lines(self, sealed: str) -> list[str]:
        """Return a line of text for each entry; ``sealed`` stands for what is closed."""
        return [
            f"{entry['at']}  {entry['author']:<14} {entry['kind']:<20} {entry['digest'][:12]}  "
            + (brief(entry["body"]) if entry["body"] else sealed)
            for entry in self.entries()
        ]

    def file(self, form: Literal["csv", "json"]) -> bytes:
        """Return the whole trail as a file."""
        if form == "csv":
            return trail_csv(self.rows())
        return trail_json(self.store.assessment(), self.store.in_order())


@dataclass(frozen=True)
class MovedRounds:
    """What moved from one round to a later one, told in one language."""

    report: MovedReport
    language: Language
    store: Readable

    def lines(self) -> list[str]:
        """Return it as lines of text."""
        from toetssteen.documents.report.moving import lines

        return lines(self.report, self.language)

    def document(self) -> dict[str, Any]:
        """Return it as plain JSON."""
        from toetssteen.documents.report.moving import results

        return moved_document(*results(self.store.assessment(), self.report.before, self.report.after))


def moved_of(store: Readable, language: Language, before: int, after: int) -> MovedRounds:
    """Tell what moved from one round to a later one."""
    from toetssteen.documents.report.moving import moved_between

    return MovedRounds(moved_between(store.assessment(), language, before, after), language, store)


def report_of(store: Readable, language: Language, number: int | None = None) -> Report:
    """Return what the report of a round says, as plain data."""
    from toetssteen.documents.report.model import report_model

    worked_out = result(store.assessment(), number)
    return report_model(worked_out.assessment, worked_out, language, **_told(store))


def subject(store: Readable, kind: Kind, language: Language | None, number: int | None, version: int | None) -> Subject:
    """Gather what the paper of a kind is made of; without a language, in that of the assessment.

    Raises
    ------
    IntegrityError
        Of a method, if one is not here or is another.
    StoreError
        Of clarifications, if there are none.
    """
    assessment = store.assessment()
    spoken = language or assessment.opened.language
    match kind:
        case "report" | "file":
            told = {"profiles": profiles(), **_told(store)}
            return Subject(kind, (assessment, spoken), {"number": number, **told})
        case "minutes":
            return Subject(kind, (assessment, store.in_order(), spoken, number), {})
        case "method":
            if assessment.lacking:
                raise IntegrityError(store.method_faults())
            told = {"version": version, "works": _told(store).get("works")}
            return Subject(kind, (assessment, store.methods(), spoken), told)
        case "clarifications":
            clarified = Exchanged.of(store).clarified
            if not clarified:
                raise StoreError(fault("TS-334", store.where))
            return Subject(kind, (assessment.opened, assessment.fingerprint or "-", clarified, spoken), {})


def document(asked: Subject, form: str) -> DocumentFile:
    """Make a document in a format."""
    from toetssteen.documents import make

    make.check(asked.kind, [form])
    paper = make.paper_of(asked.kind, *asked.given, **asked.particulars)
    return DocumentFile(f"{paper.name}.{form}", make.drawn(paper, form))


def write(asked: Subject, formats: Sequence[str], out: Path, tell: Callable[[str], None]) -> list[Path]:
    """Write a document in every format asked for."""
    from toetssteen.documents import make

    return make.write(asked.kind, formats, out, *asked.given, tell=tell, **asked.particulars)


def profiles() -> list[Profile]:
    """Return the profiles of the library; none where it cannot be read."""
    try:
        return list(librarian.read()[0].profiles.values())
    except ToetssteenError:
        return []


def _told(folder: Readable) -> dict[str, Any]:
    """Return what a report takes beside the state: the date of the last entry that counts, what the library knows."""
    aside = {refused.entry.digest for refused in folder.assessment().set_aside}
    told: dict[str, Any] = {"moment": [entry.at for entry in folder.in_order() if entry.digest not in aside][-1]}
    try:
        library = librarian.read()[0]
    except ToetssteenError:  # a report made elsewhere names its sources by id, and has no links to instruments
        return told
    return told | {
        "works": library.works,
        "crosswalks": library.crosswalks,
        "unasked": _unasked(library, folder.assessment().method),
    }


def _unasked(library: Library, method: Method | None) -> dict[Id, Asked]:
    """Return what the set asks in that class and the method does not: it was left out, or the law brings it later."""
    chosen = library.sets.get(method.set.id) if method and method.set else None
    if method is None or method.set is None or chosen is None or chosen.version != method.set.version:
        return {}
    if method.impact and method.impact.chosen in classes_of(chosen):
        chosen = in_class(chosen, method.impact.chosen)
    weighed = {weighing.criterion.id for _, weighing in method.weighings()}
    there = weighed | {asked.id for asked in [*method.gates, *method.checklist, *(method.conditions or [])]}
    known: dict[Id, Asked] = {**library.asked(chosen.own), **library.conditions()}
    return {left_out: known[left_out] for left_out in sorted(all_of(chosen) - there) if left_out in known}
