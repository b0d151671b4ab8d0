"""The word for a figure that does not exist: ``undefined: no variation``, never NaN, 1.0 or a traceback."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Why = Literal[
    "no solution",  # nothing was scored whole
    "one solution",  # there is nothing to compare it with
    "shared first place",  # there is no one winner to hold on to
    "all weight on one",  # the others have no proportions to keep
    "no weight left",  # what is left out had all of it
    "no variation",  # everything is the same, so nothing can be told apart
    "no pairs",  # no cell has two scores
    "one evaluator",  # there is nobody to agree with
    "not scored whole",  # a cell that is needed has no score
    "never first",  # no weights put it first, so there are no weights to show
    "no one is sure",  # between the bounds, more than one can be first
    "quick scan",  # its result is provisional, and nobody is first
    "no flip",  # nothing of this kind changes who is first
]


@dataclass(frozen=True)
class Undefined:
    """A figure that does not exist, and why; as ``str`` the word that is shown and written.

    Examples
    --------
    >>> from toetssteen.scoring import Undefined
    >>> str(Undefined("no variation"))
    'undefined: no variation'
    """

    why: Why

    def __str__(self) -> str:
        """Return the word."""
        return f"undefined: {self.why}"
