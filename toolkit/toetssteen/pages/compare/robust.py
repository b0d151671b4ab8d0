"""How sure the result is, on the compare page: the outcome in a sentence, the figures behind it, and what if.

Rules: the outcome is worked out when the page opens, the rest when somebody unfolds it; what if is drawn in the browser
from one table of scores and never comes back; where it is closed it opens in this session only, with a reason that goes
on record first.
"""

from __future__ import annotations

from collections.abc import Callable

from toetssteen import workbench
from toetssteen.errors import UseError, fault
from toetssteen.language import words
from toetssteen.model.replay.assessment import Assessment
from toetssteen.pages.desk import Desk
from toetssteen.web.form import Act, Patch, State
from toetssteen.workbench import HowSure, chairs_of


class Robust:
    """The part of the compare page that says how sure it is; ``again`` draws the page, ``round`` is the one shown."""

    def __init__(self, desk: Desk, again: Callable[[], State], shown: Callable[[], int | None]) -> None:
        self.desk = desk
        self.again = again
        self.shown = shown
        self._opened = False
        self._kept: tuple[Assessment, int | None, HowSure] | None = None

    def acts(self) -> dict[str, Act]:
        """Return what can be done: the acts, by name."""
        return {"robust": self.parts, "what_if": self.open}

    def open(self, person: str, reason: str) -> State:
        """Open what if in this session, with the reason on record."""
        if not self._sure().what_if:
            if not reason.strip():
                asked = words()["compare"]["whatif_reason"][self.desk.language]
                raise UseError(fault("TS-291", at="reason", field=asked))
            body = workbench.body_of("what-if-opened", {"reason": reason.strip()})
            self.desk.acting(person).record(body)
            self._opened = True
        return self.again()

    def parts(self) -> Patch:
        """Return the figures, each with its sentences and its table."""
        return Patch(parts=[part.model_dump(mode="json") for part in self._sure().parts()])

    def content(self, assessment: Assessment) -> State:
        """Return the outcome, and what the browser needs for what if where that is open (:class:`Robust`)."""
        sure = self._sure()
        open_, there = sure.what_if, sure.weighed
        return {
            "word": sure.word,
            "said": sure.sentences(),
            "notes": sure.notes(),
            "there": there,
            "what_if": {**sure.sliders(), "shared": True} if open_ and there else None,
            "closed": None if open_ or not there else self._closed(assessment),
        }

    def _closed(self, assessment: Assessment) -> State:
        """Return who may open what if now, and who of them is here (:class:`Chairs`)."""
        return {"chairs": chairs_of(assessment), "me": self.desk.reader.chair(assessment) or ""}

    def _sure(self) -> HowSure:
        """Return how sure the round that is shown is; made again only when the assessment or the language changed."""
        assessment, number, language = self.desk.folder.assessment(), self.shown(), self.desk.language
        if self._kept is None or self._kept[0] is not assessment or self._kept[1] != number:
            self._kept = (assessment, number, self.desk.bench.outlook(number))
        sure = self._kept[2].spoken(language)
        return sure.opened() if self._opened else sure
