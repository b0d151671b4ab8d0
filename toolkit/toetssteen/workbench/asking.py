"""Asking vendors: the questionnaire, their answers, and what was clarified to all of them.

Rules: the same questionnaire goes to all, so the one that was made is given again; answers come in whole or not at
all; an answer is the vendor's word, nothing more.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple, Self

from toetssteen.errors import Fault, RuleError, SheetError, fault
from toetssteen.language import Language
from toetssteen.model.base import Id
from toetssteen.model.entries.asking import AnswersReceived, Attached, Clarified, QuestionnaireMade
from toetssteen.model.entries.entry import Entry
from toetssteen.sheets.answers import Asked, read_answers
from toetssteen.sheets.questionnaire import Format, asked_of_vendors
from toetssteen.sheets.questionnaire import questionnaire as sheets_of
from toetssteen.sheets.unseen import Hidden
from toetssteen.store.protocol import MAX_FILE, Appendable, Readable
from toetssteen.workbench.recording import body_of, record, refusals, written

_NOTHING = "0" * 64


class Made(NamedTuple):
    """A questionnaire that was made: when, by whom, as what, its check code, and whether it is of this method."""

    at: str
    author: str
    body: QuestionnaireMade
    current: bool


class Exchanged(NamedTuple):
    """What went out to vendors and came in, in order, as far as it counts: questionnaires, answers, what was clarified.

    Of the answers of a solution the last count; each clarification has its moment; ``asked`` counts what a
    questionnaire of the method asks.
    """

    questionnaires: list[Made]
    answers: list[tuple[Entry, AnswersReceived]]
    clarified: list[tuple[str, Clarified]]
    asked: int

    @classmethod
    def of(cls, store: Readable) -> Self:
        """Gather the exchange from the entries of an assessment."""
        assessment = store.assessment()
        aside = {refused.entry.digest for refused in assessment.set_aside}
        entries = [entry for entry in store.in_order() if entry.digest not in aside]
        return cls(
            [
                Made(entry.at, entry.author, entry.body, entry.fingerprint == assessment.fingerprint)
                for entry in entries
                if isinstance(entry.body, QuestionnaireMade)
            ],
            [(entry, entry.body) for entry in entries if isinstance(entry.body, AnswersReceived)],
            [(entry.at, entry.body) for entry in entries if isinstance(entry.body, Clarified)],
            len(asked_of_vendors(assessment.method)) if assessment.method else 0,
        )


def questionnaire(folder: Appendable, author: str, format: Format, language: Language) -> bytes:  # noqa: A002 - its name
    """Return the questionnaire for the vendors; it is made, kept as evidence and recorded where it was not yet.

    Raises
    ------
    RuleError
        If the method is not frozen, or its author may not.
    SheetError
        If something of the method cannot be kept in a cell.
    """
    given = {"format": format, "language": language, "file": _NOTHING}
    if faults := refusals(folder, author, body_of("questionnaire-made", given)):
        raise RuleError(faults)
    kept = folder.files()
    for made in Exchanged.of(folder).questionnaires:
        if made.current and (made.body.format, made.body.language) == (format, language) and made.body.file in kept:
            return folder.file(made.body.file)
    content = _written(folder, format, language)
    given["file"] = folder.put_file(content)
    record(folder, author, body_of("questionnaire-made", given))
    return content


def _written(folder: Readable, format: Format, language: Language) -> bytes:  # noqa: A002 - its name
    """Write a questionnaire, and read it back: what would not come back is not handed out."""
    asked = _asked(folder)
    made = sheets_of(asked.opened, asked.method, asked.fingerprint, language)
    content = made.write(format)
    read_answers(content, f"{asked.opened.assessment}.{format}", asked, {}, MAX_FILE, blank=True)
    return content


def _asked(folder: Readable) -> Asked:
    assessment = folder.assessment()
    if assessment.method is None or assessment.fingerprint is None:
        phase = assessment.phase
        raise RuleError(fault("TS-203", folder.where, kind="answers-received", phase=phase, phases="frozen, open"))
    return Asked(assessment.opened, assessment.method, assessment.fingerprint, assessment.versions)


def receive(
    folder: Appendable,
    author: str,
    solution: Id,
    file: bytes,
    attachments: Mapping[str, bytes],
    reason: str | None = None,
    *,
    name: str = "xlsx",
    hidden: Hidden | None = None,
    notes: list[Fault] | None = None,
) -> Entry:
    """Take in a vendor's answers, from the questionnaire called ``name``, with the files it names.

    ``hidden`` says what is done with what is hidden in it; ``notes`` gets what is worth knowing.

    Raises
    ------
    SheetError
        If the questionnaire or a file does not fit, with every fault by its cell.
    RuleError
        If the solution does not take part, or there are answers already and there is no reason.
    StoreError
        If the disk will not have it. In any case but a full disk nothing was written.
    """
    body = AnswersReceived(solution=solution, file=_NOTHING, answers=[], reason=(reason or "").strip() or None)
    faults = refusals(folder, author, body)
    given = name if "." in name else f"{solution}.{name}"
    try:
        found = read_answers(file, given, _asked(folder), attachments, MAX_FILE, hidden=hidden)
    except SheetError as error:
        if faults:
            raise RuleError([*faults, *error.faults]) from error
        raise
    if faults:
        raise RuleError(faults)
    if notes is not None:
        notes += found.notes
    body = body.model_copy(update={"answers": found.answers, "conditions": found.conditions})
    if faults := refusals(folder, author, body):
        raise RuleError(faults)
    kept = [Attached(name=called, file=folder.put_file(content)) for called, content in attachments.items()]
    return written(folder, author, body.model_copy(update={"file": folder.put_file(file), "attachments": kept}))
