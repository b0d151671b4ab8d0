"""How sure the result is, on the compare page: the outcome in a sentence, the figures behind it, and what if.

Rules: the outcome is worked out when the page opens, the rest when somebody unfolds it; what if is drawn in the browser
from one table of scores and never comes back; where it is closed it opens in this session only, with a reason that goes
on record first.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from toetssteen import workbench
from toetssteen.errors import UseError, fault
from toetssteen.language import words
from toetssteen.model.replay.assessment import Assessment
from toetssteen.pages.desk import Desk, remembered
from toetssteen.pages.sure import sliders
from toetssteen.web.form import Act, Patch, State

if TYPE_CHECKING:
    from toetssteen.scoring.outlook.outlook import Outlook


class Robust:
    """The part of the compare page that says how sure it is; ``again`` draws the page, ``round`` is the one shown."""

    def __init__(self, desk: Desk, again: Callable[[], State], shown: Callable[[], int | None]) -> None:
        self.desk = desk
        self.again = again
        self.shown = shown
        self._opened = False
        self._kept: tuple[Assessment, int | None, Outlook] | None = None

    def acts(self) -> dict[str, Act]:
        """Give what can be done."""
        return {"robust": self.parts, "what_if": self.open}

    def open(self, person: str, reason: str) -> State:
        """Open what if in this session, with the reason on record."""
        if not self._is_open():
            if not reason.strip():
                raise UseError(fault("TS-291", field=words()["compare"]["whatif_reason"][self.desk.language]))
            workbench.open_what_if(self.desk.folder, person, reason.strip())
            self._opened = True
        return self.again()

    def parts(self) -> Patch:
        """Give the figures, each with its sentences and its table."""
        told = workbench.outlook_parts(self._outlook(), self.desk.language, what_if=self._is_open())
        return Patch(parts=[each.model_dump(mode="json") for each in told])

    def content(self, assessment: Assessment) -> State:
        """Give the outcome, and what the browser needs for what if where that is open."""
        language, open_ = self.desk.language, self._is_open()
        outlook = self._outlook()
        said = workbench.outcome_sentences(outlook, language, what_if=open_)
        table = outlook.table
        there = outlook.weighed and bool(table.solutions)
        return {
            "word": outlook.outcome.word,
            "said": said,
            "notes": workbench.outcome_notes(outlook, language, what_if=open_),
            "there": there,
            "what_if": {**sliders(outlook, language), "shared": True} if open_ and there else None,
            "closed": None if open_ or not there else self._closed(assessment),
        }

    def _closed(self, assessment: Assessment) -> State:
        """Give who may open what if now."""
        chairs = [each.person for each in assessment.people.values() if each.role == "chair"]
        known = remembered().get(f"as:{self.desk.assessment}")
        return {"chairs": chairs, "me": known if known in chairs else chairs[0]}

    def _is_open(self) -> bool:
        return self._opened or workbench.what_if_open(self.desk.folder)

    def _outlook(self) -> Outlook:
        """Give the outlook of the round that is shown; made again only when the assessment changed."""
        assessment, number = self.desk.folder.assessment(), self.shown()
        if self._kept is None or self._kept[0] is not assessment or self._kept[1] != number:
            outlook = workbench.outlook_of(workbench.result_of(self.desk.folder, number))
            self._kept = (assessment, number, outlook)
        return self._kept[2]
