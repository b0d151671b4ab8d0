"""Starting: the workspace that is prepared, and what a server that was killed left."""

from __future__ import annotations

import errno
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from toetssteen.content import place
from toetssteen.errors import StoreError
from toetssteen.web import app

LEFT = ("kernel-0a1b.json", "jpserver-1.json", "jpserver-1-open.html", "jpserver-2.json")


def _server(runtime: Path, pid: int) -> None:
    for name in (*LEFT, "notes.txt"):
        (runtime / name).write_text("{", encoding="utf-8")  # cut off, as a kill may leave it
    (runtime / "jpserver-1.json").write_text(json.dumps({"pid": pid, "token": "secret"}), encoding="utf-8")


def test_what_a_server_that_was_killed_left_is_cleared_away_at_the_next_start(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", ""]) as gone:
        gone.wait()
    _server(tmp_path, gone.pid)
    app.clear_away(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_what_a_server_that_runs_uses_stays(tmp_path: Path) -> None:
    _server(tmp_path, os.getpid())
    app.clear_away(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {*LEFT, "notes.txt"}


def test_no_folder_of_a_server_yet_is_none_to_clear(tmp_path: Path) -> None:
    app.clear_away(tmp_path / "runtime")


def test_examples_that_do_not_fit_on_the_disk_are_brought_at_the_next_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: Path, into: Path, **more: Any) -> None:
        (into / "example-small-tender" / "log").mkdir(parents=True)
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as context:
        context.setattr(shutil, "copytree", full)
        with pytest.raises(StoreError, match="TS-308"):
            app.prepare(tmp_path / "mine")
    app.prepare(tmp_path / "mine")
    for part in ("assessments", "notebooks"):
        brought = {path.name for path in place.find(part).glob("[!.]*")}
        assert brought <= {path.name for path in (tmp_path / "mine" / part).iterdir()} | {"README.md"}
