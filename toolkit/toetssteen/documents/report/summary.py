"""The summary: one page in plain words, made of what the rest of the report says in full.

Rules: only rows of one kind (solutions in the ranking, solutions that fail, their weakest values) are cut after
:data:`MOST`, each kind by itself and with the count of what is left, so that the page stays one; a sentence that
changes the meaning (a tie that is not broken, a price that is not open, an advice, an unproven gate) is never among
what is cut. The weakest value and what failed stand here, not only what came out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from toetssteen.documents.report.findings import Cells
from toetssteen.documents.report.nouns import Number, Piece, PlaceReport, Report, Summary
from toetssteen.documents.report.nouns_price import PriceReport
from toetssteen.documents.report.telling import Telling
from toetssteen.language import say

MOST = 5
"""Rows of one kind that the summary may have, the line that counts the others among them."""
ABOUT = 900
"""Characters of the description that the summary shows."""
ADVICE = 800
"""Characters of an advice that the summary shows."""


def summary(telling: Telling, report: Report, scored: Cells) -> Summary:
    """Sum up a report of which all else is there."""
    about = report.about
    return Summary(
        judged=_judged(telling, report),
        by_whom=_by_whom(telling, report),
        outcome=_outcome(telling, report),
        certainty=_certainty(telling, report, scored),
        stands_out=_stands_out(telling, report),
        about=cut(about, ABOUT),
        about_is_cut=len(about) > ABOUT,
    )


def cut(text: str, most: int) -> str:
    """Cut a text after a sentence, else after a word, and show that it was cut."""
    if len(text) <= most:
        return text
    sentence = text[:most].rfind(". ") + 1
    kept = text[:sentence] if sentence > most // 2 else text[:most].rsplit(maxsplit=1)[0]
    return f"{kept} \N{HORIZONTAL ELLIPSIS}"


def few(telling: Telling, lines: Sequence[str]) -> list[str]:
    """Keep as many rows of one kind as fit; a last one says how many are left out."""
    if len(lines) <= MOST:
        return list(lines)
    return [*lines[: MOST - 1], telling.word("and_more", count=len(lines) - MOST + 1)]


def _others(telling: Telling, names: Sequence[str]) -> list[str]:
    """Keep as many names as fit in a sentence, and count the others."""
    if len(names) <= MOST:
        return list(names)
    return [*names[: MOST - 1], telling.word("and_others", count=len(names) - MOST + 1)]


def _judged(telling: Telling, report: Report) -> list[str]:
    names = [place.name for place in report.ranking]
    criteria = sum(criterion.applicable for value in report.values for criterion in value.criteria)
    values = telling.listed(telling.word("weighing", title=value.title, weight=value.weight) for value in report.values)
    gates = "judged_gates" if report.values else "judged_gates_only"
    solutions = telling.word("judged_solutions", count=len(names), names=telling.listed(_others(telling, names)))
    return [
        solutions if names else telling.word("judged_solutions_none"),
        *([telling.word("judged_criteria", count=criteria, values=values)] if report.values else []),
        telling.word(gates, count=sum(gate.applicable for gate in report.gates if gate.kind != "withdrawn")),
    ]


def _by_whom(telling: Telling, report: Report) -> list[str]:
    roles = Counter(person.role for person in telling.assessment.people.values())
    parts = [telling.word(f"people_{role}", count=count) for role, count in roles.items()]
    lines = [telling.word("by_people", people=telling.listed(parts))]
    if roles["evaluator"] > 1 and not report.imported:
        lines.append(telling.word("by_alone"))
    described = sum(declaration.interests == "described" for declaration in telling.assessment.declarations.values())
    if described:
        lines.append(telling.word("interests_described", count=described))
    return [telling.word("by_import"), *lines] if report.imported else lines


def _outcome(telling: Telling, report: Report) -> list[str]:
    if report.sealed:
        return [telling.word("out_sealed")]
    lines = few(telling, [_place(telling, report, place) for place in report.ranking])
    if report.pricing and report.pricing.closed:
        lines.append(report.pricing.closed)
    elif report.pricing is None and report.track_id == "tender":
        lines.append(telling.word("out_price_elsewhere") if report.imported else say("pricing.none", telling.language))
    if any(place.rank and _tied(report, place) for place in report.ranking):
        lines.append(telling.word("out_tied"))
    if any(not tie.recorded for tie in report.ties):
        lines.append(telling.word("out_tie_unrecorded"))
    for note in report.notes:
        if note.kind == "advice":
            key = "out_advice" if len(note.text) <= ADVICE else "out_advice_cut"
            lines.append(telling.word(key, text=cut(note.text, ADVICE)))
    return lines


def _tied(report: Report, place: PlaceReport) -> bool:
    return sum(other.rank == place.rank for other in report.ranking) > 1


def _place(telling: Telling, report: Report, place: PlaceReport) -> str:
    """Return the place, the total and, in a method with a price, the price of a solution."""
    if not report.values:
        sentence = telling.word(f"out_gates_{place.eligible}", name=place.name)
    elif place.eligible == "no":
        sentence = telling.word("out_failed", name=place.name, total=place.total.text)
    elif place.rank is None:
        sentence = telling.word("out_unranked", name=place.name, total=place.total.text)
    else:
        key = "out_open" if place.eligible == "open" else "out_ranked"
        sentence = telling.word(key, name=place.name, total=place.total.text, rank=place.rank_text)
    prices = report.pricing.prices if report.pricing else []
    price = next((price for price in prices if price.solution == place.solution), None)
    return f"{sentence} {_price(telling, price)}" if price else sentence


def _price(telling: Telling, price: PriceReport) -> str:
    """Return what a solution costs and what that comes to beside its quality, or that its price is closed."""
    if price.price == say("result.none", telling.language):
        return telling.word("out_price_closed")
    return telling.word("out_price_low" if price.low else "out_price", price=price.price, compared=price.compared)


def _certainty(telling: Telling, report: Report, scored: Cells) -> list[str]:
    if report.sealed:
        return [telling.word("sure_sealed")]
    graded = bool(report.values)
    lines = [telling.word("sure_complete" if report.complete else "sure_incomplete")] if graded else []
    part = telling.result.round
    if lacking := sum(1 for _ in _unanswered(telling, scored)):
        rule = "lowest" if telling.method.rules.no_answer_counts_as else "open"
        lines.append(telling.word(f"sure_no_answer_{rule}", count=lacking))
    if part.evaluations and graded:
        agreed = sum(cell in scored for cell in part.agreed)
        key = "sure_agreed_all" if agreed == len(scored) else "sure_agreed"
        lines.append(telling.word(key, count=agreed, cells=len(scored)))
    lines += _proof(telling, report.evidence)
    lines += _sources(telling, report)
    return lines


def _unanswered(telling: Telling, scored: Cells) -> Iterator[tuple[str, str]]:
    """Yield the cells where somebody could not establish the answer, and nothing was agreed but that."""
    part = telling.result.round
    for cell in scored:
        agreed = part.agreed.get(cell)
        evaluations = [agreed] if agreed else [evaluation for _, evaluation in part.of_cell(cell)]
        if any(evaluation and evaluation.answer in ("unknown", "refused") for evaluation in evaluations):
            yield cell


def _proof(telling: Telling, pieces: Sequence[Piece]) -> list[str]:
    if not pieces:
        return [telling.word("sure_no_evidence")]
    kept = sum(bool(piece.digest) for piece in pieces)
    lines = [telling.word("sure_evidence", count=len(pieces), kept=kept)]
    if expired := sum(piece.expired for piece in pieces):
        lines.append(telling.word("sure_expired", count=expired))
    return lines


def _sources(telling: Telling, report: Report) -> list[str]:
    asked = [criterion.sources for value in report.values for criterion in value.criteria]
    asked += [gate.sources for gate in report.gates] + [check.sources for check in report.checklist]
    sources = [source for of_question in asked for source in of_question]
    unchecked = sum(not source.checked for source in sources)
    return [telling.word("sure_unchecked", count=unchecked, sources=len(sources))] if unchecked else []


def _stands_out(telling: Telling, report: Report) -> list[str]:
    lines = [] if report.sealed else [*_failures(telling, report), *_weakest(telling, report)]
    if report.sealed:
        return [telling.word("stands_sealed"), *_coming(telling, report)]
    lines += [f"{event.text} {event.reason}".strip() for event in report.course]
    if (dissents := _dissents(report)) > 0:
        lines.append(telling.word("stands_dissent", count=dissents))
    kinds = Counter(note.kind for note in report.notes)
    if kinds:
        counted = telling.listed(telling.word(f"count_{kind}", count=count) for kind, count in kinds.items())
        lines.append(telling.word("stands_notes", counted=counted))
    if bad := sum(check.answer in ("not_met", "unproven", "unanswered", "0") for check in report.checklist):
        lines.append(telling.word("stands_checklist", count=bad))
    lines += _coming(telling, report)
    if report.corrections:
        lines.append(telling.word("stands_corrections", count=len(report.corrections)))
    if telling.assessment.conflicts:
        lines.append(telling.word("stands_conflicts", count=len(telling.assessment.conflicts)))
    if telling.assessment.set_aside:
        lines.append(telling.word("stands_set_aside", count=len(telling.assessment.set_aside)))
    return lines


def _coming(telling: Telling, report: Report) -> list[str]:
    coming = report.annexes.coming
    return [telling.word("stands_coming", count=len(coming), day=coming[0].day)] if coming else []


def _failures(telling: Telling, report: Report) -> list[str]:
    """Return who lacks what, in the order of the ranking, so that what the first lacks is never cut off."""
    places = {place.name: number for number, place in enumerate(report.ranking)}
    said: list[str] = []
    for status in ("not_met", "unproven", "explained"):  # each is another matter, so each is counted by itself
        titles: dict[str, list[str]] = {}
        for gate in report.gates:
            for finding in gate.findings:
                if finding.status == status:
                    titles.setdefault(finding.name, []).append(gate.title)
        rows = [
            telling.word(f"stands_{status}", name=name, gates=telling.listed(_others(telling, titles[name])))
            for name in sorted(titles, key=lambda name: places.get(name, len(places)))
        ]
        said += few(telling, rows)
    return said


def _weakest(telling: Telling, report: Report) -> list[str]:
    scores: dict[tuple[str, str], Number] = {
        (score.solution, value.title): score.score for value in report.values for score in value.scores if score.score
    }
    lines = [
        telling.word(
            "stands_weakest",
            name=place.name,
            value=place.weakest_value,
            score=scores[place.solution, place.weakest_value].text,
            criterion=place.weakest_criterion or telling.word("several"),
        )
        for place in report.ranking
        if (place.solution, place.weakest_value) in scores
    ]
    return few(telling, lines)


def _dissents(report: Report) -> int:
    judged = [cell.judgement for value in report.values for asked in value.criteria for cell in asked.cells]
    judged += [finding.judgement for gate in report.gates for finding in gate.findings if finding.judgement]
    return sum(len(judgement.dissent) for judgement in judged) + sum(len(note.dissent) for note in report.notes)
