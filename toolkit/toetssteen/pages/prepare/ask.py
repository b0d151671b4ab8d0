"""Asking the vendors on the prepare page: the questionnaire out, their answers in, and what was clarified to all.

Rules: the same questionnaire and the same clarifications go to all; answers come in whole or not at all, with every
fault by its cell; what a file of a wrong kind would say is said with the rest, so it is not even sent.
"""

from __future__ import annotations

import base64
from collections.abc import Callable
from typing import Any

from toetssteen import workbench
from toetssteen.errors import Fault, StoreError, UseError, fault
from toetssteen.language import language_of, say
from toetssteen.model.entries.asking import AnswersReceived, Clarified, QuestionnaireMade
from toetssteen.model.entries.entry import Entry
from toetssteen.pages.prepare.stand import Stand
from toetssteen.pages.upload import PART, Upload, hidden_of
from toetssteen.web.form import Patch, State
from toetssteen.workbench import FILE_TYPES, MAX_FILE, MAX_QUESTIONNAIRE, QUESTIONNAIRE_TYPES

MAX_TOTAL = 150_000_000
"""Bytes that the files of one vendor may have together on this page; the command line takes more."""
_NOTHING = "0" * 64


def ask(stand: Stand) -> State:
    """Return what went out, what came in, and whether more can go out or come in now (:class:`AskPart`)."""
    assessment, language = stand.assessment, stand.language
    taking_part = [
        solution for solution in assessment.solutions.values() if solution.solution not in assessment.withdrawn
    ]
    first = next((solution.solution for solution in taking_part), None)
    trial = AnswersReceived(solution=first, file=_NOTHING, answers=[], reason="trial") if first else None
    made = QuestionnaireMade(file=_NOTHING, format="xlsx", language=language)
    exchanged = stand.bench.exchanged
    return {
        **_state(stand, [solution.solution for solution in taking_part]),
        "frozen": assessment.fingerprint is not None,
        "makes": not stand.bench.refusals(made),
        "made": [
            {"at": made.at, "by": made.author, "digest": made.body.file, "current": made.current,
             "format": made.body.format, "language": made.body.language}
            for made in exchanged.questionnaires
        ],
        "takes": trial is not None and not stand.bench.refusals(trial),
        "solutions": [
            {
                "id": solution.solution, "name": solution.name, "vendor": solution.vendor or "",
                "came": [
                    _came(entry, body, exchanged.asked)
                    for entry, body in exchanged.answers
                    if body.solution == solution.solution
                ],
            }
            for solution in taking_part
        ],
        "clarifies": not stand.bench.refusals(Clarified(question="-", answer="-")),
        "told": [
            {"at": at, "question": clarified.question, "answer": clarified.answer}
            for at, clarified in exchanged.clarified
        ],
        "most": {"part": PART, "answers": MAX_QUESTIONNAIRE, "file": MAX_FILE, "types": list(FILE_TYPES)},
    }  # fmt: skip


def _state(stand: Stand, taking_part: list[str]) -> State:
    if stand.assessment.fingerprint is None:
        return {"state": "later"}
    if taking_part:
        count = sum(solution in stand.assessment.answers for solution in taking_part)
        name = say("prepare.ask_count", stand.language, count=count, all=len(taking_part))
        return {"state": "done"} if count == len(taking_part) else {"state": "at", "name": name}
    return {"state": "done" if stand.assessment.told else "open"}


def _came(entry: Entry, body: AnswersReceived, asked: int) -> State:
    """Return what came in from whom when, with the check code of each file (:class:`CameAnswers`)."""
    return {
        "at": entry.at,
        "by": entry.author,
        "digest": body.file,
        "reason": body.reason or "",
        "count": sum(bool(answer.text) for answer in body.answers),
        "all": asked,
        "yes": sum(condition.accepted is True for condition in body.conditions),
        "no": sum(condition.accepted is False for condition in body.conditions),
        "files": [{"name": enclosed.name, "digest": enclosed.file} for enclosed in body.attachments],
    }


class Asking:
    """What the page is sending now: one questionnaire with answers, and the files that go with it."""

    def __init__(self, stand: Callable[[], Stand], changed: Callable[[], Patch]) -> None:
        self.stand = stand
        self.changed = changed
        self.upload = Upload()
        self.answers: tuple[str, bytes] | None = None
        self.files: dict[str, bytes] = {}

    def acts(self) -> dict[str, Any]:
        """Return what can be done: the acts, by name."""
        return {
            "ask_make": self.make,
            "ask_begin": self.begin,
            "ask_part": self.part,
            "ask_file": self.file,
            "ask_receive": self.receive,
            "ask_clarify": self.clarify,
            "ask_told": self.told,
        }

    def make(self, format: str, language: str) -> Patch:  # noqa: A002 - its name in the entry
        """Return the questionnaire: its name and its bytes, and what changed by making it."""
        stand = self.stand()
        kind: Any = format
        content = stand.bench.ask(kind, language_of(language))
        name = f"{stand.assessment.opened.assessment}-questions-{language}.{format}"
        return Patch({**self.changed(), "name": name, "content": base64.b64encode(content).decode()})

    def begin(self, name: str, size: int, role: str) -> None:
        """Begin to send a file: the questionnaire (which forgets what was sent before), or one that goes with it.

        Raises
        ------
        StoreError
            If it is too large, by itself or with the others.
        UseError
            If a questionnaire is of another type.
        """
        if role == "answers":
            self.answers, self.files = None, {}
            self.upload = Upload(QUESTIONNAIRE_TYPES, MAX_QUESTIONNAIRE)
        else:
            self.upload = Upload()
            total = size + sum(map(len, self.files.values()))
            if total > MAX_TOTAL:
                raise StoreError(fault("TS-321", name, size=total, most=MAX_TOTAL))
        self.upload.begin(name, size)

    def part(self, at: int, content64: str) -> None:
        """Take the part of a file that begins at a byte."""
        self.upload.take(at, content64)

    def file(self, name: str, role: str) -> None:
        """Keep the file that was sent; one that is not what its name says is kept empty, and refused with the rest."""
        try:
            content = self.upload.whole()
        except UseError:
            if role == "answers":
                raise
            content = b""
        if role == "answers":
            self.answers = (name, content)
        else:
            self.files[name] = content

    def receive(self, solution: str, reason: str, refused: list[str], hidden: str = "") -> Patch:
        """Take in the answers that were sent; ``refused`` names files that were not sent, as they are not taken.

        ``hidden`` is what was said of what is hidden.
        """
        stand = self.stand()
        if self.answers is None:
            raise UseError(fault("TS-510", solution))
        name, content = self.answers
        files = {**self.files, **dict.fromkeys(refused, b"")}
        notes: list[Fault] = []
        said = hidden_of(hidden)
        stand.bench.receive(solution, content, files, reason, name=name, hidden=said, notes=notes)
        self.answers, self.files = None, {}
        return Patch({**self.changed(), "worth_knowing": notes})

    def clarify(self, question: str, answer: str) -> Patch:
        """Record a question and its answer, which are for all."""
        stand = self.stand()
        body = workbench.body_of("clarified", {"question": question, "answer": answer})
        stand.bench.record(body)
        return self.changed()

    def told(self, language: str) -> Patch:
        """Return the questions and answers as a page for all vendors."""
        stand = self.stand()
        content = stand.bench.document("clarifications", "html", language_of(language)).content
        name = f"{stand.assessment.opened.assessment}-questions-and-answers-{language}.html"
        return Patch(name=name, content=base64.b64encode(content).decode())
