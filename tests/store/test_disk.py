"""A disk that is full, read-only or gone, another process at work, and files that are written once."""

from __future__ import annotations

import errno
import io
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock
from tests.store import making
from tests.store.making import body, codes, refused

from toetssteen.errors import IntegrityError, RuleError, StoreError
from toetssteen.store.folder import Folder
from toetssteen.store.folder import assessment as folder_module
from toetssteen.store.folder import log as log_module
from toetssteen.workbench import Workbench, verify

ROOT = Path(__file__).parents[2]
posix = pytest.mark.skipif(os.name != "posix", reason="needs POSIX limits")


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return making.started(tmp_path / "chat")


def _log(folder: Folder, author: str = "chair") -> Path:
    return folder.path / "log" / f"{author}.jsonl"


def _observer(name: str, **given: Any) -> Any:
    return body("person-added", person=name, role="observer", **given)


def _run(script: str, *given: object) -> subprocess.Popen[str]:
    path = os.pathsep.join([str(ROOT / "toolkit"), str(ROOT)])
    command = [sys.executable, "-W", "error", "-c", script, *map(str, given)]
    return subprocess.Popen(
        command, env={**os.environ, "PYTHONPATH": path}, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


class _FullOnce(io.FileIO):
    """A file on a disk that takes half of what is written, is full, and has room again after that."""

    full = False

    def write(self, content: Any, /) -> int:
        if self.full:
            return super().write(content)
        type(self).full = True
        super().write(memoryview(content)[: len(content) // 2])
        raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize("unended", [False, True], ids=["whole", "without last newline"])
def test_a_full_disk_leaves_the_log_byte_for_byte_as_it_was(
    folder: Folder, monkeypatch: pytest.MonkeyPatch, unended: bool
) -> None:
    if unended:
        _log(folder).write_bytes(_log(folder).read_bytes()[:-1])
    before = _log(folder).read_bytes()
    monkeypatch.setattr(_FullOnce, "full", False)

    def open_full(path: Path, mode: str, **given: Any) -> Any:
        raw = _FullOnce(path, mode.replace("b", ""), opener=given["opener"])
        return raw if given["buffering"] == 0 else io.BufferedRandom(raw)

    monkeypatch.setattr(log_module, "open", open_full, raising=False)
    refused(StoreError, "TS-308", folder.append, "chair", "chair", _observer("lost"))
    assert _log(folder).read_bytes() == before

    folder.append("chair", "chair", _observer("kept"))
    assert _log(folder).read_bytes().startswith(before)
    assert "kept" in Folder(folder.path).assessment().people
    assert verify(folder.path).faults == ()


def test_an_act_of_several_entries_is_one_write_and_what_a_crash_left_of_it_is_done_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = making.started(tmp_path / "chat", "tender")
    making.freeze(folder)
    before, real = _log(folder).read_bytes(), log_module.Log._write
    writes: list[bytes] = []

    def write(log: log_module.Log, text: bytes) -> None:
        writes.append(text)
        real(log, text)

    monkeypatch.setattr(log_module.Log, "_write", write)
    Workbench.of(folder, "chair").open_round()
    assert len(writes) == 1
    *_, keyed, moved = _log(folder).read_bytes().splitlines(keepends=True)
    for left in range(1, len(keyed + moved)):  # however far the one write came
        if left % 97 and left not in (len(keyed) - 1, len(keyed), len(keyed) + 1):
            continue
        _log(folder).write_bytes(before + (keyed + moved)[:left])
        again = Workbench.of(Folder(folder.path), "chair")
        again.open_round()
        kinds = [entry.kind for entry in again.store.in_order()[-2:]]
        assert (kinds, verify(folder.path).faults) == (["round-keyed", "phase-moved"], ())


def test_an_act_of_several_entries_that_the_disk_refuses_leaves_none(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = _log(folder).read_bytes()
    with monkeypatch.context() as context:
        context.setattr(os, "fsync", _refuse_fsync)
        refused(StoreError, "TS-308", folder.append, "chair", "chair", _observer("one"), _observer("two"))
    assert _log(folder).read_bytes() == before


def test_a_new_log_that_the_disk_does_not_name_has_no_entry(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    """The name is synced first: were it last, what was refused would be there."""
    making.freeze(folder)
    declared = body("declared", interests="none")
    with monkeypatch.context() as context:
        context.setattr(log_module, "sync_folder", _refuse_fsync)
        refused(StoreError, "TS-308", folder.append, "evaluator-1", "evaluator", declared)
    assert Folder(folder.path).logs().get("evaluator-1", []) == []
    folder.append("evaluator-1", "evaluator", declared)
    assert verify(folder.path).faults == ()


def _refuse_fsync(_: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def test_a_disk_that_fails_at_fsync_acknowledges_nothing(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    before = _log(folder).read_bytes()
    real = os.fsync
    failing = iter([True])

    def fsync(handle: int) -> None:
        if next(failing, False):
            raise OSError(errno.EIO, "Input/output error")
        real(handle)

    monkeypatch.setattr(os, "fsync", fsync)
    refused(StoreError, "TS-324", folder.append, "chair", "chair", _observer("lost"))
    assert _log(folder).read_bytes() == before
    folder.append("chair", "chair", _observer("kept"))
    assert "lost" not in Folder(folder.path).assessment().people


@posix
def test_a_file_that_may_not_grow_in_a_real_process_is_as_it_was(folder: Folder) -> None:
    before = _log(folder).read_bytes()
    script = """
import resource, sys
from pathlib import Path
from tests.store import making
from toetssteen.errors import StoreError
from toetssteen.store.folder import Folder
path, size = Path(sys.argv[1]), int(sys.argv[2])
folder = Folder(path, making.ticking())
hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
resource.setrlimit(resource.RLIMIT_FSIZE, (size + 100, hard))
try:
    folder.append("chair", "chair", making.body("person-added", person="lost", role="observer"))
except StoreError as error:
    print(error.faults[0].code, (path / "log" / "chair.jsonl").stat().st_size == size)
resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
folder.append("chair", "chair", making.body("person-added", person="kept", role="observer"))
"""
    output, _ = _run(script, folder.path, len(before)).communicate(timeout=60)
    assert output == "TS-308 True\n"
    assert _log(folder).read_bytes().startswith(before)
    assert {"lost", "kept"} & Folder(folder.path).assessment().people.keys() == {"kept"}


@pytest.mark.parametrize("at", ["lock", "log"])
def test_a_read_only_disk_says_so_and_leaves_the_log(folder: Folder, monkeypatch: pytest.MonkeyPatch, at: str) -> None:
    before = _log(folder).read_bytes()
    real_open = os.open
    read_only = OSError(errno.EROFS, "Read-only file system")

    def refuse_lock(path: Any, flags: int, *more: Any, **given: Any) -> int:
        if str(path).endswith(".lock"):
            raise read_only
        return real_open(path, flags, *more, **given)

    def refuse_log(*_: Any, **__: Any) -> Any:
        raise read_only

    with monkeypatch.context() as context:
        if at == "lock":
            context.setattr(os, "open", refuse_lock)
        else:
            context.setattr(log_module, "open", refuse_log, raising=False)
        refused(StoreError, "TS-309", folder.append, "chair", "chair", _observer("lost"))
        assert "lost" not in Folder(folder.path).assessment().people
    assert _log(folder).read_bytes() == before
    folder.append("chair", "chair", _observer("kept"))


def test_an_entry_that_breaks_a_rule_leaves_the_log_as_it_was(folder: Folder) -> None:
    before = _log(folder).read_bytes()
    refused(RuleError, "TS-205", folder.append, "chair", "chair", _observer("evaluator-1"))
    assert _log(folder).read_bytes() == before
    assert folder.assessment() == Folder(folder.path).assessment()


def test_another_process_that_holds_the_lock_is_waited_for_and_then_named(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = """
import sys
from filelock import FileLock
with FileLock(sys.argv[1]):
    print("held", flush=True)
    sys.stdin.readline()
"""
    monkeypatch.setattr(log_module, "LOCK_SECONDS", 0.1)
    lock = folder.path / "log" / ".chair.lock"
    with _run(script, lock) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        refused(StoreError, "TS-310", folder.append, "chair", "chair", _observer("lost"))
        making.refused(StoreError, "TS-310", Folder(folder.path).append, "chair", "chair", _observer("lost"))
        other.communicate("done\n", timeout=60)
    folder.append("chair", "chair", _observer("kept"))
    assert {"lost", "kept"} & Folder(folder.path).assessment().people.keys() == {"kept"}


def test_a_rule_holds_against_what_another_process_writes_just_before_the_lock(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = log_module.Log.append
    first = iter([True])

    def append(log: log_module.Log, make: Any) -> Any:
        if next(first, False):
            Folder(folder.path).append("chair", "chair", _observer("twice"))
        return real(log, make)

    monkeypatch.setattr(log_module.Log, "append", append)
    refused(RuleError, "TS-205", folder.append, "chair", "chair", _observer("twice"))
    folder.append("chair", "chair", _observer("once"))
    assert verify(folder.path).faults == ()


def test_a_folder_that_vanished_is_not_made_anew(folder: Folder) -> None:
    folder.assessment()
    aside = folder.path.rename(folder.path.with_name("elsewhere"))
    refused(StoreError, "TS-311", folder.assessment)
    refused(StoreError, "TS-311", folder.append, "chair", "chair", _observer("lost"))
    assert not folder.path.exists()
    aside.rename(folder.path)
    folder.append("chair", "chair", _observer("kept"))


def test_a_new_assessment_is_not_made_over_something_else(folder: Folder, tmp_path: Path) -> None:
    before = _log(folder).read_bytes()
    refused(StoreError, "TS-320", Folder.create, folder.path)
    assert _log(folder).read_bytes() == before
    (tmp_path / "file").write_text("something")
    refused(StoreError, "TS-320", Folder.create, tmp_path / "file")
    (tmp_path / "empty").mkdir()
    Folder.create(tmp_path / "empty")


def test_evidence_is_kept_once_under_its_digest(folder: Folder) -> None:
    digest = folder.put_file(b"proof")
    path = folder.path / "evidence" / digest
    written = path.stat().st_mtime_ns
    assert folder.put_file(b"proof") == digest
    assert (path.stat().st_mtime_ns, path.read_bytes()) == (written, b"proof")
    assert path.stat().st_mode & 0o222 == 0
    assert [file.name for file in path.parent.iterdir()] == [digest]


def test_evidence_that_is_too_large_is_refused(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folder_module, "MAX_FILE", 4)
    refused(StoreError, "TS-321", folder.put_file, b"proof")
    assert list((folder.path / "evidence").iterdir()) == []


def test_evidence_that_does_not_fit_on_the_disk_leaves_nothing_half(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fsync(handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as context:
        context.setattr(os, "fsync", fsync)
        refused(StoreError, "TS-308", folder.put_file, b"proof")
    assert list((folder.path / "evidence").iterdir()) == []
    folder.put_file(b"proof")


def test_a_frozen_method_that_was_changed_is_found_and_nothing_is_read(tmp_path: Path) -> None:
    folder = making.opened_round(tmp_path / "chat")
    (path,) = (folder.path / "methods").iterdir()
    path.chmod(0o644)
    path.write_bytes(path.read_bytes().replace(b'"weight":"60"', b'"weight":"61"'))
    refused(IntegrityError, "TS-317", Folder(folder.path).assessment)
    assert codes(verify(folder.path).faults) == ["TS-317"]


def test_a_method_put_in_under_a_digest_that_fits_cannot_replace_the_frozen_one(tmp_path: Path) -> None:
    folder = making.opened_round(tmp_path / "chat")
    fingerprint = folder.assessment().fingerprint
    other = Folder(folder.path).put_method(making.method("61"))
    assert other != fingerprint
    assert Folder(folder.path).assessment().fingerprint == fingerprint


def test_a_frozen_method_that_is_gone_does_not_pass(tmp_path: Path) -> None:
    folder = making.opened_round(tmp_path / "chat")
    (path,) = (folder.path / "methods").iterdir()
    path.unlink()
    found = verify(folder.path)
    assert "TS-314" in codes([*found.faults, *found.notices])


def test_opening_a_lock_leaves_a_lock_file_that_is_no_log(folder: Folder) -> None:
    with FileLock(folder.path / "log" / ".chair.lock"):
        again = Folder(folder.path)
        again.assessment()
    assert again.warnings == []
