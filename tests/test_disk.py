"""What is written over, and folders that are built: whole or as before; and what is said of a disk that refuses."""

from __future__ import annotations

import ast
import errno
import os
import re
import stat
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

import toetssteen
from toetssteen import disk
from toetssteen.errors import StoreError

PACKAGE = Path(toetssteen.__file__).parent
OLDER, NEWER = b"what was there before", b"what is written now, which is longer"
posix = pytest.mark.skipif(os.name != "posix", reason="has modes, links and pipes")


@pytest.fixture
def older(tmp_path: Path) -> Path:
    """A file that is written over."""
    path = tmp_path / "export.json"
    path.write_bytes(OLDER)
    return path


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def _fails(at: str, number: int) -> Any:
    """Make a function of ``os`` that fails; ``os.write`` once half is written."""
    real = getattr(os, at)

    def failing(*given: Any, **more: Any) -> Any:
        if at == "write":
            real(given[0], bytes(given[1])[:5])
        raise OSError(number, os.strerror(number))

    return failing


# Written over


@pytest.mark.parametrize("at", ["open", "write", "fsync", "replace"])
def test_a_disk_that_is_full_leaves_the_older_file_and_nothing_half(
    older: Path, monkeypatch: pytest.MonkeyPatch, at: str
) -> None:
    with monkeypatch.context() as context:
        context.setattr(os, at, _fails(at, errno.ENOSPC))
        with pytest.raises(StoreError, match="TS-308"):
            disk.write(older, NEWER)
    assert (older.read_bytes(), _names(older.parent)) == (OLDER, [older.name])
    disk.write(older, NEWER)
    assert (older.read_bytes(), _names(older.parent)) == (NEWER, [older.name])


@posix
def test_the_bytes_and_then_the_name_are_synced(older: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[tuple[bool, bytes]] = []
    real = os.fsync

    def fsync(handle: int) -> None:
        seen.append((stat.S_ISDIR(os.fstat(handle).st_mode), older.read_bytes()))
        real(handle)

    monkeypatch.setattr(os, "fsync", fsync)
    disk.write(older, NEWER)
    assert seen == [(False, OLDER), (True, NEWER)]


@posix
def test_a_file_keeps_who_may_read_it_and_a_new_one_has_it_from_its_first_byte(
    older: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    modes: list[int] = []
    real = os.write

    def write(handle: int, content: Any) -> int:
        modes.append(stat.S_IMODE(os.fstat(handle).st_mode))
        return real(handle, content)

    monkeypatch.setattr(os, "write", write)
    older.chmod(0o640)
    disk.write(older, NEWER)
    disk.write(older.with_name("key"), NEWER, mode=0o600)
    disk.write(older.with_name("method"), NEWER, mode=0o444)
    found = [stat.S_IMODE(path.stat().st_mode) for path in (older, older.with_name("key"), older.with_name("method"))]
    assert (modes, found) == ([0o640, 0o600, 0o644], [0o640, 0o600, 0o444])


@posix
def test_a_file_that_its_owner_closed_to_writing_is_not_written_over(
    older: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda path, mode: not (Path(path) == older and mode == os.W_OK))
    with pytest.raises(StoreError, match="TS-309"):
        disk.write(older, NEWER)
    assert older.read_bytes() == OLDER


@posix
def test_a_link_is_written_through_only_where_somebody_chose_it(older: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.json"
    link.symlink_to(older)
    disk.write(link, NEWER, chosen=True)
    assert (link.is_symlink(), older.read_bytes()) == (True, NEWER)
    disk.write(link, OLDER)
    assert (link.is_symlink(), link.read_bytes(), older.read_bytes()) == (False, OLDER, NEWER)


@posix
def test_a_pipe_that_somebody_chose_gets_the_bytes_and_stays_one(tmp_path: Path) -> None:
    os.mkfifo(pipe := tmp_path / "pipe")
    heard: list[bytes] = []
    reader = Thread(target=lambda: heard.append(pipe.read_bytes()))
    reader.start()
    disk.write(pipe, NEWER, chosen=True)
    reader.join(10)
    assert (heard, pipe.is_fifo(), _names(tmp_path)) == ([NEWER], True, ["pipe"])


def test_a_name_that_no_file_can_have_is_said_and_a_long_one_is_none(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    for name, code in (("folder", "TS-360"), ("x" * 300, "TS-360"), ("no/file", "TS-311")):
        with pytest.raises(StoreError, match=code):
            disk.write(tmp_path / name, NEWER)
    assert disk.write(tmp_path / ("x" * 250), NEWER).read_bytes() == NEWER
    assert disk.write(tmp_path / "no" / "such" / "file", NEWER, folders=True).read_bytes() == NEWER


def test_what_a_crash_left_aside_is_cleared_away_a_day_later(older: Path, tmp_path: Path) -> None:
    day_old = time.time() - disk.DAY - 60
    for number in range(4):
        left = tmp_path / f".toetssteen-{number:016x}.part"
        if number < 2:
            left.write_bytes(b"half")
        else:
            (left / "log").mkdir(parents=True)
        if number % 2:
            os.utime(left, (day_old, day_old))
    (tmp_path / ".toetssteen-mine").write_bytes(b"")
    os.utime(tmp_path / ".toetssteen-mine", (day_old, day_old))
    disk.write(older, NEWER)
    kept = [f".toetssteen-{number:016x}.part" for number in (0, 2)]
    assert _names(tmp_path) == sorted([*kept, ".toetssteen-mine", older.name])


# Built


def test_a_folder_is_there_whole_once_the_block_ends_and_not_before(tmp_path: Path) -> None:
    path = tmp_path / "new" / "chat"
    with disk.built(path) as aside:
        (aside / "log").mkdir()
        assert not path.exists()
    assert (_names(path), _names(path.parent)) == (["log"], ["chat"])


@pytest.mark.parametrize("error", [OSError(errno.ENOSPC, "full"), KeyboardInterrupt(), ValueError("x")], ids=repr)
@pytest.mark.parametrize("there", [False, True])
def test_a_block_that_fails_leaves_what_there_was(tmp_path: Path, error: BaseException, there: bool) -> None:
    path = tmp_path / "new" / "chat"
    if there:
        path.mkdir(parents=True)

    def build() -> None:
        with disk.built(path) as aside:
            (aside / "log").mkdir()
            raise error

    with pytest.raises((StoreError, type(error))):
        build()
    assert [str(left.relative_to(tmp_path)) for left in tmp_path.rglob("*")] == (["new", "new/chat"] if there else [])


def test_a_fault_names_the_folder_and_not_where_it_was_built(tmp_path: Path) -> None:
    with pytest.raises(StoreError) as caught, disk.built(tmp_path / "chat") as aside:
        raise disk.disk_error(OSError(errno.EIO, "x"), aside / "log" / "chair.jsonl")
    assert [found.where for found in caught.value.faults] == [str(tmp_path / "chat" / "log" / "chair.jsonl")]


@posix
def test_what_is_there_already_is_left_alone_also_where_another_was_faster(tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "file").write_bytes(OLDER)
    (tmp_path / "nowhere").symlink_to("nothing")
    for name in ("full", "full/file", "nowhere"):
        with pytest.raises(StoreError, match="TS-320"), disk.built(tmp_path / name):
            raise AssertionError

    def build_second() -> None:
        with disk.built(tmp_path / "chat"), disk.built(tmp_path / "chat") as aside:
            (aside / "log").mkdir()

    with pytest.raises(StoreError, match="TS-320"):
        build_second()
    assert _names(tmp_path) == ["chat", "full", "nowhere"]
    assert _names(tmp_path / "chat") == ["log"]


@posix
def test_a_network_drive_that_cannot_sync_a_folder_is_no_fault(older: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.fsync

    def fsync(handle: int) -> None:
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(errno.EINVAL, "Invalid argument")
        real(handle)

    monkeypatch.setattr(os, "fsync", fsync)
    assert disk.write(older, NEWER).read_bytes() == NEWER


# What is said


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "TS-308"),
        (errno.EDQUOT, "TS-308"),
        (errno.EROFS, "TS-309"),
        (errno.EACCES, "TS-309"),
        (errno.EIO, "TS-324"),
        (errno.EISDIR, "TS-360"),
    ],
)
def test_what_a_disk_refuses_is_said_in_the_readers_language_with_a_remedy(number: int, code: str) -> None:
    found = disk.unexpected(OSError(number, os.strerror(number), "/somewhere/export.json"))
    for language, remedy in (("nl", "Wat te doen: "), ("en", "What to do: ")):
        (said,) = found.say(language)
        assert said.startswith(f"{code} ")
        assert remedy in said
        assert "/somewhere/export.json" in said
        assert os.strerror(number) not in said  # it is English, or what the system speaks


def test_what_is_no_fault_of_a_disk_is_said_as_what_it_is() -> None:
    assert "TS-599" in str(disk.unexpected(ValueError("x")))


# One writer

WRITES = {
    "disk.py": "the writer",
    "plain_file.py": "opens, for reading and for what the log adds to",
    "store/folder/log.py": "adds to a log, which is not written over",
    "store/private.py": "begins a log or a lock, empty",
    "pages/start/bringing.py": "in a folder of its own for as long as it reads",
    "web/app.py": "copies the examples into a folder that the writer builds",
    "web/server/copied.py": "what is said to nobody",
    "sheets/apart.py": "opens for reading only",
    "store/folder/methods.py": "sets a file aside, by its name only",
    "store/keyring.py": "the same",
}
"""The modules that may write past ``disk.write``, and why."""
WRITING = {"write_bytes", "write_text", "copy2", "copyfile", "copytree", "rename", "renames", "touch"}


def _written(tree: ast.Module) -> Iterator[int]:
    """Go over the lines that write, name or copy a file."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        whose = ast.unparse(node.func.value) if isinstance(node.func, ast.Attribute) else ""
        of_os = whose == "os" and name in ("open", "replace", "fdopen")
        if of_os or name in WRITING or (whose == "shutil" and name in ("copy", "move")):
            yield node.lineno
        elif name == "open":
            modes = [value.value for value in (*node.args, *(word.value for word in node.keywords))
                     if isinstance(value, ast.Constant) and isinstance(value.value, str)]  # fmt: skip
            if any(re.fullmatch(r"[rwaxbt+]+", mode) and set(mode) & set("wax+") for mode in modes):
                yield node.lineno


def test_nobody_writes_a_file_past_the_writer() -> None:
    found: dict[str, list[int]] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        if lines := list(_written(ast.parse(path.read_text("utf-8")))):
            found[path.relative_to(PACKAGE).as_posix()] = lines
    assert {name: lines for name, lines in found.items() if name not in WRITES} == {}
    assert set(WRITES) - set(found) == set()


@pytest.mark.parametrize(
    "line",
    ['path.write_text("x")', 'open(path, "w")', 'path.open(mode="r+b")', "os.replace(a, b)", "shutil.copy(a, b)"],
)
def test_the_walk_sees_what_writes(line: str) -> None:
    assert list(_written(ast.parse(line))) == [1]
