"""What an entry may do while solutions are judged, and what it then changes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from typing import Any

from toetssteen.errors import Fault, RuleError, fault
from toetssteen.model.base import Id
from toetssteen.model.entries.answers import answer_faults
from toetssteen.model.entries.body import Evaluation
from toetssteen.model.entries.entry import Entry
from toetssteen.model.entries.judging import (
    Agreed,
    Checked,
    Corrected,
    Declared,
    EvidenceAdded,
    Imported,
    Submitted,
    WhatIfOpened,
)
from toetssteen.model.entries.preparing import PersonAdded, SolutionAdded
from toetssteen.model.entries.ruling import method_in_force, place_of, refuse_if
from toetssteen.model.method import Method
from toetssteen.model.replay.assessment import Cell, Correction, Version, judged
from toetssteen.model.replay.state import State


def declare(state: State, entry: Entry, body: Declared, settles: bool) -> None:
    """Let somebody declare; the key somebody once declared with stays theirs."""
    refuse_if(body.interests == "described" and not body.description, "TS-228", entry)
    before = state.declarations.get(entry.author)
    refuse_if(before is not None and before.key not in (None, body.key), "TS-252", entry, author=entry.author)
    if body.interests == "none":
        state.waiting.discard(entry.author)
    elif before is None or before.description != body.description:  # another interest asks for another answer
        state.waiting.add(entry.author)
    state.declarations[entry.author] = body


def add_evidence(state: State, entry: Entry, body: EvidenceAdded, settles: bool) -> None:
    """Take a piece of evidence."""
    refuse_if(body.evidence in state.evidence and not settles, "TS-205", entry, id=body.evidence)
    refuse_if(body.link is not None and body.consulted is None, "TS-229", entry, id=body.evidence)
    state.evidence[body.evidence] = body


def submit(state: State, entry: Entry, body: Submitted, settles: bool) -> None:
    """Take somebody's evaluations of the round, whole."""
    method = method_in_force(state, entry)
    refuse_if(state.round.key is not None, "TS-257", entry)
    refuse_if(entry.author not in state.declarations, "TS-230", entry, author=entry.author)
    refuse_if(entry.author in state.round.evaluations, "TS-231", entry, author=entry.author)
    refuse_if(body.round != state.round.number, "TS-227", entry, round=body.round, expected=state.round.number)
    faults = [found for each in body.evaluations for found in cell_faults(state, method, entry, each)]
    faults += coverage_faults(state, entry, body.evaluations, entry.author)
    if faults:
        raise RuleError(faults)
    state.round.evaluations[entry.author] = {each.cell: each for each in body.evaluations}
    state.round.sources[entry.digest] = entry


def coverage_faults(
    state: State, entry: Entry, evaluations: list[Evaluation], person: str, asked: Collection[Id] | None = None
) -> Iterator[Fault]:
    """Find the cells that somebody judged twice, not at all, or should have kept from.

    ``asked`` are the solutions to judge, where it is not all that the person is to judge now.
    """
    for solution, criterion in doubled(evaluations):
        yield fault("TS-232", place_of(entry), solution=solution, id=criterion)
    given = {each.cell for each in evaluations}
    for solution in sorted(state.kept_from(person) & {solution for solution, _ in given}):
        yield fault("TS-259", f"{place_of(entry)}, {solution}", person=person)
    wanted = state.judging(person) if asked is None else asked
    for solution in state.solutions:
        for criterion in state.judged:
            if solution in wanted and (solution, criterion) not in given:
                yield fault("TS-214", f"{place_of(entry)}, {solution}", id=criterion)


def doubled(evaluations: list[Evaluation]) -> list[Cell]:
    """Give the cells that are judged twice."""
    return sorted(cell for cell, count in Counter(each.cell for each in evaluations).items() if count > 1)


def agree(state: State, entry: Entry, body: Agreed, settles: bool) -> None:
    """Take the consensus on one cell."""
    faults = list(cell_faults(state, method_in_force(state, entry), entry, body))
    number = state.round.number
    if body.round not in (None, number):
        faults.append(fault("TS-227", place_of(entry), round=body.round, expected=number))
    people = {*body.present, *(each.person for each in body.dissent)}
    faults += [fault("TS-233", place_of(entry), person=person) for person in sorted(people - state.people.keys())]
    if faults:
        raise RuleError(faults)
    state.round.agreed[body.cell] = body
    state.round.sources[entry.digest] = entry


def check(state: State, entry: Entry, body: Checked, settles: bool) -> None:
    """Take a finding on the checklist."""
    method = method_in_force(state, entry)
    asked = next((each for each in method.checklist if each.id == body.criterion), None) if method else None
    if method is not None and asked is None:
        raise RuleError(fault("TS-219", place_of(entry), id=body.criterion))
    faults = (
        list(answer_faults(body, asked, method, place_of(entry), evidence=state.evidence, final=True))
        if method is not None and asked is not None
        else []
    )
    if faults:
        raise RuleError(faults)
    number = state.round.number
    refuse_if(body.round not in (None, number), "TS-227", entry, round=body.round, expected=number)
    state.round.checked[body.criterion] = body


def note(state: State, entry: Entry, body: Any, settles: bool) -> None:
    """Take a note."""
    state.notes.append(body)


def open_what_if(state: State, entry: Entry, body: WhatIfOpened, settles: bool) -> None:
    """Put on record why other weights are looked at; nothing changes by it."""


def correct(state: State, entry: Entry, body: Corrected, settles: bool) -> None:
    """Take a correction of what its author said: alone, sealed or not, or what they recorded as agreed."""
    source = state.round.sources.get(body.supersedes)
    if source is None:
        raise RuleError(fault("TS-234", place_of(entry), digest=body.supersedes))
    refuse_if(source.author != entry.author, "TS-235", entry, author=source.author)
    refuse_if(isinstance(source.body, Imported), "TS-277", entry)
    faults = list(cell_faults(state, method_in_force(state, entry), entry, body.evaluation))
    if faults:
        raise RuleError(faults)
    cell = body.evaluation.cell
    given = state.round.evaluations.get(entry.author, {})
    agreed = isinstance(source.body, Agreed)
    if isinstance(source.body, Agreed):
        refuse_if(source.body.cell != cell, "TS-234", entry, digest=body.supersedes)
        refuse_if(_superseded(state, source, cell), "TS-278", entry, solution=cell[0], id=cell[1])
        before: Evaluation = state.round.agreed.get(cell, source.body)
        answer = body.evaluation.model_dump(exclude_unset=True)
        state.round.agreed[cell] = source.body.model_copy(update={**answer, "explanation": body.evaluation.explanation})
    else:
        refuse_if(cell not in given, "TS-234", entry, digest=body.supersedes)
        refuse_if(cell[0] in state.kept_from(entry.author), "TS-259", entry, person=entry.author)
        before = given[cell]
        given[cell] = body.evaluation
    state.round.corrections.append(
        Correction(entry.author, entry.at, body.supersedes, body.reason, body.evaluation, before, agreed)
    )


def _superseded(state: State, source: Entry, cell: Cell) -> bool:
    """Tell whether the author of what was agreed on a cell agreed it anew since."""
    return any(
        isinstance(each.body, Agreed) and each.body.cell == cell and each.seq > source.seq
        for each in state.round.sources.values()
        if each.author == source.author
    )


def import_sheet(state: State, entry: Entry, body: Imported, settles: bool) -> None:
    """Take scores from a sheet."""
    refuse_if(state.opened is None or not state.opened.imported or bool(state.solutions), "TS-236", entry)
    method = state.methods.get(body.method)
    faults = list(imported_faults(state, method, entry, body)) if method else []
    if faults:
        raise RuleError(faults)
    for each in body.solutions:
        state.solutions[each.id] = SolutionAdded(solution=each.id, name=each.name)
    for sheet in body.evaluators:
        state.people[sheet.person] = PersonAdded(person=sheet.person, role="evaluator", expertise=sheet.name)
        state.round.evaluations[sheet.person] = {each.cell: each for each in sheet.evaluations}
    state.versions.append(Version(1, body.method, entry.at, None))
    state.fingerprint = state.round.fingerprint = body.method
    state.round.sources[entry.digest] = entry
    state.phase = "scored"


def imported_faults(state: State, method: Method, entry: Entry, body: Imported) -> Iterator[Fault]:
    """Find what is wrong with scores from a sheet."""
    where = place_of(entry)
    asked = judged(method)
    solutions = {each.id for each in body.solutions}
    for sheet in body.evaluators:
        if sheet.person in state.people:
            yield fault("TS-205", where, id=sheet.person)
        for solution, criterion in doubled(sheet.evaluations):
            yield fault("TS-232", where, solution=solution, id=criterion)
        for each in sheet.evaluations:
            if each.solution not in solutions:
                yield fault("TS-218", where, solution=each.solution)
            elif each.criterion not in asked:
                yield fault("TS-219", where, id=each.criterion)
            else:
                yield from answer_faults(each, asked[each.criterion], method, where, evidence=(), final=False)


def cell_faults(state: State, method: Method | None, entry: Entry, given: Evaluation) -> Iterator[Fault]:
    """Find what is wrong with one answer, as far as can be told where the method is not here."""
    where = f"{place_of(entry)}, {given.solution}"
    if given.solution not in state.solutions or given.solution in state.withdrawn:
        yield fault("TS-218", where, solution=given.solution)
    if method is None:
        return
    asked = state.judged.get(given.criterion)
    if asked is None:
        yield fault("TS-219", where, id=given.criterion)
        return
    yield from answer_faults(given, asked, method, where, evidence=state.evidence, final=True)
