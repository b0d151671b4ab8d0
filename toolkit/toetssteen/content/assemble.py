"""From a set of the library and the chair's choices to a method that can be frozen."""

from __future__ import annotations

from toetssteen.content.library import Library
from toetssteen.errors import Fault, RuleError, fault
from toetssteen.model.assessment import Choices
from toetssteen.model.base import Id
from toetssteen.model.criteria import CriteriaSet, Criterion, Gate, ScopingQuestion
from toetssteen.model.method import Method, MethodValue, Rules, Scoped, SetRef, Weighing, weight_faults


def assemble(library: Library, choices: Choices, track: str) -> Method:
    """Put the method together: whole texts, weights, gates, scoping answers, rules, law profile.

    Raises
    ------
    RuleError
        If a set is not chosen, a scoping question is open, or weights do not add up to 100; all at once.
    """
    method = sketch(library, choices, track)
    given = _chosen(library, choices)
    faults = [
        fault("TS-242", id=each.id) for each in scoping_questions(library, given) if each.id not in choices.scoping
    ]
    faults += _answer_faults(library, choices)
    faults += _weighed_faults(given, choices)
    faults += weight_faults(method.values, "value", given.id)
    if faults:
        raise RuleError(faults)
    return method


def sketch(library: Library, choices: Choices, track: str) -> Method:
    """Put together what the choices make so far, also where a question is open or weights do not add up.

    Raises
    ------
    RuleError
        If no set is chosen, or the set chosen is not the one in the library.
    """
    given = _chosen(library, choices)
    asked = library.asked()
    values = _values(library, given, choices)
    gates = [gate for each in given.gates if isinstance(gate := asked[each], Gate)]
    checklist = [asked[each] for each in given.checklist]
    criteria = [each for value in values for w in value.criteria if isinstance(each := w.criterion, Criterion)]
    scales = {each.scale for each in [*checklist, *criteria] if isinstance(each, Criterion)}
    questions = scoping_questions(library, given)
    return Method(
        set=SetRef(id=given.id, version=given.version),
        values=values,
        gates=gates,
        checklist=checklist,
        scoping=[
            Scoped(question=each, answer=choices.scoping[each.id]) for each in questions if each.id in choices.scoping
        ],
        scales=[library.scales[each] for each in sorted(scales)],
        rules=choices.rules.rules if choices.rules else Rules.default(track),
        law=library.laws[given.law],
    )


def scoping_questions(library: Library, given: CriteriaSet) -> list[ScopingQuestion]:
    """Give the scoping questions on which something of a set depends, by id."""
    asked = library.asked()
    used = [*given.gates, *given.checklist, *(each.criterion for value in given.values for each in value.criteria)]
    return [library.scoping[each] for each in sorted({question for each in used for question in asked[each].when})]


def _chosen(library: Library, choices: Choices) -> CriteriaSet:
    if choices.set is None:
        raise RuleError(fault("TS-240"))
    given = library.set(choices.set.set.id)
    if given.version != choices.set.set.version:
        raise RuleError(fault("TS-241", set=given.id, chosen=choices.set.set.version, found=given.version))
    return given


def _values(library: Library, given: CriteriaSet, choices: Choices) -> list[MethodValue]:
    asked = library.asked()
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


def _weighed_faults(given: CriteriaSet, choices: Choices) -> list[Fault]:
    """Name what was weighed and is not in the set (any more)."""
    if choices.weights is None:
        return []
    known = {value.value for value in given.values} | {c.criterion for v in given.values for c in v.criteria}
    weighed: set[Id] = {*choices.weights.values, *choices.weights.criteria}
    return [fault("TS-219", given.id, id=each) for each in sorted(weighed - known)]


def _answer_faults(library: Library, choices: Choices) -> list[Fault]:
    return [
        fault("TS-243", id=question, answer=answer)
        for question, answer in choices.scoping.items()
        if question not in library.scoping or answer not in {each.id for each in library.scoping[question].options}
    ]
