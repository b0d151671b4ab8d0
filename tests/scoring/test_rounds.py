"""What moved between two rounds: exact, nothing of a round against itself, and the same the other way round."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.scoring import situations
from tests.scoring.situations import answering, assessment_of, assessments, evaluation, method_of, value_of

from toetssteen.model.entries.consensus import Agreed
from toetssteen.model.method import Method, Rules, SheetGate
from toetssteen.model.replay.assessment import Assessment
from toetssteen.scoring.exact import Interval
from toetssteen.scoring.result.result import Result, result
from toetssteen.scoring.result.rounds import Moved, document, moved


def second(assessment: Assessment, later: Assessment, reason: str = "Voorwaarden gewijzigd.") -> tuple[Result, Result]:
    """Give the results of a first round, and of a later one of the same assessment."""
    other = replace(later.round, number=2, reason=reason)
    return result(assessment), result(replace(later, rounds=(assessment.round, other)))


def method(weights: dict[str, str], *gates: str) -> Method:
    """Make a method of one value on a scale of 0-4."""
    rules = Rules(aggregation="mean", evidence_cap=False)
    return method_of(
        [value_of("v", "100", weights)], rules, [SheetGate(id=gate, title=situations.WORDS) for gate in gates]
    )


def judged(given: Method, **levels: str) -> Assessment:
    """Make a round in which one evaluator gave ``a__c1="3"``, on every cell."""
    cells = [evaluation(*name.split("__"), answer) for name, answer in levels.items()]
    return assessment_of(given, sorted({answered.solution for answered in cells}), {"p": cells})


@pytest.fixture
def pair() -> tuple[Result, Result]:
    same = method({"c1": "60", "c2": "40"}, "g")
    first = judged(same, a__c1="4", a__c2="1", a__g="met", b__c1="1", b__c2="4", b__g="met")
    return second(
        first, answering(answering(first, "p", evaluation("a", "c1", "1")), "p", evaluation("a", "g", "not_met"))
    )


def test_what_moved_is_exact_and_says_why(pair: tuple[Result, Result]) -> None:
    found = moved(*pair)
    assert (found.before, found.after, found.reason, found.same_method) == (1, 2, "Voorwaarden gewijzigd.", True)
    a, b = found.solutions
    assert [interval.low for interval in a.total] == [Fraction(70), Fraction(25)]
    assert (a.shift, a.rank, a.eligible) == (Fraction(-45), (1, None), (True, False))
    assert (b.shift, b.rank, b.eligible) == (Fraction(0), (2, 1), (True, True))
    cells = {(move.solution, move.criterion): (move.before, move.after, move.reasons) for move in found.cells}
    assert cells == {
        ("a", "c1"): (Interval.at(Fraction(4)), Interval.at(Fraction(1)), ("Seen.",)),
        ("a", "g"): ("met", "not_met", ("Seen.",)),
    }


def test_a_third_moves_by_a_third_and_not_by_what_is_left_of_it() -> None:
    thirds = method({"c1": "100"})
    answers = {name: [evaluation("a", "c1", level)] for name, level in (("p", "1"), ("q", "1"), ("r", "2"))}
    first = assessment_of(thirds, ["a"], answers)
    found = moved(*second(first, answering(first, "r", evaluation("a", "c1", "3"))))
    assert found.solutions[0].shift == Fraction(100, 12)


def test_what_a_newer_method_drops_adds_and_weighs_otherwise_is_named_apart() -> None:
    first = judged(method({"c1": "60", "c2": "40"}), a__c1="4", a__c2="2")
    later = judged(method({"c1": "30", "c3": "70"}), a__c1="4", a__c3="0")
    later = replace(later, rounds=(replace(later.round, fingerprint="f" * 64),))
    found = moved(*second(first, later))
    assert (found.same_method, found.dropped, found.added, found.cells) == (False, ("c2",), ("c3",), ())
    assert [(move.criterion, move.before, move.after) for move in found.weights] == [("c1", Fraction(60), Fraction(30))]


def test_a_criterion_that_does_not_apply_is_neither_asked_nor_weighed() -> None:
    def asking(ai: str) -> Method:
        value = value_of("v", "100", {"c1": "60", "c2": "40"})
        conditional = value.criteria[1].model_copy(update={"criterion": situations.criterion("c2", conditional=True)})
        value = value.model_copy(update={"criteria": [value.criteria[0], conditional]})
        return method_of([value], Rules(aggregation="mean", evidence_cap=False), ai=ai)

    found = moved(*second(judged(asking("yes"), a__c1="4", a__c2="0"), judged(asking("no"), a__c1="4")))
    assert (found.dropped, found.cells) == (("c2",), ())
    assert [(move.before, move.after) for move in found.weights] == [(Fraction(60), Fraction(100))]


def test_a_solution_that_came_or_went_is_named_and_not_compared() -> None:
    both = method({"c1": "100"})
    found = moved(*second(judged(both, a__c1="1", b__c1="2"), judged(both, b__c1="2", c__c1="3")))
    assert (found.gone, found.new) == (("a",), ("c",))
    assert [(move.solution, move.rank) for move in found.solutions] == [("b", (1, 2))]


def test_what_was_agreed_gives_the_reason_of_a_cell() -> None:
    first = judged(method({"c1": "100"}), a__c1="1")
    said = Agreed(solution="a", criterion="c1", answer="2", reason="Samen gezien.", present=["p"])
    found = moved(*second(first, situations.with_round(first, agreed={said.cell: said})))
    assert found.cells[0].reasons == ("Samen gezien.",)


@given(assessments())
def test_a_round_against_itself_gives_nothing(assessment: Assessment) -> None:
    found = moved(result(assessment), result(assessment))
    assert (found.solutions, found.cells, found.weights) == ((), (), ())
    assert (found.dropped, found.added, found.gone, found.new, found.same_method) == ((), (), (), (), True)


@st.composite
def two_rounds(draw: st.DrawFn) -> tuple[Result, Result]:
    """Draw two rounds that need not be of one method or of the same solutions."""
    return result(draw(assessments())), result(draw(assessments()))


def turned(found: Moved) -> Moved:
    """Give the same comparison the other way round, without its reasons."""
    return replace(
        found,
        dropped=found.added,
        added=found.dropped,
        gone=found.new,
        new=found.gone,
        solutions=tuple(
            replace(move, total=move.total[::-1], rank=move.rank[::-1], eligible=move.eligible[::-1])
            for move in found.solutions
        ),
        cells=tuple(replace(move, before=move.after, after=move.before, reasons=()) for move in found.cells),
        weights=tuple(replace(move, before=move.after, after=move.before) for move in found.weights),
    )


@settings(max_examples=25, deadline=None)
@given(two_rounds())
def test_the_other_way_round_everything_is_the_other_way_round(pair: tuple[Result, Result]) -> None:
    before, after = pair
    there, back = moved(before, after), moved(after, before)
    assert replace(there, cells=tuple(replace(move, reasons=()) for move in there.cells)) == turned(back)


def test_as_json_every_number_is_a_string_and_every_total_that_of_its_round(pair: tuple[Result, Result]) -> None:
    found = document(*pair)
    assert found["solutions"][0]["total"] == {
        "before": {"low": "70.00", "high": "70.00"},
        "after": {"low": "25.00", "high": "25.00"},
    }
    assert found["cells"][1] == {
        "solution": "a", "criterion": "g", "before": "met", "after": "not_met", "reasons": ["Seen."],
    }  # fmt: skip
    assert Decimal(found["cells"][0]["before"]["low"]) == 4
