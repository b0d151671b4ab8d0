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

from toetssteen.errors import Fault, RuleError, ToetssteenError, UseError, fault, term
from toetssteen.language import Language, say
from toetssteen.model.entries.consensus import Agreed, Checked
from toetssteen.model.entries.entry import Entry
from toetssteen.model.replay.assessment import Assessment
from toetssteen.pages.compare.labels import labels
from toetssteen.pages.compare.prices import Prices
from toetssteen.pages.compare.robust import Robust
from toetssteen.pages.desk import Desk
from toetssteen.pages.download import Download
from toetssteen.web.form import Act, Form, Patch, State, said

if TYPE_CHECKING:
    from toetssteen.documents.report.nouns import CriterionReport, Judgement, Report, ValueReport

_BEFORE = {"preparing": "prepare", "frozen": "prepare", "open": "score"}
"""What comes first where there is nothing to compare yet."""


def page(assessment: str | None) -> Form:
    """Make the page."""
    comparing = Comparing(Desk("compare", assessment))
    acts: dict[str, Act] = {"round": comparing.choose, "ground": comparing.ground, "figures": comparing.figures}
    acts |= {"moved": comparing.moved, "kept": comparing.kept}
    acts |= comparing.prices.acts() | comparing.robust.acts()
    return comparing.desk.form(comparing.content, acts)


class Comparing:
    """The page: the round that is shown, and what the report says of it."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.number: int | None = None
        self.download = Download()
        self.prices = Prices(desk, lambda: desk.look(self.content()))
        self.robust = Robust(desk, lambda: desk.look(self.content()), lambda: self.number)
        self._told: tuple[Assessment, tuple[Language, int | None], Report] | None = None

    def content(self) -> Mapping[str, object]:
        """Give what the page shows now."""
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
        """Give the reasons and the evidence behind a gate, a criterion or a point of the checklist."""
        report = self._report()
        groups: dict[str, Iterable[Any]] = {
            "gate": report.gates,
            "criterion": chain.from_iterable(value.criteria for value in report.values),
            "check": report.checklist,
        }
        found = next((each for each in groups.get(part, ()) if each.id == id), None)
        if found is None:
            raise UseError(fault("TS-219", part, id=id))
        plain = found.model_dump(mode="json", exclude={"sources", "anchors"})
        used = set(_used(plain))
        assessment = self.desk.folder.assessment()
        kept = {} if assessment.round.sealed else {each.file: each.evidence for each in assessment.evidence.values()}
        pieces = {
            each.number: {**each.model_dump(mode="json"), "kept": kept.get(each.digest)}
            for each in report.evidence
            if each.number in used
        }
        return Patch(found=plain, pieces=pieces)

    def kept(self, at: int, evidence: str) -> Patch:
        """Give a part of a file that is kept; while a round is sealed only the score page does, to who declared."""
        if self.desk.folder.assessment().round.sealed:
            raise RuleError(fault("TS-258", self.desk.assessment or ""))
        return self.download.part(self.desk.bench, at, evidence=evidence)

    def figures(self) -> Patch:
        """Make the figures that can be pointed at; they come as a widget of their own."""
        plot = self.desk.bench.figures(self.number)
        return Patch(model=plot.model_id)

    def moved(self, before: int, after: int) -> Patch:
        """Tell what moved between two other rounds."""
        found = self.desk.bench.moved(before, after).report
        return Patch(moved=found.model_dump(mode="json"))

    def _moved(self) -> State | None:
        """Tell what moved up to the round that is shown, and which rounds can be compared; nothing with one round."""
        known = self.desk.bench.rounds
        after = self.number or max(known, default=0)
        earlier = [each for each in known if each < after] if after in known else []
        if not earlier:
            return None
        found = self.desk.bench.moved(earlier[-1], after).report
        return {"rounds": known, "found": found.model_dump(mode="json")}

    def _report(self) -> Report:
        """Give the report of the round that is shown; worked out again only when the assessment changed."""
        assessment, wanted = self.desk.folder.assessment(), (self.desk.language, self.number)
        if self._told is None or self._told[0] is not assessment or self._told[1] != wanted:
            report = self.desk.bench.report(self.number)
            self._told = (assessment, wanted, report)
        return self._told[2]

    def _standing(self, assessment: Assessment) -> State:
        """Give where the assessment stands, with the rounds to choose from."""
        language, opened = self.desk.language, assessment.opened
        return {
            **self.desk.standing(assessment, self.number),
            "tender": opened.track == "tender",
            "imported": opened.imported,
            "written_in": opened.language,
            "conflicts": [_conflict(each.entries, language) for each in assessment.conflicts],
            "aside": [_aside(each.entry, each.faults, language) for each in assessment.set_aside],
            "labels": labels(language),
        }

    def _outcome(self, assessment: Assessment) -> State:
        """Give what came out; of a round that is open, that it is sealed."""
        part = next((each for each in assessment.rounds if each.number == self.number), assessment.round)
        if part.method is None or part.sealed or not assessment.solutions:
            step = _BEFORE.get(assessment.phase, "score")
            why = "sealed" if part.sealed and part.method else "unfrozen" if part.method is None else "empty"
            return {"waits": why, "next": self.desk.address(step), "step": say(f"steps.{step}", self.desk.language)}
        report = self._report()
        return {
            "date": report.date,
            "certainty": report.summary.certainty,
            "course": [each.model_dump() for each in report.course],
            "fingerprint": report.method.fingerprint,
            "solutions": [
                {"id": each.id, "name": each.name, "failing": each.eligible is False}
                for each in self.desk.bench.result(self.number).solutions
            ],
            "ranking": [each.model_dump(mode="json") for each in report.ranking],
            "pricing": report.pricing.model_dump(mode="json") if report.pricing else None,
            "gates": [_gate(each.model_dump(mode="json", exclude={"sources"})) for each in report.gates],
            "values": [_value(each) for each in report.values],
            "checklist": [each.model_dump(mode="json", exclude={"sources"}) for each in report.checklist],
            "dissent": list(_dissents(report)),
            "notes": [each.model_dump(mode="json") for each in report.notes],
            "corrections": [each.model_dump(mode="json") for each in report.corrections],
            "robust": self.robust.content(assessment),
            "moved": self._moved(),
        }


def _gate(gate: State) -> State:
    """Leave the grounds of a gate for when they are asked for; that of a minimum is a number, and stays."""
    findings = [{**each, "judgement": None} for each in gate["findings"]]
    return {**gate, "findings": findings, "grounds": any(each["judgement"] for each in gate["findings"])}


def _value(value: ValueReport) -> State:
    return {
        **value.model_dump(mode="json", exclude={"criteria", "alternative"}),
        "criteria": [_criterion(each) for each in value.criteria],
    }


def _criterion(criterion: CriterionReport) -> State:
    keep = {"id", "title", "weight_of_whole", "minimum", "scale", "applicable"}
    cells = [
        {**each.model_dump(mode="json", exclude={"judgement"}), "dissent": len(each.judgement.dissent)}
        for each in criterion.cells
    ]
    return {**criterion.model_dump(mode="json", include=keep), "cells": cells}


def _dissents(report: Report) -> Iterable[State]:
    """Give who disagreed, on what, and why; those with a note stand with the note."""
    judged: list[tuple[str, str, Judgement]] = [
        (gate.title, each.name, each.judgement) for gate in report.gates for each in gate.findings if each.judgement
    ]
    judged += [
        (criterion.title, each.name, each.judgement)
        for value in report.values
        for criterion in value.criteria
        for each in criterion.cells
    ]
    for title, name, judgement in judged:
        for dissent in judgement.dissent:
            yield {"about": title, "solution": name, "who": dissent.who, "reason": dissent.reason}


def _conflict(entries: Iterable[Entry], language: Language) -> list[State]:
    """Tell what was decided differently at the same time: what was agreed or found, of the rest what it is."""
    told = []
    for entry in entries:
        answer, reason = "", ""
        if isinstance(entry.body, Agreed | Checked):
            answer, reason = term(entry.body.answer, language), entry.body.reason
        told.append({**_entry(entry, language), "answer": answer, "reason": reason})
    return told


def _aside(entry: Entry, faults: Iterable[Fault], language: Language) -> State:
    return {**_entry(entry, language), "faults": [each.say(language) for each in faults]}


def _entry(entry: Entry, language: Language) -> State:
    return {"kind": term(entry.kind, language), "who": term(entry.role, language), "at": entry.at}


def _used(found: Any) -> Iterable[int]:
    """Go over the numbers of the pieces of evidence in what was found."""
    if isinstance(found, dict):
        for name, inside in found.items():
            yield from inside if name == "evidence" else _used(inside)
    elif isinstance(found, list | tuple):
        for inside in found:
            yield from _used(inside)
