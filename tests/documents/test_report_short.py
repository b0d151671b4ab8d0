"""The short report: how many pages, nothing cut, what decides first, and nothing in it that is closed."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from tests.documents.hostile import LONG, XSS, hostile, report_of

from toetssteen.content.library import Library
from toetssteen.documents.kinds.report import paper_of, reasons, whole
from toetssteen.documents.make import drawn
from toetssteen.documents.report.nouns import Report
from toetssteen.store.folder import Folder

SECRET = "secret-of-a-sealed-round"


def pages(report: Report) -> int:
    with pikepdf.open(BytesIO(drawn(paper_of(report), "pdf"))) as opened:
        return len(opened.pages)


def crowded(report: Report, count: int) -> Report:
    """Give every solution of a report twins, so that there are so many of them."""
    plain = json.loads(report.document())

    def twins(rows: list[dict[str, object]]) -> list[dict[str, object]]:
        return [{**rows[at % len(rows)], "solution": f"s{at}", "name": f"Oplossing {at}"} for at in range(count)]

    plain["ranking"] = twins(plain["ranking"])
    plain["deciding"]["solutions"] = ["s0", "s1"][:count]
    for value in plain["values"]:
        value["scores"] = twins(value["scores"])
        for criterion in value["criteria"]:
            criterion["cells"] = twins(criterion["cells"])
    for gate in plain["gates"]:
        gate["findings"] = twins(gate["findings"])
    return Report.model_validate(plain)


@pytest.mark.parametrize(("count", "most"), [(1, 4), (3, 4), (10, 6)])
def test_it_has_four_pages_or_six(tender: Folder, count: int, most: int) -> None:
    assert pages(crowded(report_of(tender), count)) <= most


@pytest.mark.nightly
@pytest.mark.parametrize("text", [XSS, LONG])
def test_long_texts_make_it_no_longer(tmp_path: Path, shelf: Library, text: str) -> None:
    assert pages(report_of(hostile(tmp_path / "long", shelf, text))) <= 6  # a title of 480 characters takes pages


def test_a_text_stands_whole_or_is_counted(tender: Folder) -> None:
    the = reasons.Setting(report_of(tender))
    items = [(2, [reasons.text("one")]), (9, [reasons.text("too long")]), (1, [reasons.text("two")])]
    blocks, used = reasons.fitting(the, items, 4, "gates")
    told = [block.line[0].text for block in blocks if block.kind == "text"]
    assert (told[:2], used) == (["one", "two"], 3)
    assert told[2:] == [the.word("short_more", count=1, part=the.word("heading_gates"))]


def test_what_weighs_most_in_the_difference_comes_first(tender: Folder) -> None:
    report = report_of(tender)
    asked = {criterion.id: criterion for value in report.values for criterion in value.criteria}
    apart = []
    for key in report.deciding.criteria:
        levels = [float(c.counted.low) for c in asked[key].cells if c.solution in report.deciding.solutions]
        apart.append(abs(levels[0] - levels[1]) * float(asked[key].weight_of_whole.replace(",", ".")))
    assert apart == sorted(apart, reverse=True)
    assert [place.solution for place in report.ranking[:2]] == list(report.deciding.solutions)


def test_page_one_has_the_outcome_and_the_matrix_every_level(tender: Folder) -> None:
    report = report_of(tender)
    page = drawn(paper_of(report), "html").decode()
    assert page.index(report.summary.outcome[0]) < page.index(report.ranking[-1].total.text) < page.index('id="matrix"')
    cells = sum(len(criterion.cells) for value in report.values for criterion in value.criteria)
    assert page.count('class="shade shade-') == cells


@pytest.mark.parametrize("size", [paper_of, whole.paper_of])
def test_of_a_sealed_round_it_has_no_word(tmp_path: Path, shelf: Library, size: object) -> None:
    report = report_of(hostile(tmp_path / "open", shelf, "text", secret=SECRET, until="open"))
    assert callable(size)
    for form in ("html", "json"):
        assert SECRET not in drawn(size(report), form).decode()
