"""Weights as people have them: percentages of a level, or points, each its exact share of the sum of its level.

Rules (``semantics`` 7): percentages add up to 100 exactly and are never normalised; points are none below 0 and not all
0; a weight is kept as it was written, and a fraction such as ``14/58`` can be one of points only.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import PydanticCustomError, core_schema

from toetssteen.errors import Fault, fault
from toetssteen.model.base import DECIMAL, Id, exact, plain

HUNDRED = Fraction(100)
RATIO = re.compile(r"[0-9]{1,9}/[0-9]{1,9}", re.ASCII)
MOST_COMMON = 10**18
"""The most that the fractions of one assessment may have as common denominator: sums of more take too long."""

Unit = Literal["percent", "points"]
"""What the weights of one level are."""


class Weight(Fraction):
    """A weight as a number, exact, that knows how it was written: ``3.5``, and of points also ``14/58``."""

    written: str

    @classmethod
    def read(cls, given: Any) -> Weight:
        """Read a decimal number, or a fraction of two whole numbers of at most 9 digits.

        Raises
        ------
        ValueError
            If it is neither, or has nothing below the line.

        Examples
        --------
        >>> Weight.read("14/58").written, Weight.read("3.50").written
        ('14/58', '3.5')
        """
        if isinstance(given, cls):
            return given
        if isinstance(given, str) and RATIO.fullmatch(given):
            above, below = map(int, given.split("/"))
            if not below:
                raise PydanticCustomError("not_a_number", "not a fraction: {value}", {"value": given})
            made, made.written = cls(above, below), given
            return made
        number = exact(given)
        made = cls(number)
        made.written = plain(number)
        return made

    def __str__(self) -> str:
        """Return it as it was written."""
        return self.written

    def __reduce__(self) -> tuple[Any, ...]:
        """Keep how it was written when it is copied."""
        return Weight.read, (self.written,)

    def __copy__(self) -> Weight:
        """Return itself: it does not change."""
        return self

    def __deepcopy__(self, memo: Any) -> Weight:
        """Return itself: it does not change."""
        return self

    @classmethod
    def sum_of(cls, weights: Iterable[Weight]) -> Weight:
        """Return the sum of weights, written as a decimal number where it is one."""
        whole = sum(weights, Fraction(0))
        made = cls(whole)
        made.written = decimal_of(whole)
        return made

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        """Read with :meth:`read`; write as it was written."""
        writing = core_schema.plain_serializer_function_ser_schema(lambda weight: weight.written)
        return core_schema.no_info_plain_validator_function(cls.read, serialization=writing)

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: Any, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """Return a number, or a text of one of the two forms."""
        return {"anyOf": [{"type": "number"}, {"type": "string", "pattern": f"{DECIMAL}|^{RATIO.pattern}$"}]}


def decimal_of(value: Fraction) -> str:
    """Write a number as a decimal where it has an end, else as ``n/d``.

    Examples
    --------
    >>> decimal_of(Fraction(1, 8)), decimal_of(Fraction(400, 7))
    ('0.125', '400/7')
    """
    left, digits = value.denominator, 0
    while left % 10 == 0 or left % 5 == 0 or left % 2 == 0:
        left //= 10 if left % 10 == 0 else 5 if left % 5 == 0 else 2
        digits += 1
    if left != 1:
        return f"{value.numerator}/{value.denominator}"
    return plain(Decimal(value.numerator * 10**digits // value.denominator).scaleb(-digits))


def have_common(weights: Iterable[Weight]) -> bool:
    """Return whether weights have a common denominator that is not too large to work with."""
    common = 1
    return all((common := math.lcm(common, weight.denominator)) <= MOST_COMMON for weight in weights)


def shares(weights: Mapping[Id, Weight], unit: Unit) -> dict[Id, Fraction]:
    """Return what each weight of a level is in percent; of points that are all 0, nothing."""
    whole = HUNDRED if unit == "percent" else sum(weights.values(), Fraction(0))
    return {name: weight * HUNDRED / whole if whole else Fraction(0) for name, weight in weights.items()}


def level_faults(weights: Mapping[Id, Weight], wanted: Fraction, where: str) -> list[Fault]:
    """Find what is wrong with percentages of one level of the tree, by id, which add up to what is ``wanted``."""
    total = Weight.sum_of(weights.values())
    faults = below_zero(weights, where)
    if total != wanted:
        less, first = decimal_of(total - wanted), next(iter(weights), "")
        whole = decimal_of(wanted)
        faults.append(fault("TS-120", where, at=first, total=total.written, wanted=whole, difference=less))
    return faults


def unit_faults(weights: Mapping[Id, Weight], wanted: Fraction, where: str, unit: Unit) -> list[Fault]:
    """Find what is wrong with the weights of one level in their unit; of points not all are 0."""
    if unit == "points":
        return below_zero(weights, where) or (
            [] if any(weights.values()) else [fault("TS-139", where, at=next(iter(weights), ""))]
        )
    fractions = {name: weight.written for name, weight in weights.items() if "/" in weight.written}
    if fractions:
        return [fault("TS-140", where, id=name, weight=weight) for name, weight in fractions.items()]
    return level_faults(weights, wanted, where)


def below_zero(weights: Mapping[Id, Weight], where: str) -> list[Fault]:
    """Find the weights that are less than 0."""
    return [fault("TS-121", where, id=name, weight=weight.written) for name, weight in weights.items() if weight < 0]
