"""What is closed stays closed wherever entries or answers leave: pages, files, ``log``, reports, exports."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from tests.store import making, sealing
from tests.store.making import SECRET, body, codes, forge, refused
from typer.testing import CliRunner

from toetssteen import workbench
from toetssteen.cli import app
from toetssteen.errors import RuleError, ToetssteenError
from toetssteen.model.base import Noun
from toetssteen.model.entries.body import Evaluation
from toetssteen.model.entries.consensus import Agreed, Corrected
from toetssteen.model.entries.pricing import PriceOpened
from toetssteen.model.entries.scoring import EvaluatorSheet, Imported, NamedSolution, Scored, Submitted
from toetssteen.model.entries.sealing import Unsealed
from toetssteen.model.method import Band
from toetssteen.model.replay.reading import Reading
from toetssteen.pages.audit import page as audit
from toetssteen.pages.compare import page as compare
from toetssteen.pages.consensus import page as consensus
from toetssteen.pages.desk import Desk
from toetssteen.pages.report import page as report
from toetssteen.pages.start import page as start
from toetssteen.store import keyring
from toetssteen.store.folder import Folder
from toetssteen.workbench import Workbench, judging, verify

ONE, TWO = making.EVALUATORS
CELL = ("s1", "c1")
INTEREST = "my brother works there"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folder:
    monkeypatch.setenv("TOETSSTEEN_WORKSPACE", str(tmp_path))
    folder = sealing.sealed_round(tmp_path / "assessments" / "chat")
    for person, level in ((ONE, "1"), (TWO, "3")):
        sealing.submit(folder, person, level)
    return folder


def _page(desk: Desk) -> Callable[[Folder], str]:
    pages: dict[str, Any] = {"compare": compare.Comparing, "consensus": consensus.Consensus, "report": report.Reporting}
    return lambda _: str(pages[desk.name](desk).content())


def _log(*options: str) -> Callable[[Folder], str]:
    return lambda folder: CliRunner().invoke(app.commands, ["log", str(folder.path), *options]).output


def _entries(folder: Folder) -> str:
    page = audit.Audit(Desk("audit", "chat"))
    return "".join(str(page.entry(entry.digest)) for entry in folder.in_order())


def _export(folder: Folder) -> str:
    try:
        return workbench.export(folder).decode()
    except RuleError as error:
        return str(error)


WAYS: dict[str, Callable[[Folder], str]] = {
    "the trail as JSON": lambda folder: Workbench.of(folder, language="en").trail.file("json").decode(),
    "the trail as CSV": lambda folder: Workbench.of(folder, language="en").trail.file("csv").decode("utf-8-sig"),
    "the audit page": lambda _: str(audit.Audit(Desk("audit", "chat")).content()),
    "an entry on the audit page": _entries,
    "log": _log(),
    "log --json": _log("--json"),
    "result --json": lambda folder: CliRunner().invoke(app.commands, ["result", str(folder.path), "--json"]).output,
    "the state": lambda folder: repr(folder.assessment()),
    "verify": lambda folder: str(ToetssteenError(verify(folder.path).notices)),
    "the start page": lambda _: str(start.page(None).state),
    "the consensus page": _page(Desk("consensus", "chat")),
    "the compare page": _page(Desk("compare", "chat")),
    "the report page": _page(Desk("report", "chat")),
    "the report": lambda folder: Workbench.of(folder, language="en").report().model_dump_json(),
    "an export": _export,
}


def _leaks(folder: Folder, secret: str = SECRET) -> list[str]:
    return [name for name, way in WAYS.items() if secret in way(Folder(folder.path))]


def _unsealed(folder: Folder, number: int = 1) -> Unsealed:
    """Make a refused opening: of one seal, without the other."""
    state = folder.assessment()
    secret = keyring.secret(folder.key, keyring.of_round(1))
    revealed = judging._revealed(secret or "", ONE, state.rounds[0].seals[ONE])
    return Unsealed(round=number, revealed=[revealed], reason="die doet niet mee")


def _cell(**given: str) -> dict[str, Any]:
    return {"solution": "s1", "criterion": "c1", "answer": "4", "reason": f"{SECRET} 4"} | given


REFUSED: dict[str, Callable[[Folder], Noun]] = {
    "an opening": _unsealed,
    "an opening of a round that is not there": lambda folder: _unsealed(folder, 7),
    "a submission in the open": lambda _: Submitted(round=1, evaluations=sealing.answers("4")),
    "a submission of a round that is not there": lambda _: Submitted(round=7, evaluations=sealing.answers("4")),
    "an agreed level": lambda _: Agreed(**_cell(), present=["chair"]),
    "a correction": lambda _: Corrected(supersedes="0" * 64, reason=f"{SECRET}", evaluation=Evaluation(**_cell())),
    "a draft in the shared log": lambda _: Scored(**_cell()),
    "scores from a sheet": lambda folder: Imported(
        method=str(folder.assessment().fingerprint),
        source="x",
        solutions=[NamedSolution(id="s1", name="S1")],
        evaluators=[EvaluatorSheet(person="p", name="P", evaluations=[Evaluation(**_cell())])],
    ),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_a_refused_entry_held_is_nowhere_to_be_read_while_the_round_is_closed(folder: Folder, what: str) -> None:
    said = REFUSED[what](folder)
    author, role = (ONE, "evaluator") if isinstance(said, Submitted | Scored) else ("chair", "chair")
    entry = forge(folder.path, author, role, said)
    state = Folder(folder.path).assessment()
    assert [refused.entry.digest for refused in state.set_aside] == [entry.digest]
    assert _leaks(folder) == []


@pytest.mark.parametrize("what", ["an opening", "a submission in the open", "an agreed level"])
def test_once_the_round_is_open_what_was_refused_can_be_read(folder: Folder, what: str) -> None:
    said = REFUSED[what](folder)
    author, role = (ONE, "evaluator") if isinstance(said, Submitted) else ("chair", "chair")
    forge(folder.path, author, role, said)
    folder = Folder(folder.path, making.ticking())
    Workbench.of(folder, "chair").unseal()
    assert {"the trail as JSON", "log --json", "an entry on the audit page", "an export"} <= set(_leaks(folder))


def test_an_opening_that_is_in_conflict_opens_nothing(folder: Folder) -> None:
    folder.append("chair", "chair", body("person-added", person="chair-2", role="chair"))
    there = Path(shutil.copytree(folder.path, folder.path.parent.parent / "elsewhere"))
    opened = folder.append("chair", "chair", body("round-opened", round=2, reason="sleutel kwijt"))
    secret = keyring.secret(folder.key, keyring.of_round(1)) or ""
    seals = Folder(there).assessment().round.seals
    said = Unsealed(round=1, revealed=[judging._revealed(secret, evaluator, part) for evaluator, part in seals.items()])
    for second in count():  # what comes first follows from the digests: the opening has to come second
        (there / "log" / "chair-2.jsonl").unlink(missing_ok=True)
        when = f"2026-03-02T{10 + second // 3600}:{second // 60 % 60:02}:{second % 60:02}Z"
        if forge(there, "chair-2", "chair", said, at=when).digest > opened.digest:
            break
    shutil.copyfile(there / "log" / "chair-2.jsonl", folder.path / "log" / "chair-2.jsonl")
    state = Folder(folder.path).assessment()
    assert ([conflict.slot for conflict in state.conflicts], state.rounds[0].sealed) == ([("phase",)], True)
    assert _leaks(folder) == []


def test_the_lost_round_stays_closed_when_a_new_one_is_opened(folder: Folder) -> None:
    said = _unsealed(folder)
    forge(folder.path, "chair", "chair", said)
    folder = Folder(folder.path, making.ticking())
    folder.append("chair", "chair", body("round-opened", round=2, reason="sleutel kwijt"))
    assert _leaks(folder) == []
    refused(RuleError, "TS-339", workbench.export, folder)
    Workbench.of(folder, "chair").open_round()
    for person in making.EVALUATORS:
        sealing.submit(folder, person, "4")
    Workbench.of(folder, "chair").unseal()
    assert _leaks(folder, f"{SECRET} 1,") == []  # the new round is open; nobody ever opened the lost one


def test_a_refused_submission_does_not_say_its_answers_in_its_faults(folder: Folder) -> None:
    given = [evaluation.model_copy(update={"answer": "44444444"}) for evaluation in sealing.answers("4")]
    forge(folder.path, TWO, "evaluator", Submitted(round=1, evaluations=given))
    assert _leaks(folder, "44444444") == []


def test_an_open_round_without_a_key_keeps_refused_answers_from_the_faults_too(tmp_path: Path) -> None:
    folder = making.opened_round(tmp_path / "chat")
    given = [
        evaluation.model_copy(update={"answer": "77777777"})
        for evaluation in making.answers()
        if evaluation.criterion != "g"
    ]
    forge(folder.path, ONE, "evaluator", Submitted(round=1, evaluations=given))
    [aside] = Folder(folder.path).assessment().set_aside
    assert "TS-210" in codes(aside.faults)
    assert "77777777" not in repr(aside) + str(ToetssteenError(verify(folder.path).notices))


def _priced(path: Path) -> Folder:
    folder = making.started(path, "tender")
    band = Band(best="1", worst="90000", weight="30")
    making.freeze(folder, making.method().model_copy(update={"price": band}))
    making.move(folder, "open")
    for solution in making.SOLUTIONS:
        folder.append("chair", "chair", body("solution-added", solution=solution, name=solution.upper()))
    for person in making.EVALUATORS:
        folder.append(person, "evaluator", body("declared", interests="none"))
        making.submit(folder, person)
    making.move(folder, "scored")
    return folder


def test_a_price_that_was_opened_too_early_is_nowhere_to_be_read_until_quality_is_closed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TOETSSTEEN_WORKSPACE", str(tmp_path))
    folder = _priced(tmp_path / "assessments" / "chat")
    forge(folder.path, "chair", "chair", PriceOpened(solution="s1", price="54321"))
    assert _leaks(folder, "54321") == []
    refused(RuleError, "TS-339", workbench.export, Folder(folder.path))
    folder = Folder(folder.path, making.ticking())
    making.move(folder, "agreed")
    assert "log --json" in _leaks(folder, "54321")


def test_what_an_interest_is_and_why_a_measure_was_taken_stands_in_no_file_but_the_owners(folder: Folder) -> None:
    folder.append("chair", "chair", body("person-added", person="ethics-1", role="ethics"))
    said = body("declared", interests="described", description=INTEREST)
    folder.append("ethics-1", "ethics", said)
    taken = body("measure-taken", person="ethics-1", measure="none", reason=f"although {INTEREST}")
    folder.append("chair", "chair", taken)
    assert _leaks(folder, INTEREST) == ["the state"]
    Workbench.of(folder, "chair").unseal()
    assert _leaks(folder, INTEREST) == ["the state", "an export"]


@pytest.mark.parametrize(("reader", "reads"), [("chair", True), (ONE, False), (None, False), ("nobody-here", False)])
def test_only_a_chair_reads_what_an_interest_is(folder: Folder, reader: str | None, reads: bool) -> None:
    said = folder.append(ONE, "evaluator", body("declared", interests="described", description=INTEREST,
                         key=folder.assessment().declarations[ONE].key))  # fmt: skip
    reading = Reading(folder.assessment(), reader)
    assert (INTEREST in str(reading.document(said)), reading.interest(ONE) == INTEREST) == (reads, reads)
