"""How long it takes from bytes on disk to the state, against parsing and validating the same bytes.

``python tests/benchmarks/replay.py`` (``--entries 100000 --runs 5``)

The mix, over eight logs (chair, five evaluators, two of the ethics committee): an ethics review of three
solutions by the whole ``chat-channel`` set, five submissions of every cell, and then about 25%
evidence-added, 25% corrected, 20% agreed, 11% checked, 8% tensions, 7% compromises and 4% conditions. Each
writes in spells of 1 to 30 entries, two at a time; at the start of a spell an author sees what others wrote.

The store leaves Python's garbage collector out while it reads; what it is held against does not, as Python
does by default. So the same is also shown with the collector left out.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from measure import say, table, without_collector

from toetssteen import workbench
from toetssteen.content import library, place
from toetssteen.model.entries.entry import Entry, entry_reader
from toetssteen.model.entries.opening import Opened
from toetssteen.model.replay.assessment import Assessment, judged
from toetssteen.model.replay.replay import replay
from toetssteen.store import line
from toetssteen.store.folder import Folder
from toetssteen.workbench import Workbench

EVALUATORS = [f"evaluator-{number}" for number in range(1, 6)]
ETHICS = ["ethics-1", "ethics-2"]
SOLUTIONS = ["whatsapp", "web-chat", "telephone"]
REASON = "Seen in the demonstration of 4 March 2026 and in the agreement, article 7; two residents could not finish. "
AT = "2026-03-04T10:00:00Z"


def prepare(path: Path) -> Folder:
    """Make an ethics review up to the consensus, by the real rules."""
    shelf = library.load(place.find("criteria", Path(__file__).parents[2] / "criteria"))
    opened = Opened(assessment="large", title="Large", track="ethics", procedure="existing-use", authority="Voorbeeld")
    folder = Folder.create(path)
    folder.append("chair", "chair", opened)

    def record(author: str, kind: str, **given: Any) -> None:
        Workbench.of(folder, author).record(workbench.body_of(kind, given))

    whole = shelf.set("chat-channel")
    record("chair", "set-chosen", set={"id": whole.id, "version": whole.version})
    for person in EVALUATORS:
        record("chair", "person-added", person=person, role="evaluator")
    for person in ETHICS:
        record("chair", "person-added", person=person, role="ethics")
    for question in shelf.scoping.values():
        record("chair", "scoping-answered", question=question.id, answer=question.options[0].id)
    for solution in SOLUTIONS:
        record("chair", "solution-added", solution=solution, name=solution)
    Workbench.of(folder, "chair").freeze(shelf)
    record("chair", "evidence-added", evidence="e0", type="document", title="Agreement")
    record("chair", "phase-moved", to="open")
    chance = random.Random(1)
    for person in EVALUATORS:
        record(person, "declared", interests="none")
        record(person, "submitted", round=1, evaluations=[answer(chance, cell) for cell in cells(folder.assessment())])
    record("chair", "phase-moved", to="scored")
    return folder


def cells(assessment: Assessment) -> list[tuple[str, str, bool]]:
    """List every cell: solution, criterion or gate, and whether it takes a level."""
    assert assessment.method
    return [(s, each.id, hasattr(each, "scale")) for s in SOLUTIONS for each in judged(assessment.method).values()]


def answer(chance: random.Random, cell: tuple[str, str, bool]) -> dict[str, Any]:
    """Answer a cell at random, with a reason of some length."""
    level = str(chance.randint(0, 4)) if cell[2] else chance.choice(["met", "not_met"])
    reason = REASON * chance.randint(1, 3)
    return {"solution": cell[0], "criterion": cell[1], "answer": level, "reason": reason, "evidence": ["e0"]}


def write(path: Path, entries: int) -> None:
    """Write an assessment with this many entries into a folder."""
    folder = prepare(path)
    assessment, chance = folder.assessment(), random.Random(2)
    asked = cells(assessment)
    state = replay(folder.logs(), folder.methods())
    submissions = {entry.author: entry.digest for entry in folder.in_order() if entry.kind == "submitted"}
    assert assessment.method
    checklist = [(each.id, hasattr(each, "scale")) for each in assessment.method.checklist]
    lines: dict[str, list[bytes]] = {author: [] for author in assessment.people}

    def body(author: str, role: str, number: int) -> tuple[str, dict[str, Any]]:
        cell = answer(chance, chance.choice(asked))
        other: list[tuple[str, dict[str, Any]]] = [
            ("evidence-added", {"evidence": f"e{number + 1}", "type": "document", "title": "Report", "about": REASON}),
            ("tension-recorded", {"values": ["privacy", "inclusion"], "text": REASON}),
            ("compromise-recorded", {"value": "privacy", "text": REASON}),
        ]
        match role:
            case "chair":
                wanted = ("agreed", {**cell, "present": EVALUATORS, "round": 1})
            case "evaluator":
                wanted = ("corrected", {"supersedes": submissions[author], "reason": REASON, "evaluation": cell})
            case _ if author == "ethics-1":
                criterion, graded = chance.choice(checklist)
                level = "3" if graded else "met"
                wanted = ("checked", {"criterion": criterion, "answer": level, "reason": REASON, "round": 1})
            case _:
                wanted = ("condition-set", {"solution": "whatsapp", "text": REASON, "owner": "Team contact"})
        return chance.choices([wanted, *other], [60, 25, 8, 7])[0]

    # the chair, who records the consensus, writes most; then ethics-1, who keeps the checklist
    authors, often = ["chair", *EVALUATORS, *ETHICS], [50, 7, 7, 7, 7, 7, 16, 5]
    left = dict.fromkeys(authors, 0)
    at_work: list[str] = []
    count = sum(len(log) for log in folder.logs().values())
    for number in range(count, entries):
        while len(at_work) < 2:
            author = chance.choices(authors, often)[0]
            if author not in at_work:
                at_work.append(author)
                left[author] = chance.randint(1, 30)
                fresh = True
                break
        else:
            author, fresh = chance.choice(at_work), False
        role = assessment.people[author].role
        kind, given = body(author, role, number)
        entry, text = line.make(
            workbench.body_of(kind, given),
            at=AT,
            author=author,
            role=role,
            fingerprint=assessment.fingerprint,
            after=state.heads.get(author),
            seen=state.seen_by(author) if fresh else [],
        )
        state.take(entry)
        lines[author].append(text)
        left[author] -= 1
        if left[author] <= 0:
            at_work.remove(author)
    for author, texts in lines.items():
        with (path / "log" / f"{author}.jsonl").open("ab") as log:
            log.writelines(texts)


def texts(path: Path) -> Iterator[bytes]:
    """Go over the lines of all logs."""
    for log in sorted((path / "log").glob("*.jsonl")):
        yield from log.read_bytes().splitlines()


def validated(path: Path) -> list[Entry]:
    """Parse and validate every line: what any replay has to do."""
    read = entry_reader().validate_json
    return [read(text) for text in texts(path)]


def describe(path: Path) -> None:
    """Check that the rules took every entry, and show what there is."""
    folder = Folder(path)
    assessment = folder.assessment()
    assert not assessment.set_aside, assessment.set_aside[0]
    kinds = Counter(entry.kind for log in folder.logs().values() for entry in log)
    size = sum(log.stat().st_size for log in (path / "log").glob("*.jsonl"))
    say(f"{kinds.total()} entries, {size / 1e6:.1f} MB, {len(folder.logs())} logs")
    say(", ".join(f"{count} {kind}" for kind, count in kinds.most_common()))


def main(entries: int, runs: int) -> None:
    """Write the assessment, check it, time it."""
    with tempfile.TemporaryDirectory() as given:
        path = Path(given) / "large"
        write(path, entries)
        describe(path)
        tasks = {
            "bytes on disk to the state": lambda: (folder := Folder(path), folder.assessment()),
            "parsing and validating the same bytes": lambda: validated(path),
            "the same, without the collector": lambda: without_collector(lambda: validated(path)),
            "json.loads of the same bytes": lambda: [json.loads(text) for text in texts(path)],
        }
        table("replay", tasks, runs)


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--entries", type=int, default=100_000)
    arguments.add_argument("--runs", type=int, default=5)
    main(**vars(arguments.parse_args()))
