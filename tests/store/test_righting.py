"""What was entered wrongly is put right by an entry: names until closed, roles and tracks before the freeze."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from tests.store import making
from tests.store.making import body, refused

from toetssteen import workbench
from toetssteen.errors import RuleError, ToetssteenError
from toetssteen.store.folder import Folder
from toetssteen.workbench import Workbench

WHY = "Een tikfout."


def right(folder: Folder, kind: str, **given: Any) -> None:
    Workbench.of(folder, "chair").record(body(f"{kind}-put-right", reason=WHY, **given))


def test_a_name_that_was_put_right_is_the_name_everywhere_and_the_log_has_both(tmp_path: Path) -> None:
    folder = making.scored(tmp_path / "chat", "tender")
    right(folder, "solution", solution="s1", name="Zuiderlicht", vendor="Zuiderlicht BV")
    right(folder, "assessment", title="Webchat 2026", authority="Gemeente Y")
    state = Folder(folder.path).assessment()
    assert (state.solutions["s1"].name, state.solutions["s1"].vendor) == ("Zuiderlicht", "Zuiderlicht BV")
    assert (state.opened.title, state.opened.authority) == ("Webchat 2026", "Gemeente Y")
    assert [(righted.body.which, righted.before) for righted in state.righted] == [
        ("s1", {"name": "S1", "vendor": None}),
        ("", {"title": "Chat", "authority": "Gemeente X"}),
    ]
    assert workbench.verify(folder.path, []).faults == ()
    report = json.loads(Workbench.of(folder, "chair").document("report", "json", "nl").content)
    said = [(line["about"], line["before"], line["text"]) for line in report["corrections"]]
    plain = [tuple(re.sub("[\u2066-\u2069]", "", text) for text in line) for line in said]
    assert ("s1: naam", "S1", "Zuiderlicht") in plain
    assert ("aanbestedende dienst", "Gemeente X", "Gemeente Y") in plain
    assert b"S1" in (folder.path / "log" / "chair.jsonl").read_bytes()


def test_what_need_not_be_there_can_be_emptied_and_a_name_cannot(tmp_path: Path) -> None:
    folder = making.started(tmp_path / "chat")
    right(folder, "assessment", lot="2", about="Een chat.")
    right(folder, "assessment", lot=" ", about="")
    right(folder, "person", person="evaluator-1", expertise="Recht")
    right(folder, "person", person="evaluator-1", expertise="", role="observer")
    state, before = Folder(folder.path).assessment(), folder.assessment().heads
    assert (state.opened.lot, state.opened.about, state.people["evaluator-1"].expertise) == (None, "", None)
    assert state.righted[1].before == {"lot": "2", "about": "Een chat."}
    right(folder, "assessment", lot="")  # it is so already
    assert folder.assessment().heads == before
    refused(ToetssteenError, "TS-505", right, folder, "assessment", title="")


def test_what_says_nothing_or_of_nothing_is_refused_and_what_is_so_already_is_not_written(tmp_path: Path) -> None:
    folder = making.opened_round(tmp_path / "chat")
    refused(RuleError, "TS-281", right, folder, "solution", solution="s1")
    refused(RuleError, "TS-280", right, folder, "solution", solution="s9", name="X")
    refused(RuleError, "TS-280", right, folder, "evidence", evidence="e9", title="X")
    refused(RuleError, "TS-288", right, folder, "solution", solution="s1", name="s\u200b2")
    before = folder.assessment().heads
    right(folder, "solution", solution="s1", name="S1")
    assert folder.assessment().heads == before


def test_a_role_is_put_right_before_the_freeze_while_nothing_hangs_on_it(tmp_path: Path) -> None:
    folder = making.started(tmp_path / "chat")
    right(folder, "person", person="evaluator-1", role="observer")
    right(folder, "person", person="evaluator-1", role="decider")
    assert folder.assessment().people["evaluator-1"].role == "decider"
    refused(RuleError, "TS-283", right, folder, "person", person="chair", role="observer")  # nobody would be chair
    Workbench.of(folder, "evaluator-2").declare("none")
    refused(RuleError, "TS-283", right, folder, "person", person="evaluator-2", role="observer")
    right(folder, "person", person="evaluator-2", expertise="Recht")
    assert folder.assessment().people["evaluator-2"].expertise == "Recht"
    making.freeze(folder)
    refused(RuleError, "TS-282", right, folder, "person", person="evaluator-1", role="evaluator")


def test_a_track_is_put_right_only_if_all_that_was_entered_would_be_allowed(tmp_path: Path) -> None:
    folder = making.started(tmp_path / "chat")
    right(folder, "assessment", track="tender")
    right(folder, "assessment", track="ethics")
    Workbench.of(folder, "chair").record(body("solution-added", solution="s1", name="S1"))
    refused(RuleError, "TS-206", right, folder, "assessment", track="tender")
    assert Folder(folder.path).assessment().opened.track == "ethics"
    right(folder, "assessment", procedure="below-threshold")
    assert Folder(folder.path).assessment().opened.procedure == "below-threshold"


def test_once_closed_nothing_is_put_right(tmp_path: Path) -> None:
    folder = making.scored(tmp_path / "chat")
    for phase in ("agreed", "decided", "closed"):
        making.move(folder, phase, reason="Zo besloten.")
    refused(RuleError, "TS-203", right, folder, "solution", solution="s1", name="X")
