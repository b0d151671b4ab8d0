"""Kernels of pages that start from a process in which all that a page imports is there already.

Importing what a page needs costs more than the page. One process (the *fork server* of Python's ``multiprocessing``)
imports it once; the kernel of a page is a copy of it, and shares its memory until it writes there. A notebook of an
analyst, and any kernel on a system that cannot copy a process, gets a process of its own as Jupyter starts it.

Rules: a page's kernel goes when the server goes, also where the server was killed; it has the environment it is given
and no other; Ctrl+C in the terminal of the server is not for it.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import subprocess
from multiprocessing import forkserver
from typing import TYPE_CHECKING, Any

from jupyter_client.provisioning.local_provisioner import LocalProvisioner

from toetssteen.web.server import copied
from toetssteen.web.server.kernels import SECRETS

if TYPE_CHECKING:
    from multiprocessing.context import ForkServerProcess

CAN = "forkserver" in multiprocessing.get_all_start_methods()
"""Whether this system can copy a process (Linux, macOS)."""
IMPORTED = ("ipykernel.kernelapp", copied.__name__, "toetssteen.pages.beforehand")


def ready() -> None:
    """Start the process that imports what pages need; it is ready some seconds later, and nobody waits for it."""
    if CAN:
        multiprocessing.set_forkserver_preload(list(IMPORTED))
        kept = {name: os.environ.pop(name) for name in SECRETS if name in os.environ}
        forkserver.ensure_running()  # a copy can read the environment that this process began with
        os.environ.update(kept)


class Forked(LocalProvisioner):
    """Starts the kernels that are asked for with ``of_a_page`` as a copy, and all others as Jupyter does."""

    async def launch_kernel(self, cmd: list[str], **given: Any) -> Any:
        """Start a kernel; return what it takes to connect to it."""
        of_a_page = given.pop("of_a_page", False)
        if not (of_a_page and CAN):
            return await super().launch_kernel(cmd, **given)
        context = multiprocessing.get_context("forkserver")
        quiet = given.get("stderr") == subprocess.DEVNULL
        kernel = context.Process(target=copied.kernel, args=(cmd[cmd.index("-f") :], given["env"], given["cwd"], quiet))
        await asyncio.to_thread(kernel.start)  # it waits until what is imported is there; the server does not
        self.process = Running(kernel)  # type: ignore[assignment] # what Jupyter asks of a process, it answers
        self.pid = self.pgid = kernel.pid
        return self.connection_info


class Running:
    """A copied process, with the names that Jupyter calls a process by."""

    stdin = stdout = stderr = None

    def __init__(self, process: ForkServerProcess) -> None:
        self._process = process
        self.pid = process.pid or 0
        self.kill, self.terminate = process.kill, process.terminate

    def poll(self) -> int | None:
        """Return the exit code; ``None`` while the process runs."""
        return self._process.exitcode

    def wait(self) -> int | None:
        """Wait until the process has ended; return the exit code."""
        self._process.join()
        return self._process.exitcode

    def send_signal(self, signum: int) -> None:
        """Send a signal."""
        os.kill(self.pid, signum)
