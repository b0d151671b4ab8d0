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
    """Give the minimum requirements and the values, each with what is asked and the answers it takes."""
    asked = judged(method)
    found: list[State] = [
        {
            "id": GATES,
            "title": say("score.gates", language),
            "asked": [shown(each, method, language) for each in method.gates if each.id in asked],
        }
    ]
    for value in method.values:
        members = [shown(each.criterion, method, language) for each in value.criteria if each.criterion.id in asked]
        found.append({"id": f"value-{value.id}", "title": value.title.in_(language), "asked": members})
    return [each for each in found if each["asked"]]


def sources(asked: Judging, language: Language) -> list[State]:
    """Give the sources of a criterion or gate: the work, the place in it, and whether somebody read it there."""
    if not isinstance(asked, Asked):
        return []
    works = _works()
    return [
        {
            "title": works[each.work].title.in_(language) if each.work in works else each.work,
            "at": each.at,
            "link": works[each.work].url if each.work in works else None,
            "checked": each.checked,
        }
        for each in asked.sources
    ]


@cache
def _works() -> dict[str, Work]:
    """Give the bibliography; without one a source is shown by its id."""
    try:
        return dict(library.library().works)
    except ToetssteenError:
        return {}


def shown(asked: Judging, method: Method, language: Language) -> State:
    """Give what is asked, with the answers it takes."""
    found: State = {"id": asked.id, "title": asked.title.in_(language), "explainable": False}
    if isinstance(asked, Asked):
        found |= {
            "question": asked.question.in_(language),
            "why": asked.why.in_(language),
            "ask": [each.in_(language) for each in asked.ask],
            "sourced": True,
        }
    if isinstance(asked, Criterion | SheetCriterion):
        return found | _levels(asked, method.scale(asked.scale), language)
    if isinstance(asked, Gate):
        found["proof"] = asked.proof.text.in_(language)
    statuses = [each for each in STATUSES if each != "explained" or asked.explainable]
    answers = [{"answer": each, "name": say(f"status.{each}", language), "text": ""} for each in statuses]
    if isinstance(asked, Gate):
        answers[0]["text"], answers[1]["text"] = asked.met.in_(language), asked.not_met.in_(language)
    return found | {"explainable": asked.explainable, "answers": answers}


def _levels(asked: Criterion | SheetCriterion, scale: Scale, language: Language) -> State:
    """Give the points of a scale with their anchors; a scale without few points takes a number."""
    described = {plain(each.level): each for each in scale.levels}
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
        return [plain(each.level) for each in scale.levels]
    count = int((scale.high - scale.low) / scale.step) + 1
    return [plain(scale.low + scale.step * step) for step in range(count)] if count <= MOST_POINTS else []
