"""Only a plain file is opened, none larger than it may be, and nothing is waited for or followed."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from toetssteen import plain_file

posix = pytest.mark.skipif(os.name != "posix", reason="has pipes, links and devices")


def _socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(str(path))


NOT_PLAIN: dict[str, Callable[[Path], None]] = {
    "folder": Path.mkdir,
    "pipe": os.mkfifo,
    "link to a file": lambda path: path.symlink_to(path.with_name("plain")),
    "link to nothing": lambda path: path.symlink_to("nothing"),
    "link in a circle": lambda path: path.symlink_to(path),
    "link to a device": lambda path: path.symlink_to("/dev/zero"),
    "socket": _socket,
}


@posix
@pytest.mark.parametrize("what", NOT_PLAIN)
def test_what_is_no_plain_file_is_neither_read_nor_written_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    (tmp_path / "plain").write_bytes(b"content")
    monkeypatch.chdir(tmp_path)  # the name of a socket may not be long
    path = Path("here")
    NOT_PLAIN[what](path)
    assert not plain_file.is_plain(path)
    for call in (
        lambda: plain_file.look(path),
        lambda: plain_file.read(path, 100),
        lambda: plain_file.handle(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND),
    ):
        with pytest.raises(plain_file.UnreadError) as refused:
            call()
        assert refused.value.problem.code == "TS-341"
    assert (tmp_path / "plain").read_bytes() == b"content"


def test_a_file_is_read_up_to_what_it_may_have(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(bytes(range(200)))
    assert plain_file.read(path, 200) == bytes(range(200))
    with pytest.raises(plain_file.UnreadError) as refused:
        plain_file.read(path, 199)
    assert (refused.value.problem.code, refused.value.problem.particulars) == ("TS-342", {"size": 200, "most": 199})


@posix
def test_a_file_that_grows_while_it_is_read_is_read_whole_and_not_for_ever(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, real = tmp_path / "file", os.fstat
    path.write_bytes(b"ab")

    def before(number: int) -> os.stat_result:
        known = list(real(number))
        known[6] = 1  # its size when it was looked at
        return os.stat_result(known)

    monkeypatch.setattr(os, "fstat", before)
    assert plain_file.read(path, 5) == b"ab"
    path.write_bytes(b"abcdefgh")
    with pytest.raises(plain_file.UnreadError):
        plain_file.read(path, 5)


@posix
def test_what_somebody_names_may_be_a_link_to_a_file_and_to_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "plain").write_bytes(b"content")
    for name, to in (("good", "plain"), ("zero", "/dev/zero"), ("circle", "circle"), ("gone", "nothing")):
        (tmp_path / name).symlink_to(to)
    assert plain_file.read(plain_file.named(tmp_path / "good"), 100) == b"content"
    for name in ("zero", "circle", "gone"):
        with pytest.raises(OSError, match=r"TS-341|No such file|Too many levels"):
            plain_file.read(plain_file.named(tmp_path / name), 100)


@posix
def test_where_the_system_does_not_know_how_to_refuse_a_link_one_put_there_in_between_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, other, real = tmp_path / "file", tmp_path / "other", os.open
    path.write_bytes(b"content")
    other.write_bytes(b"somebody else's")

    def swapped(name: Path, flags: int, mode: int = 0o777) -> int:
        path.unlink()
        path.symlink_to(other)
        return real(name, flags, mode)

    monkeypatch.delattr(os, "O_NOFOLLOW")
    monkeypatch.setattr(plain_file, "_NOT_FOLLOWED", 0)
    monkeypatch.setattr(os, "open", swapped)
    with pytest.raises(plain_file.UnreadError):
        plain_file.read(path, 100)
