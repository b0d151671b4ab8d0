"""What came out, in a word: the conditions of *clear*, and the first of them that fails (``semantics`` 7).

Rules: the conditions are asked in the order d, c, b, a, e. (d) The first has every gate proven and all who take part
are scored whole; (c) without any one evaluator it is still first; (b) no one level moved by one point brings a tie,
also with a solution that one minimum keeps out, or takes the first below a minimum; (a) at least a printed percentage
of the weight has to move for a tie, or none brings one; (e) in an ethics review, a printed share of all weights puts it
first. The cut-offs are conventions and part of what is given. The outcome is of the comparison that ranks, and names no
other first than the result does.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

from toetssteen.model.base import Id
from toetssteen.scoring.outlook.comparison import HUNDRED, Comparison, merits, taking_part
from toetssteen.scoring.outlook.one_level import OneLevel, come_back, one_level
from toetssteen.scoring.outlook.stability import smallest_flip
from toetssteen.scoring.outlook.undefined import Undefined
from toetssteen.scoring.outlook.without import without_each
from toetssteen.scoring.result.cells import share as share_of_scale
from toetssteen.scoring.result.result import Result

Word = Literal["clear", "weights", "level", "evaluator", "undecided", "fails"]
"""Clear; depends on the weights, on one level, on one evaluator; undecided; nobody takes part, as all fail."""
SURE = Fraction(4, 5)
"""The share of all weights (0-1) that has to put the first first in an ethics review: a convention."""
NEAR = Fraction(5)
"""The percentage of the weight that has to move for a tie, at least: a convention."""

_NO_FLIP = Undefined("no flip")


@dataclass(frozen=True)
class Outcome:
    """The outcome in a word: which solution is first, the grounds of the word, and its cut-offs.

    ``first`` is empty where nobody certainly is; ``shared`` are those who then share the first place. ``distance`` is
    the least percentage of the weight (0-100) that has to move for ``rival`` to tie; ``always`` is whether no weights
    put another above the first; ``share`` the share of all weights (0-1) that puts it first, in a review. ``levels``
    are single levels that decide. Without any of ``evaluators`` it is not first alone, nor by the own scores of all
    where ``agreed``; of ``untested`` that cannot be said. ``unproven`` are gates of the first. ``priced`` is whether
    the price ranks too.
    """

    word: Word
    first: tuple[Id, ...] = ()
    share: float | Undefined | None = None
    distance: Fraction | Undefined = _NO_FLIP
    rival: Id | None = None
    always: bool = False
    levels: tuple[OneLevel, ...] = ()
    evaluators: tuple[Id, ...] = ()
    agreed: bool = False
    untested: tuple[Id, ...] = ()
    unproven: tuple[Id, ...] = ()
    shared: tuple[Id, ...] = ()
    priced: bool = False
    sure: Fraction = SURE
    near: Fraction = NEAR


def outcome(worked_out: Result, compared: Comparison | None, share: Callable[[Id], float | Undefined]) -> Outcome:
    """Find the outcome of a result; ``share`` gives the share of all weights that puts a solution first."""
    running = taking_part(worked_out)
    if worked_out.method.quick:
        why = Undefined("quick scan")
        return Outcome("undecided", share=why, distance=why)
    if not running:
        why = Undefined("no solution")
        return Outcome("fails" if worked_out.solutions else "undecided", share=why, distance=why)
    if compared is None or compared.table.unscored:
        why = Undefined("not scored whole" if compared else "no weight left")
        return Outcome("undecided", share=why, distance=why, priced=bool(compared and compared.priced))
    figures = merits(worked_out, priced=compared.priced)
    most = max(part.low for part in figures.values())
    first = tuple(name for name in sorted(figures) if figures[name].low == most)
    if len(first) > 1:
        why = Undefined("shared first place")
        return Outcome("undecided", share=why, distance=why, shared=first, priced=compared.priced)
    unproven = next(solution for solution in running if solution.id == first[0])
    open_ = tuple(gate.id for gate in unproven.gates if gate.status == "unproven")
    known = Outcome("undecided", first, distance=_NO_FLIP, unproven=open_, priced=compared.priced)
    return known if open_ else _weighed(worked_out, compared, known, share)


def _weighed(
    worked_out: Result, compared: Comparison, known: Outcome, share: Callable[[Id], float | Undefined]
) -> Outcome:
    """Ask what could take the first from its place, and return the word of what is found first."""
    [first] = known.first
    method, review = worked_out.method, worked_out.assessment.opened.track == "ethics"
    flip = smallest_flip(compared.table, "criteria", compared.fixed, compared.slack)
    asked = [weighing for _, weighing in method.weighings() if method.applicable(weighing.criterion)]
    scales = {weighing.criterion.id: method.scale(weighing.criterion.scale) for weighing in asked}
    minimums = {
        weighing.criterion.id: share_of_scale(weighing.minimum, scales[weighing.criterion.id]) * HUNDRED
        for weighing in asked
        if weighing.minimum is not None
    }
    left = without_each(worked_out, first)
    found = replace(
        known,
        share=share(first) if review else None,
        distance=flip.distance,
        rival=flip.rival,
        always=_always(compared, first),
        levels=(
            *one_level(compared, first, scales, minimums),
            *come_back(worked_out, compared, first, scales, minimums),
        ),
        evaluators=left.turning,
        agreed=left.together,
        untested=left.untested,
    )
    return replace(found, word=_word(found))


def _word(found: Outcome) -> Word:
    """Return the word of the first condition that fails, of c, b, a and e; *clear* where none does."""
    if found.evaluators or found.agreed:
        return "evaluator"
    if found.levels:
        return "level"
    near = isinstance(found.distance, Fraction) and found.distance < found.near
    return "weights" if near or (isinstance(found.share, float) and found.share < found.sure) else "clear"


def _always(compared: Comparison, first: Id) -> bool:
    """Return whether no weights put another above the first, counting the lead that no weight can move."""
    layer = compared.table.by_criterion
    place = layer.solutions.index(first)
    movable = [k for k, name in enumerate(layer.names) if name not in compared.fixed]
    moves = sum((layer.weights[k] for k in movable), Fraction(0))
    for rival in range(len(layer.solutions)):
        apart = [ours - theirs for ours, theirs in zip(layer.scores[place], layer.scores[rival], strict=True)]
        lead = sum((layer.weights[k] * apart[k] for k in range(len(apart)) if k not in movable), Fraction(0))
        if lead + moves * min((apart[k] for k in movable), default=Fraction(0)) < 0:
            return False
    return True
