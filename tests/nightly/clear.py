"""*Clear* held against a search that knows nothing of how it was found: ``python tests/nightly/clear.py 10000``.

Random small methods: one value or many, equal thirds, zero weights, criteria that do not apply, minimums, gates that
are not proven, both price methods, near ties. Of every outcome the distance, and wherever the word is *clear* each
condition, is searched for again from the cells of the result: all ways to move weight by the corners of the linear
programme, in whole fractions; every single level, with the totals worked out anew; the result without each evaluator;
and in a review weights drawn at random. What is found nearer than what was said is printed, with the seed that makes
it again.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from itertools import product
from pathlib import Path
from typing import Any

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.scoring.situations import assessment_of, criterion, evaluation, method_of, scale
from toetssteen.language import Text
from toetssteen.model.criteria import Scale
from toetssteen.model.entries.pricing import PriceOpened
from toetssteen.model.method import Band, MethodValue, Rounding, Rules, SheetGate, ValueBased, Weighing
from toetssteen.model.replay.assessment import Assessment
from toetssteen.scoring.outlook.outcome import Outcome
from toetssteen.scoring.outlook.outlook import Outlook
from toetssteen.scoring.result.result import Result, SolutionResult, result

W = Text.same("W")
KINDS = {
    "hundred": scale("hundred", "0", "100"),
    "steps": scale("steps", "0", "100", step="5"),
    "twenty": scale("twenty", "0", "20", levels=[str(n) for n in range(21)]),
    "four": scale("four", "0", "4", levels="01234"),
    "uneven": scale("uneven", "0", "5", levels="0245"),
}
SHAPES = [(1,), (2,), (3,), (4,), (1, 1), (2, 2), (1, 3), (1, 1, 1), (2, 1, 2), (1, 1, 1, 1, 1), (2, 2, 2)]
"""How many criteria each value has."""


def make(seed: int) -> Assessment:
    """Make an assessment at random, the same for the same seed."""
    dice = random.Random(seed)
    shape, tender = dice.choice(SHAPES), dice.random() < 0.7
    values, asked = [], []
    for g, count in enumerate(shape):
        weighings = []
        for c in range(count):
            kind = dice.choice(["hundred", "hundred", "steps", "twenty", "four", "uneven"])
            lowest = str(dice.choice([1, 2])) if dice.random() < 0.1 else None
            name = f"c{g}-{c}"
            only = criterion(name, kind, conditional=count > 1 and dice.random() < 0.15)
            weighings.append(Weighing(criterion=only, weight=_weight(dice), minimum=lowest))
            asked.append((name, KINDS[kind]))
        values.append(MethodValue(id=f"v{g}", title=W, weight=_weight(dice), criteria=weighings))
    gates = [SheetGate(id="g", title=W)] if dice.random() < 0.5 else []
    names = ["a", "b", "c"][: dice.choice([1, 2, 2, 2, 3])]
    ties = "rounded" if dice.random() < 0.15 else "exact"
    rules = Rules(
        aggregation=dice.choice(["mean", "mean", "median"]), rounding=Rounding(digits=dice.choice([0, 1, 2]), ties=ties)
    )
    price = _price(dice, values) if tender and dice.random() < 0.5 else None
    method = method_of(values, rules, gates, price=price, scales=KINDS.values())
    base = {(name, each): _level(dice, kind, 0.6 if name == "a" else 0.5) for name in names for each, kind in asked}
    near = dice.random() < 0.5  # then a rival has most levels of the first
    for name in names[1:] if near else ():
        base |= {(name, each): base["a", each] for each, _ in asked if dice.random() < 0.6}
    given = {}
    for n in range(dice.choice([1, 2, 3])):
        answers = []
        for (name, each), level in base.items():
            kind = dict(asked)[each]
            own = level if dice.random() < 0.8 else _level(dice, kind, 0.5)
            answers.append(evaluation(name, each, own))
        met = {name: dice.random() < 0.95 for name in names}
        answers += [evaluation(name, gate.id, "met" if met[name] else "not_met") for name in names for gate in gates]
        given[f"p{n}"] = answers
    found = assessment_of(method, names, given)
    opened = found.opened.model_copy(update={"track": "tender" if tender else "ethics"})
    prices = {each: PriceOpened(solution=each, price=Decimal(dice.randint(50, 150)) * 1000) for each in names}
    return replace(found, opened=opened, prices=prices if dice.random() < 0.9 else {})


def _weight(dice: random.Random) -> Decimal:
    return Decimal(dice.choice([0, 1, 1, 1, 2, 3, 5, 10]))


def _level(dice: random.Random, kind: Scale, mean: float) -> str:
    """Draw a level that the scale allows, higher for a higher mean (share of the scale)."""
    if kind.levels:
        points = [each.level for each in kind.levels]
        return str(points[min(int(dice.betavariate(6 * mean, 6 * (1 - mean)) * len(points)), len(points) - 1)])
    at = int(dice.betavariate(6 * mean, 6 * (1 - mean)) * 100)
    return str(at - at % 5 if kind.step else at)


def _price(dice: random.Random, values: list[MethodValue]) -> Band | ValueBased:
    if dice.random() < 0.5:
        return Band(best="50000", worst="150000", weight=str(dice.choice([10, 30, 50])))
    if dice.random() < 0.5:
        return ValueBased(per="value", euro={each.id: Decimal(dice.randint(0, 9)) * 10000 for each in values})
    criteria = [weighing.criterion.id for each in values for weighing in each.criteria]
    return ValueBased(per="criterion", euro={each: Decimal(dice.randint(0, 9)) * 10000 for each in criteria})


# ---- the search, from the cells of the result only ----------------------------------------------------------


@dataclass
class Ranked:
    """What is compared, as a plain sum: ``whole`` times the mean of shares by weight, and what no weight touches."""

    weights: dict[str, Fraction]
    shares: dict[str, dict[str, Fraction]]
    untouched: dict[str, Fraction]
    whole: Fraction
    rounding: Rounding
    negative: bool

    def merit(self, name: str, shares: Mapping[str, Fraction] | None = None) -> Fraction:
        """Give what places a solution, highest first, also with other shares."""
        own = shares or self.shares[name]
        found = self.whole * sum((w * own[c] for c, w in self.weights.items()), Fraction(0)) + self.untouched[name]
        return found if self.rounding.ties == "exact" else self._rounded(found)

    def _rounded(self, merit: Fraction) -> Fraction:
        """Round half up the number as it is written: an award price has no minus."""
        unit, sign = 10**self.rounding.digits, -1 if self.negative else 1
        return sign * Fraction((sign * merit * unit + Fraction(1, 2)).__floor__(), unit)


def ranked(found: Result) -> Ranked:
    """Write down the formulas of the method once more (``semantics`` 7 and 10)."""
    method, running = found.method, [each for each in found.solutions if each.eligible is not False]
    shares = {each.id: {cell.criterion: cell.counted.low for cell in each.cells()} for each in running}
    pricing = method.price if all(each.price for each in running) else None
    weights: dict[str, Fraction] = {}
    for value in method.values:
        there = {w.criterion.id: Fraction(w.weight) for w in value.criteria if method.applicable(w.criterion)}
        inside = sum(there.values(), Fraction(0)) or Fraction(1)
        for each, weight in there.items():
            weights[each] = Fraction(value.weight) * weight / inside
            if isinstance(pricing, ValueBased):
                per_value = Fraction(pricing.euro.get(value.id, 0)) * weight / inside
                weights[each] = Fraction(pricing.euro.get(each, 0)) if pricing.per == "criterion" else per_value
    total = sum(weights.values(), Fraction(0))
    weights = {each: weight / total if total else Fraction(0) for each, weight in weights.items()}
    nothing = dict.fromkeys(shares, Fraction(0))
    if pricing is None:
        return Ranked(weights, shares, nothing, Fraction(100), method.rules.rounding, negative=False)
    if isinstance(pricing, Band):
        part = Fraction(pricing.weight) / 100
        weights = {each: weight * (1 - part) for each, weight in weights.items()} | {"price": part}
        for each in running:
            points = (Fraction(pricing.worst) - Fraction(found.assessment.prices[each.id].price)) / 100000
            shares[each.id]["price"] = min(Fraction(1), max(Fraction(0), points))
        return Ranked(weights, shares, nothing, Fraction(100), method.rules.rounding, negative=False)
    untouched = {each: -Fraction(found.assessment.prices[each].price) for each in shares}
    return Ranked(weights, shares, untouched, total, method.rules.rounding, negative=True)


def nearest(it: Ranked, first: str, rival: str, lead: Fraction = Fraction(0)) -> Fraction | None:
    """Search all corners of the programme: sources emptied, one more in part, all of it to one place (percent)."""
    names = sorted(it.weights)
    apart = [it.whole * (it.shares[first][each] - it.shares[rival][each]) for each in names]
    weights = [it.weights[each] for each in names]
    start = sum((w * d for w, d in zip(weights, apart, strict=True)), Fraction(0))
    start += it.untouched[first] - it.untouched[rival] - lead
    best: Fraction | None = Fraction(0) if start <= 0 else None
    sources = [k for k, weight in enumerate(weights) if weight]
    for to, emptied in product(range(len(names)), product((False, True), repeat=len(sources))):
        gone = [k for k, out in zip(sources, emptied, strict=True) if out and k != to]
        left = start - sum((weights[k] * (apart[k] - apart[to]) for k in gone), Fraction(0))
        moved = sum((weights[k] for k in gone), Fraction(0))
        if best is not None and moved >= best:
            continue
        if left <= 0:
            best = moved
        for k in sources:
            if k in gone or k == to or apart[k] <= apart[to]:
                continue
            part = left / (apart[k] - apart[to])
            if 0 < part <= weights[k] and (best is None or moved + part < best):
                best = moved + part
    return None if best is None else 100 * best


def points(kind: Scale, share: Fraction) -> Iterator[Fraction]:
    """Give the shares one point up and one down: the next levels, or a step, or 1."""
    low, high = Fraction(kind.low), Fraction(kind.high)
    level = low + share * (high - low)
    if kind.levels:
        levels = sorted(Fraction(each.level) for each in kind.levels)
        ends = [
            min((x for x in levels if x > level), default=level),
            max((x for x in levels if x < level), default=level),
        ]
    else:
        step = Fraction(kind.step or 1)
        ends = [min(high, level + step), max(low, level - step)]
    yield from ((end - low) / (high - low) for end in ends)


def complaints(found: Assessment) -> tuple[Outcome, list[str]]:
    """Give the outcome and all that the search finds against it."""
    worked_out = result(found)
    outcome = Outlook(worked_out, samples=2_000).outcome
    said = _of_distance(worked_out, outcome)
    if outcome.word == "clear":
        said += [*_of_state(worked_out, outcome), *_of_levels(worked_out, outcome)]
        said += [*_of_who_fails(worked_out, outcome), *_without(worked_out, outcome), *_of_share(worked_out, outcome)]
    return outcome, said


def _of_distance(worked_out: Result, outcome: Outcome) -> list[str]:
    """Hold the distance against the search: equal, or where ties are rounded no nearer."""
    if len(outcome.first) != 1 or outcome.unproven:
        return []
    it, [first] = ranked(worked_out), outcome.first
    lead = Fraction(1, 10**it.rounding.digits) if it.rounding.ties == "rounded" else Fraction(0)
    ties = [nearest(it, first, each, lead) for each in it.shares if each != first]
    best = min((each for each in ties if each is not None), default=None)
    given = outcome.distance if isinstance(outcome.distance, Fraction) else None
    said = [] if best == given else [f"distance: {given} said, {best} found"]
    if outcome.word == "clear" and best is not None and best < outcome.near:
        said.append(f"clear, but a tie at {best} percent")
    return said


def _of_state(worked_out: Result, outcome: Outcome) -> Iterator[str]:
    running = [each for each in worked_out.solutions if each.eligible is not False]
    if not all(cell.counted.exact for each in running for cell in each.cells()):
        yield "clear, but not scored whole"
    if [each.id for each in running if each.id in outcome.first and each.eligible] != list(outcome.first):
        yield "clear, but the first is not eligible"
    it = ranked(worked_out)
    if any(it.merit(each) >= it.merit(outcome.first[0]) for each in it.shares if each != outcome.first[0]):
        yield "clear, but not first alone"


def _of_levels(worked_out: Result, outcome: Outcome) -> Iterator[str]:
    """Move each level by a point, and work the totals out anew."""
    it, method, [first] = ranked(worked_out), worked_out.method, outcome.first
    weighings = {each.criterion.id: each for _, each in method.weighings()}
    for name, shares in it.shares.items():
        for each in shares.keys() & weighings.keys():
            kind, minimum = method.scale(weighings[each].criterion.scale), weighings[each].minimum
            for then in points(kind, shares[each]):
                merits = {other: it.merit(other) for other in it.shares} | {
                    name: it.merit(name, {**shares, each: then})
                }
                if any(merits[other] >= merits[first] for other in merits if other != first):
                    yield f"clear, but a tie with {each} of {name} at {then}"
                floor = None if minimum is None else (minimum - kind.low) / (kind.high - kind.low)
                if name == first and floor is not None and then < floor:
                    yield f"clear, but below the minimum of {each}"


def _of_who_fails(worked_out: Result, outcome: Outcome) -> Iterator[str]:
    """Move each level of who fails by a point, and let it take part where that mends all that it fails."""
    method, [first] = worked_out.method, outcome.first
    weighings = {each.criterion.id: each for _, each in method.weighings()}
    for out in (each for each in worked_out.solutions if each.eligible is False):
        back = [replace(each, eligible=None) if each is out else each for each in worked_out.solutions]
        it = ranked(replace(worked_out, solutions=tuple(back)))
        failed = {gate.id for gate in out.gates if gate.status == "not_met"}
        for each in failed & weighings.keys() if len(failed) == 1 else ():
            kind, minimum = method.scale(weighings[each].criterion.scale), weighings[each].minimum
            assert minimum is not None
            for then in points(kind, it.shares[out.id][each]):
                mended = Fraction(kind.low) + then * Fraction(kind.high - kind.low) >= Fraction(minimum)
                if mended and it.merit(out.id, {**it.shares[out.id], each: then}) >= it.merit(first):
                    yield f"clear, but {out.id} comes back with {each} at {then}"


def _without(worked_out: Result, outcome: Outcome) -> Iterator[str]:
    """Work the result out without each evaluator."""
    part = worked_out.round
    for person in part.evaluations if len(part.evaluations) > 1 else ():
        rest = {each: answers for each, answers in part.evaluations.items() if each != person}
        asked = replace(worked_out.assessment, rounds=(replace(part, evaluations=rest),))
        it = ranked(again := result(asked))
        eligible: dict[str, SolutionResult] = {each.id: each for each in again.solutions}
        first = outcome.first[0]
        if eligible[first].eligible is False:
            yield f"clear, but it fails without {person}"
        elif any(it.merit(each) >= it.merit(first) for each in it.shares if each != first):
            yield f"clear, but not first without {person}"


def _of_share(worked_out: Result, outcome: Outcome) -> Iterator[str]:
    """Draw weights, values first, and count who is first."""
    if worked_out.assessment.opened.track != "ethics" or len(worked_out.solutions) == 1:
        return
    it, dice, wins, draws = ranked(worked_out), random.Random(1), 0, 400
    values = [[w.criterion.id for w in v.criteria if w.criterion.id in it.weights] for v in worked_out.method.values]
    counted = [
        inside for inside, value in zip(values, worked_out.method.values, strict=True)
        if any(w.weight for w in value.criteria if w.criterion.id in inside)
    ]  # fmt: skip
    for _ in range(draws):
        weights: dict[str, float] = {}
        for inside in counted:
            outer, parts = dice.expovariate(1), [dice.expovariate(1) for _ in inside]
            weights |= {each: outer * part / sum(parts) for each, part in zip(inside, parts, strict=True)}
        totals = {name: sum(w * float(row[c]) for c, w in weights.items()) for name, row in it.shares.items()}
        wins += max(totals, key=lambda each: totals[each]) == outcome.first[0]
    if wins / draws < float(outcome.sure) - 0.08:  # four standard errors
        yield f"clear, but first under {wins / draws} of the weights"


def main(count: int) -> int:
    """Try so many methods; print what was found against them, and how often each word came out."""
    words: Counter[Any] = Counter()
    bad = 0
    for seed in range(count):
        outcome, said = complaints(make(seed))
        words[outcome.word] += 1
        bad += bool(said)
        for each in said:
            print(f"seed {seed}: {outcome.word}: {each}")  # noqa: T201 -- a script
    print(f"{count} methods, {bad} with a complaint; {dict(words.most_common())}")  # noqa: T201 -- a script
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000))
