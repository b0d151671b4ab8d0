"""Changing any byte of a log is found, or changes nothing.

Of a log alone the exceptions are those of a torn last line, which a chain cannot tell from a crash: what
stands after the last newline is set aside with a warning (TS-301), so that whoever takes the last newline
away *and* something else makes the last entry one that was never acknowledged. A printed head tells.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.store import making
from tests.store.making import body, codes

from toetssteen.errors import IntegrityError
from toetssteen.model.replay.assessment import Assessment
from toetssteen.store.folder import Folder
from toetssteen.workbench import verify


class Small(NamedTuple):
    """A small assessment, its log as written, its state and its head."""

    path: Path
    log: Path
    whole: bytes
    state: Assessment
    head: str


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Small:
    folder = making.started(tmp_path_factory.mktemp("bytes") / "chat")
    folder.append("chair", "chair", body("set-chosen", set={"id": "x", "version": "1.0.0"}))
    log = folder.path / "log" / "chair.jsonl"
    state = folder.assessment()
    return Small(folder.path, log, log.read_bytes(), state, state.heads["chair"])


def _reads(small: Small, changed: bytes) -> str:
    """Say what reading a changed log comes to: ``refused``, ``same`` or ``torn`` (with its warning)."""
    small.log.write_bytes(changed)
    folder = Folder(small.path)
    try:
        state = folder.assessment()
    except IntegrityError:
        return "refused"
    if codes(folder.warnings) == ["TS-301"]:
        return "torn" if state != small.state else "same"
    assert folder.warnings == []
    assert state == small.state, "changed without a word"
    return "same"


def _flips(whole: bytes) -> Iterator[tuple[int, bytes]]:
    """Change every byte once, in one of four ways in turn; the last one in all four."""
    for at, byte in enumerate(whole):
        ways = [value for value in (byte ^ 1, byte ^ 0x80, ord("\n"), ord('"')) if value != byte]
        for value in ways if at == len(whole) - 1 else [ways[at % len(ways)]]:
            yield at, whole[:at] + bytes([value]) + whole[at + 1 :]


def test_every_byte_that_is_changed_is_found(small: Small) -> None:
    last = len(small.whole) - 1
    found = {(_reads(small, changed), at == last) for at, changed in _flips(small.whole)}
    assert found == {("refused", False), ("torn", True)}


def test_every_byte_that_is_taken_out_is_found(small: Small) -> None:
    last = len(small.whole) - 1
    for at in range(last):
        assert _reads(small, small.whole[:at] + small.whole[at + 1 :]) == "refused", at
    assert _reads(small, small.whole[:last]) == "same"


def test_every_byte_that_is_put_in_is_found(small: Small) -> None:
    end = len(small.whole)
    for at in range(end):
        value = (b" ", b"\n", b'"')[at % 3]
        verdict = _reads(small, small.whole[:at] + value + small.whole[at:])
        assert verdict == "refused" or (at == end - 1 and verdict == "torn"), (at, value)
    assert _reads(small, small.whole + b"\n") == "refused"
    for value in (b" ", b"\r", b"\0", b"0", b'"', b"}"):
        assert _reads(small, small.whole + value) == "same"


def test_every_place_where_a_log_is_cut_off_is_found_against_its_head(small: Small) -> None:
    for at in range(len(small.whole) - 1):
        small.log.write_bytes(small.whole[:at])
        assert verify(small.path, [small.head]).faults, at
    small.log.write_bytes(small.whole)
    assert verify(small.path, [small.head]).faults == ()


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_several_changes_at_once_are_found_against_the_head(small: Small, data: st.DataObject) -> None:
    changed = bytearray(small.whole)
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(changed) - 1))
        end = data.draw(st.integers(at, min(at + 40, len(changed))))
        changed[at:end] = data.draw(st.one_of(st.binary(max_size=3), st.just(bytes(changed[at:end][::-1]))))
        if not changed:
            return
    kept = bytes(changed).startswith(small.whole[:-1])
    small.log.write_bytes(bytes(changed))
    found = verify(small.path, [small.head])
    assert found.faults or kept


@settings(max_examples=60, deadline=None)
@given(order=st.permutations(range(4)))
def test_lines_in_any_other_order_are_found(small: Small, order: list[int]) -> None:
    lines = small.whole.splitlines(keepends=True)
    verdict = _reads(small, b"".join(lines[place] for place in order))
    assert verdict == ("same" if order == [0, 1, 2, 3] else "refused")


@settings(max_examples=100, deadline=None)
@given(content=st.binary(max_size=400))
def test_a_log_of_anything_at_all_is_refused_and_never_a_crash(small: Small, content: bytes) -> None:
    small.log.write_bytes(content)
    assert verify(small.path).faults
