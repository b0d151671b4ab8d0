"""The minutes of a meeting, made from the log: who was there, what each said, what was agreed and why.

Rules: everything stands in the log, and nothing else is said; a point that was agreed stands with its own reason,
the dissent and who were there, in the order in which it was recorded; a point that was not agreed is named, too;
people stand here by role; while a round is sealed there are no minutes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from shlex import quote

from toetssteen.documents.kinds.minutes.nouns import Check, Earlier, Said, Taken
from toetssteen.documents.report.course import course
from toetssteen.documents.report.findings import dissents
from toetssteen.documents.report.model import corrections, note
from toetssteen.documents.report.nouns import CourseReport, Head
from toetssteen.documents.report.telling import Telling
from toetssteen.errors import RuleError, fault
from toetssteen.language import Language, say
from toetssteen.model.criteria import Criterion, Scale
from toetssteen.model.entries.body import Evaluation
from toetssteen.model.entries.consensus import Agreed, Checked, Corrected
from toetssteen.model.entries.entry import Entry
from toetssteen.model.entries.freezing import PhaseMoved, RoundOpened
from toetssteen.model.entries.sealing import Unsealed
from toetssteen.model.method import Rounding, SheetCriterion
from toetssteen.model.replay.assessment import Assessment, Cell, judged
from toetssteen.model.replay.recorded import recorded
from toetssteen.scoring.exact import rounded
from toetssteen.scoring.outlook.differences import Differences, alike, differences
from toetssteen.scoring.result.result import result

_TENTH = Rounding(digits=1)
_EVENTS = ("open", "scored", "agreed")


def minutes(assessment: Assessment, entries: Sequence[Entry], language: Language, wanted: int | None = None) -> Minutes:
    """Make the minutes of a round, the current one unless another is named; ``entries`` in replay order.

    Raises
    ------
    RuleError
        If the round is sealed, or there is none of that number.
    """
    worked_out = result(assessment, wanted)
    if worked_out.round.sealed:
        raise RuleError(fault("TS-604", assessment.opened.assessment, round=worked_out.round.number))
    telling = Telling(worked_out, language, entries[-1].at, {})
    return Minutes(telling, entries)


class Minutes:
    """The minutes of one round, read from the log, with no trace of a format.

    ``telling`` and ``opened`` have what is said of any assessment, ``part`` is the round; all else is what happened,
    in the words of the reader. Evidence is numbered in the order of the points that were agreed.
    """

    def __init__(self, telling: Telling, entries: Sequence[Entry]) -> None:
        self.telling = telling
        self.assessment = telling.assessment
        self.opened = telling.assessment.opened
        self.part = telling.result.round
        self.entries = entries
        self.asked = judged(telling.method)
        every = list(recorded(self.assessment, entries, self.part.number))
        self.records: dict[Cell, list[Entry]] = {}
        for cell, entry in every:
            if cell[0]:
                self.records.setdefault(cell, []).append(entry)
        self.taken = [entry for cell, entry in every if cell[0] and isinstance(entry.body, Agreed)]
        self.usual = self._usual()
        self._tell()

    def word(self, key: str, **particulars: object) -> str:
        """Return a word of the minutes."""
        return say(f"minutes.{key}", self.telling.language, **particulars)

    def _tell(self) -> None:
        """Put what happened into words, part by part."""
        telling, heads = self.telling, self.assessment.heads
        order = sorted(self._cells(), key=lambda point: point[1].order)
        self.agreed = [self._agreed(cell) for cell in self.records if cell in self.part.agreed]
        self.open = [self._open(cell, found) for cell, found in order if cell not in self.part.agreed]
        self.sittings = list(self._sittings())
        self.present = list(self._present())
        self.absent = self._absent()
        self.events = [*self._events(), *course(telling)]
        self.checks = list(self._checks())
        self.notes = [note(telling, remark) for remark in self.assessment.notes]
        self.corrections = list(corrections(telling))
        self.heads = [Head(who=telling.role(author), digest=head) for author, head in heads.items()]
        arguments = " ".join(f"--head {head}" for head in heads.values())
        self.command = f"toetssteen verify {quote(f'assessments/{self.opened.assessment}')} {arguments}"

    def _cells(self) -> Iterator[tuple[Cell, Differences]]:
        for criterion in self.asked:
            for solution in self.assessment.solutions:
                if solution not in self.assessment.withdrawn:
                    answers = [evaluation.answer for _, evaluation in self.part.of_cell((solution, criterion))]
                    yield (solution, criterion), differences(answers, self._scale(criterion))

    def _scale(self, criterion: str) -> Scale | None:
        asked = self.asked.get(criterion)
        return self.telling.method.scale(asked.scale) if isinstance(asked, Criterion | SheetCriterion) else None

    def _sittings(self) -> Iterator[str]:
        """Yield a line for each day on which something was recorded, with its first and last time."""
        days: dict[str, list[str]] = {}
        for entry in self.taken:
            days.setdefault(entry.at[:10], []).append(entry.at[11:16])
        for day, times in days.items():
            start, end = min(times), max(times)
            key = "sitting_one" if len(times) == 1 else "sitting_at" if start == end else "sitting"
            told = {"start": start} if key != "sitting" else {"start": start, "end": end}
            counted = {} if key == "sitting_one" else {"count": len(times)}
            yield self.word(key, day=self.telling.day(day), **told, **counted)

    def _usual(self) -> frozenset[str]:
        """Return who were present at most points."""
        counted = Counter(frozenset(body.present) for body in self._in_force())
        return counted.most_common(1)[0][0] if counted else frozenset()

    def _in_force(self) -> list[Agreed]:
        return list(self.part.agreed.values())

    def _present(self) -> Iterator[str]:
        records = self._in_force()
        for person in self.assessment.people:
            count = sum(person in body.present for body in records)
            if count:
                yield self.word("present_at", who=self._who(person), count=count, all=len(records))

    def _absent(self) -> str:
        there = {person for body in self._in_force() for person in body.present}
        away = [self._who(person) for person in self.assessment.people if person not in there]
        return self.word("absent", people=self.telling.listed(away)) if away and there else ""

    def _who(self, person: str) -> str:
        """Return the role of a person, with the expertise where there is one."""
        about = self.assessment.people[person].expertise
        return (
            f"{self.telling.role(person)} ({about})"
            if about and not self.opened.imported
            else (self.telling.role(person))
        )

    def _events(self) -> Iterator[CourseReport]:
        """Yield when the round began, opened and closed, and when consensus was closed, with the chair's reasons."""
        aside, now = {refused.entry.digest for refused in self.assessment.set_aside}, 1
        left = {reasoned.to for reasoned in self.part.left_open}  # why stands in the course of the round
        for entry in self.entries:
            if entry.digest in aside:
                continue
            match entry.body:
                case RoundOpened(round=opened, reason=reason):
                    now, kind = opened, "round"
                case PhaseMoved(to=to, reason=reason) if to in _EVENTS:
                    kind, reason = to, None if to in left else reason
                case Unsealed():
                    kind, reason = "scored", None  # why it was opened early stands in the course of the round
                case _:
                    continue
            if now == self.part.number:
                text = self.word(f"event_{kind}", at=self.telling.instant(entry.at))
                yield CourseReport(text=text, reason=reason or "")

    def _bare(self, cell: Cell, found: Differences) -> Taken:
        """Return a point with what each evaluator answered."""
        scale = self._scale(cell[1])
        evaluations = list(self.part.of_cell(cell))
        return Taken(
            title=self.telling.name(cell[1]),
            name=self.telling.solution(cell[0]),
            said=[
                Said(who=self.telling.role(who), text=self.telling.answer(evaluation.answer, scale))
                for who, evaluation in evaluations
            ],
            figures=self._figures(found, scale),
            alike=[
                self.word("alike", people=self.telling.listed(self.telling.role(person) for person in group))
                for group in alike(evaluations)
            ],
        )

    def _figures(self, found: Differences, scale: Scale | None) -> str:
        if scale is None or found.mean is None or found.median is None or found.range is None:
            return ""
        spread = self.telling.percent(rounded(found.spread * 100, _TENTH))
        figures = {"mean": found.mean, "median": found.median, "range": found.range}
        return self.word(
            "figures", spread=spread, **{figure: self.telling.level_of(part, scale) for figure, part in figures.items()}
        )

    def _agreed(self, cell: Cell) -> Taken:
        telling, scale = self.telling, self._scale(cell[1])
        body, entries = self.part.agreed[cell], self.records[cell]
        last = entries[-1]
        numbers = telling.pieces(body.evidence)
        unlike = frozenset(body.present) != self.usual
        corrected = last.body if isinstance(last.body, Corrected) else None
        answers = [evaluation.answer for _, evaluation in self.part.of_cell(cell)]
        return self._bare(cell, differences(answers, scale)).model_copy(
            update={
                "outcome": telling.answer(body.answer, scale),
                "reason": body.reason,
                "explanation": telling.explanation(body.explanation),
                "present": self.word(
                    "present_here", people=telling.listed(telling.role(person) for person in body.present)
                )
                if unlike
                else "",
                "dissent": tuple(dissents(telling, body.dissent)),
                "evidence": self.word("evidence_numbers", numbers=", ".join(map(str, numbers))) if numbers else "",
                "recorded": self.word("recorded_by", who=telling.role(last.author), at=telling.instant(last.at)),
                "earlier": tuple(self._earlier(entry, scale) for entry in entries[:-1]),
                "correction": corrected.reason if corrected else "",
                "corrected_at": telling.instant(last.at) if corrected else "",
            }
        )

    def _earlier(self, entry: Entry, scale: Scale | None) -> Earlier:
        said = entry.body.evaluation if isinstance(entry.body, Corrected) else entry.body
        assert isinstance(said, Evaluation)
        return Earlier(text=self.telling.answer(said.answer, scale), at=self.telling.instant(entry.at))

    def _open(self, cell: Cell, found: Differences) -> Taken:
        """Return a point on which nothing was agreed, marked where two records contradict each other."""
        return self._bare(cell, found).model_copy(update={"contradicted": cell in self.records})

    def _checks(self) -> Iterator[Check]:
        scales = {
            criterion.id: criterion.scale
            for criterion in self.telling.method.checklist
            if isinstance(criterion, Criterion)
        }
        for checked in self.part.checked.values():
            assert isinstance(checked, Checked)
            scale = self.telling.method.scale(scales[checked.criterion]) if checked.criterion in scales else None
            text = self.telling.answer(checked.answer, scale)
            yield Check(title=self.telling.name(checked.criterion), text=text, reason=checked.reason)
