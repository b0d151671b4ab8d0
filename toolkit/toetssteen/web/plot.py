"""Figures that can be pointed at: plotly's own code and the figures, in one widget that fetches nothing.

Rules: made only when somebody asks for it, for it carries almost 5 MB; each figure has an alternative text, and
stands beside a table; nothing in it can be sent anywhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any

import anywidget
import traitlets


@cache
def module() -> str:
    """Return the ES module that draws the figures."""
    return files("toetssteen").joinpath("web", "kit", "plot.js").read_text("utf-8")


class Plot(anywidget.AnyWidget):
    """Figures drawn by plotly.

    ``figures`` has for each ``{id, figure, alternative, config}``, as ``views.figures.documents`` gives them;
    ``script`` is plotly's own code. It is no part of the module: anywidget gives a module two seconds to load, and
    a slow machine needs more for this.
    """

    _esm = traitlets.Unicode().tag(sync=True)
    script = traitlets.Unicode().tag(sync=True)
    figures: Any = traitlets.List().tag(sync=True)

    def __init__(self, figures: Sequence[dict[str, Any]], script: str) -> None:
        """Show these figures by plotly's ``script``."""
        super().__init__(_esm=module(), script=script, figures=list(figures))
