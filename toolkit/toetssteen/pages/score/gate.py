"""What stands between an evaluator and the form: the declaration, the chair's measure, and the key to submit with.

Rules: before somebody has declared interests and confidentiality nothing of a solution is shown but its name and
vendor, about which the declaration asks; of one that comes later it asks again; an interest that is described waits for
the chair; who is recused sees nothing to judge, who is restricted not what they are kept from.
"""

from __future__ import annotations

from typing import Literal

from toetssteen.errors import Fault
from toetssteen.model.base import Id
from toetssteen.model.entries.scoring import Submitted
from toetssteen.model.entries.sealing import Sealed
from toetssteen.model.replay.assessment import Assessment
from toetssteen.pages.check_code import code, short
from toetssteen.web.form import State
from toetssteen.workbench import Workbench

Gate = Literal["declare", "waiting", "recused", ""]


def gate(assessment: Assessment, person: str) -> Gate:
    """Return what comes before the form for somebody; empty where the form is open to them."""
    declared = assessment.declarations.get(person)
    keyless = declared is not None and declared.key is None and assessment.round.key is not None
    if declared is None or not declared.confidential or keyless or assessment.not_asked(person):
        return "declare"
    if person in assessment.waiting:
        return "waiting"
    measure = assessment.measures.get(person)
    return "recused" if measure is not None and measure.measure == "recused" else ""


def taking_part(assessment: Assessment, person: str | None) -> list[Id]:
    """Return the solutions that somebody judges; none before the gate is open."""
    if person is None or gate(assessment, person):
        return []
    left = assessment.withdrawn.keys() | assessment.kept_from(person)
    return [solution for solution in assessment.solutions if solution not in left]


def sealing(assessment: Assessment) -> bool:
    """Return whether what is submitted now is sealed: not in a quick scan, nor without a key in an older log."""
    method = assessment.method
    vouched = assessment.opened.key is not None and not (method is not None and method.quick is not None)
    return assessment.round.key is not None or vouched


def standing(bench: Workbench) -> State:
    """Return how the reader stands: the gate, the measure, the key."""
    assessment, person = bench.store.assessment(), bench.reader.person
    if person is None:
        return {"gate": "declare", "keyed": sealing(assessment)}
    measure, declared, keys = assessment.measures.get(person), assessment.declarations.get(person), bench.keys
    before = gate(assessment, person)
    return {
        "gate": before,
        "bidders": _bidders(assessment, person) if before == "declare" else [],
        "reason": measure.reason if measure is not None and measure.measure == "recused" else "",
        "kept": len(assessment.kept_from(person) - assessment.withdrawn.keys()),
        "keyed": sealing(assessment),
        "chair_key": short(assessment.opened.key) if assessment.opened.key and sealing(assessment) else "",
        "signing": {
            "here": keys.own,
            "folder": str(keys.folder),
            "short": short(declared.key) if declared is not None and declared.key else "",
        },
    }


def _bidders(assessment: Assessment, person: str) -> list[State]:
    """Return who bids (:class:`Bidder`), for a declaration."""
    later = assessment.not_asked(person)
    return [
        {"name": solution.name, "vendor": solution.vendor or "", "later": solution.solution in later}
        for solution in map(assessment.solutions.__getitem__, assessment.running())
    ]


def sealed(bench: Workbench, number: int) -> State:
    """Return what was submitted when, by which check code it is known, and where the copy is (:class:`Submission`)."""
    kinds = (Submitted, Sealed)
    log = bench.store.logs()[bench.reader.person or ""]
    entry = next(entry for entry in log if isinstance(entry.body, kinds) and entry.body.round == number)
    copy = str(bench.draft().where)
    encrypted = isinstance(entry.body, Sealed)
    return {"at": entry.at, "head": entry.digest, "code": code(entry.digest), "copy": copy, "encrypted": encrypted}


def flagged(faults: list[Fault]) -> State:
    """Return the cells whose reasons are copies, group by group, and those that lean on evidence from outside."""
    return {
        "copied": [
            {"reason": problem.particulars["reason"], "cells": [list(cell) for cell in problem.particulars["cells"]]}
            for problem in faults
            if problem.code == "TS-265"
        ],
        "outside": [
            list(cell) for problem in faults if problem.code == "TS-266" for cell in problem.particulars["cells"]
        ],
    }
