"""A quick scan, from its first answer to the whole assessment that it grows into (``semantics`` 16).

Rules: it is an ethics review by one person, who is its chair and its evaluator; its method freezes by itself at the
first answer. What grows from it gets the answers of the same person to the same criteria as a draft, that each has to
confirm; a tender gets the scoping answers and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from toetssteen import disk
from toetssteen.content.library import Library
from toetssteen.errors import RuleError, UseError, fault
from toetssteen.language import free_id, slug
from toetssteen.model.base import Id
from toetssteen.model.criteria import CriteriaSet, Criterion
from toetssteen.model.entries.answers import answer_faults
from toetssteen.model.entries.body import Evaluation
from toetssteen.model.entries.choices import ClassChosen, ScopingAnswered
from toetssteen.model.entries.committee import PersonAdded
from toetssteen.model.entries.entry import Entry
from toetssteen.model.entries.freezing import PhaseMoved
from toetssteen.model.entries.opening import FromScan, Opened, SolutionAdded
from toetssteen.model.entries.scanning import Scanned
from toetssteen.model.identity import identity
from toetssteen.model.method import Method
from toetssteen.model.replay.assessment import Assessment, Cell, Round, judged
from toetssteen.store import carried
from toetssteen.store.carried import CarriedAnswer
from toetssteen.store.protocol import Appendable, Readable
from toetssteen.workbench import library as librarian
from toetssteen.workbench.naming import refuse_to_begin
from toetssteen.workbench.opening import create, open_folder
from toetssteen.workbench.reader import chairs_of
from toetssteen.workbench.recording import freeze, method_of, record

PERSON = "evaluator-1"
"""Who answers in a quick scan: the same person as its chair."""


def quick_set(library: Library) -> CriteriaSet:
    """Return the set of quick scans.

    Raises
    ------
    UseError
        If the library has none.
    """
    found = next((known for known in library.sets.values() if known.quick), None)
    if found is None:
        raise UseError(fault("TS-731", library.folder / "sets"))
    return found


def begin_scan(path: Path, opened: Opened, chosen: CriteriaSet, solutions: Sequence[str]) -> Appendable:
    """Begin a quick scan of some solutions; nothing is left behind where that fails.

    Raises
    ------
    UseError, RuleError, StoreError
        See :func:`toetssteen.workbench.opening.create`; if two solutions have one name, the set is of no quick scan,
        or it would be a tender.
    """
    if not chosen.quick:
        raise UseError(fault("TS-733", chosen.id, id=chosen.id))
    if opened.track == "tender":
        raise RuleError(fault("TS-728", opened.assessment))
    refuse_to_begin(path.name, opened)
    with disk.built(path) as aside:
        folder = create(aside, opened, chosen)
        record(folder, "chair", PersonAdded(person=PERSON, role="evaluator"))
        _add(folder, solutions)
    return open_folder(path)


def _add(folder: Appendable, names: Iterable[str]) -> None:
    for name in names:
        taken = folder.assessment().solutions
        record(folder, "chair", SolutionAdded(solution=free_id(slug(name, "solution"), taken), name=name))


def is_scan(folder: Readable) -> bool:
    """Return whether answers are now those of a quick scan: by its method, or before the freeze by the set chosen."""
    assessment = folder.assessment()
    method, chosen = assessment.method, assessment.choices.set
    if assessment.fingerprint is None:
        known = librarian.read()[0].sets.get(chosen.set.id) if chosen else None
        return known is not None and known.quick
    if method is None or method.quick is None:
        return False
    return assessment.phase == "open" or chosen is None or chosen.set == method.set  # else it grows


def scan(folder: Appendable, evaluation: Evaluation) -> Entry | None:
    """Record an answer of a quick scan; at the first the method is frozen. ``None`` where that was the answer.

    Raises
    ------
    ContentError
        If the library of criteria does not pass its lint.
    RuleError
        If it is no answer to a criterion of the scan, or a scoping question is open; nothing was frozen then.
    """
    chair, person = chairs_of(folder.assessment())[0], _person(folder.assessment())
    if folder.assessment().fingerprint is None:
        _refuse_first(folder, method_of(folder, librarian.library()), evaluation)
        freeze(folder, chair, librarian.library())
    if folder.assessment().phase == "frozen":
        record(folder, chair, PhaseMoved(to="open"))
    return record(folder, person, Scanned(**evaluation.model_dump()))


def _person(assessment: Assessment) -> str:
    people = [member.person for member in assessment.people.values() if member.role == "evaluator"]
    if len(people) != 1:
        raise RuleError(fault("TS-727", assessment.opened.assessment, count=len(people)))
    return people[0]


def _refuse_first(folder: Readable, method: Method, evaluation: Evaluation) -> None:
    """Refuse what is no answer before the method is frozen because of it."""
    asked, where = judged(method).get(evaluation.criterion), f"{evaluation.solution}, {evaluation.criterion}"
    if evaluation.solution not in folder.assessment().running():
        raise RuleError(fault("TS-218", where, solution=evaluation.solution))
    if asked is None:
        raise RuleError(fault("TS-219", where, id=evaluation.criterion))
    final = evaluation.answer != "unknown"
    if faults := list(answer_faults(evaluation, asked, method, where, evidence=(), final=final)):
        raise RuleError(faults)


def grown_from(scan_: Readable) -> FromScan:
    """Return how a whole assessment names the quick scan that it grows from.

    Raises
    ------
    RuleError
        If it is no quick scan with an answer.
    """
    assessment, part = scan_.assessment(), _scanned(scan_.assessment())
    if part is None or part.fingerprint is None:
        raise RuleError(fault("TS-730", scan_.where))
    return FromScan(assessment=assessment.opened.assessment, fingerprint=part.fingerprint)


def grow(
    path: Path, opened: Opened, chosen: CriteriaSet | None, impact: ClassChosen | None, scan_: Readable, person: Id
) -> tuple[Appendable, int]:
    """Begin a whole assessment from a quick scan; return it, and how many answers wait for the draft of a person.

    The scoping answers are carried; in a review also the solutions, and the answers of whoever did the scan, in their
    own data folder on this computer.

    Raises
    ------
    RuleError
        If it is no quick scan with an answer.
    UseError, StoreError
        See :func:`toetssteen.workbench.opening.create`.
    """
    named = opened.model_copy(update={"scan": grown_from(scan_)})
    before, part = scan_.assessment(), _scanned(scan_.assessment())
    answers: list[CarriedAnswer] = []
    refuse_to_begin(path.name, named)
    with disk.built(path) as aside:
        folder = create(aside, named, chosen, impact=impact)
        for question, answer in before.choices.scoping.items():
            record(folder, "chair", ScopingAnswered(question=question, answer=answer))
        if opened.track != "tender" and part is not None:
            record(folder, "chair", PersonAdded(person=person, role="evaluator"))
            for solution in before.running():
                record(folder, "chair", before.solutions[solution])
            answers = answers_of(part, _person(before))
            carried.keep(folder.key, person, answers)
    return open_folder(path), len(answers)


def _scanned(assessment: Assessment) -> Round | None:
    """Return the last round of a quick scan that has an answer."""
    rounds = [part for part in assessment.rounds if part.method is not None and part.method.quick]
    return next((part for part in reversed(rounds) if part.evaluations), None)


def answers_of(part: Round, person: Id) -> list[CarriedAnswer]:
    """Return what somebody answered in a round of a quick scan, each with the identity of its criterion."""
    asked = judged(part.method) if part.method else {}
    return [
        CarriedAnswer(identity(criterion), evaluation)
        for cell, evaluation in sorted(part.evaluations.get(person, {}).items())
        if isinstance(criterion := asked.get(cell[1]), Criterion)
    ]


def for_draft(folder: Readable, person: Id) -> dict[Cell, Evaluation]:
    """Return the answers of a quick scan by a person that fit what is asked of them now, marked as such.

    From the round before, where that was a quick scan; otherwise what they brought on this computer. A tender takes
    none, and so does a method that is not open to be judged by yet.
    """
    assessment = folder.assessment()
    rounds, method = assessment.rounds, assessment.method
    if method is None or method.quick or assessment.phase != "open" or assessment.opened.track == "tender":
        return {}
    before = rounds[-2] if len(rounds) > 1 else None
    scanned = before is not None and before.method is not None and before.method.quick is not None
    found = answers_of(before, person) if before and scanned else carried.brought(folder.key, person)
    asked = {name: identity(one) for name, one in judged(method).items() if isinstance(one, Criterion)}
    mine = assessment.judging(person)
    return {
        answer.evaluation.cell: answer.evaluation.model_copy(update={"scan": True, "evidence": []})
        for answer in found
        if answer.evaluation.solution in mine and asked.get(answer.evaluation.criterion) == answer.identity
    }
