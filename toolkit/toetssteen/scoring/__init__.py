"""From answers to a result: pure functions, exact arithmetic, nothing normalised over the solutions.

What an analyst works with is imported from here, each with an example in its docstring::

    from toetssteen.scoring import Table, kendall_w, weighted_sum

:data:`NAMES` has all of them by the module they are in. A module loads when something of it is first asked for, since
some need numpy. A result itself comes from ``toetssteen.scoring.result.result``: ``result``; that name is a package
here.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from toetssteen.scoring.outlook.acceptability import rank_acceptability as rank_acceptability
    from toetssteen.scoring.outlook.agreement import krippendorff_alpha as krippendorff_alpha
    from toetssteen.scoring.outlook.agreement import level_shift as level_shift
    from toetssteen.scoring.outlook.agreement import spread_flags as spread_flags
    from toetssteen.scoring.outlook.compensation import compensation as compensation
    from toetssteen.scoring.outlook.concordance import icc as icc
    from toetssteen.scoring.outlook.concordance import kendall_w as kendall_w
    from toetssteen.scoring.outlook.leave_out import leave_one_out as leave_one_out
    from toetssteen.scoring.outlook.leave_out import resample as resample
    from toetssteen.scoring.outlook.outlook import Outlook as Outlook
    from toetssteen.scoring.outlook.share import pairwise_share as pairwise_share
    from toetssteen.scoring.outlook.stability import can_win as can_win
    from toetssteen.scoring.outlook.stability import smallest_flip as smallest_flip
    from toetssteen.scoring.outlook.stability import weight_stability as weight_stability
    from toetssteen.scoring.outlook.steps import evidence_bounds as evidence_bounds
    from toetssteen.scoring.outlook.steps import fewest_steps as fewest_steps
    from toetssteen.scoring.outlook.table import Table as Table
    from toetssteen.scoring.outlook.undefined import Undefined as Undefined
    from toetssteen.scoring.outlook.weights import dominance as dominance
    from toetssteen.scoring.outlook.weights import effective_weights as effective_weights
    from toetssteen.scoring.outlook.weights import weighted_sum as weighted_sum

NAMES: dict[str, tuple[str, ...]] = {
    "outlook.table": ("Table",),
    "outlook.undefined": ("Undefined",),
    "outlook.weights": ("weighted_sum", "dominance", "effective_weights"),
    "outlook.stability": ("weight_stability", "smallest_flip", "can_win"),
    "outlook.share": ("pairwise_share",),
    "outlook.acceptability": ("rank_acceptability",),
    "outlook.compensation": ("compensation",),
    "outlook.leave_out": ("leave_one_out", "resample"),
    "outlook.steps": ("fewest_steps", "evidence_bounds"),
    "outlook.agreement": ("krippendorff_alpha", "level_shift", "spread_flags"),
    "outlook.concordance": ("kendall_w", "icc"),
    "outlook.outlook": ("Outlook",),
}
"""What is imported from here, by the module it is in."""

if not TYPE_CHECKING:  # a type checker reads the imports above, and so sees a name that is not there

    def __getattr__(name: str) -> object:
        """Import what an analyst asked for by name, from its module."""
        for module, names in NAMES.items():
            if name in names:
                return getattr(import_module(f"{__name__}.{module}"), name)
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    """Return the names that can be imported from here."""
    return sorted({*globals(), *(name for names in NAMES.values() for name in names)})
