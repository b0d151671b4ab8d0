"""What if: when looking at other weights is open (``semantics`` 11), and the weights of a named profile.

Rules: nothing that is looked at here becomes a result; in a tender other weights and what would turn the outcome are
open before the freeze and after the decision, in between only with a reason on record; in an ethics review always.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from toetssteen.errors import UseError
from toetssteen.model.base import Id
from toetssteen.model.criteria import Emphasis, Profile
from toetssteen.model.method import Method
from toetssteen.model.replay.assessment import Assessment
from toetssteen.scoring.outlook.table import Number, Table, Weights
from toetssteen.scoring.outlook.undefined import Undefined
from toetssteen.scoring.outlook.weights import Sums, weighted_sum

OPEN = ("preparing", "decided", "closed")
"""The phases of a tender in which what if needs no reason."""


def is_open(assessment: Assessment) -> bool:
    """Whether what if is open without a reason on record."""
    return assessment.opened.track == "ethics" or assessment.phase in OPEN


def under_profiles(table: Table, method: Method, profiles: Iterable[Profile]) -> dict[Id, Sums | Undefined]:
    """Work out the same scores under each profile that weighs the method's set, in its version; by id."""
    by_profile: dict[Id, Sums | Undefined] = {}
    for profile in sorted(profiles, key=lambda profile: profile.id):
        emphasis = emphasis_on(profile, method)
        if emphasis is not None:
            try:
                by_profile[profile.id] = weighted_sum(Table.of(table.rows(), weights_of(emphasis, table)))
            except UseError:  # all that it weighs was left out
                by_profile[profile.id] = Undefined("no weight left")
    return by_profile


def emphasis_on(profile: Profile, method: Method) -> Emphasis | None:
    """Return what a profile weighs in the set of a method; ``None`` where it does not know the set in its version."""
    chosen = method.set
    if chosen is None:
        return None
    return next(
        (emphasis for emphasis in profile.on if (emphasis.set, emphasis.version) == (chosen.id, chosen.version)), None
    )


def weights_of(emphasis: Emphasis, table: Table) -> Weights:
    """Return the weights of a profile for the criteria of a table.

    A value that the profile does not know has no weight; a criterion it does not name keeps its share of the value.
    """
    weights: dict[Id, tuple[Number, dict[Id, Number]]] = {}
    for value, (_, inside) in table.weights().items():
        of: dict[Id, Number] = {
            criterion: emphasis.criteria.get(criterion, Fraction(100) * inside[criterion]) for criterion in inside
        }
        weights[value] = (emphasis.values.get(value, 0), of)
    return weights
