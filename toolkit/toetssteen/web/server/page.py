"""The pages: the notebooks of ``notebooks/``, shown by Voilà without their code.

Voilà's own extension is not loaded: it also serves a tree of files and the contents of notebooks, lets a page
stop any kernel, and hands the address of a page, token included, to its kernel.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader
from jupyter_server.serverapp import ServerApp
from jupyter_server.utils import url_path_join
from voila.configuration import VoilaConfiguration  # type: ignore[import-untyped]
from voila.paths import (  # type: ignore[import-untyped]
    _default_root_dirs,
    collect_static_paths,
    collect_template_paths,
)
from voila.static_file_handler import MultiStaticFileHandler  # type: ignore[import-untyped]
from voila.tornado.handler import TornadoVoilaHandler  # type: ignore[import-untyped]
from voila.utils import get_voila_labextensions_path  # type: ignore[import-untyped]

from toetssteen.web.server import doors, forked
from toetssteen.web.server.kernels import Kernels

HERE = Path(__file__).parent
TEMPLATE = "toetssteen"
PAGES = r"/voila/render/(notebooks/[^/]+\.ipynb)"
"""Opening a page runs its code: only what lies in ``notebooks/`` is a page, not a file that somebody handed in."""
EXTENSIONS = ["@voila-dashboards/widgets-manager8", "@jupyter-widgets/jupyterlab-manager", "anywidget"]
"""What a page loads; without the first it waits for ever."""
POLICY = "; ".join(
    [
        "default-src 'self'",
        # inline: the template's own scripts; eval: the JSON schema checks (ajv) of Jupyter's services are compiled;
        # blob: an anywidget's module is imported from one
        "script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:",
        # inline: the styles of widgets, and those of Lumino, which sets sizes on elements
        "style-src 'self' 'unsafe-inline' blob:",
        "img-src 'self' data: blob:",  # data: QR codes and figures; blob: a download of a figure as a picture
        "font-src 'self' data:",  # data: the icons of ipywidgets are in their style sheet
        "connect-src 'self' ws: wss:",  # the kernel; 'self' does not cover ws: in every browser
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'self'",
    ]
)


class Page(TornadoVoilaHandler):  # type: ignore[misc]
    """A page; with a token in its address it is not reached (``doors``), so that no kernel is told it."""

    @property
    def content_security_policy(self) -> str:
        """Return what a page may load."""
        return POLICY


class Static(MultiStaticFileHandler):  # type: ignore[misc]
    """A file of Voilà or of a labextension: asked again only with its tag."""

    def set_extra_headers(self, path: str) -> None:  # noqa: ARG002 -- tornado's parameter
        """Let the browser keep a file; it is asked for again with its tag."""
        self.set_header("Cache-Control", "no-cache")


def page_config(config: dict[str, Any], **_: Any) -> dict[str, Any]:
    """Put an empty file where a page would fetch MathJax from elsewhere."""
    config["fullMathjaxUrl"] = url_path_join(config["fullStaticUrl"], "no-mathjax.js")
    return config


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": __name__}]


def _load_jupyter_server_extension(server: ServerApp) -> None:
    app = server.web_app
    roots = [str(HERE), *_default_root_dirs()]
    templates = collect_template_paths(["voila", "nbconvert"], TEMPLATE, root_dirs=roots)
    static = collect_static_paths(["voila", "nbconvert"], TEMPLATE, root_dirs=roots)
    voila = VoilaConfiguration(parent=server)
    own = HERE / "voila" / "templates" / TEMPLATE
    app.settings["voila_jinja2_env"] = Environment(loader=FileSystemLoader(own), autoescape=True)

    def at(path: str) -> str:
        return url_path_join(app.settings["base_url"], path)

    page = {"config": server.config, "template_paths": templates, "voila_configuration": voila}
    extensions = [os.path.realpath(folder) for folder in get_voila_labextensions_path()]
    app.add_handlers(
        ".*$",
        [
            (at(PAGES), Page, page),
            (at("/voila/static/(.*)"), Static, {"paths": static}),
            (at("/voila/labextensions/(.*)"), Static, {"paths": extensions}),
        ],
    )
    doors.hang(server, at(PAGES))
    kernels = server.kernel_manager
    if isinstance(kernels, Kernels):
        forked.ready()
        server.io_loop.add_callback(kernels.warm_up)
