"""The totals that a wide sheet prints beside those that follow from its levels.

Rules: people add up in one of a few ways, and each is tried as it is, exactly; a row of totals is the same where one
way gives every total in it, to the digits that are printed (at most nine). Of several evaluators it is their mean.
"""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from toetssteen.sheets.scores_sheet import EVERY, low_best
from toetssteen.sheets.wide_face import number_in, shown
from toetssteen.sheets.wide_found import Printed, Wide
from toetssteen.sheets.wide_tables import Laid, Row

_DIGITS = 9


class Compared(NamedTuple):
    """A total that is printed, what follows, the way in which it is the same (or none), and the total of 100."""

    printed: Printed
    follows: Decimal | None
    way: str
    of_hundred: Decimal | None


class _Weighed(NamedTuple):
    """A criterion: its weight, the ends of its scale where these are known, and whether low is best."""

    weight: Fraction
    scale: tuple[Fraction, Fraction] | None
    turned: bool


_Levels = list[tuple[_Weighed, Fraction]]


def compared(wide: Wide, laid: Laid, low_is_best: Collection[str]) -> list[Compared]:
    """Compare every total that is printed."""
    low = low_best(low_is_best)
    weighed = {shown(row["id"].raw): found for row in laid.criteria if (found := _weight_of(row, low))}
    levels: dict[tuple[str, str], list[tuple[str, Fraction]]] = {}
    for row in laid.scores:
        criterion, level = shown(row["criterion"].raw), number_in(row["level"].raw)
        if level is not None and criterion in weighed:
            evaluator = shown(row["evaluator"].raw)
            for who in ("", evaluator):
                levels.setdefault((who, shown(row["solution"].raw)), []).append((criterion, Fraction(level)))
    groups: dict[tuple[str, str], list[Printed]] = {}
    for printed in wide.printed:
        groups.setdefault((printed.label, printed.evaluator), []).append(printed)
    lines: list[Compared] = []
    for group in groups.values():
        lines += _compare(group, [_means(levels.get(_key(printed, levels), []), weighed) for printed in group])
    return lines


def _key(printed: Printed, levels: Collection[tuple[str, str]]) -> tuple[str, str]:
    own = (printed.evaluator, shown(printed.solution))
    return own if own in levels else ("", own[1])


def _weight_of(row: Row, low_is_best: Collection[str]) -> _Weighed | None:
    weight = next((number_in(row[unit].raw) for unit in ("weight", "points") if unit in row), None)
    if weight is None:
        return None
    high = number_in(row["scale_max"].raw) if "scale_max" in row else None
    low = Decimal(shown(row["scale_min"].raw)) if "scale_min" in row else Decimal(0)
    scale = (Fraction(low), Fraction(high)) if high is not None and high > low else None
    turned = shown(row["id"].raw) in low_is_best or EVERY in low_is_best
    return _Weighed(Fraction(weight), scale, turned)


def _means(given: list[tuple[str, Fraction]], weighed: dict[str, _Weighed]) -> _Levels:
    """Return the mean level of every criterion; nothing where one has none."""
    of_criterion: dict[str, list[Fraction]] = {}
    for criterion, level in given:
        of_criterion.setdefault(criterion, []).append(level)
    if len(of_criterion) < len(weighed):
        return []
    return [(weighed[name], sum(levels, Fraction(0)) / len(levels)) for name, levels in of_criterion.items()]


def _ways(levels: _Levels) -> dict[str, Fraction]:
    """Return what follows in each way of adding up; without a scale only in the ways that need none."""
    whole = sum((known.weight for known, _ in levels), Fraction(0))
    if not whole:
        return {}
    weighted = sum((known.weight * level for known, level in levels), Fraction(0))
    added = sum((level for _, level in levels), Fraction(0))
    ways = {
        "sum": added, "weighted_mean": weighted / whole, "weighted_sum": weighted, "mean": added / len(levels),
    }  # fmt: skip
    scaled = [(known.weight, level, *known.scale) for known, level in levels if known.scale]
    if len(scaled) < len(levels):
        return ways
    of_high = sum((weight * level / high for weight, level, _, high in scaled), Fraction(0))
    of_scale = sum((weight * (level - low) / (high - low) for weight, level, low, high in scaled), Fraction(0))
    of_it = {"of_high": of_high, "of_scale": of_scale, "share": of_high / whole, "percent": of_high * 100 / whole}
    return {**ways, **of_it}


def _of_hundred(levels: _Levels) -> Decimal | None:
    turned = [(known, sum(known.scale) - level if known.turned and known.scale else level) for known, level in levels]
    way = _ways(turned).get("of_scale")
    whole = sum((known.weight for known, _ in levels), Fraction(0))
    return None if way is None else _decimal(way * 100 / whole, 2)


def _compare(group: list[Printed], means: list[_Levels]) -> list[Compared]:
    values = [Fraction(number_in(printed.given.raw) or 0) for printed in group]
    digits = [_digits(number_in(printed.given.raw)) for printed in group]
    ways = [_ways(levels) for levels in means]
    names = [*ways[0]] if ways and all(ways) else []
    same = next((name for name in names if all(map(_same, values, digits, (way[name] for way in ways)))), "")
    shows = same or "weighted_mean"
    return [
        Compared(printed, _decimal(way[shows], count) if way else None, same, _of_hundred(levels))
        for printed, way, count, levels in zip(group, ways, digits, means, strict=True)
    ]


def _digits(printed: Decimal | None) -> int:
    exponent = (printed or Decimal(0)).normalize().as_tuple().exponent
    return min(max(-exponent, 0), _DIGITS) if isinstance(exponent, int) else 0


def _same(printed: Fraction, digits: int, follows: Fraction) -> bool:
    return abs(printed - follows) * 2 <= Fraction(1, 10**digits)


def _decimal(value: Fraction, digits: int) -> Decimal:
    """Return a number rounded half up to some digits."""
    scaled = value * 10**digits
    return Decimal((2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)).scaleb(-digits)
