"""What the vendors themselves answered, for the score page: beside each criterion, marked as their own word.

Rules: only of the solutions that the evaluator judges; a claim is shown in the words of the scale, and counts for
nothing.
"""

from __future__ import annotations

from toetssteen.language import Language, number, say
from toetssteen.model.base import Id
from toetssteen.model.criteria import Gate
from toetssteen.model.method import SheetGate
from toetssteen.model.replay.assessment import Assessment, Judging
from toetssteen.web.form import State
from toetssteen.workbench import answers_evidence, attached


def answers(assessment: Assessment, solutions: list[Id], asked: dict[Id, Judging], language: Language) -> State:
    """Return the answers of these solutions: by solution the evidence they are, and what was answered by criterion."""
    found: State = {}
    for solution in solutions:
        given = assessment.answers.get(solution)
        if given is None:
            continue
        found[solution] = {
            "evidence": answers_evidence(assessment, solution),
            "given": {
                answer.criterion: {
                    "text": answer.text,
                    "claim": _claim(asked[answer.criterion], answer.claim, language) if answer.claim else "",
                    "files": [name for name in answer.files if attached(given, name)],
                }
                for answer in given.answers
                if answer.criterion in asked
            },
        }
    return found


def _claim(asked: Judging, claim: str, language: Language) -> str:
    """Return what is claimed as the reader says it: a status by its word, a level as a number."""
    return say(f"status.{claim}", language) if isinstance(asked, Gate | SheetGate) else number(claim, language)
