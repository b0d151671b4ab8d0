"""The outcome in a sentence or a few: the word first, then why, and what would change it.

Rules: it begins with its word and says of what comparison it is; what moves is said in percent of the weight, never
rounded up; where what if is closed, nothing says how near another outcome is; what a solution fails and where it is
weakest is said always.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from toetssteen.model.base import Id
from toetssteen.scoring.outlook.one_level import OneLevel
from toetssteen.scoring.outlook.outcome import Outcome
from toetssteen.scoring.result.gates import WITHDRAWN
from toetssteen.scoring.result.result import SolutionResult
from toetssteen.views.outlook.parts import Speaker


def outcome_sentence(speaker: Speaker, *, what_if: bool) -> str:
    """Return the sentence on the outcome."""
    return " ".join(outcome_sentences(speaker, what_if=what_if))


def outcome_sentences(speaker: Speaker, *, what_if: bool) -> list[str]:
    """Return the outcome in sentences: first the one with its word, then its grounds."""
    return list(_said(speaker, speaker.outlook.outcome, what_if=what_if))


def _said(speaker: Speaker, outcome: Outcome, *, what_if: bool) -> Iterator[str]:
    running = speaker.outlook.running
    if outcome.word == "fails":
        yield from _fails(speaker, speaker.outlook.result.solutions)
        return
    if outcome.word == "undecided":
        yield _undecided(speaker, outcome)
        if speaker.outlook.result.method.quick and len(running) == 1:
            yield from _unproven(speaker, running[0])
    elif len(running) == 1 and outcome.word == "clear":
        key = "outcome_alone" if running[0].gates else "outcome_alone_ungated"  # none is not all of them met
        yield speaker.word(key, first=speaker.solutions(outcome.first))
    else:
        key = "agreed" if outcome.word == "evaluator" and not outcome.evaluators else outcome.word
        yield speaker.word(f"outcome_{key}", first=speaker.solutions(outcome.first), about=_about(speaker, outcome))
        yield from _why(speaker, outcome) if what_if else ()
    if len(running) == 1 and not speaker.outlook.result.round.sealed:
        yield from _weakest(speaker, running[0])


def _about(speaker: Speaker, outcome: Outcome) -> str:
    """Return the sentence on what the ranking compares; empty where the method has no price."""
    if speaker.outlook.result.method.price is None:
        return ""
    return speaker.word("with_price" if outcome.priced else "on_quality")


def _why(speaker: Speaker, outcome: Outcome) -> Iterator[str]:
    """Yield the sentences on why the outcome has its word, and on what would change who is first."""
    first = speaker.solutions(outcome.first)
    if outcome.evaluators:
        who = speaker.listed((speaker.role(evaluator) for evaluator in outcome.evaluators), "or")
        yield speaker.word("evaluator_who", first=first, who=who)
    if outcome.agreed:
        yield speaker.word("evaluator_agreed", first=first)
    if outcome.word == "level":
        yield from _levels(speaker, outcome, first)
    if outcome.word in ("clear", "weights"):
        yield from _weights(speaker, outcome, first)


def _levels(speaker: Speaker, outcome: Outcome, first: str) -> Iterator[str]:
    """Yield a sentence on one level that decides, and one on how many more do."""
    yield level_sentence(speaker, outcome.levels[0], first)
    more = len(outcome.levels) - 1
    if more:
        yield speaker.word("level_more", count=more)


def level_sentence(speaker: Speaker, level: OneLevel, first: str) -> str:
    """Return the sentence on what one level changes when it moves by one point."""
    method = speaker.outlook.result.method
    asked = next(weighing.criterion for _, weighing in method.weighings() if weighing.criterion.id == level.criterion)
    before, after = (speaker.level(score, method.scale(asked.scale)) for score in (level.before, level.after))
    key = "minimum" if level.rival is None else "tie" if level.rival == level.solution else "down"
    key = key if level.certain else "back"
    return speaker.word(
        f"level_{key}",
        name=speaker.solution(level.solution),
        criterion=speaker.name(level.criterion),
        before=before,
        after=after,
        first=first,
        rival=speaker.solution(level.rival) if level.rival else "",
    )


def _weights(speaker: Speaker, outcome: Outcome, first: str) -> Iterator[str]:
    """Yield how much weight (percent) has to move for a tie, or that none does and how few score steps would."""
    if len(speaker.outlook.running) == 1:
        return
    if isinstance(outcome.share, float):
        yield speaker.word("won", first=first, share=speaker.sampled(outcome.share))
    if outcome.always and outcome.word == "clear":
        yield speaker.word("always", first=first)
        steps = speaker.outlook.fewest_steps
        if isinstance(steps.count, int) and steps.rival:
            yield speaker.word("steps_away", count=steps.count, rival=speaker.solution(steps.rival))
    elif isinstance(outcome.distance, Fraction) and outcome.rival:
        yield tie_sentence(speaker, outcome.distance, outcome.rival)


def tie_sentence(speaker: Speaker, distance: Fraction, rival: Id) -> str:
    """Return the sentence on how much of the weight (percent) has to move for a tie."""
    compared = speaker.outlook.compared
    key = "tie_rounded" if compared and compared.slack else "tie"
    return speaker.word(key, moved=speaker.moved(distance), rival=speaker.solution(rival))


def _undecided(speaker: Speaker, outcome: Outcome) -> str:
    look, about = speaker.outlook, _about(speaker, outcome)
    if look.result.method.quick:
        return speaker.word("outcome_quick")
    if look.result.round.sealed:
        return speaker.word("undecided_sealed")
    if outcome.shared:
        return speaker.word("undecided_shared", names=speaker.solutions(outcome.shared), about=about)
    if outcome.unproven:
        key = "undecided_alone" if len(look.running) == 1 else "undecided_unproven"
        names, gates = speaker.solutions(outcome.first), _gates(speaker, look.running, "unproven", outcome.first[0])
        return speaker.word(key, first=names, about=about, gates=gates)
    if look.compared and look.compared.table.unscored:
        return speaker.word("undecided_unscored", names=speaker.solutions(look.compared.table.unscored))
    weightless = "undecided_weightless" if look.result.method.values else "undecided_gates_only"
    return speaker.word(weightless if look.running else "undecided_nobody")


def _fails(speaker: Speaker, solutions: Iterable[SolutionResult]) -> Iterator[str]:
    """Yield a sentence for each solution: what it fails, what is not proven, and where it is weakest."""
    failing = list(solutions)
    alone = speaker.solution(failing[0].id) if len(failing) == 1 else ""
    yield speaker.word("fails_one", name=alone) if alone else speaker.word("fails")
    for solution in failing:
        name = speaker.solution(solution.id)
        if any(gate.id == WITHDRAWN for gate in solution.gates):
            yield speaker.word("fails_withdrawn", name=name)
        if gates := _gates(speaker, failing, "not_met", solution.id):
            yield speaker.word("fails_on", name=name, gates=gates)
        yield from _unproven(speaker, solution)
        yield from _weakest(speaker, solution)


def _unproven(speaker: Speaker, solution: SolutionResult) -> Iterator[str]:
    """Yield the sentence on the gates that are not proven yet, if there are any."""
    if gates := _gates(speaker, [solution], "unproven", solution.id):
        yield speaker.word("fails_open", name=speaker.solution(solution.id), gates=gates)


def _gates(speaker: Speaker, solutions: Iterable[SolutionResult], status: str, solution: Id) -> str:
    """List the gates and minimums of a solution that have a status; a minimum with the level found."""
    minimums = {weighing.criterion.id for _, weighing in speaker.outlook.result.method.weighings()}
    gates = next(result.gates for result in solutions if result.id == solution)
    return speaker.listed(
        speaker.word("gate_ground" if gate.id in minimums else "gate", gate=speaker.name(gate.id), ground=gate.ground)
        for gate in gates
        if gate.status == status and gate.id != WITHDRAWN
    )


def _weakest(speaker: Speaker, solution: SolutionResult) -> Iterator[str]:
    """Yield the sentence on where a solution is weakest, if that is certain."""
    value, criterion = solution.weakest
    if value is None:
        return
    particulars = {"name": speaker.solution(solution.id), "value": speaker.name(value)}
    if criterion is None:
        yield speaker.word("weakest_value", **particulars)
    else:
        yield speaker.word("weakest", **particulars, criterion=speaker.name(criterion))
