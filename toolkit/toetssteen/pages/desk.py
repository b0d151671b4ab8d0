"""What every page starts from: which assessment, who reads, in which language, and where the bar leads.

Rules: the language and the person are remembered in the user's own data folder, per assessment where that
matters; a page names its assessment in its address, so that a link and a second window find it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, quote

from toetssteen import workbench
from toetssteen.errors import ToetssteenError, UseError, fault
from toetssteen.language import DEFAULT, LANGUAGES, Language, reader_language, say, words
from toetssteen.model.replay.assessment import Assessment
from toetssteen.web.form import SHARED, Act, Form, State
from toetssteen.workbench import Reader, Workbench, remember, remembered

if TYPE_CHECKING:
    from toetssteen.store.protocol import Appendable

STEPS = {
    "start": "00_start",
    "prepare": "01_prepare",
    "score": "02_score",
    "consensus": "03_consensus",
    "compare": "04_compare",
    "report": "08_report",
}
"""The steps of the path, in order, and the notebook of each."""
PLACES = {
    "criteria": "11_criteria",
    "audit": "12_audit",
    "handbook": "13_handbook",
}
"""Where one looks something up at any step, and the notebook of each."""
NOTEBOOKS = {**STEPS, **PLACES}


class Desk:
    """The reader's desk: one page, on one assessment or on none."""

    def __init__(self, name: str, assessment: str | None = None) -> None:
        """Open page ``name`` on the assessment of its address; in JupyterLab, which has none, on the one given."""
        address = os.environ.get("QUERY_STRING")
        asked = assessment if address is None else parse_qs(address).get("assessment", [None])[0]
        self.name = name
        self.assessment = None if asked in (None, "") else asked
        self._folder: Appendable | None = None

    @property
    def folder(self) -> Appendable:
        """The assessment's folder.

        Raises
        ------
        UseError
            If the page has no assessment, or there is none of that name.
        """
        if self._folder is None:
            if self.assessment is None:
                raise UseError(fault("TS-512"))
            if "/" in self.assessment or "\\" in self.assessment:
                raise UseError(fault("TS-503", self.assessment))
            self._folder = workbench.open_store(self.assessment)
        return self._folder

    @property
    def reader(self) -> Reader:
        """Whoever was chosen on this computer for the assessment, or nobody, in the language of the page."""
        return Reader.here(self.folder, self.language)

    @property
    def bench(self) -> Workbench:
        """The workbench of whoever reads."""
        return Workbench(self.folder, self.reader)

    def acting(self, person: str) -> Workbench:
        """Return the workbench of somebody whom the page names as the one who acts."""
        return Workbench.of(self.folder, person, self.language)

    def choose(self, person: str) -> None:
        """Remember who reads this assessment here; an empty name stands for nobody, who only looks."""
        Reader.choose(self.folder, person)

    def whole(self) -> Assessment:
        """Return the assessment, for a page that shows or records what follows from its methods.

        Raises
        ------
        IntegrityError
            If a frozen method is not here or is another; the page says so, and looks again.
        """
        self.folder.refuse_unless_whole()
        return self.folder.assessment()

    @property
    def language(self) -> Language:
        """The reader's language: as chosen before, as the environment says, else Dutch."""
        return reader_language(remembered().get("language") or os.environ.get("TOETSSTEEN_LANGUAGE") or DEFAULT)

    def look(self, content: Mapping[str, object]) -> State:
        """Return the state that every page has (:class:`PageState`), with a page's own content."""
        language = self.language
        sections = words()
        titles = {**sections["steps"], **sections["places"]}
        texts = {
            name: text
            for section in ("common", *SHARED.get(self.name, ()), self.name)
            for name, text in sections.get(section, {}).items()
        }
        return {
            "key": f"{self.name}:{self.assessment or '-'}",
            "language": language,
            "title": titles[self.name][language],
            "place": content.get("place"),
            "words": {name: text[language] for name, text in texts.items()},
            **{
                part: [
                    {"title": titles[page][language], "href": self.address(page), "here": page == self.name}
                    for page in pages
                ]
                for part, pages in (("steps", STEPS), ("places", PLACES))
            },
            **content,
        }

    def standing(self, assessment: Assessment, shown: int | None) -> State:
        """Return where an assessment stands, with its rounds; ``shown`` is the round looked at, if not the current."""
        opened, number = assessment.opened, shown or assessment.round.number
        return {
            "authority": opened.authority,
            "track": say(f"track.{opened.track}", self.language),
            "phase": say(f"phase.{assessment.phase}", self.language),
            "rounds": [{"number": part.number, "shown": part.number == number} for part in assessment.rounds],
        }

    def called(self) -> str | None:
        """Return the title of the assessment of the address, for a page that does not stop where there is none."""
        try:
            return self.folder.assessment().opened.title if self.assessment else None
        except ToetssteenError:
            return None

    def address(self, step: str, assessment: str | None = None) -> str:
        """Return the address of a step or a place for the same assessment, or for another."""
        asked = assessment or self.assessment
        return f"{NOTEBOOKS[step]}.ipynb" + (f"?assessment={quote(asked)}" if asked and step != "start" else "")

    def form(self, content: Callable[[], Mapping[str, object]], acts: Mapping[str, Act]) -> Form:
        """Make the form of the page; every page can change its language."""

        def look() -> State:
            return self.look(content())

        def language(language: str) -> State:
            if language in LANGUAGES:
                remember("language", language)
            return look()

        return Form(self.name, look, {"language": language, **acts})
