"""What only the short report asks of the model: plain, frozen data, as in ``nouns.py``."""

from __future__ import annotations

from toetssteen.model.base import Noun


class DecidingReport(Noun):
    """The ids of the solutions that are set against each other and of the criteria that decide, largest first."""

    solutions: tuple[str, ...] = ()
    criteria: tuple[str, ...] = ()
