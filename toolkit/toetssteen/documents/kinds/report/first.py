"""The first pages of the short report: the outcome with a row for each solution, and the matrix."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from string import ascii_uppercase

from toetssteen.documents.blocks import (
    Block,
    Card,
    Cell,
    Row,
    Span,
    card,
    heading,
    line,
    name,
    row,
    said,
    shade,
    state,
    strong,
    table,
    text,
)
from toetssteen.documents.kinds.report.framing import fitting, lines_of
from toetssteen.documents.kinds.report.setting import Setting
from toetssteen.documents.report.nouns import GateReport, PlaceReport
from toetssteen.documents.report.summary import MOST
from toetssteen.language import say

WIDE = 3
"""Solutions whose names fit above the columns of the matrix; with more of them each has a letter."""
COURSE = 9
"""Lines on the first page for what stands out in how it was judged."""
SIGNS = {"met": "+", "not_met": "\N{MULTIPLICATION SIGN}", "unproven": "?", "explained": "i"}


def page(the: Setting) -> Iterator[Block]:
    """Set what a reader of one page has to know: the outcome, the solutions, and how sure it is."""
    report = the.given
    lead, rest = outcome(the)
    yield card(
        "main", heading(2, the.word("heading_outcome")), [text(strong(words)) for words in lead], map(text, rest)
    )
    if report.ranking:
        yield solutions(the)
    if report.summary.certainty:
        yield heading(2, the.word("heading_sure"))
        yield text(" ".join(report.summary.certainty))
    events = [(lines_of(event.text, event.reason), [text(event.text), *said(event.reason)]) for event in report.course]
    if report.corrections:
        events.append((1, [text(the.word("stands_corrections", count=len(report.corrections)))]))
    yield from fitting(the, events, COURSE, "committee")[0]
    yield from the.small(the.word("legal"))


def outcome(the: Setting) -> tuple[list[str], list[str]]:
    """Return the outcome in a sentence, and what changes its meaning.

    The rows of solutions stand in the table below it, and advice in full further on.
    """
    report, lines = the.given, list(the.given.summary.outcome)
    if report.sealed:
        return lines, []
    lead = [lines.pop(0)] if report.robust else []
    advice = sum(note.kind == "advice" for note in report.notes)
    told = lines[min(len(report.ranking), MOST) : len(lines) - advice]
    advised = [the.word("short_advised")] if advice else []
    return lead or lines[:1], told + advised


def letters(the: Setting) -> dict[str, str]:
    """Return the letter of each solution, in the order of the ranking; none where names fit."""
    places = the.given.ranking
    if len(places) <= WIDE:
        return {}
    known = [*ascii_uppercase, *(str(number) for number in range(27, len(places) + 1))]
    return {place.solution: known[at] for at, place in enumerate(places)}


def solutions(the: Setting) -> Block:
    """Set a row for each solution: place, total, gates, weakest value, and the price where there is one."""
    report, marks = the.given, letters(the)
    pricing = report.pricing if report.pricing and not report.sealed else None
    prices = {price.solution: price for price in pricing.prices} if pricing else {}
    low: list[str | Span] = [" ", the.mark("price_low")]
    rows: list[list[Cell]] = []
    for place in report.ranking:
        letter = f"{marks[place.solution]}. " if marks else ""
        cells: list[Cell] = [place.rank_text, line(letter, name(place.name)), strong(place.total.text)]
        if pricing:
            price = prices.get(place.solution)
            cells += [line(price.price, low if price.low else []), strong(price.compared)] if price else ["-", "-"]
        rows.append([*cells, gates(the, place), place.weakest_value or "-"])
    extra = [the.word("price"), pricing.compared] if pricing else []
    heads = [*the.words("place", "solution", "total"), *extra, *the.words("short_gates", "weakest")]
    numbers = range(2, 5 if pricing else 3)
    widths = (0, 1.5, 0, *([0, 0] if pricing else []), 1.2, 1.1)
    return table("short", the.word("caption_short"), heads, rows, names=1, numbers=numbers, widths=widths)


def gates(the: Setting, place: PlaceReport) -> list[Block]:
    """Set whether a solution passes, and how many gates it meets, does not meet, and has not proven."""
    found = Counter(
        finding.status
        for gate in the.given.gates
        for finding in gate.findings
        if finding.solution == place.solution and finding.status != "not_applicable"
    )
    counted = ", ".join(
        the.word(f"short_count_{status}", count=found[status])
        for status in ("met", "explained", "not_met", "unproven")
        if found[status]
    )
    status = {"yes": "met", "no": "not_met", "open": "unproven"}[place.eligible]
    return [text(state(status, say(f"status.{status}", the.given.language))), *the.small(counted)]


def matrix(the: Setting) -> Card | None:
    """Set the level of each solution on each criterion; below them the gates on which not all is met."""
    report, marks = the.given, letters(the)
    if report.sealed or not report.ranking:
        return None
    order = [place.solution for place in report.ranking]
    heads = [strong(marks[place.solution]) if marks else name(place.name) for place in report.ranking]
    rows: list[Row] = []
    for value in report.values:
        scores = {score.solution: score.score.text if score.score else "-" for score in value.scores}
        total: list[Cell] = [strong(scores.get(solution, "-")) for solution in order]
        rows.append(row([strong(f"{value.title} ({value.weight}%)"), *total], tone="group"))
        for criterion in value.criteria:
            cells = {cell.solution: cell.counted for cell in criterion.cells}
            if criterion.applicable and cells:
                levels: list[Cell] = [shade(cells[at].shade, cells[at].text) if at in cells else "-" for at in order]
                rows.append(row([criterion.title, *levels], tone="sub"))
    failing = [gate for gate in report.gates if any(is_failing(gate))]
    if failing:
        rows.append(row([strong(the.word("short_gates_open")), *[""] * len(order)], tone="group"))
        rows += [failed(gate, order) for gate in failing]
    met = sum(gate.applicable for gate in report.gates) - len(failing)
    widths = (max(2.4, 5 - 0.26 * len(order)), *[0.8 if not marks else 0.55] * len(order))
    grid = table("matrix", the.word("caption_matrix"), [the.word("point"), *heads], rows, widths=widths)
    intro = [the.word("matrix_intro"), *([the.word("matrix_signs")] if marks else [])]
    return the.part("matrix", the.small(" ".join(intro)), grid, the.small(the.word("short_met", count=met)))


def is_failing(gate: GateReport) -> Iterator[bool]:
    """Yield for each solution whether it does not meet a gate, or has not proven it."""
    for finding in gate.findings:
        yield finding.status in ("not_met", "unproven", "explained")


def failed(gate: GateReport, order: list[str]) -> Row:
    """Set one gate: its status in words, or a sign where columns are narrow, which the line above them explains."""
    found = {finding.solution: finding for finding in gate.findings}
    cells: list[Cell] = []
    for solution in order:
        status = found[solution].status if solution in found else ""
        words = SIGNS.get(status, "-") if len(order) > WIDE or status not in SIGNS else found[solution].text
        cells.append(state(status, words))
    return row([gate.title, *cells], tone="sub")
