"""How an assessment and a result look when a notebook shows them: a short table, every text escaped.

Rules: only what the page *compare* shows too, never what is sealed; nothing is imported or changed where no
notebook runs.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from html import escape

from toetssteen.language import Language, say
from toetssteen.model.replay.assessment import Assessment
from toetssteen.scoring.result.result import Result
from toetssteen.views.result import COLUMNS, result_heading, result_rows


def register() -> None:
    """Register with the running notebook, if there is one, how an assessment and a result are shown."""
    shell = getattr(sys.modules.get("IPython"), "get_ipython", lambda: None)()
    if shell is not None:
        formatter = shell.display_formatter.formatters["text/html"]
        formatter.for_type(Assessment, assessment_html)
        formatter.for_type(Result, result_html)


def assessment_html(assessment: Assessment) -> str:
    """Return the state of an assessment as an HTML table: phase, round, solutions, people and fingerprint."""
    opened, language = assessment.opened, assessment.opened.language
    rows = {
        "authority": opened.authority,
        "track": say(f"track.{opened.track}", language),
        "phase": say(f"phase.{assessment.phase}", language),
        "round": str(assessment.round.number),
        "solutions": ", ".join(solution.name for solution in assessment.solutions.values())
        or say("result.none", language),
        "people": str(len(assessment.people)),
        "fingerprint": assessment.fingerprint or say("result.none", language),
    }
    lines = ([say(f"notebook.{key}", language), text] for key, text in rows.items())
    return _table(opened.title, language, [], lines)


def result_html(worked_out: Result) -> str:
    """Return a result as an HTML table: whether each solution may be chosen, its total, its weakest value."""
    language = worked_out.assessment.opened.language
    rows = ([row[column] for column in COLUMNS] for row in result_rows(worked_out, language))
    note = f"<p>{escape(say('result.sealed', language))}</p>" if worked_out.round.sealed else ""
    heading, heads = result_heading(worked_out, language), [say(f"result.{column}", language) for column in COLUMNS]
    return _table(heading, language, heads, rows) + note


def _table(caption: str, language: Language, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    head = "".join(f'<th scope="col">{escape(heading)}</th>' for heading in headings)
    body = "".join(
        f'<tr><th scope="row" style="text-align: start">{escape(first)}</th>'
        + "".join(f'<td style="text-align: start" dir="auto">{escape(shown)}</td>' for shown in rest)
        + "</tr>"
        for first, *rest in rows
    )
    top = f"<thead><tr>{head}</tr></thead>" if head else ""
    return f'<table lang="{language}"><caption>{escape(caption)}</caption>{top}<tbody>{body}</tbody></table>'
