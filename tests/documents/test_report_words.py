"""The words of a report: all there, all used, in the templates and in the code."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path
from string import Formatter

import toetssteen
from toetssteen.documents.labels import FILLED, LABELS

REPORTS = Path(toetssteen.__file__).parent / "documents"
FILES = [REPORTS.parent / "words.toml", *sorted((REPORTS.parent / "words").glob("report_*.toml"))]
WORDS = {
    word: texts
    for file in FILES
    if file.stem != "report_page"
    for word, texts in tomllib.loads(file.read_text("utf-8"))["report"].items()
}
TEMPLATES = [REPORTS / "report.typ", *sorted((REPORTS / "templates" / "report").glob("*.j2"))]


def in_templates() -> set[str]:
    """Give the words that a template names, whole or by their beginning."""
    text = "\n".join(path.read_text("utf-8") for path in TEMPLATES)
    return set(re.findall(r"\bw\.([a-z_]+)", text)) - {"at"}


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


def test_every_word_of_a_template_is_a_label() -> None:
    assert sorted(in_templates() - {*LABELS, *FILLED}) == []


def test_every_label_is_used_by_a_template() -> None:
    text = "\n".join(path.read_text("utf-8") for path in TEMPLATES)
    begun = re.findall(r"w(?:\.at\(|\[)['\"]([a-z_]+_)['\"]", text)
    unused = {*LABELS, *FILLED} - in_templates()
    assert [each for each in sorted(unused) if f'"{each}"' not in text and not each.startswith(tuple(begun))] == []


def test_every_label_has_words() -> None:
    assert sorted({*LABELS, *FILLED} - WORDS.keys()) == []


def test_every_word_is_used() -> None:
    whole, begun = in_code()
    begun -= {"", "{"}
    starts = tuple(each for each in begun if re.fullmatch(r"[a-z]+_[a-z_]*", each))
    known = whole | {*LABELS, *FILLED} | {f"{each}_one" for each in whole}
    assert sorted(word for word in WORDS if word not in known and not word.startswith(starts)) == []


def test_every_word_says_the_same_in_both_languages() -> None:
    for word, texts in WORDS.items():
        assert texts.keys() == {"nl", "en"}, word
        nl, en = ({name for _, name, _, _ in Formatter().parse(text) if name} for text in texts.values())
        assert nl == en, word
        assert not re.search("[\N{EM DASH}\N{EN DASH}]|--", texts["nl"] + texts["en"]), word
