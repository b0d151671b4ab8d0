"""The set as a sheet on the prepare page: the fitted set as a workbook, and a set of a workbook into the library.

Rules: what goes out is the set as it stands, under an id of its own, so that it comes in beside the library's; what
comes in comes whole or not at all, every fault by its cell.
"""

from __future__ import annotations

import base64
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from toetssteen.errors import Fault, RuleError
from toetssteen.language import LANGUAGES, Text, free_id, say
from toetssteen.model.criteria import CriteriaSet, SetCriterion, SetValue
from toetssteen.model.fitting import fit
from toetssteen.model.method import weight_faults
from toetssteen.pages.prepare.own import now
from toetssteen.pages.prepare.profile import refuse_points
from toetssteen.pages.prepare.stand import Stand
from toetssteen.pages.upload import Upload, hidden_of
from toetssteen.web.form import Patch, State
from toetssteen.workbench import library

FIRST = "1.0.0"
"""The version of a set that was made one's own."""
MOST = 5_000_000
"""Bytes of a workbook that is taken in."""


class Sheets:
    """The workbook that the page is sending or getting now."""

    def __init__(self, stand: Callable[[], Stand], changed: Callable[[], Patch]) -> None:
        self.stand = stand
        self.changed = changed
        self.upload = Upload(("xlsx",), MOST)

    def acts(self) -> dict[str, Any]:
        """Return what can be done with a workbook: the acts, by name."""
        return {
            "sheet_make": self.make,
            "sheet_begin": self.upload.begin,
            "sheet_part": self.upload.take,
            "sheet_take": self.take,
        }

    def make(self) -> Patch:
        """Return the set as it stands as a workbook: its name and its bytes."""
        standing = self.stand()
        made = own_set(standing)
        content = standing.choosing.sheet(made, standing.language)
        return Patch(name=f"{made.id}.xlsx", content=base64.b64encode(content).decode())

    def take(self, replace: bool, hidden: str = "") -> State:
        """Take the set of the workbook that was sent into the library; ``hidden`` is what was said of what is."""
        notes: list[Fault] = []
        said = hidden_of(hidden)
        found = library.import_set(self.upload.whole(), replace=replace, hidden=said, notes=notes)
        return Patch({**self.changed(), "taken": found.title.in_(self.stand().language), "worth_knowing": notes})


def own_set(stand: Stand) -> CriteriaSet:
    """Return the set as it stands, with its weights, as a set of the municipality's own.

    Raises
    ------
    RuleError
        If no set is chosen, or the weights do not add up.
    """
    given, method, fitting = stand.choosing.chosen(), stand.method, now(stand)
    fitted = fit(given, fitting.dropped, fitting.own)
    if method is not None and (faults := weight_faults(method, given.id)):
        raise RuleError(faults)
    refuse_points(method)
    of_values = {value.id: Decimal(value.weight.written) for value in method.values} if method else {}
    of_criteria = {}
    if method:
        of_criteria = {name.criterion.id: Decimal(name.weight.written) for _, name in method.weighings()}

    def weighed(criterion: SetCriterion) -> SetCriterion:
        return criterion.model_copy(update={"weight": of_criteria.get(criterion.criterion, criterion.weight)})

    values = [
        SetValue(
            value=value.value,
            weight=of_values.get(value.value, value.weight),
            criteria=[weighed(criterion) for criterion in value.criteria],
        )
        for value in fitted.values
    ]
    title = {language: say("prepare.sheet_title", language, title=given.title.in_(language)) for language in LANGUAGES}
    stem = free_id(f"{given.id[:70]}-own", library.library().sets)
    changed = {"id": stem, "version": FIRST, "title": Text(**title), "values": values}
    return fitted.model_copy(update=changed)
