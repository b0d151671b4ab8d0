"""What runs in the copy: the kernel of a page.

Rule: nothing is imported here that a page does not need. A copy imports this module to know what to run; next to what
starts it, in ``forked``, it would import the whole server into each page.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from pathlib import Path
from threading import Thread


def kernel(arguments: list[str], env: dict[str, str], folder: str, quiet: bool) -> None:
    """Be the kernel of a page: what runs in the copy."""
    os.setsid()  # Jupyter signals a kernel as the group of its processes
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.environ.clear()
    os.environ.update(env)
    os.chdir(folder)
    sys.path.insert(0, "")
    if quiet:
        with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
            os.dup2(nowhere.fileno(), 2)
    Thread(target=_end_with_the_server, daemon=True).start()
    import ipywidgets  # type: ignore[import-untyped]
    from ipykernel.kernelapp import IPKernelApp

    app = IPKernelApp.instance(parent_handle=os.getppid())  # told of no parent, it thinks that a person started it
    app.initialize(arguments)
    ipywidgets.load_ipython_extension(app.shell)  # they were imported before there was a shell to tell
    app.start()


def _end_with_the_server() -> None:
    server = multiprocessing.parent_process()
    if server is not None:
        server.join()
        os._exit(0)
