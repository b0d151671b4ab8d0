"""What is one user's own: nobody else on the machine reads it, from its first byte; and a key is whole or not there."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.store import making, sealing
from tests.store.making import refused
from tests.test_plain_file import NOT_PLAIN

from toetssteen import keys
from toetssteen.content import place
from toetssteen.errors import StoreError
from toetssteen.model.entries.committee import Declared
from toetssteen.model.entries.sealing import RoundKeyed
from toetssteen.store import keyring, private
from toetssteen.store.folder import Folder
from toetssteen.store.typed import Typed
from toetssteen.workbench import Workbench, remember, remembered

ONE, TWO = making.EVALUATORS
posix = pytest.mark.skipif(os.name != "posix", reason="Windows knows no such modes")
ROUND = keyring.of_round(1)


@pytest.fixture(params=[0o000, 0o077, 0o277], ids=["umask 000", "umask 077", "umask 277"])
def _umask(request: pytest.FixtureRequest) -> Iterator[None]:
    before = os.umask(request.param)
    yield
    os.umask(before)


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return making.started(tmp_path / "chat")


def _key(folder: Folder, name: str) -> Path:
    return Workbench.of(folder).keys.folder / f"{name}.key"


def _everything(folder: Folder) -> None:
    """Let everything private be written once: keys, a draft with a torn line, typed text, settings."""
    making.freeze(folder)
    Workbench.of(folder, ONE).declare("none")
    folder.append("chair", "chair", making.body("solution-added", solution="s1", name="S1"))
    Workbench.of(folder, "chair").open_round()
    for answer in making.answers():
        if answer.solution == "s1":
            log = folder.draft(1, ONE).log
            with log.path.open("ab") as file:
                file.write(b"torn")
            Workbench.of(folder, ONE).draft().save(answer)
    Workbench.of(folder, ONE).typed.keep("point:s1|c1", {"reason": "half a sentence"})
    remember("language", "nl")


def _kept(top: Path) -> list[Path]:
    return [top, *sorted(top.rglob("*"))]


def _open(paths: list[Path]) -> dict[str, str]:
    """Give what others could get into, or its owner could not, with its mode."""
    wanted = {True: private.FOLDER, False: private.FILE}
    modes = {path: path.stat().st_mode & 0o777 for path in paths}
    return {str(path): oct(mode) for path, mode in modes.items() if mode != wanted[path.is_dir()]}


@posix
@pytest.mark.usefixtures("_umask")
def test_everything_private_is_closed_to_others_whatever_the_umask(folder: Folder) -> None:
    _everything(folder)
    kept = _kept(private.data_folder())
    names = {path.suffix or path.name for path in kept if path.is_file()}
    assert {".key", ".jsonl", ".torn", ".json", ".lock"} <= names
    assert _open(kept) == {}


@posix
@pytest.mark.usefixtures("_umask")
def test_a_private_file_is_closed_before_anything_is_in_it(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: dict[str, str] = {}
    real = os.fsync

    def fsync(handle: int) -> None:
        seen.update(_open([path for path in _kept(private.data_folder()) if path.is_file()]))
        real(handle)

    monkeypatch.setattr(os, "fsync", fsync)
    _everything(folder)
    assert seen == {}


@posix
def test_what_an_earlier_version_left_open_is_closed_when_it_is_met(folder: Folder) -> None:
    _everything(folder)
    kept = _kept(private.data_folder())
    for path in kept:
        path.chmod(0o755 if path.is_dir() else 0o644)
    Workbench.of(folder, ONE).draft().entries()
    Workbench.of(folder, ONE).typed.all()
    Workbench.of(folder, ONE).keys.own, Workbench.of(folder).keys.round, remembered()
    left = {Path(name).name for name in _open(kept)}
    assert {name for name in left if not name.endswith(".lock")} == set()  # nothing is in a lock


def test_a_disk_that_is_full_while_typed_text_is_kept_leaves_what_was_there(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = Workbench.of(folder, ONE).typed
    typed.keep("move", {"reason": "first"})
    with monkeypatch.context() as context:
        context.setattr(os, "fsync", _full)
        refused(StoreError, "TS-308", typed.keep, "move", {"reason": "second"})
    assert typed.all() == {"move": {"reason": "first"}}
    assert len(list(typed.path.iterdir())) == 1


def _full(handle: int) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def test_a_full_disk_while_a_key_is_made_locks_nobody_out(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as context:
        context.setattr(os, "fsync", _full)
        refused(StoreError, "TS-308", Workbench.of(folder, ONE).declare, "none")
    assert not _key(folder, ONE).exists()
    Workbench.of(folder, ONE).declare("none")
    assert Workbench.of(folder, ONE).keys.own is True


@posix
def test_the_name_of_a_key_is_on_disk_before_an_entry_names_it(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[tuple[int, bool]] = []
    real = os.fsync

    def fsync(handle: int) -> None:
        synced.append((os.fstat(handle).st_ino, _key(folder, ONE).exists()))
        real(handle)

    monkeypatch.setattr(os, "fsync", fsync)
    Workbench.of(folder, ONE).declare("none")
    assert (_key(folder, ONE).parent.stat().st_ino, True) in synced
    assert (_key(folder, ONE).stat().st_ino, False) in synced  # its bytes, before it had its name


@pytest.mark.parametrize("left", [b"", b"\n", b"0123456789abcdef", b"\0" * 65], ids=["empty", "newline", "cut", "nul"])
def test_a_broken_key_that_no_entry_names_is_made_again(folder: Folder, left: bytes) -> None:
    making.freeze(folder)
    folder.append("chair", "chair", making.body("solution-added", solution="s1", name="S1"))
    _key(folder, ONE).parent.mkdir(parents=True)
    for name in (ONE, ROUND):
        _key(folder, name).write_bytes(left)
    Workbench.of(folder, ONE).declare("none")
    Workbench.of(folder, "chair").open_round()
    assert (Workbench.of(folder, ONE).keys.own, Workbench.of(folder).keys.round) == (True, True)
    aside = [path.read_bytes() for path in _key(folder, ONE).parent.glob("*.broken-*")]
    assert aside == [left] * 2 if left.strip() else not aside


@posix
@pytest.mark.parametrize("what", ["folder", "circle", "pipe"])
def test_what_is_no_file_in_the_place_of_a_key_locks_nobody_out(folder: Folder, what: str) -> None:
    path = _key(folder, ONE)
    path.parent.mkdir(parents=True)
    if what == "folder":
        path.mkdir()
    elif what == "pipe":  # reading one waits for ever
        os.mkfifo(path)
    else:
        path.symlink_to(path)
    Workbench.of(folder, ONE).declare("none")
    assert (Workbench.of(folder, ONE).keys.own, path.is_file()) == (True, True)
    path.unlink()
    path.mkdir()
    refused(StoreError, "TS-331", Workbench.of(folder, ONE).declare, "none")


@pytest.mark.parametrize("content", [b"\xff\xfe", b"[" * 100_000, b"[]", b""], ids=["binary", "deep", "list", "empty"])
def test_settings_and_typed_text_that_cannot_be_read_are_left_alone(folder: Folder, content: bytes) -> None:
    typed = Workbench.of(folder, ONE).typed
    typed.keep("move", {"reason": "half"})
    remember("language", "en")
    for kept in (next(typed.path.glob("*.json")), private.data_folder() / "settings.json"):
        kept.write_bytes(content)
    assert (typed.all(), remembered()) == ({}, {})


@posix
@pytest.mark.parametrize("what", NOT_PLAIN)
def test_what_is_no_file_among_ones_own_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    monkeypatch.setenv("TOETSSTEEN_DATA", str(tmp_path))
    monkeypatch.delenv("TOETSSTEEN_WORKSPACE", raising=False)
    kept = Typed("key", 1, ONE)
    kept.keep("slot", {"reason": "so"})
    [typed] = kept.path.iterdir()
    typed.unlink()
    monkeypatch.chdir(tmp_path)  # the name of a socket may not be long
    for path in (place.started(), private.data_folder() / "settings.json", typed):
        NOT_PLAIN[what](path.relative_to(tmp_path))
    assert (place.chosen()[1], remembered(), kept.all()) == ("checkout", {}, {})


def test_a_broken_key_that_an_entry_names_is_a_clear_fault_and_is_not_made_again(folder: Folder) -> None:
    _everything(folder)
    for name in (ONE, ROUND):
        _key(folder, name).write_bytes(b"")
    assert (Workbench.of(folder, ONE).keys.own, Workbench.of(folder).keys.round) == (False, False)
    refused(StoreError, "TS-331", Workbench.of(folder, ONE).declare, "none")
    refused(StoreError, "TS-331", Workbench.of(folder, ONE).submit, same_reasons=True)
    refused(StoreError, "TS-335", Workbench.of(folder, "chair").unseal, "haast")
    assert [_key(folder, name).read_bytes() for name in (ONE, ROUND)] == [b"", b""]
    declared = [entry.body for entry in folder.in_order() if isinstance(entry.body, Declared | RoundKeyed)]
    assert len(declared) == 2


def test_after_a_broken_round_key_a_new_round_goes_on_from_the_drafts(tmp_path: Path) -> None:
    folder = sealing.sealed_round(tmp_path / "chat")
    sealing.submit(folder, ONE)
    _key(folder, ROUND).write_bytes(b"")
    folder.append("chair", "chair", making.body("round-opened", round=2, reason="Sleutel verloren."))
    Workbench.of(folder, "chair").open_round()
    assert len(Workbench.of(folder, ONE).draft().evaluations()) == 6


def test_two_windows_make_one_key(folder: Folder) -> None:
    first = keyring.made("chat", ONE, named=False)
    assert keyring.made("chat", ONE, named=False) == first
    assert keys.signing_key(first) != keys.signing_key(keyring.made("chat", TWO, named=False))


@pytest.mark.parametrize(("name", "code"), [(ONE, "TS-331"), (ROUND, "TS-335")])
def test_a_broken_key_is_made_again_only_where_nothing_names_it(folder: Folder, name: str, code: str) -> None:
    path = keyring.folder_of("chat") / f"{name}.key"
    private.write(path, b"0123")
    refused(StoreError, code, keyring.made, "chat", name, named=True)
    assert path.read_bytes() == b"0123"
    assert len(keyring.made("chat", name, named=False)) == 64
