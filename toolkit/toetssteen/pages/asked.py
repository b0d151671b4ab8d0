"""What a solution is judged by, as a page shows it: value by value, with the answers that can be chosen.

Rules: only what judges solutions and applies is shown; a level is shown as the reader writes numbers and
answered as the model stores it.
"""

from __future__ import annotations

from functools import cache

from toetssteen.errors import ToetssteenError
from toetssteen.language import Language, number, say
from toetssteen.model.base import plain
from toetssteen.model.criteria import Asked, Criterion, Gate, Scale, Work
from toetssteen.model.method import Method, SheetCriterion
from toetssteen.model.replay.assessment import Judging, judged
from toetssteen.web.form import State
from toetssteen.workbench import library

MOST_POINTS = 21
"""Points of a scale that are shown as choices; of a longer scale the level is typed."""
GATES = "gates"
"""The section of the minimum requirements."""
STATUSES = ("met", "not_met", "unproven", "explained")


def sections(method: Method, language: Language) -> list[State]:
    """Return the minimum requirements and the values, each with what is asked and the answers it takes."""
    asked = judged(method)
    found: list[State] = [
        {
            "id": GATES,
            "title": say("score.gates", language),
            "asked": [shown(gate, method, language) for gate in method.gates if gate.id in asked],
        }
    ]
    for value in method.values:
        members = [
            shown(weighing.criterion, method, language) for weighing in value.criteria if weighing.criterion.id in asked
        ]
        found.append({"id": f"value-{value.id}", "title": value.title.in_(language), "asked": members})
    return [group for group in found if group["asked"]]


def sources(asked: Judging, language: Language) -> list[State]:
    """Return the sources of a criterion or gate: the work, the place in it, and whether somebody read it there."""
    if not isinstance(asked, Asked):
        return []
    works = _works()
    return [
        {
            "title": works[source.work].title.in_(language) if source.work in works else source.work,
            "at": source.at,
            "link": works[source.work].url if source.work in works else None,
            "checked": source.checked,
        }
        for source in asked.sources
    ]


@cache
def _works() -> dict[str, Work]:
    """Return the bibliography; without one a source is shown by its id."""
    try:
        return dict(library.library().works)
    except ToetssteenError:
        return {}


def shown(asked: Judging, method: Method, language: Language) -> State:
    """Return what is asked, with the answers it takes."""
    found: State = {"id": asked.id, "title": asked.title.in_(language), "explainable": False}
    if isinstance(asked, Asked):
        found |= {
            "question": asked.question.in_(language),
            "why": asked.why.in_(language),
            "ask": [proof.in_(language) for proof in asked.ask],
            "sourced": True,
        }
    if isinstance(asked, Criterion | SheetCriterion):
        return found | _levels(asked, method.scale(asked.scale), language)
    if isinstance(asked, Gate):
        found["proof"] = asked.proof.text.in_(language)
    statuses = [status for status in STATUSES if status != "explained" or asked.explainable]
    answers = [{"answer": status, "name": say(f"status.{status}", language), "text": ""} for status in statuses]
    if isinstance(asked, Gate):
        answers[0]["text"], answers[1]["text"] = asked.met.in_(language), asked.not_met.in_(language)
    return found | {"explainable": asked.explainable, "answers": answers}


def _levels(asked: Criterion | SheetCriterion, scale: Scale, language: Language) -> State:
    """Return the points of a scale with their anchors; a scale without few points takes a number."""
    described = {plain(point.level): point for point in scale.levels}
    anchors = asked.anchors if isinstance(asked, Criterion) else {}
    answers = []
    for point in _points(scale):
        level, anchor = described.get(point), anchors.get(point)
        text = anchor.in_(language) if anchor else level.meaning.in_(language) if level else ""
        label = level.label.in_(language) if level else ""
        answers.append({"answer": point, "name": number(point, language), "label": label, "text": text})
    low, high = plain(scale.low), plain(scale.high)
    typed = {"low": number(low, language), "high": number(high, language)}
    return {"answers": answers} if answers else {"answers": [], "typed": typed}


def _points(scale: Scale) -> list[str]:
    if scale.step is None:
        return [plain(point.level) for point in scale.levels]
    count = int((scale.high - scale.low) / scale.step) + 1
    return [plain(scale.low + scale.step * step) for step in range(count)] if count <= MOST_POINTS else []
