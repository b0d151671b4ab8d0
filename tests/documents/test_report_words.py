"""The words of a report: all there, all used, in the code and on the compare page."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path
from string import Formatter

import toetssteen
from toetssteen.pages.compare.labels import FILLED, LABELS

REPORTS = Path(toetssteen.__file__).parent / "documents"
FILES = [REPORTS.parent / "words.toml", *sorted((REPORTS.parent / "words").glob("report_*.toml"))]
WORDS = {
    word: texts
    for file in FILES
    if file.stem != "report_page"
    for word, texts in tomllib.loads(file.read_text("utf-8"))["report"].items()
}
SCRIPTS = "\n".join(path.read_text("utf-8") for path in sorted((REPORTS.parent / "pages" / "compare").glob("*.js")))


def in_code() -> tuple[set[str], set[str]]:
    """Give the words that the code names whole, and the beginnings of those it completes."""
    whole, begun = set(), set()
    for path in [*REPORTS.rglob("*.py"), REPORTS.parent / "views" / "wording.py"]:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                whole.add(node.value.removeprefix("report."))
            if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
                begun.add(str(node.values[0].value).removeprefix("report."))
    return whole, begun


def test_every_word_that_the_compare_page_says_is_a_label() -> None:
    said = re.findall(r"\bword\(\"([a-z_]+)\"", SCRIPTS)
    assert said
    assert sorted(set(said) - {*LABELS, *FILLED}) == []


def test_every_label_is_said_by_the_compare_page() -> None:
    assert [label for label in (*LABELS, *FILLED) if f'"{label}"' not in SCRIPTS] == []


def test_every_label_has_words() -> None:
    assert sorted({*LABELS, *FILLED} - WORDS.keys()) == []


def test_every_word_is_used() -> None:
    whole, begun = in_code()
    begun -= {"", "{"}
    starts = tuple(start for start in begun if re.fullmatch(r"[a-z]+_[a-z_]*", start))
    known = whole | {*LABELS, *FILLED} | {f"{key}_one" for key in whole}
    assert sorted(word for word in WORDS if word not in known and not word.startswith(starts)) == []


def test_every_word_says_the_same_in_both_languages() -> None:
    for word, texts in WORDS.items():
        assert texts.keys() == {"nl", "en"}, word
        nl, en = ({name for _, name, _, _ in Formatter().parse(text) if name} for text in texts.values())
        assert nl == en, word
        assert not re.search("[\N{EM DASH}\N{EN DASH}]|--", texts["nl"] + texts["en"]), word
