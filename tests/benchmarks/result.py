"""How long a result takes, against the same arithmetic in a plain loop.

``python tests/benchmarks/result.py`` (``--solutions 10 --criteria 100 --evaluators 7 --runs 5``)

Ten values of ten criteria on the 0-4 scale, ten gates, three scoping conditions, the mean of what the evaluators
gave, one piece of evidence an answer and levels capped by it. The floors only compute the totals, from levels
and caps already looked up: one in ``Fraction``, as exact as the result; one in floats.
"""

from __future__ import annotations

import argparse
import random
import tempfile
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from measure import say, table

from toetssteen.language import Text
from toetssteen.model.criteria import Case, Criterion, Gate, Level, Option, Proof, Scale, ScopingQuestion, Source
from toetssteen.model.entries.body import Evaluation
from toetssteen.model.method import CAPS, Method, MethodValue, Rules, Scoped, Weighing
from toetssteen.model.replay.assessment import Assessment
from toetssteen.scoring.outlook.outlook import Outlook
from toetssteen.scoring.result.result import result
from toetssteen.store.folder import Folder
from toetssteen.workbench import body_of

TYPES = [each for each in CAPS if each is not None]
WORDS = Text.same("Words")
SOURCE = Source(work="essay")


def question(number: int) -> ScopingQuestion:
    """Make a scoping question."""
    options = [Option(id=each, label=WORDS) for each in ("yes", "no")]
    return ScopingQuestion(id=f"q{number}", question=WORDS, why=WORDS, options=options)


def asked(each: str, number: int) -> dict[str, Any]:
    """Give what a criterion and a gate have in common."""
    words = dict.fromkeys(("title", "question", "why", "link"), WORDS)
    case = Case(text=WORDS, source=SOURCE)
    when = {f"q{number % 3}": ["yes"]} if number % 2 else {}
    return {
        "id": each,
        **words,
        "addressee": "solution",
        "when": when,
        "ask": [WORDS],
        "sources": [SOURCE],
        "case": case,
    }


def make_method(criteria: int) -> Method:
    """Make a method of ten criteria a value, with equal weights."""
    weight, values = Decimal(100) / (criteria // 10), []
    for value in range(criteria // 10):
        weighings = [
            Weighing(criterion=Criterion(**asked(f"c{value}-{n}", n), anchors={}), weight=Decimal(10))
            for n in range(10)
        ]
        values.append(MethodValue(id=f"v{value}", title=WORDS, weight=weight, criteria=weighings))
    proof = Proof(takes="evidence", text=WORDS)
    return Method(
        set=None,
        values=values,
        gates=[Gate(**asked(f"g{n}", n), proof=proof, met=WORDS, not_met=WORDS) for n in range(10)],
        scoping=[Scoped(question=question(n), answer="yes") for n in range(3)],
        scales=[
            Scale(
                id="zero-to-four",
                title=WORDS,
                low=Decimal(0),
                high=Decimal(4),
                levels=[Level(level=Decimal(n), label=WORDS, meaning=WORDS) for n in range(5)],
            )
        ],
        rules=Rules(aggregation="mean", evidence_cap=True),
    )


def make(solutions: int, criteria: int, evaluators: int) -> Assessment:
    """Make an assessment in which everybody answered everything."""
    method, chance = make_method(criteria), random.Random(1)
    names = [f"s{number}" for number in range(solutions)]

    def answer(solution: str, each: str, given: str) -> Evaluation:
        evidence = [f"e-{chance.choice(TYPES)}"]
        return Evaluation(solution=solution, criterion=each, answer=given, reason="Seen.", evidence=evidence)

    with tempfile.TemporaryDirectory() as place:
        folder = Folder.create(Path(place) / "wide")

        def record(author: str, kind: str, **given: Any) -> None:
            folder.append(author, author.split("-", maxsplit=1)[0], body_of(kind, given))

        about = {"assessment": "wide", "title": "Wide", "procedure": "existing-use", "authority": "Voorbeeld"}
        record("chair", "opened", track="ethics", **about)
        for kind in TYPES:
            record("chair", "evidence-added", evidence=f"e-{kind}", type=kind, title="Evidence")
        for name in names:
            record("chair", "solution-added", solution=name, name=name)
        record("chair", "frozen", method=folder.put_method(method), version=1)
        record("chair", "phase-moved", to="open")
        for number in range(evaluators):
            person = f"evaluator-{number}"
            record("chair", "person-added", person=person, role="evaluator")
            record(person, "declared", interests="none")
            levels = [
                answer(name, weighing.criterion.id, str(chance.randint(0, 4)))
                for name in names
                for _, weighing in method.weighings()
            ]
            gates = [answer(name, gate.id, "met") for name in names for gate in method.gates]
            record(person, "submitted", round=1, evaluations=[*levels, *gates])
        record("chair", "phase-moved", to="scored")
        return folder.assessment()


def totals(assessment: Assessment, number: Callable[[Any], Any]) -> Callable[[], dict[str, Any]]:
    """Compute the totals in a plain loop, in the numbers given (``Fraction`` or ``float``)."""
    method, part = assessment.method, assessment.round
    assert method
    cells: dict[tuple[str, str], list[tuple[str, Decimal]]] = {}
    for answers in part.evaluations.values():
        for cell, given in answers.items():
            cells.setdefault(cell, []).append((given.answer, CAPS[assessment.evidence[given.evidence[0]].type]))

    def compute() -> dict[str, Any]:
        found = {}
        for solution in assessment.solutions:
            total = number(0)
            for value, weighing in method.weighings():
                given = cells[solution, weighing.criterion.id]
                shares = [min(number(level) / number(4), number(most)) for level, most in given]
                share = sum(shares, number(0)) / len(shares)
                total += number(value.weight) / 100 * number(weighing.weight) / 100 * share * 100
            found[solution] = total
        return found

    return compute


def main(solutions: int, criteria: int, evaluators: int, runs: int) -> None:
    """Make the assessment, check that the loop and the result agree, time both."""
    assessment = make(solutions, criteria, evaluators)
    exact, floats = totals(assessment, Fraction), totals(assessment, float)
    found = {each.id: each.total for each in result(assessment).solutions}
    assert all(total.exact and total.low == exact()[each] for each, total in found.items())
    levels = solutions * criteria * evaluators
    say(f"{solutions} solutions, {criteria} criteria, {evaluators} evaluators, {levels} levels")
    worked_out = result(assessment)
    tasks = {
        "result": lambda: result(assessment),
        "result and its JSON document": lambda: result(assessment).document(),
        "totals only, plain loop over Fraction": exact,
        "totals only, plain loop over float": floats,
        "outcome in a word, from a result": lambda: Outlook(worked_out).outcome,
    }
    table("result", tasks, runs)


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--solutions", type=int, default=10)
    arguments.add_argument("--criteria", type=int, default=100)
    arguments.add_argument("--evaluators", type=int, default=7)
    arguments.add_argument("--runs", type=int, default=5)
    main(**vars(arguments.parse_args()))
