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

    def level(self, found: LevelReport) -> Line:
        """Set a level with the word of its scale."""
        return line(found.text, " " if found.label else "", Span(found.label, "label"))

    def sources(self, given: Iterable[SourceReport]) -> list[Block]:
        """Set sources; one that nobody checked is marked."""
        told = [(source.title, source.at, source.url, source.checked) for source in given]
        return references(f"{self.word('sources')}:", self.word("unchecked"), told)

    def equivalent(self) -> str:
        """Return the sentence that equivalent proof counts; empty where it does not."""
        return f" {self.word('equivalent')}" if self.given.track_id == "tender" else ""

    def dissents(self, given: Iterable[DissentReport]) -> list[Block]:
        """Set who disagreed and why."""
        return [
            callout("dissent", text(strong(f"{self.word('dissent')}: {dissent.who}")), said(dissent.reason))
            for dissent in given
        ]

    def numbers(self, given: Sequence[int]) -> Line:
        """Set the numbers of pieces of evidence, each a link to the piece."""
        return joined(([link(f"#evidence-{number}", str(number))] for number in given), ", ")

    def proofs(self, given: Iterable[int]) -> list[Block]:
        """Set pieces of evidence."""
        told = []
        for number in given:
            piece = self.pieces[number]
            dated = f", {piece.dated}" if piece.dated else ""
            marks: list[str | Span] = [" ", self.mark("expired")] if piece.expired else []
            marks += [] if piece.digest else [" ", self.mark("no_digest")]
            about = line(" ", Span(piece.title, voice="said"), f" ({piece.kind}{dated})")
            told.append(line(self.numbers([number]), about, marks))
        return [listed(told, self.word("evidence"), tone="row")] if told else []

    def judgement(self, given: Judgement, *, how: bool = True) -> Iterator[Block]:
        """Set how a level or status came about."""
        if how:
            yield from self.small(given.how)
        yield from said(given.reason)
        if given.explanation:
            yield text(given.explanation)
        if given.opinions:
            yield listed((self.opinion(place, given) for place in range(len(given.opinions))), tone="quiet")
        yield from self.dissents(given.dissent)
        yield from self.proofs(given.evidence)

    def opinion(self, place: int, given: Judgement) -> list[Block]:
        """Set what one evaluator answered."""
        one = given.opinions[place]
        proof = [Span(f" {self.word('evidence')} ", "small"), *self.numbers(one.evidence)] if one.evidence else []
        told: list[Block] = [text(strong(one.who), f": {one.text}", proof), *said(one.reason)]
        return [*told, text(one.explanation)] if one.explanation else told

    def eligible(self, status: str, words: str) -> Span:
        """Set whether a solution passes."""
        return state({"yes": "met", "no": "not_met", "open": "unproven"}[status], words)

    def finding(self, level: int, solution: str, told: Span, *blocks: Block | Iterable[Block]) -> Card:
        """Make what was found of one solution."""
        return card("finding", heading(level, name(solution), " ", told), *blocks)

    def titled(self, level: int, title: str, weight: str, *, listed: bool = False) -> Block:
        """Make the heading of a public value, with its weight."""
        return heading(level, title, Span(f" {weight}%", "label"), listed=listed)
