"""A criteria set as a form to discuss on paper: a page (HTML) or a PDF.

Rules: the form says what the set says and judges nothing; it names the set, its version and the day it was made;
what does not apply always says when it does, in the words of the scoping question; a reference that nobody
checked is marked. Both formats are made from one document, plain data in one language.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any, Literal

from toetssteen.content.library import Library
from toetssteen.errors import UseError, fault
from toetssteen.language import Language, number, words
from toetssteen.model.base import Id, plain
from toetssteen.model.criteria import Asked, Condition, CriteriaSet, Criterion, Gate, SetCriterion, SetValue, Source
from toetssteen.views.questions import condition, day, in_force, percent, whole

FORMATS = ("html", "pdf")
Format = Literal["html", "pdf"]
TEMPLATE = Path(__file__).parent / "form.typ"
Document = dict[str, Any]


def form(library: Library, given: CriteriaSet, language: Language, wanted: str, on: date) -> bytes:
    """Write the form of a set.

    Parameters
    ----------
    library, given
        The library, and the set in it.
    wanted
        One of :data:`FORMATS`.
    on
        The day that the form names.

    Raises
    ------
    UseError
        If the format is not known, or typst refuses.
    """
    if wanted not in FORMATS:
        raise UseError(fault("TS-601", format=wanted, known=", ".join(FORMATS)))
    said = document(library, given, language, on)
    return _html(said) if wanted == "html" else _pdf(said, on)


def document(library: Library, given: CriteriaSet, language: Language, on: date) -> Document:
    """Give all that the form says."""
    telling = _Telling(library, given, language)
    law = library.laws.get(given.law)
    asked = [telling.known[each] for each in telling.named() if each in telling.known]
    sources = [source for each in asked for source in each.sources]
    return {
        "id": given.id,
        "version": given.version,
        "title": given.title.in_(language),
        "why": given.why.in_(language),
        "language": language,
        "law": law.title.in_(language) if law else given.law,
        "made": day(on, language),
        "references": len(sources),
        "unchecked": sum(not each.checked for each in sources),
        "scoping": telling.scoping(asked),
        "gates": telling.all_of(given.gates),
        "values": [telling.value(each) for each in given.values],
        "checklist": [
            {"addressee": addressee, "asked": found, "count": len(found)}
            for addressee in ("municipality", "procedure", "solution")
            if (found := telling.all_of(given.checklist, addressee))
        ],
        "conditions": telling.all_of(given.conditions),
        "selection": [telling.title(each) for each in given.selection],
        "words": {name: text[language] for name, text in words()["form"].items()},
    }


class _Telling:
    """All it takes to tell what a set asks."""

    def __init__(self, library: Library, given: CriteriaSet, language: Language) -> None:
        self.library = library
        self.given = given
        self.language: Language = language
        self.known: dict[Id, Asked] = {**library.asked(given.own), **library.conditions()}
        self.own = {each.id for each in given.own}
        self.whole = whole(given)

    def named(self) -> list[Id]:
        """Give the ids of all that the set asks, each once."""
        given = self.given
        weighed = [each.criterion for value in given.values for each in value.criteria]
        return list(dict.fromkeys([*weighed, *given.gates, *given.checklist, *given.conditions]))

    def title(self, given: Id) -> str:
        """Give the title of a question; the id of what has none."""
        return self.known[given].title.in_(self.language) if given in self.known else given

    def scoping(self, asked: Iterable[Asked]) -> list[Document]:
        """Give the scoping questions that decide something in this set, and those that decide about them."""
        wanted = {question for each in asked for question in each.when}
        while more := {q for each in wanted & self.library.scoping.keys() for q in self.library.scoping[each].when}:
            if more <= wanted:
                break
            wanted |= more
        return [
            {
                "id": each.id,
                "question": each.question.in_(self.language),
                "why": each.why.in_(self.language),
                "when": condition(each.when, self.library.scoping, self.language),
                "options": [option.label.in_(self.language) for option in each.options],
            }
            for each in self.library.scoping.values()
            if each.id in wanted
        ]

    def value(self, given: SetValue) -> Document:
        """Tell a public value and its criteria."""
        value = self.library.values.get(given.value)
        criteria = [
            self.asked(self.known[each.criterion], each) for each in given.criteria if each.criterion in self.known
        ]
        return {
            "id": given.value,
            "title": value.title.in_(self.language) if value else given.value,
            "why": value.why.in_(self.language) if value else "",
            "weight": percent(Fraction(given.weight), self.language),
            "count": len(criteria),
            "criteria": criteria,
        }

    def all_of(self, given: Iterable[Id], addressee: str | None = None) -> list[Document]:
        """Tell the questions of these ids, or those among them that one addressee answers for."""
        found = (self.known[each] for each in given if each in self.known)
        return [self.asked(each) for each in found if addressee in (None, each.addressee)]

    def asked(self, asked: Asked, weighed: SetCriterion | None = None) -> Document:
        """Tell one question, with its weight where it is weighed."""
        language = self.language
        told: Document = {
            "id": asked.id,
            "title": asked.title.in_(language),
            "question": asked.question.in_(language),
            "why": asked.why.in_(language),
            "when": condition(asked.when, self.library.scoping, language),
            "force": in_force(asked, language),
            "ask": [each.in_(language) for each in asked.ask],
            "sources": [self._source(each) for each in asked.sources],
            "own": asked.id in self.own,
            "weight": percent(Fraction(weighed.weight), language) if weighed else "",
            "whole": percent(self.whole[asked.id], language) if weighed else "",
            "minimum": number(plain(weighed.minimum), language) if weighed and weighed.minimum is not None else "",
            "kind": "criterion",
        }
        match asked:
            case Criterion():
                told["anchors"] = self._anchors(asked)
            case Gate():
                proof = {"takes": asked.proof.takes, "text": asked.proof.text.in_(language)}
                ends = {"met": asked.met.in_(language), "not_met": asked.not_met.in_(language)}
                told |= {"kind": "gate", "explainable": asked.explainable, "proof": proof, **ends}
            case Condition():
                clause = [line for line in asked.clause.in_(language).splitlines() if line.strip()]
                told |= {"kind": "condition", "clause": clause, "watch": asked.watch.in_(language)}
        return told

    def _anchors(self, asked: Criterion) -> list[Document]:
        """Give the points of its scale with its own anchors, the scale's meaning where it has none."""
        points = self.library.scales[asked.scale].levels if asked.scale in self.library.scales else []
        return [
            {
                "level": number(plain(each.level), self.language),
                "label": each.label.in_(self.language),
                "text": asked.anchors.get(plain(each.level), each.meaning).in_(self.language),
            }
            for each in points
        ]

    def _source(self, given: Source) -> Document:
        work = self.library.works.get(given.work)
        title = work.title.in_(self.language) if work else given.work
        return {
            "title": title,
            "at": given.at or "",
            "url": (work.url if work else None) or "",
            "checked": given.checked,
        }


def _html(said: Document) -> bytes:
    from nbformat.v4 import new_notebook  # noqa: PLC0415 -- nbconvert loads when a page is made

    page, _ = _exporter().from_notebook_node(new_notebook(), {"form": said, "w": said["words"], "style": _looks()})
    return "".join(each for each in page if each >= " " or each in "\n\t").encode()


@cache
def _exporter() -> Any:
    from toetssteen.documents.html import ReportExporter  # noqa: PLC0415 -- see above

    return ReportExporter("form")


@cache
def _looks() -> str:
    from toetssteen.documents.html import TEMPLATES, _style  # noqa: PLC0415 -- see above

    return _style() + (TEMPLATES / "form" / "form.css").read_text("utf-8")


def _pdf(said: Document, on: date) -> bytes:
    import typst  # noqa: PLC0415 -- typst loads when a PDF is made

    from toetssteen.documents.pdf import typeset  # noqa: PLC0415 -- see above
    from toetssteen.documents.writers.glyphs import shown  # noqa: PLC0415 -- see above

    given = {"form": json.dumps(shown(said)), "date": json.dumps([on.year, on.month, on.day])}
    try:
        return typeset(TEMPLATE, given, datetime.combine(on, time(), UTC))
    except typst.TypstError as error:
        raise UseError(fault("TS-603", said["id"], problem=str(getattr(error, "message", error)))) from error
