"""Whether the first would still be first without one evaluator: the whole result worked out anew, gates and prices too.

Rules: the evaluators are asked by mean or median of their own scores, also where a consensus was recorded, as in
:mod:`toetssteen.scoring.outlook.leave_out`; what they agreed on a gate, and a level nobody gave alone, stays. What
only one evaluator judged is open without them: that makes nobody first, and nobody is called first by it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from toetssteen.model.base import Id
from toetssteen.model.entries.body import Evaluation
from toetssteen.model.replay.assessment import Cell
from toetssteen.scoring.outlook.comparison import is_priced, merits
from toetssteen.scoring.result.cells import lowest_counts
from toetssteen.scoring.result.result import Result, result

Own = Mapping[Id, Mapping[Cell, Evaluation]]


@dataclass(frozen=True)
class Without:
    """The evaluators without whom another is at least as high or the first fails, and those of whom it cannot be said.

    ``together`` is whether that is so even by the own scores of all of them: then what they agreed makes it first.
    """

    turning: tuple[Id, ...]
    untested: tuple[Id, ...]
    together: bool


def without_each(worked_out: Result, first: Id) -> Without:
    """Leave out each evaluator in turn, and compare the first with all who then take part."""
    own, priced = own_answers(worked_out), is_priced(worked_out)
    if len(own) < 2:
        return Without((), tuple(own), together=False)
    agreed = worked_out.round.agreed or worked_out.method.rules.aggregation == "consensus"  # else they are the result
    still = {evaluator: _still_first(_asked(worked_out, own, evaluator), first, priced) for evaluator in own}
    return Without(
        tuple(evaluator for evaluator, is_first in still.items() if is_first is False),
        tuple(evaluator for evaluator, is_first in still.items() if is_first is None),
        bool(agreed) and _still_first(_asked(worked_out, own, None), first, priced) is False,
    )


def own_answers(worked_out: Result) -> Own:
    """Return the answers of each evaluator that state a level or status, or count in the result without stating one.

    ``unknown`` stands for any level in a cell that was not agreed on, as it does in the result.
    """
    part, method = worked_out.round, worked_out.method
    nothing = ("unanswered",) if lowest_counts(part, method) else ("unanswered", "unknown", "refused")
    kept = {
        person: {
            cell: evaluation
            for cell, evaluation in sorted(answers.items())
            if evaluation.answer not in nothing or cell not in part.agreed
        }
        for person, answers in sorted(part.evaluations.items())
    }
    return {person: answers for person, answers in kept.items() if answers}


def _asked(worked_out: Result, own: Own, left_out: Id | None) -> Result:
    """Work the result out by the own answers, without one evaluator."""
    part, method = worked_out.round, worked_out.method
    graded = {weighing.criterion.id for _, weighing in method.weighings()}
    cells = {cell for answers in own.values() for cell in answers}
    asked = replace(
        part,
        method=method
        if method.rules.aggregation != "consensus"
        else method.model_copy(update={"rules": method.rules.model_copy(update={"aggregation": "mean"})}),
        evaluations={person: answers for person, answers in own.items() if person != left_out},
        agreed={cell: agreed for cell, agreed in part.agreed.items() if cell[1] not in graded or cell not in cells},
    )
    rounds = tuple(asked if round_ is part else round_ for round_ in worked_out.assessment.rounds)
    return result(replace(worked_out.assessment, rounds=rounds), part.number)


def _still_first(asked: Result, first: Id, priced: bool) -> bool | None:
    """Return whether a solution is first alone; ``None`` where that cannot be known."""
    figures = merits(asked, priced=priced)
    if first not in figures:
        return False
    mine, others = figures[first], [part for name, part in figures.items() if name != first]
    if any(part.low >= mine.high for part in others):
        return False
    return True if all(part.high < mine.low for part in others) else None
