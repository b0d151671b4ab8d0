"""The outcome and the whole outlook in plain sentences; the same for the terminal, the page and the report.

Rules: the cut-offs stand beside the outcome as the conventions they are; where what if is closed, nothing says how near
another outcome is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from toetssteen.model.base import Id
from toetssteen.model.criteria import Profile
from toetssteen.scoring.outlook.what_if import emphasis_on, under_profiles
from toetssteen.scoring.outlook.without import own_answers
from toetssteen.views.outlook import scores, weights
from toetssteen.views.outlook.outcome import outcome_sentence
from toetssteen.views.outlook.parts import Part, Speaker


def notes(speaker: Speaker, *, what_if: bool) -> list[str]:
    """Return the notes to the outcome: its cut-offs, and what it leaves out of account."""
    look = speaker.outlook
    outcome, review = look.outcome, look.result.assessment.opened.track == "ethics"
    share = speaker.word("conventions_share", sure=speaker.share(outcome.sure)) if review else ""
    conventions = speaker.word("conventions", near=speaker.moved(outcome.near), share=share)
    lines = [f"{conventions} {speaker.word('point')}"]
    if look.compared and look.compared.slack:
        lines.append(speaker.word("rounded"))
    if look.result.method.price is not None:
        lines.append(speaker.word("price_counts" if outcome.priced else "quality_only"))
    if outcome.untested:
        key = "untested_all" if len(own_answers(look.result)) == 1 else "untested"
        lines.append(speaker.word(key, who=speaker.listed(speaker.role(evaluator) for evaluator in outcome.untested)))
    others = [
        solution.id for solution in look.running if solution.eligible is None and solution.id not in outcome.first
    ]
    if others and not look.result.round.sealed:
        lines.append(speaker.word("gates_open", names=speaker.solutions(others)))
    if look.result.ties:
        lines.append(speaker.word("tie_broken"))
    if not what_if:
        lines.append(speaker.word("closed"))
    return lines


def parts(speaker: Speaker, profiles: Iterable[Profile], *, what_if: bool) -> list[Part]:
    """Return all parts of the outlook, in the order in which they are shown; none where nothing was scored."""
    if not _scored(speaker):
        return []
    tellings: list[Callable[[Speaker], Part]] = [scores.bounds, scores.agreement, scores.shifts, scores.apart]
    tellings += [scores.effective, scores.dominance]
    return [*(turning(speaker, profiles) if what_if else ()), *(telling(speaker) for telling in tellings)]


def turning(speaker: Speaker, profiles: Iterable[Profile]) -> list[Part]:
    """Return the parts on what would change the order: other weights, other scores, something left out."""
    if not _scored(speaker):
        return []
    tellings: list[Callable[[Speaker], Part]] = [weights.stability, weights.acceptability, weights.pairwise]
    tellings += [weights.can_win, weights.dial, scores.left_out, scores.steps]
    return [under(speaker, profiles), *(telling(speaker) for telling in tellings)]


def _scored(speaker: Speaker) -> bool:
    return speaker.outlook.weighed and bool(speaker.outlook.table.solutions)


def under(speaker: Speaker, profiles: Iterable[Profile]) -> Part:
    """Return the part on the outcome under the named profiles."""
    look, known = speaker.outlook, list(profiles)
    method = look.result.method
    titles: Mapping[Id, str] = {
        profile.id: profile.title.in_(speaker.language) for profile in known if emphasis_on(profile, method)
    }
    return weights.profiles(speaker, under_profiles(look.table, method, known), titles)


def lines(speaker: Speaker, profiles: Iterable[Profile], *, what_if: bool) -> list[str]:
    """Return the whole outlook as lines of text, for the terminal."""
    text = [outcome_sentence(speaker, what_if=what_if), *(f"  {note}" for note in notes(speaker, what_if=what_if))]
    for part in parts(speaker, profiles, what_if=what_if):
        text += ["", part.title, *(f"  {sentence}" for sentence in part.sentences)]
    return text
