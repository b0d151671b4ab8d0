"""Every section of ``semantics.md``, as cases that an official can read and write; see ``README.md``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.cases.outcome import compare
from tests.cases.situation import Situation
from tests.cases.written import load

from toetssteen.content import place
from toetssteen.content.library import Library
from toetssteen.errors import ToetssteenError

HERE = Path(__file__).parent
SECTIONS = range(1, 15)
FILES = sorted(HERE.glob("[0-9][0-9]-*.yaml"))
USUAL: dict[str, Any] = load(HERE / "usual.yaml")["situation"]
CASES = [
    pytest.param(
        case,
        id=f"{path.stem}: {case['says']['en']}",
        marks=[pytest.mark.xfail(reason=case["awaits"], strict=True)] if "awaits" in case else [],
    )
    for path in FILES
    for case in load(path)["cases"]
]


@pytest.mark.parametrize("case", CASES)
def test_a_case(case: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, shelf: Library) -> None:
    assert case.keys() <= {"says", "cites", "awaits", "situation", "outcome"}
    assert case["says"].keys() == {"nl", "en"}
    situation, outcome = Situation({**USUAL, **case.get("situation", {})}, tmp_path, shelf), dict(case["outcome"])
    for variable, folder in situation.given.get("environment", {}).items():
        monkeypatch.setenv(variable, str(tmp_path / folder))
        (tmp_path / folder).mkdir()
    if situation.given.get("argument"):
        (tmp_path / situation.given["argument"]).mkdir()
    if situation.given.get("checkout") == "no":
        monkeypatch.setattr(place, "checkout", lambda: None)
    refused, particulars = outcome.pop("refused", None), outcome.pop("with", {})
    if refused is None:
        situation.play()
    else:
        with pytest.raises(ToetssteenError) as refusal:
            situation.play()
        assert {problem.code for problem in refusal.value.faults} == set(refused.split(", "))
        first = refusal.value.faults[0].particulars
        assert {key: str(first[key]) for key in particulars} == particulars
        if not hasattr(situation, "folder"):
            assert not (tmp_path / "assessment").exists()
        else:
            assert situation.at_last_step, "an earlier step was refused"
            assert situation.log() == situation.before, "what was refused was written all the same"
    compare(situation, outcome)


def test_every_section_has_cases() -> None:
    assert [int(path.name[:2]) for path in FILES] == list(SECTIONS)
    assert all(load(path)["cases"] for path in FILES)
