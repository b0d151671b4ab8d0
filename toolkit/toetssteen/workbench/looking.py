"""Looking at how sure a result is, and at what if; nothing of it is ever kept as a result."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from toetssteen.language import Language
from toetssteen.model.entries.entry import Entry
from toetssteen.scoring.outlook.what_if import is_open, under_profiles
from toetssteen.store.protocol import Appendable, Readable
from toetssteen.workbench.recording import body_of, written
from toetssteen.workbench.telling import profiles

if TYPE_CHECKING:
    from toetssteen.scoring.outlook.outlook import Outlook
    from toetssteen.scoring.result.result import Result
    from toetssteen.views.outlook.parts import Part, Speaker


def outlook_of(worked_out: Result) -> Outlook:
    """Give the outlook of a result; its parts are worked out when they are asked for."""
    from toetssteen.scoring.outlook.outlook import Outlook  # noqa: PLC0415 -- numpy loads when somebody looks

    return Outlook(worked_out)


def speaker_of(outlook: Outlook, language: Language) -> Speaker:
    """Give what tells an outlook in a language."""
    from toetssteen.views.outlook.parts import Speaker  # noqa: PLC0415 -- numpy loads when somebody looks

    return Speaker(outlook, language)


def what_if_open(folder: Readable) -> bool:
    """Whether what if is open without a reason on record (``semantics`` 11)."""
    return is_open(folder.assessment())


def open_what_if(folder: Appendable, author: str, reason: str) -> Entry:
    """Put on record why what if is opened between the freeze and the decision of a tender."""
    return written(folder, author, body_of("what-if-opened", {"reason": reason}))


def outcome_of(outlook: Outlook, language: Language, *, what_if: bool) -> dict[str, str]:
    """Give the outcome: its word, and the sentence that says it."""
    from toetssteen.views.outlook.outcome import outcome_sentence  # noqa: PLC0415 -- numpy loads when somebody looks

    sentence = outcome_sentence(speaker_of(outlook, language), what_if=what_if)
    return {"word": outlook.outcome.word, "sentence": sentence}


def outcome_sentences(outlook: Outlook, language: Language, *, what_if: bool) -> list[str]:
    """Give what the outcome says, sentence by sentence; the one with its word is the first."""
    from toetssteen.views.outlook.outcome import outcome_sentences as told  # noqa: PLC0415 -- the same

    return told(speaker_of(outlook, language), what_if=what_if)


def outcome_notes(outlook: Outlook, language: Language, *, what_if: bool) -> list[str]:
    """Give what stands beside the outcome: its cut-offs, and what it leaves out."""
    from toetssteen.views.outlook.words import notes  # noqa: PLC0415 -- the same

    return notes(speaker_of(outlook, language), what_if=what_if)


def outlook_parts(outlook: Outlook, language: Language, *, what_if: bool) -> list[Part]:
    """Give the whole outlook in parts: sentences, tables and figures."""
    from toetssteen.views.outlook.words import parts  # noqa: PLC0415 -- the same

    return parts(speaker_of(outlook, language), profiles(), what_if=what_if)


def turning_parts(outlook: Outlook, language: Language) -> list[Part]:
    """Give what would turn the order, in parts; only where what if is open."""
    from toetssteen.views.outlook.words import turning  # noqa: PLC0415 -- the same

    return turning(speaker_of(outlook, language), profiles())


def outlook_lines(outlook: Outlook, language: Language, *, what_if: bool) -> list[str]:
    """Give the whole outlook as lines of text."""
    from toetssteen.views.outlook.words import lines  # noqa: PLC0415 -- the same

    return lines(speaker_of(outlook, language), profiles(), what_if=what_if)


def outlook_document(outlook: Outlook, *, what_if: bool) -> dict[str, Any]:
    """Give the whole outlook as plain JSON."""
    from toetssteen.scoring.outlook.document import document  # noqa: PLC0415 -- the same

    method = outlook.result.method
    found = under_profiles(outlook.table, method, profiles()) if what_if and outlook.weighed else {}
    return document(outlook, found, what_if=what_if)
