"""What of the law is to be read again: soonest first, with those that nobody set a day for at the end."""

from __future__ import annotations

from datetime import date

import pytest

from toetssteen.cli import app as cli
from toetssteen.content.due import due
from toetssteen.content.library import Library, page_of
from toetssteen.pages.criteria.due import due_items
from toetssteen.workbench import library as librarian

ON = date(2027, 3, 1)


@pytest.fixture
def dated(shelf: Library) -> Library:
    """Give the library in which three terms are to be read again, the second of them soonest."""
    law = shelf.laws["nl-2026"]
    days = [date(2027, 6, 1), date(2027, 2, 1), date(2027, 12, 31)]
    terms = [
        term.model_copy(
            update={
                "check_before": day,
                "checked_on": date(2026, 11, 30),
                "read_as": "text",
                "at_url": "https://a.nl/x",
            }
        )
        for term, day in zip(law.terms[:3], days, strict=True)
    ]
    rest = [term.model_copy(update={"check_before": None, "checked_on": None}) for term in law.terms[3:]]
    return shelf.with_page(page_of(law.model_copy(update={"terms": [*terms, *rest]}), "law/nl-2026.yaml"))


def test_the_soonest_comes_first_and_what_has_no_day_last(dated: Library) -> None:
    law, found = dated.laws["nl-2026"], due(dated)
    first, second, third = (term.id for term in law.terms[:3])
    assert [one.term.id for one in found[:3]] == [second, first, third]
    assert len(found) == len(law.terms)
    assert [one.is_late(ON) for one in found[:4]] == [True, False, False, False]
    assert found[0].is_late(date(2027, 2, 1))
    assert not found[0].is_late(date(2027, 1, 31))


def test_the_page_lists_them_with_source_and_how_they_were_read(dated: Library) -> None:
    items = due_items(dated, ON, "en")
    assert (items[0]["before"], items[0]["late"], items[0]["url"]) == ("1 February 2027", True, "https://a.nl/x")
    assert items[0]["read"] == "30 November 2026, in the text itself"
    assert (items[3]["before"], items[3]["late"], items[3]["read"]) == ("", False, "")
    assert [item["id"] for item in items] == [one.term.id for one in due(dated)]


def test_the_command_lists_them(
    dated: Library, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(librarian, "library", lambda: dated)
    cli.commands(["--language", "en", "check", "--due"], standalone_mode=False)
    lines = [line for line in capsys.readouterr().out.splitlines() if "nl-2026: " in line]
    assert len(lines) == len(dated.laws["nl-2026"].terms)
    assert lines[0].startswith("2027-02-01")
    assert lines[0].endswith("https://a.nl/x")
    assert lines[-1].startswith("no day")
