"""Assessments for the tests of reports: one with a given text in every field that a person writes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from tests.scoped import ANSWERS

from toetssteen import workbench
from toetssteen.content.library import Library
from toetssteen.documents.kinds.report.whole import paper_of
from toetssteen.documents.make import drawn
from toetssteen.documents.report.model import report_model
from toetssteen.documents.report.nouns import Report
from toetssteen.language import Language, cleaned
from toetssteen.model.criteria import Criterion
from toetssteen.model.replay.assessment import judged
from toetssteen.scoring.result.result import result
from toetssteen.store.folder import Folder
from toetssteen.workbench import Workbench

XSS = (
    '<script>window.hit=1</script><img src=x onerror="window.hit=1"><svg/onload=window.hit=1>'
    "[link](javascript:window.hit=1) <a href='javascript:window.hit=1'>x</a> {{ 7*7 }} {% raw %} ${7*7} "
    "\"'><iframe src=http://evil.example></iframe> &lt;b&gt; </style></title></textarea><!-- ]]>"
)
RTL = "\u202eevil\u202c שלום עולם مرحبا \u2066x\u2069 end"
TYPST = (
    '#read("/etc/passwd") #import "@preview/x:1.0.0" $x$ = Heading #sys.inputs.words *bold* `code` \\ <label> @label'
)
ODD = "emoji 😀 漢字 \u0007 tab\there x\u0301 ж\u0301 \ufdd0 zero\u200bwidth"
LONG = "lang woord " * 1500 + "o" * 3000
TEXTS = {"xss": XSS, "right-to-left": RTL, "typst": TYPST, "odd": ODD, "long": LONG}
FULL = "privacy.telemetry"
"""The criterion whose reasons are as long as a reason may be; the others stay readable in a minute."""
EVALUATORS = ("evaluator-1", "evaluator-2")


def hostile(path: Path, shelf: Library, text: str, *, secret: str = "", until: str = "decided") -> Folder:
    """Build an ethics review with this text in every field; ``secret`` begins what an evaluator submits."""
    text, _ = cleaned(text)  # as each door does
    moment = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)

    def clock() -> datetime:
        nonlocal moment
        moment += timedelta(minutes=1)
        return moment

    folder = Folder.create(path, clock)
    story = _Story(folder, text[:20_000], text[:480].strip(), secret)
    story.prepare(shelf)
    story.score(text)
    if until == "open":
        return folder
    story.settle()
    return folder


class _Story:
    def __init__(self, folder: Folder, text: str, line: str, secret: str) -> None:
        self.folder, self.text, self.line, self.secret = folder, text, line, secret

    def do(self, kind: str, by: str = "chair", **given: Any) -> str:
        body = workbench.body_of(kind, given)
        if kind == "opened":
            return self.folder.append(by, "chair", body).digest
        return Workbench.of(self.folder, by).record(body).digest

    def prepare(self, shelf: Library) -> None:
        text, line = self.text, self.line
        self.do(
            "opened", assessment="hostile", title=line, about=text, track="ethics", procedure="existing-use",
            authority=line, procurement=line, lot=line,
        )  # fmt: skip
        for person in EVALUATORS:
            self.do("person-added", person=person, role="evaluator", expertise=line)
        self.do("person-added", person="ethics-1", role="ethics", expertise=line)
        for solution in ("one", "two", "three"):
            self.do("solution-added", solution=solution, name=f"{line} {solution}", vendor=line, about=text)
        self.do("set-chosen", set={"id": "web-chat-tender", "version": "2.0.0"})
        for question, answer in ANSWERS.items():
            self.do("scoping-answered", question=question, answer=answer)
        rules = {"aggregation": "mean", "evidence_cap": True}
        self.do("rules-set", rules=rules)
        Workbench.of(self.folder, "chair").freeze(shelf)
        self.do("weights-set", values={"effectiveness": "20", "exit": "25"}, reason=text)
        Workbench.of(self.folder, "chair").freeze(shelf, text)
        self.do("phase-moved", to="open")

    def score(self, text: str) -> None:
        line = self.line
        link = 'https://example.org/"><script>window.hit=1</script>?q=' + "a" * 300
        self.do(
            "evidence-added", evidence="e-1", type="independent", title=line, dated=line, consulted="2026-03-01",
            expires="2026-03-01", link=link, about=self.text,
        )  # fmt: skip
        method = self.folder.assessment().method
        assert method
        for place, person in enumerate(EVALUATORS):
            self.do("declared", by=person, interests="described", description=text[:20_000], confidential=True)
            reason, most = self.secret + self.text, (1500, 20_000)
            evaluations = [
                {
                    "solution": solution, "criterion": asked.id, "reason": reason[: most[asked.id == FULL]],
                    "answer": str(2 + place) if isinstance(asked, Criterion) else "met", "evidence": ["e-1"],
                }
                for solution in ("one", "two", "three") for asked in judged(method).values()
            ]  # fmt: skip
            body = workbench.body_of("submitted", {"round": 1, "evaluations": evaluations})
            self.submitted = Workbench.of(self.folder, person).record(body).digest

    def settle(self) -> None:
        text, line = self.text, self.line
        self.do("phase-moved", to="scored", reason=text)
        method = self.folder.assessment().method
        assert method
        dissent = [{"person": "evaluator-2", "reason": text}]
        agreed = {"present": ["chair", *EVALUATORS], "reason": text, "dissent": dissent, "evidence": ["e-1"]}
        self.do("agreed", solution="one", criterion="privacy.telemetry", answer="3", **agreed)
        correction = {"solution": "two", "criterion": "privacy.telemetry", "answer": "unknown", "reason": text}
        self.do("corrected", "evaluator-2", supersedes=self.submitted, reason=text, evaluation=correction)
        for asked in method.checklist:
            answer = "1" if isinstance(asked, Criterion) else "not_met"
            self.do("checked", criterion=asked.id, answer=answer, reason=text, evidence=["e-1"])
        self.do("tension-recorded", "ethics-1", values=["privacy", "inclusion"], text=text)
        self.do("compromise-recorded", "ethics-1", value="privacy", text=text)
        self.do("condition-set", "ethics-1", solution="one", text=text, owner=line, until="2026-12-01")
        self.do("advice-given", "ethics-1", text=text, dissent=[{"person": "evaluator-1", "reason": text}])
        self.do("solution-withdrawn", solution="three", reason=text)
        self.do("phase-moved", to="agreed", reason=text)
        self.do("phase-moved", to="decided", reason=text)


def html(report: Report) -> str:
    """Draw a report as a page."""
    return drawn(paper_of(report), "html").decode()


def pdf(report: Report) -> bytes:
    """Draw a report as PDF."""
    return drawn(paper_of(report), "pdf")


def report_of(folder: Folder, language: Language = "nl", shelf: Library | None = None) -> Report:
    """Give the report of an assessment folder as it stands."""
    assessment = folder.assessment()
    moment = folder.in_order()[-1].at
    return report_model(
        assessment,
        result(assessment),
        language,
        moment=moment,
        works=shelf.works if shelf else None,
        crosswalks=shelf.crosswalks if shelf else None,
    )
