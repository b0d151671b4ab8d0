"""Corrections: of what was sealed, of what was agreed; and records of a round that has passed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tests.store import making, meetings, sealing
from tests.store.making import body, refused
from tests.store.meetings import CELL, ONE, TWO

from toetssteen import workbench
from toetssteen.errors import RuleError
from toetssteen.model.entries.body import Body
from toetssteen.model.entries.entry import Entry
from toetssteen.model.entries.sealing import Sealed
from toetssteen.store.folder import Folder
from toetssteen.workbench import Workbench, verify


def correcting(supersedes: str, answer: str = "2", solution: str = "s1", criterion: str = "c1") -> Body:
    evaluation = {"solution": solution, "criterion": criterion, "answer": answer, "reason": "Nu goed."}
    return body("corrected", supersedes=supersedes, reason="Verschreven.", evaluation=evaluation)


def sealed_by(folder: Folder, person: str) -> Entry:
    return next(entry for entry in folder.logs()[person] if isinstance(entry.body, Sealed))


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return meetings.unsealed(tmp_path / "chat")


def test_what_was_sealed_is_corrected_by_its_writer_and_the_old_answer_stays(folder: Folder) -> None:
    Workbench.of(folder, ONE).record(correcting(sealed_by(folder, ONE).digest))
    state = Folder(folder.path).assessment()
    assert state.round.evaluations[ONE][CELL].answer == "2"
    [correction] = state.round.corrections
    assert correction.before is not None
    assert (correction.before.answer, correction.evaluation.answer, correction.agreed) == ("1", "2", False)
    assert verify(folder.path).faults == ()


def test_what_somebody_else_sealed_is_not_corrected(folder: Folder) -> None:
    refused(RuleError, "TS-235", Workbench.of(folder, TWO).record, correcting(sealed_by(folder, ONE).digest))


def test_who_was_kept_from_a_solution_corrects_nothing_of_it_and_what_was_corrected_is_not_shown(
    folder: Folder,
) -> None:
    Workbench.of(folder, ONE).record(correcting(sealed_by(folder, ONE).digest))
    sealing.measure(folder, ONE, "restricted", "s1")
    assert folder.assessment().round.corrections == ()
    refused(RuleError, "TS-259", Workbench.of(folder, ONE).record, correcting(sealed_by(folder, ONE).digest, "3"))


def test_of_what_was_agreed_twice_only_the_last_is_corrected(folder: Folder) -> None:
    first, last = meetings.agree(folder, "1"), meetings.agree(folder, "3")
    refused(RuleError, "TS-278", Workbench.of(folder, "chair").record, correcting(first))
    Workbench.of(folder, "chair").record(correcting(last))
    state = folder.assessment()
    assert state.round.agreed[CELL].answer == "2"
    assert [
        (correction.before.answer, correction.agreed) for correction in state.round.corrections if correction.before
    ] == [("3", True)]


def imported(tmp_path: Path) -> tuple[Folder, str]:
    """Import a score of 2 by one evaluator; give the digest of the import."""
    sheet = tmp_path / "sheet"
    sheet.mkdir()
    (sheet / "criteria.csv").write_text("id,title,value,weight,scale_max\nc1,C,v,100,4\n", encoding="utf-8")
    (sheet / "scores.csv").write_text("evaluator,solution,criterion,level,reason\np,s1,c1,1,x\n", encoding="utf-8")
    folder, _ = workbench.import_scores(sheet, tmp_path / "imported")
    return folder, folder.in_order()[-1].digest


def test_an_imported_score_is_corrected_by_who_imported_it_naming_whose_it_is(tmp_path: Path) -> None:
    folder, digest = imported(tmp_path)
    said = correcting(digest)
    refused(RuleError, "TS-233", Workbench.of(folder, "importer").record, said)
    Workbench.of(folder, "importer").record(said.model_copy(update={"person": "p"}))
    part = folder.assessment().round
    assert part.evaluations["p"][CELL].answer == "2"
    assert [
        (correction.author, correction.person, correction.before.answer)
        for correction in part.corrections
        if correction.before
    ] == [("importer", "p", "1")]


def test_imported_scores_are_agreed_on(tmp_path: Path) -> None:
    folder, _ = imported(tmp_path)
    said = {"solution": "s1", "criterion": "c1", "answer": "3", "reason": "Samen.", "present": ["importer"]}
    Workbench.of(folder, "importer").record(body("agreed", **said))
    assert folder.assessment().round.agreed[CELL].answer == "3"


def later(folder: Folder) -> Folder:
    """Let a second chair, who knows of round 1 only, agree late: in replay order after the second round began."""
    folder.append("chair", "chair", body("person-added", person="chair-2", role="chair"))
    for step in range(1, 100):  # which of two concurrent entries comes first follows from their digests
        here, there = (
            Folder(folder.path.parent / f"{step}-{name}", making.ticking(step, step % 24)) for name in ("here", "there")
        )
        for copy in (here, there):
            shutil.copytree(folder.path, copy.path)
        meetings.agree(here, "1")
        meetings.agree(there, "3", by="chair-2", number=1)
        meetings.second_round(here)
        meetings.agree(here, "4")
        shutil.copyfile(there.path / "log" / "chair-2.jsonl", here.path / "log" / "chair-2.jsonl")
        merged = Folder(here.path, making.ticking())
        kinds = [(entry.author, entry.kind) for entry in merged.in_order()]
        if kinds.index(("chair-2", "agreed")) > kinds.index(("chair", "round-opened")):
            return merged
    raise AssertionError("never late")


def test_a_late_agreement_of_round_one_does_not_undecide_a_cell_of_round_two(folder: Folder) -> None:
    state = later(folder).assessment()
    assert state.round.agreed[CELL].answer == "4"
    assert [conflict.slot for conflict in state.conflicts] == [("agreed", *CELL, "1")]
    assert CELL not in state.rounds[0].agreed


def test_what_is_agreed_late_cannot_be_corrected_into_a_later_round(folder: Folder) -> None:
    late = later(folder)
    digest = late.logs()["chair-2"][-1].digest
    refused(RuleError, "TS-234", late.append, "chair-2", "chair", correcting(digest))


def test_an_old_log_that_names_no_round_still_makes_a_conflict_with_one_that_does(folder: Folder) -> None:
    folder.append("chair", "chair", body("person-added", person="chair-2", role="chair"))
    there = folder.path.parent / "elsewhere"
    shutil.copytree(folder.path, there)
    unnamed = making.agreed("1").model_copy(update={"round": None})
    refused(RuleError, "TS-227", folder.append, "chair", "chair", unnamed)
    making.forge(folder.path, "chair", "chair", unnamed, format=1)
    meetings.agree(Folder(there, making.ticking()), "3", by="chair-2", number=1)
    shutil.copyfile(there / "log" / "chair-2.jsonl", folder.path / "log" / "chair-2.jsonl")
    state = Folder(folder.path).assessment()
    assert [conflict.slot for conflict in state.conflicts] == [("agreed", *CELL, "1")]
    assert CELL not in state.round.agreed
