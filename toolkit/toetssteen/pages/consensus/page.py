"""The consensus page: the largest differences first, one agreed record a point; and the checklist, judged once.

Rules: nothing of an open round is shown but who has submitted; nothing is agreed without the chair's own
confirmation; an agreed record stands beside the individual answers, and changing it is a new one; who changes
what is recorded has seen it. What is typed is kept on disk until it is recorded.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from toetssteen import workbench
from toetssteen.errors import ToetssteenError, UseError, fault
from toetssteen.language import Language, say, says_why
from toetssteen.model.entries.body import Body, Phase
from toetssteen.model.entries.consensus import CompromiseRecorded, Corrected, TensionRecorded
from toetssteen.model.entries.entry import BODIES
from toetssteen.model.entries.evidence import EvidenceAdded
from toetssteen.model.replay.assessment import Assessment
from toetssteen.pages.consensus import correct
from toetssteen.pages.consensus.points import Point, Points, person
from toetssteen.pages.desk import Desk
from toetssteen.pages.download import Download
from toetssteen.web.form import Form, Patch, State, said

if TYPE_CHECKING:
    from toetssteen.store.typed import Typed

_WAITS: dict[Phase, str] = {"preparing": "prepare", "frozen": "prepare", "open": "score"}
"""The step that comes before this one, in the phases in which there is nothing to agree on."""
_AFTER: dict[Phase, str] = {"decided": "report", "closed": "report"}


def page(assessment: str | None) -> Form:
    """Make the page."""
    consensus = Consensus(Desk("consensus", assessment))
    return consensus.desk.form(consensus.content, consensus.acts())


class Consensus:
    """The page; the points are worked out again only where something was recorded or the language changed."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self._told: tuple[str, str, Points] | None = None
        self._typed: dict[tuple[str, int], Typed] = {}
        self.download = Download(desk)

    def acts(self) -> dict[str, Any]:
        """Return what can be done on the page: the acts, by name."""
        return {
            "choose": self.choose,
            "point": self.point,
            "sources": self.sources,
            "keep": self.keep,
            "kept": self.download.kept,
            "agree": self.agree,
            "correct": self.correct,
            "minutes": self.minutes,
            "check": self.check,
            "note": self.note,
            "move": self.move,
            "unseal": self.unseal,
            "poll": self.poll,
        }

    def content(self) -> Mapping[str, object]:
        """Return what the page shows now (:class:`ConsensusState`); where the assessment cannot be read, why."""
        try:
            return self._content(self.desk.whole())
        except ToetssteenError as error:
            return {"stopped": said(error, self.desk.language), "start": self.desk.address("start")}

    def choose(self, person: str) -> State:
        """Choose who records."""
        self.desk.choose(person)
        return self.desk.look(self.content())

    def point(self, key: str) -> Patch:
        """Return all of one point, when somebody opens it."""
        points = self._points()
        return Patch(detail=self._detail(points, points.point(key)))

    def sources(self, key: str) -> Patch:
        """Return the sources of a point, when somebody asks for them."""
        points = self._points()
        return Patch(sources=points.sources(points.point(key)))

    def keep(self, person: str, number: int, slot: str, given: dict[str, Any] | None) -> None:
        """Keep what is typed and not recorded yet; nothing given throws it away."""
        typed = self._half(person, number)
        if given is None:
            typed.drop(slot)
        else:
            typed.keep(slot, given)

    def agree(
        self, person: str, key: str, basis: str, present: list[str], dissent: dict[str, str], **given: Any
    ) -> Patch:
        """Record what was agreed on a cell."""
        solution, criterion = key.split("|")
        against = [{"person": who, "reason": reason} for who, reason in dissent.items()]
        number = self.desk.folder.assessment().round.number
        cell = {"solution": solution, "criterion": criterion, "present": present, "dissent": against, "round": number}
        return self._record(person, key, basis, workbench.body_of("agreed", {**cell, **_answer(given, key)}))

    def check(self, person: str, key: str, basis: str, **given: Any) -> Patch:
        """Record a finding on the checklist."""
        number = self.desk.folder.assessment().round.number
        body = workbench.body_of("checked", {"criterion": key.split("|")[1], "round": number, **_answer(given, key)})
        return self._record(person, key, basis, body)

    def correct(self, person: str, key: str, basis: str, what: str, why: str, **given: Any) -> Patch:
        """Correct what somebody submitted themself, or recorded as agreed; what stood there first stays."""
        points = self._points()
        point = points.point(key)
        supersedes = correct.source(points, self.desk.folder, point, person, what)
        if supersedes is None:
            raise UseError(fault("TS-522", points.where(point)))
        cell = {"solution": point.solution, "criterion": point.criterion}
        told = {"supersedes": supersedes, "reason": why, "evaluation": {**cell, **_answer(given, key)}}
        body = workbench.body_of("corrected", told)
        assert isinstance(body, Corrected)
        if not self.desk.folder.already(person, body):
            if points.basis(point) != basis:
                raise UseError(fault("TS-520", points.where(point)))
            self.desk.acting(person).record(body)
        return self._patch(person, key, f"fix:{what}:{key}")

    def minutes(self, format: str) -> Patch:  # noqa: A002 - its name
        """Make the minutes of the meeting as a file."""
        content = self.desk.bench.document("minutes", format, self.desk.language).content
        number = self.desk.folder.assessment().round.number
        name = f"{self.desk.assessment}-{say('minutes.file', self.desk.language)}-{number}.{format}"
        return Patch(content=base64.b64encode(content).decode(), name=name, format=format)

    def note(self, person: str, slot: str, **given: Any) -> Patch:
        """Record a tension or a compromise; the same one a second time is there already."""
        self.desk.acting(person).record(workbench.body_of(slot, given))
        assessment = self.desk.folder.assessment()
        self._half(person, assessment.round.number).drop(slot)
        return Patch(notes=self._notes(assessment), heads=_heads(assessment))

    def move(self, person: str, to: str, reason: str) -> State:
        """Move to the next phase; the consensus is closed with nothing open, or with the reason why it stays so."""
        if to == "agreed" and not says_why(reason):
            still = [part["text"] for part in self._points().still_open() if part["blocks"]]
            if still:
                raise UseError(fault("TS-521", open="; ".join(still)))
        body = workbench.body_of("phase-moved", {"to": to, "reason": reason.strip() or None})
        self.desk.acting(person).record(body)
        self._half(person, self.desk.folder.assessment().round.number).drop("move")
        return self.desk.look(self.content())

    def unseal(self, person: str, reason: str) -> State:
        """Open the round: every seal at once; before all are in with a reason, which stands in the report."""
        self.desk.acting(person).unseal(reason.strip() or None)
        self._half(person, self.desk.folder.assessment().round.number).drop("move")
        return self.desk.look(self.content())

    def poll(self, heads: str) -> State | None:
        """See whether anything was recorded elsewhere since."""
        if _heads(self.desk.folder.assessment()) == heads:
            return None
        return self.desk.look(self.content())

    def _record(self, person: str, key: str, basis: str, body: Body) -> Patch:
        """Record a body on a point, by somebody who has seen what was recorded of it before."""
        points = self._points()
        point = points.point(key)
        recorded = points.entries.get(point, [])
        again = bool(recorded) and recorded[-1].body == body and recorded[-1].author == person
        if not again or points.in_force(point) is None:
            if points.basis(point) != basis:
                raise UseError(fault("TS-520", points.where(point)))
            self.desk.acting(person).record(body)
        return self._patch(person, key, f"point:{key}")

    def _patch(self, person: str, key: str, slot: str) -> Patch:
        """Return what changed with a record on a point; what was typed for the point is thrown away."""
        points = self._points()
        point = points.point(key)
        self._half(person, points.round.number).drop(slot)
        return Patch(
            row=points.row(point),
            detail=self._detail(points, point),
            progress=points.progress(),
            open=points.still_open(),
            conflicts=points.conflicts(),
            heads=_heads(points.assessment),
        )

    def _detail(self, points: Points, point: Point) -> State:
        """Return all of one point, with what the person at the page can correct of it."""
        return points.detail(point) | {
            "fix": correct.correctable(points, self.desk.folder, point, self.desk.reader.person),
            "imported": points.assessment.opened.imported,
        }

    def _points(self) -> Points:
        """Return the points as they stand on disk."""
        folder, language = self.desk.folder, self.desk.language
        assessment = folder.assessment()
        heads = _heads(assessment)
        if assessment.method is None:
            raise UseError(fault("TS-239", assessment.opened.assessment))
        if self._told is None or self._told[:2] != (heads, language):
            self._told = (heads, language, Points(self.desk.bench, assessment.method))
        return self._told[2]

    def _half(self, person: str, number: int) -> Typed:
        """Return what somebody has typed; once opened, it is kept even where the assessment is out of reach."""
        if (person, number) not in self._typed:
            self._typed[person, number] = self.desk.acting(person).typed
        return self._typed[person, number]

    def _content(self, assessment: Assessment) -> State:
        language, phase = self.desk.language, assessment.phase
        content = {
            "place": assessment.opened.title,
            "phase": phase,
            "phase_name": say(f"phase.{phase}", language),
            "round": assessment.round.number,
            "heads": _heads(assessment),
            "warnings": [warning.say(language) for warning in self.desk.folder.warnings],
            **self._people(assessment),
        }
        if phase in _WAITS:
            step = _WAITS[phase]
            content["waits"] = {"step": say(f"steps.{step}", language), "href": self.desk.address(step)}
        if phase == "open":
            content |= self._sealed(assessment)
        return content if assessment.method is None else content | self._judged(assessment)

    def _sealed(self, assessment: Assessment) -> State:
        """Return who submitted in an open round (:class:`Submitter`), and whether it can be opened here."""
        awaited = assessment.awaited()
        done = dict.fromkeys(assessment.round.submitted, "yes") | dict.fromkeys(awaited, "no")
        evaluators = [member for member in assessment.people.values() if member.role == "evaluator"]
        return {
            "submitted": [
                {**person(assessment, evaluator.person, self.desk.language), "done": done.get(evaluator.person, "out")}
                for evaluator in evaluators
            ],
            "awaited": len(awaited),
            "key_here": self.desk.bench.keys.round,
        }

    def _people(self, assessment: Assessment) -> State:
        """Return the committee, who of it records here, and what that person may record (:class:`Permissions`)."""
        language = self.desk.language
        bench = self.desk.bench
        reader = bench.reader
        kinds = {"agree": "agreed", "check": "checked", "note": "tension-recorded", "move": "phase-moved"}
        kinds["correct"] = "corrected"
        typed = bench.typed.all() if reader.person is not None else {}
        return {
            "people": [person(assessment, member, language) for member in assessment.people],
            "person": reader.person,
            "may": {
                name: reader.role in body.roles and assessment.phase in body.phases
                for name, body in ((name, BODIES[kind]) for name, kind in kinds.items())
            },
            "meeting": typed.pop("meeting", None),
            "typed": typed,
        }

    def _judged(self, assessment: Assessment) -> State:
        """Return the points in short (:class:`PointRow`), and what stands around them."""
        points, language = self._points(), self.desk.language
        after = _AFTER.get(assessment.phase, "compare")
        return {
            "rows": points.rows(),
            "checks": [points.row(check) for check in points.checks],
            "evidence": [_piece(piece, language, assessment) for piece in assessment.evidence.values()],
            "present": points.last_present(),
            "aggregation": points.method.rules.aggregation,
            "values": [{"id": value.id, "title": value.title.in_(language)} for value in points.method.values],
            "notes": self._notes(assessment),
            "progress": points.progress(),
            "open": points.still_open(),
            "conflicts": points.conflicts(),
            "aside": points.set_aside(),
            "next": {"step": say(f"steps.{after}", language), "href": self.desk.address(after)},
        }

    def _notes(self, assessment: Assessment) -> list[State]:
        values = assessment.method.values if assessment.method else []
        titles = {value.id: value.title.in_(self.desk.language) for value in values}
        found = []
        for note in assessment.notes:
            if isinstance(note, TensionRecorded | CompromiseRecorded):
                named = note.values if isinstance(note, TensionRecorded) else [note.value]
                called = [titles.get(value, value) for value in named]
                found.append({"kind": note.kind, "values": called, "text": note.text})
        return found


def _answer(given: Mapping[str, Any], key: str) -> dict[str, Any]:
    """Make the fields of an answer from what the page sent; an explanation is whole or refused."""
    fields = {name: given[name] for name in ("answer", "reason", "evidence")}
    if given["answer"] == "explained":
        if not given["owner"].strip() or not given["until"]:
            solution, criterion = key.split("|")
            raise UseError(fault("TS-213", solution, id=criterion))
        fields["explanation"] = {"owner": given["owner"], "until": given["until"]}
    return fields


def _heads(assessment: Assessment) -> str:
    """Return how far every log was read, as one text."""
    return " ".join(f"{author}:{digest[:16]}" for author, digest in sorted(assessment.heads.items()))


def _piece(added: EvidenceAdded, language: Language, assessment: Assessment) -> State:
    kind, kept = say(f"report.evidence_{added.type}", language), bool(added.file) and not assessment.round.sealed
    told = {"kind": kind, "title": added.title, "dated": added.dated or "", "link": added.link}
    return {"id": added.evidence, **told, "kept": kept}
