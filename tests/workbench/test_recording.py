"""What is said of plain data that does not fit the body of an entry."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.pages.opened import chair

from toetssteen.content.library import Library
from toetssteen.errors import RuleError, UseError
from toetssteen.model.base import MAX_LINK
from toetssteen.workbench import body_of, create, read_json


@pytest.mark.parametrize(("left", "code"), [("", "TS-505"), ("a" * (MAX_LINK - 7), "TS-508"), ("a b", "TS-505")])
def test_a_link_has_an_address_of_a_certain_length(left: str, code: str) -> None:
    given = {"evidence": "e", "type": "document", "title": "A page", "consulted": "2026-03-04"}
    body_of("evidence-added", {**given, "link": "https://" + "a" * (MAX_LINK - 8)})
    with pytest.raises(UseError) as caught:
        body_of("evidence-added", {**given, "link": "https://" + left})
    assert [fault.code for fault in caught.value.faults] == [code]


@pytest.mark.parametrize(
    ("content", "code", "at"),
    [
        ('{"name": "Linde", "name": "Wilg"}', "TS-782", "name"),
        ('{"pricing": {"best": 1, "best": 2}}', "TS-782", "best"),
        ("[" * 100_000, "TS-783", ""),
        ('{"name": ' + "1" * 5_000 + "}", "TS-744", ""),
    ],
)
def test_json_of_which_a_part_would_be_lost_or_that_cannot_be_read_is_refused(content: str, code: str, at: str) -> None:
    with pytest.raises(UseError) as caught:
        read_json(content, "solution-added")
    [found] = caught.value.faults
    assert (found.code, found.particulars["problem"].code, found.about) == ("TS-505", code, at)


@pytest.mark.parametrize("text", ["21%", "21 %"])
def test_a_percentage_is_no_amount(text: str) -> None:
    assert read_json(f'{{"price": "{text}"}}', "price-opened") == {"price": text}  # which the entry refuses


def test_an_amount_on_the_command_line_is_read_as_people_write_it_and_asked_for_where_it_is_doubtful() -> None:
    assert read_json('{"price": "€ 120.000,50", "reason": "120.000"}', "price-opened") == {
        "price": "120000.5",
        "reason": "120.000",
    }
    band = '{"pricing": {"method": "band", "best": "1 000", "worst": 5, "low": {"estimate": "120.000"}}}'
    with pytest.raises(UseError) as caught:
        read_json(band, "pricing-set")
    [found] = caught.value.faults
    assert found.where == "pricing-set: pricing.low.estimate"
    assert found.part("remedy", "nl") == "Schrijf 120000 of 120."


@pytest.mark.parametrize(("question", "answer"), [("ai", "zzz"), ("zzz", "yes")])
def test_a_scoping_question_is_given_one_of_its_own_answers(
    tmp_path: Path, shelf: Library, question: str, answer: str
) -> None:
    opened = {"assessment": "a", "title": "A", "authority": "B", "track": "ethics", "procedure": "existing-use"}
    folder = create(tmp_path / "a", body_of("opened", opened), shelf.set("web-chat-tender"))  # type: ignore[arg-type]
    before = len(folder.in_order())
    with pytest.raises(RuleError) as caught:
        chair(folder, "scoping-answered", question=question, answer=answer)
    assert ([fault.code for fault in caught.value.faults], len(folder.in_order())) == (["TS-243"], before)
