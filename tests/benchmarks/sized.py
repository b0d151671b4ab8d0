"""Assessments of a given size: so many solutions and criteria, in the words of the library of this checkout."""

from __future__ import annotations

import random
from decimal import Decimal
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from toetssteen.content import library
from toetssteen.content.library import Library
from toetssteen.model.criteria import Criterion, Gate
from toetssteen.model.entries.body import Evaluation
from toetssteen.model.method import Method, MethodValue, Rules, Weighing
from toetssteen.store.folder import Folder
from toetssteen.workbench import Workbench, body_of

CRITERIA = Path(__file__).resolve().parents[2] / "criteria"
REASON = "Seen in the demonstration of 4 March 2026 and in the agreement, article 7; two residents could not finish. "


def method(shelf: Library, criteria: int) -> Method:
    """Make a method of ten criteria a value and one gate for every ten criteria; each asks what the library asks."""
    asked = [each for each in shelf.asked().values() if each.addressee == "solution"]
    graded = islice(cycle(each for each in asked if isinstance(each, Criterion)), criteria)
    gates = islice(cycle(each for each in asked if isinstance(each, Gate)), criteria // 10)
    chosen = [each.model_copy(update={"id": f"c{n}", "when": {}}) for n, each in enumerate(graded)]
    values = [
        MethodValue(
            id=f"v{n}",
            title=value.title,
            weight=Decimal(100) / (criteria // 10),
            criteria=[Weighing(criterion=each, weight=Decimal(10)) for each in chosen[n * 10 : n * 10 + 10]],
        )
        for n, value in zip(range(criteria // 10), cycle(shelf.values.values()), strict=False)
    ]
    needed = [each.model_copy(update={"id": f"g{n}", "when": {}}) for n, each in enumerate(gates)]
    return Method(
        format=Method.format_of(values, None, [chosen, needed]),
        set=None,
        values=values,
        gates=needed,
        scoping=[],
        scales=[shelf.scales["zero-to-four"]],
        rules=Rules(aggregation="mean"),
    )


def open_round(path: Path, solutions: int, criteria: int, people: list[str]) -> Folder:
    """Make an assessment whose round is open, and whose evaluators have declared that they have no interests."""
    folder = Folder.create(path)

    def chair(kind: str, **given: Any) -> None:
        folder.append("chair", "chair", body_of(kind, given))

    about = {"assessment": path.name, "title": f"{solutions} x {criteria}", "authority": "Gemeente Voorbeeld"}
    chair("opened", track="tender", procedure="above-threshold", **about)
    for person in people:
        chair("person-added", person=person, role="evaluator")
    chair("frozen", method=folder.put_method(method(library.load(CRITERIA), criteria)), version=1)
    chair("phase-moved", to="open")
    for number in range(solutions):
        chair("solution-added", solution=f"s{number}", name=f"Oplossing {number}")
    for person in people:
        Workbench.of(folder, person).record(body_of("declared", {"interests": "none", "confidential": True}))
    return folder


def scored(path: Path, solutions: int, criteria: int, evaluators: int) -> Folder:
    """Make an assessment that everybody has answered whole, with a reason for each answer."""
    people = [f"evaluator-{number}" for number in range(evaluators)]
    folder, chance = open_round(path, solutions, criteria, people), random.Random(1)
    asked = [(f"c{n}", True) for n in range(criteria)] + [(f"g{n}", False) for n in range(criteria // 10)]
    for person in people:
        answers = [
            Evaluation(
                solution=f"s{solution}",
                criterion=criterion,
                answer=str(chance.randint(0, 4)) if graded else "met",
                reason=REASON * chance.randint(1, 2),
            )
            for solution in range(solutions)
            for criterion, graded in asked
        ]
        Workbench.of(folder, person).record(body_of("submitted", {"round": 1, "evaluations": answers}))
    folder.append("chair", "chair", body_of("phase-moved", {"to": "scored"}))
    return folder
