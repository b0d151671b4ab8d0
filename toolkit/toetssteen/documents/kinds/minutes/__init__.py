"""The minutes of a meeting: a page to read, a PDF to keep, a document to add to and to sign.

Rules: ``model.py`` says what happened, and here it is set in blocks; nothing is worked out here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from toetssteen.documents.blocks import (
    Block,
    Card,
    Cell,
    Paper,
    Paragraph,
    Span,
    asked,
    callout,
    code,
    heading,
    line,
    listed,
    name,
    said,
    section,
    strong,
    table,
    text,
)
from toetssteen.documents.kinds.minutes.model import Minutes, minutes
from toetssteen.documents.kinds.minutes.nouns import Taken
from toetssteen.language import Language, say
from toetssteen.model.entries.entry import Entry
from toetssteen.model.replay.assessment import Assessment

FORMATS = ("html", "pdf", "docx")
LONG = 1200
"""Characters of reasons from which a point may go over to the next page."""


def paper(assessment: Assessment, entries: Sequence[Entry], language: Language, number: int | None = None) -> Paper:
    """Return the minutes of a round, the current one unless another is named; ``entries`` in replay order.

    Raises
    ------
    RuleError
        If the round is sealed, or there is none of that number.
    """
    return _MinutesBlocks(minutes(assessment, entries, language, number)).paper()


class _MinutesBlocks:
    """The blocks of the minutes."""

    def __init__(self, given: Minutes) -> None:
        self.given = given
        self.say = given.word
        self.fingerprint = given.part.fingerprint or ""

    def paper(self) -> Paper:
        """Return the whole document."""
        opened, telling, number = self.given.opened, self.given.telling, str(self.given.part.number)
        phase, made = say(f"phase.{self.given.assessment.phase}", telling.language), telling.instant(telling.moment)
        facts = (("authority", opened.authority), ("round", number), ("phase", phase), ("made", made))
        return Paper(
            kind="minutes",
            language=telling.language,
            written_in=opened.language,
            name=f"{opened.assessment}-{self.say('file')}-{number}",
            kicker=(self.say("document"), say(f"track.{opened.track}", telling.language)),
            title=opened.title,
            facts=tuple((self.say(key), fact) for key, fact in facts),
            running=f"{self.say('fingerprint_short')} {self.fingerprint[:12]}",
            foot=f"{self.say('document')} · {opened.authority}",
            closing=f"{opened.authority} · {self.say('round')} {number} · {made}",
            moment=telling.moment,
            opening=(text(self.say("internal"), tone="banner"),),
            contents=0,
            blocks=tuple(self.parts()),
        )

    def parts(self) -> Iterator[Card]:
        """Yield the parts in order."""
        given = self.given
        still = self.say("open_intro", count=len(given.open)) if given.open else self.say("open_none")
        yield self.part("meeting", self.meeting())
        every = len(given.agreed) + len(given.open)
        yield self.part("agreed", [text(self.say("agreed_intro", count=len(given.agreed), all=every))], given.agreed)
        yield self.part("open", [text(still)], given.open)
        yield self.part("checks", self.checks())
        yield self.part("notes", self.notes())
        yield self.part("corrections", self.corrections())
        yield self.part("evidence", self.evidence())
        yield self.part("verify", self.verify())

    def part(self, key: str, blocks: Iterable[Block], points: Iterable[Taken] = ()) -> Card:
        """Make a part, with the points that were taken in it."""
        taken = [self.taken(f"{key}-{place}", point) for place, point in enumerate(points, start=1)]
        return section(key, heading(2, self.say(f"heading_{key}")), blocks, taken)

    def meeting(self) -> Iterator[Block]:
        """Set when the committee met, who were present, how the round went, and by which method."""
        given = self.given
        yield text(self.say("from_log"))
        yield heading(3, self.say("heading_when"))
        if given.sittings:
            yield listed(given.sittings)
        yield text(self.say("clock"), tone="small") if given.sittings else text(self.say("sittings_none"))
        if given.present:
            yield heading(3, self.say("heading_present"))
            yield listed(name(person) for person in given.present)
            if given.absent:
                yield text(name(given.absent))
        yield heading(3, self.say("heading_round"))
        yield listed(
            [text(event.text, f" {self.say('reason_given')}" if event.reason else ""), *said(event.reason)]
            for event in given.events
        )
        yield heading(3, self.say("heading_method"))
        yield text(given.telling.word(f"rule_{given.telling.method.rules.aggregation}"))
        yield text(strong(self.say("fingerprint")), " ", Span(self.fingerprint, "code"))

    def taken(self, id: str, point: Taken) -> Card:  # noqa: A002 - its name
        """Set what each evaluator answered on one point, and what was agreed."""
        blocks: list[Block] = [self.small("said_none")]
        if point.said:
            each_said = [line(f"{opinion.who}: ", strong(opinion.text)) for opinion in point.said]
            blocks = [listed(each_said, self.say("said"), tone="row")]
        length = len(point.reason + point.correction) + sum(len(dissent.reason) for dissent in point.dissent)
        return asked(
            id,
            heading(3, point.title, ", ", name(point.name)),
            blocks,
            [text(point.figures, tone="small")] if point.figures else [],
            [text(Span(alike, "mark")) for alike in point.alike],
            [text(strong(self.say("contradicted")), tone="banner")] if point.contradicted else [],
            self.outcome(point) if point.outcome else [],
            together=length < LONG,
        )

    def outcome(self, point: Taken) -> Iterator[Block]:
        """Set what was agreed and why, who disagreed, and what was recorded before."""
        yield text(f"{self.say('agreed')}: {point.outcome}", tone="outcome")
        yield from said(point.reason)
        if point.explanation:
            yield text(point.explanation)
        if point.correction:
            yield self.small("corrected_why", at=point.corrected_at)
            yield from said(point.correction)
        for dissent in point.dissent:
            yield callout("dissent", text(strong(self.say("dissent", who=dissent.who))), said(dissent.reason))
        for before in point.earlier:
            yield self.small("earlier", at=before.at, text=before.text)
        yield text(" ".join(part for part in (point.present, point.evidence, point.recorded) if part), tone="small")

    def small(self, key: str, **particulars: object) -> Paragraph:
        """Set a word in small type."""
        return text(self.say(key, **particulars), tone="small")

    def checks(self) -> Iterator[Block]:
        """Set the findings on the checklist."""
        rows = [[text(strong(f"{check.title}: {check.text}")), *said(check.reason)] for check in self.given.checks]
        yield listed(rows) if rows else text(self.say("checks_none"))

    def notes(self) -> Iterator[Block]:
        """Set the tensions, compromises, conditions and advice."""
        rows: list[list[Block]] = [
            [
                *([text(Span(note.about, "strong", "name"))] if note.about else []),
                *said(note.text),
                *([text(name(note.particulars), tone="small")] if note.particulars else []),
            ]
            for note in self.given.notes
        ]
        yield listed(rows) if rows else text(self.say("notes_none"))

    def corrections(self) -> Iterator[Block]:
        """Set what was corrected, by whom and why."""
        heads = [self.say(key) for key in ("what", "was", "now", "who", "why")]
        rows: list[list[Cell]] = [
            [
                name(correction.about),
                correction.before or "-",
                correction.text,
                [text(correction.who), self.at(correction.at)],
                said(correction.reason),
            ]
            for correction in self.given.corrections
        ]
        widths = (1.3, 1, 1, 1, 1.8)
        caption = self.say("caption_corrections")
        yield table("corrections", caption, heads, rows, widths=widths) if rows else text(self.say("corrections_none"))

    def at(self, moment: str) -> Paragraph:
        """Set a moment in small type."""
        return text(moment, tone="small")

    def evidence(self) -> Iterator[Block]:
        """Set the pieces of evidence."""
        heads = [self.say(key) for key in ("number", "title", "kind", "dated")]
        rows: list[list[Cell]] = [
            [str(piece.number), Span(piece.title, voice="said"), piece.kind, piece.dated or "-"]
            for piece in self.given.telling.used()
        ]
        grid = table("evidence", self.say("caption_evidence"), heads, rows, names=1, numbers=[0], widths=(0, 2, 1, 1))
        yield grid if rows else text(self.say("evidence_none"))

    def verify(self) -> Iterator[Block]:
        """Set the heads of the logs, and the command that checks these minutes against them."""
        heads = [self.say("log_of"), self.say("digest")]
        rows: list[list[Cell]] = [[head.who, Span(head.digest, "code")] for head in self.given.heads]
        yield text(self.say("verify_intro"))
        yield table("heads", self.say("caption_heads"), heads, rows, widths=(1, 2.6))
        yield text(self.say("command"))
        yield code(self.given.command)
