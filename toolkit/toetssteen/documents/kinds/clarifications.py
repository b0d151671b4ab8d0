"""The questions of vendors and their answers, for all of them alike: the note of clarification.

Rules: it names nobody who asked; what people wrote is text.
"""

from __future__ import annotations

from collections.abc import Sequence

from toetssteen.documents.blocks import Card, Paper, heading, said, section, strong, text
from toetssteen.language import Language, day, say
from toetssteen.model.entries.asking import Clarified
from toetssteen.model.entries.opening import Opened

FORMATS = ("html", "pdf", "docx")


def paper(opened: Opened, fingerprint: str, given: Sequence[tuple[str, Clarified]], language: Language) -> Paper:
    """Return the questions and answers; ``given`` has the moment (ISO 8601) of each answer, and is not empty."""

    def word(key: str, **particulars: object) -> str:
        return say(f"told.{key}", language, **particulars)

    def answered(number: int, at: str, told: Clarified) -> Card:
        return section(
            f"question-{number}",
            heading(2, word("heading", number=number, day=day(at, language))),
            text(strong(word("question"))),
            said(told.question),
            text(strong(word("answer"))),
            said(told.answer),
        )

    return Paper(
        kind="clarifications",
        language=language,
        written_in=opened.language,
        name=f"{opened.assessment}-{word('file')}",
        kicker=(word("document"),),
        title=opened.title,
        facts=(),
        running=word("document"),
        foot=opened.authority,
        closing=word("fingerprint", fingerprint=fingerprint),
        moment=given[-1][0],
        opening=(text(word("intro", authority=opened.authority, count=len(given))),),
        contents=0,
        blocks=tuple(answered(number, *clarified) for number, clarified in enumerate(given, start=1)),
    )
