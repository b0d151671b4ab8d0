"""A few wrong files for each reader, and that the search for what is neither read nor refused finds what it says."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest

from tests.nightly import fuzz
from tests.nightly.fuzz_logs import Reader
from tests.nightly.fuzz_readers import READERS
from toetssteen.errors import UseError, fault
from toetssteen.sheets import apart, reading, workbook


@pytest.fixture(scope="module")
def writes() -> fuzz._Writes:
    return fuzz._Writes()


@pytest.fixture(autouse=True)
def guarded(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """Let a read be stopped, and put back what the search puts in the place of the process apart."""
    before = signal.signal(signal.SIGPROF, fuzz._too_long)
    for module in (apart, workbook):
        monkeypatch.setattr(module, "read_apart", apart.read_apart)
    (tmp_path / "search").mkdir()
    monkeypatch.setenv("TOETSSTEEN_DATA", str(tmp_path / "search" / "data"))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "search"))
    yield
    signal.signal(signal.SIGPROF, before)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # an archive that is broken, and left so
@pytest.mark.parametrize("name", [name for name in READERS if name not in ("papers", "set")])
def test_a_wrong_file_is_read_or_refused(name: str, tmp_path: Path, writes: fuzz._Writes) -> None:
    search = fuzz.Search(name, 1, tmp_path / "search", writes)
    assert [(number, problem) for number in range(1, 7) if (problem := search.one(number))] == []
    assert search.made(3)[:2] == search.made(3)[:2]


def _writes_outside(path: Path, _: Random) -> None:
    (path.parents[2] / "elsewhere").write_bytes(b"x")


def _works_on(_: Path, __: Random) -> None:
    while True:
        pass


def _grows(_: Path, __: Random) -> int:
    return len(b"x" * 100_000_000)


def _says_nonsense(_: Path, __: Random) -> None:
    raise UseError(fault("TS-504", kind="a fault whose words need more than it has"))


@pytest.mark.parametrize(
    ("read", "found"),
    [
        (lambda path, chance: {}["x"], "KeyError"), (_writes_outside, "writes outside"), (_works_on, "TooLong"),
        (_grows, "grows by"), (_says_nonsense, "cannot be said"), (lambda path, chance: None, ""),
    ],
)  # fmt: skip
def test_each_kind_of_finding_is_found(
    read: Callable[[Path, Random], object], found: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    writes: fuzz._Writes,
) -> None:  # fmt: skip
    monkeypatch.setattr(fuzz, "MOST_SECONDS", 0.3)
    monkeypatch.setattr(fuzz, "MOST_MEGABYTES", 50)
    planted = Reader(lambda folder: {"a": b"x"}, lambda chance, name, content: content, read)
    monkeypatch.setitem(READERS, "planted", planted)
    problem = fuzz.Search("planted", 1, tmp_path / "search", writes).one(1)
    assert found in (problem or "")
    assert bool(problem) is bool(found)


def test_what_would_crash_the_process_apart_is_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, writes: fuzz._Writes
) -> None:
    def broken(*_: object) -> None:
        raise AttributeError("None has no rows")

    monkeypatch.setattr(reading, "_read", broken)
    assert "AttributeError" in str(fuzz.Search("wide", 1, tmp_path / "search", writes).one(1))
