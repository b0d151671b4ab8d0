"""What every part of a report takes to be set in blocks: its words, and what stands in more than one part."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from toetssteen.documents.blocks import (
    Block,
    Card,
    Line,
    Paragraph,
    Span,
    callout,
    card,
    heading,
    joined,
    labelled,
    line,
    link,
    listed,
    name,
    references,
    said,
    section,
    state,
    strong,
    text,
)
from toetssteen.documents.report.nouns import DissentReport, Judgement, LevelReport, Report
from toetssteen.documents.report.nouns_annexes import SourceReport
from toetssteen.language import say


class Setting:
    """A report, with its words and what is set more than once."""

    def __init__(self, given: Report) -> None:
        self.given = given
        self.pieces = {piece.number: piece for piece in given.evidence}

    def word(self, key: str, **particulars: object) -> str:
        """Return a word of the report."""
        return say(f"report.{key}", self.given.language, **particulars)

    def words(self, *keys: str) -> list[str]:
        """Return several words of the report, such as the heads of a table."""
        return [self.word(key) for key in keys]

    def part(self, key: str, *blocks: Block | Iterable[Block]) -> Card:
        """Make a part of the report, under its heading."""
        return section(key, heading(2, self.word(f"heading_{key}")), *blocks)

    def plain(self, key: str) -> Paragraph:
        """Set a word as a paragraph."""
        return text(self.word(key))

    def small(self, words: str) -> list[Block]:
        """Set words in small; none, none."""
        return [text(words, tone="small")] if words else []

    def mark(self, key: str) -> Span:
        """Set a word that marks something."""
        return Span(self.word(key), "mark")

    def sort(self, kind: str) -> list[Block]:
        """Set what sort of question this is."""
        return [labelled(f"{self.word('kind')}:", f"{kind}.", tone="small")] if kind else []

    def level(self, level: LevelReport) -> Line:
        """Set a level with the word of its scale."""
        return line(level.text, " " if level.label else "", Span(level.label, "label"))

    def sources(self, cited: Iterable[SourceReport]) -> list[Block]:
        """Set sources; one that nobody checked is marked."""
        works = [(source.title, source.at, source.url, source.checked) for source in cited]
        return references(f"{self.word('sources')}:", self.word("unchecked"), works)

    def equivalent(self) -> str:
        """Return the sentence that equivalent proof counts; empty where it does not."""
        return f" {self.word('equivalent')}" if self.given.track_id == "tender" else ""

    def dissents(self, opinions: Iterable[DissentReport]) -> list[Block]:
        """Set who disagreed and why."""
        return [
            callout("dissent", text(strong(f"{self.word('dissent')}: {dissent.who}")), said(dissent.reason))
            for dissent in opinions
        ]

    def numbers(self, pieces: Sequence[int]) -> Line:
        """Set the numbers of pieces of evidence, each a link to the piece."""
        return joined(([link(f"#evidence-{number}", str(number))] for number in pieces), ", ")

    def proofs(self, pieces: Iterable[int]) -> list[Block]:
        """Set pieces of evidence."""
        items = []
        for number in pieces:
            piece = self.pieces[number]
            dated = f", {piece.dated}" if piece.dated else ""
            marks: list[str | Span] = [" ", self.mark("expired")] if piece.expired else []
            marks += [] if piece.digest else [" ", self.mark("no_digest")]
            about = line(" ", Span(piece.title, voice="said"), f" ({piece.kind}{dated})")
            items.append(line(self.numbers([number]), about, marks))
        return [listed(items, self.word("evidence"), tone="row")] if items else []

    def judgement(self, judgement: Judgement, *, how: bool = True) -> Iterator[Block]:
        """Set how a level or status came about."""
        if how:
            yield from self.small(judgement.how)
        yield from said(judgement.reason)
        if judgement.explanation:
            yield text(judgement.explanation)
        if judgement.opinions:
            yield listed((self.opinion(place, judgement) for place in range(len(judgement.opinions))), tone="quiet")
        yield from self.dissents(judgement.dissent)
        yield from self.proofs(judgement.evidence)

    def opinion(self, place: int, judgement: Judgement) -> list[Block]:
        """Set what one evaluator answered."""
        opinion = judgement.opinions[place]
        proof = (
            [Span(f" {self.word('evidence')} ", "small"), *self.numbers(opinion.evidence)] if opinion.evidence else []
        )
        blocks: list[Block] = [text(strong(opinion.who), f": {opinion.text}", proof), *said(opinion.reason)]
        return [*blocks, text(opinion.explanation)] if opinion.explanation else blocks

    def eligible(self, status: str, words: str) -> Span:
        """Set whether a solution passes."""
        return state({"yes": "met", "no": "not_met", "open": "unproven"}[status], words)

    def finding(self, level: int, solution: str, told: Span, *blocks: Block | Iterable[Block]) -> Card:
        """Make what was found of one solution."""
        return card("finding", heading(level, name(solution), " ", told), *blocks)

    def titled(self, level: int, title: str, weight: str, *, listed: bool = False) -> Block:
        """Make the heading of a public value, with its weight."""
        return heading(level, title, Span(f" {weight}%", "label"), listed=listed)
