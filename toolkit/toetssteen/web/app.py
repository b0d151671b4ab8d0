"""The server that shows the pages and the notebooks: starting and stopping it; thin."""

from __future__ import annotations

import os
import secrets
import shutil
import signal
import sys
from pathlib import Path

from toetssteen import disk
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

    clear_away(private.data_folder() / "runtime")
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
        with disk.built(workspace / "assessments") as aside:
            shutil.copytree(place.find("assessments"), aside, dirs_exist_ok=True)
    for notebook in sorted(place.find("notebooks").glob("*.ipynb")):
        if not (workspace / "notebooks" / notebook.name).exists():
            disk.write(workspace / "notebooks" / notebook.name, notebook.read_bytes(), folders=True)


def clear_away(runtime: Path) -> None:
    """Clear away what servers that were killed left in our own folder, with tokens and keys, where none runs."""
    from jupyter_server.serverapp import list_running_servers  # noqa: PLC0415 -- after the environment

    if not list(list_running_servers(str(runtime))):
        for left in (*runtime.glob("kernel-*.json"), *runtime.glob("jpserver-*")):
            left.unlink(missing_ok=True)
