"""The people of the committee on the prepare page: who declared what, whose key it is, and the chair's measures.

Rules: what an interest is, only a chair reads; each described interest asks for a measure, with a reason; a measure
that leaves a solution with too few evaluators is said, not refused.
"""

from __future__ import annotations

from toetssteen.model.entries.body import PHASES
from toetssteen.model.entries.entry import BODIES
from toetssteen.model.replay.reading import Reading
from toetssteen.pages.check_code import short
from toetssteen.pages.prepare import chosen_set
from toetssteen.pages.prepare.righting import rights
from toetssteen.pages.prepare.stand import Stand
from toetssteen.web.form import State
from toetssteen.workbench import FEWEST_EVALUATORS, Reader


def committee(stand: Stand) -> State:
    """Return the people, their interests, the measures, and solutions too few judge (:class:`CommitteePart`)."""
    assessment = stand.assessment
    found, reading = chosen_set.committee(stand), _reading(stand)
    running = [solution for solution in assessment.solutions.values() if solution.solution not in assessment.withdrawn]
    possible = assessment.phase in BODIES["measure-taken"].phases
    return {
        **found,
        "people": [
            {
                **member,
                **_declared(reading, member["id"]),
                "rights": rights(stand, "person", member["id"], assessment.people[member["id"]]),
            }
            for member in found["people"]
        ],
        "reads": reading.chair,
        "waiting": [person for person in assessment.people if person in assessment.waiting] if possible else [],
        "others": [member.person for member in assessment.people.values() if possible and member.role in _MEASURED],
        "solutions": [{"id": solution.solution, "name": solution.name} for solution in running],
        "measures": [
            {
                "person": measure.person,
                "measure": measure.measure,
                "solutions": [assessment.solutions[solution].name for solution in measure.solutions],
                "reason": measure.reason if reading.chair else "",
            }
            for measure in assessment.measures.values()
        ],
        "thin": _thin(stand),
    }


_MEASURED = ("evaluator", "ethics", "chair")
"""The roles that declare."""


def _reading(stand: Stand) -> Reading:
    """Return what the person who was chosen here may read; while nobody was, what everybody may."""
    return Reading(stand.assessment, Reader.here(stand.bench.store).person)


def _declared(reading: Reading, person: str) -> State:
    """Return what somebody declared; what the interest is, only for a chair."""
    given = reading.assessment.declarations.get(person)
    return {
        "interests": given.interests if given is not None else "open",
        "confidential": given is not None and given.confidential,
        "description": reading.interest(person),
        "key": short(given.key) if given is not None and given.key else "",
    }


def _thin(stand: Stand) -> list[State]:
    """Return the solutions that fewer evaluators judge than the rules ask for (:class:`ThinSolution`)."""
    assessment = stand.assessment
    evaluators = [member.person for member in assessment.people.values() if member.role == "evaluator"]
    needed = stand.rules.fewest_evaluators or min(FEWEST_EVALUATORS, len(evaluators))
    counts = {
        solution: sum(solution not in assessment.kept_from(person) for person in evaluators)
        for solution in assessment.solutions
        if solution not in assessment.withdrawn
    }
    return [
        {"name": assessment.solutions[solution].name, "count": count, "needed": needed}
        for solution, count in counts.items()
        if count < needed
    ]


def round_key(stand: Stand) -> State:
    """Return where the key of the round is: made when the round opens, and here or not while it is open.

    The fingerprint of the chair's key is told only where that key is: in the log somebody may have put another.
    """
    assessment, chair = stand.assessment, stand.bench.keys.chair
    sealed = assessment.round.key is not None and assessment.phase == PHASES[2]
    return {
        "unseal": sealed,
        "key_here": stand.bench.keys.round if sealed else None,
        "key_folder": str(stand.bench.keys.folder),
        "chair_here": chair,
        "chair_key": short(assessment.opened.key or "") if chair else "",
    }
