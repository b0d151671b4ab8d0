"""The compare page: what came out, gates first; the grounds of a judgement when somebody asks for them.

Rules: the page shows what the report says of a round, no more and no less (``reports.model``); while a round is
open that is nothing; a failing solution stays; a total never stands without the weakest value.

Figures. The page draws two small ones itself (SVG, from the same data as the tables); plotly comes only when
somebody asks to point at the figures. Measured on the chat channel, two cores shared with other work, Chromium:
with its own figures the page is usable in 2.6 to 3.1 s, the start page in 1.6 to 2.9 s; plotly's are there 2.4 s
after they are asked for (12 s when the machine is very busy: its import takes over a second, its code is 4.8 MB).
Made with the page, every opening would wait that long.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import chain
from typing import TYPE_CHECKING, Any

from toetssteen.errors import Fault, ToetssteenError, UseError, fault, term
from toetssteen.language import Language, say
from toetssteen.model.entries.consensus import Agreed, Checked
from toetssteen.model.entries.entry import Entry
from toetssteen.model.replay.assessment import Assessment
from toetssteen.pages.compare.glance import glances, shade, sure
from toetssteen.pages.compare.labels import labels
from toetssteen.pages.compare.prices import Prices
from toetssteen.pages.compare.robust import Robust
from toetssteen.pages.desk import Desk
from toetssteen.pages.download import Download
from toetssteen.web.form import Act, Form, Patch, State, said

if TYPE_CHECKING:
    from toetssteen.documents.report.nouns import CriterionReport, Judgement, Report, ValueReport
    from toetssteen.model.criteria import Scale
    from toetssteen.model.method import Method

_BEFORE = {"preparing": "prepare", "frozen": "prepare", "open": "score"}
"""What comes first where there is nothing to compare yet."""


def page(assessment: str | None) -> Form:
    """Make the page."""
    comparing = Comparing(Desk("compare", assessment))
    acts: dict[str, Act] = {"round": comparing.choose, "ground": comparing.ground, "figures": comparing.figures}
    acts |= {"moved": comparing.moved, "kept": comparing.download.kept}
    acts |= comparing.prices.acts() | comparing.robust.acts()
    return comparing.desk.form(comparing.content, acts)


class Comparing:
    """The page: the round that is shown, and what the report says of it."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.number: int | None = None
        self.download = Download(desk)
        self.prices = Prices(desk, lambda: desk.look(self.content()))
        self.robust = Robust(desk, lambda: desk.look(self.content()), lambda: self.number)
        self._told: tuple[Assessment, tuple[Language, int | None], Report] | None = None

    def content(self) -> Mapping[str, object]:
        """Return what the page shows now (:class:`CompareState`)."""
        try:
            assessment = self.desk.whole()
            return {"place": assessment.opened.title, **self._standing(assessment), **self._outcome(assessment)} | {
                "prices": self.prices.content(assessment)
            }
        except ToetssteenError as error:
            return {"stopped": said(error, self.desk.language), "start": self.desk.address("start")}

    def choose(self, number: int) -> State:
        """Show another round."""
        self.number = number
        return self.desk.look(self.content())

    def ground(self, part: str, id: str) -> Patch:  # noqa: A002 -- the names are those of the message
        """Return the reasons and the evidence behind a gate, a criterion or a point of the checklist."""
        report = self._report()
        groups: dict[str, Iterable[Any]] = {
            "gate": report.gates,
            "criterion": chain.from_iterable(value.criteria for value in report.values),
            "check": report.checklist,
        }
        found = next((judged for judged in groups.get(part, ()) if judged.id == id), None)
        if found is None:
            raise UseError(fault("TS-219", part, id=id))
        plain = found.model_dump(mode="json", exclude={"sources", "anchors"})
        used = set(_used(plain))
        assessment = self.desk.folder.assessment()
        kept = {} if assessment.round.sealed else {piece.file: piece.evidence for piece in assessment.evidence.values()}
        pieces = {
            piece.number: {**piece.model_dump(mode="json"), "kept": kept.get(piece.digest)}
            for piece in report.evidence
            if piece.number in used
        }
        return Patch(found=plain, pieces=pieces)

    def figures(self) -> Patch:
        """Make the figures that can be pointed at, as a widget of their own."""
        plot = self.desk.bench.figures(self.number)
        return Patch(model=plot.model_id)

    def moved(self, before: int, after: int) -> Patch:
        """Return what moved between two other rounds."""
        found = self.desk.bench.moved(before, after).report
        return Patch(moved=found.model_dump(mode="json"))

    def _moved(self) -> State | None:
        """Return what moved up to the round shown (:class:`Moved`); ``None`` for the first round."""
        known = self.desk.bench.rounds
        after = self.number or max(known, default=0)
        earlier = [number for number in known if number < after] if after in known else []
        if not earlier:
            return None
        found = self.desk.bench.moved(earlier[-1], after).report
        return {"rounds": known, "found": found.model_dump(mode="json")}

    def _report(self) -> Report:
        """Return the report of the round that is shown; worked out again only when the assessment changed."""
        assessment, wanted = self.desk.folder.assessment(), (self.desk.language, self.number)
        if self._told is None or self._told[0] is not assessment or self._told[1] != wanted:
            report = self.desk.bench.report(self.number)
            self._told = (assessment, wanted, report)
        return self._told[2]

    def _standing(self, assessment: Assessment) -> State:
        """Return where the assessment stands, with the rounds to choose from."""
        language, opened = self.desk.language, assessment.opened
        return {
            **self.desk.standing(assessment, self.number),
            "tender": opened.track == "tender",
            "imported": opened.imported,
            "written_in": opened.language,
            "conflicts": [_conflict(conflict.entries, language) for conflict in assessment.conflicts],
            "aside": [_aside(refused.entry, refused.faults, language) for refused in assessment.set_aside],
            "labels": labels(language),
        }

    def _outcome(self, assessment: Assessment) -> State:
        """Return what came out; of a round that is open, only that it is sealed."""
        part = next((part for part in assessment.rounds if part.number == self.number), assessment.round)
        if part.method is None or part.sealed or not assessment.solutions:
            step = _BEFORE.get(assessment.phase, "score")
            why = "sealed" if part.sealed and part.method else "unfrozen" if part.method is None else "empty"
            return {"waits": why, "next": self.desk.address(step), "step": say(f"steps.{step}", self.desk.language)}
        report, result = self._report(), self.desk.bench.result(self.number)
        told = self.robust.content(assessment)
        return {
            "date": report.date,
            "certainty": report.summary.certainty,
            "course": [step.model_dump() for step in report.course],
            "fingerprint": report.method.fingerprint,
            "solutions": [
                {"id": solution.id, "name": solution.name, "failing": solution.eligible is False}
                for solution in result.solutions
            ],
            "ranking": [place.model_dump(mode="json") for place in report.ranking],
            "pricing": report.pricing.model_dump(mode="json") if report.pricing else None,
            "gates": [_gate(gate.model_dump(mode="json", exclude={"sources"})) for gate in report.gates],
            "glance": glances(report),
            "sure": sure(told["word"]),
            "values": [_value(value, result.method) for value in report.values],
            "checklist": [check.model_dump(mode="json", exclude={"sources"}) for check in report.checklist],
            "dissent": list(_dissents(report)),
            "notes": [note.model_dump(mode="json") for note in report.notes],
            "corrections": [correction.model_dump(mode="json") for correction in report.corrections],
            "robust": told,
            "moved": self._moved(),
        }


def _gate(gate: State) -> State:
    """Leave the grounds of a gate for when they are asked for; that of a minimum is a number, and stays."""
    findings = [{**finding, "judgement": None} for finding in gate["findings"]]
    return {**gate, "findings": findings, "grounds": any(finding["judgement"] for finding in gate["findings"])}


def _value(value: ValueReport, method: Method) -> State:
    scales = {weighing.criterion.id: method.scale(weighing.criterion.scale) for _, weighing in method.weighings()}
    return {
        **value.model_dump(mode="json", exclude={"criteria", "alternative"}),
        "criteria": [_criterion(criterion, scales[criterion.id]) for criterion in value.criteria],
    }


def _criterion(criterion: CriterionReport, scale: Scale) -> State:
    keep = {"id", "title", "weight_of_whole", "minimum", "scale", "applicable"}
    cells = [
        {
            **cell.model_dump(mode="json", exclude={"judgement"}),
            "dissent": len(cell.judgement.dissent),
            "shade": shade(cell.counted, scale),
        }
        for cell in criterion.cells
    ]
    return {**criterion.model_dump(mode="json", include=keep), "cells": cells}


def _dissents(report: Report) -> Iterable[State]:
    """Yield who disagreed, on what, and why; those with a note stand with the note."""
    judged: list[tuple[str, str, Judgement]] = [
        (gate.title, finding.name, finding.judgement)
        for gate in report.gates
        for finding in gate.findings
        if finding.judgement
    ]
    judged += [
        (criterion.title, cell.name, cell.judgement)
        for value in report.values
        for criterion in value.criteria
        for cell in criterion.cells
    ]
    for title, name, judgement in judged:
        for dissent in judgement.dissent:
            yield {"about": title, "solution": name, "who": dissent.who, "reason": dissent.reason}


def _conflict(entries: Iterable[Entry], language: Language) -> list[State]:
    """Return what was decided differently at the same time: what was agreed or found, of the rest what it is."""
    told = []
    for entry in entries:
        answer, reason = "", ""
        if isinstance(entry.body, Agreed | Checked):
            answer, reason = term(entry.body.answer, language), entry.body.reason
        told.append({**_entry(entry, language), "answer": answer, "reason": reason})
    return told


def _aside(entry: Entry, faults: Iterable[Fault], language: Language) -> State:
    return {**_entry(entry, language), "faults": [problem.say(language) for problem in faults]}


def _entry(entry: Entry, language: Language) -> State:
    return {"kind": term(entry.kind, language), "who": term(entry.role, language), "at": entry.at}


def _used(found: Any) -> Iterable[int]:
    """Yield the numbers of the pieces of evidence in what was found."""
    if isinstance(found, dict):
        for name, inside in found.items():
            yield from inside if name == "evidence" else _used(inside)
    elif isinstance(found, list | tuple):
        for inside in found:
            yield from _used(inside)
