"""How sure a result is: the robustness and agreement of one round, from its result; nothing here alters it.

Rules: what is said of weights is said of the solutions that still run and are scored whole; the level of the
public values is what weights are varied at, so that the number of criteria in a value is no weight; agreement is
about levels given, as shares of each scale (0-100). The outcome is one of four words by cut-offs that are
conventions, and they are part of what is given. Each part is worked out when it is asked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Literal

from toetssteen.model.base import Id
from toetssteen.model.body import level_of
from toetssteen.model.criteria import Scale
from toetssteen.scoring import agreement, concordance, leave_out, share, steps, weights
from toetssteen.scoring.acceptability import RankAcceptability, rank_acceptability
from toetssteen.scoring.cells import share as share_of_scale
from toetssteen.scoring.compensation import Compensation, compensation
from toetssteen.scoring.result import Result, SolutionResult
from toetssteen.scoring.stability import CanWin, SmallestFlip, WeightStability, can_win, smallest_flip, weight_stability
from toetssteen.scoring.table import Number, Table
from toetssteen.scoring.undefined import Undefined

Word = Literal["clear", "weights", "evaluator", "undecided"]
"""Clear; depends on the weights; depends on one evaluator; undecided."""
SURE = Fraction(4, 5)
"""The share of all weights that has to put the winner first, for the outcome to be clear: a convention."""
NEAR = Fraction(1, 10)
"""A change of weights (L1, share of the whole) that would bring a tie and counts as near: a convention."""
SAMPLES, SEED = 100_000, 1
HUNDRED = 100


@dataclass(frozen=True)
class Outcome:
    """What came out, in a word: who is first, why the word, and the cut-offs it was given by.

    ``first`` is empty where nobody certainly is; ``share`` is the share of all weights under which the first is first;
    ``distance`` the smallest change of weights (L1, share of the whole) that brings a tie, with ``rival``;
    ``evaluators`` are those without whom another would be first.
    """

    word: Word
    first: tuple[Id, ...]
    share: float | Undefined
    distance: Fraction | Undefined
    rival: Id | None
    evaluators: tuple[Id, ...]
    sure: Fraction = SURE
    near: Fraction = NEAR


class Outlook:
    """The robustness of a result, part by part; who asks for one part does not wait for another."""

    def __init__(self, result: Result, samples: int = SAMPLES, seed: int = SEED) -> None:
        self.result = result
        self.samples = samples
        self.seed = seed
        self.running = [each for each in result.solutions if each.eligible is not False]

    @cached_property
    def table(self) -> Table:
        """The scores as counted (0-100), of the solutions that still run."""
        return self._table("counted")

    @cached_property
    def outcome(self) -> Outcome:
        """The outcome in a word."""
        first = self.table.by_value.first
        flip = self.smallest_flip
        found = self.acceptability.found
        certain = len(first) == 1 and not self.table.unscored
        won: float | Undefined = Undefined("shared first place" if len(first) > 1 else "no solution")
        if certain:
            won = found if isinstance(found, Undefined) else found.ranks[first[0]][0]
        turned = self._turning()
        word: Word = "clear"
        if not certain:
            word = "undecided"
        elif turned:
            word = "evaluator"
        elif (isinstance(flip.distance, Fraction) and flip.distance < NEAR) or (isinstance(won, float) and won < SURE):
            word = "weights"
        return Outcome(word, first if certain else (), won, flip.distance, flip.rival, turned)

    def _turning(self) -> tuple[Id, ...]:
        """Name the evaluators without whom somebody else would be first."""
        return tuple(each.id for each in self.left.left if each.kind == "evaluator" and each.changes)

    @cached_property
    def sums(self) -> weights.Sums:
        """Totals, profile and weakest value."""
        return weights.weighted_sum(self.table)

    @cached_property
    def dominance(self) -> weights.Dominance:
        """Who is nowhere worse than whom, before any weight."""
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
        """The smallest change of the values' weights that brings a tie."""
        return smallest_flip(self.table, "values")

    @cached_property
    def can_win(self) -> CanWin:
        """Whether each solution can be first under some weights of the values."""
        return can_win(self.table, "values")

    @cached_property
    def pairwise(self) -> share.PairwiseShare:
        """The share of all weights of the values under which one beats another."""
        return share.pairwise_share(self.table, "values")

    @cached_property
    def acceptability(self) -> RankAcceptability:
        """The share of all weights that gives each rank."""
        return rank_acceptability(self.table, "values", samples=self.samples, seed=self.seed)

    @cached_property
    def left(self) -> leave_out.LeaveOneOut:
        """What one evaluator, criterion, value or solution decides."""
        return leave_out.leave_one_out(self.table, self.panel, self._combine)

    @cached_property
    def resample(self) -> leave_out.Resample:
        """Who is first when the evaluators are drawn anew."""
        return leave_out.resample(self.table, self.panel, self._combine, seed=self.seed)

    @cached_property
    def fewest_steps(self) -> steps.FewestSteps:
        """The fewest one-step score changes that bring a tie."""
        return steps.fewest_steps(self.table, self._points())

    @cached_property
    def bounds(self) -> steps.EvidenceBounds:
        """Between the levels as given and the levels that their evidence supports."""
        return steps.evidence_bounds(self._table("given"), self._table("supported"))

    @cached_property
    def ratings(self) -> dict[Id, dict[agreement.Unit, Number | None]]:
        """Per evaluator, per cell (solution, criterion) the level given, as a share of its scale (0-100)."""
        scales = self._scales()
        running = {each.id for each in self.running}
        return {
            person: {
                (solution, criterion): share_of_scale(level, scales[criterion]) * HUNDRED
                for (solution, criterion), each in sorted(answers.items())
                if solution in running and criterion in scales and (level := level_of(each.answer)) is not None
            }
            for person, answers in sorted(self.result.round.evaluations.items())
        }

    @cached_property
    def panel(self) -> dict[Id, dict[Id, dict[Id, Number | None]]]:
        """The same by solution, for the criteria of the table."""
        found: dict[Id, dict[Id, dict[Id, Number | None]]] = {}
        for person, cells in self.ratings.items():
            rows = found.setdefault(person, {})
            for unit, score in cells.items():
                if unit[0] in self.table.solutions and unit[1] in self.table.criteria:
                    rows.setdefault(unit[0], {})[unit[1]] = score
        return {person: rows for person, rows in found.items() if rows}

    @cached_property
    def alpha(self) -> agreement.Alpha:
        """Krippendorff's alpha over all cells, ordinal."""
        return agreement.krippendorff_alpha(self.ratings)

    @cached_property
    def kendall(self) -> concordance.KendallW:
        """Kendall's W over all cells."""
        return concordance.kendall_w(self.ratings)

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

    def _scales(self) -> dict[Id, Scale]:
        method = self.result.method
        return {w.criterion.id: method.scale(w.criterion.scale) for _, w in method.weighings()}

    def _points(self) -> dict[Id, list[Number]]:
        """Give the points of each scale (0-100); one without described steps has none."""
        found: dict[Id, list[Number]] = {}
        for criterion, scale in self._scales().items():
            if criterion not in self.table.criteria:
                continue
            levels = [each.level for each in scale.levels]
            if scale.step is not None:
                count = int((scale.high - scale.low) / scale.step)
                levels = [scale.low + scale.step * place for place in range(count + 1)]
            if levels:
                found[criterion] = [share_of_scale(each, scale) * HUNDRED for each in sorted(levels)]
        return found

    def _table(self, which: Literal["counted", "given", "supported"]) -> Table:
        scores = {each.id: _scores(each, which) for each in self.running}
        method = self.result.method
        asked: Mapping[Id, tuple[Number, dict[Id, Number]]] = {
            value.id: (
                value.weight,
                {w.criterion.id: w.weight for w in value.criteria if method.applicable(w.criterion)},
            )
            for value in method.values
        }
        return Table.of(scores, {value: each for value, each in asked.items() if each[1]})


def _scores(solution: SolutionResult, which: str) -> dict[Id, Number | None]:
    """Give the scores of a solution (0-100); ``None`` where a cell is still open."""
    found: dict[Id, Number | None] = {}
    for cell in solution.cells():
        part = cell.counted if which == "counted" else cell.given if which == "given" else cell.supported
        found[cell.criterion] = part.low * HUNDRED if part.exact else None
    return found
