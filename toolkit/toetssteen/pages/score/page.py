"""The score page: one evaluator answers, value by value, what is asked of each solution; then submits.

Rules: nothing of a solution before the gate is open (``score_gate``); every change is one entry in the evaluator's
own draft, on disk before it is called saved; nobody else's answers, no totals; texts are sent once, and after an
act only what changed. While the frozen method is not here, a page that has it open goes on into the draft; nothing
else is offered.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from toetssteen import workbench
from toetssteen.errors import IntegrityError, RuleError, ToetssteenError, UseError, fault
from toetssteen.language import say
from toetssteen.model.base import MAX_REASON
from toetssteen.model.entries.answers import answer_faults
from toetssteen.model.entries.body import Evaluation
from toetssteen.model.entries.evidence import EvidenceAdded
from toetssteen.model.method import Method
from toetssteen.model.replay.assessment import Assessment, Cell, Judging, judged
from toetssteen.pages import asked
from toetssteen.pages.desk import Desk
from toetssteen.pages.download import Download
from toetssteen.pages.score import answers, gate
from toetssteen.pages.score.pad import Pad, unanswered
from toetssteen.pages.upload import PART, Upload
from toetssteen.web.form import Form, Patch, State, said
from toetssteen.workbench import FILE_TYPES, MAX_FILE, Reader, Workbench

LACKS = {"TS-213": "explanation", "TS-214": "answer", "TS-215": "reason"}
"""What an answer still lacks before it can be submitted, by the fault that says so."""
_AFTER = {"preparing": "prepare", "frozen": "prepare", "scored": "consensus", "agreed": "compare"}


def page(assessment: str | None) -> Form:
    """Make the page."""
    scoring = Scoring(Desk("score", assessment))
    return scoring.desk.form(scoring.content, scoring.acts())


class Scoring:
    """The page: the folder and the draft stay open while it does, so that only what changed is read again."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.upload = Upload()
        self.download = Download(desk)
        self._pads: dict[tuple[str, int], Pad] = {}
        self._judged: tuple[Method, dict[str, Judging]] | None = None
        self._shown: State = {}
        self._pieces = 0

    def acts(self) -> dict[str, Any]:
        """Return what can be done on the page: the acts, by name."""
        return {
            "choose": self.choose,
            "declare": self.declare,
            "score": self.score,
            "undo": self.undo,
            "poll": self.poll,
            "sources": self.sources,
            "begin": self.upload.begin,
            "part": self.upload.take,
            "evidence": self.evidence,
            "kept": self.kept,
            "check": self.check,
            "submit": self.submit,
        }

    def content(self) -> Mapping[str, object]:
        """Return what the page shows now (:class:`ScoreState`)."""
        try:
            folder = self.desk.folder
            assessment = folder.assessment()
            if assessment.lacking and assessment.method is None:
                raise IntegrityError(folder.method_faults())
            self._shown = self._standing(assessment)
            return {**self._shown, **self._form(assessment)}
        except ToetssteenError as error:
            return {"stopped": said(error, self.desk.language), "start": self.desk.address("start")}

    def choose(self, person: str) -> State:
        """Choose who is answering."""
        self.desk.choose(person)
        return self.desk.look(self.content())

    def declare(self, person: str, interests: str, description: str) -> State:
        """Record the declaration of interests and confidentiality; the page sends it only with both."""
        self.desk.acting(person).declare(interests, description)
        return self.desk.look(self.content())

    def score(self, person: str, number: int, **given: Any) -> Patch:
        """Save one answer."""
        evaluation = _evaluation(given)
        pad = self._pad(person, number)
        elsewhere = pad.save(evaluation)
        own = self._cells([evaluation.cell], pad)[0]
        return Patch(undo=pad.can_undo, lacks=own["lacks"], cells=self._cells(sorted(elsewhere), pad))

    def undo(self, person: str, number: int) -> Patch:
        """Undo the last change."""
        pad = self._pad(person, number)
        cell, elsewhere = pad.undo()
        undone = [] if cell is None else self._cells([cell], pad)
        return Patch(undo=pad.can_undo, undone=undone, cells=self._cells(sorted(elsewhere), pad))

    def poll(self, person: str, number: int) -> State | Patch | None:
        """See what another window or the chair did: nothing, some cells, or so much that all is drawn again."""
        assessment = self.desk.folder.assessment()
        standing = self._standing(assessment)
        if standing != self._shown:
            return self.desk.look(self.content())
        if assessment.phase != "open" or standing["gate"] or standing["submitted"]:
            return None
        pad = self._pad(person, number)
        changed = pad.changed()
        patch = Patch(undo=pad.can_undo, cells=self._cells(sorted(changed), pad)) if changed else Patch()
        if len(assessment.evidence) != self._pieces:
            patch["evidence"] = self._evidence(assessment)
        return patch or None

    def sources(self, criterion: str) -> Patch:
        """Return the sources of a criterion, when somebody asks for them."""
        return Patch(sources=asked.sources(self._asked()[criterion], self.desk.language))

    def evidence(
        self, person: str, kind: str, title: str, dated: str, link: str, consulted: str, came: str = ""
    ) -> Patch:
        """Add a piece of evidence: the link given, or the file that was sent before; ``came`` is "no" from outside."""
        folder = self.desk.folder
        known = folder.assessment().evidence
        number = next(number for number in range(1, len(known) + 2) if f"{person}-{number}" not in known)
        given: dict[str, Any] = {
            "evidence": f"{person}-{number}",
            "type": kind,
            "title": title,
            "outside": came == "no",
        }
        given["dated"] = dated.strip() or None
        if link:
            given |= {"link": link, "consulted": consulted or None}
        else:
            given["about"] = self.upload.name
        workbench.body_of("evidence-added", given)  # refused before a file is kept for it
        if not link:
            given["file"] = self.upload.finish(self.desk.bench)
        self.desk.acting(person).record(workbench.body_of("evidence-added", given))
        return Patch(added=given["evidence"], evidence=self._evidence(folder.assessment()))

    def kept(self, person: str, at: int, **wanted: str) -> Patch:
        """Return a part of a file that is kept: of a piece of evidence, or of what a vendor sent with its answers."""
        if gate.gate(self.desk.folder.assessment(), person):
            raise RuleError(fault("TS-523", "", person=person))
        return self.download.part(self.desk.acting(person), at, **wanted)

    def check(self, person: str, number: int) -> Patch:
        """Return what still lacks before the answers can be submitted, and reasons that a court may ask about."""
        pad = self._pad(person, number)
        pad.changed()
        solutions = gate.taking_part(self.desk.folder.assessment(), person)
        wanted = [(solution, criterion) for criterion in self._asked() for solution in solutions]
        cells = self._cells(wanted, pad)
        flags = self.desk.acting(person).draft().flags([pad.cells[cell] for cell in wanted if cell in pad.cells])
        lacking = [cell for cell in cells if cell["lacks"]]
        return Patch(lacking=lacking, count=len(cells), **gate.flagged(flags))

    def submit(self, person: str, same: bool = False) -> State:
        """Submit the answers; from here on they are sealed. ``same``: texts that are the same are meant to be."""
        self.desk.acting(person).submit(same_reasons=same)
        return self.desk.look(self.content())

    def _bench(self) -> Workbench:
        """Return the workbench of the evaluator who reads; whoever is not one is nobody on this page."""
        bench = self.desk.bench
        return bench if bench.reader.role == "evaluator" else Workbench(bench.store, Reader(language=bench.language))

    def _standing(self, assessment: Assessment) -> State:
        """Return what the page as a whole depends on; where that changes, all of the page is drawn again."""
        evaluators = [member for member in assessment.people.values() if member.role == "evaluator"]
        bench = self._bench()
        me = bench.reader.person
        return {
            "place": assessment.opened.title,
            "halted": said(ToetssteenError(self.desk.folder.method_faults()), self.desk.language),
            "phase": assessment.phase,
            "round": assessment.round.number,
            "people": [{"id": evaluator.person, "about": evaluator.expertise or ""} for evaluator in evaluators],
            "person": me,
            "tender": assessment.opened.track == "tender",
            **gate.standing(bench),
            "submitted": me in assessment.round.submitted,
            "came": [answers.file for answers in assessment.answers.values()],
            "solutions": [
                {
                    "id": solution,
                    "name": assessment.solutions[solution].name,
                    "vendor": assessment.solutions[solution].vendor,
                }
                for solution in gate.taking_part(assessment, me)
            ],
        }

    def _evidence(self, assessment: Assessment) -> list[State]:
        self._pieces = len(assessment.evidence)
        return [_piece(piece) for piece in self._bench().kept.pieces()]

    def _form(self, assessment: Assessment) -> State:
        """Return the part of the page that comes now: what to wait for, what was submitted, or the form itself."""
        shown, language = self._shown, self.desk.language
        if assessment.phase != "open" or assessment.method is None:
            phase = say(f"phase.{assessment.phase}", language)
            step = _after(assessment)
            early = assessment.phase in ("preparing", "frozen")
            step = say(f"steps.{step}", language)
            return {"waits": phase, "early": early, "next": self.desk.address(_after(assessment)), "step": step}
        if shown["person"] is None:
            return {}
        if shown["submitted"]:
            return {"sealed": gate.sealed(self._bench(), shown["round"])}
        if shown["gate"]:
            return {}
        pad = self._pad(shown["person"], shown["round"])
        pad.changed()
        wanted = {(solution["id"], criterion) for solution in shown["solutions"] for criterion in self._asked()}
        return {
            "sections": asked.sections(assessment.method, language),
            "cells": self._cells([cell for cell in pad.cells if cell in wanted], pad),
            "evidence": self._evidence(assessment),
            "undo": pad.can_undo,
            "answers": answers.answers(
                assessment, [solution["id"] for solution in shown["solutions"]], self._asked(), language
            ),
            "most": {"reason": MAX_REASON, "bytes": MAX_FILE, "part": PART, "types": list(FILE_TYPES)},
        }

    def _pad(self, person: str, number: int) -> Pad:
        """Return the open draft of an evaluator; the page of another round is told so, and loses nothing."""
        assessment = self.desk.folder.assessment()
        if assessment.round.number != number:
            raise RuleError(fault("TS-227", person, round=number, expected=assessment.round.number))
        bench = self.desk.acting(person)
        if bench.reader.role != "evaluator":
            raise RuleError(fault("TS-202", person, author=person, kind="scored", roles="evaluator"))
        if (person, number) not in self._pads:
            self._pads[person, number] = Pad(bench)
        return self._pads[person, number]

    def _asked(self) -> dict[str, Judging]:
        """Return what judges solutions in the order of the page, worked out once for each method."""
        method = self.desk.folder.assessment().method
        if method is None:
            return {}
        if self._judged is None or self._judged[0] is not method:
            found, gates = judged(method), {gate.id for gate in method.gates}
            self._judged = (
                method,
                {asked_id: found[asked_id] for asked_id in sorted(found, key=lambda asked_id: asked_id not in gates)},
            )
        return self._judged[1]

    def _cells(self, cells: Iterable[Cell], pad: Pad) -> list[State]:
        """Return answers as the page has them, each with what it still lacks (:class:`Given`)."""
        assessment, judging = self.desk.folder.assessment(), self._asked()
        method = assessment.method
        assert method is not None
        found = []
        for cell in (cell for cell in cells if cell[1] in judging):
            given = pad.cells.get(cell) or unanswered(cell)
            faults = answer_faults(given, judging[cell[1]], method, "", evidence=assessment.evidence, final=True)
            found.append(
                {**_answer(given), "lacks": [LACKS[problem.code] for problem in faults if problem.code in LACKS]}
            )
        return found


def _answer(given: Evaluation) -> State:
    """Return an answer as plain data."""
    return {
        "solution": given.solution,
        "criterion": given.criterion,
        "answer": given.answer,
        "reason": given.reason,
        "evidence": given.evidence,
        "owner": given.explanation.owner if given.explanation else "",
        "until": given.explanation.until.isoformat() if given.explanation else "",
    }


def _evaluation(given: Mapping[str, Any]) -> Evaluation:
    """Make the answer of a cell from what the page sent; an explanation is whole or refused."""
    fields = {name: given[name] for name in ("solution", "criterion", "answer", "reason", "evidence")}
    if given["answer"] == "explained":
        if not given["owner"].strip() or not given["until"]:
            raise UseError(fault("TS-213", given["solution"], id=given["criterion"]))
        fields["explanation"] = {"owner": given["owner"], "until": given["until"]}
    scored = workbench.body_of("scored", fields)
    return Evaluation(**scored.model_dump())


def _after(assessment: Assessment) -> str:
    return _AFTER.get(assessment.phase, "report")


def _piece(added: EvidenceAdded) -> State:
    return {
        "id": added.evidence,
        "type": added.type,
        "title": added.title,
        "link": added.link,
        "file": added.about if added.file else "",
        "kept": added.file is not None,
        "outside": added.outside,
    }
