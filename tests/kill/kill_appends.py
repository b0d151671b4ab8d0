"""Kill a writer at random moments, and see whether every acknowledged entry is there.

``python tests/kill/kill_appends.py 1000`` makes a process append entries and say the digest of each once
``append`` has returned, ends it with SIGKILL after a random time, checks the log, starts the next; until
1,000 appends were acknowledged. It prints one line and exits 1 where anything was lost. POSIX only.

A kill takes the process and not the machine: that the bytes were also fsynced is tested in ``tests/store``.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from toetssteen import workbench
from toetssteen.store.folder import Folder
from toetssteen.workbench import verify

LONGEST = 0.02
"""Seconds that a writer lives at most, from its first look at the log."""


@dataclass
class Tally:
    """What happened so far; ``unsaid`` entries were written whole but killed before they were acknowledged."""

    acknowledged: list[str] = field(default_factory=list)
    kills: int = 0
    unsaid: int = 0
    torn: int = 0
    lost: set[str] = field(default_factory=set)


def write_on(path: Path, tell: int) -> None:
    """Append entries until killed; tell the digest of each once it is acknowledged."""
    folder = Folder(path)
    number = len(folder.logs()["chair"])
    os.write(tell, b"started\n")
    while True:
        given = {"person": f"p{number}", "role": "observer", "expertise": "x" * random.randint(1, 400)}
        entry = folder.append("chair", "chair", workbench.body_of("person-added", given))
        os.write(tell, entry.digest.encode() + b"\n")
        number += 1


def kill_one(path: Path) -> list[str]:
    """Start a writer, kill it at a random moment; give the digests that it acknowledged."""
    listen, tell = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(listen)
        try:
            write_on(path, tell)
        finally:
            os._exit(1)  # only an error ends a writer
    os.close(tell)
    with os.fdopen(listen, "rb") as heard:
        started = heard.readline()
        time.sleep(random.uniform(0, LONGEST))
        os.kill(child, signal.SIGKILL)
        said = heard.read().decode().split("\n")[:-1]
    status = os.waitpid(child, 0)[1]
    if not started or not os.WIFSIGNALED(status):
        raise RuntimeError("the writer ended by itself")
    return said


def check(path: Path, tally: Tally, said: list[str]) -> None:
    """Open the log as anybody would, and hold it against what was acknowledged."""
    folder = Folder(path)
    written = [entry.digest for entry in folder.logs()["chair"]]
    tally.kills += 1
    tally.acknowledged += said
    tally.lost |= set(tally.acknowledged) - set(written)
    tally.unsaid = len(written) - 1 - len(tally.acknowledged)
    tally.torn += any(each.code == "TS-301" and each.where.endswith(".jsonl") for each in folder.warnings)


def main(wanted: int) -> int:
    """Go on until so many appends were acknowledged; print what came of it."""
    began = time.monotonic()
    tally = Tally()
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "kill"
        opened = {
            "assessment": "kill",
            "title": "Kill",
            "track": "ethics",
            "authority": "X",
            "procedure": "existing-use",
        }
        Folder.create(path).append("chair", "chair", workbench.body_of("opened", opened))
        while len(tally.acknowledged) < wanted:
            check(path, tally, kill_one(path))
        faults = verify(path, tally.acknowledged).faults
    sys.stdout.write(
        f"{len(tally.acknowledged)} appends acknowledged over {tally.kills} kills -9: {len(tally.lost)} lost, "
        f"{tally.unsaid} written whole but not yet acknowledged, {tally.torn} torn lines set aside, "
        f"{len(faults)} faults; {time.monotonic() - began:.1f} s\n"
    )
    return 1 if tally.lost or faults or tally.unsaid < 0 or tally.unsaid > tally.kills else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
