"""The whole report, the file of an assessment: its model is the JSON, and here it is set in blocks.

Rules: ``documents/report`` says what a report says, and nothing is worked out here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from toetssteen.documents.blocks import Attachment, Card, Paper
from toetssteen.documents.kinds.report import annexes, judged, rest
from toetssteen.documents.kinds.report.framing import FIRST_DAY, banners
from toetssteen.documents.kinds.report.setting import Setting
from toetssteen.documents.report.model import report_model
from toetssteen.documents.report.nouns import Report
from toetssteen.documents.report.robustness import with_robustness
from toetssteen.language import Language
from toetssteen.model.criteria import Profile
from toetssteen.model.replay.assessment import Assessment
from toetssteen.scoring.result.result import result

FORMATS = ("html", "pdf", "json")
"""``json`` is the report model itself."""


def paper(
    assessment: Assessment,
    language: Language,
    *,
    profiles: Iterable[Profile] = (),
    number: int | None = None,
    **known: Any,
) -> Paper:
    """Return the report of a round, the current one unless another is named.

    Parameters
    ----------
    profiles
        The profiles of the library, whose weights the report sets beside the frozen ones.
    known
        See ``report_model``: the date of the report, and what only the library knows.

    Raises
    ------
    RuleError
        If no method has been frozen, or there is no such round.
    """
    worked_out = result(assessment, number)
    return paper_of(with_robustness(report_model(assessment, worked_out, language, **known), worked_out, profiles))


def paper_of(report: Report) -> Paper:
    """Set a report in blocks."""
    the, document = Setting(report), report.document()
    named = ("authority", "procurement", "lot", "procedure", "phase", "round")
    facts = ((the.word(key), str(getattr(report, key))) for key in named)
    fingerprint, made_with = report.method.fingerprint, the.word("made_with", date=report.date)
    said = the.word("verify_attached")
    return Paper(
        kind="file",
        language=report.language,
        written_in=report.written_in,
        name=f"{report.assessment}-{the.word('file_whole')}",
        kicker=(the.word("document_whole"), report.track, report.date),
        title=report.title,
        facts=tuple((term, value) for term, value in facts if value),
        running=f"{the.word('fingerprint_short')} {fingerprint[:12]}",
        foot=report.authority,
        closing=f"{made_with} {the.word('legal')}",
        moment=report.moment or FIRST_DAY,
        stamp=(the.word("fingerprint"), fingerprint),
        opening=(*banners(the), judged.summary(the)),
        one_page=True,
        blocks=tuple(parts(the)),
        attached=Attachment("report.json", document.decode(), "data", the.word("attachment"), said),
        data=document,
    )


def parts(the: Setting) -> Iterator[Card]:
    """Yield the parts after the summary, in order."""
    yield judged.ranking(the)
    if the.given.values:
        yield judged.profile(the)
    yield judged.gates(the)
    yield judged.checklist(the)
    if the.given.values:
        yield judged.criteria(the)
    yield from rest.robust(the)
    yield rest.notes(the)
    yield rest.method(the)
    yield annexes.fitting(the)
    yield annexes.coming(the)
    yield rest.evidence(the)
    yield from rest.moved(the)
    yield rest.corrections(the)
    yield rest.verify(the)
    yield annexes.clauses(the)
    yield annexes.related(the)
    yield from annexes.clarified(the)
