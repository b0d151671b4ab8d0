"""How sure a result is, for the report: the same sentences and tables as on the compare page, without the figures.

Rules: nothing is said here that ``views/outlook/words.py`` does not say; what is closed between the freeze and the
decision of a tender is closed here too; a round that is sealed has nothing to say.
"""

from __future__ import annotations

from collections.abc import Iterable

from toetssteen.documents.report.nouns import Report
from toetssteen.documents.report.nouns_robust import RobustPart, RobustReport
from toetssteen.language import Language, say
from toetssteen.model.criteria import Profile
from toetssteen.scoring.outlook.outlook import Outlook
from toetssteen.scoring.outlook.what_if import is_open
from toetssteen.scoring.result.result import Result
from toetssteen.views.outlook.outcome import outcome_sentence
from toetssteen.views.outlook.parts import Part, Speaker
from toetssteen.views.outlook.words import notes, parts


def with_robustness(
    report: Report, worked_out: Result, profiles: Iterable[Profile] = (), *, briefly: bool = False
) -> Report:
    """Return a report with how sure its result is: a section, and a sentence at the head of the summary.

    ``briefly`` has the sentence and leaves the section empty: its parts take most of the time of a report.
    """
    robust = _robustness(worked_out, report.language, profiles, briefly=briefly)
    if robust is None:
        return report
    sentence = robust.sentence
    if worked_out.ties:
        sentence = f"{sentence} {say('outlook.tie_broken', report.language)}"
    summary = report.summary.model_copy(update={"outcome": [sentence, *report.summary.outcome]})
    return report.model_copy(update={"robust": robust, "summary": summary})


def _robustness(
    worked_out: Result, language: Language, profiles: Iterable[Profile], *, briefly: bool
) -> RobustReport | None:
    """Report how sure a result is; ``None`` while its round is sealed or nothing was offered."""
    if worked_out.round.sealed or not worked_out.solutions:
        return None
    outlook = Outlook(worked_out)
    speaker, what_if = Speaker(outlook, language), is_open(worked_out.assessment)
    return RobustReport(
        word=outlook.outcome.word,
        sentence=outcome_sentence(speaker, what_if=what_if),
        notes=notes(speaker, what_if=what_if),
        parts=[] if briefly else [_part(part) for part in parts(speaker, profiles, what_if=what_if)],
    )


def _part(part: Part) -> RobustPart:
    grid = part.grid.model_dump() if part.grid else {}
    return RobustPart(**part.model_dump(exclude={"grid", "figure"}), **grid)
