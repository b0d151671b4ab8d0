"""From a set of the library and the chair's choices to a method that can be frozen."""

from __future__ import annotations

from datetime import date

from toetssteen.content.library import Library
from toetssteen.errors import Fault, RuleError, fault
from toetssteen.model.base import Id
from toetssteen.model.criteria import CriteriaSet, Criterion, Gate, ScopingQuestion
from toetssteen.model.fitting import all_of, fit, value_of
from toetssteen.model.method import (
    Method,
    MethodValue,
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
    given = fitted(library, choices)
    faults = [
        fault("TS-242", id=each.id) for each in scoping_questions(library, given) if each.id not in choices.scoping
    ]
    faults += _answer_faults(library, choices)
    faults += _chosen_faults(library, choices, given)
    faults += weight_faults(method.values, "value", given.id)
    faults += _later_faults(method)
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
    given = fitted(library, choices)
    asked, terms = library.asked(given.own), library.conditions()
    values = _values(library, given, choices)
    gates = [gate for each in given.gates if isinstance(gate := asked[each], Gate) and gate.in_force(on)]
    checklist = [asked[each] for each in given.checklist if asked[each].in_force(on)]
    conditions = [terms[each] for each in given.conditions if terms[each].in_force(on)]
    criteria = [each for value in values for w in value.criteria if isinstance(each := w.criterion, Criterion)]
    scales = {each.scale for each in [*checklist, *criteria] if isinstance(each, Criterion)}
    questions = scoping_questions(library, given)
    return Method(
        set=SetRef(id=given.id, version=given.version),
        values=values,
        gates=gates,
        checklist=checklist,
        conditions=conditions or None,
        scoping=[
            Scoped(question=each, answer=choices.scoping[each.id]) for each in questions if each.id in choices.scoping
        ],
        scales=[library.scales[each] for each in sorted(scales)],
        rules=choices.rules.rules if choices.rules else Rules.default(track),
        price=choices.pricing.pricing if choices.pricing else None,
        law=library.laws[given.law],
    )


def scoping_questions(library: Library, given: CriteriaSet) -> list[ScopingQuestion]:
    """Give the scoping questions on which something of a set depends, by id."""
    asked = {**library.asked(given.own), **library.conditions()}
    return [library.scoping[each] for each in sorted({question for a in all_of(given) for question in asked[a].when})]


def fitted(library: Library, choices: Choices) -> CriteriaSet:
    """Give the set chosen, as it was made one's own.

    Raises
    ------
    RuleError
        If no set is chosen, or the set chosen is not the one in the library.
    """
    given = _chosen(library, choices)
    if choices.fitting is None:
        return given
    return fit(given, choices.fitting.dropped, choices.fitting.own)


def _chosen(library: Library, choices: Choices) -> CriteriaSet:
    if choices.set is None:
        raise RuleError(fault("TS-240"))
    given = library.set(choices.set.set.id)
    if given.version != choices.set.set.version:
        raise RuleError(fault("TS-241", set=given.id, chosen=choices.set.set.version, found=given.version))
    return given


def _values(library: Library, given: CriteriaSet, choices: Choices) -> list[MethodValue]:
    asked = library.asked(given.own)
    of_values = choices.weights.values if choices.weights else {}
    of_criteria = choices.weights.criteria if choices.weights else {}
    return [
        MethodValue(
            id=value.value,
            title=library.values[value.value].title,
            weight=of_values.get(value.value, value.weight),
            criteria=[
                Weighing(
                    criterion=criterion,
                    weight=of_criteria.get(each.criterion, each.weight),
                    minimum=each.minimum,
                )
                for each in value.criteria
                if isinstance(criterion := asked[each.criterion], Criterion)
            ],
        )
        for value in given.values
    ]


def _chosen_faults(library: Library, choices: Choices, given: CriteriaSet) -> list[Fault]:
    """Name what was weighed or left out and is not in the set; and own criteria that are not whole."""
    known = {value.value for value in given.values} | all_of(_chosen(library, choices)) | {e.id for e in given.own}
    named: set[Id] = set()
    if choices.weights is not None:
        named |= {*choices.weights.values, *choices.weights.criteria}
    if choices.fitting is not None:
        named |= choices.fitting.dropped.keys()
        named -= {value_of(each) for each in choices.fitting.dropped}
    return [fault("TS-219", given.id, id=each) for each in sorted(named - known)]


def _later_faults(method: Method) -> list[Fault]:
    """Name what the price and the tie-break say of values or criteria that are not there, and what lacks an amount."""
    values = {each.id for each in method.values}
    faults = [
        fault("TS-276", id=each.value or "-")
        for each in method.rules.tie_break
        if each.by == "value" and each.value not in values
    ]
    if isinstance(method.price, ValueBased):
        asked = {weighing.criterion.id: weighing.criterion for _, weighing in method.weighings()}
        known = values if method.price.per == "value" else asked.keys()
        needed = values if method.price.per == "value" else {each for each in asked if method.applicable(asked[each])}
        given = method.price.euro.keys()
        faults += [fault("TS-272", id=each) for each in sorted(given - known)]
        faults += [fault("TS-271", id=each) for each in sorted(needed - given)]
    return faults


def _answer_faults(library: Library, choices: Choices) -> list[Fault]:
    return [
        fault("TS-243", id=question, answer=answer)
        for question, answer in choices.scoping.items()
        if question not in library.scoping or answer not in {each.id for each in library.scoping[question].options}
    ]
