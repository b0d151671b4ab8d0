"""The settings of the server, all in one place; no other configuration of Jupyter on the machine is read."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from jupyterlab.commands import get_user_settings_dir, get_workspaces_dir
from traitlets.config import Config

from toetssteen.web.server import doors, page
from toetssteen.web.server.kernels import Kernels

LAB_LEFT_OUT = [
    "@jupyterlab/apputils-extension:announcements",  # asks whether it may fetch news
    "@jupyterlab/extensionmanager-extension",  # would install software from elsewhere
    "@jupyterlab/lsp-extension",  # there is no language server
    "@voila-dashboards/jupyterlab-preview",  # its Voilà is not this one
]
WARM = """
import contextlib
with contextlib.suppress(ImportError):
    import toetssteen.pages.beforehand
del contextlib
"""
"""What every page imports."""
KEPT_IDLE = 3600
"""Seconds that an analyst's kernel without a window is kept."""


def settings(workspace: Path, opens: str, token: str, *, browser: bool) -> Config:
    """Return the settings of a server of this workspace that opens at an address."""
    config = Config()
    config.ServerApp.update(
        {
            "ip": "127.0.0.1",
            "port": 8888,
            "port_retries": 50,
            "allow_remote_access": False,
            "open_browser": browser,
            "default_url": opens,
            "root_dir": str(workspace),
            "terminals_enabled": False,
            "answer_yes": True,
            "jpserver_extensions": {"jupyterlab": True, page.__name__: True},
            "kernel_manager_class": Kernels,
            "tornado_settings": {"page_config_hook": _lab_page_config},
            "log_level": "ERROR",
            "allow_root": hasattr(os, "geteuid") and os.geteuid() == 0,
        }
    )
    doors.lock(config, token)
    config.MappingKernelManager.update({"cull_idle_timeout": KEPT_IDLE, "cull_interval": 30})
    config.MappingKernelManager.transport_encryption = "auto"  # other users of the machine cannot listen
    config.Kernels.update({"warm_path": "notebooks", "warm_code": WARM})
    config.KernelProvisionerFactory.default_provisioner_name = "toetssteen"
    config.KernelSpecManager.kernel_dirs = []  # only the Python that Toetssteen is installed in has it
    _views(config)
    return config


def _views(config: Config) -> None:
    """Set the two views: JupyterLab without news, Voilà with our template and nothing that is not needed."""
    config.LabApp.update(
        {
            "log_level": "ERROR",
            "news_url": None,
            "check_for_updates_class": "jupyterlab.NeverCheckForUpdate",
            "extension_manager": "readonly",
            "user_settings_dir": get_user_settings_dir(),
            "workspaces_dir": get_workspaces_dir(),
        }
    )
    config.VoilaConfiguration.update(
        {
            "template": page.TEMPLATE,
            "allow_template_override": "NO",
            "allow_theme_override": "NO",
            "extension_allowlist": page.EXTENSIONS,
            "show_tracebacks": True,  # the template shows the message of an error, and no traceback
            "page_config_hook": page.page_config,
            "resources": {"toetssteen": _inline()},
        }
    )
    config.VoilaExporter.language_code = "nl"


def _inline() -> dict[str, str]:
    """Return what stands in each page itself: the tokens of the theme, its first style, its script."""
    template = page.HERE / "voila" / "templates" / page.TEMPLATE
    parts = {
        "theme": page.HERE.parents[1] / "theme.css",
        "style": template / "page.css",
        "script": template / "page.js",
    }
    return {name: path.read_text("utf-8") for name, path in parts.items()}


def _lab_page_config(_handler: Any, config: dict[str, Any]) -> dict[str, Any]:
    config["disabledExtensions"] = [*config.get("disabledExtensions", []), *LAB_LEFT_OUT]
    config["fullMathjaxUrl"] = ""
    config["token"] = ""  # it would stand in the page, and outlive the cookie: who read it there comes in again
    return config
