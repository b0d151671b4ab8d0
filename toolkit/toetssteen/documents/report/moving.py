"""What moved since an earlier round, told: totals, places, gates, cells with their reasons, and the method.

Rules: nothing is worked out here that ``scoring/rounds.py`` does not; what a round no longer asks is named by the
method of that round; a round that was never opened is no part of a comparison.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from toetssteen.documents.report.nouns_moved import CellTurned, MovedReport, SolutionTurned, Turned, WeightTurned
from toetssteen.documents.report.telling import Telling
from toetssteen.errors import RuleError, fault
from toetssteen.language import Language, number, say
from toetssteen.model.base import Id
from toetssteen.model.replay.assessment import Assessment
from toetssteen.scoring.exact import Interval, rounded, written
from toetssteen.scoring.result.result import Result, result
from toetssteen.scoring.result.rounds import CellMove, Moved, SolutionMove, moved


def comparable(assessment: Assessment) -> list[int]:
    """Return the rounds that were opened and can be compared, by number."""
    return [earlier.number for earlier in assessment.rounds if not earlier.sealed and earlier.method is not None]


def moved_between(assessment: Assessment, language: Language, before: int, after: int) -> MovedReport:
    """Report what moved from one round to a later one.

    Raises
    ------
    RuleError
        If one of them was not opened, or the first does not come first.
    """
    earlier, later = results(assessment, before, after)
    return moving(Telling(earlier, language, "", {}), Telling(later, language, "", {}))


def results(assessment: Assessment, before: int, after: int) -> tuple[Result, Result]:
    """Return the results of two rounds that can be compared.

    Raises
    ------
    RuleError
        See ``moved_between``.
    """
    known = comparable(assessment)
    if before not in known or after not in known or before >= after:
        named = ", ".join(str(known_round) for known_round in known)
        raise RuleError(fault("TS-605", assessment.opened.assessment, before=before, after=after, known=named))
    return result(assessment, before), result(assessment, after)


def moved_since(telling: Telling) -> MovedReport | None:
    """Report what moved since the last round before this one that was opened; ``None`` where there is none."""
    part = telling.result.round
    earlier = [round_ for round_ in comparable(telling.assessment) if round_ < part.number]
    if not earlier or part.sealed:
        return None
    return moving(Telling(result(telling.assessment, earlier[-1]), telling.language, "", {}), telling)


def moving(before: Telling, after: Telling) -> MovedReport:
    """Report what moved between the rounds of two results."""
    moves = moved(before.result, after.result)
    turned = {move.solution for move in moves.solutions}
    there = {solution.id for solution in after.result.solutions} - set(moves.new)
    return MovedReport(
        before=moves.before,
        after=moves.after,
        reason=moves.reason or "",
        same_method=moves.same_method,
        frozen_anew=_frozen_anew(after, moves),
        dropped=[before.name(dropped) for dropped in moves.dropped],
        added=[after.name(added) for added in moves.added],
        gone=_names(before, moves.gone),
        new=_names(after, moves.new),
        weights=[
            WeightTurned(
                title=after.name(move.criterion),
                turned=Turned(before=after.percent(move.before), after=after.percent(move.after)),
            )
            for move in moves.weights
        ],
        solutions=[_solution(before, after, move) for move in moves.solutions],
        same=_names(after, sorted(there - turned)),
        cells=[_cell(before, after, move) for move in moves.cells],
    )


def _names(telling: Telling, names: Iterable[Id]) -> list[str]:
    return [telling.solution(solution) for solution in names]


def _frozen_anew(telling: Telling, moves: Moved) -> list[str]:
    """Return the reasons of the freezes that came between the rounds, the last one that of the later round."""
    if moves.same_method:
        return []
    prints = {part.number: part.fingerprint for part in telling.assessment.rounds}
    versions = telling.assessment.versions
    at = {version.fingerprint: place for place, version in enumerate(versions)}
    start, end = (at.get(prints[round_] or "", -1) for round_ in (moves.before, moves.after))
    return [version.reason for version in versions[start + 1 : end + 1] if version.reason]


def _solution(before: Telling, after: Telling, move: SolutionMove) -> SolutionTurned:
    language = after.language
    none = say("result.none", language)
    return SolutionTurned(
        solution=move.solution,
        name=after.solution(move.solution),
        total=Turned(before=before.number(move.total[0]).text, after=after.number(move.total[1]).text),
        shift=_signed(after, move.shift) if move.shift is not None else "",
        rank=Turned(before=str(move.rank[0] or none), after=str(move.rank[1] or none)),
        eligible=Turned(before=before.eligible(move.eligible[0]), after=after.eligible(move.eligible[1])),
    )


def _signed(telling: Telling, shift: Fraction) -> str:
    """Write how much a total moved by the frozen rounding, with its sign; what rounds to nothing has none."""
    rounding = telling.method.rules.rounding
    size = rounded(abs(shift), rounding)
    sign = "" if not size else "+" if shift > 0 else "\N{MINUS SIGN}"
    return sign + number(written(size, rounding), telling.language)


def _cell(before: Telling, after: Telling, move: CellMove) -> CellTurned:
    return CellTurned(
        name=after.solution(move.solution),
        title=after.name(move.criterion),
        turned=Turned(before=_told(before, move.before), after=_told(after, move.after)),
        reasons=list(move.reasons),
    )


def _told(telling: Telling, given: Interval | str | None) -> str:
    """Write a level (on its scale) or a gate's status; what was not judged is nothing."""
    if given is None:
        return say("result.none", telling.language)
    if isinstance(given, str):
        return say(f"status.{given}", telling.language)
    return telling.levels(given)


def lines(moves: MovedReport, language: Language) -> list[str]:
    """Return what moved, a line for each thing, for the terminal."""

    def word(key: str) -> str:
        return say(f"report.{key}", language)

    text = [say("report.moved_between", language, before=moves.before, after=moves.after)]
    text += [f"{word('moved_reason')} {moves.reason}"] if moves.reason else []
    text.append(word("moved_same_method" if moves.same_method else "moved_other_method"))
    text += [f"{word('moved_frozen_anew')} {frozen}" for frozen in moves.frozen_anew]
    parts = {"dropped": moves.dropped, "added": moves.added, "gone": moves.gone, "new": moves.new}
    text += [f"{word(f'moved_{key}')} {'; '.join(named)}" for key, named in parts.items() if named]
    text += ["", word("caption_moved_solutions") if moves.solutions else word("moved_solutions_none")]
    for turn in moves.solutions:
        shift = f" ({turn.shift})" if turn.shift else ""
        ends = (f"{_arrow(turn.total)}{shift}", f"{word('rank')} {_arrow(turn.rank)}", _arrow(turn.eligible))
        text.append(f"  {turn.name}: {'; '.join(ends)}")
    text += [f"{word('moved_same')} {'; '.join(moves.same)}"] if moves.same and moves.solutions else []
    text += ["", word("caption_moved_cells") if moves.cells else word("moved_cells_none")]
    for cell in moves.cells:
        text.append(f"  {cell.title}, {cell.name}: {_arrow(cell.turned)}")
        text += [f"    {line}" for reason in cell.reasons for line in reason.splitlines()]
    text += ["", word("caption_moved_weights")] if moves.weights else []
    return text + [f"  {turn.title}: {_arrow(turn.turned)}" for turn in moves.weights]


def _arrow(turn: Turned) -> str:
    return turn.before if turn.before == turn.after else f"{turn.before} -> {turn.after}"
