"""What other scores would do, and how far evaluators and evidence agree, told part by part.

Rules: agreement finds nobody wrong, and its cut-offs are conventions that are shown and gate nothing; a person is told
by role; nothing here is worked out that ``scoring`` does not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from fractions import Fraction

from toetssteen.scoring.outlook.agreement import RELIABLE, TENTATIVE, SpreadFlag
from toetssteen.scoring.outlook.leave_out import Left
from toetssteen.scoring.outlook.steps import Step
from toetssteen.scoring.outlook.undefined import Undefined
from toetssteen.scoring.outlook.weights import EffectiveWeight
from toetssteen.views.outlook.parts import HUNDRED, Figure, Lane, Mark, Part, Speaker

_WORST = 12
"""Cells apart that are listed."""
_KINDS = ("evaluator", "criterion", "value")
"""What is left out, one at a time, to see whether another would be first."""


def left_out(speaker: Speaker) -> Part:
    """Return the part on what one evaluator, criterion, value or solution decides, and on evaluators drawn anew."""
    leaving, drawn = speaker.outlook.left, speaker.outlook.resample
    sentences = []
    if isinstance(leaving.panel_first, Undefined):
        sentences.append(speaker.word("left_no_panel", why=speaker.why(leaving.panel_first)))
    elif leaving.panel_first != leaving.first:
        names = speaker.solutions(leaving.panel_first)
        sentences.append(speaker.word("left_before_agreeing", names=names))
    turned = [part for part in leaving.left if part.changes and not isinstance(part.first, Undefined)]
    for kind in _KINDS:  # few of each kind, so that none hides another
        sentences += speaker.few([_turn(speaker, left) for left in turned if left.kind == kind])
    sentences += _deciding(speaker, leaving.left, turned)
    sentences.append(speaker.word("left_solution"))
    if not isinstance(drawn.first, Undefined):
        parts = [
            speaker.word("drawn_first", name=speaker.solution(name), share=speaker.sampled(share))
            for name, share in drawn.first.items()
            if share
        ]
        sentences.append(speaker.word("drawn", samples=speaker.number(drawn.samples, 0), told=speaker.listed(parts)))
    rows = [
        [speaker.word(f"kind_{part.kind}"), _named(speaker, part), _first(speaker, part)]
        for part in leaving.left
        if part.kind == "evaluator" or (part in turned and part.kind != "solution")
    ]
    head = speaker.words("kind", "without", "then_first")
    method = speaker.word("left_method", combine=speaker.word(f"combine_{leaving.combine}"), seed=drawn.seed)
    return speaker.part("left", sentences, head, speaker.few_rows(rows) or None, names=3, method=method)


def _turn(speaker: Speaker, left: Left) -> str:
    return speaker.word("left_turns", what=_what(speaker, left), names=_first(speaker, left))


def _deciding(speaker: Speaker, left: Sequence[Left], turned: Sequence[Left]) -> Iterator[str]:
    """Yield a sentence for each kind of which nothing decides; evaluators also by gates, minimums and prices."""
    outcome = speaker.outlook.outcome
    rest = [evaluator for evaluator in outcome.evaluators if evaluator not in {part.id for part in turned}]
    if rest:
        who = speaker.listed((speaker.role(evaluator) for evaluator in rest), "or")
        yield speaker.word("left_rest", who=who, first=speaker.solutions(outcome.first))
    for kind in _KINDS:
        decides = any(part.kind == kind for part in turned) or (kind == "evaluator" and rest)
        if any(part.kind == kind for part in left) and not decides:
            yield speaker.word(f"left_no_{kind}")


def _named(speaker: Speaker, left: Left) -> str:
    return speaker.role(left.id) if left.kind == "evaluator" else speaker.name(left.id)


def _what(speaker: Speaker, left: Left) -> str:
    return speaker.word(f"without_{left.kind}", name=_named(speaker, left))


def _first(speaker: Speaker, left: Left) -> str:
    return speaker.why(left.first) if isinstance(left.first, Undefined) else speaker.solutions(left.first)


def steps(speaker: Speaker) -> Part:
    """Return the part on the fewest score changes that bring a tie."""
    fewest = speaker.outlook.fewest_steps
    if isinstance(fewest.count, Undefined) or fewest.rival is None or isinstance(fewest.winner, Undefined):
        return speaker.nothing("steps", fewest.count if isinstance(fewest.count, Undefined) else Undefined("no flip"))
    changes = [_step(speaker, step) for step in fewest.steps]
    compared = speaker.outlook.compared
    rounded = "steps_away" if compared and compared.slack else ""  # then fewer can do
    sentence = speaker.word(
        rounded or "steps",
        count=fewest.count,
        first=speaker.solution(fewest.winner),
        rival=speaker.solution(fewest.rival),
    )
    head = speaker.words("solution", "criterion", "level_now", "level_then", "count_steps")
    rows = [_step_row(speaker, step) for step in fewest.steps]
    return speaker.part("steps", [sentence, *speaker.few(changes)], head, rows, names=2)


def _step_row(speaker: Speaker, step: Step) -> list[str]:
    method = speaker.outlook.result.method
    scales = {weighing.criterion.id: weighing.criterion.scale for _, weighing in method.weighings()}
    scale = method.scale(scales[step.criterion])
    levels = [speaker.level(score, scale) for score in (step.before, step.after)]
    return [speaker.solution(step.solution), speaker.name(step.criterion), *levels, str(step.count)]


def _step(speaker: Speaker, step: Step) -> str:
    name, criterion, before, after, _ = _step_row(speaker, step)
    key = "step_up" if step.after > step.before else "step_down"
    return speaker.word(key, name=name, criterion=criterion, before=before, after=after)


def bounds(speaker: Speaker) -> Part:
    """Return the part on totals (0-100) as claimed and as evidenced."""
    assessment = speaker.outlook.result.assessment
    if assessment.opened.imported or not assessment.evidence:
        return speaker.part("bounds", [speaker.word("bounds_none")], method="")
    evidence = speaker.outlook.bounds
    rows, lanes = [], []
    for span in evidence.bounds:
        name = speaker.solution(span.solution)
        rows.append([name, *(speaker.number(end, 2) for end in (span.claimed, span.evidenced))])
        place = speaker.places[span.solution]
        marks = (Mark(at=float(span.evidenced), mark=place),)
        lanes.append(Lane(title=name, low=float(span.low), high=float(span.high), marks=marks))
    if isinstance(evidence.sure, Undefined):
        names = speaker.listed((speaker.solution(solution) for solution in evidence.possible), "or")
        key = "bounds_open" if len(evidence.possible) > 1 else "bounds_alone"
        sentences = [speaker.word(key, names=names)]
    else:
        sentences = [speaker.word("bounds_sure", first=speaker.solution(evidence.sure))]
    figure = speaker.lanes(lanes, speaker.word("bounds_figure"))
    return speaker.part("bounds", sentences, speaker.words("solution", "claimed", "evidenced"), rows, figure=figure)


def agreement(speaker: Speaker) -> Part:
    """Return the part on how far evaluators agree: alpha, raw agreement, W and ICC."""
    alpha, figure = speaker.outlook.alpha, None
    if isinstance(alpha.alpha, Undefined):
        sentences = [speaker.word("agreement_none", why=speaker.why(alpha.alpha))]
    else:
        zone = "low" if alpha.alpha < TENTATIVE else "high" if alpha.alpha >= RELIABLE else "middle"
        sentences = [
            speaker.word(f"alpha_{zone}", alpha=speaker.number(alpha.alpha, 2)),
            speaker.word("alpha_convention", low=speaker.number(TENTATIVE, 3), high=speaker.number(RELIABLE, 2)),
        ]
        low, high = (None, None) if isinstance(alpha.interval, Undefined) else alpha.interval
        marks = (Mark(at=alpha.alpha, mark=0),)
        ticks = [(tick, speaker.number(tick, 2 if tick else 0)) for tick in (0.0, TENTATIVE, RELIABLE, 1.0)]
        figure = Figure(
            kind="lanes",
            low=min(0.0, alpha.alpha, low if low is not None else 0.0),
            high=1,
            ticks=ticks,
            lanes=[Lane(title=speaker.word("alpha"), low=low, high=high, marks=marks)],
            legend=(speaker.word("alpha"),),
            alternative=speaker.word("alpha_figure"),
        )
    if not isinstance(alpha.raw, Undefined):
        sentences.append(speaker.word("raw_agreement", share=speaker.share(alpha.raw)))
    head, rows = speaker.words("measure", "outcome_of"), _measures(speaker)
    method = speaker.word("agreement_method", units=alpha.units, draws=speaker.number(alpha.draws, 0), seed=alpha.seed)
    return speaker.part("agreement", sentences, head, rows, figure=figure, method=method)


def _measures(speaker: Speaker) -> list[list[str]]:
    look = speaker.outlook
    interval = look.alpha.interval
    ends = speaker.why(interval) if isinstance(interval, Undefined) else " - ".join(
        speaker.number(end, 2) for end in interval
    )  # fmt: skip
    return [
        [speaker.word("alpha"), speaker.number(look.alpha.alpha, 2)],
        [speaker.word("alpha_interval"), ends],
        [speaker.word("raw"), speaker.share(look.alpha.raw)],
        [speaker.word("kendall"), speaker.number(look.kendall.w, 2)],
        [speaker.word("kendall_solutions"), speaker.number(look.rankings.w, 2)],
        [speaker.word("icc_single"), speaker.number(look.icc.single, 2)],
        [speaker.word("icc_mean"), speaker.number(look.icc.mean, 2)],
    ]


def shifts(speaker: Speaker) -> Part:
    """Return the part on how much higher or lower each evaluator scores than the others (points of 100)."""
    evaluators = speaker.outlook.shifts
    known = [(speaker.role(shift.evaluator), shift.shift) for shift in evaluators if isinstance(shift.shift, Fraction)]
    if not known:
        return speaker.part("shifts", [speaker.word("shifts_none")], method="")
    sentences = [
        speaker.word(
            "shift_up" if shift > 0 else "shift_down" if shift < 0 else "shift_same",
            who=who,
            points=speaker.number(abs(shift)),
        )
        for who, shift in known
    ]
    rows = [[speaker.role(shift.evaluator), speaker.number(shift.shift), str(shift.units)] for shift in evaluators]
    head = speaker.words("evaluator", "shift", "cells")
    return speaker.part("shifts", speaker.few(sentences), head, rows, figure=_around_zero(speaker, known))


def _around_zero(speaker: Speaker, known: list[tuple[str, Fraction]]) -> Figure:
    """Draw each difference from 0 on, to the left or the right."""
    edge = float(max(Fraction(10), *(abs(shift) for _, shift in known)))
    lanes = [
        Lane(
            title=who,
            low=min(0.0, float(shift)),
            high=max(0.0, float(shift)),
            marks=(Mark(at=float(shift), mark=0),),
        )
        for who, shift in known
    ]
    return Figure(
        kind="lanes",
        low=-edge,
        high=edge,
        ticks=[(-edge, speaker.number(-edge, 0)), (0.0, "0"), (edge, speaker.number(edge, 0))],
        lanes=lanes,
        legend=(speaker.word("shift"),),
        alternative=speaker.word("shifts_figure"),
    )


def apart(speaker: Speaker) -> Part:
    """Return the part on the cells on which evaluators are apart."""
    spreads = speaker.outlook.spreads
    flagged = [flag for flag in spreads.flags if flag.flagged and isinstance(flag.spread, Fraction)]
    compared = sum(isinstance(flag.spread, Fraction) for flag in spreads.flags)
    if not compared:
        return speaker.part("apart", [speaker.word("apart_nothing")], method="")
    flagged.sort(key=lambda flag: (-_spread(flag), flag.unit))
    sentences = [
        speaker.word("apart", count=len(flagged), all=compared, threshold=speaker.share(spreads.threshold))
        if flagged
        else speaker.word("apart_none", all=compared, threshold=speaker.share(spreads.threshold))
    ]
    criteria = Counter(flag.unit[1] for flag in flagged)
    if criteria and (most := criteria.most_common(1)[0])[1] > 1:
        sentences.append(speaker.word("apart_most", criterion=speaker.name(most[0]), count=most[1]))
    rows = [
        [speaker.solution(flag.unit[0]), speaker.name(flag.unit[1]), speaker.share(_spread(flag))]
        for flag in flagged[:_WORST]
    ]
    head, caption = speaker.words("solution", "criterion", "spread"), speaker.word("apart_caption")
    return speaker.part("apart", sentences, head, rows or None, names=2, caption=caption)


def _spread(flag: SpreadFlag) -> Fraction:
    return flag.spread if isinstance(flag.spread, Fraction) else Fraction(0)


def effective(speaker: Speaker) -> Part:
    """Return the part on the weight (percent) that each value really has in this field."""
    weights = speaker.outlook.effective
    first = weights.weights[0].effective if weights.weights else Undefined("no weight left")
    if isinstance(first, Undefined):
        return speaker.nothing("effective", first)
    rows = [
        [
            speaker.name(effective_weight.name),
            *(speaker.weight(weight) for weight in (effective_weight.nominal, effective_weight.effective)),
            *(speaker.number(effective_weight.spread), str(effective_weight.at_top), str(effective_weight.tied)),
        ]
        for effective_weight in weights.weights
    ]
    head = speaker.words("value", "nominal", "effective", "spread_points", "at_top", "tied_pairs")
    sentences, figure = _parting(speaker, weights.weights), _two_weights(speaker, weights.weights)
    return speaker.part("effective", sentences, head, rows, figure=figure)


def _parting(speaker: Speaker, weights: Sequence[EffectiveWeight]) -> list[str]:
    """Return sentences on where effective weight parts from nominal, and on highest scores that several share."""
    parting = [
        speaker.word(
            "effective_more" if _share(effective_weight.effective) > effective_weight.nominal else "effective_less",
            value=speaker.name(effective_weight.name),
            nominal=speaker.weight(effective_weight.nominal),
            effective=speaker.weight(effective_weight.effective),
        )
        for effective_weight in weights
        if effective_weight.apart
    ]
    full = [
        speaker.word("saturated", value=speaker.name(effective_weight.name), count=effective_weight.at_top)
        for effective_weight in weights
        if effective_weight.at_top > 1
    ]
    return [*speaker.few(parting or [speaker.word("effective_same")]), *speaker.few(full)]


def _two_weights(speaker: Speaker, weights: Sequence[EffectiveWeight]) -> Figure:
    lanes = [
        Lane(
            title=speaker.name(effective_weight.name),
            marks=tuple(
                Mark(at=float(weight * HUNDRED), mark=place)
                for place, weight in enumerate((effective_weight.nominal, _share(effective_weight.effective)))
            ),
        )
        for effective_weight in weights
    ]
    legend = (speaker.word("nominal"), speaker.word("effective"))
    return speaker.lanes(lanes, speaker.word("effective_figure"), legend)


def _share(figure: Fraction | Undefined) -> Fraction:
    return figure if isinstance(figure, Fraction) else Fraction(0)


def dominance(speaker: Speaker) -> Part:
    """Return the part on which solution is nowhere worse than another, before any weight."""
    pairs = speaker.outlook.dominance
    dominating = [
        speaker.word("dominates", better=speaker.solution(better), worse=speaker.solution(worse))
        for better, worse in pairs.pairs
    ]
    equal = [
        speaker.word("all_equal", one=speaker.solution(first), other=speaker.solution(other))
        for first, other in pairs.equal
    ]
    sentences = [*speaker.few(dominating), *speaker.few(equal)]
    return speaker.part("dominance", sentences or [speaker.word("dominance_none")])
