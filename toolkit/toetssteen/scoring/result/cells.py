"""From the answers on one cell to its share of the scale (``semantics`` 3, 4 and 6).

Rules: an agreed level is the cell's level; without one the frozen method makes it of the submitted levels
(mean, median; with consensus the interval from lowest to highest); ``unanswered``, ``unknown`` and
``refused`` are the whole scale, until the frozen no-answer rule gives the last two a level, once the
consensus is over; a level counts for no more than its best evidence supports, where the method caps.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Literal

from toetssteen.model.base import Id
from toetssteen.model.criteria import Scale
from toetssteen.model.entries.body import Evaluation, level_of
from toetssteen.model.entries.evidence import EvidenceAdded
from toetssteen.model.method import CAPS, Method, Weighing
from toetssteen.model.replay.assessment import Assessment, Round
from toetssteen.scoring.exact import LOWEST, WHOLE, Interval, hull, mean, median

Origin = Literal["agreed", "mean", "median", "range", "none"]
_COMBINE = {"mean": mean, "median": median, "consensus": hull}
_ORIGIN: dict[str, Origin] = {"mean": "mean", "median": "median", "consensus": "range"}


@dataclass(frozen=True)
class CellScore:
    """The scores of one solution on one criterion: shares of the scale (0-1).

    ``given`` is what was judged, ``supported`` what its evidence supports, ``counted`` the one that the method counts.
    """

    solution: Id
    criterion: Id
    origin: Origin
    given: Interval
    counted: Interval
    supported: Interval


def share(level: Decimal, scale: Scale) -> Fraction:
    """Map a level to its share of the scale: ``(level - low) / (high - low)``, 0-1."""
    return _share(level, scale.low, scale.high)


@lru_cache(maxsize=4096)
def _share(level: Decimal, low: Decimal, high: Decimal) -> Fraction:
    return (Fraction(level) - Fraction(low)) / (Fraction(high) - Fraction(low))


def level(part: Fraction, scale: Scale) -> Fraction:
    """Map a share (0-1) back to a level of the scale."""
    return Fraction(scale.low) + part * (Fraction(scale.high) - Fraction(scale.low))


def cap(evidence: Iterable[EvidenceAdded], scale: Scale) -> Fraction:
    """Return the share (0-1) of the highest level that the best of the evidence supports."""
    best = max((CAPS[piece.type] for piece in evidence), default=CAPS[None])
    return _cap(best, scale.low, scale.high, scale.step, tuple(point.level for point in scale.levels))


@lru_cache(maxsize=256)
def _cap(best: Decimal, low: Decimal, high: Decimal, step: Decimal | None, levels: tuple[Decimal, ...]) -> Fraction:
    if step is not None:
        steps = (Fraction(high) - Fraction(low)) / Fraction(step)
        return Fraction((Fraction(best) * steps).__floor__()) / steps
    points = [_share(point, low, high) for point in levels]
    return max((point for point in points if point <= best), default=Fraction(0)) if points else Fraction(best)


def score_cell(assessment: Assessment, part: Round, method: Method, weighing: Weighing, solution: Id) -> CellScore:
    """Score one cell of a round, under its method."""
    criterion = weighing.criterion.id
    scale = method.scale(weighing.criterion.scale)
    agreed = part.agreed.get((solution, criterion))
    origin: Origin = "agreed"
    if agreed is not None:
        answers: list[Evaluation] = [agreed]
    else:
        answers = [evaluation for _, evaluation in part.of_cell((solution, criterion))]
        origin = _ORIGIN[method.rules.aggregation] if answers else "none"
    lowest = lowest_counts(part, method)
    shares = [shares_of(evaluation, scale, assessment.evidence, lowest) for evaluation in answers] or [(WHOLE, WHOLE)]
    combine = _COMBINE[method.rules.aggregation]
    given, supported = (combine(parts) for parts in zip(*shares, strict=True))
    return CellScore(
        solution=solution,
        criterion=criterion,
        origin=origin,
        given=given,
        counted=supported if method.rules.evidence_cap else given,
        supported=supported,
    )


def lowest_counts(part: Round, method: Method) -> bool:
    """Return whether ``unknown`` and ``refused`` count as the lowest level: if a rule says so, after consensus."""
    return part.settled and method.rules.no_answer_counts_as == "lowest"


def shares_of(
    answer: Evaluation, scale: Scale, evidence: Mapping[Id, EvidenceAdded], lowest: bool
) -> tuple[Interval, Interval]:
    """Return the share (0-1) an answer states, and the share its evidence supports.

    ``lowest`` tells that ``unknown`` and ``refused`` count as the lowest level; else they can still be any.
    """
    stated = level_of(answer.answer)
    if stated is None:
        no_answer = LOWEST if lowest and answer.answer != "unanswered" else WHOLE
        return no_answer, no_answer
    stated_share = share(stated, scale)
    supported = cap([evidence[piece] for piece in answer.evidence if piece in evidence], scale)
    return Interval.at(stated_share), Interval.at(min(stated_share, supported))
