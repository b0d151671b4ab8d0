"""The browser of criteria: the whole library to search and filter, one question read whole, one set with its profiles.

Rules: a reference, so it needs no assessment and changes nothing; the list goes to the page at once and is
searched there, a question or a set goes whole when it is asked for; a source that nobody checked says so; a form
goes to the browser in parts.
"""

from __future__ import annotations

import base64
from collections import Counter
from collections.abc import Mapping
from datetime import date

from toetssteen.errors import ToetssteenError, UseError, fault
from toetssteen.language import LANGUAGES, language_of, number, say
from toetssteen.pages.criteria.due import due_items
from toetssteen.pages.criteria.whole import asked_of, card, homes, item, users_of, whole_question, whole_set, work_title
from toetssteen.pages.desk import Desk
from toetssteen.views.questions import KINDS
from toetssteen.web.form import Act, Form, Patch, said
from toetssteen.workbench import library as librarian

PART = 600_000
"""Bytes of a form in one answer."""
FORMATS = ("pdf", "html")
ADDRESSEES = ("solution", "municipality", "procedure")


def page(assessment: str | None) -> Form:
    """Make the page."""
    browsing = Browsing(Desk("criteria", assessment))
    acts: dict[str, Act] = {"one": browsing.one, "set": browsing.of_set, "form": browsing.form, "part": browsing.part}
    return browsing.desk.form(browsing.content, acts)


class Browsing:
    """The page: the library as it is now, and the forms that were made on it."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.made: dict[str, bytes] = {}

    def content(self) -> Mapping[str, object]:
        """Return what the page can search (:class:`CriteriaState`)."""
        try:
            library = librarian.library()
        except ToetssteenError as error:
            return {"stopped": said(error, self.desk.language), "start": self.desk.address("start")}
        language = self.desk.language
        at, users, order = homes(library), users_of(library), {name: place for place, name in enumerate(library.values)}
        asked = dict(sorted(asked_of(library).items(), key=lambda pair: order.get(at[pair[0]], len(order))))
        cited = Counter(work for question in asked.values() for work in {source.work for source in question.cited()})
        works = [
            {"id": work, "title": work_title(library, work, language), "count": count} for work, count in cited.items()
        ]
        return {
            "place": self.desk.called(),
            "items": [
                item(question, at[question.id], users.get(question.id, []), language) for question in asked.values()
            ],
            "values": [{"id": value.id, "title": value.title.in_(language)} for value in library.values.values()],
            "sets": [card(criteria_set, language) for criteria_set in library.sets.values()],
            "works": sorted(works, key=lambda work: str(work["title"]).lower()),
            "kinds": [{"id": kind, "title": say(f"criteria.kind_{kind}", language)} for kind in KINDS],
            "addressees": [
                {"id": addressee, "title": say(f"criteria.to_{addressee}", language)} for addressee in ADDRESSEES
            ],
            "due": due_items(library, date.today(), language),
            "formats": list(FORMATS),
            "languages": list(LANGUAGES),
        }

    def one(self, given: str) -> Patch:
        """Return one question whole."""
        library, language = librarian.library(), self.desk.language
        asked = asked_of(library)
        if given not in asked:
            raise UseError(fault("TS-502", id=given, known=", ".join(asked)))
        return Patch(whole_question(library, asked[given], language))

    def of_set(self, given: str) -> Patch:
        """Return one set whole, with the profiles that weigh it otherwise."""
        library = librarian.library()
        return Patch(whole_set(library, library.set(given), self.desk.language))

    def form(self, given: str, language: str, wanted: str) -> Patch:
        """Make the form of a set; :meth:`part` hands it over."""
        chosen = language_of(language)
        name = librarian.form_name(given, chosen, wanted)
        self.made[name] = librarian.form(given, chosen, wanted)
        size = number(str(max(1, round(len(self.made[name]) / 1000))), self.desk.language)
        return Patch(name=name, size=size)

    def part(self, name: str, offset: int) -> Patch:
        """Return a part of a form that was made on this page."""
        if name not in self.made:
            raise UseError(fault("TS-502", id=name, known=", ".join(self.made) or "-"))
        content = self.made[name]
        part = content[offset : offset + PART]
        return Patch(content=base64.b64encode(part).decode(), next=offset + len(part), size=len(content))
