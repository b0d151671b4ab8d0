"""What holds of every result, on assessments made at random."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from fractions import Fraction
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from tests.scoring.situations import LEVELS, SCALES, answering, assessments, evaluation, scales_of, with_round

from toetssteen.model.base import plain
from toetssteen.model.entries.body import level_of
from toetssteen.model.entries.opening import Opened
from toetssteen.model.entries.scoring import EvaluatorSheet, Imported, NamedSolution
from toetssteen.model.method import CAPS, Rounding
from toetssteen.model.replay.assessment import Assessment, judged
from toetssteen.scoring.exact import Interval
from toetssteen.scoring.result.ranking import ranking
from toetssteen.scoring.result.result import SolutionResult, result
from toetssteen.sharing.export import verify_export
from toetssteen.store.folder import Folder
from toetssteen.workbench import export

some = settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def solutions(assessment: Assessment) -> dict[str, SolutionResult]:
    return {solution.id: solution for solution in result(assessment).solutions}


def without_rank(solution: SolutionResult) -> dict[str, Any]:
    return {key: part for key, part in solution.__dict__.items() if key not in ("rank", "quality_rank")}


def rows(assessment: Assessment) -> list[tuple[str, Any]]:
    """List every answer to a criterion, with who gave it."""
    graded = scales_of(assessment.round.method)
    given = assessment.round.evaluations.items()
    return [
        (person, answered) for person, answers in given for answered in answers.values() if answered.criterion in graded
    ]


@some
@given(st.data(), assessments())
def test_raising_a_level_never_lowers_a_total_or_a_rank(data: st.DataObject, assessment: Assessment) -> None:
    allowed = {name: LEVELS[scale] for name, scale in scales_of(assessment.round.method).items()}
    lower = [
        (person, answered)
        for person, answered in rows(assessment)
        if answered.answer in allowed[answered.criterion][:-1]
    ]
    assume(lower)
    person, chosen = data.draw(st.sampled_from(lower))
    levels = allowed[chosen.criterion]
    higher = data.draw(st.sampled_from(levels[levels.index(chosen.answer) + 1 :]))
    raised = answering(assessment, person, evaluation(*chosen.cell, higher, chosen.evidence))
    before, after = solutions(assessment)[chosen.solution], solutions(raised)[chosen.solution]
    assert after.total.low >= before.total.low
    assert after.total.high >= before.total.high
    assert before.eligible is False or after.eligible is not False
    if before.rank.rank and after.rank.rank:
        assert after.rank.rank <= before.rank.rank


@some
@given(st.data(), assessments())
def test_dropping_a_solution_leaves_the_others_identical(data: st.DataObject, assessment: Assessment) -> None:
    dropped = data.draw(st.sampled_from(list(assessment.solutions)))
    kept = {name: solution for name, solution in assessment.solutions.items() if name != dropped}
    part = assessment.round
    never_there = with_round(
        replace(assessment, solutions=kept),
        evaluations={
            person: {cell: answered for cell, answered in answers.items() if cell[0] != dropped}
            for person, answers in part.evaluations.items()
        },
        agreed={cell: agreed for cell, agreed in part.agreed.items() if cell[0] != dropped},
    )
    withdrawn = replace(assessment, withdrawn={dropped: "Withdrawn."})
    before = {name: without_rank(solution) for name, solution in solutions(assessment).items() if name != dropped}
    assert {name: without_rank(solution) for name, solution in solutions(never_there).items()} == before
    left = {name: without_rank(solution) for name, solution in solutions(withdrawn).items() if name != dropped}
    assert left == before
    assert solutions(withdrawn)[dropped].eligible is False
    ranks = {solution.id: solution.rank for solution in result(withdrawn).solutions if solution.id != dropped}
    assert ranks == {solution.id: solution.rank for solution in result(never_there).solutions}


@some
@given(st.randoms(use_true_random=False), assessments())
def test_the_order_of_criteria_evaluators_and_solutions_changes_nothing(chance: Any, assessment: Assessment) -> None:
    def shuffled(members: Any) -> Any:
        mixed = list(members.items() if isinstance(members, dict) else members)
        chance.shuffle(mixed)
        return dict(mixed) if isinstance(members, dict) else mixed

    part, method = assessment.round, assessment.round.method
    values = [value.model_copy(update={"criteria": shuffled(value.criteria)}) for value in shuffled(method.values)]
    mixed_method = type(method)(
        **{**dict(method), "values": values, "gates": shuffled(method.gates), "scales": shuffled(method.scales)}
    )
    mixed = with_round(
        replace(assessment, solutions=shuffled(assessment.solutions)),
        method=mixed_method,
        evaluations={person: shuffled(answers) for person, answers in shuffled(part.evaluations).items()},
        agreed=shuffled(part.agreed),
    )
    assert by_id(result(mixed).document()) == by_id(result(assessment).document())


def by_id(document: Any) -> Any:
    """Sort every list of objects, all the way down: the order declared is the only thing that may differ."""
    if isinstance(document, dict):
        return {key: by_id(part) for key, part in document.items()}
    if isinstance(document, list) and document and isinstance(document[0], dict):
        return sorted((by_id(entry) for entry in document), key=lambda entry: json.dumps(entry, sort_keys=True))
    return document


@some
@given(assessments())
def test_totals_are_those_of_the_formula(assessment: Assessment) -> None:
    for name, found in solutions(assessment).items():
        expected = by_formula(assessment, name)
        assert (found.total.low, found.total.high) == expected
        assert 0 <= found.total.low <= found.total.high <= 100


def by_formula(assessment: Assessment, solution: str) -> tuple[Fraction, Fraction]:
    """Compute 100 x sum W_g x sum w_{c|g} x share (semantics 7), for the lowest and the highest it can be."""
    method = assessment.round.method
    uses_ai = method.scoping[0].answer == "yes"
    ends = []
    for end in (min, max):
        values = []
        for value in method.values:
            asked = [weighing for weighing in value.criteria if uses_ai or not hasattr(weighing.criterion, "when")]
            within = sum(Fraction(weighing.weight) for weighing in asked)
            if within:
                shares = [
                    Fraction(weighing.weight) / within * cell_share(assessment, solution, weighing, end)
                    for weighing in asked
                ]
                values.append((Fraction(value.weight), sum(shares)))
        whole = sum(weight for weight, _ in values)
        nothing_counts = Fraction(end(0, 100))
        ends.append(100 * sum(weight / whole * score for weight, score in values) if whole else nothing_counts)
    return ends[0], ends[1]


def cell_share(assessment: Assessment, solution: str, weighing: Any, end: Any) -> Fraction:
    """Find the lowest or highest share that a cell can have, by semantics 3, 4 and 6."""
    part, rules = assessment.round, assessment.round.method.rules
    name, scale = weighing.criterion.id, SCALES[weighing.criterion.scale]
    low, reach = Fraction(scale.low), Fraction(scale.high) - Fraction(scale.low)

    def of_answer(given: Any) -> Fraction:
        level = level_of(given.answer)
        if level is None:
            lowest = given.answer != "unanswered" and part.settled and rules.no_answer_counts_as == "lowest"
            return Fraction(0) if lowest else Fraction(end(0, 1))
        stated = (Fraction(level) - low) / reach
        if not rules.evidence_cap:
            return stated
        most = Fraction(max((CAPS[assessment.evidence[piece].type] for piece in given.evidence), default=0))
        if scale.id != "continuous":
            most = max(point for point in ((Fraction(x) - low) / reach for x in LEVELS[scale.id]) if point <= most)
        return min(stated, most)

    if (solution, name) in part.agreed:
        return of_answer(part.agreed[solution, name])
    found = [of_answer(answers[solution, name]) for answers in part.evaluations.values() if (solution, name) in answers]
    if not found:
        return Fraction(end(0, 1))
    if rules.aggregation == "mean":
        return sum(found) / len(found)
    if rules.aggregation == "median":
        ordered = sorted(found)
        return (ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2]) / 2
    return end(found)


@some
@given(st.data(), assessments())
def test_an_answer_where_there_was_none_only_narrows(data: st.DataObject, assessment: Assessment) -> None:
    open_cells = [(person, answered) for person, answered in rows(assessment) if answered.answer == "unanswered"]
    assume(open_cells)
    person, unanswered = data.draw(st.sampled_from(open_cells))
    level = data.draw(st.sampled_from(LEVELS[scales_of(assessment.round.method)[unanswered.criterion]]))
    answered = answering(assessment, person, evaluation(*unanswered.cell, level, unanswered.evidence))
    before, after = solutions(assessment)[unanswered.solution].total, solutions(answered)[unanswered.solution].total
    assert before.low <= after.low <= after.high <= before.high


@some
@given(assessments())
def test_rounding_comes_last(assessment: Assessment) -> None:
    rounding = assessment.round.method.rules.rounding
    exact = solutions(assessment)
    for solution in result(assessment).document()["solutions"]:
        low, high = (rounded_by_hand(end, rounding) for end in by_formula(assessment, solution["id"]))
        assert (solution["low"], solution["high"]) == (low, high)
        assert solution["total"] == (low if exact[solution["id"]].total.exact else None)


def rounded_by_hand(number: Fraction, rounding: Rounding) -> str:
    """Round with integers: the number of units, and what is left of one."""
    unit = 10**rounding.digits
    units, left = divmod(number.numerator * unit, number.denominator)
    half = 2 * left - number.denominator
    up = {"half_up": half >= 0, "half_even": half > 0 or (half == 0 and units % 2 == 1), "down": False}[rounding.mode]
    text = str(units + up).zfill(rounding.digits + 1)
    return f"{text[: -rounding.digits]}.{text[-rounding.digits :]}" if rounding.digits else text


fields = st.dictionaries(
    st.sampled_from("abcde"),
    st.tuples(st.integers(0, 6), st.sampled_from([0, 0, 0, 1, 3])).map(
        lambda ends: Interval(Fraction(ends[0]), Fraction(sum(ends)))
    ),
)


@given(fields)
def test_a_rank_is_given_only_where_it_is_certain(totals: dict[str, Interval]) -> None:
    ranks = ranking(totals, Rounding())
    outcomes = [
        dict(zip(totals, ends, strict=True))
        for ends in product(*({total.low, (total.low + total.high) / 2, total.high} for total in totals.values()))
    ]
    for name, rank in ranks.items():
        places = {1 + sum(other > outcome[name] for other in outcome.values()) for outcome in outcomes}
        tied = {frozenset(o for o in outcome if o != name and outcome[o] == outcome[name]) for outcome in outcomes}
        if len(places) == len(tied) == 1:
            assert (rank.rank, set(rank.tied_with)) == (places.pop(), tied.pop())
        else:
            assert rank.rank is None


@some
@given(assessments())
def test_only_what_fails_a_gate_or_is_uncertain_has_no_rank(assessment: Assessment) -> None:
    found = solutions(assessment)
    in_field = {name: solution.total for name, solution in found.items() if solution.eligible is not False}
    expected = ranking(in_field, assessment.round.method.rules.rounding)
    for name, solution in found.items():
        assert solution.rank.rank == (expected[name].rank if name in in_field else None)
        assert (solution.eligible is False) == any(gate.status == "not_met" for gate in solution.gates)


@some
@given(assessments())
def test_the_weakest_value_is_a_lowest_in_every_outcome(assessment: Assessment) -> None:
    for solution in solutions(assessment).values():
        scored = [value for value in solution.values if value.score is not None and value.weight > 0]
        parts = [(value.score, -value.weight, value.id) for value in scored]
        assert solution.weakest[0] == always_lowest(parts)
        if solution.weakest[0]:
            [value] = [value for value in scored if value.id == solution.weakest[0]]
            cells = [(cell.counted, -w.weight, cell.criterion) for w, cell in value.cells if w.weight > 0]
            assert solution.weakest[1] == always_lowest(cells)


def always_lowest(parts: list[Any]) -> str | None:
    """Try every outcome: who is lowest (or equal) in all of them; of several, the heavier, then the id."""
    lowest = set(parts)
    for outcome in product(*({part[0].low, part[0].high} for part in parts)):
        lowest &= {part for part, score in zip(parts, outcome, strict=True) if score == min(outcome)}
    return min(((weight, name) for _, weight, name in lowest), default=(0, None))[1]


@settings(some, max_examples=15)
@given(assessments())
def test_what_is_written_and_read_back_is_the_same(drawn: Assessment) -> None:
    asked = judged(drawn.round.method)
    with TemporaryDirectory() as place:
        folder = Folder.create(Path(place) / "small", lambda: datetime(2026, 1, 1, tzinfo=UTC))
        opened = drawn.opened.model_copy(update={"imported": True})
        folder.append("chair", "chair", Opened(**dict(opened)))
        for piece in drawn.evidence.values():
            folder.append("chair", "chair", piece)
        answered = {
            person: {
                cell: answered.model_copy(update={"evidence": []})
                for cell, answered in answers.items()
                if cell[1] in asked
            }
            for person, answers in drawn.round.evaluations.items()
        }
        sheets = [
            EvaluatorSheet(person=person, name=person, evaluations=list(answers.values()))
            for person, answers in answered.items()
        ]
        named = [NamedSolution(id=name, name=name) for name in drawn.solutions]
        fingerprint = folder.put_method(drawn.round.method)
        folder.append(
            "chair", "chair", Imported(method=fingerprint, source="drawn", solutions=named, evaluators=sheets)
        )
        agreed = [
            agreed
            for agreed in drawn.round.agreed.values()
            if agreed.criterion in asked and agreed.answer not in ("unanswered", "explained")
        ]
        for piece in agreed:
            folder.append("chair", "chair", piece)
        written, read = folder.assessment(), Folder(folder.path).assessment()
        assert len(written.round.agreed) == len(agreed)
        assert read == written
        assert result(read).document() == result(written).document()
        in_memory = with_round(drawn, settled=False, evaluations=answered, agreed=written.round.agreed)
        assert result(read).solutions == result(in_memory).solutions
        faults, _, _, exported = verify_export(export(folder))
        assert not faults
        assert exported == written


def test_every_level_drawn_lies_on_its_scale() -> None:
    for name, scale in SCALES.items():
        assert all(scale.allows(level_of(level)) for level in LEVELS[name])
        assert [plain(point.level) for point in scale.levels] in ([], LEVELS[name])
