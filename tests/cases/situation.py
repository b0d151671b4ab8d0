"""A situation of a case, played through the real package: who, what, the method, the answers, up to a phase.

``Situation.play`` sets it up and then does what ``happens`` says; ``sentences.py`` knows the sentences.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from tests import keyless
from tests.cases.written import method_of, names, rules_of, table

from toetssteen import workbench
from toetssteen.content.library import Library
from toetssteen.model.criteria import Criterion
from toetssteen.model.entries.body import PHASES
from toetssteen.model.entries.freezing import Frozen
from toetssteen.model.entries.opening import Opened
from toetssteen.model.entries.scoring import Submitted
from toetssteen.model.replay.assessment import judged
from toetssteen.store.folder import Folder
from toetssteen.workbench import Workbench

KEYS = frozenset(
    (
        *("track", "procedure", "people", "solutions", "scale", "criteria", "gates", "checklist", "scoping", "rules"),
        *("scores", "otherwise", "evidence", "phase", "set", "clock", "sheet", "checkout", "argument", "environment"),
        *("changed", "beforehand", "meanwhile", "happens", "afterwards", "price", "prices"),
    )
)
"""What a situation may say."""


class Situation:
    """One situation on disk; ``given`` is what holds now, ``folder`` the assessment."""

    def __init__(self, given: Mapping[str, Any], home: Path, library: Library) -> None:
        assert not given.keys() - KEYS, f"unknown: {given.keys() - KEYS}; known: {KEYS}"
        self.given = dict(given)
        self.home = home
        self.library = library
        self.moment = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
        self.before: bytes = b""
        self.at_last_step = False
        self.exit: int | str | None = None
        self.output = ""
        self.folder: Folder

    def clock(self) -> datetime:
        """Give the time, a minute later at each look, or earlier where the clock runs backwards."""
        self.moment += timedelta(minutes=-1 if self.given.get("clock") == "backwards" else 1)
        return self.moment

    def reach(self, phase: str) -> None:
        """Carry the assessment to a phase, in the way its track asks."""
        given = self.given
        steps = PHASES[: PHASES.index(phase) + 1]  # type: ignore[arg-type]
        opened = {"assessment": "case", "title": "Case", "authority": "Gemeente", "track": given["track"]}
        body = workbench.body_of("opened", {**opened, "procedure": given.get("procedure", "above-threshold")})
        assert isinstance(body, Opened)
        chosen = self.library.set(given["set"]) if "set" in given else None
        self.folder = keyless.create(self.home / "assessment", body, chosen, clock=self.clock)
        for person in names(given["people"]):
            self.record("chair", "person-added", person=person, role="evaluator")
            self.record(person, "declared", interests="none")
        for row in table(given.get("evidence", "")):
            self.add_evidence(row)
        if given["track"] == "ethics":
            self.add_solutions()
        if chosen is not None:
            for question, answer in given.get("scoping", {}).items():
                self.record("chair", "scoping-answered", question=question, answer=answer)
            self.record("chair", "rules-set", rules=rules_of(given).model_dump())
        if "frozen" in steps:
            self.freeze("chair")
        if "open" in steps:
            self.record("chair", "phase-moved", to="open")
            if given["track"] == "tender":
                self.add_solutions()
        if "scored" in steps:
            for person in names(given["people"]):
                self.submit(person)
            self.record("chair", "phase-moved", to="scored")
        if "agreed" in steps:
            self.agree()
        for step in steps[4:]:
            self.record("chair", "phase-moved", to=step, reason="situation")
            for row in table(given.get("prices", "")) if step == "agreed" else ():
                self.record("chair", "price-opened", solution=row["solution"], price=row["price"])

    def record(self, author: str, kind: str, **body: Any) -> None:
        """Append an entry, through the rules."""
        Workbench.of(self.folder, author).record(workbench.body_of(kind, body))

    def freeze(self, author: str, reason: str | None = None) -> None:
        """Freeze the method of the set, or the one made by hand."""
        if "set" in self.given:
            Workbench.of(self.folder, author).freeze(self.library, reason)
            return
        fingerprint = self.folder.put_method(method_of(self.given))
        version = len(self.folder.assessment().versions) + 1
        Workbench.of(self.folder, author).record(Frozen(method=fingerprint, version=version, reason=reason))

    def add_solutions(self) -> None:
        """Add every solution of the situation."""
        for solution in names(self.given["solutions"]):
            self.record("chair", "solution-added", solution=solution, name=f"Solution {solution}")

    def add_evidence(self, row: Mapping[str, str], author: str = "chair") -> None:
        """Add a piece of evidence: ``kept as`` a file, a link, or a link with a copy."""
        kept = row.get("kept as") or "file"
        body: dict[str, Any] = {"evidence": row["evidence"], "type": row["kind"], "title": row["evidence"]}
        body |= {"expires": row["expires"]} if row.get("expires") else {}
        body |= {"file": self.folder.put_file(row["evidence"].encode())} if kept != "link" else {}
        body |= {"link": "https://example.org/", "consulted": "2026-01-05"} if kept != "file" else {}
        self.record(author, "evidence-added", **body)

    def answers(self, column: str) -> Iterator[dict[str, Any]]:
        """Go over the answers in one column of the table of scores, with a reason each."""
        for row in table(self.given["scores"]):
            answer = row.get(column) or (row.get("everybody") if column != "agreed" else "")
            if not answer:
                continue
            given: dict[str, Any] = {"solution": row["solution"], "criterion": row["criterion"], "answer": answer}
            given["reason"] = f"{column}: {answer}"
            given["evidence"] = names(row.get("evidence", ""))
            if answer == "explained":
                given["explanation"] = {"owner": "Informatiemanager", "until": "2027-12-31"}
            yield given

    def evaluations(self, person: str) -> list[dict[str, Any]]:
        """Give the whole sheet of one evaluator: the table, and ``otherwise`` for every other cell."""
        assessment = self.folder.assessment()
        assert assessment.method is not None
        level, status = names(self.given["otherwise"])
        said = {(answer["solution"], answer["criterion"]): answer for answer in self.answers(person)}
        for solution in assessment.solutions.keys() - assessment.withdrawn.keys():
            for name, asked in judged(assessment.method).items():
                answer = level if isinstance(asked, Criterion) else status
                other = {"solution": solution, "criterion": name, "answer": answer, "reason": "otherwise"}
                said.setdefault((solution, name), other)
        return [said[cell] for cell in sorted(said)]

    def submit(self, person: str, evaluations: list[dict[str, Any]] | None = None) -> None:
        """Submit an evaluator's sheet."""
        number = self.folder.assessment().round.number
        given = self.evaluations(person) if evaluations is None else evaluations
        body = workbench.body_of("submitted", {"round": number, "evaluations": given})
        assert isinstance(body, Submitted)
        Workbench.of(self.folder, person).record(body)

    def agree(self) -> None:
        """Record what the column ``agreed`` says, and what was found for the checklist."""
        for answer in self.answers("agreed"):
            self.record("chair", "agreed", **answer, present=["chair"])
        for row in table(self.given.get("checklist", "")):
            if row.get("found"):
                self.record("chair", "checked", criterion=row["item"], answer=row["found"], reason="found")

    def log(self) -> bytes:
        """Give every byte of the log."""
        return b"".join(log.read_bytes() for log in sorted((self.home / "assessment/log").glob("*.jsonl")))

    def play(self) -> None:
        """Set the situation up and do what happens; the log before the last step is kept in ``before``."""
        if self.given["phase"] != "nothing":
            self.reach(self.given["phase"])
        self._do(self.given.get("beforehand", []), last=False)
        here, elsewhere = self.home / "assessment", self.home / "elsewhere"
        if "meanwhile" in self.given:
            shutil.copytree(here, elsewhere / "assessment")
            other = Situation(self.given, elsewhere, self.library)
            other.moment = self.moment
            other.folder = Folder(elsewhere / "assessment", other.clock)
            other._do(self.given["meanwhile"], last=False)
        happens, afterwards = self.given.get("happens", []), self.given.get("afterwards", [])
        self._do(happens, last=not afterwards)
        if "meanwhile" in self.given:
            for log in sorted((elsewhere / "assessment/log").glob("*.jsonl")):
                mine = here / "log" / log.name
                if not mine.exists() or len(log.read_bytes()) > len(mine.read_bytes()):
                    shutil.copyfile(log, mine)
        self._do(afterwards, last=True)

    def _do(self, steps: list[str], *, last: bool) -> None:
        from tests.cases.sentences import do  # noqa: PLC0415 -- the sentences act on this class

        for number, step in enumerate(steps, start=1):
            self.before, self.at_last_step = self.log(), last and number == len(steps)
            do(self, step)
