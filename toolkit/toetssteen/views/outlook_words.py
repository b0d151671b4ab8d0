"""The outcome and the whole outlook in plain sentences; the same for the terminal, the page and the report.

Rules: the outcome is one sentence that begins with its word; the cut-offs stand beside it as the conventions they are;
where what if is closed, nothing says how near another outcome is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from toetssteen.model.base import Id
from toetssteen.model.criteria import Profile
from toetssteen.scoring.outlook import NEAR, SURE, Outcome
from toetssteen.scoring.undefined import Undefined
from toetssteen.scoring.what_if import emphasis_on, under_profiles
from toetssteen.views import outlook_scores as scores
from toetssteen.views import outlook_weights as weights
from toetssteen.views.outlook_parts import Part, Speaker


def outcome_sentence(speaker: Speaker, *, what_if: bool) -> str:
    """Say what came out, in one sentence."""
    found = speaker.outlook.outcome
    if found.word == "undecided":
        return _undecided(speaker, found)
    first = speaker.solutions(found.first)
    if len(speaker.outlook.table.solutions) == 1:
        return speaker.word("outcome_alone", first=first)
    if not what_if:
        return speaker.word(f"outcome_{found.word}_closed", first=first)
    if found.word == "evaluator":
        who = speaker.listed((speaker.role(each) for each in found.evaluators), "or")
        return speaker.word("outcome_evaluator", first=first, who=who)
    if isinstance(found.distance, Undefined) or found.rival is None:
        key = "outcome_clear" if isinstance(found.share, Undefined) or found.share < 1 else "outcome_always"
        return speaker.word(key, first=first, share=speaker.share(found.share))
    return speaker.word(
        f"outcome_{found.word}",
        first=first,
        share=speaker.share(found.share),
        moved=speaker.points(found.distance / 2),
        rival=speaker.solution(found.rival),
    )


def _undecided(speaker: Speaker, found: Outcome) -> str:
    look = speaker.outlook
    if look.result.round.sealed:
        return speaker.word("undecided_sealed")
    if found.shared:
        return speaker.word("undecided_shared", names=speaker.solutions(found.shared))
    if look.weighed and look.table.unscored:
        return speaker.word("undecided_unscored", names=speaker.solutions(look.table.unscored))
    return speaker.word("undecided_weightless" if look.running else "undecided_nobody")


def notes(speaker: Speaker, *, what_if: bool) -> list[str]:
    """Say what the word does not: its cut-offs, and what it leaves out."""
    look = speaker.outlook
    lines = [speaker.word("conventions", sure=speaker.share(SURE), near=speaker.points(NEAR / 2))]
    if look.result.method.price is not None:
        lines.append(speaker.word("quality_only"))
    open_gates = [each.id for each in look.running if each.eligible is None and each.id in look.outcome.first]
    if open_gates and not look.result.round.sealed:
        lines.append(speaker.word("gates_open", names=speaker.solutions(open_gates)))
    if look.result.ties:
        lines.append(speaker.word("tie_broken"))
    if not what_if:
        lines.append(speaker.word("closed"))
    return lines


def parts(speaker: Speaker, profiles: Iterable[Profile], *, what_if: bool) -> list[Part]:
    """Tell the whole outlook, part by part; nothing where nothing was scored."""
    if not _scored(speaker):
        return []
    told: list[Callable[[Speaker], Part]] = [scores.bounds, scores.agreement, scores.shifts, scores.apart]
    told += [scores.effective, scores.dominance]
    return [*(turning(speaker, profiles) if what_if else ()), *(each(speaker) for each in told)]


def turning(speaker: Speaker, profiles: Iterable[Profile]) -> list[Part]:
    """Tell what would turn the order: other weights, other scores, something left out; only where what if is open."""
    if not _scored(speaker):
        return []
    told: list[Callable[[Speaker], Part]] = [weights.stability, weights.acceptability, weights.pairwise]
    told += [weights.can_win, weights.dial, scores.left_out, scores.steps]
    return [under(speaker, profiles), *(each(speaker) for each in told)]


def _scored(speaker: Speaker) -> bool:
    return speaker.outlook.weighed and bool(speaker.outlook.table.solutions)


def under(speaker: Speaker, profiles: Iterable[Profile]) -> Part:
    """Tell what comes out under the named profiles."""
    look, known = speaker.outlook, list(profiles)
    method = look.result.method
    titles: Mapping[Id, str] = {
        each.id: each.title.in_(speaker.language) for each in known if emphasis_on(each, method)
    }
    return weights.profiles(speaker, under_profiles(look.table, method, known), titles)


def lines(speaker: Speaker, profiles: Iterable[Profile], *, what_if: bool) -> list[str]:
    """Tell all of it as lines of text."""
    told = [outcome_sentence(speaker, what_if=what_if), *(f"  {each}" for each in notes(speaker, what_if=what_if))]
    for each in parts(speaker, profiles, what_if=what_if):
        told += ["", each.title, *(f"  {sentence}" for sentence in each.sentences)]
    return told
