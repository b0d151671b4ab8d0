"""Writing reports: which files, what is refused, and what somebody who waits is told."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path
from typing import Any

import pytest
from tests.documents.hostile import report_of

from toetssteen.content.library import Library
from toetssteen.documents import make
from toetssteen.errors import RuleError, StoreError, UseError
from toetssteen.language import say
from toetssteen.store.folder import Folder


def test_every_format_is_written(tender: Folder, shelf: Library, tmp_path: Path) -> None:
    beside = {"moment": tender.in_order()[-1].at, "works": shelf.works, "crosswalks": shelf.crosswalks}
    paths = make.write("report", ["html", "pdf", "json"], tmp_path / "new" / "out", tender.assessment(), "nl", **beside)
    assert [path.name for path in paths] == [f"example-small-tender-rapport.{form}" for form in ("html", "pdf", "json")]
    assert paths[0].read_bytes().startswith(b"<!doctype html>")
    assert paths[1].read_bytes().startswith(b"%PDF-1.7")
    whole = json.loads(paths[2].read_bytes())
    sentence = whole.pop("robust")["sentence"]
    assert sentence.startswith("Onbeslist: ")
    headline = whole["summary"]["outcome"].pop(0)
    assert headline == f"{sentence} {say('outlook.tie_broken', 'nl')}"
    assert whole == report_of(tender, "nl", shelf).model_dump(mode="json", exclude={"robust"})
    assert sorted(path.name for path in paths[0].parent.iterdir()) == sorted(path.name for path in paths)


@pytest.mark.parametrize("formats", [["docx"], ["html", "odt"], []])
def test_an_unknown_format_is_refused_before_anything_is_made(
    tender: Folder, tmp_path: Path, formats: list[str]
) -> None:
    with pytest.raises(UseError) as caught:
        make.write("report", formats, tmp_path / "out", tender.assessment(), "nl")
    assert caught.value.faults[0].code == "TS-601"
    assert not (tmp_path / "out").exists()


def test_a_round_that_is_not_there_is_refused(tender: Folder, tmp_path: Path) -> None:
    with pytest.raises(RuleError):
        make.write("report", ["json"], tmp_path, tender.assessment(), "nl", number=9)


def test_a_folder_that_cannot_be_written_is_said(tender: Folder, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")
    with pytest.raises(StoreError) as caught:
        make.write("report", ["json"], tmp_path / "out", tender.assessment(), "nl")
    assert caught.value.faults[0].code == "TS-360"


def test_a_disk_that_is_full_leaves_no_half_file(
    tender: Folder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    older = {
        path.name: path.read_bytes() for path in make.write("report", ["json"], tmp_path, tender.assessment(), "nl")
    }

    def full(handle: int, content: bytes) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "write", full)
    with pytest.raises(StoreError, match="TS-308"):
        make.write("report", ["json", "html"], tmp_path, tender.assessment(), "nl")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == older


def test_who_waits_longer_than_a_second_is_told(
    tender: Folder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []

    def slow(*_: Any) -> bytes:
        time.sleep(0.2)
        return b"{}"

    monkeypatch.setattr(make, "drawn", slow)
    make.write("report", ["json"], tmp_path, tender.assessment(), "en", tell=told.append)
    assert told == []
    monkeypatch.setattr(make, "PATIENCE", 0.05)
    make.write("report", ["json"], tmp_path, tender.assessment(), "en", tell=told.append)
    assert told == ["Making JSON…"]
