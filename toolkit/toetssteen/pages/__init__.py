"""The pages officials see: for each, what it shows (a state) and what can be done on it (acts).

A page decides nothing that a rule of ``model`` or ``scoring`` decides, and draws nothing: that is
``widgets``. ``open_page`` is the one call of a notebook.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from toetssteen.web.form import Form


def open_page(name: str, assessment: str | None = None) -> Form:
    """Open a page, on the assessment that the address names (``?assessment=``) or the one given."""
    form: Form = import_module(f"toetssteen.pages.{name}.page").page(assessment)
    return form
