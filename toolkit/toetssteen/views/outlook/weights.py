"""What other weights would do, told part by part: profiles, stability, acceptability, pairs, chances, the dial.

Rules: all of it is what if; nothing here is worked out that ``scoring`` does not.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from fractions import Fraction

from toetssteen.model.base import Id
from toetssteen.scoring.outlook.acceptability import Ranks
from toetssteen.scoring.outlook.compensation import power_of
from toetssteen.scoring.outlook.stability import Chance, WeightInterval
from toetssteen.scoring.outlook.undefined import Undefined
from toetssteen.scoring.outlook.weights import Sums
from toetssteen.views.outlook.outcome import tie_sentence
from toetssteen.views.outlook.parts import HUNDRED, Figure, Lane, Mark, Part, Speaker

NEAREST = 3
"""How many of the nearest ties are said; the table has all."""
RANKS = 6
"""Ranks that have a column of their own."""
STOPS = (0.0, 0.25, 0.5, 0.75, 1.0)
"""The positions of the dial that are shown."""


def profiles(speaker: Speaker, found: Mapping[Id, Sums | Undefined], titles: Mapping[Id, str]) -> Part:
    """Return the part on the same scores under the weights of named profiles."""
    table = speaker.outlook.table
    rows, lanes, sentences = [], [], []
    for name, title, sums in [("", speaker.word("own_weights"), speaker.outlook.sums)] + [
        (value, titles[value], sums) for value, sums in found.items()
    ]:
        if isinstance(sums, Undefined):
            rows.append([title, *[speaker.why(sums)] * len(table.solutions)])
            continue
        rows.append([title, *(speaker.number(sums.totals[solution], 2) for solution in table.solutions)])
        marks = [Mark(at=float(sums.totals[solution]), mark=speaker.places[solution]) for solution in table.solutions]
        lanes.append(Lane(title=title, marks=marks))
        if name:
            sentences.append(_first_under(speaker, title, sums))
    if not found:
        sentences = [speaker.word("profiles_none")]
    head = [speaker.word("profile"), *(speaker.solution(solution) for solution in table.solutions)]
    figure = speaker.lanes(lanes, speaker.word("profiles_figure")) if found else None
    return speaker.part("profiles", speaker.few(sentences), head, rows if found else None, figure=figure)


def _first_under(speaker: Speaker, title: str, sums: Sums) -> str:
    """Return the sentence on which solution is first under a profile, and by how much (points of 100)."""
    if len(sums.first) != 1:
        key = "profile_shared" if sums.first else "profile_nobody"
        return speaker.word(key, profile=title, names=speaker.solutions(sums.first))
    others = sorted((total for other, total in sums.totals.items() if other != sums.first[0]), reverse=True)
    first = speaker.solution(sums.first[0])
    if not others:
        return speaker.word("profile_alone", profile=title, first=first)
    lead = speaker.number(sums.totals[sums.first[0]] - others[0], 2)
    return speaker.word("profile_first", profile=title, first=first, lead=lead)


def stability(speaker: Speaker) -> Part:
    """Return the part on how far each weight can go, and on the smallest shift that brings a tie."""
    stable = speaker.outlook.stability
    if isinstance(stable.winner, Undefined):
        return speaker.nothing("stability", stable.winner)
    first = speaker.solution(stable.winner)
    near = sorted((end for interval in stable.intervals for end in _ends(interval)), key=lambda end: end[0])
    whole = all(isinstance(interval.low, Undefined) for interval in stable.intervals)  # one value has all the weight
    said = (
        [speaker.word("nothing", why=speaker.why(Undefined("all weight on one")))]
        if whole
        else [
            speaker.word(
                f"stability_{way}",
                value=speaker.name(name),
                percent=speaker.weight(distance),
                first=first,
                rival=speaker.solution(rival),
            )
            for distance, way, name, rival in near[:NEAREST]
        ]
    )
    head = speaker.words("value", "weight_now", "weight_from", "weight_to", "tied_with")
    rows = [
        [
            speaker.name(interval.name),
            *(speaker.weight(weight) for weight in (interval.weight, interval.low, interval.high)),
            _rivals(speaker, interval),
        ]
        for interval in stable.intervals
    ]
    sentences = [*(said or [speaker.word("stability_all", first=first)]), flip(speaker)]
    return speaker.part("stability", sentences, head, rows, figure=_reaches(speaker, stable.intervals, first))


def _reaches(speaker: Speaker, intervals: Sequence[WeightInterval], first: str) -> Figure:
    """Draw how far each weight can go, with a mark where it is."""
    lanes = [
        Lane(
            title=speaker.name(interval.name),
            low=_percent(interval.low),
            high=_percent(interval.high),
            marks=(Mark(at=float(interval.weight * HUNDRED), mark=0),),
        )
        for interval in intervals
    ]
    return speaker.lanes(lanes, speaker.word("stability_figure", first=first), (speaker.word("weight_now"),))


def _ends(interval: WeightInterval) -> list[tuple[Fraction, str, Id, Id]]:
    """Return the ties below and above a weight: how far, which way, of which value, with whom."""
    ends: list[tuple[Fraction, str, Id, Id]] = []
    if interval.low_rival and isinstance(interval.low, Fraction):
        ends.append((interval.weight - interval.low, "less", interval.name, interval.low_rival))
    if interval.high_rival and isinstance(interval.high, Fraction):
        ends.append((interval.high - interval.weight, "more", interval.name, interval.high_rival))
    return ends


def _rivals(speaker: Speaker, interval: WeightInterval) -> str:
    names = dict.fromkeys(rival for rival in (interval.low_rival, interval.high_rival) if rival)
    return speaker.solutions(names) if names else speaker.word("nobody")


def _percent(share: Fraction | Undefined) -> float | None:
    return None if isinstance(share, Undefined) else float(share * HUNDRED)


def flip(speaker: Speaker) -> str:
    """Return the sentence on the smallest shift of weight, between any criteria, that brings a tie."""
    smallest, compared = speaker.outlook.smallest_flip, speaker.outlook.compared
    if compared is None or isinstance(smallest.winner, Undefined):
        why = smallest.winner if isinstance(smallest.winner, Undefined) else Undefined("no weight left")
        return speaker.word("nothing", why=speaker.why(why))
    if isinstance(smallest.distance, Undefined) or smallest.rival is None:
        return speaker.word("flip_none", first=speaker.solution(smallest.winner))
    if compared.slack:  # then the weights after it can be short of a tie
        return tie_sentence(speaker, smallest.distance, smallest.rival)
    layer = compared.table.by_criterion
    moving = sum(
        (name for k, name in zip(layer.names, layer.weights, strict=True) if k not in compared.fixed), Fraction(0)
    )
    changes = {
        name: (smallest.weights[name] - weight) / moving
        for name, weight in zip(layer.names, layer.weights, strict=True)
        if smallest.weights[name] != weight
    }
    moves = [
        speaker.word(
            "move_less" if change < 0 else "move_more",
            value=speaker.name(name),
            percent=speaker.moved(abs(change) * HUNDRED),
        )
        for name, change in changes.items()
    ]
    return speaker.word(
        "flip",
        moves=speaker.listed(speaker.few(moves)),
        moved=speaker.moved(smallest.distance),
        first=speaker.solution(smallest.winner),
        rival=speaker.solution(smallest.rival),
    )


def acceptability(speaker: Speaker) -> Part:
    """Return the part on the share of all weights that gives each rank, and on those that put a solution first."""
    ranks = speaker.outlook.acceptability.found
    if isinstance(ranks, Undefined):
        return speaker.nothing("acceptability", ranks)
    shown = min(len(ranks.ranks), RANKS)
    sentences = [
        speaker.word("acceptability_first", name=speaker.solution(solution), share=speaker.sampled(row[0], 1))
        + (f" {_central(speaker, ranks, solution)}" if row[0] else "")
        for solution, row in ranks.ranks.items()
    ]
    rows = [
        [
            speaker.solution(solution),
            *(speaker.sampled(row[r], 1) for r in range(shown)),
            speaker.share(ranks.errors[solution][0], 2),
        ]
        for solution, row in ranks.ranks.items()
    ]
    head = [speaker.word("solution"), *(speaker.word("rank", rank=r + 1) for r in range(shown)), speaker.word("error")]
    lanes = [Lane(title=speaker.solution(solution), shares=row[:shown]) for solution, row in ranks.ranks.items()]
    legend = tuple(speaker.word("rank", rank=r + 1) for r in range(shown))
    figure = speaker.lanes(lanes, speaker.word("acceptability_figure"), legend).model_copy(update={"kind": "stack"})
    return speaker.part("acceptability", speaker.few(sentences), head, rows, figure=figure, method=_drawn(speaker))


def _drawn(speaker: Speaker) -> str:
    """Return the words for how the sample of weights was drawn."""
    sample = speaker.outlook.acceptability
    return speaker.word("acceptability_method", samples=speaker.number(sample.samples, 0), seed=sample.seed)


def _central(speaker: Speaker, ranks: Ranks, solution: Id) -> str:
    """Return the sentence on which values weigh most, on average, where a solution is first."""
    central = ranks.central[solution]
    if isinstance(central, Undefined):
        return ""
    heaviest = sorted(central, key=lambda name: (-central[name], name))[:2]
    parts = [
        speaker.word("weighing", value=speaker.name(name), percent=speaker.weight(central[name])) for name in heaviest
    ]
    return speaker.word("acceptability_central", values=speaker.listed(parts))


def pairwise(speaker: Speaker) -> Part:
    """Return the part on the share of all weights, at every level, under which one of each pair is ahead."""
    ranks = speaker.outlook.acceptability.found
    if isinstance(ranks, Undefined):
        return speaker.nothing("pairwise", ranks)
    order = [solution.id for solution in speaker.outlook.running if solution.id in speaker.outlook.table.solutions]
    rows, sentences = [], []
    for place, solution in enumerate(order):
        for other in order[place + 1 :]:
            a, b = (
                (solution, other) if ranks.wins[solution, other] >= ranks.wins[other, solution] else (other, solution)
            )
            names, shares = [speaker.solution(solution) for solution in (a, b)], (ranks.wins[a, b], ranks.wins[b, a])
            rows.append([*names, *(speaker.sampled(share, 1) for share in shares)])
            key = "pairwise_ahead" if any(shares) else "pairwise_equal"
            sentences.append(speaker.word(key, first=names[0], other=names[1], share=speaker.sampled(shares[0], 1)))
    head, rows = speaker.words("solution", "against", "ahead", "behind"), speaker.few_rows(rows)
    return speaker.part("pairwise", speaker.few(sentences), head, rows, names=2, method=_drawn(speaker))


def can_win(speaker: Speaker) -> Part:
    """Return the part on which solutions are first under some weights."""
    chances = speaker.outlook.can_win.chances
    if isinstance(chances, Undefined):
        return speaker.nothing("can_win", chances)
    return speaker.part("can_win", speaker.few([_chance(speaker, chance) for chance in chances]))


def _chance(speaker: Speaker, chance: Chance) -> str:
    name = speaker.solution(chance.solution)
    if chance.answer == "never":
        return speaker.word("win_never", name=name, others=speaker.solutions(chance.blocked_by))
    if isinstance(chance.weights, Undefined):
        return speaker.word(f"win_{chance.answer}", name=name)
    weights = chance.weights
    heaviest = sorted((name for name in weights if weights[name] > 0), key=lambda name: (-weights[name], name))[
        :NEAREST
    ]
    parts = [
        speaker.word("weighing", value=speaker.name(name), percent=speaker.weight(weights[name])) for name in heaviest
    ]
    return speaker.word(f"win_{chance.answer}", name=name) + " " + speaker.word("win_by", values=speaker.listed(parts))


def dial(speaker: Speaker) -> Part:
    """Return the part on what changes as a high score makes up less for a low one."""
    turning = speaker.outlook.compensation
    if isinstance(turning.changes, Undefined):
        return speaker.nothing("compensation", turning.changes)
    sentences = [
        speaker.word(
            "dial_change",
            takes=speaker.solutions(change.takes),
            leaves=speaker.solutions(change.leaves),
            power=power(speaker, change.power),
        )
        for change in turning.changes
    ] or [speaker.word("dial_same", first=speaker.solutions(turning.first[0]))]
    places = [min(range(len(turning.dial)), key=lambda n, stop=stop: abs(turning.dial[n] - stop)) for stop in STOPS]  # type: ignore[misc]
    rows, lanes = [], []
    for place in places:
        heading = speaker.word("dial_at", power=power(speaker, power_of(turning.dial[place])))
        means = {solution: row[place] for solution, row in turning.means.items()}
        rows.append([heading, *(speaker.number(mean, 2) for mean in means.values())])
        lanes.append(
            Lane(
                title=heading, marks=[Mark(at=mean, mark=speaker.places[solution]) for solution, mean in means.items()]
            )
        )
    head = [speaker.word("dial"), *(speaker.solution(solution) for solution in turning.means)]
    figure = speaker.lanes(lanes, speaker.word("dial_figure"))
    return speaker.part("compensation", speaker.few(sentences), head, rows, figure=figure)


def power(speaker: Speaker, exponent: float) -> str:
    """Write a power of the dial."""
    text = speaker.word("power_least") if math.isinf(exponent) else speaker.number(exponent, 2)
    return text.removesuffix("0").removesuffix("0").rstrip(",.") if text.endswith("00") else text
