"""Small assessments for the tests of the store: two graded criteria, a gate, two solutions, two evaluators."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from toetssteen import canonical, workbench
from toetssteen.errors import ToetssteenError
from toetssteen.language import Text
from toetssteen.model.base import Noun
from toetssteen.model.criteria import Scale
from toetssteen.model.entries.body import Body, Evaluation
from toetssteen.model.entries.entry import Entry
from toetssteen.model.entries.scoring import Submitted
from toetssteen.model.method import Method, MethodValue, Rules, SheetCriterion, SheetGate, Weighing
from toetssteen.store import line
from toetssteen.store.folder import Folder
from toetssteen.store.protocol import Appendable, Clock

SOLUTIONS = ("s1", "s2")
EVALUATORS = ("evaluator-1", "evaluator-2")
SECRET = "only-the-evaluator-knows-this"
"""Stands in every reason of a sealed submission."""


def method(weight: str = "60", title: str = "Een") -> Method:
    """Make a method; another weight or title gives another fingerprint."""
    text = Text.same(title)
    return Method(
        set=None,
        values=[
            MethodValue(
                id="v",
                title=text,
                weight="100",
                criteria=[
                    Weighing(criterion=SheetCriterion(id="c1", title=text, scale="scale"), weight=weight),
                    Weighing(
                        criterion=SheetCriterion(id="c2", title=text, scale="scale"), weight=str(100 - int(weight))
                    ),
                ],
            )
        ],
        gates=[SheetGate(id="g", title=text)],
        scales=[Scale(id="scale", title=text, low="0", high="4", step="1")],
        rules=Rules(),
    )


def ticking(step: int = 1, hour: int = 9) -> Clock:
    """Make a clock that goes on (or, with a negative step, back) a few seconds at every look."""

    def moments() -> Iterator[datetime]:
        moment = datetime(2026, 3, 2, hour, tzinfo=UTC)
        while True:
            yield moment
            moment += timedelta(seconds=step)

    return moments().__next__


def body(kind: str, **given: Any) -> Body:
    """Make a body by its kind."""
    return workbench.body_of(kind, given)


def answers(level: str = "3", but: tuple[str, ...] = ()) -> list[Evaluation]:
    """Make a whole set of evaluations, except for the criteria named."""
    given = {"c1": level, "c2": level, "g": "met"}
    return [
        Evaluation(solution=solution, criterion=cell, answer=answer, reason=f"{SECRET} {level}")
        for solution in SOLUTIONS
        for cell, answer in given.items()
        if cell not in but
    ]


def agreed(level: str, solution: str = "s1", criterion: str = "c1", by: str = "chair") -> Body:
    """Make the consensus on a cell."""
    cell = {"solution": solution, "criterion": criterion}
    return body("agreed", **cell, answer=level, reason=f"{by}: {level}", present=[by], round=1)


def started(path: Path, track: str = "ethics", clock: Clock | None = None) -> Folder:
    """Begin an assessment with its committee: a chair and two evaluators."""
    folder = Folder.create(path, clock or ticking())
    begin(folder, path.name, track)
    return folder


def begin(store: Appendable, name: str, track: str = "ethics") -> None:
    """Write the first entries of an assessment with its committee: a chair and two evaluators."""
    opened = {"assessment": name, "title": "Chat", "track": track, "authority": "Gemeente X"}
    store.append("chair", "chair", body("opened", procedure="above-threshold", **opened))
    for person in EVALUATORS:
        store.append("chair", "chair", body("person-added", person=person, role="evaluator"))


def freeze(folder: Appendable, frozen: Method | None = None, reason: str | None = None) -> Entry:
    """Freeze a method that was made by hand."""
    fingerprint = folder.put_method(frozen or method())
    version = len(folder.assessment().versions) + 1
    return folder.append("chair", "chair", body("frozen", method=fingerprint, version=version, reason=reason))


def move(folder: Appendable, to: str, **given: Any) -> Entry:
    """Move to the next phase."""
    return folder.append("chair", "chair", body("phase-moved", to=to, **given))


def opened_round(path: Path, track: str = "ethics", clock: Clock | None = None) -> Folder:
    """Make an assessment whose round is open, with the interests of the evaluators declared."""
    folder = started(path, track, clock)
    open_up(folder, track)
    return folder


def open_up(folder: Appendable, track: str = "ethics") -> None:
    """Freeze a method and open the round, with the interests of the evaluators declared."""
    freeze(folder)
    if track == "tender":
        move(folder, "open")
    for solution in SOLUTIONS:
        folder.append("chair", "chair", body("solution-added", solution=solution, name=solution.upper()))
    if track != "tender":
        move(folder, "open")
    for person in EVALUATORS:
        folder.append(person, "evaluator", body("declared", interests="none"))


def submit(folder: Appendable, person: str, level: str = "3") -> Entry:
    """Submit a whole set of evaluations."""
    number = folder.assessment().round.number
    return folder.append(person, "evaluator", Submitted(round=number, evaluations=answers(level)))


def scored(path: Path, track: str = "ethics") -> Folder:
    """Make an assessment whose round is closed after two submissions."""
    folder = opened_round(path, track)
    for person, level in zip(EVALUATORS, ("1", "3"), strict=True):
        submit(folder, person, level)
    move(folder, "scored")
    return folder


def refused(error: type[ToetssteenError], code: str, call: Any, *args: Any, **given: Any) -> None:
    """Check that a call is refused, with this code among its faults."""
    with pytest.raises(error) as caught:
        call(*args, **given)
    assert code in codes(caught.value.faults)


def codes(faults: Any) -> list[str]:
    """Give the codes of faults."""
    return [fault.code for fault in faults]


def forge(path: Path, author: str, role: str, said: Noun, **changed: Any) -> Entry:
    """Write an entry past all rules, as somebody with an editor and the source code could: digest and chain fit."""
    folder = Folder(path)
    log = folder.logs().get(author, [])
    given: dict[str, Any] = {
        "at": "2026-03-02T10:00:00Z",
        "fingerprint": folder.assessment().fingerprint,
        "after": log[-1] if log else None,
        "seen": sorted(digest for other, digest in folder.assessment().heads.items() if other != author),
    }
    assert isinstance(said, Body)
    entry, text = line.make(said, author=author, role=role, **{**given, **changed})
    with (path / "log" / f"{author}.jsonl").open("ab") as file:
        file.write(text)
    return entry


def resigned(text: bytes, **changed: Any) -> bytes:
    """Change members of a line and give it a digest that fits."""
    document = {**canonical.decode(text), **changed}
    document.pop("digest")
    return canonical.encode({**document, "digest": canonical.digest(document)})
