"""How sure a result is: the robustness and agreement of one round, from its result; nothing here alters it.

Rules: what is said of weights is said of the solutions that still run and are scored whole; weights are varied at every
level, those of the values first, so that the number of criteria in a value is no weight; agreement is about levels
given, as shares of each scale (0-100), and what an evaluator decides about levels as they count. The outcome, the
smallest flip and the fewest steps are of the comparison that ranks; all else is about quality. Each part is worked out
when it is asked for.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import cached_property
from typing import Literal

from toetssteen.model.base import Id
from toetssteen.model.criteria import Scale
from toetssteen.model.entries.body import Evaluation, level_of
from toetssteen.scoring.outlook import agreement, concordance, leave_out, share, steps, weights
from toetssteen.scoring.outlook.acceptability import RankAcceptability, rank_acceptability
from toetssteen.scoring.outlook.comparison import HUNDRED, Comparison, comparison, taking_part
from toetssteen.scoring.outlook.compensation import Compensation, compensation
from toetssteen.scoring.outlook.one_level import points
from toetssteen.scoring.outlook.outcome import Outcome, outcome
from toetssteen.scoring.outlook.stability import (
    CanWin,
    SmallestFlip,
    WeightStability,
    can_win,
    smallest_flip,
    weight_stability,
)
from toetssteen.scoring.outlook.table import Number, Table
from toetssteen.scoring.outlook.undefined import Undefined
from toetssteen.scoring.result.cells import lowest_counts, shares_of
from toetssteen.scoring.result.cells import share as share_of_scale
from toetssteen.scoring.result.result import Result, SolutionResult

SAMPLES, SEED = 100_000, 1
_NOTHING = Table.of({}, {"-": (1, {"-": 1})})
"""The table where nothing has weight: nobody is in it."""


class Outlook:
    """The robustness of a result, part by part; who asks for one part does not wait for another.

    Examples
    --------
    >>> from toetssteen import open_assessment
    >>> from toetssteen.scoring import Outlook
    >>> from toetssteen.scoring.result.result import result
    >>> outlook = Outlook(open_assessment("example-chat-channel").result())
    >>> outlook.outcome.word
    'level'
    """

    def __init__(self, result: Result, samples: int = SAMPLES, seed: int = SEED) -> None:
        self.result = result
        self.samples = samples
        self.seed = seed
        self.running = taking_part(result)

    @cached_property
    def table(self) -> Table:
        """The scores as counted (0-100), of the solutions that still run."""
        return self._table("counted")

    @cached_property
    def outcome(self) -> Outcome:
        """The outcome in a word."""
        return outcome(self.result, self.compared, self._share)

    @cached_property
    def compared(self) -> Comparison | None:
        """The table that ranks: quality, with the price once it is open; ``None`` where nothing has weight."""
        return comparison(self.result)

    def _share(self, first: Id) -> float | Undefined:
        """Return the share of all weights, at every level, that puts a solution first on quality."""
        ranks = self.acceptability.found
        return ranks if isinstance(ranks, Undefined) else ranks.ranks[first][0]

    @cached_property
    def weighed(self) -> bool:
        """Whether anything that applies has weight; in a quick scan nothing is weighed against another."""
        return self.result.method.quick is None and any(
            of > 0 and any(weight > 0 for weight in inside.values()) for of, inside in self._weights.values()
        )

    @cached_property
    def _weights(self) -> dict[Id, tuple[Number, dict[Id, Number]]]:
        """Return what applies, with its weights; what has no weight only where every solution was scored on it."""
        method = self.result.method
        scored = [_scores(solution, "counted") for solution in self.running]
        asked: dict[Id, tuple[Number, dict[Id, Number]]] = {}
        for value in method.values:
            inside: dict[Id, Number] = {
                weighing.criterion.id: weighing.weight
                for weighing in value.criteria
                if method.applicable(weighing.criterion)
                and (
                    value.weight * weighing.weight > 0
                    or all(row.get(weighing.criterion.id) is not None for row in scored)
                )
            }
            if inside:
                asked[value.id] = (value.weight, inside)
        return asked

    @cached_property
    def sums(self) -> weights.Sums:
        """Totals, profile and weakest value."""
        return weights.weighted_sum(self.table)

    @cached_property
    def dominance(self) -> weights.Dominance:
        """The pairs in which one solution is nowhere worse than the other, before any weight."""
        return weights.dominance(self.table)

    @cached_property
    def effective(self) -> weights.EffectiveWeights:
        """Effective beside nominal weights of the values."""
        return weights.effective_weights(self.table)

    @cached_property
    def compensation(self) -> Compensation:
        """The dial from full compensation to none."""
        return compensation(self.table)

    @cached_property
    def stability(self) -> WeightStability:
        """How far the weight of each value can go."""
        return weight_stability(self.table, "values")

    @cached_property
    def smallest_flip(self) -> SmallestFlip:
        """The least weight that has to move for a tie in the comparison that ranks."""
        if self.compared is None:
            return smallest_flip(_NOTHING)
        return smallest_flip(self.compared.table, "criteria", self.compared.fixed, self.compared.slack)

    @cached_property
    def can_win(self) -> CanWin:
        """Whether each solution can be first under some weights of the criteria."""
        return can_win(self.table, "criteria")

    @cached_property
    def pairwise(self) -> share.PairwiseShare:
        """The share of all weights of the values under which one beats another, those inside a value as they are."""
        return share.pairwise_share(self.table, "values")

    @cached_property
    def acceptability(self) -> RankAcceptability:
        """The share of all weights, at every level, that gives each rank."""
        return rank_acceptability(self.table, "tree", samples=self.samples, seed=self.seed)

    @cached_property
    def left(self) -> leave_out.LeaveOneOut:
        """The parts that decide which solution is first, each left out in turn."""
        return leave_out.leave_one_out(self.table, self.panel, self._combine)

    @cached_property
    def resample(self) -> leave_out.Resample:
        """The solutions that are first when the evaluators are drawn anew."""
        return leave_out.resample(self.table, self.panel, self._combine, seed=self.seed)

    @cached_property
    def fewest_steps(self) -> steps.FewestSteps:
        """The fewest one-step score changes that bring a tie in the comparison that ranks."""
        table = self.compared.table if self.compared else _NOTHING
        known = {criterion: points(scale) for criterion, scale in self._scales.items() if criterion in table.criteria}
        return steps.fewest_steps(table, known, self.compared.slack if self.compared else Fraction(0))

    @cached_property
    def bounds(self) -> steps.EvidenceBounds:
        """The totals by the levels given and by those that evidence supports, of the solutions with both complete."""
        claimed, evidenced = self._table("given"), self._table("supported")
        both = set(claimed.solutions) & set(evidenced.solutions)
        claimed, evidenced = (_without(table, both) for table in (claimed, evidenced))
        return steps.evidence_bounds(claimed, evidenced)

    @cached_property
    def ratings(self) -> dict[Id, dict[agreement.Unit, Number | None]]:
        """The level given per evaluator and cell (solution, criterion), as a share of its scale (0-100)."""
        scales = self._scales
        levels: dict[Id, dict[agreement.Unit, Number | None]] = {}
        for person, unit, evaluation in self._answers():
            level = level_of(evaluation.answer)
            if level is not None:
                levels.setdefault(person, {})[unit] = share_of_scale(level, scales[unit[1]]) * HUNDRED
        return levels

    @cached_property
    def panel(self) -> dict[Id, dict[Id, dict[Id, Number | None]]]:
        """The level per evaluator, solution and criterion as it counts (0-100): no higher than evidence allows.

        Where no answer counts as the lowest level in the end, it does so here.
        """
        levels: dict[Id, dict[Id, dict[Id, Number | None]]] = {}
        for person, (solution, criterion), evaluation in self._answers():
            score = self._counted(evaluation)
            if score is not None and solution in self.table.solutions and criterion in self.table.criteria:
                levels.setdefault(person, {}).setdefault(solution, {})[criterion] = score
        return levels

    def _answers(self) -> Iterator[tuple[Id, tuple[Id, Id], Evaluation]]:
        """Yield what evaluators answered on what is weighed, of the solutions that run, in canonical order."""
        scales, running = self._scales, {solution.id for solution in self.running}
        for person, answers in sorted(self.result.round.evaluations.items()):
            for unit, evaluation in sorted(answers.items()):
                if unit[0] in running and unit[1] in scales:
                    yield person, unit, evaluation

    def _counted(self, evaluation: Evaluation) -> Fraction | None:
        method, scale = self.result.method, self._scales[evaluation.criterion]
        lowest = lowest_counts(self.result.round, method)
        given, supported = shares_of(evaluation, scale, self.result.assessment.evidence, lowest)
        counted = supported if method.rules.evidence_cap else given
        return counted.low * HUNDRED if counted.exact else None

    @cached_property
    def alpha(self) -> agreement.Alpha:
        """Krippendorff's alpha over all cells, ordinal."""
        return agreement.krippendorff_alpha(self.ratings)

    @cached_property
    def kendall(self) -> concordance.KendallW:
        """Kendall's W over all cells."""
        return concordance.kendall_w(self.ratings)

    @cached_property
    def rankings(self) -> concordance.KendallW:
        """Kendall's W over the solutions: of the totals that each evaluator's own scores give, where they are whole."""
        rows: dict[Id, dict[agreement.Unit, Number | None]] = {}
        for person, scores in self.panel.items():
            own = Table.of(
                {solution: scores.get(solution, {}) for solution in self.table.solutions}, self.table.weights()
            )
            rows[person] = {solution: total for solution, total in own.by_value.totals.items()}  # noqa: C416 -- widens its type
        return concordance.kendall_w(rows)

    @cached_property
    def icc(self) -> concordance.Icc:
        """Intraclass correlations over all cells."""
        return concordance.icc(self.ratings)

    @cached_property
    def shifts(self) -> tuple[agreement.LevelShift, ...]:
        """How much higher or lower each evaluator scores than the others (points of 100)."""
        return agreement.level_shift(self.ratings)

    @cached_property
    def spreads(self) -> agreement.SpreadFlags:
        """The cells on which evaluators are apart."""
        return agreement.spread_flags(self.ratings, 0, HUNDRED)

    @property
    def _combine(self) -> leave_out.Combine:
        return "median" if self.result.method.rules.aggregation == "median" else "mean"

    @cached_property
    def _scales(self) -> dict[Id, Scale]:
        method = self.result.method
        return {
            weighing.criterion.id: method.scale(weighing.criterion.scale)
            for _, weighing in method.weighings()
            if method.applicable(weighing.criterion)
        }

    def _table(self, which: Literal["counted", "given", "supported"]) -> Table:
        if not self.weighed:
            return _NOTHING
        asked = {criterion for _, inside in self._weights.values() for criterion in inside}
        rows = {solution.id: _scores(solution, which) for solution in self.running}
        scores = {
            name: {criterion: row[criterion] for criterion in row if criterion in asked} for name, row in rows.items()
        }
        return Table.of(scores, self._weights)


def _without(table: Table, kept: set[Id]) -> Table:
    """Return the table with the rows of other solutions moved to ``unscored``."""
    rows = {name: row if name in kept else {} for name, row in table.rows().items()}
    rows |= {name: {} for name in table.unscored}
    return Table.of(rows, table.weights())


def _scores(solution: SolutionResult, which: str) -> dict[Id, Number | None]:
    """Return the scores of a solution (0-100); ``None`` where a cell is still open."""
    scores: dict[Id, Number | None] = {}
    for cell in solution.cells():
        part = cell.counted if which == "counted" else cell.given if which == "given" else cell.supported
        scores[cell.criterion] = part.low * HUNDRED if part.exact else None
    return scores
