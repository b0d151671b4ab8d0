"""A real server of the tests' own: a workspace in a temporary folder, a free port, a token."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import IO, Any

import psutil
from filelock import FileLock

ROOT = Path(__file__).resolve().parents[2]
WITH_OPTIONS = """
import sys
from pathlib import Path
from toetssteen.web import app
app.start(Path(sys.argv[1]), browser=False, options=tuple(sys.argv[2:]))
"""


BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser")
"""What can be driven: Chromium without a window takes half the processor time of the whole program."""
CHROMIUM = os.environ.get("TOETSSTEEN_CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)


SECRET = "of-a-hub-and-not-of-a-kernel"
"""What the shared server is given as the token of a hub."""


@dataclass(frozen=True)
class Server:
    """A server that runs: an address (with the secret folder, no slash at the end), token, workspace, process."""

    base: str
    token: str
    workspace: Path
    process: subprocess.Popen[str]
    said: str

    def page(self, name: str, query: str = "") -> str:
        """Give the address of a page, with the token, as on a first visit; ``query`` as in ``assessment=x``."""
        asked = "&".join(part for part in (query, f"token={self.token}") if part)
        return f"{self.base}/voila/render/notebooks/{name}.ipynb?{asked}"

    def kernels(self) -> list[dict[str, Any]]:
        """Give the kernels that somebody uses."""
        request = urllib.request.Request(
            f"{self.base}/api/kernels", headers={"Authorization": f"token {self.token}"}
        )  # fmt: skip
        with urllib.request.urlopen(request, timeout=10) as answer:
            found: list[dict[str, Any]] = json.load(answer)
        return found

    def kill_kernel(self, kernel: str) -> None:
        """Kill the process of a kernel, as a machine without memory would."""
        self.process_of(kernel).kill()

    def process_of(self, kernel: str) -> psutil.Process:
        """Find the process of a kernel: the one of the server's that listens where the kernel is to be reached."""
        [kept] = self.workspace.parent.glob(f"*-home/data/runtime/kernel-{kernel}.json")
        port = json.loads(kept.read_text("utf-8"))["shell_port"]
        for process in psutil.Process(self.process.pid).children(recursive=True):
            with suppress(psutil.NoSuchProcess, FileNotFoundError):  # another kernel may be going
                if any(line.laddr and line.laddr.port == port for line in process.net_connections("tcp")):
                    return process
        raise AssertionError(f"no process of {kernel}")

    def stop(self) -> int:
        """Press Ctrl+C; give the exit code."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        return self.process.wait(20)


def workspace(folder: Path, root: Path = ROOT) -> Path:
    """Make a workspace with copies of the notebooks and the examples of a checkout."""
    shutil.copytree(root / "notebooks", folder / "notebooks", ignore=shutil.ignore_patterns(".*"))
    for example in sorted((root / "assessments").glob("example-*")):
        shutil.copytree(example, folder / "assessments" / example.name)
    return folder


@contextmanager
def serving(folder: Path, *options: str, python: str = sys.executable, **environment: str) -> Iterator[Server]:
    """Run ``toetssteen start`` on a workspace, with a home and data folder of its own; options are Jupyter's."""
    home = folder.parent / f"{folder.name}-home"
    home.mkdir(parents=True, exist_ok=True)
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("TOETSSTEEN_", "JUPYTER"))}
    own = {
        "HOME": str(home), "TOETSSTEEN_DATA": str(home / "data"), "TOETSSTEEN_CONFIG": str(home / "config"),
        "PYTHONPATH": str(ROOT / "toolkit"),
        "LC_ALL": "C.UTF-8", "PYTHONUNBUFFERED": "1",
    }  # fmt: skip
    command = ["-m", "toetssteen", "start", str(folder), "--no-browser"]
    if options:
        command = ["-c", WITH_OPTIONS, str(folder), *options]
    said, found, until = "", None, time.monotonic() + 60
    with FileLock(Path(tempfile.gettempdir()) / "toetssteen-tests-start.lock"):  # together two could choose one port
        process = subprocess.Popen(
            [python, *command],
            cwd=home, env=kept | own | environment, text=True, encoding="utf-8",
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        assert process.stdout is not None
        while found is None and time.monotonic() < until and (line := process.stdout.readline()):
            said += line
            found = re.search(r"(http://127\.0\.0\.1:\d+(?:/[0-9a-f]{32})?)(/\S*)\?token=(\w+)", line)
    # what it says has to go somewhere, or a full pipe stops it; a test that failed can be looked into there
    logged = Thread(target=_keep, args=(process.stdout, home / "server.log"), daemon=True)
    logged.start()
    try:
        assert found is not None, said
        yield Server(found[1], found[3], folder, process, said)
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
        logged.join(5)
        process.stdout.close()


def _keep(said: IO[str], path: Path) -> None:
    """Write down what a server says until it stops."""
    with path.open("w", encoding="utf-8") as log, suppress(ValueError):
        for line in said:
            log.write(line)
            log.flush()
