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

from toetssteen.content.library import Library, page_of
from toetssteen.documents.blocks import Block, Blocks, Card, Heading, Paragraph
from toetssteen.documents.kinds.form import paper
from toetssteen.documents.make import make
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
    weighed = [member.criterion for value in given.values for member in value.criteria]
    return [*given.gates, *weighed, *given.checklist, *given.conditions]


def form(library: Library, given: CriteriaSet, language: Language, wanted: str, on: date) -> bytes:
    return make("form", wanted, library, given, language, on)


def blocks_in(blocks: Blocks) -> Iterator[Block]:
    """Go over all blocks, with those inside others."""
    for block in blocks:
        yield block
        yield from blocks_in(getattr(block, "blocks", ()))
        yield from blocks_in((*getattr(block, "left", ()), *getattr(block, "right", ())))


def words(blocks: Blocks) -> str:
    lines = [block.line for block in blocks_in(blocks) if isinstance(block, Paragraph | Heading)]
    return "\n".join("".join(span.text for span in line) for line in lines)


def test_the_document_has_all_that_a_set_asks(shelf: Library) -> None:
    known = {**shelf.asked(), **shelf.conditions()}
    for given in shelf.sets.values():
        made = paper(shelf, given, "nl", DAY)
        cards = [block for block in blocks_in(made.blocks) if isinstance(block, Card) and block.tone == "asked"]
        ids = [card.id for card in cards]
        scoping = [asked for asked in ids if asked.startswith("scoping-")]
        own = {criterion.id for criterion in given.own}
        assert sorted(set(ids) - set(scoping)) == sorted(asked_in(shelf, given))
        assert len(ids) == len(set(ids))
        for asked in set(asked_in(shelf, given)) - own:
            assert known[asked].question.nl in words(made.blocks)
            assert {f"scoping-{question}" for question in known[asked].when} <= set(scoping)
        references = [source for asked in set(asked_in(shelf, given)) - own for source in known[asked].sources]
        if not own:
            assert f"er {sum(not source.checked for source in references)} nog niet" in words(made.opening)


def test_the_page_is_labelled_fills_in_and_runs_nothing(shelf: Library, language: Language) -> None:
    page = Page(form(shelf, shelf.set(SET), language, "html", DAY).decode())
    tags = [tag for tag, _ in page.tags]
    assert not {"script", "iframe", "object", "embed", "form", "img", "link", "base", "button"} & set(tags)
    assert tags.count("legend") == tags.count("fieldset")
    assert tags.count("label") == tags.count("input") + tags.count("textarea")
    assert next(page.all("html"))["lang"] == language
    named = {str(tag.get("name")) for tag in page.all("input") if tag.get("type") == "radio"}
    assert named >= set(asked_in(shelf, shelf.set(SET)))
    assert [attribute for _, attributes in page.tags for attribute in attributes if attribute.startswith("on")] == []
    levels = [int(tag[1]) for tag in tags if re.fullmatch(r"h\d", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    text = " ".join("".join(page.text).split())
    marks = sum(not source.checked for name in asked_in(shelf, shelf.set(SET)) for source in
                {**shelf.asked(), **shelf.conditions()}[name].sources)  # fmt: skip
    mark = "niet nagekeken" if language == "nl" else "not checked"
    assert sum(words_shown.strip() == mark for words_shown in page.text) == marks
    assert f"{SET} 2.0.0" in text


def test_the_pdf_is_tagged_and_in_order(printed: pikepdf.Pdf, shelf: Library, language: Language) -> None:
    with printed.open_metadata() as metadata:
        assert metadata["pdfaid:part"] == "3"
        assert metadata["pdfuaid:part"] == "1"
    assert str(printed.Root.Lang) == language
    text = squeezed(text_of(printed))
    known, at = {**shelf.asked(), **shelf.conditions()}, text.find(squeezed(shelf.set(SET).why.in_(language)))
    at = text.find(squeezed(shelf.scoping["ai"].question.in_(language)), at)
    municipality = [name for name in shelf.set(SET).checklist if known[name].addressee == "municipality"]
    procedure = [name for name in shelf.set(SET).checklist if known[name].addressee == "procedure"]
    weighed = [member.criterion for value in shelf.set(SET).values for member in value.criteria]
    for given in [*shelf.set(SET).gates, *weighed, *municipality, *procedure, *shelf.set(SET).conditions]:
        found = text.find(squeezed(known[given].question.in_(language)), at)
        assert found > 0, given
        at = found
    levels = [
        int(str(element.S)[2])
        for element in structure(printed.Root.StructTreeRoot)
        if re.match(r"/H\d", str(element.S))
    ]
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
        assert paper(shelf, given, "nl", DAY).blocks


def test_the_same_day_gives_the_same_bytes(shelf: Library) -> None:
    one, other = (form(shelf, shelf.set(SET), "nl", "pdf", DAY) for _ in range(2))
    assert one == other


def test_a_question_that_does_not_hold_yet_says_from_when(shelf: Library) -> None:
    made = paper(shelf, shelf.set("moving-chatbot"), "nl", DAY)
    [gate] = [block for block in blocks_in(made.blocks) if getattr(block, "id", "") == "transparency.machine-known"
              and isinstance(block, Card)]  # fmt: skip
    assert "Geldt vanaf 2 augustus 2026." in words(gate.blocks)


def test_a_form_is_written_by_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert librarian.write_form(SET, "nl", "html") == Path(f"{SET}-formulier.html")
    for given, wanted, code in (("nope", "pdf", "TS-502"), (SET, "docx", "TS-601")):
        with pytest.raises(UseError) as refused:
            librarian.write_form(given, "nl", wanted)
        assert refused.value.faults[0].code == code
