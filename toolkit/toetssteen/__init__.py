"""Toetssteen: test vendor solutions against public values before, during and after procurement.

For analysts: :func:`open_assessment` here, and what is worked out in :mod:`toetssteen.scoring`.
"""

from __future__ import annotations

TYPE_CHECKING = False  # as type checkers read it; ``typing`` itself takes as long to load as Python does

if TYPE_CHECKING:
    from toetssteen.workbench import Workbench


def open_assessment(name: str) -> Workbench:
    """Open an assessment of the workspace by the name of its folder, or any by its full path.

    Raises
    ------
    UseError
        If there is no assessment in that folder (TS-503).

    Examples
    --------
    >>> from toetssteen import open_assessment
    >>> assessment = open_assessment("example-chat-channel")
    >>> len(assessment.result().solutions)
    3
    """
    from toetssteen.workbench import Workbench, open_store  # noqa: PLC0415 -- the package itself stays light

    return Workbench.of(open_store(name))
