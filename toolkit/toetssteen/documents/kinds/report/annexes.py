"""What stands in a report beside the judgement: what was chosen, what changes, the contract, other instruments."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from toetssteen.documents.blocks import (
    Block,
    Card,
    Cell,
    Span,
    asked,
    heading,
    labelled,
    line,
    link,
    listed,
    said,
    strong,
    table,
    text,
)
from toetssteen.documents.kinds.report.setting import Setting


def fitting(the: Setting) -> Card:
    """Set how the municipality adapted the set: what it left out, and its own criteria."""
    report = the.given.annexes
    dropped: list[list[Cell]] = [[member.title, said(member.reason)] for member in report.dropped]
    own: list[list[Cell]] = [[Span(criterion.title, voice="said"), criterion.value] for criterion in report.own]
    hidden: list[list[Cell]] = [[question.title, question.kind, question.because] for question in report.hidden]
    return the.part(
        "fitting",
        the.plain("fitting_intro"),
        chosen(the, "dropped", "dropped_none", the.words("point", "reason"), dropped, (1, 2)),
        chosen(the, "own", "own_none", the.words("point", "value"), own, (2, 1)),
        chosen(the, "hidden", "hidden_none", the.words("point", "kind", "reason"), hidden, (1.4, 1, 2)),
    )


def chosen(
    the: Setting, key: str, none: str, heads: list[str], rows: list[list[Cell]], widths: Sequence[float]
) -> Iterator[Block]:
    """Set one table of it, or say that there is nothing of the kind."""
    yield heading(3, the.word(f"heading_{key}"))
    yield table(key, the.word(f"caption_{key}"), heads, rows, widths=widths) if rows else the.plain(none)


def coming(the: Setting) -> Card:
    """Set what changes in the law while the solution is used."""
    report = the.given.annexes
    if not the.given.method.law:
        return the.part("coming", the.plain("law_none"))
    rows: list[list[Cell]] = [
        [change.day, change.change_text, [text(change.text), *the.sources(change.sources)]] for change in report.coming
    ]
    heads, caption = the.words("day", "change", "changing"), the.word("caption_coming")
    blocks: list[Block] = [the.plain("coming_intro"), table("coming", caption, heads, rows, widths=(0, 0, 1))]
    return the.part("coming", text(report.period), blocks if rows else [the.plain("coming_none")])


def clauses(the: Setting) -> Card:
    """Set the contract performance conditions."""
    points = []
    for place, option in enumerate(the.given.annexes.clauses, start=1):
        blocks: list[Block] = [text(the.word("not_asked"), f" {option.because}")]
        if not option.because:
            parts = (("why", option.why), ("clause", option.clause), ("watch", option.watch))
            blocks = [*(labelled(f"{the.word(key)}.", words) for key, words in parts), *the.sources(option.sources)]
        points.append(asked(f"clause-{place}", heading(3, option.title), the.sort(option.kind), blocks))
    return the.part("clauses", the.plain("clauses_intro" if points else "clauses_none"), points)


def related(the: Setting) -> Card:
    """Set the published instruments that the questions are linked to."""
    report = the.given.annexes
    if not report.related:
        return the.part("related", the.plain("related_none"))
    rows: list[list[Cell]] = [
        [link(instrument.url, instrument.title), instrument.edition, instrument.why]
        for instrument in report.instruments
    ]
    heads, caption = the.words("instrument", "edition", "note"), the.word("caption_instruments")
    blocks: list[Block] = []
    for linked in report.related:
        lines = [
            line(strong(f"{tie.instrument}, {tie.target}"), f" ({tie.target_title}): {tie.relation_text}. {tie.reason}")
            for tie in linked.links
        ]
        blocks += [heading(3, linked.title), listed(lines)]
    grid = table("instruments", caption, heads, rows, widths=(1.2, 0.8, 2))
    return the.part("related", the.plain("related_intro"), grid, blocks)


def clarified(the: Setting) -> Iterator[Card]:
    """Set the questions of vendors with the answers that all vendors got."""
    blocks: list[Block] = []
    for message in the.given.annexes.clarified:
        blocks += [heading(3, f"{the.word('asked_of_us')} {message.number}"), *said(message.question)]
        blocks += [text(strong(the.word("answered_all"))), *said(message.answer)]
    if blocks:
        yield the.part("clarified", the.plain("clarified_intro"), blocks)
