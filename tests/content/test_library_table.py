"""The tables in the docs are those that the content gives, and count what is there."""

from __future__ import annotations

import re
from dataclasses import replace

from tests.content.library_table import PAGE, page

from toetssteen.content.library import Library


def test_the_page_in_the_docs_is_what_the_content_gives(shelf: Library) -> None:
    assert page(shelf) == PAGE.read_text("utf-8"), "run: python tests/content/library_table.py"


def test_a_criterion_more_shows(shelf: Library) -> None:
    value = shelf.values["privacy"]
    more = value.model_copy(update={"criteria": [*value.criteria, value.criteria[0]]})
    assert page(replace(shelf, values={**shelf.values, "privacy": more})) != page(shelf)


def test_the_critical_reading_names_what_the_library_has(shelf: Library) -> None:
    reading = (PAGE.parent / "library-review.md").read_text("utf-8")
    values = "|".join(map(re.escape, shelf.values))
    named = set(re.findall(rf"`((?:{values})\.[a-z0-9-]+)`", reading))
    there = {*shelf.asked(), *shelf.conditions()}
    assert len(named) > 100
    assert not named - there
