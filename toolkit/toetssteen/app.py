"""The server that shows the notebooks: its settings; thin."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from jupyterlab.labapp import LabApp

from toetssteen.content import place
from toetssteen.content.place import Part

FIRST = "notebooks/4_compare.ipynb"
_BROUGHT: tuple[Part, ...] = ("notebooks", "assessments")


def start(workspace: Path, *, browser: bool = True, options: tuple[str, ...] = ()) -> None:
    """Serve a workspace, on this machine only and with a token, until it is stopped."""
    prepare(workspace)
    os.environ["TOETSSTEEN_WORKSPACE"] = str(workspace.resolve())
    settings = [
        f"--ServerApp.root_dir={workspace.resolve()}",
        f"--LabApp.default_url=/lab/tree/{FIRST}",
        "--LabApp.news_url=None",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
        "--MappingKernelManager.cull_idle_timeout=3600",
    ]
    if not browser:
        settings.append("--no-browser")
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        settings.append("--allow-root")
    LabApp.launch_instance([*settings, *options])


def prepare(workspace: Path) -> None:
    """Bring the notebooks and the examples into a workspace that has none."""
    workspace.mkdir(parents=True, exist_ok=True)
    for part in _BROUGHT:
        if not (workspace / part).exists():
            shutil.copytree(place.find(part), workspace / part)
