"""Every act of every page has a fault that is provoked in a browser, or a reason why there is none."""

from __future__ import annotations

import re
from collections import Counter
from importlib import import_module

import pytest

from tests.browser.provoked import ALL_OTHERS, NONE, OF_ALL, ONE_OF_EACH
from tests.conftest import ROOT
from toetssteen.language import words
from toetssteen.pages.desk import NOTEBOOKS

EVERY = [*ONE_OF_EACH, *ALL_OTHERS]
PAGES = {notebook: page for page, notebook in NOTEBOOKS.items()}
SCRIPTS = ROOT / "toolkit" / "toetssteen" / "pages"
COMPLAINT = re.compile(r'(?:complaint\(|(?:faultAt|noChoice)\([^;]*?)say\("(\w+)"')


def test_every_act_of_every_page_is_provoked_or_has_a_reason_not_to_be(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOETSSTEEN_WORKSPACE", str(ROOT))
    forms = {page: import_module(f"toetssteen.pages.{page}.page").page("example-small-tender") for page in NOTEBOOKS}
    acts = {f"{page}.{act}" for page, form in forms.items() for act in form.acts if act != OF_ALL}
    listed = [
        *{f"{PAGES[wrong.page]}.{wrong.act}" for wrong in EVERY},
        *(act for group in NONE.values() for act in group),
    ]
    assert sorted(acts) == sorted(listed)
    assert max(Counter(wrong.name for wrong in EVERY).values()) == 1


def test_every_form_bears_the_name_of_an_act_that_is_listed() -> None:
    acts = {wrong.act for wrong in EVERY}
    named = {
        name
        for script in SCRIPTS.glob("*/*.js")
        for name in re.findall(r'"data-act": "(\w+)"', script.read_text("utf-8"))
    }
    assert named - acts == set()


def test_what_a_page_itself_finds_wrong_is_provoked_once() -> None:
    said = {(PAGES[wrong.page], wrong.nl) for wrong in EVERY if wrong.nl}
    left = [
        f"{page}.{word}"
        for page in NOTEBOOKS
        for script in sorted((SCRIPTS / page).glob("*.js"))
        for word in COMPLAINT.findall(script.read_text("utf-8"))
        if not any(page == where and part in words()[page][word]["nl"] for where, part in said)
    ]
    assert left == [], left
