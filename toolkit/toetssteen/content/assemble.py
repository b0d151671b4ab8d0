"""From a set of the library and the chair's choices to a method that can be frozen."""

from __future__ import annotations

from toetssteen.content.library import Library
from toetssteen.errors import Fault, RuleError, fault
from toetssteen.model.assessment import Choices
from toetssteen.model.base import Id
from toetssteen.model.criteria import CriteriaSet, Criterion, Gate
from toetssteen.model.method import Method, MethodValue, Rules, Scoped, SetRef, Weighing, weight_faults


def assemble(library: Library, choices: Choices, track: str) -> Method:
    """Put the method together: whole texts, weights, gates, scoping answers, rules, law profile.

    Raises
    ------
    RuleError
        If a set is not chosen, a scoping question is open, or weights do not add up to 100; all at once.
    """
    if choices.set is None:
        raise RuleError(fault("TS-240"))
    given = library.set(choices.set.set.id)
    if given.version != choices.set.set.version:
        raise RuleError(fault("TS-241", set=given.id, chosen=choices.set.set.version, found=given.version))
    asked = library.asked()
    values = _values(library, given, choices)
    gates = [gate for each in given.gates if isinstance(gate := asked[each], Gate)]
    checklist = [asked[each] for each in given.checklist]
    used: list[Criterion | Gate] = [*gates, *checklist]
    used += [each for value in values for w in value.criteria if isinstance(each := w.criterion, Criterion)]
    questions = [library.scoping[each] for each in sorted({question for each in used for question in each.when})]
    faults = [fault("TS-242", id=each.id) for each in questions if each.id not in choices.scoping]
    faults += _answer_faults(library, choices)
    faults += weight_faults(values, "value", given.id)
    if faults:
        raise RuleError(faults)
    scales = {each.scale for each in used if isinstance(each, Criterion)}
    return Method(
        set=SetRef(id=given.id, version=given.version),
        values=values,
        gates=gates,
        checklist=checklist,
        scoping=[Scoped(question=each, answer=choices.scoping[each.id]) for each in questions],
        scales=[library.scales[each] for each in sorted(scales)],
        rules=choices.rules.rules if choices.rules else Rules.default(track),
        law=library.laws[given.law],
    )


def _values(library: Library, given: CriteriaSet, choices: Choices) -> list[MethodValue]:
    asked = library.asked()
    of_values = choices.weights.values if choices.weights else {}
    of_criteria = choices.weights.criteria if choices.weights else {}
    known = {value.value for value in given.values} | {c.criterion for v in given.values for c in v.criteria}
    unknown: list[Id] = sorted((of_values.keys() | of_criteria.keys()) - known)
    if unknown:
        raise RuleError(fault("TS-219", given.id, id=each) for each in unknown)
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


def _answer_faults(library: Library, choices: Choices) -> list[Fault]:
    return [
        fault("TS-243", id=question, answer=answer)
        for question, answer in choices.scoping.items()
        if question not in library.scoping or answer not in {each.id for each in library.scoping[question].options}
    ]
