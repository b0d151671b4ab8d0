"""The end of the preparation: the freeze with its fingerprint, the solutions, and the phases the chair moves.

Rules: what is still open is what the freeze itself would refuse, tried without writing; the fingerprint is
shown in full, in groups, spelled out, and as a QR code that holds the same digits and nothing else.
"""

from __future__ import annotations

from itertools import groupby

import segno

from toetssteen import canonical, workbench
from toetssteen.errors import Fault, ToetssteenError, fault
from toetssteen.language import LANGUAGES, Language, day, say
from toetssteen.model.entries.body import PHASES
from toetssteen.model.entries.freezing import PhaseMoved, RoundOpened
from toetssteen.model.entries.opening import SolutionAdded
from toetssteen.model.replay.assessment import Version
from toetssteen.pages.prepare import measures, own
from toetssteen.pages.prepare import method as prepare_method
from toetssteen.pages.prepare.righting import rights
from toetssteen.pages.prepare.stand import Stand
from toetssteen.web.form import State, said

GROUP = 4
"""Characters of a fingerprint that stand together."""
SETTLED = {
    "TS-240": "criteria",
    "TS-241": "criteria",
    "TS-242": "scoping",
    "TS-243": "scoping",
    "TS-721": "impact",
    "TS-722": "impact",
    "TS-735": "impact",
    "TS-120": "weights",
    "TS-121": "weights",
    "TS-219": "weights",
    "TS-271": "price",
    "TS-272": "price",
    "TS-276": "rules",
}
"""The section in which each open point is settled."""
_TRIAL = "trial-of-a-solution"


def freeze(stand: Stand) -> State:
    """Return what is still open, what the freeze would fix, and what is fixed (:class:`FreezePart`)."""
    assessment = stand.assessment
    faults, same = _trial(stand)
    latest = assessment.versions[-1] if assessment.versions and assessment.fingerprint else None
    fixed = latest is not None and (not stand.editable or same)
    return {
        "state": "done" if fixed else "open",
        "editable": stand.editable,
        "imported": assessment.opened.imported,
        "open": [_open(stand, problem) for problem in faults],
        "next": len(assessment.versions) + 1,
        "changed": latest is not None and not fixed,
        "changes": prepare_method.changed(stand) if latest is not None and not fixed else [],
        "possible": stand.editable and not faults and not fixed,
        "advice": _advice(stand),
        "frozen": _fingerprint(stand, latest) if latest else None,
        "versions": [
            {
                "number": version.number,
                "fingerprint": version.fingerprint,
                "at": version.at,
                "reason": version.reason or "",
            }
            for version in assessment.versions
        ],
    }


def _trial(stand: Stand) -> tuple[tuple[Fault, ...], bool]:
    """Try the freeze without writing: its faults, and whether it would fix what is fixed already."""
    if not stand.editable:
        return (), True
    try:
        method = stand.choosing.method()
    except ToetssteenError as error:
        return error.faults, False
    return (), canonical.sha256(method.document()) == stand.assessment.fingerprint


def _open(stand: Stand, problem: Fault) -> State:
    """Return what is open, in the words of the question where it is one, and in which section it is settled."""
    question = stand.questions().get(str(problem.particulars.get("id")))
    return {
        **_said(problem, stand.language),
        "where": problem.where,
        "section": SETTLED.get(problem.code),
        "about": question.question.in_(stand.language) if question and SETTLED.get(problem.code) == "scoping" else "",
    }


def _advice(stand: Stand) -> list[str]:
    """Return sentences on what is no fault and yet better looked at before the freeze."""
    assessment = stand.assessment
    found = []
    if not any(member.role == "evaluator" for member in assessment.people.values()):
        found.append(say("prepare.advice_people", stand.language))
    if assessment.opened.track == "ethics" and not assessment.solutions:
        found.append(say("prepare.advice_solutions", stand.language))
    if assessment.choices.period is None:
        found.append(say("prepare.advice_period", stand.language))
    if stand.editable:
        for title in own.weightless(stand):
            found.append(say("prepare.advice_weightless", stand.language, title=title))
        for title in own.statutory_dropped(stand):
            found.append(say("prepare.advice_statutory", stand.language, title=title))
    return found


def _fingerprint(stand: Stand, version: Version) -> State:
    title = stand.assessment.opened.title
    return {
        "number": version.number,
        "at": version.at,
        "fingerprint": version.fingerprint,
        "groups": groups(version.fingerprint),
        "spelled": spelled(version.fingerprint, stand.language),
        "qr": qr(f"sha256:{version.fingerprint}"),
        "paste": [
            {
                "language": language,
                "text": say(
                    "prepare.paste_text",
                    language,
                    title=title,
                    number=version.number,
                    day=day(version.at, language),
                    fingerprint=version.fingerprint,
                    groups=" ".join(groups(version.fingerprint)),
                ),
            }
            for language in LANGUAGES
        ],
    }


def groups(fingerprint: str) -> list[str]:
    """Cut a fingerprint in groups of four characters."""
    return [fingerprint[at : at + GROUP] for at in range(0, len(fingerprint), GROUP)]


def spelled(fingerprint: str, language: Language) -> list[str]:
    """Spell a fingerprint out, group by group: digits by name, letters by the spelling alphabet."""
    names = say("prepare.spelling", language).split()
    return [" ".join(names[int(digit, 16)] for digit in group) for group in groups(fingerprint)]


def qr(text: str) -> State:
    """Make a QR code: the path of its dark modules and its size in modules, the quiet border included."""
    code = segno.make(text, error="m", micro=False)
    border = code.default_border_size
    parts = []
    for y, row in enumerate(code.matrix):
        x = border
        for dark, run in groupby(row):
            length = len(list(run))
            if dark:
                parts.append(f"M{x} {y + border}h{length}v1h-{length}z")
            x += length
    return {"size": len(code.matrix) + 2 * border, "path": "".join(parts), "text": text}


def solutions(stand: Stand) -> State:
    """Return the solutions, and whether one can be added now; if not, why not (:class:`SolutionsPart`)."""
    assessment = stand.assessment
    refused = stand.bench.refusals(SolutionAdded(solution=_TRIAL, name=_TRIAL))
    return {
        "state": "done" if assessment.solutions.keys() - assessment.withdrawn.keys() else "open",
        "track": assessment.opened.track,
        "refused": [_said(problem, stand.language) for problem in refused],
        "withdrawable": assessment.phase in PHASES[:5],
        "solutions": [
            {
                "id": solution.solution,
                "name": solution.name,
                "vendor": solution.vendor or "",
                "about": solution.about,
                "withdrawn": assessment.withdrawn.get(solution.solution),
                "rights": rights(stand, "solution", solution.solution, solution),
            }
            for solution in assessment.solutions.values()
        ],
    }


def moves(stand: Stand) -> State:
    """Return the moves that can come now, with why each is refused where it is (:class:`MovesPart`)."""
    assessment = stand.assessment
    at = PHASES.index(assessment.phase)
    evaluators = [member.person for member in assessment.people.values() if member.role == "evaluator"]
    found: list[State] = []
    opening = measures.round_key(stand)
    if stand.bench.keys.lacking:  # opened by another than the chair, whose key it has yet to get
        found.append(_move("open", (), stand.language))
    elif assessment.phase not in ("preparing", "closed") and not opening["unseal"]:
        faults = stand.bench.refusals(PhaseMoved(to=PHASES[at + 1]))
        found.append(_move(PHASES[at + 1], faults, stand.language))
    if at >= PHASES.index("agreed") or opening["key_here"] is False:
        again = RoundOpened(round=assessment.round.number + 1, reason="trial")
        refused = stand.bench.refusals(again)
        found.append({**_move("round", refused, stand.language), "reason": "needed"})
    return {
        "state": "at",
        "phase": assessment.phase,
        "name": say(f"phase.{assessment.phase}", stand.language),
        "round": assessment.round.number,
        "phases": [
            {"name": say(f"phase.{phase}", stand.language), "here": phase == assessment.phase, "past": index < at}
            for index, phase in enumerate(PHASES)
        ],
        "moves": found,
        "submitted": [evaluator for evaluator in evaluators if evaluator in assessment.round.submitted],
        "missing": assessment.awaited(),
        **opening,
    }


def _move(to: str, faults: tuple[Fault, ...], language: Language) -> State:
    """Return whether a move can be made (:class:`PossibleMove`); some refusals are lifted by a reason."""
    lifted = [problem for problem in faults if problem.code in workbench.NEEDS_REASON]
    return {
        "to": to,
        "reason": "needed" if lifted else "asked",
        "warnings": [_said(problem, language) for problem in lifted],
        "refused": [_said(problem, language) for problem in faults if problem.code not in workbench.NEEDS_REASON],
    }


def not_a_chair(author: str) -> Fault:
    """Return the fault of an assessment without a chair."""
    return fault("TS-506", author=author or "-", known="-")


def _said(problem: Fault, language: Language) -> State:
    """Return a refusal in words; the line of the log where the entry would have stood tells a reader nothing."""
    return {**said(ToetssteenError(problem), language)[0], "where": ""}
