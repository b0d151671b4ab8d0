"""Have every write of every act fail, one after the other, and see whether anything is half.

``python tests/kill/kill_writes.py`` does each act (a new assessment, an import, a submission, an export, …) once for
every write that it makes, and lets exactly that one fail: the process is killed there (``kill``, half of the bytes
written), or the disk is full from there on (``full``), read-only from there on (``read-only``), or reports one fault
(``faulty``). After each it looks, as anybody would who comes back, whether

- what failed was said with a code, in Dutch, with no traceback,
- every assessment is whole by ``verify``, every file is whole, and nothing new lies in sight that an act without a
  fault would not leave, and
- doing the act again succeeds, or is refused because it was done; after it everything is as without the fault.

``kill_writes.py --only new,export --step 3`` does some acts, at every third of their writes. It prints a line for each
act, and exits 1 where anything was half. POSIX only. A write is seen through the audit events of Python and the
functions that write (``os.write``, ``os.fsync``, and the files of ``io``); reading is left alone.
"""

from __future__ import annotations

import argparse
import builtins
import errno
import io
import json
import os
import re
import shutil
import signal
import stat
import sys
import tempfile
import time
import traceback
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.kill import stages  # noqa: E402 -- after the path
from tests.kill.stages import ACTS, Act  # noqa: E402 -- the same

from toetssteen import keys, workbench  # noqa: E402 -- the same
from toetssteen.errors import ToetssteenError  # noqa: E402 -- the same
from toetssteen.store.protocol import Readable  # noqa: E402 -- the same

HOWS = ("kill", "full", "read-only", "faulty")
ERRNO = {"full": errno.ENOSPC, "read-only": errno.EROFS, "faulty": errno.EIO}
CODES = re.compile(r"^TS-(308|309|311|324) ", re.MULTILINE)
ROOM = ("open", "write", "os.mkdir", "fsync")
"""What a full disk refuses; it renames and removes."""
KEPT = re.compile(
    r"(^config/keys/\(of none\)(/_chair\.key)?|evidence/[0-9a-f]{64}|methods/[0-9a-f]{64}\.json"
    r"|log/[a-z0-9-]+\.jsonl\.torn|[a-z0-9-]+\.jsonl)$"
)
"""What may lie in sight after a fault: a key of an assessment that did not come, a file that no entry names yet, an
empty log, a line that was set aside."""
KEYS = "config/keys/"


class Disk:
    """Counts what this process writes, and at one moment kills it, or has the disk refuse."""

    def __init__(self, at: int, how: str, within: Path) -> None:
        self.at, self.how, self.within, self.count = at, how, within, 0
        self.write, self.fsync = os.write, os.fsync

    def install(self) -> None:
        """See every write from now on; there is no way back, so a process of its own does it."""
        sys.addaudithook(self.heard)
        os.write, os.fsync = self.written, self.synced  # type: ignore[assignment]
        disk = self

        class Counted(io.FileIO):
            def write(self, content: Any, /) -> int:
                return disk.written(self.fileno(), content)

        real = io.open

        def opened(file: Any, mode: str = "r", buffering: int = -1, *more: Any, **given: Any) -> Any:
            if not set(mode) & set("wax+") or "b" not in mode:
                return real(file, mode, buffering, *more, **given)
            how = {name: given[name] for name in ("closefd", "opener") if name in given}
            raw = Counted(file, mode.replace("b", ""), **how)
            kind = io.BufferedRandom if "+" in mode else io.BufferedWriter
            return raw if buffering == 0 else kind(raw)

        io.open = builtins.open = opened

    def heard(self, event: str, given: tuple[Any, ...]) -> None:
        """Take an audit event; those of writing count."""
        writing = event == "open" and isinstance(given[2], int) and given[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
        if writing and not isinstance(given[0], int):  # a number was opened before, and may be a pipe
            self.meet("open", given[0])
        elif event in ("os.rename", "os.mkdir", "os.remove", "os.rmdir", "os.chmod", "os.truncate", "os.link"):
            self.meet(event, given[0])

    def written(self, handle: int, content: Any) -> int:
        """Write; where it is to fail, half of it."""
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            return self.write(handle, content)
        self.meet("write", handle, lambda: self.write(handle, memoryview(content)[: len(content) // 2]))
        return self.write(handle, content)

    def synced(self, handle: int) -> None:
        """Put on disk."""
        self.meet("fsync", handle)
        self.fsync(handle)

    def meet(self, event: str, place: Any, half: Callable[[], object] = lambda: None) -> None:
        """Count one write, and fail where it is the one."""
        if not isinstance(place, int) and not (Path.cwd() / os.fsdecode(place)).is_relative_to(self.within):
            return
        self.count += 1
        if self.count < self.at or self.at == 0:
            return
        if self.how == "kill":
            half()
            os.kill(os.getpid(), signal.SIGKILL)
        if (self.how == "faulty" and self.count > self.at) or (self.how == "full" and event not in ROOM):
            return
        if self.how == "full":
            half()
        number = ERRNO[self.how]
        raise OSError(number, os.strerror(number), None if isinstance(place, int) else os.fsdecode(place))


@dataclass
class Ran:
    """How an act ended: by a signal or with an exit code, what it said, and how many writes it made."""

    killed: bool
    code: int
    said: str
    count: int


def run(act: Act, place: Path, at: int = 0, how: str = "") -> Ran:
    """Do an act in a process of its own, with the write that is to fail; 0 for none."""
    with tempfile.TemporaryFile() as said, tempfile.TemporaryFile() as counted:
        child = os.fork()
        if child == 0:
            code = 70
            try:
                os.dup2(said.fileno(), 1)
                os.dup2(said.fileno(), 2)
                sys.stdout, sys.stderr = (io.TextIOWrapper(io.FileIO(n, "w", closefd=False)) for n in (1, 2))
                stages.live_in(place)
                disk = Disk(at, how, place)
                tell = os.write
                disk.install()
                code = act.done_by(place)
                sys.stdout.flush()
                tell(counted.fileno(), str(disk.count).encode())
            except BaseException:
                traceback.print_exc()
                sys.stderr.flush()
            finally:
                os._exit(code)
        status = os.waitpid(child, 0)[1]
        said.seek(0)
        counted.seek(0)
        killed = os.WIFSIGNALED(status)
        code = -1 if killed else os.waitstatus_to_exitcode(status)
        return Ran(killed, code, said.read().decode(errors="replace"), int(counted.read() or 0))


@dataclass
class Seen:
    """What can be seen in a place: the names, what each log says, and what is half."""

    names: set[str]
    kinds: dict[str, list[str]]
    half: list[str] = field(default_factory=list)


def look(place: Path) -> Seen:
    """Look at a place as anybody would: at all that does not begin with a point."""
    files = [path for path in sorted(place.rglob("*")) if not path.name.endswith(".lock")]
    shown = [path for path in files if not any(part.startswith(".") for part in path.relative_to(place).parts)]
    seen, held = Seen(set(), {}), set()
    for log in [path for path in shown if path.name == "log" and path.is_dir()]:
        name = str(log.parent.relative_to(place))
        try:
            seen.half += [f"{name}: {found.code}" for found in workbench.verify(log.parent).faults]
            folder = workbench.open_folder(log.parent)
            held.add(folder.key)
            seen.half += keyless(folder, place)
            logs = folder.logs()
            seen.kinds |= {f"{name}, {who}": [entry.kind for entry in entries] for who, entries in logs.items()}
        except ToetssteenError as error:
            seen.half.append(f"{name}: {error}")
    seen.half += [f"{path.relative_to(place)} is half" for path in shown if path.is_file() and not whole(path)]
    seen.names = {named(path.relative_to(place).as_posix(), held) for path in shown}
    return seen


def named(name: str, held: set[str]) -> str:
    """Name a file as it is in each run: the folder with an assessment's keys is called after its first entry."""
    if not name.startswith(KEYS):
        return name
    folder, *rest = name.removeprefix(KEYS).split("/")
    return KEYS + "/".join(["(its own)" if folder in held else "(of none)", *rest])


def keyless(folder: Readable, place: Path) -> Iterator[str]:
    """Say of an assessment that the chair's key of its first entry is not on this computer."""
    published, path = folder.assessment().opened.key, place / KEYS / folder.key / "_chair.key"
    if published and not (path.is_file() and keys.signing_key(path.read_text("ascii").strip()) == published):
        yield f"{folder.key} lacks its chair's key"


def whole(path: Path) -> bool:
    """Return whether a file is there to its end."""
    content = path.read_bytes()
    try:
        match path.suffix:
            case ".xlsx" | ".ods" | ".docx":
                return zipfile.ZipFile(path).testzip() is None
            case ".json":
                return bool(json.loads(content))
            case ".html":
                return content.rstrip().endswith(b"</html>")
            case ".pdf":
                return content.rstrip().endswith(b"%%EOF")
            case ".key":
                return len(content.strip()) == 64
            case ".yaml" | ".ipynb":
                return content.endswith(b"\n")
    except (ValueError, zipfile.BadZipFile):
        return False
    return True


def faults_of(act: Act, stage: Path, before: Seen, clean: Seen, at: int, how: str) -> Iterator[str]:
    """Do an act with one write that fails, then again without; say all that is not as it should be."""
    with tempfile.TemporaryDirectory(prefix="kill-") as made:
        place = Path(made) / "place"
        shutil.copytree(stage, place, symlinks=True)
        older = {name: (place / name).read_bytes() for name in act.writes_over}
        ran = run(act, place, at, how)
        if not ran.killed and ran.code != 0 and (not CODES.search(ran.said) or "Traceback" in ran.said):
            yield f"said: {ran.said.strip()[-600:]!r}"
        seen = look(place)
        yield from () if before.half else seen.half
        strange = {name for name in seen.names - before.names - clean.names if not KEPT.search(name)}
        yield from (f"in sight: {name}" for name in sorted(strange))
        yield from (f"gone: {name}" for name in older if name not in seen.names)
        if ran.killed is False and ran.code == 0 and seen.kinds != clean.kinds:
            yield f"said to be done: {ran.said!r}"
        again = run(act, place)
        if again.code != 0 and not (seen.kinds == clean.kinds and re.search(act.refused_as, again.said)):
            yield f"again: {again.code} {again.said.strip()[-600:]!r}"
        after = look(place)
        yield from after.half
        logged = {who: kinds for who, kinds in after.kinds.items() if kinds or who in clean.kinds}
        if logged != clean.kinds:
            yield f"entries: {logged} instead of {clean.kinds}"
        yield from (f"lacks: {name}" for name in sorted(clean.names - after.names) if not KEPT.search(name))


def tried(act: Act, hows: list[str], step: int, began: int) -> Iterator[tuple[str, list[str]]]:
    """Go over the writes of an act and the ways in which each fails; give what each is called and what is half."""
    with tempfile.TemporaryDirectory(prefix="kill-") as made:
        stage = Path(made) / "stage"
        stage.mkdir()
        stages.build(act.stage, stage)
        place = Path(made) / "clean"
        before = look(stage)
        shutil.copytree(stage, place, symlinks=True)
        ran = run(act, place)
        clean = look(place)
        if ran.code != 0 or clean.half or not ran.count:
            yield "without a fault", [f"{ran}", *clean.half]
            return
        for how in hows:
            for at in range(1 + began % step, ran.count + 1, step):
                yield f"{how} at {at} of {ran.count}", list(faults_of(act, stage, before, clean, at, how))


def main() -> int:
    """Do all that was asked for; print what came of it."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--only", default=",".join(ACTS))
    asked.add_argument("--how", default=",".join(HOWS))
    asked.add_argument("--step", type=int, default=1)
    given = asked.parse_args()
    bad = 0
    for number, name in enumerate(given.only.split(",")):
        moment, count = time.monotonic(), Counter[str]()
        for called, faults in tried(ACTS[name], given.how.split(","), given.step, number):
            count["tried"] += 1
            count["half"] += bool(faults)
            for found in dict.fromkeys(faults):
                sys.stdout.write(f"  {name}, {called}: {found}\n")
        bad += count["half"]
        sys.stdout.write(f"{name}: {count['tried']} tried, {count['half']} half; {time.monotonic() - moment:.0f} s\n")
        sys.stdout.flush()
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
