"""The files that are kept with an assessment: whose each is, and getting one out as it was put in.

Rules: a file is asked for as a piece of evidence or as an attachment of a vendor's answers, never by a path; what is
on disk is held against its digest every time; who is kept from a solution does not get the files of its vendor, nor
does a reader who is not known where anybody is kept from it; nobody gets a price envelope that is still closed. A file
comes from outside: it goes out under a name that is safe anywhere, as a type that no browser draws.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping
from typing import NamedTuple

from toetssteen.errors import RuleError, UseError, fault
from toetssteen.language import kept_by_windows, same
from toetssteen.model.base import Digest, Id
from toetssteen.model.entries.asking import AnswersReceived, Attached, stem_of
from toetssteen.model.entries.evidence import EvidenceAdded
from toetssteen.model.entries.pricing import PriceSealed
from toetssteen.model.replay.assessment import Assessment
from toetssteen.sheets import attachment
from toetssteen.store.protocol import Readable

MEDIA = "application/octet-stream"
MAX_STEM = 180
"""Bytes that a name has before its type: a file system takes 255, and a browser may add a number."""
_UNSAFE = re.compile(r"\s*[<>:\"/\\|?*][<>:\"/\\|?*\s]*")
Vendors = Mapping[Digest, frozenset[Id]]
"""The solutions whose vendor sent a file, with its answers or as them, by the digest of the file."""


class Kept(NamedTuple):
    """A file as it was put in, the name to keep it under, and the media type to send it as."""

    name: str
    media: str
    content: bytes


class KeptFiles:
    """The files that are kept with an assessment, for one reader, or for one who is not known (``None``)."""

    def __init__(self, store: Readable, person: Id | None) -> None:
        self._store = store
        self._person = person

    def file(self, *, evidence: Id = "", solution: Id = "", name: str = "") -> Kept:
        """Return the file of a piece of ``evidence``, or the attachment ``name`` of the answers of a ``solution``.

        Raises
        ------
        UseError
            If there is no such piece or attachment, or it has no file.
        RuleError
            If the reader is kept from the solution of its vendor, or is not known while somebody is; or if it is a
            price envelope that is still closed.
        IntegrityError
            If it is missing, or no longer what was put in.
        """
        assessment = self._store.assessment()
        if solution:
            found = attached(assessment.answers.get(solution), name)
            digest, called = found.file if found else None, name
            hidden = solution in _kept_from(assessment, self._person)
        else:
            piece = assessment.evidence.get(evidence)
            digest, called = (piece.file, _called(piece)) if piece else (None, "")
            hidden = piece is not None and hidden_from(assessment, self._person, piece, vendors(self._store))
        if hidden:
            raise RuleError(fault("TS-523", "", person=self._person) if self._person else fault("TS-526"))
        if digest is None:
            raise UseError(fault("TS-216", "", evidence=name or evidence))
        if digest in _closed(self._store):
            raise RuleError(fault("TS-524", called))
        content = self._store.file(digest)
        return Kept(_safe(called, content), MEDIA, content)

    def pieces(self) -> list[EvidenceAdded]:
        """Return the evidence that the reader may see: not the answers of a vendor they are kept from."""
        assessment = self._store.assessment()
        sent = vendors(self._store) if _kept_from(assessment, self._person) else {}
        pieces = assessment.evidence.values()
        return [piece for piece in pieces if not hidden_from(assessment, self._person, piece, sent)]


def refuse_type(name: str, types: Collection[str], content: bytes | None = None) -> None:
    """Refuse a file of another type than these, or whose content, where it is given, does not look like its type.

    Raises
    ------
    UseError
        With the types that are taken (TS-509).
    """
    if attachment.type_of(name) not in types or (content is not None and not attachment.fits(name, content)):
        raise UseError(fault("TS-509", name, name=name, allowed=", ".join(types)))


def vendors(folder: Readable) -> Vendors:
    """Return which vendors sent which files, with every set of answers that ever came in."""
    found: dict[Digest, set[Id]] = {}
    for body in (entry.body for log in folder.logs().values() for entry in log):
        if isinstance(body, AnswersReceived):
            for digest in (body.file, *(enclosed.file for enclosed in body.attachments)):
                found.setdefault(digest, set()).add(body.solution)
    return {digest: frozenset(solutions) for digest, solutions in found.items()}


def hidden_from(assessment: Assessment, person: Id | None, piece: EvidenceAdded, sent: Vendors) -> bool:
    """Return whether a piece came only from vendors whose solutions somebody is kept from."""
    named = {
        solution
        for solution in assessment.solutions
        if re.fullmatch(rf"{re.escape(stem_of(solution))}(-\d+)?", piece.evidence)
    }
    whose = {piece.solution} if piece.solution else sent.get(piece.file or "") or named
    return bool(whose) and whose <= _kept_from(assessment, person)


def _kept_from(assessment: Assessment, person: Id | None) -> frozenset[Id]:
    """Return the solutions that a reader is kept from; of one who is not known, all that anybody is kept from.

    Otherwise whoever is kept from a solution would only have to say that they are nobody. An evaluator whose interest
    was not answered yet is kept from all.
    """
    kept: frozenset[Id] = frozenset()
    for member in assessment.people.values():
        if person in (None, member.person):
            waits = member.role == "evaluator" and member.person in assessment.waiting
            kept |= frozenset(assessment.solutions) if waits else assessment.kept_from(member.person)
    return kept


def _closed(store: Readable) -> set[Digest]:
    """Return every file that was ever sealed as the price of a solution whose price is not open."""
    opened = store.assessment().prices
    bodies = (entry.body for log in store.logs().values() for entry in log)
    return {body.file for body in bodies if isinstance(body, PriceSealed) and body.solution not in opened}


def attached(answers: AnswersReceived | None, name: str) -> Attached | None:
    """Return the attachment of a vendor's answers that a name in those answers means; ``None`` where there is none."""
    given = answers.attachments if answers else []
    return next((enclosed for enclosed in given if same(enclosed.name) == same(name)), None)


def answers_evidence(assessment: Assessment, solution: Id) -> Id | None:
    """Return the id of the evidence that holds a solution's answers; ``None`` where there is none."""
    given = assessment.answers.get(solution)
    named = re.compile(rf"{re.escape(stem_of(solution))}(-\d+)?")
    found = [
        piece.evidence
        for piece in assessment.evidence.values()
        if given is not None and piece.file == given.file and named.fullmatch(piece.evidence)
    ]
    return found[-1] if found else None


def _called(piece: EvidenceAdded) -> str:
    """Return what a piece is called: the name its file had, else its title."""
    return piece.about if attachment.type_of(piece.about) in attachment.TYPES else piece.title


def _safe(called: str, content: bytes) -> str:
    """Return a name that is safe on any system; its ending follows from the content, not from what somebody says."""
    plain = "".join(
        " " if unicodedata.category(character)[0] in "CZ" else character
        for character in unicodedata.normalize("NFC", called)
    )
    name = _UNSAFE.sub("-", " ".join(plain.split())).strip(" .-")
    known = attachment.fits(name, content)
    kind = attachment.type_of(name) if known else attachment.type_by(content)
    stem = name[: -len(kind) - 1] if known else name
    stem = stem.encode("utf-8", "ignore")[:MAX_STEM].decode("utf-8", "ignore").strip(" .-") or "file"
    return f"{'_' if kept_by_windows(stem) else ''}{stem}.{kind}"
