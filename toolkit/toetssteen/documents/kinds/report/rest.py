"""What stands behind a result: how sure it is, notes, method, evidence, what moved, corrections, check codes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from toetssteen.documents.blocks import (
    Block,
    Blocks,
    Card,
    Cell,
    Row,
    Span,
    code,
    heading,
    joined,
    line,
    link,
    listed,
    name,
    row,
    said,
    section,
    strong,
    table,
    text,
)
from toetssteen.documents.kinds.report.setting import Setting
from toetssteen.documents.report.nouns import CorrectionReport, Piece
from toetssteen.documents.report.nouns_moved import MovedReport, Turned
from toetssteen.documents.report.nouns_robust import RobustPart


def robust(the: Setting) -> Iterator[Card]:
    """Set how sure a result is."""
    robustness = the.given.robust
    if robustness:
        parts = [robust_part(the, part) for part in robustness.parts]
        notes = [text(note) for note in robustness.notes]
        yield the.part("robust", text(strong(robustness.sentence)), notes, the.plain("robust_intro"), parts)


def robust_part(the: Setting, part: RobustPart) -> Card:
    """Set one part of the outlook, with the table behind it."""
    heads, count = [name(head) for head in part.head], len(part.head)
    rows = [[name(cell) for cell in cells] for cells in part.rows]
    widths = [2] * part.names + [1] * (count - part.names)
    numbers, key = range(part.names, count), f"robust-{part.id}"
    return section(
        key,
        heading(3, part.title),
        listed(part.sentences),
        [table(key, part.caption, heads, rows, numbers=numbers, widths=widths)] if rows else [],
        the.small(part.method),
    )


def notes(the: Setting) -> Card:
    """Set the tensions, compromises, conditions and advice."""
    cards = [
        section(
            "",
            heading(3, the.word(f"note_{note.kind}"), [": ", name(note.about)] if note.about else []),
            said(note.text),
            the.small(note.particulars),
            the.dissents(note.dissent),
        )
        for note in the.given.notes
    ]
    return the.part("notes", cards or the.plain("notes_none"))


def method(the: Setting) -> Card:
    """Set the method: fingerprint, rules, weights, scoping, versions, law and committee."""
    frozen = the.given.method
    named = f"{the.word('set_line', set=frozen.set, version=frozen.version)} " if frozen.set else ""
    about = the.given.about
    return the.part(
        "method",
        the.plain("method_intro"),
        text(strong(the.word("fingerprint")), " ", Span(frozen.fingerprint, "code")),
        text(named, frozen.basis),
        [heading(3, the.word("heading_about")), *said(about)] if about else [],
        heading(3, the.word("heading_rules")),
        listed(frozen.rules),
        listed(frozen.impact) if frozen.impact else [],
        heading(3, the.word("heading_weights")),
        weights(the),
        scoping(the),
        versions(the),
        law(the),
        committee(the),
    )


def weights(the: Setting) -> Block:
    """Set the weights of values and criteria."""
    rows: list[Row] = []
    for value in the.given.values:
        rows.append(row([value.title, value.weight, value.weight, "-"], tone="group"))
        rows += [
            row([criterion.title, criterion.weight, criterion.weight_of_whole, criterion.minimum or "-"], tone="sub")
            for criterion in value.criteria
        ]
    heads = the.words("value_or_criterion", "weight", "weight_of_whole", "minimum")
    return table("weights", the.word("caption_weights"), heads, rows, numbers=(1, 2, 3), widths=(1, 0, 0, 0))


def scoping(the: Setting) -> Iterator[Block]:
    """Set the scoping questions with their answers."""
    if questions := the.given.method.scoping:
        rows = [[question.question, question.answer] for question in questions]
        yield heading(3, the.word("heading_scoping"))
        yield table("scoping", the.word("caption_scoping"), the.words("question", "answer"), rows, widths=(2, 1))


def versions(the: Setting) -> Iterator[Block]:
    """Set every freeze of the method."""
    rows: list[list[Cell]] = [
        [str(version.number), version.at, Span(version.fingerprint, "code"), said(version.reason) or "-"]
        for version in the.given.method.versions
    ]
    heads = the.words("version", "moment", "fingerprint", "reason")
    yield heading(3, the.word("heading_versions"))
    yield table("versions", the.word("caption_versions"), heads, rows, widths=(0, 1, 1.7, 2))


def law(the: Setting) -> Iterator[Block]:
    """Set the law profile."""
    frozen = the.given.method
    yield heading(3, the.word("heading_law"))
    if frozen.law:
        yield text(the.word("law_line", law=frozen.law, version=frozen.law_version))
        yield text(frozen.disclaimer)
    else:
        yield the.plain("law_none")


def committee(the: Setting) -> Iterator[Block]:
    """Set who judged, and what stands out in how they did."""
    report = the.given
    rows: list[list[Cell]] = [
        [member.who, name(member.expertise or "-"), member.interests] for member in report.committee
    ]
    heads = the.words("who", "expertise", "interests")
    yield heading(3, the.word("heading_committee"))
    yield table("committee", the.word("caption_committee"), heads, rows, widths=(1, 1.4, 1))
    if report.course:
        yield listed([text(event.text), *said(event.reason)] for event in report.course)


def evidence(the: Setting) -> Card:
    """Set every piece of evidence, with a place to link to."""
    pieces = the.given.evidence
    if not pieces:
        return the.part("evidence", the.plain("evidence_none"))
    rows = [row(piece_cells(the, piece), id=f"evidence-{piece.number}") for piece in pieces]
    heads, widths = the.words("number", "title", "kind", "dated", "kept_copy"), (0, 2, 0.9, 1.6, 1)
    grid = table("evidence", the.word("caption_evidence"), heads, rows, names=1, numbers=[0], widths=widths)
    return the.part("evidence", the.plain("evidence_intro"), grid)


def piece_cells(the: Setting, piece: Piece) -> list[Cell]:
    """Set one piece: what it is, its dates, and whether a copy is kept."""
    days = (("dated_line", piece.dated), ("consulted_line", piece.consulted), ("expires_line", piece.expires))
    dates: list[Block] = [text(the.word(key, date=day)) for key, day in days if day]
    expired: list[Block] = [text(the.mark("expired"))] if piece.expired else []
    copy = text(Span(piece.digest, "code") if piece.digest else the.mark("no_digest"))
    about: list[Block] = [text(Span(piece.title, voice="said"))]
    where: list[Block] = [text(link(piece.link, piece.link))] if piece.link else []
    return [str(piece.number), [*about, *said(piece.about)], piece.kind, [*dates, *expired], [*where, copy]]


def moved(the: Setting) -> Iterator[Card]:
    """Set what moved since an earlier round."""
    moves = the.given.moved
    if moves is None:
        return
    same = the.word("moved_same_method" if moves.same_method else "moved_other_method")
    lists = (("dropped", moves.dropped), ("added", moves.added), ("gone", moves.gone), ("new", moves.new))
    anew = [block for frozen in moves.frozen_anew for block in said(frozen)]
    yield the.part(
        "moved",
        text(the.word("moved_between", before=moves.before, after=moves.after), f" {same}"),
        [text(strong(the.word("moved_reason"))), *said(moves.reason)] if moves.reason else [],
        [text(strong(the.word("moved_frozen_anew"))), *anew] if anew else [],
        [block for key, items in lists for block in named(the, f"moved_{key}", items)],
        moved_solutions(the, moves),
        moved_cells(the, moves),
        moved_weights(the, moves),
    )


def named(the: Setting, key: str, titles: list[str]) -> list[Block]:
    """Set a word and the names that belong to it; nothing without names."""
    names = joined([name(title)] for title in titles)
    return [text(strong(the.word(key)), " ", names)] if titles else []


def turned(turn: Turned) -> Cell:
    """Set what something said before and says now."""
    if turn.before == turn.after:
        return turn.before
    return line(turn.before, " \N{RIGHTWARDS ARROW} ", strong(turn.after))


def moved_solutions(the: Setting, moves: MovedReport) -> Iterator[Block]:
    """Set the solutions that came out otherwise."""
    if not moves.solutions:
        yield the.plain("moved_solutions_none")
        return
    rows: list[list[Cell]] = [
        [turn.name, turned(turn.total), turn.shift or "-", turned(turn.rank), turned(turn.eligible)]
        for turn in moves.solutions
    ]
    heads, widths = the.words("solution", "total", "shift", "rank", "eligible"), (1.4, 1.4, 0, 1, 1.2)
    caption = the.word("caption_moved_solutions")
    yield table("moved-solutions", caption, heads, rows, numbers=[2], widths=widths)
    yield from named(the, "moved_same", moves.same)


def moved_cells(the: Setting, moves: MovedReport) -> Iterator[Block]:
    """Set the cells that say something else."""
    if not moves.cells:
        yield the.plain("moved_cells_none")
        return
    rows: list[list[Cell]] = []
    for turn in moves.cells:
        reasons: Blocks = tuple(block for reason in turn.reasons for block in said(reason))
        rows.append([turn.title, turn.name, turn.turned.before, strong(turn.turned.after), reasons or "-"])
    heads, widths = the.words("point", "solution", "before", "after", "reason"), (1.3, 1, 0.8, 0.8, 2)
    yield table("moved-cells", the.word("caption_moved_cells"), heads, rows, widths=widths)


def moved_weights(the: Setting, moves: MovedReport) -> Iterator[Block]:
    """Set the criteria that weigh otherwise."""
    if moves.weights:
        rows = [[weight.title, weight.turned.before, weight.turned.after] for weight in moves.weights]
        heads = the.words("point", "before", "after")
        yield table("moved-weights", the.word("caption_moved_weights"), heads, rows, numbers=(1, 2), widths=(2, 0, 0))


def superseded(the: Setting, correction: CorrectionReport) -> Iterable[Block]:
    """Set which entry a correction takes the place of; what was put right has none."""
    if correction.supersedes:
        yield from the.small(the.word("supersedes", digest=correction.supersedes[:12]))


def corrections(the: Setting) -> Card:
    """Set what was corrected, by whom and why."""
    rows: list[list[Cell]] = [
        [
            name(correction.about),
            correction.before or "-",
            correction.text,
            [text(correction.who), text(correction.at, tone="small")],
            [*said(correction.reason), *superseded(the, correction)],
        ]
        for correction in the.given.corrections
    ]
    if not rows:
        return the.part("corrections", the.plain("corrections_none"))
    heads = the.words("corrected_cell", "was", "now", "who", "reason")
    grid = table("corrections", the.word("caption_corrections"), heads, rows, widths=(1.3, 1, 1, 1, 2))
    return the.part("corrections", grid)


def verify(the: Setting) -> Card:
    """Set the heads of the logs, and the commands that check them."""
    report = the.given
    rows: list[list[Cell]] = [[head.who, Span(head.digest, "code")] for head in report.heads]
    return the.part(
        "verify",
        the.plain("verify_intro"),
        table("heads", the.word("caption_heads"), the.words("log_of", "digest"), rows, widths=(1, 2.6)),
        heading(3, the.word("commands")),
        code(*report.commands),
    )
