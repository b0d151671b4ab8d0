"""The rest of the short report: the matrix, why in the committee's own words, conditions and dissent, what comes next.

Rules: a text stands whole or not at all. Space is counted in lines of a page; what does not fit any more is named
by its number and by the part of the file where it stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from toetssteen.documents.blocks import Block, Card, Span, heading, line, listed, name, said, state, strong, text
from toetssteen.documents.kinds.report.first import WIDE, is_failing, matrix
from toetssteen.documents.kinds.report.framing import Item, fitting, lines_of
from toetssteen.documents.kinds.report.setting import Setting
from toetssteen.documents.report.nouns import CriterionReport, Judgement

LINES = 48
"""Lines of a page, with the space between them."""
SHARES = {"gates": 0.27, "deciding": 0.37, "notes": 0.26, "dissent": 0.1}
"""What each part may take of the lines that the matrix and the headings leave."""
NEXT = 14
"""Lines on the first page for what comes next."""
OPINIONS = 6
"""Lines for the reasons of evaluators on one cell, where they agreed on none."""


class Space:
    """The lines that are left of the pages after the first; what a part does not use is for the next one."""

    def __init__(self, the: Setting) -> None:
        report = the.given
        rows = len(report.values) + sum(len(value.criteria) for value in report.values)
        rows += sum(any(is_failing(gate)) for gate in report.gates)
        pages = 3 if len(report.ranking) <= WIDE else 5
        self.whole = max(pages * LINES - 0.95 * rows - 18, LINES / 2)
        self.over = 0.0

    def fit(self, the: Setting, key: str, items: Sequence[Item], part: str) -> list[Block]:
        """Return what fits of a part."""
        room = int(SHARES[key] * self.whole + self.over)
        blocks, used = fitting(the, items, room, part)
        self.over = room - used
        return blocks


def parts(the: Setting) -> Iterator[Card]:
    """Yield what comes after the first page."""
    found = matrix(the)
    if found:
        yield found
    if not the.given.sealed:
        room = Space(the)
        yield why(the, room)
        yield agreed(the, room)


def why(the: Setting, room: Space) -> Card:
    """Set what decided: gates and minimums that were not met, and the largest differences, each with its reason."""
    failing, differing = list(failures(the)), list(differences(the))
    blocks: list[Block] = [heading(3, the.word("heading_short_gates"))] if failing else []
    blocks += room.fit(the, "gates", failing, "gates")
    blocks += [heading(3, the.word(deciding_heading(the))), *compared(the)] if differing else []
    blocks += room.fit(the, "deciding", differing, "criteria")
    return the.part("short_why", blocks or the.plain("short_why_none"))


def failures(the: Setting) -> Iterator[Item]:
    """Yield every finding on a gate that is not met, then those not proven, in the order of the ranking."""
    places = {place.solution: at for at, place in enumerate(the.given.ranking)}
    wanted = ("not_met", "unproven", "explained")
    found = [(gate, finding) for gate in the.given.gates for finding in gate.findings if finding.status in wanted]
    found.sort(key=lambda pair: (wanted.index(pair[1].status), places.get(pair[1].solution, len(places))))
    levels = {
        (criterion.id, cell.solution): cell.judgement
        for value in the.given.values
        for criterion in value.criteria
        for cell in criterion.cells
    }
    for gate, finding in found:
        how = finding.judgement or levels.get((gate.id, finding.solution))
        told, words = reason(the, how) if how else ([], [])
        head = heading(4, f"{gate.title}. ", name(finding.name), ": ", state(finding.status, finding.text))
        ground = finding.ground
        size = lines_of(f"{gate.title} {finding.name} {finding.text}", ground, *words)
        yield size, [head, *said(ground), *told]


def reason(the: Setting, judgement: Judgement) -> tuple[list[Block], list[str]]:
    """Return why, as it was agreed, with its texts; where nothing was agreed, what evaluators said."""
    if judgement.reason:
        return said(judgement.reason), [judgement.reason]
    blocks: list[Block] = []
    words: list[str] = []
    given = [opinion for opinion in judgement.opinions if opinion.reason]
    for opinion in given:
        told = f"{opinion.who} ({opinion.text}): {opinion.reason}"
        if lines_of(*words, told) <= OPINIONS + 1:
            words.append(told)
            blocks.append(text(f"{opinion.who} ({opinion.text}): ", Span(opinion.reason, voice="said"), tone="small"))
    if left := len(given) - len(words):
        words.append("-")
        blocks += the.small(the.word("short_not_agreed", count=left))
    return blocks, words


def deciding_heading(the: Setting) -> str:
    """Return the heading of the differences; alone, a solution has lost points and differs from nobody."""
    return "heading_short_deciding" if len(the.given.deciding.solutions) > 1 else "heading_short_lost"


def compared(the: Setting) -> list[Block]:
    """Say which solutions are set against each other."""
    names = {place.solution: place.name for place in the.given.ranking}
    chosen = [names[solution] for solution in the.given.deciding.solutions]
    key = "short_between" if len(chosen) > 1 else "short_alone"
    return the.small(the.word(key, first=chosen[0], second=chosen[-1]))


def differences(the: Setting) -> Iterator[Item]:
    """Yield the criteria that decide, each with the levels and the reasons of those compared."""
    asked = {criterion.id: criterion for value in the.given.values for criterion in value.criteria}
    for key in the.given.deciding.criteria:
        if key in asked:
            yield difference(the, asked[key])


def difference(the: Setting, criterion: CriterionReport) -> Item:
    """Set one criterion that decides."""
    weighs = the.word("short_weighs", weight=criterion.weight_of_whole)
    blocks: list[Block] = [heading(4, criterion.title, Span(f" ({weighs})", "label"))]
    size = lines_of(f"{criterion.title} {weighs}")
    order = the.given.deciding.solutions
    for cell in sorted(criterion.cells, key=lambda cell: (*order, cell.solution).index(cell.solution)):
        if cell.solution in order:
            told, words = reason(the, cell.judgement)
            blocks += [text(name(cell.name), ": ", strong(cell.counted.text), f" {cell.counted.label}"), *told]
            size += lines_of(cell.name, *words)
    return size, blocks


def agreed(the: Setting, room: Space) -> Card:
    """Set advice and conditions, then compromises and tensions, and who disagreed."""
    order = ("advice", "condition", "compromise", "tension")
    items: list[Item] = []
    for note in sorted(the.given.notes, key=lambda note: order.index(note.kind)):
        head = heading(3, the.word(f"note_{note.kind}"), [": ", name(note.about)] if note.about else [])
        size = 1 + lines_of(note.kind + note.about, note.text, note.particulars)
        items.append((size, [head, *said(note.text), *the.small(note.particulars)]))
    blocks = room.fit(the, "notes", items, "notes")
    if disagreed := list(dissents(the)):
        blocks.append(heading(3, the.word("dissent")))
        blocks += room.fit(the, "dissent", disagreed, "criteria")
    return the.part("short_agreed", blocks or the.plain("notes_none"))


def dissents(the: Setting) -> Iterator[Item]:
    """Yield every dissent with its reason: on criteria, on gates, and on what the committee noted."""
    report = the.given
    judged = [
        (f"{asked.title}, {cell.name}", cell.judgement.dissent)
        for value in report.values
        for asked in value.criteria
        for cell in asked.cells
    ]
    judged += [
        (f"{gate.title}, {finding.name}", finding.judgement.dissent)
        for gate in report.gates
        for finding in gate.findings
        if finding.judgement
    ]
    judged += [(the.word(f"note_{note.kind}"), tuple(note.dissent)) for note in report.notes]
    for about, opinions in judged:
        for opinion in opinions:
            head = text(strong(opinion.who), ", ", name(about), ":")
            yield lines_of(about + opinion.who, opinion.reason), [head, *said(opinion.reason)]


def following(the: Setting) -> Card:
    """Set what is still open, what the law asks after the decision, and where everything else stands."""
    items: list[Item] = [(lines_of(words), [text(words)]) for words in coming(the)]
    blocks, _ = fitting(the, items, NEXT, "checklist")
    stands = line(strong(f"{the.word('short_file')} "), the.word("short_file_holds"))
    heads = line(
        f"{the.word('short_heads')} ",
        "; ".join(f"{head.who} {head.digest[:12]}" for head in the.given.heads),
    )
    return the.part("short_next", listed([[block] for block in blocks]), text(stands), text(heads, tone="small"))


def coming(the: Setting) -> Iterator[str]:
    """Yield what is still to be done or known, one sentence each."""
    report = the.given
    yield the.word("short_phase", phase=report.phase)
    if report.sealed:
        yield the.word("short_sealed")
        return
    cells = [cell for value in report.values for asked in value.criteria for cell in asked.cells]
    if apart := sum(cell.counted.low != cell.counted.high for cell in cells):
        yield the.word("short_open_levels", count=apart, cells=len(cells))
    for place in report.ranking:
        unproven = [
            gate.title
            for gate in report.gates
            for finding in gate.findings
            if finding.solution == place.solution and finding.status == "unproven"
        ]
        if unproven and place.eligible != "no":
            yield the.word("short_prove", name=place.name, titles="; ".join(unproven))
    if bad := [check.title for check in report.checklist if check.answer in ("not_met", "unproven", "unanswered", "0")]:
        yield the.word("short_checks", titles="; ".join(bad))
    if report.track_id == "tender" and report.procedure == the.word("procedure_above_threshold"):
        yield the.word("short_standstill")
    if report.moved:
        yield the.word("short_moved", before=report.moved.before)
    if report.annexes.coming:
        first = report.annexes.coming[0]
        yield the.word("stands_coming", count=len(report.annexes.coming), day=first.day)
