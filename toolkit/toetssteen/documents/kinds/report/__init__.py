"""The short report: four pages for up to three solutions, six for up to ten; what does not fit is counted.

Rules: no text is ever cut; what is too long for the room there is stands in the file, and the report says how much
and where. The model is that of the whole report without the parts on how sure it is, which take most of its time.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from toetssteen.documents.blocks import Attachment, Paper
from toetssteen.documents.kinds.report import first, reasons
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
    """Return the short report of a round, the current one unless another is named; see ``whole.paper``."""
    worked_out = result(assessment, number)
    model = report_model(assessment, worked_out, language, **known)
    return paper_of(with_robustness(model, worked_out, profiles, briefly=True))


def paper_of(report: Report) -> Paper:
    """Set a report in blocks, in short."""
    the, document = Setting(report), report.document()
    named = ("authority", "procurement", "lot", "procedure", "phase", "round")
    facts = ((the.word(key), str(getattr(report, key))) for key in named)
    fingerprint = report.method.fingerprint
    return Paper(
        kind="report",
        language=report.language,
        written_in=report.written_in,
        name=f"{report.assessment}-{the.word('file')}",
        kicker=(the.word("document"), report.track, report.date),
        title=report.title,
        facts=tuple((term, value) for term, value in facts if value),
        running=f"{the.word('fingerprint_short')} {fingerprint[:12]}",
        foot=report.authority,
        closing=f"{the.word('made_with', date=report.date)} {the.word('legal')}",
        moment=report.moment or FIRST_DAY,
        stamp=(the.word("fingerprint"), fingerprint),
        opening=(*banners(the), *first.page(the), reasons.following(the)),
        one_page=True,
        contents=0,
        blocks=tuple(reasons.parts(the)),
        attached=Attachment("report.json", document.decode(), "data", the.word("attachment")),
        data=document,
    )
