"""Whether an answer fits what it answers: one check for drafts, submissions, agreements and imports.

Rules: a level lies on the criterion's scale; a gate takes a status; ``explained`` is for comply-or-explain
gates and names an owner and an end; a final answer is not ``unanswered`` and has a reason.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from toetssteen.errors import Fault, fault
from toetssteen.language import same
from toetssteen.model.base import Id, plain
from toetssteen.model.criteria import Criterion, Scale
from toetssteen.model.entries.body import GATE_ANSWERS, NO_ANSWERS, Evaluation, level_of
from toetssteen.model.method import Method, SheetCriterion

if TYPE_CHECKING:
    from toetssteen.model.entries.consensus import Checked
    from toetssteen.model.entries.evidence import EvidenceAdded
    from toetssteen.model.replay.assessment import Judging


def answer_faults(
    answered: Evaluation | Checked,
    asked: Judging,
    method: Method,
    where: str,
    *,
    evidence: Collection[str],
    final: bool,
) -> Iterator[Fault]:
    """Find what is wrong with one answer to a criterion or gate; ``evidence`` has the ids that exist."""
    answer = answered.answer
    if isinstance(asked, Criterion | SheetCriterion):
        yield from _level_faults(answer, asked, method.scale(asked.scale), where)
    elif answer not in GATE_ANSWERS | NO_ANSWERS:
        yield fault("TS-211", where, answer=answer, id=asked.id)
    elif answer == "explained" and not asked.explainable:
        yield fault("TS-212", where, id=asked.id)
    elif answer == "explained" and final and answered.explanation is None:
        yield fault("TS-213", where, id=asked.id)
    if final and answer == "unanswered":
        yield fault("TS-214", where, id=asked.id)
    elif final and not answered.reason:
        yield fault("TS-215", where, id=asked.id)
    for piece in answered.evidence:
        if piece not in evidence:
            yield fault("TS-216", where, evidence=piece)


def _level_faults(answer: str, asked: Criterion | SheetCriterion, scale: Scale, where: str) -> Iterator[Fault]:
    level = level_of(answer)
    if level is None and answer in GATE_ANSWERS:
        yield fault("TS-217", where, answer=answer, id=asked.id)
    elif level is not None and not scale.allows(level):
        yield fault("TS-210", where, answer=answer, id=asked.id, allowed=points(scale))


def reason_flags(
    evaluations: Iterable[Evaluation], evidence: Mapping[Id, EvidenceAdded], *, tender: bool
) -> Iterator[Fault]:
    """Find reasons that are copies of one another, and in a tender those that lean on what is outside the offer."""
    by_reason: dict[str, list[Evaluation]] = {}
    for evaluation in evaluations:
        by_reason.setdefault(same(evaluation.reason), []).append(evaluation)
        outside = [name for name in evaluation.evidence if name in evidence and evidence[name].outside]
        if tender and outside:
            where = f"{evaluation.solution}, {evaluation.criterion}"
            yield fault("TS-266", where, evidence=", ".join(outside), cells=[evaluation.cell])
    for reason, copies in by_reason.items():
        if reason and len(copies) > 1:
            cells = "; ".join(f"{evaluation.solution}, {evaluation.criterion}" for evaluation in copies)
            yield fault("TS-265", cells, reason=copies[0].reason[:60], cells=[copy.cell for copy in copies])


def points(scale: Scale) -> str:
    """Write which levels a scale allows: ``0, 2, 4, 5`` or ``0-10 (step 2)``."""
    if scale.levels and scale.step is None:
        return ", ".join(plain(level.level) for level in scale.levels)
    step = f" (step {plain(scale.step)})" if scale.step is not None else ""
    return f"{plain(scale.low)}-{plain(scale.high)}{step}"
