"""A result in words and numbers of the reader's language, row by row; for the terminal, tables and reports.

Rules: the total never stands without its weakest value; a failing solution stays visible; what is still
open is a range.
"""

from __future__ import annotations

from toetssteen.language import Language, listed, say
from toetssteen.model.method import Method
from toetssteen.scoring.result.result import Result, SolutionResult
from toetssteen.views.impact import impact_lines
from toetssteen.views.pricing import tie_lines
from toetssteen.views.wording import Wording, euro

COLUMNS = ("solution", "eligible", "rank", "total", "weakest")
"""The columns of a row, in order; their headings are the words ``result.<column>``."""
PRICED = ("solution", "eligible", "rank", "compared", "price", "total", "quality_rank", "weakest")
"""The columns where the method has a price."""


def columns(worked_out: Result) -> tuple[str, ...]:
    """Return the columns of a result: :data:`PRICED` where the method has a price, else :data:`COLUMNS`."""
    return PRICED if worked_out.method.price is not None else COLUMNS


def result_rows(worked_out: Result, language: Language) -> list[dict[str, str]]:
    """Return one row for each solution, by rank and then by id.

    Each row has the keys of :data:`PRICED`, all as text in the language: ``total`` (0-100), ``price`` (euro) and
    ``compared`` (0-100 or euro), rounded by the frozen rule; ``rank`` and ``quality_rank`` (1 is best).
    """
    last = len(worked_out.solutions) + 1
    ordered = sorted(worked_out.solutions, key=lambda solution: (solution.rank.rank or last, solution.id))
    wording = Wording(worked_out.method, language, worked_out.assessment)
    return [_row(wording, solution) for solution in ordered]


def result_heading(worked_out: Result, language: Language) -> str:
    """Return the line above a result: its assessment, track, phase and round."""
    opened = worked_out.assessment.opened
    track = say(f"track.{opened.track}", language)
    phase = say(f"phase.{worked_out.assessment.phase}", language)
    return say("result.heading", language, title=opened.title, track=track, phase=phase, round=worked_out.round.number)


def result_lines(worked_out: Result, outcome: str, language: Language) -> list[str]:
    """Say a result for a terminal: the table, what keeps a solution out, ties, the outcome, the fingerprint."""
    lines = [result_heading(worked_out, language)]
    for key, shown in (
        ("provisional", worked_out.method.quick is not None),
        ("imported", worked_out.assessment.opened.imported),
        ("sealed", worked_out.round.sealed),
        ("incomplete", not worked_out.complete and not worked_out.round.sealed),
    ):
        lines += [say(f"result.{key}", language)] if shown else []
    lines += impact_lines(worked_out.method, language)
    lines += ["", *_columns_of_text(worked_out, language)]
    for solution in worked_out.solutions:
        if short := lacking(worked_out, solution, language):
            lines += ["", f"{solution.name}: {say('result.gates', language)}", *(f"  {line}" for line in short)]
    lines += not_asked(worked_out.method, language)
    lines += ["", *tie_lines(worked_out, language)] if worked_out.ties else []
    return [*lines, "", outcome, "", say("result.fingerprint", language, fingerprint=worked_out.round.fingerprint)]


def not_asked(method: Method, language: Language) -> list[str]:
    """Say which public values a quick scan does not reach; nothing of any other method."""
    if method.quick is None or not method.quick.not_asked:
        return []
    names = listed((value.title.in_(language) for value in method.quick.not_asked), language)
    return ["", say("result.not_asked", language, values=names)]


def _columns_of_text(worked_out: Result, language: Language) -> list[str]:
    shown = columns(worked_out)
    rows = result_rows(worked_out, language)
    return text_table(
        [[say(f"result.{column}", language) for column in shown], *([row[key] for key in shown] for row in rows)]
    )


def text_table(table: list[list[str]]) -> list[str]:
    """Set rows of text in columns, for a terminal; the first row has the headings."""
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    return ["  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in table]


def _row(wording: Wording, solution: SolutionResult) -> dict[str, str]:
    language = wording.language
    price, none = solution.price, say("result.none", language)
    names = [wording.name(name) for name in solution.weakest if name]
    return {
        "solution": solution.name,
        "eligible": wording.eligible(solution.eligible),
        "rank": wording.rank(solution.rank),
        "total": wording.interval(solution.total) if solution.values else none,
        "weakest": ": ".join(names) or none,
        "quality_rank": str(solution.quality_rank.rank or none),
        "price": euro(price.price, language) if price else none,
        "compared": wording.compared(price) if price else none,
    }


def lacking(worked_out: Result, solution: SolutionResult, language: Language) -> list[str]:
    """Return a line for each gate and minimum that is not met or not proven, with its ground."""
    wording, lines = Wording(worked_out.method, language), []
    for gate in solution.gates:
        if gate.status in ("not_met", "unproven"):
            status = say(f"status.{gate.status}", language)
            lines.append(f"{wording.name(gate.id)} ({status}). {gate.ground}".rstrip())
    return lines
