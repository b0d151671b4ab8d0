"""Verifying cannot be fooled: whatever a folder or an export is made into, it comes to one of three words."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from tests.attacks import damage

from toetssteen.errors import ToetssteenError
from toetssteen.workbench import Workbench, export, open_folder, verify

pytestmark = pytest.mark.skipif(os.name != "posix", reason="has pipes, links and devices")
GATE, NIGHTLY = 2 * len(damage.FILES) + 10, 2_000
HANGS = 120
"""Seconds after which something hangs, on any machine."""


@pytest.fixture(scope="module")
def of(tmp_path_factory: pytest.TempPathFactory) -> damage.Whole:
    return damage.whole(tmp_path_factory.mktemp("damage"))


@contextmanager
def _not_for_ever() -> Iterator[None]:
    def stop(*_: Any) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(HANGS)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def _fooled(of: damage.Whole, number: int, place: Path) -> str:
    """Return what was wrong with what verifying said of one damage; empty where nothing was."""
    place.mkdir()
    done = damage.damaged(of, number, place)
    with _not_for_ever():
        found = verify(done.path, of.heads)
    codes = [problem.code for problem in found.faults]
    said = f"{number}: {done.how}: {found.outcome} {codes[:3]} {[p.particulars for p in found.faults][:1]}"
    if "TS-344" in codes:
        return f"stumbles at {said}"
    told = all(problem.say(language) for problem in (*found.faults, *found.notices) for language in ("nl", "en"))
    sound = told and (found.outcome == "whole") == (not found.faults)
    if stumbled := _stumbles(done.path):
        return f"opening stumbles at {said}: {stumbled}"
    return "" if sound and (found.outcome != "whole" or not done.counts) else f"fooled by {said}"


def _stumbles(path: Path) -> str:
    """Return what was raised on opening and exporting a folder that is no error of the house."""
    try:
        if path.is_dir() and (path / "log").is_dir():
            folder = open_folder(path)
            Workbench.of(folder).result()
            export(folder)
    except ToetssteenError:
        return ""
    except Exception as error:
        return repr(error)
    return ""


def test_what_is_whole_is_called_whole(of: damage.Whole) -> None:
    for path in (of.folder, of.export):
        found = verify(path, of.heads)
        assert (found.outcome, found.faults) == ("whole", ())


def test_damage_of_every_kind_is_never_called_whole_and_never_a_surprise(of: damage.Whole, tmp_path: Path) -> None:
    assert [told for number in range(GATE) if (told := _fooled(of, number, tmp_path / str(number)))] == []


@pytest.mark.nightly
def test_two_thousand_damages(of: damage.Whole, tmp_path: Path) -> None:
    numbers = range(GATE, GATE + NIGHTLY)
    assert [told for number in numbers if (told := _fooled(of, number, tmp_path / str(number)))] == []
