"""The HTML report: nothing runs, nothing is fetched, and its structure is what a screen reader needs."""

from __future__ import annotations

import html as escapes
import re
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import pairwise
from typing import Any

import pytest
from tests.documents.hostile import TYPST, XSS, hostile, html, report_of

from toetssteen.content.library import Library
from toetssteen.store.folder import Folder

RUNS = {"script", "iframe", "object", "embed", "form", "input", "button", "img", "link", "base", "audio", "video"}


class Page(HTMLParser):
    """A page read as a browser reads it: every tag with its attributes, and the text outside of styles."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self._style = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._style = tag == "style"

    def handle_endtag(self, tag: str) -> None:
        self._style = False

    def handle_data(self, data: str) -> None:
        if not self._style:
            self.text.append(data)

    def all(self, name: str) -> Iterator[dict[str, str | None]]:
        """Go over the attributes of every tag of a name."""
        return (attributes for tag, attributes in self.tags if tag == name)


def unsafe(page: Page) -> Iterator[str]:
    """Name whatever could run or be fetched."""
    for tag, attributes in page.tags:
        if tag in RUNS:
            yield tag
        for name, given in attributes.items():
            if name.startswith("on") or name in ("src", "srcset", "style", "action", "formaction", "background"):
                yield f"{tag} {name}"
            if name in ("href", "xlink:href") and not (given or "").startswith(("#", "https://")):
                yield f"{tag} {name}={given}"
            if (given or "").lstrip().lower().startswith(("javascript:", "data:", "vbscript:")):
                yield f"{tag} {name}={given}"


def test_nothing_runs_and_nothing_is_fetched(nasty: Folder) -> None:
    text = html(report_of(nasty))
    page = Page(text)
    assert list(unsafe(page)) == []
    assert re.findall(r"(?i)(?:src|srcset)\s*=|url\((?!#)|@import", re.sub(r"&[a-z#0-9]+;", "", _outside(text))) == []


def _outside(text: str) -> str:
    """Give the tags and styles of a page: what stands between them is text."""
    styles = "".join(re.findall(r"<style>.*?</style>", text, re.DOTALL))
    return styles + " ".join(re.findall(r"<[^>]*>", text))


def test_hostile_text_is_shown_as_it_was_written(tmp_path: Any, shelf: Library) -> None:
    for name, text in (("xss", XSS), ("typst", TYPST)):
        folder = hostile(tmp_path / name, shelf, text)
        shown = "".join(Page(html(report_of(folder))).text)
        assert shown.count(text) > 50


def test_a_planted_hole_is_seen() -> None:
    assert list(unsafe(Page("<a href='JavaScript:x'>"))) == ["a href=JavaScript:x"] * 2
    assert list(unsafe(Page("<p onclick=x><script>"))) == ["p onclick", "script"]


def test_control_characters_are_left_out(tmp_path: Any, shelf: Library) -> None:
    text = html(report_of(hostile(tmp_path / "odd", shelf, "bell \u0007 null \u0000 end")))
    assert not re.search(r"[\x00-\x08\x0b-\x1f]", text)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_page_has_its_structure(tender: Folder, shelf: Library, language: Any) -> None:
    text = html(report_of(tender, language, shelf))
    page = Page(text)
    tags = Counter(tag for tag, _ in page.tags)
    assert next(page.all("html"))["lang"] == language
    assert (tags["h1"], tags["main"], tags["header"], tags["footer"], tags["nav"]) == (1, 1, 1, 1, 1)
    assert tags["caption"] == tags["table"] == tags["thead"]
    assert all(cell.get("scope") in ("col", "row") for cell in page.all("th"))
    assert next(page.all("a"))["href"] == "#main"
    policies = [tag["content"] for tag in page.all("meta") if "http-equiv" in tag]
    assert policies == ["default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'"]
    levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch("h[1-6]", tag)]
    assert all(after <= before + 1 for before, after in pairwise(levels))
    ids = [tag["id"] for _, tag in page.tags if "id" in tag]
    assert len(ids) == len(set(ids))
    targets = {(link["href"] or "")[1:] for link in page.all("a") if (link["href"] or "").startswith("#")}
    assert targets <= set(ids)
    assert "{" not in re.sub(r"<style>.*?</style>", "", text, flags=re.DOTALL).replace("&#123;", "")


def test_every_chart_has_a_title_a_description_and_a_table(tender: Folder) -> None:
    page = Page(html(report_of(tender)))
    charts = list(page.all("svg"))
    assert len(charts) == 4
    tags = Counter(tag for tag, _ in page.tags)
    assert tags["desc"] == 4
    ids = {tag.get("id") for _, tag in page.tags}
    for chart in charts:
        assert chart["role"] == "img"
        assert set((chart["aria-labelledby"] or "").split()) <= ids
    assert sum((table.get("class") or "").startswith("table-value-") for table in page.all("table")) == 4


def test_text_in_the_other_language_says_so(tender: Folder) -> None:
    assert 'lang="nl"' in html(report_of(tender, "en"))
    assert html(report_of(tender, "nl")).count('lang="nl"') == 1


def test_the_same_report_gives_the_same_page(tender: Folder) -> None:
    assert html(report_of(tender)) == html(report_of(tender))


def test_a_link_that_is_not_https_is_no_link(tmp_path: Any, shelf: Library) -> None:
    report = report_of(hostile(tmp_path / "a", shelf, "text"))
    pieces = [report.evidence[0].model_copy(update={"link": "javascript:window.hit=1"})]
    text = html(report.model_copy(update={"evidence": pieces}))
    assert list(unsafe(Page(text))) == []
    assert "javascript:window.hit=1" in escapes.unescape(text)
