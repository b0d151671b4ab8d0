"""The server that shows the pages and the notebooks: starting and stopping it; thin."""

from __future__ import annotations

import os
import secrets
import shutil
import signal
import sys
from pathlib import Path

from toetssteen.content import place
from toetssteen.store import private

FIRST = "notebooks/00_start.ipynb"
WITHOUT_FIRST = "notebooks/04_compare.ipynb"


def start(workspace: Path, *, browser: bool = True, options: tuple[str, ...] = ()) -> None:
    """Serve a workspace, on this machine only and with a token, until it is stopped."""
    workspace = workspace.resolve()
    prepare(workspace)
    os.environ["TOETSSTEEN_WORKSPACE"] = str(workspace)
    runtime = os.environ.get("JUPYTER_RUNTIME_DIR") or private.data_folder() / "runtime"
    os.environ["JUPYTER_RUNTIME_DIR"] = str(private.folder(Path(runtime)))  # files with the token, of kernels with keys
    token = os.environ.pop("JUPYTER_TOKEN", "") or secrets.token_hex(24)  # not in the environment of a kernel
    first = FIRST if (workspace / FIRST).is_file() else WITHOUT_FIRST
    opens = f"voila/render/{first}"

    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type] # a grammar nobody uses here costs a second
    from jupyter_server.serverapp import ServerApp  # noqa: PLC0415 -- after the environment

    from toetssteen.web.server.settings import settings  # noqa: PLC0415 -- the same

    config = settings(workspace, opens, token, browser=browser)
    os.environ["JUPYTER_NO_CONFIG"] = "1"  # another's settings could open the server, or load more into it
    server = ServerApp.instance(config=config)
    server.initialize(argv=list(options))
    signal.signal(signal.SIGINT, lambda *_: server.stop(from_signal=True))
    address = f"http://127.0.0.1:{server.port}{server.default_url}?token={token}"
    server.io_loop.add_callback(print, address, flush=True)  # after the callback that opens the port: it answers now
    server.start()
    shutil.rmtree(server.config_dir, ignore_errors=True)  # the empty one that stood for all configuration
    os._exit(0)  # kernels are gone; a page that was still opening leaves a thread that would keep the process


def prepare(workspace: Path) -> None:
    """Bring the notebooks that a workspace does not have, and the examples into a new one."""
    workspace.mkdir(parents=True, exist_ok=True)
    if not (workspace / "assessments").exists():
        shutil.copytree(place.find("assessments"), workspace / "assessments")
    (workspace / "notebooks").mkdir(exist_ok=True)
    for notebook in sorted(place.find("notebooks").glob("*.ipynb")):
        if not (workspace / "notebooks" / notebook.name).exists():
            shutil.copy2(notebook, workspace / "notebooks")
