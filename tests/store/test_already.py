"""What is "already so", and what only looks like it: a second click writes nothing, another act is never lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.store import making, meetings
from tests.store.making import body

from toetssteen.errors import RuleError
from toetssteen.store.folder import Folder
from toetssteen.workbench import Workbench

TENSION = {"values": ["v1", "v2"], "text": "Meer privacy kost gemak."}


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return making.scored(tmp_path / "chat")


def written(folder: Folder, person: str, kind: str, **given: object) -> bool:
    return Workbench.of(folder, person).record(body(kind, **given)) is not None


def test_an_answer_to_vendors_that_was_taken_back_is_said_again(folder: Folder) -> None:
    said = [
        written(folder, "chair", "clarified", question="Mag het?", answer=answer)
        for answer in ("Ja.", "Nee.", "Ja.", "Ja.")
    ]
    assert said == [True, True, True, False]
    assert written(folder, "chair", "clarified", question="Moet het?", answer="Ja.")
    assert not written(folder, "chair", "clarified", question="Mag het?", answer="Ja.")


def test_the_same_remark_of_somebody_else_or_in_another_round_is_another(folder: Folder) -> None:
    folder.append("chair", "chair", body("person-added", person="ethics-1", role="ethics"))
    assert written(folder, "chair", "tension-recorded", **TENSION)
    assert not written(folder, "chair", "tension-recorded", **TENSION)
    assert written(folder, "ethics-1", "tension-recorded", **TENSION)
    assert not written(folder, "chair", "tension-recorded", **TENSION)


def test_a_phase_that_was_reached_with_another_reason_is_not_already_so(folder: Folder) -> None:
    assert written(folder, "chair", "phase-moved", to="agreed", reason="Geen tijd.")
    assert not written(folder, "chair", "phase-moved", to="agreed", reason="Geen tijd.")
    with pytest.raises(RuleError) as refused:
        written(folder, "chair", "phase-moved", to="agreed", reason="Anders gezegd.")
    assert making.codes(refused.value.faults) == ["TS-222"]


def test_a_solution_that_was_withdrawn_is_not_entered_already(tmp_path: Path) -> None:
    folder = making.opened_round(tmp_path / "chat")
    solution = {"solution": "s3", "name": "S3"}
    assert [written(folder, "chair", "solution-added", **solution) for _ in range(2)] == [True, False]
    folder.append("chair", "chair", body("solution-withdrawn", solution="s3", reason="Trekt zich terug."))
    with pytest.raises(RuleError):
        written(folder, "chair", "solution-added", **solution)


def test_a_correction_that_a_newer_agreement_replaced_does_not_hold_already(folder: Folder) -> None:
    meetings.agree(folder, "3")
    first = folder.logs()["chair"][-1].digest
    evaluation = {"solution": "s1", "criterion": "c1", "answer": "2", "reason": "Toch minder."}
    given = {"supersedes": first, "reason": "Verkeerd gehoord.", "evaluation": evaluation}
    assert [written(folder, "chair", "corrected", **given) for _ in range(2)] == [True, False]
    meetings.agree(folder, "3")
    with pytest.raises(RuleError) as refused:
        written(folder, "chair", "corrected", **given)
    assert making.codes(refused.value.faults) == ["TS-278"]


def test_no_price_can_be_chosen_and_chosen_again(tmp_path: Path) -> None:
    folder = making.started(tmp_path / "chat", "tender")
    band = {"method": "band", "best": "100", "worst": "200", "weight": "40"}
    assert written(folder, "chair", "pricing-set", pricing=band)
    assert written(folder, "chair", "pricing-set", pricing=None)
    assert folder.assessment().choices.pricing is None or folder.assessment().choices.pricing.pricing is None
    assert written(folder, "chair", "pricing-set", pricing=band)
