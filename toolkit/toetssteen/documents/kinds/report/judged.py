"""What came out of a report: the summary, the ranking with its prices, the profile, gates, checklist and criteria."""

from __future__ import annotations

from collections.abc import Iterator

from toetssteen.documents.blocks import (
    Bar,
    Block,
    Card,
    Cell,
    Chart,
    Span,
    asked,
    callout,
    card,
    columns,
    heading,
    labelled,
    line,
    listed,
    name,
    said,
    section,
    state,
    strong,
    table,
    text,
)
from toetssteen.documents.kinds.report.setting import Setting
from toetssteen.documents.report.nouns import CellReport, CriterionReport, GateReport, ValueReport
from toetssteen.documents.report.nouns_price import PricingReport

CARDS = ("outcome", "stands_out", "certainty", "judged", "by_whom")


def summary(the: Setting) -> Card:
    """Set the summary: what is judged, and five cards."""
    given = the.given.summary
    cut = [the.plain("about_is_cut")] if given.about_is_cut else []
    lists = ((key, heading(3, the.word(f"heading_{key}")), listed(getattr(given, key))) for key in CARDS)
    cards = [card("main" if key == "outcome" else "card", head, lines) for key, head, lines in lists]
    about = [callout("about", said(given.about), cut)] if given.about else []
    return the.part("summary", about, card("cards", cards), the.small(the.word("legal")))


def ranking(the: Setting) -> Card:
    """Set the ranking, the total never without the weakest value; then prices, ties, and the solutions themselves."""
    report, several = the.given, the.word("several") if the.given.values else "-"
    rows: list[list[Cell]] = [
        [
            place.rank_text,
            name(place.name),
            the.eligible(place.eligible, place.eligible_text),
            strong(place.total.text),
            place.weakest_value or several,
            place.weakest_criterion or several,
        ]
        for place in report.ranking
    ]
    about: list[list[Cell]] = [
        [name(place.name), name(place.vendor or "-"), said(place.about) or "-"] for place in report.ranking
    ]
    heads = the.words("place", "solution", "eligible", "total", "weakest", "governing")
    ethics = f" {the.word('ranking_ethics')}" if report.track_id == "ethics" else ""
    caption, widths = the.word("caption_ranking"), (0, 1.3, 0, 0, 1, 1.2)
    return the.part(
        "ranking",
        text(the.word("ranking_intro"), ethics),
        table("ranking", caption, heads, rows, names=1, numbers=[3], widths=widths),
        prices(the, report.pricing) if report.pricing and not report.sealed else [],
        ties(the),
        table(
            "solutions",
            the.word("caption_solutions"),
            the.words("solution", "vendor", "description"),
            about,
            widths=(1, 1, 2),
        ),
    )


def prices(the: Setting, pricing: PricingReport) -> Iterator[Block]:
    """Set what the price of each solution comes to, and the prices that seemed abnormally low."""
    yield heading(3, the.word("heading_prices"))
    if pricing.closed:
        yield text(strong(pricing.closed), tone="banner")
    low: list[str | Span] = [" ", the.mark("price_low")]
    rows: list[list[Cell]] = [
        [
            price.rank_text,
            name(price.name),
            strong(price.compared),
            [price.price, *(low if price.low else [])],
            price.earned,
            price.total,
            price.quality_rank,
        ]
        for price in pricing.prices
    ]
    start, end = the.words("place", "solution"), the.words("total_quality", "quality_rank")
    heads = [*start, pricing.compared, the.word("price"), pricing.earned, *end]
    widths = (0, 1.3, 0, 0, 0, 0, 0)
    yield table("prices", the.word("caption_prices"), heads, rows, names=1, numbers=range(2, 7), widths=widths)
    if pricing.low:
        found: list[list[Cell]] = [
            [
                name(judged.name),
                said(judged.asked),
                said(judged.answer) or "-",
                [text(strong(judged.finding)), *said(judged.reason)],
            ]
            for judged in pricing.low
        ]
        heads = the.words("solution", "low_price_asked", "low_price_answer", "low_price_finding")
        yield table("low-prices", the.word("caption_low_prices"), heads, found, widths=(1, 1.2, 1.2, 1.2))


def ties(the: Setting) -> Iterator[Block]:
    """Set how each tie was broken."""
    unrecorded: list[str | Span] = [" ", the.mark("tie_unrecorded")]
    if the.given.ties:
        yield heading(3, the.word("heading_ties"))
        yield listed(
            [name(tie.text), f" {tie.repeat}", *([] if tie.recorded else unrecorded)] for tie in the.given.ties
        )


def profile(the: Setting) -> Card:
    """Set what every solution scores on each value: in one table, and in a chart with its table for each."""
    report, none = the.given, the.word("no_score")
    weakest = text(the.mark("is_weakest"))
    rows: list[list[Cell]] = []
    for value in report.values:
        scores = [
            [text(score.score.text if score.score else none), *([weakest] if score.weakest else [])]
            for score in value.scores
        ]
        rows.append([value.title, value.weight, *scores])
    names = [name(score.name) for score in report.values[0].scores]
    count = len(names)
    return the.part(
        "profile",
        the.plain("profile_intro"),
        table(
            "profile",
            the.word("caption_profile"),
            [*the.words("value", "weight"), *names],
            rows,
            numbers=range(1, count + 2),
            widths=(1.6, 0, *[1] * count),
            keep=2,
        ),
        [value_profile(the, place, value) for place, value in enumerate(report.values, start=1)],
    )


def value_profile(the: Setting, place: int, value: ValueReport) -> Card:
    """Set one value: its chart, and the table that has its numbers."""
    none, bars = the.word("no_score"), []
    rows: list[list[Cell]] = []
    for score in value.scores:
        words = score.score.text if score.score else none
        low, high = (score.score.low, score.score.high) if score.score else ("", "")
        bars.append(Bar(score.name, words, low, high, score.weakest))
        remarks = [(score.weakest, "is_weakest"), (score.eligible == "no", "is_failing")]
        rows.append([name(score.name), words, "; ".join(the.word(key) for true, key in remarks if true)])
    heads, caption = the.words("solution", "score", "remark"), the.word("caption_value", value=value.title)
    return card(
        "profile",
        the.titled(3, value.title, value.weight),
        columns(
            [Chart(f"chart-{place - 1}", value.title, value.alternative, tuple(bars))],
            [table(f"value-{place}", caption, heads, rows, numbers=[1], widths=(1, 0, 1))],
        ),
    )


def gates(the: Setting) -> Card:
    """Set the gates: all in one table, then each with its proof and what was found."""
    report = the.given
    if not report.gates:
        return the.part("gates", the.plain("no_gates"))
    ranked = {place.solution: place.name for place in report.ranking}
    solutions = {score.solution: score.name for score in report.values[0].scores} if report.values else ranked
    rows: list[list[Cell]] = []
    for gate in report.gates:
        states = {finding.solution: state(finding.status, finding.text) for finding in gate.findings}
        rows.append([gate.title, *(states.get(solution, "-") for solution in solutions)])
    return the.part(
        "gates",
        the.plain("gates_intro"),
        table(
            "gate",
            the.word("caption_gates"),
            [the.word("gate"), *map(name, solutions.values())],
            rows,
            widths=(1.6, *[1] * len(solutions)),
            keep=1,
        ),
        [one_gate(the, place, gate) for place, gate in enumerate(report.gates, start=1)],
    )


def one_gate(the: Setting, place: int, gate: GateReport) -> Card:
    """Set one gate."""
    blocks: list[Block] = []
    if not gate.applicable:
        blocks.append(text(the.word("not_asked"), f" {gate.because}"))
    else:
        if gate.proof:
            blocks.append(labelled(f"{the.word('proof')}.", gate.proof, the.equivalent()))
        blocks += the.sources(gate.sources)
        for finding in gate.findings:
            reasons = list(the.judgement(finding.judgement)) if finding.judgement else []
            blocks.append(
                the.finding(4, finding.name, state(finding.status, finding.text), said(finding.ground), reasons)
            )
    question = [text(gate.question, tone="question")] if gate.question else []
    return asked(f"gate-{place}", heading(3, gate.title), question, the.sort(gate.kind_text), blocks)


def checklist(the: Setting) -> Card:
    """Set the findings on the municipality and the procedure."""
    report = the.given
    if not report.checklist:
        return the.part("checklist", the.plain("no_checklist"))
    rows: list[list[Cell]] = [
        [check.title, check.addressee, state(check.answer, check.text)] for check in report.checklist
    ]
    points = [
        asked(
            f"check-{place}",
            heading(3, check.title),
            text(check.question, tone="question"),
            the.sort(check.kind_text),
            [text(the.word("not_asked"), f" {check.because}")] if check.because else [],
            the.sources(check.sources),
            card("finding", text(state(check.answer, check.text)), the.judgement(check.judgement)),
        )
        for place, check in enumerate(report.checklist, start=1)
    ]
    heads, caption = the.words("point", "addressee", "finding"), the.word("caption_checklist")
    return the.part(
        "checklist", the.plain("checklist_intro"), table("check", caption, heads, rows, widths=(2, 1, 1)), points
    )


def criteria(the: Setting) -> Card:
    """Set every criterion, by public value."""
    values = [
        section(
            f"in-{at}",
            the.titled(3, value.title, value.weight),
            [criterion(the, f"{at}-{place}", question) for place, question in enumerate(value.criteria, start=1)],
        )
        for at, value in enumerate(the.given.values, start=1)
    ]
    return the.part("criteria", the.plain("criteria_intro"), values)


def criterion(the: Setting, key: str, given: CriterionReport) -> Card:
    """Set one criterion: the question, what was found of each solution, and what the levels mean."""
    question = [text(given.question, tone="question")] if given.question else []
    start = (heading(4, given.title), question, the.sort(given.kind_text))
    if not given.applicable:
        return asked(f"criterion-{key}", *start, text(the.word("not_asked"), f" {given.because}"))
    weighs = the.word("weight_line", weight=given.weight_of_whole, scale=given.scale)
    least = f" {the.word('minimum_line', minimum=given.minimum)}" if given.minimum else ""
    wanted = f"{'; '.join(given.ask)}.{the.equivalent()}"
    anchors: list[list[Cell]] = [
        [line(f"{anchor.level} ", Span(anchor.label, "label")), anchor.text] for anchor in given.anchors
    ]
    caption, heads = the.word("caption_anchors", title=given.title), the.words("level", "meaning")
    return asked(
        f"criterion-{key}",
        *start,
        the.small(weighs + least),
        [labelled(f"{the.word('why')}.", given.why)] if given.why else [],
        [labelled(f"{the.word('asked_for')}:", wanted, tone="small")] if given.ask else [],
        the.sources(given.sources),
        cells(the, key, given),
        [the_cell for cell in given.cells for the_cell in reasons(the, cell)],
        [table(f"anchors-{key}", caption, heads, anchors, widths=(1, 3))] if anchors else [],
    )


def cells(the: Setting, key: str, question: CriterionReport) -> Block:
    """Set the level of each solution on one criterion, as given and as counted."""
    limited: list[str | Span] = [" ", the.mark("limited")]
    rows: list[list[Cell]] = []
    for cell in question.cells:
        _, *label = the.level(cell.counted)
        counted = line(strong(cell.counted.text), label, limited if cell.limited else [])
        rows.append([name(cell.name), the.level(cell.given), counted, cell.judgement.how])
    heads, caption = the.words("solution", "given", "counted", "how"), the.word("caption_cells", title=question.title)
    return table(f"cells-{key}", caption, heads, rows, widths=(1.2, 1, 1, 1.6))


def reasons(the: Setting, cell: CellReport) -> list[Block]:
    """Set why a solution has its level; nothing where no reason was given."""
    judgement = cell.judgement
    if not (judgement.reason or judgement.opinions or judgement.dissent or judgement.evidence):
        return []
    level = Span(the.word("level_is", level=cell.counted.text), "label")
    return [the.finding(5, cell.name, level, the.judgement(judgement, how=False))]
