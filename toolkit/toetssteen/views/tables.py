"""Tables of a result, in the reader's language; pandas escapes what stands in them."""

from __future__ import annotations

import pandas as pd
from toetssteen.scoring.exact import Interval, written
from toetssteen.scoring.result import Result, SolutionResult
from toetssteen.text import Language, number, say


def result_table(worked_out: Result, language: Language) -> pd.DataFrame:
    """Give one row a solution, by rank and then by id.

    Returns
    -------
    pandas.DataFrame
        Index: the name of the solution. Columns, as text in the language: eligible, rank (1 is best, shared
        ranks marked), total (0-100, rounded by the frozen rule, a range while it is open), weakest value with
        its governing criterion.
    """
    ordered = sorted(worked_out.solutions, key=lambda each: (each.rank.rank or len(worked_out.solutions) + 1, each.id))
    rows = [solution_row(worked_out, each, language) for each in ordered]
    frame = pd.DataFrame(rows, columns=list(COLUMNS), dtype="str")
    frame.columns = pd.Index([say(f"result.{column}", language) for column in COLUMNS])
    return frame.set_index(frame.columns[0])


COLUMNS = ("solution", "eligible", "rank", "total", "weakest")


def solution_row(worked_out: Result, solution: SolutionResult, language: Language) -> dict[str, str]:
    """Give the row of one solution, as text."""
    eligible = {True: "yes", False: "no", None: "open"}[solution.eligible]
    rank = str(solution.rank.rank or say("result.none", language))
    value, criterion = solution.weakest
    return {
        "solution": solution.name,
        "eligible": say(f"result.{eligible}", language),
        "rank": say("result.shared", language, rank=rank) if solution.rank.tied_with else rank,
        "total": interval_text(worked_out, solution.total, language),
        "weakest": f"{value} ({criterion})" if value else say("result.none", language),
    }


def interval_text(worked_out: Result, interval: Interval, language: Language) -> str:
    """Write a number by the frozen rounding; a range where it is still open."""
    rounding = worked_out.method.rules.rounding
    low, high = (number(written(end, rounding), language) for end in (interval.low, interval.high))
    return low if interval.exact else f"{low} - {high}"
