"""From a set of the library and the chair's choices to a method that can be frozen."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from toetssteen.content.impact import class_faults, impact_of, on_impact
from toetssteen.content.library import Library
from toetssteen.errors import Fault, RuleError, fault
from toetssteen.model.base import Id
from toetssteen.model.criteria import CriteriaSet, Criterion, Gate, ScopingQuestion
from toetssteen.model.fitting import all_of, fit, in_class, value_of
from toetssteen.model.method import (
    Method,
    MethodValue,
    NamedValue,
    QuickScan,
    Rules,
    Scoped,
    SetRef,
    ValueBased,
    Weighing,
    weight_faults,
)
from toetssteen.model.replay.assessment import Choices


def assemble(library: Library, choices: Choices, track: str, on: date) -> Method:
    """Put the method together: whole texts, weights, gates, scoping answers, rules, law profile.

    ``on`` is the day of the freeze: a gate or condition that the law brings later, or took back, is not in it.

    Raises
    ------
    RuleError
        If a set is not chosen, a scoping question is open, or weights do not add up to 100; all at once.
    """
    method = sketch(library, choices, track, on)
    criteria_set = fitted(library, choices)
    faults = [
        fault("TS-242", id=question.id)
        for question in scoping_questions(library, criteria_set)
        if question.id not in choices.scoping
    ]
    faults += answer_faults(library, choices.scoping)
    faults += class_faults(library, chosen_set(library, choices), choices)
    faults += _chosen_faults(library, choices, criteria_set)
    faults += weight_faults(method, criteria_set.id)
    faults += _later_faults(method)
    faults += [fault("TS-728", criteria_set.id)] if method.quick and track == "tender" else []
    if faults:
        raise RuleError(faults)
    return method


def sketch(library: Library, choices: Choices, track: str, on: date) -> Method:
    """Put together what the choices make so far, also where a question is open or weights do not add up.

    Raises
    ------
    RuleError
        If no set is chosen, or the set chosen is not the one in the library.
    """
    criteria_set = fitted(library, choices)
    asked, terms = library.asked(criteria_set.own), library.conditions()
    impact, quick = impact_of(library, chosen_set(library, choices), choices), _quick(library, criteria_set)
    values = _values(library, criteria_set, choices)
    gates = [gate for name in criteria_set.gates if isinstance(gate := asked[name], Gate) and gate.in_force(on)]
    checklist = [asked[name] for name in criteria_set.checklist if asked[name].in_force(on)]
    conditions = [terms[name] for name in criteria_set.conditions if terms[name].in_force(on)]
    weighed = [weighing.criterion for value in values for weighing in value.criteria]
    scales = {question.scale for question in [*checklist, *weighed] if isinstance(question, Criterion)}
    scoping = [
        Scoped(question=question, answer=choices.scoping[question.id])
        for question in scoping_questions(library, criteria_set)
        if question.id in choices.scoping
    ]
    unit = choices.weights.unit if choices.weights else None
    law = library.laws[criteria_set.law]
    return Method(
        format=Method.format_of(values, unit, [weighed, gates, checklist, conditions, scoping, law, impact, quick]),
        set=SetRef(id=criteria_set.id, version=criteria_set.version),
        unit=unit,
        values=values,
        gates=gates,
        checklist=checklist,
        conditions=conditions or None,
        scoping=scoping,
        scales=[library.scales[name] for name in sorted(scales)],
        rules=choices.rules.rules if choices.rules else Rules() if quick else Rules.default(track),
        price=choices.pricing.pricing if choices.pricing else None,
        law=law,
        impact=impact,
        quick=quick,
    )


def scoping_questions(library: Library, criteria_set: CriteriaSet) -> list[ScopingQuestion]:
    """Return the scoping questions on which something of a set depends, its class too, by id."""
    asked = {**library.asked(criteria_set.own), **library.conditions()}
    needed = {question for name in all_of(criteria_set) for question in asked[name].when}
    if criteria_set.classes:
        needed |= {question.id for question in on_impact(library)}
    return [library.scoping[question] for question in sorted(needed)]


def fitted(library: Library, choices: Choices) -> CriteriaSet:
    """Return of the chosen set what its class asks, as the municipality adapted it.

    Raises
    ------
    RuleError
        If no set is chosen, or the set chosen is not the one in the library.
    """
    chosen = chosen_set(library, choices)
    impact = impact_of(library, chosen, choices)
    criteria_set = in_class(chosen, impact.chosen) if impact else chosen
    if choices.fitting is None:
        return criteria_set
    return fit(criteria_set, choices.fitting.dropped, choices.fitting.own)


def chosen_set(library: Library, choices: Choices) -> CriteriaSet:
    """Return the chosen set, as the library has it; raise as :func:`fitted`."""
    if choices.set is None:
        raise RuleError(fault("TS-240"))
    criteria_set = library.set(choices.set.set.id)
    if criteria_set.version != choices.set.set.version:
        raise RuleError(
            fault("TS-241", set=criteria_set.id, chosen=choices.set.set.version, found=criteria_set.version)
        )
    return criteria_set


def _quick(library: Library, criteria_set: CriteriaSet) -> QuickScan | None:
    """Return what the set of a quick scan does not ask about; ``None`` for any other set."""
    if not criteria_set.quick:
        return None
    reached = {value.value for value in criteria_set.values}
    rest = [value for name, value in sorted(library.values.items()) if name not in reached]
    return QuickScan(not_asked=[NamedValue(id=value.id, title=value.title) for value in rest])


def _values(library: Library, criteria_set: CriteriaSet, choices: Choices) -> list[MethodValue]:
    asked = library.asked(criteria_set.own)
    of_values = choices.weights.values if choices.weights else {}
    of_criteria = choices.weights.criteria if choices.weights else {}
    in_points = (choices.weights.points if choices.weights else None) or ()
    return [
        MethodValue(
            id=value.value,
            title=library.values[value.value].title,
            weight=of_values.get(value.value, value.weight),
            unit="points" if value.value in in_points else None,
            criteria=[
                Weighing(
                    criterion=criterion,
                    weight=of_criteria.get(member.criterion, member.weight),
                    minimum=member.minimum,
                )
                for member in value.criteria
                if isinstance(criterion := asked[member.criterion], Criterion)
            ],
        )
        for value in criteria_set.values
    ]


def _chosen_faults(library: Library, choices: Choices, criteria_set: CriteriaSet) -> list[Fault]:
    """Find what was weighed or left out and is not in the set, and own criteria that are not whole."""
    chosen = chosen_set(library, choices)
    known = (
        {value.value for value in (*criteria_set.values, *chosen.values)}
        | all_of(chosen)
        | {criterion.id for criterion in criteria_set.own}
    )
    named: set[Id] = set()
    if choices.weights is not None:
        named |= {*choices.weights.values, *choices.weights.criteria}
    if choices.fitting is not None:
        named |= choices.fitting.dropped.keys()
        named -= {value_of(dropped) for dropped in choices.fitting.dropped}
    return [fault("TS-219", criteria_set.id, id=unknown) for unknown in sorted(named - known)]


def _later_faults(method: Method) -> list[Fault]:
    """Find what price and tie-break say of values or criteria that are not there, and what lacks an amount."""
    values = {value.id for value in method.values}
    faults = [
        fault("TS-276", id=tie_break.value or "-")
        for tie_break in method.rules.tie_break
        if tie_break.by == "value" and tie_break.value not in values
    ]
    if isinstance(method.price, ValueBased):
        asked = {weighing.criterion.id: weighing.criterion for _, weighing in method.weighings()}
        known = values if method.price.per == "value" else asked.keys()
        needed = values if method.price.per == "value" else {name for name in asked if method.applicable(asked[name])}
        priced = method.price.euro.keys()
        faults += [fault("TS-272", id=unknown) for unknown in sorted(priced - known)]
        faults += [fault("TS-271", id=missing) for missing in sorted(needed - priced)]
    return faults


def answer_faults(library: Library, answers: Mapping[Id, Id]) -> list[Fault]:
    """Find the answers to scoping questions that do not exist, and those to no question."""
    return [
        fault("TS-243", id=question, answer=answer)
        for question, answer in answers.items()
        if question not in library.scoping or answer not in {option.id for option in library.scoping[question].options}
    ]
