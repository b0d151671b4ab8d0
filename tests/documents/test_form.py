"""The form of a set: everything the set asks, in both formats and languages; tagged, and nothing that runs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pikepdf
import pytest
from tests.documents.hostile import TYPST, XSS
from tests.documents.test_report_html import Page
from tests.documents.test_report_pdf import elements, squeezed, structure, text_of
from tests.documents.test_theme import COLOURS

from toetssteen.content.library import Library, page_of
from toetssteen.documents import form as module
from toetssteen.documents.form import document, form
from toetssteen.errors import UseError
from toetssteen.language import Language, Text
from toetssteen.model.criteria import CriteriaSet
from toetssteen.workbench import library as librarian

DAY = date(2026, 5, 27)
SET = "chat-channel"


@pytest.fixture(scope="module", params=["nl", "en"])
def language(request: pytest.FixtureRequest) -> Language:
    return "nl" if request.param == "nl" else "en"


@pytest.fixture(scope="module")
def printed(shelf: Library, language: Language) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(BytesIO(form(shelf, shelf.set(SET), language, "pdf", DAY))) as opened:
        yield opened


def asked_in(shelf: Library, given: CriteriaSet) -> list[str]:
    weighed = [each.criterion for value in given.values for each in value.criteria]
    return [*given.gates, *weighed, *given.checklist, *given.conditions]


def test_the_document_has_all_that_a_set_asks(shelf: Library) -> None:
    for given in shelf.sets.values():
        told = document(shelf, given, "nl", DAY)
        groups = [told["gates"], *(each["criteria"] for each in told["values"])]
        groups += [*(each["asked"] for each in told["checklist"]), told["conditions"]]
        ids = [each["id"] for group in groups for each in group]
        assert sorted(ids) == sorted(asked_in(shelf, given))
        asked = [each for group in groups for each in group]
        questions = {each["question"] for one in asked for each in one["when"]}
        assert questions <= {each["question"] for each in told["scoping"]}
        assert told["unchecked"] == sum(not source["checked"] for one in asked for source in one["sources"])


def test_the_page_is_labelled_fills_in_and_runs_nothing(shelf: Library, language: Language) -> None:
    page = Page(form(shelf, shelf.set(SET), language, "html", DAY).decode())
    tags = [tag for tag, _ in page.tags]
    assert not {"script", "iframe", "object", "embed", "form", "img", "link", "base", "button"} & set(tags)
    assert tags.count("legend") == tags.count("fieldset")
    assert tags.count("label") == tags.count("input") + tags.count("textarea")
    assert next(page.all("html"))["lang"] == language
    named = {str(each.get("name")) for each in page.all("input") if each.get("type") == "radio"}
    assert named >= set(asked_in(shelf, shelf.set(SET)))
    assert [each for _, given in page.tags for each in given if each.startswith("on")] == []
    levels = [int(tag[1]) for tag in tags if re.fullmatch(r"h\d", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    text = " ".join("".join(page.text).split())
    marks = sum(not source.checked for each in asked_in(shelf, shelf.set(SET)) for source in
                {**shelf.asked(), **shelf.conditions()}[each].sources)  # fmt: skip
    mark = "niet nagekeken" if language == "nl" else "not checked"
    assert sum(each.strip() == mark for each in page.text) == marks
    assert f"{SET} 1.0.0" in text


def test_the_pdf_is_tagged_and_in_order(printed: pikepdf.Pdf, shelf: Library, language: Language) -> None:
    with printed.open_metadata() as metadata:
        assert metadata["pdfaid:part"] == "3"
        assert metadata["pdfuaid:part"] == "1"
    assert str(printed.Root.Lang) == language
    text = squeezed(text_of(printed))
    known, at = {**shelf.asked(), **shelf.conditions()}, text.find(squeezed(shelf.set(SET).why.in_(language)))
    at = text.find(squeezed(shelf.scoping["ai"].question.in_(language)), at)
    municipality = [each for each in shelf.set(SET).checklist if known[each].addressee == "municipality"]
    procedure = [each for each in shelf.set(SET).checklist if known[each].addressee == "procedure"]
    weighed = [each.criterion for value in shelf.set(SET).values for each in value.criteria]
    for given in [*shelf.set(SET).gates, *weighed, *municipality, *procedure, *shelf.set(SET).conditions]:
        found = text.find(squeezed(known[given].question.in_(language)), at)
        assert found > 0, given
        at = found
    levels = [int(str(each.S)[2]) for each in structure(printed.Root.StructTreeRoot) if re.match(r"/H\d", str(each.S))]
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert len(elements(printed, "L")) > 2 * len(asked_in(shelf, shelf.set(SET)))


@pytest.mark.parametrize("text", [XSS, TYPST, '#read("/etc/passwd") <b>x</b> \N{GRINNING FACE}'])
def test_a_hostile_text_is_set_as_text(shelf: Library, text: str) -> None:
    odd = shelf.set(SET).model_copy(update={"id": "odd", "title": Text.same(text), "why": Text.same(text)})
    library = shelf.with_page(page_of(odd, "sets/odd.yaml"))
    page = Page(form(library, odd, "nl", "html", DAY).decode())
    assert "script" not in [tag for tag, _ in page.tags]
    assert text in "".join(page.text)
    with pikepdf.open(BytesIO(form(library, odd, "nl", "pdf", DAY))) as opened:
        assert "root:x:0" not in text_of(opened)


def test_every_set_has_a_form(shelf: Library) -> None:
    for given in shelf.sets.values():
        assert document(shelf, given, "nl", DAY)


def test_the_same_day_gives_the_same_bytes(shelf: Library) -> None:
    one, other = (form(shelf, shelf.set(SET), "nl", "pdf", DAY) for _ in range(2))
    assert one == other


def test_a_question_that_does_not_hold_yet_says_from_when(shelf: Library) -> None:
    told = document(shelf, shelf.set("moving-chatbot"), "nl", DAY)
    force = {each["id"]: each["force"] for each in told["gates"]}
    assert force["transparency.machine-known"] == "Geldt vanaf 2 augustus 2026."


def test_a_form_is_written_by_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert librarian.write_form(SET, "nl", "html") == Path(f"{SET}-formulier.html")
    for given, wanted, code in (("nope", "pdf", "TS-502"), (SET, "docx", "TS-601")):
        with pytest.raises(UseError) as refused:
            librarian.write_form(given, "nl", wanted)
        assert refused.value.faults[0].code == code


def test_the_template_uses_the_colours_of_the_theme() -> None:
    assert set(re.findall(r"#[0-9a-f]{6}", module.TEMPLATE.read_text("utf-8"))) <= set(COLOURS.values())
