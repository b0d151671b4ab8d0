"""The one object through which pages, commands and notebooks use an assessment: its store, and who reads and acts.

Rules: nothing is decided here that a rule of ``model`` or ``scoring`` decides; whoever acts is the reader, and nobody
acts for another; what is refused raises an error that a page can show. What needs no reader (making, opening,
exporting, verifying and restoring an assessment) is in ``opening``.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Self

from toetssteen import plain_file
from toetssteen.content.library import Library
from toetssteen.errors import Fault, IntegrityError, UseError, fault
from toetssteen.language import Language
from toetssteen.model.base import Id
from toetssteen.model.entries.body import Body
from toetssteen.model.entries.entry import Entry
from toetssteen.model.replay.assessment import Cell
from toetssteen.scoring.result.result import Result, result
from toetssteen.scoring.trial import Pattern, trial
from toetssteen.store.protocol import Appendable
from toetssteen.store.typed import Typed
from toetssteen.workbench import asking, judging, library, recording, telling
from toetssteen.workbench.apart import Apart, apart
from toetssteen.workbench.asking import Exchanged
from toetssteen.workbench.judging import Drafted, Keys
from toetssteen.workbench.kept import KeptFiles
from toetssteen.workbench.looking import HowSure, Tried
from toetssteen.workbench.reader import Reader, chairs_of
from toetssteen.workbench.telling import DocumentFile, MovedRounds, Trail

if TYPE_CHECKING:
    from pandas import DataFrame

    from toetssteen.documents.report.nouns import Report
    from toetssteen.sheets.questionnaire import Format
    from toetssteen.sheets.unseen import Hidden
    from toetssteen.web.plot import Plot


class Workbench:
    """An assessment as one reader sees it and works on it; ``store`` has its entries, its methods and its files."""

    def __init__(self, store: Appendable, reader: Reader) -> None:
        self.store = store
        self.reader = reader

    @classmethod
    def of(cls, store: Appendable, person: str | None = None, language: Language | None = None) -> Self:
        """Return the workbench of somebody of the committee, or of nobody.

        Raises
        ------
        UseError
            If they are not in the committee (TS-506).
        """
        return cls(store, Reader(language=language) if person is None else Reader.named(store, person, language))

    @property
    def language(self) -> Language:
        """The reader's language, otherwise that of the assessment."""
        return self.reader.language or self.store.assessment().opened.language

    @property
    def keys(self) -> Keys:
        """The reader's key and that of the round, as far as they are on this computer."""
        return Keys(self.store, self.reader.person)

    @property
    def typed(self) -> Typed:
        """What the reader typed for the current round and did not record yet."""
        return judging.typed(self.store, self._me)

    @property
    def kept(self) -> KeptFiles:
        """The files that are kept with the assessment, as far as the reader may have them."""
        return KeptFiles(self.store, self.reader.person)

    @property
    def exchanged(self) -> Exchanged:
        """What went to the vendors and what came from them."""
        return Exchanged.of(self.store)

    @property
    def apart(self) -> dict[Cell, Apart]:
        """How far the evaluators of the current round are apart, by cell, the largest differences first."""
        return apart(self.store.assessment())

    @property
    def rounds(self) -> list[int]:
        """The numbers of the rounds that were opened and can be compared."""
        from toetssteen.documents.report.moving import comparable

        return comparable(self.store.assessment())

    @property
    def trail(self) -> Trail:
        """The audit trail, as anybody may read it now."""
        return Trail(self.store, self.language)

    @property
    def _me(self) -> Id:
        if self.reader.person is None:
            chairs = ", ".join(chairs_of(self.store.assessment()))
            raise UseError(fault("TS-506", self.store.where, author="-", known=chairs or "-"))
        return self.reader.person

    def record(self, *bodies: Body) -> Entry | None:
        """Append the entries of one act by the reader, at once; ``None`` where all hold already: nothing is written.

        Raises
        ------
        RuleError
            If it breaks a rule; or decides while a gate, a price or a tie is open; or closes the consensus or decides
            with points open and no reason; or breaks a tie in another order than the frozen tie-break gives.
        """
        return recording.record(self.store, self._me, *bodies)

    def refusals(self, body: Body) -> tuple[Fault, ...]:
        """Return why :meth:`record` would refuse an entry now; where nobody reads, why it would refuse a chair."""
        author = self.reader.person or next(iter(chairs_of(self.store.assessment())), None)
        return recording.refusals(self.store, author or self._me, body)

    def freeze(self, shelf: Library | None = None, reason: str | None = None) -> Entry:
        """Freeze the method that the chair's choices make of the library; see :func:`recording.freeze`."""
        return recording.freeze(self.store, self._me, shelf or library.library(), reason)

    def open_round(self, reason: str | None = None) -> Entry | None:
        """Make the key of the current round, then open it for judging; ``None`` where it is open."""
        return judging.open_round(self.store, self._me, reason)

    def declare(self, interests: str, description: str = "") -> Entry | None:
        """Declare interests and confidentiality, with a key made on first use; ``None`` where it was declared before.

        Raises
        ------
        RuleError
            If it breaks a rule; of somebody who declared before, if their key is not here.
        """
        return judging.declare(self.store, self._me, interests, description)

    def draft(self) -> Drafted:
        """Open the reader's draft for the current round."""
        return Drafted(self.store, self._me)

    def submit(self, *, same_reasons: bool = False) -> Entry:
        """Append the reader's draft, whole, sealed and signed; see :func:`judging.submit`."""
        return judging.submit(self.store, self._me, same_reasons=same_reasons)

    def unseal(self, reason: str | None = None, *, confirm: Callable[[], None] = lambda: None) -> Entry:
        """Open the round: every seal in it, at once; see :func:`judging.unseal`."""
        return judging.unseal(self.store, self._me, reason, confirm=confirm)

    def ask(self, format: Format, language: Language) -> bytes:  # noqa: A002 - its name
        """Return the questionnaire for the vendors: the one made before, or a new one, kept and recorded.

        Raises
        ------
        RuleError
            If the method is not frozen, or the reader may not.
        SheetError
            If something of the method cannot be kept in a cell.
        """
        return asking.questionnaire(self.store, self._me, format, language)

    def receive(
        self,
        solution: Id,
        file: bytes,
        attachments: Mapping[str, bytes],
        reason: str | None = None,
        *,
        name: str = "xlsx",
        hidden: Hidden | None = None,
        notes: list[Fault] | None = None,
    ) -> Entry:
        """Take in a vendor's answers, whole or not at all; see :func:`asking.receive`."""
        given = (self.store, self._me, solution, file, attachments, reason)
        return asking.receive(*given, name=name, hidden=hidden, notes=notes)

    def result(self, number: int | None = None) -> Result:
        """Work out the result of a round, the current one unless another is named."""
        return result(self.store.assessment(), number)

    def outlook(self, number: int | None = None) -> HowSure:
        """Return how sure the result of a round is; what if is open in it where that needs no reason."""
        return HowSure.of(self.result(number), self.language)

    def lines(self, number: int | None = None) -> list[str]:
        """Return the result as lines of text: gates first, then totals with the weakest value beside them."""
        from toetssteen.views.result import result_lines

        sure = self.outlook(number)
        return result_lines(sure.outlook.result, sure.sentence, self.language)

    def trial(self, *, solutions: int = 3, seed: int = 1, pattern: Pattern = "even") -> Tried:
        """Try the method that the chair's choices make on made-up solutions; nothing is written.

        Raises
        ------
        ContentError
            If the library of criteria does not pass its lint.
        RuleError
            If something of the method is still open or does not add up; all of it at once.
        """
        method = recording.method_of(self.store, library.library())
        tried = trial(self.store.assessment(), method, solutions=solutions, seed=seed, pattern=pattern)
        return Tried(tried, self.language)

    def report(self, number: int | None = None) -> Report:
        """Return what the report of a round says, as plain data in the reader's language."""
        return telling.report_of(self.store, self.language, number)

    def moved(self, before: int, after: int) -> MovedRounds:
        """Tell what moved from one round to a later one.

        Raises
        ------
        RuleError
            If one of them was not opened, or the first does not come first.
        """
        return telling.moved_of(self.store, self.language, before, after)

    def table(self, number: int | None = None) -> DataFrame:
        """Return the result as a table: one row a solution, ranked first; the weakest value beside each total."""
        from toetssteen.views.tables import result_table

        return result_table(self.result(number), self.language)

    def figures(self, number: int | None = None) -> Plot:
        """Return the figures of a result, to point at: the profile per value and the totals, each with a sentence."""
        from toetssteen.views import figures as drawn
        from toetssteen.web.plot import Plot

        return Plot(drawn.documents(self.result(number), self.language), drawn.script())

    def document(
        self,
        kind: telling.Kind,
        format: str,  # noqa: A002 - its name
        language: Language | None = None,
        *,
        number: int | None = None,
        version: int | None = None,
    ) -> DocumentFile:
        """Make a document in memory; see :meth:`write`."""
        return telling.document(telling.subject(self.store, kind, language, number, version), format)

    def write(
        self,
        kind: telling.Kind,
        formats: Sequence[str],
        language: Language | None = None,
        out: Path | None = None,
        *,
        number: int | None = None,
        version: int | None = None,
        tell: Callable[[str], None] = lambda _: None,
    ) -> list[Path]:
        """Write a document in every format asked for, into ``reports/`` of the assessment or ``out``.

        Parameters
        ----------
        language
            Of the document; otherwise that of the assessment.
        number, version
            The round of a report or of minutes; the version of a method; otherwise the latest.
        tell
            Told, in a line, what somebody waits for after a second.

        Raises
        ------
        UseError
            If the kind is not offered in a format, or typst refuses.
        RuleError
            If the round has not been opened, or nothing was frozen.
        StoreError
            If nothing was clarified, or a file cannot be written, or ``reports/`` is no folder of the assessment.
        """
        subject = telling.subject(self.store, kind, language, number, version)
        return telling.write(subject, formats, out or self._reports(), tell)

    def _reports(self) -> Path:
        """Return the folder of the documents of the assessment, to write in; a link in its place leads away."""
        folder = self.store.reports
        if os.path.lexists(folder) and not plain_file.is_folder(folder):
            raise IntegrityError(fault("TS-341", folder))
        return folder
