"""What stands out in how the round was judged: opened early, points left open, measures, where too few judged.

Rules: people stand here by role; what their interest is stands in the log and not here.
"""

from __future__ import annotations

from collections.abc import Iterator

from toetssteen.documents.report.nouns import CourseReport
from toetssteen.documents.report.telling import Telling

MOST = 5
"""Judgements by too few that are named; the others are counted."""


def course(telling: Telling) -> list[CourseReport]:
    """Report the course of the round, a sentence for each event, with the chair's reason where there is one."""
    return [*_early(telling), *_left_open(telling), *_measures(telling), *_thin(telling)]


def _early(telling: Telling) -> Iterator[CourseReport]:
    part, assessment = telling.result.round, telling.assessment
    if part.sealed or part.opened_early is None:
        return
    lacking = [telling.role(person) for person in assessment.judges() if person not in part.evaluations]
    yield CourseReport(text=telling.word("course_early", people=telling.listed(lacking)), reason=part.opened_early)


def _left_open(telling: Telling) -> Iterator[CourseReport]:
    """Report who moved on with how many points open, and why; or that the log does not say why."""
    for left in () if telling.result.round.sealed else telling.result.round.left_open:
        particulars = {"who": telling.role(left.author), "at": telling.instant(left.at), "all": left.every}
        text = telling.word(f"course_open_{left.to}", count=left.open, **particulars)
        yield CourseReport(
            text=f"{text} {telling.word('course_why' if left.reason else 'course_why_not')}", reason=left.reason or ""
        )


def _measures(telling: Telling) -> Iterator[CourseReport]:
    for measure in telling.assessment.measures.values():
        solutions = telling.listed(telling.solution(solution) for solution in measure.solutions)
        text = telling.word(f"course_{measure.measure}", who=telling.role(measure.person), solutions=solutions)
        yield CourseReport(text=text)


def _thin(telling: Telling) -> Iterator[CourseReport]:
    thin = telling.result.thin
    if not thin:
        return
    names = [
        telling.word("course_cell", asked=telling.name(cell.criterion), name=telling.solution(cell.solution))
        for cell in thin[:MOST]
    ]
    if len(thin) > MOST:
        names.append(telling.word("and_others", count=len(thin) - MOST))
    text = telling.word(
        "course_thin", count=len(thin), needed=max(cell.needed for cell in thin), names=telling.listed(names)
    )
    yield CourseReport(text=text)
