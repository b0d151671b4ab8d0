"""Small assessments made at random, in memory: what the properties of a result are tried on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from toetssteen.language import Text
from toetssteen.model.criteria import Case, Criterion, Level, Option, Scale, ScopingQuestion, Source
from toetssteen.model.entries.body import Evaluation
from toetssteen.model.entries.committee import PersonAdded
from toetssteen.model.entries.consensus import Agreed
from toetssteen.model.entries.evidence import EvidenceAdded
from toetssteen.model.entries.opening import Opened, SolutionAdded
from toetssteen.model.method import (
    CAPS,
    Method,
    MethodValue,
    Rounding,
    Rules,
    Scoped,
    SheetCriterion,
    SheetGate,
    Weighing,
)
from toetssteen.model.replay.assessment import Assessment, Choices, Round

WORDS = Text.same("Words")
WORDS_FOR_NONE = ["unanswered", "unknown", "refused"]


def scale(name: str, low: str, high: str, *, step: str | None = None, levels: Iterable[str] = ()) -> Scale:
    """Make a scale."""
    points = [Level(level=Decimal(level), label=WORDS, meaning=WORDS) for level in levels]
    return Scale(id=name, title=WORDS, low=low, high=high, step=step, levels=points)


SCALES = {
    "zero-to-four": scale("zero-to-four", "0", "4", levels="01234"),
    "zero-two-four-five": scale("zero-two-four-five", "0", "5", levels="0245"),
    "even": scale("even", "0", "10", step="2"),
    "continuous": scale("continuous", "1", "10"),
}
LEVELS = {
    "zero-to-four": ["0", "1", "2", "3", "4"],
    "zero-two-four-five": ["0", "2", "4", "5"],
    "even": ["0", "2", "4", "6", "8", "10"],
    "continuous": ["1", "1.75", "3.3", "5.5", "8.01", "10"],
}
EVIDENCE = {
    f"e-{kind}": EvidenceAdded(evidence=f"e-{kind}", type=kind, title="Evidence") for kind in CAPS if kind is not None
}
ASKED_WHEN = ScopingQuestion(
    id="ai", question=WORDS, why=WORDS, options=[Option(id=answer, label=WORDS) for answer in ("yes", "no")]
)


def criterion(name: str, of_scale: str = "zero-to-four", *, conditional: bool = False) -> Criterion | SheetCriterion:
    """Make a criterion; a conditional one applies where the solution uses AI."""
    if not conditional:
        return SheetCriterion(id=name, title=WORDS, scale=of_scale)
    words = dict.fromkeys(("title", "question", "why", "link"), WORDS)
    source = Source(work="essay")
    return Criterion(
        id=name,
        **words,
        addressee="solution",
        when={"ai": ["yes"]},
        ask=[WORDS],
        sources=[source],
        case=Case(text=WORDS, source=source),
        scale=of_scale,
        anchors={},
    )


def method_of(values: list[MethodValue], rules: Rules, gates: Iterable[Any] = (), **others: Any) -> Method:
    """Make a method; the scoping answer is that no AI is used, unless told otherwise."""
    answer = others.pop("ai", "no")
    return Method(
        set=None,
        values=values,
        gates=list(gates),
        scoping=[Scoped(question=ASKED_WHEN, answer=answer)],
        scales=[*SCALES.values(), *others.pop("scales", ())],
        rules=rules,
        **others,
    )


def value_of(name: str, weight: str, weights: Mapping[str, str], of_scale: str = "zero-to-four") -> MethodValue:
    """Make a public value with criteria by weight."""
    weighings = [Weighing(criterion=criterion(weight, of_scale), weight=weights[weight]) for weight in weights]
    return MethodValue(id=name, title=WORDS, weight=weight, criteria=weighings)


def evaluation(solution: str, asked: str, answer: str, evidence: Iterable[str] = ()) -> Evaluation:
    """Make one answer."""
    return Evaluation(solution=solution, criterion=asked, answer=answer, reason="Seen.", evidence=list(evidence))


def assessment_of(
    method: Method,
    solutions: Iterable[str],
    evaluations: Mapping[str, Iterable[Evaluation]],
    agreed: Iterable[Agreed] = (),
    *,
    settled: bool = True,
) -> Assessment:
    """Make an assessment whose round is closed."""
    opened = Opened(assessment="small", title="Small", track="tender", procedure="above-threshold", authority="V")
    part = Round(
        number=1,
        fingerprint=None,
        method=method,
        sealed=False,
        settled=settled,
        submitted=tuple(evaluations),
        evaluations={person: {answered.cell: answered for answered in given} for person, given in evaluations.items()},
        agreed={agreement.cell: agreement for agreement in agreed},
        checked={},
        corrections=(),
    )
    return Assessment(
        opened=opened,
        phase="agreed" if settled else "scored",
        people={person: PersonAdded(person=person, role="evaluator") for person in evaluations},
        declarations={},
        solutions={solution: SolutionAdded(solution=solution, name=solution) for solution in solutions},
        withdrawn={},
        choices=Choices(None, None, {}, None),
        versions=(),
        fingerprint=None,
        method=method,
        evidence=EVIDENCE,
        rounds=(part,),
        notes=(),
        conflicts=(),
        set_aside=(),
        heads={},
    )


def with_round(assessment: Assessment, **changed: Any) -> Assessment:
    """Give the same assessment with something else in its round."""
    return replace(assessment, rounds=(replace(assessment.round, **changed),))


def answering(assessment: Assessment, person: str, given: Evaluation) -> Assessment:
    """Give the same assessment with another answer of one evaluator."""
    evaluations = assessment.round.evaluations
    return with_round(assessment, evaluations={**evaluations, person: {**evaluations[person], given.cell: given}})


def scales_of(method: Method) -> dict[str, str]:
    """Give the scale of every criterion."""
    return {weighing.criterion.id: weighing.criterion.scale for _, weighing in method.weighings()}


@st.composite
def weights(draw: st.DrawFn, count: int) -> list[Decimal]:
    """Draw weights that add up to 100, in halves; some may be 0."""
    cuts = sorted(draw(st.lists(st.integers(0, 200), min_size=count - 1, max_size=count - 1)))
    return [Decimal(high - low) / 2 for low, high in zip([0, *cuts], [*cuts, 200], strict=True)]


@st.composite
def methods(draw: st.DrawFn, **fixed: Any) -> Method:
    """Draw a method: one to three values of one to three criteria on four kinds of scale, on both weight bases."""
    basis = draw(st.sampled_from(["value", "whole"]))
    counts = draw(st.lists(st.integers(1, 3), min_size=1, max_size=3))
    of_values = draw(weights(len(counts)))
    of_whole = draw(weights(sum(counts)))
    values = []
    for number, count in enumerate(counts):
        start = sum(counts[:number])
        of_criteria = of_whole[start : start + count] if basis == "whole" else draw(weights(count))
        weighings = []
        for place, weight in enumerate(of_criteria):
            named = draw(st.sampled_from(list(SCALES)))
            minimum = draw(st.none() | st.sampled_from(LEVELS[named]))
            asked = criterion(f"c{number}-{place}", named, conditional=draw(st.booleans()))
            weighings.append(Weighing(criterion=asked, weight=weight, minimum=minimum))
        weight = sum(of_criteria, Decimal(0)) if basis == "whole" else of_values[number]
        values.append(MethodValue(id=f"v{number}", title=WORDS, weight=weight, criteria=weighings))
    rules = Rules(
        aggregation=draw(st.sampled_from(["consensus", "mean", "median"])),
        no_answer_counts_as=draw(st.sampled_from([None, "lowest"])),
        rounding=draw(
            st.builds(
                Rounding,
                digits=st.integers(0, 4),
                mode=st.sampled_from(["half_up", "half_even", "down"]),
                ties=st.sampled_from(["exact", "rounded"]),
            )
        ),
        evidence_cap=draw(st.booleans()),
    )
    gates = [SheetGate(id=f"g{number}", title=WORDS) for number in range(draw(st.integers(0, 2)))]
    return method_of(values, rules, gates, weight_basis=basis, ai=draw(st.sampled_from(["yes", "no"])))


@st.composite
def answers(draw: st.DrawFn, method: Method, solution: str, asked: str) -> Evaluation:
    """Draw an answer to a criterion or gate: mostly a level or status, sometimes a word that there is none."""
    named = scales_of(method).get(asked)
    known = st.sampled_from(LEVELS[named] if named else ["met", "met", "met", "not_met", "explained"])
    answer = draw(st.one_of(known, known, known, st.sampled_from(WORDS_FOR_NONE)))
    return evaluation(solution, asked, answer, draw(st.lists(st.sampled_from(list(EVIDENCE)), max_size=2, unique=True)))


@st.composite
def assessments(draw: st.DrawFn) -> Assessment:
    """Draw an assessment: who judges a criterion or gate has a row for every solution; some cells are agreed."""
    method = draw(methods())
    asked = [*scales_of(method), *(gate.id for gate in method.gates)]
    solutions = [f"s{number}" for number in range(draw(st.integers(1, 4)))]
    evaluations = {}
    for number in range(draw(st.integers(1, 3))):
        theirs = [name for name in asked if draw(st.integers(0, 4))]
        evaluations[f"p{number}"] = [draw(answers(method, solution, name)) for name in theirs for solution in solutions]
    agreed = [
        Agreed(**draw(answers(method, solution, name)).model_dump(), present=["p0"], round=1)
        for solution in solutions
        for name in asked
        if not draw(st.integers(0, 3))
    ]
    return assessment_of(method, solutions, evaluations, agreed, settled=draw(st.booleans()))
