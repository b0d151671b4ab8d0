"""Weights of values and of criteria within each value: shown, checked, and made of swings.

Rules: what is saved adds up to 100 exactly within each level or is refused with the difference; nothing is
normalised silently. Swings become weights only when asked, and are shown before they are taken over.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from toetssteen.errors import Fault, RuleError
from toetssteen.model.base import Id, plain
from toetssteen.model.criteria import CriteriaSet, Criterion
from toetssteen.model.entries.choices import WeightsSet
from toetssteen.model.fitting import in_class
from toetssteen.model.method import Method, MethodValue, SheetCriterion, weight_faults
from toetssteen.model.weights import Weight
from toetssteen.pages.prepare.own import now, weightless
from toetssteen.pages.prepare.profile import is_lighter, profiles
from toetssteen.pages.prepare.stand import Stand
from toetssteen.web.form import State, said

UNITS = 10_000
"""Hundredths of a percent in the whole: weights made of swings have two decimals."""
HIGHEST = 100
"""The swing of what matters most."""
MOST_POINTS = 10**9
"""Below this a number of points stays."""


def weights(stand: Stand) -> State:
    """Return the weights of every level as they stand, and those of the set (:class:`WeightsPart`)."""
    method = stand.method
    if method is None:
        return {"state": "later", "levels": []}
    chosen = stand.assessment.choices.weights
    faults = uneven(stand)
    return {
        "state": "open" if faults else "done",
        "weightless": weightless(stand) if stand.editable else [],
        "fitted": bool(now(stand).dropped or now(stand).own),
        "profiles": profiles(stand) if stand.editable else [],
        "lighter": is_lighter(stand),
        "own": chosen is not None,
        "reason": chosen.reason if chosen else "",
        "levels": _levels(stand, method),
        "faults": said(RuleError(faults), stand.language) if faults else [],
    }


def uneven(stand: Stand) -> list[Fault]:
    """Find the levels whose weights do not add up."""
    method = stand.method
    if method is None:
        return []
    return weight_faults(method, method.set.id if method.set else "")


def _levels(stand: Stand, method: Method) -> list[State]:
    """Return the level of the values, then one for the criteria of each value (:class:`WeightLevel`)."""
    proposed = _proposed(_set_of(stand, method))
    language = stand.language

    def item(asked: MethodValue | Criterion | SheetCriterion, weight: Weight) -> State:
        plainly = {"id": asked.id, "title": asked.title.in_(language), "weight": weight.written}
        return {**plainly, "proposed": proposed.get(asked.id), "standing": "applies", "worst": "", "best": ""}

    values = [
        {
            **item(value, value.weight),
            "best": ", ".join(weighing.criterion.title.in_(language) for weighing in value.criteria),
        }
        for value in method.values
    ]
    inside = [
        {
            "id": value.id,
            "title": value.title.in_(language),
            "whole": "100" if method.weight_basis == "value" else value.weight.written,
            "unit": value.unit or "percent",
            "items": [
                {
                    **item(weighing.criterion, weighing.weight),
                    "standing": stand.standing(weighing.criterion),
                    **_swing(stand, weighing.criterion),
                }
                for weighing in value.criteria
            ],
        }
        for value in method.values
    ]
    return [{"id": "values", "title": None, "whole": "100", "unit": method.unit or "percent", "items": values}, *inside]


def _swing(stand: Stand, asked: Criterion | SheetCriterion) -> State:
    """Return the worst and the best that a criterion describes: between these two the swing is."""
    if not isinstance(asked, Criterion) or not asked.anchors:
        return {"worst": "", "best": ""}
    ordered = sorted(asked.anchors, key=Decimal)
    worst, best = asked.anchors[ordered[0]], asked.anchors[ordered[-1]]
    return {"worst": worst.in_(stand.language), "best": best.in_(stand.language)}


def _set_of(stand: Stand, method: Method) -> CriteriaSet | None:
    """Return the set of a method, as the library has it, in the class of the method."""
    given = stand.library.sets.get(method.set.id) if method.set else None
    if given is None or method.impact is None or method.impact.chosen not in stand.choosing.classes(given):
        return given
    return in_class(given, method.impact.chosen)


def _proposed(given: CriteriaSet | None) -> dict[Id, str]:
    if given is None:
        return {}
    found = {value.value: plain(value.weight) for value in given.values}
    return found | {weighing.criterion: plain(weighing.weight) for value in given.values for weighing in value.criteria}


def refuse_uneven(stand: Stand, body: WeightsSet) -> None:
    """Refuse weights that do not add up.

    Raises
    ------
    RuleError
        With every level that does not add up, and by how much.
    """
    method = stand.choosing.sketch(body)
    faults = weight_faults(method, method.set.id if method.set else "")
    if faults:
        raise RuleError(faults)


def from_swings(swings: Mapping[Id, str]) -> dict[Id, str] | None:
    """Turn swings (0-100, the highest is 100) into weights; ``None`` where they are not of that kind."""
    given = _numbers(swings)
    return in_proportion(swings) if given and max(given.values()) == HIGHEST else None


def in_proportion(points: Mapping[Id, str]) -> dict[Id, str] | None:
    """Turn points of any height into weights of two decimals that add up to 100 exactly.

    By the largest remainder: every weight is rounded down, and the hundredths left over go to the largest
    remainders, of equals to the first in order. What stands alone gets all. ``None`` where nothing has a point,
    or something is no number of 0 or more.
    """
    given = _numbers(points)
    if given is not None and len(given) == 1:
        return {item: plain(Decimal(HIGHEST)) for item in given}
    whole = sum(given.values(), Fraction(0)) if given else Fraction(0)
    if not given or whole == 0:
        return None
    quotas = {item: share * UNITS / whole for item, share in given.items()}
    units = {item: quota.__floor__() for item, quota in quotas.items()}
    ordered = sorted(quotas, key=lambda item: units[item] - quotas[item])  # the sort keeps the order of equals
    for item in ordered[: UNITS - sum(units.values())]:
        units[item] += 1
    made = {item: plain(Decimal(count) / 100) for item, count in units.items()}
    assert sum(map(Decimal, made.values())) == HIGHEST
    return made


def _numbers(points: Mapping[Id, str]) -> dict[Id, Fraction] | None:
    try:
        given = {item: Fraction(Weight.read(point)) for item, point in points.items()}
    except ValueError:
        return None
    return given if all(0 <= point < MOST_POINTS for point in given.values()) else None
